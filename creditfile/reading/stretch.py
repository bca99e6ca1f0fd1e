"""What of a file belongs to one paper, made plain for searching while every letter still knows where it stood."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TypeVar, cast

from creditfile.model import Box
from creditfile.reading.digit_boxes import with_amounts
from creditfile.reading.pages import Cell, FormField, Line, Mark, Page, Pages, Table, around
from creditfile.values.text import tidy

_SAME = str.maketrans("帐決況減淨內戶冊稅別沒黃溫東會議書證號", "账决况减净内户册税别没黄温东会议书证号")
"""帐 is the old way to write 账 and still common on forms; the others are recognised in pictures for their likes."""


_KEPT = frozenset("\n●")
"""● is a ticked box on a form before it is a point between names."""


class _Letters(dict[int, str]):
    """Every letter's plain form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        made = letter if letter in _KEPT else " " if letter.isspace() else tidy(letter).translate(_SAME)
        if len(self) < MOST_LETTERS:
            self[code] = made
        return made


MOST_LETTERS = 20_000
"""More different letters than this are not remembered."""
_LETTERS = _Letters()


def plain(text: str) -> str:
    """Full-width, compatibility and look-alike characters as the ordinary ones, letter by letter; blanks kept."""
    return text.translate(_LETTERS)


def squeezed(text: str) -> str:
    """Plain, without any blank except one between two Latin letters or digits, where it tells words apart."""
    return _squeezed(plain(text))


def squeezed_lines(text: str) -> tuple[str, ...]:
    """Every line of a text, squeezed; empty ones kept."""
    return tuple(map(_squeezed, plain("\n".join(text.splitlines())).split("\n"))) if text else ()


def _squeezed(text: str) -> str:
    pieces = text.split()
    if len(pieces) < 2:
        return pieces[0] if pieces else ""
    whole = pieces[:1]
    for left, right in pairwise(pieces):
        whole.append(f" {right}" if _latin(left[-1]) and _latin(right[0]) else right)
    return "".join(whole)


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def mapped(text: str, wide: Mapping[int, int] | None = None) -> tuple[str, tuple[int, ...]]:
    """The plain text and, for each of its letters, where in the text it came from.

    `wide` says of some places as how many letters they count.
    """
    letters: list[str] = []
    back: list[int] = []
    for i, letter in enumerate(text):
        for piece in _LETTERS[ord(letter)] * (wide.get(i, 1) if wide else 1):
            letters.append(piece)
            back.append(i)
    return "".join(letters), tuple(back)


@dataclass(frozen=True)
class Strip:
    """A line made plain; `plain[i]` came from `text[back[i]]`."""

    page: Page
    line: Line
    number: int
    """Its place in the stretch, from 0."""
    text: str
    """As it stands on the paper."""

    @cached_property
    def _mapped(self) -> tuple[str, tuple[int, ...]]:
        return mapped(self.text, self._wide)

    @cached_property
    def _wide(self) -> dict[int, int]:
        """For the blank between two words with places: as how many blanks it counts, one for half a letter's width."""
        wide: dict[int, int] = {}
        for (_, end, box), (_, _, following) in pairwise(self._spans):
            if box is not None and following is not None:
                half = float(max(box.bottom - box.top, following.bottom - following.top, Decimal(1))) / 2
                wide[end] = min(20, max(1, round(float(following.x0 - box.x1) / half)))
        return wide

    @property
    def plain(self) -> str:
        """The line as it is searched."""
        return self._mapped[0]

    def raw(self, start: int, end: int) -> str:
        """What stands on the paper between two places of `plain`."""
        if start >= end:
            return ""
        back = self._mapped[1]
        return self.text[back[start]: back[end - 1] + 1]

    @cached_property
    def _spans(self) -> tuple[tuple[int, int, Box | None], ...]:
        spans: list[tuple[int, int, Box | None]] = []
        at = 0
        for word in self.line.words:
            spans.append((at, at + len(word.text), word.box))
            at += len(word.text) + 1
        return tuple(spans)

    def box(self, start: int, end: int) -> Box | None:
        """Around what stands between two places of `plain`; part of a word takes its share of the word's width."""
        if start >= end:
            return None
        back = self._mapped[1]
        first, last = back[start], back[end - 1] + 1
        return around([
            _share(box, (max(first, left) - left) / (right - left), (min(last, right) - left) / (right - left))
            for left, right, box in self._spans
            if box is not None and right > left and left < last and right > first
        ])

    @cached_property
    def gaps(self) -> tuple[tuple[int, float, float], ...]:
        """For every gap between words: where in `plain` the next word begins, the gap's width, the letters' height."""
        forward = self._forward
        found: list[tuple[int, float, float]] = []
        for (_, _, box), (start, _, following) in pairwise(self._spans):
            if box is not None and following is not None and start in forward:
                height = float(max(box.bottom - box.top, following.bottom - following.top))
                found.append((forward[start], float(following.x0 - box.x1), height))
        return tuple(found)

    @cached_property
    def _forward(self) -> dict[int, int]:
        forward: dict[int, int] = {}
        for i, j in enumerate(self._mapped[1]):
            forward.setdefault(j, i)
        return forward

    def starts(self) -> tuple[tuple[int, int, Box | None], ...]:
        """Every word as (start, end) in `plain` and its box."""
        forward, whole = self._forward, len(self.plain)
        return tuple(
            (forward.get(left, whole), forward.get(right, whole), box) for left, right, box in self._spans
            if left in forward
        )


