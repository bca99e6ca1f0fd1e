"""Judges a sum among the figures of one statement: it comes out, it does not, or it cannot be told."""

from collections.abc import Iterable
from decimal import Decimal

from creditfile.language import Missing, Outcome, View
from creditfile.model import Fact
from creditfile.model.identity import Applied, Identity, applied


def held(identity: Identity, view: View, period: str) -> Applied:
    """The sum as it stands in one statement; `period` is its address, e.g. `statement["2023-12-31"]`."""
    return applied(identity, period, view.fact, view.elements)


def outcome(found: Applied) -> Outcome:
    """Whether the terms sum to zero within rounding (half a shown step for each term, at least one step).

    Source: domain reference §4.3.
    """
    read = tuple(fact for _, fact in found.terms if isinstance(fact.value, Decimal))
    if not found.told:
        return Outcome(Missing.at(*found.missing), read, found.missing)
    return Outcome(found.holds, read)


def change(evidence: Iterable[Fact]) -> str:
    """The one cell to look at first, what it says and what it would have to be; empty when none is to be named.

    Settling leaves that on the fact, as the doubt `would_be:16000400.00:digit`.
    """
    for fact in evidence:
        for doubt in fact.doubts:
            code, _, rest = doubt.partition(":")
            if code == "would_be":
                says = f"{fact.value:,.2f}" if isinstance(fact.value, Decimal) else "—"
                return f"{fact.name}: {says} → {Decimal(rest.partition(':')[0]):,.2f}"
    return ""
