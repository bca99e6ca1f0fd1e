"""Amounts of a paper that counts in another currency than renminbi carry that currency, and are yuan nowhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from creditfile.model import Fact
from creditfile.model.document import DocumentType
from creditfile.model.fact import AMOUNTS
from creditfile.values.currencies import RENMINBI

OTHER_CURRENCY = "RDG-144"
FIELD = "currency"
"""The field by which a paper says what it counts in."""
_OWN_SIGN = re.compile("人民币|RMB|CNY", re.IGNORECASE)
"""Not ¥, which is yen as well."""


def counted(readings: Sequence[Fact], kind: DocumentType) -> list[Fact]:
    """One paper's readings, its amounts and lists of amounts in its own currency; what names renminbi stays yuan."""
    currency = foreign_currency(readings)
    if currency is None:
        return list(readings)
    return [replace(fact, unit=currency) if _is_bare(fact, kind) else fact for fact in readings]


def as_said(facts: Iterable[Fact], stated: Iterable[Fact]) -> list[Fact]:
    """The readings of papers of which a person says that they count in yuan, their amounts in yuan."""
    yuan = {
        address for address, _, field in (fact.name.rpartition(".") for fact in stated if fact.value == RENMINBI)
        if field == FIELD
    }
    return [
        replace(fact, unit=None if fact.type == "table" else RENMINBI)
        if fact.is_foreign and fact.name.rpartition(".")[0] in yuan else fact
        for fact in facts
    ]


def foreign_currency(readings: Iterable[Fact]) -> str | None:
    """The currency a paper says it counts in; None for renminbi, where it says none, and where it says both."""
    said = [str(fact.value) for fact in readings if fact.name.endswith(f".{FIELD}") and fact.value is not None]
    return said[0] if said and RENMINBI not in said else None


def _is_bare(fact: Fact, kind: DocumentType) -> bool:
    if fact.type == "table":
        field = kind.field(fact.name.rpartition(".")[2])
        return field is not None and any(column.type in AMOUNTS for column in field.columns)
    return fact.type in AMOUNTS and _OWN_SIGN.search(fact.raw) is None


__all__ = ["OTHER_CURRENCY", "as_said", "counted", "foreign_currency"]
