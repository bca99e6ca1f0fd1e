"""An identity: a sum that must come out among the figures of a statement."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import product
from typing import Any

from creditfile.errors import ShapeError
from creditfile.model.fact import Fact
from creditfile.model.line_item import LineItem, LineItems

WHEN = ("", "opening", "prior")
"""Which period a term is of: this one, the year-end before it, the same a year before."""
_DATED = re.compile(r'\w+\["\d{4}-\d{2}-\d{2}"\]')
SECTION = "section:"
"""`section:CA` stands for every item that the list of line items adds up to that section's sum."""


@dataclass(frozen=True, slots=True)
class Term:
    """One figure in a sum."""

    item: str
    """The item's id; `unmapped_ca_*` for every row of a section whose name is not in the list."""
    factor: int = 1
    """1 or -1 (a multiple where a standard says so)."""
    when: str = ""
    """One of WHEN."""
    unless: str = ""
    """Not added where this item is printed with a figure, because it holds this one already."""


@dataclass(frozen=True)
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
    without: tuple[str, ...] = ()
    """Items that must not be there: another layout, for which another identity is meant."""
    filled: tuple[str, ...] = ()
    """Items of which one at least must be more than nothing; a split that was not filled in is no split."""
    flips: tuple[str, ...] = ()
    """Items that some layouts print with the other sign; the sum may come out either way."""
    one_way: bool = False
    """Where it comes out exactly it bears its figures out; where not, it says nothing: they need not agree."""
    tolerance: Decimal = Decimal(0)
    """Allowed beyond rounding, as a part of the larger side."""

    @property
    def addresses(self) -> frozenset[str]:
        """Every fact it names, as `it` would."""
        return frozenset(
            f"it.{term.when}.{term.item}" if term.when else f"it.{term.item}"
            for term in self.terms
            if not term.item.endswith("*") and not term.item.startswith(SECTION)
        )

    @cached_property
    def has_rest(self) -> bool:
        """Whether rows of unknown name are among the terms."""
        return any(term.item.endswith("*") for term in self.terms)

    def over_items(self, items: LineItems) -> "Identity":
        """The same with every `section:…` spelt out. Raises ShapeError for a section that has no items."""
        return replace(self, terms=tuple(term for one in self.terms for term in _spelt_out(one, items, self.name)))


def _spelt_out(term: Term, items: LineItems, name: str) -> Iterator[Term]:
    if not term.item.startswith(SECTION):
        yield term
        return
    section = term.item.removeprefix(SECTION)
    members = items.section(section)
    if not members:
        raise ShapeError(f"{name}: `{section}` is no section of the list of line items", mend="Write e.g. section:CA.")
    for member in members:
        yield Term(member.id, term.factor * _sign(member), term.when, member.part_of.removeprefix("?"))
    yield Term(f"unmapped_{section.lower()}_*", term.factor, term.when)


def _sign(item: LineItem) -> int:
    return -1 if item.sign == "-" else 1


def identity_from(code: str, content: Mapping[str, Any]) -> Identity:
    """An identity of its rule's table: `left = ["total_assets"]`, `right = ["total_liab", "total_equity"]`.

    `-x` is subtracted; `opening.x` and `prior.x` are of another period; `section:CA` is every item of that section.
    Raises ShapeError on anything else.
    """
    known = {"over", "left", "right", "blank", "needs", "without", "filled", "flips", "one_way", "tolerance"}
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
        without=tuple(content.get("without", ())),
        filled=tuple(content.get("filled", ())),
        flips=tuple(content.get("flips", ())),
        one_way=content.get("one_way", False),
        tolerance=Decimal(content.get("tolerance", 0)),
    )


def _term(text: str, sign: int) -> Term:
    sign = -sign if text.startswith("-") else sign
    when, _, item = text.lstrip("-").rpartition(".")
    if when not in WHEN:
        raise ShapeError(f"`{when}` is no period", mend="Write opening.x or prior.x.")
    return Term(item, sign, when)


@dataclass(frozen=True, slots=True)
class Applied:
    """An identity held against one statement."""

    identity: Identity
    period: str
    """The statement's address: `statement["2023-12-31"]`."""
    terms: tuple[tuple[int, Fact], ...]
    """Every figure that stands in it with its factor (flipped where the layout has it so); blank cells too."""
    missing: tuple[str, ...]
    """Addresses of what is needed and not there; then it cannot be told."""
    left_out: bool = False
    """It is meant for another layout."""
    turned: frozenset[str] = frozenset()
    """Names of figures that were taken with the other sign; it says nothing of their sign."""

    @property
    def difference(self) -> Decimal:
        """Left less right, in yuan; 0 when it comes out."""
        return sum((factor * fact.value for factor, fact in self.terms if isinstance(fact.value, Decimal)), Decimal(0))

    @property
    def told(self) -> bool:
        """Whether it can be told."""
        return not self.left_out and not self.missing and any(isinstance(fact.value, Decimal) for _, fact in self.terms)

    @property
    def is_empty(self) -> bool:
        """Whether all its cells are there and blank or zero: it comes out, but says little by itself."""
        return (
            not self.left_out
            and not self.missing
            and bool(self.terms)
            and not any(isinstance(fact.value, Decimal) and fact.value for _, fact in self.terms)
        )

    @property
    def rounding(self) -> Decimal:
        """Half a step for each term, and one step of the coarsest at least. Source: domain reference §4.3.

        Figures of several papers may be shown in steps of their own.
        """
        steps = [shown_step(fact) for _, fact in self.terms if isinstance(fact.value, Decimal)]
        return max(max(steps, default=Decimal(0)), sum(steps, Decimal(0)) / 2)

    @property
    def allowed(self) -> Decimal:
        """Rounding, or the identity's own share of the largest figure."""
        size = max((abs(fact.value) for _, fact in self.terms if isinstance(fact.value, Decimal)), default=Decimal(0))
        return max(self.rounding, self.identity.tolerance * size)

    @property
    def holds(self) -> bool:
        """Whether the sum comes out within what is allowed."""
        return abs(self.difference) <= self.allowed


