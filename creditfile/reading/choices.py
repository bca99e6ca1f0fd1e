"""Options of a form and which of them are chosen: by a tick, or by the number of one (按下列第1种方式)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from creditfile.reading.stretch import Stretch, Strip
from creditfile.values.numerals import read_whole
from creditfile.values.refusal import NotAValue

_TICK = "☑☒√✓✔■▣●◉⊠☛"
_BOX = "□☐○◯"
_MARK = re.compile(
    rf"(?<![\"'“‘打划画填勾])[{_TICK}{_BOX}](?!\s*[\"'”’]|\s*[中内里](?:划|打|填|勾|画))"
    r"|\[\s*[xX√vV✓]?\s*\](?=\S)|\(\s*[√✓]\s*\)|\$\{\w*(?:[Ii]mg|[Cc]he?c?k|[Bb]ox)\w*\}(?=\S)"
)
_TICKED = re.compile(rf"[{_TICK}]|\[\s*[xX√vV✓]\s*\]|\(\s*[√✓]\s*\)")
_EMPTY_BRACKET = re.compile(r"\(\s{0,4}\)")
_N = r"第\s*_*\s*[(\[]?(?P<n{}>\d{{1,2}}|[一二三四五六七八九十]|[A-H]|(?<=[_ (\[]))[)\]]?\s*_*\s*"
_BY_NUMBER = re.compile(
    rf"(?:以下|下列|下述|如下)(?:的)?{_N.format(1)}(?:种|项|款)|{_N.format(2)}种(?=方式|方法|情形|还款|利率|[:：]|进行|执行|确定|计)"
)
_ONE_ONLY = re.compile(r"(?:任|其中|只能|选择)[^。;]{0,6}[一1]|[二三四五六]选一|单选|或者")
_SINGLE = re.compile(
    r"(?:还款|还本付息|偿还|计息|结息|付息|保证|利率|定价)(?:的)?(?:方式|类型|种类|方法)[^。;]{0,12}$|争议[^。;]{0,24}$|[是能可]否[^。;]{0,12}$"
)
_EITHER = (("固定利率", "浮动利率"), ("诉讼", "仲裁"), ("起诉", "仲裁"), ("一般保证", "连带"))
"""Words of options of which one shuts out the other."""
_BULLETED = re.compile(r":\s*[^\s_]")
_APART = re.compile(r"\s?[\u4e00-\u9fff]{2,12}\s+(?P<other>[\u4e00-\u9fff]{2,12}(?:\s+[\u4e00-\u9fff]{2,12})*)\s*")
APART = 400
"""An option is not longer."""
SHORT = 12
"""What of an option stands on the next line is not longer, in a table's narrow cell."""
LISTED = 12
"""The options chosen by number stand within so many lines."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several options, and where it stands."""

    text: str
    chosen: bool
    strip: Strip
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Options of which some are to be chosen."""

    question: str
    options: tuple[Option, ...]
    by_number: bool = False

    @property
    def chosen(self) -> tuple[Option, ...]:
        """Those that are."""
        return tuple(option for option in self.options if option.chosen)

    @property
    def one_only(self) -> bool:
        """Only one may be: the form says so, or one answer shuts out another."""
        if _ONE_ONLY.search(self.question) or _SINGLE.search(self.question.rstrip(" :：")):
            return True
        chosen = [option.text for option in self.chosen]
        return any(
            one is not other and first in one and second in other
            for first, second in _EITHER for one in chosen for other in chosen
        )


def choices_of(stretch: Stretch) -> tuple[Choice, ...]:
    """Every set of options, those with boxes and those chosen by number. Made once for each stretch."""
    if "choices" not in stretch.made:
        stretch.made["choices"] = (*_by_boxes(stretch), *_by_numbers(stretch))
    made = stretch.made["choices"]
    assert isinstance(made, tuple)
    return made


# ---------------------------------------------------------------- boxes


def _by_boxes(stretch: Stretch) -> Iterator[Choice]:
    """On one line, or on lines one under the other that each begin with a box."""
    group: list[tuple[Strip, list[re.Match[str]]]] = []
    for strip in stretch.strips:
        marks = _marks(strip.plain)
        leads = bool(marks) and not strip.plain[: marks[0].start()].strip()
        if group and not (leads and len(marks) == 1 and strip.number == group[-1][0].number + 1):
            yield from _grouped(stretch, group)
            group = []
        if marks:
            group.append((strip, marks))
            if not (leads and len(marks) == 1):
                yield from _grouped(stretch, group)
                group = []
    if group:
        yield from _grouped(stretch, group)


def _marks(line: str) -> list[re.Match[str]]:
    """The boxes of a line; empty brackets are boxes where one beside them is ticked."""
    marks = list(_MARK.finditer(line))
    if any(mark[0].startswith("(") for mark in marks):
        marks = sorted([*marks, *_EMPTY_BRACKET.finditer(line)], key=lambda mark: mark.start())
    return marks


def _grouped(stretch: Stretch, group: Sequence[tuple[Strip, list[re.Match[str]]]]) -> Iterator[Choice]:
    strip, marks = group[0]
    behind = len(group) == 1 and _stand_behind(strip.plain, marks)
    options = [option for line, its in group for option in (_before(line, its) if behind else _behind(line, its))]
    if len(options) < 2 and not any(option.chosen for option in options) and marks[0][0][0] != "$":
        return
    if not behind:
        options[-1] = replace(options[-1], text=options[-1].text + _runs_over(stretch, *group[-1]))
    question = strip.plain[: options[0].start].strip()
    if not question and strip.number:
        question = stretch.strips[strip.number - 1].plain.strip()
    yield Choice(question, tuple(options))


def _runs_over(stretch: Stretch, strip: Strip, marks: Sequence[re.Match[str]]) -> str:
    """What of a line's last option stands on the next line, under the options and before a further box."""
    if strip.number + 1 >= len(stretch.strips) or strip.plain.rstrip().endswith(("。", ";", "；")):
        return ""
    below = stretch.strips[strip.number + 1]
    further = _marks(below.plain)
    rest = below.plain[: further[0].start()].strip() if further else ""
    if not rest or len(rest) > SHORT or ":" in rest or below.page is not strip.page:
        return ""
    box, first = below.box(0, further[0].start()), strip.box(*marks[0].span())
    return rest if box is not None and first is not None and box.x0 > first.x0 - (first.bottom - first.top) else ""


