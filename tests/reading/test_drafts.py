"""A draft of an audit report is none: told by its title, a line under it, or words across the page."""

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from creditfile.reading.read import read_paper

LINES = [
    "甲机械有限公司全体股东：",
    "一、审计意见",
    "我们审计了甲机械有限公司财务报表，包括2024年12月31日的资产负债表。",
    "我们认为，后附的财务报表在所有重大方面按照企业会计准则的规定编制，公允反映了甲机械有限公司的财务状况。",
    "二、形成审计意见的基础",
    "乙会计师事务所  中国注册会计师",
    "2025年3月1日",
]
WATERMARK = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:pict>
<v:shape xmlns:v="urn:schemas-microsoft-com:vml" type="#_x0000_t136"><v:textpath string="征求意见稿"/></v:shape>
</w:pict></w:r></w:p>"""


def word(*title: str, watermark: bool = False) -> bytes:
    paper = docx.Document()
    for line in (*title, *LINES):
        paper.add_paragraph(line)
    if watermark:
        paper.sections[0].header._element.append(parse_xml(WATERMARK))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def pdf_with_words_across() -> bytes:
    out = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 11)
    for number, line in enumerate(("审计报告", *LINES)):
        canvas.drawString(60, 780 - 30 * number, line)
    canvas.setFont("STSong-Light", 60)
    canvas.translate(200, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "讨论稿")
    canvas.save()
    return out.getvalue()


def told(book: Any, name: str, paper: bytes) -> tuple[list[str], bool]:
    """The codes of the file's troubles, and whether an opinion is taken from it."""
    opened = read_paper(name, paper, book.documents)
    return [trouble.code for trouble in opened.source.troubles], any(r.field == "opinion" for r in opened.readings)


@pytest.mark.parametrize("paper", [
    word("审计报告（征求意见稿）"), word("审计报告", "（讨论稿）"), word("审计报告", "乙审字[2025]第8号", "未定稿"),
    word("审计报告", watermark=True),
])  # fmt: skip
def test_a_draft_gives_no_opinion_and_says_why(book: Any, paper: bytes) -> None:
    codes, opinion = told(book, "a.docx", paper)

    assert ["RDG-145"] == codes
    assert not opinion


def test_a_draft_told_by_words_across_a_pdf_page_gives_no_opinion(book: Any) -> None:
    codes, opinion = told(book, "a.pdf", pdf_with_words_across())

    assert "RDG-145" in codes
    assert not opinion


def test_a_report_that_is_issued_gives_its_opinion(book: Any) -> None:
    assert ([], True) == told(book, "a.docx", word("审计报告", "本报告已取代2025年2月的讨论稿"))


def test_the_words_of_a_draft_are_told(book: Any) -> None:
    opened = read_paper("a.docx", word("审计报告", "（讨论稿）"), book.documents)

    assert ["审计报告:(讨论稿)"] == [each.detail for each in opened.source.troubles if each.code == "RDG-145"]
