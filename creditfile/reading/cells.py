"""Values in tables: the cell beside a label, the cells under a column's head, whole rows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from itertools import pairwise

from creditfile.model import Box
from creditfile.model.document import Column
from creditfile.reading.labels import Labels, ends, hits, is_label, labels, unit_in
from creditfile.reading.outlines import OUTLINES
from creditfile.reading.pages import SHEETS, Cell, Page, Table, Word, around
from creditfile.reading.stretch import Stretch, Strip, mapped, plain, squeezed
from creditfile.values.text import is_blank_cell

LARGEST_SPAN = 4000
"""Cells covering more places than this are background, not content."""
LONGEST_UPRIGHT = 8
"""So many letters at most are written upright in a narrow cell."""
TOTALS = re.compile(
    r"^(?:[(]?大写[):]|(?:借方|贷方|收入|支出|本页|本期|本年|本月|金额|累计)?(?:合计|总计|小计|共计|累计)|总额|注|备注|说明|填表说明)"
)
"""What the first cell of a row says when the row is none of the table's own."""
_UNIT_LINE = re.compile(
    r"(?:单位[:(]?|金额[^。,;\d]{0,8}单位均?[为是])\s*(?:人民币)?\s*(元|千元|万元|百万元|亿元)"
)
_UNIT_OF_ALL = re.compile(
    r"(?:说明:)?[(（]?(?:(?:除|如无|若无)(?:特别|另有|特殊)?(?:说明|注明|标注)外?,?)?(?:本报告)?(?:中的?)?"
    r"金额(?:类(?:汇总)?(?:数据项?)?)?(?:的?计量)?单位(?:均)?(?:为|:)?(?:人民币)?"
    r"(元|千元|万元|百万元|亿元)[)）。]?"
)
"""A line of its own that gives the unit of all amounts on a paper, not of one table."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A value found beside its label."""

    text: str
    """The value as it stands."""
    unit: str
    """What the label states in brackets."""
    box: Box | None
    quote: str
    """Label and value."""
    confidence: Decimal
    place: str
    label: Cell
    """The label's cell."""


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
    confidence: Decimal = Decimal("0.95")
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


class Grid:
    """A table's cells by place."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.at: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            if cell.row_span * cell.column_span > LARGEST_SPAN:
                self.at.setdefault((cell.row, cell.column), cell)
                continue
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self.at.setdefault((row, column), cell)

    def right_of(self, cell: Cell) -> Cell | None:
        """The next cell in the row in which it begins."""
        return self.at.get((cell.row, cell.column + cell.column_span))

    def parts(self, row: int, start: int, past: int) -> list[Cell]:
        """The cells of a row from one column up to another, from the left."""
        found = (self.at.get((row, column)) for column in range(start, past))
        return list({id(cell): cell for cell in found if cell is not None}.values())

    def under(self, cell: Cell) -> Cell | None:
        """The cell below its first column."""
        return self.at.get((cell.row + cell.row_span, cell.column))


def crossings_of(table: Table, own: Labels, heads: Labels, known: Labels) -> Iterator[Neighbour]:
    """For each label's row: the cell in the column whose head stands above it; of several such columns the leftmost.

    It is doubted where another of them holds another figure: what the paper states may then be their sum.
    """
    grid = Grid(table)
    tops = [cell for cell in table.cells if is_label(cell.text, heads)]
    for cell in table.cells:
        above = [top for top in tops if top.row + top.row_span <= cell.row and top.column > cell.column]
        if not above or not is_label(cell.text, own):
            continue
        nearest = max(top.row for top in above)
        head = min((top for top in above if top.row == nearest), key=lambda top: top.column)
        value = grid.at.get((cell.row, head.column))
        if value is not None and not is_label(value.text, known):
            alike = [top for top in above if top.row == nearest]
            beside = (grid.at.get((cell.row, column)) for column in _columns_under(grid, alike))
            alone = not any(other and _HAS_AMOUNT.search(other.text) and other.text != value.text for other in beside)
            sure = Decimal("0.95") if alone else Decimal("0.6")
            yield _neighbour(cell, value, unit_in(head.text) or unit_in(cell.text), sure)


_HAS_AMOUNT = re.compile(r"^[^\w]*(?=.*[1-9])[\d,]+(?:\.\d+)?[^\w]*$")


def _columns_under(grid: Grid, heads: Iterable[Cell]) -> set[int]:
    """The columns of the heads: those they span, and those beside them whose own cell in the row of heads is empty."""
    columns, width = set[int](), max(column for _, column in grid.at) + 1
    for head in heads:
        after = head.column + head.column_span
        while after < width and ((beside := grid.at.get((head.row, after))) is None or not beside.text.strip()):
            after += 1
        columns.update(range(head.column, after))
    return columns


_ROW_PLACE = re.compile(r"\btable \d+ row \d+|!")


def is_row(place: str, media: str) -> bool:
    """A line without geometry that is a table's row, each word a cell."""
    return media in SHEETS or _ROW_PLACE.search(place) is not None


