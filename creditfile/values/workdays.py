"""Working days in mainland China, by a list of days off and of weekends worked.

Source: 《全国年节及纪念日放假办法》 and the arrangement that the State Council's office announces for each year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from creditfile.values.refusal import NotAValue

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked, between the first and the last year of a list."""

    off: frozenset[date]
    """Holidays, and days off in lieu."""
    worked: frozenset[date]
    """Saturdays and Sundays that are worked."""
    first: int
    """The first year that the list is for."""
    last: int
    """The last."""

    def is_worked(self, day: date) -> bool:
        """Whether banks work on that day. Raises NotAValue outside the list's years."""
        if not self.first <= day.year <= self.last:
            raise NotAValue(f"节假日名单没有 {day.year} 年", f"the list of holidays does not reach {day.year}")
        return day in self.worked or (day not in self.off and day.weekday() < _SATURDAY)

    def after(self, day: date, count: int) -> date:
        """The working day so many working days later; the day itself does not count (民法典 §201)."""
        while count > 0:
            day += timedelta(1)
            count -= self.is_worked(day)
        return day

    def on_or_after(self, day: date) -> date:
        """The day, or the next working day where it is a holiday (民法典 §203)."""
        while not self.is_worked(day):
            day += timedelta(1)
        return day

    def on_or_before(self, day: date) -> date:
        """The day, or the last working day before it: for what must be done in time."""
        while not self.is_worked(day):
            day -= timedelta(1)
        return day


def workdays_of(rows: Iterable[Mapping[str, str]]) -> Workdays:
    """From rows with `date` (ISO) and `kind` (休 or 班). Raises NotAValue for a row that is neither."""
    off: set[date] = set()
    worked: set[date] = set()
    for row in rows:
        day = date.fromisoformat(row["date"])
        if row["kind"] not in ("休", "班"):
            raise NotAValue(f"{row['date']} 既不是休也不是班", f"{row['date']} is neither 休 nor 班")
        (off if row["kind"] == "休" else worked).add(day)
    years = {day.year for day in off | worked}
    return Workdays(frozenset(off), frozenset(worked), min(years), max(years))
