"""What pages that were read from pictures add: the seals on a paper, and every place as it lies in the file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from creditfile.model import Fact, Origin, Reading, Value
from creditfile.reading.pages import Page, Pages
from creditfile.reading.recognise import Span

SEALS = "seals"
"""The field under which the seals of a paper are told: rows of shape, words and page."""


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
    part = path if span.part == 1 else f"{path}#{span.part}"
    raw = " ".join(seal.text or "?" for _, seal in seals)
    fact = Fact(
        f"{span.kind.name}.{SEALS}", value, "table", raw=raw, label="印章", label_en="Seals",
        origins=tuple(sorted(origins, key=lambda origin: origin.confidence)),
    )
    yield Reading(span.kind.name, part, SEALS, fact)


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
    page = turned.get(origin.page or 0)
    if page is None or page.back is None or origin.box is None:
        return origin
    return replace(origin, box=page.back(origin.box))
