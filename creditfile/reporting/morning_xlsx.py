"""The morning report as a workbook: every row, and no cell that a spreadsheet would take for a formula."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from creditfile.reporting.morning import remarkable_row
from creditfile.reporting.night import Night
from creditfile.reporting.words import say

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula, or a command of the old exchange (DDE), may begin; in full width too."""
MOST_ROWS = 1_000_000
"""A sheet holds no more."""


def harmless(text: str) -> str:
    """The text as a cell that stays text, also when the sheet is saved as CSV and opened again."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    clean: str = ILLEGAL_CHARACTERS_RE.sub("�", text)[:32_000]
    return f"'{clean}" if clean.lstrip(" \u00a0\u3000").startswith(DANGEROUS) else clean


def workbook(night: Night, language: str = "zh") -> bytes:
    """The whole workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _summary(book, night, language)
    _sheet(
        book,
        "To look at",
        language,
        ("case", "borrower", "decision", "verdict", "errors", "to fill in", "codes", "worked because"),
        (remarkable_row(each, language) for each in night.exceptions),
        (28, 28, 12, 20, 8, 8, 60, 30),
    )
    _sheet(
        book,
        "Quarantined",
        language,
        ("case", "code", "reason", "run"),
        ((each.name, each.code, each.reason, each.run) for each in night.quarantined),
        (28, 12, 80, 8),
    )
    rules = [(r.code, r.title, say(r.severity, language), r.cases, r.fails, r.cannot_tell) for r in night.rules]
    heads = ("code", "title", "severity", "cases", "fails", "cannot tell")
    _sheet(book, "Exceptions by rule", language, heads, rules, (12, 50, 10, 8, 8, 10), chart=(4, len(rules)))
    _sheet(
        book,
        "Slowest cases",
        language,
        ("case", "seconds", "MB"),
        ((each.name, round(each.milliseconds / 1000, 1), each.peak_kb // 1024) for each in night.slowest),
        (40, 10, 10),
    )
    book.properties.creator = "creditfile"
    book.properties.created = book.properties.modified = datetime.fromisoformat(night.started.removesuffix("Z"))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _summary(book: Any, night: Night, language: str) -> None:
    facts: list[tuple[str, str | int]] = [
        ("run", night.number),
        ("state", say(night.state, language)),
        ("started", night.started),
        ("ended", night.finished),
        ("inbox", night.inbox),
        ("output", night.out),
        ("day", night.on_day),
        ("cases", night.total),
        ("worked", night.worked),
        ("unchanged", night.total - night.worked),
        ("book", night.book),
        ("engine", night.engine),
        ("version", night.version),
        ("seal", night.seal),
    ]
    sheet = _sheet(
        book,
        "Decisions",
        language,
        ("decision", "verdict", "cases"),
        ((say(decision, language), verdict, count) for decision, verdict, count in night.decisions),
        (24, 40, 12),
        chart=(3, len(night.decisions)),
    )
    sheet.append([])
    for word, value in facts:
        sheet.append([_cell(sheet, say(word, language), bold=True), _cell(sheet, value)])


def _sheet(
    book: Any,
    title: str,
    language: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str | int | float]],
    widths: Sequence[int],
    chart: tuple[int, int] | None = None,
) -> Any:
    sheet = book.create_sheet(say(title, language)[:31])
    sheet.freeze_panes = "A2"
    for column, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJ"[column]].width = width
    sheet.append([_cell(sheet, say(head, language), bold=True) for head in heads])
    for number, row in enumerate(rows):
        if number < MOST_ROWS:
            sheet.append([_cell(sheet, value) for value in row])
    if chart and chart[1]:
        _chart(sheet, say(title, language), *chart)
    return sheet


def _cell(sheet: Any, value: str | int | float, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, harmless(value) if isinstance(value, str) else value)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _chart(sheet: Any, title: str, column: int, rows: int) -> None:
    """Bars of a column of counts, labelled by the first column; the first twenty rows."""
    from openpyxl.chart import BarChart, Reference

    last = min(rows, 20) + 1
    bars = BarChart()
    bars.type, bars.style, bars.title, bars.legend = "bar", 10, title, None
    bars.add_data(Reference(sheet, min_col=column, min_row=1, max_row=last), titles_from_data=True)
    bars.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    bars.y_axis.delete = bars.x_axis.delete = False
    bars.x_axis.scaling.orientation = "maxMin"
    bars.height, bars.width = max(6.0, last * 0.6), 18.0
    sheet.add_chart(bars, "I2")
