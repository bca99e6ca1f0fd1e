"""The glyphs that stand on one PDF page, from pdfium's raw functions, set upright."""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import hypot, pi
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from creditfile.model import Box
from creditfile.reading import limits, quick
from creditfile.reading.symbols import shown

INVISIBLE = 3
"""Text render mode: neither filled nor stroked."""
THIN = 3.0
"""A path no wider than this, in points, is a ruled line."""
HYPHENS = (0x02, 0xFFFE)
"""What pdfium gives for a hyphen that ends a line."""
BREAKS = (10, 13)
"""Line ends, which pdfium adds."""
INSTEAD = b"ActualText"
"""What a PDF calls a text that programs are to read instead of the glyphs."""
WHITE = 250
"""A colour channel from here on up is as good as white."""
FAINT = 16
"""An opacity (of 255) below this is as good as clear."""
CONTRAST = 24
"""Light and dark (of 255) that differ by less than this cannot be told apart on paper."""


class Glyph(NamedTuple):
    """One character where it is drawn, in points from the top left of the upright page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    em: float
    """The size of the font as drawn."""


class Edge(NamedTuple):
    """A straight ruled line along one axis."""

    at: float
    """The y of a level line, the x of an upright one."""
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page's own coordinates become those a reader sees, and those in which its text reads level."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    """Quarter turns clockwise, 0 to 3, that the coordinates are given."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height once turned."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.turn % 2 == 0 else (height, width)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """From the page's own coordinates (y upwards) to points from the top left."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """The same for two corners: x0, top, x1, bottom."""
        if left > right:
            left, right = right, left
        if bottom > top:
            bottom, top = top, bottom
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as drawn, in the frame in which most of its text reads from left to right."""

    glyphs: tuple[Glyph, ...]
    """Visible and level, in content order, blanks included."""
    aside: tuple[Glyph, ...]
    """Visible and not level: watermarks, text along a margin."""
    hidden: int
    """How many glyphs are left out since they cannot be seen: drawn invisibly beside visible ones, white on white."""
    width: float
    """Of the page as it is shown."""
    height: float
    """Of the page as it is shown."""
    turn: int
    """Quarter turns clockwise from the page as shown to the frame of the glyphs."""
    struck: tuple[str, ...] = ()
    """Words left out since a line is drawn through them."""

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """From the glyphs' frame to the page as it is shown."""
        if self.turn == 1:
            return Box.of(top, self.height - x1, bottom, self.height - x0)
        if self.turn == 2:
            return Box.of(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.turn == 3:
            return Box.of(self.width - bottom, x0, self.width - top, x1)
        return Box.of(x0, top, x1, bottom)


def frame_of(page: Any, turn: int = 0) -> Frame:
    """The visible part of the page (crop box within media box), turned as the page asks and `turn` quarters more."""
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rectangle):
        rectangle = pdfium.FS_RECTF(0, pdfium.FPDF_GetPageHeightF(page), pdfium.FPDF_GetPageWidthF(page), 0)
    rotation = pdfium.FPDFPage_GetRotation(page) % 4
    return Frame(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, (rotation + turn) % 4)


def draw(page: Any, textpage: Any) -> Drawn:
    """All glyphs of a page with their places."""
    shown = frame_of(page)
    runs = _runs(textpage)
    visible = [run for run in runs if run.mode != INVISIBLE]
    if any(run.letters for run in visible):
        if any(run.faint for run in visible):
            ink = Ink(page)
            visible = [run.seen(ink, shown) if run.faint else run for run in visible]
    else:
        visible = runs
    hidden = sum(run.letters for run in runs) - sum(run.letters for run in visible)
    directions: Counter[int] = Counter()
    for run in visible:
        if run.quarter is not None and run.letters:
            directions[run.quarter] += run.letters
    level = directions.most_common(1)[0][0] if directions else 0
    # glyphs that run upwards (a quarter turn counter-clockwise) come level by a quarter turn clockwise
    frame = frame_of(page, (level - shown.turn) % 4)
    glyphs: list[Glyph] = []
    aside: list[Glyph] = []
    for run in visible:
        (glyphs if run.quarter == level else aside).extend(run.placed(frame))
    shown_width, shown_height = shown.size
    return Drawn(tuple(glyphs), tuple(aside), hidden, shown_width, shown_height, (level - shown.turn) % 4)


