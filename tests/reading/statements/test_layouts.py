"""One set of statements laid out as companies, auditors and tax offices do; the figures must come out the same."""

from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest

from creditfile.model import Fact
from tests.reading.statements.made import (
    ASSETS,
    CASH,
    CLAIMS,
    COMPANY,
    INCOME,
    Board,
    Rows,
    amount,
    plain_table,
)

Vouched = Callable[..., dict[str, Fact]]
SHOWN = {"实收资本(或股本)": "实收资本（或股本）", "实收资本": "实收资本（或股本）", "库存股": "减：库存股"}
"""Where the canonical name is not the bare one."""
STOCK, FLOW = ("2023-12-31", "2022-12-31"), ("2023-12-31", "2022-12-31")


def figures(facts: dict[str, Fact], subject: str = "statement") -> dict[tuple[str, str], Fact]:
    """By label and period."""
    return {
        (fact.label, fact.period or ""): fact for name, fact in facts.items()
        if name.startswith(f'{subject}["') and fact.type == "money"
    }


def wanted(*tables: Rows) -> Iterable[tuple[str, str | None, str | None]]:
    """Every row that carries a figure, by the label it is shown under."""
    from creditfile.reading.statements.names import bare

    for table in tables:
        for name, this, prior in table:
            if not name.endswith("："):
                yield SHOWN.get(bare(name), bare(name)), this, prior


def check(facts: dict[str, Fact], *tables: Rows, periods: tuple[str, str] = STOCK, subject: str = "statement",
          unit: Decimal = Decimal(1)) -> list[Fact]:
    """Assert that every figure is there, right, and blank where it is blank; returns those that ask."""
    found = figures(facts, subject)
    wrong = []
    asking = []
    for label, *values in wanted(*tables):
        for period, text in zip(periods, values, strict=True):
            fact = found.get((label, period))
            true = amount(text)
            if fact is None:
                wrong.append((label, period, text, "missing"))
                continue
            if fact.value != (None if true is None else true * unit):
                wrong.append((label, period, text, fact.value))
            if fact.confirm:
                asking.append(fact)
    assert wrong == []
    return asking


def titled(board: Board, title: str, when: str, unit: str = "单位：元") -> None:
    """Title, date, company and unit as most statements have them."""
    board.line((297, title, "center"), size=14, step=22)
    board.line((297, when, "center"))
    board.line((60, f"编制单位：{COMPANY}"), (535, unit, "right"))


def signed(board: Board) -> None:
    """The line of signatures under a statement."""
    board.line((60, "法定代表人：某甲"), (230, "主管会计工作负责人：某乙"), (420, "会计机构负责人：某丙"))


def test_a_plain_set_is_read_wholly_and_vouched_for(vouched: Vouched) -> None:
    board = Board()
    for title, when, rows, heads in (
        ("资产负债表", "2023年12月31日", (*ASSETS, *CLAIMS), ("期末余额", "上年年末余额")),
        ("利润表", "2023年度", INCOME, ("本期金额", "上期金额")),
        ("现金流量表", "2023年度", CASH, ("本期金额", "上期金额")),
    ):
        titled(board, title, when)
        board.line((150, "项　　目"), (290, "附注"), (385, heads[0], "center"), (510, heads[1], "center"))
        plain_table(board, rows, note=290)
        signed(board)
        board.turn()

    facts = vouched(board.pdf())

    asking = check(facts, ASSETS, CLAIMS, INCOME, CASH)
    assert {fact.label for fact in asking} <= {"应收利息", "应收股利", "利息费用", "利息收入"}
    assert facts['statement["2023-12-31"].revenue'].months == 12
    assert facts['statement["2023-12-31"].company'].value == COMPANY


