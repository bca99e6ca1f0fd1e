"""Where things stand in a Word template: its paragraphs and tags by part, paragraph, table cell and text."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from lxml import etree

from creditfile.filling.package import parse
from creditfile.filling.tags import TAG
from creditfile.filling.xml import PPR, SIGNS, TBL, TC, TR, P, T, w

Cell = tuple[int, int, int]
"""Table, row and column, each from 1; tables are counted through the part, nested ones too."""

_MOST_WORDS = 80
_NAMES = {
    "document": ("正文", "body"), "header": ("页眉", "header "), "footer": ("页脚", "footer "),
    "footnotes": ("脚注", "footnotes"), "endnotes": ("尾注", "endnotes"), "core": ("文档属性", "properties"),
}
_PART = re.compile(r"(?P<kind>[a-z]+)(?P<number>\d*)\.xml$")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a template that somebody can find again in Word."""

    part: str
    """The part of the package, as word/document.xml."""
    paragraph: int = 0
    """From 1, of all paragraphs of the part, those in tables and text boxes too; 0: the part as a whole."""
    cells: tuple[Cell, ...] = ()
    """The table cells it stands in, the outermost first."""
    words: str = ""
    """The paragraph's words, shortened."""
    tag: str = ""
    """The offending text."""

    def told(self, language: str = "zh") -> str:
        """正文 第12段(表2 行3 列4)“…”, or body ¶12 (table 2, row 3, column 4) “…”."""
        english = language == "en"
        where = _named(self.part)[english]
        if self.paragraph:
            where += f" ¶{self.paragraph}" if english else f" 第{self.paragraph}段"
        if self.cells:
            shape = "table {}, row {}, column {}" if english else "表{} 行{} 列{}"
            where += " ({})".format(" > ".join(shape.format(*cell) for cell in self.cells))
        shown = self.tag or self.words
        return f"{where} “{shown}”" if shown else where


def _named(part: str) -> tuple[str, str]:
    """What people call a part, in Chinese and English."""
    found = _PART.search(part)
    zh, en = _NAMES.get(found["kind"], (part, part)) if found else (part, part)
    number = found["number"] if found else ""
    return f"{zh}{number}", f"{en}{number}".strip()


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a part."""

    spot: Spot
    words: str
    """All of them."""
    style: str
    """Its style's id; empty for the default."""
    node: etree._Element = field(repr=False)
    tags: tuple[str, ...] = ()
    """Its tags in order, and behind them those in a picture's alternative text."""


@dataclass(slots=True)
class Table:
    """A table of a part."""

    number: int
    node: etree._Element = field(repr=False)
    caption: str = ""
    """The words of the paragraph before it."""
    rows: list[list[str]] = field(default_factory=list)
    """The words of each cell."""
    heads: list[bool] = field(default_factory=list)
    """Whether the row is repeated at the top of each page."""
    spots: list[Spot] = field(default_factory=list)
    """The first paragraph of each row."""


@dataclass(slots=True)
class Part:
    """A part in which words stand."""

    name: str
    root: etree._Element = field(repr=False)
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: dict[int, Table] = field(default_factory=dict)
    """By number."""

    def tags(self) -> list[tuple[str, Paragraph]]:
        """Every tag with its paragraph, in order."""
        return [(tag, paragraph) for paragraph in self.paragraphs for tag in paragraph.tags]


def read_part(name: str, xml: bytes) -> Part:
    """A part's paragraphs and tables. Raises lxml's XMLSyntaxError."""
    part = Part(name, parse(xml))
    _walk(part.root, part, (), [None])
    return part


def _walk(node: etree._Element, part: Part, cells: tuple[Cell, ...], last: list[Paragraph | None]) -> None:
    for child in node:
        if child.tag == P:
            paragraph = _paragraph(child, part, cells)
            part.paragraphs.append(paragraph)
            last[0] = paragraph
            _walk(child, part, cells, last)
        elif child.tag == TBL:
            _table(child, part, cells, last)
        elif isinstance(child.tag, str) and len(child):
            _walk(child, part, cells, last)


