"""Values in tables: the cell beside a label, the cell under a column's head."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from creditfile.model import Box
from creditfile.reading.labels import Labels, ends, hits, is_label, unit_in
from creditfile.reading.pages import SHEETS, Cell, Page, Table
from creditfile.reading.stretch import Stretch, mapped, plain, squeezed

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
        if not (own.pattern.search(oneline(text)) or own.pattern.search(text)):
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
    line = oneline(plain(text))
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


def oneline(text: str) -> str:
    """Without blanks and breaks."""
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


def unit_over(stretch: Stretch, page: Page) -> str:
    """The unit that a line of the page states for its tables: `单位：万元`; empty when none or several.

    Where the page states none, the one that an earlier page states for all amounts: `金额单位：万元`.
    """
    units = {match[1] for strip in stretch.strips if strip.page is page for match in _UNIT_LINE.finditer(strip.plain)}
    if not units:
        earlier = (strip.plain for strip in stretch.strips if strip.page.number < page.number)
        units = {match[1] for line in earlier if (match := _UNIT_OF_ALL.fullmatch("".join(line.split())))}
    return units.pop() if len(units) == 1 else ""
