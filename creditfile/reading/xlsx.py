"""Reads the cells of an .xlsx straight from its XML: only cells that are there, each as its format shows it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from lxml import etree

from creditfile.reading import limits, zips
from creditfile.reading.pages import UnreadableError

CHUNK = 1 << 20
"""Bytes of XML that are parsed at a time."""
DIGITS = 15
"""Significant digits that a spreadsheet keeps; what lies beyond is binary noise."""
DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Built-in formats that show a date or time."""
PERCENT_FORMATS = frozenset({9, 10})
"""Built-in formats that show a percentage."""
CORRUPT = (BadZipFile, zlib_error, NotImplementedError, EOFError, OSError, etree.XMLSyntaxError)
"""What a damaged entry of a zip raises."""


@dataclass(frozen=True, slots=True)
class Format:
    """How numbers in a cell are shown."""

    is_date: bool = False
    percent: bool = False
    suffix: str = ""
    """Words the format adds after the number: 万元, 个月."""
    shift: int = 0
    """By so many decimal places the format shows a number smaller than it is stored: 3 for `#,##0,`."""


@dataclass
class Sheet:
    """One sheet, sparsely."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    """What is shown, by row and column from 0; blank cells are not there."""
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""
    errors: list[str] = field(default_factory=list)
    """Addresses of cells that show an error such as #REF!."""
    uncounted: list[str] = field(default_factory=list)
    """Addresses of formulas whose result was never worked out."""
    shortened: list[str] = field(default_factory=list)
    """Addresses of whole numbers of more than 15 digits, the end of which is lost."""


def sheets(content: bytes) -> list[Sheet]:
    """Every sheet in the workbook's order.

    Raises UnreadableError: RDG-101 encrypted, RDG-102 damaged, RDG-107 too large.
    """
    archive = zips.opened(content)
    listed, since_1904 = _workbook(archive)
    if not listed:
        raise UnreadableError("RDG-102", "0 sheets")
    if len(listed) > limits.SHEETS:
        raise UnreadableError("RDG-107", f"{len(listed)} sheets > {limits.SHEETS}")
    strings = _strings(archive)
    formats = _formats(archive)
    room = limits.CELLS
    found = []
    for name, part, hidden in listed:
        sheet = Sheet(name, hidden)
        if part in archive.namelist():
            room -= _fill(sheet, archive, part, strings, formats, since_1904, room)
        found.append(sheet)
    return found


def address(row: int, column: int) -> str:
    """`B12` for row 11, column 1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def exact(raw: str) -> Decimal | None:
    """A stored number without its binary noise: at most 15 significant digits; None when it is no number."""
    try:
        number = Decimal(raw.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 308:
        return None
    if number and len(number.as_tuple().digits) > DIGITS:
        number = round(number, DIGITS - 1 - number.adjusted())
    return number


def plain(number: Decimal) -> str:
    """Without exponent and without needless zeros."""
    said = f"{number:f}"
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return "0" if said in ("-0", "") else said


def shown(number: Decimal, style: Format, since_1904: bool) -> str:
    """As the cell's format shows it: dates as ISO dates, percentages with their sign, full precision kept."""
    if style.is_date:
        return moment(number, since_1904) or plain(number)
    if style.percent:
        return plain(number * 100) + "%"
    return plain(number.scaleb(-style.shift)) + style.suffix


def moment(serial: Decimal, since_1904: bool) -> str | None:
    """A day number as an ISO date, with the time if there is one; below one day a time; None outside the calendar."""
    if not 0 <= serial < 2_958_466:
        return None
    seconds = int((serial * 86_400).to_integral_value())
    if serial < 1 and not since_1904:
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" if seconds < 86_400 else None
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 + (serial < 60))  # noqa: DTZ001 - wall time
    day = first + timedelta(seconds=seconds)
    return str(day) if seconds % 86_400 else str(day.date())


