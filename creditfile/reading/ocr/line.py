"""One line of text found in a picture: where along it there is ink, the words it parts into, letters passed over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from creditfile.reading.ocr.engine import Picture, Quad, Sign
from creditfile.reading.ocr.letters import POINTS, Letter, Run, advance, are_full, doubted_between
from creditfile.reading.ocr.seals import Seal

EM = 0.66
"""The size of the letters, as a share of the height at which a line is found."""
GAP = 0.45
"""Paper as wide as this, in ems, parts words."""
LATIN_GAP = 0.22
"""The same between two Latin letters where the model sees a blank too."""
POINTED = 0.6
"""Paper that a full-width point, comma or bracket carries on its open sides, in ems."""
LOST = 0.75
"""Ink as wide as this, in ems, that no letter accounts for is a letter that was passed over."""
APART = 1.4
"""A narrow letter may stand between two that are so many of their line's steps apart: a stroke or a dash."""
STROKE = 0.12
"""Ink of a narrow letter is at least so wide, in ems."""
EVEN = 4
"""So many steps from one full-width letter to the next tell how far apart they stand."""
WIDEST = 1.7
"""Letters stand no further apart than so many ems by their height; what does is set wide."""
GUESSED = 0.7
"""A letter less sure than that where no ink stands is none."""
FANCIED = 0.35
"""So far from its middle on both sides, in its own widths, no ink stands."""


