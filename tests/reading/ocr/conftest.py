"""Small pictures of papers, drawn for the tests of recognition."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.generator import fonts

Placed = tuple[float, float, str]


@pytest.fixture(scope="session")
def draw() -> Callable[..., Image.Image]:
    """A white picture with texts at (x, y), and lines (x0, y0, x1, y1)."""
    if not fonts.available():
        pytest.skip("the free fonts that made-up papers are set in are not installed")

    def make(
        *texts: Placed,
        size: tuple[int, int] = (900, 600),
        height: int = 28,
        rules: Sequence[tuple[float, float, float, float]] = (),
    ) -> Image.Image:
        picture = Image.new("RGB", size, "white")
        pen = ImageDraw.Draw(picture)
        font = ImageFont.truetype(fonts.path("zen"), height)
        for x, y, text in texts:
            pen.text((x, y), text, font=font, fill=(20, 20, 20))
        for rule in rules:
            pen.line(rule, fill=(20, 20, 20), width=2)
        return picture

    return make


@pytest.fixture(scope="session")
def pixels() -> Callable[[Image.Image], Any]:
    """A picture as recognition wants it: rows of blue, green, red."""
    return lambda picture: np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])


@pytest.fixture(scope="session")
def saved() -> Callable[..., bytes]:
    """A picture as a file."""

    def save(picture: Image.Image, format: str = "PNG", **how: Any) -> bytes:
        out = BytesIO()
        picture.save(out, format, **how)
        return out.getvalue()

    return save


@pytest.fixture(scope="session")
def scanned(saved: Callable[..., bytes]) -> Callable[..., bytes]:
    """A PDF of one page that is a picture; `layer` is laid over it: (x, y from the top, text), invisible or not."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    def make(picture: Image.Image, layer: Sequence[Placed] = (), *, is_seen: bool = False, dpi: float = 150) -> bytes:
        width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
        out = BytesIO()
        canvas = Canvas(out, pagesize=(width, height), invariant=1)
        canvas.drawImage(ImageReader(BytesIO(saved(picture))), 0, 0, width, height)
        for x, y, words in layer:
            text = canvas.beginText(x * 72 / dpi, height - y * 72 / dpi)
            text.setFont(fonts.register("zen"), 10)
            text.setTextRenderMode(0 if is_seen else 3)
            text.textOut(words)
            canvas.drawText(text)
        canvas.showPage()
        canvas.save()
        return out.getvalue()

    return make
