"""Fills Word's own charts: the figures stand in the chart's alternative title, one line of the table after another.

The title of a chart in a template is written with tags, columns parted by `|` and lines by `;`:
`{% for y in years %}{{ y.period | period_name }}|{{ y.revenue | wan }};{% endfor %}`. It becomes the chart's data and
its workbook, so the chart is edited in Word like any other; a figure that is missing leaves a gap.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from xml.sax.saxutils import escape

from lxml import etree

from creditfile.filling.package import Parts, parse, write_package

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "Sheet1"

Line = tuple[str, tuple[Decimal | None, ...]]
"""A category and its figures."""


def fill_charts(root: etree._Element, parts: Parts, main: str) -> None:
    """Put the figures into every chart of the document whose title holds some."""
    targets = dict(_relations(parts, main))
    for drawing in root.iter(f"{{{_WP}}}inline", f"{{{_WP}}}anchor"):
        about, chart = drawing.find(f"{{{_WP}}}docPr"), next(drawing.iter(f"{{{_C}}}chart"), None)
        lines = list(_lines(about.get("title", ""))) if about is not None else []
        name = targets.get(chart.get(f"{{{_R}}}id", "")) if chart is not None else None
        if about is None or not lines or name not in parts:
            continue
        about.set("title", "")
        tree = parse(parts[name])
        series = _fill(tree, lines)
        parts[name] = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
        book = next((target for target in dict(_relations(parts, name)).values() if target.endswith(".xlsx")), None)
        if book is not None:
            parts[book] = workbook(series, lines)


def _relations(parts: Parts, name: str) -> Iterator[tuple[str, str]]:
    """What a part leads to: id and part name."""
    folder, _, leaf = name.rpartition("/")
    home = f"{folder}/_rels/{leaf}.rels"
    for relation in parse(parts[home]) if home in parts else ():
        steps: list[str] = []
        for step in f"{folder}/{relation.get('Target', '')}".split("/"):
            steps = steps[:-1] if step == ".." else [*steps, step]
        yield relation.get("Id", ""), "/".join(steps)


def _lines(title: str) -> Iterator[Line]:
    """`2023年|1,080.00|59.00;…` as categories and figures; nothing where a title is no table."""
    for line in filter(str.strip, title.split(";")):
        category, *figures = (cell.strip() for cell in line.split("|"))
        if not figures:
            return
        yield category, tuple(map(_figure, figures))


def _figure(text: str) -> Decimal | None:
    """The number printed; None where something is missing. A ratio in percent is a hundredth."""
    try:
        number = Decimal(re.sub(r"[,%\s]", "", text))
    except InvalidOperation:
        return None
    return number / 100 if text.endswith("%") else number


def _fill(tree: etree._Element, lines: Sequence[Line]) -> list[str]:
    """Write categories and values into the chart's series; their names."""
    names: list[str] = []
    last = len(lines) + 1
    for number, series in enumerate(tree.iter(f"{{{_C}}}ser")):
        names.append("".join(series.findtext(f"{{{_C}}}tx//{{{_C}}}v") or ""))
        column = "BCDEFGHIJ"[number]
        categories, values = series.find(f"{{{_C}}}cat"), series.find(f"{{{_C}}}val")
        if categories is None or values is None:
            continue
        _cache(categories, "str", f"{_SHEET}!$A$2:$A${last}", [category for category, _ in lines])
        figures = [figures[number] if number < len(figures) else None for _, figures in lines]
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


def workbook(series: Sequence[str], lines: Sequence[Line]) -> bytes:
    """The chart's figures as the workbook that Word opens for `edit data`; the same figures, the same bytes."""
    rows = [("", tuple(series)), *((category, figures) for category, figures in lines)]
    cells = "".join(
        f'<row r="{number}">{_text(f"A{number}", head)}'
        + "".join(_cell(f"{'BCDEFGHIJ'[column]}{number}", value) for column, value in enumerate(values))
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
