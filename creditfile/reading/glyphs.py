"""What stands on one PDF page, from pdfium's raw functions: glyphs, ruled lines and pictures, set upright."""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, pi
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from creditfile.model import Box
from creditfile.reading import limits

INVISIBLE = 3
"""Text render mode: neither filled nor stroked."""
THIN = 3.0
"""A path no wider than this, in points, is a ruled line."""
HYPHENS = (0x02, 0xFFFE)
"""What pdfium gives for a hyphen that ends a line."""
INSTEAD = ctypes.create_string_buffer(b"ActualText")
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
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


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
    raw = list(_raw_glyphs(textpage))
    visible = [glyph for glyph in raw if glyph.mode != INVISIBLE]
    if any(glyph.code > 32 for glyph in visible):
        if any(glyph.faint for glyph in visible):
            ink = Ink(page)
            visible = [glyph for glyph in visible if not glyph.faint or ink.within(*shown.rectangle(*glyph.box))]
    else:
        visible = raw
    hidden = sum(glyph.code > 32 for glyph in raw) - sum(glyph.code > 32 for glyph in visible)
    directions = Counter(glyph.quarter for glyph in visible if glyph.code > 32 and glyph.quarter is not None)
    level = directions.most_common(1)[0][0] if directions else 0
    # glyphs that run upwards (a quarter turn counter-clockwise) come level by a quarter turn clockwise
    frame = frame_of(page, (level - shown.turn) % 4)
    glyphs: list[Glyph] = []
    aside: list[Glyph] = []
    width, height = frame.size
    for glyph in visible:
        x0, top, x1, bottom = frame.rectangle(*glyph.box)
        if x1 <= 0 or bottom <= 0 or x0 >= width or top >= height:
            continue
        _, baseline = frame.point(*glyph.origin)
        place = Glyph(chr(glyph.code), x0, top, x1, bottom, baseline, glyph.em)
        (glyphs if glyph.quarter == level else aside).append(place)
    shown_width, shown_height = shown.size
    return Drawn(tuple(glyphs), tuple(aside), hidden, shown_width, shown_height, (level - shown.turn) % 4)


class _Raw(NamedTuple):
    code: int
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    em: float
    quarter: int | None
    mode: int
    faint: bool


def _raw_glyphs(textpage: Any) -> Iterator[_Raw]:
    """Every character that the page draws, in the page's own coordinates; what pdfium adds is skipped."""
    rectangle, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    at_rectangle, at_matrix, at_x, at_y = map(ctypes.byref, (rectangle, matrix, x, y))
    code_of, box_of, origin_of = (
        pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin,
    )
    size_of, angle_of, object_of = (
        pdfium.FPDFText_GetFontSize, pdfium.FPDFText_GetCharAngle, pdfium.FPDFText_GetTextObject,
    )
    matrix_of, mode_of = pdfium.FPDFText_GetMatrix, pdfium.FPDFTextObj_GetTextRenderMode
    high = 0
    seen: tuple[Any, float, int | None, int, bool] = (None, 0.0, 0, 0, False)
    for index in range(min(pdfium.FPDFText_CountChars(textpage), limits.TEXT_CHARACTERS)):
        code = code_of(textpage, index)
        if code in (13, 10) or (code == 32 and pdfium.FPDFText_IsGenerated(textpage, index) == 1):
            continue
        if code in HYPHENS:
            code = 0x2D
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if not 0 < code < 0x110000:
            code = 0xFFFD
        if not box_of(textpage, index, at_rectangle) or not origin_of(textpage, index, at_x, at_y):
            continue
        holder = ctypes.cast(object_of(textpage, index), ctypes.c_void_p).value
        if holder != seen[0]:
            matrix_of(textpage, index, at_matrix)
            em = size_of(textpage, index) * (hypot(matrix.c, matrix.d) or 1.0)
            item = object_of(textpage, index)
            mode = mode_of(item) if holder else 0
            seen = (holder, abs(em), _quarter(angle_of(textpage, index)), mode, bool(holder) and is_faint(item))
        box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        yield _Raw(code, box, (x.value, y.value), seen[1] or 1.0, seen[2], seen[3], seen[4])


