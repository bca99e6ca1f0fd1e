"""Fillable PDFs: every field with its page, box and what was filled in."""

from reportlab.pdfgen.canvas import Canvas

from creditfile.model import Box
from creditfile.reading.pages import FormField
from creditfile.reading.pdf import read
from tests.reading.making import pdf


def form(canvas: Canvas) -> None:
    fields = canvas.acroForm
    fields.textfield(name="amount", value="5,000,000.00", tooltip="借款金额", x=100, y=700, width=120, height=20)
    fields.textfield(name="purpose", value="", x=100, y=660, width=120, height=20)
    fields.checkbox(name="secured", checked=True, x=100, y=620, size=15)
    fields.checkbox(name="insured", checked=False, x=100, y=600, size=15)
    fields.radio(name="repayment", value="monthly", selected=False, x=100, y=560, size=15)
    fields.radio(name="repayment", value="bullet", selected=True, x=140, y=560, size=15)
    fields.choice(name="term", value="24", options=["12", "24", "36"], x=100, y=520, width=80, height=20)


def filled() -> dict[str, FormField]:
    pages = read(pdf(lambda canvas: canvas.drawString(100, 700, "封面"), form), "x.pdf")
    return {field.name: field for field in pages.fields}


def test_every_field_stands_once_with_its_value():
    assert {name: field.value for name, field in filled().items()} == {
        "amount": "5,000,000.00", "purpose": "", "secured": "Yes", "insured": "", "repayment": "bullet", "term": "24",
    }


def test_a_field_has_its_page_its_box_and_its_own_words():
    field = filled()["amount"]

    assert (field.page, field.label) == (2, "借款金额")
    assert field.box == Box.of(100, 842 - 720, 220, 842 - 700)


def test_a_paper_without_form_has_no_fields():
    assert read(pdf(lambda canvas: canvas.drawString(100, 700, "甲")), "x.pdf").fields == ()
