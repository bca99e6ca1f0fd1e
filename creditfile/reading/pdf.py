"""Reads a PDF: the text of every page at once, lines and tables of a page when asked for, and whether to trust them."""

import ctypes
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

from creditfile.model import Box, Trouble
from creditfile.reading import forms, glyphs, grids, limits, lines, quick, strokes
from creditfile.reading.drawn_lines import open_fills, without_struck
from creditfile.reading.inscribed import with_fields
from creditfile.reading.ocr import pages as recognition
from creditfile.reading.ocr.ahead import Name, has_room, in_turn
from creditfile.reading.pages import FormField, Line, Page, Pages, Table, UnreadableError
from creditfile.reading.tick_boxes import is_square, with_boxes

SAMPLE = 40
"""How many characters of a page are looked at for the verdict on its text layer."""
WHOLE_PAGE = 0.7
"""A picture that covers this share of a page is the page."""
THIN = 80
"""Fewer visible letters than this on a picture of the whole page may be a stamp or a heading put on a scan."""
GARBLED = 0.05
"""Share of unusable characters from which a page's text layer is not trusted."""
DISORDER = 0.3
"""Share of lines that stand above the one drawn before, from which the drawn order is not the reading order."""

KEPT_OPEN = 128
"""So many pages are held open, as to open one again takes as long as to read it (half a megabyte each, mostly)."""
KEPT_DRAWN = 48
"""Of so many pages the glyphs are kept."""

HIDDEN = "hidden_text"
"""Some characters look as if they could not be seen, beside others that can."""
_Seen = TypeVar("_Seen")

PROPERTIES = {
    "Title": "title", "Author": "author", "Creator": "creator", "Producer": "producer",
    "CreationDate": "created", "ModDate": "modified",
}


def read(content: bytes, name: str) -> Pages:
    """Every page of a PDF. Not thread-safe, as pdfium is not; a page's lines need the file open, so keep `Pages` whole.

    Raises UnreadableError: RDG-101 encrypted, RDG-102 damaged beyond repair, RDG-107 too large.
    """
    paper = _opened(content)
    found = paper.legible()
    pages = tuple(page for page in found if page is not None)
    lost = [index + 1 for index, page in enumerate(found) if page is None or (paper.mended and _is_blank(page))]
    if len(lost) == len(found):
        raise UnreadableError("RDG-102", "0 pages")
    troubles = (*_incomplete(content, paper.mended, lost), *paper.recognised)
    fields = paper.fields()
    pages = tuple(with_fields(page, [each for each in fields if each.page == page.number]) for page in pages)
    return Pages("pdf", pages, fields, troubles, paper.properties())


def begin(content: bytes) -> None:
    """Have the first pages recognised, as far as they are pictures, of a file that will be read soon.

    Raises as `read`.
    """
    paper = _opened(content)
    for index in range(paper.count):
        page = paper.page(index)
        if page is None or not paper.is_to_be_recognised(page) or not has_room():
            return
        paper.begin(index)


def is_stroke(across: float, down: float) -> bool:
    """Of the size of a line through a word or a letter of one: not so long as the rules of a table."""
    return min(across, down) <= glyphs.THIN and LETTER <= max(across, down) <= LONGEST


def is_line(across: float, down: float) -> bool:
    """Thin, so a line."""
    return min(across, down) <= glyphs.THIN


LETTER, LONGEST = 2.0, 200.0
"""Points: a line may be drawn through each letter by itself; one through more would be struck out in several."""


def _is_blank(page: Page) -> bool:
    return not page.text.strip() and not page.image_only


def _incomplete(content: bytes, mended: bool, lost: list[int]) -> tuple[Trouble, ...]:
    """That pages are missing, by their numbers, and that the file has no end."""
    said = [", ".join(map(str, lost[:20])) + (" …" if len(lost) > 20 else "")] if lost else []
    if mended or b"%%EOF" not in content.rstrip(b"\0\t\r\n ")[-4096:]:
        said.append("no end of file")
    return (Trouble("RDG-113", "; ".join(said)),) if said else ()


