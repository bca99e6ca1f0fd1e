"""Electronic invoices and bank receipts say the same whatever way they come: as PDF, as data, as OFD, scanned."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest

from creditfile.book import Book
from creditfile.reading.pages import UnreadableError
from creditfile.reading.read import read_paper
from creditfile.reading.readers import open_source
from tests.reading import invoices
from tests.reading.making import zipped

X = 'xmlns:ofd="http://www.ofdspec.org/2016"'
EXPECTED = {
    "no": invoices.NUMBER,
    "buyer": invoices.BUYER,
    "buyer_uscc": invoices.BUYER_CODE,
    "seller": invoices.SELLER,
    "seller_uscc": invoices.SELLER_CODE,
}


def ofd(*, attached: bool) -> bytes:
    """The invoice as OFD, its data attached or not."""
    mm = 25.4 / 72
    texts = "".join(
        f'<ofd:TextObject ID="{number}" Boundary="{x * mm:.2f} {(y - 8) * mm:.2f} 180 4" Font="1" Size="3.1">'
        f'<ofd:TextCode X="0" Y="2.8">{text}</ofd:TextCode></ofd:TextObject>'
        for number, (x, y, text) in enumerate(invoices.TEXTS, 10)
    )
    attachments = "<ofd:Attachments>Att.xml</ofd:Attachments>" if attached else ""
    listed = "<ofd:Attachment><ofd:FileLoc>data.xml</ofd:FileLoc></ofd:Attachment>"
    return zipped({
        "OFD.xml": f"<ofd:OFD {X}><ofd:DocBody><ofd:DocRoot>Doc_0/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/D.xml":
            f"<ofd:Document {X}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox>"
            f'</ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages>{attachments}'
            "</ofd:Document>",
        "Doc_0/P.xml": f"<ofd:Page {X}><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>",
        "Doc_0/Att.xml": f"<ofd:Attachments {X}>{listed}</ofd:Attachments>",
        "Doc_0/data.xml": invoices.xml(),
    })


def scan() -> bytes:
    """A picture of the printed one."""
    document = pypdfium2.PdfDocument(invoices.printed())
    out = BytesIO()
    page = document[0]
    page.render(scale=170 / 72).to_pil().convert("RGB").save(out, "JPEG", quality=70, dpi=(170, 170))
    page.close()
    document.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("发票.pdf", invoices.printed), ("发票.xml", invoices.xml), ("发票.ofd", lambda: ofd(attached=False)),
        ("发票附数据.ofd", lambda: ofd(attached=True)), ("发票.jpg", scan),
    ],
)  # fmt: skip
def test_an_invoice_says_who_what_and_how_much(book: Book, name: str, made: Callable[[], bytes]) -> None:
    opened = read_paper(name, made(), book.documents)

    best = {reading.field: reading.fact.value for reading in reversed(opened.readings)}
    assert ("invoice",) == opened.source.kinds
    assert EXPECTED == {field: best.get(field) for field in EXPECTED}
    amounts = [str(best.get(field)).strip("¥元") for field in ("amount", "tax", "amount_total")]
    assert ["504000.00", "65520.00", "569520.00"] == amounts
    assert str(best["date"]).startswith("2025")
    assert "钢板" in str(best["goods"])


def test_a_side_that_cannot_be_read_is_not_taken_from_the_other(book: Book) -> None:
    readings = read_paper("发票.pdf", invoices.printed(without=invoices.SELLER), book.documents).readings
    assert {invoices.BUYER} == {reading.fact.value for reading in readings if reading.field == "buyer"}
    assert invoices.BUYER not in [reading.fact.value for reading in readings if reading.field == "seller"]


def test_of_two_codes_under_labels_side_by_side_the_second_is_the_sellers(book: Book) -> None:
    text = """电子发票（增值税专用发票）
发票号码：42898697032670326307
开票日期：2025年05月16日
名称：昆山澜畅商贸有限公司  名称：合肥沣珩商贸有限公司
统一社会信用代码/纳税人识别号：  统一社会信用代码/纳税人识别号：
91320583MAWCL99N06  信  91340104MAEMQB8H4U
合计 ¥5309734.51 ¥690265.49
价税合计(大写) 陆佰万元整 (小写)¥6000000.00
"""
    readings = read_paper("发票.txt", text.encode(), book.documents).readings

    assert {"91340104MAEMQB8H4U"} == {one.fact.value for one in readings if one.field == "seller_uscc"}


def test_attached_data_speak_before_what_is_printed(book: Book) -> None:
    opened = read_paper("x.ofd", ofd(attached=True), book.documents)

    methods = {reading.field: reading.fact.origins[0].method for reading in reversed(opened.readings)}
    assert {"form"} == {methods[field] for field in EXPECTED}


def test_the_hour_of_issue_is_left_out_of_its_day(book: Book) -> None:
    opened = read_paper("发票.xml", invoices.xml(), book.documents)

    assert ["2025-03-18"] == [reading.fact.value for reading in opened.readings if reading.field == "date"]


def test_a_bank_receipt_says_who_paid_whom_how_much(book: Book) -> None:
    opened = read_paper("回单.pdf", invoices.receipt(), book.documents)

    best = {reading.field: reading.fact.value for reading in reversed(opened.readings)}
    assert ("payment_voucher",) == opened.source.kinds
    assert (invoices.BUYER, invoices.SELLER) == (best["payer"], best["payee"])
    assert "569,520.00" in str(best["amount"])
    assert "6228480000099998888" == best["account"]


def test_who_pays_and_who_is_paid_may_stand_beside_their_rows(book: Book) -> None:
    opened = read_paper("回单.pdf", invoices.receipt_by_side(), book.documents)

    best = {reading.field: reading.fact.value for reading in reversed(opened.readings)}
    assert (invoices.BUYER, invoices.SELLER) == (best["payer"], best["payee"])
    assert ("3100012345678900012", "6228480000099998888") == (best["payer_account"], best["account"])
    assert "569,520.00" in str(best["amount"])


def test_entities_in_an_invoices_data_are_left_alone() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><EInvoice><BuyerName>&b;</BuyerName></EInvoice>'

    with_entity = [field.value for field in open_source(bomb, "x.xml").fields]

    assert [] == with_entity


def test_damaged_data_are_told_of() -> None:
    with pytest.raises(UnreadableError) as error:
        open_source(b"<?xml version='1.0'?><EInvoice><BuyerName>", "x.xml")

    assert "RDG-102" == error.value.trouble.code


