"""An identity: a sum that must come out among the figures of a statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from creditfile.errors import ShapeError

WHEN = ("", "opening", "prior")
"""Which period a term is of: this one, the year-end before it, the same a year before."""


@dataclass(frozen=True, slots=True)
class Term:
    """One figure in a sum."""

    item: str
    """The item's id."""
    factor: int = 1
    """1 or -1 (a multiple where a standard says so)."""
    when: str = ""
    """One of WHEN."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The terms that must sum to zero: what stands left with its sign, what stands right with the other."""

    name: str
    """Its rule's code."""
    terms: tuple[Term, ...]
    """All of them; the left side first."""
    over: str = "statement"
    """Which statements it is for: `statement` or `parent_statement`."""
    blank_is_zero: bool = False
    """Items that the statement does not show, or shows blank, count as nothing (sums of components)."""
    needs: tuple[str, ...] = ()
    """Items that must be there for it to be asked at all though blanks count as nothing (the totals)."""
    tolerance: Decimal = Decimal(0)
    """Allowed beyond rounding, as a part of the larger side."""

    @property
    def addresses(self) -> frozenset[str]:
        """Every fact it names, as `it` would."""
        return frozenset(f"it.{term.when}.{term.item}" if term.when else f"it.{term.item}" for term in self.terms)


def identity_from(code: str, content: Mapping[str, Any]) -> Identity:
    """An identity of its rule's table: `left = ["total_assets"]`, `right = ["total_liab", "total_equity"]`.

    `-x` is subtracted; `opening.x` and `prior.x` are of another period. Raises ShapeError on anything else.
    """
    known = {"over", "left", "right", "blank", "needs", "tolerance"}
    strange = sorted(set(content) - known)
    if strange or not content.get("left") or not content.get("right"):
        raise ShapeError(
            f"{code}: identity wants left and right" + (f", and knows no {', '.join(strange)}" if strange else ""),
            mend='Write left = ["total_assets"], right = ["total_liab", "total_equity"].',
        )
    left = tuple(_term(text, 1) for text in content["left"])
    right = tuple(_term(text, -1) for text in content["right"])
    return Identity(
        name=code,
        terms=left + right,
        over=content.get("over", "statement"),
        blank_is_zero=content.get("blank") == "zero",
        needs=tuple(content.get("needs", ())),
        tolerance=Decimal(content.get("tolerance", 0)),
    )


def _term(text: str, sign: int) -> Term:
    sign = -sign if text.startswith("-") else sign
    when, _, item = text.lstrip("-").rpartition(".")
    if when not in WHEN:
        raise ShapeError(f"`{when}` is no period", mend="Write opening.x or prior.x.")
    return Term(item, sign, when)
