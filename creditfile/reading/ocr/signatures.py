"""Handwriting at the places for signatures: which of them bear a hand's strokes, and where."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from creditfile.reading.ocr.engine import Picture
from creditfile.reading.ocr.letters import Run

_PLACE = re.compile(
    r".*(?:签字|签名|签章|签署|捺印|手印|法定代表人|授权代表|负责人|经办人|借款人|保证人|抵押人|出质人|配偶|客户经理|审批人)"
    r"[^:：]{0,12}[:：]$"
)
"""What stands before a place where a hand signs."""
REACH, ABOVE = 10.0, 0.7
"""Letters to the right of its label, and above and below its line, in which a signature is looked for."""
LEAST = (1.2, 0.75)
"""Letters: a signature's strokes reach so far across and up at least."""
FULLEST = 0.45
"""Share of ink in the strokes' own box from which they are a blot, a bar or a picture."""
PRINTED = 0.9
"""Words read at least so surely are print, and no hand's."""


class Hand(NamedTuple):
    """Strokes at a place for a signature, in pixels of the sheet."""

    label: str
    """What stands before the place."""
    x0: float
    top: float
    x1: float
    bottom: float


def hands_in(picture: Picture, runs: Sequence[Run]) -> list[Hand]:
    """Every place for a signature that bears strokes which are neither print nor a ruled line."""
    found = []
    for run in runs:
        if _PLACE.fullmatch("".join(run.text.split())):
            hand = _hand_beside(picture, run, runs)
            if hand is not None:
                found.append(hand)
    return found


def _hand_beside(picture: Picture, label: Run, runs: Sequence[Run]) -> Hand | None:
    em, width = label.height, picture.shape[1]
    left, top = round(label.x1 + 0.15 * em), max(0, round(label.top - ABOVE * em))
    right, bottom = round(_free_until(label, runs, min(width, label.x1 + REACH * em))), round(label.bottom + ABOVE * em)
    cut = picture[top:bottom, left:right]
    if min(cut.shape[:2]) < em:
        return None
    ink = _strokes(np.asarray(cut, np.uint8), em)
    for other in runs:
        if other is not label and other.sure >= PRINTED:
            ink[_span(other.top - top, other.bottom - top), _span(other.x0 - left, other.x1 - left)] = 0
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or np.ptp(columns) < LEAST[0] * em or np.ptp(rows) < LEAST[1] * em:
        return None
    box = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    if float((box > 0).mean()) > FULLEST:
        return None
    x0, y0 = left + int(columns[0]), top + int(rows[0])
    return Hand(label.text, x0, y0, x0 + int(np.ptp(columns)) + 1, y0 + int(np.ptp(rows)) + 1)


def _free_until(label: Run, runs: Sequence[Run], edge: float) -> float:
    """Where the next printed word on the label's line begins; the edge where there is none."""
    beside = (
        run.x0 for run in runs
        if run.x0 > label.x1 and run.sure >= PRINTED and label.top < run.middle < label.bottom
    )
    return min([edge, *beside])


def _strokes(cut: Picture, em: float) -> NDArray[np.uint8]:
    """Ink, without ruled lines and without specks; parts of neighbouring lines that are cut through are left out."""
    grey = cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY)
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    paper = float(np.percentile(grey, 90))
    ink = (grey <= min(level, paper - 40)).astype(np.uint8)
    for size in ((round(2.5 * em), 1), (1, round(1.6 * em))):
        rule = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(size[::-1], np.uint8))
        ink[cv2.dilate(rule, np.ones((3, 3), np.uint8)) > 0] = 0
    joined = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for number in range(1, count):
        _, y, w, h, _ = (int(value) for value in stats[number])
        is_cut = (y == 0 or y + h == ink.shape[0]) and h < 0.6 * em
        if is_cut or max(w, h) < 0.3 * em:
            ink[labels == number] = 0
    return np.asarray(ink, np.uint8)


def _span(start: float, end: float) -> slice:
    return slice(max(0, round(start)), max(0, round(end)))