def _stand_behind(line: str, marks: Sequence[re.Match[str]]) -> bool:
    """固定利率□ 浮动利率☑: the line ends with a box, and words stand right before its first."""
    lead = line[: marks[0].start()].rstrip()
    return not line[marks[-1].end() :].strip(" ,，、;；。") and bool(lead) and lead[-1] not in ":：为是按用于、,，)）"


def _behind(strip: Strip, marks: Sequence[re.Match[str]]) -> Iterator[Option]:
    """Each box before its option; the last of several on a line ends with its sentence.

    A lone tick chooses the first of some words set apart: √受托支付　　自主支付.
    """
    apart = _APART.fullmatch(strip.plain[marks[0].end() :]) if len(marks) == 1 else None
    if apart is not None and marks[0][0] in "√✓✔":
        middle = marks[0].end() + apart.start("other")
        yield _option(strip, marks[0], marks[0].end(), middle)
        yield Option(strip.plain[middle:].strip(), False, strip, middle, len(strip.plain))
        return
    for mark, following in pairwise([*marks, None]):
        assert mark is not None
        end = following.start() if following is not None else len(strip.plain)
        if following is None and len(marks) > 1:
            point = re.search("[。;；]", strip.plain[mark.end() :])
            end = mark.end() + point.start() if point else end
        yield _option(strip, mark, mark.end(), end)


def _before(strip: Strip, marks: Sequence[re.Match[str]]) -> Iterator[Option]:
    """Each box behind its option, the first option behind the question's colon."""
    start = max(strip.plain.rfind(sign, 0, marks[0].start()) for sign in ":：为") + 1
    for mark in marks:
        yield _option(strip, mark, start, mark.start())
        start = mark.end()


def _option(strip: Strip, mark: re.Match[str], start: int, end: int) -> Option:
    text = strip.plain[start:end].strip(" ,，、;；/。")
    return Option(text, _TICKED.fullmatch(mark[0]) is not None, strip, min(start, mark.start()), max(end, mark.end()))


# ---------------------------------------------------------------- numbers


def _by_numbers(stretch: Stretch) -> Iterator[Choice]:
    """What 第1种 refers to: the options numbered from 1 on behind it, on its line or on those below."""
    for strip in stretch.strips:
        for match in _BY_NUMBER.finditer(strip.plain):
            number = match["n1"] or match["n2"] or ""
            options = _numbered(stretch, strip, match.end(), _number(number), number.isascii() and number.isalpha())
            if len(options) > 1 and (not number or any(option.chosen for option in options)):
                end = options[0].start if options[0].strip is strip else len(strip.plain)
                yield Choice(strip.plain[:end].strip(), tuple(options), by_number=True)


