"""Whole rows of tables: under the heads of a grid, over pages, and line by line where a table has no rules."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

from creditfile.model import Box
from creditfile.model.document import Column
from creditfile.reading.cells import TOTALS, Grid, oneline
from creditfile.reading.labels import Labels, hits, is_label, labels, unit_in
from creditfile.reading.outlines import OUTLINES
from creditfile.reading.pages import Cell, Page, Table, Word, around
from creditfile.reading.stretch import Stretch, Strip, plain, squeezed
from creditfile.values.text import is_blank_cell

RULED = Decimal("0.95")
"""How sure the make-up of a ruled table is."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table-valued field."""

    rows: tuple[dict[str, str], ...]
    """Raw text by column name; a column the table does not have is absent."""
    units: dict[str, str] = field(default_factory=dict)
    """The unit that a column's head, or a line over the table, states."""
    box: Box | None = None
    quote: str = ""
    heads: tuple[Cell, ...] = ()
    """The cells that head its columns."""
    confidence: Decimal = RULED
    """How sure its make-up is: which rows it has, and what stands in which column."""
    place: str = ""
    open: bool = False
    """Nothing ended it but the end of the table: it may go on on the next page."""
    boxes: tuple[Mapping[str, Box | None], ...] = ()
    """Where its cells stand, by column name: the heads first, then row by row."""
    pages: tuple[Page, ...] = ()
    """On which page each row of `boxes` stands; empty where the whole table stands on one."""
    left_out: bool = False
    """Something in a picture that stands among its rows was taken for none of them."""


@dataclass(frozen=True, slots=True)
class _Under:
    """What stands under heads."""

    rows: Sequence[Mapping[str, Cell]]
    """By column."""
    left_out: bool
    """Something in a picture that stands among them was taken for none of them."""
    open: bool = False
    """The table's own end ended them."""


def rows_of(table: Table, markers: Sequence[str], columns: Sequence[Column], known: Labels) -> Iterator[Rows]:
    """The rows under every head that has one of the markers and the required columns."""
    grid = Grid(table)
    marker = labels(tuple(markers))
    for row in table.rows:
        if any(is_label(cell.text, marker) for cell in row):
            head = [*row, *_second_head(grid, row, columns)]
            places = _columns(head, columns, grid)
            if _enough(places, columns):
                rows = _under_head(grid, head, places, columns, known)
                if rows.rows:
                    yield rows


def _second_head(grid: Grid, row: Sequence[Cell], columns: Sequence[Column]) -> list[Cell]:
    """The cells under heads that cover several columns and divide them: 认缴情况 over 出资额, 出资时间."""
    wide = [cell for cell in row if cell.column_span > 1]
    below = [
        under for cell in wide for column in range(cell.column, cell.column + cell.column_span)
        if (under := grid.at.get((cell.row + cell.row_span, column))) is not None
    ]
    every = labels(tuple(head for column in columns for head in column.heads))
    return below if any(is_label(cell.text, every) for cell in below) else []


def _columns(head: Sequence[Cell], columns: Sequence[Column], grid: Grid | None = None) -> dict[str, Cell]:
    """The head of each column; of several that would do (交易金额 and 记账金额) the one with most under it.

    A head that is one column's to the letter is no other's: 交易金额(支出) is not 交易金额 with a note.
    """
    places: dict[str, Cell] = {}
    named = {oneline(plain(text)): column.name for column in columns for text in column.heads}
    for column in columns:
        wanted = labels(column.heads)
        fitting = [
            cell for cell in head
            if is_label(cell.text, wanted) and named.get(oneline(plain(cell.text)), column.name) == column.name
        ]
        if fitting:
            places[column.name] = max(fitting, key=partial(_filled, grid)) if grid and len(fitting) > 1 else fitting[0]
    return places


def _filled(grid: Grid, head: Cell) -> int:
    """How many cells under a head say something."""
    below = (cell for (row, column), cell in grid.at.items() if column == head.column and row > head.row)
    return sum(1 for cell in below if not is_blank_cell(cell.text))


