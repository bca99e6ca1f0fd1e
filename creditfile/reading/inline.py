"""Finds values in lines: behind a label, over several lines, under it, beside a label that is broken."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from creditfile.model import Box
from creditfile.model.document import DocumentType, Field, Finder
from creditfile.reading import cells
from creditfile.reading.found import Found, Piece, found_in, joined
from creditfile.reading.labels import Hit, Labels, any_label, ends, hits, is_label, labels
from creditfile.reading.outlines import OUTLINES
from creditfile.reading.pages import Cell, Page
from creditfile.reading.shaping import cut_to_type
from creditfile.reading.stretch import Stretch, Strip, plain, squeezed

SURE = {"colon": Decimal("0.98"), "gap": Decimal("0.95"), "end": Decimal("0.75"), "joined": Decimal("0.45")}
"""How sure a value is that stands behind its label, by what divides the two."""
USUAL, SPACED = 1.5, 4.0
"""Heights of a letter that may part the lines of a value; of one whose line ends in the midst of a list."""
LIST = 8
"""From so many lines on a value may be several paragraphs: a scope of business, conditions."""
_TELLING = ("credit_code", "id_number", "date", "account", "unit_number", "phone", "capital")
"""Types whose text cannot be mistaken for something else at the beginning of a line."""
_SENTENCE = re.compile(r"[。;,]")
_OPEN = re.compile(r"[;；,，、:：(（]\s*$")
"""A list whose last line ends so goes on."""
BROKEN_OFF = Decimal("0.85")
"""How sure a list is that breaks off there, or whose first line is another, as a share."""


def find_after(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """`label: value`, `label  value`, a label broken over two lines, a value running on over the next lines."""
    yield from after_labels(stretch, finder, field, kind, ())


def find_below(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """The value under its label."""
    own, stops = labels(finder.labels), any_label(kind.labels)
    for strip in stretch.strips:
        for hit in hits(strip.plain, own):
            if hit.strength == "joined" or hit.is_part_of_longer(strip.plain, stops):
                continue
            piece = _next_line(stretch, strip, hit, stops)
            pieces = [piece] if piece and piece.text.strip() else []
            label = Piece(strip, hit.start, hit.end)
            yield from _candidate(stretch, finder, field, pieces, (label,), Decimal("0.85"), hit.unit, "gap")


def after_labels(
    stretch: Stretch, finder: Finder, field: Field, kind: DocumentType, cells_done: Sequence[tuple[Page, Cell]]
) -> Iterator[Found]:
    """Behind every place of the labels, but for those whose cell the table has answered for."""
    own, stops = labels(finder.labels), any_label(kind.labels)
    for strip in stretch.strips:
        for hit in hits(strip.plain, own):
            if hit.is_part_of_longer(strip.plain, stops) or _stands_in(strip, hit, cells_done):
                continue
            if hit.strength == "joined" and cells.is_row(strip.line.place, stretch.media):
                continue
            if not _leaves_its_cell(stretch, strip, hit, own):
                yield from _behind(stretch, strip, hit, finder, field, stops)
            elif _is_torn_behind(stretch, strip, hit):
                yield from map(_doubted, _behind(stretch, strip, hit, finder, field, stops))
    if not cells_done:
        yield from _broken_label(stretch, finder, field, stops)


def _stands_in(strip: Strip, hit: Hit, cells_done: Sequence[tuple[Page, Cell]]) -> bool:
    """The label is one of the cells whose value has been taken by its place in the table."""
    box = strip.box(hit.start, hit.end)
    for page, cell in cells_done:
        if page is not strip.page:
            continue
        if box is not None and cell.box is not None:
            if cell.box.holds(box):
                return True
        elif cells.shares_row(strip.line.place, cell):
            return True
    return False


def _leaves_its_cell(stretch: Stretch, strip: Strip, hit: Hit, own: Labels) -> bool:
    """The label has a ruled cell to itself, or one of many lines, or its line goes on in another: the table tells."""
    label = strip.box(hit.start, hit.end)
    if label is None:
        return False
    found = next(((cell, box) for cell, box in stretch.ruled_on(strip.page) if box.holds(label)), None)
    if found is None:
        return False
    following = _following(strip, hit)
    broken = "\n" in found[0].text.strip() and len(found[0].text) < 400
    return broken or is_label(found[0].text, own) or (following is not None and not found[1].holds(following))


def _is_torn_behind(stretch: Stretch, strip: Strip, hit: Hit) -> bool:
    """What follows the label in a picture stands in no cell: a rule was not seen, so the table cannot tell."""
    following = _following(strip, hit)
    if following is None or strip.page.method != "ocr":
        return False
    return not any(box.holds(following) for _, box in stretch.ruled_on(strip.page))


def _following(strip: Strip, hit: Hit) -> Box | None:
    return next((box for start, end, box in strip.starts() if end > hit.end and box is not None), None)


def _doubted(found: Found) -> Found:
    """It may have more lines than the label's own."""
    return replace(found, origin=replace(found.origin, confidence=round(found.origin.confidence * BROKEN_OFF, 2)))