@dataclass(slots=True)
class InkedLine:
    """One found line: its letters and where along it there is ink."""

    quad: Quad
    cut: Picture
    letters: list[Letter]
    ink: NDArray[np.bool_]
    """By column of the cut."""
    rules: list[int]
    """Columns where an upright ruled line crosses."""
    em: float

    @classmethod
    def of(cls, quad: Quad, cut: Picture, signs: Sequence[Sign]) -> "InkedLine":
        """What was recognised in four corners of a sheet, cut out of it; without what was but guessed."""
        width = cut.shape[1]
        em = EM * cut.shape[0]
        ink, rules = _ink_of(cut, em)
        letters = [Letter(sign.text, sign.sure, sign.at * width) for sign in signs]
        return cls(quad, cut, [letter for letter in letters if not _is_fancied(letter, ink, em)], ink, rules, em)

    def lost(self) -> list["Lost"]:
        """Where ink stands that no letter accounts for."""
        found = []
        said = [(number, letter) for number, letter in enumerate(self.letters) if not letter.text.isspace()]
        pitch = _pitch([letter for _, letter in said])
        em = min(WIDEST * self.em, max(self.em, pitch or 0.0))
        for (_, one), (number, other) in pairwise(said):
            room = _room(one, other, em, pitch)
            if room is None or any(room.start < rule < room.end for rule in self.rules):
                continue
            dark = np.flatnonzero(self._ink_apart_from((one, other))[max(0, round(room.start)) : round(room.end)])
            is_wide = len(dark) > room.ink and int(dark[-1]) - int(dark[0]) > room.reach
            if is_wide and self._is_tall(room.start, room.end):
                start, end = room.start + float(dark[0]), room.start + float(dark[-1]) + 1
                found.append(Lost(number, start, end, room.is_narrow))
        return found

    def _ink_apart_from(self, letters: Sequence[Letter]) -> NDArray[np.bool_]:
        """Without the strokes of these letters; what is wider than the line is high is more than one letter."""
        ink = self.ink.copy()
        for run in stretches(self.ink):
            if len(run) <= self.cut.shape[0] and any(run[0] <= letter.middle <= run[-1] for letter in letters):
                ink[run] = False
        return ink

    def _is_tall(self, start: float, end: float) -> bool:
        """Whether ink between two columns is as high as a letter, not a dash, a dot or a ruled line."""
        grey = cv2.cvtColor(self.cut, cv2.COLOR_BGR2GRAY)
        level, _ = cv2.threshold(grey, 0, 1, cv2.THRESH_OTSU)
        margin = round((grey.shape[0] - self.em) / 2 * 0.7)
        rows = (grey[margin : grey.shape[0] - margin, round(start) : round(end)] < level).mean(axis=1)
        inked = np.flatnonzero((rows > 0.04) & (rows < 0.8))
        return len(inked) > 0.45 * self.em

    def is_near(self, seals: Sequence[Seal]) -> bool:
        """Whether any part of it is as near to a seal as where letters are doubted for it."""
        (left, upper), (right, lower) = self.quad.min(axis=0), self.quad.max(axis=0)
        around = [seal.about(self.em) for seal in seals]
        return any(x0 < right and left < x1 and top < lower and upper < bottom for x0, top, x1, bottom in around)

    def runs(self) -> Iterator[Run]:
        """Its words, on the sheet."""
        for word in self._words():
            x0, x1 = self._reach(word)
            yield Run(doubted_between(word), *self._on_sheet(x0, x1))

    def _words(self) -> Iterator[list[Letter]]:
        word: list[Letter] = []
        blank = False
        for letter in self.letters:
            if letter.text.isspace():
                blank = True
                continue
            if word and self._parts(word[-1], letter, blank):
                yield word
                word = []
            word.append(letter)
            blank = False
        if word:
            yield word

    def _parts(self, one: Letter, other: Letter, blank: bool) -> bool:
        """Whether two neighbours belong to different words."""
        start, end = round(one.middle), round(other.middle)
        if any(start < rule < end for rule in self.rules):
            return True
        paper = _longest_gap(self.ink[start:end]) / self.em
        latin = one.text.isascii() and other.text.isascii()
        if latin and blank and one.text.isalpha() and other.text.isalpha() and paper > LATIN_GAP:
            return True
        pointed = one.text in POINTS or other.text in POINTS
        return paper > GAP + POINTED * (pointed and not latin)

    def _reach(self, word: Sequence[Letter]) -> tuple[float, float]:
        """From the first to the last ink of a word."""
        first, last = word[0], word[-1]
        left = _to_paper(self.ink, round(first.middle), -1, advance(first) * self.em * 0.7)
        right = _to_paper(self.ink, round(last.middle), 1, advance(last) * self.em * 0.7)
        return min(left, first.middle - 1), max(right, last.middle + 1)

    def _on_sheet(self, x0: float, x1: float) -> tuple[float, float, float, float]:
        """The upright rectangle of a stretch of the line, as high as its letters."""
        height, width = self.cut.shape[:2]
        top, bottom = (height - self.em) / 2 / height, (height + self.em) / 2 / height
        corners = [between(self.quad, x / width, y) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
        middle = (min(ys) + max(ys)) / 2
        return min(xs), middle - self.em / 2, max(xs), middle + self.em / 2


def between(quad: Quad, across: float, down: float) -> Any:
    """The point at these shares of the way across four corners and down."""
    upper = quad[0] + (quad[1] - quad[0]) * across
    lower = quad[3] + (quad[2] - quad[3]) * across
    return upper + (lower - upper) * down


class Lost(NamedTuple):
    """A letter that was passed over, in pixels along its line."""

    before: int
    """The place in its line of the letter behind it."""
    start: float
    end: float
    is_stroke: bool
    """It is too narrow to be read by itself, and may be part of the letter beside it."""


class _Room(NamedTuple):
    """Between two letters, where another may have been passed over, in pixels along their line."""

    start: float
    end: float
    ink: float
    """So many columns with ink at least make it one."""
    reach: float
    """So far at least from the first to the last of them."""
    is_narrow: bool
    """For a stroke alone."""


def _room(one: Letter, other: Letter, em: float, pitch: float | None) -> _Room | None:
    """For a letter that is as wide as others, or, where letters stand a `pitch` apart, for a stroke; None for none."""
    start, end = one.middle + advance(one) * em / 2, other.middle - advance(other) * em / 2
    if end - start >= LOST * em:
        return _Room(start, end, 0.35 * em, 0.55 * em, is_narrow=False)
    if pitch is None or not are_full(one, other) or other.middle - one.middle < APART * pitch:
        return None
    return _Room(one.middle + pitch / 2, other.middle - pitch / 2, STROKE * em, 0.0, is_narrow=True)


def _pitch(letters: Sequence[Letter]) -> float | None:
    """How far apart full-width letters stand where several do, which the height of a line tells but roughly."""
    steps = [other.middle - one.middle for one, other in pairwise(letters) if are_full(one, other)]
    if len(steps) < EVEN:
        return None
    usual = float(np.median(steps))
    return float(np.mean([step for step in steps if step < APART * usual]))


def _is_fancied(letter: Letter, ink: NDArray[np.bool_], em: float) -> bool:
    """Read with little confidence where no ink stands."""
    half = advance(letter) * FANCIED * em
    stands_on = ink[max(0, round(letter.middle - half)) : round(letter.middle + half) + 1]
    return letter.sure < GUESSED and letter.text not in POINTS and not letter.text.isspace() and not stands_on.any()


def _ink_of(cut: Picture, em: float) -> tuple[NDArray[np.bool_], list[int]]:
    """Columns with ink in the middle of the line, ruled lines aside; and the columns of upright ruled lines."""
    grey = cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY)
    level, _ = cv2.threshold(grey, 0, 1, cv2.THRESH_OTSU)
    height, width = grey.shape
    dark = grey < min(level, float(np.percentile(grey, 90)) - 24)
    if width > 3 * height:
        dark[dark.mean(axis=1) > 0.75] = False
    margin = round((height - em) / 2 * 0.7)
    outside = np.concatenate([dark[: max(1, margin // 2)], dark[height - max(1, margin // 2) :]])
    upright = dark.mean(axis=0) > 0.9
    upright &= outside.mean(axis=0) > 0.9
    rules = [int(run[0] + run[-1]) // 2 for run in stretches(upright) if len(run) <= max(3, 0.2 * em)]
    for run in stretches(upright):
        dark[:, max(0, int(run[0]) - 1) : int(run[-1]) + 2] = False
    middle = dark[margin : height - margin]
    return middle.sum(axis=0) >= max(1, round(0.04 * em)), rules


def stretches(mask: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """The numbers that are set, those without a gap between them together."""
    where = np.flatnonzero(mask)
    return [run for run in np.split(where, np.flatnonzero(np.diff(where) > 1) + 1) if len(run)]


def _longest_gap(ink: NDArray[np.bool_]) -> int:
    """The widest paper between the first and the last column, which lie within letters."""
    return max((len(run) for run in stretches(~ink)), default=0)


def _to_paper(ink: NDArray[np.bool_], start: int, step: int, most: float) -> float:
    """To the last ink of a letter from its middle outwards, across the small gaps that letters have."""
    at = last = min(max(0, start), len(ink) - 1)
    while 0 <= at < len(ink) and abs(at - start) <= most:
        if ink[at]:
            last = at
        at += step
    return float(last + (step > 0))