def _enough(places: Mapping[str, object], columns: Sequence[Column]) -> bool:
    required = {column.name for column in columns if column.required}
    return required <= set(places) and len(places) >= min(2, len(columns))


def _under_head(
    grid: Grid, head: Sequence[Cell], places: dict[str, Cell], columns: Sequence[Column], known: Labels
) -> Rows:
    start = max(cell.row + cell.row_span for cell in head)
    under = _rows_from(grid, start, min(cell.column for cell in head), places, columns, known)
    units = {name: unit_in(cell.text) for name, cell in places.items() if unit_in(cell.text)}
    heads = tuple(places.values())
    return _as_rows(places, under, units, heads, heads[0].place)


def _as_rows(
    first: Mapping[str, Cell], under: _Under, units: dict[str, str], heads: tuple[Cell, ...], place: str
) -> Rows:
    """The rows under a first one of heads."""
    rows = tuple(_texts(row) for row in under.rows)
    boxes = tuple({name: cell.box for name, cell in row.items()} for row in (first, *under.rows))
    quote = "\n".join(" ".join(row.values()) for row in rows)
    box = around([box for row in boxes for box in row.values()])
    return Rows(
        rows, units, box, quote, heads, place=place, open=under.open, boxes=boxes, left_out=under.left_out
    )


def _texts(row: Mapping[str, Cell]) -> dict[str, str]:
    return {name: cell.text.replace("\n", "").strip() for name, cell in row.items()}


def _rows_from(
    grid: Grid, start: int, left: int, places: Mapping[str, Cell], columns: Sequence[Column], known: Labels
) -> _Under:
    """The rows from there on, each column by its head."""
    last, past = max((row for row, _ in grid.at), default=start), max(column for _, column in grid.at) + 1
    required = [column.name for column in columns if column.required]
    types = {column.name: column.type for column in columns}
    rows: list[Mapping[str, Cell]] = []
    left_out = False
    for row in range(start, last + 1):
        under = {name: _under(grid, cell, row) for name, cell in places.items()}
        found = {name: cell for name, cell in under.items() if cell is not None}
        texts = _texts(found)
        if TOTALS.match(squeezed(next((cell.text for cell in grid.parts(row, left, past)), ""))):
            if rows:
                return _Under(rows, left_out)
            continue
        if _is_other_head(grid, row, known, places) and rows:
            return _Under(rows, left_out)
        if len(places) > 1 and len({id(cell) for cell in under.values()}) == 1:
            continue  # one cell across the whole table: a heading or a remark
        if _is_seen(found) and _covers_several(found, places):
            left_out = True
            continue
        if any(texts.get(name) and is_label(texts[name], known) for name in required or texts):
            return _Under(rows, left_out)
        is_row = all(_can_be(texts.get(name, ""), types[name]) for name in required) and any(texts.values())
        if is_row or _spoilt(texts, required, types) or (_is_seen(found) and _lost(texts, required, types)):
            rows.append(found)
        else:
            left_out |= _is_seen(found) and any(texts.values())
    return _Under(rows, left_out, open=True)


def _under(grid: Grid, head: Cell, row: int) -> Cell | None:
    """The cell of a row under a head, whole again where a stroke that is no rule of the table parts it.

    A division is the table's own where no other row goes through from side to side under that head.
    """
    first, past = grid.at.get((row, head.column)), head.column + head.column_span
    if first is None or first.column + first.column_span >= past:
        return first
    if not any(cell.row > head.row and (cell.column, cell.column_span) == (head.column, head.column_span)
               for cell in grid.at.values()):
        return first
    parts = [cell for cell in grid.parts(row, head.column, past) if not is_blank_cell(cell.text)]
    if not parts:
        return first
    sure = min(cell.confidence for cell in parts)
    return replace(
        parts[0], text="".join(cell.text for cell in parts), box=around([cell.box for cell in parts]), confidence=sure
    )