def _behind(
    stretch: Stretch, strip: Strip, hit: Hit, finder: Finder, field: Field, stops: Labels
) -> Iterator[Found]:
    pieces = _pieces(stretch, strip, hit, finder.lines, stops)
    label = Piece(strip, hit.start, hit.end)
    confidence = SURE[hit.strength]
    if not any(piece.text.strip() for piece in pieces):
        following = _on_next_line(stretch, strip, hit, field, stops) if hit.strength in ("end", "colon") else None
        pieces = [following] if following else []
    elif pieces[0].strip is not strip:
        confidence = SURE["end"]
    if finder.lines >= LIST and pieces and (_OPEN.search(pieces[-1].text) or _began_above(pieces, label, stretch)):
        confidence *= BROKEN_OFF
    yield from _candidate(stretch, finder, field, pieces, (label,), confidence, hit.unit, hit.strength)


def _on_next_line(stretch: Stretch, strip: Strip, hit: Hit, field: Field, stops: Labels) -> Piece | None:
    """The value of a label at its line's end: under it; behind a colon only where the type tells that it is one."""
    if cells.is_row(strip.line.place, stretch.media):
        return None
    if ":" not in strip.plain[hit.start: hit.end]:
        return _next_line(stretch, strip, hit, stops)
    following = stretch.strips[strip.number + 1] if strip.number + 1 < len(stretch.strips) else None
    if following is None or field.type not in _TELLING or hit.end < len(strip.plain.rstrip()):
        return None
    match = OUTLINES[field.type].match(following.plain.lstrip())
    start = len(following.plain) - len(following.plain.lstrip())
    return Piece(following, start, start + match.end()) if match else None


def _pieces(stretch: Stretch, strip: Strip, hit: Hit, lines: int, stops: Labels) -> list[Piece]:
    """The value's parts: on the label's own line up to the next label, then in the lines below in the same column."""
    prose = lines > 1
    end = min(ends(strip.plain, hit.end, stops, prose=prose), _wide_gap(strip, hit.end))
    if cells.is_row(strip.line.place, stretch.media):
        return [Piece(strip, hit.end, min(end, _cell_end(strip, hit.end)))]
    pieces = [Piece(strip, hit.end, end)]
    runs_on = end == len(strip.plain) and strip.number in stretch.wrapped
    if runs_on and (lines < 2 or (lines < LIST and _is_in_midst(strip, hit))):
        return pieces + _sentence_rest(stretch, strip, stops)
    if lines < 2 or (hit.strength == "end" and ":" not in strip.plain[hit.start: hit.end]):
        return pieces
    if strip.line.box is None and lines < LIST:
        return pieces
    label_box = strip.box(hit.start, hit.end)
    value_box = strip.box(hit.end, end) if strip.plain[hit.end:end].strip() else None
    right_box = strip.box(end, len(strip.plain)) if end < len(strip.plain) else None
    column = _Column.of(label_box, value_box, right_box)
    aligned = hit.strength == "colon" and right_box is None and value_box is not None
    taken, below = 1, strip
    for following in stretch.strips[strip.number + 1: strip.number + 1 + lines * 3]:
        if taken >= lines or following.page is not strip.page:
            break
        if lines < LIST and pieces[-1].text.rstrip().endswith(("。", ".", "；", ";")):
            break
        piece = _in_column(following, column, stops)
        if piece is None and below.number in stretch.wrapped and following.number == below.number + 1:
            piece = Piece(following, 0, ends(following.plain, 0, stops, prose=True))
        if piece is None:
            break
        if piece.start >= piece.end:
            continue
        most = SPACED if _OPEN.search(pieces[-1].text) else USUAL
        is_loose = aligned and not _hangs(piece, value_box, stretch)
        if column is not None and (is_loose or _far_below(piece, below, most)):
            break
        if _ONLY_DATE.fullmatch(squeezed(piece.text)):
            break
        pieces.append(piece)
        taken, below = taken + 1, following
    return pieces


