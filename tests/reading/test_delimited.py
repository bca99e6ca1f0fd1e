"""Reading text and columns, in the encodings and with the oddities of bank exports."""

import pytest

from creditfile.reading.delimited import delimiter_of, read, read_text
from creditfile.reading.pages import Pages

EXPORT = """明细查询文件下载

卡号: 1234****5678,"卡别名: "

交易日期,摘要,金额(收入),余额
2024-01-02\t ,"消费   \t","1,234.00  \t","xx,yyyy.zz \t"
2024-01-03,"结息","",8.00
"""


def rows(pages: Pages) -> list[list[str]]:
    return [[cell.text for cell in row] for row in pages.pages[0].tables[0].rows]


def test_lines_before_the_header_do_not_disturb_the_columns():
    assert rows(read(EXPORT.encode(), "x.csv")) == [
        ["明细查询文件下载"],
        ["卡号: 1234****5678", "卡别名:"],
        ["交易日期", "摘要", "金额(收入)", "余额"],
        ["2024-01-02", "消费", "1,234.00", "xx,yyyy.zz"],
        ["2024-01-03", "结息", "", "8.00"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_told_from_the_bytes(encoding):
    pages = read(EXPORT.encode(encoding), "x.csv")

    assert "交易日期\t摘要\t金额(收入)\t余额" in pages.pages[0].text
    assert pages.troubles == ()


def test_bytes_in_no_encoding_are_told_of():
    pages = read_text("金额".encode() + b"\xff\xff\x80" * 3, "x.txt")

    assert [(trouble.code, trouble.detail) for trouble in pages.troubles] == [("RDG-106", "encoding")]


@pytest.mark.parametrize(("text", "delimiter"), [
    ("a\tb\tc\n1\t2,0\t3\n4\t5,0\t6\n", "\t"),
    ("日期|金额|余额\n1|2|3\n", "|"),
    ("名称;金额\n甲;1,5\n乙;2,5\n", ";"),
    ("第一条 借款人应当按期还款，不得拖欠。\n第二条 利率为4.35%。\n", None),
    ("一行", None),
])
def test_the_delimiter_is_what_most_lines_agree_on(text, delimiter):
    assert delimiter_of(text) == delimiter


def test_an_account_number_kept_as_text_for_a_spreadsheet_is_unwrapped():
    assert rows(read(b'="6222021234567890123",="001"\n1,2\n', "x.csv"))[0] == ["6222021234567890123", "001"]


def test_a_quoted_line_break_stays_in_its_cell_and_lines_are_counted():
    pages = read('名称,说明\n甲,"一\n二"\n乙,三\n'.encode(), "x.csv")

    assert rows(pages)[1] == ["甲", "一\n二"]
    assert [cell.place for cell in pages.pages[0].tables[0].rows[2]] == ["line 4 column 1", "line 4 column 2"]


def test_a_form_feed_begins_a_page_of_text():
    pages = read_text("第一页\n内容\f第二页\n".encode(), "x.txt")

    assert [page.number for page in pages] == [1, 2]
    assert [(line.text, line.place) for line in pages.pages[1].lines] == [("第二页", "line 2")]
