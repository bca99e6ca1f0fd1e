"""Reading OFD: text and rules where they stand, the printed form under them, tags and attached data."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from creditfile.reading.ofd import read
from creditfile.reading.pages import Pages, UnreadableError
from creditfile.reading.readers import open_source
from tests.reading.making import zipped
from tests.reading.ofd_files import X, der, made, page, rule, sealed, text, with_part


def lines(pages: Pages) -> list[str]:
    return [line.text for line in pages.pages[0].lines]


def test_text_stands_in_points_on_its_page():
    pages = read(made(text(3, "10 20 100 6", "价税合计", "g 3 4")), "x.ofd")

    word = pages.pages[0].lines[0].words[0]
    assert word.text == "价税合计"
    assert word.box is not None
    assert (word.box.x0, word.box.x1) == (Decimal("28.3"), Decimal("73.7"))
    assert round(pages.pages[0].width) == 595
    assert word.box.top < Decimal(24) * 72 / Decimal("25.4") < word.box.bottom


def test_spacing_parts_words_and_the_order_drawn_does_not_matter():
    content = (
        text(3, "80 20 50 6", "57.00", "g 4 2")
        + text(4, "10 20 50 6", "金额", "4") + text(5, "10 10 50 6", "发票", "4")
    )

    assert lines(read(made(content), "x.ofd")) == ["发票", "金额 57.00"]


def test_the_printed_form_under_a_page_is_read_with_it():
    before = '<ofd:Template TemplateID="2" ZOrder="Background"/>'

    template = text(7, "10 20 25 6", "名称：")

    pages = read(made(text(3, "40 20 50 6", "甲公司"), before=before, template=template), "x.ofd")

    assert lines(pages) == ["名称： 甲公司"]


def test_rules_make_a_table():
    content = (
        "".join(rule(f"10 {y} 100 0.4", "M 0 0.2 L 100 0.2") for y in (20, 30, 40))
        + "".join(rule(f"{x} 20 0.4 20", "M 0.2 0 L 0.2 20") for x in (10, 60, 110))
        + text(3, "12 22 30 6", "项目") + text(4, "62 32 30 6", "1.00", "g 3 2")
    )

    (table,) = read(made(content), "x.ofd").pages[0].tables

    assert [[cell.text for cell in row] for row in table.rows] == [["项目", ""], ["", "1.00"]]


def test_what_is_not_visible_is_not_read():
    content = text(3, "10 20 50 6", "看得见") + text(4, "10 40 50 6", "看不见", more=' Visible="false"')

    assert lines(read(made(content), "x.ofd")) == ["看得见"]


def test_tags_own_data_and_attachments_are_fields():
    tags = f"<ofd:CustomTags {X}><ofd:CustomTag><ofd:FileLoc>Tag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>"
    tag = f'<t {X}><BuyerName><ofd:ObjectRef PageRef="1">3</ofd:ObjectRef></BuyerName></t>'
    attachment = "<ofd:Attachment><ofd:FileLoc>invoice.xml</ofd:FileLoc></ofd:Attachment>"
    attachments = f"<ofd:Attachments {X}>{attachment}</ofd:Attachments>"
    more = "<ofd:Attachments>Att.xml</ofd:Attachments><ofd:CustomTags>Tags.xml</ofd:CustomTags>"
    content = made(
        text(3, "10 20 50 6", "甲公司"), more=more, Tags=tags, Tag=tag, Att=attachments,
        invoice='<fp:e xmlns:fp="urn:x"><fp:TaxTotalAmount>1.96</fp:TaxTotalAmount></fp:e>',
    )

    fields = read(content, "x.ofd").fields

    assert [(field.name, field.value, field.page, field.place) for field in fields] == [
        ("发票号码", "123", None, "OFD.xml"), ("BuyerName", "甲公司", 1, ""),
        ("TaxTotalAmount", "1.96", None, "attachment invoice.xml"),
    ]


def test_a_seal_stands_on_its_page_with_the_name_in_it():
    (seal,) = read(sealed(), "x.ofd").pages[0].seals

    assert ("oval", "云麓市税务局发票监制章") == (seal.shape, seal.text)
    assert Decimal("255.1") == seal.box.x0


def test_what_is_as_it_was_sealed_is_said_to_be_so():
    pages = read(sealed(), "x.ofd")

    assert () == pages.troubles
    assert ("1", "digests agree") == (pages.properties["signatures"], pages.properties["signed_parts"])


@pytest.mark.parametrize("method", ["SM3", "sha1", "1.2.840.113549.2.5"])
def test_what_was_changed_under_its_seal_is_told(method: str):
    try:
        pages = read(sealed("价税合计9", method=method), "x.ofd")
    except ValueError:
        pytest.skip(f"{method} cannot be made here")

    assert [("RDG-126", "/Doc_0/P0.xml")] == [(trouble.code, trouble.detail) for trouble in pages.troubles]


def test_a_digest_of_an_unknown_kind_accuses_nobody():
    content = with_part(sealed("价税合计9"), "Doc_0/Sign.xml", b'"SM3"', b'"1.2.3"')

    pages = read(content, "x.ofd")

    assert () == pages.troubles
    assert "unchecked" == pages.properties["signed_parts"]


def test_a_name_is_not_looked_for_without_end():
    deep = b""
    for _ in range(60):
        deep = der(0x30, deep)
    pages = read(with_part(sealed(), "Doc_0/Value.dat", b"", deep, whole=True), "x.ofd")

    assert "" == pages.pages[0].seals[0].text


def test_a_picture_that_cannot_be_opened_is_told_not_to_be_read():
    image = '<ofd:ImageObject ID="9" Boundary="0 0 210 140" ResourceID="5"/>'

    (page,) = read(made(image), "x.ofd").pages

    assert page.image_only
    assert ["RDG-105"] == [trouble.code for trouble in page.troubles]


@pytest.mark.parametrize("parts", [
    {"OFD.xml": "<x"}, {"OFD.xml": "<x/>"},
    {"OFD.xml": f"<ofd:OFD {X}><ofd:DocBody><ofd:DocRoot>gone.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"},
])
def test_a_damaged_file_is_told_of(parts):
    with pytest.raises(UnreadableError) as error:
        open_source(zipped(parts), "x.ofd")

    assert error.value.trouble.code == "RDG-102"


@pytest.mark.parametrize(("part", "old"), [("Doc_0/Document.xml", b"P0.xml"), ("OFD.xml", b"Doc_0/Document.xml")])
def test_a_part_that_is_not_there_is_named(part: str, old: bytes):
    with pytest.raises(UnreadableError) as error:
        read(with_part(made(text(3, "10 20 100 6", "发票")), part, old, b"Gone.xml"), "x.ofd")

    assert ("RDG-102", "Gone.xml: not in the file") == (error.value.trouble.code, error.value.trouble.detail)


def test_two_parts_of_one_name_are_refused_since_readers_differ_in_which_they_show():
    content = BytesIO(made(text(3, "10 20 100 6", "金额 1.00")))
    with ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("Doc_0/P0.xml", page(text(3, "10 20 100 6", "金额 9,999.00")))

    with pytest.raises(UnreadableError) as error:
        open_source(content.getvalue(), "x.ofd")

    assert error.value.trouble.code == "RDG-102"