def _is_in_midst(strip: Strip, hit: Hit) -> bool:
    """A label with its colon behind other words: what runs on goes on at the margin, not under the value."""
    return ":" in strip.plain[hit.start: hit.end] and bool(strip.plain[: hit.start].strip())


def _sentence_rest(stretch: Stretch, strip: Strip, stops: Labels) -> list[Piece]:
    """What follows on the next lines of prose, up to a point, a comma or another label."""
    pieces: list[Piece] = []
    while strip.number in stretch.wrapped and len(pieces) < 4:
        strip = stretch.strips[strip.number + 1]
        end = min(ends(strip.plain, 0, stops), len(strip.plain))
        point = _SENTENCE.search(strip.plain, 0, end)
        pieces.append(Piece(strip, 0, point.start() if point else end))
        if point or end < len(strip.plain):
            break
    return pieces


@dataclass(frozen=True, slots=True)
class _Column:
    """Between which edges a value runs on below its first line."""

    label: float
    left: float
    right: float

    @classmethod
    def of(cls, label: Box | None, value: Box | None, right: Box | None) -> "_Column | None":
        if label is None:
            return None
        slack = float(label.bottom - label.top) * 0.8
        limit = float(right.x0) - slack / 2 if right else 1e9
        left = float(value.x0) if value else float(label.x0)
        return cls(float(label.x0) - slack, left - slack, limit)


def _in_column(strip: Strip, column: _Column | None, stops: Labels) -> Piece | None:
    """The part of a line that stands in the column; None where the value ends; empty where nothing stands there."""
    words = strip.starts()
    if column is None or not words or any(box is None for _, _, box in words):
        end = next((hit.start for hit in hits(strip.plain, stops) if hit.strength != "joined"), len(strip.plain))
        end = min(end, ends(strip.plain, 0, stops, prose=True))
        return Piece(strip, 0, end) if strip.plain[:end].strip() else None
    for hit in hits(strip.plain, stops):
        box = strip.box(hit.start, hit.end)
        if box is not None and hit.strength != "joined" and column.label <= float(box.x0) < column.right:
            return None
    inside = [(start, end) for start, end, box in words if box and column.left <= float(box.x0) < column.right]
    beside = [box for _, _, box in words if box and column.label <= float(box.x0) < column.left]
    if beside:
        return None
    return Piece(strip, inside[0][0], inside[-1][1]) if inside else Piece(strip, 0, 0)


_ONLY_DATE = re.compile(OUTLINES["date"].pattern)


def _hangs(piece: Piece, value: Box | None, stretch: Stretch) -> bool:
    """It goes on where the line above was full, or stands exactly under the value: not merely somewhere below it."""
    if piece.strip.number - 1 in stretch.wrapped or value is None or piece.box is None:
        return True
    return abs(float(piece.box.x0 - value.x0)) < 0.6 * float(value.bottom - value.top)


def _began_above(pieces: Sequence[Piece], label: Piece, stretch: Stretch) -> bool:
    """Whether the value begins under its label's line, and right over it too: the label is set midway beside both."""
    first = next((piece for piece in pieces if piece.text.strip()), None)
    box, beside = first.box if first else None, label.box
    if first is None or box is None or beside is None or first.strip.number <= label.strip.number:
        return False
    over = stretch.strips[label.strip.number - 1].line.box if label.strip.number else None
    letter = float(box.bottom - box.top)
    return (
        over is not None
        and over.x0 >= beside.x1
        and abs(float(over.x0 - box.x0)) < 0.6 * letter
        and 0 <= float(box.top - over.bottom) < USUAL * letter
    )


def _far_below(piece: Piece, above: Strip, most: float) -> bool:
    """Whether more than so many letters' heights of paper part it from the line above."""
    box, over = piece.box, above.line.box
    if box is None or over is None:
        return False
    return float(box.top - over.bottom) > most * float(box.bottom - box.top)


def _wide_gap(strip: Strip, start: int) -> int:
    """Where the words behind `start` break off: a gap wider than three letters, once something stands before it."""
    for at, width, height in strip.gaps:
        if at > start and width > 3 * height and strip.plain[start:at].strip():
            return at
    run = re.compile(r"\S(\s{4,})\S").search(strip.plain, start)
    return run.end(1) if run and not strip.gaps else len(strip.plain)


