"""Amounts of a paper that counts in another currency than renminbi carry that currency, and are yuan nowhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from creditfile.model import Fact
from creditfile.model.fact import AMOUNTS
from creditfile.values.currencies import RENMINBI

OTHER_CURRENCY = "RDG-144"
FIELD = "currency"
"""The field by which a paper says what it counts in."""
_OWN_SIGN = re.compile(r"人民币|RMB|CNY|¥", re.IGNORECASE)


def counted(readings: Sequence[Fact]) -> list[Fact]:
    """One paper's readings, its amounts and tables in its own currency; what names renminbi itself stays yuan."""
    currency = foreign_currency(readings)
    if currency is None:
        return list(readings)
    return [replace(fact, unit=currency) if _is_bare(fact) else fact for fact in readings]


def foreign_currency(readings: Iterable[Fact]) -> str | None:
    """The currency a paper says it counts in; None for renminbi, where it says none, and where it says both."""
    said = [str(fact.value) for fact in readings if fact.name.endswith(f".{FIELD}") and fact.value is not None]
    return said[0] if said and RENMINBI not in said else None


def _is_bare(fact: Fact) -> bool:
    return fact.type in AMOUNTS and (isinstance(fact.value, tuple) or _OWN_SIGN.search(fact.raw) is None)


__all__ = ["OTHER_CURRENCY", "counted", "foreign_currency"]
