"""Reads a Word document: paragraphs with their numbering, tables with merged cells, form controls, revisions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from lxml import etree

from creditfile.model import Trouble
from creditfile.reading import limits, zips
from creditfile.reading.numbering import Numbering
from creditfile.reading.pages import Cell, FormField, Line, Page, Pages, Table, UnreadableError, Word
from creditfile.reading.symbols import SYMBOLS, is_private, shown
from creditfile.reading.tick_boxes import LARGEST, SMALLEST, box_in

OFF = frozenset({"0", "false", "off", "none"})
"""How OOXML writes no."""
LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sdtPr", "tblPr", "trPr"})
"""Elements whose text is not part of the document as it stands."""
SYMBOL_FONTS = ("wingdings", "webdings", "zapfdingbats")
"""Fonts whose letters are pictures: what is written R in Wingdings 2 is a ticked box."""
POINT = 12700
"""English metric units, in which Word measures pictures."""


def read(content: bytes, name: str) -> Pages:
    """A .docx, .docm or .dotx as one page: headers, the body in its order, footnotes, footers.

    Text marked as deleted, struck out or hidden is left out and told of; text marked as inserted is kept and told of.
    Small pictures of tick boxes are read as ☑ and □.
    Raises UnreadableError: RDG-101 encrypted, RDG-102 damaged, RDG-107 too large.
    """
    archive = zips.opened(content)
    body = _Body(Numbering(_part(archive, "word/numbering.xml"), _part(archive, "word/styles.xml")))
    main = _main_part(archive)
    for part, place in (*_parts(archive, "header"), (main, ""), *_parts(archive, "footnote"), *_parts(archive, "foot")):
        root = _part(archive, part)
        if root is not None:
            body.pictures = _Pictures(archive, part)
            body.take(root, place)
    said = {**_core(archive), **body.counted(), **_comments(archive)}
    pictured = not body.lines and any(part.startswith("word/media/") for part in archive.namelist())
    page = Page(
        1, "\n".join(line.text for line in body.lines), image_only=pictured,
        troubles=(Trouble("RDG-105", "", 1),) if pictured else (),
        lines=lambda: tuple(body.lines), tables=lambda: tuple(body.tables),
    )
    return Pages("docx", (page,), tuple(body.fields), _troubles(said), said)


def _troubles(said: dict[str, str]) -> tuple[Trouble, ...]:
    found = []
    if "insertions" in said or "deletions" in said:
        found.append(Trouble("RDG-114", f"+{said.get('insertions', '0')} -{said.get('deletions', '0')}"))
    if "hidden" in said:
        found.append(Trouble("RDG-115", said["hidden"]))
    return tuple(found)


def _main_part(archive: ZipFile) -> str:
    """The document itself, as the package's relationships name it."""
    relations = _part(archive, "_rels/.rels")
    for relation in () if relations is None else relations:
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    if "word/document.xml" not in archive.namelist():
        raise UnreadableError("RDG-102", "no word/document.xml")
    return "word/document.xml"


def _parts(archive: ZipFile, kind: str) -> list[tuple[str, str]]:
    """Headers, footers or footnotes in the order of their names, each with its place."""
    wanted = {"header": ("word/header", "header"), "footnote": ("word/footnotes", "footnote"),
              "foot": ("word/footer", "footer")}[kind]
    return [(part, wanted[1]) for part in sorted(archive.namelist()) if part.startswith(wanted[0])]


