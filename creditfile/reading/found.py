"""What finders hand on: a candidate with its place and words, and the pieces of lines that it was made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from creditfile.model import Box, CellOrigin, Origin, Value
from creditfile.reading.pages import Page, Word, around
from creditfile.reading.stretch import Stretch, Strip


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate for a field's value."""

    value: Value
    """The raw text, or a tuple of rows of raw texts; None where the place is there and blank."""
    origin: Origin
    """Where, with the words as they stand and how sure."""
    rank: int = 0
    """Which of the field's finders found it, from 0."""
    twice: bool = False
    """It was recognised in a picture, and a second look at the picture says the same."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one line."""

    strip: Strip
    start: int
    end: int

    @property
    def text(self) -> str:
        """As it stands on the paper."""
        return self.strip.raw(self.start, self.end)

    @property
    def box(self) -> Box | None:
        """Its place."""
        return self.strip.box(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Row:
    """One of several things that a paper holds, and where."""

    cells: dict[str, Value]
    """By column; texts as they stand."""
    piece: Piece
    """Where it stands."""


def joined(parts: Iterable[str]) -> str:
    """Parts of a broken line put together: without a blank between Chinese letters."""
    whole = ""
    for part in (part.strip() for part in parts):
        if whole and part and whole[-1].isascii() and part[0].isascii() and not (
            whole[-1] in "0123456789.,-" and part[0].isdigit()
        ):
            whole += " "
        whole += part
    return whole


def found_in(
    stretch: Stretch, pieces: list[Piece], value: str | None, whole: list[Piece], confidence: Decimal
) -> Found:
    """A candidate that stands in these pieces, quoted with the whole around it."""
    page = (pieces or whole)[0].strip.page
    place = (pieces or whole)[0].strip.line.place
    quote = _quote(whole)
    return found_at(
        stretch, page, value, around([piece.box for piece in pieces]), quote, confidence, page.method, place
    )


def _quote(pieces: list[Piece]) -> str:
    """Verbatim: from the first to the last of the pieces on each line."""
    spans: dict[int, tuple[Strip, int, int]] = {}
    for piece in pieces:
        if piece.start >= piece.end:
            continue
        known = spans.get(piece.strip.number)
        start, end = (min(known[1], piece.start), max(known[2], piece.end)) if known else (piece.start, piece.end)
        spans[piece.strip.number] = (piece.strip, start, end)
    return "\n".join(strip.raw(start, end).strip() for strip, start, end in spans.values())


def found_at(
    stretch: Stretch, page: Page, value: Value, box: Box | None, quote: str, confidence: Decimal, method: str,
    place: str, cells: Sequence[CellOrigin] = (),
) -> Found:
    """A candidate at a place; what was recognised is no surer than its words, a file without pages has no number.

    Of a table whose `cells` were recognised these are all that counts: what lies between them is no part of it.
    """
    twice = False
    if cells:
        confidence, twice, method = min(cell.confidence for cell in cells), all(cell.twice for cell in cells), "ocr"
    elif page.method == "ocr":
        sure, twice = _legibility(page, box)
        whole = Decimal(1) if value is None or _is_closed(str(value)) else HALF_OPEN
        confidence, method = confidence * min(sure, whole), "ocr"
    origin = Origin(
        stretch.source, _number(stretch, page), box, quote, method, _rounded(confidence), place, tuple(cells)
    )
    return Found(value, origin, twice=twice)


def cell_at(
    stretch: Stretch, page: Page, row: int, column: str, box: Box | None, confidence: Decimal
) -> CellOrigin:
    """Where a cell of a recognised table stands and how legible it is; `confidence` is that of the table's make-up."""
    sure, twice = _legibility(page, box) if box else (LAYER, False)
    return CellOrigin(row, column, _number(stretch, page), box, _rounded(confidence * sure), twice)


def _is_closed(value: str) -> bool:
    """Every bracket has its fellow; where one has not, the other was passed over, and who knows what with it."""
    plain = normalize("NFKC", value)
    return all(plain.count(left) == plain.count(right) for left, right in BRACKETS)


def _number(stretch: Stretch, page: Page) -> int | None:
    return None if stretch.media in ("docx", "text") else page.number


def _rounded(confidence: Decimal) -> Decimal:
    return confidence.quantize(Decimal("0.01"))


BRACKETS = (("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("《", "》"))
HALF_OPEN = Decimal("0.8")
"""No value with half a pair of brackets is surer that was recognised in a picture."""
LAYER = Decimal("0.9")
"""How sure the words of a text layer are that somebody laid under a picture."""


def _legibility(page: Page, box: Box | None) -> tuple[Decimal, bool]:
    """How sure the least sure letter in a place is, and whether a second look says the same of all of them.

    A word that stands there in part counts with that part.
    """
    if page.troubles:
        return LAYER, False
    parts = [
        (word, *_part_within(word, box))
        for line in page.lines
        for word in line.words
        if _stands_in(word, box)
    ]
    sure = min((word.confidence_between(start, end) for word, start, end in parts), default=LAYER)
    return sure, bool(parts) and all(word.twice_between(start, end) for word, start, end in parts)


def _stands_in(word: Word, place: Box | None) -> bool:
    if word.box is None or place is None:
        return place is None
    if min(word.box.x1, place.x1) - max(word.box.x0, place.x0) < Decimal("0.5"):
        return False
    return place.top <= (word.box.top + word.box.bottom) / 2 <= place.bottom


def _part_within(word: Word, place: Box | None) -> tuple[float, float]:
    """From which share of its width to which a word stands in a place; letters are taken to be of one width."""
    if word.box is None or place is None or word.box.x1 <= word.box.x0:
        return 0.0, 1.0
    left, width = float(word.box.x0), float(word.box.x1 - word.box.x0)
    return (float(place.x0) - left) / width, (float(place.x1) - left) / width


def origin_of_piece(stretch: Stretch, piece: Piece, quote: str, confidence: Decimal, box: Box | None) -> Origin:
    """Where a piece stands, with a quotation of one's own choosing."""
    page = piece.strip.page
    return found_at(stretch, page, None, box, quote, confidence, page.method, piece.strip.line.place).origin


def origin_of_whole(stretch: Stretch) -> Origin:
    """The paper as a whole: where something that is nowhere on it was looked for."""
    page = stretch.pages[0].number if stretch.pages and stretch.media not in ("docx", "text") else None
    return Origin(stretch.source, page, None, "", "text", Decimal("0.95"), "whole paper")
