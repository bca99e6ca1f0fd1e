"""Finds values by pattern, by shape, and by the box that is ticked."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from creditfile.model import Origin
from creditfile.model.document import DocumentType, Field, Finder
from creditfile.model.pattern import Pattern
from creditfile.reading.amount_pairs import amount_pairs
from creditfile.reading.choices import choices_of
from creditfile.reading.flow import Flow
from creditfile.reading.found import Found, Piece, found_at, found_in, joined
from creditfile.reading.inline import spread
from creditfile.reading.labels import Labels, hits, labels
from creditfile.reading.outlines import OUTLINES
from creditfile.reading.pages import Cell, Page
from creditfile.reading.promising import pages_matching
from creditfile.reading.shaping import cut_to_type
from creditfile.reading.stretch import Stretch, Strip, plain, squeezed


def find_pattern(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """What a pattern's group `value` matches in the plain text, blanks between Chinese letters closed up.

    With `across` a paper in which it matches nowhere within paragraphs is looked through once more as one text.
    """
    assert finder.pattern is not None
    flow = Flow.of(stretch, "paragraphs" if finder.across else "lines", chosen=True)
    if finder.across and finder.pattern.search(flow.text) is None:
        flow = Flow.of(stretch, "clauses", chosen=True)
    broken = [
        (page, cell) for page in pages_matching(stretch, finder.pattern)
        for table in stretch.tables_on(page) for cell in table.cells if _is_broken(cell)
    ]
    in_cells = list(_in_broken_cells(stretch, finder, field, broken))
    yield from in_cells
    for match in finder.pattern.finditer(flow.text):
        cell = _cell_at(flow.pieces(*match.span()), broken)
        if cell is not None and (in_cells or not _led_to_in_cell(flow, match, broken)):
            continue
        if finder.says is not None:
            pieces = flow.pieces(*match.span())
            yield found_in(stretch, pieces, finder.says, pieces, Decimal("0.9"))
            continue
        if match["value"] is None:
            continue
        pieces, whole = flow.pieces(*match.span("value")), flow.pieces(*match.span())
        text = joined(piece.text for piece in pieces)
        shaped = cut_to_type(text, "", field, finder, "gap")
        if shaped is not None:
            yield found_in(stretch, pieces, shaped[0], whole, Decimal("0.95") * shaped[1])


def _is_broken(cell: Cell) -> bool:
    """A ruled cell with several lines, which the page's own lines cut up and mix with its neighbours'."""
    return cell.box is not None and "\n" in cell.text.strip() and len(cell.text) < 4000


def _in_broken_cells(
    stretch: Stretch, finder: Finder, field: Field, broken: Sequence[tuple[Page, Cell]]
) -> Iterator[Found]:
    assert finder.pattern is not None
    for page, cell in broken:
        for match in finder.pattern.finditer(squeezed(cell.text)):
            confidence = Decimal("0.93")
            if finder.says is None:
                shaped = cut_to_type(match["value"] or "", "", field, finder, "gap")
                if shaped is None or shaped[0] is None:
                    continue
                value, confidence = shaped[0], confidence * shaped[1]
            else:
                value = finder.says
            yield found_at(stretch, page, value, cell.box, cell.text, confidence, "table", cell.place)


def _cell_at(pieces: Sequence[Piece], broken: Sequence[tuple[Page, Cell]]) -> Cell | None:
    """The broken cell in which they begin."""
    box = pieces[0].box if pieces else None
    if box is None:
        return None
    here = (cell for page, cell in broken if page is pieces[0].strip.page)
    return next((cell for cell in here if cell.box is not None and cell.box.holds(box)), None)


LEGIBLE, SEALED = Decimal("0.5"), Decimal("0.8")
"""How sure the words of a seal are at least, to be taken for a value, and at most."""
NAMING = 3
"""So many letters before a value say what it is: 名称 and its colon."""


def _led_to_in_cell(flow: Flow, match: re.Match[str], broken: Sequence[tuple[Page, Cell]]) -> bool:
    """The value and what leads to it stand in one broken cell, whatever the pattern wants to see beside it."""
    if "value" not in match.re.groupindex or match["value"] is None:
        return False
    start, end = match.span("value")
    cell = _cell_at(flow.pieces(start, end), broken)
    lead = start - NAMING
    return cell is not None and lead >= match.start() and squeezed(flow.text[lead:end]) in squeezed(cell.text)


def find_sealed(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """What a pattern matches in the words of a seal, where it is legible: an authority that is named nowhere else.

    It asks: words on a ring are read worse than print, and the seal may be that of whoever copied the paper.
    """
    assert finder.pattern is not None
    legible = ((page, seal) for page in stretch.pages for seal in page.seals if seal.confidence >= LEGIBLE)
    for page, seal in legible:
        for match in finder.pattern.finditer(squeezed(seal.text)):
            shaped = cut_to_type(finder.says or match["value"] or "", "", field, finder, "gap")
            if shaped is not None:
                sure = min(seal.confidence, SEALED)
                yield Found(shaped[0], Origin(stretch.source, page.number, seal.box, seal.text, page.method, sure))


def find_near_title(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """What a pattern matches in one of the first lines: a number under the title, the addressee of an approval."""
    assert finder.pattern is not None
    for strip in stretch.strips[: finder.lines or 8]:
        if finder.says is not None:
            yield from _said_by(stretch, strip, finder.pattern, finder.says)
            continue
        for match in finder.pattern.finditer(strip.plain):
            piece = Piece(strip, *match.span("value"))
            shaped = cut_to_type(piece.text, "", field, finder, "gap") if match["value"] else None
            if shaped is not None:
                whole = [Piece(strip, *match.span())]
                yield found_in(stretch, [piece], shaped[0], whole, Decimal("0.9") * shaped[1])


def _said_by(stretch: Stretch, strip: Strip, pattern: Pattern, says: str) -> Iterator[Found]:
    """What a title says by being there, also with its letters set apart."""
    match = pattern.search(strip.plain)
    if match is not None or pattern.search(squeezed(strip.text)) is not None:
        piece = Piece(strip, *match.span()) if match is not None else Piece(strip, 0, len(strip.plain))
        yield found_in(stretch, [piece], says, [piece], Decimal("0.9"))


def find_typed(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """Whatever has the shape of the field's type: the only identity number on a card, the date at a letter's end."""
    shape = OUTLINES.get(field.type)
    if shape is None:
        return
    for strip in _looked_at(stretch, finder):
        for match in shape.finditer(strip.plain):
            piece = Piece(strip, *match.span())
            shaped = cut_to_type(piece.text, "", field, finder, "gap")
            if shaped is not None:
                yield found_in(stretch, [piece], shaped[0], [piece], Decimal("0.8"))


def _looked_at(stretch: Stretch, finder: Finder) -> tuple[Strip, ...]:
    lines = finder.lines or 12
    if finder.where == "start":
        return stretch.strips[:lines]
    return stretch.strips[-lines:] if finder.where == "end" else stretch.strips


_TICKED = r"(?:[☑☒√✓✔■▣●◉⊠☛]|\[\s*[xX√vV✓]\s*\]|\(\s*[√✓]\s*\))"
_OPEN = r"(?:[□☐○◯]|\[\s*\]|\(\s*\))"
_ANY_BOX = re.compile(f"{_TICKED}|{_OPEN}")


def find_checked(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """Which of several options is ticked, the box standing before or behind its option."""
    near = labels(finder.near) if finder.near else None
    options = {option: spread("".join(plain(option).split())) for option in finder.labels}
    for strip in stretch.strips:
        if near is not None and not _is_near(stretch, strip, near):
            continue
        for option, start, end in _ticked(strip.plain, options):
            piece = Piece(strip, start, end)
            yield found_in(stretch, [piece], option, [piece], Decimal("0.9"))


def find_chosen(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """The options chosen where the question has one of the words in it; rivals where only one may be."""
    words = tuple(squeezed(word) for word in finder.labels)
    for choice in choices_of(stretch):
        question = squeezed(choice.question)
        if not choice.chosen or not any(word in question for word in words):
            continue
        if finder.unless is not None and finder.unless.search(question):
            continue
        for options in [(option,) for option in choice.chosen] if choice.one_only else [choice.chosen]:
            shaped = cut_to_type("、".join(option.text for option in options), "", field, finder, "gap")
            if shaped is not None and shaped[0] is not None:
                pieces = [Piece(option.strip, option.start, option.end) for option in options]
                yield found_in(stretch, pieces, shaped[0], pieces, Decimal("0.9") * shaped[1])


def find_amount_pair(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """Of an amount said in words and digits, behind words that the pattern matches: the words for 大写, else digits."""
    assert finder.pattern is not None
    flow = Flow.of(stretch, "clauses", chosen=True)
    for pair in amount_pairs(flow.text):
        before = _CURRENCY.sub("", flow.text[max(0, pair.start - LEAD) : pair.start])
        before = before[max(before.rfind(stop) for stop in "。;") + 1 :]
        span = pair.words if field.type == "capital" else pair.digits
        if span is None or finder.pattern.search(before) is None:
            continue
        text = pair.text(flow.text, span)
        if span == pair.digits and _YUAN.search(text):
            text += "元"
        shaped = cut_to_type(text, "", field, finder, "gap")
        if shaped is not None and shaped[0] is not None:
            yield found_in(stretch, flow.pieces(*span), shaped[0], flow.pieces(pair.start, pair.end), Decimal("0.95"))


_YUAN = re.compile(r"\d\.\d\d$")
"""Digits to the cent beside words are yuan, though they do not say so."""
_CURRENCY = re.compile(r"(?:币种[为是:]*)?人民币[。;](?=[\W大小写金额]*\Z)")
"""A currency named on its own right before the amount is part of what the amount is called."""
LEAD = 80
"""So many letters before an amount are looked at for what it is."""


def _ticked(line: str, options: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    box = _ANY_BOX.search(line)
    named = [match.start() for spaced in options.values() if (match := re.search(spaced, line))]
    if box is None or not named:
        return
    comes_first = box.start() < min(named)
    for option, spaced in options.items():
        pattern = rf"{_TICKED}\s*{spaced}(?![\u4e00-\u9fff])" if comes_first \
            else rf"(?<![\u4e00-\u9fff]){spaced}\s*{_TICKED}"
        for match in re.finditer(pattern, line):
            yield option, *match.span()


def _is_near(stretch: Stretch, strip: Strip, near: Labels) -> bool:
    above = stretch.strips[strip.number - 1: strip.number] if strip.number else ()
    return any(next(hits(line.plain, near), None) is not None for line in (strip, *above))
