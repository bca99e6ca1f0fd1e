"""Reads tables written as HTML or as Excel 2003 XML, which online banks export under the name .xls."""

import re
from collections.abc import Iterator

from lxml import etree, html

from creditfile.reading import limits, xlsx
from creditfile.reading.delimited import decoded
from creditfile.reading.pages import Cell, Line, Page, Pages, Table, UnreadableError, Word
from creditfile.reading.sheets import pages_of
from creditfile.reading.xlsx import Format, Sheet

BLOCKS = frozenset(
    {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "title", "caption", "br", "pre", "dt", "dd", "section"}
)
"""Elements that begin a line."""
UNSEEN = frozenset({"script", "style", "head", "template", "noscript"})


def read_html(content: bytes, name: str) -> Pages:
    """A page of HTML: text outside tables as lines, rows of tables as lines and as tables.

    Raises UnreadableError: RDG-102 not HTML, RDG-107 too large.
    """
    text, troubles = decoded(content)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("RDG-102", str(error)) from error
    reading = _Reading()
    reading.walk(root, 0)
    reading.end_line()
    page = Page(
        1, "\n".join(line.text for line in reading.lines), troubles=troubles,
        lines=lambda: tuple(reading.lines), tables=lambda: tuple(reading.tables),
    )
    return Pages("html", (page,), (), troubles)


class _Reading:
    """What has been read of an HTML page so far."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self.open: list[str] = []
        self.cells = 0

    def end_line(self) -> None:
        words = "".join(self.open).split()
        self.open.clear()
        if words:
            self.lines.append(Line(tuple(Word(word, None) for word in words), f"line {len(self.lines) + 1}"))

    def walk(self, element: html.HtmlElement, depth: int) -> None:
        """Everything within an element; tables apart."""
        if depth > 200 or element.tag in UNSEEN or _is_hidden(element):
            return
        if element.tag in BLOCKS:
            self.end_line()
        self.open.append(element.text or "")
        for child in element:
            if child.tag == "table":
                self.end_line()
                self.table(child)
            elif isinstance(child.tag, str):
                self.walk(child, depth + 1)
            self.open.append(child.tail or "")
        if element.tag in BLOCKS:
            self.end_line()

    def table(self, element: html.HtmlElement) -> None:
        """Cells on their grid; a cell that spans rows keeps its place in those below."""
        number = len(self.tables) + 1
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for row, line in enumerate(element.iter("tr")):
            column = 0
            shown = []
            for cell in line:
                if cell.tag not in ("td", "th") or _is_hidden(cell):
                    continue
                while (row, column) in taken:
                    column += 1
                down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                self.cells += down * across
                if self.cells > limits.CELLS:
                    raise UnreadableError("RDG-107", f"cells > {limits.CELLS}")
                taken.update((row + i, column + j) for i in range(down) for j in range(across))
                text = " ".join("".join(str(piece) for piece in cell.itertext()).split())
                place = f"table {number} row {row + 1} column {column + 1}"
                cells.append(Cell(text, row, column, down, across, None, place))
                if text:
                    shown.append(Word(text, None))
                column += across
            if shown:
                self.lines.append(Line(tuple(shown), f"table {number} row {row + 1}"))
        self.tables.append(Table(tuple(cells)))


def _is_hidden(element: html.HtmlElement) -> bool:
    return bool(re.search(r"display\s*:\s*none", str(element.get("style") or "")))


def _span(cell: html.HtmlElement, name: str) -> int:
    said = str(cell.get(name) or "1").strip()
    return max(1, min(int(said), 1000)) if said.isdecimal() and len(said) < 6 else 1


def read_xml(content: bytes, name: str) -> Pages:
    """A workbook as Excel 2003 writes it in XML. Raises UnreadableError: RDG-102 damaged, RDG-107 too large."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("RDG-102", str(error)) from error
    if root is None:
        raise UnreadableError("RDG-102", "XML")
    styles = dict(_styles(root))
    room = limits.CELLS
    found = []
    for element in _children(root, "Worksheet"):
        sheet = Sheet(_get(element, "Name"))
        for table in _children(element, "Table"):
            room -= _fill(sheet, table, styles, room)
        found.append(sheet)
    return pages_of("xml", found)


def _styles(root: etree._Element) -> Iterator[tuple[str, Format]]:
    for styles in _children(root, "Styles"):
        for style in _children(styles, "Style"):
            for shown in _children(style, "NumberFormat"):
                code = _get(shown, "Format")
                yield _get(style, "ID"), Format(percent=True) if code == "Percent" else xlsx.style_of(code)


def _fill(sheet: Sheet, table: etree._Element, styles: dict[str, Format], room: int) -> int:
    row, taken = -1, 0
    for line in _children(table, "Row"):
        row = _index(line, row)
        column = -1
        for cell in _children(line, "Cell"):
            column = _index(cell, column)
            taken += 1
            if taken > room:
                raise UnreadableError("RDG-107", f"cells > {limits.CELLS}")
            _note(sheet, cell, row, column, styles)
            across, down = _count(cell, "MergeAcross"), _count(cell, "MergeDown")
            if across or down:
                sheet.merges.append((row, column, row + down, column + across))
            column += across
    return taken


def _note(sheet: Sheet, cell: etree._Element, row: int, column: int, styles: dict[str, Format]) -> None:
    for data in _children(cell, "Data"):
        said = "".join(str(piece) for piece in data.itertext()).strip()
        kind = _get(data, "Type")
        if kind == "Error":
            sheet.errors.append(xlsx.address(row, column))
            return
        if kind == "Number":
            number = xlsx.exact(said)
            style = styles.get(_get(cell, "StyleID"), Format())
            said = said if number is None else xlsx.shown(number, Format(False, style.percent, style.suffix), False)
        elif kind == "DateTime":
            said = said.partition("T")[0] if said.endswith("T00:00:00.000") else said.replace("T", " ")
        if said:
            sheet.cells[row, column] = said


def _index(element: etree._Element, last: int) -> int:
    """Where a row or cell stands: as it says, else after the last."""
    return _count(element, "Index") - 1 if _count(element, "Index") else last + 1


def _count(element: etree._Element, name: str) -> int:
    said = _get(element, name)
    return int(said) if said.isdecimal() and len(said) < 8 else 0


def _get(element: etree._Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name]
