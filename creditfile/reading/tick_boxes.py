"""Tick boxes that a paper draws or pictures instead of writing them: as the letters ☑ and □ where they stand."""

import ctypes
import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium

from creditfile.reading import quick, strokes
from creditfile.reading.glyphs import Drawn, Glyph
from creditfile.reading.strokes import Shape

TICKED, OPEN = "☑", "□"
SMALLEST, LARGEST = 5.0, 18.0
"""Points a side: smaller is a bullet, larger a cell."""
MOST_BOXES = 400
"""A page with more small squares is a drawing."""
NEAR = 1.3
"""The option stands so close beside its box, in ems."""
TICKS = frozenset("√✓✔☑xX×✕✖VvΛ4●■•☒")
"""What fills a box in; 4 is a tick in ZapfDingbats."""


# ---------------------------------------------------------------- pictures

PIXELS = 400
"""A picture of a tick box has at most so many pixels a side; a larger one is made smaller before it is looked at."""
FRAMED, FILLED, SOLID = 0.7, 0.02, 0.6
"""Share of each side that the frame's ink covers; of the inside, from which something stands in it, and from which it
is no box but a coloured field."""


def box_in(content: bytes) -> str:
    """What a small picture shows: ☑ a box with something in it, □ an empty one, else nothing."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF", "BMP"))
            if max(picture.size) > 10 * PIXELS:
                return ""
            return _box_of(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombWarning):
        return ""


def _box_of(picture: Any) -> str:
    """Of a picture of PIL's."""
    from PIL import Image

    shown = picture.convert("RGBA")
    ground = Image.new("RGBA", shown.size, "white")
    ground.alpha_composite(shown)
    ground.thumbnail((PIXELS, PIXELS))
    ink = ground.convert("L").point(lambda light: 255 if light < 140 else 0)
    around = ink.getbbox()
    if around is None:
        return ""
    ink = ink.crop(around)
    width, height = ink.size
    if min(width, height) < 6 or not 0.7 < width / height < 1.4:
        return ""
    rim = max(1, round(min(width, height) * 0.15))
    if min(_covered(ink, rim)) < FRAMED:
        return ""
    inside = ink.crop((2 * rim, 2 * rim, width - 2 * rim, height - 2 * rim)).histogram()[-1]
    share = inside / ((width - 4 * rim) * (height - 4 * rim))
    return "" if share > SOLID else TICKED if share > FILLED else OPEN


def _covered(ink: Any, rim: int) -> list[float]:
    """Along each side of a picture, in which share of its rim there is ink."""
    from PIL import Image

    width, height = ink.size
    rims = [
        *(ink.crop((0, top, width, top + rim)).resize((width, 1), Image.Resampling.BOX) for top in (0, height - rim)),
        *(ink.crop((x, 0, x + rim, height)).resize((1, height), Image.Resampling.BOX) for x in (0, width - rim)),
    ]
    return [1 - side.histogram()[0] / max(side.size) for side in rims]


# ---------------------------------------------------------------- PDF pages


def is_square(across: float, down: float) -> bool:
    """Of a tick box's size and shape."""
    return SMALLEST <= across <= LARGEST and SMALLEST <= down <= LARGEST and 0.75 < across / down < 1.34


def with_boxes(drawn: Drawn, shapes: Sequence[Shape]) -> Drawn:
    """The page with a letter for each tick box that is drawn beside its text; what fills one in is part of it.

    The shapes are those of the page, which must still be open.
    """
    squares = [shape for shape in shapes if is_square(shape.x1 - shape.x0, shape.bottom - shape.top)]
    if len(squares) > MOST_BOXES:
        return drawn
    found = dict(_boxes(squares, shapes, drawn.glyphs))
    boxes = [glyph for glyph, _ in found.values()]
    inner = {id(glyph) for _, filling in found.values() for glyph in filling}
    kept = [glyph for glyph in drawn.glyphs if id(glyph) not in inner] if inner else drawn.glyphs
    return replace(drawn, glyphs=(*kept, *boxes)) if boxes else drawn


