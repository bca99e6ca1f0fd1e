"""Functions of the language: whether two texts name the same purpose of a loan, or leave that to a person."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from creditfile.language.contracts import covers, shares
from creditfile.language.missing import Missing, needing
from creditfile.values.names import text_sim
from creditfile.values.text import squeeze

_KINDS = {
    "purchase": "采购|购买|购进|购入|购置|购货|进货|订购|备货|货款|原材料|原料",
    "building": "建设|建造|新建|扩建|改造|装修|厂房|工程款",
    "repayment": "偿还|归还|置换|还旧|还贷|结清",
    "wages": "工资|薪酬|社保|劳务费",
    "rent": "租金|房租",
    "taxes": "税款|税费|缴税|纳税",
    "investment": "股权|增资|出资|投资",
}
"""What money may be spent on, told by these words; a text without any says nothing of it."""
_GENERAL = re.compile(
    "采购|购买|购进|购入|购置|购货|进货|订购|备货|用于|支付|货款|款项?|费用|一批|若干|生产|经营|加工|日常|周转|流动资金|资金|贷款|借款"
    "|本公司|我公司|公司|企业|所需|需要|各[种类]|主要|相关|原材料|原料|材料|辅料|产品|货物|商品|物资|存货|拟|等|的|用|以及|及|和|与|为"
    r"|[\W_]"
)
"""Words that name no one thing to be bought or paid."""
_OF_EVERY_TRADE = frozenset("材料品件物机器具用货款费等类大小新型股东")
_JOINED = re.compile("[、,，;；和与及]")
ALIKE = Decimal("0.8")
"""From this similarity on, two texts that name the same thing are one purpose in other words."""


def same_purpose(one: str, other: str) -> Any:
    """True for one purpose in other words, false for two; missing where one is part of the other or names but a kind.

    Two are different where they spend on different things (采购 and 偿还借款), or on the same kind of thing and name
    nothing in common (采购钢材 and 采购铝材). 采购原材料 beside 采购铜箔基材 is for a person to say.
    """
    first, second = squeeze(one), squeeze(other)
    kinds, others = _kinds(first), _kinds(second)
    things, further = _things(first), _things(second)
    if kinds and others and not kinds & others:
        return False
    if kinds == others and (things == further or _is_worded_longer(first, second)):
        return True
    common = _have_in_common(things, further)
    if kinds == others and common and text_sim(first, second) >= ALIKE:
        return True
    is_other = bool(kinds and others and things and further) and not common and not _letters(things) & _letters(further)
    return False if is_other else Missing()


def buys(purpose: str, goods: str) -> Any:
    """Whether a purpose is to buy such goods; missing where it names but the kind of thing."""
    return covers(purpose, goods) or shares(purpose, goods) or same_purpose(purpose, f"采购{goods}")


def _kinds(text: str) -> frozenset[str]:
    return frozenset(kind for kind, words in _KINDS.items() if re.search(words, text))


def _things(text: str) -> frozenset[str]:
    """What is bought or paid, words of every trade aside."""
    return frozenset(_GENERAL.sub(" ", text).split())


def _letters(things: frozenset[str]) -> set[str]:
    """Those that may name one trade in two words: 钢 of 特钢棒材 and 钢管, not the 材 of 钢材 and 铝材."""
    return set("".join(things)) - _OF_EVERY_TRADE


def _is_worded_longer(one: str, other: str) -> bool:
    """Whether the longer text says the shorter and adds no further thing to a list."""
    short, whole = sorted((one, other), key=len)
    return covers(short, whole) and len(_JOINED.findall(short)) == len(_JOINED.findall(whole))


def _have_in_common(things: frozenset[str], further: frozenset[str]) -> bool:
    return any(one in other or other in one or shares(one, other) for one in things for other in further)


FUNCTIONS: dict[str, Callable[..., Any]] = {"same_purpose": needing(2, same_purpose), "buys": needing(2, buys)}