def shares_row(line_place: str, cell: Cell) -> bool:
    """The line of a paper without geometry is the row in which the cell stands."""
    if " row " in line_place:
        return cell.place.startswith(f"{line_place} column")
    sheet, _, cells = line_place.rpartition("!")
    if sheet and cell.place.startswith(f"{sheet}!"):
        return re.sub(r"\D", "", cells.partition(":")[0]) == re.sub(r"\D", "", cell.place.rpartition("!")[2])
    return bool(line_place) and line_place == cell.place


def values_of(
    table: Table, own: Labels, known: Labels, lines: int = 0, under: Labels | None = None, *, telling: bool = False
) -> Iterator[Neighbour]:
    """For each cell that is or begins with one of the labels: the rest of the cell, or its neighbours.

    Of neighbours first the right one, then the one below, in case the label heads a column. Without a colon the rest of
    a cell counts only where the type is telling, that is, where its text cannot be mistaken.
    Within a cell a value runs on over so many lines, up to the next label.
    """
    grid = Grid(table)
    heads = [cell for cell in table.cells if under is not None and is_label(cell.text, under)]
    for cell in table.cells:
        text = plain(cell.text)
        if not (own.pattern.search(_oneline(text)) or own.pattern.search(text)):
            continue
        if under is not None and not (_stands_under(cell, heads) or _stands_behind(grid, cell, heads)):
            continue
        if is_label(text, own):
            if is_called(text, own, known):
                yield from _beside(grid, cell, known)
            continue
        rows = _reflowed(cell.text) if cell.box is not None else cell.text.split("\n")
        for number, raw in enumerate(rows):
            line, back = mapped(raw)
            for hit in hits(line, own):
                divided = hit.strength == "colon" or (telling and hit.strength in ("gap", "joined"))
                if divided and not hit.is_part_of_longer(line, known):
                    end = ends(line, hit.end, known, prose=lines > 1)
                    value = raw[back[hit.end]: back[end - 1] + 1] if hit.end < end else ""
                    if end == len(line):
                        value += _running_on(rows[number + 1: number + lines], known)
                    sure = Decimal("0.95") if hit.strength == "colon" else Decimal("0.9")
                    yield Neighbour(value, hit.unit, cell.box, cell.text, sure, cell.place, cell)


def _stands_under(cell: Cell, heads: Sequence[Cell]) -> bool:
    return any(
        head.row < cell.row and head.column <= cell.column < head.column + head.column_span for head in heads
    )


def _stands_behind(grid: Grid, cell: Cell, heads: Sequence[Cell]) -> bool:
    """The nearest cell to its left that heads several rows or is written upright is one of the heads."""
    for column in range(cell.column - 1, -1, -1):
        left = grid.at.get((cell.row, column))
        if left is not None and (left.row_span > cell.row_span or _is_upright(left.text)):
            return any(head is left for head in heads)
    return False


def _is_upright(text: str) -> bool:
    """Few letters over several lines: the name of a side, written from the top down beside what belongs to it."""
    return "\n" in text.strip() and len(squeezed(text)) <= LONGEST_UPRIGHT


def is_called(text: str, own: Labels, known: Labels) -> bool:
    """The whole text is one of the labels, and no longer one that we know: 金额（大写） may not be 金额 with a note."""
    if not is_label(text, own):
        return False
    line = _oneline(plain(text))
    mine, longer = own.pattern.match(line), known.pattern.match(line)
    return mine is None or longer is None or len(longer["label"]) <= len(mine["label"])


_BEGINS = re.compile(r"\s*(?:\d{1,2}[.、)])?[\u4e00-\u9fff()/、]{2,24}\s*:")
"""What begins a statement of its own and does not go on from the line above."""


