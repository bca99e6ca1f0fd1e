"""Where the columns of a statement stand: figures found them, labels stand left of them, notes between."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from creditfile.reading.statements.figures import Figure, figure, joined
from creditfile.reading.statements.heads import Atom
from creditfile.reading.statements.layout import Ink, Rung
from creditfile.reading.statements.names import has_chinese


@dataclass(slots=True)
class Column:
    """One column of figures."""

    x0: float
    x1: float
    inks: list[Ink] = field(default_factory=list)

    def overlap(self, x0: float, x1: float) -> float:
        """How much of the narrower one both share, 0 to 1."""
        shared = min(self.x1, x1) - max(self.x0, x0)
        return shared / max(1e-6, min(self.x1 - self.x0, x1 - x0))


@dataclass(frozen=True, slots=True)
class Band:
    """A label column with its columns of figures; a two-sided balance sheet has two."""

    x0: float
    x1: float
    columns: tuple[Column, ...]


def figures_in(rung: Rung) -> list[tuple[Ink, Figure]]:
    """The figures of a line; a figure torn into neighbouring words is put together again (its words then two)."""
    found: list[tuple[Ink, Figure]] = []
    for ink in rung.inks:
        said = figure(ink.text)
        if said is None:
            continue
        if found and (whole := _torn(found[-1][0], ink) or _spaced(found[-1][0], ink)):
            found[-1] = whole
            continue
        found.append((ink, said))
    return found


MINUS = frozenset("-－−–—(（△▲")
"""What stands before a negative figure, perhaps with a blank between."""


def _torn(left: Ink, right: Ink) -> tuple[Ink, Figure] | None:
    if right.box is None or right.x0 - left.x1 > 0.45 * right.height:
        return None
    text = joined(left.text, right.text)
    if text is None and left.text in MINUS and right.x0 - left.x0 < 1.5 * right.height:
        text = left.text + right.text
    said = figure(text) if text else None
    return (_both(left, right), Figure(said.number, "split")) if said is not None else None


_LEADING = re.compile(r"[-(（－△]?\d{1,3}(?: \d{3})*")
_THREE = re.compile(r"\d{3}(?:\.\d+)?[)）]?")


def _spaced(left: Ink, right: Ink) -> tuple[Ink, Figure] | None:
    """Thousands parted by blanks instead of commas: 8 010 200.35."""
    if right.box is None or right.x0 - left.x1 > 0.6 * right.height:
        return None
    if not (_LEADING.fullmatch(left.text) and _THREE.fullmatch(right.text)):
        return None
    said = figure(f"{left.text}{right.text}".replace(" ", ""))
    return (_both(left, right), Figure(said.number, "split")) if said is not None else None


def _both(left: Ink, right: Ink) -> Ink:
    box = left.box.union(right.box) if left.box and right.box else None
    top, bottom = min(left.top, right.top), max(left.bottom, right.bottom)
    return Ink(f"{left.text} {right.text}", left.x0, top, right.x1, bottom, box)


def columns_of(rungs: Sequence[Rung], notes: Sequence[tuple[float, float]]) -> list[Column]:
    """The columns of values, left to right; `notes` are the reaches of note and line-number columns, by their heads."""
    tokens: list[Ink] = []
    small: list[Ink] = []
    for rung in rungs:
        for number, (ink, said) in enumerate(figures_in(rung)):
            if said.number is None or ink.is_anywhere or _is_note(ink, notes):
                continue
            if said.founds_column:
                tokens.append(ink)
            elif not (number == 0 and _leads(rung, ink)):
                small.append(ink)
    columns = _clusters(tokens)
    if small:
        columns = _with_small(columns, _clusters(small), len(rungs))
    return columns


def _is_note(ink: Ink, notes: Sequence[tuple[float, float]]) -> bool:
    return any(x0 - 4 <= ink.middle <= x1 + 4 for x0, x1 in notes)


def _leads(rung: Rung, ink: Ink) -> bool:
    """Whether a small number begins the line, as numbering does."""
    return rung.inks[0] is ink


def _clusters(inks: Sequence[Ink]) -> list[Column]:
    columns: list[Column] = []
    for ink in sorted(inks, key=lambda ink: ink.x0):
        if columns and columns[-1].overlap(ink.x0, ink.x1) > 0.15:
            last = columns[-1]
            last.x0, last.x1 = min(last.x0, ink.x0), max(last.x1, ink.x1)
            last.inks.append(ink)
        else:
            columns.append(Column(ink.x0, ink.x1, [ink]))
    merged: list[Column] = []
    for column in columns:
        if merged and merged[-1].overlap(column.x0, column.x1) > 0.15:
            last = merged[-1]
            last.x0, last.x1 = min(last.x0, column.x0), max(last.x1, column.x1)
            last.inks.extend(column.inks)
        else:
            merged.append(column)
    return merged


def _with_small(columns: list[Column], others: list[Column], lines: int) -> list[Column]:
    """Columns that hold small numbers only (round amounts in ten thousands) count where they do not merely count up."""
    added = list(columns)
    for other in others:
        if any(column.overlap(other.x0, other.x1) > 0 for column in columns):
            for column in columns:
                if column.overlap(other.x0, other.x1) > 0:
                    column.x0, column.x1 = min(column.x0, other.x0), max(column.x1, other.x1)
            continue
        if _counts_up(other) or (columns and len(other.inks) < max(3, lines * 0.1)):
            continue
        if columns and other.x1 < columns[0].x0 and all(len(ink.text.strip("()（）")) <= 3 for ink in other.inks):
            continue
        added.append(other)
    return sorted(added, key=lambda column: column.x0)


def _counts_up(column: Column) -> bool:
    """Note and line numbers rise down the page."""
    numbers = [int(digits) for ink in column.inks if (digits := ink.text.strip("()（）、. ")).isdigit()]
    if len(numbers) < 3:
        return all(number < 100 for number in numbers)
    rising = sum(1 for one, other in pairwise(numbers) if other >= one)
    return max(numbers) < 400 and rising >= 0.8 * (len(numbers) - 1)


def bands_of(rungs: Sequence[Rung], columns: Sequence[Column], right: float) -> list[Band]:
    """Split the columns where labels stand between them."""
    if not columns:
        return []
    cuts: list[tuple[int, float]] = []
    for number, (left, following) in enumerate(pairwise(columns), start=1):
        between = [
            ink.x0
            for rung in rungs
            for ink in rung.inks
            if has_chinese(ink.text) and len(ink.text) >= 2 and ink.x0 >= left.x1 - 12 and ink.x0 < following.x0
            and ink.middle < following.x0 and figure(ink.text) is None
        ]
        if len(between) >= max(4, 0.25 * len(rungs)):
            cuts.append((number, min(between) - 1))
    bands: list[Band] = []
    start, x0 = 0, 0.0
    for number, x in [*cuts, (len(columns), right)]:
        bands.append(Band(x0, x, tuple(columns[start:number])))
        start, x0 = number, x
    return bands


def note_reaches(lines: Sequence[Sequence[Atom]]) -> list[tuple[float, float]]:
    """The reaches of the headings 附注 and 行次."""
    return [(atom.x0, atom.x1) for line in lines for atom in line if atom.role in ("note", "line")]
