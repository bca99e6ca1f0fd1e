"""What is to be done by when: every example of the book, and schedules against a calendar library."""

from datetime import date
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, rrule
from hypothesis import given
from hypothesis import strategies as st

from creditfile.judging.duties import duties_of
from creditfile.judging.examples import fact_of
from creditfile.judging.judge import names_of
from creditfile.language.calendars import FUNCTIONS
from creditfile.linting.duties import stands
from creditfile.model.duty import Duty, State


def reckoned(book: Any, code: str, on: date, **facts: Any) -> list[Duty]:
    rules = [rule for rule in book.duties if rule.code == code]
    stated = [fact_of(name.replace("__", "."), value) for name, value in facts.items()]
    return list(duties_of(rules, stated, names_of(book.rules.settings, book.rules.lists, on), on))


def test_every_example_stands_as_it_says(book: Any) -> None:
    wrong = []
    for rule in book.duties:
        for example in rule.examples:
            state, duty = stands(rule, example, book)
            if state != example.answer or (example.due and (duty is None or duty.due != example.due)):
                wrong.append((rule.code, example, state, duty and duty.due))

    assert [] == wrong


def test_every_duty_has_an_example_that_is_open_and_a_basis(book: Any) -> None:
    assert [] == [
        rule.code
        for rule in book.duties
        if not {"late", "due", "planned"} & {example.answer for example in rule.examples} or not rule.basis
    ]


starts = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@given(starts, st.integers(1, 12), st.integers(0, 36))
def test_every_so_many_months_is_the_corresponding_day_or_the_months_last(start: date, step: int, length: int) -> None:
    end = start + relativedelta(months=length)

    got = FUNCTIONS["every_months"](start, step, end)

    wanted = [start + relativedelta(months=step * number) for number in range(1, length + 1)]
    assert [day for day in wanted if day <= end] == list(got)


@given(starts, st.integers(1, 28), st.sampled_from(["每月", "每季末月"]), st.integers(30, 1000))
def test_interest_days_are_those_of_the_calendar(start: date, day: int, cycle: str, length: int) -> None:
    end = date.fromordinal(start.toordinal() + length)

    got = FUNCTIONS["interest_days"](f"{cycle}{day}日", start, end)

    months = range(1, 13) if cycle == "每月" else (3, 6, 9, 12)
    dates = (each.date() for each in rrule(DAILY, dtstart=start, until=end, bymonth=months, bymonthday=day))
    assert [*(each for each in dates if start < each < end), end] == list(got)


@given(starts)
def test_ends_of_months_and_quarters_are_followed_by_a_new_one(day: date) -> None:
    month, quarter = FUNCTIONS["month_end"](day), FUNCTIONS["quarter_end"](day)

    assert 1 == date.fromordinal(month.toordinal() + 1).day
    assert date.fromordinal(quarter.toordinal() + 1).month in (1, 4, 7, 10)
    assert day <= month <= quarter < day + relativedelta(months=3)


@pytest.mark.parametrize(("on", "state"), [("2026-03-27", "planned"), ("2026-03-28", "due"), ("2026-04-01", "late")])
def test_a_day_is_planned_then_due_from_its_notice_on_then_late(book: Any, on: str, state: str) -> None:
    first, *_ = reckoned(book, "DUE-003", date.fromisoformat(on), contract__end_date=date(2026, 4, 30))

    assert (state, date(2026, 3, 31)) == (first.state, first.due)


def test_what_was_done_in_time_and_what_nobody_can_tell_are_not_late(book: Any) -> None:
    on = date(2026, 6, 1)
    facts: dict[str, Any] = {"drawdown[0]__draw_date": date(2026, 1, 31), "contract__end_date": date(2027, 1, 31)}

    untold = reckoned(book, "DUE-004", on, **facts, contract__interest_settle_day="每季末月20日")
    facts["repayment_log__rows"] = ({"date": date(2026, 3, 20), "interest": 1},)
    paid = reckoned(book, "DUE-004", on, **facts, contract__interest_settle_day="每季末月20日")

    assert State.CANNOT_TELL is untold[0].state
    assert ("repayment_log.rows",) == untold[0].missing
    assert [State.DONE, State.PLANNED] == [duty.state for duty in paid[:2]]
