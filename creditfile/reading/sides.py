"""The lines of a contract's head that belong to one party: from its role and name to the next party's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from creditfile.reading.clauses import clauses_of
from creditfile.reading.stretch import Stretch

ROLES = (
    *("共同借款人", "借款人", "借款方", "借款单位", "借款企业", "受信人", "授信申请人", "被授信人"),
    *("贷款人", "出借人", "贷款方", "贷款银行", "贷款行", "授信人"),
    *("保证人", "保证方", "担保人", "抵押权人", "抵押人", "抵押方", "出质人", "质押人", "质权人", "担保权人"),
    *("债权人", "债务人", "配偶", "共有人"),
)
"""Who may be a party; the longer before those they begin with."""
LINES = 60
"""A head is not longer; one without numbered clauses ends here."""
_PARTY = re.compile(
    rf"^\s*(?:[甲乙丙丁戊己]\s*方[A-Z\d一二三四五]?)?\s*\(?\s*(?:第[一二三四五])?(?P<role>{'|'.join(ROLES)})之?[A-Z\d一二三四五]?"
    r"\s*(?:全称|名称|姓名)?\s*\)?\s*"
    r"(?:\((?!签|盖|公章)[^()]{0,14}\))?\s*(?:全称|名称|姓名)?\s*(?:[:：]|\s{1,}\S|$)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of the head that belong to one party."""

    role: str
    start: int
    """The number of its first line."""
    end: int
    """The number of the line behind its last."""


def parts_of(stretch: Stretch, roles: tuple[str, ...]) -> Iterator[Stretch]:
    """The lines of each party in one of these roles."""
    for head in heads_of(stretch):
        if head.role in roles:
            yield replace(stretch.part(head.start, head.end), cut=True)


def heads_of(stretch: Stretch) -> tuple[Head, ...]:
    """Each party's lines in the head, in their order."""
    found = _heads(stretch)
    ends = [*(at for at, _ in found[1:]), min(_head_ends(stretch), found[-1][0] + 12)] if found else []
    return tuple(Head(role, at, end) for (at, role), end in zip(found, ends, strict=True))


_A_PART = re.compile(r"\s*第\s*[一二三四五1-5]\s*部分")
_SHORT = re.compile(
    rf"(?P<short>[甲乙丙丁戊己]\s*方)\s*\(\s*(?P<role>{'|'.join(ROLES)})\s*\)"
    rf"|^\s*(?P<role2>{'|'.join(ROLES)})[^。;]{{0,60}}?\([^()]{{0,10}}?(?P<short2>[甲乙丙丁戊己]\s*方)[^()]{{0,4}}\)"
)


def short_names(stretch: Stretch) -> tuple[int, dict[str, str]]:
    """From which line on a party goes by a short name, and the role behind each: 甲方 is the 保证人."""
    ends = _head_ends(stretch)
    known: dict[str, str] = {}
    for strip in stretch.strips[:ends]:
        for match in _SHORT.finditer(strip.plain):
            short, role = match["short"] or match["short2"], match["role"] or match["role2"]
            known.setdefault("".join(short.split()), role)
    return ends, known


def _heads(stretch: Stretch) -> list[tuple[int, str]]:
    """Each party's first line in the head, with its role."""
    matches = ((strip.number, _PARTY.match(strip.plain)) for strip in stretch.strips[: _head_ends(stretch)])
    return [(number, match["role"]) for number, match in matches if match]


def _head_ends(stretch: Stretch) -> int:
    """Where the first numbered clause begins that is not about the parties themselves.

    A part of the contract (第一部分 商务条款) is none: it may begin with the parties.
    """
    if "head ends" not in stretch.made:
        ends = min(LINES, len(stretch.strips))
        begun = (
            clause.strips[0].number for clause in clauses_of(stretch) if not _A_PART.match(clause.strips[0].plain)
        )
        stretch.made["head ends"] = min(next(begun, ends), ends)
    made = stretch.made["head ends"]
    assert isinstance(made, int)
    return made
