"""Statements as other hands set them: heads torn over lines, budgets beside, notes glued to names, text with tabs."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook

from creditfile.model import Fact
from tests.reading.statements.made import ASSETS, CLAIMS, COMPANY, INCOME, Board, plain_table
from tests.reading.statements.test_layouts import check, figures, signed, titled

Vouched = Callable[..., dict[str, Fact]]
PARTS_ALONE = {"应收利息", "应收股利", "利息费用", "利息收入"}


def doubled(text: str) -> str:
    """Another figure for another column."""
    return f"{Decimal(text.replace(',', '')) * 2:,.2f}"


def three_columns(board: Board, upper: str, remarks: tuple[str, str]) -> None:
    """Assets with a third column; over the two last the date stands on an upper line, a remark on the lower."""
    board.line((297, "合并资产负债表", "center"), size=14, step=22)
    board.line((60, f"编制单位：{COMPANY}"), (535, "单位：元", "right"))
    board.line((440, upper, "right"), (560, upper, "right"), step=8)
    board.line((80, "项目"), (320, "2023年12月31日", "right"), step=8)
    board.line((440, remarks[0], "right"), (560, remarks[1], "right"))
    for name, this, prior in ASSETS:
        told = ((320, this), (440, prior), (560, doubled(prior) if prior else None))
        board.line((60, name), *((x, text, "right") for x, text in told if text))


@pytest.mark.parametrize("remarks", [("（重述后）", "（重述前）"), ("（经重述）", "（原列报）")])
def test_of_two_columns_of_one_date_the_restated_one_counts(vouched: Vouched, remarks: tuple[str, str]) -> None:
    board = Board()
    three_columns(board, "2022年12月31日", remarks)

    asking = check(vouched(board.pdf()), ASSETS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_two_columns_that_seem_to_be_of_one_date_ask(vouched: Vouched) -> None:
    board = Board()
    three_columns(board, "2022年12月31日", ("（一）", "（二）"))

    facts = figures(vouched(board.pdf()))

    assert not facts["货币资金", "2023-12-31"].confirm
    assert all(fact.confirm for (_, period), fact in facts.items() if period == "2022-12-31")


def test_a_budget_beside_the_opening_balance_is_not_read(vouched: Vouched) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["资产负债表"], [f"编制单位：{COMPANY}", None, "2023年12月31日", "单位：元"],
                ["项目", "期末余额", "年初预算数", "年初余额"]):
        sheet.append(row)
    for name, this, prior in (*ASSETS, *CLAIMS):
        sheet.append([name, this, doubled(this) if this else None, prior])
    stream = BytesIO()
    book.save(stream)

    asking = check(vouched(stream.getvalue(), "book.xlsx"), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


@pytest.mark.parametrize("mark", ["①", "[注2]", "注3", "*", "（附注五、4）", "^2", "【1】"])
def test_a_reference_glued_to_a_name_leaves_it_known(vouched: Vouched, mark: str) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    marked = ("货币资金", "存货", "固定资产", "短期借款")
    plain_table(board, [(name + mark * (name in marked), *told) for name, *told in (*ASSETS, *CLAIMS)])

    asking = check(vouched(board.pdf()), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_interest_receivable_may_stand_below_dividends_receivable(vouched: Vouched) -> None:
    rows = [row for row in ASSETS if row[0] != "其中：应收利息"]
    at = next(number for number, row in enumerate(rows) if row[0] == "其他应收款")
    rows = [row for row in rows if row[0] != "应收股利"]
    rows[at:at + 1] = [("应收股利", "100,000.00", None), ("应收利息", "400,000.05", "250,000.00"),
                       ("其他应收款", "1,000,000.00", "1,000,000.00")]
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, rows)

    facts = vouched(board.pdf())

    assert facts['statement["2023-12-31"].interest_receivable'].value == Decimal("400000.05")
    assert not facts['statement["2023-12-31"].interest_receivable'].confirm


def test_a_statement_signed_on_each_page_goes_on_without_a_title(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, ASSETS)
    signed(board)
    board.turn()
    board.line((60, "说明：以下接上页，为负债及权益部分。"))
    plain_table(board, CLAIMS)

    asking = check(vouched(board.pdf()), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def typed(rows: list[tuple[str, str | None, str | None]]) -> bytes:
    """A Word document without a table: tabs part what stands in a row."""
    document = Document()
    for line in ("利润表", "2023年度\t\t单位：元", f"编制单位：{COMPANY}", "项目\t附注\t本期金额\t上期金额"):
        document.add_paragraph(line)
    for number, (name, this, prior) in enumerate(rows):
        document.add_paragraph("\t".join((name, f"五、{number}" if this else "", this or "", prior or "")))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_rows_typed_with_tabs_are_read_in_their_columns(vouched: Vouched) -> None:
    rows = [row for row in INCOME if row[1] and row[2]]

    facts = figures(vouched(typed(rows), "report.docx"))

    assert facts["营业收入", "2023-12-31"].value == Decimal("120000000.00")
    assert facts["净利润", "2022-12-31"].value == Decimal("5459549.57")
    assert not facts["利润总额", "2023-12-31"].confirm


def test_a_typed_row_of_too_few_figures_does_not_tell_its_columns(vouched: Vouched) -> None:
    facts = figures(vouched(typed(list(INCOME)), "report.docx"))

    alone = [facts["投资收益", period] for period in ("2023-12-31", "2022-12-31")]
    assert [fact.value for fact in alone] == [None, None]
    assert all(fact.confirm for fact in alone)


def test_amounts_shown_in_thousands_by_their_format_are_in_thousands(vouched: Vouched) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["利润表"], [f"编制单位：{COMPANY}", "2023年度", "单位：千元"], ["项目", "本年金额", "上年金额"]):
        sheet.append(row)
    for name, *told in INCOME:
        sheet.append([name, *(float(text.replace(",", "")) if text else None for text in told)])
        for cell in sheet[sheet.max_row][1:]:
            cell.number_format = "#,##0,;(#,##0,)"
    stream = BytesIO()
    book.save(stream)

    asking = check(vouched(stream.getvalue(), "book.xlsx"), INCOME)

    assert {fact.label for fact in asking} <= PARTS_ALONE
