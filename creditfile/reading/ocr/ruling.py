"""Ruled lines in a picture, for tables."""

import cv2
import numpy as np
from numpy.typing import NDArray

from creditfile.reading.glyphs import Edge, Ruling
from creditfile.reading.ocr.engine import Picture

SHORTEST = 0.012
"""Of the page's long side: a shorter stroke is no line."""
LEVEL, UPRIGHT = 3.2, 1.7
"""In letters: shorter strokes are parts of letters, which stand close to each other along a line of text."""
THICKEST = 0.006
"""Of the page's long side: a thicker bar is no ruled line."""
NEAR = 0.14
"""Of a letter's size: so far beside a ruled line there is paper."""
MOST = 4_000
"""More lines than this are a pattern, not a table."""


def ruling_of(picture: Picture, letters: float) -> Ruling:
    """The level and upright lines of a straight page, in its pixels; `letters` is the usual size of its letters."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    side = max(grey.shape)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _odd(side / 60), 14)
    level = _edges(np.asarray(ink, np.uint8), round(max(SHORTEST * side, LEVEL * letters)), side, letters)
    turned = np.ascontiguousarray(np.asarray(ink, np.uint8).T)
    upright = _edges(turned, round(max(SHORTEST * side, UPRIGHT * letters)), side, letters)
    if len(level) + len(upright) > MOST:
        return Ruling((), ())
    return Ruling(tuple(level), tuple(upright))


def _odd(length: float) -> int:
    return max(15, round(length) | 1)


def _edges(ink: NDArray[np.uint8], least: int, side: int, letters: float) -> list[Edge]:
    """Level lines: runs of ink as long as `least`, a little broken or bent perhaps, with paper on one side at least."""
    bridged = cv2.morphologyEx(cv2.dilate(ink, np.ones((3, 1), np.uint8)), cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    runs = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found: list[Edge] = []
    for number in range(1, min(count, MOST + 2)):
        x, y, w, h, area = (int(value) for value in stats[number])
        if area / w > THICKEST * side + 2:
            continue
        part = labels[y : y + h, x : x + w] == number
        found += [edge for edge in _pieces(part, x, y, h, side) if _is_bare(ink, edge, h, letters)]
    return found


def _is_bare(ink: NDArray[np.uint8], edge: Edge, thick: int, letters: float) -> bool:
    """Whether there is paper above or below; within a line of text there is ink on both sides."""
    x0, x1 = round(edge.start), round(edge.end)
    away = max(2, round(NEAR * letters) + min(thick, 6) // 2)
    rows = (round(edge.at - 0.5) - away, round(edge.at - 0.5) + away)
    shares = [float((ink[row, x0:x1] > 0).mean()) if 0 <= row < ink.shape[0] else 0.0 for row in rows]
    return min(shares) < 0.15


def _pieces(part: NDArray[np.bool_], x: int, y: int, height: int, side: int) -> list[Edge]:
    """One line; a line that bends further than it is thick, or several that touch, by the middle of its stretches."""
    if height <= THICKEST * side + 2:
        return [Edge(y + height / 2, x, x + part.shape[1])]
    rows = part.sum(axis=1) > 0.5 * part.shape[1]
    if rows.any() and np.ptp(np.flatnonzero(rows)) + 1 <= THICKEST * side + 2:
        return [Edge(y + float(np.flatnonzero(rows).mean()) + 0.5, x, x + part.shape[1])]
    width = part.shape[1]
    step = max(24, width // 8)
    pieces: list[Edge] = []
    for start in range(0, width, step):
        where = np.flatnonzero(part[:, start : start + step].any(axis=1))
        if len(where):
            pieces.append(Edge(y + float(where.mean()) + 0.5, x + start, x + min(width, start + step)))
    return pieces
