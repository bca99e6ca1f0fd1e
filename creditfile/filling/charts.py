"""Fills Word's own charts: the figures stand in the chart's alternative title, one line of the table after another.

The title of a chart in a template is written with tags, columns parted by `|` and lines by `;`:
`{% for y in years %}{{ y.period | period_name }}|{{ y.revenue | wan }};{% endfor %}`. It becomes the chart's data and
its workbook, so the chart is edited in Word like any other; a figure that is missing leaves a gap.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import chain
from xml.sax.saxutils import escape

from lxml import etree

from creditfile.filling.marks import MARK, writable
from creditfile.filling.package import Parts, parse, write_package
from creditfile.filling.printing import Mark
from creditfile.model import Fact

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "Sheet1"
_COLUMNS = "BCDEFGHIJ"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"

_MOST_SHEET = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart."""

    series: str
    """What its colour stands for: 营业收入."""
    category: str
    """Where it stands: 2024年."""
    value: Decimal | None
    """What is drawn; None for a gap."""
    facts: tuple[Fact, ...] = ()
    """What it was drawn from; empty for a chart that was read back."""


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    facts: tuple[Fact, ...]

    @property
    def value(self) -> Decimal | None:
        """The number printed; None where something is missing. A ratio in percent is a hundredth."""
        try:
            number = Decimal(re.sub(r"[,%\s]", "", self.text))
        except InvalidOperation:
            return None
        return number / 100 if self.text.endswith("%") else number


_Line = tuple[str, tuple[_Cell, ...]]
"""A category and its figures."""


def fill_charts(root: etree._Element, parts: Parts, main: str, marks: Sequence[Mark]) -> list[list[Point]]:
    """Put the figures into every chart of the document whose title holds some; the points of each, in reading order.

    The titles still hold marks: what a value says never parts columns or lines.
    """
    drawn = []
    for about, name in _charts(root, parts, main):
        lines = list(_lines(about.get("title", ""), marks))
        if not lines:
            continue
        about.set("title", "")
        tree = parse(parts[name])
        series = _fill(tree, lines)
        parts[name] = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
        book = _workbook_of(parts, name)
        if book is not None:
            parts[book] = workbook(series, [(head, [cell.value for cell in cells]) for head, cells in lines])
        drawn.append(
            [
                Point(called, category, cells[number].value, cells[number].facts)
                for number, called in enumerate(series)
                for category, cells in lines
                if number < len(cells)
            ]
        )
    return drawn


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a document as it stands."""

    drawn: tuple[Point, ...]
    """What it draws."""
    kept: tuple[Point, ...]
    """What its workbook holds, which Word draws once somebody edits the data; empty where there is none."""
    words: tuple[str, ...]
    """What was typed into it."""


def read_charts(root: etree._Element, parts: Mapping[str, bytes], main: str) -> Iterator[Chart]:
    """Every chart of a document, in reading order."""
    for _, name in _charts(root, parts, main):
        tree = parse(parts[name])
        cells = _cells(parts, name)
        drawn = [_read(series) for series in tree.iter(f"{{{_C}}}ser")]
        kept = [_kept(points, number, cells) for number, points in enumerate(drawn) if cells]
        words = sorted({text.text for text in tree.iter(f"{{{_A}}}t") if text.text})
        yield Chart(tuple(chain.from_iterable(drawn)), tuple(chain.from_iterable(kept)), tuple(words))


def _charts(root: etree._Element, parts: Mapping[str, bytes], main: str) -> Iterator[tuple[etree._Element, str]]:
    """Every chart of the document: its properties and its part."""
    targets = dict(_relations(parts, main))
    for drawing in root.iter(f"{{{_WP}}}inline", f"{{{_WP}}}anchor"):
        about, chart = drawing.find(f"{{{_WP}}}docPr"), next(drawing.iter(f"{{{_C}}}chart"), None)
        name = targets.get(chart.get(f"{{{_R}}}id", "")) if chart is not None else None
        if about is not None and name is not None and name in parts:
            yield about, name


def _workbook_of(parts: Mapping[str, bytes], name: str) -> str | None:
    return next((target for target in dict(_relations(parts, name)).values() if target.endswith(".xlsx")), None)


def _relations(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str]]:
    """What a part leads to: id and part name."""
    folder, _, leaf = name.rpartition("/")
    home = f"{folder}/_rels/{leaf}.rels"
    for relation in parse(parts[home]) if home in parts else ():
        steps: list[str] = []
        for step in f"{folder}/{relation.get('Target', '')}".split("/"):
            steps = steps[:-1] if step == ".." else [*steps, step]
        yield relation.get("Id", ""), "/".join(steps)


def _lines(title: str, marks: Sequence[Mark]) -> Iterator[_Line]:
    """`2023年|1,080.00|59.00;…` as categories and figures; nothing where a title is no table."""
    for line in filter(str.strip, title.split(";")):
        category, *figures = (_cell_of(cell.strip(), marks) for cell in line.split("|"))
        if not figures:
            return
        yield category.text, tuple(figures)


def _cell_of(words: str, marks: Sequence[Mark]) -> _Cell:
    printed = [marks[int(number)] for number in MARK.findall(words)]
    facts = {fact.name: fact for mark in printed if not mark.missing for fact in mark.facts}
    return _Cell(MARK.sub(lambda found: writable(marks[int(found[1])].text), words), tuple(facts.values()))


def _read(series: etree._Element) -> list[Point]:
    """The points of one series, by its caches."""
    called = series.findtext(f"{{{_C}}}tx//{{{_C}}}v") or ""
    categories, values = (_points(series.find(f"{{{_C}}}{kind}")) for kind in ("cat", "val"))
    places = sorted(categories | values, key=int)
    return [Point(called, categories.get(at, ""), _number(values.get(at, ""))) for at in places]


def _kept(points: Sequence[Point], number: int, cells: Mapping[str, str]) -> list[Point]:
    """The same points with what the workbook says of each."""
    column = _COLUMNS[number] if number < len(_COLUMNS) else ""
    lines = enumerate(points, start=2)
    return [Point(one.series, one.category, _number(cells.get(f"{column}{line}", ""))) for line, one in lines]


def _points(parent: etree._Element | None) -> dict[str, str]:
    if parent is None:
        return {}
    return {point.get("idx", "0"): point.findtext(f"{{{_C}}}v") or "" for point in parent.iter(f"{{{_C}}}pt")}


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _cells(parts: Mapping[str, bytes], chart: str) -> dict[str, str]:
    """The numbers of a chart's workbook by place; empty where there is none that can be read."""
    book = _workbook_of(parts, chart)
    if book is None or book not in parts:
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(parts[book])) as package:
            entry = package.getinfo("xl/worksheets/sheet1.xml")
            sheet = parse(package.read(entry)) if entry.file_size <= _MOST_SHEET else None
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return {}
    numbers = [] if sheet is None else [cell for cell in sheet.iter(f"{{{_X}}}c") if cell.get("t", "n") == "n"]
    return {cell.get("r", ""): cell.findtext(f"{{{_X}}}v") or "" for cell in numbers}