def is_faint(text: Any) -> bool:
    """Whether it is as white as paper or clear: then it is seen only on a dark ground."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(text, red, green, blue, alpha):
        return False
    return bool(alpha.value < FAINT or min(red.value, green.value, blue.value) >= WHITE)


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


def ruling(page: Any, turn: int) -> Ruling:
    """Lines, thin rectangles and the sides of rectangles; pictures that are thin count as lines."""
    frame = frame_of(page, turn)
    level: list[Edge] = []
    upright: list[Edge] = []
    for x0, y0, x1, y1 in _strokes(page):
        left, top, right, bottom = frame.rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if bottom - top <= THIN and (right - left > THIN or right - left >= bottom - top):
            level.append(Edge((top + bottom) / 2, left, right))
        if right - left <= THIN and (bottom - top > THIN or bottom - top >= right - left):
            upright.append(Edge((left + right) / 2, top, bottom))
        if len(level) + len(upright) > limits.PAGE_EDGES:
            return Ruling((), ())
    return Ruling(tuple(level), tuple(upright))


def unmask(page: Any) -> None:
    """Take away the texts that a PDF gives to be read instead of its glyphs (ActualText), so that the glyphs are read.

    To be called before the text of the page is loaded: what counts is what a reader of the page sees.
    """
    kind_of, count_of = pdfium.FPDFPageObj_GetType, pdfium.FPDFPageObj_CountMarks
    mark_of, value_of = pdfium.FPDFPageObj_GetMark, pdfium.FPDFPageObjMark_GetParamValueType

    def unmask_all(item_of: Any, holder: Any, count: int, depth: int) -> None:
        for index in range(min(count, limits.PAGE_OBJECTS)):
            item = item_of(holder, index)
            kind = kind_of(item)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < limits.NESTING:
                inside = pdfium.FPDFFormObj_CountObjects(item)
                unmask_all(pdfium.FPDFFormObj_GetObject, item, inside, depth + 1)
            if kind in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM):
                for at in range(count_of(item) - 1, -1, -1):
                    mark = mark_of(item, at)
                    if value_of(mark, INSTEAD) != pdfium.FPDF_OBJECT_UNKNOWN:
                        pdfium.FPDFPageObj_RemoveMark(item, mark)

    unmask_all(pdfium.FPDFPage_GetObject, page, pdfium.FPDFPage_CountObjects(page), 0)


def pictures(page: Any) -> float:
    """Which share of the page its pictures cover, 0 to 1 (overlaps counted once only where one covers the page)."""
    frame = frame_of(page)
    width, height = frame.size
    covered = 0.0
    for kind, _, bounds in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            x0, top, x1, bottom = frame.rectangle(*bounds)
            across, down = min(x1, width) - max(x0, 0), min(bottom, height) - max(top, 0)
            covered += max(across, 0) * max(down, 0)
    return min(1.0, covered / (width * height)) if width * height else 0.0


def covered(document: Any, page: Any, share: float) -> bool:
    """Whether an opaque picture of at least that share of the page is drawn over its text, which then is not seen."""
    frame = frame_of(page)
    area = frame.size[0] * frame.size[1]
    sides = [ctypes.c_float() for _ in range(4)]
    seen_text = False
    for index in range(min(pdfium.FPDFPage_CountObjects(page), limits.PAGE_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        seen_text = seen_text or kind in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM)
        if kind != pdfium.FPDF_PAGEOBJ_IMAGE or not seen_text:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(side) for side in sides)):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if (right - left) * (top - bottom) >= share * area and _is_opaque(document, page, item):
            return True
    return False


def _is_opaque(document: Any, page: Any, picture: Any) -> bool:
    """Whether one cannot see through most of a picture (a watermark or stamp over the whole page is mostly clear)."""
    if pdfium.FPDFPageObj_HasTransparency(picture):
        return False
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, picture)
    if not bitmap:
        return True
    try:
        if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
            return True
        width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        alphas = [
            pixels[y * stride + x * 4 + 3]
            for y in range(0, height, max(1, height // 100)) for x in range(0, width, max(1, width // 100))
        ]
        return sum(1 for alpha in alphas if alpha > 200) > len(alphas) / 2
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


_Bounds = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


def _objects(page: Any) -> Iterator[tuple[int, tuple[Any, _Matrix], _Bounds]]:
    """Every path and picture with its bounds (left, bottom, right, top) on the page, also inside forms."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > limits.PAGE_OBJECTS:
        return
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    sides = [ctypes.byref(side) for side in (left, bottom, right, top)]
    kind_of, bounds_of, item_of = pdfium.FPDFPageObj_GetType, pdfium.FPDFPageObj_GetBounds, pdfium.FPDFPage_GetObject
    left_to_see = limits.PAGE_OBJECTS

    def inside(form: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[int, tuple[Any, _Matrix], _Bounds]]:
        nonlocal left_to_see
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(form, own)
        matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(form)):
            yield from one(pdfium.FPDFFormObj_GetObject(form, index), matrix, depth + 1)

    def one(item: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[int, tuple[Any, _Matrix], _Bounds]]:
        nonlocal left_to_see
        left_to_see -= 1
        if left_to_see < 0 or not item:
            return
        kind = kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < limits.NESTING:
            yield from inside(item, matrix, depth)
        elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE) and bounds_of(item, *sides):
            bounds = (left.value, bottom.value, right.value, top.value)
            yield kind, (item, matrix), bounds if matrix is _SAME else _moved(bounds, matrix)

    for index in range(count):
        yield from one(item_of(page, index), _SAME, 0)


