"""A contract held against the bank's standard text: clause by clause, what was filled in, changed, added, taken out."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from creditfile.reading.clauses import Clause, clauses_of
from creditfile.reading.found import Piece
from creditfile.reading.pages import Line, Page, Word
from creditfile.reading.signing import signing_begins
from creditfile.reading.stretch import Stretch, Strip, squeezed

BASED_ON = 0.6
"""A paper is made on a standard text when at least this share of its clauses is found again."""
ALIKE = 0.5
"""Two clauses are the same one changed when they share at least this much."""
SHINGLE = 5
"""Letters of the runs by which like clauses are looked for."""
SHOWN = 40
"""Letters shown on either side of the first difference."""
_BLANK = re.compile(r"\{(?P<name>[^{}]{1,40})\}")
_BOXES = "□☐○◯☑☒√✓✔■▣●◉"
_PAGE_LINE = re.compile(r"^\s*(?:第\s*\d+\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}|-?\s*\d{1,3}\s*-?)\s*$")

_ON_TERMS = re.compile(
    "除外|另行|另有|同意|应当|有权|可以|不得|不再|视为|免除|减免|不超过|不承担|不适用|无需|从其|放弃|承诺|[,;。]但"
)
"""Words of an agreement: a name, a number, a day or an address in whose blank they stand was written on."""
_FREE = re.compile("其他|约定|事项|条件|情形|说明|补充|特别|用途|方式|内容|范围")
"""What the blank of free text is called."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which a paper departs from the standard text."""

    kind: str
    """空白已填, 空白未填, 已作选择, 条款改动, 条款增加, 条款删除, 条款移位, 编号变动."""
    number: str
    """The clause, as the paper or, when it is gone, the standard numbers it."""
    standard: str
    """The standard text, or the blank's name."""
    here: str
    """The paper's text, or what was filled in."""
    strip: Strip | None
    """Where in the paper; None for what is not there."""


@dataclass(frozen=True, slots=True)
class _Section:
    number: str
    text: str
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard text made ready for comparing."""

    version: str
    sections: tuple[_Section, ...]
    patterns: tuple[re.Pattern[str], ...]
    names: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=32)
def standard_from(version: str, text: str) -> Standard:
    """A standard text with its clauses and blanks."""
    lines = tuple(
        Line(tuple(Word(word, None) for word in line.split()), f"line {number}")
        for number, line in enumerate(text.splitlines(), start=1) if line.strip()
    )
    stretch = Stretch("standard", "text", (Page(1, text, lines=lambda: lines),))
    sections = tuple(_sections(stretch))
    return Standard(
        version, sections, tuple(_pattern(section.text) for section in sections),
        tuple(tuple(_BLANK.findall(section.text)) for section in sections),
    )


def _sections(stretch: Stretch) -> Iterator[_Section]:
    """The head, every clause with its own lines, and the places for signatures; page numbers left out."""
    clauses = clauses_of(stretch)
    begin = clauses[0].strips[0].number if clauses else len(stretch.strips)
    tail = signing_begins(stretch)
    if begin:
        yield _section("首部", stretch.strips[:begin])
    for clause in clauses:
        own = tuple(strip for strip in clause.strips if strip.number < tail)
        if own:
            yield _Section(" ".join(clause.path), _without_number(clause, own), own[0])
    if tail < len(stretch.strips):
        yield _section("签署栏", stretch.strips[tail:])


def _section(name: str, strips: Sequence[Strip]) -> _Section:
    return _Section(name, _joined(strips), strips[0] if strips else None)


def _joined(strips: Sequence[Strip]) -> str:
    kept = [strip.text for strip in strips if not _PAGE_LINE.match(strip.plain)]
    return squeezed("".join(kept)).replace("_", "").replace("“", '"').replace("”", '"')


def _without_number(clause: Clause, strips: Sequence[Strip]) -> str:
    number = re.escape(squeezed(clause.number))
    return re.sub(rf"^{number}[.、:]?", "", _joined(strips))


def _pattern(text: str) -> re.Pattern[str]:
    """The section's text as a pattern: blanks take anything up to a length, boxes any box, all else itself."""
    pieces = []
    for part in re.split(rf"(\{{[^{{}}]{{1,40}}\}}|[{_BOXES}])", text):
        if _BLANK.fullmatch(part):
            pieces.append("(.{0,300}?)")
        elif len(part) == 1 and part in _BOXES:
            pieces.append(rf"\s?([{_BOXES}])\s?")
        else:
            pieces.append(re.escape(part))
    return re.compile("".join(pieces))


def compare(stretch: Stretch, standards: Sequence[tuple[str, str]]) -> tuple[str, tuple[Difference, ...]] | None:
    """The version of the standard text that fits best and every difference from it; None where none fits."""
    paper = tuple(_sections(stretch))
    best: tuple[float, Standard, dict[int, int]] | None = None
    for version, text in standards:
        standard = standard_from(version, text)
        pairs = _aligned(standard, paper)
        share = len(pairs) / max(1, len(standard.sections))
        if best is None or share > best[0]:
            best = (share, standard, pairs)
    if best is None or best[0] < BASED_ON:
        return None
    return best[1].version, tuple(_differences(best[1], paper, best[2]))


