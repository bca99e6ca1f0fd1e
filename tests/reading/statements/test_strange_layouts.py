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


def four_columns(board: Board, *heads: tuple[float, str]) -> None:
    """An income statement of four columns: this year's, the prior year's, and both doubled."""
    board.line((297, "利润表", "center"), size=14, step=22)
    board.line((60, f"编制单位：{COMPANY}"), (550, "单位：元", "right"), step=20)
    board.line(*((x, words, "center") for x, words in heads))
    for name, this, prior in INCOME:
        told = zip((270, 360, 450, 540), (this, prior, *(doubled(text) if text else None for text in (this, prior))),
                   strict=True)
        board.line((40, name), *((x, text, "right") for x, text in told if text), size=8)


def test_a_date_over_two_columns_and_one_beside_them_do_not_spread_further(vouched: Vouched) -> None:
    board = Board()
    board.line((297, "利润表", "center"), size=14, step=22)
    board.line((60, f"编制单位：{COMPANY}"), (535, "单位：元", "right"), step=20)
    board.text(475, board.y, "2022年度", align="center")
    board.text(80, board.y + 7, "项目")
    board.text(300, board.y + 7, "2023年度", align="center")
    board.text(420, board.y + 14, "调整后", align="center")
    board.text(530, board.y + 14, "调整前", align="center")
    board.y += 30
    for name, this, prior in INCOME:
        told = ((330, this), (450, prior), (560, doubled(prior) if prior else None))
        board.line((60, name), *((x, text, "right") for x, text in told if text))

    asking = check(vouched(board.pdf()), INCOME)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_a_quarter_beside_the_year_so_far_is_left_alone(vouched: Vouched) -> None:
    board = Board()
    four_columns(board, (80, "项目"), (240, "2023年第三季度"), (330, "2022年第三季度"), (420, "2023年1-9月"),
                 (510, "2022年1-9月"))

    facts = vouched(board.pdf())

    assert facts['statement["2023-09-30"].revenue'].value == Decimal("240000000.00")
    assert facts['statement["2023-09-30"].revenue'].months == 9
    assert facts['statement["2022-09-30"].net_profit'].value == Decimal("10919099.14")
    assert not facts['statement["2023-09-30"].revenue'].confirm


