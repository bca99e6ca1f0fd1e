"""Do filters and units fit the type of what they print: an amount in 万元 beside 万元, a ratio in percent."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from creditfile.book import Book
from creditfile.content import did_you_mean
from creditfile.filling.names import plain_address
from creditfile.filling.trees import Shown, alternatives
from creditfile.linting import units
from creditfile.linting.complaints import Complaint
from creditfile.linting.house import House
from creditfile.linting.looks import OF_DAYS, OF_LISTS, kinds_at, kinds_of, last_filter
from creditfile.linting.names import Dictionary, plain
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Part, Spot
from creditfile.model import Severity


def complaints(
    opened: Opened, book: Book, known: Dictionary, house: House, offered: Mapping[str, Any]
) -> Iterator[Complaint]:
    """Filters and units that do not fit; `offered`: what a template is given besides the facts."""
    yield from signs(opened)
    yield from _fixed(opened, house)
    yield from units.captions(opened, known)
    style = _Style(house, known, _coded(book, known))
    for part in opened.parts.values():
        yield from _told_twice(part, opened)
    for source, each in opened.shown:
        part, others = opened.parts[source.part], alternatives(source.source)
        for shown in each:
            spot = source.at(shown.line)
            yield from _conditional(shown, spot, opened, house)
            yield from _narrowed(shown, spot, opened, house)
            if shown.asks:
                continue
            yield from _filtered(shown, others, style, spot, opened)
            yield from _whole_list(shown, offered, spot, opened)
            yield from units.complaints(shown, kinds_of(shown, known, others), spot, part, opened, house)


def _filtered(
    shown: Shown, others: Mapping[str, tuple[str, ...]], style: "_Style", spot: Spot, opened: Opened
) -> Iterator[Complaint]:
    last = last_filter(shown.chain)
    if not style.house.filters:
        return
    if last and last.partition("(")[0] not in style.filters:
        yield opened.says(
            "LNT-218", f"行文规范中没有格式 | {last}", f"the house style knows no filter | {last}",
            "换成规范中的格式,或加进 templates/house.toml。Take one that it knows, or add it there.", spot,
        )
    elif shown.worked and not last:
        yield opened.says(
            "LNT-218", "算出的数没有格式", "a number that is worked out here has no filter",
            "加上 | money、| percent 等。Add | money, | percent or the like.", spot,
        )
    else:
        yield from (
            complaint
            for address, chain in shown.shaped
            if not (shown.worked and kinds_at(address, style.known, others) & OF_DAYS)
            for complaint in _one_filtered(address, last_filter(chain), others, style, spot, opened)
        )


def _one_filtered(
    address: str, written: str, others: Mapping[str, tuple[str, ...]], style: "_Style", spot: Spot, opened: Opened
) -> Iterator[Complaint]:
    """Of one of the facts that may be printed."""
    kinds = kinds_at(address, style.known, others)
    allowed = style.allowed(address, kinds)
    if not allowed or written in allowed or f"{written.partition('(')[0]}(*)" in allowed:
        return
    best = " · ".join(sorted(f"| {name}" for name in allowed if name)) or "不加格式 no filter"
    said = f"| {written}" if written else "没有格式"
    meant = did_you_mean(written, allowed) if written else ""
    yield opened.says(
        "LNT-218", f"{'、'.join(sorted(kinds))} 类事项 {address} {said},应为 {best}".strip(),
        f"{address} is of type {', '.join(sorted(kinds))}; "
        f"{'| ' + written if written else 'no filter'} does not fit it; fitting: {best}",
        meant if meant.startswith("did") else "换成相配的格式。Take a filter that fits.", spot,
    )


@dataclass(frozen=True)
class _Style:
    """What the house says of filters, and the book of codes."""

    house: House
    known: Dictionary
    coded: frozenset[str]

    @cached_property
    def filters(self) -> frozenset[str]:
        """All that may be used, by name."""
        named = {one.partition("(")[0] for names in self.house.filters.values() for one in names}
        return frozenset(named | OF_LISTS | {one for names in self.house.fields.values() for one in names if one})

    def allowed(self, address: str, kinds: frozenset[str]) -> frozenset[str]:
        """The filters of a fact, of its own or of its type; empty where nothing is asked."""
        own = self.house.fields.get(plain(address))
        if own is None and not (kinds and kinds <= self.house.filters.keys()):
            return frozenset()
        allowed = frozenset(own or (name for kind in kinds for name in self.house.filters[kind]))
        return allowed - {""} if plain_address(plain(address)) in self.coded else allowed


def _coded(book: Book, known: Dictionary) -> frozenset[str]:
    """Choices whose codes have words: `owner.vice=NONE` or, everywhere, `ENT`."""
    words = book.templates.words
    own = {key.partition("=")[0].replace("[]", "") for key in words if "=" in key}
    return frozenset({address for address, codes in known.choices.items() if codes & words.keys()} | own)


def _whole_list(shown: Shown, offered: Mapping[str, Any], spot: Spot, opened: Opened) -> Iterator[Complaint]:
    """`{{ case.findings }}` has no words of its own: it is counted, or run over."""
    for address, chain in shown.shaped:
        if not [one for one in chain if one.partition("(")[0] in OF_LISTS] and _is_list(address, offered):
            yield opened.says(
                "LNT-229", f"{address} 是一份清单,不能整份印成一个值",
                f"{address} is a list, which is no value to print",
                "加上 | count 或 | pick('it.…'),或用循环。Add | count or | pick('it.…'), or loop over it.", spot,
            )


def _is_list(address: str, offered: Mapping[str, Any]) -> bool:
    """Whether it is a list of ours whose elements are records."""
    value: Any = offered
    for step in address.split("."):
        if not isinstance(value, Mapping) or step not in value:
            return False
        value = value[step]
    first = next(iter(value), None) if hasattr(value, "__iter__") and not isinstance(value, str | Mapping) else None
    return isinstance(first, Mapping)


def _told_twice(part: Part, opened: Opened) -> Iterator[Complaint]:
    """共{{ a | count }}项,齐备{{ a | count }}项: one of the two counts something else."""
    for paragraph in part.paragraphs:
        counted = [tag for tag in paragraph.tags if _COUNTED.search(tag)]
        for tag in dict.fromkeys(tag for tag in counted if counted.count(tag) > 1):
            spot = paragraph.spot
            yield opened.says(
                "LNT-229", f"同一段里两次印 {tag}", f"{tag} is printed twice in one paragraph",
                "其中一处应筛选后再计数。One of them is to be narrowed first.",
                Spot(spot.part, spot.paragraph, spot.cells, spot.words, tag), Severity.WARNING,
            )


def _narrowed(shown: Shown, spot: Spot, opened: Opened, house: House) -> Iterator[Complaint]:
    """A list that is never wanted whole is asked for a part of it: `case.rules | where('it.outcome == …')`."""
    for address in shown.addresses:
        column = house.lists.get(address)
        if column and not any(f"it.{column}" in one for one in shown.chain):
            yield opened.says(
                "LNT-229", f"{address} 没有按 {column} 筛选,会印出全部",
                f"{address} is not narrowed by {column}: all of it is printed",
                f"加上 | where('it.{column} == …')。Add | where('it.{column} == …').", spot,
            )


def _conditional(shown: Shown, spot: Spot, opened: Opened, house: House) -> Iterator[Complaint]:
    """`'增加' if a > b` says nothing otherwise."""
    if house.else_in_sentences and shown.open_ended:
        yield opened.says(
            "LNT-225", "条件不成立时什么也不印:缺少 else", "prints nothing otherwise: there is no else",
            "写成 {{ … if … else … }}。Write {{ … if … else … }}.", spot,
        )


# --- numbers ---

_COUNTED = re.compile(r"\|\s*(?:count|length)\s*\}\}")
_CALLED = re.compile(r"\|\s*(\w+)\(([^()]*)\)")
_SIGNED_TWICE = re.compile(
    r"\{\{ '[^']*' if (?P<value>[\w.]+) (?:>=|>|<=|<) (?P<other>[\w.]+) else '[^']*' \}\}"
    r"\{\{ (?P<shown>\(?[\w. -]+\)?)(?! ?\| abs)[ |}]"
)


def _fixed(opened: Opened, house: House) -> Iterator[Complaint]:
    """Numbers that the house fixes: periods(3)."""
    for part in opened.parts.values():
        for paragraph in part.paragraphs:
            for tag in paragraph.tags:
                for name, given in _CALLED.findall(tag):
                    if name in house.arguments and given not in house.arguments[name]:
                        wanted = house.arguments[name]
                        spot = paragraph.spot
                        yield opened.says(
                            "LNT-220", f"{name}({given}) 的数字应为 {' 或 '.join(wanted)}",
                            f"the number of {name}({given}) should be {' or '.join(wanted)}",
                            "改正数字。Mend the number.",
                            Spot(spot.part, spot.paragraph, spot.cells, spot.words, tag),
                        )


def signs(opened: Opened) -> Iterator[Complaint]:
    """`{{ '增长' if x >= 0 else '下降' }}{{ x | percent }}` prints 下降-5%."""
    for part in opened.parts.values():
        for paragraph in part.paragraphs:
            for found in _SIGNED_TWICE.finditer(paragraph.words):
                shown = found["shown"].strip()
                if shown == found["value"] or shown.startswith(f"({found['value']} - "):
                    yield opened.says(
                        "LNT-220", f"正负号会印两次:{shown} 前面已有增减", f"the sign is told twice: {shown}",
                        "加上 | abs。Add | abs.",
                        Spot(paragraph.spot.part, paragraph.spot.paragraph, paragraph.spot.cells, shown, found[0]),
                    )