def _part(archive: ZipFile, part: str) -> etree._Element | None:
    """One part as XML, entities left alone; None when there is no such part."""
    if part not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(archive.read(part), parser)
    except (etree.XMLSyntaxError, BadZipFile, zlib_error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableError("RDG-102", f"{part}: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("RDG-102", f"{part}: DOCTYPE")
    return root


_WORDS_ACROSS = "{urn:schemas-microsoft-com:vml}textpath"
"""Words set across the page, as watermarks are."""


@dataclass
class _Pictures:
    """The pictures that one part of a document shows, by the names it gives them."""

    archive: ZipFile
    part: str
    known: dict[str, str] = field(default_factory=dict)
    """By name, the tick box that a picture shows; empty where it shows something else."""

    def box(self, name: str) -> str:
        """☑ or □ where a picture shows a tick box, else nothing."""
        if name not in self.known:
            self.known[name] = box_in(self._content(name))
        return self.known[name]

    def _content(self, name: str) -> bytes:
        folder, _, file = self.part.rpartition("/")
        relations = _part(self.archive, f"{folder}/_rels/{file}.rels")
        for relation in () if relations is None else relations:
            if relation.get("Id") == name and relation.get("TargetMode") != "External":
                target = str(relation.get("Target", ""))
                path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                if path in self.archive.namelist() and self.archive.getinfo(path).file_size <= TICK_BYTES:
                    return self.archive.read(path)
        return b""


TICK_BYTES = 200_000
"""A picture of a tick box is no larger."""


def _core(archive: ZipFile) -> dict[str, str]:
    """Author, dates, who changed it last, and with what program."""
    wanted = {
        "title": "title", "creator": "author", "lastModifiedBy": "last_modified_by", "created": "created",
        "modified": "modified", "revision": "revisions", "Application": "producer",
    }
    said: dict[str, str] = {}
    for part in ("docProps/core.xml", "docProps/app.xml"):
        root = _part(archive, part)
        for child in () if root is None else root:
            ours = wanted.get(_name(child))
            if ours and child.text and child.text.strip():
                said[ours] = child.text.strip()
    return said


def _comments(archive: ZipFile) -> dict[str, str]:
    root = _part(archive, "word/comments.xml")
    count = 0 if root is None else sum(_name(child) == "comment" for child in root)
    return {"comments": str(count)} if count else {}


def _name(element: etree._Element) -> str:
    """The tag without its namespace, so the strict and the transitional format read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: etree._Element | None, attribute: str = "val") -> str | None:
    """An attribute whatever its namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == attribute:
            return str(value)
    return None


def _child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for wanted in path:
        if element is None:
            return None
        element = next((child for child in element if _name(child) == wanted), None)
    return element


def _is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and (_value(element) or "1").lower() not in OFF


@dataclass
class _Field:
    """A legacy form field being read: begun, perhaps separated, not yet ended."""

    name: str = ""
    kind: str = ""
    value: str = ""
    label: str = ""
    separated: bool = False


@dataclass
class _Body:
    """What has been read so far."""

    numbering: Numbering
    pictures: _Pictures | None = None
    """Of the part in hand."""
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)
    paragraphs: int = 0
    insertions: int = 0
    deletions: int = 0
    hidden: int = 0
    cells: int = 0
    ruled: frozenset[etree._Element] = frozenset()
    """Leaves of the paragraph in hand that are blanks on an underline."""

    def counted(self) -> dict[str, str]:
        """What there is besides plain text, by kind, where there is any."""
        counts = {"insertions": self.insertions, "deletions": self.deletions, "hidden": self.hidden}
        return {name: str(count) for name, count in counts.items() if count}

    def take(self, root: etree._Element, place: str) -> None:
        """One part: the body, a header, the footnotes."""
        inner = _child(root, "body")
        for block in _blocks(root if inner is None else inner):
            if _name(block) == "tbl":
                self.table(block, 0, place)
            else:
                self.paragraph(block, place)
        for watermark in root.iter(_WORDS_ACROSS):
            self._put(str(watermark.get("string", "")), place)
        for control in root.iter():
            if _name(control) == "sdt" and not _within_paragraph(control):
                self.control(control, _plain(control), place or "content control")

    def paragraph(self, element: etree._Element, place: str) -> None:
        """Its lines, then those of the text boxes that hang on it."""
        self.paragraphs += 1
        where = place or f"paragraph {self.paragraphs}"
        self._put(self.text(element, where, number=True), where)
        for box in _boxes(element):
            for block in _blocks(box):
                if _name(block) == "tbl":
                    self.table(block, 1, place)
                else:
                    self._put(self.text(block, where, number=True), where)

    def _put(self, text: str, place: str) -> None:
        for piece in text.split("\n"):
            words = tuple(Word(word, None) for word in piece.split())
            if words:
                self.lines.append(Line(words, place))

    def table(self, element: etree._Element, depth: int, place: str) -> None:
        """Its grid, and its rows as lines; tables in its cells follow it."""
        if depth > limits.NESTING:
            raise UnreadableError("RDG-107", f"tables nested > {limits.NESTING}")
        at = len(self.tables)
        self.tables.append(Table(()))
        here = f"{place} table {at + 1}".strip()
        open_cells: dict[int, int] = {}
        cells: list[Cell] = []
        nested: list[etree._Element] = []
        for row, line in enumerate(_rows(element)):
            column = _number(_value(_child(line, "trPr", "gridBefore")))
            shown: list[Word] = []
            for cell in _cells(line):
                self.cells += 1
                if self.cells > limits.CELLS:
                    raise UnreadableError("RDG-107", f"cells > {limits.CELLS}")
                span = max(1, _number(_value(_child(cell, "tcPr", "gridSpan"))))
                merge = _child(cell, "tcPr", "vMerge")
                if merge is not None and (_value(merge) or "continue") == "continue" and column in open_cells:
                    above = cells[open_cells[column]]
                    cells[open_cells[column]] = Cell(
                        above.text, above.row, above.column, row - above.row + 1, above.column_span, None, above.place
                    )
                    column += span
                    continue
                where = f"{here} row {row + 1} column {column + 1}"
                text = self.cell(cell, where, nested)
                open_cells[column] = len(cells)
                cells.append(Cell(text, row, column, 1, span, None, where))
                if text:
                    shown.append(Word(" ".join(text.split()), None))
                column += span
            if shown:
                self.lines.append(Line(tuple(shown), f"{here} row {row + 1}"))
        self.tables[at] = Table(tuple(cells))
        for inner in nested:
            self.table(inner, depth + 1, place)

    def cell(self, element: etree._Element, place: str, nested: list[etree._Element]) -> str:
        """The text of a cell, a line a paragraph; tables in it are put aside."""
        pieces = []
        for block in _blocks(element):
            if _name(block) == "tbl":
                nested.append(block)
                continue
            pieces.append(self.text(block, place, number=True))
            for box in _boxes(block):
                pieces.extend(self.text(inner, place) for inner in _blocks(box) if _name(inner) == "p")
        return "\n".join(piece.strip() for piece in pieces if piece.strip())

    def text(self, element: etree._Element, place: str, *, number: bool = False) -> str:
        """A paragraph's text with its number before it; form fields in it are noted."""
        said: list[str] = []
        open_fields: list[_Field] = []
        self.ruled = _open_lines(element)
        self._walk(element, said, open_fields, place)
        whole = "".join(said)
        mark = self.numbering.next(element) if number and whole.strip() else ""
        return f"{mark} {whole}" if mark else whole

    def _walk(self, element: etree._Element, said: list[str], open_fields: list[_Field], place: str) -> None:
        for child in element:
            name = _name(child)
            if name in ("ins", "moveTo"):
                self.insertions += 1
            elif name in ("del", "moveFrom"):
                self.deletions += 1
            if name in LEFT_OUT or not name or name == "txbxContent":
                if name == "instrText" and open_fields and not open_fields[-1].kind:
                    open_fields[-1].kind = (child.text or "").strip().split(" ")[0].upper()
                continue
            if name == "r" and _is_on(_child(child, "rPr", "vanish")):
                self.hidden += 1
                continue
            if name == "r" and (_is_on(_child(child, "rPr", "strike")) or _is_on(_child(child, "rPr", "dstrike"))):
                self.deletions += any(_name(leaf) == "t" and (leaf.text or "").strip() for leaf in child)
                continue
            if name == "sdt":
                self._control(child, said, open_fields, place)
            elif name == "drawing":
                said.append(self._tick(child))
                self._walk(child, said, open_fields, place)
            elif name == "fldChar":
                self._legacy(child, said, open_fields, place)
            elif name in PLAIN:
                piece = PLAIN[name](child)
                if name == "t" and (_is_symbols(element) or any(map(is_private, piece))):
                    piece = "".join(map(shown, piece))
                if child in self.ruled:
                    piece = "_" * max(2, _wide(piece))
                said.append(piece)
                for one in open_fields:
                    if one.separated and one.kind != "FORMCHECKBOX":
                        one.value += piece
            else:
                self._walk(child, said, open_fields, place)

    def _tick(self, drawing: etree._Element) -> str:
        """The tick box that a small picture within the text shows."""
        inline = _child(drawing, "inline")
        size = _child(inline, "extent")
        blip = next((inner for inner in drawing.iter() if _name(inner) == "blip"), None)
        if self.pictures is None or inline is None or blip is None:
            return ""
        sides = [_length(_value(size, side)) for side in ("cx", "cy")]
        if not all(SMALLEST <= side <= LARGEST for side in sides):
            return ""
        return self.pictures.box(_value(blip, "embed") or "")

    def _control(
        self, element: etree._Element, said: list[str], open_fields: list[_Field], place: str
    ) -> None:
        """A content control within a paragraph."""
        content = _child(element, "sdtContent")
        inner: list[str] = []
        if content is not None:
            self._walk(content, inner, open_fields, place)
        said.extend(inner)
        self.control(element, "".join(inner), place)

    def control(self, element: etree._Element, text: str, place: str) -> None:
        """Note a content control with a name; its prompt is not a value."""
        settings = _child(element, "sdtPr")
        tag, title = _value(_child(settings, "tag")), _value(_child(settings, "alias"))
        name = tag or title
        if not name:
            return
        on: bool | None = None
        if _child(settings, "checkbox") is not None:
            on = _is_on(_child(settings, "checkbox", "checked"))
            text = "☑" if on else ""
        elif _is_on(_child(settings, "showingPlcHdr")):
            text = ""
        self.fields.append(FormField(name, text.strip(), label=title or "", place=place, on=on))

    def _legacy(
        self, element: etree._Element, said: list[str], open_fields: list[_Field], place: str
    ) -> None:
        """The beginning, middle or end of a field; form fields are noted when they end."""
        kind = _value(element, "fldCharType")
        if kind == "begin":
            settings = _child(element, "ffData")
            new = _Field(_value(_child(settings, "name")) or "", label=_value(_child(settings, "helpText")) or "")
            if _child(settings, "checkBox") is not None:
                state = _child(settings, "checkBox", "checked")
                state = _child(settings, "checkBox", "default") if state is None else state
                new.kind, new.value = "FORMCHECKBOX", "☑" if _is_on(state) else ""
                said.append(new.value or "□")
            open_fields.append(new)
        elif kind == "separate" and open_fields:
            open_fields[-1].separated = True
        elif kind == "end" and open_fields:
            done = open_fields.pop()
            if done.name and done.kind.startswith("FORM"):
                on = bool(done.value) if done.kind == "FORMCHECKBOX" else None
                self.fields.append(FormField(done.name, done.value.strip(), label=done.label, place=place, on=on))


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, out of whatever they are wrapped in."""
    for child in element:
        name = _name(child)
        if name in ("p", "tbl"):
            yield child
        elif name and name not in LEFT_OUT:
            yield from _blocks(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = _name(child)
        if name == "tr":
            if _child(child, "trPr", "del") is None:
                yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        name = _name(child)
        if name == "tc":
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _cells(child)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes in a paragraph, each once."""
    for child in paragraph:
        name = _name(child)
        if name == "txbxContent":
            yield child
        elif name and name not in LEFT_OUT:
            yield from _boxes(child)


def _within_paragraph(element: etree._Element) -> bool:
    return any(_name(above) == "p" for above in element.iterancestors())


def _plain(control: etree._Element) -> str:
    """What a content control around paragraphs or cells holds, a line a paragraph."""
    paragraphs = (element for element in control.iter() if _name(element) == "p")
    return "\n".join(
        "".join(leaf.text or "" for leaf in paragraph.iter() if _name(leaf) == "t") for paragraph in paragraphs
    )


def _number(text: str | None) -> int:
    """A count as written in an attribute; 0 when it is none, and no more than the grid may have."""
    return min(int(text), 1000) if text and text.isdecimal() else 0


def _open_lines(paragraph: etree._Element) -> frozenset[etree._Element]:
    """The leaves that are nothing but underlined blanks: places to be filled in.

    Blanks beside underlined words are what such a place leaves over.
    """
    found: list[etree._Element] = []
    stretch: list[etree._Element] = []
    for run in [*(element for element in paragraph.iter() if _name(element) == "r"), None]:
        if run is not None and _is_underlined(run):
            stretch += [leaf for leaf in run if _name(leaf) in ("t", "tab")]
            continue
        text = "".join(PLAIN[_name(leaf)](leaf) for leaf in stretch)
        if not text.strip() and _wide(text) >= NARROWEST:
            found += stretch
        stretch = []
    return frozenset(found)


NARROWEST = 2
"""Underlined blanks of fewer letters' width are between words, not for filling in."""


def _is_underlined(run: etree._Element) -> bool:
    line = _child(run, "rPr", "u")
    return line is not None and (_value(line) or "single").lower() not in OFF


def _wide(text: str) -> int:
    """How many letters wide blanks are: a tab counts four, an ideographic space two."""
    return sum({"\t": 4, "\u3000": 2}.get(letter, 1) for letter in text)


def _is_symbols(run: etree._Element) -> bool:
    """Whether a run is set in a font whose letters are pictures."""
    fonts = _child(run, "rPr", "rFonts")
    named = (_value(fonts, kind) or "" for kind in ("ascii", "hAnsi"))
    return any("".join(name.lower().split()).startswith(SYMBOL_FONTS) for name in named)


def _length(emu: str | None) -> float:
    """A length in points; 0 where none is given."""
    return int(emu) / POINT if emu and emu.isdecimal() else 0.0


def _symbol(element: etree._Element) -> str:
    code = (_value(element, "char") or "").upper()
    return SYMBOLS.get(code, "\ufffd" if code else "")


PLAIN: dict[str, Callable[[etree._Element], str]] = {
    "t": lambda element: element.text or "",
    "tab": lambda element: "\t",
    "ptab": lambda element: "\t",
    "br": lambda element: "\n",
    "cr": lambda element: "\n",
    "noBreakHyphen": lambda element: "-",
    "softHyphen": lambda element: "",
    "sym": _symbol,
}
"""What the leaves of a run say."""
