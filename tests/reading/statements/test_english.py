"""Statements in English alone: the same items, held by the same sums."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from creditfile.model import Fact
from creditfile.model.line_item import LineItems
from creditfile.reading.statements.names import Reader, names_of
from tests.reading.statements.made import Board

Vouched = Callable[..., dict[str, Fact]]
PROSE = "The directors present their report together with the audited statements of the Group for the year. " * 3
Row = tuple[str, str, str]

POSITION: tuple[Row, ...] = (
    ("NON-CURRENT ASSETS", "", ""), ("Property, plant and equipment", "26,000", "25,400"),
    ("Interests in associates", "1,200", "1,200"), ("Total non-current assets", "27,200", "26,600"),
    ("CURRENT ASSETS", "", ""), ("Inventories", "16,000", "16,250"),
    ("Trade and bills receivables", "22,480", "21,470"), ("Pledged deposits", "1,000", "-"),
    ("Cash and cash equivalents", "8,010", "7,005"),
    ("Total current assets", "47,490", "44,725"),
    ("CURRENT LIABILITIES", "", ""), ("Trade and bills payables", "15,345", "13,611"),
    ("Lease liabilities", "300", "250"), ("Interest-bearing bank and other borrowings", "15,000", "16,000"),
    ("Total current liabilities", "30,645", "29,861"),
    ("NET CURRENT ASSETS", "16,845", "14,864"), ("TOTAL ASSETS LESS CURRENT LIABILITIES", "44,045", "41,464"),
    ("NON-CURRENT LIABILITIES", "", ""), ("Interest-bearing bank and other borrowings", "5,000", "6,000"),
    ("Lease liabilities", "480", "-"), ("Total non-current liabilities", "5,480", "6,000"),
    ("Net assets", "38,565", "35,464"), ("EQUITY", "", ""), ("Share capital", "20,000", "20,000"),
    ("Retained profits", "18,565", "15,464"), ("Total equity", "38,565", "35,464"),
)
PROFIT: tuple[Row, ...] = (
    ("REVENUE", "120,000", "108,000"), ("Cost of sales", "(96,000)", "(86,500)"), ("Gross profit", "24,000", "21,500"),
    ("Other income and gains, net", "300", "210"), ("Selling and distribution expenses", "(4,800)", "(4,300)"),
    ("Administrative expenses", "(7,200)", "(6,900)"), ("PROFIT BEFORE TAX", "12,300", "10,510"),
    ("Income tax expense", "(1,845)", "(1,577)"), ("PROFIT FOR THE YEAR", "10,455", "8,933"),
)


def page(board: Board, title: str, when: str, rows: tuple[Row, ...], unit: str = "RMB'000") -> None:
    """A statement as companies listed in Hong Kong set it."""
    board.line((60, title), size=12, step=20)
    board.line((60, when))
    board.line((360, "Notes"), (440, "2024", "right"), (530, "2023", "right"))
    board.line((440, unit, "right"), (530, unit, "right"))
    for number, (name, this, prior) in enumerate(rows):
        pieces = [(60, name), *((x, text, "right") for x, text in ((440, this), (530, prior)) if text)]
        board.line(*pieces, *([(365, str(number + 3))] if this and number % 4 == 1 else []))
    board.line((60, "The accompanying notes form an integral part of these financial statements."))
    board.turn()


def report(unit: str = "RMB'000") -> bytes:
    board = Board()
    for _ in range(3):
        board.line((60, PROSE[:99]))
    board.turn()
    page(board, "CONSOLIDATED STATEMENT OF PROFIT OR LOSS", "Year ended 31 December 2024", PROFIT, unit)
    page(board, "CONSOLIDATED STATEMENT OF FINANCIAL POSITION", "31 December 2024", POSITION, unit)
    return board.pdf()


def test_a_report_in_english_is_read_into_the_same_items(vouched: Vouched) -> None:
    facts = vouched(report())

    told = {item: facts[f'statement["2024-12-31"].{item}'].value for item in (
        "cash", "fixed_assets", "total_ca", "total_cl", "st_borrowings", "lt_borrowings", "lease_liab", "total_equity",
        "revenue", "net_profit",
    )}
    assert told == {
        "cash": 8_010_000, "fixed_assets": 26_000_000, "total_ca": 47_490_000, "total_cl": 30_645_000,
        "st_borrowings": 15_000_000, "lt_borrowings": 5_000_000, "lease_liab": 480_000, "total_equity": 38_565_000,
        "revenue": 120_000_000, "net_profit": 10_455_000,
    }
    assert not facts['statement["2024-12-31"].cash'].confirm
    assert facts['statement["2023-12-31"].cash'].label == "货币资金"


def test_costs_in_brackets_are_amounts_to_be_deducted(vouched: Vouched) -> None:
    facts = vouched(report())

    costs = [facts[f'statement["2023-12-31"].{item}'] for item in ("cogs", "admin_exp", "income_tax")]
    assert [fact.value for fact in costs] == [Decimal(86_500_000), Decimal(6_900_000), Decimal(1_577_000)]
    assert costs[0].raw == "(86,500)"
    assert not costs[0].confirm


def test_a_name_the_list_does_not_have_is_kept_in_its_section(vouched: Vouched) -> None:
    facts = [fact for name, fact in vouched(report()).items() if "unmapped" in name and fact.value is not None]

    unknown = {fact.label: fact.name.split("_")[-2] for fact in facts}
    assert {("Pledged deposits", "ca"), ("Interests in associates", "nca"), ("Lease liabilities", "cl")} <= set(
        unknown.items()
    )


@pytest.mark.parametrize("unit", ["US$'000", "HK$ million", "thousands"])
def test_another_currency_or_none_asks(vouched: Vouched, unit: str) -> None:
    assert all(fact.confirm for fact in vouched(report(unit)).values() if fact.type == "money")


def test_a_half_year_in_a_sheet_has_six_months(vouched: Vouched) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["CONDENSED CONSOLIDATED INCOME STATEMENT"], ["For the six months ended 30 June 2024 (unaudited)"],
                [None, "2024", "2023"], [None, "RMB’000", "RMB’000"], *PROFIT, [PROSE]):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)

    revenue = vouched(stream.getvalue(), "book.xlsx")['statement["2023-06-30"].revenue']

    assert (revenue.value, revenue.months, revenue.confirm) == (Decimal(108_000_000), 6, False)


@pytest.mark.parametrize(("printed", "item"), [
    ("(Loss)/profit before tax", "total_profit"), ("III. Total profit", "total_profit"),
    ("Net cash flows (used in)/generated from operating activities", "cfo_net"),
    ("Less: Operating costs", "cogs"), ("Total owners’ equity", "total_equity"), ("Finance costs, net", "finance_cost"),
    ("Net (decrease)/increase in cash and cash equivalents", "net_cash_change"),
])
def test_english_names_are_known_with_their_marks_and_either_way(items: LineItems, printed: str, item: str) -> None:
    english = items.in_english
    kind = english.by_id[item].statement
    reader = Reader(names_of(english, kind), strict=True)

    named = reader.name(printed, has_figure=True)

    assert named.item is not None and named.item.id == item


@pytest.mark.parametrize("prose", [
    "Details are set out in the consolidated statement of financial position",
    "statement of financial position and recognised when the Group becomes a party",
    "Income statement items are translated at average rates",
])
def test_prose_about_statements_is_no_title(prose: str) -> None:
    from creditfile.reading.statements.titles import title_of

    assert title_of(prose) is None
