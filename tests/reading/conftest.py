"""Small real papers for the tests of reading: PDFs with words at places, Word files with paragraphs and tables."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from creditfile.content import check_shape, read_toml
from creditfile.model.document import DocumentType
from creditfile.reading.documents import document_from
from creditfile.reading.pages import Pages

Placed = tuple[float, float, str]


@pytest.fixture(scope="session")
def types(root: Path) -> tuple[DocumentType, ...]:
    """Every document type of the book."""
    kinds = []
    for file in sorted((root / "schemas" / "documents").glob("*.toml")):
        content = read_toml(file)
        check_shape(content, "document", file)
        kinds.append(document_from(content, str(file)))
    return tuple(sorted(kinds, key=lambda kind: (kind.code, kind.name)))


@pytest.fixture(scope="session")
def kind(types: tuple[DocumentType, ...]) -> Callable[[str], DocumentType]:
    """The document type of a name."""
    by_name = {each.name: each for each in types}
    return by_name.__getitem__


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """A PDF of pages, each a list of (x, y from the top, text); `rules` draws lines (x0, y0, x1, y1) on every page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def make(
        *pages: Sequence[Placed], size: float = 11, rules: Sequence[tuple[float, float, float, float]] = ()
    ) -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pagesize=(595, 842), invariant=1)
        for page in pages:
            canvas.setFont("STSong-Light", size)
            for x, y, text in page:
                canvas.drawString(x, 842 - y, text)
            for x0, y0, x1, y1 in rules:
                canvas.line(x0, 842 - y0, x1, 842 - y1)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """A Word file: a text is a paragraph, a list of rows a table."""
    import docx

    def make(*blocks: str | Sequence[Sequence[str]]) -> bytes:
        document = docx.Document()
        for block in blocks:
            if isinstance(block, str):
                document.add_paragraph(block)
                continue
            table = document.add_table(len(block), max(len(row) for row in block))
            for row, cells in enumerate(block):
                for column, text in enumerate(cells):
                    table.cell(row, column).text = text
        out = BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def opened() -> Callable[[bytes, str], Pages]:
    """The pages of a file's bytes."""
    from creditfile.reading.readers import open_source

    return open_source


@pytest.fixture(scope="session")
def lines() -> Callable[..., Pages]:
    """A plain text paper of these lines; a form feed begins a page."""
    from creditfile.reading.readers import open_source

    def make(*text: str) -> Pages:
        return open_source("\n".join(text).encode(), "paper.txt")

    return make


@pytest.fixture(scope="session")
def values() -> Callable[..., dict[str, list[Any]]]:
    """All values found on the first paper of a type: by field, best first."""
    from creditfile.reading.read import readings_of
    from creditfile.reading.recognise import recognise

    def find(pages: Pages, kind: DocumentType) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for span in recognise(pages, (kind,), "paper"):
            for reading in readings_of(span, "paper"):
                found.setdefault(reading.field, []).append(reading.fact.value)
        return found

    return find
