"""Reading OFD: text and rules where they stand, the printed form under them, tags and attached data."""

from decimal import Decimal

import pytest

from creditfile.reading.ofd import read
from creditfile.reading.pages import Pages, UnreadableError
from creditfile.reading.readers import open_source
from tests.reading.making import zipped

X = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(at: int, box: str, said: str, deltas: str = "", more: str = "") -> str:
    return (
        f'<ofd:TextObject ID="{at}" Boundary="{box}" Font="1" Size="4"{more}>'
        f'<ofd:TextCode X="0" Y="4" DeltaX="{deltas}">{said}</ofd:TextCode></ofd:TextObject>'
    )


def rule(box: str, path: str) -> str:
    return f'<ofd:PathObject ID="9" Boundary="{box}"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'


def page(content: str, before: str = "") -> str:
    return f"<ofd:Page {X}>{before}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def made(content: str, *, before: str = "", template: str = "", more: str = "", **parts: str) -> bytes:
    listed = '<ofd:TemplatePage ID="2" BaseLoc="Tpl.xml"/>' if template else ""
    return zipped({
        "OFD.xml":
            f"<ofd:OFD {X}><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>"
            '<ofd:CustomData Name="发票号码">123</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml":
            f"<ofd:Document {X}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox>"
            f"</ofd:PageArea>{listed}</ofd:CommonData>"
            f'<ofd:Pages><ofd:Page ID="1" BaseLoc="P0.xml"/></ofd:Pages>{more}</ofd:Document>',
        "Doc_0/P0.xml": page(content, before),
        **({"Doc_0/Tpl.xml": page(template)} if template else {}),
        **{f"Doc_0/{name}.xml": part for name, part in parts.items()},
    })


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


@pytest.mark.parametrize("parts", [
    {"OFD.xml": "<x"}, {"OFD.xml": "<x/>"},
    {"OFD.xml": f"<ofd:OFD {X}><ofd:DocBody><ofd:DocRoot>gone.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"},
])
def test_a_damaged_file_is_told_of(parts):
    with pytest.raises(UnreadableError) as error:
        open_source(zipped(parts), "x.ofd")

    assert error.value.trouble.code == "RDG-102"
