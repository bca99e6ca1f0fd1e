"""Whatever grid is ruled, with whatever cells merged, comes back; so do lines from glyphs in any order."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from creditfile.reading.glyphs import Drawn, Edge, Glyph, Ruling
from creditfile.reading.grids import tables_of
from creditfile.reading.lines import text_of


@dataclass(frozen=True)
class Ruled:
    widths: list[int]
    heights: list[int]
    areas: list[tuple[int, int, int, int]]
    """Row, column, rows, columns; together they cover the grid."""


@st.composite
def ruled(draw: st.DrawFn) -> Ruled:
    widths = draw(st.lists(st.integers(12, 90), min_size=2, max_size=5))
    heights = draw(st.lists(st.integers(12, 40), min_size=2, max_size=5))
    taken: set[tuple[int, int]] = set()
    areas = []
    for row in range(len(heights)):
        for column in range(len(widths)):
            if (row, column) in taken:
                continue
            wide, high = draw(st.integers(1, 3)), draw(st.integers(1, 3))
            wide = min(wide, len(widths) - column)
            while any((row, at) in taken for at in range(column, column + wide)):
                wide -= 1
            high = min(high, len(heights) - row)
            areas.append((row, column, high, wide))
            taken.update((i, j) for i in range(row, row + high) for j in range(column, column + wide))
    return Ruled(widths, heights, areas)


def places(sizes: list[int], start: int) -> list[float]:
    found = [float(start)]
    for size in sizes:
        found.append(found[-1] + size)
    return found


@given(ruled(), st.floats(-0.4, 0.4))
def test_a_ruled_grid_comes_back_with_its_merged_cells(grid, jitter):
    xs, ys = places(grid.widths, 50), places(grid.heights, 100)
    level, upright, glyphs = [], [], []
    for number, (row, column, high, wide) in enumerate(grid.areas):
        left, right, top, bottom = xs[column], xs[column + wide], ys[row], ys[row + high]
        level += [Edge(top + jitter, left, right), Edge(bottom, left, right)]
        upright += [Edge(left, top, bottom), Edge(right + jitter, top, bottom)]
        middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
        glyphs.append(
            Glyph(chr(0x4E00 + number), middle_x - 4, middle_y - 4, middle_x + 4, middle_y + 4, middle_y + 3, 8)
        )
    seen_x = sorted({at for _, column, _, wide in grid.areas for at in (column, column + wide)})
    seen_y = sorted({at for row, _, high, _ in grid.areas for at in (row, row + high)})

    tables = tables_of(Drawn(tuple(glyphs), (), 0, 600, 800, 0), Ruling(tuple(level), tuple(upright)))

    expected = [
        (
            chr(0x4E00 + number), seen_y.index(row), seen_x.index(column),
            seen_y.index(row + high) - seen_y.index(row), seen_x.index(column + wide) - seen_x.index(column),
        )
        for number, (row, column, high, wide) in enumerate(grid.areas)
    ]
    cells = [
        (cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for table in tables for cell in table.cells
    ]
    assert sorted(cells) == sorted(expected) or (len(expected) == 1 and not cells)


@given(st.permutations(range(12)))
def test_lines_do_not_depend_on_the_order_in_which_glyphs_are_drawn(order):
    glyphs = [
        Glyph(letter, x, y, x + 10, y + 12, y + 10, 10)
        for y, words in ((100.0, "货币资金"), (120.0, "应收账款"), (140.0, "存货合计")) for x, letter in
        zip((50.0, 60.0, 70.0, 80.0), words, strict=True)
    ]

    assert text_of(glyphs[at] for at in order) == "货币资金\n应收账款\n存货合计"
