"""A template laid open for linting: its parts, its tags each with its place, and complaints about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from creditfile.book import Book
from creditfile.errors import TemplateError
from creditfile.filling.package import Parts, open_package, written_parts
from creditfile.filling.templates import Template
from creditfile.filling.trees import Shown, all_shown
from creditfile.filling.word import Prepared, prepare
from creditfile.linting.complaints import Complaint
from creditfile.linting.spots import Lined, Part, Spot, lined, read_part
from creditfile.model import Severity


@dataclass(frozen=True)
class Opened:
    """A template whose package could be opened."""

    template: Template
    file: str
    """The .docx, relative to the book."""
    package: Parts
    kinds: Mapping[str, str]
    """The parts with words, the document first."""
    parts: Mapping[str, Part]
    """Those of them that are XML."""

    @property
    def toml(self) -> str:
        """Its template.toml, relative to the book."""
        return self.file.replace("template.docx", "template.toml")

    @property
    def main(self) -> Part | None:
        """The document itself."""
        return next((self.parts[name] for name, kind in self.kinds.items() if kind == "document"), None)

    @cached_property
    def prepared(self) -> Prepared:
        """Compiled as for filling. Raises TemplateError."""
        return prepare(self.template.content, self.file)

    @cached_property
    def sources(self) -> tuple[Lined, ...]:
        """The parts with tags as Jinja reads them, each tag on a line of its own. Raises TemplateError."""
        return tuple(lined(source, self.parts[name]) for name, source in self.prepared.sources.items())

    @cached_property
    def shown(self) -> tuple[tuple[Lined, tuple[Shown, ...]], ...]:
        """The same, each with what it prints and asks."""
        return tuple((source, all_shown(source.source)) for source in self.sources)

    def says(
        self, code: str, zh: str, en: str, mend: str = "", spot: Spot | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Complaint:
        """A complaint about it."""
        return Complaint(self.file, 1, code, zh, en, mend, severity, spot)


def lay_open(template: Template, book: Book) -> Opened | Complaint:
    """The template, or why it cannot be opened."""
    file = file_of(template, book)
    try:
        package = open_package(template.content, file)
        kinds = written_parts(package)
        parts = {name: read_part(name, package[name]) for name in kinds}
    except TemplateError as error:
        zh, en = f"无法打开:{error.problem}", f"cannot be opened: {error.problem}"
        return Complaint(file, 1, "LNT-200", zh, en, "用 Word 重新另存为 .docx。Save it again from Word as .docx.")
    except (etree.XMLSyntaxError, KeyError) as error:
        zh, en = f"部件损坏:{error}", f"a part is damaged: {error}"
        return Complaint(file, 1, "LNT-200", zh, en, "用 Word 重新保存。Save it again from Word.")
    return Opened(template, file, package, kinds, parts)


def file_of(template: Template, book: Book) -> str:
    """The .docx, relative to the book where it lies in it."""
    inside = template.docx.is_relative_to(book.folder)
    return (template.docx.relative_to(book.folder) if inside else template.docx).as_posix()
