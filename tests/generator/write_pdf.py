"""Sets blocks on PDF pages and remembers where every value came to stand."""

import io
from dataclasses import dataclass, field
from functools import cache

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from tests.generator import fonts, seals
from tests.generator.paper import Block, Break, Cell, Gap, Grid, Line, Run, Stamp, Value

rl_config.useA85 = 0  # streams as bytes, as other programs write them: a fifth smaller
NEVER_FIRST = set("，。；：、）》”’！？）)%％‰,;:.]〕】元")
NEVER_LAST = set("（《“‘(〔【￥¥")


@dataclass(frozen=True)
class Theme:
    """The look of a paper."""

    face: str = "song"
    heavy: str = "hei"
    latin: str = ""
    """A font for Latin letters and digits; empty: the Chinese font's own."""
    size: tuple[float, float] = (595.3, 841.9)
    left: float = 72
    right: float = 72
    top: float = 72
    bottom: float = 64
    leading: float = 1.55
    head: str = ""
    foot: str = ""
    """`{page}` and `{pages}` stand for the numbers."""


@dataclass(frozen=True)
class Mark:
    """Where a value stands: page from 1, box in points from the top left."""

    value: Value
    page: int
    box: tuple[float, float, float, float]


@dataclass
class _Sign:
    char: str
    width: float
    face: str
    value: int
    """Index of the value it belongs to, -1 for none."""


