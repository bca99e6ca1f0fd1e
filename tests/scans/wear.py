"""Made-up papers as a scanner at a counter gives them: which dots an inch, how askew, how compressed."""

import io
from random import Random

from tests.generator import damage, seals
from tests.generator.case import Case, File
from tests.generator.write_image import Wear

PAPERS = (
    *("D101", "D103", "D104", "D105", "D106", "D107", "D111", "D114"),
    *("D301", "D408", "D415", "D601", "D603", "D710"),
)
"""Licences, identity cards, household registers, marriage certificates, articles, resolutions, registry reports,
accounts; credit reports, tax certificates, invoices, titles to land, mortgages registered, receipts."""
STATEMENTS = ("D401", "D402")
NAMES = ("青屿精密机械有限公司", "临川市岚桥贸易有限责任公司", "云麓会计师事务所(普通合伙)")
"""On the seals that are pressed over figures."""


def wear_of(seed: int, number: int = 0) -> Wear:
    """150 or 200 dots an inch, up to 5 degrees askew, JPEG 40 to 80, noise, blur, a fold, grey or in colour."""
    rng = Random(f"counter {seed} {number}")
    return Wear(
        dpi=rng.choice((150, 200)),
        degrees=rng.uniform(-5, 5),
        noise=rng.uniform(2, 8),
        fold=rng.random() < 0.3,
        blur=rng.uniform(0.2, 0.8),
        quality=rng.choice((40, 50, 60, 70, 80)),
        grey=rng.random() < 0.3,
        shade=rng.uniform(0.02, 0.1),
    )


def sealed(content: bytes, seed: int) -> bytes:
    """The same PDF with a seal pressed over a figure on every other page."""
    from pypdf import PdfReader, PdfWriter
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    from creditfile.reading import pdf

    rng = Random(f"seal {seed}")
    writer = PdfWriter()
    for page, original in zip(pdf.read(content, "").pages, PdfReader(io.BytesIO(content)).pages, strict=True):
        added = writer.add_page(original)
        figures = [word.box for line in page.lines for word in line.words if word.box and _is_figure(word.text)]
        if not figures or rng.random() < 0.5:
            continue
        box, side = rng.choice(figures), 112.0
        x = float(box.x0 + box.x1) / 2 - rng.uniform(0.15, 0.85) * side
        y = page.height - float(box.top + box.bottom) / 2 - rng.uniform(0.15, 0.85) * side
        out = io.BytesIO()
        sheet = canvas.Canvas(out, pagesize=(page.width, page.height), invariant=1)
        name = rng.choice(NAMES)
        sheet.drawImage(ImageReader(seals.seal(name, rng.choice(("", "合同专用章")))), x, y, side, side, mask="auto")
        sheet.showPage()
        sheet.save()
        added.merge_page(PdfReader(io.BytesIO(out.getvalue())).pages[0])
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


def _is_figure(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) >= 4


def scan(case: Case, docs: tuple[str, ...]) -> list[File]:
    """Turn those papers of a case that came as PDF into pictures; which they were."""
    chosen = [
        one for one in case.files if one.path.endswith(".pdf") and set(one.docs) & set(docs) and one.damage is None
    ]
    for number, one in enumerate(chosen):
        one.content = sealed(one.content, case.world.seed * 100 + number)
        damage._pictures(one, case.world.seed + number, None, wear_of(case.world.seed, number))
    return chosen
