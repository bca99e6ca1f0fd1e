"""Lines drawn on a PDF page: through words they strike them out, beside words they are to be filled in."""

from reportlab.pdfgen.canvas import Canvas

from creditfile.reading import pdf
from creditfile.reading.marks import marks_of
from creditfile.reading.pages import Page
from creditfile.reading.stretch import Stretch
from creditfile.reading.structures import alterations, blanks
from tests.reading import making


def page(draw: object) -> Page:
    return pdf.read(making.pdf(draw), "x.pdf").pages[0]  # type: ignore[arg-type]


def text(drawn: Page) -> str:
    return "\n".join(line.text.replace(" ", "") for line in drawn.lines)


def stretch(drawn: Page) -> Stretch:
    return Stretch("x.pdf", "pdf", (drawn,), marks=lambda: marks_of(b"", "pdf"))


def test_words_that_a_line_is_drawn_through_are_left_out_and_told_of_as_altered() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "利率为浮动利率固定利率")
        canvas.line(96, 704, 144, 704)

    drawn = page(draw)

    assert text(drawn) == "利率为固定利率"
    assert [(row.cells["kind"], row.cells["text"]) for row in alterations(stretch(drawn))] == [("删除线", "浮动利率")]


def test_underlined_words_and_the_rules_of_a_table_strike_nothing_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "利率为浮动利率")
        canvas.line(96, 697, 144, 697)
        canvas.drawString(60, 650, "合计")
        canvas.line(50, 654, 300, 654)

    drawn = page(draw)

    assert text(drawn) == "利率为浮动利率\n合计"
    assert not drawn.struck()


def test_a_line_beside_words_with_nothing_on_it_is_a_blank() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "加")
        canvas.line(73, 698, 110, 698)
        canvas.drawString(111, 700, "个基点")

    rows = list(blanks(stretch(page(draw))))

    assert [(row.cells["kind"], row.cells["before"]) for row in rows] == [("blank", "加")]


def test_a_line_that_is_filled_in_a_table_and_a_rule_under_a_heading_are_no_blanks() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "加85个基点")
        canvas.line(72, 698, 86, 698)
        canvas.drawString(60, 660, "签章")
        canvas.rect(84, 655, 100, 20)
        canvas.drawString(60, 600, "某银行借款合同")
        canvas.line(60, 596, 400, 596)

    assert list(blanks(stretch(page(draw)))) == []
