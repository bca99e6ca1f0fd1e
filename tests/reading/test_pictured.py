"""What was seen in a picture stays with what was read from it: how sure, whether twice, seals, hands, places."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from creditfile.model import Box, CellOrigin
from creditfile.model.document import Documents, DocumentType
from creditfile.reading.found import found_at
from creditfile.reading.pages import Line, Page, Pages, Seal, Signature, Word
from creditfile.reading.pictured import as_filed, seals_of, signatures_of
from creditfile.reading.recognise import Span
from creditfile.reading.stretch import Stretch

PLACE = Box.of(0, 0, 100, 10)
SEAL = Seal("round", Box.of(300, 300, 380, 380), "某某公司", Decimal("0.91"))
HAND = Signature("法定代表人（签字）：", Box.of(320, 400, 380, 420))


def word(text: str, sure: dict[int, str] | None = None, once: tuple[int, ...] = ()) -> Word:
    """Ten points a letter; each surely and twice read but for those named."""
    letters = tuple(Decimal((sure or {}).get(number, "0.99")) for number in range(len(text)))
    twice = tuple(number not in once for number in range(len(text)))
    return Word(text, Box.of(0, 0, 10 * len(text), 10), min(letters), letters, twice)


def page_of(*words: Word, method: str = "ocr", back: Callable[[Box], Box] | None = None) -> Page:
    lines = (Line(words),)
    return Page(
        2, "", width=600, height=800, lines=lambda: lines, method=method, seals=(SEAL,), signatures=(HAND,), back=back
    )


def stretch_of(page: Page) -> Stretch:
    return Stretch("paper.pdf", "pdf", (page,))


def found(page: Page, box: Box) -> tuple[str, bool]:
    candidate = found_at(stretch_of(page), page, "x", box, "x", Decimal(1), page.method, "")
    return str(candidate.origin.confidence), candidate.twice


@pytest.mark.parametrize(
    ("x0", "x1", "expected"),
    [(0, 80, ("0.40", False)), (0, 40, ("0.99", True)), (40, 60, ("0.40", True)), (60, 80, ("0.99", False))],
)
def test_a_value_is_as_sure_as_its_own_letters(x0: int, x1: int, expected: tuple[str, bool]) -> None:
    page = page_of(word("注册资本4000", sure={4: "0.40"}, once=(7,)))

    assert expected == found(page, Box.of(x0, 0, x1, 10))


def test_a_layer_that_somebody_laid_under_a_picture_was_seen_by_nobody_twice() -> None:
    from creditfile.model import Trouble

    page = page_of(word("4000"))
    page.troubles = (Trouble("RDG-106"),)

    assert ("0.90", False) == found(page, Box.of(0, 0, 40, 10))


def test_text_needs_no_second_look() -> None:
    assert ("1.00", False) == found(page_of(Word("4000", Box.of(0, 0, 40, 10)), method="text"), Box.of(0, 0, 40, 10))


@pytest.fixture
def span(kind: Callable[[str], DocumentType]) -> Span:
    return Span(kind("business_licence"), stretch_of(page_of()), Decimal(1), ("营业执照",), part=2)


def test_seals_are_told_with_their_words_and_places(span: Span) -> None:
    (reading,) = seals_of(span, "paper.pdf")

    assert ("business_licence", "paper.pdf#2", "seals") == (reading.document, reading.part, reading.field)
    assert ({"shape": "round", "words": "某某公司", "page": 2},) == reading.fact.value
    assert SEAL.box == reading.fact.origins[0].box


def test_hands_are_told_with_what_stands_before_them(span: Span) -> None:
    (reading,) = signatures_of(span, "paper.pdf")

    assert "handwriting" == reading.field
    assert ({"label": "法定代表人（签字）：", "page": 2},) == reading.fact.value


def test_no_field_of_a_paper_bears_the_name_of_what_is_seen(types: tuple[DocumentType, ...]) -> None:
    named = Documents(types)

    assert [] == [
        f"{each.name}.{field.name}" for each in named.types for field in each.fields
        if field.name in ("seals", "handwriting")
    ]


def test_places_lead_back_to_the_page_as_it_lies(span: Span) -> None:
    turned = page_of(back=lambda box: replace(box, x0=box.x0 + 7))

    (reading,) = as_filed(seals_of(span, "paper.pdf"), Pages("pdf", (turned,)))

    assert SEAL.box.x0 + 7 == reading.fact.origins[0].box.x0


def test_the_places_of_a_tables_cells_lead_back_to_it_too(span: Span) -> None:
    turned = page_of(back=lambda box: replace(box, x0=box.x0 + 7))
    (reading,) = seals_of(span, "paper.pdf")
    origin = replace(reading.fact.origins[0], cells=(CellOrigin(1, "words", 2, PLACE, Decimal("0.9")),))

    (reading,) = as_filed([replace(reading, fact=replace(reading.fact, origins=(origin,)))], Pages("pdf", (turned,)))

    assert PLACE.x0 + 7 == reading.fact.origins[0].cells[0].box.x0
