"""Makes lists of prospects of any length from a seed, with known duplicates, wrong codes and lists without a basis."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from tests.generator.identity import credit_code

HEADS = (
    *("序号", "企业名称", "统一社会信用代码", "名单来源", "取得依据", "营销同意", "所属行业"),
    *("年营业收入(万元)", "纳税信用级别", "近12个月本行结算量(元)", "贷款余额(元)", "企业资质"),
)
TRADES = ("塑胶", "机电", "食品", "物流", "建材", "纺织", "医药", "电子", "农业", "环保")
WORDS = "晨曦远航博雅昌盛金石宏图瑞丰启明天成广源顺达恒泰中联新力"
SOURCES = (
    ("某园区名录", "合作协议2025-01号", ""),
    ("税务局名单", "银税互动协议", "是"),
    ("专业市场商户", "市场管理方协议", ""),
    ("本行结算客户", "", ""),
)
TITLES = ("", "专精特新", "高新技术企业")


def rows(seed: int, count: int) -> Iterator[tuple[Any, ...]]:
    rng = Random(seed)
    for number in range(1, count + 1):
        name = f"{''.join(rng.sample(WORDS, 4))}{rng.choice(TRADES)}{number}有限公司"
        origin, basis, consent = rng.choice(SOURCES)
        code = credit_code(rng, "91", "530102")
        revenue = rng.choice((300, 2600, 8000, 12000, 60000))
        settled = rng.choice((0, 3_000_000, 200_000_000, 700_000_000))
        said = (number, name, code, origin, basis, consent, rng.choice(TRADES), revenue)
        yield (*said, rng.choice("ABMD"), settled, 0, rng.choice(TITLES))


def workbook(file: Path, lines: list[tuple[Any, ...]], heads: tuple[str, ...] = HEADS) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(heads)
    for line in lines:
        sheet.append(line)
    book.save(file)
    return file
