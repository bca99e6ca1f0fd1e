"""Leaves every table as Word wants it: its grid as wide as its rows, no cell without a paragraph, none without rows."""

from lxml import etree

from creditfile.filling.xml import TBL, TC, TCPR, TR, VAL, P, element, w

OF_FIGURES = "本文书所列数字的清单"
"""The alternative text of a table that lists the document's own figures once more."""
_DESCRIPTION = w("tblDescription")
_GRID, _COLUMN, _WIDTH, _SPAN = w("tblGrid"), w("gridCol"), w("tcW"), w("gridSpan")
_SPAN_OF_CELL, _WIDTH_OF_CELL = f"{TCPR}/{_SPAN}", f"{TCPR}/{_WIDTH}"
_W = w("w")


def lists_figures(table: etree._Element) -> bool:
    """Whether a table says no more than what its document's figures say."""
    return any(about.get(VAL) == OF_FIGURES for about in table.iterfind(f"{w('tblPr')}/{_DESCRIPTION}"))


def settle_tables(root: etree._Element) -> None:
    """Mend what repeating and leaving out has done to tables."""
    for cell in root.iter(TC):
        if len(cell) == 0 or cell[-1].tag != P:
            element("p", cell)
    for table in list(root.iter(TBL)):
        rows = table.findall(TR)
        if not rows:
            _drop(table)
            continue
        grid = table.find(_GRID)
        if grid is None:
            continue
        counts = [_columns(row) for row in rows]
        if _mark_of_repeating(grid, rows[counts.index(max(counts))]):
            _regrid(table, grid, rows, max(counts))
            counts = [_columns(row) for row in rows]
        wanted = len(grid.findall(_COLUMN))
        for row, columns in zip(rows, counts, strict=True):
            if columns < wanted:
                _stretch(row, wanted - columns)


def _stretch(row: etree._Element, short: int) -> None:
    """The last cell of a row that is too short by so many columns reaches to the end of the table."""
    cells = row.findall(TC)
    if cells:
        _set_span(cells[-1], _span(cells[-1]) + short)


def _mark_of_repeating(grid: etree._Element, widest: etree._Element) -> bool:
    """Whether the widest row has other columns than the grid: cells were repeated or left out."""
    columns = [int(column.get(_W, "0")) for column in grid.findall(_COLUMN)]
    at = 0
    for cell in widest.findall(TC):
        span = _span(cell)
        width = cell.find(_WIDTH_OF_CELL)
        known = width is not None and width.get(w("type"), "dxa") == "dxa"
        if known and width is not None and abs(int(width.get(_W, "0")) - sum(columns[at : at + span])) > span:
            return True
        at += span
    return at != len(columns)


def _drop(table: etree._Element) -> None:
    parent = table.getparent()
    if parent is not None:
        parent.remove(table)


def _span(cell: etree._Element) -> int:
    span = cell.find(_SPAN_OF_CELL)
    return int(span.get(VAL, "1")) if span is not None else 1


def _columns(row: etree._Element) -> int:
    return sum(_span(cell) for cell in row.findall(TC))


def _regrid(table: etree._Element, grid: etree._Element, rows: list[etree._Element], columns: int) -> None:
    """Columns repeated by `{%tc for … %}` share the table's width; the first keeps its own."""
    whole = sum(int(column.get(_W, "0")) for column in grid.findall(_COLUMN))
    model = next(row for row in rows if _columns(row) == columns)
    wanted = [width for cell in model.findall(TC) for width in _widths(cell)]
    rest = sum(wanted[1:]) or 1
    widths = [wanted[0], *(width * (whole - wanted[0]) // rest for width in wanted[1:])]
    for column in grid.findall(_COLUMN):
        grid.remove(column)
    for width in widths:
        element("gridCol", grid, w=str(width))
    for row in rows:
        at = 0
        cells = row.findall(TC)
        lone = cells[0] if len(cells) == 1 else None
        if lone is not None and _columns(row) > 1:
            _set_span(lone, columns)
        for cell in cells:
            span = _span(cell)
            set_width(cell, sum(widths[at : at + span]))
            at += span


def _set_span(cell: etree._Element, columns: int) -> None:
    properties = cell.find(TCPR)
    if properties is None:
        properties = element("tcPr")
        cell.insert(0, properties)
    span = properties.find(_SPAN)
    if span is None:
        span = element("gridSpan")
        properties.insert(1 if properties.find(_WIDTH) is not None else 0, span)
    span.set(VAL, str(columns))


def _widths(cell: etree._Element) -> list[int]:
    width = cell.find(_WIDTH_OF_CELL)
    whole = int(width.get(_W, "0")) if width is not None else 0
    span = _span(cell)
    return [whole // span] * span


def set_width(cell: etree._Element, width: int) -> None:
    """A cell's width in twentieths of a point."""
    properties = cell.find(TCPR)
    if properties is None:
        properties = element("tcPr")
        cell.insert(0, properties)
    own = properties.find(_WIDTH)
    if own is None:
        own = element("tcW")
        properties.insert(0, own)
    own.set(_W, str(width))
    own.set(w("type"), "dxa")
