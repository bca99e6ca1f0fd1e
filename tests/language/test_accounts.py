"""Entries of a bank account: what came in and went out, in whatever columns, and whether balances run on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.language.test_contracts import answer


def entry(day: int, debit: str | None, credit: str | None, balance: str) -> dict[str, Any]:
    row: dict[str, Any] = {"date": date(2026, 1, day), "balance": Decimal(balance)}
    row |= {"debit": Decimal(debit)} if debit else {}
    return row | ({"credit": Decimal(credit)} if credit else {})


FLOW = (entry(1, None, "100", "100"), entry(2, "30", None, "70"), entry(3, None, "5", "75"))


def test_balances_run_on_in_either_order_of_days():
    assert answer("balance_breaks(f.rows)", {"f.rows": FLOW}) == ()
    assert answer("balance_breaks(f.rows)", {"f.rows": FLOW[::-1]}) == ()


def test_signed_amounts_and_directions_are_read_as_what_came_in_and_went_out():
    rows = (
        {"balance": Decimal(100), "amount": Decimal(100)}, {"balance": Decimal(70), "amount": Decimal(-30)},
        {"balance": Decimal(60), "amount": Decimal(10), "direction": "支出"}, {"balance": Decimal(65)},
    )

    assert answer("balance_breaks(f.rows)", {"f.rows": rows}) == ()
    assert answer("balance_breaks(f.rows) | count", {"f.rows": (rows[0], rows[2])}) == 1


def test_a_balance_that_does_not_follow_is_named():
    forged = (*FLOW, entry(4, None, "1", "7600"))

    assert answer("balance_breaks(f.rows)", {"f.rows": forged}) == ("2026-01-04 7,600.00",)


@pytest.mark.parametrize(
    ("row", "came", "went"),
    [
        ({"credit": 5}, 5, 0),
        ({"debit": 5}, 0, 5),
        ({"credit": 5, "debit": 2}, 5, 2),
        ({"amount": 5}, 5, 0),
        ({"amount": -5}, 0, 5),
        ({"amount": 5, "direction": "借"}, 0, 5),
        ({"amount": -5, "direction": "支出"}, 0, 5),
        ({"amount": 5, "direction": "C"}, 5, 0),
        ({"amount": -5, "direction": "贷"}, -5, 0),  # taken back
    ],
)
def test_what_came_in_and_went_out_is_read_from_two_columns_a_sign_or_a_direction(row, came, went):
    assert answer("f.rows | pick('received(it)') | total", {"f.rows": (row,)}) == came
    assert answer("f.rows | pick('paid(it)') | total", {"f.rows": (row,)}) == went


@pytest.mark.parametrize("row", [{"balance": 5}, {"amount": 5, "direction": "冲"}])
def test_an_entry_that_does_not_say_is_not_counted_as_nothing(row):
    assert answer("f.rows | pick('received(it)') | total", {"f.rows": (row,)}) is None
    assert answer("f.rows | every('received(it) is known')", {"f.rows": (row,)}) is False


def test_a_flow_that_lacks_an_entry_does_not_run_on():
    assert answer("runs_on(f.rows)", {"f.rows": FLOW}) is True
    assert answer("runs_on(f.rows)", {"f.rows": FLOW[::-1]}) is True
    assert answer("runs_on(f.rows)", {"f.rows": (FLOW[0], FLOW[2])}) is False
    assert answer("runs_on(f.rows)", {"f.rows": (*FLOW, {"memo": "合计", "credit": Decimal(9)})}) is True


def test_entries_before_the_first_balance_do_not_count_against_it():
    without = {"date": date(2025, 12, 31), "debit": Decimal(7)}

    assert answer("runs_on(f.rows)", {"f.rows": (without, *FLOW)}) is True
    assert answer("runs_on(f.rows)", {"f.rows": (without, FLOW[0], FLOW[2])}) is False


def test_the_last_balance_is_the_latest_days_in_either_order():
    assert answer("last_balance(f.rows)", {"f.rows": FLOW}) == 75
    assert answer("last_balance(f.rows)", {"f.rows": FLOW[::-1]}) == 75
    assert answer("last_balance(f.rows, f.day)", {"f.rows": FLOW, "f.day": date(2026, 1, 2)}) == 70
    assert answer("last_balance(f.rows, f.day)", {"f.rows": FLOW, "f.day": date(2025, 1, 2)}) is None


def one_column(*told: tuple[str, str | None]) -> tuple[dict[str, Any], ...]:
    """Amounts without sign or flag, with the balance after each where one is shown."""
    return tuple(
        {"date": date(2026, 1, day), "amount": Decimal(amount)} | ({"balance": Decimal(balance)} if balance else {})
        for day, (amount, balance) in enumerate(told, start=1)
    )


def totals(rows: tuple[dict[str, Any], ...]) -> tuple[Any, Any]:
    return (
        answer("directed(f.rows) | pick('received(it)') | total", {"f.rows": rows}),
        answer("directed(f.rows) | pick('paid(it)') | total", {"f.rows": rows}),
    )


def test_the_balance_tells_which_way_an_amount_without_sign_went():
    rows = one_column(("100", "100"), ("30", "130"), ("50", "180"))

    assert totals(rows) == (180, 0)
    assert totals(rows[::-1]) == (180, 0)


@pytest.mark.parametrize(
    "rows",
    [
        one_column(("100", "500"), ("30", "470"), ("50", "520")),  # the first may have come or gone
        one_column(("100", None), ("30", None)),
        one_column(("100", "100"), ("30", "95"), ("50", "45")),
    ],
)
def test_where_no_balance_tells_it_is_not_known_which_way_an_amount_went(rows):
    assert totals(rows) == (None, None)


def test_a_list_with_one_sign_or_flag_says_by_itself_which_way_its_amounts_went():
    signed = (*one_column(("100", None), ("30", None)), {"date": date(2026, 1, 9), "amount": Decimal(-5)})

    assert totals(signed) == (130, 5)


DAY = date(2026, 1, 5)


def flagged(*entries: tuple[str, int, str]) -> tuple[dict[str, Any], ...]:
    return tuple({"date": DAY, "direction": way, "amount": Decimal(amount), **more} for way, amount, text in entries
                 for more in [{"memo": text}])


@pytest.mark.parametrize("neither", ["不计收支", "中性交易", "其他", "/"])
def test_money_moved_between_pots_of_a_wallet_neither_comes_nor_goes(neither):
    assert totals(flagged(("收入", 100, "货款"), (neither, 1000, "转入余额宝"), ("支出", 5, "餐"))) == (100, 5)


def test_among_flagged_amounts_one_without_a_flag_is_not_thereby_income():
    assert totals(flagged(("收入", 100, "货款"), ("", 1000, "转账"), ("支出", 5, "餐"))) == (None, None)
    assert totals(flagged(("收入", 100, "货款"), ("", 1000, "零钱提现"), ("支出", 5, "餐"))) == (100, 5)


def test_a_flag_that_names_both_ways_tells_none():
    assert totals(flagged(("收入", 100, "货款"), ("收/支", 7, "转账"))) == (None, None)
    assert totals(flagged(("来账", 100, "货款"), ("往账", 7, "转账"))) == (100, 7)


@pytest.mark.parametrize("status", ["交易失败", "交易关闭", "已撤销"])
def test_a_payment_that_came_to_nothing_moves_nothing(status):
    rows = ({"date": DAY, "credit": Decimal(100), "status": "交易成功"},
            {"date": DAY, "credit": Decimal(900), "status": status})

    assert totals(rows) == (100, 0)


def test_outgoings_with_a_minus_in_their_own_column_are_paid():
    minus = (entry(1, None, "100", "150"), entry(2, "-30", None, "120"), entry(3, "-20", None, "100"))

    assert totals(minus) == (100, 50)
    assert answer("balance_breaks(f.rows) | count", {"f.rows": minus}) == 0


def test_a_minus_by_which_the_balance_rises_is_money_taken_back():
    assert totals((entry(1, None, "100", "150"), entry(2, "-30", None, "180"))) == (100, -30)


def test_one_balance_that_fell_does_not_tell_how_the_first_amount_went():
    assert totals(one_column(("1000", "1500"), ("400", "1100"))) == (None, None)


def test_a_kind_that_is_a_way_is_a_flag():
    rows = [{**row, "memo": memo} for row, memo in zip(
        one_column(("1000", "1500"), ("400", "1100")), ("转入", "转出"), strict=True)]

    assert totals(tuple(rows)) == (1000, 400)


@pytest.mark.parametrize("name", ["本页小计", "累计", "本月合计", "承前页"])
def test_a_sum_printed_between_the_entries_is_none_though_it_has_a_day(name):
    between = {"date": DAY, "credit": Decimal(100), "debit": Decimal(30), "memo": name}

    assert totals((*FLOW[:2], between, FLOW[2])) == (105, 30)


@pytest.mark.parametrize(("currency", "came"), [("美元", None), ("usd", None), ("人民币", 105), ("01", 105)])
def test_foreign_money_is_not_added_to_yuan(currency, came):
    assert totals((FLOW[0], {**FLOW[2], "currency": currency}))[0] == came
