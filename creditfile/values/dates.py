"""Dates, months and periods read from any usual spelling, and the calendar arithmetic of loans.

Sources: 正确填写票据和结算凭证的基本规定 item 6 (dates in 大写); 民法典 §200 to §204 (periods); ISO 8601 on output.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from creditfile.values.numerals import DIGITS, read_whole
from creditfile.values.refusal import NotAValue, shown
from creditfile.values.text import is_blank_cell, refuse_trickery, tidy

LONG_TERM = date.max
"""长期, 永久, 无固定期限: the last day there is, so that `valid_to >= on` needs no special case."""

FIRST_YEAR, LAST_YEAR = 1900, 2100

_BOUND = r"(?<![0-9〇○零一二三四五六七八九十])"
_YEAR = r"(?P<year>[0-9]{4}|[〇○零O一二三四五六七八九壹贰叁肆伍陆柒捌玖]{4})"
_HAN = "〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾"
_DAY = rf"(?P<day>[0-9]{{1,2}}|[{_HAN}廿卅]{{1,4}})"
_MONTH = rf"(?P<month>[0-9]{{1,2}}|元|[{_HAN}]{{1,4}})"
_CHINESE = re.compile(rf"{_BOUND}{_YEAR}\s*年\s*{_MONTH}\s*月\s*{_DAY}\s*[日号]")
_SEPARATED = re.compile(
    rf"{_BOUND}(?P<year>[0-9]{{4}})\s?(?P<mark>[-/.])\s?(?P<month>[0-9]{{1,2}})\s?(?P=mark)\s?(?P<day>[0-9]{{1,2}})(?![0-9])"
)
_COMPACT = re.compile(r"(?<![0-9])(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])")
_NAMES = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_NAMES |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_NAMED = r"(?P<month>" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")\.?"
_MONTH_FIRST = re.compile(rf"\b{_NAMED}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s*,\s*(?P<year>[0-9]{{4}})\b", re.I)
_DAY_FIRST = re.compile(rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]{_NAMED}[ ,-]\s*(?P<year>[0-9]{{4}})\b", re.I)
_FORMS = (_CHINESE, _SEPARATED, _COMPACT, _MONTH_FIRST, _DAY_FIRST)
_CLOCK = re.compile(
    r"[T ]?\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
    r"|[0-9]{1,2}时(?:[0-9]{1,2}分)?"
)
_FOREVER = re.compile(r"(?:长期|永久|长久)(?:有效)?|无固定期限|9999\s*[-/.年]\s*12\s*[-/.月]\s*31日?|99991231")
_BESIDE = re.compile(
    r"(?:[\s,.;:。、()\[\]\"']|日期|时间|日|签订|签署|签发|签约|出生|成立|登记|自|从|于|起|止|始|为|公历|截至|截止|有效期|至)*"
)
_CAPITAL_DIGIT = re.compile("[壹贰叁肆伍陆柒捌玖拾]")


@dataclass(frozen=True, slots=True)
class _Found:
    day: date
    start: int
    end: int
    irregular: tuple[str, ...]


def read_date(text: str) -> date:
    """The one date the text states: 2026年3月9日, 2026-03-09, 20260309, 二〇二六年三月九日, bill dates in 大写, 长期.

    NotAValue for two different dates, an impossible or ambiguous one (2月31日, 03/09/2026), a month without a day, a
    bound (…前), a year outside 1900 to 2100.
    """
    return read_dated(text)[0]


def read_dated(text: str) -> tuple[date, tuple[str, ...]]:
    """As read_date, with irregularities: bill_date_form where a date in 大写 leaves out a 零 or 壹 that it needs."""
    line = _line(text)
    if _FOREVER.search(line):
        rest = _FOREVER.sub("", line)
        if not _BESIDE.fullmatch(rest):
            raise _not_a_date(text)
        return LONG_TERM, ()
    found = list(_all_dates(line))
    if not found:
        raise _why_none(line, text)
    if len({each.day for each in found}) > 1:
        days = "、".join(sorted({each.day.isoformat() for each in found}))
        raise NotAValue(f"有两个不同的日期：{days}", f"two different dates: {days}")
    rest = _without(line, found)
    if not _BESIDE.fullmatch(_CLOCK.sub("", rest)):
        raise _not_a_date(text)
    return found[0].day, found[0].irregular


def _line(text: str) -> str:
    refuse_trickery(text)
    if is_blank_cell(text):
        raise NotAValue("空白", "the place is blank")
    return " ".join(tidy(text).split())


def _without(line: str, found: list[_Found]) -> str:
    for each in reversed(found):
        line = f"{line[: each.start]} {line[each.end :]}"
    return line


def _all_dates(line: str) -> Iterator[_Found]:
    """Every full date in the line, left to right, never overlapping; NotAValue for an impossible one."""
    place = 0
    while match := min(filter(None, (form.search(line, place) for form in _FORMS)), key=re.Match.start, default=None):
        day = _date(match)
        yield _Found(day, match.start(), match.end(), _irregular(match, day))
        place = match.end()


def _date(match: re.Match[str]) -> date:
    year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotAValue(f"年份{year}不在1900至2100之间", f"the year {year} is not between 1900 and 2100")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotAValue(f"没有“{match[0]}”这一天", f'there is no day "{match[0]}"') from None


def _number(digits: str) -> int:
    if digits.isascii() and digits.isdigit():
        return int(digits)
    if digits.casefold().rstrip(".") in _NAMES:
        return _NAMES[digits.casefold().rstrip(".")]
    if digits == "元":
        return 1
    plain = digits.replace("O", "〇").replace("廿", "二十").replace("卅", "三十")
    padded = len(plain) > 1 and DIGITS.get(plain[0]) == 0 and not all(char in DIGITS for char in plain)
    return read_whole(plain[1:] if padded else plain)


def _irregular(match: re.Match[str], day: date) -> tuple[str, ...]:
    if not _CAPITAL_DIGIT.search(match[0]):
        return ()
    spelled = re.sub(r"\s", "", match[0]).translate(str.maketrans("〇○O号", "零零零日"))
    month = _capital_count(day.month)
    # 月为壹、贰和壹拾的前加零; before other months it may stand
    loose = month if day.month in (1, 2, 10) else f"零?{month.removeprefix('零')}"
    day_words = _capital_count(day.day)
    strict = f"{_year_words(day.year)}年{loose}月{day_words}日"
    return () if re.fullmatch(strict, spelled) else ("bill_date_form",)


def _year_words(year: int) -> str:
    return "".join("零壹贰叁肆伍陆柒捌玖"[int(digit)] for digit in str(year))


def _capital_count(number: int) -> str:
    """A month or day of a bill in 大写, with the 零 before 壹 to 玖, 壹拾, 贰拾, 叁拾."""
    tens, ones = divmod(number, 10)
    words = ("零壹贰叁"[tens] + "拾" if tens else "") + ("零壹贰叁肆伍陆柒捌玖"[ones] if ones else "")
    return words if tens and ones else f"零{words}"


def write_bill_date(day: date) -> str:
    """The date in 大写 as a bill wants it: 贰零贰陆年叁月零玖日."""
    month = _capital_count(day.month)
    if day.month not in (1, 2, 10):
        month = month.removeprefix("零")
    return f"{_year_words(day.year)}年{month}月{_capital_count(day.day)}日"


def _why_none(line: str, text: str) -> NotAValue:
    if re.search(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2})(?![0-9])|(?<![0-9])[0-9]{2}年", line):
        why = f"“{shown(text)}”的年月日次序或世纪不明"
        return NotAValue(why, f'which is day, month or century in "{shown(text)}" is unclear')
    try:
        read_month(line)
    except NotAValue:
        return _not_a_date(text)
    return NotAValue(f"“{shown(text)}”只到月,没有日", f'"{shown(text)}" names a month, not a day')


def _not_a_date(text: str) -> NotAValue:
    return NotAValue(f"“{shown(text)}”不是一个日期", f'"{shown(text)}" is not one date')


# Months -------------------------------------------------------------------------------------------------------------

_MONTH_FORMS = (
    re.compile(rf"{_YEAR}\s*年\s*{_MONTH}\s*月份?"),
    re.compile(r"(?P<year>[0-9]{4})\s?[-/.]\s?(?P<month>[0-9]{1,2})"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})"),
    re.compile(rf"{_NAMED}[ ,-]*(?P<year>[0-9]{{4}})", re.IGNORECASE),
)


def read_month(text: str) -> str:
    """The one month the text states, as ISO `2026-03`; NotAValue for a full date or anything else."""
    line = _line(text).strip(" ,;。、()")
    for form in _MONTH_FORMS:
        if match := form.fullmatch(line):
            year, month = _number(match["year"]), _number(match["month"])
            if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12:
                return f"{year:04}-{month:02}"
    raise NotAValue(f"“{shown(text)}”不是一个年月", f'"{shown(text)}" is not one month')


def month_end(month: str) -> date:
    """The last day of an ISO month `2026-03`."""
    year, number = map(int, month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1])


# Periods ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, as a contract states them."""

    start: date
    end: date
    """LONG_TERM where there is no end."""

    @property
    def months(self) -> int | None:
        """Whole months, where start and end meet within a day (3月10日 to 3月9日 next year: 12); None otherwise."""
        if self.end == LONG_TERM:
            return None
        count = month_diff(self.start, self.end)
        return count if day_gap(self.start, self.end, count) <= 1 else None