def style_of(code: str) -> Format:
    """What a number format of one's own makes of a number."""
    first = code.split(";")[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', "", first, flags=re.IGNORECASE)
    if "general" not in bare.lower() and "通用" not in bare and re.search(r"[ymdhs]", bare.lower().replace("e+", "")):
        return Format(is_date=True)
    if "%" in bare:
        return Format(percent=True)
    shift = _shift(first)
    ending = re.search(r'[0#?],*\s*(?:"([^"]*)"|([一-鿿]+))[^0#?]*$', re.sub(r"_.|\*.|\\(?=.)", "", first))
    words = (ending[1] or ending[2] or "").strip() if ending else ""
    return Format(suffix=words if re.search(r"[一-鿿%‰]", words) else "", shift=shift)


def _shift(code: str) -> int:
    """Three places for each comma after the last digit; and those behind a point that is set as a letter (`0!.0,`)."""
    commas = re.search(r"[0#?](,+)(?![^;]*[0#?])", re.sub(r'"[^"]*"|_.|\*.', "", code))
    point = re.search(r'(?:[!\\]\.|"\.")([0#?]+)', code)
    return 3 * len(commas[1] if commas else "") + len(point[1] if point else "")


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: Any, attribute: str, namespaced: bool = False) -> str:
    """An attribute, whatever its namespace when asked so (r:id beside id)."""
    for key, value in element.attrib.items():
        key = str(key)
        if (key.startswith("{") and key.endswith("}" + attribute)) if namespaced else key == attribute:
            return str(value)
    return ""


