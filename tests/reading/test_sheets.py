"""Reading spreadsheets: values as shown, blanks as blanks, nothing lost in silence."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.reading import xlsx
from creditfile.reading.pages import Pages, UnreadableError
from creditfile.reading.sheets import read, read_old
from tests.reading.making import xls as made_old
from tests.reading.making import xlsx as made


def texts(pages: Pages) -> list[list[str]]:
    return [[word.text for word in line.words] for line in pages.pages[0].lines]


def cell(value: str, style: int = 0, kind: str = "n", at: str = "A1") -> str:
    return f'<row r="1"><c r="{at}" s="{style}" t="{kind}"><v>{value}</v></c></row>'


def formatted(value: str, code: str) -> str:
    styles = (
        f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>'
    )
    return texts(read(made(cell(value, 1), styles=styles), "x.xlsx"))[0][0]


@pytest.mark.parametrize(("stored", "shown"), [
    ("0.30000000000000004", "0.3"), ("167720683101.27997", "167720683101.28"), ("5000000", "5000000"),
    ("1E3", "1000"), ("-0", "0"), ("4.3499999999999997E-2", "0.0435"), ("12.50", "12.5"),
])
def test_a_number_has_no_binary_noise_and_no_exponent(stored, shown):
    assert texts(read(made(cell(stored)), "x.xlsx")) == [[shown]]


@given(st.decimals(min_value=-10**11, max_value=10**11, places=2))
def test_an_amount_in_fen_survives_storage_as_binary(amount):
    assert xlsx.exact(repr(float(amount))) == amount


@pytest.mark.parametrize(("stored", "code", "shown"), [
    ("0.0485", "0.00%", "4.85%"), ("4.3499999999999997E-2", "0.0%", "4.35%"),
    ("500", "0.00&quot;万元&quot;", "500万元"), ("12", "0个月", "12个月"),
    ("45657", "yyyy-mm-dd", "2024-12-31"), ("45657", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "2024-12-31"),
    ("45657", "[$-804]yyyy&quot;年&quot;m&quot;月&quot;;@", "2024-12-31"),
    ("45657.5", "yyyy/m/d h:mm", "2024-12-31 12:00:00"),
    ("0.75", "h:mm", "18:00:00"), ("59", "yyyy-mm-dd", "1900-02-28"), ("61", "yyyy-mm-dd", "1900-03-01"),
    ("1234.5", "#,##0.00_);[Red]\\(#,##0.00\\)", "1234.5"), ("1234.5", "_ * #,##0.00_ ;_ * \\-#,##0.00_ ", "1234.5"),
    ("1234", "General", "1234"), ("1234", "G/通用格式", "1234"), ("1234", "0.00E+00", "1234"),
    ("12345", "0!.0,&quot;万&quot;", "1.2345万"), ("5000000", "#,##0,&quot;千元&quot;", "5000千元"),
    ("5000000", "#,##0,", "5000"), ("5000000", "#,##0.00,,_);[Red](#,##0.00,,)", "5"), ("12345", "0\\.0,", "1.2345"),
    ("5000000", "#,##0_ ", "5000000"),
    ("1234", "&quot;人民币&quot;#,##0.00", "1234"),
])
def test_a_number_is_shown_as_its_format_says(stored, code, shown):
    assert formatted(stored, code) == shown


def test_days_may_count_from_1904():
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'

    pages = read(made(cell("0"), styles=styles, properties='<workbookPr date1904="1"/>'), "x.xlsx")

    assert texts(pages) == [["1904-01-01"]]


def test_texts_are_read_whole_without_how_they_are_spoken():
    strings = "<si><r><t>货币</t></r><r><t>资金</t></r><rPh><t>huobi</t></rPh></si>"

    assert texts(read(made(cell("0", kind="s"), strings=strings), "x.xlsx")) == [["货币资金"]]


def test_a_cell_has_its_address_and_a_blank_cell_is_blank():
    rows = '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>0</v></c></row><row r="3"><c r="B3" s="0"/></row>'

    (table,) = read(made(rows), "x.xlsx").pages[0].tables

    assert [(cell.text, cell.place) for cell in table.cells] == [("1", "表!B2"), ("", "表!C2"), ("0", "表!D2")]


def test_a_merged_range_stands_once():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row>'

    (table,) = read(made(rows, merges='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'), "x.xlsx").pages[0].tables

    assert [(cell.text, cell.column_span) for cell in table.cells] == [("1", 2), ("2", 1), ("3", 1)]


def test_errors_are_blank_and_told_of():
    pages = read(made(cell("#REF!", kind="e", at="C7")), "x.xlsx")

    assert pages.pages[0].lines == ()
    assert [(trouble.code, trouble.detail) for trouble in pages.troubles] == [("RDG-118", "表!C7")]


def test_a_formula_without_result_is_blank_and_told_of():
    pages = read(made('<row r="1"><c r="A1"><f>B1+C1</f></c><c r="B1"><f>C1</f><v>7</v></c></row>'), "x.xlsx")

    assert texts(pages) == [["7"]]
    assert [(trouble.code, trouble.detail) for trouble in pages.troubles] == [("RDG-117", "表!A1")]


def test_an_identity_number_kept_as_a_number_is_told_of():
    pages = read(made(cell("1.10101199001011E+17")), "x.xlsx")

    assert [(trouble.code, trouble.detail) for trouble in pages.troubles] == [("RDG-116", "表!A1")]


def test_a_cell_at_the_far_corner_costs_nothing():
    pages = read(made(cell("1") + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'), "x.xlsx")

    assert texts(pages) == [["1"], ["2"]]
    assert [cell.place for cell in pages.pages[0].tables[0].cells] == ["表!A1", "表!XFD1048576"]


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr("creditfile.reading.limits.CELLS", 1)

    with pytest.raises(UnreadableError) as error:
        read(made('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'), "x.xlsx")

    assert error.value.trouble.code == "RDG-107"


def test_a_workbook_of_another_program_is_read_sheet_by_sheet():
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("利润表")
    first.title = "资产负债表"
    first["A1"], first["B1"] = "货币资金", 100.1
    second["A1"] = "营业收入"
    second.sheet_state = "hidden"
    stream = BytesIO()
    book.save(stream)

    pages = read(stream.getvalue(), "x.xlsx")

    assert [(page.title, page.text) for page in pages] == [("资产负债表", "货币资金\t100.1"), ("利润表", "营业收入")]
    assert pages.properties["hidden_sheets"] == "利润表"


def test_an_old_workbook_shows_percentages_and_units_as_its_formats_do():
    content = made_old([(0, 0, 0.0485, "0.00%"), (0, 1, 500.0, '0"万元"'), (1, 0, 1234.5, "#,##0.00")])

    assert texts(read_old(content, "x.xls")) == [["4.85%", "500万元"], ["1234.5"]]


def test_a_damaged_old_workbook_is_told_of():
    with pytest.raises(UnreadableError) as error:
        read_old(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.xls")

    assert error.value.trouble.code == "RDG-102"


def test_old_workbooks_keep_large_amounts_exact(shared: Path):
    pages = read_old((shared / "spreadsheets" / "old-format-balance-sheet.xls").read_bytes(), "x.xls")

    figures = [cell.text for cell in pages.pages[0].tables[0].cells if cell.text.lstrip("-").isdecimal()]
    assert len(figures) > 200
    assert all(Decimal(figure) == int(figure) for figure in figures)


def test_a_form_without_figures_has_labels_and_blanks_only(shared: Path):
    pages = read((shared / "spreadsheets" / "blank-values.xlsx").read_bytes(), "x.xlsx")

    for page in pages:
        body = [cell for cell in page.tables[0].cells if cell.row and cell.column]
        assert {cell.text for cell in body} == {""}
