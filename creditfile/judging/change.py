"""The smallest change of one fact that would make a failing rule hold, found by trying and proved by applying it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from creditfile.language import View
from creditfile.model import Fact, Value

_IDENTITIES = frozenset(
    {"credit_code", "organisation_code", "id_number", "bank_card", "certificate", "unit_number"}
)
"""Types of what tells one person, firm or thing from another."""
_DOUBLINGS = 40
_FARTHEST = timedelta(days=20 * 366)


def smallest_change(
    evidence: Sequence[Fact], view: View, holds: Callable[[], bool], on: date
) -> tuple[Fact, Value] | None:
    """The fact and the value it would need; None when no change of one fact alone does it.

    What is settled, a day before the day that counts or an identity, is named only where nothing else helps.
    `holds` judges the rule on the view as it stands; each trial puts a changed fact into the view and takes it out.
    Amounts are tried at the step the paper shows, dates by the day, yes and no the other way round, texts as the other
    texts of the evidence. Of several facts that would do, the one that moves least of its own size is named.
    """
    found: list[tuple[bool, Decimal, Fact, Value]] = []
    for fact in evidence:
        value = _nearest(fact, evidence, view, holds)
        if value is not None:
            found.append((_is_settled(fact, on), _size(fact, value), fact, value))
    return min(found, key=lambda entry: entry[:2])[2:] if found else None


def _is_settled(fact: Fact, on: date) -> bool:
    """Whether it is what it is: papers can be amended, days that have passed and who somebody is cannot."""
    return fact.type in _IDENTITIES or (isinstance(fact.value, date) and fact.value <= on)


def change_behind(
    figure: Fact, view: View, worked: Callable[[], Value], holds: Callable[[], bool]
) -> tuple[Fact, Value] | None:
    """Of the facts that a figure was worked from, the one that need move least for the rule to hold, and its value.

    `worked` works the figure anew on the view as it stands. Figures among its inputs are left as they are.
    """
    found: list[tuple[Decimal, Fact, Value]] = []
    for name in figure.inputs:
        fact = view.fact(name)
        if fact is None or fact.inputs or isinstance(fact.value, bool) or not isinstance(fact.value, Decimal | int):
            continue
        value = _nearest_number(fact, _trial(fact, figure, view, worked, holds))
        if value is not None:
            found.append((_size(fact, value), fact, value))
    return min(found, key=lambda entry: entry[0])[1:] if found else None


def _trial(
    fact: Fact, figure: Fact, view: View, worked: Callable[[], Value], holds: Callable[[], bool]
) -> Callable[[Value], bool]:
    """Whether the rule holds with another value of a fact, the figure worked anew from it."""

    def works(value: Value) -> bool:
        view.add(replace(fact, value=value))
        try:
            view.add(replace(figure, value=worked()))
            return holds()
        finally:
            view.add(fact)
            view.add(figure)

    return works


def _nearest(fact: Fact, evidence: Sequence[Fact], view: View, holds: Callable[[], bool]) -> Value:
    def works(value: Value) -> bool:
        view.add(replace(fact, value=value))
        try:
            return holds()
        finally:
            view.add(fact)

    if isinstance(fact.value, bool):
        return (not fact.value) if works(not fact.value) else None
    if isinstance(fact.value, Decimal | int):
        return _nearest_number(fact, works)
    if isinstance(fact.value, date) and fact.value != date.max:
        return _nearest_day(fact.value, works)
    if isinstance(fact.value, str) and fact.value:  # what is not said is not said in another's words
        others = (other.value for other in evidence if isinstance(other.value, str) and other.value != fact.value)
        return next((other for other in others if works(other)), None)
    return None


def _nearest_number(fact: Fact, works: Callable[[Value], bool]) -> Value:
    start = fact.value
    assert isinstance(start, Decimal | int)
    whole = isinstance(start, int)
    step = Decimal(1) if whole else _step(fact)
    best: Decimal | None = None
    base = Decimal(start) if whole else Decimal(start).quantize(step)
    for sign in (1, -1):
        reach = _first_that_works(base, sign * step, works, whole)
        if reach is not None and (best is None or abs(reach - start) < abs(best - start)):
            best = reach
    if best is None:
        return None
    return int(best) if whole else best


def _first_that_works(start: Decimal, step: Decimal, works: Callable[[Value], bool], whole: bool) -> Decimal | None:
    """Go out in doubling strides until it works, then come back by halves to the last step that does."""

    def at(count: int) -> Value:
        value = start + count * step
        return int(value) if whole else value

    low, high = 0, 1
    for _ in range(_DOUBLINGS):
        if works(at(high)):
            break
        low, high = high, high * 2
        if abs(high * step) > max(abs(start) * 1000, Decimal(10) ** 12):
            return None
    else:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if works(at(middle)):
            high = middle
        else:
            low = middle
    return start + high * step


def _step(fact: Fact) -> Decimal:
    if fact.step:
        return fact.step
    return Decimal("0.01") if fact.type == "money" else Decimal("0.0001")


def _nearest_day(start: date, works: Callable[[Value], bool]) -> date | None:
    candidates = [day for day in (_day(start, 1, works), _day(start, -1, works)) if day]
    return min(candidates, key=lambda day: abs((day - start).days), default=None)


def _day(start: date, sign: int, works: Callable[[Value], bool]) -> date | None:
    strides: Iterator[int] = (sign * 2**power for power in range(14))
    before = 0
    for stride in strides:
        if abs(timedelta(days=stride)) > _FARTHEST:
            return None
        if works(start + timedelta(days=stride)):
            low, high = before, stride
            while abs(high - low) > 1:
                middle = (low + high) // 2 if sign > 0 else -((-low - high) // 2)
                low, high = (low, middle) if works(start + timedelta(days=middle)) else (middle, high)
            return start + timedelta(days=high)
        before = stride
    return None


def _size(fact: Fact, value: Value) -> Decimal:
    """How far the change goes, of the fact's own size; a flipped answer or another text counts as a whole."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool) and isinstance(fact.value, Decimal | int):
        return abs(Decimal(value) - fact.value) / max(abs(Decimal(fact.value)), Decimal(1).scaleb(-4))
    if isinstance(value, date) and isinstance(fact.value, date):
        return Decimal(abs((value - fact.value).days)) / 365
    return Decimal(1)
