"""Rows of a list whose every entry is a card of its own, each label beside its value: the members of a household."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from creditfile.model import CellOrigin, Value
from creditfile.reading.found import Found, cell_at, found_at
from creditfile.reading.pages import Page, around
from creditfile.reading.stretch import Stretch

MADE = Decimal("0.95")
"""How sure it is that what stands from one card's first label to the next is one entry."""
LEVEL = Decimal(12)
"""In points: so little above a card's first value its others may stand."""

Card = Mapping[str, Found]


def rows_of(stretch: Stretch, columns: Mapping[str, Sequence[Found]], first: str) -> Iterator[Found]:
    """One row for each place of the column `first`, with what stands from there to its next place on the page.

    Of what a card says twice neither is taken. Nothing where the paper has no places, or no such column.
    """
    cards = _cards(columns, first)
    if not cards:
        return
    rows: tuple[Value, ...] = tuple(
        {column: card[column].value if column in card else None for column in columns} for card in cards
    )
    begins = cards[0][first].origin
    boxes = [found.origin.box for found in cards[0].values()]
    quote = "\n".join(found.origin.quote for card in cards for found in card.values())
    seen = tuple(_recognised(stretch, cards, first, tuple(columns)))
    yield found_at(stretch, _page(stretch, begins.page), rows, around(boxes), quote, MADE, "table", begins.place, seen)


def _cards(columns: Mapping[str, Sequence[Found]], first: str) -> list[Card]:
    starts = sorted(_place(found) for found in columns[first] if found.value and found.origin.box)
    said: list[dict[str, list[Found]]] = [{} for _ in starts]
    for column, every in columns.items():
        for found in every:
            page, top = _place(found)
            number = bisect_right(starts, (page, top + LEVEL)) - 1
            if found.value and number >= 0 and starts[number][0] == page:
                said[number].setdefault(column, []).append(found)
    cards = ({column: alike[0] for column, alike in card.items() if _agree(alike)} for card in said)
    return [card for card in cards if first in card]


def _agree(alike: Sequence[Found]) -> bool:
    return len({str(found.value) for found in alike}) == 1


def _place(found: Found) -> tuple[int, Decimal]:
    box = found.origin.box
    return found.origin.page or 0, box.top if box is not None else Decimal(0)


def _page(stretch: Stretch, number: int | None) -> Page:
    return next(page for page in stretch.pages if page.number == number)


def _recognised(stretch: Stretch, cards: Sequence[Card], first: str, columns: Sequence[str]) -> Iterator[CellOrigin]:
    """The cells that stand in pictures, also those of which a card has no word."""
    for row, card in enumerate(cards, 1):
        page = _page(stretch, card[first].origin.page)
        for column in columns if page.method == "ocr" else ():
            box = card[column].origin.box if column in card else None
            yield cell_at(stretch, page, row, column, box, MADE)
