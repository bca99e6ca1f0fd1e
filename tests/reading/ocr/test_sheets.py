"""A picture is set upright, straight, flat and evenly lit, and every place leads back to where it lies in the file."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from creditfile.reading.ocr.engine import engine
from creditfile.reading.ocr.sheets import _flattened, evenly_lit, sheet_of

TEXTS = [
    (80, 60, "借款合同"),
    (80, 140, "借款人长沙建材有限公司统一社会信用代码"),
    (80, 210, "贷款人江城商业银行股份有限公司城东支行"),
    (80, 280, "借款金额人民币陆佰捌拾万元整"),
    (80, 350, "借款期限十二个月自实际放款日起算"),
    (80, 420, "年利率百分之三点四五"),
]


@pytest.fixture(scope="module")
def page(draw: Callable[..., Image.Image]) -> Image.Image:
    return draw(*TEXTS, size=(960, 560))


def first_place(sheet: Any) -> Any:
    """The middle of the topmost line, as pixels of the picture as it came."""
    top = min(sheet.places, key=lambda quad: float(quad[:, 1].mean())).mean(axis=0)
    back = sheet.back @ np.array([*top, 1.0])
    return back[:2] / back[2]


@pytest.mark.parametrize(("turn", "degrees"), [(0, 0.0), (1, 0.0), (2, 0.0), (3, 0.0), (0, 5.0), (2, -4.0)])
def test_a_page_is_set_upright_and_straight(
    page: Image.Image, pixels: Callable[..., Any], turn: int, degrees: float
) -> None:
    lying = page.rotate(degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC).rotate(
        90 * turn, expand=True
    )

    sheet = sheet_of(pixels(lying), engine())

    assert turn == sheet.turned
    assert degrees == pytest.approx(sheet.skew, abs=0.3)
    middle = np.array([80 + 2 * 28, 60 + 16]) - np.array(page.size) / 2
    angle = -np.radians(degrees + 90 * turn)
    there = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ middle
    assert there + np.array(lying.size) / 2 == pytest.approx(first_place(sheet), abs=6)


def test_a_sheet_photographed_at_a_slant_is_flattened(page: Image.Image, pixels: Callable[..., Any]) -> None:
    there = np.array([[180, 120], [1150, 60], [1220, 760], [90, 700]], np.float32)
    corners = np.array([[0, 0], [960, 0], [960, 560], [0, 560]], np.float32)
    photo = cv2.warpPerspective(
        pixels(page), cv2.getPerspectiveTransform(corners, there), (1300, 840), borderValue=(60, 55, 50)
    )

    found = _flattened(np.asarray(photo, np.uint8))

    assert found is not None
    flat, back = found
    for corner, lay in zip(
        [(0, 0), (flat.shape[1], 0), (flat.shape[1], flat.shape[0]), (0, flat.shape[0])], there, strict=True
    ):
        point = back @ np.array([*corner, 1.0])
        assert lay == pytest.approx(point[:2] / point[2], abs=14)


def test_a_scan_that_fills_its_picture_is_left_as_it_is(page: Image.Image, pixels: Callable[..., Any]) -> None:
    assert _flattened(pixels(page)) is None


def test_a_clean_scan_is_not_relit(page: Image.Image, pixels: Callable[..., Any]) -> None:
    picture = pixels(page)

    assert evenly_lit(picture) is picture


def test_a_shadow_over_half_a_page_is_taken_out(page: Image.Image, pixels: Callable[..., Any]) -> None:
    shadow = np.linspace(1.0, 0.3, page.width)[np.newaxis, :, np.newaxis]
    dark = (pixels(page) * shadow).astype(np.uint8)

    lit = evenly_lit(dark)

    assert lit[500:, 40:].min() > 190
    assert lit[140:170, 80:500].min() < 90
