"""Seals are found by their red outline, read round the ring, and taken out without what is printed under them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from creditfile.reading.ocr.engine import engine
from creditfile.reading.ocr.seals import redness, seals_in, without, words_of
from tests.generator import seals as pressed

RED = (205, 40, 45)


@pytest.fixture
def page(draw: Callable[..., Image.Image]) -> Image.Image:
    return draw((60, 80, "借款金额人民币680万元"), size=(1000, 1400))


def stamped(page: Image.Image, at: tuple[int, int], side: int = 260) -> Image.Image:
    seal = pressed.seal("长沙珩拓建材有限公司", "", side)
    page = page.copy()
    page.paste(seal, at, seal)
    return page


def test_a_round_seal_is_found_where_it_was_pressed(page: Image.Image, pixels: Callable[..., Any]) -> None:
    (seal,) = seals_in(pixels(stamped(page, (600, 900))))

    assert "round" == seal.shape
    assert np.allclose((600, 900, 860, 1160), seal.outline, atol=8)


@pytest.mark.parametrize(
    ("shape", "outline"),
    [("oval", (500, 700, 760, 890)), ("square", (500, 700, 620, 820)), ("round", (500, 700, 700, 900))],
)
def test_the_shape_of_a_seal_is_told(
    page: Image.Image, pixels: Callable[..., Any], shape: str, outline: tuple[int, int, int, int]
) -> None:
    pen = ImageDraw.Draw(page)
    (pen.rectangle if shape == "square" else pen.ellipse)(outline, outline=RED, width=6)

    (seal,) = seals_in(pixels(page))

    assert shape == seal.shape
    assert np.allclose(outline, seal.outline, atol=8)


def test_two_seals_that_overlap_are_two(page: Image.Image, pixels: Callable[..., Any]) -> None:
    found = seals_in(pixels(stamped(stamped(page, (300, 900)), (480, 900))))

    assert 2 == len(found)


def test_a_seal_in_grey_is_found_among_much_print(
    draw: Callable[..., Image.Image], pixels: Callable[..., Any]
) -> None:
    print_ = "第八条本合同项下借款的用途为购买原材料未经贷款人书面同意不得变更"
    page = draw(*((60, 80 + 44 * row, print_) for row in range(28)), size=(1000, 1400), height=26)

    found = seals_in(pixels(stamped(page, (330, 500)).convert("L").convert("RGB")))

    assert ["round"] == [seal.shape for seal in found]
    assert np.allclose((330, 500, 590, 760), found[0].outline, atol=14)


def test_paper_by_lamplight_is_no_seal_and_hides_none(page: Image.Image, pixels: Callable[..., Any]) -> None:
    def by_lamplight(picture: Image.Image) -> Any:
        seen = pixels(picture).astype(np.float32)
        glow = np.hypot(*np.mgrid[-1:0.6:1400j, -1:0.6:1000j])[:, :, np.newaxis].clip(0, 1)
        return (seen * (1 - glow * np.array([0.28, 0.18, 0.04], np.float32))).astype(np.uint8)

    assert () == seals_in(by_lamplight(page))
    assert ["round"] == [seal.shape for seal in seals_in(by_lamplight(stamped(page, (600, 900))))]


def test_red_letters_and_lines_are_no_seal(draw: Callable[..., Image.Image], pixels: Callable[..., Any]) -> None:
    page = draw(size=(1000, 1400))
    pen = ImageDraw.Draw(page)
    pen.rectangle((40, 40, 960, 1360), outline=RED, width=3)
    pen.line((100, 300, 900, 300), fill=RED, width=4)
    pen.polygon([(480, 80), (520, 80), (540, 120), (460, 120)], fill=RED)

    assert () == seals_in(pixels(page))


def test_a_page_without_red_has_none(page: Image.Image, pixels: Callable[..., Any]) -> None:
    assert () == seals_in(pixels(page))


def test_the_ink_of_a_seal_goes_and_print_under_it_stays(page: Image.Image, pixels: Callable[..., Any]) -> None:
    plain = pixels(page)
    sealed = pixels(stamped(page, (80, 0)))

    cleaned = without(sealed, seals_in(sealed))

    assert redness(cleaned).max() < 10
    dark = plain.max(axis=2) < 60
    paper = plain.min(axis=2) > 250
    assert cleaned[dark].mean() < 110
    assert cleaned[paper].mean() > 235


def test_the_words_round_a_seal_are_read(page: Image.Image, pixels: Callable[..., Any]) -> None:
    picture = pixels(stamped(page, (600, 900), 320))

    text, sure = words_of(picture, seals_in(picture)[0], engine())

    assert "长沙珩拓建材有限公司" == text
    assert sure > 0.8