def _fill(tree: etree._Element, lines: Sequence[_Line]) -> list[str]:
    """Write categories and values into the chart's series; their names."""
    names: list[str] = []
    last = len(lines) + 1
    for number, series in enumerate(tree.iter(f"{{{_C}}}ser")):
        names.append("".join(series.findtext(f"{{{_C}}}tx//{{{_C}}}v") or ""))
        column = _COLUMNS[number]
        categories, values = series.find(f"{{{_C}}}cat"), series.find(f"{{{_C}}}val")
        if categories is None or values is None:
            continue
        _cache(categories, "str", f"{_SHEET}!$A$2:$A${last}", [category for category, _ in lines])
        figures = [cells[number].value if number < len(cells) else None for _, cells in lines]
        wanted = [None if figure is None else format(figure, "f") for figure in figures]
        _cache(values, "num", f"{_SHEET}!${column}$2:${column}${last}", wanted)
    return names


def _cache(parent: etree._Element, kind: str, formula: str, points: Sequence[str | None]) -> None:
    form = parent.findtext(f".//{{{_C}}}formatCode")
    for child in list(parent):
        parent.remove(child)
    reference = etree.SubElement(parent, f"{{{_C}}}{kind}Ref")
    etree.SubElement(reference, f"{{{_C}}}f").text = formula
    cache = etree.SubElement(reference, f"{{{_C}}}{kind}Cache")
    if kind == "num":
        etree.SubElement(cache, f"{{{_C}}}formatCode").text = form or "General"
    etree.SubElement(cache, f"{{{_C}}}ptCount", {"val": str(len(points))})
    for index, point in enumerate(points):
        if point is not None:
            etree.SubElement(etree.SubElement(cache, f"{{{_C}}}pt", {"idx": str(index)}), f"{{{_C}}}v").text = point


def workbook(series: Sequence[str], lines: Sequence[tuple[str, Sequence[Decimal | None]]]) -> bytes:
    """The chart's figures as the workbook that Word opens for `edit data`; the same figures, the same bytes."""
    rows = [("", tuple(series)), *((category, figures) for category, figures in lines)]
    cells = "".join(
        f'<row r="{number}">{_text(f"A{number}", head)}'
        + "".join(_cell(f"{_COLUMNS[column]}{number}", value) for column, value in enumerate(values))
        + "</row>"
        for number, (head, values) in enumerate(rows, start=1)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    package = "http://schemas.openxmlformats.org/package/2006"
    return write_package(
        {
            "[Content_Types].xml": (
                f'{_HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'{_HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
                f'Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                f'{_HEAD}<workbook xmlns="{_X}" xmlns:r="{_R}"><sheets><sheet name="{_SHEET}" sheetId="1" r:id="rId1"/>'
                "</sheets></workbook>"
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                f'{_HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
                f'Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
            ).encode(),
            "xl/worksheets/sheet1.xml": (
                f'{_HEAD}<worksheet xmlns="{_X}"><sheetData>{cells}</sheetData></worksheet>'
            ).encode(),
        }
    )


def _text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def _cell(place: str, value: str | Decimal | None) -> str:
    if isinstance(value, str):
        return _text(place, value)
    return "" if value is None else f'<c r="{place}"><v>{value:f}</v></c>'
