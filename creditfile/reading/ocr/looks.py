"""Lines read a second time, otherwise: letters passed over, and which of the others stand there again."""

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

import cv2
import numpy as np

from creditfile.reading.ocr.engine import Engine, Picture, Sign, cropped
from creditfile.reading.ocr.letters import UNREAD, Letter, doubted
from creditfile.reading.ocr.line import InkedLine

UNSURE = 0.3
"""How sure a word is at most in which a letter was passed over."""


def look_again(lines: Sequence[InkedLine], engine: Engine) -> None:
    """Letters passed over are read by themselves; one that still says nothing stands as UNREAD.

    Where it is but a stroke, the letters on both sides are in doubt.
    """
    lost = [(line, place) for line in lines for place in line.lost()]
    for line, place in lost:
        if place.is_stroke:
            beside = slice(place.before - 1, place.before + 1)
            line.letters[beside] = doubted(line.letters[beside], (True, True))
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


def _cut_out(line: InkedLine, start: float, end: float) -> Picture:
    slack = 0.15 * line.em
    return np.ascontiguousarray(line.cut[:, max(0, round(start - slack)) : round(end + slack)])


def look_otherwise(lines: Sequence[InkedLine], engine: Engine) -> None:
    """Every line read once more from the shape of its ink alone: its letters know which of them stand there again."""
    for line, signs in zip(lines, engine.read([_in_black(line.cut) for line in lines]), strict=True):
        told, behind = told_again(line.letters, signs)
        line.letters = [
            letter._replace(twice=number in told, more=number in behind) for number, letter in enumerate(line.letters)
        ]


def look_through(lines: Sequence[InkedLine], seen: Picture, engine: Engine) -> None:
    """Lines under a seal read once more with its ink on them, which to take out may have changed a letter."""
    for line, signs in zip(lines, engine.read([cropped(seen, line.quad) for line in lines]), strict=True):
        told, _ = told_again(line.letters, signs)
        line.letters = [letter._replace(through=number in told) for number, letter in enumerate(line.letters)]


def told_again(letters: Sequence[Letter], signs: Sequence[Sign]) -> tuple[set[int], set[int]]:
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
