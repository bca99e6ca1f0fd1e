"""The door to recognition: one page of a file that is a picture, as words one may search, or why it is not."""

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from creditfile.model import Trouble
from creditfile.reading import limits
from creditfile.reading.ocr import ahead
from creditfile.reading.ocr.ahead import Name
from creditfile.reading.pages import Page

if TYPE_CHECKING:
    from creditfile.reading.ocr.engine import Picture
    from creditfile.reading.ocr.transcript import Transcript

RECOGNISED, UNCLEAR, DIFFERS, AGREES = "RDG-122", "RDG-123", "RDG-124", "RDG-125"
CLEAR = Decimal("0.85")
"""Below this the middle letter of a page is read so poorly that the page had better be scanned again."""
ALIKE = 0.97
"""Share of its letters from which a text layer says what the picture shows."""
COVERED = 0.9
"""Share of what a picture shows from which the page's own words say it all."""
DPI = 200
"""At so many dots an inch a page of a PDF is drawn to be recognised."""


class TooLargeError(ValueError):
    """A picture has more pixels than are read."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page read from its picture."""

    page: Page
    """As words with places."""
    troubles: tuple[Trouble, ...]
    """What the reader of its values should know of it."""


def of_picture(
    content: bytes, name: Name, points: tuple[float, float], number: int | None = None
) -> Recognised | None:
    """One frame of a picture file; `points` is the size of its pixels across and down.

    `number` is that of its page where it is not the one after its frame. None where nothing can be made out, or the
    models are not installed.
    """
    return _recognised(name, lambda: _frame(content, name.page, points), number or name.page + 1)


def begin_picture(content: bytes, name: Name, points: tuple[float, float]) -> None:
    """Have a frame recognised that `of_picture` will be asked for."""
    if _may_begin(name):
        ahead.begin(name, lambda: _frame(content, name.page, points))


def begin_pdf(name: Name, document: Any) -> None:
    """Have a page recognised that `of_pdf` will be asked for; it is drawn at once, on this thread."""
    if _may_begin(name) and not ahead.is_begun(name):
        drawn = _drawn(document, name.page)
        ahead.begin(name, lambda: drawn)


def _may_begin(name: Name) -> bool:
    return name.page < limits.RECOGNISED_PAGES and _is_installed()


def of_pdf(name: Name, document: Any, page: Page, *, is_seen: bool) -> Recognised | None:
    """One page of an open PDF, drawn as it is seen and read from that; None where its own text will do, and as above.

    What the file says stands there is held against what is seen. A layer of text that cannot be seen is never used; a
    few words that can be (`is_seen`), beside a picture, are all there is when the picture shows no others.
    """
    found = _recognised(name, lambda: _drawn(document, name.page), page.number)
    if found is None or not page.text.strip():
        return found
    said, seen = _letters(page.text), _letters(found.page.text)
    both = (said & seen).total()
    if is_seen:
        return None if both >= COVERED * seen.total() else found
    alike = both / max(said.total(), seen.total(), 1)
    code = AGREES if alike >= ALIKE else DIFFERS
    return replace(found, troubles=(*found.troubles, Trouble(code, _about(alike), page.number)))


def _letters(text: str) -> Counter[str]:
    """How often each character stands there, look-alikes as one, blanks aside."""
    return Counter("".join(normalize("NFKC", text).split()))


def _about(share: float) -> str:
    """In so few steps that many pages share one."""
    return next(f"≥ {step}%" for step in (99, 97, 90, 75, 50, 0) if share * 100 >= step)


def _recognised(name: Name, look: ahead.Look, number: int) -> Recognised | None:
    if number > limits.RECOGNISED_PAGES or not _is_installed():
        return None
    from creditfile.reading.ocr.engine import ModelsMissingError
    from creditfile.reading.ocr.transcript import page_of

    try:
        found = ahead.taken(name, look)
    except ModelsMissingError:
        return None
    if not found.lines and not found.seals:
        return None
    return Recognised(page_of(found, number), tuple(_troubles(found, number)))


@cache
def _is_installed() -> bool:
    """Whether the packages are there that recognise."""
    try:
        import creditfile.reading.ocr.transcript  # noqa: F401
    except ImportError:
        return False
    return True


def _troubles(found: "Transcript", number: int) -> list[Trouble]:
    """That it was recognised and what was done to its picture, in words that many pages share."""
    done = [
        said
        for said, is_so in (
            (f"turned {found.turned * 90}°", found.turned),
            ("straightened", abs(found.skew) >= 1),
            ("flattened", found.flattened),
            ("two pages on a sheet", found.fold is not None),
            ("seals", found.seals),
        )
        if is_so
    ]
    troubles = [Trouble(RECOGNISED, ", ".join(done), number)]
    if found.lines and found.confidence < CLEAR:
        troubles.append(Trouble(UNCLEAR, str(found.confidence), number))
    return troubles


def _frame(content: bytes, frame: int, points: tuple[float, float]) -> "tuple[Picture, float]":
    """A frame as pixels, turned as its camera says, on white where it is clear; large ones are shrunk at once."""
    import math

    import numpy as np
    from PIL import Image, ImageOps

    from creditfile.reading.ocr.sheets import PIXELS

    with Image.open(BytesIO(content)) as picture:
        if frame:
            picture.seek(frame)
        bounded(picture)
        width, height = picture.size
        share = min(1.0, math.sqrt(PIXELS / (width * height)))
        if picture.format == "JPEG":
            picture.draft("RGB", (math.ceil(width * share), math.ceil(height * share)))
        shrink = int(math.sqrt(picture.width * picture.height / PIXELS))
        small = _in_shades(picture).reduce(shrink) if shrink > 1 else picture
        across, down = points[0] * width / small.width, points[1] * height / small.height
        if lies_on_its_side(picture):
            across, down = down, across
        level = _on_white(ImageOps.exif_transpose(small))
    if abs(across / down - 1) > 0.02:  # a fax: its pixels are not square
        level = level.resize((level.width, max(1, round(level.height * down / across))))
    return np.ascontiguousarray(np.asarray(level)[:, :, ::-1]), across


def bounded(picture: Any) -> None:
    """Raises TooLargeError where a frame has more pixels than limits allow; its pixels are not yet unpacked."""
    width, height = picture.size
    if width * height > limits.IMAGE_PIXELS:
        raise TooLargeError(f"{width} × {height}")


def _in_shades(picture: Any) -> Any:
    """A picture whose pixels can be averaged: not in black and white only, nor by the numbers of a palette."""
    if picture.mode == "1":
        return picture.convert("L")
    return picture.convert("RGBA" if "transparency" in picture.info else "RGB") if picture.mode == "P" else picture


def lies_on_its_side(picture: Any) -> bool:
    """Whether the camera was held upright: then width and height change places."""
    return int(picture.getexif().get(0x0112, 1)) in (5, 6, 7, 8)


def _on_white(picture: Any) -> Any:
    from PIL import Image

    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        picture = picture.convert("F").point(lambda value: value / 257).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(ground, clear).convert("RGB")
    return picture.convert("RGB")


def _drawn(document: Any, index: int) -> "tuple[Picture, float]":
    import math

    import numpy as np

    from creditfile.reading.ocr.sheets import PIXELS

    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, math.sqrt(PIXELS / max(1.0, width * height)))
        pixels = page.render(scale=scale, may_draw_forms=True).to_numpy()
    finally:
        page.close()
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, np.newaxis], 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, :3]), 1 / scale
