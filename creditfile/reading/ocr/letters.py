"""Lines of text in a picture become words: every letter with its place and how sure it is, parted where ink is."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from creditfile.reading.ocr.engine import Engine, Picture, Quad, Sign, cropped, size_of
from creditfile.reading.ocr.seals import Seal, is_grey
from creditfile.reading.ocr.sheets import Sheet

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
UNREAD = "〓"
"""Stands for a letter that is there and was not read: the printers' mark for a missing type."""
UNSURE = 0.3
"""How sure a word is at most in which a letter was passed over."""
BESIDE = 0.85
"""How sure letters are at most between which another may have been passed over."""
GUESSED = 0.7
"""A letter less sure than that where no ink stands is none."""
FANCIED = 0.35
"""So far from its middle on both sides, in its own widths, no ink stands."""
NOISE = 0.35
"""Lines read less surely than this throughout are no text."""

_POINTS = frozenset("，。、；：！？）》」』】〕（《「『【〔“”‘’,.;:!?()")


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


def runs_of(sheet: Sheet, engine: Engine) -> list[Run]:
    """Every word of a sheet."""
    quads = [part for quad in sheet.places if min(size_of(quad)) >= 5 for part in _parted(quad, sheet)]
    cuts = [cropped(sheet.picture, quad) for quad in quads]
    read = engine.read(cuts)
    lines = [_Line.of(quad, cut, signs) for quad, cut, signs in zip(quads, cuts, read, strict=True) if _is_text(signs)]
    _look_again(lines, engine)
    _look_otherwise(lines, engine)
    if is_grey(sheet.seen):
        _look_through([line for line in lines if _is_sealed(line, sheet.seals)], sheet.seen, engine)
    return [run for line in lines for run in line.runs()]


def _parted(quad: Quad, sheet: Sheet) -> list[Quad]:
    """A found line; the lines that were found as one where it is much too high and rows of paper lie in it."""
    width, height = size_of(quad)
    usual = float(np.median([size_of(other)[1] for other in sheet.places]))
    if height < 1.55 * usual or width > 12 * height:
        return [quad]
    cut = cropped(sheet.picture, quad)
    grey = cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY)
    level, _ = cv2.threshold(grey, 0, 1, cv2.THRESH_OTSU)
    dark = grey < level
    dark[:, dark.mean(axis=0) > 0.8] = False
    bands = [band for band in _runs(dark.mean(axis=1) > 0.02) if len(band) > 0.35 * usual]
    rows = [band for band in bands if len(band) < 0.62 * height]
    if len(rows) < 2 or len(rows) != len(bands):
        return [quad]
    parts = []
    for band in rows:
        middle, half = (float(band[0]) + float(band[-1])) / 2, len(band) / 2 / EM * 0.95
        top, bottom = max(0.0, middle - half) / height, min(height, middle + half) / height
        parts.append(
            np.array([_between(quad, x, y) for x, y in ((0, top), (1, top), (1, bottom), (0, bottom))], np.float32)
        )
    return parts


def _is_text(signs: Sequence[Sign]) -> bool:
    said = [sign for sign in signs if not sign.text.isspace()]
    return bool(said) and sum(sign.sure for sign in said) / len(said) >= NOISE