def _aligned(standard: Standard, paper: Sequence[_Section]) -> dict[int, int]:
    """Paper section → standard section: those that match word for word first, then the likest of what is left."""
    wanted = [_shingles(_BLANK.sub("\0", section.text)) for section in standard.sections]
    index: dict[str, list[int]] = {}
    for number, runs in enumerate(wanted):
        for run in runs:
            index.setdefault(run, []).append(number)
    shared = [_shared(section, index) for section in paper]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for at, section in enumerate(paper):
        candidates = [number for number, _ in shared[at].most_common(4)]
        candidates += [n for n, other in enumerate(standard.sections) if other.number == section.number]
        for number in sorted(dict.fromkeys(candidates), key=lambda n: standard.sections[n].number != section.number):
            if number not in taken and standard.patterns[number].fullmatch(section.text):
                pairs[at] = number
                taken.add(number)
                break
    left = [
        (2 * count / (len(wanted[number]) + max(1, sum(_shingles(paper[at].text).values()))), at, number)
        for at in range(len(paper)) if at not in pairs
        for number, count in shared[at].most_common(4) if number not in taken
    ]
    left += [
        (ALIKE, at, number) for at, section in enumerate(paper) for number, other in enumerate(standard.sections)
        if at not in pairs and number not in taken and section.number == other.number in ("首部", "签署栏")
    ]
    for likeness, at, number in sorted(left, key=lambda entry: -entry[0]):
        if likeness >= ALIKE and at not in pairs and number not in taken:
            pairs[at] = number
            taken.add(number)
    return pairs


def _shingles(text: str) -> Counter[str]:
    parts = (part for part in text.split("\0") if part)
    return Counter(part[i: i + SHINGLE] for part in parts for i in range(max(1, len(part) - SHINGLE + 1)))


def _shared(section: _Section, index: dict[str, list[int]]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for run in _shingles(section.text):
        for number in index.get(run, ()):
            counts[number] += 1
    return counts


def _differences(standard: Standard, paper: Sequence[_Section], pairs: dict[int, int]) -> Iterator[Difference]:
    settled = _in_order([pairs[at] for at in sorted(pairs)])
    for at, section in enumerate(paper):
        if at not in pairs:
            yield Difference("条款增加", section.number, "", section.text[: 2 * SHOWN], section.strip)
            continue
        number = pairs[at]
        own = standard.sections[number]
        match = standard.patterns[number].fullmatch(section.text)
        if match is None:
            yield Difference("条款改动", section.number, *_first_difference(own.text, section.text), section.strip)
        else:
            yield from _filled(standard, number, match, section)
        if number not in settled:
            yield Difference("条款移位", section.number, own.number, section.number, section.strip)
        elif own.number != section.number:
            yield Difference("编号变动", section.number, own.number, section.number, section.strip)
    for number, own in enumerate(standard.sections):
        if number not in pairs.values():
            yield Difference("条款删除", own.number, own.text[: 2 * SHOWN], "", None)


def _filled(standard: Standard, number: int, match: re.Match[str], section: _Section) -> Iterator[Difference]:
    names = iter(standard.names[number])
    for value in match.groups():
        if len(value) == 1 and value in _BOXES:
            continue
        name = next(names)
        kind = "空白已填" if value.strip(" /,;。:") or "/" in value else "空白未填"
        yield Difference(kind, section.number, name, value, section.strip)
        if _ON_TERMS.search(value) and not _FREE.search(name):
            yield Difference("条款改动", section.number, f"{{{name}}}", value, section.strip)
    ticked = [box for box in match.groups() if len(box) == 1 and box in _BOXES and box not in "□☐○◯"]
    if ticked:
        yield Difference("已作选择", section.number, "", section.text[: 2 * SHOWN], section.strip)


def _first_difference(standard: str, here: str) -> tuple[str, str]:
    """Both texts around the first place where they part, blanks aside."""
    matcher = SequenceMatcher(None, standard, here, autojunk=False)
    for tag, s0, s1, h0, h1 in matcher.get_opcodes():
        if tag != "equal" and not _BLANK.search(standard[max(0, s0 - 20): s1 + 20]):
            return _window(standard, s0, s1), _window(here, h0, h1)
    return standard[: 2 * SHOWN], here[: 2 * SHOWN]


def _window(text: str, start: int, end: int) -> str:
    before, after = max(0, start - SHOWN // 2), min(len(text), max(end, start) + SHOWN)
    return ("…" if before else "") + text[before:after] + ("…" if after < len(text) else "")


def _in_order(numbers: Sequence[int]) -> set[int]:
    """The longest run of standard sections that stand in their order: what is not among them was moved."""
    tails: list[int] = []
    chains: list[list[int]] = []
    for number in numbers:
        at = bisect_left(tails, number)
        chain = [*(chains[at - 1] if at else []), number]
        if at == len(tails):
            tails.append(number)
            chains.append(chain)
        else:
            tails[at], chains[at] = number, chain
    return set(chains[-1]) if chains else set()


def piece_of(difference: Difference, stretch: Stretch) -> Piece:
    """Where a difference is shown; the paper's first line for what is not there."""
    strip = difference.strip or stretch.strips[0]
    return Piece(strip, 0, len(strip.plain))
