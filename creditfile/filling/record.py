"""The survey form as a record for the bank's own system: JSON with its schema, CSV and XLSX."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from creditfile.content import check_shape, faults, read_toml
from creditfile.errors import BookError, CaseError
from creditfile.filling.account import account
from creditfile.filling.fill import labelled
from creditfile.filling.printing import Sheet
from creditfile.filling.templates import Templates
from creditfile.language import Expression
from creditfile.language.expressions import the_language
from creditfile.language.missing import Missing
from creditfile.language.view import View
from creditfile.model import Case

if TYPE_CHECKING:
    from creditfile.reporting.plain_xlsx import Value

Plain = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the record."""

    id: str
    """In the record."""
    title: str
    """What people call it."""
    type: str
    """text, code, date, integer, money (yuan, two places), ratio (six places), rate (percent) or boolean."""
    value: Expression
    """On the facts, and `it` in a list."""
    column: str
    """The bank's own name for it."""
    required: bool
    """Whether a record without it is incomplete."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the record."""

    id: str
    title: str
    over: Expression
    """The elements."""
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class RecordBook:
    """What the record is made of."""

    version: int
    title: str
    groups: tuple[tuple[str, tuple[Field, ...]], ...]
    """Titles and fields."""
    lists: tuple[Listing, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Those with one value, in order."""
        return tuple(field for _, fields in self.groups for field in fields)


@dataclass(frozen=True, slots=True)
class Record:
    """One case's record."""

    case: str
    values: Mapping[str, Plain]
    """By field; None where the case does not say."""
    missing: Mapping[str, str]
    """What each field that is None would need, in Chinese."""
    sources: Mapping[str, str]
    """The files each field rests on."""
    lists: Mapping[str, Sequence[Mapping[str, Plain]]]
    complete: bool
    """Whether every required field has a value."""


def read_record_book(book: Path) -> RecordBook:
    """`templates/survey_form/record.toml` of a book. Raises BookError."""
    file = book / "templates" / "survey_form" / "record.toml"
    if not file.is_file():
        raise BookError("there is no record.toml", where=str(file), mend="Copy it from the book that came with it.")
    content = read_toml(file)
    check_shape(content, "record", file)
    language, where = the_language(), str(file)
    lists = tuple(
        Listing(one["id"], one["title"], language.expression(one["over"], where), _fields(one["fields"], where))
        for one in content.get("lists", ())
    )
    groups = tuple((group["title"], _fields(group["fields"], where)) for group in content["groups"])
    return RecordBook(content["version"], content["title"], groups, lists)


def _fields(entries: Sequence[Mapping[str, Any]], where: str) -> tuple[Field, ...]:
    language = the_language()
    return tuple(
        Field(
            entry["id"], entry["title"], entry["type"], language.expression(entry["value"], where),
            entry.get("column", entry["id"]), entry.get("required", False),
        )
        for entry in entries
    )


def record(case: Case, book: RecordBook, templates: Templates) -> Record:
    """The case's record, held against its schema. Raises CaseError where the case cannot be told in it."""
    view = View(case.facts)
    sheet = Sheet(labelled(view, templates.titles), templates.words)
    names = {"case": account(case, sheet, view, templates.titles)}
    values: dict[str, Plain] = {}
    missing: dict[str, str] = {}
    sources: dict[str, str] = {}
    for field in book.fields:
        outcome = field.value.on(view, **names)
        values[field.id] = _plain(outcome.value, field)
        if values[field.id] is None:
            missing[field.id] = "、".join(dict.fromkeys(map(sheet.label, outcome.missing))) or field.title
        elif outcome.read:
            files = (origin.source for fact in outcome.read for origin in fact.origins)
            sources[field.id] = "、".join(dict.fromkeys(files)) or "计算"
    lists = {one.id: tuple(_rows(one, view, names)) for one in book.lists}
    complete = all(values[field.id] is not None for field in book.fields if field.required)
    made = Record(case.id, values, missing, sources, lists, complete)
    _check(made, book)
    return made


def _rows(listing: Listing, view: View, names: Mapping[str, object]) -> Iterator[dict[str, Plain]]:
    elements = listing.over.on(view, **names).value
    for element in () if isinstance(elements, Missing) else elements:
        yield {field.id: _plain(field.value.on(view, **names, it=element).value, field) for field in listing.fields}


def _plain(value: Any, field: Field) -> Plain:
    """The value as the record holds it; amounts and ratios as decimal text, never as floating point."""
    if isinstance(value, Missing) or value is None:
        return None
    if field.type in ("money", "ratio", "rate"):
        places = {"money": 2, "ratio": 6}.get(field.type)
        number = Decimal(value)
        return f"{number if places is None else number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    if field.type == "integer":
        return int(value)
    if field.type == "boolean":
        return bool(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


# --- the schema ---

_TYPES: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": "string", "minLength": 1},
    "code": {"type": "string", "minLength": 1, "maxLength": 64},
    "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "integer": {"type": "integer"},
    "money": {"type": "string", "pattern": r"^-?\d+\.\d{2}$", "description": "元"},
    "ratio": {"type": "string", "pattern": r"^-?\d+\.\d{6}$"},
    "rate": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "description": "%"},
    "boolean": {"type": "boolean"},
}


