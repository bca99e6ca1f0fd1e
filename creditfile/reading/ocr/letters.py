"""A letter recognised in a picture, and words made of them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

UNREAD = "〓"
"""Stands for a letter that is there and was not read: the printers' mark for a missing type."""
DOUBTED = 0.85
"""No letter is surer than this that may have been changed or passed over; other evidence may bear it out."""
POINTS = frozenset("，。、；：！？）》」』】〕（《「『【〔“”‘’,.;:!?()")

_SEPARATORS = frozenset(".,")
_DASH = re.compile(r"(?<=\d)[一―](?=\d)")
"""The Chinese one among Arabic digits: 1一3月 is January to March."""
_YEN = re.compile(r"(?<![A-Za-z0-9])Y(?=\d[\d,.]*[.,]\d{2}(?!\d))")
"""The letter before an amount with two places."""
_GROUPED = re.compile(r"(?P<before>(?:.*[^\d.,(（-])?)(?P<whole>[-(（]?\d{1,3}(?:[.,]\d{3})+)[.,](?P<fen>\d{2}[)）]?)")


class Letter(NamedTuple):
    """One letter where it stands, in pixels along its line."""

    text: str
    sure: float
    middle: float
    twice: bool = False
    """A second look at the line, in black and white, says the same."""
    through: bool = False
    """So does one through the ink of the seal that lies upon it."""
    more: bool = False
    """The second look has more letters before it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A word, in pixels of its sheet."""

    letters: tuple[Letter, ...]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def text(self) -> str:
        """All letters; what stands among digits or before them (points, commas, dashes, ¥) as it must stand there."""
        text = _YEN.sub("¥", _DASH.sub("-", "".join(letter.text for letter in self.letters)))
        grouped = _GROUPED.fullmatch(text)
        return f"{grouped['before']}{grouped['whole'].replace('.', ',')}.{grouped['fen']}" if grouped else text

    @property
    def sure(self) -> float:
        """As sure as its least sure letter."""
        return min(letter.sure for letter in self.settled)

    @property
    def settled(self) -> tuple[Letter, ...]:
        """The letters; which of point and comma stands in a grouped figure is as sure as the digits around it."""
        if not _GROUPED.fullmatch("".join(letter.text for letter in self.letters)):
            return self.letters
        digits = min(letter.sure for letter in self.letters if letter.text not in _SEPARATORS)
        return tuple(
            letter._replace(sure=max(letter.sure, digits)) if letter.text in _SEPARATORS else letter
            for letter in self.letters
        )

    @property
    def middle(self) -> float:
        """Halfway down."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """About the size of its letters."""
        return self.bottom - self.top


def advance(letter: Letter) -> float:
    """How wide a letter is set, in ems."""
    return 1.0 if unicodedata.east_asian_width(letter.text[0]) in "WF" else 0.55


def are_full(*letters: Letter) -> bool:
    """Letters that fill their width."""
    return all(advance(letter) == 1.0 and letter.text not in POINTS for letter in letters)


def doubted(letters: Iterable[Letter], which: Iterable[bool]) -> tuple[Letter, ...]:
    """The same letters, those told by `which` no surer than DOUBTED."""
    marked = zip(letters, which, strict=True)
    return tuple(letter._replace(sure=min(letter.sure, DOUBTED)) if doubt else letter for letter, doubt in marked)


def doubted_between(word: Sequence[Letter]) -> tuple[Letter, ...]:
    """The letters of a word; those in doubt between which the second look has more."""
    beside = {at for number, letter in enumerate(word) if number and letter.more for at in (number - 1, number)}
    return doubted(word, (at in beside for at in range(len(word))))
