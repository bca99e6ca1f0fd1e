"""Reads a spreadsheet (.xlsx, .xls and their kin): each sheet a page, each row a line, values as they are shown."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from creditfile.model import Trouble
from creditfile.reading import limits, xlsx
from creditfile.reading.pages import Cell, Line, Page, Pages, Table, UnreadableError, Word
from creditfile.reading.xlsx import Format, Sheet, address

DENSE = 200_000
"""A sheet's used range up to this many cells is given with its blank cells; a larger one without."""
NAMED = 10
"""How many addresses a trouble names before it says there are more."""


def read(content: bytes, name: str) -> Pages:
    """An .xlsx or .xlsm. Raises UnreadableError: RDG-101 encrypted, RDG-102 damaged, RDG-107 too large."""
    return pages_of("xlsx", xlsx.sheets(content))


def read_old(content: bytes, name: str) -> Pages:
    """An .xls, .xlsb or .ods. Raises the same.

    How the cells of .xlsb and .ods are formatted is not known: a percentage stands as the number stored.
    """
    import python_calamine

    from creditfile.reading import biff

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        listed = book.sheets_metadata
        if len(listed) > limits.SHEETS:
            raise UnreadableError("RDG-107", f"{len(listed)} sheets > {limits.SHEETS}")
        room = limits.CELLS
        found = []
        formats = biff.formats(content)
        for number, meta in enumerate(listed):
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = Sheet(meta.name, meta.visible != python_calamine.SheetVisibleEnum.Visible)
            own = {(row, column): style for (at, row, column), style in formats.items() if at == number}
            room -= _fill(sheet, book.get_sheet_by_index(number), own, room)
            found.append(sheet)
    except python_calamine.PasswordError as error:
        raise UnreadableError("RDG-101", str(error)) from error
    except (python_calamine.CalamineError, OSError) as error:
        raise UnreadableError("RDG-102", str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a failed assertion of the Rust library arrives
            raise
        raise UnreadableError("RDG-102", str(error)) from error
    return pages_of("xls", found)


def _fill(sheet: Sheet, source: object, formats: dict[tuple[int, int], Format], room: int) -> int:
    """Copy what calamine read; how many cells it took."""
    from python_calamine import CalamineSheet

    assert isinstance(source, CalamineSheet)
    if source.total_height * source.total_width > limits.CELLS * 10:
        raise UnreadableError("RDG-107", f"{sheet.name}: {source.total_height} × {source.total_width}")
    taken = 0
    first = source.start or (0, 0)
    for row, values in enumerate(source.iter_rows(), first[0]):
        for column, value in enumerate(values, first[1]):
            if value == "" or value is None:
                continue
            taken += 1
            if taken > room:
                raise UnreadableError("RDG-107", f"cells > {limits.CELLS}")
            _note(sheet, row, column, value, formats.get((row, column), PLAIN))
    for start, end in source.merged_cell_ranges or ():
        sheet.merges.append((*start, *end))
    return taken


PLAIN = Format()


def _note(
    sheet: Sheet, row: int, column: int, value: int | float | str | bool | time | date | datetime | timedelta,
    style: Format,
) -> None:
    if isinstance(value, bool):
        said = "TRUE" if value else "FALSE"
    elif isinstance(value, int | float):
        number = xlsx.exact(repr(value))
        if number is None:
            sheet.errors.append(address(row, column))
            return
        if abs(number) >= Decimal(10) ** xlsx.DIGITS and number == number.to_integral_value():
            sheet.shortened.append(address(row, column))
        said = xlsx.shown(number, style, since_1904=False)
    elif isinstance(value, datetime) and value.time() == time():
        said = str(value.date())
    else:
        said = str(value)
    if said.startswith("#") and said.rstrip("!?").upper() in ERRORS:
        sheet.errors.append(address(row, column))
    elif said.strip():
        sheet.cells[row, column] = said


ERRORS = frozenset({"#REF", "#DIV/0", "#N/A", "#NAME", "#NULL", "#NUM", "#VALUE", "#GETTING_DATA", "#SPILL", "#CALC"})
"""What a cell shows whose formula failed, without the sign at its end."""


def pages_of(media: str, found: list[Sheet]) -> Pages:
    """Sheets as pages, and what is wrong in them told."""
    troubles = []
    for number, sheet in enumerate(found, 1):
        for code, places in (
            ("RDG-116", sheet.shortened), ("RDG-117", sheet.uncounted), ("RDG-118", sheet.errors),
        ):
            if places:
                named = ", ".join(f"{sheet.name}!{place}" for place in places[:NAMED])
                troubles.append(Trouble(code, named + (" …" if len(places) > NAMED else ""), number))
    hidden = [sheet.name for sheet in found if sheet.hidden]
    said = {"hidden_sheets": ", ".join(hidden)} if hidden else {}
    return Pages(media, tuple(_page(number, sheet) for number, sheet in enumerate(found, 1)), (), tuple(troubles), said)


def _page(number: int, sheet: Sheet) -> Page:
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), said in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append((column, said))
    text = "\n".join("\t".join(" ".join(said.split()) for _, said in row) for row in rows.values())
    return Page(
        number, text, title=sheet.name, lines=lambda: _lines(sheet.name, rows), tables=lambda: _tables(sheet),
    )


def _lines(name: str, rows: dict[int, list[tuple[int, str]]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            tuple(Word(" ".join(said.split()), None) for _, said in row),
            f"{name}!{address(at, row[0][0])}:{address(at, row[-1][0])}",
        )
        for at, row in rows.items()
    )


def _tables(sheet: Sheet) -> tuple[Table, ...]:
    """One table a sheet, on the sheet's own grid; of a merged range only its top left cell stands."""
    if not sheet.cells:
        return ()
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    rows = [row for row, _ in sheet.cells]
    columns = [column for _, column in sheet.cells]
    first, last = (min(rows), min(columns)), (max(rows), max(columns))
    dense = (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= DENSE
    covered = _covered(sheet, last) if dense else None
    if covered is None:
        dense, covered = False, set()
    places = (
        ((row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1))
        if dense else sorted(sheet.cells)
    )
    return (
        Table(
            tuple(
                Cell(
                    sheet.cells.get(place, ""), *place, *spans.get(place, (1, 1)), None,
                    f"{sheet.name}!{address(*place)}",
                )
                for place in places if place not in covered
            ),
            sheet.name,
        ),
    )


def _covered(sheet: Sheet, last: tuple[int, int]) -> set[tuple[int, int]] | None:
    """The places under merged cells, their top left excepted; None when merges overlap beyond all reason."""
    covered: set[tuple[int, int]] = set()
    room = 10 * DENSE
    for top, left, bottom, right in sheet.merges:
        down, across = range(top, min(bottom, last[0]) + 1), range(left, min(right, last[1]) + 1)
        room -= len(down) * len(across)
        if room < 0:
            return None
        covered.update((row, column) for row in down for column in across if (row, column) != (top, left))
    return covered
