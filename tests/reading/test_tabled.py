"""A table read from pictures keeps cell by cell how legible it was and where it stands, over pages too."""

from decimal import Decimal

import pytest

from creditfile.model import Box, CellOrigin
from creditfile.model.document import Column, DocumentType, Field, Finder, Marks
from creditfile.reading.found import Found
from creditfile.reading.pages import Cell, Line, Page, Table, Word
from creditfile.reading.stretch import Stretch
from creditfile.reading.tabled import find_in_table

FINDER = Finder("in_table", ("股东姓名",))
FIELD = Field(
    "shareholders", "股东", "table", find=(FINDER,),
    columns=(
        Column("name", "股东姓名", "name", ("股东姓名",), required=True),
        Column("ratio", "出资比例", "ratio", ("出资比例",)),
    ),
)
KIND = DocumentType("articles", "D106", "章程", "Articles", "articles", False, None, Marks(), (FIELD,))
WIDTH, HEIGHT = 100, 20


def place(row: int, column: int) -> Box:
    return Box.of(column * WIDTH, row * HEIGHT, (column + 1) * WIDTH, (row + 1) * HEIGHT)


def page_of(
    number: int, rows: list[list[str]], doubted: dict[str, str], method: str = "ocr", ruled: bool = True
) -> Page:
    """A page that is one table; `doubted` words are only so sure, all others 0.99."""
    lines, cells = [], []
    for row, texts in enumerate(rows):
        words = []
        for column, text in enumerate(texts):
            sure = Decimal(doubted.get(text, "0.99")) if method == "ocr" else Decimal(1)
            box = place(row, column)
            cells.append(Cell(text, row, column, box=box, confidence=sure))
            letters = (sure,) * len(text)
            twice = (text not in doubted,) * len(text)
            words += [Word(text, box, sure, letters, twice)] if text else []
        lines.append(Line(tuple(words)))
    return Page(
        number, "\n".join(line.text for line in lines), width=600, height=800, lines=lambda: tuple(lines),
        tables=lambda: (Table(tuple(cells)),) if ruled else (), method=method,
    )


def found_on(*pages: Page) -> Found:
    (found,) = find_in_table(Stretch("articles.jpg", "pdf", pages), FINDER, FIELD, KIND)
    return found


def sure_of(found: Found) -> dict[tuple[int, str], str]:
    return {(cell.row, cell.column): str(cell.confidence) for cell in found.origin.cells}


HEADS = ["股东姓名", "出资比例"]


def test_each_cell_is_as_legible_as_its_own_words_and_stands_in_its_own_place() -> None:
    found = found_on(page_of(1, [HEADS, ["张三", "60%"], ["李四", "40%"]], {"李四": "0.70"}))

    assert "0.66" == str(found.origin.confidence)
    assert CellOrigin(2, "name", 1, place(2, 0), Decimal("0.66"), twice=False) in found.origin.cells
    assert CellOrigin(2, "ratio", 1, place(2, 1), Decimal("0.94"), twice=True) in found.origin.cells


def test_the_heads_are_cells_too() -> None:
    found = found_on(page_of(1, [HEADS, ["张三", "100%"]], {"出资比例": "0.80"}))

    assert "0.76" == sure_of(found)[0, "ratio"]


def test_a_cell_without_a_word_in_a_picture_is_in_doubt() -> None:
    found = found_on(page_of(1, [HEADS, ["张三", "60%"], ["李四", ""]], {}))

    assert Decimal(sure_of(found)[2, "ratio"]) < Decimal("0.9")


def test_on_the_next_page_cells_are_looked_at_too() -> None:
    found = found_on(page_of(1, [HEADS, ["张三", "60%"]], {}), page_of(2, [HEADS, ["李四", "40%"]], {"40%": "0.60"}))

    assert ({"name": "张三", "ratio": "60%"}, {"name": "李四", "ratio": "40%"}) == found.value
    assert "0.57" == str(found.origin.confidence)
    assert 2 == next(cell.page for cell in found.origin.cells if cell.row == 2)


def test_a_table_that_goes_on_from_text_into_a_picture_was_recognised() -> None:
    text = page_of(1, [HEADS, ["张三", "60%"]], {}, method="text")
    found = found_on(text, page_of(2, [HEADS, ["李四", "40%"]], {"40%": "0.60"}))

    assert ("ocr", {2}) == (found.origin.method, {cell.row for cell in found.origin.cells})


def test_a_table_of_text_has_no_cells_in_doubt() -> None:
    found = found_on(page_of(1, [HEADS, ["张三", "100%"]], {}, method="text"))

    assert ("table", ()) == (found.origin.method, found.origin.cells)


@pytest.mark.parametrize("second", [["李四", "40%"], ["李四", ""]])
def test_a_table_without_rules_knows_its_cells_by_their_words(second: list[str]) -> None:
    found = found_on(page_of(1, [HEADS, ["张三", "60%"], second], {"李四": "0.50"}, ruled=False))

    assert ["0.79", "0.94"] == [sure_of(found)[0, "name"], sure_of(found)[1, "name"]]
    assert "0.48" == str(found.origin.confidence)
    assert (2, "ratio") in sure_of(found)


def test_a_table_whose_rules_were_not_all_seen_is_read_by_its_lines() -> None:
    page = page_of(1, [HEADS, ["张三", "60%"], ["李四", "40%"]], {})
    (table,) = page.tables
    page.tables = (Table(table.cells[1:]),)

    assert ({"name": "张三", "ratio": "60%"}, {"name": "李四", "ratio": "40%"}) == found_on(page).value


def test_a_line_of_prose_below_a_table_without_rules_is_no_row_of_it() -> None:
    found = found_on(page_of(1, [HEADS, ["张三", "60%"], ["第五条", "股东会"]], {}, ruled=False))

    assert ({"name": "张三", "ratio": "60%"},) == found.value


@pytest.mark.parametrize(("last", "sure"), [("40%", "0.75"), ("", "0.94")])
def test_heads_are_in_doubt_where_a_row_may_have_been_left_out(last: str, sure: str) -> None:
    found = found_on(page_of(1, [HEADS, ["张三", "60%"], ["李四", "40%"], ["", last]], {}))

    assert 2 == len(found.value)  # type: ignore[arg-type]
    assert {sure} == {str(cell.confidence) for cell in found.origin.cells if cell.row == 0}