def _reflowed(text: str) -> list[str]:
    """The lines of a ruled cell; one about as long as the longest was broken there and goes on in the next."""
    rows = text.split("\n")
    longest = max(len(row) for row in rows)
    whole = rows[:1]
    for above, row in pairwise(rows):
        if len(above) >= 0.85 * longest and not _BEGINS.match(plain(row)):
            whole[-1] += row
        else:
            whole.append(row)
    return whole


def _running_on(rows: Sequence[str], known: Labels) -> str:
    taken = []
    for raw in rows:
        row = plain(raw)
        end = min(ends(row, 0, known), next((hit.start for hit in hits(row, known)), len(row)))
        taken.append(raw if end == len(row) else row[:end])
        if end < len(row):
            break
    return "".join(taken)


def _oneline(text: str) -> str:
    return "".join(text.split())


def _beside(grid: Grid, cell: Cell, known: Labels) -> Iterator[Neighbour]:
    unit = unit_in(cell.text)
    right = grid.right_of(cell)
    if right is not None and not is_label(right.text, known):
        value = _first_filled(grid, cell, right, known)
        if TOTALS.match(squeezed(cell.text)):
            unit = unit or _unit_above(grid, value)
        yield _neighbour(cell, value, unit, Decimal("0.97"))
    below = None if right is not None and cell.row_span > right.row_span else grid.under(cell)
    if below is not None and not is_label(below.text, known):
        yield _neighbour(cell, below, unit, Decimal("0.93"))


def _unit_above(grid: Grid, cell: Cell) -> str:
    """What the head of its column states: a total counts as the values above it do."""
    above = (grid.at.get((row, cell.column)) for row in range(cell.row - 1, -1, -1))
    heads = (head.text for head in above if head is not None and not re.search(r"\d", head.text))
    return next((unit for head in heads if (unit := unit_in(head))), "")


def _neighbour(label: Cell, value: Cell, unit: str, confidence: Decimal) -> Neighbour:
    text = value.text.replace("\n", "")
    quote = f"{label.text.strip()} {value.text.strip()}"
    return Neighbour(text, unit, value.box, quote, confidence, value.place, label)


def _first_filled(grid: Grid, label: Cell, right: Cell, known: Labels) -> Cell:
    """On a sheet, where a value may stand a few empty cells away: the first that says something and is no label."""
    if "!" not in label.place:
        return right
    cell: Cell | None = right
    for _ in range(4):
        if cell is None or is_label(cell.text, known):
            break
        if cell.text.strip():
            return cell
        cell = grid.right_of(cell)
    return right


# ---------------------------------------------------------------- rows


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
    named = {_closed(text): column.name for column in columns for text in column.heads}
    for column in columns:
        wanted = labels(column.heads)
        fitting = [
            cell for cell in head
            if is_label(cell.text, wanted) and named.get(_closed(cell.text), column.name) == column.name
        ]
        if fitting:
            places[column.name] = max(fitting, key=partial(_filled, grid)) if grid and len(fitting) > 1 else fitting[0]
    return places


def _closed(text: str) -> str:
    return "".join(plain(text).split())


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
    repeated = all(first is not None and _oneline(first.text) == _oneline(head.text) for first, head in pairs)
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

    Only where the words have places and no ruled table holds the head line.
    """
    marker = labels(tuple(markers))
    boxes = [around([cell.box for cell in table.cells]) for _, table in stretch.tables]
    till = -1
    for strip in stretch.strips:
        if strip.line.box is None or any(box and _inside(strip.line.box, box) for box in boxes):
            continue
        if all(hit.strength == "joined" for hit in hits(strip.plain, marker)):
            continue
        places = _head_places(strip, columns)
        if strip.number > till and _enough(places, columns):
            rows, till = _lines_under(stretch, strip, places, columns)
            if rows.rows:
                yield rows


def _inside(inner: Box, outer: Box) -> bool:
    return outer.top <= (inner.top + inner.bottom) / 2 <= outer.bottom


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
        if TOTALS.match(text):
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


def unit_over(stretch: Stretch, page: Page) -> str:
    """The unit that a line of the page states for its tables: `单位：万元`; empty when none or several.

    Where the page states none, the one that an earlier page states for all amounts: `金额单位：万元`.
    """
    units = {match[1] for strip in stretch.strips if strip.page is page for match in _UNIT_LINE.finditer(strip.plain)}
    if not units:
        earlier = (strip.plain for strip in stretch.strips if strip.page.number < page.number)
        units = {match[1] for line in earlier if (match := _UNIT_OF_ALL.fullmatch("".join(line.split())))}
    return units.pop() if len(units) == 1 else ""
