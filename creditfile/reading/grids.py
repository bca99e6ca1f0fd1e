"""Ruled lines become tables: a full grid, its merged cells, and the text in each."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from creditfile.model import Box
from creditfile.reading.glyphs import Drawn, Edge, Glyph, Ruling
from creditfile.reading.lines import text_of
from creditfile.reading.pages import Cell, Table

SNAP = 3.0
"""Parallel lines closer than this, in points, are one (double rules); so are ends and crossings that nearly meet."""
SHORTEST = 5.0
"""A joined line shorter than this is an ornament or part of a glyph."""
OPEN = 10.0
"""Level lines that reach further than this beyond the outermost upright one make an open side, which is closed."""


def tables_of(drawn: Drawn, ruling: Ruling) -> tuple[Table, ...]:
    """The ruled tables of a page from top to bottom; a frame around one cell is none."""
    level, upright = _joined(ruling.level), _joined(ruling.upright)
    grids = [grid for group in _groups(level, upright) for grid in [_grid(*group)] if grid]
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    tables = (_table(grid, drawn) for grid in grids)
    return tuple(table for table in tables if len(table.cells) > 1)


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """Lines nearly at the same place are put on one; pieces that nearly touch become one."""
    joined: list[Edge] = []
    for group in _near(sorted(edges), lambda edge: edge.at):
        at = sum(edge.at for edge in group) / len(group)
        start, end = None, 0.0
        for edge in sorted(group, key=lambda edge: edge.start):
            if start is not None and edge.start - end <= SNAP:
                end = max(end, edge.end)
                continue
            if start is not None:
                joined.append(Edge(at, start, end))
            start, end = edge.start, edge.end
        if start is not None:
            joined.append(Edge(at, start, end))
    return [edge for edge in joined if edge.end - edge.start >= SHORTEST]


def _near(edges: Sequence[Edge], key: Callable[[Edge], float]) -> Iterator[list[Edge]]:
    """Runs of a sorted sequence that stay within SNAP of the run's beginning."""
    group: list[Edge] = []
    for edge in edges:
        if group and key(edge) - key(group[0]) > SNAP:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _groups(level: list[Edge], upright: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Lines that cross or touch each other, directly or through others."""
    owner = list(range(len(level) + len(upright)))

    def top(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    ordered = sorted(range(len(upright)), key=lambda index: upright[index].at)
    places = [upright[index].at for index in ordered]
    for index, line in enumerate(level):
        first = bisect_right(places, line.start - SNAP)
        for position in range(first, len(ordered)):
            other = upright[ordered[position]]
            if other.at > line.end + SNAP:
                break
            if other.start - SNAP <= line.at <= other.end + SNAP:
                owner[top(index)] = top(len(level) + ordered[position])
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for index, line in enumerate(level):
        groups.setdefault(top(index), ([], []))[0].append(line)
    for index, line in enumerate(upright):
        groups.setdefault(top(len(level) + index), ([], []))[1].append(line)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: list[float]
    ys: list[float]
    level: set[tuple[int, int]]
    """(line, column): line of `ys` is ruled over that column."""
    upright: set[tuple[int, int]]
    """(row, line): line of `xs` is ruled beside that row."""


def _grid(level: list[Edge], upright: list[Edge]) -> _Grid | None:
    """The finest grid that the lines span; open sides closed."""
    upright = upright + _closing(level, [edge.at for edge in upright])
    level = level + _closing(upright, [edge.at for edge in level])
    xs = _distinct([edge.at for edge in upright])
    ys = _distinct([edge.at for edge in level])
    if len(xs) < 2 or len(ys) < 2:
        return None
    return _Grid(
        xs, ys,
        {(_index(ys, edge.at), column) for edge in level for column in _covered(xs, edge)},
        {(row, _index(xs, edge.at)) for edge in upright for row in _covered(ys, edge)},
    )


def _closing(lines: list[Edge], across: list[float]) -> list[Edge]:
    """Sides that are not ruled: where at least two parallel lines end together beyond every line across them."""
    before = [(line.start, line.at) for line in lines if line.start < min(across) - OPEN]
    after = [(line.end, line.at) for line in lines if line.end > max(across) + OPEN]
    sides = []
    for together in (_together(sorted(before)), _together(sorted(after))):
        if len(together) > 1:
            ats = [at for _, at in together]
            sides.append(Edge(sum(end for end, _ in together) / len(together), min(ats), max(ats)))
    return sides


def _together(ends: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The most line ends within SNAP of each other."""
    best: list[tuple[float, float]] = []
    for first in range(len(ends)):
        together = [pair for pair in ends[first:] if pair[0] - ends[first][0] <= SNAP]
        if len(together) > len(best):
            best = together
    return best


def _distinct(places: list[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > SNAP:
            kept.append(place)
    return kept


def _index(places: list[float], at: float) -> int:
    """Which of the places it is: the nearest."""
    after = bisect_left(places, at)
    if after == 0 or (after < len(places) and places[after] - at < at - places[after - 1]):
        return after
    return after - 1


def _covered(places: list[float], edge: Edge) -> list[int]:
    """The spaces between places of which it rules the middle."""
    return [
        index for index in range(len(places) - 1)
        if edge.start <= (places[index] + places[index + 1]) / 2 <= edge.end
    ]


def _table(grid: _Grid, drawn: Drawn) -> Table:
    """Cells with their spans; a region not ruled on all sides is not one."""
    areas = _areas(grid)
    owner = {unit: area for area in areas for unit in area.units()}
    held: dict[_Area, list[Glyph]] = {area: [] for area in areas}
    for glyph in drawn.glyphs:
        row = bisect_right(grid.ys, (glyph.top + glyph.bottom) / 2) - 1
        column = bisect_right(grid.xs, (glyph.x0 + glyph.x1) / 2) - 1
        area = owner.get((row, column))
        if area is not None:
            held[area].append(glyph)
    return Table(tuple(_cell(area, grid, drawn, held[area]) for area in areas))


@dataclass(frozen=True, slots=True)
class _Area:
    row: int
    column: int
    rows: int
    columns: int

    def units(self) -> Iterator[tuple[int, int]]:
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield row, column


def _areas(grid: _Grid) -> list[_Area]:
    """The closed rectangles of the grid in reading order, each as large as no line divides it."""
    taken: set[tuple[int, int]] = set()
    areas = []
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            area = _grow(grid, taken, row, column, rows, columns)
            taken.update(area.units())
            if _closed(grid, area):
                areas.append(area)
    return areas


def _grow(grid: _Grid, taken: set[tuple[int, int]], row: int, column: int, rows: int, columns: int) -> _Area:
    """To the right until a line, then down until a line under all of it."""
    right = column + 1
    while right < columns and (row, right) not in grid.upright and (row, right) not in taken:
        right += 1
    down = row + 1
    while down < rows and not any(
        (down, at) in grid.level or (down, at) in taken for at in range(column, right)
    ) and not any((down, line) in grid.upright for line in range(column + 1, right)):
        down += 1
    return _Area(row, column, down - row, right - column)


def _closed(grid: _Grid, area: _Area) -> bool:
    bottom, right = area.row + area.rows, area.column + area.columns
    return all(
        (area.row, column) in grid.level and (bottom, column) in grid.level for column in range(area.column, right)
    ) and all(
        (row, area.column) in grid.upright and (row, right) in grid.upright for row in range(area.row, bottom)
    )


def _cell(area: _Area, grid: _Grid, drawn: Drawn, glyphs: list[Glyph]) -> Cell:
    box: Box = drawn.box(
        grid.xs[area.column], grid.ys[area.row], grid.xs[area.column + area.columns], grid.ys[area.row + area.rows]
    )
    return Cell(text_of(glyphs), area.row, area.column, area.rows, area.columns, box)
