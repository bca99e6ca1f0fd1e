"""Another engine reads the same where a fact stands, or the fact is doubted."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from creditfile.model import Box, Case, Fact, Origin, Source
from creditfile.reading.pdf import read
from creditfile.reading.second import compared, second_opinion
from tests.reading.making import pdf


def test_another_engine_reads_the_same_words_in_a_box() -> None:
    content = pdf(lambda canvas: (canvas.drawString(100, 700, "金额 1,234.00"), canvas.drawString(100, 500, "别处")))
    box = read(content, "x.pdf").pages[0].lines[0].box

    assert box is not None
    assert second_opinion(content, 1, box) == "金额 1,234.00"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_it_looks_at_the_same_place_of_a_turned_and_cropped_page(rotation: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(*{0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}[rotation])
        canvas.rotate(rotation)
        canvas.drawString(200, 400, "合同编号")

    writer = pypdf.PdfWriter(BytesIO(pdf(draw)))
    writer.pages[0].rotation = rotation
    writer.pages[0].cropbox = pypdf.generic.RectangleObject((50, 60, 595, 800))
    stream = BytesIO()
    writer.write(stream)
    box = read(stream.getvalue(), "x.pdf").pages[0].lines[0].box

    assert box is not None
    assert second_opinion(stream.getvalue(), 1, box) == "合同编号"


def told(tmp_path: Path, raw: str) -> Fact:
    """A fact that was read as `raw` where 1,234.00 is printed, once the second engine has looked."""
    content = pdf(lambda canvas: canvas.drawString(100, 700, "金额 1,234.00"))
    (tmp_path / "a.pdf").write_bytes(content)
    box: Box | None = read(content, "a.pdf").pages[0].lines[0].box
    fact = Fact("x.amount", raw, "money", raw=raw, origins=(Origin("a.pdf", 1, box, f"金额 {raw}", "text"),))
    (found,) = compared(Case("c", tmp_path, sources=(Source("a.pdf", "0" * 64, "pdf", 1),), facts=(fact,))).facts
    return found


def test_a_fact_that_both_engines_read_is_not_doubted(tmp_path: Path) -> None:
    assert not told(tmp_path, "1,234.00").confirm


def test_a_fact_that_the_other_engine_does_not_find_is_doubted(tmp_path: Path) -> None:
    fact = told(tmp_path, "1,284.00")

    assert fact.confirm
    assert ("engines",) == fact.doubts