def test_a_minus_set_off_from_its_figure_makes_it_negative(vouched: Vouched) -> None:
    board = Board()
    titled(board, "利润表", "2023年度")
    board.line((150, "项目"), (385, "本年金额", "center"), (510, "上年金额", "center"))
    plain_table(board, INCOME, spell=lambda text: text.replace(",", "").replace("-", "- "))

    asking = check(vouched(board.pdf()), INCOME)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_heads_in_two_languages_on_one_line_are_one_head_each(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表 BALANCE SHEET", "2023年12月31日 As at 31 December 2023")
    board.line((60, "项目 ITEMS"), (440, "期末余额 Closing balance", "right"),
               (570, "年初余额 Opening balance", "right"))
    plain_table(board, ASSETS, this=440, prior=570)

    asking = check(vouched(board.pdf()), ASSETS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


@pytest.mark.parametrize(("notes", "asks"), [
    (("注：以上数据单位均为万元。",), False),
    (("注：以上数据单位均为万元。", "附注金额单位：元"), True),
])
def test_a_unit_stated_below_counts_where_no_other_is_stated(
    vouched: Vouched, notes: tuple[str, ...], asks: bool
) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日", unit="")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, ASSETS)
    for note in notes:
        board.line((60, note))

    cash = figures(vouched(board.pdf()))["货币资金", "2023-12-31"]

    assert cash.confirm is asks
    assert asks or cash.value == Decimal("80102003500.00")


def test_a_text_with_thousands_parted_by_commas_is_no_table_of_commas(vouched: Vouched) -> None:
    lines = ["资产负债表", "2023年12月31日", f"编制单位：{COMPANY}　单位：元", "项目        期末余额       年初余额"]
    lines += [f"{name}     {this or '-'}    {prior or '-'}" for name, this, prior in ASSETS if this or prior]

    asking = check(vouched("\n".join(lines).encode(), "book.txt"), [row for row in ASSETS if row[1] or row[2]])

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_one_table_may_hold_all_statements_under_one_head(vouched: Vouched) -> None:
    rows = [("项目", "2023年12月31日/2023年度", "2022年12月31日/2022年度"), ("资产负债表", "", ""), *ASSETS, *CLAIMS,
            ("利润表", "", ""), *INCOME]
    document = Document()
    document.add_paragraph(f"{COMPANY}财务报表（单位：元）")
    table = document.add_table(len(rows), 3)
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text or ""
    stream = BytesIO()
    document.save(stream)

    facts = figures(vouched(stream.getvalue(), "report.docx"))

    assert facts["货币资金", "2022-12-31"].value == Decimal("7005100.10")
    assert facts["净利润", "2023-12-31"].value == Decimal("7573500.00")
    assert facts["净利润", "2023-12-31"].months == 12


def test_years_over_the_columns_of_a_half_year_are_its_halves(vouched: Vouched) -> None:
    board = Board()
    titled(board, "利润表", "2023年1-6月")
    board.line((150, "项目"), (400, "2023年", "right"), (530, "2022年", "right"))
    plain_table(board, INCOME)

    facts = vouched(board.pdf())

    assert check(facts, INCOME, periods=("2023-06-30", "2022-06-30")) is not None
    assert facts['statement["2022-06-30"].revenue'].months == 6


def test_a_year_before_over_a_balance_sheet_of_june_does_not_tell_its_day(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年6月30日")
    board.line((150, "项目"), (400, "2023年", "right"), (530, "2022年", "right"))
    plain_table(board, ASSETS)

    facts = figures(vouched(board.pdf()))

    assert not facts["货币资金", "2023-06-30"].confirm
    assert facts["货币资金", "2022-12-31"].confirm


@pytest.mark.parametrize(("head", "day"), [("上年同期", "2022-06-30"), ("年初余额", "2022-12-31")])
def test_the_same_day_a_year_before_is_no_opening_balance(vouched: Vouched, head: str, day: str) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年6月30日")
    board.line((150, "项目"), (400, "期末余额", "right"), (530, head, "right"))
    plain_table(board, ASSETS)

    asking = check(vouched(board.pdf()), ASSETS, periods=("2023-06-30", day))

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_a_title_and_a_corner_that_state_two_units_ask(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表（万元）", "2023年12月31日", unit="单位：元")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, ASSETS)

    facts = figures(vouched(board.pdf()))

    assert all(fact.confirm for fact in facts.values())


def test_the_unit_of_a_table_above_is_not_that_of_the_statement(vouched: Vouched) -> None:
    board = Board()
    board.line((60, "主要税种及税率"), (535, "单位：元", "right"))
    board.line((60, "税种"), (200, "计税依据"), (400, "税率"))
    board.line((60, "增值税"), (200, "销售额"), (400, "13%"))
    titled(board, "资产负债表", "2023年12月31日", unit="（金额：万元）")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, ASSETS)

    facts = figures(vouched(board.pdf()))

    assert facts["货币资金", "2023-12-31"].value == Decimal("80102003500.00")


def workbook(*sheets: tuple[str, list[list[str]], str]) -> bytes:
    """Sheets of a name, head lines and state, with the assets of two columns more than they have years."""
    book = Workbook()
    book.remove(book.active)
    for title, head, state in sheets:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for line in head:
            sheet.append(line)
        for name, this, prior in ASSETS:
            wider = doubled(this) if this else None
            told = (this, prior) if state == "visible" else (wider, prior)
            sheet.append([name, *(told if len(head[-1]) == 3 else (wider, *told))])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


CAPTION = ["编制单位：" + COMPANY, "2023年12月31日", "单位：元"]


@pytest.mark.parametrize("expected", ["2024年预测", "2024年（预计）", "2024E", "2024年预算数"])
def test_what_is_expected_is_not_read(vouched: Vouched, expected: str) -> None:
    head = [["资产负债表"], CAPTION, ["项目", expected, "2023年", "2022年"]]

    facts = vouched(workbook(("资产负债表", head, "visible")), "book.xlsx")

    assert {fact.label for fact in check(facts, ASSETS)} <= PARTS_ALONE
    assert not any("2024" in name for name in facts)


@pytest.mark.parametrize("title", ["预计资产负债表", "资产负债表（预测）", "模拟资产负债表"])
def test_a_statement_of_what_is_expected_is_none(vouched: Vouched, title: str) -> None:
    head = [[title], ["编制单位：" + COMPANY, "", "单位：元"], ["项目", "2024年12月31日", "2025年12月31日"]]

    assert vouched(workbook((title, head, "visible")), "book.xlsx") == {}


def test_a_sheet_tells_its_year_by_its_name(vouched: Vouched) -> None:
    head = [["资产负债表"], ["编制单位：" + COMPANY, "", "单位：元"], ["项目", "期末余额", "年初余额"]]

    facts = vouched(workbook(("资产负债表2023", head, "visible")), "book.xlsx")

    assert {fact.label for fact in check(facts, ASSETS)} <= PARTS_ALONE


def test_a_hidden_sheet_does_not_stand_before_one_that_shows(vouched: Vouched) -> None:
    head = [["资产负债表"], CAPTION, ["项目", "期末余额", "年初余额"]]

    facts = vouched(workbook(("旧", head, "hidden"), ("资产负债表", head, "visible")), "book.xlsx")

    assert check(facts, ASSETS)
    assert facts['statement["2023-12-31"].cash'].confirm


def sheet_of(rows: list[list[str | None]]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_statements_beside_each_other_on_a_sheet_are_read_each_by_itself(vouched: Vouched) -> None:
    right = [*INCOME, *[("", None, None)] * (len(ASSETS) - len(INCOME))]
    rows: list[list[str | None]] = [
        ["资产负债表", None, None, None, "利润表"],
        [f"编制单位：{COMPANY}", "2023年12月31日", "单位：元", None, "2023年度", None, "单位：元"],
        ["项目", "期末余额", "年初余额", None, "项目", "本年金额", "上年金额"],
        *([*one, None, *other] for one, other in zip(ASSETS, right, strict=False)),
    ]

    asking = check(vouched(sheet_of(rows), "book.xlsx"), ASSETS, INCOME[:len(ASSETS)])

    assert {fact.label for fact in asking} <= PARTS_ALONE


@pytest.mark.parametrize("mark", ["①", "²", "*", "⑫"])
def test_a_mark_behind_a_figure_is_no_digit_of_it(vouched: Vouched, mark: str) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, ASSETS, spell=lambda text: text + mark)

    asking = check(vouched(board.pdf()), ASSETS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_decembers_of_several_years_over_flows_are_years(vouched: Vouched) -> None:
    rows = [["利润表", None, "单位：元"], ["项目", "2023.12", "2022.12"], *map(list, INCOME)]

    facts = vouched(sheet_of(rows), "book.xlsx")

    assert facts['statement["2023-12-31"].revenue'].months == 12
    assert not facts['statement["2023-12-31"].revenue'].confirm


@pytest.mark.parametrize("heads", [("2023.3", "2022.3"), ("2023.12", "2023.11")])
def test_a_month_over_flows_may_be_the_month_or_the_year_so_far(vouched: Vouched, heads: tuple[str, str]) -> None:
    rows = [["利润表", None, "单位：元"], ["项目", *heads], *map(list, INCOME)]

    facts = figures(vouched(sheet_of(rows), "book.xlsx"))

    assert all(fact.confirm for fact in facts.values())


def test_year_and_month_written_together_are_the_period(vouched: Vouched) -> None:
    rows = [["资产负债表"], [f"单位名称：{COMPANY}", "会计期间：202312", "单位：元"], ["项目", "期末余额", "年初余额"],
            *map(list, ASSETS)]

    asking = check(vouched(sheet_of(rows), "book.xlsx"), ASSETS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_columns_that_differ_in_whose_they_are_alone_are_of_the_one_period(vouched: Vouched) -> None:
    rows = [["利润表"], [f"编制单位：{COMPANY}", "2023年度", "单位：元"], ["项目", "合并", "母公司"],
            *map(list, INCOME)]

    facts = vouched(sheet_of(rows), "book.xlsx")

    assert facts['statement["2023-12-31"].revenue'].value == Decimal("120000000.00")
    assert facts['parent_statement["2023-12-31"].revenue'].value == Decimal("108000000.00")


def test_what_moved_between_two_balances_is_no_balance(vouched: Vouched) -> None:
    rows = [["资产负债表"], [f"编制单位：{COMPANY}", "2023年12月31日", "单位：元"],
            ["项目", "期初数", "本期借方", "本期贷方", "期末数"],
            *([name, prior, prior, this, this] for name, this, prior in ASSETS)]

    asking = check(vouched(sheet_of(rows), "book.xlsx"), ASSETS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def in_two(second: tuple[str, str], unit: str = "单位：元") -> bytes:
    """A balance sheet on two pages, the second with a head and a unit of its own."""
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, ASSETS)
    board.turn()
    titled(board, "资产负债表（续）", "2023年12月31日", unit)
    board.line((150, "项目"), (385, second[0], "center"), (510, second[1], "center"))
    plain_table(board, CLAIMS)
    return board.pdf()


@pytest.mark.parametrize(("second", "unit"), [
    (("年初余额", "期末余额"), "单位：元"), (("期末余额", "年初余额"), "单位：千元"),
    (("2022年12月31日", "2023年12月31日"), "单位：元"),
])
def test_a_later_head_that_says_otherwise_makes_its_page_ask(
    vouched: Vouched, second: tuple[str, str], unit: str
) -> None:
    facts = figures(vouched(in_two(second, unit)))

    assert not facts["货币资金", "2023-12-31"].confirm
    assert all(facts[name, "2023-12-31"].confirm for name in ("短期借款", "流动负债合计", "未分配利润"))


@pytest.mark.parametrize("second", [("期末余额", "年初余额"), ("2023年12月31日", "2022年12月31日")])
def test_a_later_head_that_says_the_same_in_other_words_does_not(vouched: Vouched, second: tuple[str, str]) -> None:
    asking = check(vouched(in_two(second)), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_a_unit_beside_the_dates_leaves_their_line_a_head(vouched: Vouched) -> None:
    board = Board()
    board.line((297, "綜合財務狀況表", "center"), size=14, step=22)
    board.line((297, "於二零二三年十二月三十一日", "center"))
    board.line((440, "二零二三年 人民幣元", "right"), (560, "二零二二年 人民幣元", "right"))
    plain_table(board, ASSETS, this=440, prior=560)

    asking = check(vouched(board.pdf()), ASSETS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_alike_as_the_sheets_of_twelve_months_are_each_keeps_its_heads(vouched: Vouched) -> None:
    book = Workbook()
    book.remove(book.active)
    for month in range(1, 13):
        sheet = book.create_sheet(f"{month}月")
        sheet.append(["利润表"])
        sheet.append([f"编制单位：{COMPANY}", f"2023年{month}月", "单位：元"])
        sheet.append(["项目", "行次", "本月数", "本年累计数"])
        for line, name in enumerate(("一、营业收入", "减：营业成本", "二、营业利润", "三、利润总额", "四、净利润")):
            amount = (1000, 600, 400, 400, 400)[line]
            sheet.append([name, line + 1, amount, amount * month])
    stream = BytesIO()
    book.save(stream)

    facts = vouched(stream.getvalue(), "book.xlsx")

    for day, month in (("2023-02-28", 2), ("2023-06-30", 6), ("2023-12-31", 12)):
        assert facts[f'statement["{day}"].revenue'].value == 1000 * month
        assert facts[f'statement["{day}"].net_profit'].value == 400 * month
        assert not facts[f'statement["{day}"].revenue'].confirm
