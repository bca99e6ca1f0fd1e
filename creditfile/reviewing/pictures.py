"""Shows a page of a submitted paper: as a picture where it has a face, as its own words where it has none."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from creditfile.reading import limits, sniff
from creditfile.reading.pages import Page, Pages, UnreadableError
from creditfile.reading.picture import resolution_of

WIDTH = 1100
"""Pixels across: small print of a page can be read at twice the size it is first shown."""
TALLEST = 3
"""A page is cut at so many times its width."""
QUALITY = 60
LINES, CELLS = 2_000, 8_000
"""So much of a paper without pages is shown."""
PDFIUM = Lock()
"""pdfium can do one thing at a time in a process."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it looks."""

    content: bytes
    width: float
    """Of the page, in points: boxes are in these."""
    height: float
    media_type: str = "image/webp"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a paper that has no face of its own: a Word document, a workbook, a typed form."""

    title: str
    rows: tuple[tuple[tuple[str, str, int], ...], ...]
    """Each row's cells: where it stands, what it says, over how many columns."""
    columns: int
    """1 for running text."""
    is_cut: bool
    """Whether more is there than is shown."""


def has_face(media: str) -> bool:
    """Whether papers of that medium are shown as pictures."""
    return media in ("pdf", "image", "ofd")


def picture_of(content: bytes, media: str, number: int, width: int = WIDTH) -> Picture | None:
    """A page (from 1) of a PDF, an OFD or a picture; None when there is none or it cannot be drawn."""
    if media == "pdf":
        return _of_pdf(content, number, width)
    if media == "ofd":
        from creditfile.reading.ofd_drawing import drawn

        drawing = drawn(content, number)
        return Picture(drawing.svg, drawing.width, drawing.height, "image/svg+xml") if drawing else None
    return _of_image(content, number, width) if media == "image" else None


def _of_pdf(content: bytes, number: int, width: int) -> Picture | None:
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return None
        try:
            if not 1 <= number <= len(document):
                return None
            page = document[number - 1]
            across, down = page.get_size()
            if across <= 0 or down <= 0 or down / across > TALLEST or across / down > TALLEST * TALLEST:
                return None
            image = page.render(scale=width / across, may_draw_forms=True).to_pil()
        except (pypdfium2.PdfiumError, ValueError):
            return None
        finally:
            document.close()
    return Picture(_packed(image), across, down)


def _of_image(content: bytes, number: int, width: int) -> Picture | None:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as opened:
            if opened.width * opened.height > limits.IMAGE_PIXELS:
                return None
            opened.seek(number - 1)
            x, y = resolution_of(opened.info.get("dpi"))
            image = ImageOps.exif_transpose(opened).convert("RGB")
            across, down = image.width * 72 / x, image.height * 72 / y
            if image.width > width:
                image = image.resize((width, max(1, round(image.height * width / image.width))))
    except (UnidentifiedImageError, OSError, ValueError, EOFError, SyntaxError, Image.DecompressionBombError):
        return None
    return Picture(_packed(image), across, down)


def _packed(image: object) -> bytes:
    from PIL.Image import Image

    assert isinstance(image, Image)
    out = BytesIO()
    image.convert("RGB").save(out, "WEBP", quality=QUALITY, method=1)
    return out.getvalue()


def sheets_of(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The pages of a paper without a face, as its own words; empty when it cannot be opened."""
    from creditfile.reading.readers import open_source

    try:
        if has_face(sniff.media_of(content, name)):
            return ()
        pages: Pages = open_source(content, name)
    except UnreadableError:
        return ()
    return tuple(_sheet(page) for page in pages)


def _sheet(page: Page) -> Sheet:
    """A workbook's sheet as its grid; anything else line by line."""
    if len(page.tables) == 1 and all("!" in cell.place for cell in page.tables[0].cells[:1]):
        return _grid(page)
    lines = page.lines or ()
    text = [((line.place, line.text, 1),) for line in lines[:LINES]]
    if not lines:
        text = [((f"line {number}", line, 1),) for number, line in enumerate(page.text.split("\n")[:LINES], 1)]
    return Sheet(page.title, tuple(text), 1, len(lines) > LINES)


def _grid(page: Page) -> Sheet:
    rows: list[tuple[tuple[str, str, int], ...]] = []
    shown = 0
    for row in page.tables[0].rows:
        cells: list[tuple[str, str, int]] = []
        at = 0
        for cell in row:
            if cell.column > at:
                cells.append(("", "", cell.column - at))
            cells.append((cell.place, cell.text, cell.column_span))
            at = cell.column + cell.column_span
        rows.append(tuple(cells))
        shown += len(cells)
        if shown > CELLS:
            break
    columns = max((sum(span for _, _, span in row) for row in rows), default=1)
    return Sheet(page.title, tuple(rows), max(2, columns), len(rows) < len(page.tables[0].rows))


def pages_wanted(places: Iterable[tuple[str, int | None]], most: int) -> list[tuple[str, int]]:
    """Each page once, in the order in which it is first wanted, `most` at most."""
    found = dict.fromkeys((source, page or 1) for source, page in places)
    return list(found)[:most]


def sizes_of(content: bytes, media: str) -> tuple[tuple[float, float], ...]:
    """Width and height in points of every page that can be shown; empty when the file cannot be opened."""
    if media == "ofd":
        from creditfile.reading.ofd_drawing import page_sizes

        return page_sizes(content)
    if media != "pdf":
        picture = picture_of(content, media, 1, 16)
        return ((picture.width, picture.height),) if picture else ()
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return ()
        try:
            return tuple(document.get_page_size(number) for number in range(len(document)))
        except pypdfium2.PdfiumError:
            return ()
        finally:
            document.close()
