"""Lines that a PDF page draws through its words, which strike them out, and beside them, which are to be filled in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from creditfile.model import Box
from creditfile.reading.glyphs import THIN, Drawn, Edge, Glyph
from creditfile.reading.lines import text_of
from creditfile.reading.strokes import Shape

MOST_LINES = 300
"""A page with more level lines is a ruled table."""
SHORTEST = 8.0
"""A line of fewer points is a dash or a part of a letter."""
LEVEL, GAP = 0.8, 1.5
"""Lines that differ so little in height, and leave so little between them, are one."""


def without_struck(drawn: Drawn, shapes: Sequence[Shape]) -> Drawn:
    """The page without the words that a line is drawn through; they are kept aside as struck."""
    lines = level_lines(shapes)
    if not lines or len(lines) > MOST_LINES:
        return drawn
    ordered = sorted(drawn.glyphs, key=attrgetter("baseline"))
    feet = [glyph.baseline for glyph in ordered]
    struck: list[str] = []
    gone: set[int] = set()
    for line in lines:
        through = _through(line, ordered[bisect_left(feet, line.at) : bisect_right(feet, line.at + 30)])
        if through:
            gone |= {id(glyph) for glyph in through}
            struck.append(text_of(through))
    if not struck:
        return drawn
    return replace(drawn, glyphs=tuple(glyph for glyph in drawn.glyphs if id(glyph) not in gone), struck=tuple(struck))


def open_fills(drawn: Drawn, shapes: Sequence[Shape]) -> Iterator[Box]:
    """Lines at the foot of a line of words, right beside some of them, that nothing stands on and no table rules.

    Each as high as the letters beside it.
    """
    lines = level_lines(shapes)
    if len(lines) > MOST_LINES:
        return
    upright = [shape for shape in shapes if shape.x1 - shape.x0 <= THIN < shape.bottom - shape.top]
    ordered = sorted(drawn.glyphs, key=attrgetter("baseline"))
    feet = [glyph.baseline for glyph in ordered]
    for line in lines:
        near = ordered[bisect_left(feet, line.at - 6) : bisect_right(feet, line.at + 2)]
        letters = [
            glyph for glyph in near if not glyph.text.isspace() and -1.5 <= line.at - glyph.baseline < 0.45 * glyph.em
        ]
        beside = [glyph for glyph in letters if _apart(line, glyph) < 1.2 * glyph.em]
        is_filled = any(_over(line, glyph) > 0.5 * (glyph.x1 - glyph.x0) for glyph in letters)
        if not beside or is_filled or _is_ruled(line, upright):
            continue
        top, bottom = min(glyph.top for glyph in beside), max(glyph.bottom for glyph in beside)
        yield drawn.box(line.start, top, line.end, bottom)


def level_lines(shapes: Iterable[Shape]) -> list[Edge]:
    """The level lines of a page, pieces that follow one another put together."""
    pieces = [
        Edge((shape.top + shape.bottom) / 2, shape.x0, shape.x1)
        for shape in shapes if shape.bottom - shape.top <= THIN < shape.x1 - shape.x0
    ]
    lines: list[Edge] = []
    for piece in sorted(pieces, key=lambda edge: (round(edge.at / LEVEL), edge.start, edge.at, edge.end)):
        last = lines[-1] if lines else None
        if last is not None and abs(piece.at - last.at) <= LEVEL and piece.start - last.end <= GAP:
            lines[-1] = Edge(last.at, last.start, max(last.end, piece.end))
        else:
            lines.append(piece)
    return [line for line in lines if line.end - line.start >= SHORTEST]


def _through(line: Edge, near: Sequence[Glyph]) -> list[Glyph]:
    """The letters that a line is drawn through from the first to the last, and no further; () for any other line."""
    letters = [
        glyph for glyph in near
        if not glyph.text.isspace() and 0.15 * glyph.em < glyph.baseline - line.at < 0.62 * glyph.em
    ]
    struck = [glyph for glyph in letters if _over(line, glyph) > 0.6 * (glyph.x1 - glyph.x0)]
    if len(struck) < 2:
        return []
    first, last = min(glyph.x0 for glyph in struck), max(glyph.x1 for glyph in struck)
    slack = 0.7 * struck[0].em
    covered = sum(glyph.x1 - glyph.x0 for glyph in struck)
    fits = abs(first - line.start) < slack and abs(last - line.end) < slack
    return struck if fits and covered > 0.6 * (line.end - line.start) else []


def _over(line: Edge, glyph: Glyph) -> float:
    """How much of a line a letter stands on, in points."""
    return min(line.end, glyph.x1) - max(line.start, glyph.x0)


def _apart(line: Edge, glyph: Glyph) -> float:
    """How far a letter is beside a line."""
    return max(glyph.x0 - line.end, line.start - glyph.x1)


def _is_ruled(line: Edge, upright: Sequence[Shape]) -> bool:
    """Whether an upright line meets one of its ends, as in a table."""
    return any(
        min(abs(shape.x0 - line.start), abs(shape.x0 - line.end)) < 2 and shape.top - 2 <= line.at <= shape.bottom + 2
        for shape in upright
    )
