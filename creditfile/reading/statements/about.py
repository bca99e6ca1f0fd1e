"""What a statement says of itself: company, unit, currency, standard, months, whether audited."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from creditfile.model import Box, Fact, Origin, Value
from creditfile.reading.pages import Pages, around
from creditfile.reading.statements.layout import Rung
from creditfile.reading.statements.names import squeezed
from creditfile.reading.statements.table import NEAR, Table

_COMPANY = re.compile(r"(?:编制|报表|填报|报送)?单位(?:名称)?(?:\s*[A-Za-z][A-Za-z ]{2,30})?\s*[:：]\s*"
                      r"(?!人民币|美元|港币|港元|欧元|[百千万亿]*元|\d{4}[年./-])(?P<name>[^\s:：]{4,60}?)(?=\s|$|单位"
                      r"|金额|币种|\d{4}年|会[企小])")
_COMPANY_ALONE = re.compile(r"(?!.*会计师事务所)[\u4e00-\u9fff()]{4,40}(?:公司|厂|合作社|企业|中心|经营部|商行)")
_COMPANY_FIRST = re.compile(
    r"(?!.*(?:[母子]|附属|联营|合营|[及和])公司)[\u4e00-\u9fff()]{2,40}?公司(?=\d|合并|资产|利润|损益|现金|财务状况)"
)
_FORM = re.compile(r"会小企")
_AUDITED = re.compile(r"我们审计了|我们已经审计了|我们接受委托[,，]审计了")
_UNAUDITED = re.compile(r"未经审计|未经过审计|未审计")

MARKS: tuple[tuple[str, frozenset[str]], ...] = (
    ("OLD", frozenset((
        "主营业务收入", "主营业务成本", "主营业务税金及附加", "营业费用", "主营业务利润", "应交税金", "应付工资",
        "预提费用", "应收补贴款", "其他应交款", "待处理流动资产净损失", "一年内到期的长期负债", "固定资产净值",
    ))),
    ("SME", frozenset((
        "短期投资", "长期债券投资", "固定资产原价", "固定资产账面价值", "应付利润", "研究费用", "支付的职工薪酬",
        "支付的税费", "固定资产清理",
    ))),
    ("CAS2018", frozenset(("应收票据及应收账款", "应付票据及应付账款"))),
    ("CAS2019B", frozenset((
        "合同负债", "合同资产", "使用权资产", "租赁负债", "债权投资", "其他债权投资", "其他权益工具投资",
        "应收款项融资", "其他非流动金融资产",
    ))),
    ("CAS2019A", frozenset(("可供出售金融资产", "持有至到期投资"))),
)
"""Rows that only statements of one layout print. Source: domain reference §4.1."""


@dataclass(frozen=True, slots=True)
class About:
    """One thing a statement says of itself."""

    field: str
    value: Value
    type: str
    label: str
    label_en: str
    origin: Origin


def about(tables: Sequence[Table], source: str, pages: Pages) -> Iterator[tuple[str, Fact]]:
    """Facts on each statement, as the field's name and the fact with its whole address."""
    audited = _audited(pages)
    labels_by_scope: dict[str | None, set[str]] = {}
    for table in tables:
        labels_by_scope.setdefault(_scope(table), set()).update(
            _plain(row.label) for side in table.sides for row in side.rows
        )
    told: set[str] = set()
    for table in tables:
        meanings = [meaning for side in table.sides for meaning in side.meanings if meaning.end and not meaning.dropped]
        if not meanings:
            continue
        latest = max(meaning.end for meaning in meanings if meaning.end)
        scope = _scope(table)
        for one in (*_sayings(table, source, labels_by_scope[scope], audited), *_months(table, source)):
            end, field = (latest.isoformat(), one.field) if "@" not in one.field else reversed(one.field.split("@"))
            subject = "parent_statement" if scope == "parent" else "statement"
            name = f'{subject}["{end}"].{field}'
            if name not in told:
                told.add(name)
                yield field, Fact(name, one.value, one.type, raw=one.origin.quote, origins=(one.origin,),
                                  label=one.label, label_en=one.label_en, period=str(end), scope=scope)


