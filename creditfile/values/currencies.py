"""The currency a paper says it counts in, by its ISO 4217 code."""

import re

from creditfile.values.text import squeeze

RENMINBI = "CNY"
NONE_KNOWN = "XXX"
"""ISO 4217's code where no currency can be told: a paper names one that is not in the list."""

_NAMES = {
    RENMINBI: "人民币|本币|RMB|CNY|^¥$|^元$|^156$|^0{0,2}1$",
    "USD": "美元|美金|USD|US\\$|^840$|^0{0,1}14$",
    "EUR": "欧元|EUR|€|^978$|^0{0,1}38$",
    "HKD": "港元|港币|HKD|HK\\$|^344$|^0{0,1}13$",
    "JPY": "日元|日圆|JPY|^392$|^0{0,1}27$",
    "GBP": "英镑|GBP|£|^826$|^0{0,1}12$",
    "AUD": "澳大利亚元|澳元|AUD|^036$",
    "CAD": "加拿大元|加元|CAD|^124$",
    "SGD": "新加坡元|新元|SGD|^702$",
    "KRW": "韩元|韩国元|KRW|^410$",
    "CHF": "瑞士法郎|CHF|^756$",
    "RUB": "卢布|RUB|^643$",
    "TWD": "新?台币|TWD|^901$",
    "MOP": "澳门元|MOP|^446$",
}
"""Code → its names; numbers are ISO's, and the two digits that Chinese banks print for the commonest."""


def read_currency(text: str) -> str:
    """The one currency the text names, as its code; NONE_KNOWN for another, for several, and for 外币."""
    named = _named(text)
    return named[0] if len(named) == 1 else NONE_KNOWN


def names_foreign(text: str) -> bool:
    """Whether the text names another currency than renminbi, alone or beside it."""
    return any(code != RENMINBI for code in _named(text))


def _named(text: str) -> list[str]:
    plain = squeeze(text).upper()
    return [code for code, names in _NAMES.items() if re.search(names, plain)]