def _share(box: Box, start: float, end: float) -> Box:
    width = float(box.x1 - box.x0)
    return Box.of(float(box.x0) + width * start, float(box.top), float(box.x0) + width * end, float(box.bottom))


_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Stretch:
    """The pages, or parts of pages, of one paper."""

    source: str
    """The file's path in the case."""
    media: str
    """The file's media."""
    pages: tuple[Page, ...]
    """In order."""
    fields: tuple[FormField, ...] = ()
    """The form fields on those pages."""
    first_line: int = 0
    """On the first page, the line where the paper begins."""
    last_line: int | None = None
    """On the last page, the line before which it ends; None: the page's end."""
    marks: Callable[[], tuple[Mark, ...]] = tuple
    """Traces of change in the file, looked for when asked."""
    whole: bool = field(default=True)
    """It covers its pages wholly, so their tables are its own."""
    cut: bool = False
    """It is a part of a paper: of tables that reach beyond it the rows between its lines are its own."""

    @cached_property
    def made(self) -> dict[object, object]:
        """What is made of it for searching and is kept for the next finder."""
        return {}

    @cached_property
    def strips(self) -> tuple[Strip, ...]:
        """All its lines."""
        strips: list[Strip] = []
        for page, line in self._lines():
            strips.append(Strip(page, line, len(strips), line.text))
        return tuple(strips)

    @cached_property
    def wrapped(self) -> frozenset[int]:
        """The numbers of the strips whose sentence goes on in the next: prose that reaches the right margin.

        A full line without wide gaps, and under it, near enough, a line that begins no further to the right.
        """
        edges: dict[int, tuple[float, float]] = {}
        for strip in self.strips:
            if strip.line.box is not None:
                left, right = edges.get(id(strip.page), (1e9, 0.0))
                box = strip.line.box
                edges[id(strip.page)] = min(left, float(box.x0)), max(right, float(box.x1))
        return frozenset(
            strip.number for strip, following in pairwise(self.strips)
            if strip.page is following.page and _runs_on(strip, following, *edges.get(id(strip.page), (0.0, 0.0)))
        )

    def _lines(self) -> Iterator[tuple[Page, Line]]:
        for i, page in enumerate(self.pages):
            lines: Sequence[Line] = page.lines
            end = self.last_line if self.last_line is not None and i == len(self.pages) - 1 else len(lines)
            begin = self.first_line if i == 0 else 0
            for line in lines[begin:end]:
                yield page, line

    @cached_property
    def tables(self) -> tuple[tuple[Page, Table], ...]:
        """All its tables; of a page it shares with another paper, those between its own lines."""
        return tuple((page, table) for page in self.pages for table in self.tables_on(page))

    def tables_on(self, page: Page) -> tuple[Table, ...]:
        """Its tables on one of its pages."""
        return self._kept(("tables", page.number), lambda: tuple(
            with_amounts(table)
            for whole in page.tables if self._owns(page, whole) for table in self._own_rows(page, whole)
        ))

    def ruled_on(self, page: Page) -> tuple[tuple[Cell, Box], ...]:
        """All cells of ruled tables on one of its pages, with their places."""
        return self._kept(("ruled", page.number), lambda: tuple(
            (cell, cell.box) for table in self.tables_on(page) for cell in table.cells if cell.box is not None
        ))

    def _kept(self, key: object, make: Callable[[], _Made]) -> _Made:
        if key not in self.made:
            self.made[key] = make()
        return cast(_Made, self.made[key])

    def _owns(self, page: Page, table: Table) -> bool:
        if self.whole:
            return True
        box = around([cell.box for cell in table.cells])
        if box is None:
            return self._owns_place(page, table)
        top, bottom = self._reach(page)
        if self.cut:
            return box.top < bottom and top < box.bottom
        return top <= (box.top + box.bottom) / 2 <= bottom

    def _reach(self, page: Page) -> tuple[Decimal, Decimal]:
        """From where to where its lines stand on a page; nowhere where none does."""
        box = around([line.box for own, line in self._lines() if own is page])
        return (box.top, box.bottom) if box is not None else (Decimal(0), Decimal(-1))

    def _owns_place(self, page: Page, table: Table) -> bool:
        """Without geometry: a line of the paper names the same place as the table's first cell (`table 2`)."""
        if not table.cells:
            return False
        head = " ".join(table.cells[0].place.split()[:2])
        return any(own is page and head and line.place.startswith(head) for own, line in self._lines())

    def _own_rows(self, page: Page, table: Table) -> Iterator[Table]:
        """The table, of one without geometry only the rows that are lines of this part."""
        if self.cut and table.cells and table.cells[0].box is not None:
            yield from self._rows_between(page, table)
            return
        if self.whole or not table.cells or table.cells[0].box is not None:
            yield table
            return
        rows = {" ".join(line.place.split()[:4]) for _, line in self._lines()}
        cells = tuple(cell for cell in table.cells if " ".join(cell.place.split()[:4]) in rows)
        if cells:
            yield replace(table, cells=cells)

    def _rows_between(self, page: Page, table: Table) -> Iterator[Table]:
        """The cells of a table with places whose middle stands between its lines."""
        top, bottom = self._reach(page)
        cells = tuple(
            cell for cell in table.cells
            if cell.box is not None and top <= (cell.box.top + cell.box.bottom) / 2 <= bottom
        )
        if cells:
            yield replace(table, cells=cells)

    def part(self, first: int, last: int) -> "Stretch":
        """From one of its strips up to, not including, another."""
        strips = self.strips[first:last]
        if not strips:
            return replace(self, pages=())
        pages = tuple(dict.fromkeys(strip.page for strip in strips))
        start, end = strips[0], strips[-1]
        return replace(
            self, pages=pages, whole=False, first_line=_index_of(start.page, start.line),
            last_line=_index_of(end.page, end.line) + 1,
        )

    @property
    def text(self) -> str:
        """All its lines as they stand."""
        return "\n".join(strip.text for strip in self.strips)

    def shortened(self, pages: int | None) -> "Stretch":
        """Its first pages only."""
        if pages is None or pages >= len(self.pages):
            return self
        kept = self.pages[:pages]
        numbers = {page.number for page in kept}
        fields = tuple(field for field in self.fields if field.page is None or field.page in numbers)
        return replace(self, pages=kept, last_line=None, fields=fields)


