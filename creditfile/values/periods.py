"""Terms: 12个月, 壹拾贰个月, 一年半, 36期 as whole months; 180天 as days."""

import re
from collections.abc import Callable
from decimal import Decimal

from creditfile.values.numerals import NUMERAL, read_decimal_digits
from creditfile.values.refusal import NotAValue, shown
from creditfile.values.text import is_blank_cell, refuse_trickery, squeeze

_COUNT = rf"(?:[0-9]+(?:\.[0-9]+)?|{NUMERAL}+)"
_YEARS = rf"(?:(?P<years>{_COUNT})(?:周?年期?|years?)(?P<half>半)?[零又]?|(?P<half_year>半年))"
_MONTHS = rf"(?P<months>{_COUNT})(?:个月|个\(月\)|\(月\)|月|期|months?)"
_TERM = re.compile(rf"(?=.){_YEARS}?(?:{_MONTHS})?", re.IGNORECASE)
_DAYS = re.compile(rf"(?P<days>{_COUNT})个?(?:天|日|days?)", re.IGNORECASE)
_LABEL = re.compile(r"^(?:(?:借款|贷款|授信|合同)?(?:期限|期间))?[为共计:]*")
_MONTHS_PER = {"月": 1, "个月": 1, "期": 1, "months": 1, "年": 12, "years": 12}
_LONGEST_MONTHS, _LONGEST_DAYS = 1200, 36_600


def read_months(text: str, unit: str | None = None) -> int:
    """The one term the text states, in months, at most a hundred years; `unit` (月 or 年) is for a bare number.

    A year counts twelve months, a 期 one. NotAValue for days, a range, a bound, two different terms, half months.
    """
    if unit is not None and unit not in _MONTHS_PER:
        raise NotAValue(f"“{unit}”不能折成月", f'"{unit}" cannot be counted in months')
    return _one_of(text, lambda part: _months_of(part, unit), _LONGEST_MONTHS)


def read_days(text: str, unit: str | None = None) -> int:
    """The one term the text states, in days (180天); NotAValue for months, which have no fixed number of days."""
    bare_is_days = unit in ("天", "日", "days")
    return _one_of(text, lambda part: _days_of(part, bare_is_days), _LONGEST_DAYS)


def _one_of(text: str, read: Callable[[str], int | None], longest: int) -> int:
    """The term, where every bracketed repetition of it (12个月(一年)) says the same."""
    refuse_trickery(text)
    if is_blank_cell(text):
        raise NotAValue("空白", "the place is blank")
    line = _LABEL.sub("", squeeze(text).strip(",;。、.")).replace("个(月)", "个月").replace("(月)", "月")
    terms = {read(part) for part in re.split(r"[()]", line) if part}
    if None in terms or not terms:
        raise NotAValue(f"“{shown(text)}”不是一个期限", f'"{shown(text)}" is not one term')
    if len(terms) > 1:
        raise NotAValue(f"“{shown(text)}”中有两个不同的期限", f'two different terms in "{shown(text)}"')
    (term,) = terms
    assert term is not None
    if not 0 < term <= longest:
        raise NotAValue(f"期限“{shown(text)}”过长或为零", f'the term "{shown(text)}" is too long or nothing')
    return term


def _months_of(part: str, unit: str | None) -> int | None:
    if unit is not None and re.fullmatch(_COUNT, part):
        return _whole(_count(part) * _MONTHS_PER[unit])
    match = _TERM.fullmatch(part)
    if match is None:
        return None
    months = _count(match["years"]) * 12 + _count(match["months"])
    return _whole(months + (6 if match["half"] or match["half_year"] else 0))


def _days_of(part: str, bare_is_days: bool) -> int | None:
    if bare_is_days and re.fullmatch(_COUNT, part):
        return _whole(_count(part))
    match = _DAYS.fullmatch(part)
    return _whole(_count(match["days"])) if match else None


def _count(digits: str | None) -> Decimal:
    return Decimal(read_decimal_digits(digits)) if digits else Decimal(0)


def _whole(number: Decimal) -> int | None:
    return int(number) if number == number.to_integral_value() else None
