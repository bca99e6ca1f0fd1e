"""Several tables of one paper that are parts of one list, as a report's credits by bank or kind, are read as one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from creditfile.model import Value
from creditfile.model.document import Field
from creditfile.model.fact import CellOrigin
from creditfile.reading.found import Found

_Rows = Sequence[dict[str, Value]]


def as_one_list(found: list[Found], field: Field) -> list[Found]:
    """The candidates, put together where all of them are parts of one; as they are where some may not be.

    Parts have the same columns and no row in common; columns may be lacking where every row still tells its day. A
    table without days beside one with them is a summary: which counts is then for a person to say.
    """
    lists = [rows for each in found if (rows := _rows(each))]
    if not field.parted or len(lists) < 2 or not all(_are_parts(*two, field) for two in combinations(lists, 2)):
        return found
    in_order = [each for each in found if _rows(each)]
    return [_joined(in_order)]


def _rows(found: Found) -> _Rows:
    return [row for row in found.value if isinstance(row, dict)] if isinstance(found.value, tuple) else []


def _are_parts(one: _Rows, other: _Rows, field: Field) -> bool:
    if any(row in other for row in one):
        return False
    filled, others = _filled(one), _filled(other)
    days = {column.name for column in field.columns if column.type == "date"}
    return filled == others or (bool(filled & others & days) and (filled <= others or others <= filled))


def _filled(rows: _Rows) -> set[str]:
    return {name for row in rows for name, cell in row.items() if cell is not None}


def _joined(parts: Sequence[Found]) -> Found:
    """One candidate of all rows; it stands where the first part does and is as sure as the least sure."""
    first = parts[0]
    origin = replace(
        first.origin,
        quote="\n".join(part.origin.quote for part in parts),
        confidence=min(part.origin.confidence for part in parts),
        method=next((part.origin.method for part in parts if part.origin.method == "ocr"), first.origin.method),
        cells=tuple(_cells(parts)),
    )
    rows = tuple(row for part in parts for row in _rows(part))
    return replace(first, value=rows, origin=origin, twice=all(part.twice for part in parts))


def _cells(parts: Iterable[Found]) -> Iterator[CellOrigin]:
    """Those of all parts, numbered by the rows of the whole; heads stay in row 0."""
    before = 0
    for part in parts:
        for cell in part.origin.cells:
            yield replace(cell, row=cell.row + before) if cell.row else cell
        before += len(_rows(part))