def _scope(table: Table) -> str | None:
    return next((meaning.scope for side in table.sides for meaning in side.meanings), None)


def _sayings(table: Table, source: str, labels: set[str], audited: Origin | None) -> Iterator[About]:
    page = table.block.stretches[0].page
    top = _top(table)
    titled = _origin(source, page.number, table.block.title.text, top)
    if table.unit:
        stated = _origin(source, page.number, table.unit.text, top)
        yield About("unit", table.unit.name, "text", "金额单位", "Unit", stated)
        yield About("currency", table.unit.foreign or "CNY", "text", "币种", "Currency", stated)
    if named := company_of(table):
        name, lines = named
        quote = lines[0].raw if lines else table.block.title.text
        yield About("company", name, "name", "编制单位", "Company", _origin(source, page.number, quote, lines))
    standard = standard_of(labels, " ".join(rung.raw for rung in top))
    if standard and table.block.title.kind == "BS":
        yield About("standard", standard, "text", "报表格式", "Layout", titled)
    if table.block.title.unaudited or any(_UNAUDITED.search(rung.text) for rung in top):
        yield About("audited", False, "boolean", "已审计", "Audited", _origin(source, page.number, "未经审计", top))
    elif audited:
        yield About("audited", True, "boolean", "已审计", "Audited", replace(audited, source=source))


def company_of(table: Table) -> tuple[str, tuple[Rung, ...]] | None:
    """Who drew it up, and the line that says so: after 编制单位, alone above the table, or first in its title."""
    for rung in _top(table):
        if found := _COMPANY.search(rung.raw):
            return found["name"], (rung,)
    for rung in reversed(table.block.above[-NEAR:]):
        if _COMPANY_ALONE.fullmatch(squeezed(rung.raw)):
            return squeezed(rung.raw), (rung,)
    found = _COMPANY_FIRST.match(table.block.title.text)
    return (found[0], ()) if found else None


def _months(table: Table, source: str) -> Iterator[About]:
    """For flows: how many months each column covers."""
    if table.block.title.kind == "BS":
        return
    titled = _origin(source, table.block.stretches[0].page.number, table.block.title.text, _top(table))
    for side in table.sides:
        for meaning in side.meanings:
            if meaning.months and meaning.end and not meaning.dropped and not meaning.doubt:
                field = f"period_months@{meaning.end.isoformat()}"
                yield About(field, meaning.months, "integer", "期间月数", "Months covered", titled)


def _top(table: Table) -> tuple[Rung, ...]:
    """The lines around the title, before the rows."""
    return (*table.block.above, *table.head)


def _origin(source: str, page: int, quote: str, rungs: Iterable[Rung]) -> Origin:
    boxes: list[Box | None] = [ink.box for rung in rungs if quote and quote in rung.raw for ink in rung.inks]
    return Origin(source, page, around(boxes), quote, "text", Decimal(1))


def standard_of(labels: Iterable[str], head: str = "") -> str | None:
    """The layout by the rows that only it prints; None when none tells. Source: domain reference §4.1."""
    if _FORM.search(head):
        return "SME"
    counts = {standard: len(marks & set(labels)) for standard, marks in MARKS}
    if counts["CAS2018"]:
        return "CAS2018"
    if counts["CAS2019B"] >= 2:
        return "CAS2019B"
    best = max(counts, key=lambda standard: counts[standard])
    return best if counts[best] >= 2 or (best == "CAS2019A" and counts[best]) else None


@lru_cache(maxsize=4096)
def _plain(label: str) -> str:
    from creditfile.reading.statements.names import bare

    return bare(label)


def _audited(pages: Pages) -> Origin | None:
    """Where an auditor says that the statements were audited."""
    for page in pages:
        text = "".join(page.text.split())
        if found := _AUDITED.search(text):
            return Origin("", page.number, None, text[found.start():found.start() + 40], page.method, Decimal(1))
    return None
