"""Reading PDFs: words where they stand, lines and tables as seen, and what is not to be trusted."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from creditfile.model import Box
from creditfile.reading.pages import Cell, Pages, UnreadableError
from creditfile.reading.pdf import read, unseen
from tests.reading.making import SONG, pdf


def texts(pages: Pages) -> list[str]:
    return [line.text for line in pages.pages[0].lines]


def grid(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    canvas.grid(xs, ys)


def test_a_word_stands_in_its_box_in_points_from_the_top_left():
    pages = read(pdf(lambda canvas: canvas.drawString(100, 700, "借款金额")), "x.pdf")

    word = pages.pages[0].lines[0].words[0]
    assert word.text == "借款金额"
    assert word.box is not None
    assert (word.box.x0, word.box.x1) == (Decimal("100.0"), Decimal("148.0"))
    assert word.box.top < 842 - 700 < word.box.bottom


def test_lines_run_from_top_to_bottom_and_words_from_left_to_right_whatever_the_order_drawn():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(300, 600, "1,000.00")
        canvas.drawString(100, 500, "负债合计")
        canvas.drawString(100, 600, "货币资金")
        canvas.drawString(100, 700, "资产负债表")
        canvas.drawString(300, 500, "2,000.00")

    page = read(pdf(draw), "x.pdf").pages[0]

    assert [line.text for line in page.lines] == ["资产负债表", "货币资金 1,000.00", "负债合计 2,000.00"]
    assert page.text.split() == ["资产负债表", "货币资金", "1,000.00", "负债合计", "2,000.00"]


def test_figures_of_adjoining_columns_are_words_of_their_own():
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 6)
        canvas.drawRightString(200, 700, "1,256,197,800.00")
        canvas.drawString(202, 700, "-7,065,725.70")

    assert texts(read(pdf(draw), "x.pdf")) == ["1,256,197,800.00 -7,065,725.70"]


def test_letters_that_repeat_are_kept_and_letters_printed_twice_for_weight_are_not():
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(100, 700, "Will 1111")
        canvas.drawString(100, 650, "88")
        canvas.drawString(100.4, 650, "88")

    assert texts(read(pdf(draw), "x.pdf")) == ["Will 1111", "88"]


def test_a_superscript_stays_on_its_line():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "净资产")
        canvas.setFont(SONG, 6)
        canvas.drawString(136, 704, "注")

    assert len(texts(read(pdf(draw), "x.pdf"))) == 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_turned_by_its_rotation_reads_the_same_and_boxes_are_on_the_page_as_shown(rotation):
    def draw(canvas: Canvas) -> None:
        if rotation == 90:
            canvas.translate(595, 0)
        elif rotation == 180:
            canvas.translate(595, 842)
        elif rotation == 270:
            canvas.translate(0, 842)
        canvas.rotate(rotation)
        canvas.drawString(100, 400, "合同编号")
        canvas.drawString(100, 350, "第二行")

    writer = pypdf.PdfWriter(BytesIO(pdf(draw)))
    writer.pages[0].rotation = rotation
    stream = BytesIO()
    writer.write(stream)

    page = read(stream.getvalue(), "x.pdf").pages[0]

    height = 842 if rotation % 180 == 0 else 595
    box = page.lines[0].box
    assert [line.text for line in page.lines] == ["合同编号", "第二行"]
    assert (page.width, page.height) == ((595, 842) if rotation % 180 == 0 else (842, 595))
    assert box is not None
    assert (box.x0, box.x1) == (Decimal("100.0"), Decimal("148.0"))
    assert box.top < height - 400 < box.bottom


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_turned_on_an_upright_page_is_read_along_its_direction(turn):
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.drawString(0, 0, "利率 4.35%")
        canvas.drawString(0, -20, "期限 12个月")
        canvas.grid([-5, 25, 100], [-25, -5, 15])

    page = read(pdf(draw), "x.pdf").pages[0]

    assert [line.text for line in page.lines] == ["利率 4.35%", "期限 12个月"]
    assert [[cell.text for cell in row] for row in page.tables[0].rows] == [["利率", "4.35%"], ["期限", "12个月"]]
    for line in page.lines:
        assert line.box is not None
        assert 0 <= line.box.x0 < line.box.x1 <= 595
        assert 0 <= line.box.top < line.box.bottom <= 842
        assert abs(line.box.x0 - 300) < 101
        assert abs(line.box.top - 442) < 101


def test_boxes_of_turned_text_are_where_the_ink_is():
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(90)
        canvas.drawString(0, 0, "借款金额")

    box = read(pdf(draw), "x.pdf").pages[0].lines[0].box

    assert box is not None
    assert (box.top, box.bottom) == (Decimal("394.0"), Decimal("442.0"))
    assert box.x0 < 300 < box.x1


def test_a_slanted_watermark_does_not_mix_with_the_lines_it_crosses():
    def draw(canvas: Canvas) -> None:
        for row in range(20):
            canvas.drawString(80, 700 - row * 20, f"第{row}条 借款人应当按期还款")
        canvas.translate(100, 400)
        canvas.rotate(45)
        canvas.setFont(SONG, 40)
        canvas.drawString(0, 0, "仅供核对")

    lines = texts(read(pdf(draw), "x.pdf"))

    assert lines[:20] == [f"第{row}条 借款人应当按期还款" for row in range(20)]
    assert "".join(lines[20:]) == "仅供核对"


def test_the_crop_box_is_the_page():
    content = pdf(lambda canvas: (canvas.drawString(100, 700, "内"), canvas.drawString(20, 20, "外")))
    writer = pypdf.PdfWriter(BytesIO(content))
    writer.pages[0].cropbox = pypdf.generic.RectangleObject((50, 60, 595, 800))
    stream = BytesIO()
    writer.write(stream)

    page = read(stream.getvalue(), "x.pdf").pages[0]

    assert (page.width, page.height) == (545, 740)
    assert [line.text for line in page.lines] == ["内"]
    assert page.lines[0].words[0].box is not None
    assert page.lines[0].words[0].box.x0 == Decimal("50.0")


def test_a_ruled_table_is_a_grid_with_its_blank_cells():
    def draw(canvas: Canvas) -> None:
        grid(canvas, [100, 200, 300], [600, 620, 640])
        canvas.drawString(105, 625, "项目")
        canvas.drawString(205, 625, "金额")
        canvas.drawString(105, 605, "存货")

    (table,) = read(pdf(draw), "x.pdf").pages[0].tables

    assert [[cell.text for cell in row] for row in table.rows] == [["项目", "金额"], ["存货", ""]]
    assert table.cells[0].box == Box.of(100, 202, 200, 222)


def test_a_merged_cell_stands_once_with_its_spans():
    def draw(canvas: Canvas) -> None:
        canvas.rect(100, 600, 200, 60)
        canvas.line(100, 640, 300, 640)
        canvas.line(200, 620, 300, 620)
        canvas.line(200, 600, 200, 640)
        canvas.drawString(105, 645, "抵押物清单")
        canvas.drawString(105, 615, "房产")
        canvas.drawString(205, 625, "评估价")
        canvas.drawString(205, 605, "抵押率")

    (table,) = read(pdf(draw), "x.pdf").pages[0].tables

    assert [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells] == [
        ("抵押物清单", 0, 0, 1, 2), ("房产", 1, 0, 2, 1), ("评估价", 1, 1, 1, 1), ("抵押率", 2, 1, 1, 1),
    ]


def test_a_table_open_at_its_sides_keeps_its_outer_columns():
    def draw(canvas: Canvas) -> None:
        for y in (600, 620, 640):
            canvas.line(100, y, 400, y)
        for x in (200, 300):
            canvas.line(x, 600, x, 640)
        for x, text in ((105, "左"), (205, "中"), (305, "右")):
            canvas.drawString(x, 625, text)
            canvas.drawString(x, 605, text)

    (table,) = read(pdf(draw), "x.pdf").pages[0].tables

    assert [[cell.text for cell in row] for row in table.rows] == [["左", "中", "右"], ["左", "中", "右"]]


def test_rules_drawn_as_thin_filled_rectangles_make_a_table():
    def draw(canvas: Canvas) -> None:
        for y in (600, 620, 640):
            canvas.rect(100, y, 200, 0.5, stroke=0, fill=1)
        for x in (100, 200, 300):
            canvas.rect(x, 600, 0.5, 40, stroke=0, fill=1)
        canvas.drawString(105, 625, "甲")

    (table,) = read(pdf(draw), "x.pdf").pages[0].tables

    assert [len(row) for row in table.rows] == [2, 2]


def test_rules_within_a_form_object_make_a_table_where_they_are_shown():
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("ruled")
        canvas.grid([0, 100, 200], [0, 20, 40])
        canvas.endForm()
        canvas.translate(100, 600)
        canvas.doForm("ruled")
        canvas.drawString(5, 25, "甲")

    (table,) = read(pdf(draw), "x.pdf").pages[0].tables

    assert table.cells[0].text == "甲"
    assert table.cells[0].box == Box.of(100, 202, 200, 222)


def test_a_frame_around_text_and_a_white_rectangle_are_no_table():
    def draw(canvas: Canvas) -> None:
        canvas.rect(100, 600, 200, 40)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(100, 400, 200, 40, stroke=0, fill=1)
        canvas.rect(100, 440, 200, 40, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(105, 610, "框内")

    assert read(pdf(draw), "x.pdf").pages[0].tables == ()


def picture() -> ImageReader:
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (60, 80), (200, 200, 200)).save(stream, "PNG")
    stream.seek(0)
    return ImageReader(stream)


def test_a_scan_without_text_is_image_only_and_told_of():
    page = read(pdf(lambda canvas: canvas.drawImage(picture(), 0, 0, 595, 842)), "x.pdf").pages[0]

    assert page.image_only
    assert [trouble.code for trouble in page.troubles] == ["RDG-105"]


def test_invisible_text_under_a_scan_is_an_ocr_layer_that_is_not_trusted():
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture(), 0, 0, 595, 842)
        text = canvas.beginText(100, 700)
        text.setFont(SONG, 12)
        text.setTextRenderMode(3)
        text.textLine("金额 9500 万元")
        canvas.drawText(text)

    page = read(pdf(draw), "x.pdf").pages[0]

    assert not page.image_only
    assert page.method == "ocr"
    assert [(trouble.code, trouble.detail) for trouble in page.troubles] == [("RDG-106", "invisible_text")]
    assert [line.text for line in page.lines] == ["金额 9500 万元"]


def test_text_covered_by_a_picture_is_not_trusted():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "金额 9500 万元")
        canvas.drawImage(picture(), 0, 0, 595, 842)

    page = read(pdf(draw), "x.pdf").pages[0]

    assert [(trouble.code, trouble.detail) for trouble in page.troubles] == [("RDG-106", "covered_text")]


@pytest.mark.parametrize("alpha", [0, 255])
def test_text_over_a_background_and_under_a_clear_watermark_is_trusted(alpha):
    from PIL import Image

    clear = Image.new("RGBA", (60, 80), (0, 0, 0, alpha))
    stream = BytesIO()
    clear.save(stream, "PNG")
    stream.seek(0)

    def draw(canvas: Canvas) -> None:
        if alpha:
            canvas.drawImage(ImageReader(stream), 0, 0, 595, 842, mask="auto")
        canvas.drawString(100, 700, "统一社会信用代码")
        if not alpha:
            canvas.drawImage(ImageReader(stream), 0, 0, 595, 842, mask="auto")

    assert read(pdf(draw), "x.pdf").pages[0].troubles == ()


def test_hidden_text_between_visible_text_is_not_read_as_shown():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "借款金额 100 万元")
        text = canvas.beginText(100, 650)
        text.setFont(SONG, 12)
        text.setTextRenderMode(3)
        text.textLine("借款金额 900 万元")
        canvas.drawText(text)

    page = read(pdf(draw), "x.pdf").pages[0]

    assert page.text == "借款金额 100 万元"
    assert [line.text for line in page.lines] == ["借款金额 100 万元"]
    assert [(trouble.code, trouble.detail) for trouble in page.troubles] == [("RDG-115", "9")]


def test_white_text_on_paper_is_not_read_and_white_text_on_a_dark_ground_is():
    def draw(canvas: Canvas) -> None:
        canvas.rect(90, 690, 200, 30, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(100, 700, "项目名称")
        canvas.drawString(100, 600, "净利润 900")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(100, 500, "净利润 100")

    page = read(pdf(draw), "x.pdf").pages[0]

    assert [line.text for line in page.lines] == ["项目名称", "净利润 100"]
    assert [(trouble.code, trouble.detail) for trouble in page.troubles] == [("RDG-115", "6")]


def test_a_box_in_which_nothing_can_be_seen_is_told_from_one_with_ink():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "净利润")
        canvas.drawString(100, 600, "净利润")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(90, 590, 200, 30, stroke=0, fill=1)

    content = pdf(draw)
    boxes = [line.box for line in read(content, "x.pdf").pages[0].lines if line.box]

    assert unseen(content, 1, boxes) == (boxes[1],)


def test_text_in_private_characters_is_not_trusted():
    content = pdf(lambda canvas: canvas.drawString(100, 700, "借\ue001\ue002\ue003款"))

    page = read(content, "x.pdf").pages[0]

    if "\ue001" not in page.text:
        pytest.skip("the font has no such characters")
    assert [(trouble.code, trouble.detail) for trouble in page.troubles] == [("RDG-106", "private_use")]


def test_a_password_is_told_of():
    writer = pypdf.PdfWriter(BytesIO(pdf(lambda canvas: canvas.drawString(100, 700, "甲"))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)

    with pytest.raises(UnreadableError) as error:
        read(stream.getvalue(), "x.pdf")

    assert error.value.trouble.code == "RDG-101"


def test_a_file_that_may_be_opened_without_password_is_read():
    writer = pypdf.PdfWriter(BytesIO(pdf(lambda canvas: canvas.drawString(100, 700, "甲方"))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)

    assert texts(read(stream.getvalue(), "x.pdf")) == ["甲方"]


def test_a_damaged_file_is_told_of():
    with pytest.raises(UnreadableError) as error:
        read(b"%PDF-1.4\nnothing here", "x.pdf")

    assert error.value.trouble.code == "RDG-102"


def test_a_file_cut_short_is_read_as_far_as_it_goes_and_told_of():
    content = pdf(*(lambda canvas: canvas.drawString(100, 700, "页") for _ in range(3)))

    pages = read(content[: content.rindex(b"startxref")], "x.pdf")

    assert len(pages.pages) == 3
    assert [trouble.code for trouble in pages.troubles] == ["RDG-113"]


def test_of_a_file_cut_in_the_middle_the_pages_still_there_are_read_and_those_lost_named():
    content = pdf(
        lambda canvas: canvas.drawString(100, 700, "第一页"), lambda canvas: canvas.drawString(100, 700, "第二页"),
        pageCompression=0,
    )
    cut = content[: content.index(b"endobj", content.index(b"endstream")) + 12]

    pages = read(cut, "x.pdf")

    assert [(trouble.code, trouble.detail) for trouble in pages.troubles] == [("RDG-113", "2; no end of file")]
    assert [page.text for page in pages] == ["第一页", ""]


def test_a_file_of_which_no_page_is_left_is_damaged():
    content = pdf(lambda canvas: canvas.drawString(100, 700, "第一页"))

    with pytest.raises(UnreadableError) as error:
        read(content[: content.index(b"/Type /Page\n") + 20], "x.pdf")

    assert error.value.trouble.code == "RDG-102"


def test_later_changes_are_counted():
    content = pdf(lambda canvas: canvas.drawString(100, 700, "甲"))
    writer = pypdf.PdfWriter(BytesIO(content), incremental=True)
    writer.add_metadata({"/Title": "改"})
    stream = BytesIO()
    writer.write(stream)

    assert read(content, "x.pdf").properties["revisions"] == "1"
    assert read(stream.getvalue(), "x.pdf").properties["revisions"] == "2"


def masked(canvas: Canvas) -> None:
    """Shows 100 and tells programs 900."""
    canvas.drawString(100, 700, "净利润")
    canvas._code.append("/Span << /ActualText (900) >> BDC BT /F1 12 Tf 150 700 Td (100) Tj ET EMC")


def test_what_is_seen_is_read_not_what_the_file_gives_to_be_read_instead():
    assert texts(read(pdf(masked), "x.pdf")) == ["净利润 100"]


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr("creditfile.reading.limits.PAGES", 1)

    with pytest.raises(UnreadableError) as error:
        read(pdf(lambda canvas: None, lambda canvas: None), "x.pdf")

    assert error.value.trouble.code == "RDG-107"


def test_the_statement_pages_of_real_reports_give_each_figure_of_a_row_its_own_cell(shared: Path):
    for path in sorted((shared / "statements").glob("annual-*.pdf")):
        pages = read(path.read_bytes(), path.name)
        page = next(page for page in pages if "合并资产负债表" in page.text and "货币资金" in page.text)
        cells = [cell for table in page.tables for cell in table.cells]

        row = next(cell for cell in cells if cell.text == "货币资金")
        figures = [cell for cell in cells if figure(cell) and cell.row == row.row]
        assert len({cell.column for cell in figures}) == len(figures) >= 2


def figure(cell: Cell) -> bool:
    return "," in cell.text and cell.text.replace(",", "").replace(".", "").isdecimal()
