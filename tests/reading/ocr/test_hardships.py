"""What a page suffers on its way, one hardship a test: every line is still read, and leads back to its place."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from creditfile.reading.ocr.engine import engine
from creditfile.reading.ocr.transcript import Transcript, transcribe
from tests.generator import seals

TEXTS = [
    (90, 70, "流动资金借款合同"),
    (90, 150, "借款人:临川市岚桥贸易有限责任公司"),
    (90, 230, "统一社会信用代码:91361002MA38XY41X1"),
    (90, 310, "借款金额:人民币 5,695,200.00 元"),
    (90, 390, "借款期限自2025年3月18日至2026年3月17日"),
    (90, 470, "年利率3.45%,按月结息,到期还本"),
]
SAID = [text.replace(" ", "") for _, _, text in TEXTS]


@pytest.fixture(scope="module")
def page(draw: Callable[..., Image.Image]) -> Image.Image:
    return draw(*TEXTS, size=(1000, 620))


def read(picture: Any) -> Transcript:
    return transcribe(np.ascontiguousarray(picture, np.uint8), 72 / 120, engine())


def plain(transcript: Transcript) -> str:
    text = "".join(transcript.text.split())
    return text.translate(str.maketrans("：，．％", ":,.%"))


def lacking(transcript: Transcript) -> list[str]:
    return [said for said in SAID if said not in plain(transcript)]


def test_low_light(page: Image.Image, pixels: Callable[..., Any]) -> None:
    grain = np.random.default_rng(3).normal(0, 3, (620, 1000, 3))

    assert [] == lacking(read(np.clip(pixels(page) * 0.18 + 8 + grain, 0, 255)))


def test_a_lamp_in_one_corner(page: Image.Image, pixels: Callable[..., Any]) -> None:
    far = np.hypot(*np.mgrid[0:1:620j, 0:1:1000j])[:, :, np.newaxis]

    assert [] == lacking(read(pixels(page) * (1 - 0.6 * far / far.max()) * np.array([0.75, 0.9, 1.0])))


def test_a_photograph_at_a_slant_on_a_dark_desk(page: Image.Image, pixels: Callable[..., Any]) -> None:
    lies = np.array([[150, 130], [1250, 70], [1320, 800], [70, 760]], np.float32)
    corners = np.array([[0, 0], [1000, 0], [1000, 620], [0, 620]], np.float32)
    there = cv2.getPerspectiveTransform(corners, lies)
    photo = cv2.warpPerspective(pixels(page), there, (1400, 900), borderValue=(52, 60, 66))

    found = read(photo)

    assert [] == lacking(found)
    assert found.flattened
    title = min((word for line in found.lines for word in line.words if word.box), key=lambda word: word.box.top)
    place = found.in_file(title.box)
    x, y, w = there @ np.array([90 + 4 * 28, 70 + 14, 1])
    middle = np.array([float(place.x0 + place.x1), float(place.top + place.bottom)]) / 2 * 120 / 72
    assert (x / w, y / w) == pytest.approx(tuple(middle), abs=14)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_lying_on_its_side_or_head_and_askew(page: Image.Image, pixels: Callable[..., Any], quarters: int) -> None:
    askew = page.rotate(3.5, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)

    assert [] == lacking(read(pixels(askew.rotate(90 * quarters, expand=True))))


def test_two_pages_on_one_sheet(draw: Callable[..., Image.Image], pixels: Callable[..., Any]) -> None:
    left = [(90, 60 + 48 * number, f"第{number + 1}条 左页所载之条款") for number in range(11)]
    right = [(1110, 84 + 43 * number, f"第{number + 12}条 右页所载之其他条款") for number in range(11)]

    found = read(pixels(draw(*left, *right, size=(2000, 700))))

    assert found.fold is not None
    assert [text.replace(" ", "") for _, _, text in (*left, *right)] == [
        "".join(line.text.split()) for line in found.lines
    ]
    last = found.lines[-1].words[0]
    assert last.box is not None
    assert pytest.approx(1110 * 72 / 120, abs=6) == float(found.in_file(last.box).x0)


@pytest.mark.parametrize("at", [(330, 250), (250, 290)])
def test_a_seal_over_a_figure(page: Image.Image, pixels: Callable[..., Any], at: tuple[int, int]) -> None:
    stamp = seals.seal("临川市岚桥贸易有限责任公司", "合同专用章", 190)
    sealed = page.copy()
    sealed.paste(stamp, at, stamp)

    found = read(pixels(sealed))

    assert [] == lacking(found)
    assert ["round"] == [seal.shape for seal in found.seals]


def test_a_seal_on_a_grey_page_is_taken_out_and_what_reads_the_same_through_it_is_not_doubted(
    page: Image.Image, pixels: Callable[..., Any]
) -> None:
    stamp = seals.seal("临川市岚桥贸易有限责任公司", "合同专用章", 190)
    sealed = page.copy()
    sealed.paste(stamp, (560, 120), stamp)

    found = read(pixels(sealed.convert("L").convert("RGB")))

    assert ["round"] == [seal.shape for seal in found.seals]
    assert "专用章" not in plain(found)
    assert [] == [said for said in SAID[3:] if said not in plain(found)]
    (code,) = (word for line in found.lines for word in line.words if "MA38" in word.text)
    assert min(code.sure) > Decimal("0.9")


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_beside_the_star_of_a_seal_a_letter_may_be_gone(
    draw: Callable[..., Image.Image], pixels: Any, mode: str
) -> None:
    texts = ((330, 300, "支付合金"), (560, 300, "材款"), (90, 70, "付款日期"), (400, 70, "金额"))
    sheet = draw(*texts, size=(1000, 620))
    stamp = seals.seal("临川市岚桥贸易有限责任公司", "", 420)
    sheet.paste(stamp, (280, 114), stamp)

    page = pixels(sheet.convert(mode).convert("RGB"))
    words = {word.text: word for line in read(page).lines for word in line.words}

    assert words["支付合金"].sure[-1] <= Decimal("0.85") < words["支付合金"].sure[0]
    assert words["付款日期"].confidence > Decimal("0.9")
