"""Whose each statement of a paper is, where the statements of several companies are bound together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from creditfile.reading.statements.about import company_of
from creditfile.reading.statements.table import Table
from creditfile.values.names import same_name, similar_name

COMPANY = "company"
"""It is not certain whose statement it is."""


@dataclass(slots=True)
class _Set:
    """The statements of one company."""

    name: str | None
    tables: list[Table] = field(default_factory=list)


def by_company(tables: Sequence[Table]) -> list[list[Table]]:
    """The statements of each company, in the order of the paper.

    One that names no company goes with the one before it, and asks where the paper has several. A name that is nearly
    another is a slip of the pen, and asks, unless that company has such a statement already.
    """
    sets: list[_Set] = []
    last: _Set | None = None
    for table in tables:
        named = company_of(table)
        name = named[0] if named else None
        theirs = last if name is None else _theirs(sets, name, table)
        if theirs is None:
            theirs = _Set(name)
            sets.append(theirs)
        theirs.name = theirs.name or name
        is_slip = name is not None and theirs.name is not None and not _is_one(theirs.name, name)
        theirs.tables.append(_doubted(table) if is_slip else table)
        last = theirs
    if len(sets) < 2:
        return [one.tables for one in sets]
    return [[table if company_of(table) else _doubted(table) for table in one.tables] for one in sets]


def _theirs(sets: Sequence[_Set], name: str, table: Table) -> _Set | None:
    """Those of that company, else those before the first name, else those of a company that is nearly so called."""
    known = (one for one in sets if one.name is not None and _is_one(one.name, name))
    nameless = (one for one in sets if one.name is None)
    nearly = (
        one for one in sets
        if one.name is not None and similar_name(one.name, name)
        and all(_which(table) != _which(had) for had in one.tables)
    )
    return next((one for some in (known, nameless, nearly) for one in some), None)


def _is_one(one: str, other: str) -> bool:
    """The same, or the one cut short."""
    return same_name(one, other) or one.startswith(other) or other.startswith(one)


def _which(table: Table) -> tuple[object, ...]:
    """Which statement it is, of what scope and day."""
    ends = {meaning.end for side in table.sides for meaning in side.meanings if meaning.end and not meaning.dropped}
    return table.block.title.kind, table.block.title.scope, max(ends, default=None)


def _doubted(table: Table) -> Table:
    sides = [
        replace(side, meanings=[replace(meaning, doubt=meaning.doubt or COMPANY) for meaning in side.meanings])
        for side in table.sides
    ]
    return replace(table, sides=sides)