def test_a_statement_of_group_and_company_side_by_side_keeps_four_columns_apart(vouched: Vouched) -> None:
    board = Board(size=(842, 595))
    board.line((421, "2023年12月31日合并及公司资产负债表", "center"), size=13, step=20)
    board.line((421, "（除特别注明外，金额单位为人民币千元）", "center"), step=20)
    board.line((60, "资　　产"), (330, "附注"), (450, "2023年12月31日", "right"), (560, "2022年12月31日", "right"),
               (670, "2023年12月31日", "right"), (780, "2022年12月31日", "right"))
    board.line((445, "合并", "right"), (555, "合并", "right"), (665, "公司", "right"), (775, "公司", "right"))
    rows = (
        ("流动资产", None),
        ("货币资金", ("1,234", "1,001", "834", "700")),
        ("应收账款", ("5,000", "4,500", "2,000", "2,100")),
        ("存货", ("3,210", "3,333", "1,500", "1,400")),
        ("流动资产合计", ("9,444", "8,834", "4,334", "4,200")),
        ("非流动资产", None),
        ("长期股权投资", ("-", "-", "2,000", "2,000")),
        ("固定资产", ("7,000", "7,100", "3,000", "3,100")),
        ("非流动资产合计", ("7,000", "7,100", "5,000", "5,100")),
        ("资产总计", ("16,444", "15,934", "9,334", "9,300")),
    )
    for name, values in rows:
        told = zip((450, 560, 670, 780), values or (), strict=False)
        board.line((60, name), *((x, text, "right") for x, text in told))

    facts = vouched(board.pdf())

    group, company = figures(facts), figures(facts, "parent_statement")
    assert group["货币资金", "2023-12-31"].value == Decimal("1234000")
    assert group["货币资金", "2022-12-31"].value == Decimal("1001000")
    assert company["货币资金", "2023-12-31"].value == Decimal("834000")
    assert company["资产总计", "2022-12-31"].value == Decimal("9300000")
    assert group["长期股权投资", "2023-12-31"].value is None
    assert not group["存货", "2023-12-31"].confirm


