"""Papers of which a borrower has several at once, accounts and places: each counts, none contradicts another."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditfile.model import Case
from creditfile.reading.read import read
from creditfile.settling.settle import settle
from tests.content.test_searches import LICENCE, write


def account(number: str, kind: str) -> list[str]:
    lines = ["银行账户信息证明", "户名：甲机械有限公司", f"账号：{number}", "开户银行：江南银行苏州分行"]
    return [*lines, f"账户性质：{kind}", "开户日期：2016年3月2日"]


def lease(address: str, until: str) -> list[str]:
    lines = ["房屋租赁合同", "出租方：乙置业有限公司", "承租方：甲机械有限公司", f"房屋坐落：{address}"]
    return [*lines, "建筑面积：100平方米", f"租赁期限：自2024年1月1日至{until}", "年租金：12万元", "用途：办公"]


@pytest.fixture
def told(tmp_path: Path, book: Any) -> Any:
    write(tmp_path / "执照.docx", LICENCE)

    def facts() -> dict[str, Any]:
        case = settle(read(Case("c", tmp_path), book.documents), book.documents, book.figures, date(2026, 2, 1))
        return {fact.name: fact for fact in case.facts}

    return facts


def test_two_accounts_are_two_and_no_contradiction(tmp_path: Path, told: Any) -> None:
    write(tmp_path / "账户一.docx", account("6230910199001234", "基本存款账户"))
    write(tmp_path / "账户二.docx", account("6230910199005678", "一般存款账户"))

    facts = told()

    assert {facts[f"account[{n}].account_no"].value for n in (0, 1)} == {"6230910199001234", "6230910199005678"}
    assert not any(fact.rivals for name, fact in facts.items() if name.startswith("account"))


def test_two_leased_places_are_two_and_no_contradiction(tmp_path: Path, told: Any) -> None:
    write(tmp_path / "租赁一.docx", lease("江苏省苏州市吴中区金山路88号", "2027年12月31日"))
    write(tmp_path / "租赁二.docx", lease("江苏省无锡市锡山区东亭路9号", "2026年12月31日"))

    facts = told()

    assert {facts[f"premises[{n}].end"].value for n in (0, 1)} == {date(2027, 12, 31), date(2026, 12, 31)}
    assert not any(fact.rivals for name, fact in facts.items() if name.startswith("premises"))
