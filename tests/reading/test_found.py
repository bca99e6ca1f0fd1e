"""How sure a candidate is that was recognised in a picture."""

from decimal import Decimal

import pytest

from creditfile.model import Box
from creditfile.reading.found import found_at
from creditfile.reading.pages import Line, Page, Word
from creditfile.reading.stretch import Stretch

PLACE = Box.of(0, 0, 200, 20)


def sure_of(value: str, method: str = "ocr") -> Decimal:
    sure = (Decimal("0.99"),) * len(value)
    line = Line((Word(value, PLACE, sure[0], sure, (True,) * len(value)),))
    page = Page(1, value, width=600, height=800, method=method, lines=lambda: (line,))
    stretch = Stretch("certificate.jpg", "pdf", (page,))
    return found_at(stretch, page, value, PLACE, value, Decimal(1), "text", "").origin.confidence


@pytest.mark.parametrize("value", ["苏 2018）南京市不动产权第2870897号", "甲公司（有限合伙", "《贷款通则"])
def test_half_a_pair_of_brackets_says_that_something_was_passed_over(value: str) -> None:
    assert sure_of(value) <= Decimal("0.8")


@pytest.mark.parametrize("value", ["苏(2018）南京市不动产权第2870897号", "甲公司（有限合伙）", "5,000,000.00"])
def test_brackets_in_pairs_leave_no_doubt_whatever_their_width(value: str) -> None:
    assert sure_of(value) > Decimal("0.9")


def test_what_stands_in_the_file_as_text_is_not_doubted_for_its_brackets() -> None:
    assert Decimal(1) == sure_of("甲公司（有限合伙", "text")