def test_columns_of_two_sides_with_line_numbers_stay_with_their_own_labels(vouched: Vouched) -> None:
    board = Board(size=(842, 595))
    board.line((421, "资 产 负 债 表", "center"), size=14, step=20)
    board.line((800, "会小企01表", "right"), step=12)
    board.line((30, f"编制单位：{COMPANY}"), (421, "2023年12月31日", "center"), (800, "单位：元", "right"))
    board.line(
        (60, "资产"), (172, "行次"), (230, "期末余额"), (330, "年初余额"),
        (440, "负债和所有者权益"), (572, "行次"), (630, "期末余额"), (730, "年初余额"), size=8,
    )
    left, right = list(ASSETS), list(CLAIMS)
    left[-1:-1] = [("", None, None)] * (len(right) - len(left))
    for number, (one, two) in enumerate(zip(left, right, strict=True), start=1):
        pieces: list[tuple[float, str] | tuple[float, str, str]] = []
        for side, (name, this, prior) in ((0, one), (1, two)):
            pieces.append(((30, 405)[side], name))
            pieces += [((180, 580)[side], str(number + 30 * side), "center")] if this else []
            pieces += [(x + 400 * side, text, "right") for x, text in ((300, this), (400, prior)) if text]
        board.line(*pieces, size=8, step=13)

    asking = check(vouched(board.pdf()), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= {"应收利息", "应收股利"}


def test_a_label_over_three_lines_takes_the_figures_that_stand_between(vouched: Vouched) -> None:
    board = Board()
    titled(board, "合并现金流量表", "2023年度")
    board.line((100, "项目"), (385, "2023年度", "center"), (510, "2022年度", "center"))
    for name, this, prior in CASH:
        pieces = [name[at:at + 10] for at in range(0, len(name), 10)]
        height = 11 * len(pieces)
        middle = board.y + (height - 11) / 2
        for at, piece in enumerate(pieces):
            board.text(60, board.y + 11 * at, piece)
        for x, figure in ((430, this), (540, prior)):
            if figure:
                board.text(x, middle, figure, align="right")
        board.y += height + 5
        if board.y > 760:
            board.turn()

    asking = check(vouched(board.pdf()), CASH)

    assert asking == []


def test_english_under_the_chinese_names_does_not_disturb(vouched: Vouched) -> None:
    english = ("Current assets:", "Cash and bank balances", "Financial assets held for trading")
    board = Board()
    board.line((297, "CONSOLIDATED BALANCE SHEET", "center"), size=12)
    board.line((297, "合并资产负债表", "center"), size=12)
    board.line((297, "AS AT 31 DECEMBER 2023", "center"))
    board.line((535, "RMB  单位：人民币元", "right"))
    board.line((60, "项目 ITEM"), (330, "附注 Note"), (450, "期末余额", "right"), (540, "期初余额", "right"))
    board.line((450, "Closing balance", "right"), (540, "Opening balance", "right"))
    for number, (name, this, prior) in enumerate((*ASSETS, *CLAIMS)):
        board.line((60, name), *((x, t, "right") for x, t in ((450, this), (540, prior)) if t), size=8, step=10)
        board.line((60, english[number] if number < len(english) else f"Item number {number}"), size=7, step=12)

    asking = check(vouched(board.pdf()), ASSETS, CLAIMS)

    assert {fact.label for fact in asking} <= {"应收利息", "应收股利"}


def test_a_tax_office_form_is_of_its_period_and_not_of_the_day_it_was_filed(vouched: Vouched) -> None:
    board = Board()
    board.line((297, "利润表", "center"), size=14, step=20)
    board.line((60, "纳税人识别号：91000000MA00000000"), (535, "会小企02表", "right"))
    board.line((60, f"编制单位：{COMPANY}"), (535, "报送日期：2024-01-12", "right"))
    board.line((60, "所属期起：2023-01-01"), (230, "所属期止：2023-12-31"), (535, "单位：元", "right"))
    board.line((120, "项目"), (330, "行次"), (400, "本年累计金额", "center"), (510, "上年金额", "center"))
    for number, (name, this, prior) in enumerate(INCOME, start=1):
        board.line((60, name), (335, str(number)), *((x, t, "right") for x, t in ((430, this), (540, prior)) if t))

    check(vouched(board.pdf()), INCOME)


@pytest.mark.parametrize(
    "spell",
    [
        lambda text: f"({text[1:]})" if text.startswith("-") else text,
        lambda text: f"（{text[1:]}）" if text.startswith("-") else text,
        lambda text: text.replace("-", "－"),
        lambda text: text.replace("-", "△"),
        lambda text: text.replace("-", "−"),
        lambda text: text.replace("-", "负"),
        lambda text: text.translate(str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")),
    ],
    ids=["brackets", "wide brackets", "wide dash", "triangle", "minus sign", "word", "full width"],
)
@pytest.mark.parametrize("blank", ["", "-", "—"])
def test_negatives_and_blanks_in_every_spelling(vouched: Vouched, spell: Callable[[str], str], blank: str) -> None:
    board = Board()
    titled(board, "利润表", "2023年1—12月")
    board.line((150, "项目"), (385, "本期发生额", "center"), (510, "上期发生额", "center"))
    plain_table(board, INCOME, spell=spell, blank=blank)

    check(vouched(board.pdf()), INCOME)


@pytest.mark.parametrize("align", ["right", "center", "left"])
def test_figures_may_stand_right_left_or_in_the_middle_of_their_column(vouched: Vouched, align: str) -> None:
    shift = {"right": 0, "center": -35, "left": -75}[align]
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (365, "2023年12月31日", "center"), (490, "2023年1月1日", "center"))
    plain_table(board, (*ASSETS, *CLAIMS), this=400 + shift, prior=530 + shift, align=align)

    check(vouched(board.pdf()), ASSETS, CLAIMS)


def test_the_prior_column_may_come_first(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (375, "年初数", "center"), (505, "期末数", "center"))
    plain_table(board, [(name, prior, this) for name, this, prior in (*ASSETS, *CLAIMS)])

    check(vouched(board.pdf()), ASSETS, CLAIMS)


def test_a_head_over_two_lines_and_years_alone_are_understood(vouched: Vouched) -> None:
    board = Board()
    board.line((297, "母公司利润表", "center"), size=14, step=22)
    board.line((60, "人民币万元"))
    board.line((385, "2023年", "center"), (510, "2022年", "center"))
    board.line((120, "项目"), (330, "附注"), (385, "人民币万元", "center"), (510, "人民币万元", "center"))
    plain_table(board, INCOME)

    check(vouched(board.pdf()), INCOME, subject="parent_statement", unit=Decimal(10_000))


def test_a_half_year_has_six_months_and_is_compared_with_its_own(vouched: Vouched) -> None:
    board = Board()
    board.line((297, "3、合并利润表", "left"))
    board.line((535, "单位：元", "right"))
    board.line((150, "项目"), (385, "2023 年半年度", "center"), (510, "2022 年半年度", "center"))
    plain_table(board, INCOME)

    facts = vouched(board.pdf())

    check(facts, INCOME, periods=("2023-06-30", "2022-06-30"))
    assert facts['statement["2023-06-30"].revenue'].months == 6


def test_the_month_beside_the_year_so_far_is_left_alone(vouched: Vouched) -> None:
    board = Board()
    titled(board, "损益表", "2023年11月")
    board.line((150, "项目"), (385, "本月数", "center"), (510, "本年累计数", "center"))
    plain_table(board, [(name, "1,000.00" if this else None, this) for name, this, _ in INCOME])

    facts = vouched(board.pdf())

    assert facts['statement["2023-11-30"].revenue'].value == Decimal("120000000.00")
    assert facts['statement["2023-11-30"].revenue'].months == 11
    assert not any("2022" in name for name in facts)


def test_the_first_statement_counts_and_a_restated_one_later_is_a_rival(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (385, "2023年12月31日", "center"), (510, "2022年12月31日", "center"))
    plain_table(board, (*ASSETS, *CLAIMS))
    signed(board)
    board.turn()
    board.line((60, "首次执行新准则调整当年年初财务报表的情况"))
    board.line((297, "资产负债表", "center"))
    board.line((535, "单位：元", "right"))
    board.line(
        (120, "项目"), (330, "2022年12月31日", "center"), (430, "2023年1月1日", "center"), (520, "调整数", "center")
    )
    for name, _, prior in (*ASSETS, *CLAIMS):
        moved = {"预收款项": None, "合同负债": "2,400,000.00"}.get(name, prior)
        told = prior if name != "存货" else "16,250,300.71"
        board.line((60, name), *((x, t, "right") for x, t in ((360, told), (460, moved)) if t))
    board.line((60, "各项目调整情况的说明：将预收款项调整至合同负债"))

    facts = vouched(board.pdf())

    advances, stock = facts['statement["2022-12-31"].advances'], facts['statement["2022-12-31"].inventories']
    assert (advances.value, advances.confirm, "again" in advances.witnesses) == (Decimal("2400000.00"), False, True)
    assert (stock.value, stock.confirm) == (Decimal("16250300.70"), True)
    assert [rival.value for rival in stock.rivals] == [Decimal("16250300.71")]


def test_contents_summaries_and_common_size_sheets_are_no_statements(vouched: Vouched) -> None:
    board = Board()
    board.line((297, "目 录", "center"))
    for number, title in enumerate(("合并资产负债表", "合并利润表", "合并现金流量表", "财务报表附注"), start=1):
        board.line((60, f"{title}{'…' * 30}{number + 3}"))
    board.turn()
    board.line((60, "一、主要会计数据"))
    board.line((60, "项目"), (350, "2023年", "right"), (450, "2022年", "right"), (540, "增减", "right"))
    for name, this, prior, change in (
        ("营业收入", "120,000,000.00", "108,000,000.00", "11.11%"),
        ("净利润", "7,573,500.00", "5,459,549.57", "38.72%"),
        ("总资产", "85,031,001.00", "83,305,401.00", "2.07%"),
    ):
        board.line((60, name), (350, this, "right"), (450, prior, "right"), (540, change, "right"))
    board.turn()
    board.line((297, "资产负债表", "center"))
    board.line((60, "项目"), (400, "占比", "right"))
    for name, this, _ in (*ASSETS, *CLAIMS):
        if this:
            board.line((60, name), (400, f"{amount(this) / 85_031_001 * 100:.2f}%", "right"))

    assert vouched(board.pdf()) == {}


def test_figures_run_together_are_refused_and_ask(read: Callable[..., dict[str, Fact]]) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    for name, this, prior in (*ASSETS, *CLAIMS):
        if name == "存货":
            board.line((60, name), (400, f"{this}{prior}", "left"))
        else:
            board.line((60, name), *((x, t, "right") for x, t in ((430, this), (540, prior)) if t))

    facts = read(board.pdf())

    stock = [fact for name, fact in facts.items() if name.endswith(".inventories")]
    assert all(fact.confirm or fact.value is None for fact in stock)
    assert not any(fact.value == Decimal("16000400.00") and not fact.confirm for fact in stock)


def test_an_unknown_row_is_kept_under_its_own_name_and_counts_in_its_section(vouched: Vouched) -> None:
    rows = [("应收青苗补偿款", "100.00", None), *ASSETS[1:]]
    total = {"流动资产合计": "51,491,101.00", "资产总计": "85,031,101.00"}
    rows = [ASSETS[0], *((name, total.get(name, this), prior) for name, this, prior in rows)]
    board = Board()
    titled(board, "资产负债表", "2023年12月31日")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, rows)

    facts = figures(vouched(board.pdf()))

    unknown = facts["应收青苗补偿款", "2023-12-31"]
    assert unknown.name.startswith('statement["2023-12-31"].unmapped_ca_')
    assert (unknown.value, unknown.confirm) == (Decimal("100.00"), False)
    assert not facts["货币资金", "2023-12-31"].confirm


