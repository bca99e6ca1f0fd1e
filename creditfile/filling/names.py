"""What people call the fact at an address."""

import re
from collections.abc import Mapping

_INDEX = re.compile(r"\[[^\]]*\]|\.(latest_annual|latest|annual|all|prior|opening)\b")


def plain_address(address: str) -> str:
    """`guarantee[0].amount` → `guarantee[].amount`; `statement.annual[0].revenue` → `statement[].revenue`."""
    return re.sub(r"(\[\])+", "[]", _INDEX.sub("[]", address))


def name_of(address: str, *dictionaries: Mapping[str, str]) -> str:
    """What people call the fact at an address; the address itself where nobody has named it."""
    for key in (address, plain_address(address)):
        for names in dictionaries:
            if key in names:
                return names[key]
    return _WITHOUT_FACT.get(address, address)


_WITHOUT_FACT = {"÷0": "除数为零,无法计算", "÷≤0": "除数不大于零,无法计算"}
