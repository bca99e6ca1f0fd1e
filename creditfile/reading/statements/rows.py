"""Lines become rows: a label, perhaps broken over several lines, and the figures that belong to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from creditfile.reading.statements.columns import Band, figures_in
from creditfile.reading.statements.figures import Figure, figure
from creditfile.reading.statements.layout import Ink, Rung
from creditfile.reading.statements.names import Names, has_chinese, is_note_mark, squeezed

LONGEST = 6
"""No label is broken over more lines."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What one line holds of one band."""

    label: str
    """As printed; empty when none stands here."""
    inks: tuple[Ink, ...]
    """The label's words."""
    figures: dict[int, tuple[Ink, Figure]]
    """By column."""
    stray: tuple[Ink, ...]
    """Figures that belong to no one column (run together, or off)."""
    odd: frozenset[int]
    """Columns in which something stands that is no figure: the cell is not blank, it cannot be read."""
    top: float
    bottom: float
    page: int = 0
    ruled: int | None = None
    """Which ruled row it stands in, if any."""

    @property
    def middle(self) -> float:
        """Halfway down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a statement."""

    label: str
    """As printed, its lines joined."""
    inks: tuple[Ink, ...]
    """The label's words."""
    figures: dict[int, tuple[Ink, Figure]]
    """By column; a column that is not here is blank."""
    page: int
    """Where its figures stand, or its label where it has none."""
    doubt: str = ""
    """Why it is not certain that these figures belong to this label."""
    stray: tuple[Ink, ...] = ()
    odd: frozenset[int] = frozenset()
    """Columns whose cell holds something that is no figure."""


Ruled = Callable[[float, float], int | None]
"""Tells on which ruled row of a page a place is."""


def strips_of(
    rungs: Sequence[Rung], band: Band, notes: Sequence[tuple[float, float]], names: Names, below: float = 0,
    ruled: Ruled | None = None,
) -> list[Strip]:
    """The lines of one band on one page, moved down by `below` so that pages follow one another."""
    return [strip for rung in rungs if (strip := _strip(rung, band, notes, names, below, ruled))]


def _strip(
    rung: Rung, band: Band, notes: Sequence[tuple[float, float]], names: Names, below: float, ruled: Ruled | None
) -> Strip | None:
    figures: dict[int, tuple[Ink, Figure]] = {}
    stray: list[Ink] = []
    used: set[int] = set()
    first = band.columns[0].x0
    for ink, said in figures_in(rung):
        if not band.x0 <= ink.middle <= band.x1:
            continue
        column = _column(band, ink)
        if column is None:
            if ink.x1 > first and (said.trouble or ink.is_anywhere):
                stray.append(ink)
            continue
        used.update(id(one) for one in rung.inks if ink.x0 <= one.middle <= ink.x1)
        if column in figures or said.trouble == "run_together":
            stray.append(ink)
        else:
            figures[column] = (ink, said)
    odd = frozenset(
        column for ink in rung.inks if ink.x0 >= first - 2 and id(ink) not in used and figure(ink.text) is None
        for column in [_column(band, ink)] if column is not None and band.x0 <= ink.middle <= band.x1
    )
    label = tuple(
        ink for ink in rung.inks
        if band.x0 <= ink.x0 < min(first, band.x1) and id(ink) not in used and not _is_note(ink, rung, band, notes)
    )
    label = _without_aside(label, names)
    if not label and not figures and not stray:
        return None
    everything = label or tuple(ink for ink, _ in figures.values()) or tuple(stray)
    top, bottom = min(ink.top for ink in everything), max(ink.bottom for ink in everything)
    row = ruled(everything[0].middle, (top + bottom) / 2) if ruled else None
    words = ("" if any(has_chinese(ink.text) for ink in label) else " ").join(ink.text for ink in label)
    return Strip(words, label, figures, tuple(stray), odd, top + below, bottom + below, rung.page, row)


def _without_aside(label: tuple[Ink, ...], names: Names) -> tuple[Ink, ...]:
    """Without what stands far right of a known name and makes it unknown: a seal, a stamp, a hand-written mark."""
    for number, (left, right) in enumerate(pairwise(label), start=1):
        if right.x0 - left.x1 > 1.5 * left.height:
            known = names.knows("".join(ink.text for ink in label[:number]))
            if known and not names.knows("".join(ink.text for ink in label)):
                return label[:number]
    return label


def _column(band: Band, ink: Ink) -> int | None:
    """The one column a figure stands in."""
    hits = [number for number, column in enumerate(band.columns) if column.overlap(ink.x0, ink.x1) > 0.3]
    if len(hits) == 1:
        return hits[0]
    if hits:
        return None
    near = [number for number, column in enumerate(band.columns)
            if abs(column.x1 - ink.x1) < 12 or abs((column.x0 + column.x1) / 2 - ink.middle) < 12]
    return near[0] if len(near) == 1 else None


