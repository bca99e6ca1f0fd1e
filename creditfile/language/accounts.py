"""Functions of the language over the entries of a bank account: what came in, what went out, whether balances run on.

An entry has its amounts in two columns (`credit` in, `debit` out), or in one (`amount`) with a `direction` or a sign.
Rows without a day (sums, carried-over balances) are no entries. Wallets list money moved between one's own pots as
neither in nor out (不计收支, 中性交易), and payments that came to nothing with a `status` (失败, 交易关闭): both move
nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from creditfile.language.missing import Missing, cell, needing
from creditfile.values.currencies import names_foreign

_OUT = re.compile(r"借|支|出|付|往|^(?:D|DR|-)$", re.IGNORECASE)
_IN = re.compile(r"贷|收|进|入|来|^(?:C|CR|\+)$", re.IGNORECASE)
_NEITHER = re.compile(r"^(?:不计(?:收支|入收支)?|中性(?:交易)?|非收支|其他|/)$")
_OWN_POTS = re.compile(r"零钱(?:提现|充值|通)|余额宝|理财通|^(?:提现|充值)$")
_WAY = re.compile(r"^(?:转[入出]|收入|支出|存[入款]?|支?取款?|[来往]账|[借贷]方?|[收付]款?)$")
_SUM = re.compile(
    r"^(?:本[页日月季年期]|当[日月]|全年|自年初)?(?:小计|合计|总计|累计|共计)(?:数|金额|发生额)?$"
    r"|^(?:承前页?|过次页?|转下页|[上前]页结转|结转下页)$"
)
_FAILED = re.compile(r"失败|关闭|撤销|作废|拒绝|无效|未成功")
FEN = Decimal("0.01")


def received(entry: Any) -> Any:
    """What an entry brings in, in yuan; nothing for one that pays out; missing where it does not say."""
    return _either(entry, 0)


def paid(entry: Any) -> Any:
    """What an entry pays out, in yuan; nothing for one that brings in; missing where it does not say."""
    return _either(entry, 1)


def directed(rows: Any) -> tuple[Any, ...]:
    """The entries, each with the direction that its balance tells where one column holds amounts without sign or flag.

    In such a list an amount does not say whether it came or went. Where the balances do not tell either, the direction
    is `?`; the entry before the first balance came in where it is all there is and so did all the others.
    An amount without flag among others that have one is left open too, unless it moved between pots of a wallet.
    Outgoings printed with a minus in a column of their own are given without it.
    """
    entries: list[Any] = _left_open(_outgoings_unsigned(_ways_as_kinds(list(rows))))
    if not _is_unsigned(entries):
        return tuple(entries)
    newest_first = _earliest_first(entries) is not entries
    ordered = entries[::-1] if newest_first else entries
    said: list[str] = []
    before: Decimal | None = None
    for row in ordered:
        amount, balance = row.get("amount"), row.get("balance")
        moved = None if None in (amount, balance, before) else Decimal(balance) - Decimal(before or 0)
        said.append("贷" if moved == amount else "借" if moved == -amount else "?" if amount is not None else "")
        before = balance if balance is not None else before
    if said and {way for way in said[1:] if way} == {"贷"} and ordered[0].get("balance") == ordered[0].get("amount"):
        said[0] = "贷"
    told = [{**row, "direction": way} if way else row for row, way in zip(ordered, said, strict=True)]
    return tuple(told[::-1] if newest_first else told)


def _ways_as_kinds(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Where the kind of every amount is a way (转入, 转出), it is its flag."""
    alone = [row for row in rows if row.get("amount") is not None]
    if not alone or not all(_says_nothing(row) and _WAY.search(str(row.get("memo") or "").strip()) for row in alone):
        return rows
    return [{**row, "direction": row.get("memo")} for row in rows]


