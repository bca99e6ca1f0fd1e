"""Estimates on which page each heading falls, so that a table of contents has numbers before Word has counted.

Our templates set every line to an exact height, which makes the estimate good; Word counts anew when it opens the
document (`w:updateFields`), and its count stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from unicodedata import east_asian_width

from lxml import etree

from creditfile.filling.package import parse
from creditfile.filling.xml import PPR, SDT_CONTENT, TBL, TC, TCPR, TR, VAL, P, text_of, w

_W_W = w("w")
_LATIN = {
    **dict.fromkeys("0123456789", 0.5),
    **dict.fromkeys("ijlt.,:;'!|/()[]-", 0.31),
    **dict.fromkeys("fr ", 0.3),
    **dict.fromkeys("mwMW%@", 0.82),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ", 0.68),
    "I": 0.35,
    "J": 0.4,
}
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class _Look:
    """What a paragraph's style says, in points."""

    size: float = 12.0
    before: float = 0.0
    after: float = 0.0
    line: float = 14.0
    left: float = 0.0
    first: float = 0.0
    keep: bool = False
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class _Paper:
    """A section's room, in points."""

    height: float
    width: float


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, which is broken line by line, or a table's row, which is not."""

    node: etree._Element
    height: float
    """Without the space before and after."""
    before: float
    after: float
    keep: bool
    page_break: bool
    paper: _Paper
    starts_section: bool
    line: float = 0.0
    """Of a paragraph."""
    head: float = 0.0
    """Of a row: how high the rows are that are repeated above it on a new page."""

    @property
    def least(self) -> float:
        """How much of it must stand together: two lines of a paragraph, the whole of a row."""
        return min(self.height, 2 * self.line) if self.line else self.height


def pages(root: etree._Element, styles: bytes) -> Mapping[etree._Element, int]:
    """The page of every paragraph and table row of a document's body, from 1."""
    blocks = list(_blocks(root, _looks(styles)))
    found: dict[etree._Element, int] = {}
    filler = _Filler()
    at = 0
    while at < len(blocks):
        chain = [blocks[at]]
        while chain[-1].keep and at + len(chain) < len(blocks) and not blocks[at + len(chain)].starts_section:
            chain.append(blocks[at + len(chain)])
        filler.begin(chain, first=at == 0)
        for block in chain:
            found[block.node] = filler.put(block)
        at += len(chain)
    return found


@dataclass(slots=True)
class _Filler:
    """Fills one page after another. Between two paragraphs stands the larger of the spaces they ask for."""

    page: int = 1
    used: float = 0.0
    after: float = 0.0
    fresh: bool = True
    """Nothing stands on the page yet but repeated heads."""

    def begin(self, chain: list[_Block], first: bool) -> None:
        """Turn the page where one must be turned, or where what belongs together would be parted."""
        block, room = chain[0], chain[0].paper.height
        if block.starts_section or block.page_break:
            self.page += 0 if first else 1
            self.used, self.after, self.fresh = block.before, 0.0, True
            return
        wanted, after = 0.0, self.after
        for part in chain:
            wanted += max(after, part.before) + (part.least if part is chain[-1] else part.height)
            after = part.after
        if not self.fresh and self.used + wanted > room >= wanted:
            self._turn(block)

    def _turn(self, block: _Block) -> None:
        self.page += 1
        self.used, self.after, self.fresh = block.head, 0.0, True

    def put(self, block: _Block) -> int:
        """Put a block; on which page it begins."""
        gap = max(self.after, block.before)
        if not self.fresh and self.used + gap + block.least > block.paper.height:
            self._turn(block)
        page = self.page
        self.used += block.height + (0.0 if self.fresh else gap)
        self.fresh = False
        while block.line and self.used > block.paper.height:
            self.page += 1
            self.used -= block.paper.height
        self.after = block.after
        return page


def _blocks(root: etree._Element, looks: Mapping[str, _Look]) -> Iterator[_Block]:
    body = root.find(w("body"))
    if body is None:
        return
    nodes = list(_flat(body))
    papers = _papers(nodes, body)
    begins = True
    for node, paper in zip(nodes, papers, strict=True):
        if node.tag == P:
            look = _look(node, looks)
            lines = _lines(text_of(node), look, paper.width)
            height, line = max((lines * look.line, look.line), (_pictured(node), 0.0))
            yield _Block(node, height, look.before, look.after, look.keep, look.page_break, paper, begins, line)
            begins = node.find(f"{PPR}/{w('sectPr')}") is not None
        else:
            for block in _rows(node, looks, paper):
                yield replace(block, starts_section=begins)
                begins = False


def _flat(body: etree._Element) -> Iterator[etree._Element]:
    for node in body:
        if node.tag in (P, TBL):
            yield node
        elif node.tag == w("sdt"):
            content = node.find(SDT_CONTENT)
            yield from _flat(content) if content is not None else ()


def _papers(nodes: list[etree._Element], body: etree._Element) -> list[_Paper]:
    """The paper of each node: a section's properties stand at its end."""
    last = body.find(w("sectPr"))
    paper = _paper(last)
    papers: list[_Paper] = []
    for node in reversed(nodes):
        own = node.find(f"{PPR}/{w('sectPr')}") if node.tag == P else None
        paper = _paper(own) if own is not None else paper
        papers.append(paper)
    return papers[::-1]


def _paper(section: etree._Element | None) -> _Paper:
    size = None if section is None else section.find(w("pgSz"))
    margin = None if section is None else section.find(w("pgMar"))
    if size is None or margin is None:
        return _Paper(700.0, 450.0)

    def points(node: etree._Element, name: str) -> float:
        return int(node.get(w(name), "0")) / 20

    return _Paper(
        points(size, "h") - points(margin, "top") - points(margin, "bottom"),
        points(size, "w") - points(margin, "left") - points(margin, "right"),
    )