_ASIDE = Decimal(4)
"""Points by which a column may stand aside on the next page."""


def continued(table: Table, before: Rows, columns: Sequence[Column], known: Labels) -> Rows | None:
    """The rows with which a table goes on on the next page, its head repeated or not; None where it is another table.

    It is the same table when every column stands where it stood.
    """
    grid = Grid(table)
    top = min((row for row, _ in grid.at), default=0)
    pairs = [(grid.at.get((top, head.column)), head) for head in before.heads]
    if not all(first is not None and _same_column(first, head) for first, head in pairs):
        return None
    repeated = all(first is not None and oneline(first.text) == oneline(head.text) for first, head in pairs)
    start = max(first.row + first.row_span for first, _ in pairs if first is not None) if repeated else top
    left = min(column for _, column in grid.at)
    under = _rows_from(grid, start, left, _columns(before.heads, columns), columns, known)
    return _as_rows({}, under, before.units, before.heads, before.place)


def _same_column(cell: Cell, head: Cell) -> bool:
    return (
        cell.box is not None and head.box is not None
        and abs(cell.box.x0 - head.box.x0) <= _ASIDE and abs(cell.box.x1 - head.box.x1) <= _ASIDE
    )


def _covers_several(found: Mapping[str, Cell], places: Mapping[str, Cell]) -> bool:
    """One cell reaches under several heads, as the words of a total do: where no rule was lost it is no row."""
    return len({id(cell) for cell in found.values()}) < len({id(places[name]) for name in found})


def _can_be(text: str, type: str) -> bool:
    """The cell says something, and what it says can be of the column's type."""
    outline = OUTLINES.get(type)
    return bool(text.strip()) and (outline is None or outline.search(plain(text)) is not None)


def _spoilt(texts: Mapping[str, str], required: Sequence[str], types: Mapping[str, str]) -> bool:
    """A row of the table all the same, though a cell that it must have cannot be read: it stays, and a person is asked.

    Each such cell has digits that are no value of its type; another cell of the row has a value of its own.
    """
    figures = [name for name in types if types[name] in OUTLINES]
    unread = [name for name in required if not _can_be(texts.get(name, ""), types[name])]
    damaged = all(re.search(r"\d", texts.get(name, "")) for name in unread)
    return damaged and any(_can_be(texts.get(name, ""), types[name]) for name in figures if name not in unread)


def _is_seen(found: Mapping[str, Cell]) -> bool:
    """The row is known from a picture, of which nothing is certain."""
    return any(cell.confidence < 1 for cell in found.values())


def _lost(texts: Mapping[str, str], required: Sequence[str], types: Mapping[str, str]) -> bool:
    """The same for a row in a picture: a cell it must have is blank, as under a seal, and all others are filled."""
    lost = {name for name in required if not texts.get(name)}
    others = [name for name in texts if name not in lost]
    return len(others) >= 2 and all(_can_be(texts[name], types[name]) for name in others)


def _is_other_head(grid: Grid, row: int, known: Labels, places: Mapping[str, Cell]) -> bool:
    """A row with several labels and other words than the head begins another part of the form."""
    cells = {id(cell): cell for (at, _), cell in grid.at.items() if at == row and cell.row == row}
    return sum(is_label(cell.text, known) for cell in cells.values()) >= 2


def rows_in_lines(
    stretch: Stretch, markers: Sequence[str], columns: Sequence[Column], known: Labels
) -> Iterator[Rows]:
    """The same for a table without rules: columns by the place of their heads, one line a row.

    Only where the words have places and no ruled table holds the heads.
    """
    marker = labels(tuple(markers))
    till = -1
    for strip in stretch.strips:
        if strip.line.box is None or all(hit.strength == "joined" for hit in hits(strip.plain, marker)):
            continue
        places = _head_places(strip, columns)
        if strip.number > till and _enough(places, columns) and not _are_ruled(places, strip, stretch):
            rows, till = _lines_under(stretch, strip, places, columns)
            if rows.rows:
                yield rows


