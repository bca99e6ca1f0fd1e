"""A table's cells as facts of their own, to be judged each by itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from creditfile.model import Fact, Origin, Value
from creditfile.model.document import Column, DocumentType
from creditfile.model.fact import CellOrigin
from creditfile.settling.fields import CHECKED
from creditfile.values.identity import has_fitting_check
from creditfile.values.types import TYPES

CHECK_DIGIT = "check_digit"
SECOND_LOOK = "second_look"
"""A second look at the picture reads every letter the same; evidence where the first look was sure of each."""

Columns = Mapping[str, Sequence[Column]]
"""By the plain address of a table: `articles.shareholders`."""
_Spots = tuple[Origin, Mapping[tuple[int, str], CellOrigin]]
"""A place of a table, and its cells by row and column."""


def columns_of(types: Iterable[DocumentType]) -> Columns:
    """The columns of every table that papers of these types may state."""
    return {
        f"{subject}.{field.name}": field.columns
        for kind in types for field in kind.fields if field.columns for subject in kind.subjects
    }


def rows_of(table: Fact, columns: Columns) -> tuple[tuple[Fact, ...], ...]:
    """The cells of a table row by row: those that say something, and those that were looked at and say nothing.

    Each has its own places, or the table's where they are not known.
    """
    known = columns.get(plain_address(table.name), ())
    if not known or not isinstance(table.value, tuple) or not table.origins:
        return ()
    spots = [(origin, {(cell.row, cell.column): cell for cell in origin.cells}) for origin in table.origins]
    return tuple(
        tuple(
            cell
            for column in known
            if (cell := _cell(table, number, column, row.get(column.name), spots)) is not None
        )
        for number, row in enumerate(table.value)
        if isinstance(row, dict)
    )


def plain_address(name: str) -> str:
    """Of a field of one paper of many: `tax_paid[1].items` is `tax_paid.items`."""
    subject, _, field = name.rpartition(".")
    return f"{subject.partition('[')[0]}.{field}"


def heads_of(table: Fact) -> tuple[CellOrigin, ...]:
    """What heads the columns of a recognised table."""
    return tuple(cell for origin in table.origins[:1] for cell in origin.cells if cell.row == 0)


def _cell(table: Fact, number: int, column: Column, value: Value, spots: Sequence[_Spots]) -> Fact | None:
    place = spots[0][1].get((number + 1, column.name))
    if value is None and place is None:
        return None
    return Fact(
        f"{table.name}[{number}].{column.name}",
        value,
        column.type,
        origins=tuple(_narrowed(origin, cells, (number + 1, column.name)) for origin, cells in spots),
        witnesses=() if place is None else tuple(_witnesses(value, column.type, place)),
        label=column.label,
    )


def _witnesses(value: Value, type: str, place: CellOrigin) -> Iterator[str]:
    if place.twice:
        yield SECOND_LOOK
    if isinstance(value, str) and _is_checked(value, type):
        yield CHECK_DIGIT


def _is_checked(value: str, type: str) -> bool:
    """A number with check characters that fit, also where the column takes any kind of number."""
    return not TYPES[type](value).irregular if type in CHECKED else type == "text" and has_fitting_check(value)


def _narrowed(origin: Origin, cells: Mapping[tuple[int, str], CellOrigin], place: tuple[int, str]) -> Origin:
    """The cell's own place; a row of a recognised table whose cells nobody looked at stands on a page of text."""
    cell = cells.get(place)
    if cell is not None:
        return replace(origin, page=cell.page, box=cell.box, confidence=cell.confidence, cells=())
    return replace(origin, method="table", confidence=Decimal(1), cells=()) if cells else origin
