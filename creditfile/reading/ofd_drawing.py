"""Draws a page of an OFD file as SVG: its words where they stand, its ruled lines and pictures, its seals marked."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from xml.sax.saxutils import escape

from creditfile.reading import limits, ofd
from creditfile.reading.glyphs import Edge, Glyph
from creditfile.reading.ofd_package import Package
from creditfile.reading.pages import Seal, UnreadableError

FONTS = "'Noto Serif CJK SC','Source Han Serif SC',SimSun,'Songti SC',serif"
"""Whatever the browser has of these: the fonts inside the file are not used."""
SEAL_INK = "#c8102e"
PICTURE_SIDE = 1_600
"""Pixels of the long side of a picture on the page."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as SVG, one unit a point."""

    svg: bytes
    width: float
    height: float


def drawn(content: bytes, number: int) -> Drawing | None:
    """A page (from 1) of an OFD file; None where there is none or the file cannot be opened."""
    try:
        found = next((each for each in ofd.drawings_of(content) if each[1].number == number), None)
    except UnreadableError:
        return None
    if found is None:
        return None
    package, page, seals = found
    shapes = [
        *_pictures(package, page),
        *(_line(edge.start, edge.at, edge.end, edge.at) for edge in _visible(page.level)),
        *(_line(edge.at, edge.start, edge.at, edge.end) for edge in _visible(page.upright)),
        *(text for shown in page.texts for text in _texts(shown.glyphs, faint=not shown.level)),
        *map(_seal, seals),
    ]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{page.width:.2f}" height="{page.height:.2f}" '
        f'viewBox="0 0 {page.width:.2f} {page.height:.2f}" font-family="{FONTS}">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(shapes)}</svg>'
    )
    return Drawing(svg.encode(), page.width, page.height)


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height in points of every page; none where the file cannot be opened."""
    try:
        return tuple((page.width, page.height) for _, page, _ in ofd.drawings_of(content))
    except UnreadableError:
        return ()


def _visible(edges: Iterable[Edge]) -> Iterator[Edge]:
    return (edge for edge, _ in zip(edges, range(limits.PAGE_EDGES), strict=False))


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f'<path d="M{x0:.2f} {y0:.2f}L{x1:.2f} {y1:.2f}" stroke="#777" stroke-width=".6"/>'


def _texts(glyphs: tuple[Glyph, ...], *, faint: bool) -> Iterator[str]:
    """Letters of one size on one baseline together; each stands at its own place whatever the font's widths.

    Words across the page are watermarks: faint, so that what they lie upon can be read.
    """
    run: list[Glyph] = []
    for glyph, after in pairwise((*glyphs, None)):
        assert glyph is not None
        run.append(glyph)
        if after is None or abs(after.baseline - glyph.baseline) > 0.01 or after.em != glyph.em:
            said = "".join(each.text for each in run)
            if said.strip() and said.isprintable():
                places = " ".join(f"{each.x0:.2f}" for each in run)
                size = f'font-size="{glyph.em:.2f}"' + ' fill-opacity=".25"' * faint
                yield f'<text x="{places}" y="{glyph.baseline:.2f}" {size} xml:space="preserve">{escape(said)}</text>'
            run = []


def _seal(seal: Seal) -> str:
    """Its place and its name; its own ink is inside the signature and is not drawn."""
    x, y = float(seal.box.x0), float(seal.box.top)
    width, height = float(seal.box.x1) - x, float(seal.box.bottom) - y
    style = f'fill="none" stroke="{SEAL_INK}" stroke-width="1.5"'
    shape = (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" {style}/>'
        if seal.shape == "square"
        else f'<ellipse cx="{x + width / 2:.2f}" cy="{y + height / 2:.2f}" rx="{width / 2:.2f}" ry="{height / 2:.2f}" '
        f"{style}/>"
    )
    if not seal.text.isprintable():
        return shape
    size = min(10.0, width / max(6, len(seal.text)))
    return shape + (
        f'<text x="{x + width / 2:.2f}" y="{y + height / 2:.2f}" font-size="{size:.2f}" text-anchor="middle" '
        f'fill="{SEAL_INK}">{escape(seal.text)}</text>'
    )


def _pictures(package: Package, page: ofd.PageDrawing) -> Iterator[str]:
    for resource, sides in page.pictures:
        part = page.resources.get(resource)
        data = _packed(package.bytes(part)) if part else None
        if data:
            x, y, width, height = (side * ofd.POINTS for side in sides)
            yield (
                f'<image x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" preserveAspectRatio="none" '
                f'href="data:image/png;base64,{data}"/>'
            )


def _packed(content: bytes) -> str | None:
    """A picture made anew, so that nothing but pixels passes; None where it is none or too large."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > limits.IMAGE_PIXELS:
                return None
            image = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    image.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
    out = BytesIO()
    image.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()
