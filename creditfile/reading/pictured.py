"""What pages show beside words: the seals and signatures on a paper; and every place as it lies in the file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from creditfile.model import Box, Fact, Origin, Reading, Value
from creditfile.reading.pages import Page, Pages
from creditfile.reading.recognise import Span

SEALS = "seals"
"""The field under which the seals of a paper are told: rows of shape, words and page."""
SIGNATURES = "handwriting"
"""The field under which strokes of a hand at places for signatures are: rows of label and page."""
STROKES = Decimal("0.6")
"""How sure it is that strokes at a place for a signature are one."""


def seals_of(span: Span, path: str) -> Iterator[Reading]:
    """The seals on the pages of a paper, as one reading; none where there is none."""
    seals = [(page, seal) for page in span.stretch.pages for seal in page.seals]
    if not seals:
        return
    value: Value = tuple({"shape": seal.shape, "words": seal.text, "page": page.number} for page, seal in seals)
    origins = tuple(
        Origin(path, page.number, seal.box, seal.text or seal.shape, page.method, seal.confidence)
        for page, seal in seals
    )
    raw = " ".join(seal.text or "?" for _, seal in seals)
    fact = Fact(
        f"{span.kind.name}.{SEALS}", value, "table", raw=raw, label="印章", label_en="Seals",
        origins=tuple(sorted(origins, key=lambda origin: origin.confidence)),
    )
    yield Reading(span.kind.name, _part(span, path), SEALS, fact)


def signatures_of(span: Span, path: str) -> Iterator[Reading]:
    """The places for signatures on a paper that bear a hand's strokes, as one reading; none where there is none."""
    hands = [(page, hand) for page in span.stretch.pages for hand in page.signatures]
    if not hands:
        return
    value: Value = tuple({"label": hand.label, "page": page.number} for page, hand in hands)
    origins = tuple(Origin(path, page.number, hand.box, hand.label, "ocr", STROKES) for page, hand in hands)
    fact = Fact(
        f"{span.kind.name}.{SIGNATURES}", value, "table", raw=" ".join(hand.label for _, hand in hands),
        label="手写签名", label_en="Signatures by hand", origins=origins,
    )
    yield Reading(span.kind.name, _part(span, path), SIGNATURES, fact)


def _part(span: Span, path: str) -> str:
    return path if span.part == 1 else f"{path}#{span.part}"


def as_filed(readings: Iterable[Reading], pages: Pages) -> list[Reading]:
    """The same with every place on a page that was set upright or straight as the place on the page as it lies."""
    turned = {page.number: page for page in pages if page.back is not None}
    if not turned:
        return list(readings)
    return [replace(reading, fact=_fact(reading.fact, turned)) for reading in readings]


def _fact(fact: Fact, turned: Mapping[int, Page]) -> Fact:
    return replace(
        fact,
        origins=tuple(_origin(origin, turned) for origin in fact.origins),
        rivals=tuple(_fact(rival, turned) for rival in fact.rivals),
    )


def _origin(origin: Origin, turned: Mapping[int, Page]) -> Origin:
    cells = tuple(replace(cell, box=_as_it_lies(cell.box, cell.page, turned)) for cell in origin.cells)
    return replace(origin, box=_as_it_lies(origin.box, origin.page, turned), cells=cells)


def _as_it_lies(box: Box | None, number: int | None, turned: Mapping[int, Page]) -> Box | None:
    page = turned.get(number or 0)
    return box if page is None or page.back is None or box is None else page.back(box)