@dataclass(slots=True)
class _Line:
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
    def of(cls, quad: Quad, cut: Picture, signs: Sequence[Sign]) -> "_Line":
        width = cut.shape[1]
        em = EM * cut.shape[0]
        ink, rules = _ink_of(cut, em)
        letters = [Letter(sign.text, sign.sure, sign.at * width) for sign in signs]
        return cls(quad, cut, [letter for letter in letters if not _is_fancied(letter, ink, em)], ink, rules, em)

    def lost(self) -> list["_Lost"]:
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
                found.append(_Lost(number, start, end, room.is_narrow))
        return found

    def _ink_apart_from(self, letters: Sequence[Letter]) -> NDArray[np.bool_]:
        """Without the strokes of these letters; what is wider than the line is high is more than one letter."""
        ink = self.ink.copy()
        for run in _runs(self.ink):
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

    def runs(self) -> Iterator[Run]:
        """Its words, on the sheet."""
        for word in self._words():
            x0, x1 = self._reach(word)
            yield Run(_doubted_between(word), *self._on_sheet(x0, x1))

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
        pointed = one.text in _POINTS or other.text in _POINTS
        return paper > GAP + POINTED * (pointed and not latin)

    def _reach(self, word: Sequence[Letter]) -> tuple[float, float]:
        """From the first to the last ink of a word."""
        first, last = word[0], word[-1]
        left = _to_paper(self.ink, round(first.middle), -1, _advance(first) * self.em * 0.7)
        right = _to_paper(self.ink, round(last.middle), 1, _advance(last) * self.em * 0.7)
        return min(left, first.middle - 1), max(right, last.middle + 1)

    def _on_sheet(self, x0: float, x1: float) -> tuple[float, float, float, float]:
        """The upright rectangle of a stretch of the line, as high as its letters."""
        height, width = self.cut.shape[:2]
        top, bottom = (height - self.em) / 2 / height, (height + self.em) / 2 / height
        corners = [_between(self.quad, x / width, y) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
        middle = (min(ys) + max(ys)) / 2
        return min(xs), middle - self.em / 2, max(xs), middle + self.em / 2


def _between(quad: Quad, across: float, down: float) -> Any:
    upper = quad[0] + (quad[1] - quad[0]) * across
    lower = quad[3] + (quad[2] - quad[3]) * across
    return upper + (lower - upper) * down


def _advance(letter: Letter) -> float:
    """How wide a letter is set, in ems."""
    return 1.0 if unicodedata.east_asian_width(letter.text[0]) in "WF" else 0.55


class _Lost(NamedTuple):
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
    start, end = one.middle + _advance(one) * em / 2, other.middle - _advance(other) * em / 2
    if end - start >= LOST * em:
        return _Room(start, end, 0.35 * em, 0.55 * em, is_narrow=False)
    if pitch is None or not _are_full(one, other) or other.middle - one.middle < APART * pitch:
        return None
    return _Room(one.middle + pitch / 2, other.middle - pitch / 2, STROKE * em, 0.0, is_narrow=True)


def _pitch(letters: Sequence[Letter]) -> float | None:
    """How far apart full-width letters stand where several do, which the height of a line tells but roughly."""
    steps = [other.middle - one.middle for one, other in pairwise(letters) if _are_full(one, other)]
    if len(steps) < EVEN:
        return None
    usual = float(np.median(steps))
    return float(np.mean([step for step in steps if step < APART * usual]))


def _is_fancied(letter: Letter, ink: NDArray[np.bool_], em: float) -> bool:
    """Read with little confidence where no ink stands."""
    half = _advance(letter) * FANCIED * em
    stands_on = ink[max(0, round(letter.middle - half)) : round(letter.middle + half) + 1]
    return letter.sure < GUESSED and letter.text not in _POINTS and not letter.text.isspace() and not stands_on.any()


def _are_full(*letters: Letter) -> bool:
    """Letters that fill their width."""
    return all(_advance(letter) == 1.0 and letter.text not in _POINTS for letter in letters)


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
    rules = [int(run[0] + run[-1]) // 2 for run in _runs(upright) if len(run) <= max(3, 0.2 * em)]
    for run in _runs(upright):
        dark[:, max(0, int(run[0]) - 1) : int(run[-1]) + 2] = False
    middle = dark[margin : height - margin]
    return middle.sum(axis=0) >= max(1, round(0.04 * em)), rules


def _runs(mask: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    where = np.flatnonzero(mask)
    return [run for run in np.split(where, np.flatnonzero(np.diff(where) > 1) + 1) if len(run)]


def _longest_gap(ink: NDArray[np.bool_]) -> int:
    """The widest paper between the first and the last column, which lie within letters."""
    return max((len(run) for run in _runs(~ink)), default=0)


def _to_paper(ink: NDArray[np.bool_], start: int, step: int, most: float) -> float:
    """To the last ink of a letter from its middle outwards, across the small gaps that letters have."""
    at = last = min(max(0, start), len(ink) - 1)
    while 0 <= at < len(ink) and abs(at - start) <= most:
        if ink[at]:
            last = at
        at += step
    return float(last + (step > 0))


def _look_again(lines: Sequence[_Line], engine: Engine) -> None:
    """Letters passed over are read by themselves; one that still says nothing stands as UNREAD.

    Where it is but a stroke, the letters on both sides are in doubt.
    """
    lost = [(line, place) for line in lines for place in line.lost()]
    for line, place in lost:
        if place.is_stroke:
            for number in (place.before - 1, place.before):
                line.letters[number] = line.letters[number]._replace(sure=min(line.letters[number].sure, BESIDE))
    whole = [(line, place) for line, place in lost if not place.is_stroke]
    cuts = [_cut_out(line, place.start, place.end) for line, place in whole]
    read = engine.read(cuts) if cuts else []
    for (line, place), signs in zip(reversed(whole), reversed(read), strict=True):
        said = [sign for sign in signs if not sign.text.isspace()]
        wide = place.end - place.start
        letters = (
            [Letter(sign.text, min(sign.sure, UNSURE), place.start + sign.at * wide) for sign in said]
            if said and min(sign.sure for sign in said) > 0.5 and len(said) <= 1 + wide / line.em
            else [Letter(UNREAD, 0.0, place.start + wide / 2)]
        )
        line.letters[place.before : place.before] = letters


def _cut_out(line: _Line, start: float, end: float) -> Picture:
    slack = 0.15 * line.em
    return np.ascontiguousarray(line.cut[:, max(0, round(start - slack)) : round(end + slack)])


def _look_otherwise(lines: Sequence[_Line], engine: Engine) -> None:
    """Every line read once more from the shape of its ink alone: its letters know which of them stand there again."""
    for line, signs in zip(lines, engine.read([_in_black(line.cut) for line in lines]), strict=True):
        told, behind = _told_again(line.letters, signs)
        line.letters = [
            letter._replace(twice=number in told, more=number in behind) for number, letter in enumerate(line.letters)
        ]


def _look_through(lines: Sequence[_Line], seen: Picture, engine: Engine) -> None:
    """Lines under a seal read once more with its ink on them, which to take out may have changed a letter."""
    for line, signs in zip(lines, engine.read([cropped(seen, line.quad) for line in lines]), strict=True):
        told, _ = _told_again(line.letters, signs)
        line.letters = [letter._replace(through=number in told) for number, letter in enumerate(line.letters)]


def _is_sealed(line: _Line, seals: Sequence[Seal]) -> bool:
    """Whether any part of a line is as near to a seal as where letters are doubted for it."""
    (left, upper), (right, lower) = line.quad.min(axis=0), line.quad.max(axis=0)
    around = [seal.about(line.em) for seal in seals]
    return any(x0 < right and left < x1 and top < lower and upper < bottom for x0, top, x1, bottom in around)


def _told_again(letters: Sequence[Letter], signs: Sequence[Sign]) -> tuple[set[int], set[int]]:
    """Which letters of a line another reading of it has too, in their order; and behind which more it has.

    Those on both sides of one more are not told again: there one may have been passed over, whatever it was.
    """
    said = [_shape(letter.text) for letter in letters]
    again = [_shape(sign.text) for sign in signs if not sign.text.isspace()]
    told: set[int] = set()
    behind: set[int] = set()
    end = other_end = 0
    for start, other_start, count in SequenceMatcher(None, said, again, autojunk=False).get_matching_blocks():
        if other_start - other_end > start - end:
            behind.add(start)
            told.discard(end - 1)
            told |= set(range(start + 1, start + count))
        else:
            told |= set(range(start, start + count))
        end, other_end = start + count, other_start + count
    return told, behind


def _doubted_between(word: Sequence[Letter]) -> tuple[Letter, ...]:
    """The letters of a word; those in doubt between which the second look has more."""
    beside = {at for number, letter in enumerate(word) if number and letter.more for at in (number - 1, number)}
    return tuple(
        letter._replace(sure=min(letter.sure, BESIDE)) if at in beside else letter for at, letter in enumerate(word)
    )


def _shape(text: str) -> str:
    """A letter whatever its width; point and comma are one, since where they stand tells them apart."""
    plain = unicodedata.normalize("NFKC", text)
    return "." if plain in (",", "。", "、") else plain


def _in_black(cut: Picture) -> Picture:
    """A line twice as large, in black and white, its edges softened: what a sharper, poorer scanner would have seen."""
    grey = cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY)
    large = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    _, black = cv2.threshold(large, 0, 255, cv2.THRESH_OTSU)
    soft = cv2.GaussianBlur(black, (0, 0), 0.8)
    return np.repeat(np.asarray(soft, np.uint8)[:, :, np.newaxis], 3, axis=2)