@dataclass
class Sheet:
    """A PDF being set."""

    theme: Theme
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.out = io.BytesIO()
        self.canvas = canvas.Canvas(self.out, pagesize=self.theme.size, invariant=1, pageCompression=1)
        self.canvas.setTitle("")
        self.page = 1
        self.y = self.theme.top
        self.end = (self.theme.left, self.theme.top)
        self.values: list[Value] = []
        self.pages_total = 0

    # ---- geometry
    @property
    def width(self) -> float:
        """Between the margins."""
        return self.theme.size[0] - self.theme.left - self.theme.right

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.theme.size[1] - self.theme.bottom - self.y

    def turn(self) -> None:
        """Finish the page and begin the next."""
        self._furniture()
        self.canvas.showPage()
        self.page += 1
        self.y = self.theme.top

    def _furniture(self) -> None:
        theme = self.theme
        for text, y in ((theme.head, theme.top - 26), (theme.foot, theme.size[1] - theme.bottom + 22)):
            if text:
                shown = text.replace("{pages}", str(self.pages_total)).replace("{page}", str(self.page))
                signs, _ = self._signs((shown,), 8.5, False)
                total = sum(sign.width for sign in signs)
                self._draw(signs, (theme.size[0] - total) / 2, y, 8.5)

    def _signs(self, runs: tuple[Run, ...], size: float, bold: bool) -> tuple[list[_Sign], list[Value]]:
        theme = self.theme
        face = theme.heavy if bold else theme.face
        latin = (
            theme.latin
            if not bold
            else {"Times-Roman": "Times-Bold", "Helvetica": "Helvetica-Bold"}.get(theme.latin, theme.latin)
        ) or face
        out: list[_Sign] = []
        for run in runs:
            index = -1
            text = run if isinstance(run, str) else run.text
            if isinstance(run, Value):
                index = len(self.values)
                self.values.append(run)
            for char in text:
                family = latin if char < "\x7f" else face
                if family != "cid" and char > "\x7f" and not fonts.holds(family, char):
                    family = "hei"
                out.append(_Sign(char, fonts.width(family, char) * size, family, index))
        return out, self.values

    def _lines(self, signs: list[_Sign], width: float, first: float = 0) -> list[list[_Sign]]:
        """Break signs into lines no wider than `width`; the first is shorter by `first`."""
        lines: list[list[_Sign]] = []
        start = 0
        used = first
        index = 0
        while index < len(signs):
            sign = signs[index]
            if sign.char == "\n":
                lines.append(signs[start:index])
                start, used, index = index + 1, 0.0, index + 1
                continue
            if used + sign.width > width + 0.01 and index > start:
                cut = self._cut(signs, start, index)
                lines.append(signs[start:cut])
                start, used, index = cut, 0.0, cut
                continue
            used += sign.width
            index += 1
        lines.append(signs[start:])
        return lines

    @staticmethod
    def _cut(signs: list[_Sign], start: int, index: int) -> int:
        cut = index
        word = set("0123456789,.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-/")
        while cut > start and signs[cut].char in word and signs[cut - 1].char in word:
            cut -= 1
        if cut - start < (index - start) * 0.4:
            cut = index
        while cut > start + 1 and (signs[cut].char in NEVER_FIRST or signs[cut - 1].char in NEVER_LAST):
            cut -= 1
        return cut if cut > start else index

    def _draw(self, signs: list[_Sign], x: float, baseline: float, size: float) -> float:
        """Put signs on a line whose baseline is so far from the top; returns where it ends."""
        flipped = self.theme.size[1] - baseline
        text, family, begin = "", "", x
        boxes: dict[int, list[float]] = {}
        for sign in signs:
            if sign.face != family and text:
                self.canvas.setFont(fonts.register(family), size)
                self.canvas.drawString(begin, flipped, text)
                text, begin = "", x
            family = sign.face
            text += sign.char
            if sign.value >= 0:
                box = boxes.setdefault(sign.value, [x, x])
                box[1] = x + sign.width
            x += sign.width
        if text:
            self.canvas.setFont(fonts.register(family), size)
            self.canvas.drawString(begin, flipped, text)
        for index, (x0, x1) in boxes.items():
            self.marks.append(
                Mark(self.values[index], self.page, _round(x0, baseline - 0.86 * size, x1, baseline + 0.16 * size))
            )
        return x

    # ---- blocks
    def put(self, block: Block) -> None:
        """Set one block."""
        if isinstance(block, Line):
            self.put_line(block)
        elif isinstance(block, Grid):
            self.put_grid(block)
        elif isinstance(block, Gap):
            self.y += block.height
        elif isinstance(block, Break):
            self.turn()
        else:
            self.put_stamp(block)

    def put_line(self, block: Line) -> None:
        """A paragraph, over as many lines and pages as it needs."""
        signs, _ = self._signs(block.runs, block.size, block.bold)
        first = block.indent * block.size
        step = block.size * self.theme.leading
        for number, signs_here in enumerate(self._lines(signs, self.width, first)):
            if self.room < step:
                self.turn()
            total = sum(sign.width for sign in signs_here)
            shift = first if number == 0 else 0
            x = (
                self.theme.left
                + {
                    "left": shift,
                    "center": (self.width - total) / 2,
                    "right": self.width - total,
                }[block.align]
            )
            x = self._draw(signs_here, x, self.y + block.size * 1.05, block.size)
            self.y += step
            self.end = (x, self.y)
        self.y += block.after

    def put_grid(self, grid: Grid) -> None:
        """A table; rows that do not fit go to the next page, under the repeated header."""
        total = sum(grid.widths)
        columns = [self.width * share / total for share in grid.widths]
        edges = [self.theme.left]
        for column in columns:
            edges.append(edges[-1] + column)
        placed = _place(grid, len(columns))
        texts: list[list[tuple[int, Cell, list[list[_Sign]]]]] = []
        heights = []
        step = grid.size * 1.32
        for row in placed:
            cells = []
            height = step + 2 * grid.pad
            for column, one in row:
                signs, _ = self._signs(one.runs, grid.size, one.bold)
                inner = edges[column + one.across] - edges[column] - 2 * grid.pad
                lines = self._lines(signs, inner)
                cells.append((column, one, lines))
                if one.down == 1:
                    height = max(height, len(lines) * step + 2 * grid.pad)
            texts.append(cells)
            heights.append(height)
        for index, cells in enumerate(texts):
            for _, one, lines in cells:
                if one.down > 1:
                    span = heights[index : index + one.down]
                    lack = len(lines) * step + 2 * grid.pad - sum(span)
                    if lack > 0:
                        heights[index + one.down - 1] += lack
        index = 0
        while index < len(texts):
            bundle = max((one.down for _, one, _ in texts[index]), default=1)
            if self.room < sum(heights[index : index + bundle]) and self.y > self.theme.top + 1:
                self.turn()
                for row in range(grid.header):
                    self._row(texts[row], heights[row : row + 3], edges, grid, step)
            self._row(texts[index], heights[index:], edges, grid, step)
            index += 1
        self.y += grid.after

    def _row(
        self,
        cells: list[tuple[int, Cell, list[list[_Sign]]]],
        heights: list[float],
        edges: list[float],
        grid: Grid,
        step: float,
    ) -> None:
        for column, one, lines in cells:
            left, right = edges[column], edges[column + one.across]
            height = sum(heights[: one.down])
            top = self.y
            if grid.ruled:
                self.canvas.setLineWidth(0.5)
                self.canvas.rect(left, self.theme.size[1] - top - height, right - left, height)
            for run in one.runs:
                if isinstance(run, Value) and not run.text:
                    self.marks.append(Mark(run, self.page, _round(left, top, right, top + height)))
            y = top + (height - len(lines) * step) / 2
            for signs in lines:
                total = sum(sign.width for sign in signs)
                x = {"left": left + grid.pad, "center": (left + right - total) / 2, "right": right - grid.pad - total}[
                    one.align
                ]
                self._draw(signs, x, y + grid.size * 1.02, grid.size)
                y += step
                self.end = (x + total, y)
        self.y += heights[0]

    def put_stamp(self, stamp: Stamp) -> None:
        """A seal as a picture over the end of the last line."""
        side = 112.0
        x = min(max(self.end[0] - side * 0.75, self.theme.left), self.theme.size[0] - side - 20)
        y = min(max(self.end[1] - side * 0.55, 20), self.theme.size[1] - side - 20)
        self.canvas.drawImage(
            _seal_reader(stamp.name, stamp.note), x, self.theme.size[1] - y - side, side, side, mask="auto"
        )

    def finish(self) -> bytes:
        """The file."""
        self._furniture()
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


def _round(*sides: float) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(side, 1) for side in sides)
    return x0, top, x1, bottom


def _place(grid: Grid, columns: int) -> list[list[tuple[int, Cell]]]:
    """Each row's cells with the column they begin in."""
    taken: dict[int, set[int]] = {}
    out = []
    for index, row in enumerate(grid.rows):
        busy = taken.setdefault(index, set())
        column = 0
        cells = []
        for one in row:
            while column in busy:
                column += 1
            cells.append((column, one))
            for below in range(1, one.down):
                taken.setdefault(index + below, set()).update(range(column, column + one.across))
            column += one.across
        if column > columns:
            raise ValueError(f"row {index} is {column} columns wide, the grid {columns}")
        out.append(cells)
    return out


@cache
def _seal_reader(name: str, note: str) -> ImageReader:
    return ImageReader(seals.seal(name, note))


def write(blocks: list[Block], theme: Theme) -> tuple[bytes, list[Mark], int]:
    """The PDF of these blocks, where its values stand, and how many pages it has."""
    pages = 0
    if "{pages}" in theme.foot + theme.head:
        trial = Sheet(theme)
        for block in blocks:
            trial.put(block)
        pages = trial.page
    sheet = Sheet(theme)
    sheet.pages_total = pages
    for block in blocks:
        sheet.put(block)
    return sheet.finish(), sheet.marks, sheet.page
