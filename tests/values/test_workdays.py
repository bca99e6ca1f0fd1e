"""Working days agree with two calendars that others keep."""

import csv
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values.refusal import NotAValue
from creditfile.values.workdays import Workdays, workdays_of

with (Path(__file__).parents[2] / "schemas" / "lists" / "holidays.csv").open(encoding="utf-8") as file:
    CHINA = workdays_of(list(csv.DictReader(file)))

ARRANGED = 2026
"""The last year whose days off and weekends worked have been announced."""


def every_day(first: int, last: int) -> list[date]:
    start = date(first, 1, 1)
    return [start + timedelta(number) for number in range((date(last, 12, 31) - start).days + 1)]


def test_the_announced_years_agree_with_a_calendar_kept_elsewhere() -> None:
    days = every_day(2020, ARRANGED)

    assert [] == [day for day in days if chinese_calendar.is_workday(day) != CHINA.is_worked(day)]


def test_the_days_off_by_law_are_off_in_the_years_to_come() -> None:
    by_law = holidays.country_holidays("CN", years=range(ARRANGED + 1, 2036), observed=False)

    assert [] == [day for day in by_law if CHINA.is_worked(day)]
    assert [] == [day for day in CHINA.off if day.year > ARRANGED and day not in by_law]


days = st.dates(date(2020, 2, 1), date(2035, 6, 30))


@given(days, st.integers(1, 30))
def test_counting_working_days_one_by_one_comes_to_the_same(day: date, count: int) -> None:
    after = CHINA.after(day, count)

    between = [day + timedelta(number) for number in range(1, (after - day).days + 1)]
    assert count == sum(CHINA.is_worked(each) for each in between)
    assert CHINA.is_worked(after)


@given(days)
def test_the_nearest_working_days_enclose_a_holiday(day: date) -> None:
    before, after = CHINA.on_or_before(day), CHINA.on_or_after(day)

    assert before <= day <= after
    assert CHINA.is_worked(before)
    assert CHINA.is_worked(after)
    assert (before == day == after) == CHINA.is_worked(day)


def test_beyond_the_list_nobody_knows() -> None:
    with pytest.raises(NotAValue):
        CHINA.is_worked(date(2036, 1, 1))


def test_a_row_that_is_neither_off_nor_worked_is_refused() -> None:
    with pytest.raises(NotAValue):
        workdays_of([{"date": "2025-01-01", "kind": "x"}])


def test_without_holidays_monday_to_friday_are_worked() -> None:
    week = Workdays(frozenset(), frozenset(), 2025, 2025)

    assert [True] * 5 + [False] * 2 == [week.is_worked(date(2025, 3, 3) + timedelta(number)) for number in range(7)]
