"""Three years of statements side by side, and the sums that tie their cells to one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from creditfile.model import Fact
from creditfile.model.identity import Applied, Identity, applied, periods_of
from creditfile.model.line_item import LineItem, LineItems
from creditfile.reviewing.effect import WOULD_BE

SUBJECTS = {"statement": ("报表", "Statements"), "parent_statement": ("母公司报表", "Parent company")}
YEARS = 3
"""So many year-ends are shown, and what was closed since the last of them."""
PARTS = {
    "BS": ("资产负债表", "Balance sheet"),
    "IS": ("利润表", "Income statement"),
    "CF": ("现金流量表", "Cash flows"),
    "CS": ("补充资料", "Supplement"),
    "": ("清单以外的行", "Rows outside the list"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a year, or the empty place where there is none."""

    fact: Fact | None
    state: str
    """`fails` when it stands in a sum that does not come out, `holds` in one that does; empty for neither."""
    accused: bool
    """The one cell with whose change the sums would come out."""
    would_be: Decimal | None
    """What it would have to be."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item over the years."""

    part: str
    """A key of PARTS."""
    label: str
    label_en: str
    is_sum: bool
    cells: tuple[Cell, ...]
    """In order of the periods."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A sum held against one statement."""

    code: str
    period: str
    """The ISO date of its end."""
    holds: bool
    difference: Decimal
    """Left less right, in yuan."""
    names: tuple[str, ...]
    """The facts it ties together."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The statements of one scope."""

    subject: str
    """A key of SUBJECTS."""
    periods: tuple[str, ...]
    """ISO dates, the latest first."""
    rows: tuple[Row, ...]
    ties: tuple[Tie, ...]
    """Those that do not come out first."""

    @property
    def parts(self) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """The rows of each statement, in the order of PARTS."""
        found = ((part, tuple(row for row in self.rows if row.part == part)) for part in PARTS)
        return tuple((part, rows) for part, rows in found if rows)


def grids_of(facts: Iterable[Fact], items: LineItems, identities: Sequence[Identity]) -> tuple[Grid, ...]:
    """A grid for each scope of which there are statements."""
    by_name = {fact.name: fact for fact in facts}
    found = (_grid(subject, by_name, items, identities) for subject in SUBJECTS)
    return tuple(grid for grid in found if grid.rows)


def _grid(subject: str, by_name: Mapping[str, Fact], items: LineItems, identities: Sequence[Identity]) -> Grid:
    places = periods_of([name for name, fact in by_name.items() if not fact.inputs], (subject,))
    shown = _shown([place.partition('["')[2].removesuffix('"]') for place in places])
    sums = list(_applied(subject, shown, by_name, identities))
    states: dict[str, str] = {}
    for found in sums:
        for _, fact in found.terms:
            if not found.holds or fact.name not in states:
                states[fact.name] = "holds" if found.holds else "fails"
    ids = {name.rpartition(".")[2] for name, fact in by_name.items() if name.startswith(f"{subject}[")}
    known = [item for item in items if item.id in ids and not item.is_heading]
    rows = [_row(item.statement, item.id, item, subject, shown, by_name, states) for item in known]
    strange = sorted(ids - {item.id for item in items})
    rows += [_row("", name, None, subject, shown, by_name, states) for name in strange if name.startswith("unmapped")]
    ties = (_tie(found) for found in sums)
    ordered = sorted(ties, key=lambda tie: (tie.holds, _descending(tie.period), tie.code))
    return Grid(subject, shown, tuple(row for row in rows if any(cell.fact for cell in row.cells)), tuple(ordered))


def _shown(days: Sequence[str]) -> tuple[str, ...]:
    years = sorted((day for day in days if day.endswith("-12-31")), reverse=True)[:YEARS]
    since = [day for day in days if not day.endswith("-12-31") and (not years or day > years[0])]
    return (*sorted(since, reverse=True)[:1], *years)


def _descending(day: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in day.split("-"))


def _applied(
    subject: str, days: Sequence[str], by_name: Mapping[str, Fact], identities: Sequence[Identity]
) -> Iterable[Applied]:
    parts: dict[str, list[str]] = {}
    for name in by_name:
        if name.startswith(f"{subject}["):
            parts.setdefault(name[: name.find('"]') + 2], []).append(name)
    for identity in identities:
        if identity.over == subject:
            for day in days:
                found = applied(identity, f'{subject}["{day}"]', by_name.get, lambda place: parts.get(place, ()))
                if found.told and len(found.terms) > 1:
                    yield found


def _row(
    part: str,
    name: str,
    item: LineItem | None,
    subject: str,
    days: Sequence[str],
    by_name: Mapping[str, Fact],
    states: Mapping[str, str],
) -> Row:
    facts = [by_name.get(f'{subject}["{day}"].{name}') for day in days]
    facts = [fact if fact is not None and not fact.inputs else None for fact in facts]
    first = next((fact for fact in facts if fact is not None), None)
    label = item.name if item else first.label if first else name
    label_en = item.name_en if item and item.name_en else first.label_en if first and first.label_en else label
    return Row(part, label, label_en, item is not None and item.section == "T", tuple(_cell(f, states) for f in facts))


def _cell(fact: Fact | None, states: Mapping[str, str]) -> Cell:
    if fact is None:
        return Cell(None, "", accused=False, would_be=None)
    said = [doubt.removeprefix(WOULD_BE).partition(":")[0] for doubt in fact.doubts if doubt.startswith(WOULD_BE)]
    would_be = Decimal(said[0]) if said else None
    return Cell(fact, states.get(fact.name, ""), accused=would_be is not None, would_be=would_be)


def _tie(found: Applied) -> Tie:
    day = found.period.partition('["')[2].removesuffix('"]')
    names = tuple(dict.fromkeys(fact.name for _, fact in found.terms))
    return Tie(found.identity.name, day, found.holds, found.difference, names)
