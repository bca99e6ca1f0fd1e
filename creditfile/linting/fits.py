"""Do filters and units fit the type of what they print: an amount in 万元 beside 万元, a ratio in percent."""

import re
from collections.abc import Iterator, Mapping

from creditfile.book import Book
from creditfile.content import did_you_mean
from creditfile.filling.names import plain_address
from creditfile.filling.trees import Shown
from creditfile.linting.complaints import Complaint
from creditfile.linting.house import House
from creditfile.linting.names import Dictionary, plain
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Part, Spot, Table

_NEUTRAL = frozenset({
    "abs", "dash", "listed", "or_blank", "where", "first", "last", "min", "max", "sort", "unique", "periods",
    "oldest_first", "days_after",
})
"""Filters that leave a value of the type it is, or say something where there is none."""
_OF_LISTS = frozenset({"count", "length", "pick", "total", "join", "some", "every", "sentence", "number", "string"})
"""Filters that make something else of a list."""
_MONEY = re.compile(r"(?:百|千|万|亿)*元(?![a-zA-Z])")
_UNIT = re.compile(r"^(?:(?:百|千|万|亿)*元|个?月|天|日|年|[%％‰]|个百分点)")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_OF_MONEY = frozenset({"wan", "money"})


def complaints(opened: Opened, book: Book, known: Dictionary, house: House) -> Iterator[Complaint]:
    """Filters and units that do not fit."""
    yield from signs(opened)
    yield from _fixed(opened, house)
    words = _worded_fields(book.templates.words)
    for source, each in opened.shown:
        part = opened.parts[source.part]
        for shown in each:
            spot = source.at(shown.line)
            yield from _conditional(shown, spot, opened, house)
            if shown.asks:
                continue
            yield from _counted(shown, spot, part, opened)
            kinds = _kinds(shown, known)
            yield from _filtered(shown, kinds, words, spot, opened, house)
            yield from _united(shown, kinds, spot, part, opened, house)


def _kinds(shown: Shown, known: Dictionary) -> frozenset[str]:
    """The types that what is printed may have; empty where any is not known."""
    each = [known.types_of(address) for address in shown.values]
    return frozenset().union(*each) if each and all(each) else frozenset()


def _last(shown: Shown) -> str:
    """The filter that gives a value its looks, as written; empty where there is none."""
    telling = [one for one in shown.chain if one.partition("(")[0] not in _NEUTRAL]
    return telling[-1] if telling else ""


def _filtered(
    shown: Shown, kinds: frozenset[str], words: frozenset[str], spot: Spot, opened: Opened, house: House
) -> Iterator[Complaint]:
    own = [house.fields[name] for address in shown.values if (name := plain(address)) in house.fields]
    allowed = {name for names in own or [house.filters.get(kind, ()) for kind in kinds] for name in names}
    known_to_house = {one.partition("(")[0] for names in house.filters.values() for one in names} | _OF_LISTS
    last = _last(shown)
    if house.filters and last and last.partition("(")[0] not in known_to_house:
        yield opened.says(
            "LNT-218", f"行文规范中没有格式 | {last}", f"the house style knows no filter | {last}",
            "换成规范中的格式,或加进 templates/house.toml。Take one that it knows, or add it there.", spot,
        )
        return
    if not allowed or not (own or (kinds and kinds <= house.filters.keys())):
        return
    written = _last(shown)
    fits = written in allowed or f"{written.partition('(')[0]}(*)" in allowed
    if written == "" and kinds == {"choice"} and any(plain_address(plain(one)) in words for one in shown.values):
        fits = False
    if fits:
        return
    best = " · ".join(sorted(f"| {name}" for name in allowed if name)) or "不加格式 no filter"
    said = f"| {written}" if written else "没有格式"
    meant = did_you_mean(written, allowed) if written else ""
    yield opened.says(
        "LNT-218", f"{'、'.join(sorted(kinds))} 类事项 {shown.values[0]} {said},应为 {best}".strip(),
        f"{shown.values[0]} is of type {', '.join(sorted(kinds))}; "
        f"{'| ' + written if written else 'no filter'} does not fit it; fitting: {best}",
        meant if meant.startswith("did") else "换成相配的格式。Take a filter that fits.", spot,
    )


