"""An authority that a paper names nowhere but in its seal."""

from decimal import Decimal

import pytest

from creditfile.model import Box
from creditfile.model.document import DocumentType, Field, Marks
from creditfile.reading.documents import finder_from
from creditfile.reading.finders import find_field
from creditfile.reading.found import Found
from creditfile.reading.pages import Line, Page, Seal, Word
from creditfile.reading.stretch import Stretch

PRINTED = {"pattern": "登记机关(?P<value>[\u4e00-\u9fff]{2,20}局)"}
SEALED = {"sealed": "(?P<value>[\u4e00-\u9fff]{2,20}局)", "otherwise": True}
FIELD = Field("authority", "登记机关", "text", find=tuple(finder_from(spec, "t") for spec in (PRINTED, SEALED)))
KIND = DocumentType("licence", "D101", "营业执照", "Licence", "licence", False, None, Marks(), (FIELD,))
PLACE = Box.of(400, 600, 510, 710)


def found_on(text: str, words: str, sure: str) -> list[Found]:
    line = Line((Word(text, Box.of(50, 100, 300, 115)),))
    seal = Seal("round", PLACE, words, Decimal(sure))
    page = Page(1, text, width=600, height=800, method="ocr", lines=lambda: (line,), seals=(seal,))
    return find_field(Stretch("licence.jpg", "pdf", (page,)), FIELD, KIND)


def test_it_is_taken_from_the_seal_and_asks() -> None:
    (found,) = found_on("营业执照", "甲市市场监督管理局", "0.97")

    assert ("甲市市场监督管理局", PLACE) == (found.value, found.origin.box)
    assert found.origin.confidence < Decimal("0.9")


def test_what_is_printed_is_taken_rather() -> None:
    assert ["甲市行政审批局"] == [found.value for found in found_on("登记机关甲市行政审批局", "乙市公安局", "0.97")]


@pytest.mark.parametrize(("words", "sure"), [("甲市市场监督管理局", "0.30"), ("甲机械有限公司", "0.97"), ("", "0.00")])
def test_neither_a_seal_that_is_not_legible_nor_one_of_others_says_it(words: str, sure: str) -> None:
    assert [] == found_on("营业执照", words, sure)