def test_without_a_unit_everything_asks(vouched: Vouched) -> None:
    board = Board()
    board.line((297, "资产负债表", "center"), size=14)
    board.line((297, "2023年12月31日", "center"))
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, (*ASSETS, *CLAIMS))

    found = figures(vouched(board.pdf()))

    assert found and all(fact.confirm and "unit" in fact.doubts for fact in found.values())


def test_a_foreign_currency_asks(vouched: Vouched) -> None:
    board = Board()
    titled(board, "资产负债表", "2023年12月31日", unit="单位：美元")
    board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
    plain_table(board, (*ASSETS, *CLAIMS))

    found = figures(vouched(board.pdf()))

    assert found and all(fact.confirm for fact in found.values())


def test_parent_statements_may_begin_where_those_of_the_group_end(vouched: Vouched) -> None:
    board = Board()
    for title, shift in (("合并资产负债表", Decimal(0)), ("母公司资产负债表", Decimal(1000))):
        titled(board, title, "2023年12月31日")
        board.line((150, "项目"), (385, "期末余额", "center"), (510, "年初余额", "center"))
        moved = {
            "货币资金", "流动资产合计", "资产总计", "短期借款", "流动负债合计", "负债合计",
            "负债和所有者权益（或股东权益）总计",
        }
        plain_table(board, [
            (name, f"{amount(this) + shift:,.2f}" if name in moved and this else this, prior)
            for name, this, prior in (*ASSETS, *CLAIMS)
        ], step=13)
        signed(board)

    facts = vouched(board.pdf())

    check(facts, ASSETS, CLAIMS)
    assert facts['parent_statement["2023-12-31"].cash'].value == Decimal("8011200.35")
    assert facts['parent_statement["2023-12-31"].total_assets'].confirm is False
