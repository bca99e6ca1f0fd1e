"""Rows of plain values as a workbook: amounts are numbers, no words a formula; the same rows, the same bytes."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from creditfile.reporting.morning_xlsx import harmless

Value = str | int | bool | Decimal | date | None
_CLOCK = re.compile(rb"<dcterms:(\w+)[^>]*>[^<]*</dcterms:\1>")
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def plain_workbook(sheets: Mapping[str, Sequence[Sequence[Value]]]) -> bytes:
    """One sheet for each name, its first row the headings."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    buffer = BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def _cell(sheet: Any, value: Value) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if value is None or isinstance(value, bool | int):
        return value
    cell = WriteOnlyCell(sheet, harmless(value) if isinstance(value, str) else value)
    if isinstance(value, Decimal):
        places = max(-int(value.as_tuple().exponent), 0)
        cell.number_format = f"#,##0.{'0' * places}" if places else "#,##0"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _without_clock(content: bytes) -> bytes:
    """The same package without times, stored: two zlib builds may deflate the same text to different bytes."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(buffer, "w", ZIP_STORED) as after:
        for name in sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, _NO_TIME)
            entry.create_system = 0
            content = before.read(name)
            after.writestr(entry, _CLOCK.sub(b"", content) if name.endswith("core.xml") else content)
    return buffer.getvalue()