def _are_ruled(heads: Mapping[str, Box], strip: Strip, stretch: Stretch) -> bool:
    """Whether one table's cells hold them all; in a picture the rules around some of them may not be seen."""
    return any(
        all(any(cell.box and cell.box.holds(head) for cell in table.cells) for head in heads.values())
        for table in stretch.tables_on(strip.page)
    )


def _head_places(strip: Strip, columns: Sequence[Column]) -> dict[str, Box]:
    places: dict[str, Box] = {}
    for column in columns:
        hit = next((hit for hit in hits(strip.plain, labels(column.heads)) if hit.strength != "joined"), None)
        box = strip.box(hit.start, hit.end) if hit else None
        if box is not None:
            places[column.name] = box
    return places


BETWEEN = 2
"""So many lines may part two rows of a table without rules: those of a cell that needs more than one."""
BETWEEN_PAGES = 12
"""So many more where it goes on on the next page: the foot of one page, the heading and the head of the next."""
_CLAUSE = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,4}[条章节]")
"""What begins prose."""
_OF_PAGE = re.compile(r"本页|该页|承前|过次|转次")
"""Sums of one page alone, and those carried over."""


def _lines_under(
    stretch: Stretch, head: Strip, places: dict[str, Box], columns: Sequence[Column]
) -> tuple[Rows, int]:
    """The rows under a head, also on the pages that follow, and the number of the last line of them."""
    required = [column.name for column in columns if column.required]
    types = {column.name: column.type for column in columns}
    rows: list[dict[str, str]] = []
    boxes: list[Mapping[str, Box | None]] = [places]
    strips = [head]
    between = 0
    for strip in stretch.strips[head.number + 1:]:
        text = squeezed(strip.text)
        if _OF_PAGE.match(text):
            continue
        if TOTALS.match(text) or _CLAUSE.match(text):
            break
        again = _head_places(strip, columns)
        if _enough(again, columns) and strip.page is not head.page:
            places, between = again, 0
            continue
        words = _by_column(strip.line.words, places)
        row = {name: " ".join(word.text for word in its) for name, its in words.items()}
        if all(_can_be(row.get(name, ""), types[name]) for name in required):
            rows.append(row)
            boxes.append({name: around([word.box for word in its]) for name, its in words.items()})
            strips.append(strip)
            between = 0
            continue
        between += 1
        apart = strip.page.number - strips[-1].page.number
        if between > (BETWEEN if apart == 0 else BETWEEN_PAGES) or apart > 1:
            break
    units = {}
    for column in columns:
        hit = next(iter(hits(head.plain, labels(column.heads))), None)
        if hit is not None and hit.unit:
            units[column.name] = hit.unit
    box = around([strip.line.box for strip in strips if strip.page is head.page])
    quote = "\n".join(strip.text for strip in strips[1:])
    pages = tuple(strip.page for strip in strips)
    sure = Decimal("0.8")
    found = Rows(tuple(rows), units, box, quote, (), sure, head.line.place, boxes=tuple(boxes), pages=pages)
    return found, strips[-1].number


def _by_column(words: Sequence[Word], places: dict[str, Box]) -> dict[str, list[Word]]:
    row: dict[str, list[Word]] = {}
    for word in words:
        if word.box is None:
            continue
        middle = (word.box.x0 + word.box.x1) / 2
        name = min(places, key=lambda name: _apart(word.box, places[name], middle))  # type: ignore[arg-type]
        row.setdefault(name, []).append(word)
    return row


def _apart(word: Box, head: Box, middle: Decimal) -> Decimal:
    """How far a word is from a column's head: nothing when they overlap."""
    overlap = min(word.x1, head.x1) - max(word.x0, head.x0)
    return -overlap if overlap > 0 else abs(middle - (head.x0 + head.x1) / 2)
