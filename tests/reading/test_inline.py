"""A label's value on its line, where the rules of a table in a picture were not all seen."""

from decimal import Decimal

from creditfile.model import Box
from creditfile.model.document import DocumentType, Field, Finder, Marks
from creditfile.reading.finders import find_field
from creditfile.reading.found import Found
from creditfile.reading.pages import Cell, Line, Page, Table, Word
from creditfile.reading.stretch import Stretch

OWNER = Field("owner", "权利人", "text", find=(Finder("beside", ("权利人",)),))
SHARED = Field("co_ownership", "共有情况", "text", find=(Finder("beside", ("共有情况",)),))
KIND = DocumentType("t", "D601", "权证", "Title", "t", False, None, Marks(), (OWNER, SHARED))
ROWS = (("权利人", "陈明远、林巧云"), ("共有情况", "共同共有"))


def box(row: int, column: int) -> Box:
    return Box.of(column * 100, row * 30, column * 100 + 90, row * 30 + 12)


def page(torn: frozenset[int], method: str = "ocr") -> Page:
    """A table of labels and values; the values of torn rows stand in no cell."""
    lines = tuple(
        Line(tuple(Word(text, box(row, i), Decimal("0.99"), (Decimal("0.99"),) * len(text)) for i, text in
             enumerate(texts)))
        for row, texts in enumerate(ROWS)
    )
    cells = tuple(
        Cell(text, row, i, box=box(row, i)) for row, texts in enumerate(ROWS) for i, text in enumerate(texts)
        if not i or row not in torn
    )
    return Page(
        1, "\n".join(line.text for line in lines), width=600, height=800, lines=lambda: lines,
        tables=lambda: (Table(cells),), method=method,
    )


def found(seen: Page) -> list[Found]:
    return find_field(Stretch("title.jpg", "jpg", (seen,)), OWNER, KIND)


def test_a_value_whose_cell_was_not_seen_is_read_from_its_line_and_asks() -> None:
    [candidate] = found(page(frozenset({0, 1})))

    assert candidate.value == "陈明远、林巧云"
    assert candidate.origin.confidence < Decimal("0.9")


def test_a_value_in_its_cell_is_sure() -> None:
    [candidate] = found(page(frozenset()))

    assert candidate.value == "陈明远、林巧云"
    assert candidate.origin.confidence >= Decimal("0.9")


def test_rules_that_are_drawn_in_the_file_are_all_there() -> None:
    assert [] == found(page(frozenset({0, 1}), "text"))