def schema_of(book: RecordBook) -> dict[str, Any]:
    """The record's JSON Schema (draft 2020-12): a complete record has every required field."""
    required = {field.id: {"not": {"type": "null"}} for field in book.fields if field.required}
    rows = {
        one.id: {"type": "array", "title": one.title, "items": _object(one.fields)} for one in book.lists
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:creditfile:survey-form:{book.version}",
        "title": book.title,
        "type": "object",
        "additionalProperties": False,
        "required": ["schema", "case", "complete", "values", "missing", "sources", "lists"],
        "properties": {
            "schema": {"const": f"urn:creditfile:survey-form:{book.version}"},
            "case": {"type": "string", "minLength": 1},
            "complete": {"type": "boolean"},
            "values": _object(book.fields),
            "missing": {"type": "object", "additionalProperties": {"type": "string"}},
            "sources": {"type": "object", "additionalProperties": {"type": "string"}},
            "lists": {"type": "object", "additionalProperties": False, "required": list(rows), "properties": rows},
        },
        "if": {"properties": {"complete": {"const": True}}},
        "then": {"properties": {"values": {"properties": required}}},
    }


def _object(fields: Sequence[Field]) -> dict[str, Any]:
    kinds = {
        field.id: {"title": field.title, "anyOf": [dict(_TYPES[field.type]), {"type": "null"}]} for field in fields
    }
    return {"type": "object", "additionalProperties": False, "required": list(kinds), "properties": kinds}


def _check(made: Record, book: RecordBook) -> None:
    wrong = faults(to_object(made, book), schema_of(book))
    if wrong:
        raise CaseError(f"does not fit the record: {'; '.join(wrong)}", where=made.case)


# --- the forms it is written in ---


def to_object(made: Record, book: RecordBook) -> dict[str, Any]:
    """The record as JSON holds it."""
    return {
        "schema": f"urn:creditfile:survey-form:{book.version}",
        "case": made.case,
        "complete": made.complete,
        "values": dict(made.values),
        "missing": dict(made.missing),
        "sources": dict(made.sources),
        "lists": {name: [dict(row) for row in rows] for name, rows in made.lists.items()},
    }


def to_json(made: Record, book: RecordBook) -> bytes:
    """UTF-8, one field a line."""
    return (json.dumps(to_object(made, book), ensure_ascii=False, indent=1) + "\n").encode()


def to_csv(made: Record, book: RecordBook) -> bytes:
    """One line of headings, one of values, lists joined by ；; UTF-8 with its mark, for Excel; no cell is a formula."""
    heads = ["case", *(field.column for field in book.fields)]
    cells = [made.case, *(made.values[field.id] for field in book.fields)]
    for one in book.lists:
        for field in one.fields:
            heads.append(f"{one.id}.{field.column}")
            cells.append("；".join(_shown(row[field.id]) for row in made.lists[one.id]))
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows([heads, [_safe(cell) for cell in cells]])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def to_xlsx(made: Record, book: RecordBook) -> bytes:
    """A sheet of the fields and one for each list; amounts are numbers; the same record, the same bytes."""
    from creditfile.reporting.plain_xlsx import plain_workbook

    rows: list[list[Value]] = [["字段", "名称", "值", "来源", "缺少"]]
    for field in book.fields:
        source, missing = made.sources.get(field.id, ""), made.missing.get(field.id, "")
        rows.append([field.column, field.title, _typed(made.values[field.id], field.type), source, missing])
    sheets = {book.title: rows}
    for one in book.lists:
        lines = [[_typed(row[field.id], field.type) for field in one.fields] for row in made.lists[one.id]]
        sheets[one.title] = [[field.title for field in one.fields], *lines]
    return plain_workbook(sheets)


def _typed(value: Plain, kind: str) -> "Value":
    """A decimal text as a number, a day as a date."""
    if isinstance(value, str) and kind in ("money", "ratio", "rate"):
        return Decimal(value)
    return date.fromisoformat(value) if isinstance(value, str) and kind == "date" else value


_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _safe(value: Plain) -> str:
    """A cell that stays what it is when a spreadsheet opens it."""
    from creditfile.reporting.morning_xlsx import harmless

    words = _shown(value)
    return words if _NUMBER.fullmatch(words) else harmless(words)


def _shown(value: Plain) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


FORMS = {"json": to_json, "csv": to_csv, "xlsx": to_xlsx}
"""By name."""