def _runs_on(strip: Strip, following: Strip, left: float, right: float) -> bool:
    box, below = strip.line.box, following.line.box
    if box is None or below is None:
        return False
    height = float(box.bottom - box.top)
    return (
        right - float(box.x1) < max(1.6 * height, 0.4 * height + _first_unit(following))
        and float(box.x1 - box.x0) > max(12 * height, 0.75 * (right - left))
        and float(below.x0 - box.x0) < 0.6 * height
        and -0.3 * height < float(below.top - box.bottom) < 1.8 * height
        and not any(width > 2.2 * letter for _, width, letter in strip.gaps)
    )


_UNIT = re.compile(r"\s*[(\[《“「【]*(?:[A-Za-z0-9,.%/\-]+|.)[。,;:!?)\]》”」】、]*")


def _first_unit(strip: Strip) -> float:
    """The width of what cannot be parted at a line's begin: a figure, a word or a letter, with brackets and stops."""
    match = _UNIT.match(strip.plain)
    box = strip.box(*match.span()) if match else None
    return float(box.x1 - box.x0) if box is not None else 0.0


def _index_of(page: Page, line: Line) -> int:
    return next(i for i, each in enumerate(page.lines) if each is line)


def whole_of(pages: Pages, source: str) -> Stretch:
    """A file that is one paper."""
    return Stretch(source, pages.media, pages.pages, pages.fields, marks=pages.marks)
