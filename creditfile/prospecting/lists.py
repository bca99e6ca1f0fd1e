"""Reads lists of prospects: rows of a sheet under heads that the book names, each cell typed or refused."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from creditfile.errors import CaseError
from creditfile.model.document import DocumentType, Field
from creditfile.model.fact import Value
from creditfile.reading.pages import Cell, Table, UnreadableError
from creditfile.reading.readers import open_source
from creditfile.values.refusal import NotAValue
from creditfile.values.types import TYPES

_UNIT = re.compile(r"[(（\[](?:单位[:：])?(?P<unit>百万元|千元|万元|亿元|元)[)）\]]")
_LEAST_HEADS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    values: Mapping[str, Value]
    """By field; only what is there and of its type."""
    refused: Mapping[str, str]
    """By field: why a cell is no value of its type."""
    places: Mapping[str, str]
    """By field: where it stands, `list.xlsx Sheet1!B12`."""
    file: str
    """The list's name."""

    def with_value(self, field: str, value: Value, place: str) -> "Row":
        """The same row saying one thing more."""
        return replace(self, values={**self.values, field: value}, places={**self.places, field: place})


def rows_of(file: Path, kind: DocumentType) -> tuple[Row, ...]:
    """Every line of a list; blank lines and lines without a name are left out.

    Raises CaseError for a file that cannot be read, or that has no head line with names that the book knows.
    """
    try:
        pages = open_source(file.read_bytes(), file.name)
    except (OSError, UnreadableError) as error:
        raise CaseError(f"cannot be read ({error})", where=str(file), mend="Give an xlsx, xls or csv.") from error
    found: list[Row] = []
    headed = False
    for page in pages:
        for table in page.tables:
            heads = _heads(table, kind)
            if heads:
                headed = True
                found += _rows(table, heads, file.name)
    if not headed:
        names = "、".join(field.label for field in kind.fields[:6])
        raise CaseError("has no head line that is known", where=str(file), mend=f"Head its columns: {names} …")
    return tuple(found)


def _heads(table: Table, kind: DocumentType) -> tuple[int, Mapping[int, tuple[Field, str | None]]] | None:
    """The row of the heads, and by column the field and its unit."""
    known = {_bare(label): field for field in reversed(kind.fields) for f in field.find for label in f.labels}
    for row in table.rows:
        heads: dict[int, tuple[Field, str | None]] = {}
        for cell in row:
            field = known.get(_bare(cell.text))
            if field is not None:
                unit = _UNIT.search(cell.text)
                heads[cell.column] = (field, unit["unit"] if unit else field.unit)
        if len(heads) >= _LEAST_HEADS:
            return row[0].row, heads
    return None


def _bare(head: str) -> str:
    return re.sub(r"\s|[(（\[].*?[)）\]]|[*:：]", "", head)


def _rows(table: Table, heads: tuple[int, Mapping[int, tuple[Field, str | None]]], file: str) -> Iterator[Row]:
    first, fields = heads
    for row in table.rows:
        if row[0].row <= first:
            continue
        read = _row(row, fields, file)
        if "name" in read.values:
            yield read


def _row(cells: Sequence[Cell], fields: Mapping[int, tuple[Field, str | None]], file: str) -> Row:
    values: dict[str, Value] = {}
    refused: dict[str, str] = {}
    places: dict[str, str] = {}
    for cell in cells:
        if cell.column not in fields or not cell.text.strip():
            continue
        field, unit = fields[cell.column]
        try:
            read = TYPES[field.type](cell.text.strip(), unit=unit)
        except NotAValue as refusal:
            refused[field.name] = refusal.why
            continue
        if read.irregular and field.type == "credit_code":
            refused[field.name] = f"{cell.text.strip()} ({', '.join(read.irregular)})"
        elif read.value is not None:
            values[field.name] = read.value
            places[field.name] = f"{file} {cell.place}".strip()
    return Row(values, refused, places, file)
