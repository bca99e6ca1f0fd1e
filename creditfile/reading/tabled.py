"""Finds values in tables: beside or below the cell of a label, in a crossing, as whole rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from creditfile.model import CellOrigin, Value
from creditfile.model.document import Column, DocumentType, Field, Finder
from creditfile.reading import cells
from creditfile.reading.found import Found, cell_at, found_at
from creditfile.reading.labels import Labels, any_label, labels
from creditfile.reading.outlines import OUTLINES
from creditfile.reading.pages import Page
from creditfile.reading.promising import pages_naming
from creditfile.reading.rows import RULED, Rows, continued, rows_in_lines, rows_of
from creditfile.reading.shaping import DOUBTED, cut_to_type, is_blank, trimmed, with_unit
from creditfile.reading.stretch import Stretch, squeezed

LEFT_OUT = Decimal("0.8")
"""How sure the make-up of a table is from which something that is no row of it was left out."""


def find_in_table(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """The cell beside a label's cell, or under it where the label heads a column; whole rows for a table field."""
    if field.columns:
        yield from _find_rows(stretch, finder, field, kind)
        return
    beside: dict[int, list[tuple[Page, cells.Neighbour]]] = {}
    heads = frozenset[int]() if finder.head else _heads(stretch, kind)
    for page, neighbour in neighbours_of(stretch, finder, field, kind):
        if id(neighbour.label) in heads:
            continue
        beside.setdefault(id(neighbour.label), []).append((page, neighbour))
    for neighbours in beside.values():
        yield from _fitting(stretch, finder, field, neighbours)


def _fitting(
    stretch: Stretch, finder: Finder, field: Field, neighbours: Sequence[tuple[Page, cells.Neighbour]]
) -> Iterator[Found]:
    """Of the cells beside one label the first that can be of the field's type; the first at all where none can."""
    found: list[Found] = []
    for page, neighbour in neighbours:
        unit = neighbour.unit or (cells.unit_over(stretch, page) if field.type == "money" else "")
        shaped = cut_to_type(neighbour.text, unit, field, finder, "gap")
        if shaped is None:
            continue
        value, factor = shaped
        if field.type in OUTLINES and finder.value is None and value and not _fills(value, neighbour.text):
            factor *= Decimal("0.4")
        confidence = neighbour.confidence * factor
        candidate = found_at(
            stretch, page, value, neighbour.box, neighbour.quote, confidence, "table", neighbour.place
        )
        if value is not None and factor > DOUBTED:
            yield candidate
            return
        found.append(candidate)
    yield from found[:1]


def _fills(value: str, text: str) -> bool:
    """The value is most of what the cell says; a digit in a sentence is not."""
    return len(squeezed(value)) * 5 >= len(squeezed(text)) * 2


def neighbours_of(
    stretch: Stretch, finder: Finder, field: Field, kind: DocumentType
) -> Iterator[tuple[Page, cells.Neighbour]]:
    """The cells beside, below or across from every cell that is one of the labels."""
    known = any_label(kind.labels)
    own, under = labels(finder.labels), labels(finder.under) if finder.under else None
    telling = field.type in OUTLINES and field.type not in ("integer", "decimal")
    tables = [(page, table) for page in pages_naming(stretch, finder.labels) for table in stretch.tables_on(page)]
    for page, table in tables:
        found = cells.crossings_of(table, own, labels(finder.head), known) if finder.head \
            else cells.values_of(table, own, known, finder.lines, under, telling=telling)
        for neighbour in found:
            yield page, neighbour


def _heads(stretch: Stretch, kind: DocumentType) -> frozenset[int]:
    """The cells that head lists of several rows on the paper: what stands under them is no single field's value."""
    known, key = any_label(kind.labels), "heads"
    if key not in stretch.made:
        stretch.made[key] = frozenset(
            id(cell) for field in kind.fields for finder in field.find if field.columns
            for _, table in stretch.tables
            for rows in rows_of(table, finder.labels, field.columns, known) if len(rows.rows) > 1
            for cell in rows.heads
        )
    made = stretch.made[key]
    assert isinstance(made, frozenset)
    return made


def _find_rows(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    known = any_label(kind.labels)
    gone_on: set[int] = set()
    for number, (page, table) in enumerate(stretch.tables):
        if number in gone_on:
            continue
        for rows in rows_of(table, finder.labels, field.columns, known):
            whole, till = _over_pages(stretch, number, _on(page, rows), field.columns, known)
            gone_on.update(range(number + 1, till + 1))
            yield _rows(stretch, whole, field.columns)
    for rows in rows_in_lines(stretch, finder.labels, field.columns, known):
        yield _rows(stretch, rows, field.columns)


def _on(page: Page, rows: Rows) -> Rows:
    return replace(rows, pages=(page,) * len(rows.boxes))


def _over_pages(
    stretch: Stretch, number: int, rows: Rows, columns: tuple[Column, ...], known: Labels
) -> tuple[Rows, int]:
    """The rows with those of the following pages on which the table goes on, and the number of its last table."""
    last, part = number, rows
    while part.open and last + 1 < len(stretch.tables):
        (page, _), (later, table) = stretch.tables[last], stretch.tables[last + 1]
        more = continued(table, part, columns, known) if later.number == page.number + 1 else None
        if more is None or not (more.rows or more.open):
            break
        rows, part, last = _joined(rows, _on(later, more)), more, last + 1
    return rows, last


def _joined(rows: Rows, more: Rows) -> Rows:
    return replace(
        rows, rows=rows.rows + more.rows, quote=f"{rows.quote}\n{more.quote}", boxes=rows.boxes + more.boxes[1:],
        pages=rows.pages + more.pages[1:], left_out=rows.left_out or more.left_out,
    )


def _rows(stretch: Stretch, found: Rows, columns: tuple[Column, ...]) -> Found:
    page = found.pages[0]
    over = cells.unit_over(stretch, page) if any(column.type == "money" for column in columns) else ""
    rows: tuple[Value, ...] = tuple(
        {
            column.name: _cell_value(row.get(column.name), found.units.get(column.name) or over, column)
            for column in columns
        }
        for row in found.rows
    )
    seen = tuple(_recognised(stretch, found))
    return found_at(stretch, page, rows, found.box, found.quote, found.confidence, "table", found.place, seen)


def _recognised(stretch: Stretch, found: Rows) -> Iterator[CellOrigin]:
    """The cells that stand in pictures, heads first; also those of columns in which a row has no word.

    The heads are no surer than the make-up of the table: not where it has no rules, nor where a row may have been left
    out, for what they head is then not sure to be all.
    """
    for number, (page, boxes) in enumerate(zip(found.pages, found.boxes, strict=True)):
        sure = RULED if number else found.confidence * (LEFT_OUT if found.left_out else 1)
        for column in found.boxes[0] if page.method == "ocr" else ():
            yield cell_at(stretch, page, number, column, boxes.get(column), sure)


def _cell_value(text: str | None, unit: str, column: Column) -> str | None:
    if text is None or is_blank(text):
        return None
    return with_unit(trimmed(text), unit, column.type)
