"""Functions of the language: dates, names, texts, and choices among facts that may be missing."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from creditfile.language import accounts, calendars, contracts, payments, purposes
from creditfile.language.assertions import claims
from creditfile.language.missing import Missing, cell, needing

_spreading = partial(needing, None)


def first(*values: Any) -> Any:
    """The first that is known; missing when none is."""
    for value in values:
        if not isinstance(value, Missing):
            return value
    return values[0].joined(*values)


def unknown(address: str) -> Missing:
    """What cannot be told, for want of the fact at an address: the last branch of a choice that has no answer."""
    return Missing.at(address)


@_spreading
def days(start: date, end: date) -> int:
    """Calendar days from start to end."""
    return (end - start).days


@_spreading
def months(start: date, end: date) -> int:
    """Whole months from start to end, month end to month end."""
    from creditfile.values.dates import month_diff

    return int(month_diff(start, end))


@_spreading
def years(start: date, end: date) -> int:
    """Whole years from start to end."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


@_spreading
def later(day: date, count: int) -> date:
    """The same day so many months later; the month's end where there is none."""
    from creditfile.values.dates import add_months

    return add_months(day, count)


@_spreading
def ratio(part: Any, whole: Any) -> Any:
    """part ÷ whole, missing where the whole is not above zero (a ratio to it would say nothing)."""
    if whole <= 0:
        return Missing.at("÷≤0")
    return Decimal(part) / Decimal(whole)


@_spreading
def same_name(one: str, other: str) -> bool:
    """The same name but for spaces, widths and brackets."""
    from creditfile.values.names import same_name as same

    return bool(same(one, other))


@_spreading
def similar(one: str, other: str) -> Decimal:
    """How alike two texts are, 0 to 1 (cosine of character triples)."""
    from creditfile.values.names import text_sim

    return Decimal(text_sim(one, other))


@_spreading
def same_address(one: str, other: str, alike: Decimal) -> Any:
    """Whether two addresses are that much alike, 0 to 1; missing where one only says more than the other."""
    from creditfile.values import names

    if names.address_sim(one, other) >= alike:
        return True
    return Missing() if names.is_finer_address(one, other) else False


@_spreading
def matches(text: str, pattern: str) -> bool:
    """Whether the pattern occurs in the text."""
    return re.search(pattern, text) is not None


@_spreading
def asserts(text: str, pattern: str) -> bool:
    """Whether the text says something that matches, denials (“不得用于…”) left aside."""
    return next(claims(text, pattern), None) is not None


@_spreading
def asserted(text: str, pattern: str) -> str:
    """The words it says that match, each once, for a message."""
    return "、".join(dict.fromkeys(claims(text, pattern)))


@_spreading
def born(id_number: str) -> Any:
    """The day of birth that an identity number of 18 places carries; missing where it carries none."""
    try:
        day = date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))
    except ValueError:
        return Missing.at("born")
    return day if len(id_number) == 18 and 1900 <= day.year <= 2100 else Missing.at("born")


@_spreading
def begins(text: str, *starts: str) -> bool:
    """Whether the text begins with one of these."""
    return text.startswith(starts)


@_spreading
def numeric(text: str) -> Decimal:
    """The number that a cell of a list holds as text."""
    return Decimal(text.strip())


@_spreading
def calendar(text: str) -> date:
    """The day that a cell of a list holds as text, 2025-01-31."""
    return date.fromisoformat(text.strip())


@_spreading
def near(one: Any, other: Any, tolerance: Any) -> bool:
    """Whether two numbers differ by no more than the tolerance."""
    return bool(abs(one - other) <= tolerance)


@_spreading
def lowest(*values: Any) -> Any:
    """The lowest of them."""
    return min(values)


@_spreading
def highest(*values: Any) -> Any:
    """The highest of them."""
    return max(values)


@_spreading
def size(value: Any) -> int:
    """Letters of a text, elements of a list."""
    return len(value)


@_spreading
def changed(before: Any, now: Any, key: str, column: str) -> tuple[str, ...]:
    """What differs between two lists in one column, row by row of the same key: `财务总监:张某→李某`.

    Rows without the key or the column are left out.
    """
    old, new = ({cell(row, key): cell(row, column) for row in rows} for rows in (before, now))
    names = sorted(name for name in old.keys() | new.keys() if name is not None)
    both = ((name, old.get(name), new.get(name)) for name in names)
    return tuple(f"{name}:{was or '无'}→{is_now or '无'}" for name, was, is_now in both if was != is_now)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **contracts.FUNCTIONS,
    **accounts.FUNCTIONS,
    **payments.FUNCTIONS,
    **purposes.FUNCTIONS,
    **calendars.FUNCTIONS,
    "first": first,
    "unknown": unknown,
    "days": days,
    "months": months,
    "years": years,
    "later": later,
    "ratio": ratio,
    "same_name": same_name,
    "similar": similar,
    "same_address": same_address,
    "matches": matches,
    "asserts": asserts,
    "asserted": asserted,
    "born": born,
    "begins": begins,
    "numeric": numeric,
    "calendar": calendar,
    "near": near,
    "lowest": lowest,
    "highest": highest,
    "size": size,
    "changed": changed,
}
"""By name; other packages add theirs through the entry-point group `creditfile.functions`."""