_BETWEEN = re.compile(r"[\s,(]*(?:起|始|开始)?[\s,)]*(?:至|到|-+|~|to|until)[\s,]*", re.IGNORECASE)
_BEFORE = re.compile(
    r"[\s(]*(?:授信|额度|借款|贷款|合同|使用)*(?:有效期限?|期限|期间|期)?[\s:为]*(?:自|从|from)?[\s:]*", re.IGNORECASE
)
_AFTER = re.compile(r"[\s,()]*(?:止|为止|届满)?[\s,;。)]*")


def read_period(text: str) -> Period:
    """The one period the text states: 自2026年3月10日起至2027年3月9日止, 2026-03-10 至 2027-03-09, 2016.05.20-长期."""
    line = _line(text)
    line = _FOREVER.sub("长期", line)
    found = list(_all_dates(line))
    if len(found) == 1 and (forever := line.find("长期", found[0].end)) >= 0:
        found.append(_Found(LONG_TERM, forever, forever + 2, ()))
    if len(found) != 2:
        raise _not_a_period(text)
    first, second = found
    pieces = (_BEFORE, line[: first.start]), (_BETWEEN, line[first.end : second.start]), (_AFTER, line[second.end :])
    if not all(pattern.fullmatch(piece) for pattern, piece in pieces):
        raise _not_a_period(text)
    if second.day < first.day:
        why = f"止日{second.day}早于起日{first.day}"
        raise NotAValue(why, f"it ends ({second.day}) before it begins ({first.day})")
    return Period(first.day, second.day)


