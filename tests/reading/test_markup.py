"""Tables that online banks export as HTML or XML under the name of a workbook."""

from creditfile.reading.readers import open_source

HTML = """<html><head><title>x</title><style>td {}</style></head><body><h3>账户明细</h3>
<table><tr><th rowspan=2>日期</th><th colspan=2>金额</th></tr><tr><th>借</th><th>贷</th></tr>
<tr><td>2024-01-02</td><td>1,234.00</td><td></td></tr></table><p>共 1 笔</p></body></html>"""
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.00%"/></Style></Styles>
<Worksheet ss:Name="明细"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">账户明细</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:Index="2" ss:StyleID="p"><Data ss:Type="Number">0.0435</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-01-02T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"""


def test_html_named_xls_is_read_as_lines_and_tables():
    pages = open_source(HTML.encode("gb18030"), "export.xls")

    page = pages.pages[0]
    assert [trouble.code for trouble in pages.troubles] == ["RDG-104"]
    assert [line.text for line in page.lines] == ["账户明细", "日期 金额", "借 贷", "2024-01-02 1,234.00", "共 1 笔"]
    assert [(cell.text, cell.row, cell.column) for cell in page.tables[0].cells] == [
        ("日期", 0, 0), ("金额", 0, 1), ("借", 1, 1), ("贷", 1, 2),
        ("2024-01-02", 2, 0), ("1,234.00", 2, 1), ("", 2, 2),
    ]


def test_a_workbook_in_xml_is_read_with_its_formats_and_places():
    pages = open_source(XML.encode(), "export.xls")

    page = pages.pages[0]
    assert page.title == "明细"
    assert page.text == "账户明细\n4.35%\t2024-01-02"
    assert {cell.place: cell.text for cell in page.tables[0].cells if cell.text} == {
        "明细!A1": "账户明细", "明细!B3": "4.35%", "明细!C3": "2024-01-02",
    }
