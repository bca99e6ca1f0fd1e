"""Bank flows: several accounts are summed, one account's papers must follow each other, printed totals must agree."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from creditfile.model import Case
from creditfile.reading.read import read
from creditfile.settling.settle import settle

Entry = tuple[str, str, str]
"""Day, what came in or (with a minus) went out, the balance after it."""
SPRING = [
    ("2024-01-05", "1000.00", "1500.00"),
    ("2024-03-05", "-300.00", "1200.00"),
    ("2024-06-20", "50.00", "1250.00"),
]
IDLE = ("期初余额：2.00", "期末余额：9.00")
"""An account that hardly moves shows by these that nothing is lacking."""
AUTUMN = [("2024-07-05", "10.00", "1260.00"), ("2024-12-28", "2000.00", "3260.00")]


def paper(folder: Path, account: str, months: str, entries: list[Entry], *more: str) -> None:
    """An export of an account in CSV."""
    lines = ["某银行账户交易明细", "户名：甲机械有限公司", f"账号：{account}", f"查询期间：{months}", *more]
    lines += ["", "交易日期,摘要,收入金额,支出金额,账户余额,对方户名"]
    for day, amount, balance in entries:
        came, went = (amount, "") if not amount.startswith("-") else ("", amount[1:])
        lines.append(f"{day},货款,{came},{went},{balance},乙贸易有限公司")
    number = len(list(folder.glob("*.csv")))
    (folder / f"流水{number}.csv").write_text("\n".join(lines), encoding="utf-8-sig")


@pytest.fixture
def told(tmp_path: Path, book: Any) -> Any:
    def facts() -> dict[str, Any]:
        case = settle(read(Case("c", tmp_path), book.documents), book.documents, book.figures, date(2025, 2, 1))
        return {fact.name: fact.value for fact in case.facts}

    return facts


def test_several_accounts_are_summed(tmp_path: Path, told: Any) -> None:
    paper(tmp_path, "6222000011112222", "2024-01-01至2024-12-31", [*SPRING, *AUTUMN])
    paper(tmp_path, "6228000033334444", "2024-01-01至2024-12-31", [("2024-05-01", "7.00", "9.00")], *IDLE)

    facts = told()

    assert (2, Decimal("3067.00")) == (facts["flow.accounts"], facts["flow.inflow_12m"])
    assert Decimal("3269.00") == facts["flow.closing_balance"]


def test_one_account_in_two_papers_is_one_account(tmp_path: Path, told: Any) -> None:
    paper(tmp_path, "6222000011112222", "2024-07-01至2024-12-31", AUTUMN)
    paper(tmp_path, "6222000011112222", "2024-01-01至2024-06-30", SPRING)

    facts = told()

    assert (1, Decimal("3060.00")) == (facts["flow.accounts"], facts["flow.inflow_12m"])
    assert Decimal("3260.00") == facts["flow.closing_balance"]


@pytest.mark.parametrize("second", ["2024-06-01至2024-12-31", "2024-09-01至2024-12-31"])
def test_papers_that_overlap_or_leave_a_gap_give_no_sum(tmp_path: Path, told: Any, second: str) -> None:
    paper(tmp_path, "6222000011112222", "2024-01-01至2024-06-30", SPRING)
    paper(tmp_path, "6222000011112222", second, [("2024-09-05", "10.00", "1260.00"), *AUTUMN[1:]])

    facts = told()

    assert facts["flow.whole"] is False
    assert "flow.inflow_12m" not in facts


def test_the_same_stretch_handed_in_twice_is_one_paper(tmp_path: Path, told: Any) -> None:
    paper(tmp_path, "6222000011112222", "2024-01-01至2024-06-30", SPRING)
    paper(tmp_path, "6222000011112222", "2024-01-01至2024-06-30", SPRING, "打印次数：2")

    assert Decimal("1050.00") == told()["flow.inflow_12m"]


@pytest.mark.parametrize(
    "printed", ["收入合计：1050.01", "支出合计：299.00", "期初余额：501.00", "期末余额：1250.10"]
)
def test_entries_must_add_up_to_what_is_printed(tmp_path: Path, told: Any, printed: str) -> None:
    paper(tmp_path, "6222000011112222", "2024-01-01至2024-06-30", SPRING, printed)

    facts = told()

    assert facts["account_flow[0].adds_up"] is False
    assert "flow.inflow_12m" not in facts


def test_what_is_printed_and_agrees_is_no_obstacle(tmp_path: Path, told: Any) -> None:
    paper(
        tmp_path, "6222000011112222", "2024-01-01至2024-06-30", SPRING,
        "期初余额：500.00", "收入合计：1050.00", "支出合计：300.00", "期末余额：1250.00",
    )  # fmt: skip

    assert told()["account_flow[0].adds_up"] is True


def test_an_entry_whose_day_cannot_be_read_is_not_left_out_in_silence(tmp_path: Path, book: Any) -> None:
    spoilt = [SPRING[0], ("2024-O3-05", "-300.00", "1200.00"), SPRING[2]]
    paper(tmp_path, "6222000011112222", "2024-01-01至2024-06-30", spoilt)

    case = settle(read(Case("c", tmp_path), book.documents), book.documents, book.figures, date(2025, 2, 1))
    facts = {fact.name: fact for fact in case.facts}

    assert 3 == len(facts["account_flow[0].rows"].value)
    assert facts["account_flow[0].rows"].confirm
    assert "flow.inflow_12m" not in facts


def test_an_account_in_dollars_is_never_added_to_yuan(tmp_path: Path, book: Any) -> None:
    paper(tmp_path, "6222000011112222", "2024-01-01至2024-06-30", SPRING, "期初余额：500.00")
    paper(tmp_path, "6228000033334444", "2024-01-01至2024-06-30", SPRING, "币种：美元", "期初余额：500.00")

    case = settle(read(Case("c", tmp_path), book.documents), book.documents, book.figures, date(2025, 2, 1))
    facts = {fact.name: fact for fact in case.facts}

    assert ["CNY", "USD"] == [facts[f"account_flow[{n}].opening_balance"].unit for n in (0, 1)]
    assert Decimal(1050) == facts["account_flow[0].received"].value
    assert facts.keys().isdisjoint({"account_flow[1].received", "account_flow[1].adds_up", "flow.closing_balance"})
    assert ["RDG-144"] == [trouble.code for source in case.sources for trouble in source.troubles]


def test_the_heading_may_say_that_an_account_is_in_a_foreign_currency(tmp_path: Path, told: Any) -> None:
    paper(tmp_path, "6222000011112222", "2024-01-01至2024-06-30", SPRING)
    export = next(tmp_path.glob("*.csv"))
    export.write_text(export.read_text(encoding="utf-8-sig").replace("某银行", "某银行港币"), encoding="utf-8-sig")

    assert "HKD" == told()["account_flow[0].currency"]
