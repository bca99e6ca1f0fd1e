"""Judges a sum among the figures of one statement: it comes out, it does not, or it cannot be told."""

from decimal import Decimal

from creditfile.language import Missing, Outcome, View
from creditfile.language.view import parse_address
from creditfile.model import Fact
from creditfile.model.identity import Identity


def on(identity: Identity, view: View, period: str) -> Outcome:
    """Whether the terms sum to zero within rounding (half a shown step for each term, at least one step).

    `period` is the statement's address, e.g. `statement["2023-12-31"]`. Source: domain reference §4.3.
    """
    read: list[Fact] = []
    missing: list[str] = []
    total = Decimal(0)
    for term in identity.terms:
        address = _address(period, term.when, term.item)
        fact = view.fact(address)
        if fact is not None and isinstance(fact.value, Decimal):
            read.append(fact)
            total += term.factor * fact.value
        elif not identity.blank_is_zero or term.item in identity.needs:
            missing.append(address)
    if missing or not read:
        return Outcome(Missing.at(*missing), tuple(read), tuple(missing))
    return Outcome(abs(total) <= tolerance(identity, read), tuple(read))


def tolerance(identity: Identity, read: list[Fact]) -> Decimal:
    """max(1 step, half a step for each term), the step being the coarsest shown; and the identity's own share."""
    step = max(shown_step(fact) for fact in read)
    size = max((abs(fact.value) for fact in read if isinstance(fact.value, Decimal)), default=Decimal(0))
    return max(step, len(read) * step / 2, identity.tolerance * size)


def shown_step(fact: Fact) -> Decimal:
    """The smallest step of the figure as printed, in yuan: 0.01 for 1,234.50 元, 10,000 for 1,234 万元."""
    if fact.step is not None:
        return fact.step
    exponent = fact.value.as_tuple().exponent if isinstance(fact.value, Decimal) else 0
    return Decimal(1).scaleb(min(0, int(exponent)))


def _address(period: str, when: str, item: str) -> str:
    if not when:
        return f"{period}.{item}"
    subject, end = parse_address(period)
    year = int(str(end)[:4]) - 1
    return f'{subject}["{year}{"-12-31" if when == "opening" else str(end)[4:]}"].{item}'
