"""Are days reckoned as the words say: `| days_after(3)` beside 3天内, and no bare day where words tell of a span."""

import re
from collections.abc import Iterator

from creditfile.filling.trees import Shown
from creditfile.linting.complaints import Complaint
from creditfile.linting.house import House
from creditfile.linting.names import Dictionary, plain
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Part, Spot
from creditfile.linting.surroundings import surroundings, untagged
from creditfile.model import Severity

_SPAN = re.compile(r"(\d+)\s*(个工作日|天|日|周|小时|个月)(?!期)")
_MOVED = re.compile(r"(?:提前|前|后|第|^|[(（])\s*\d+\s*(?:个工作日|天|日|周|小时)\s*(?:内|前|后|[)）]|通知|$)")
"""Words that tell of a day so long before or after another: 24小时内, 到期前检查(15天), 提前30天."""
_DAYS = frozenset({"date", "period_start", "period_end"})


def complaints(opened: Opened, known: Dictionary, house: House) -> Iterator[Complaint]:
    """Days that are moved otherwise than the words say, or not at all; two labels that print the same day."""
    everywhere = _spans(" ".join(untagged(one.words) for part in opened.parts.values() for one in part.paragraphs))
    for source, each in opened.shown:
        part = opened.parts[source.part]
        bare: dict[tuple[int, str], tuple[str, Spot]] = {}
        for shown in each:
            if shown.asks or not 0 < source.at(shown.line).paragraph <= len(part.paragraphs):
                continue
            spot = source.at(shown.line)
            moved = [one.partition("(")[2].rstrip(")") for one in shown.chain if one.startswith("days_after(")]
            for days in moved:
                if days.lstrip("-").isdigit():
                    yield from _moved(abs(int(days)), spot, part, everywhere, opened, house)
            if not moved and _is_day(shown, known):
                yield from _not_moved(spot, part, opened)
                yield from _same_again(shown, spot, part, bare, opened)


def _is_day(shown: Shown, known: Dictionary) -> bool:
    kinds = [known.types_of(address) for address in shown.values]
    return not shown.chain and not shown.worked and bool(kinds) and all(kind and kind <= _DAYS for kind in kinds)


def _moved(
    days: int, spot: Spot, part: Part, everywhere: set[int], opened: Opened, house: House
) -> Iterator[Complaint]:
    """Days are those that the words beside them tell, or where these tell none, any words of the document."""
    beside = next((spans for words in surroundings(spot, part) if (spans := _spans(words))), set())
    if beside and days not in beside:
        yield opened.says(
            "LNT-220", f"{days} 天与旁边所写的 {'、'.join(map(str, sorted(beside)))} 天不符",
            f"{days} days are other than the {', '.join(map(str, sorted(beside)))} days beside it",
            "改正天数。Mend the days.", spot,
        )
    elif not beside and house.days_told and days not in everywhere:
        yield opened.says(
            "LNT-220", f"文书中没有写明 {days} 天", f"nothing in the document tells of {days} days",
            "改正天数,或写明天数。Mend the days, or say how many they are.", spot,
        )


def _spans(words: str) -> set[int]:
    """Days that words tell of: 3天, 24小时, 3周, 6个月."""
    found = set()
    for number, unit in _SPAN.findall(words):
        count = int(number)
        found.add({"周": 7 * count, "小时": -(-count // 24), "个月": 30 * count}.get(unit, count))
    return found


def _not_moved(spot: Spot, part: Part, opened: Opened) -> Iterator[Complaint]:
    """A day as it stands where the cell before it, or the head of its column, says 3天内."""
    if not spot.cells:
        return
    number, row, column = spot.cells[-1]
    table = part.tables[number]
    before = table.rows[row - 1][column - 2] if column > 1 else ""
    head = table.rows[0][column - 1] if row > 1 and table.heads[0] and column <= len(table.rows[0]) else ""
    for words in (before, head):
        if "{" not in words and (found := _MOVED.search(words.strip())):
            yield opened.says(
                "LNT-220", f"旁边写有“{found[0]}”,日期却没有推算",
                f"“{found[0]}” is beside it, and the day is not moved",
                "加上 | days_after(天数)。Add | days_after(days).", spot, Severity.WARNING,
            )


def _same_again(
    shown: Shown, spot: Spot, part: Part, before: dict[tuple[int, str], tuple[str, Spot]], opened: Opened
) -> Iterator[Complaint]:
    """方案日期 and 有效期至 in one form that print the same day."""
    if not spot.cells or len(spot.cells) > 1 or shown.in_loop:
        return
    number, row, column = spot.cells[-1]
    label = untagged(part.tables[number].rows[row - 1][column - 2]).strip() if column > 1 else ""
    day = plain(shown.values[0])
    other, _ = before.setdefault((number, day), (label, spot))
    if label and other and label != other:
        yield opened.says(
            "LNT-220", f"“{other}”与“{label}”印的是同一个日期 {day}",
            f"“{other}” and “{label}” print the same day, {day}",
            "其中一个应是别的日期,或经 | days_after 推算。One of them is another day, or is to be moved.",
            spot, Severity.WARNING,
        )
