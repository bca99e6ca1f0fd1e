"""Statements of several companies in one file never mix."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from creditfile.model import Fact
from creditfile.model.line_item import LineItems
from creditfile.reading.readers import open_source
from creditfile.reading.statements import read_statements
from tests.reading.statements.made import ASSETS, CLAIMS, COMPANY, INCOME, Board, Rows, plain_table
from tests.reading.statements.test_layouts import figures

OTHER = "上原某某贸易有限公司"
Vouched = Callable[..., dict[str, Fact]]
Draw = Callable[[Board, str, str], None]


def under_the_title(board: Board, company: str, title: str) -> None:
    """编制单位, as most have it."""
    board.line((297, title, "center"), size=14, step=22)
    board.line((60, f"编制单位：{company}"), (297, "2023年12月31日", "center"), (535, "单位：元", "right"))


def over_the_title(board: Board, company: str, title: str) -> None:
    """The company's name on a line of its own."""
    board.line((297, company, "center"), size=14, step=22)
    board.line((297, title, "center"), size=14, step=22)
    board.line((297, "2023年12月31日", "center"), (535, "单位：元", "right"))


def in_the_title(board: Board, company: str, title: str) -> None:
    """One line for both."""
    board.line((297, f"{company}{title}", "center"), size=14, step=22)
    board.line((297, "2023年12月31日", "center"), (535, "单位：元", "right"))


def nowhere(board: Board, company: str, title: str) -> None:
    """A title alone."""
    under_the_title(board, "", title)


def bound(*papers: tuple[str, str, str, Rows], draw: Draw) -> bytes:
    """One file of several statements: company, title, this column's heading, rows."""
    board = Board()
    for company, title, heading, rows in papers:
        draw(board, company, title)
        board.line((150, "项目"), (385, heading, "center"))
        plain_table(board, [(name, this, None) for name, this, _ in rows])
        board.turn()
    return board.pdf()


def changed(rows: Rows) -> list[tuple[str, str | None, str | None]]:
    """Another company's figures, with a row that the first does not have."""
    return [(name, this and this.replace("1", "7"), prior) for name, this, prior in rows]


WITHOUT = [row for row in ASSETS if row[0] != "在建工程"]
TWO = (
    (COMPANY, "资产负债表", "期末余额", [*WITHOUT, *CLAIMS]),
    (OTHER, "资产负债表", "期末余额", changed([*ASSETS, *CLAIMS])),
)


def parts(content: bytes, items: LineItems) -> dict[str, set[object]]:
    """By part of the file the companies it is said to be of."""
    readings = read_statements(open_source(content, "a.pdf"), "a.pdf", items)
    found: dict[str, set[object]] = {reading.part: set() for reading in readings}
    for reading in readings:
        if reading.field == "company":
            found[reading.part].add(reading.fact.value)
    return found


@pytest.mark.parametrize("draw", [under_the_title, over_the_title, in_the_title])
def test_each_company_has_a_part_of_its_own(items: LineItems, draw: Draw) -> None:
    assert {"a.pdf": {COMPANY}, "a.pdf#2": {OTHER}} == parts(bound(*TWO, draw=draw), items)


def test_a_row_that_only_the_second_of_two_nameless_statements_prints_asks(vouched: Vouched) -> None:
    under_way = figures(vouched(bound(*TWO, draw=nowhere)))["在建工程", "2023-12-31"]

    assert (under_way.value, under_way.confirm, under_way.doubts[0]) == (Decimal(7_000_000), True, "rival")


def test_a_statement_that_names_nobody_goes_with_the_one_before_and_asks(items: LineItems) -> None:
    nameless = ("", "利润表", "本期金额", INCOME)
    readings = read_statements(
        open_source(bound(*TWO, nameless, draw=under_the_title), "a.pdf"), "a.pdf", items
    )

    revenue = [(reading.part, reading.fact.doubts) for reading in readings if reading.field == "revenue"]
    assert [("a.pdf#2", ("company",))] == revenue


def test_a_slip_in_the_name_over_another_statement_makes_no_second_company(items: LineItems) -> None:
    slip = (COMPANY.replace("械", "戒"), "利润表", "本期金额", INCOME)

    assert {"a.pdf"} == parts(bound(TWO[0], slip, draw=under_the_title), items).keys()


@pytest.mark.parametrize("title", ["合并及母公司资产负债表", "母公司资产负债表", "本公司资产负债表"])
def test_a_title_that_names_only_the_scope_names_no_company(items: LineItems, title: str) -> None:
    one = ("", title, "期末余额", [*ASSETS, *CLAIMS])

    assert {"a.pdf": set()} == parts(bound(one, draw=in_the_title), items)
