"""Tick boxes that are drawn, pictured, or letters of a symbol font are read as ☑ and □ where they stand."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.shared import Cm
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from creditfile.reading import pdf, word
from creditfile.reading.tick_boxes import box_in
from tests.reading import making


def picture(ticked: bool, framed: bool = True) -> bytes:
    made = Image.new("L", (40, 40), 255)
    pen = ImageDraw.Draw(made)
    if framed:
        pen.rectangle((3, 3, 36, 36), outline=0, width=3)
    if ticked:
        pen.line((9, 20, 17, 30, 33, 8), fill=0, width=4)
    out = io.BytesIO()
    made.save(out, "PNG")
    return out.getvalue()


def in_word(write: Callable[[docx.document.Document], None]) -> str:
    paper = docx.Document()
    write(paper)
    out = io.BytesIO()
    paper.save(out)
    return word.read(out.getvalue(), "x.docx").pages[0].text


def in_pdf(draw: Callable[[Canvas], None]) -> str:
    return "\n".join(line.text for line in pdf.read(making.pdf(draw), "x.pdf").pages[0].lines)


@pytest.mark.parametrize(("ticked", "framed", "shows"), [(True, True, "☑"), (False, True, "□"), (True, False, "")])
def test_a_small_picture_shows_a_box_only_where_it_has_a_frame(ticked: bool, framed: bool, shows: str) -> None:
    assert box_in(picture(ticked, framed)) == shows


def test_a_coloured_field_is_no_box() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "darkred").save(out, "PNG")

    assert box_in(out.getvalue()) == ""


def test_what_is_no_picture_shows_nothing() -> None:
    assert box_in(b"") == "" == box_in(b"\x89PNG\r\n\x1a\n broken")


def test_small_pictures_in_a_word_document_are_ticks_and_large_ones_are_not() -> None:
    def write(paper: docx.document.Document) -> None:
        line = paper.add_paragraph("还款方式：")
        for ticked, option in ((False, "等额本息 "), (True, "按月付息")):
            line.add_run().add_picture(io.BytesIO(picture(ticked)), width=Cm(0.35))
            line.add_run(option)
        paper.add_paragraph("附图").add_run().add_picture(io.BytesIO(picture(True)), width=Cm(6))

    assert in_word(write) == "还款方式：□等额本息 ☑按月付息\n附图"


def test_letters_of_a_symbol_font_are_ticks() -> None:
    def write(paper: docx.document.Document) -> None:
        line = paper.add_paragraph()
        for text, font in (("R", "Wingdings 2"), ("抵押", ""), ("£", "Wingdings 2"), ("质押", ""), ("R", "Arial")):
            run = line.add_run(text)
            if font:
                run.font.name = font
        line.add_run("\uf0fe保证")

    assert in_word(write) == "☑抵押□质押R☑保证"


def test_struck_words_of_a_word_document_are_left_out_and_told_of() -> None:
    paper = docx.Document()
    line = paper.add_paragraph("利率为")
    line.add_run("浮动利率").font.strike = True
    line.add_run("固定利率")
    out = io.BytesIO()
    paper.save(out)

    pages = word.read(out.getvalue(), "x.docx")

    assert pages.pages[0].text == "利率为固定利率"
    assert pages.properties["deletions"] == "1"
    assert [trouble.code for trouble in pages.troubles] == ["RDG-114"]


def test_drawn_squares_beside_words_are_boxes_and_what_stands_in_them_ticks_them() -> None:
    def draw(canvas: Canvas) -> None:
        for x, words in ((60, "诉讼"), (160, "仲裁"), (260, "调解")):
            canvas.rect(x, 700, 9, 9)
            canvas.drawString(x + 12, 700, words)
        canvas.line(162, 704, 164, 701)
        canvas.line(164, 701, 168, 708)
        canvas.drawString(261, 701, "x")

    assert in_pdf(draw) == "□诉讼 ☑仲裁 ☑调解"


def test_the_cells_of_digit_boxes_and_tables_are_no_tick_boxes() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "金额")
        for at, digit in enumerate("¥80"):
            canvas.rect(84 + 12 * at, 698, 12, 14)
            canvas.drawString(86 + 12 * at, 700, digit)
        canvas.drawString(60, 650, "序号")
        for at in range(3):
            canvas.rect(84 + 12 * at, 648, 12, 14)

    assert in_pdf(draw).replace(" ", "") == "金额¥80\n序号"


def test_pictured_boxes_of_a_pdf_are_ticks() -> None:
    from reportlab.lib.utils import ImageReader

    def draw(canvas: Canvas) -> None:
        for x, ticked, words in ((60, True, "保证"), (160, False, "抵押")):
            canvas.drawImage(ImageReader(io.BytesIO(picture(ticked))), x, 699, 10, 10)
            canvas.drawString(x + 13, 700, words)

    assert in_pdf(draw) == "☑保证 □抵押"