def _stream(
    archive: ZipFile, part: str, events: Iterable[Literal["start", "end"]] = ("end",)
) -> Iterator[tuple[str, Any]]:
    """Each element of a part as it is met; the caller clears what it has used."""
    parser = etree.XMLPullParser(
        events=events, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                parser.feed(chunk)
                yield from parser.read_events()
            parser.close()
            yield from parser.read_events()
    except CORRUPT as error:
        raise UnreadableError("RDG-102", f"{part}: {error}") from error


def _workbook(archive: ZipFile) -> tuple[list[tuple[str, str, bool]], bool]:
    """Name, part and whether hidden, of each sheet; and whether days count from 1904."""
    root = _main(archive)
    folder = root.rpartition("/")[0]
    parts = _relations(archive, f"{folder}/_rels/{root.rpartition('/')[2]}.rels".lstrip("/"), folder)
    listed, since_1904 = [], False
    if root not in archive.namelist():
        raise UnreadableError("RDG-102", f"no {root}")
    for _, element in _stream(archive, root):
        if _name(element) == "sheet":
            part = parts.get(_get(element, "id", namespaced=True), "")
            listed.append((_get(element, "name"), part, _get(element, "state") not in ("", "visible")))
        elif _name(element) == "workbookPr":
            since_1904 = _get(element, "date1904") in ("1", "true")
    return listed, since_1904


def _main(archive: ZipFile) -> str:
    if "_rels/.rels" in archive.namelist():
        for _, element in _stream(archive, "_rels/.rels"):
            if _get(element, "Type").endswith("/officeDocument"):
                return _get(element, "Target").lstrip("/")
    return "xl/workbook.xml"


def _relations(archive: ZipFile, part: str, folder: str) -> dict[str, str]:
    if part not in archive.namelist():
        return {}
    found = {}
    for _, element in _stream(archive, part):
        if _name(element) == "Relationship" and _get(element, "TargetMode") != "External":
            target = _get(element, "Target")
            found[_get(element, "Id")] = target.lstrip("/") if target.startswith("/") else _within(folder, target)
    return found


def _within(folder: str, target: str) -> str:
    steps: list[str] = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _part(archive: ZipFile, ending: str) -> str | None:
    """The part of that name, wherever the workbook keeps it."""
    return next((part for part in archive.namelist() if part.lower().endswith(ending)), None)


def _strings(archive: ZipFile) -> list[str]:
    """The texts that cells share; how a character is spoken (phonetic runs) is no part of them."""
    part = _part(archive, "sharedstrings.xml")
    found: list[str] = []
    size = 0
    for _, element in _stream(archive, part) if part else ():
        if _name(element) == "si":
            found.append(_rich(element))
            size += len(found[-1])
            if size > limits.TEXT_CHARACTERS:
                raise UnreadableError("RDG-107", f"{part}: characters > {limits.TEXT_CHARACTERS}")
            _drop(element)
    return found


def _rich(element: Any) -> str:
    return "".join(
        leaf.text or "" for leaf in element.iter()
        if _name(leaf) == "t" and (leaf.getparent() is None or _name(leaf.getparent()) != "rPh")
    )


def _drop(element: Any) -> None:
    """Free an element that was used, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _formats(archive: ZipFile) -> list[Format]:
    """How each cell style shows numbers."""
    part = _part(archive, "styles.xml")
    codes: dict[str, Format] = {}
    found: list[Format] = []
    for _, element in _stream(archive, part) if part else ():
        if _name(element) == "numFmt":
            codes[_get(element, "numFmtId")] = style_of(_get(element, "formatCode"))
        elif _name(element) == "cellXfs":
            ids = [_get(child, "numFmtId") or "0" for child in element if _name(child) == "xf"]
            found = [codes.get(number) or builtin(number) for number in ids]
    return found


def builtin(number: str) -> Format:
    """The formats that have a number and no code."""
    at = int(number) if number.isdecimal() and len(number) < 9 else 0
    return Format(is_date=at in DATE_FORMATS, percent=at in PERCENT_FORMATS)


def _fill(
    sheet: Sheet, archive: ZipFile, part: str, strings: list[str], formats: list[Format], since_1904: bool, room: int
) -> int:
    """Read one sheet; how many cells it took."""
    row, column, taken, written = -1, -1, 0, 0
    for event, element in _stream(archive, part, ("start", "end")):
        name = _name(element)
        if event == "start":
            if name == "row":
                at = _get(element, "r")
                row, column = int(at) - 1 if at.isdecimal() and len(at) < 8 else row + 1, -1
            continue
        if name == "c":
            place = _place(_get(element, "r"))
            row, column = place or (row, column + 1)
            taken += 1
            if taken > room:
                raise UnreadableError("RDG-107", f"cells > {limits.CELLS}")
            _cell(sheet, element, row, column, strings, formats, since_1904)
            written += len(sheet.cells.get((row, column), ""))
            if written > limits.TEXT_CHARACTERS:
                raise UnreadableError("RDG-107", f"{sheet.name}: characters > {limits.TEXT_CHARACTERS}")
        elif name == "mergeCell":
            ends = [_place(end) for end in _get(element, "ref").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                sheet.merges.append((*ends[0], *ends[1]))
        elif name == "row":
            _drop(element)
    return taken


_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of `B12`; None when it is no address."""
    match = _CELL.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _cell(
    sheet: Sheet, element: Any, row: int, column: int, strings: list[str], formats: list[Format], since_1904: bool
) -> None:
    """Note what one cell shows."""
    kind, raw, formula, inline = _get(element, "t") or "n", None, False, ""
    for child in element:
        name = _name(child)
        if name == "v":
            raw = child.text
        elif name == "f":
            formula = True
        elif name == "is":
            inline = _rich(child)
    if kind == "e":
        sheet.errors.append(address(row, column))
        return
    if raw is None and not inline:
        if formula:
            sheet.uncounted.append(address(row, column))
        return
    said = inline or raw or ""
    if kind == "s":
        said = strings[int(said)] if said.strip().isdecimal() and int(said) < len(strings) else ""
    elif kind == "b":
        said = "TRUE" if said.strip() in ("1", "true") else "FALSE"
    elif kind == "n":
        number = exact(said)
        if number is not None:
            if abs(number) >= Decimal(10) ** DIGITS and number == number.to_integral_value():
                sheet.shortened.append(address(row, column))
            style = _get(element, "s")
            at = int(style) if style.isdecimal() and len(style) < 9 else 0
            said = shown(number, formats[at] if at < len(formats) else Format(), since_1904)
    if said.strip():
        sheet.cells[row, column] = said
