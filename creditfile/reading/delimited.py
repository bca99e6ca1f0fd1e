"""Reads plain text, and text in columns (.csv, .tsv, the exports of banks), in whatever encoding it was written."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise

from creditfile.model import Trouble
from creditfile.reading import limits
from creditfile.reading.pages import Cell, Line, Page, Pages, Table, UnreadableError, Word

DELIMITERS = (",", "\t", ";", "|")
"""What may part columns, the likeliest first."""
LOOKED_AT = 200
"""Lines from which the delimiter is told."""
REGULAR = 0.5
"""Share of those lines that must have the same number of columns."""
AS_TEXT = re.compile(r'="([^"]*)"')
"""How a spreadsheet is kept from making a number of an account's digits."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(content: bytes, name: str) -> Pages:
    """Text in columns as one table; lines before the header row (account, period) stand as short rows.

    Raises UnreadableError RDG-107 when it is too large.
    """
    text, troubles = decoded(content)
    delimiter = delimiter_of(text) or ","
    rows = list(_rows(text, delimiter))
    page = Page(
        1, "\n".join("\t".join(cell for cell in row if cell) for _, row in rows if any(row)),
        lines=lambda: tuple(
            Line(tuple(Word(cell, None) for cell in row if cell), f"line {number}") for number, row in rows if any(row)
        ),
        tables=lambda: (Table(tuple(_cells(rows))),) if rows else (),
        troubles=troubles,
    )
    return Pages("csv", (page,), (), troubles)


def read_text(content: bytes, name: str) -> Pages:
    """Running text; a form feed begins a page."""
    text, troubles = decoded(content)
    pages = []
    before = 0
    for number, part in enumerate(text.split("\f"), 1):
        pages.append(_text_page(number, part, before, troubles if number == 1 else ()))
        before += part.count("\n")
        if number > limits.PAGES:
            raise UnreadableError("RDG-107", f"pages > {limits.PAGES}")
    return Pages("text", tuple(pages), (), troubles)


def text_lines(text: str, before: int = 0) -> tuple[Line, ...]:
    """The lines of a text that say something, each with its number."""
    return tuple(
        Line(tuple(Word(word, None) for word in line.split()), f"line {number}")
        for number, line in enumerate(text.split("\n"), before + 1) if line.strip()
    )


def decoded(content: bytes) -> tuple[str, tuple[Trouble, ...]]:
    """The text, line ends made `\\n`; RDG-106 when some bytes are in no encoding that we know."""
    if len(content) > limits.TEXT_CHARACTERS * 4:
        raise UnreadableError("RDG-107", f"{len(content)} B")
    text = _decoded(content)
    troubles: tuple[Trouble, ...] = ()
    if text is None:
        text = content.decode("gb18030", "replace")
        troubles = (Trouble("RDG-106", "encoding", 1),)
    if len(text) > limits.TEXT_CHARACTERS:
        raise UnreadableError("RDG-107", f"{len(text)} characters > {limits.TEXT_CHARACTERS}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""), troubles


def _decoded(content: bytes) -> str | None:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _try(content, encoding)
    sample = content[:4096]
    if sample[1::2].count(0) > len(sample) // 4:
        return _try(content, "utf-16-le")
    if sample[0::2].count(0) > len(sample) // 4:
        return _try(content, "utf-16-be")
    for encoding in ("utf-8", "gb18030", "big5"):
        text = _try(content, encoding)
        if text is not None:
            return text
    return None


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def delimiter_of(text: str) -> str | None:
    """What parts the columns of a text; None when it has none: too few lines agree on how many columns there are."""
    best, most = None, 0.0
    for delimiter in DELIMITERS:
        rows = [row for _, row in _rows(_first_lines(text), delimiter) if any(row)]
        if delimiter == "," and _parts_thousands(rows):
            continue
        counts = Counter(map(len, rows))
        lines = sum(counts.values())
        if not lines:
            continue
        columns, agreeing = max(counts.items(), key=lambda pair: (pair[1] * min(pair[0] - 1, 3), pair[0]))
        score = agreeing / lines * min(columns, 12)
        if columns > 1 and agreeing > 1 and agreeing >= lines * REGULAR and score > most:
            best, most = delimiter, score
    return best


def _parts_thousands(rows: list[list[str]]) -> bool:
    """Whether commas stand within figures, between a digit and three more, rather than between columns."""
    within = [
        bool(left[-1:].isdigit() and _THREE.match(right)) for row in rows for left, right in pairwise(row)
    ]
    return sum(within) > 0.5 * len(within)


_THREE = re.compile(r"\d{3}(?!\d)")


def _first_lines(text: str) -> str:
    at = -1
    for _ in range(LOOKED_AT):
        at = text.find("\n", at + 1)
        if at < 0:
            return text
    return text[:at]


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The line on which each row begins, and its cells: quotes taken off, padding by blanks and tabs too."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    number, cells = 1, 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError("RDG-107", f"line {reader.line_num}: {error}") from error
        cells += len(row)
        if cells > limits.CELLS:
            raise UnreadableError("RDG-107", f"cells > {limits.CELLS}")
        yield number, [_bare(cell) for cell in row]
        number = reader.line_num + 1


def _bare(cell: str) -> str:
    said = cell.strip()
    match = AS_TEXT.fullmatch(said)
    return match[1].strip() if match else said


def _cells(rows: list[tuple[int, list[str]]]) -> Iterator[Cell]:
    for at, (number, row) in enumerate(rows):
        for column, cell in enumerate(row):
            yield Cell(cell, at, column, place=f"line {number} column {column + 1}")


def _text_page(number: int, text: str, before: int, troubles: tuple[Trouble, ...]) -> Page:
    return Page(number, text, lines=lambda: text_lines(text, before), troubles=troubles)