def unseen(content: bytes, page_number: int, boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Those boxes of a page in which nothing can be seen: text found there is covered, clear or off the print."""
    document = pypdfium2.PdfDocument(content)
    page = pdfium.FPDF_LoadPage(document, page_number - 1)
    try:
        ink = glyphs.Ink(page)
    finally:
        pdfium.FPDF_ClosePage(page)
        document.close()
    return tuple(
        box for box in boxes if not ink.within(float(box.x0), float(box.top), float(box.x1), float(box.bottom))
    )


def _opened(content: bytes) -> "_Paper":
    """The file as it is; when it was cut short, what is left of it."""
    try:
        return _Paper(content)
    except UnreadableError as error:
        mended = _mended(content) if error.trouble.code == "RDG-102" else None
        if mended is None:
            raise
        paper = _Paper(mended)
        paper.mended = True
        return paper


def _mended(content: bytes) -> bytes | None:
    """A file without its end, given a list of the pages that are still in it; None when there are none.

    Every object begins with its number, so pdfium finds them all once it is told where the pages are.
    """
    objects = [(int(match[1]), match.start()) for match in re.finditer(rb"(?<![0-9])(\d{1,7}) 0 obj\b", content)]
    ends = [at for _, at in objects[1:]]
    pages = [
        number for (number, start), end in zip(objects, [*ends, len(content)], strict=False)
        if re.search(rb"/Type\s*/Page\b", content[start : min(end, start + 20_000)].partition(b"stream")[0])
    ][: limits.PAGES]
    if not pages:
        return None
    new = max(int(number) for number in re.findall(rb"(?<![0-9])(\d{1,7}) 0 (?:obj|R)\b", content)) + 1
    kids = " ".join(f"{number} 0 R" for number in dict.fromkeys(pages))
    return content + (
        f"\nendstream\nendobj\n{new} 0 obj\n<< /Type /Catalog /Pages {new + 1} 0 R >>\nendobj\n"
        f"{new + 1} 0 obj\n<< /Type /Pages /Kids [{kids}] /Count {len(set(pages))} /MediaBox [0 0 595 842] >>\nendobj\n"
        f"trailer\n<< /Root {new} 0 R /Size {new + 2} >>\nstartxref\n0\n%%EOF\n"
    ).encode()


class _Paper:
    """An open PDF. It stays open as long as one of its pages is held."""

    def __init__(self, content: bytes) -> None:
        self.mended = False
        if len(content) > limits.FILE_BYTES:
            raise UnreadableError("RDG-107", f"{len(content)} B > {limits.FILE_BYTES} B")
        self.content = content
        try:
            self.document = pypdfium2.PdfDocument(content)
            self.count = len(self.document)
        except pypdfium2.PdfiumError as error:
            locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
            raise UnreadableError("RDG-101" if locked else "RDG-102", str(error)) from error
        if self.count > limits.PAGES:
            raise UnreadableError("RDG-107", f"{self.count} pages > {limits.PAGES}")
        self.characters = 0
        self.open: dict[int, pypdfium2.PdfPage] = {}
        """The first pages, by index."""
        self.texts: dict[int, pypdfium2.PdfTextPage] = {}
        """Their texts: the glyphs of a page are mostly asked for soon after its words."""
        self.latest: OrderedDict[int, glyphs.Drawn] = OrderedDict()
        """The glyphs of the pages drawn last: lines and tables of a page are mostly both wanted."""
        self.thin: set[int] = set()
        """Pages that are a picture with a few visible words on it, by index."""
        self.recognised: list[Trouble] = []
        """What is to be said of pages that were read from their pictures."""

    @cached_property
    def digest(self) -> str:
        """Of the file."""
        return hashlib.sha256(self.content).hexdigest()

    def legible(self) -> list[Page | None]:
        """Every page by its own text; where it has none to be relied on, by recognising what is seen."""
        found = [self.page(index) for index in range(self.count)]
        pictured = [page for page in found if page is not None and self.is_to_be_recognised(page)]
        for page in in_turn(pictured, lambda page: self.begin(page.number - 1)):
            found[page.number - 1] = self._recognised(page)
        return found

    def is_to_be_recognised(self, page: Page) -> bool:
        """Whether its own text is not to be relied on."""
        is_thin = page.number - 1 in self.thin
        return page.image_only or is_thin or any(trouble.code == "RDG-106" for trouble in page.troubles)

    def begin(self, index: int) -> None:
        """Have the page with that index recognised."""
        recognition.begin_pdf(Name(self.digest, index), self.document)

    def _recognised(self, page: Page) -> Page:
        index = page.number - 1
        found = recognition.of_pdf(Name(self.digest, index), self.document, page, is_seen=index in self.thin)
        if found is None:
            return page
        self.recognised += found.troubles
        return found.page

    def page(self, index: int) -> Page | None:
        """Its text and the verdict on it; None when pdfium cannot open the page."""

        def look(page: Any, textpage: Any) -> Page:
            text, starts = _text(textpage)
            self.characters += len(text)
            if self.characters > limits.TEXT_CHARACTERS:
                raise UnreadableError("RDG-107", f"{self.characters} characters > {limits.TEXT_CHARACTERS}")
            frame = glyphs.frame_of(page)
            pictured = _pictured(page, bool(text.strip()))
            reasons = _reasons(text, self.document, page, textpage, frame, pictured)
            troubles = [Trouble("RDG-106", reason, index + 1) for reason in reasons if reason != HIDDEN]
            if HIDDEN in reasons or _disordered(textpage, starts, frame):
                drawn = self.drawn(index)
                text = lines.text_of(drawn.glyphs)
                if drawn.hidden:
                    troubles.append(Trouble("RDG-115", str(drawn.hidden), index + 1))
            image_only = pictured and not text.strip()
            if pictured and 0 < len("".join(text.split())) < THIN and not troubles:
                self.thin.add(index)
            if image_only:
                troubles.append(Trouble("RDG-105", "", index + 1))
            width, height = frame.size
            return Page(
                index + 1, text, width=width, height=height, image_only=image_only, troubles=tuple(troubles),
                method="ocr" if "invisible_text" in reasons else "text",
                lines=lambda: self.lines(index), tables=lambda: self.tables(index),
                struck=lambda: self.drawn(index).struck, open_fills=lambda: self.open_fills(index),
            )

        return self._on(index, lambda page: self._on_text(index, page, lambda textpage: look(page, textpage)))

    def lines(self, index: int) -> tuple[Line, ...]:
        """Of the page with that index."""
        return lines.lines_of(self.drawn(index))

    def tables(self, index: int) -> tuple[Table, ...]:
        """Of the page with that index."""

        def look(page: Any) -> tuple[Table, ...]:
            drawn = self._kept(index, page)
            return grids.tables_of(drawn, strokes.ruling(page, drawn.turn))

        return self._on(index, look) or ()

    def open_fills(self, index: int) -> tuple[Box, ...]:
        """The lines of the page with that index that are to be filled in and are not."""

        def look(page: Any) -> tuple[Box, ...]:
            drawn = self._kept(index, page)
            return tuple(open_fills(drawn, strokes.shapes_of(page, drawn.turn, is_line)))

        return self._on(index, look) or ()

    def fields(self) -> tuple[FormField, ...]:
        """Of its fillable form."""
        return forms.fields_of(self.document)

    def properties(self) -> dict[str, str]:
        """What the file says of itself."""
        said = {ours: self.document.get_metadata_value(theirs) for theirs, ours in PROPERTIES.items()}
        linearized = b"/Linearized" in self.content[:2048]
        said["revisions"] = str(max(1, self.content.count(b"%%EOF") - linearized))
        said["signatures"] = str(max(0, pdfium.FPDF_GetSignatureCount(self.document)))
        said["attachments"] = str(max(0, pdfium.FPDFDoc_GetAttachmentCount(self.document)))
        return {name: value for name, value in said.items() if value}

    def drawn(self, index: int) -> glyphs.Drawn:
        """The glyphs of a page."""
        return self._on(index, lambda page: self._kept(index, page)) or glyphs.Drawn((), (), 0, 0, 0, 0)

    def _kept(self, index: int, page: Any) -> glyphs.Drawn:
        if index not in self.latest:
            self.latest[index] = self._glyphs_of(index, page)
            if len(self.latest) > KEPT_DRAWN:
                self.latest.popitem(last=False)
        return self.latest[index]

    def _on(self, index: int, look: Callable[[Any], _Seen | None]) -> _Seen | None:
        """Look at one page, which is kept open if it is among the first; None when it cannot be opened."""
        page = self.open.get(index)
        if page is None:
            try:
                page = self.document[index]
            except pypdfium2.PdfiumError:
                return None
        if len(self.open) < KEPT_OPEN:
            self.open[index] = page
        try:
            return look(page.raw)
        finally:
            if index not in self.open:
                page.close()

    def _on_text(self, index: int, page: Any, look: Callable[[Any], _Seen]) -> _Seen | None:
        """Look at the text of an open page, which is kept as long as the page; None when there is none."""
        if index in self.open and index not in self.texts:
            try:
                self.texts[index] = self.open[index].get_textpage()
            except pypdfium2.PdfiumError:
                return None
        if index in self.texts:
            return look(self.texts[index].raw)
        textpage = pdfium.FPDFText_LoadPage(page)
        if not textpage:
            return None
        try:
            return look(textpage)
        finally:
            pdfium.FPDFText_ClosePage(textpage)

    def _glyphs_of(self, index: int, page: Any) -> glyphs.Drawn:
        """Of an open page, what a program is given to read instead taken away."""
        if glyphs.unmask(page) and index in self.texts:
            self.texts.pop(index).close()

        def look(textpage: Any) -> glyphs.Drawn:
            drawn = glyphs.draw(page, textpage)
            shapes = strokes.shapes_of(page, drawn.turn, is_stroke, is_square)
            return without_struck(with_boxes(drawn, shapes), shapes) if shapes else drawn

        drawn = self._on_text(index, page, look)
        return drawn or glyphs.Drawn((), (), 0, 0, 0, 0)


def _text(textpage: Any) -> tuple[str, list[int]]:
    """A page's text in the order drawn, and where in it each line begins."""
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return "", []
    buffer = ctypes.create_string_buffer((count + 1) * 2)
    written = pdfium.FPDFText_GetText(textpage, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    raw = buffer.raw[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
    starts = [0, *(match.end() for match in re.finditer("\r\n", raw))]
    return raw.replace("\r\n", "\n").replace("\x02", "-").replace("\ufffe", "-"), starts


def _pictured(page: Any, with_text: bool) -> bool:
    """Whether a picture is the page. Under text only the first and last few objects are looked at, which is cheap."""
    count = pdfium.FPDFPage_CountObjects(page)
    if with_text and count > 8:
        kinds = (
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index))
            for index in (*range(4), *range(count - 4, count))
        )
        if not any(kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) for kind in kinds):
            return False
    return count > 0 and strokes.pictures(page) >= WHOLE_PAGE


