"""Fields of a fillable form read where they stand, whatever the form calls them."""

from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from creditfile.model import Box
from creditfile.reading.inscribed import with_fields
from creditfile.reading.pages import Cell, FormField, Line, Page, Table, Word
from creditfile.reading.pdf import read
from tests.reading.making import pdf


def word(text: str, x0: float, top: float = 100) -> Word:
    return Word(text, Box.of(x0, top, x0 + 10 * len(text), top + 10))


def page(*lines: tuple[Word, ...], tables: tuple[Table, ...] = ()) -> Page:
    made = tuple(map(Line, lines))
    return Page(1, "\n".join(line.text for line in made), lines=lambda: made, tables=lambda: tables)


def field(value: str, x0: float, width: float = 60, top: float = 98, on: bool | None = None) -> FormField:
    return FormField("Text1", value, 1, Box.of(x0, top, x0 + width, top + 14), on=on)


def texts(made: Page) -> list[str]:
    return [line.text for line in made.lines]


def test_a_value_stands_between_the_words_it_was_filled_in_between() -> None:
    printed = page((word("自", 0), word("起至", 80), word("止", 200)))

    assert texts(with_fields(printed, [field("六月", 15), field("明年", 120)])) == ["自 六月 起至 明年 止"]


def test_the_printed_line_under_a_value_is_left_out_and_that_beside_it_is_not() -> None:
    printed = page((word("年利率______%罚息______%", 0),))

    assert texts(with_fields(printed, [field("3.85", 32, 54)])) == ["年利率 3.85 %罚息______%"]


def test_a_value_on_no_printed_line_is_a_line_of_its_own() -> None:
    printed = page((word("借款用途", 0),), (word("第三条", 0, 200),))

    assert texts(with_fields(printed, [field("购料", 0, top=140)])) == ["借款用途", "购料", "第三条"]


def test_boxes_are_ticked_or_open_and_an_empty_field_adds_nothing() -> None:
    printed = page((word("受托支付", 20), word("自主支付", 100)))
    boxes = [field("Yes", 5, 10, on=True), field("", 85, 10, on=False), field("", 200)]

    assert texts(with_fields(printed, boxes)) == ["☑ 受托支付 □ 自主支付"]
    assert with_fields(printed, [field("", 200)]) is printed


def test_a_cell_holds_what_its_field_does() -> None:
    cell = Cell("____", 0, 1, box=Box.of(100, 90, 200, 120))
    filled = with_fields(page((word("金额", 0),), tables=(Table((cell,)),)), [field("500", 110)])

    assert filled.tables == (Table((replace(cell, text="500"),)),)


def test_a_filled_pdf_reads_as_it_looks() -> None:
    def form(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Amount:")
        canvas.acroForm.textfield(name="fill_3", value="5,000,000.00", x=120, y=697, width=120, height=14)

    (only,) = [each for each in read(pdf(form), "x.pdf").pages if "Amount" in each.text]

    assert only.text == "Amount: 5,000,000.00"
    assert texts(only) == ["Amount: 5,000,000.00"]
