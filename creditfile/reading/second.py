"""A second text engine, asked on request: whether pdfminer, by way of pdfplumber, reads the same where a fact stands.

It shares no code with pdfium. It takes a fifth of a second a page and more, and can hang on hostile files: it is for a
person in doubt about a file's text layer, and never part of the reading itself (docs/decisions/0010-pages-as-seen.md).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any
from unicodedata import normalize

from creditfile.model import Box, Case, Fact
from creditfile.reading import glyphs, lines

DOUBT = "engines"
"""Of a fact whose characters two engines read differently."""
AROUND = 2
"""Points by which a place is widened: engines box their characters differently."""


def compared(case: Case) -> Case:
    """The case, with those facts doubted whose text the second engine does not find where they were read.

    Only what stands on pages of PDF files with a text layer is compared.
    """
    files = {source.path for source in case.sources if source.media == "pdf"}
    root = case.folder if case.folder.is_dir() else case.folder.parent
    content = cache(lambda file: (root / file).read_bytes())
    drawn = cache(lambda file, page: _glyphs(content(file), page))
    return replace(case, facts=tuple(_compared(fact, files, drawn) for fact in case.facts))


def _compared(fact: Fact, files: set[str], drawn: Callable[[str, int], tuple[glyphs.Glyph, ...]]) -> Fact:
    for origin in fact.origins:
        if origin.source not in files or origin.page is None or origin.box is None or origin.method == "ocr":
            continue
        if _plain(fact.raw) not in _plain(origin.quote):
            continue  # what the words mean, not the words
        if _plain(fact.raw) not in _plain(_text_in(drawn(origin.source, origin.page), origin.box)):
            return replace(fact, confirm=True, doubts=(*fact.doubts, DOUBT))
    return fact


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def second_opinion(content: bytes, page_number: int, box: Box) -> str:
    """The text within a box and a little around it; empty where the engine reads nothing."""
    return _text_in(_glyphs(content, page_number), box)


def _text_in(drawn: Iterable[glyphs.Glyph], box: Box) -> str:
    x0, x1 = float(box.x0) - AROUND, float(box.x1) + AROUND
    top, bottom = float(box.top) - AROUND, float(box.bottom) + AROUND
    inside = (
        glyph for glyph in drawn
        if x0 <= (glyph.x0 + glyph.x1) / 2 <= x1 and top <= (glyph.top + glyph.bottom) / 2 <= bottom
    )
    return lines.text_of(inside)


def _glyphs(content: bytes, page_number: int) -> tuple[glyphs.Glyph, ...]:
    """The characters of one page, on the visible page."""
    import pdfplumber
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(BytesIO(content), pages=[page_number]) as document:
            return tuple(_placed(document.pages[0]))
    except (PdfminerException, PSException, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return ()  # it reads nothing, which is an opinion too


def _placed(page: Any) -> Iterator[glyphs.Glyph]:
    (x0, y0, x1, y1), visible = page.page_obj.mediabox, page.page_obj.cropbox
    frame = glyphs.Frame(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), (page.rotation or 0) // 90 % 4)
    left, top, _, _ = (max(side, 0) for side in frame.rectangle(*visible))
    for char in page.chars:
        yield glyphs.Glyph(
            char["text"], char["x0"] - left, char["top"] - top, char["x1"] - left, char["bottom"] - top,
            char["bottom"] - top, char["size"],
        )