def _strokes(page: Any) -> Iterator[_Bounds]:
    """Straight pieces that can be seen, as pairs of points in the page's coordinates."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    at_fill, at_stroke = ctypes.byref(fill), ctypes.byref(stroke)
    for kind, (item, matrix), (left, bottom, right, top) in _objects(page):
        thin = right - left <= THIN or top - bottom <= THIN
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if thin:
                yield left, bottom, right, top
            continue
        if not pdfium.FPDFPath_GetDrawMode(item, at_fill, at_stroke):
            continue
        lined = stroke.value and _inked(item, pdfium.FPDFPageObj_GetStrokeColor, thin)
        if not lined and not (fill.value and _inked(item, pdfium.FPDFPageObj_GetFillColor, thin)):
            continue
        if thin:
            yield left, bottom, right, top
        else:
            yield from _sides(item, matrix)


def _inked(item: Any, colour_of: Any, thin: bool) -> bool:
    """Whether it can be seen: not transparent, and not white unless thin (white rules part cells that are shaded)."""
    channels = [ctypes.c_uint() for _ in range(4)]
    if not colour_of(item, *(ctypes.byref(channel) for channel in channels)):
        return True
    red, green, blue, alpha = (channel.value for channel in channels)
    return alpha > 0 and (thin or min(red, green, blue) < WHITE)


def _sides(path: Any, matrix: _Matrix) -> Iterator[_Bounds]:
    """The straight pieces along an axis of one path, at most 200."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= 200:
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = _at(x.value, y.value, matrix)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO and _straight(last, here):
            yield (*last, *here)
        if pdfium.FPDFPathSegment_GetClose(segment) and _straight(here, first):
            yield (*here, *first)
        last = here


def _straight(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one != other and (abs(one[0] - other[0]) < 0.5 or abs(one[1] - other[1]) < 0.5)


def _at(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(bounds: _Bounds, matrix: _Matrix) -> _Bounds:
    left, bottom, right, top = bounds
    corners = [_at(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    across, up = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(across), min(up), max(across), max(up)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """First `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
