"""Reads a picture: each frame a page of its size, recognised where anything can be made out in it."""

import hashlib
import warnings
from io import BytesIO
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError

from creditfile.model import Trouble
from creditfile.reading import limits, sniff
from creditfile.reading.ocr import pages
from creditfile.reading.ocr.ahead import Name, has_room, in_turn
from creditfile.reading.pages import Page, Pages, UnreadableError

DPI = 200
"""Taken for a picture that does not say its resolution: what scanners and telephones come near to on A4."""


DAMAGED = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)
"""What opening or reading a damaged picture raises."""
FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP", "HEIF", "AVIF")
"""What is opened, whatever else the library would open."""


def read(content: bytes, name: str) -> Pages:
    """One page a frame. Raises UnreadableError: RDG-102 damaged, RDG-107 too large."""
    kind = sniff.picture_of(content) or "picture"
    if kind == "heic" and not _opens_heic():
        return Pages("image", (_page(1, 0, 0),), properties={"picture": kind})
    said = _head(content, kind)
    read: list[Page] = []
    troubles: list[Trouble] = []
    for frame in in_turn(_frames(content, said), lambda frame: pages.begin_picture(content, frame, said.points)):
        page, noted = _frame(content, frame, said)
        read.append(page)
        troubles += noted
    return Pages("image", tuple(read), troubles=tuple(troubles), properties={"picture": kind})


def begin(content: bytes) -> None:
    """Have the first frames of a picture recognised that will be read soon. Raises as `read`."""
    kind = sniff.picture_of(content) or "picture"
    if kind == "heic" and not _opens_heic():
        return
    said = _head(content, kind)
    for frame in _frames(content, said):
        if has_room():
            pages.begin_picture(content, frame, said.points)


class _Head(NamedTuple):
    """What a picture says of itself."""

    frames: int
    points: tuple[float, float]
    """Of one pixel, across and down."""
    size: tuple[float, float]
    """In points, as it is seen."""


def _frames(content: bytes, said: _Head) -> list[Name]:
    digest = hashlib.sha256(content).hexdigest()
    return [Name(digest, frame) for frame in range(said.frames)]


def _head(content: bytes, kind: str) -> _Head:
    try:
        with _opened(content) as picture:
            width, height = picture.size
            frames = int(getattr(picture, "n_frames", 1)) if kind == "tiff" else 1
            x, y = resolution_of(picture.info.get("dpi"))
            on_its_side = pages.lies_on_its_side(picture)
    except pages.TooLargeError as error:
        raise UnreadableError("RDG-107", str(error)) from error
    except UnidentifiedImageError as error:  # whose words name the stream's place in memory, another each time
        raise UnreadableError("RDG-102", kind) from error
    except DAMAGED as error:
        raise UnreadableError("RDG-102", str(error)[:200]) from error
    if frames > limits.PAGES:
        raise UnreadableError("RDG-107", f"{frames} frames > {limits.PAGES}")
    across, down = width * 72 / x, height * 72 / y
    return _Head(frames, (72 / x, 72 / y), (down, across) if on_its_side else (across, down))


def shown(content: bytes, width: float, height: float, number: int) -> "pages.Recognised | None":
    """A picture that stands `width` by `height` points large on page `number` of another file, recognised.

    None where it cannot be opened or nothing can be made out in it.
    """
    try:
        with _opened(content) as picture:
            points = width / picture.width, height / picture.height
        return pages.of_picture(content, Name(hashlib.sha256(content).hexdigest(), 0), points, number)
    except DAMAGED:
        return None


def _opened(content: bytes) -> Image.Image:
    """Its head read, its pixels not yet. Raises TooLargeError, or one of DAMAGED."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we have a limit of our own
        try:
            Image.init()
            picture = Image.open(BytesIO(content), formats=[each for each in FORMATS if each in Image.OPEN])
        except Image.DecompressionBombError as error:
            raise pages.TooLargeError(str(error)[:80]) from error
    pages.bounded(picture)
    return picture


def _opens_heic() -> bool:
    """Whether the package is installed that opens what telephones of one maker take (creditfile[heic])."""
    try:
        from pi_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener()
    return True


def _frame(content: bytes, frame: Name, said: _Head) -> tuple[Page, tuple[Trouble, ...]]:
    """A frame recognised; one that is damaged, or shows nothing legible, is a picture still."""
    try:
        found = pages.of_picture(content, frame, said.points)
    except pages.TooLargeError as error:
        return _page(frame.page + 1, *said.size), (Trouble("RDG-107", str(error), frame.page + 1),)
    except DAMAGED:
        found = None
    return (found.page, found.troubles) if found else (_page(frame.page + 1, *said.size), ())


def _page(number: int, width: float, height: float) -> Page:
    return Page(
        number,
        "",
        width=width,
        height=height,
        image_only=True,
        troubles=(Trouble("RDG-105", "", number),),
        method="ocr",
    )


def resolution_of(said: object) -> tuple[float, float]:
    """Dots an inch, across and down, where the picture says so credibly."""
    if isinstance(said, tuple) and len(said) == 2 and all(50 <= float(side) <= 2400 for side in said):
        return float(said[0]), float(said[1])
    return DPI, DPI
