"""Functions of the language for deadlines: days, months and working days counted on, and schedules."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import wraps
from typing import Any

from creditfile.language.missing import Missing, needing
from creditfile.values.dates import add_months
from creditfile.values.refusal import NotAValue
from creditfile.values.workdays import Workdays, workdays_of

_MOST = 600
"""No schedule has more dates than this."""

_Rows = tuple[Mapping[str, str], ...]
_OPENED: dict[int, tuple[_Rows, Workdays]] = {}


def _known(work: Callable[..., Any]) -> Callable[..., Any]:
    """A function of known values; missing when any argument is, or when the list of holidays does not reach so far."""

    @wraps(work)
    def reached(*arguments: Any) -> Any:
        try:
            return work(*arguments)
        except NotAValue:
            return Missing.at("list.holidays")

    return needing(None, reached)


def _workdays(rows: _Rows) -> Workdays:
    kept = _OPENED.get(id(rows))
    if kept is None or kept[0] is not rows:
        kept = _OPENED[id(rows)] = (rows, workdays_of(rows))
    return kept[1]


@_known
def after(day: date, count: int) -> date:
    """So many calendar days later; earlier where the count is negative."""
    return day + timedelta(int(count))


@_known
def workdays_after(day: date, count: int, holidays: _Rows) -> date:
    """So many working days later; the day itself does not count."""
    return _workdays(holidays).after(day, int(count))


@_known
def workday_from(day: date, holidays: _Rows) -> date:
    """The day, or the next working day where it is none."""
    return _workdays(holidays).on_or_after(day)


@_known
def workday_until(day: date, holidays: _Rows) -> date:
    """The day, or the last working day before it."""
    return _workdays(holidays).on_or_before(day)


@_known
def every_months(start: date, step: int, end: date) -> tuple[date, ...]:
    """Each day so many months, twice so many … after the start, up to and with the end; month ends stay month ends."""
    days = []
    for number in range(1, _MOST):
        day = add_months(start, int(step) * number)
        if day > end:
            break
        days.append(day)
    return tuple(days)


_EVERY = re.compile(r"(?P<step>每月|按月|每季|按季)(?:\D{0,8}(?P<day>\d{1,2})\s*日)?")
_USUAL_DAY = 20
"""The day on which banks settle interest where the contract names the month alone."""


@_known
def interest_days(said: str, start: date, end: date) -> Any:
    """The days on which interest falls due by what the contract says (每月20日, 每季末月20日, 按季结息), and the end.

    Missing for words that name neither month nor quarter.
    """
    found = _EVERY.search(said)
    if not found:
        return Missing.at("contract.interest_settle_day")
    day, step = int(found["day"] or _USUAL_DAY), 3 if "季" in found["step"] else 1
    days = []
    month = date(start.year, start.month, 1)
    for _ in range(_MOST):
        if month > end:
            break
        on = min(add_months(month, 1) - timedelta(1), month + timedelta(day - 1))
        if month.month % step == 0 and start < on < end:
            days.append(on)
        month = add_months(month, 1)
    return (*days, end)


@_known
def month_end(day: date) -> date:
    """The last day of its month."""
    return add_months(day.replace(day=1), 1) - timedelta(1)


@_known
def quarter_end(day: date) -> date:
    """The last day of its quarter."""
    return add_months(day.replace(day=1), 3 - (day.month - 1) % 3) - timedelta(1)


@_known
def same_month(one: date, other: date) -> bool:
    """Whether two days lie in the same month."""
    return bool(month_end(one) == month_end(other))


@_known
def same_quarter(one: date, other: date) -> bool:
    """Whether two days lie in the same quarter."""
    return bool(quarter_end(one) == quarter_end(other))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "after": after,
    "workdays_after": workdays_after,
    "workday_from": workday_from,
    "workday_until": workday_until,
    "every_months": every_months,
    "interest_days": interest_days,
    "month_end": month_end,
    "quarter_end": quarter_end,
    "same_month": same_month,
    "same_quarter": same_quarter,
}
"""By name."""