def _boxes(
    squares: Sequence[Shape], shapes: Sequence[Shape], glyphs: Sequence[Glyph]
) -> Iterator[tuple[tuple[int, int], tuple[Glyph, list[Glyph]]]]:
    """By its place: the letter for each square that is a tick box, and the glyphs that fill it in."""
    for square in squares:
        beside = _beside(square, glyphs)
        if beside is None:
            continue
        filling = [
            glyph for glyph in glyphs
            if not glyph.text.isspace() and square.holds_middle_of(glyph.x0, glyph.top, glyph.x1, glyph.bottom)
        ]
        if any(glyph.text not in TICKS for glyph in filling):
            continue
        letter = _letter(square, shapes, bool(filling))
        if letter:
            place = (round(square.x0 / 3), round(square.top / 3))
            yield place, (
                Glyph(letter, square.x0, square.top, square.x1, square.bottom, beside.baseline, beside.em), filling
            )


def _letter(square: Shape, shapes: Sequence[Shape], filled: bool) -> str:
    if square.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        picture = _picture(square.item)
        return _box_of(picture) if picture is not None else ""
    if not strokes.is_outline(square.item):
        return ""
    others = [shape for shape in shapes if shape.item != square.item]
    if any(square.touches(other) and not _is_inside(other, square) and _is_cell(other, square) for other in others):
        return ""
    marks = (other for other in others if _is_inside(other, square))
    return TICKED if filled or any(True for _ in marks) else OPEN


def _is_inside(other: Shape, square: Shape) -> bool:
    """A stroke or picture in the square; not the square drawn once more."""
    across, down = other.x1 - other.x0, other.bottom - other.top
    size = square.x1 - square.x0
    same = max(abs(other.x0 - square.x0), abs(other.x1 - square.x1), abs(other.top - square.top)) < 0.8
    return (
        not same and 0.2 * size < max(across, down) < 1.9 * size
        and square.holds_middle_of(other.x0, other.top, other.x1, other.bottom)
    )


def _is_cell(other: Shape, square: Shape) -> bool:
    """Of the square's height or width or beyond: a cell beside it, or a table's rule."""
    size = 0.8 * (square.x1 - square.x0)
    return other.x1 - other.x0 > size or other.bottom - other.top > size


def _beside(square: Shape, glyphs: Sequence[Glyph]) -> Glyph | None:
    """The nearest letter on the square's line, right or left of it."""
    middle = (square.top + square.bottom) / 2
    near: list[tuple[float, Glyph]] = []
    for glyph in glyphs:
        if glyph.top < middle < glyph.bottom and not glyph.text.isspace():
            gap = glyph.x0 - square.x1 if glyph.x0 >= square.x1 - 1 else square.x0 - glyph.x1
            if -1.5 <= gap < NEAR * glyph.em and square.x1 - square.x0 < 2 * glyph.em:
                near.append((gap, glyph))
    return min(near, key=lambda one: one[0])[1] if near else None


def _picture(item: int) -> Any:
    """A picture object as PIL's; None when pdfium cannot draw it."""
    from PIL import Image

    bitmap = pdfium.FPDFImageObj_GetBitmap(quick.handle(item))
    if not bitmap:
        return None
    try:
        modes = {
            pdfium.FPDFBitmap_Gray: ("L", "L"), pdfium.FPDFBitmap_BGR: ("RGB", "BGR"),
            pdfium.FPDFBitmap_BGRx: ("RGB", "BGRX"), pdfium.FPDFBitmap_BGRA: ("RGBA", "BGRA"),
        }
        mode = modes.get(pdfium.FPDFBitmap_GetFormat(bitmap))
        size = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        if mode is None or max(size) > 10 * PIXELS or min(size) < 1:
            return None
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * size[1])
        return Image.frombuffer(mode[0], size, pixels, "raw", mode[1], stride, 1)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