def _reasons(
    text: str, document: Any, page: Any, textpage: Any, frame: glyphs.Frame, pictured: bool
) -> list[str]:
    """Why the text layer is not to be trusted, as codes; empty when it may be."""
    solid = len("".join(text.split()))
    if not solid:
        return []
    reasons = []
    modes, faint, outside = _sampled(textpage, frame)
    if modes == {glyphs.INVISIBLE}:
        reasons.append("invisible_text")
    elif faint or glyphs.INVISIBLE in modes:
        reasons.append(HIDDEN)
    if pictured and "invisible_text" not in reasons and strokes.covered(document, page, WHOLE_PAGE):
        reasons.append("covered_text")
    if outside > 0.5:
        reasons.append("outside_page")
    for reason, belongs in GARBAGE.items():
        if len(belongs.findall(text)) >= GARBLED * solid:
            reasons.append(reason)
    return reasons


GARBAGE = {
    "private_use": re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]"),
    "unmapped": re.compile("[\ufffd\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"),
}
"""Characters that no reader can make out: what a font without a map to Unicode leaves behind. (Blanks are none.)"""


def _sampled(textpage: Any, frame: glyphs.Frame) -> tuple[set[int], bool, float]:
    """Of some characters, evenly taken: their render modes, whether any is white or clear, the share off the page."""
    width, height = frame.size
    at = quick.address(textpage)
    rectangle = pdfium.FS_RECTF()
    place, colour = ctypes.addressof(rectangle), quick.room(ctypes.c_uint, 4)
    holders: set[int] = set()
    seen = outside = 0
    count = pdfium.FPDFText_CountChars(textpage)
    for index in range(0, count, max(1, count // SAMPLE)):
        if quick.is_generated(at, index):
            continue
        holder = quick.text_object_of(at, index)
        if not holder or not quick.loose_box_of(at, index, place):
            continue
        holders.add(holder)
        seen += 1
        x0, top, x1, bottom = frame.rectangle(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        outside += x1 <= 0 or bottom <= 0 or x0 >= width or top >= height
    modes = {quick.render_mode_of(holder) for holder in holders}
    return modes, any(glyphs.is_faint(holder, colour) for holder in holders), outside / seen if seen else 0.0


def _disordered(textpage: Any, starts: list[int], frame: glyphs.Frame) -> bool:
    """Whether the order drawn is plainly not the order read: many lines begin above the one before."""
    if len(starts) < 4:
        return False
    at, (origin, places) = quick.address(textpage), quick.room(ctypes.c_double, 2)
    last: float | None = None
    upwards = seen = 0
    for start in starts:
        index = quick.index_in_page(at, start)
        if index < 0 or not quick.origin_of(at, index, *places):
            continue
        _, down = frame.point(*origin)
        if last is not None:
            seen += 1
            upwards += down < last - 3
        last = down
    return seen > 0 and upwards / seen > DISORDER
