"""Reading Word documents: body order, numbering, merged cells, controls, revisions."""

import pytest

from creditfile.reading.pages import Pages, UnreadableError
from creditfile.reading.word import read
from tests.reading.making import W, docx, p, zipped


def lines(pages: Pages) -> list[str]:
    return [line.text for line in pages.pages[0].lines]


def test_paragraphs_and_tables_come_in_the_order_of_the_body():
    table = f"<w:tbl><w:tr><w:tc>{p('期数')}</w:tc><w:tc>{p('金额')}</w:tc></w:tr></w:tbl>"

    pages = read(docx(p("借款合同") + table + p("签署栏")), "x.docx")

    assert lines(pages) == ["借款合同", "期数 金额", "签署栏"]
    assert [line.place for line in pages.pages[0].lines] == ["paragraph 1", "table 1 row 1", "paragraph 2"]
    assert pages.pages[0].text == "借款合同\n期数 金额\n签署栏"


def test_a_text_cut_into_runs_is_one():
    body = "<w:p><w:r><w:t>人民币</w:t></w:r><w:r><w:t>伍佰</w:t></w:r><w:r><w:t>万元整</w:t></w:r></w:p>"

    assert lines(read(docx(body), "x.docx")) == ["人民币伍佰万元整"]


def test_a_line_break_within_a_paragraph_ends_a_line():
    body = "<w:p><w:r><w:t>甲方：张三</w:t><w:br/><w:t>身份证号：</w:t></w:r></w:p>"

    assert lines(read(docx(body), "x.docx")) == ["甲方：张三", "身份证号："]


def test_merged_cells_stand_once_with_their_spans():
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    wide, first = '<w:gridSpan w:val="3"/>', '<w:vMerge w:val="restart"/>'
    body = (
        "<w:tbl>"
        f"<w:tr>{cell('决议', wide)}</w:tr>"
        f"<w:tr>{cell('借款人', first)}{cell('姓名')}{cell('张三')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('证件')}{cell('110')}</w:tr>"
        "</w:tbl>"
    )

    (table,) = read(docx(body), "x.docx").pages[0].tables

    assert [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells] == [
        ("决议", 0, 0, 1, 3), ("借款人", 1, 0, 2, 1), ("姓名", 1, 1, 1, 1), ("张三", 1, 2, 1, 1),
        ("证件", 2, 1, 1, 1), ("110", 2, 2, 1, 1),
    ]
    assert table.cells[3].place == "table 1 row 2 column 3"


def test_a_blank_cell_is_there_and_empty():
    body = f"<w:tbl><w:tr><w:tc>{p('利率')}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"

    assert [cell.text for cell in read(docx(body), "x.docx").pages[0].tables[0].cells] == ["利率", ""]


def test_a_table_within_a_cell_is_a_table_of_its_own():
    inner = f"<w:tbl><w:tr><w:tc>{p('内')}</w:tc></w:tr></w:tbl>"
    body = f"<w:tbl><w:tr><w:tc>{p('外')}{inner}<w:p/></w:tc></w:tr></w:tbl>"

    pages = read(docx(body), "x.docx")

    assert [[cell.text for cell in table.cells] for table in pages.pages[0].tables] == [["外"], ["内"]]
    assert lines(pages) == ["外", "内"]


def test_the_numbers_of_articles_are_written_out():
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def at(depth: int) -> str:
        return f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr></w:pPr>'

    body = p("借款金额", at(0)) + p("币种", at(1)) + p("用途", at(0)) + p("不得挪用", at(1)) + p("监管", at(1))

    assert lines(read(docx(body, numbering=numbering), "x.docx")) == [
        "第一条 借款金额", "一.1 币种", "第二条 用途", "二.1 不得挪用", "二.2 监管",
    ]


def test_deleted_text_is_left_out_inserted_text_kept_and_both_told_of():
    body = (
        "<w:p><w:r><w:t>金额</w:t></w:r><w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>500</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>"
    )

    pages = read(docx(body), "x.docx")

    assert lines(pages) == ["金额500万元"]
    assert [(trouble.code, trouble.detail) for trouble in pages.troubles] == [("RDG-114", "+1 -1")]


