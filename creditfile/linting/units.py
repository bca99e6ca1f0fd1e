"""Do units fit: each figure beside the unit it is printed in, and no unit that nothing is printed in."""

import re
from collections.abc import Iterator

from creditfile.filling.trees import Shown, alternatives
from creditfile.linting.complaints import Complaint
from creditfile.linting.house import House
from creditfile.linting.looks import kinds_of, last_filter
from creditfile.linting.names import Dictionary
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Part, Spot, Table, shortened
from creditfile.linting.surroundings import sides, surroundings, untagged

_MONEY = re.compile(r"(?:百|千|万|亿)*元(?![a-zA-Z])")
_UNIT = re.compile(r"^(?:(?:百|千|万|亿)*元|个?月|天|日|年|[%％‰]|个百分点)")
_CAPTION_UNIT = re.compile(r"单位\s*[：:]\s*((?:百|千|万|亿)*元)")
_FIGURE = re.compile(r"\d[\d,]{2,}|\d\.\d")
_OF_MONEY = frozenset({"wan", "money", "capital"})


def complaints(
    shown: Shown, kinds: frozenset[str], spot: Spot, part: Part, opened: Opened, house: House
) -> Iterator[Complaint]:
    """A unit that is lacking, another than the figure's, or written twice."""
    if not 0 < spot.paragraph <= len(part.paragraphs):
        return
    last = last_filter(shown.chain, shown.values)
    words = part.paragraphs[spot.paragraph - 1].words
    name = last.partition("(")[0] or (next(iter(kinds)) if len(kinds) == 1 else "")
    for before, after in sides(words, spot.tag):
        twice = next((sign for sign in house.printed.get(name, ()) if last and after.startswith(sign)), "")
        if twice:
            yield opened.says(
                "LNT-219", f"| {name} 已印出单位,后面不能再写“{twice}”",
                f"| {name} prints its unit itself; “{twice}” must not stand behind it", "", spot,
            )
        wanted = next((house.units[one] for one in (name, *sorted(kinds - _OF_MONEY)) if one in house.units), None)
        if wanted and (last or name not in _OF_MONEY):
            yield from _unit(wanted, before, after, spot, part, opened)


def _unit(wanted: str, before: str, after: str, spot: Spot, part: Part, opened: Opened) -> Iterator[Complaint]:
    """The nearest unit that is written must be the wanted one."""
    behind = _UNIT.match(after)
    is_money = wanted.endswith("元")
    if behind:
        told: str | None = behind[0]
    elif is_money:
        told = _nearest_money(before, after, spot, part)
    else:
        around = " ".join((before, *surroundings(spot, part)))
        told = wanted if any(word in around for word in _others(wanted)) else None
    if told == wanted or told in _others(wanted):
        return
    said = f"旁边的单位是“{told}”" if told else "旁边没有单位"
    yield opened.says(
        "LNT-219", f"应有单位“{wanted}”,{said}",
        f"the unit {wanted} is wanted beside it, {'not ' + told if told else 'there is none'}",
        "改正单位或格式。Mend the unit or the filter.", spot,
    )


def _others(unit: str) -> tuple[str, ...]:
    """Other ways to write a unit."""
    return {"个月": ("个月", "月"), "天": ("天", "日")}.get(unit, (unit,))


def _nearest_money(before: str, after: str, spot: Spot, part: Part) -> str | None:
    if found := _MONEY.findall(before):
        return str(found[-1])
    for words in (after, *surroundings(spot, part)):
        if found := _MONEY.findall(words):
            return str(found[0])
    return None


def captions(opened: Opened, known: Dictionary) -> Iterator[Complaint]:
    """A caption that says 单位：万元 above a table in which no money is printed."""
    with_money = _tables_with_money(opened, known)
    for part in opened.parts.values():
        for table in part.tables.values():
            told = _CAPTION_UNIT.search(table.caption)
            if told and (part.name, table.number) not in with_money and not _has_figures(table):
                spot = table.spots[0] if table.spots else Spot(part.name)
                yield opened.says(
                    "LNT-219", f"表题写有单位“{told[1]}”,表中没有金额",
                    f"the caption tells the unit {told[1]}, and no amount is printed in the table",
                    "删去该单位。Leave the unit out.",
                    Spot(spot.part, spot.paragraph, spot.cells, shortened(table.caption), told[0]),
                )


def _tables_with_money(opened: Opened, known: Dictionary) -> frozenset[tuple[str, int]]:
    found = set()
    for source, each in opened.shown:
        others = alternatives(source.source)
        for shown in each:
            kinds = kinds_of(shown, known, others)
            last = last_filter(shown.chain, shown.values).partition("(")[0]
            if not shown.asks and (last in _OF_MONEY or kinds & {"money", "capital"}):
                found |= {(source.part, number) for number, _, _ in source.at(shown.line).cells}
    return frozenset(found)


def _has_figures(table: Table) -> bool:
    """Whether figures are written in it."""
    return any(_FIGURE.search(untagged(cell)) for row in table.rows[1:] for cell in row)
