"""Reads a picture as pages without text: its size, so that a scan can be shown and recognised."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from creditfile.model import Trouble
from creditfile.reading import limits, sniff
from creditfile.reading.pages import Page, Pages, UnreadableError

DPI = 200
"""Taken for a picture that does not say its resolution: what scanners and telephones come near to on A4."""


def read(content: bytes, name: str) -> Pages:
    """One page a frame. Raises UnreadableError: RDG-102 damaged, RDG-107 too large."""
    kind = sniff.picture_of(content) or "picture"
    if kind in ("heic", "avif"):
        return Pages("image", (_page(1, 0, 0),), properties={"picture": kind})
    try:
        with Image.open(BytesIO(content)) as picture:
            width, height = picture.size
            frames = int(getattr(picture, "n_frames", 1)) if kind == "tiff" else 1
            x, y = _resolution(picture.info.get("dpi"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableError("RDG-102", str(error)[:200]) from error
    if width * height > limits.IMAGE_PIXELS:
        raise UnreadableError("RDG-107", f"{width} × {height}")
    if frames > limits.PAGES:
        raise UnreadableError("RDG-107", f"{frames} frames > {limits.PAGES}")
    pages = tuple(_page(number, width * 72 / x, height * 72 / y) for number in range(1, frames + 1))
    return Pages("image", pages, properties={"picture": kind})


def _page(number: int, width: float, height: float) -> Page:
    return Page(
        number, "", width=width, height=height, image_only=True, troubles=(Trouble("RDG-105", "", number),),
        method="ocr",
    )


def _resolution(said: object) -> tuple[float, float]:
    """Dots an inch, across and down, where the picture says so credibly."""
    if isinstance(said, tuple) and len(said) == 2 and all(50 <= float(side) <= 2400 for side in said):
        return float(said[0]), float(said[1])
    return DPI, DPI