def test_hidden_text_is_left_out_and_told_of():
    body = "<w:p><w:r><w:t>公开</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"

    pages = read(docx(body), "x.docx")

    assert lines(pages) == ["公开"]
    assert [trouble.code for trouble in pages.troubles] == ["RDG-115"]


def test_content_controls_are_fields_and_a_prompt_is_no_value():
    body = (
        '<w:p><w:r><w:t>利率</w:t></w:r><w:sdt><w:sdtPr><w:tag w:val="rate"/><w:alias w:val="年利率"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>4.35%</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        '<w:p><w:sdt><w:sdtPr><w:tag w:val="term"/><w:showingPlcHdr/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>点击输入</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f'<w:sdt><w:sdtPr><w:tag w:val="purpose"/></w:sdtPr><w:sdtContent>{p("采购原料")}</w:sdtContent></w:sdt>'
        '<w:p><w:sdt><w:sdtPr><w:tag w:val="agreed"/><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )

    fields = {field.name: field for field in read(docx(body), "x.docx").fields}

    assert {name: field.value for name, field in fields.items()} == {
        "rate": "4.35%", "term": "", "purpose": "采购原料", "agreed": "☑",
    }
    assert fields["rate"].label == "年利率"


def test_legacy_form_fields_are_fields():
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="amount"/></w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>300万元</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="mortgaged"/><w:checkBox>'
        '<w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>抵押</w:t></w:r></w:p>'
    )

    pages = read(docx(body), "x.docx")

    assert [(field.name, field.value) for field in pages.fields] == [("amount", "300万元"), ("mortgaged", "")]
    assert lines(pages) == ["300万元", "□抵押"]


def test_tick_boxes_in_symbol_fonts_are_read():
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>保证</w:t>'
        '<w:sym w:font="Wingdings" w:char="F0A8"/><w:t>抵押</w:t></w:r></w:p>'
    )

    assert lines(read(docx(body), "x.docx")) == ["☑保证□抵押"]


def test_text_boxes_are_read_once():
    box = f'<w:txbxContent>{p("编号 A-1")}</w:txbxContent>'
    body = (
        '<w:p><w:r><w:t>标题</w:t><mc:AlternateContent xmlns:mc="urn:mc">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert lines(read(docx(body), "x.docx")) == ["标题", "编号 A-1"]


def test_headers_come_first_and_footers_last():
    header = f'<w:hdr xmlns:w="{W}">{p("某某银行")}</w:hdr>'
    footer = f'<w:ftr xmlns:w="{W}">{p("第 1 页")}</w:ftr>'

    pages = read(docx(p("正文"), header1=header, footer1=footer), "x.docx")

    assert [(line.text, line.place) for line in pages.pages[0].lines] == [
        ("某某银行", "header"), ("正文", "paragraph 2"), ("第 1 页", "footer"),
    ]


def test_a_document_of_pictures_only_has_no_text_layer():
    body = f'<w:document xmlns:w="{W}"><w:body/></w:document>'
    content = zipped({"word/document.xml": body, "word/media/1.png": "x"})

    pages = read(content, "x.docx")

    assert pages.pages[0].image_only
    assert [trouble.code for trouble in pages.pages[0].troubles] == ["RDG-105"]


@pytest.mark.parametrize("content", [
    b"PK\x03\x04 cut short",
    zipped({"word/document.xml": "<w:document"}),
    zipped({"other.xml": "<x/>"}),
    zipped({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
])
def test_a_damaged_document_is_told_of(content):
    with pytest.raises(UnreadableError) as error:
        read(content, "x.docx")

    assert error.value.trouble.code == "RDG-102"


def test_what_would_inflate_without_end_is_refused_before_it_is_inflated(monkeypatch):
    monkeypatch.setattr("creditfile.reading.limits.ENTRY_BYTES", 1_000_000)

    with pytest.raises(UnreadableError) as error:
        read(zipped({"word/document.xml": b"0" * 2_000_000}), "x.docx")

    assert error.value.trouble.code == "RDG-107"