def _table(node: etree._Element, part: Part, cells: tuple[Cell, ...], last: list[Paragraph | None]) -> None:
    table = Table(len(part.tables) + 1, node, last[0].words if last[0] else "")
    part.tables[table.number] = table
    for row, line in enumerate((child for child in node.iter(TR) if next(child.iterancestors(TBL)) is node), start=1):
        table.heads.append(line.find(f"{w('trPr')}/{w('tblHeader')}") is not None)
        table.rows.append([])
        first = len(part.paragraphs)
        own = (child for child in line.iter(TC) if next(child.iterancestors(TR)) is line)
        for column, cell in enumerate(own, start=1):
            began = len(part.paragraphs)
            _walk(cell, part, (*cells, (table.number, row, column)), last)
            table.rows[-1].append("".join(one.words for one in part.paragraphs[began:]))
        table.spots.append(part.paragraphs[first].spot if first < len(part.paragraphs) else Spot(part.name))


def _paragraph(node: etree._Element, part: Part, cells: tuple[Cell, ...]) -> Paragraph:
    words = own_words(node)
    style = node.find(f"{PPR}/{w('pStyle')}")
    spot = Spot(part.name, len(part.paragraphs) + 1, cells, shortened(words))
    tags = tuple(TAG.findall(words)) if "{" in words else ()
    return Paragraph(spot, words, "" if style is None else style.get(w("val"), ""), node, tags + _in_pictures(node))


def shortened(words: str) -> str:
    """At most eighty letters, blanks closed up."""
    words = " ".join(words.split())
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1]}…"


def own_words(paragraph: etree._Element) -> str:
    """A paragraph's words without those of the text boxes in it."""
    pieces = []
    for piece in paragraph.iter(T, *SIGNS):
        if next(piece.iterancestors(P)) is not paragraph:
            continue
        if piece.tag == T:
            pieces.append(piece.text or "")
        elif next(piece.iterancestors()).tag != w("tabs"):
            pieces.append(SIGNS[piece.tag])
    return "".join(pieces)


def _in_pictures(paragraph: etree._Element) -> tuple[str, ...]:
    """Tags in a chart's alternative text."""
    return tuple(
        tag
        for picture in paragraph.iter("{*}docPr")
        if next(picture.iterancestors(P)) is paragraph
        for value in picture.attrib.values()
        for tag in TAG.findall(str(value))
    )


# --- the same tags as Jinja reads them ---

_LINED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIX = re.compile(r"^\{([{%#])(?:p|tr|tc|r)(?=\s)")
_CURLED = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class Lined:
    """A part's source with each tag on a line of its own, and the place of each."""

    source: str
    """What Jinja is given: its line numbers number the tags."""
    spots: Mapping[int, Spot]
    """By line."""
    part: str

    def at(self, line: int) -> Spot:
        """Where the tag of a line stands."""
        return self.spots.get(line, Spot(self.part))


def lined(source: str, part: Part) -> Lined:
    """Give every tag a line of its own, so that a complaint about a line names the tag."""
    tags: list[str] = []

    def alone(tag: re.Match[str]) -> str:
        tags.append(tag[0])
        return "\n" + tag[0].replace("\n", " ")

    pieces = []
    end = 0
    for tag in _LINED.finditer(source):
        pieces += [source[end : tag.start()].replace("\n", ""), alone(tag)]
        end = tag.end()
    pieces.append(source[end:].replace("\n", ""))
    return Lined("".join(pieces), dict(_placed(tags, part)), part.name)


def _placed(tags: Sequence[str], part: Part) -> Iterator[tuple[int, Spot]]:
    there = part.tags()
    ours, theirs = [_plain(tag) for tag in tags], [_plain(tag) for tag, _ in there]
    if ours == theirs:
        pairs = [(number, number) for number in range(len(ours))]
    else:
        matched = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        pairs = [(one.a + step, one.b + step) for one in matched for step in range(one.size)]
    for mine, other in pairs:
        tag, paragraph = there[other]
        spot = paragraph.spot
        yield mine + 2, Spot(spot.part, spot.paragraph, spot.cells, spot.words, tag)


def _plain(tag: str) -> str:
    """A tag without what docxtpl takes out of it."""
    return re.sub(r"\s+", "", _PREFIX.sub(r"{\1", html.unescape(tag)).translate(_CURLED))
