"""Words become lines: those side by side are one line, whatever waves the paper throws."""

from collections.abc import Sequence
from statistics import median

from creditfile.reading.ocr.letters import Run

LEVEL = 0.45
"""Middles closer than this, in heights of the smaller word, stand on one line."""
OVERLAP = 1.2
"""So far, in heights, a word may reach back over the one before it where ink of a seal or a rule joins them."""
MOSTLY_BEHIND = 0.4
"""But no further than over this share of the narrower word."""
DOUBLED = 0.6
"""A word that lies upon a surer one by this share of itself is the same found twice."""


def lines_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Lines from top to bottom, each from left to right."""
    lines: list[list[Run]] = []
    for run in sorted(_each_once(runs), key=lambda run: run.x0):
        best: tuple[float, list[Run]] | None = None
        for line in lines:
            apart = _apart(line, run)
            if apart is not None and (best is None or apart < best[0]):
                best = apart, line
        if best is None:
            lines.append([run])
        else:
            best[1].append(run)
    return sorted(lines, key=lambda line: median(run.middle for run in line))


def _apart(line: Sequence[Run], run: Run) -> float | None:
    """How far a word stands from the level of a line's end, in heights; None where it is not on it."""
    near = line[-3:]
    level = sum(other.middle for other in near) / len(near)
    small = min(run.height, min(other.height for other in near))
    apart = abs(run.middle - level) / max(1.0, small)
    return apart if apart < LEVEL and _is_behind(line[-1], run) else None


def _is_behind(one: Run, other: Run) -> bool:
    over, narrow = one.x1 - other.x0, min(one.x1 - one.x0, other.x1 - other.x0)
    return over < max(0.5 * other.height, min(OVERLAP * other.height, MOSTLY_BEHIND * narrow))


def _each_once(runs: Sequence[Run]) -> list[Run]:
    kept: list[Run] = []
    for run in sorted(runs, key=lambda run: (-len(run.letters) * run.sure, run.x0, run.top)):
        if not any(_upon(run, other) > DOUBLED for other in kept):
            kept.append(run)
    return kept


def _upon(run: Run, other: Run) -> float:
    across = min(run.x1, other.x1) - max(run.x0, other.x0)
    down = min(run.bottom, other.bottom) - max(run.top, other.top)
    area = (run.x1 - run.x0) * run.height
    return across * down / area if across > 0 and down > 0 and area > 0 else 0.0