def _cell_end(strip: Strip, start: int) -> int:
    """Where a line is a table's row and each word a cell: the end of the first cell with text behind `start`."""
    for begin, end, _ in strip.starts():
        if end > start and strip.plain[max(begin, start): end].strip():
            return end
    return len(strip.plain)


def _next_line(stretch: Stretch, strip: Strip, hit: Hit, stops: Labels) -> Piece | None:
    """What stands under a label with nothing behind it, when it is no label itself."""
    label = strip.box(hit.start, hit.end)
    for following in stretch.strips[strip.number + 1: strip.number + 3]:
        if following.page is not strip.page:
            return None
        piece = _under(following, label, stops)
        if piece is None or piece.start < piece.end:
            return piece
    return None


def _under(strip: Strip, label: Box | None, stops: Labels) -> Piece | None:
    """The words of a line that stand under a label; None where a label stands there; empty where nothing does."""
    words = strip.starts()
    if label is None or any(box is None for _, _, box in words):
        first = next(iter(hits(strip.plain, stops)), None)
        return None if first is not None and first.start == 0 else Piece(strip, 0, _wide_gap(strip, 0))
    inside = [
        (start, end) for start, end, box in words if box is not None and box.x0 < label.x1 and box.x1 > label.x0
    ]
    if not inside:
        return Piece(strip, 0, 0)
    start, end = inside[0][0], _run_on(strip, inside[-1][1])
    taken = [hit for hit in hits(strip.plain, stops) if start <= hit.start < end and hit.strength != "joined"]
    return None if taken else Piece(strip, start, end)


def _run_on(strip: Strip, end: int) -> int:
    """To the end of the words that follow with ordinary gaps."""
    for at, width, height in strip.gaps:
        if at > end and width > 1.5 * height:
            return at
    return len(strip.plain)


def _broken_label(stretch: Stretch, finder: Finder, field: Field, stops: Labels) -> Iterator[Found]:
    """A label whose letters stand on two lines one under the other, the value beside either."""
    for strip, following in pairwise(stretch.strips):
        if strip.page is not following.page:
            continue
        for word in finder.labels:
            letters = "".join(plain(word).split())
            broken = _broken_at(strip.plain, following.plain, letters) if len(letters) > 3 else None
            if broken is None:
                continue
            head, tail = broken
            first, second = Piece(strip, *head), Piece(following, *tail)
            if not _stand_together(first, second):
                continue
            values = [
                Piece(strip, head[1], ends(strip.plain, head[1], stops)),
                Piece(following, tail[1], ends(following.plain, tail[1], stops)),
            ]
            filled = [piece for piece in values if piece.text.strip(" :：")]
            yield from _candidate(stretch, finder, field, filled, (first, second), Decimal("0.8"), "", "gap")


def _broken_at(above: str, below: str, letters: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    begun = below.lstrip()[:1]
    if letters[0] not in above or not begun or begun not in letters[2:]:
        return None
    for cut in range(2, len(letters) - 1):
        if letters[cut] != begun:
            continue
        head = re.search(rf"(?:^|(?<=\s)){spread(letters[:cut])}(?=\s|$)", above)
        tail = re.match(rf"\s*{spread(letters[cut:])}\s*(?:\([^()\n]{{0,24}}\))?\s*(?::|(?=\s)|$)", below)
        if head and tail:
            return head.span(), tail.span()
    return None


def spread(letters: str) -> str:
    """A pattern for letters however far apart they are set."""
    return r"\s*".join(re.escape(letter) for letter in letters)


def _stand_together(first: Piece, second: Piece) -> bool:
    above, below = first.box, second.box
    if above is None or below is None:
        return not first.strip.plain[: first.start].strip()
    height = float(above.bottom - above.top)
    return abs(float(above.x0 - below.x0)) < 2 * height and float(below.top - above.bottom) < height


def _candidate(
    stretch: Stretch, finder: Finder, field: Field, pieces: list[Piece], label: tuple[Piece, ...],
    confidence: Decimal, unit: str, strength: str,
) -> Iterator[Found]:
    text = joined(piece.text for piece in pieces)
    shaped = cut_to_type(text, unit, field, finder, strength)
    if shaped is None:
        return
    value, factor = shaped
    if strength == "joined" and factor == 1 and field.type in OUTLINES:
        confidence = Decimal("0.9")
    yield found_in(stretch, pieces or list(label), value, [*label, *pieces], confidence * factor)
