"""Two pages on one sheet: where they meet."""

from collections.abc import Sequence

from creditfile.reading.glyphs import Ruling
from creditfile.reading.ocr.letters import Run
from creditfile.reading.ocr.rows import lines_of

WIDE = 1.15
"""A sheet with two pages on it is at least so many times wider than high."""
MIDDLE = (0.4, 0.6)
"""Between which parts of the width they meet."""
GUTTER = 2.0
"""So many letters of paper lie between them at least."""
LEAST = 8
"""So many words are on either at least."""
TOGETHER = 0.6
"""Share of lines that stand on both sides at one level from which the sheet is one page with two columns."""


def gutter(width: int, height: int, runs: Sequence[Run], ruling: Ruling) -> float | None:
    """The x at which two pages meet; None where it is one page.

    A table may have two sides: a sheet whose ruled lines, or most of whose lines of text, run across is one page.
    """
    if width < WIDE * height or len(runs) < 2 * LEAST:
        return None
    letter = sorted(run.height for run in runs)[len(runs) // 2]
    left, right = (share * width for share in MIDDLE)
    gap = _widest(runs, left, right)
    if gap is None or gap[1] - gap[0] < GUTTER * letter:
        return None
    at = (gap[0] + gap[1]) / 2
    if any(edge.start < at - letter and at + letter < edge.end for edge in ruling.level):
        return None
    sides = [sum(run.x1 < at for run in runs), sum(run.x0 > at for run in runs)]
    if min(sides) < LEAST:
        return None
    lines = lines_of(runs)
    both = sum(line[0].x1 < at < line[-1].x0 for line in lines)
    smaller = min(sum(line[0].x1 < at for line in lines), sum(line[-1].x0 > at for line in lines))
    return None if both > TOGETHER * smaller else at


def _widest(runs: Sequence[Run], left: float, right: float) -> tuple[float, float] | None:
    """The widest stretch of paper around the middle that no word crosses."""
    spans = sorted((run.x0, run.x1) for run in runs if run.x1 > left - 1 and run.x0 < right + 1)
    best: tuple[float, float] | None = None
    reach = left
    for x0, x1 in [*spans, (right, right)]:
        if x0 > reach and (best is None or x0 - reach > best[1] - best[0]):
            best = reach, x0
        reach = max(reach, x1)
    return best
