"""Functions of the language over entrusted payments: whom a mandate pays, and whether two accounts are one."""

import re
from collections.abc import Callable
from typing import Any

from creditfile.language.missing import Missing, needing
from creditfile.language.view import Record
from creditfile.values.identity import read_account

_Payee = dict[str, Any]
_MASK = re.compile("[*X]+")


def payees(mandate: Record) -> tuple[_Payee, ...]:
    """Whom a mandate pays, each with `name` and `account`: the rows of its list, or the one it names."""
    rows = mandate.step("payees")
    if isinstance(rows, Missing):
        return (_payee(mandate.step("payee"), mandate.step("payee_account"), mandate.address),)
    return tuple(_payee(row.get("name"), row.get("account"), mandate.address) for row in rows)


def _payee(name: Any, account: Any, address: str) -> _Payee:
    return {
        "name": Missing.at(f"{address}.payee") if name is None else name,
        "account": Missing.at(f"{address}.payee_account") if account is None else account,
    }


def same_account(one: str, other: str) -> Any:
    """Whether two account numbers are one; missing where a masked one may be the other."""
    first, second = read_account(one).value, read_account(other).value
    if not _MASK.search(first + second):
        return first == second
    return Missing() if _may_be(first, second) or _may_be(second, first) else False


def _may_be(masked: str, other: str) -> bool:
    """Whether what a masked number shows begins and ends the other; how many digits are hidden is not always shown."""
    shown = [re.escape(part) for part in _MASK.split(masked)]
    return re.fullmatch(".*".join(shown), other) is not None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "payees": needing(1, payees),
    "same_account": needing(2, same_account),
}