def shown_step(fact: Fact) -> Decimal:
    """The smallest step of the figure as printed, in yuan: 0.01 for 1,234.50 元, 10,000 for 1,234 万元."""
    if fact.step is not None:
        return fact.step
    exponent = fact.value.as_tuple().exponent if isinstance(fact.value, Decimal) else 0
    return Decimal(1).scaleb(min(0, int(exponent)))


def applied(
    identity: Identity, period: str, look: Callable[[str], Fact | None], parts: Callable[[str], Iterable[str]]
) -> Applied:
    """Hold an identity against one statement; `look` finds a fact by its address, `parts` lists those of a statement.

    Where the layout may print some items with the other sign, the signs with which the sum comes out are taken.
    """
    if any(_figure(look(f"{period}.{item}")) is not None for item in identity.without):
        return Applied(identity, period, (), (), left_out=True)
    split = [look(f"{period}.{item}") for item in identity.filled]
    if any(fact is not None for fact in split) and not any(_figure(fact) for fact in split):
        return Applied(identity, period, (), (), left_out=True)
    terms: list[tuple[int, Fact]] = []
    blank: list[str] = []
    missing = [
        f"{period}.{item}"
        for item in identity.needs
        if look(f"{period}.{item}") is None and not any(term.item == item for term in identity.terms)
    ]
    for term in identity.terms:
        place = _place(period, term.when)
        if term.item.endswith("*"):
            start = f"{place}.{term.item[:-1]}"
            terms += [(term.factor, fact) for name in parts(place) if name.startswith(start) if (fact := look(name))]
            continue
        address = f"{place}.{term.item}"
        fact = look(address)
        if fact is not None and term.unless and _figure(look(f"{place}.{term.unless}")) is not None:
            continue
        needed = not identity.blank_is_zero or term.item in identity.needs
        if fact is None:
            missing += [address] * needed
        elif fact.value is None or isinstance(fact.value, Decimal):
            terms.append((term.factor, fact))
            is_total = term is identity.terms[0] or not identity.blank_is_zero
            blank += [address] * (is_total and fact.value is None)
    if not missing and identity.blank_is_zero:
        missing = _nothing_to_add(identity, period, terms)
    if blank and any(isinstance(fact.value, Decimal) and fact.value for _, fact in terms):
        missing += blank  # a sum left blank beside figures is not nothing; where all is blank, nothing is nothing
    found = Applied(identity, period, tuple(terms), tuple(missing))
    if identity.one_way and (missing or found.difference):
        return replace(found, left_out=True)
    return _turned(found) if identity.flips and found.told and not found.holds else found


def _nothing_to_add(identity: Identity, period: str, terms: Sequence[tuple[int, Fact]]) -> list[str]:
    """What is missing where only the totals were read: a total without its parts is not wrong, it cannot be told."""
    parts = [term for term in identity.terms if term.item not in identity.needs]
    read = {fact.name for _, fact in terms}
    own = [f"{_place(period, term.when)}.{term.item}" for term in parts if not term.item.endswith("*")]
    starts = tuple(f"{_place(period, term.when)}.{term.item[:-1]}" for term in parts if term.item.endswith("*"))
    if not parts or any(name in read for name in own) or (starts and any(name.startswith(starts) for name in read)):
        return []
    return own[:8]


def _figure(fact: Fact | None) -> Decimal | None:
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else None


def _turned(found: Applied) -> Applied:
    """The same with the signs of some items turned, where only then the sum comes out."""
    flips = [
        number
        for number, (_, fact) in enumerate(found.terms)
        if _figure(fact) and fact.name.rpartition(".")[2] in found.identity.flips
    ]
    for turns in product((1, -1), repeat=len(flips)):
        signs = dict(zip(flips, turns, strict=True))
        other = replace(
            found,
            terms=tuple((factor * signs.get(number, 1), fact) for number, (factor, fact) in enumerate(found.terms)),
            turned=frozenset(found.terms[number][1].name for number, sign in signs.items() if sign < 0),
        )
        if other.holds:
            return other
    return found


def _place(period: str, when: str) -> str:
    """The address of the statement a term is of."""
    if not when:
        return period
    subject, _, rest = period.partition('["')
    end = rest.removesuffix('"]')
    year = int(end[:4]) - 1
    return f'{subject}["{year}{"-12-31" if when == "opening" else end[4:]}"]'


def periods_of(names: Iterable[str], subjects: Sequence[str] = ("statement", "parent_statement")) -> list[str]:
    """The addresses of all statements among the names of facts, sorted."""
    found = {
        name[: name.index('"]') + 2] for name in names if _DATED.match(name) and name.partition('["')[0] in subjects
    }
    return sorted(found)
