"""Filters and tests of the language: how values are printed, and what is asked of lists."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from creditfile.language.missing import CannotTellError, Missing
from creditfile.language.view import Record

BLANK = "【待补】"
"""What is printed where a value is missing."""

WAN = Decimal(10_000)


def plain(value: Any) -> str:
    """A value as people write it: 1,234.50 · 2026-03-09 · 是 · 【待补】."""
    if isinstance(value, Missing):
        return BLANK
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return _grouped(value)
    if isinstance(value, date):
        return "长期" if value == date.max else value.isoformat()
    if isinstance(value, tuple | list):
        return "、".join(plain(part) for part in value)
    if isinstance(value, Record):
        return value.address
    return str(value)


def _grouped(value: Decimal) -> str:
    places = max(0, -int(value.as_tuple().exponent))
    return f"{value:,.{places}f}"


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"a number is wanted, not {value!r}")
    return Decimal(value)


def rounded(value: Any, places: int = 2) -> Decimal:
    """Commercial rounding (half up), the bank's way."""
    return _number(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _unless_missing(work: Callable[..., str]) -> Callable[..., str]:
    def filtered(value: Any, *arguments: Any) -> str:
        return BLANK if isinstance(value, Missing) else work(value, *arguments)

    filtered.__doc__ = work.__doc__
    return filtered


@_unless_missing
def money(value: Any, places: int = 2) -> str:
    """Yuan with thousands separators: 4,500,000.00."""
    return f"{rounded(value, places):,.{places}f}"


@_unless_missing
def wan(value: Any, places: int = 2) -> str:
    """Yuan printed in units of ten thousand: 450.00."""
    return f"{rounded(_number(value) / WAN, places):,.{places}f}"


@_unless_missing
def percent(value: Any, places: int = 2) -> str:
    """A ratio printed as a percentage: 0.7 → 70.00%."""
    return f"{rounded(_number(value) * 100, places):,.{places}f}%"


@_unless_missing
def rate(value: Any, places: int = 4) -> str:
    """An annual rate, already in percent: 3.85 → 3.85%; at least two places, no trailing zeros beyond."""
    text = f"{rounded(value, places):f}"
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}%"


@_unless_missing
def number(value: Any, places: int = 2) -> str:
    """A plain number with separators."""
    return f"{rounded(value, places):,.{places}f}"


@_unless_missing
def day(value: Any) -> str:
    """2026年3月9日; 长期 for no end."""
    return "长期" if value == date.max else f"{value.year}年{value.month}月{value.day}日"


@_unless_missing
def yes_no(value: Any) -> str:
    """是 or 否."""
    return "是" if value else "否"


@_unless_missing
def capital(value: Any) -> str:
    """人民币 and the amount in words."""
    from creditfile.values.capital import write_capital

    return f"人民币{write_capital(_number(value))}"


@_unless_missing
def masked(value: Any, kind: str = "id_number") -> str:
    """Personal data with its middle hidden."""
    from creditfile.values import masking

    return str(getattr(masking, f"mask_{kind}")(str(value)))


def or_blank(value: Any) -> str:
    """The value, or 【待补】."""
    return plain(value)


def or_zero(value: Any) -> Any:
    """For a sum over items that a statement need not show: what is missing counts as nothing."""
    return Decimal(0) if isinstance(value, Missing) else value


def _of_known(work: Callable[[list[Any]], Any]) -> Callable[[Any], Any]:
    """A filter of a list of known values; missing when the list or any part of it is."""

    def filtered(values: Any) -> Any:
        if isinstance(values, Missing):
            return values
        parts = list(values)
        gone = [part for part in parts if isinstance(part, Missing)]
        return gone[0].joined(*gone) if gone else work(parts)

    filtered.__doc__ = work.__doc__
    return filtered


@_of_known
def total(values: list[Any]) -> Any:
    """The sum; missing when any part is."""
    return sum((_number(part) for part in values), Decimal(0))


@_of_known
def lowest(values: list[Any]) -> Any:
    """The lowest; missing when there is none."""
    return min(values) if values else Missing.at()


@_of_known
def highest(values: list[Any]) -> Any:
    """The highest; missing when there is none."""
    return max(values) if values else Missing.at()


