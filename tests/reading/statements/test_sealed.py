"""A figure that a picture does not show may lie under a seal."""

from creditfile.model import Box
from creditfile.model.line_item import LineItems
from creditfile.reading.pages import Page, Seal
from creditfile.reading.readers import open_source
from creditfile.reading.statements import read_statements
from tests.reading.statements.made import ASSETS, CLAIMS, Board, plain_table

DATED = "2023-12-31"


def recognised(items: LineItems, label: str, method: str = "ocr") -> dict[str, tuple[str, ...]]:
    """What asks, by label, of a balance sheet with a seal over this year's figure of one row."""
    board = Board()
    board.line((297, "资产负债表", "center"), size=14, step=20)
    board.line((297, "2023年12月31日", "center"), (535, "单位：元", "right"))
    board.line((150, "项　　目"), (385, "期末余额", "center"), (510, "上年年末余额", "center"))
    plain_table(board, (*ASSETS, *CLAIMS), step=12, size=8)
    pages = open_source(board.pdf(), "sheet.pdf")
    (page,) = pages.pages
    place = _place(page, label)
    page.method, page.seals = method, (Seal("round", Box.of(360, float(place.top) - 4, 400, float(place.bottom) + 4)),)
    facts = [reading.fact for reading in read_statements(pages, "sheet.pdf", items)]
    return {fact.label: fact.doubts for fact in facts if fact.doubts and fact.period == DATED}


def _place(page: Page, label: str) -> Box:
    (box,) = (word.box for line in page.lines for word in line.words if word.text == label)
    assert box is not None
    return box


def test_a_blank_under_a_seal_asks_in_a_picture(items: LineItems) -> None:
    assert {"预收款项": ("figure:sealed",)} == recognised(items, "预收款项")


def test_a_figure_that_was_read_under_a_seal_does_not_ask_for_it(items: LineItems) -> None:
    assert {} == recognised(items, "应付票据")


def test_what_the_file_itself_leaves_blank_is_blank_though_a_seal_lies_there(items: LineItems) -> None:
    assert {} == recognised(items, "预收款项", method="text")
