"""Layouts that need the ruled lines, the head, or the page before to be understood."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
from openpyxl import Workbook

from creditfile.model import Fact
from tests.reading.statements.made import ASSETS, CASH, CLAIMS, COMPANY, INCOME, Board, Rows, plain_table
from tests.reading.statements.test_layouts import FLOW, check, figures, signed, titled

Vouched = Callable[..., dict[str, Fact]]
PARTS_ALONE = {"应收利息", "应收股利", "利息费用", "利息收入"}


def ruled_table(board: Board, rows: Rows, widths: tuple[float, ...], *, wrap: int = 99, figure_wrap: int = 99) -> None:
    """Cells with lines around them; long words and figures are broken within their cell."""
    edges = [60.0]
    for width in widths:
        edges.append(edges[-1] + width)
    board.rule(edges[0], board.y, edges[-1], board.y)
    for name, this, prior in rows:
        label = [name[at:at + wrap] for at in range(0, len(name), wrap)]
        cells = [[text[at:at + figure_wrap] for at in range(0, len(text), figure_wrap)] if text else []
                 for text in (this, prior)]
        lines = max(len(label), *(len(cell) for cell in cells), 1)
        height = 11 * lines + 4
        if board.y + height > 790:
            board.turn()
            board.rule(edges[0], board.y, edges[-1], board.y)
        top = board.y
        for number, piece in enumerate(label):
            board.text(edges[0] + 2, top + 2 + 11 * number + 5.5 * (lines - len(label)), piece)
        for column, cell in enumerate(cells):
            for number, piece in enumerate(cell):
                down = 2 + 11 * number + 5.5 * (lines - len(cell))
                board.text(edges[column + 2] - 2, top + down, piece, align="right")
        board.y += height
        for x in edges:
            board.rule(x, top, x, board.y)
        board.rule(edges[0], board.y, edges[-1], board.y)


def test_lines_around_cells_keep_unknown_names_of_several_lines_together(vouched: Vouched) -> None:
    strange = ("应收某某某某某某某某某项目青苗补偿款与其他特别垫付款项", "100.00", None)
    more = {"流动资产合计": "51,491,101.00", "资产总计": "85,031,101.00"}
    rows = [(name, more.get(name, this), prior) for name, this, prior in ASSETS]
    rows.insert(5, strange)
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    ruled_table(board, [("项目", "期末余额", "年初余额"), *rows], (110, 130, 130), wrap=9)

    facts = figures(vouched(board.pdf()))

    assert facts[strange[0], "2023-12-31"].value == Decimal("100.00")
    assert not facts[strange[0], "2023-12-31"].confirm
    assert not facts["货币资金", "2023-12-31"].confirm


def test_a_figure_broken_over_two_lines_of_its_cell_is_joined_or_asks(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    ruled_table(board, [("项目", "期末余额", "年初余额"), *ASSETS, *CLAIMS], (200, 60, 60), figure_wrap=11)

    facts = figures(vouched(board.pdf()))

    for name, *values in (*ASSETS, *CLAIMS):
        for period, text in zip(("2023-12-31", "2022-12-31"), values, strict=True):
            fact = facts.get((name, period))
            if text and fact is not None and not fact.confirm:
                assert fact.value == Decimal(text.replace(",", "")), name


def test_the_second_page_of_a_balance_sheet_may_have_a_title_and_head_of_its_own(vouched: Vouched) -> None:
    board = Board()
    for title, rows, label in (
        ("合并资产负债表", ASSETS, "资　产"), ("合并资产负债表（续）", CLAIMS, "负债和股东权益")
    ):
        titled(board, title, "2023年12月31日", unit="金额单位：人民币元")
        board.line((120, label), (290, "附注六"), (385, "2023.12.31", "center"), (510, "2022.12.31", "center"))
        plain_table(board, rows, note=295)
        board.line((60, "后附财务报表附注为本财务报表的组成部分。"))
        signed(board)
        board.turn()

    asking = check(vouched(board.pdf()), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_beside_last_years_closing_a_restated_opening_is_left_alone(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((120, "项目"), (300, "期末余额", "center"), (410, "年初余额", "center"), (520, "上年年末余额", "center"))
    board.line((300, "2023年12月31日", "center"), (410, "2023年1月1日", "center"), (520, "2022年12月31日", "center"))
    for name, this, prior in (*ASSETS, *CLAIMS):
        moved = {"预收款项": None, "合同负债": "2,400,000.00"}.get(name, prior)
        board.line((60, name), *((x, t, "right") for x, t in ((330, this), (440, moved), (550, prior)) if t))

    asking = check(vouched(board.pdf()), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_marks_of_group_enterprises_before_the_names_are_no_part_of_them(vouched: Vouched) -> None:
    marks = ("", "☆", "△", "#", "▲", "*")
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((120, "项　目"), (300, "行次"), (400, "期末余额", "right"), (530, "年初余额", "right"))
    for number, (name, this, prior) in enumerate((*ASSETS, *CLAIMS), start=1):
        mark = marks[number % 6] if not name.endswith("合计") and not name.startswith("其中") else ""
        board.line((60, f"{mark}{name}"), (310, str(number)),
                   *((x, t, "right") for x, t in ((400, this), (530, prior)) if t))

    check(vouched(board.pdf()), ASSETS, CLAIMS)


def test_the_quarter_alone_gives_way_to_the_year_so_far(vouched: Vouched) -> None:
    board = Board()
    for title, rows in (
        ("3、合并本报告期利润表", [(n, "1.00" if a else None, "2.00" if b else None) for n, a, b in INCOME]),
        ("5、合并年初到报告期末利润表", INCOME),
    ):
        board.line((60, title))
        board.line((60, f"编制单位：{COMPANY}"), (300, "2023年9月30日"), (535, "单位：元", "right"))
        board.line((150, "项目"), (385, "本期发生额", "center"), (510, "上期发生额", "center"))
        plain_table(board, rows)
        board.turn()

    facts = vouched(board.pdf())

    assert facts['statement["2023-09-30"].revenue'].value == Decimal("120000000.00")


def test_a_report_in_traditional_characters_and_english(vouched: Vouched) -> None:
    table = str.maketrans("资产负债总应账现货预长递税润业减权实动计额", "資產負債總應賬現貨預長遞稅潤業減權實動計額")
    board = Board()
    board.line((297, "綜合資產負債表  CONSOLIDATED BALANCE SHEET", "center"), size=12)
    board.line((297, "二零二三年十二月三十一日 31 December 2023", "center"))
    board.line((450, "二零二三年", "right"), (540, "二零二二年", "right"))
    unit = "人民幣千元 RMB'000"
    board.line((60, "項目 Item"), (330, "附註 Notes"), (450, unit, "right"), (540, unit, "right"), size=7)
    for name, this, prior in (*ASSETS, *CLAIMS):
        told = ((x, t, "right") for x, t in ((450, this), (540, prior)) if t)
        board.line((60, f"{name.translate(table)} Words"), *told)

    check(vouched(board.pdf()), ASSETS, CLAIMS, unit=Decimal(1000))


def test_unaudited_statements_say_so(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表（未经审计）", "2023年6月30日")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "上年年末余额", "center"))
    plain_table(board, (*ASSETS, *CLAIMS))

    facts = vouched(board.pdf())

    check(facts, ASSETS, CLAIMS, periods=("2023-06-30", "2022-12-31"))
    assert facts['statement["2023-06-30"].audited'].value is False


def test_heads_on_every_page_and_numbers_at_its_foot_are_no_rows(vouched: Vouched) -> None:
    board = Board()
    rows = (*ASSETS, *CLAIMS)
    for start in range(0, len(rows), 17):
        board.line((60, f"{COMPANY} 2023年年度报告"))
        if not start:
            titled(board, "合并资产负债表", "2023年12月31日")
        board.line((150, "项目"), (290, "附注"), (385, "2023年12月31日", "center"), (510, "2022年12月31日", "center"))
        plain_table(board, rows[start:start + 17], note=290)
        board.text(297, 800, f"{start // 17 + 40} / 120", align="center")
        board.turn()

    facts = vouched(board.pdf())

    check(facts, ASSETS, CLAIMS)
    assert not any("unmapped" in name for name in facts)


@pytest.mark.parametrize("numbers", [True, False], ids=["numbers", "texts"])
def test_a_two_sided_sheet_of_bookkeeping_software(vouched: Vouched, numbers: bool) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "资产负债表"
    sheet.append(["资 产 负 债 表"])
    sheet.merge_cells("A1:H1")
    sheet.append([f"编制单位:{COMPANY}", None, None, "2023年12月31日", None, None, None, "单位:元"])
    sheet.append(["资产", "行次", "期末余额", "年初余额", "负债和所有者权益", "行次", "期末余额", "年初余额"])
    left, right = list(ASSETS), list(CLAIMS)
    left[-1:-1] = [("", None, None)] * (len(right) - len(left))

    def put(text: str | None) -> float | str | None:
        return text if text is None or not numbers else float(text.replace(",", ""))

    for number, (one, two) in enumerate(zip(left, right, strict=True), start=1):
        sheet.append([one[0], number, put(one[1]), put(one[2]), two[0], number + 30, put(two[1]), put(two[2])])
    stream = BytesIO()
    book.save(stream)

    asking = check(vouched(stream.getvalue(), "报表.xlsx"), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


def test_statements_one_a_sheet_named_only_by_their_tab(vouched: Vouched) -> None:
    book = Workbook()
    book.remove(book.active)
    for title, rows, heads in (
        ("资产负债表", (*ASSETS, *CLAIMS), ("2023-12-31", "2022-12-31")),
        ("利润表", INCOME, ("2023年度", "2022年度")), ("现金流量表", CASH, ("2023年度", "2022年度")),
    ):
        sheet = book.create_sheet(title)
        sheet.append(["项目", *heads])
        sheet.append(["单位：元", None, None])
        for name, this, prior in rows:
            sheet.append([name, *(float(t.replace(",", "")) if t else None for t in (this, prior))])
    stream = BytesIO()
    book.save(stream)

    facts = vouched(stream.getvalue(), "报表.xlsx")

    asking = check(facts, ASSETS, CLAIMS, INCOME, CASH)
    assert {fact.label for fact in asking} <= PARTS_ALONE
    assert facts['statement["2023-12-31"].cash'].origins[0].place == "资产负债表!B4"


def test_three_statements_under_one_head_on_a_sheet_without_a_title(vouched: Vouched) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append([f"{COMPANY}近两年数据（单位：元）"])
    sheet.append(["科目", "2023年", "2022年"])
    for rows in (ASSETS, CLAIMS, INCOME, CASH):
        for name, *printed in rows:
            sheet.append([name, *(text and float(text.replace(",", "")) for text in printed)])
    stream = BytesIO()
    book.save(stream)

    asking = check(vouched(stream.getvalue(), "data.xlsx"), ASSETS, CLAIMS, INCOME, CASH)

    assert PARTS_ALONE >= {fact.label for fact in asking}


def test_an_export_as_delimited_text(vouched: Vouched) -> None:
    lines = ["资产负债表", f"编制单位：{COMPANY},2023年12月31日,单位：元", "项目,期末余额,年初余额"]
    lines += [f'{name},"{this or ""}","{prior or ""}"' for name, this, prior in (*ASSETS, *CLAIMS)]

    check(vouched("\n".join(lines).encode("gb18030"), "报表.csv"), ASSETS, CLAIMS)


def dateless(board: Board) -> None:
    """A balance sheet with its date, and an income statement that prints none."""
    titled(board, "合并资产负债表", "2023年6月30日")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "期初余额", "center"))
    plain_table(board, (*ASSETS, *CLAIMS))
    board.turn()
    board.line((60, "3、合并利润表"), (535, "单位：元", "right"))
    board.line((150, "项目"), (385, "本期发生额", "center"), (510, "上期发生额", "center"))
    plain_table(board, INCOME)


def test_an_income_statement_without_a_date_is_of_the_balance_sheet_beside_it(vouched: Vouched) -> None:
    board = Board()
    dateless(board)

    facts = vouched(board.pdf())

    asking = check(facts, INCOME, periods=("2023-06-30", "2022-06-30"))
    assert {fact.label for fact in asking} <= PARTS_ALONE | {"净利润", "持续经营净利润"}
    assert facts['statement["2023-06-30"].revenue'].months == 6


def test_a_lone_statement_without_a_date_is_of_its_report_and_asks(vouched: Vouched) -> None:
    board = Board()
    board.line((297, f"{COMPANY}2023年度审计报告", "center"))
    board.line((297, "报告文号：某会审字[2024]1234号", "center"))
    board.turn()
    board.line((297, "利润表", "center"), size=14, step=20)
    board.line((535, "单位：元", "right"))
    board.line((150, "项目"), (385, "本期发生额", "center"), (510, "上期发生额", "center"))
    plain_table(board, INCOME)

    asking = check(vouched(board.pdf()), INCOME)

    assert len(asking) >= 40
    assert all("period" in fact.doubts for fact in asking)


def test_without_any_date_nothing_is_vouched_for(vouched: Vouched) -> None:
    board = Board()
    board.line((297, "利润表", "center"), size=14, step=20)
    board.line((535, "单位：元", "right"))
    board.line((150, "项目"), (385, "本期发生额", "center"), (510, "上期发生额", "center"))
    plain_table(board, INCOME)

    facts = [fact for fact in vouched(board.pdf()).values() if fact.type == "money"]

    assert all(fact.confirm and fact.period is None for fact in facts)


@pytest.mark.parametrize(
    ("again", "with_head"), [("合并资产负债表（续）", False), ("合并资产负债表", False), ("合并资产负债表", True)]
)
def test_a_title_repeated_on_the_next_page_goes_on_with_the_statement(
    vouched: Vouched, again: str, with_head: bool
) -> None:
    board = Board()
    for title, rows in (("合并资产负债表", ASSETS), (again, CLAIMS)):
        titled(board, title, "2023年12月31日")
        if with_head or rows is ASSETS:
            board.line((120, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
        plain_table(board, rows)
        if "续" in again:
            signed(board)
        board.turn()

    asking = check(vouched(board.pdf()), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= PARTS_ALONE


@pytest.mark.parametrize(
    ("titles", "group", "company"),
    [
        (("合并资产负债表", "资产负债表"), "statement", "parent_statement"),
        (("资产负债表", "母公司资产负债表"), "statement", "parent_statement"),
    ],
)
def test_of_two_balance_sheets_the_one_without_a_scope_has_the_other(
    vouched: Vouched, titles: tuple[str, str], group: str, company: str
) -> None:
    board = Board()
    for title, cash in zip(titles, ("8,010,200.35", "1,010,200.35"), strict=True):
        titled(board, title, "2023年12月31日")
        board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
        plain_table(board, [(n, cash if n == "货币资金" else a, b) for n, a, b in (*ASSETS, *CLAIMS)])
        signed(board)
        board.turn()

    facts = vouched(board.pdf())

    assert facts[f'{group}["2023-12-31"].cash'].value == Decimal("8010200.35")
    assert facts[f'{group}["2023-12-31"].cash'].scope == "consolidated"
    assert facts[f'{company}["2023-12-31"].cash'].value == Decimal("1010200.35")


def test_earnings_per_share_are_not_scaled_and_ask(vouched: Vouched) -> None:
    board = Board()
    titled(board, "利润表", "2023年度", unit="单位：人民币万元")
    board.line((150, "项目"), (385, "本期金额", "center"), (510, "上期金额", "center"))
    plain_table(board, [*INCOME, ("（一）基本每股收益（元/股）", "0.38", "0.27")])

    earned = vouched(board.pdf())['statement["2023-12-31"].eps']

    assert (earned.value, earned.confirm) == (Decimal("0.38"), True)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_that_lies_on_its_side_reads_like_one_that_stands(vouched: Vouched, turn: int) -> None:
    board = Board(size=(842, 595))
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (585, "期末余额", "center"), (715, "期初余额", "center"))
    plain_table(board, [*ASSETS, *CLAIMS], this=600, prior=730)
    lying = pypdfium2.PdfDocument(board.pdf())
    for page in lying:
        page.set_rotation(turn)
    written = BytesIO()
    lying.save(written)

    assert PARTS_ALONE >= {fact.label for fact in check(vouched(written.getvalue()), ASSETS, CLAIMS)}


def test_thousands_parted_by_blanks_are_one_figure(vouched: Vouched) -> None:
    board = Board()
    titled(board, "利润表", "2023年度")
    board.line((150, "项目"), (385, "本期金额", "center"), (510, "上期金额", "center"))
    plain_table(board, INCOME, spell=lambda text: text.replace(",", " "))

    assert PARTS_ALONE >= {fact.label for fact in check(vouched(board.pdf()), INCOME, periods=FLOW)}


def test_a_unit_stated_once_in_front_serves_every_statement(vouched: Vouched) -> None:
    board = Board()
    board.line((60, "编制说明：本财务报表以人民币千元列示。"))
    board.turn()
    titled(board, "资产负债表", "2023年12月31日", unit="")
    board.line((150, "项目"), (385, "期末余额", "center"))
    board.line((60, "货币资金"), (400, "8,010", "right"))
    board.line((60, "存货"), (400, "16,000", "right"))
    board.line((60, "流动资产合计"), (400, "24,010", "right"))
    board.line((60, "资产总计"), (400, "24,010", "right"))

    total = figures(vouched(board.pdf()))["流动资产合计", "2023-12-31"]

    assert (total.value, total.confirm) == (Decimal(24_010_000), False)


@pytest.mark.parametrize(("called", "asks"), [("利息支出", False), ("手续费", True)])
def test_a_part_in_no_sum_is_borne_out_by_the_notes_under_any_of_its_names(
    vouched: Vouched, called: str, asks: bool
) -> None:
    board = Board()
    titled(board, "利润表", "2023年度")
    board.line((150, "项目"), (385, "本期金额", "center"), (510, "上期金额", "center"))
    plain_table(board, INCOME)
    signed(board)
    board.turn()
    board.line((60, "32、财务费用"))
    board.line((60, called), (400, "1,050,000.00", "right"), (530, "1,090,000.00", "right"))

    interest = figures(vouched(board.pdf()))["利息费用", "2023-12-31"]

    assert (interest.value, interest.confirm) == (Decimal(1_050_000), asks)