_HAN = "一二三四五六七八九十"
_LETTERS = "ABCDEFGH"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩"
_WAYS: tuple[Callable[[int], str], ...] = (
    lambda number: rf"\({number}\)|(?<![\d.]){number}\s*[.、)](?!\d)",
    lambda number: rf"\({_HAN[number - 1]}\)",
    lambda number: _CIRCLES[number - 1],
    lambda number: rf"(?<![A-Za-z]){_LETTERS[number - 1]}\s*[.、:)]",
)
"""How options are numbered: the pattern of the option with a number."""


def _numbered(stretch: Stretch, strip: Strip, start: int, chosen: int, lettered: bool) -> list[Option]:
    """The options 1, 2, 3 … as far as they follow each other in one way of numbering."""
    lines = [(strip, start), *((line, 0) for line in stretch.strips[strip.number + 1 : strip.number + LISTED])]
    for way in _WAYS[3:] if lettered else _WAYS[:3]:
        found = _counted(lines, way, stretch.wrapped)
        if len(found) > 1:
            return list(_spans(found, chosen))
    return []


def _counted(
    lines: Sequence[tuple[Strip, int]], way: Callable[[int], str], wrapped: frozenset[int]
) -> list[tuple[Strip, int, int]]:
    """Where each number stands, one behind the other; under the first line each begins a line, or the line goes on."""
    found: list[tuple[Strip, int, int]] = []
    for line, begin in lines:
        at, goes_on = begin, line.number - 1 in wrapped
        while len(found) < len(_LETTERS) and (mark := _mark(way, len(found) + 1, line, at)) is not None:
            begins = not line.plain[: mark.start()].strip()
            if at == 0 and line is not lines[0][0] and not (begins or goes_on):
                break
            found.append((line, *mark.span()))
            at = mark.end()
        if found and at == 0 and len(found) > 1:
            break
    return found


def _mark(way: Callable[[int], str], number: int, line: Strip, at: int) -> re.Match[str] | None:
    return re.compile(way(number)).search(line.plain, at, at + APART)


def _spans(found: Sequence[tuple[Strip, int, int]], chosen: int) -> Iterator[Option]:
    """Each option up to the next on its line, else to the line's end."""
    for number, (strip, start, begin) in enumerate(found, 1):
        following = found[number] if number < len(found) else None
        end = following[1] if following is not None and following[0] is strip else len(strip.plain)
        if following is None and found[0][0] is strip:
            point = strip.plain.find("。", begin)
            end = point if point >= 0 else end
        yield Option(strip.plain[begin:end].strip(" ,，、;；。"), number == chosen, strip, start, end)


def _number(text: str) -> int:
    if text.isalpha() and text.isascii():
        return ord(text) - ord("A") + 1
    try:
        return int(text) if text.isdecimal() else read_whole(text)
    except NotAValue:
        return 0


# ---------------------------------------------------------------- what is not chosen


def _goes_on(stretch: Stretch, option: Option, options: Sequence[Option]) -> Iterator[tuple[int, int]]:
    """Further lines of an option that reaches a full line's end: up to the next option or the end of its sentence."""
    strip, end = option.strip, option.end
    while end == len(strip.plain) and strip.number in stretch.wrapped:
        strip = stretch.strips[strip.number + 1]
        begins = [other.start for other in options if other.strip is strip]
        point = re.search("[。;]", strip.plain)
        end = min([*begins, point.start() if point else len(strip.plain)])
        yield strip.number, end


def unchosen(stretch: Stretch) -> dict[int, list[tuple[int, int]]]:
    """By line: the places of the options that are not chosen, so state nothing.

    Where none is chosen, what has a colon and words behind it is no option: its box is a bullet.
    """
    if "unchosen" not in stretch.made:
        places: dict[int, list[tuple[int, int]]] = {}
        for choice in choices_of(stretch):
            for option in choice.options:
                if not option.chosen and (choice.chosen or not _BULLETED.search(option.text)):
                    places.setdefault(option.strip.number, []).append((option.start, option.end))
                    for number, end in _goes_on(stretch, option, choice.options):
                        places.setdefault(number, []).append((0, end))
        stretch.made["unchosen"] = places
    made = stretch.made["unchosen"]
    assert isinstance(made, dict)
    return made