_Mark = tuple[int, tuple[float, float, float, float], tuple[float, float]]
"""A character, its box (left, bottom, right, top) and its origin, in the page's own coordinates."""


@dataclass(frozen=True)
class _Run:
    """What one text object of a page draws."""

    em: float
    quarter: int | None
    mode: int
    faint: bool
    marks: list[_Mark]

    @cached_property
    def letters(self) -> int:
        """How many of its marks are no blanks."""
        return sum(1 for mark in self.marks if mark[0] > 32)

    def seen(self, ink: "Ink", shown: Frame) -> "_Run":
        """Those of its marks where something can be seen."""
        return replace(self, marks=[mark for mark in self.marks if ink.within(*shown.rectangle(*mark[1]))])

    def placed(self, frame: Frame) -> Iterator[Glyph]:
        """Its glyphs within the page."""
        width, height = frame.size
        upright, left, above = frame.turn == 0, frame.left, frame.top
        last, baseline = None, 0.0
        for code, box, origin in self.marks:
            if upright and box[0] <= box[2] and box[1] <= box[3]:  # nearly every glyph of nearly every page
                x0, top, x1, bottom = box[0] - left, above - box[3], box[2] - left, above - box[1]
            else:
                x0, top, x1, bottom = frame.rectangle(*box)
            if x1 > 0 and bottom > 0 and x0 < width and top < height:
                if origin is not last:
                    last, baseline = origin, frame.point(*origin)[1]
                yield Glyph(chr(code), x0, top, x1, bottom, baseline, self.em)


def _runs(textpage: Any) -> list[_Run]:
    """Every character that the page draws, in the page's own coordinates; what pdfium adds is skipped."""
    at = quick.address(textpage)
    rectangle, origin = pdfium.FS_RECTF(), (ctypes.c_double * 2)()
    at_rectangle, at_x = ctypes.addressof(rectangle), ctypes.addressof(origin)
    at_y = at_x + ctypes.sizeof(ctypes.c_double)
    code_of, box_of, origin_of, object_of = (
        quick.unicode_of, quick.loose_box_of, quick.origin_of, quick.text_object_of,
    )
    runs: list[_Run] = []
    marks: list[_Mark] = []
    colour = quick.room(ctypes.c_uint, 4)
    last: int | None = -1
    place = (0.0, 0.0)
    high, foot = 0, 0.0
    for index in range(min(pdfium.FPDFText_CountChars(textpage), limits.TEXT_CHARACTERS)):
        code = code_of(at, index)
        if code in BREAKS or (code == 32 and quick.is_generated(at, index) == 1):
            continue
        if code >= 0xD800 or not code or code == 2:  # most letters are below and stand for themselves
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            code = _code(code, high)
        high = 0
        if not box_of(at, index, at_rectangle):
            continue
        bottom, holder = rectangle.bottom, object_of(at, index)
        if holder != last or bottom != foot:  # glyphs of one object that stand level on one foot have one baseline
            if not origin_of(at, index, at_x, at_y):
                continue
            place, foot = (origin[0], origin[1]), bottom
        if holder != last:
            last, marks = holder, []
            runs.append(_run(at, index, holder, marks, colour))
        marks.append((code, (rectangle.left, bottom, rectangle.right, rectangle.top), place))
    return runs


def _code(code: int, high: int) -> int:
    """The character of a code that does not stand for itself: a hyphen at a line's end, half of a pair, a tick box of a
    symbol font, none at all."""
    if code in HYPHENS:
        return 0x2D
    if 0xDC00 <= code < 0xE000:
        return 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
    return ord(shown(chr(code))) if 0xF000 <= code < 0xF100 else code if 0 < code < 0x110000 else 0xFFFD


