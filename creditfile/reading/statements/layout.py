"""A page as words with places: read from geometry where there is any, from the cells' grid where there is none."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from creditfile.model import Box
from creditfile.reading.pages import Cell, Page, Word
from creditfile.reading.statements.figures import figure
from creditfile.reading.statements.names import is_note_mark, squeezed

ROWS = 5_000
"""No statement has more rows; a longer sheet is something else."""
_TABLE_ROW = re.compile(r"table (\d+) row (\d+)$")
_WIDE, _HIGH = 100.0, 20.0


@dataclass(frozen=True, slots=True)
class Ink:
    """A word, or a cell, and where it stands."""

    text: str
    """As it stands; without line breaks."""
    x0: float
    """Left edge, in points (in a grid: hundredths of a column)."""
    top: float
    """Upper edge."""
    x1: float
    """Right edge."""
    bottom: float
    """Lower edge."""
    box: Box | None = None
    """On the page, where there is geometry."""
    place: str = ""
    """In a paper without geometry."""
    is_anywhere: bool = False
    """It stands in one of the columns that it reaches over; in which is not known."""

    @property
    def middle(self) -> float:
        """Halfway across."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """From upper to lower edge."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Rung:
    """The words on one baseline, left to right."""

    page: int
    inks: tuple[Ink, ...]

    @cached_property
    def text(self) -> str:
        """All of it, squeezed for matching."""
        return squeezed("".join(ink.text for ink in self.inks))

    @cached_property
    def raw(self) -> str:
        """All of it, with blanks between the words."""
        return " ".join(ink.text for ink in self.inks)

    @cached_property
    def top(self) -> float:
        """Upper edge."""
        return min(ink.top for ink in self.inks)

    @cached_property
    def bottom(self) -> float:
        """Lower edge."""
        return max(ink.bottom for ink in self.inks)

    @property
    def middle(self) -> float:
        """Halfway down."""
        return (self.top + self.bottom) / 2


def rungs_of(page: Page) -> tuple[Rung, ...]:
    """The page's lines of words, top to bottom."""
    if page.width:
        level = _level(page)
        lines = ([word for word in line.words if word.box is not None and word.text.strip()] for line in page.lines)
        return tuple(
            Rung(page.number, tuple(ink for word in words for ink in _parted(word, level))) for words in lines if words
        )
    return tuple(_from_grid(page))


Sides = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _as_shown(box: Box) -> Sides:
    return float(box.x0), float(box.top), float(box.x1), float(box.bottom)


def _level(page: Page) -> Callable[[Box], Sides]:
    """Where a box stands to a reader who holds the page so that its lines are level (wide tables lie on their side)."""
    across = down = 0.0
    for line in page.lines:
        boxes = [word.box for word in line.words if word.box is not None]
        if len(boxes) > 1:
            across += float(boxes[-1].x0 - boxes[0].x0)
            down += float(boxes[-1].top - boxes[0].top)
    width, height = page.width, page.height
    if abs(across) >= abs(down):
        if across >= 0:
            return _as_shown
        return lambda box: (
            width - float(box.x1), height - float(box.bottom), width - float(box.x0), height - float(box.top)
        )
    if down > 0:
        return lambda box: (float(box.top), width - float(box.x1), float(box.bottom), width - float(box.x0))
    return lambda box: (height - float(box.bottom), float(box.x0), height - float(box.top), float(box.x1))


_TOUCHING = re.compile(
    r"(?P<figure>[-(（－]?\d{1,3}(?:,\d{3})+(?:\.\d+)?[)）]?)(?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff：:])(?<!负)(?=[-(（－]?\d{1,3}(?:,\d{3})+\.\d{2}[)）]?$)"
)


def _parted(word: Word, level: Callable[[Box], Sides]) -> list[Ink]:
    """A word; two where a figure touches the words of the next column."""
    assert word.box is not None
    whole = Ink(word.text, *level(word.box), word.box)
    cut = _TOUCHING.search(word.text)
    if not cut or cut.end() in (0, len(word.text)) or (cut["figure"] and cut.start()):
        return [whole]
    widths = [0.5 if letter.isascii() else 1.0 for letter in word.text]
    x = whole.x0 + (whole.x1 - whole.x0) * sum(widths[:cut.end()]) / sum(widths)
    return [
        Ink(
            text, x0, whole.top, x1, whole.bottom,
            Box.of(x0, whole.top, x1, whole.bottom) if level is _as_shown else word.box,
        )
        for text, x0, x1 in ((word.text[:cut.end()], whole.x0, x), (word.text[cut.end():], x, whole.x1))
    ]


