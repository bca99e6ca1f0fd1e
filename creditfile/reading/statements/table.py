"""One statement as a table: its columns with their periods and scopes, its rows with their figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from creditfile.model.line_item import LineItems
from creditfile.reading.pages import Page
from creditfile.reading.statements import heads
from creditfile.reading.statements.columns import (
    Band,
    Column,
    bands_of,
    columns_of,
    figures_in,
    note_reaches,
)
from creditfile.reading.statements.dates import Period, last_of, stated_in
from creditfile.reading.statements.heads import Atom, Head, Unit, atoms_of, is_heading, unit_of
from creditfile.reading.statements.layout import Rung, row_of
from creditfile.reading.statements.locate import Block, Stretch, lead_of
from creditfile.reading.statements.names import Names, names_of
from creditfile.reading.statements.rows import Row, Strip, rows_of, strips_of

HEAD_LINES = 8
"""A table's head has no more lines."""
NEAR = 4
"""So many lines above a title may state its date or unit."""
_MONEY = re.compile(r"\d,\d{3}|\d\.\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the figures of one column are of."""

    end: date | None
    """The last day of the period; None when the paper does not say."""
    months: int | None
    """Of a flow: how many months."""
    scope: str | None
    """consolidated, parent, or None."""
    dropped: str = ""
    """Why the column is not read: other (shares, changes), month (beside the year so far), restated."""
    doubt: str = ""
    """Why a person is asked about the whole column."""
    restated: bool = False


@dataclass(slots=True)
class Side:
    """A band with what its columns mean and its rows from all pages."""

    meanings: list[Meaning]
    rows: list[Row] = field(default_factory=list)
    """From the first page to the last."""
    doubts: dict[int, str] = field(default_factory=dict)
    """By page: why its columns are not certain."""


@dataclass(slots=True)
class Table:
    """A whole statement."""

    block: Block
    unit: Unit | None
    caption: Period | None
    sides: list[Side]
    head: tuple[Rung, ...] = ()
    """The lines between title and first row."""


def table_of(block: Block, items: LineItems, known: Period | None = None, doubt: str = "") -> Table | None:
    """Understand a statement's columns and rows; None when it has no column of amounts.

    `known`: the period to take where the statement prints none, with `doubt` on what follows from it.
    """
    names = names_of(items, block.title.kind)
    lead = _head_of(block.stretches[0], names)
    upto = max(lead, _first_known(block.stretches[0], names))
    caption = _caption(block, upto)
    unit = _unit(block, upto)
    first = _layout(block.stretches[0], lead, names)
    start = 0
    if first is None and len(block.stretches) > 1:  # the title alone at the foot of a page
        start = 1
        lead = _head_of(block.stretches[1], names)
        upto = max(lead, _first_known(block.stretches[1], names))
        caption = _caption(block, upto, block.stretches[1]) or caption
        unit = unit or _unit(block, upto, block.stretches[1])
        first = _layout(block.stretches[1], lead, names)
    if first is None:
        return None
    bands, notes, band_heads = first
    sides = [Side(_meanings(block, of_band, caption or known)) for of_band in band_heads]
    if caption is None and known is not None and doubt:
        for side in sides:
            side.meanings = [replace(meaning, doubt=meaning.doubt or doubt) for meaning in side.meanings]
    placed = [
        _placed(stretch, bands, notes, sides, names, is_first=stretch is block.stretches[start])
        for stretch in block.stretches[start:]
    ]
    for stretch, place in zip(block.stretches[start:], placed, strict=True):
        below = lead if stretch is block.stretches[start] else 0
        if why := _changed(stretch.rungs[below:], place, _Said(block, caption or known, unit, sides), names):
            for side in sides:
                side.doubts[place.page.number] = why
    for number, side in enumerate(sides):
        side.rows = _rows([(place, place.bands[number]) for place in placed], names)
    alone = tuple(rung for stretch in block.stretches[:start] for rung in stretch.rungs)
    return Table(block, unit, caption, sides, (*alone, *block.stretches[start].rungs[:lead]))


def _head_of(stretch: Stretch, names: Names) -> int:
    """How many lines stand before the first row of the table, whose name may be broken over lines."""
    first = _first_known(stretch, names)
    heads_at = [number for number, rung in enumerate(stretch.rungs[:first]) if is_heading(rung, atoms_of(rung))]
    return heads_at[-1] + 1 if heads_at and first - heads_at[-1] <= HEAD_LINES else first


def _first_known(stretch: Stretch, names: Names) -> int:
    for number, rung in enumerate(stretch.rungs):
        if names.knows(lead_of(rung)) and not is_heading(rung, atoms_of(rung)):
            return number
    return len(stretch.rungs)


def _head_again(stretch: Stretch, names: Names) -> int:
    """How many lines a later page's repeated head takes; its first row may be a name broken over lines."""
    first = _first_known(stretch, names)
    heads_at = [number for number, rung in enumerate(stretch.rungs[:first]) if is_heading(rung, atoms_of(rung))]
    return heads_at[-1] + 1 if heads_at else 0


def _head_lines(stretch: Stretch, lead: int) -> list[list[Atom]]:
    """The head's lines from the lowest up."""
    lines: list[list[Atom]] = []
    lowest: Rung | None = None
    for rung in reversed(stretch.rungs[max(0, lead - HEAD_LINES):lead]):
        atoms = atoms_of(rung)
        beside = lowest is not None and bool(atoms) and rung.bottom > lowest.top and bool(stretch.page.width)
        if is_heading(rung, atoms) or (lines and (beside or _goes_on(rung, atoms))):
            lines.append(atoms)
            lowest = rung
    return lines


def _goes_on(rung: Rung, atoms: Sequence[Atom]) -> bool:
    """Whether a line without 项目 or 附注 is an upper line of the head: scopes or dates over several columns."""
    said = sum(len(atom.text) for atom in atoms)
    return bool(atoms) and said >= 0.8 * len(rung.text) and len(atoms) >= 2


_Layout = tuple[list[Band], list[tuple[float, float]], list[list[Head]]]


def _layout(stretch: Stretch, lead: int, names: Names) -> _Layout | None:
    body = stretch.rungs[lead:]
    lines = _head_lines(stretch, lead)
    notes = note_reaches(lines)
    columns = columns_of(body, notes)
    values = max(
        ([atom for atom in line if atom.role in heads.VALUE_ROLES] for line in lines), key=len, default=[]
    )
    in_cells = not stretch.page.width
    columns = _with_blank_columns(columns, values, in_cells)
    if not columns or not any(names.knows(lead_of(rung)) for rung in body):
        return None
    right = max([columns[-1].x1, *(ink.x1 for rung in body for ink in rung.inks)]) + 5
    bands = bands_of(body, columns, right)
    band_heads = [
        heads.heads_for(
            [(column.x0, column.x1) for column in band.columns], lines, band.x0 - 3, band.x1 + 3, in_cells=in_cells
        )
        for band in bands
    ]
    return bands, notes, band_heads


def _with_blank_columns(columns: list[Column], values: Sequence[Atom], in_cells: bool) -> list[Column]:
    """A column whose every cell is blank is known by its heading alone."""
    if len(values) <= len(columns) and not in_cells:
        return columns
    if not columns:
        return [Column(atom.x0, atom.x1) for atom in values if atom.role != "other"]
    left = heads.left_over([(column.x0, column.x1) for column in columns], values, in_cells=in_cells)
    blank = [Column(atom.x0, atom.x1) for atom in left if atom.role != "other"]
    return sorted([*columns, *blank], key=lambda column: column.x0)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A page's part of the table and where the columns stand on it."""

    page: Page
    body: Sequence[Rung]
    bands: list[Band]
    notes: list[tuple[float, float]]


def _placed(
    stretch: Stretch, bands: list[Band], notes: list[tuple[float, float]], sides: list[Side], names: Names,
    *, is_first: bool,
) -> _Placed:
    lead = _head_of(stretch, names) if is_first else _head_again(stretch, names)
    body = stretch.rungs[lead:]
    if not is_first and body:
        lines = _head_lines(stretch, lead)
        notes = note_reaches(lines) or notes
        bands = _moved(stretch, body, bands, notes, sides)
    return _Placed(stretch.page, body, bands, notes)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the first head of a statement says."""

    block: Block
    caption: Period | None
    unit: Unit | None
    sides: Sequence[Side]


def _changed(rungs: Sequence[Rung], place: _Placed, said: _Said, names: Names) -> str:
    """Why the figures below a later head are not to be relied on: it names other columns than the first, or a unit."""
    for rung in rungs:
        if any(one.founds_column for _, one in figures_in(rung)) or names.knows(lead_of(rung)):
            continue
        unit = unit_of(rung.raw)
        if unit and said.unit and unit.name != said.unit.name:
            return "unit"
        atoms = atoms_of(rung)
        if sum(atom.role in heads.VALUE_ROLES for atom in atoms) > 1 and is_heading(rung, atoms) and (
            any(_is_other(side, band, atoms, place, said) for side, band in zip(said.sides, place.bands, strict=True))
        ):
            return "column"
    return ""


def _is_other(side: Side, band: Band, atoms: Sequence[Atom], place: _Placed, said: _Said) -> bool:
    """Whether a head's line puts another period over a column than the first head did; a torn line says nothing."""
    here = [atom for atom in atoms if atom.role in heads.VALUE_ROLES and band.x0 - 3 <= atom.middle <= band.x1 + 3]
    if len(here) != len(band.columns):
        return False
    spans = [(column.x0, column.x1) for column in band.columns]
    again = heads.heads_for(spans, [atoms], band.x0 - 3, band.x1 + 3, in_cells=not place.page.width)
    if not any(head.role or head.period for head in again):
        return False
    return any(
        one.end and other.end and not one.dropped and not other.dropped and one.end != other.end
        for one, other in zip(side.meanings, _meanings(said.block, again, said.caption), strict=True)
    )


def _rows(parts: Sequence[tuple[_Placed, Band]], names: Names) -> list[Row]:
    """The rows of one band over all pages: by the words alone, and by the ruled lines where these do not settle it."""
    rows = rows_of(_strips(parts, names, frozenset()), names)
    unsettled = frozenset(row.page for row in rows if _is_open(row, names))
    ruled = frozenset(
        part.page.number for part, _ in parts if part.page.width and part.page.number in unsettled
    )
    return rows_of(_strips(parts, names, ruled), names) if ruled else rows


def _strips(parts: Sequence[tuple[_Placed, Band]], names: Names, ruled: frozenset[int]) -> list[Strip]:
    strips: list[Strip] = []
    below = 0.0
    for part, band in parts:
        if not part.body:
            continue
        top = min(rung.top for rung in part.body)
        finder = row_of(part.page) if part.page.number in ruled else None
        below = strips[-1].bottom + 1 - top if strips else 0.0
        strips += strips_of(part.body, band, part.notes, names, below, finder if finder and finder.cells else None)
    return strips


def _is_open(row: Row, names: Names) -> bool:
    """Whether the words alone do not settle what belongs together."""
    return bool(row.doubt) or (bool(row.figures) and not names.knows(row.label))


def _moved(
    stretch: Stretch, body: Sequence[Rung], bands: list[Band], notes: list[tuple[float, float]], sides: list[Side]
) -> list[Band]:
    """The columns on a later page: where they were, or, when the page is set otherwise, its own in the same order."""
    columns = [column for band in bands for column in band.columns]
    figures = [ink for rung in body for ink, said in figures_in(rung) if said.founds_column]
    fits = sum(1 for ink in figures if sum(column.overlap(ink.x0, ink.x1) > 0.3 for column in columns) == 1)
    if fits >= 0.9 * len(figures):
        return bands
    own = columns_of(body, notes)
    if len(own) == len(columns):
        moved, start = [], 0
        right = max([own[-1].x1, *(ink.x1 for rung in body for ink in rung.inks)]) + 5
        cuts = bands_of(body, own, right)
        if [len(band.columns) for band in cuts] == [len(band.columns) for band in bands]:
            return cuts
        for band in bands:
            stop = start + len(band.columns)
            moved.append(Band(band.x0, band.x1, tuple(own[start:stop])))
            start = stop
        return moved
    for side in sides:
        side.doubts[stretch.page.number] = "column"
    return bands


def _caption(block: Block, lead: int, stretch: Stretch | None = None) -> Period | None:
    """The date or period between title and head, in the title, or just above it."""
    page = (stretch or block.stretches[0]).page
    rungs = (stretch or block.stretches[0]).rungs[:lead]
    lines = [rung for rung in rungs if not is_heading(rung, atoms_of(rung))]
    sheet = () if page.width else (page.title,)
    texts = (*(rung.text for rung in lines), block.title.text, *(rung.text for rung in _over_title(block)), *sheet)
    dated = [(text, stated_in(text)) for text in texts]
    for text, found in dated:
        if found and "所属" in text:
            return found
    return next((found for _, found in dated if found), None)


def _unit(block: Block, lead: int, stretch: Stretch | None = None) -> Unit | None:
    """What the head states, else the title, else a line over it; in doubt where head and title differ."""
    rungs = (stretch or block.stretches[0]).rungs[:lead]
    near = [unit for text in (*(rung.raw for rung in rungs), block.title.text) if (unit := unit_of(text))]
    if near:
        return replace(near[0], is_doubtful=any(other.name != near[0].name for other in near))
    return next((unit for rung in _over_title(block) if (unit := unit_of(rung.raw))), None)


def _over_title(block: Block) -> Iterator[Rung]:
    """The lines over the title from the nearest up, as far as they are captions and no rows of another table."""
    for rung in reversed(block.above[-NEAR:]):
        stated = re.search(r"[:：]|单位", rung.raw) or stated_in(rung.text)
        if _MONEY.search(rung.raw) or "%" in rung.text or (len(rung.inks) > 2 and not stated):
            return
        yield rung


def _meanings(block: Block, band_heads: Sequence[Head], caption: Period | None) -> list[Meaning]:
    is_stock = block.title.kind == "BS"
    resolve = _of_stock if is_stock else _of_flow
    band_heads = [
        replace(head, period=head.other, other=head.period)
        if head.other and (head.other.months is None) == is_stock else head for head in band_heads
    ]
    told = [head for head in band_heads if head.role or head.period]
    found = [resolve(head, band_heads, caption) for head in band_heads]
    if not told and all(head.scope for head in band_heads) and len({head.scope for head in band_heads}) > 1:
        found = [resolve(head, [head], caption) for head in band_heads]  # whose figures they are is all they differ in
    elif not told and len(band_heads) > 1:
        found = _by_order(block, len(band_heads), caption)
    scoped = [_with_scope(block, head, meaning) for head, meaning in zip(band_heads, found, strict=True)]
    whole = [_unless_longer(meaning, scoped) for meaning in scoped]
    return [_unless_twice(meaning, whole) for meaning in whole]


def _unless_longer(meaning: Meaning, others: Sequence[Meaning]) -> Meaning:
    """A quarter or month is left alone beside the year so far. Source: domain reference §4.2b."""
    longer = any(
        not other.dropped and (other.end, other.scope) == (meaning.end, meaning.scope)
        and (other.months or 0) > (meaning.months or 99)
        for other in others
    )
    return replace(meaning, dropped="month") if longer and not meaning.dropped else meaning


def _with_scope(block: Block, head: Head, meaning: Meaning) -> Meaning:
    scope = head.scope or (block.title.scope if block.title.scope != "both" else None)
    dropped = meaning.dropped or ("restated" if head.former else "")
    return Meaning(meaning.end, meaning.months, scope, dropped, meaning.doubt, head.restated)


def _unless_twice(meaning: Meaning, others: Sequence[Meaning]) -> Meaning:
    """Two columns that seem to be of one period: the one that says it was restated counts; where none does, both ask.

    One at least is understood wrongly then, or is of something else.
    """
    if meaning.dropped or meaning.end is None:
        return meaning
    same = [
        other for other in others
        if not other.dropped and (other.end, other.months, other.scope) == (meaning.end, meaning.months, meaning.scope)
    ]
    if len(same) == 1:
        return meaning
    restated = [other for other in same if other.restated]
    if len(restated) == 1:
        return meaning if meaning.restated else replace(meaning, dropped="restated")
    return replace(meaning, doubt=meaning.doubt or "column")


def _by_order(block: Block, count: int, caption: Period | None) -> list[Meaning]:
    """No head at all: the first column is taken for the caption's period, and a person is asked."""
    if caption is None:
        return [Meaning(None, None, None, doubt="column")] * count
    stock = block.title.kind == "BS"
    this = Meaning(caption.end, None if stock else caption.months, None, doubt="column")
    before = heads.year_end_before(caption.end) if stock else _year_before(caption.end)
    prior = Meaning(before, this.months, None, doubt="column")
    return [this, prior, *[Meaning(None, None, None, "other")] * (count - 2)]


def _is_unnamed(head: Head, others: Sequence[Head]) -> bool:
    """A column without a heading beside columns that have one is no column of the statement."""
    return not (head.role or head.period) and any(other.role or other.period for other in others)


def _of_stock(head: Head, others: Sequence[Head], caption: Period | None) -> Meaning:
    if head.role == "other" or head.forecast or _is_unnamed(head, others):
        return Meaning(None, None, None, "other")
    if head.period is not None:
        end = head.period.end
        if _is_within_year(head.period, caption):
            assert caption is not None
            is_this = end.year == caption.end.year
            return Meaning(caption.end, None, None) if is_this else Meaning(end, None, None, doubt="period")
        if heads.is_january_first(head.period):
            eve = heads.year_end_before(end)
            if any(other.period is not None and other.period.end == eve for other in others):
                return Meaning(end, None, None, "restated")
            end = eve
        elif head.role == "opening" and caption is not None and end >= caption.end and end.month == 12:
            end = heads.year_end_before(end)
        return Meaning(end, None, None)
    if caption is None:
        return Meaning(None, None, None, doubt="period")
    day = caption.end
    if "同期" in head.words:
        return Meaning(_year_before(day), None, None)
    if head.role in ("opening", "prior", "prior_cumulative"):
        unsure = head.role != "opening" and (day.month, day.day) != (12, 31)
        return Meaning(heads.year_end_before(day), None, None, doubt="period" if unsure else "")
    if head.role in ("closing", "current", "cumulative", "monthly") or len(others) == 1:
        return Meaning(day, None, None)
    return Meaning(None, None, None, "other")


def _of_flow(head: Head, others: Sequence[Head], caption: Period | None) -> Meaning:
    roles = {other.role for other in others}
    if head.role == "other" or head.forecast or _is_unnamed(head, others):
        return Meaning(None, None, None, "other")
    if (head.role in ("monthly", "current") and "cumulative" in roles) or (
        head.role == "prior" and "prior_cumulative" in roles
    ):
        return Meaning(None, None, None, "month")
    if head.period is not None and _is_within_year(head.period, caption):
        assert caption is not None
        unsure = caption.months in (None, 1)
        end = last_of(head.period.end.year, caption.end.month)
        return Meaning(end, None if unsure else caption.months, None, doubt="period" if unsure else "")
    if head.period is not None:
        return _of_month(head, others) or Meaning(head.period.end, _months(head.period, caption, head), None)
    if caption is None:
        return Meaning(None, None, None, doubt="period")
    end, months = caption.end, caption.months
    if head.role == "cumulative":
        return Meaning(end, end.month, None)
    if months == 1 and head.role == "monthly":
        return Meaning(end, 1, None)
    if months in (None, 1):
        months = 12 if end.month == 12 else None
    if head.role in ("prior", "prior_cumulative", "opening"):
        same = end.month if head.role == "prior_cumulative" or "cumulative" in roles else months
        return Meaning(_year_before(end), same, None)
    if head.role or len(others) == 1:
        return Meaning(end, months, None)
    return Meaning(None, None, None, "other")


def _of_month(head: Head, others: Sequence[Head]) -> Meaning | None:
    """What a month alone over a flow says: of a December the whole year, where no other month of that year is beside.

    Beside other months of the year, or another month than December, it may be the month or the year so far.
    """
    period = head.period
    if period is None or period.months != 1:
        return None
    months = [other.period for other in others if other.period and other.period.end.year == period.end.year]
    if period.end.month == 12 and len(months) == 1:
        return Meaning(period.end, 12, None)
    return Meaning(period.end, None if len(months) == 1 else 1, None, doubt="period")


def _is_within_year(period: Period, caption: Period | None) -> bool:
    """Whether a head names a year alone under a caption that names a part of one (2024年1-6月 over 2024年)."""
    return period.whole_year and caption is not None and not caption.whole_year and caption.end.month != 12


def _months(period: Period, caption: Period | None, head: Head) -> int | None:
    if period.months is not None:
        return period.months
    if caption is not None and caption.months is not None and caption.end.month == period.end.month:
        return caption.months
    return 12 if period.end.month == 12 and period.end.day == 31 else None


def _year_before(day: date) -> date:
    return last_of(day.year - 1, day.month) if day == last_of(day.year, day.month) else day.replace(year=day.year - 1)

