"""An amount written a digit to a box is one amount; boxes that hold no whole amount are left as they are."""

import pytest

from creditfile.reading.digit_boxes import with_amounts
from creditfile.reading.pages import Cell, Table


def table(*rows: list[str]) -> Table:
    return Table(tuple(Cell(text, at, column) for at, row in enumerate(rows) for column, text in enumerate(row)))


def said(made: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in made.rows]


SCALE = list("千百十万千百十元角分")


@pytest.mark.parametrize(
    ("boxes", "amount"),
    [
        (["¥", *"800000000"], "¥8,000,000.00"),
        (["", "", "", "¥", *"120050"], "¥1,200.50"),
        (["", "", "", "", "", "", "", "", "", "5"], "¥0.05"),
        (list("1234567890"), "¥12,345,678.90"),
    ],
)
def test_digits_in_boxes_are_one_amount_beside_their_label(boxes: list[str], amount: str) -> None:
    assert said(with_amounts(table(["金额", *SCALE], ["", *boxes]))) == [["金额", amount], [""]]
    assert said(with_amounts(table(["", *SCALE], ["小写", *boxes]))) == [[""], ["小写", amount]]


def test_a_scale_that_ends_with_yuan_counts_no_cents() -> None:
    assert said(with_amounts(table([*"百十万千百十元"], ["", *"250000"]))) == [["¥250,000.00"]]


@pytest.mark.parametrize(
    "rows",
    [
        (["金额", *SCALE], ["", *"8000 00000"]),
        (["金额", *SCALE], ["", *"8000"]),
        (["序号", "千", "百", "十"], ["1", "2", "3", "4"]),
        (["金额", *"千百十万千百元角分十"], ["", *"8000000000"]),
    ],
)
def test_boxes_with_a_gap_too_few_boxes_and_other_heads_are_left(rows: tuple[list[str], list[str]]) -> None:
    assert with_amounts(table(*rows)) == table(*rows)
