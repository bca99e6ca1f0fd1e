"""Text becomes typed values: a cerberus schema made from each document type's own field definitions."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from cerberus import Validator

from creditfile.model import Fact, Reading, Trouble
from creditfile.model.document import Column, DocumentType, Field
from creditfile.values.identity import mend_candidates
from creditfile.values.money import read_amount
from creditfile.values.remarks import remark
from creditfile.values.types import TYPES, NotAValue

KINDS = frozenset(TYPES) | {"table", "list"}
"""Every type a field may have."""

CHECKED = frozenset({"credit_code", "id_number", "bank_card"})
"""Types whose check character vouches for what was read: a wrong character shows, but for about one in thirty."""

MILD = frozenset(
    {
        "missing_renminbi",
        "gap_after_renminbi",
        "missing_zheng",
        "zheng_after_fen",
        "zero_missing",
        "zero_extra",
        "bill_date_form",
        "stated_twice",
        "bracketed_negative",
        "organisation_check_digit",
        "unknown_region",
        "retired_region",
        "old_id_number",
        "form_style_zeros",
        "missing_one_before_ten",
    }
)
"""Oddities of form that leave no doubt about the value: they are told, and nobody is asked."""

UNREADABLE_VALUE = "RDG-121"


@dataclass(frozen=True, slots=True)
class Typed:
    """One reading with its value, or why it has none."""

    reading: Reading
    """As found."""
    fact: Fact | None
    """Typed; None when the text is no such value."""
    trouble: Trouble | None = None
    """Why not."""


class _Coercing(Validator):  # type: ignore[misc]
    """Cerberus with our own readers of values as coercions; keeps what they returned, not only the value."""

    types_mapping = Validator.types_mapping.copy()


@lru_cache(maxsize=512)
def _validator(field: Field) -> Any:
    """The cerberus schema of one field: text in, typed value out."""
    return _Coercing({"value": {"coerce": _reader(field), "nullable": True, "required": True}}, allow_unknown=False)


def _reader(field: Field) -> Any:
    if field.columns:
        return lambda rows: _rows(field.columns, rows)
    if field.type == "list":
        return lambda text: _Table(tuple(part for part in re.split(r"[、,;;，\s]+", text) if part), ())
    read = TYPES[field.type]
    choices = dict(field.choices) or None
    return lambda raw: _or_refusal(lambda: read(raw, unit=field.unit, choices=choices))


def _or_refusal(read: Callable[[], Any]) -> Any:
    """The value, or the refusal itself: cerberus would turn it into a sentence for programmers."""
    try:
        return read()
    except NotAValue as refusal:
        return refusal


def _rows(columns: tuple[Column, ...], rows: Any) -> Any:
    """A table: each cell typed by its column; a cell that is no such value is left out of its row and named.

    So is a number whose check character does not fit, which stays.
    """
    typed, irregular = [], []
    for number, row in enumerate(rows, start=1):
        cells: dict[str, Any] = {}
        for column in columns:
            raw = row.get(column.name)
            if raw in (None, ""):
                continue
            try:
                cell = TYPES[column.type](raw, unit=None)
            except NotAValue as refusal:
                irregular.append(f"row {number} {column.label}: {refusal.why}")
                continue
            cells[column.name] = cell.value
            if "check_digit" in cell.irregular:
                irregular.append(f"row {number} {column.label}: {remark('check_digit')}")
        typed.append(cells)
    return _Table(tuple(typed), tuple(irregular))


@dataclass(frozen=True, slots=True)
class _Table:
    value: tuple[Any, ...]
    irregular: tuple[str, ...]
    unit: str | None = None
    step: Decimal | None = None


def typed(reading: Reading, kind: DocumentType | None) -> Typed:
    """One reading typed by its field; what is already typed (a typed form) passes as it is."""
    field = kind.field(reading.field) if kind else None
    if field is None:
        return _statement_figure(reading) if reading.fact.type == "money" else Typed(reading, reading.fact)
    fact = replace(reading.fact, type=field.type, label=reading.fact.label or field.label, label_en=field.label_en)
    if fact.value is None or _is_native(fact.value, field):
        return Typed(reading, replace(fact, unit=fact.unit or UNITS_OF.get(field.type)))
    if not isinstance(fact.value, str | tuple):
        fact = replace(fact, value=_as_text(fact.value))
    validator = _validator(field)
    if not validator.validate({"value": fact.value}):
        return _refused(reading, fact, str(validator.errors["value"]))
    value = validator.document["value"]
    if isinstance(value, NotAValue):
        return _refused(reading, fact, value.why)
    if value is None:
        return Typed(reading, replace(fact, value=None))
    doubts = tuple(_doubt(what) for what in value.irregular)
    checked = field.type in CHECKED and not doubts
    return Typed(
        reading,
        replace(
            fact,
            value=value.value,
            unit=value.unit or fact.unit,
            raw=fact.raw or str(reading.fact.value),
            step=value.step,
            doubts=(*fact.doubts, *doubts),
            witnesses=(*fact.witnesses, "check_digit") if checked else fact.witnesses,
        ),
    )


def _doubt(what: str) -> str:
    return f"{'remark' if what.partition(':')[0] in MILD else 'irregular'}:{what}"


UNITS_OF = {"money": "CNY", "rate": "percent", "months": "months", "days": "days"}
"""What a bare number in a typed form counts."""

_NATIVE: dict[str, tuple[type, ...]] = {
    "money": (Decimal, int),
    "rate": (Decimal, int),
    "ratio": (Decimal, int),
    "decimal": (Decimal, int),
    "integer": (int,),
    "months": (int,),
    "days": (int,),
    "date": (date,),
    "boolean": (bool,),
    "list": (tuple,),
}


def _is_native(value: Any, field: Field) -> bool:
    """Whether a typed form already gives the value as the field's type wants it."""
    if isinstance(value, bool):
        return field.type == "boolean"
    return isinstance(value, _NATIVE.get(field.type, ())) or (bool(field.columns) and _is_rows(value))


def _is_rows(value: Any) -> bool:
    """Rows of a typed form: some cell is no text; a cell of None is blank and says nothing."""
    cells = (
        (cell for row in value if isinstance(row, dict) for cell in row.values()) if isinstance(value, tuple) else ()
    )
    return any(cell is not None and not isinstance(cell, str) for cell in cells)


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


def _statement_figure(reading: Reading) -> Typed:
    """A cell of a statement: its printed text with its printed unit, as yuan."""
    fact = reading.fact
    if not isinstance(fact.value, str):
        return Typed(reading, fact)
    try:
        amount = read_amount(fact.value, fact.unit)
    except NotAValue as refusal:
        return _refused(reading, fact, refusal.why)
    raw = fact.raw or fact.value
    if amount.unit is None:
        return Typed(
            reading,
            replace(fact, value=amount.value, unit=None, raw=raw, confirm=True, doubts=(*fact.doubts, "unit")),
        )
    return Typed(reading, replace(fact, value=amount.value, unit="CNY", raw=raw, step=amount.precision))


def _refused(reading: Reading, fact: Fact, why: str) -> Typed:
    page = fact.origins[0].page if fact.origins else None
    said = f"{fact.label or reading.field}:“{fact.raw or fact.value}” {why}"
    if fact.type in CHECKED:
        said += "".join(f";或为 {code}(校验码相符)" for code in mend_candidates(fact.raw))
    return Typed(reading, None, Trouble(UNREADABLE_VALUE, said, page))
