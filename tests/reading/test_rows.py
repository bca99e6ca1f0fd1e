"""Rows of a table in a picture, where strokes that are no rules cross it and ink hides a cell: none is lost."""

from dataclasses import replace
from decimal import Decimal

from creditfile.model.document import Column
from creditfile.reading.labels import labels
from creditfile.reading.pages import Cell, Table
from creditfile.reading.rows import rows_of

COLUMNS = (
    Column("tax", "税种", "text", ("税种",), required=True),
    Column("day", "日期", "date", ("入库日期",)),
    Column("amount", "金额", "money", ("金额",), required=True),
)
HEAD = (Cell("税种", 0, 0), Cell("入库日期", 0, 1), Cell("金额", 0, 2, column_span=2))
FIRST = (Cell("印花税", 1, 0), Cell("2024-05-05", 1, 1), Cell("336,459.94", 1, 2, column_span=2))


def amounts(*rows: tuple[Cell, ...], sure: str = "0.99") -> list[str | None]:
    """Of each row found under the head."""
    cells = tuple(replace(cell, confidence=Decimal(sure) if cell.text else Decimal(1)) for row in rows for cell in row)
    (found,) = rows_of(Table((*HEAD, *cells)), ["税种"], COLUMNS, labels(("税种",)))
    return [row.get("amount") for row in found.rows]


def test_a_stroke_that_parts_one_cell_hides_no_row() -> None:
    beside = (Cell("增值税", 2, 0), Cell("2024-10-14", 2, 1), Cell("", 2, 2), Cell("505,704.43", 2, 3))
    through = (Cell("增值税", 2, 0), Cell("2024-10-14", 2, 1), Cell("505,", 2, 2), Cell("704.43", 2, 3))

    assert ["336,459.94", "505,704.43"] == amounts(FIRST, beside) == amounts(FIRST, through)


def test_a_division_that_every_row_has_is_the_tables_own() -> None:
    rows = [(Cell("印花税", n, 0), Cell("2024-05-05", n, 1), Cell("12.00", n, 2), Cell("7.00", n, 3)) for n in (1, 2)]

    assert ["12.00", "12.00"] == amounts(*rows)


def test_a_row_whose_figure_no_letter_was_made_out_of_stays() -> None:
    hidden = (Cell("增值税", 2, 0), Cell("2024-10-14", 2, 1), Cell("", 2, 2, column_span=2))

    assert ["336,459.94", ""] == amounts(FIRST, hidden)


def test_a_blank_in_a_text_is_no_row_for_that() -> None:
    remark = (Cell("减免税", 2, 0), Cell("2024-10-14", 2, 1), Cell("", 2, 2, column_span=2))

    assert ["336,459.94"] == amounts(FIRST, remark, sure="1")


def test_a_cell_under_several_heads_is_no_row_and_leaves_the_table_in_doubt() -> None:
    words = (Cell("人民币叁拾叁万元整", 2, 0, column_span=2), Cell("336,459.94", 2, 2, column_span=2))
    cells = tuple(replace(cell, confidence=Decimal("0.99")) for cell in (*FIRST, *words))
    (found,) = rows_of(Table((*HEAD, *cells)), ["税种"], COLUMNS, labels(("税种",)))

    assert (["336,459.94"], True) == ([row.get("amount") for row in found.rows], found.left_out)


def test_a_total_is_known_though_the_cell_before_it_was_lost() -> None:
    words = (Cell("大写)人民币叁拾叁万元整", 2, 1), Cell("336,459.94", 2, 2, column_span=2))
    cells = tuple(replace(cell, confidence=Decimal("0.99")) for cell in (*FIRST, *words))
    (found,) = rows_of(Table((*HEAD, *cells)), ["税种"], COLUMNS, labels(("税种",)))

    assert (["336,459.94"], False) == ([row.get("amount") for row in found.rows], found.left_out)