def _outgoings_unsigned(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Where each outgoing has a minus, it says the way, unless a balance that rises by it shows money taken back."""
    outgoings = [row["debit"] for row in rows if row.get("debit")]
    if not outgoings or max(outgoings) > 0:
        return rows
    shown = _earliest_first([row for row in rows if row.get("balance") is not None])
    if any(row.get("debit") and row["balance"] - before["balance"] == -row["debit"] for before, row in pairwise(shown)):
        return rows
    return [{**row, "debit": -row["debit"]} if row.get("debit") else row for row in rows]


def _left_open(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """In a list with flags, an amount that has none and no sign is not thereby money that came in."""
    if not any(str(row.get("direction") or "").strip() for row in rows):
        return rows
    return [
        {**row, "direction": "不计收支" if _OWN_POTS.search(str(row.get("memo") or "")) else "?"}
        if (row.get("amount") or 0) > 0 and _says_nothing(row) else row
        for row in rows
    ]


def _says_nothing(row: Mapping[str, Any]) -> bool:
    """Neither a flag nor a column of its own says which way the amount went."""
    return not str(row.get("direction") or "").strip() and row.get("credit") is None and row.get("debit") is None


def _is_unsigned(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether all amounts stand in one column, none with a sign or a flag."""
    alone = [row for row in rows if row.get("amount") is not None]
    return len(alone) > 1 and all(row["amount"] >= 0 and _says_nothing(row) for row in alone)


def balance_breaks(rows: Any) -> tuple[str, ...]:
    """Entries after which the printed balance is not the one before plus what came in less what went out.

    Either order of days is read; an entry without amounts or balance is passed over and starts the count anew.
    """
    breaks = []
    shown = [row for row in directed(rows) if row.get("balance") is not None]
    for before, row in pairwise(_earliest_first(shown)):
        moved = _moved(row)
        if moved is not None and before["balance"] + moved[0] - moved[1] != row["balance"]:
            breaks.append(f"{row.get('date', '')} {row['balance']:,.2f}")
    return tuple(breaks)


def runs_on(rows: Any) -> Any:
    """Whether the last balance is the first one plus all that moved between: false where entries are lacking.

    True of a list without balances; missing where an entry does not say what it moved.
    """
    entries = _entries(directed(rows))
    shown = [at for at, row in enumerate(entries) if row.get("balance") is not None]
    if not shown:
        return True
    first, last = shown[0], shown[-1]
    moves = [_moved(row) for row in entries[first + 1 : last + 1]]
    known = [move for move in moves if move is not None]
    if len(known) < len(moves):
        return Missing.at("amount")
    whole = sum((came - went for came, went in known), Decimal(0))
    return bool(abs(entries[last]["balance"] - entries[first]["balance"] - whole) < FEN)


def last_balance(rows: Any, until: date | None = None) -> Any:
    """The balance after the last entry, or after the last until a day; missing where no entry before it shows one."""
    shown = [
        row["balance"]
        for row in _entries(rows)
        if row.get("balance") is not None and (until is None or row["date"] <= until)
    ]
    return shown[-1] if shown else Missing.at("balance")


def _entries(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those with a day, the earliest first."""
    return _earliest_first([row for row in rows if row.get("date") is not None])


def _earliest_first(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Banks print entries either way."""
    days = [row["date"] for row in rows if row.get("date") is not None]
    return rows[::-1] if days and days[0] > days[-1] else rows


def _either(entry: Any, side: int) -> Any:
    moved = _moved(entry)
    return Missing.at("amount") if moved is None else moved[side]


def _moved(entry: Any) -> tuple[Decimal, Decimal] | None:
    """What an entry brings in and pays out in yuan; None where it does not say. Sums printed between bring nothing."""
    credit, debit, amount, direction = (cell(entry, key) for key in ("credit", "debit", "amount", "direction"))
    said, memo = str(direction or "").strip(), str(cell(entry, "memo") or "").strip()
    if _FAILED.search(str(cell(entry, "status") or "")) or _NEITHER.search(said) or _SUM.search(memo):
        return Decimal(0), Decimal(0)
    if names_foreign(str(cell(entry, "currency") or "")):
        return None
    if credit is not None or debit is not None:
        return Decimal(credit or 0), Decimal(debit or 0)
    if amount is None:
        return None
    value = Decimal(amount)
    if not said:
        return max(value, Decimal(0)), max(-value, Decimal(0))
    goes, comes = bool(_OUT.search(said)), bool(_IN.search(said))
    if goes == comes:
        return None
    return (Decimal(0), abs(value)) if goes else (value, Decimal(0))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "received": needing(None, received),
    "paid": needing(None, paid),
    "directed": needing(None, directed),
    "balance_breaks": needing(None, balance_breaks),
    "runs_on": needing(None, runs_on),
    "last_balance": needing(None, last_balance),
}