def distinct(values: Any) -> Any:
    """Each of them once, in order."""
    return values if isinstance(values, Missing) else list(dict.fromkeys(values))


@_unless_missing
def joined(values: Any, between: str = "") -> str:
    """The values as people write them, with something between."""
    return between.join(plain(value) for value in values)


def count(values: Any) -> Any:
    """How many."""
    return values if isinstance(values, Missing) else len(list(values))


def foremost(values: Any) -> Any:
    """The first of them; missing when there is none."""
    return values if isinstance(values, Missing) else next(iter(values), Missing.at())


def hindmost(values: Any) -> Any:
    """The last of them; missing when there is none."""
    return values if isinstance(values, Missing) else next(iter(list(values)[::-1]), Missing.at())


def _elements(context: Context, values: Any, source: str) -> Iterable[Any]:
    environment: Any = context.environment
    expression = environment.inner(source)
    if isinstance(values, Missing):
        raise CannotTellError(values.addresses)
    names = context.get_all()
    around = {"outer": names["it"]} if "it" in names else {}
    for element in values:
        yield expression._work({**names, **around, "it": element})


@pass_context
def every(context: Context, values: Any, source: str) -> Any:
    """Whether the expression holds for each element `it`: false when one fails, else unknown when one is unknown."""
    unknown: list[Missing] = []
    for answer in _answers(context, values, source):
        if answer is False:
            return False
        if isinstance(answer, Missing):
            unknown.append(answer)
    return unknown[0].joined(*unknown) if unknown else True


@pass_context
def some(context: Context, values: Any, source: str) -> Any:
    """Whether the expression holds for any element `it`."""
    unknown: list[Missing] = []
    for answer in _answers(context, values, source):
        if answer is True:
            return True
        if isinstance(answer, Missing):
            unknown.append(answer)
    return unknown[0].joined(*unknown) if unknown else False


def _answers(context: Context, values: Any, source: str) -> Iterable[Any]:
    """What each element answers; one that cannot tell does not silence those after it."""
    if isinstance(values, Missing):
        yield values
        return
    for element in values:
        try:
            yield from _elements(context, (element,), source)
        except CannotTellError as unknown:
            yield Missing.at(*unknown.addresses)


@pass_context
def pick(context: Context, values: Any, source: str) -> Any:
    """The value of the expression for each element: `guarantee | pick('it.amount')`."""
    return values if isinstance(values, Missing) else list(_elements(context, values, source))


@pass_context
def where(context: Context, values: Any, source: str) -> Any:
    """The elements for which the expression holds; unknown ones make the whole unknown."""
    if isinstance(values, Missing):
        return values
    kept = list(values)
    return [element for element, keep in zip(kept, _elements(context, kept, source), strict=True) if bool(keep)]


FILTERS: dict[str, Callable[..., Any]] = {
    "money": money,
    "wan": wan,
    "percent": percent,
    "rate": rate,
    "number": number,
    "day": day,
    "yes_no": yes_no,
    "capital": capital,
    "masked": masked,
    "or_blank": or_blank,
    "or_zero": or_zero,
    "rounded": lambda value, places=2: value if isinstance(value, Missing) else rounded(value, places),
    "total": total,
    "count": count,
    "min": lowest,
    "max": highest,
    "first": foremost,
    "unique": distinct,
    "join": joined,
    "last": hindmost,
    "every": every,
    "some": some,
    "pick": pick,
    "where": where,
}
"""The language's own filters by name."""

KEPT = ("abs", "length", "lower", "replace", "sort", "trim", "upper")
"""Which of Jinja's filters stay."""

WITH_SUBEXPRESSION = frozenset({"every", "some", "pick", "where"})
"""Filters whose first argument is an expression about `it`."""

TESTS: dict[str, Callable[..., bool]] = {
    "missing": lambda value: isinstance(value, Missing),
    "known": lambda value: not isinstance(value, Missing),
}
"""The language's own tests; `is missing` and `is defined` always answer."""

KEPT_TESTS = ("defined", "undefined", "in", "none", "eq", "ne", "lt", "le", "gt", "ge", "true", "false")
"""Which of Jinja's tests stay."""