def _not_a_period(text: str) -> NotAValue:
    return NotAValue(f"“{shown(text)}”不是一个起止期间", f'"{shown(text)}" is not one period from day to day')


# Arithmetic ---------------------------------------------------------------------------------------------------------


def add_months(day: date, count: int) -> date:
    """The corresponding day so many months on, or that month's last day where there is none (民法典 §202).

    LONG_TERM stays LONG_TERM, and what would lie beyond it is LONG_TERM.
    """
    if day == LONG_TERM or day.year * 12 + day.month + count > 9999 * 12 + 12:
        return LONG_TERM
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: date, count: int) -> date:
    """The corresponding day so many years on; 28 February for the 29th where there is none."""
    return add_months(day, count * 12)


def month_diff(start: date, end: date) -> int:
    """Whole months from start to end; the last day before the corresponding one completes its month.

    The first day counts and the last does not, yet contracts name the last day either way: 3月10日 to 3月9日 and to
    3月10日 of the next year are both 12. Month end to month end is a whole month. Negative when end is before start.
    """
    if end < start:
        return -month_diff(end, start)
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    while count and not _reaches(start, end, count):
        count -= 1
    return count


def _reaches(start: date, end: date, count: int) -> bool:
    return end >= add_months(start, count) - timedelta(days=1)


def day_gap(start: date, end: date, months: int) -> int:
    """Days, without sign, from end to the day that corresponds to start so many months on; 0 where both end a month."""
    goal = add_months(start, months)
    if _is_month_end(start) and _is_month_end(end) and (goal.year, goal.month) == (end.year, end.month):
        return 0
    return abs((end - goal).days)


def _is_month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def whole_years(start: date, end: date) -> int:
    """Whole years from start to end, as an age is counted: the birthday completes the year. Negative before start."""
    if end < start:
        return -whole_years(end, start)
    count = end.year - start.year
    return count if add_years(start, count) <= end else count - 1


def days_between(start: date, end: date) -> int:
    """Days for which interest runs: the first day counts, the last does not (算头不算尾)."""
    return (end - start).days


def year_fraction(start: date, end: date, basis: Literal["360", "365", "actual"]) -> Decimal:
    """Days over 360, over 365, or each day over its own year's length (365 or 366)."""
    if basis != "actual":
        return Decimal(days_between(start, end)) / Decimal(basis)
    total = Decimal(0)
    while start < end:
        turn = min(end, date(start.year + 1, 1, 1))
        total += Decimal(days_between(start, turn)) / (366 if calendar.isleap(start.year) else 365)
        start = turn
    return total