def _is_note(ink: Ink, rung: Rung, band: Band, notes: Sequence[tuple[float, float]]) -> bool:
    """A reference to the notes, or a line number: in their column, or small and set off from the label."""
    mark = squeezed(ink.text)
    if any(x0 - 6 <= ink.middle <= x1 + 6 for x0, x1 in notes):
        aside = len(mark) <= 6 and ink.x0 > rung.inks[0].x1
        return bool(is_note_mark(mark)) or not has_chinese(mark) or aside
    if not is_note_mark(mark) or ink.x0 < band.x0:
        return False
    left = [other for other in rung.inks if other.x1 <= ink.x0 and band.x0 <= other.x0]
    return bool(left) and ink.x0 - left[-1].x1 > 0.8 * ink.height


def rows_of(strips: Sequence[Strip], names: Names) -> list[Row]:
    """Group lines into rows at the least cost: known names cost nothing, torn names and lone figures much."""
    count = len(strips)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    for end in range(1, count + 1):
        for start in range(max(0, end - LONGEST), end):
            cost = best[start][0] + _cost(strips[start:end], names)
            if cost < best[end][0]:
                best[end] = (cost, start)
    rows: list[Row] = []
    end = count
    while end:
        start = best[end][1]
        rows.append(_row(strips, start, end, names))
        end = start
    rows.reverse()
    return rows


def _cost(group: Sequence[Strip], names: Names) -> float:
    if len(group) == 1:
        return _single(group[0], names)
    with_figures = [number for number, strip in enumerate(group) if strip.figures or strip.stray]
    if len(with_figures) > 1:
        return float("inf")
    ruled = {strip.ruled for strip in group}
    one_page = group[0].page == group[-1].page
    if len(ruled) > 1 and None not in ruled and one_page:
        return float("inf")
    one_cell = len(ruled) == 1 and None not in ruled
    label = "".join(strip.label for strip in group)
    gaps = [lower.top - upper.bottom for upper, lower in pairwise(group)]
    height = max(strip.bottom - strip.top for strip in group)
    if max(gaps) > 1.2 * height and not one_cell:
        return float("inf")
    extra = len(group) - 1
    if not label:
        return 5.0 * len(group)
    foreign = sum(1 for strip in group if strip.label and not has_chinese(strip.label))
    labelled = sum(1 for strip in group if strip.label)
    if foreign == labelled:
        return 0.12 * extra if names.knows(label) else 2.0 + 0.3 * extra
    cost = 0.12 * extra + (0.0 if one_page else 0.5)
    if with_figures and not group[with_figures[0]].label:
        cost += _lopsided(group, with_figures[0])
    if names.knows(label):
        return cost
    cost += 2.0 + (0.0 if one_cell else 0.9 * (extra - foreign))
    if _unbalanced(label):
        cost += 1.5
    if any(names.knows(strip.label) for strip in group if strip.label and not strip.figures) and not one_cell:
        cost += 1.0
    return cost


def _single(strip: Strip, names: Names) -> float:
    if not strip.label:
        return 5.0
    if names.knows(strip.label):
        return 0.0
    if not has_chinese(strip.label):
        return 2.2 if strip.figures else 1.2
    return 2.0 + (1.5 if _unbalanced(strip.label) else 0.0)


def _lopsided(group: Sequence[Strip], at: int) -> float:
    """Figures on a line of their own stand halfway down their label."""
    labels = [strip for strip in group if strip.label]
    middle = (labels[0].top + labels[-1].bottom) / 2
    height = max(0.1, group[at].bottom - group[at].top)
    return 0.25 * abs(group[at].middle - middle) / height


def _unbalanced(label: str) -> bool:
    plain = squeezed(label)
    return plain.count("(") != plain.count(")")


def _row(strips: Sequence[Strip], start: int, end: int, names: Names) -> Row:
    group = strips[start:end]
    figures = next((strip.figures for strip in group if strip.figures), {})
    label = ("" if any(has_chinese(strip.label) for strip in group) else " ").join(
        strip.label for strip in group if strip.label
    )
    inks = tuple(ink for strip in group for ink in strip.inks)
    stray = tuple(ink for strip in group for ink in strip.stray)
    ruled = {strip.ruled for strip in group}
    certain = len(ruled) == 1 and None not in ruled
    page = next((strip.page for strip in group if strip.figures), group[0].page)
    odd = frozenset(column for strip in group for column in strip.odd if column not in figures)
    return Row(label, inks, figures, page, "" if certain else _doubt(strips, start, end, names), stray, odd)


def _doubt(strips: Sequence[Strip], start: int, end: int, names: Names) -> str:
    """Figures on a line without a label could belong to the label above or below; unknown broken names are guesses."""
    group = strips[start:end]
    label = "".join(strip.label for strip in group)
    if not label:
        return "row"
    alone = any((strip.figures or strip.stray) and not strip.label for strip in group)
    if names.knows(label):
        if not alone:
            return ""
        lines = [strip for strip in group if strip.label]
        return "" if len(lines) > 1 else "row"
    if len([strip for strip in group if strip.label and has_chinese(strip.label)]) > 1 or alone:
        return "row"
    return ""
