"""Glyphs become words and lines: lines by baseline, words by gap, whatever the order they were drawn in."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from creditfile.reading.glyphs import Drawn, Glyph
from creditfile.reading.pages import Line, Word

BASELINE = 0.4
"""Baselines closer than this, in ems, are one line (superscripts stay with their line)."""
LATIN_GAP = 0.2
"""A gap between ASCII characters from here on, in ems, parts words: less than a blank, more than kerning."""
GAP = 0.4
"""The same beside a Chinese character: justified lines are stretched by up to a third of an em."""
DOUBLED = 0.5
"""The same character drawn over the last one by more than this share of its width is a heavier print of it."""


_x0, _top, _x1, _bottom = map(attrgetter, ("x0", "top", "x1", "bottom"))


def lines_of(drawn: Drawn) -> tuple[Line, ...]:
    """The visual lines of a page, top to bottom; slanted text and text along the margins comes last."""
    level = [Line(tuple(_word(drawn, run) for run in words)) for words in worded(drawn.glyphs)]
    aside = [Line((_word(drawn, run),)) for run in _runs_aside(drawn.aside)]
    return tuple(line for line in (*level, *aside) if line.words)


def text_of(glyphs: Iterable[Glyph]) -> str:
    """The text of some glyphs in reading order, one line a line."""
    return "\n".join(" ".join(_text(run) for run in words) for words in worded(glyphs))


def worded(glyphs: Iterable[Glyph]) -> list[list[list[Glyph]]]:
    """Lines from top to bottom, of words from left to right, of glyphs; blanks left out."""
    lines = (_words(line) for line in _by_baseline(glyphs))
    return [words for words in lines if words]


def _by_baseline(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    at = em = 0.0
    for glyph in sorted(glyphs, key=attrgetter("baseline")):
        if not lines or glyph.baseline - at > BASELINE * max(em, glyph.em):
            lines.append([])
            at, em = glyph.baseline, glyph.em
        elif glyph.em > em:
            em = glyph.em
        line = lines[-1]
        line.append(glyph)
        at += (glyph.baseline - at) / len(line)
    return lines


def _words(line: list[Glyph]) -> list[list[Glyph]]:
    """Parted at blanks and gaps; a glyph printed twice stands once."""
    line.sort(key=attrgetter("x0"))
    words: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in line:
        if glyph.text.isspace():
            last = None
            continue
        if last is None:
            words.append([glyph])
        elif glyph.text == last.text and last.x1 - glyph.x0 > DOUBLED * (glyph.x1 - glyph.x0):
            continue
        else:
            wide = LATIN_GAP if glyph.text < "\x7f" and last.text < "\x7f" else GAP
            if glyph.x0 - last.x1 > wide * min(glyph.em, last.em):
                words.append([glyph])
            else:
                words[-1].append(glyph)
        last = glyph
    return words


def _runs_aside(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Text that is not level, in the order it was drawn, parted at blanks and where it jumps."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            last = None
            continue
        if last is None or max(abs(glyph.x0 - last.x0), abs(glyph.top - last.top)) > 2 * glyph.em:
            runs.append([glyph])
        else:
            runs[-1].append(glyph)
        last = glyph
    return runs


def _text(run: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in run)


def _word(drawn: Drawn, run: list[Glyph]) -> Word:
    return Word(
        _text(run),
        drawn.box(min(map(_x0, run)), min(map(_top, run)), max(map(_x1, run)), max(map(_bottom, run))),
    )
