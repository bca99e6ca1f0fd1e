"""Small Word files for the tests, and what a filled one says."""

import io
import zipfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

from creditfile.filling.printing import Sheet
from creditfile.filling.word import Rendered, prepare, render
from creditfile.filling.xml import P, text_of
from creditfile.language.view import View
from creditfile.model import Fact, Origin
from tests.templates.kit import Document, paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_file(*body: str) -> bytes:
    """A .docx whose paragraphs have these words; a piece that begins with `<` is taken as it is."""
    document = Document("试")
    document.add(*(piece if piece.startswith("<") else paragraph(piece) for piece in body))
    return packed(document)


def packed(document: Document) -> bytes:
    """The bytes of a document made with the kit."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "template.docx"
        document.write(file)
        return file.read_bytes()


def facts(**values: Any) -> list[Fact]:
    """`contract__amount=Decimal(5)` is the fact contract.amount, read somewhere."""
    return [fact(name.replace("__", "."), value) for name, value in values.items()]


def fact(name: str, value: Any, **more: Any) -> Fact:
    """A fact with an origin."""
    kind = "money" if isinstance(value, Decimal) else "text"
    return Fact(name, value, kind, origins=(Origin("a.pdf", 2, None, f"原文{value}", "text"),), **more)


def filled(
    content: bytes, known: Iterable[Fact] = (), label: Callable[[str], str] = lambda address: address, **names: Any
) -> Rendered:
    """The template rendered on these facts."""
    return render(prepare(content, "t.docx"), View(known), Sheet(label), names)


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    """A part's tree."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def words(content: bytes, name: str = "word/document.xml") -> list[str]:
    """The words of each paragraph that has any."""
    return [text for node in part(content, name).iter(P) if (text := text_of(node)).strip()]


def rows(content: bytes) -> list[list[str]]:
    """The cells of all tables, row by row."""
    return [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in part(content).iter(f"{W}tr")]