_CELL_WIDTH = f"{TCPR}/{w('tcW')}"
_ROW_HEIGHT, _ROW_HEAD = f"{w('trPr')}/{w('trHeight')}", f"{w('trPr')}/{w('tblHeader')}"


def _rows(table: etree._Element, looks: Mapping[str, _Look], paper: _Paper) -> Iterator[_Block]:
    heads = 0.0
    for row in table.findall(TR):
        height, keep = 0.0, False
        for cell in row.findall(TC):
            width = cell.find(_CELL_WIDTH)
            room = (int(width.get(_W_W, "0")) / 20 if width is not None else paper.width) - 8.5
            tall = 0.0
            for paragraph in cell.iter(P):
                look = _look(paragraph, looks)
                tall += look.before + look.after + _lines(text_of(paragraph), look, room) * look.line
                keep = keep or look.keep
            height = max(height, tall)
        least = row.find(_ROW_HEIGHT)
        height = max(height + 0.2, int(least.get(VAL, "0")) / 20 if least is not None else 0.0)
        is_head = row.find(_ROW_HEAD) is not None
        yield _Block(row, height, 0.0, 0.0, keep, False, paper, False, 0.0, 0.0 if is_head else heads)
        heads += height if is_head else 0.0


_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_EMU = 12_700
"""English metric units in a point."""


def _pictured(paragraph: etree._Element) -> float:
    """How high the pictures and charts in a paragraph's line are."""
    return max((int(extent.get("cy", "0")) / _EMU for extent in paragraph.iter(_EXTENT)), default=0.0)


def _lines(text: str, look: _Look, width: float) -> int:
    """How many lines the words take."""
    room = max(width - look.left, look.size)
    if "\n" not in text and look.first + len(text) * look.size <= room:
        return 1
    lines, used = 1, look.first
    for piece in _pieces(text.replace("\t", " ")):
        if piece == "\n":
            lines, used = lines + 1, 0.0
            continue
        wide = sum(_width(letter) for letter in piece) * look.size
        if used + wide > room + 0.5 and used:
            lines, used = lines + 1, 0.0
        while wide > room and lines < _MOST_LINES:
            lines, wide = lines + 1, wide - room
        used += wide
    return lines


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: a letter of Chinese with the mark behind it, a word of Latin."""
    word = ""
    for letter in text:
        if letter == "\n":
            yield from (word, "\n") if word else ("\n",)
            word = ""
        elif east_asian_width(letter) in "WFA" and letter not in "“”‘’—…":
            if word and letter in "，。；：、）》】！？％":
                yield word + letter
                word = ""
                continue
            if word:
                yield word
            word = letter
        elif letter == " ":
            yield word + letter
            word = ""
        elif word and east_asian_width(word[-1]) in "WF":
            yield word
            word = letter
        else:
            word += letter
    if word:
        yield word


@cache
def _width(letter: str) -> float:
    """In letters of Chinese."""
    if east_asian_width(letter) in "WFA":
        return 1.0
    return _LATIN.get(letter, 0.47)


_STYLE, _KEPT = w("pStyle"), w("keepNext")
_PLAIN = {w("tabs"), w("rPr")}


def _look(paragraph: etree._Element, looks: Mapping[str, _Look]) -> _Look:
    own = paragraph.find(PPR)
    if own is None:
        return looks.get("Normal", _Look())
    style, kept, plain = "Normal", False, True
    for child in own:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(VAL, "")
        elif tag == _KEPT:
            kept = True
        elif tag not in _PLAIN:
            plain = False
    look = looks.get(style, _Look())
    if plain:
        return replace(look, keep=True) if kept and not look.keep else look
    return _refined(look, own, None)


def _looks(styles: bytes) -> Mapping[str, _Look]:
    nodes = {node.get(w("styleId"), ""): node for node in parse(styles).iter(w("style"))}
    looks: dict[str, _Look] = {}

    def look(name: str, depth: int = 0) -> _Look:
        if name not in looks:
            node = nodes[name]
            based = node.find(w("basedOn"))
            parent = based.get(VAL, "") if based is not None else ""
            above = look(parent, depth + 1) if parent in nodes and depth < 20 else _Look()
            looks[name] = _refined(above, node.find(PPR), node.find(w("rPr")))
        return looks[name]

    for name in nodes:
        look(name)
    return looks


def _refined(look: _Look, paragraph: etree._Element | None, run: etree._Element | None) -> _Look:
    """A look with what these properties say besides."""
    size = None if run is None else run.find(w("sz"))
    if size is not None:
        look = replace(look, size=int(size.get(VAL, "24")) / 2)
    if paragraph is None:
        return look
    spacing, indent = paragraph.find(w("spacing")), paragraph.find(w("ind"))
    if spacing is not None:
        look = replace(
            look,
            before=int(spacing.get(w("before"), str(int(look.before * 20)))) / 20,
            after=int(spacing.get(w("after"), str(int(look.after * 20)))) / 20,
            line=int(spacing.get(w("line"), str(int(look.line * 20)))) / 20,
        )
    if indent is not None:
        look = replace(look, left=int(indent.get(w("left"), "0")) / 20, first=int(indent.get(w("firstLine"), "0")) / 20)
    keep, broken = paragraph.find(w("keepNext")), paragraph.find(w("pageBreakBefore"))
    return replace(look, keep=look.keep or keep is not None, page_break=look.page_break or broken is not None)
