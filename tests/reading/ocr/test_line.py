"""A recognised line is parted into words where there is paper or a ruled line; no letter is passed over unseen."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from creditfile.reading.ocr.engine import Sign, engine
from creditfile.reading.ocr.line import InkedLine
from creditfile.reading.ocr.looks import look_again, look_otherwise
from tests.generator import fonts

EM = 28
HEIGHT = 44


def line_of(
    pixels: Callable[..., Any],
    words: Sequence[tuple[float, str]],
    width: int,
    *,
    rule: int | None = None,
    said: str = "",
) -> InkedLine:
    """A line cut out of a page, words set at their places, and its signs as a sure model would give them."""
    picture = Image.new("RGB", (width, HEIGHT), "white")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(fonts.path("zen"), EM)
    signs = []
    for x, word in words:
        pen.text((x, 6), word, font=font, fill="black")
        for number, letter in enumerate(word):
            left, right = font.getlength(word[:number]), font.getlength(word[: number + 1])
            if not said or letter in said:
                signs.append(Sign(letter, 0.99, (x + (left + right) / 2) / width))
    if rule is not None:
        pen.line((rule, 0, rule, HEIGHT), fill="black", width=2)
    corners = np.array([[0, 0], [width, 0], [width, HEIGHT], [0, HEIGHT]], np.float32)
    return InkedLine.of(corners, pixels(picture), signs)


def words(line: InkedLine) -> list[str]:
    return [run.text for run in line.runs()]


@pytest.mark.parametrize(
    ("set_at", "expected"),
    [
        ([(10, "注册资本"), (150, "4000万元")], ["注册资本", "4000万元"]),
        ([(10, "货币资金"), (150, "2"), (240, "19,207,633.91")], ["货币资金", "2", "19,207,633.91"]),
        ([(10, "借款人："), (122, "长沙建材")], ["借款人：长沙建材"]),
        ([(10, "甲方、乙方，丙方")], ["甲方、乙方，丙方"]),
        ([(10, "1,111,111.11")], ["1,111,111.11"]),
        ([(10, "名"), (94, "称"), (180, "某某公司")], ["名", "称", "某某公司"]),
    ],
)
def test_words_are_parted_where_there_is_paper(
    draw: object, pixels: Callable[..., Any], set_at: list[tuple[float, str]], expected: list[str]
) -> None:
    assert expected == words(line_of(pixels, set_at, 520))


def test_an_upright_ruled_line_parts_words_that_stand_close(draw: object, pixels: Callable[..., Any]) -> None:
    assert ["订单", "税率"] == words(line_of(pixels, [(10, "订单"), (76, "税率")], 160, rule=71))


def test_words_stand_where_their_ink_is(draw: object, pixels: Callable[..., Any]) -> None:
    _, value = line_of(pixels, [(10, "金额"), (200, "680")], 300).runs()

    assert 200 == pytest.approx(value.x0, abs=4)
    assert 200 + 3 * 0.53 * EM == pytest.approx(value.x1, abs=5)


def test_a_letter_passed_over_is_noticed(draw: object, pixels: Callable[..., Any]) -> None:
    line = line_of(pixels, [(10, "成都骁屿纺织")], 220, said="成都屿纺织")

    ((before, start, end, is_stroke),) = line.lost()

    assert "屿" == line.letters[before].text and not is_stroke
    assert 10 + 2 * EM == pytest.approx(start, abs=5)
    assert 10 + 3 * EM == pytest.approx(end, abs=5)


def test_a_stroke_passed_over_between_letters_that_stand_evenly_is_noticed(
    draw: object, pixels: Callable[..., Any]
) -> None:
    line = line_of(pixels, [(10, "城镇住宅用地/住宅")], 300, said="城镇住宅用地住宅")

    ((before, _, _, is_stroke),) = line.lost()
    look_again([line], engine())

    assert ("地", "住") == (line.letters[before - 1].text, line.letters[before].text) and is_stroke
    assert "地住" == "".join(letter.text for letter in line.letters if letter.sure < 0.9)


@pytest.mark.parametrize(
    "text", ["成都骁屿纺织", "19,207,633.91", "420106-2014", "一、二、三", "2025年1月22日", "城镇住宅用地/住宅"]
)
def test_nothing_is_missed_where_every_letter_was_read(draw: object, pixels: Callable[..., Any], text: str) -> None:
    assert [] == line_of(pixels, [(10, text)], 260).lost()


def test_nothing_is_missed_in_a_line_that_was_cut_out_tightly(draw: object, pixels: Callable[..., Any]) -> None:
    line = line_of(pixels, [(10, "注"), (42, "册"), (76, "号"), (120, "3201")], 200)
    line.em = 0.62 * EM

    assert [] == line.lost()


def test_a_letter_that_was_guessed_where_no_ink_stands_is_none(draw: object, pixels: Callable[..., Any]) -> None:
    plain = line_of(pixels, [(10, "住"), (110, "所")], 160)
    at = 75 / 160

    for sure, expected in ((0.5, ["住", "所"]), (0.95, ["住", "☑", "所"])):
        signs = [Sign("住", 0.99, 24 / 160), Sign("☑", sure, at), Sign("所", 0.99, 124 / 160)]
        assert expected == words(InkedLine.of(plain.quad, plain.cut, signs))


def test_a_second_look_bears_out_the_letters_that_stand_there(draw: object, pixels: Callable[..., Any]) -> None:
    line = line_of(pixels, [(10, "注册资本4000万元")], 340)
    line.letters[4] = line.letters[4]._replace(text="9")

    look_otherwise([line], engine())

    assert "注册资本000万元" == "".join(letter.text for letter in line.letters if letter.twice)
