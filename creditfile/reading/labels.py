"""Where the words that name a field stand in a line, however they are spaced, bracketed or punctuated."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from creditfile.reading.stretch import plain

_NOTE = r"(?:\s*\([^()\n]{0,40}\))*"
_COLON = r"\s*:|\s*(?:为|是)(?![准否了止限])\s*:?"
"""What divides a label from its value: a colon, or the verb of a sentence (贷款期限为十二个月)."""
_OTHER = (
    r"(?!许可项目|一般项目|许可经营|一般经营|其中)(?:\d{1,2}[.、)]\s*)?[\u4e00-\u9fff/]{2,12}(?:\([^()\n]{0,16}\))?\s*:(?!\d\d\b)"
)
_UNKNOWN_AFTER_BLANK = re.compile(rf"(?<=\s){_OTHER}")
_UNKNOWN_AFTER_POINT = re.compile(rf"(?<=[\s;,。]){_OTHER}")
_COUNTED = re.compile(
    r"\(\s*(?:单位\s*:?\s*)?(?:人民币)?\s*(元|千元|万元|百万元|亿元|亩|平方米|m²|%|‰|个月|月|年|天|日)\s*\)"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a label stands."""

    label: str
    """Which of the labels."""
    start: int
    """Where it begins in the plain line."""
    end: int
    """Where the value may begin: behind bracketed notes and the colon."""
    strength: str
    """colon, gap (blank between), end (nothing follows) or joined (text follows at once)."""
    unit: str = ""
    """The unit a bracketed note states: 注册资本（万元）."""

    def is_part_of_longer(self, line: str, known: "Labels") -> bool:
        """A longer known label begins at the same place."""
        match = known.pattern.match(line, self.start)
        return match is not None and len(_closed(match["label"])) > len(_closed(plain(self.label)))


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels ready for searching."""

    by_plain: dict[str, str]
    """The label by its plain, unspaced form."""
    pattern: re.Pattern[str]
    """Any of them, longest first."""


@lru_cache(maxsize=4096)
def labels(words: tuple[str, ...]) -> Labels:
    """The words, made ready once."""
    by_plain = {"".join(plain(word).split()): word for word in words}
    longest = sorted(by_plain, key=len, reverse=True)
    spaced = "|".join(r"\s*".join(re.escape(letter) for letter in word) for word in longest) or r"(?!)"
    pattern = re.compile(rf"(?<![^\W_])(?P<label>{spaced})(?P<note>{_NOTE})(?P<colon>{_COLON})?(?P<gap>\s*)")
    return Labels(by_plain, pattern)


def hits(line: str, wanted: Labels) -> Iterator[Hit]:
    """Every place in the plain line where a label stands as a word of its own, best told apart by what follows it."""
    for match in wanted.pattern.finditer(line):
        found = match["label"]
        if _tail_of_spaced(line, match.start(), found):
            continue
        rest = line[match.end():]
        if match["colon"]:
            strength = "colon"
        elif not rest.strip():
            strength = "end"
        elif match["gap"] or match["note"]:
            strength = "gap"
        elif _CONTINUED.match(rest):
            continue
        else:
            strength = "joined"
        unit = _COUNTED.search(match["note"])
        yield Hit(
            wanted.by_plain["".join(found.split())], match.start(), match.end(), strength, unit[1] if unit else ""
        )


_CONTINUED = re.compile(r"[\u4e00-\u9fff]{1,8}\s*(?:\([^()]{0,16}\))?\s*:")
"""What follows makes a longer label that is not ours: 法定代表人 in 法定代表人身份证号:."""


def _tail_of_spaced(line: str, start: int, found: str) -> bool:
    """The label is only the end of a longer one whose letters are spaced out: 名 称 in 企 业 名 称."""
    if " " not in found or start < 2 or not line[start - 1].isspace():
        return False
    before = line[:start].rstrip()
    gap = start - len(before)
    alone = len(before) == 1 or not before[-2:-1].strip()
    return gap == 1 and bool(before) and "\u4e00" <= before[-1] <= "\u9fff" and alone


def ends(line: str, start: int, stops: Labels, *, prose: bool = False) -> int:
    """Where a value that begins at `start` must end: at the next label, known or not, or at the line's end.

    In prose (a scope of business, an address) only a blank, not a comma, begins an unknown label.
    """
    end = len(line)
    for match in stops.pattern.finditer(line, start):
        behind = line[match.end():]
        if match["colon"] or match["gap"] or not behind:
            end = match.start()
            break
    unknown = (_UNKNOWN_AFTER_BLANK if prose else _UNKNOWN_AFTER_POINT).search(line, start)
    return min(end, unknown.start()) if unknown else end


def _closed(text: str) -> str:
    return "".join(text.split())


def unit_in(text: str) -> str:
    """The unit a bracketed note in a head or label states; empty when none."""
    match = _COUNTED.search(plain(text))
    return match[1] if match else ""


def is_label(text: str, known: Labels) -> bool:
    """The text is a label and nothing more (notes and a colon aside)."""
    line = plain(text).strip()
    joined = "".join(line.split())
    match = known.pattern.match(joined)
    return bool(match and match.end() == len(joined))


def any_label(words: Iterable[str]) -> Labels:
    """Labels of several lists together."""
    return labels(tuple(dict.fromkeys(words)))