def _run(at: int, index: int, holder: int | None, marks: list[_Mark], colour: quick.Room) -> _Run:
    """What the letters of one text object have in common."""
    matrix = pdfium.FS_MATRIX()
    quick.matrix_of(at, index, ctypes.addressof(matrix))
    em = abs(quick.font_size_of(at, index) * (hypot(matrix.c, matrix.d) or 1.0)) or 1.0
    quarter = _quarter(quick.angle_of(at, index))
    if not holder:
        return _Run(em, quarter, 0, False, marks)
    return _Run(em, quarter, quick.render_mode_of(holder), is_faint(holder, colour), marks)


def is_faint(text: int, colour: quick.Room) -> bool:
    """Whether the text object at that address is as white as paper or clear: then it is seen only on a dark ground."""
    channels, places = colour
    if not quick.fill_of(text, *places):
        return False
    red, green, blue, alpha = channels
    return bool(alpha < FAINT or min(red, green, blue) >= WHITE)


class Ink:
    """A page as it looks, to tell whether something can be seen at a place."""

    def __init__(self, page: Any) -> None:
        width, height = frame_of(page).size
        self.scale = min(1.5, 4000 / max(width, height, 1))
        self.width, self.height = max(1, round(width * self.scale)), max(1, round(height * self.scale))
        bitmap = pdfium.FPDFBitmap_CreateEx(self.width, self.height, pdfium.FPDFBitmap_Gray, None, 0)
        if not bitmap:
            raise MemoryError(f"{self.width} × {self.height}")
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self.width, self.height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self.width, self.height, 0, pdfium.FPDF_ANNOT)
            self.stride = pdfium.FPDFBitmap_GetStride(bitmap)
            self.pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), self.stride * self.height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def within(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        """Whether light and dark differ within a box of the page as shown."""
        left, right = max(0, int(x0 * self.scale)), min(self.width, int(x1 * self.scale) + 1)
        if left >= right:
            return False
        rows = range(max(0, int(top * self.scale)), min(self.height, int(bottom * self.scale) + 1))
        stretches = [self.pixels[row * self.stride + left : row * self.stride + right] for row in rows]
        return bool(stretches) and max(map(max, stretches)) - min(map(min, stretches)) >= CONTRAST


def _quarter(angle: float) -> int | None:
    """Quarter turns counter-clockwise, from pdfium's clockwise angle; None for a slanted glyph."""
    quarters = -angle / (pi / 2)
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) < 0.03 else None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The ruled lines of a page, in the frame of its glyphs."""

    level: tuple[Edge, ...]
    upright: tuple[Edge, ...]


def unmask(page: Any) -> bool:
    """Take away the texts that a PDF gives to be read instead of its glyphs (ActualText); whether there were any.

    To be called before the text of the page is loaded: what counts is what a reader of the page sees.
    """

    masked: list[int] = []
    kind_of, text, form = quick.kind_of, pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM

    def unmask_all(item_of: Any, holder: int, count: int, depth: int) -> None:
        for index in range(min(count, limits.PAGE_OBJECTS)):
            item = item_of(holder, index)
            kind = kind_of(item)
            if kind == form and depth < limits.NESTING:
                inside = pdfium.FPDFFormObj_CountObjects(quick.handle(item))
                unmask_all(quick.item_in, item, inside, depth + 1)
            if kind in (text, form):
                for at in range(quick.mark_count_of(item) - 1, -1, -1):
                    mark = quick.mark_of(item, at)
                    if quick.mark_value_of(mark, INSTEAD) != pdfium.FPDF_OBJECT_UNKNOWN:
                        quick.remove_mark(item, mark)
                        masked.append(mark)

    unmask_all(quick.item_of, quick.address(page), pdfium.FPDFPage_CountObjects(page), 0)
    return bool(masked)
