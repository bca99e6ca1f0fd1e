"""The sentence in which a paper says a thing, or that a paper wholly read does not say it."""

from collections.abc import Iterator
from decimal import Decimal

from creditfile.model.document import DocumentType, Field, Finder
from creditfile.reading.flow import Flow
from creditfile.reading.found import Found, found_in, origin_of_whole
from creditfile.reading.stretch import Stretch

LONGEST_SENTENCE = 240
"""A quoted sentence is cut to this many letters around what was looked for."""


def find_clause(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """The first sentence that matches and is not excused; the empty text where a wholly read paper has none.

    Nothing at all where a page could not be read: then it cannot be told.
    """
    assert finder.pattern is not None
    flow = Flow.of(stretch, "clauses")
    for match in finder.pattern.finditer(flow.text):
        start, end = _sentence(flow.text, match.start(), match.end())
        if finder.unless is not None and finder.unless.search(flow.text[start:end]):
            continue
        pieces = flow.pieces(start, end)
        text = "".join(piece.text.strip() for piece in pieces)
        yield found_in(stretch, flow.pieces(*match.span()), text, pieces, Decimal("0.95"))
        return
    if is_wholly_read(stretch):
        yield Found("", origin_of_whole(stretch))


def is_wholly_read(stretch: Stretch) -> bool:
    """Every page has text of its own: only then does silence mean that nothing is said."""
    return bool(stretch.strips) and all(
        not page.image_only and page.method != "ocr" and not page.troubles for page in stretch.pages
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a match, between full stops and semicolons."""
    begin = max(text.rfind(stop, 0, start) for stop in "。;\n") + 1
    stops = [at for at in (text.find(stop, end) for stop in "。;\n") if at >= 0]
    close = min(stops) + 1 if stops else len(text)
    return max(begin, start - LONGEST_SENTENCE // 2), min(close, max(end, start + LONGEST_SENTENCE))
