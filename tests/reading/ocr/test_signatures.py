"""A hand's strokes at a place for a signature are told with their place; blanks, print and ruled lines are none."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageDraw

from creditfile.reading.ocr.letters import Letter, Run
from creditfile.reading.ocr.signatures import hands_in

LABEL = "法定代表人（签字）："
WIDTH = len(LABEL) * 28


def run(text: str, x: float, y: float, sure: float = 0.99) -> Run:
    letters = tuple(Letter(letter, sure, 0) for letter in text)
    return Run(letters, x, y, x + 28 * len(text), y + 28)


def scribbled(page: Image.Image, x: float, y: float, seed: int) -> Image.Image:
    """Strokes as a pen leaves them, about 130 by 45 pixels."""
    rng, page = Random(seed), page.copy()
    pen = ImageDraw.Draw(page)
    for number in range(7):
        start = x + 16 * number
        points = [(start + rng.uniform(0, 34), y + rng.uniform(0, 45)) for _ in range(4)]
        pen.line(points, fill=(25, 30, 90), width=2, joint="curve")
    return page


@pytest.mark.parametrize("seed", range(5))
def test_strokes_beside_their_label_are_a_signature(
    draw: Callable[..., Image.Image], pixels: Callable[..., Any], seed: int
) -> None:
    page = scribbled(draw((60, 200, LABEL)), 60 + WIDTH + 20, 190, seed)

    (hand,) = hands_in(pixels(page), [run(LABEL, 60, 200)])

    assert LABEL == hand.label
    assert 60 + WIDTH < hand.x0 < 60 + WIDTH + 70
    assert hand.top < 214 < hand.bottom


@pytest.mark.parametrize(
    ("texts", "rules"),
    [
        ([], []),
        ([], [(345, 232, 620, 232)]),
        ([(345, 200, "（盖章）")], [(345, 240, 620, 240)]),
        ([(60, 235, "日期：2025年3月18日上午九时三十分整签订")], []),
    ],
)
def test_blanks_ruled_lines_and_print_are_none(
    draw: Callable[..., Image.Image],
    pixels: Callable[..., Any],
    texts: Sequence[tuple[float, float, str]],
    rules: Sequence[tuple[float, float, float, float]],
) -> None:
    page = draw((60, 200, LABEL), *texts, rules=rules)
    runs = [run(LABEL, 60, 200), *(run(text, x, y) for x, y, text in texts)]

    assert [] == hands_in(pixels(page), runs)


def test_strokes_that_stand_by_no_place_for_a_signature_are_none(
    draw: Callable[..., Image.Image], pixels: Callable[..., Any]
) -> None:
    page = scribbled(draw((60, 200, "经营范围：")), 230, 190, 1)

    assert [] == hands_in(pixels(page), [run("经营范围：", 60, 200)])


def test_a_seal_alone_on_a_picture_is_told(saved: Callable[..., bytes]) -> None:
    from creditfile.reading import picture
    from tests.generator import seals

    ground = Image.new("RGB", (420, 420), "white")
    stamp = seals.seal("长沙珩拓建材有限公司", "", 340)
    ground.paste(stamp, (40, 40), stamp)

    (page,) = picture.read(saved(ground), "x.png").pages

    assert ["round"] == [seal.shape for seal in page.seals]
