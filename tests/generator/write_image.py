"""Pages as a scanner or a telephone sees them: noise, skew, a fold's shadow, JPEG loss; the boxes go along."""

import io
import math
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.generator import write_pdf
from tests.generator.paper import Block
from tests.generator.write_pdf import Mark, Theme

if TYPE_CHECKING:
    from tests.generator.case import File


@dataclass(frozen=True)
class Wear:
    """How a page has suffered."""

    dpi: int = 170
    degrees: float = 0.0
    noise: float = 6.0
    fold: bool = False
    blur: float = 0.4
    quality: int = 60
    grey: bool = False
    shade: float = 0.06


def wear_of(seed: int, doc: str) -> Wear:
    """The wear that a seed draws."""
    rng = Random(f"wear {seed} {doc}")
    return Wear(
        rng.choice((150, 170, 200)),
        rng.uniform(-1.8, 1.8),
        rng.uniform(2, 9),
        rng.random() < 0.5,
        rng.uniform(0.2, 0.7),
        rng.choice((45, 60, 75)),
        rng.random() < 0.3,
        rng.uniform(0.02, 0.10),
    )


def rendered(content: bytes, page: int, dpi: int) -> Image.Image:
    """A page of a PDF as a picture."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def worn(image: Image.Image, wear: Wear, seed: int) -> Image.Image:
    """The picture after its hardships."""
    if wear.degrees:
        image = image.rotate(wear.degrees, resample=Image.Resampling.BICUBIC, fillcolor=(250, 250, 247))
    if wear.fold:
        draw = ImageDraw.Draw(image, "RGBA")
        middle = int(image.height * (0.4 + 0.2 * (seed % 7) / 7))
        for offset in range(-14, 15):
            draw.line(
                (0, middle + offset, image.width, middle + offset), fill=(90, 90, 85, int(46 * (1 - abs(offset) / 15)))
            )
    if wear.blur:
        image = image.filter(ImageFilter.GaussianBlur(wear.blur))
    if wear.grey:
        image = image.convert("L")
    pixels = np.asarray(image)
    height, width = pixels.shape[:2]
    tile = np.random.default_rng(seed).normal(0, wear.noise, (256, 256)).astype(np.int16)
    grain = np.tile(tile, (height // 256 + 1, width // 256 + 1))[:height, :width]
    slope = (256 * (1 - wear.shade * np.linspace(0, 1, width))).astype(np.int16)
    if not wear.grey:
        grain, slope = grain[:, :, None], slope[:, None]
    shaded = (pixels.astype(np.int32) * slope) >> 8
    return Image.fromarray(np.clip(shaded + grain, 0, 255).astype(np.uint8))


def moved(
    box: tuple[float, float, float, float], size: tuple[float, float], degrees: float
) -> tuple[float, float, float, float]:
    """The box around the box after the page was turned about its middle."""
    angle = -math.radians(degrees)
    cx, cy = size[0] / 2, size[1] / 2
    xs, ys = [], []
    for x in (box[0], box[2]):
        for y in (box[1], box[3]):
            dx, dy = x - cx, y - cy
            xs.append(cx + dx * math.cos(angle) - dy * math.sin(angle))
            ys.append(cy + dx * math.sin(angle) + dy * math.cos(angle))
    return round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1)


def jpeg(image: Image.Image, wear: Wear) -> bytes:
    """The picture as a JPEG that knows its resolution."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=wear.quality, dpi=(wear.dpi, wear.dpi))
    return out.getvalue()


def picture(
    body: list[Block], theme: Theme, docs: list[str], party: str, seed: int, wear: Wear | None = None
) -> "File":
    """The first page as a JPEG; boxes in points at the picture's own resolution."""
    from tests.generator.case import File, record

    content, marks, _ = write_pdf.write(body, theme)
    wear = wear or wear_of(seed, docs[0] + party)
    image = worn(rendered(content, 0, wear.dpi), wear, seed)
    made = File("", jpeg(image, wear), docs, "image", "photo" if wear.fold else "scan", 1, party=party)
    record(
        made,
        [Mark(mark.value, mark.page, moved(mark.box, theme.size, wear.degrees)) for mark in marks if mark.page == 1],
    )
    return made


def scanned_pdf(
    content: bytes,
    marks: list[Mark],
    sizes: list[tuple[float, float]],
    seed: int,
    texts: "list[list[tuple[float, float, float, str]]] | None" = None,
    wear: Wear | None = None,
) -> tuple[bytes, list[Mark]]:
    """The same PDF as pictures of its pages; `texts` lays invisible words (x, baseline, size, text) over them."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    from tests.generator import fonts

    wear = wear or wear_of(seed, "scan")
    out = io.BytesIO()
    sheet = canvas.Canvas(out, invariant=1, pageCompression=1)
    sheet.setTitle("")
    for number, size in enumerate(sizes):
        sheet.setPageSize(size)
        image = worn(rendered(content, number, wear.dpi), wear, seed + number)
        sheet.drawImage(ImageReader(io.BytesIO(jpeg(image, wear))), 0, 0, size[0], size[1])
        for x, baseline, height, words in texts[number] if texts else ():
            text = sheet.beginText(x, size[1] - baseline)
            text.setFont(fonts.register("hei"), height)
            text.setTextRenderMode(3)
            text.textOut(words)
            sheet.drawText(text)
        sheet.showPage()
    sheet.save()
    turned = [Mark(mark.value, mark.page, moved(mark.box, sizes[mark.page - 1], wear.degrees)) for mark in marks]
    return out.getvalue(), turned
