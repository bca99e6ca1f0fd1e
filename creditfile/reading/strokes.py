"""What a PDF page draws beside its text, from pdfium's raw functions: ruled lines and pictures."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from creditfile.reading import limits, quick
from creditfile.reading.glyphs import THIN, WHITE, Edge, Ruling, frame_of


@dataclass(frozen=True, slots=True)
class Shape:
    """A path or picture of a page, in the frame of its glyphs."""

    item: int
    kind: int
    x0: float
    top: float
    x1: float
    bottom: float

    def holds_middle_of(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        """Of something else, a little outside counting as within."""
        margin = 0.15 * (self.x1 - self.x0)
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        return self.x0 - margin < x < self.x1 + margin and self.top - margin < y < self.bottom + margin

    def touches(self, other: "Shape") -> bool:
        """Side by side without a gap, as the cells of a table are."""
        apart = max(self.x0 - other.x1, other.x0 - self.x1, self.top - other.bottom, other.top - self.bottom)
        inside = min(self.x0 - other.x0, other.x1 - self.x1, self.top - other.top, other.bottom - self.bottom)
        return apart < 1.0 and inside < 1.0


Sized = Callable[[float, float], bool]
"""Whether something of a width and height, in points, is meant."""


def shapes_of(page: Any, turn: int, is_wanted: Sized, is_telling: Sized = lambda across, down: False) -> list[Shape]:
    """The wanted paths and pictures of a page, in the frame of its glyphs; every one where there is a telling one."""
    drawn = [(item, kind, bounds) for kind, (item, _), bounds in objects(page)]
    if not any(is_telling(right - left, top - bottom) for _, _, (left, bottom, right, top) in drawn):
        drawn = [one for one in drawn if is_wanted(one[2][2] - one[2][0], one[2][3] - one[2][1])]
    frame = frame_of(page, turn)
    return [Shape(item, kind, *frame.rectangle(*bounds)) for item, kind, bounds in drawn]


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


def pictures(page: Any) -> float:
    """Which share of the page its pictures cover, 0 to 1 (overlaps counted once only where one covers the page)."""
    frame = frame_of(page)
    width, height = frame.size
    covered = 0.0
    for kind, _, bounds in objects(page):
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


def objects(page: Any) -> Iterator[tuple[int, tuple[int, _Matrix], _Bounds]]:
    """Every path and picture: its kind, its address and matrix, its bounds on the page; also inside forms."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > limits.PAGE_OBJECTS:
        return
    sides, places = quick.room(ctypes.c_float, 4)
    kind_of, drawn = quick.kind_of, (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    left_to_see = limits.PAGE_OBJECTS

    def each(
        item_of: Any, holder: int, count: int, matrix: _Matrix, depth: int
    ) -> Iterator[tuple[int, tuple[int, _Matrix], _Bounds]]:
        nonlocal left_to_see
        for index in range(count):
            item = item_of(holder, index)
            left_to_see -= 1
            if left_to_see < 0 or not item:
                continue
            kind = kind_of(item)
            if kind in drawn:
                if quick.bounds_of(item, *places):
                    left, bottom, right, top = sides
                    bounds = (left, bottom, right, top)
                    yield kind, (item, matrix), bounds if matrix is _SAME else _moved(bounds, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < limits.NESTING:
                inside = pdfium.FPDFFormObj_CountObjects(quick.handle(item))
                yield from each(quick.item_in, item, inside, _times(_matrix_of(item), matrix), depth + 1)

    yield from each(quick.item_of, quick.address(page), count, _SAME, 0)


def is_outline(item: int) -> bool:
    """Whether a path is a rectangle whose sides can be seen and whose inside is no darker than the paper."""
    (mode, places), colour = quick.room(ctypes.c_int, 2), quick.room(ctypes.c_uint, 4)
    if not quick.draw_mode_of(item, *places):
        return False
    fill, stroke = mode
    if not stroke or not _inked(item, quick.stroke_of, colour, False):
        return False
    if fill and _inked(item, quick.fill_of, colour, False):
        return False
    return sum(1 for _ in _sides(quick.handle(item), _SAME)) >= 4


def _matrix_of(item: int) -> _Matrix:
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(quick.handle(item), own)
    return own.a, own.b, own.c, own.d, own.e, own.f


def _strokes(page: Any) -> Iterator[_Bounds]:
    """Straight pieces that can be seen, as pairs of points in the page's coordinates."""
    (mode, places), colour = quick.room(ctypes.c_int, 2), quick.room(ctypes.c_uint, 4)
    for kind, (item, matrix), (left, bottom, right, top) in objects(page):
        thin = right - left <= THIN or top - bottom <= THIN
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if thin:
                yield left, bottom, right, top
            continue
        if not quick.draw_mode_of(item, *places):
            continue
        fill, stroke = mode
        lined = stroke and _inked(item, quick.stroke_of, colour, thin)
        if not lined and not (fill and _inked(item, quick.fill_of, colour, thin)):
            continue
        if thin:
            yield left, bottom, right, top
        else:
            yield from _sides(quick.handle(item), matrix)


def _inked(item: int, colour_of: Any, colour: quick.Room, thin: bool) -> bool:
    """Whether it can be seen: not transparent, and not white unless thin (white rules part cells that are shaded)."""
    channels, places = colour
    if not colour_of(item, *places):
        return True
    red, green, blue, alpha = channels
    return bool(alpha > 0 and (thin or min(red, green, blue) < WHITE))


def _sides(path: Any, matrix: _Matrix) -> Iterator[_Bounds]:
    """The straight pieces along an axis of one path, at most 200."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= 200:
        return
    matrix = _times(_matrix_of(quick.address(path)), matrix)
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