def _worded_fields(words: Mapping[str, str]) -> frozenset[str]:
    """Fields whose codes have words."""
    return frozenset(key.partition("=")[0].replace("[]", "") for key in words if "=" in key)


def _conditional(shown: Shown, spot: Spot, opened: Opened, house: House) -> Iterator[Complaint]:
    """`'增加' if a > b` says nothing otherwise."""
    if house.else_in_sentences and shown.open_ended:
        yield opened.says(
            "LNT-225", "条件不成立时什么也不印:缺少 else", "prints nothing otherwise: there is no else",
            "写成 {{ … if … else … }}。Write {{ … if … else … }}.", spot,
        )


# --- numbers ---

_SPAN = re.compile(r"(\d+)\s*(个工作日|天|日|周|小时|个月)")
_CALLED = re.compile(r"\|\s*(\w+)\(([^()]*)\)")
_SIGNED_TWICE = re.compile(
    r"\{\{ '[^']*' if (?P<value>[\w.]+) (?:>=|>|<=|<) (?P<other>[\w.]+) else '[^']*' \}\}"
    r"\{\{ (?P<shown>\(?[\w. -]+\)?)(?! ?\| abs)[ |}]"
)


def _counted(shown: Shown, spot: Spot, part: Part, opened: Opened) -> Iterator[Complaint]:
    """Days are those that the words beside them tell."""
    for one in shown.chain:
        name, _, rest = one.partition("(")
        given = rest.rstrip(")")
        if name == "days_after" and given.lstrip("-").isdigit():
            told = next((spans for words in _surroundings(spot, part) if (spans := _spans(words))), None)
            if told and abs(int(given)) not in told:
                yield opened.says(
                    "LNT-220", f"{one} 与旁边所写的 {'、'.join(map(str, sorted(told)))} 天不符",
                    f"{one} is other than the {', '.join(map(str, sorted(told)))} days beside it",
                    "改正天数。Mend the days.", spot,
                )


def _spans(words: str) -> set[int]:
    """Days that words tell of: 3天, 24小时, 3周, 6个月."""
    found = set()
    for number, unit in _SPAN.findall(words):
        count = int(number)
        found.add({"周": 7 * count, "小时": -(-count // 24), "个月": 30 * count}.get(unit, count))
    return found


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


# --- units ---


def _united(
    shown: Shown, kinds: frozenset[str], spot: Spot, part: Part, opened: Opened, house: House
) -> Iterator[Complaint]:
    if not 0 < spot.paragraph <= len(part.paragraphs):
        return
    last = _last(shown)
    words = part.paragraphs[spot.paragraph - 1].words
    name = last.partition("(")[0] or (next(iter(kinds)) if len(kinds) == 1 else "")
    for before, after in _sides(words, spot.tag):
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
        around = " ".join((before, *_surroundings(spot, part)))
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


def _sides(words: str, tag: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each place of a tag, without other tags."""
    start = words.find(tag) if tag else -1
    while start >= 0:
        end = start + len(tag)
        behind = re.split(r"\{\{|\{%(?!\s*end)", words[end:])[0]
        yield _TAG.sub("", words[:start]), _TAG.sub("", behind).strip()
        start = words.find(tag, end)


def _nearest_money(before: str, after: str, spot: Spot, part: Part) -> str | None:
    if found := _MONEY.findall(before):
        return str(found[-1])
    for words in (after, *_surroundings(spot, part)):
        if found := _MONEY.findall(words):
            return str(found[0])
    return None


def _surroundings(spot: Spot, part: Part) -> Iterator[str]:
    """What tells of a cell, the nearest first: its row, its column's head, the other heads, the caption."""
    for number, row, column in reversed(spot.cells):
        table = part.tables[number]
        yield _TAG.sub("", " ".join(table.rows[row - 1][: column - 1]))
        yield _TAG.sub("", " ".join(table.rows[row - 1][column:]))
        yield from _head(table, row, column)
        yield _TAG.sub("", table.caption)


def _head(table: Table, row: int, column: int) -> Iterator[str]:
    """The rows above that are one cell, the nearest first; the head of the column."""
    yield from (_TAG.sub("", above[0]) for above in reversed(table.rows[: row - 1]) if len(above) == 1)
    head = table.rows[0] if table.rows else []
    if 0 < column <= len(head):
        yield _TAG.sub("", head[column - 1])
