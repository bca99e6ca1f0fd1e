"""Functions of the language over the entries of a bank account: what came in, what went out, whether balances run on.

An entry has its amounts in two columns (`credit` in, `debit` out), or in one (`amount`) with a `direction` or a sign.
Rows without a day (sums, carried-over balances) are no entries.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from creditfile.language.missing import Missing, needing

_OUT = re.compile(r"借|支|出|付|^(?:D|DR|-)$", re.IGNORECASE)
_IN = re.compile(r"贷|收|进|入|^(?:C|CR|\+)$", re.IGNORECASE)
FEN = Decimal("0.01")


def received(entry: Any) -> Any:
    """What an entry brings in, in yuan; nothing for one that pays out; missing where it does not say."""
    return _either(entry, 0)


def paid(entry: Any) -> Any:
    """What an entry pays out, in yuan; nothing for one that brings in; missing where it does not say."""
    return _either(entry, 1)


def balance_breaks(rows: Any) -> tuple[str, ...]:
    """Entries after which the printed balance is not the one before plus what came in less what went out.

    Either order of days is read; an entry without amounts or balance is passed over and starts the count anew.
    """
    listed = [row for row in rows if row.get("balance") is not None]
    days = [row["date"] for row in listed if row.get("date") is not None]
    if days and days[0] > days[-1]:
        listed.reverse()
    breaks = []
    for before, row in pairwise(listed):
        moved = _moved(row)
        if moved is not None and before["balance"] + moved[0] - moved[1] != row["balance"]:
            breaks.append(f"{row.get('date', '')} {row['balance']:,.2f}")
    return tuple(breaks)


def runs_on(rows: Any) -> Any:
    """Whether the last balance is the first one plus all that moved between: false where entries are lacking.

    True of a list without balances; missing where an entry does not say what it moved.
    """
    listed = [row for row in _entries(rows) if row.get("balance") is not None]
    if not listed:
        return True
    moves = [_moved(row) for row in _entries(rows)[1:]]
    known = [move for move in moves if move is not None]
    if len(known) < len(moves):
        return Missing.at("amount")
    whole = sum((came - went for came, went in known), Decimal(0))
    return bool(abs(listed[-1]["balance"] - listed[0]["balance"] - whole) < FEN)


def last_balance(rows: Any, until: date | None = None) -> Any:
    """The balance after the last entry, or after the last until a day; missing where no entry before it shows one."""
    shown = [
        row["balance"]
        for row in _entries(rows)
        if row.get("balance") is not None and (until is None or row["date"] <= until)
    ]
    return shown[-1] if shown else Missing.at("balance")


def _entries(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those with a day, the earliest first: banks print them either way."""
    dated = [row for row in rows if row.get("date") is not None]
    return dated[::-1] if dated and dated[0]["date"] > dated[-1]["date"] else dated


def _either(entry: Any, side: int) -> Any:
    moved = _moved(entry if isinstance(entry, Mapping) else {key: _known(entry.step(key)) for key in _COLUMNS})
    return Missing.at("amount") if moved is None else moved[side]


_COLUMNS = ("credit", "debit", "amount", "direction")


def _known(value: Any) -> Any:
    return None if isinstance(value, Missing) else value


def _moved(entry: Mapping[str, Any]) -> tuple[Decimal, Decimal] | None:
    """What an entry brings in and pays out; None where it does not say."""
    credit, debit, amount, direction = (entry.get(key) for key in _COLUMNS)
    if credit is not None or debit is not None:
        return Decimal(credit or 0), Decimal(debit or 0)
    if amount is None:
        return None
    value = Decimal(amount)
    said = str(direction or "").strip()
    if not said:
        return max(value, Decimal(0)), max(-value, Decimal(0))
    if _OUT.search(said):
        return Decimal(0), abs(value)
    return (value, Decimal(0)) if _IN.search(said) else None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "received": needing(None, received),
    "paid": needing(None, paid),
    "balance_breaks": needing(None, balance_breaks),
    "runs_on": needing(None, runs_on),
    "last_balance": needing(None, last_balance),
}
