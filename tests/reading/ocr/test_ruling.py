"""Ruled lines are found in the picture of a page, strokes of letters are not."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from creditfile.reading.ocr.ruling import ruling_of


def grid(xs: list[int], ys: list[int]) -> list[tuple[float, float, float, float]]:
    return [*((xs[0], y, xs[-1], y) for y in ys), *((x, ys[0], x, ys[-1]) for x in xs)]


def test_the_lines_of_a_table_are_found_where_they_are(
    draw: Callable[..., Image.Image], pixels: Callable[..., Any]
) -> None:
    xs, ys = [60, 300, 620, 840], [100, 160, 220, 280, 340]
    page = draw((80, 112, "项目"), (320, 112, "期末余额"), (640, 172, "19,207,633.91"), rules=grid(xs, ys))

    found = ruling_of(pixels(page), 28)

    assert ys == pytest.approx([edge.at for edge in found.level], abs=2)
    assert xs == pytest.approx(sorted(edge.at for edge in found.upright), abs=2)


def test_letters_make_no_lines(draw: Callable[..., Image.Image], pixels: Callable[..., Any]) -> None:
    page = draw(*((40, 40 + 44 * n, "一二三王丰主川三十五亿元整目且日一一一二二三") for n in range(12)))

    found = ruling_of(pixels(page), 28)

    assert () == (*found.level, *found.upright)


def test_a_line_broken_by_noise_is_found(draw: Callable[..., Image.Image], pixels: Callable[..., Any]) -> None:
    page = pixels(draw(rules=[(60, 300, 840, 300)]))
    page[:, 100:840:37] = 255

    found = ruling_of(page, 28)

    assert sum(edge.end - edge.start for edge in found.level) > 600