def _from_grid(page: Page) -> Iterator[Rung]:
    """Rows of cells, and paragraphs between tables as rows of their own."""
    if len(page.tables) == 1 and not any(_TABLE_ROW.search(line.place) for line in page.lines):
        number = 0
        for table in page.tables:
            for row in table.rows[:ROWS]:
                number += 1
                yield from _row(page.number, row, number)
        return
    figures_a_line = _figures_a_line(page)
    for number, line in enumerate(page.lines[:ROWS]):
        in_table = _TABLE_ROW.search(line.place)
        which = int(in_table[1]) - 1 if in_table else -1
        if in_table and which < len(page.tables):
            at = int(in_table[2]) - 1
            yield from _row(page.number, (cell for cell in page.tables[which].cells if cell.row == at), number)
        else:
            yield _typed(page.number, [word.text for word in line.words], number, figures_a_line, line.place)


def _figures_a_line(page: Page) -> int:
    """How many figures most lines end with that end with any: the columns of a table typed with tabs or blanks."""
    counts = Counter(
        count for line in page.lines[:ROWS] if (count := sum(_is_amount(word.text) for word in line.words[1:]))
    )
    return counts.most_common(1)[0][0] if counts else 0


def _is_amount(text: str) -> bool:
    return figure(text) is not None


def _typed(page: int, words: Sequence[str], number: int, columns: int, place: str) -> Rung:
    """A line of text; where it is a row of a table without a grid, its label and each figure by itself.

    Columns are counted from the right, for notes stand in some rows only. A row of fewer figures than the others does
    not tell in which columns they stand: they reach over all of them.
    """
    first = next((at for at, word in enumerate(words) if at and _is_amount(word)), len(words))
    rest = len(words) - first
    note = 1 if rest and first > 1 and is_note_mark(squeezed(words[first - 1])) else 0
    if not rest and len(words) > 1 and not any(":" in word or "：" in word for word in words):
        first = 1  # what stands over the columns
    label, others = " ".join(words[:first - note]), words[first - note:]
    top = number * _HIGH
    inks = [Ink(label, 0, top, _WIDE / 2, top + 10, None, place)]
    for at, text in enumerate(others):
        left = right = ACROSS - len(others) + at
        if is_anywhere := at >= note and 0 < rest < columns:
            left, right = ACROSS - columns, ACROSS - 1
        inks.append(Ink(text, left * _WIDE, top, (right + 1) * _WIDE - 10, top + 10, None, place, is_anywhere))
    return Rung(page, tuple(inks))


ACROSS = 20
"""Where the last column of a table typed without a grid is put."""


def _row(page: int, cells: Iterable[Cell], number: int) -> Iterator[Rung]:
    top = number * _HIGH
    inks = tuple(
        Ink(text, cell.column * _WIDE, top, (cell.column + cell.column_span) * _WIDE - 10, top + 10, None, cell.place)
        for cell in sorted(cells, key=lambda cell: cell.column)
        if (text := "".join(cell.text.split("\n")).strip())
    )
    if inks:
        yield Rung(page, inks)


def row_of(page: Page) -> "RowFinder":
    """Tells on which row of the page's ruled tables a place is."""
    return RowFinder(page)


class RowFinder:
    """Ruled rows of a page: what stands between the same two lines belongs together."""

    def __init__(self, page: Page) -> None:
        self.cells: list[tuple[float, float, float, float, int]] = []
        level = _level(page)
        for number, table in enumerate(page.tables):
            if len({cell.row for cell in table.cells}) < 4:
                continue
            for cell in table.cells:
                if cell.box is not None:
                    self.cells.append((*level(cell.box), number * 100_000 + cell.row))

    def __call__(self, x: float, y: float) -> int | None:
        """A number for the ruled row at that place; None where there is none."""
        for x0, top, x1, bottom, row in self.cells:
            if x0 <= x <= x1 and top <= y <= bottom:
                return row
        return None
