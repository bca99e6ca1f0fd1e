"""Where a field's value stands on a paper: one small function for each way of finding, and the table of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from creditfile.model import Box, Origin, Value
from creditfile.model.document import Column, DocumentType, Field, Finder
from creditfile.reading import cells
from creditfile.reading.labels import Hit, Labels, any_label, ends, hits, labels, unit_in
from creditfile.reading.outlines import MARKED, OUTLINES
from creditfile.reading.pages import Cell, Page, around
from creditfile.reading.stretch import Stretch, Strip, mapped, plain, squeezed
from creditfile.values.text import is_blank_cell, is_placeholder

SURE = {"colon": Decimal("0.98"), "gap": Decimal("0.95"), "end": Decimal("0.75"), "joined": Decimal("0.45")}
"""How sure a value is that stands behind its label, by what divides the two."""
LIST = 8
"""From so many lines on a value may be several paragraphs: a scope of business, conditions."""
DOUBTED = Decimal("0.5")
"""At or below this a candidate counts only where there is none better."""


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate for a field's value."""

    value: Value
    """The raw text, or a tuple of rows of raw texts; None where the place is there and blank."""
    origin: Origin
    """Where, with the words as they stand and how sure."""
    rank: int = 0
    """Which of the field's finders found it, from 0."""


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


def find_field(stretch: Stretch, field: Field, kind: DocumentType) -> list[Found]:
    """Every candidate for a field on a paper, the best first; the doubtful ones only where there is none better."""
    found = [each for rank, finder in enumerate(field.find) if not finder.otherwise
             for each in _ranked(stretch, finder, field, kind, rank)]
    if not any(each.value is not None and each.origin.confidence > DOUBTED for each in found):
        found += [each for rank, finder in enumerate(field.find) if finder.otherwise
                  for each in _ranked(stretch, finder, field, kind, rank)]
    return _cut_once(sorted(_best_grade(found), key=lambda candidate: (candidate.rank, -candidate.origin.confidence)))


def _ranked(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType, rank: int) -> list[Found]:
    candidates = [
        candidate for part in _parts(stretch, finder, kind)
        for candidate in FINDERS[finder.kind](part, finder, field, kind)
    ]
    return [replace(candidate, rank=rank) for candidate in _only(candidates, finder, stretch)]


def _parts(stretch: Stretch, finder: Finder, kind: DocumentType) -> Iterator[Stretch]:
    """Where a finder looks: everywhere, or in the sections it names, each up to the next heading some finder names."""
    if not finder.section:
        yield stretch
        return
    every = tuple(dict.fromkeys(word for field in kind.fields for each in field.find for word in each.section))
    headings = [strip.number for strip in stretch.strips if _is_heading(strip, every)]
    for number in headings:
        if _is_heading(stretch.strips[number], finder.section):
            end = next((other for other in headings if other > number), len(stretch.strips))
            yield stretch.part(number, end)


def _is_heading(strip: Strip, words: tuple[str, ...]) -> bool:
    text = squeezed(strip.text)
    return len(text) <= 40 and any(squeezed(word) in text for word in words)


def _best_grade(found: list[Found]) -> list[Found]:
    """Those that say something before blanks, the sure before the doubtful."""
    filled = [candidate for candidate in found if candidate.value is not None] or found
    return [candidate for candidate in filled if candidate.origin.confidence > DOUBTED] or list(filled)


def _cut_once(found: list[Found]) -> list[Found]:
    """The same words cut otherwise by a less trusted finder are no second opinion."""
    kept: list[Found] = []
    for candidate in found:
        if not any(_other_cut(candidate, better) for better in kept):
            kept.append(candidate)
    return kept


def _other_cut(candidate: Found, better: Found) -> bool:
    one, two = candidate.origin, better.origin
    if candidate.rank == better.rank or one.page != two.page:
        return False
    if not (one.place.startswith(two.place) or two.place.startswith(one.place)):
        return False
    if not isinstance(candidate.value, str) or not isinstance(better.value, str):
        return candidate.value is None or better.value is None
    if one.box is not None and two.box is not None and not _overlap(one.box, two.box):
        return False
    short, long = sorted((squeezed(candidate.value), squeezed(better.value)), key=len)
    return short != long and short in long


def _overlap(one: Box, two: Box) -> bool:
    return one.x0 < two.x1 and two.x0 < one.x1 and one.top < two.bottom and two.top < one.bottom


def _only(candidates: list[Found], finder: Finder, stretch: Stretch) -> list[Found]:
    if finder.only is None or len(candidates) < 2:
        return candidates
    filled = _best_grade(candidates)
    filled.sort(key=lambda candidate: _position(candidate.origin, stretch))
    return filled[:1] if finder.only == "first" else filled[-1:]


def _position(origin: Origin, stretch: Stretch) -> tuple[int, Decimal, Decimal]:
    """For sorting: where on the paper, from the top."""
    if origin.box is not None:
        return origin.page or 0, origin.box.top, origin.box.x0
    for strip in stretch.strips:
        place = strip.line.place
        if place == origin.place or (place and origin.place.startswith(f"{place} ")):
            return origin.page or 0, Decimal(strip.number), Decimal(0)
    return origin.page or 0, Decimal(len(stretch.strips)), Decimal(0)


# ---------------------------------------------------------------- after a label


def find_after(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """`label: value`, `label  value`, a label broken over two lines, a value running on over the next lines."""
    yield from _after(stretch, finder, field, kind, ())


def _after(
    stretch: Stretch, finder: Finder, field: Field, kind: DocumentType, cells_done: Sequence[tuple[Page, Cell]]
) -> Iterator[Found]:
    own, stops = labels(finder.labels), any_label(kind.labels)
    for strip in stretch.strips:
        for hit in hits(strip.plain, own):
            if hit.is_part_of_longer(strip.plain, stops) or _stands_in(strip, hit, cells_done):
                continue
            if hit.strength == "joined" and cells.is_row(strip.line.place, stretch.media):
                continue
            if _leaves_its_cell(stretch, strip, hit):
                continue
            yield from _behind(stretch, strip, hit, finder, field, stops)
    if not cells_done:
        yield from _broken_label(stretch, finder, field, stops)


def _stands_in(strip: Strip, hit: Hit, cells_done: Sequence[tuple[Page, Cell]]) -> bool:
    """The label is one of the cells whose value has been taken by its place in the table."""
    box = strip.box(hit.start, hit.end)
    for page, cell in cells_done:
        if page is not strip.page:
            continue
        if box is not None and cell.box is not None:
            if _holds(cell.box, box):
                return True
        elif cells.shares_row(strip.line.place, cell):
            return True
    return False


def _leaves_its_cell(stretch: Stretch, strip: Strip, hit: Hit) -> bool:
    """The label stands in a ruled cell and what follows it on the line in another: that is for the table to tell."""
    label = strip.box(hit.start, hit.end)
    if label is None or hit.end >= len(strip.plain):
        return False
    cell = next((box for page, box in stretch.boxes if page is strip.page and _holds(box, label)), None)
    following = next((box for start, end, box in strip.starts() if end > hit.end and box is not None), None)
    return cell is not None and following is not None and not _holds(cell, following)


def _holds(outer: Box, inner: Box) -> bool:
    across, down = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= across <= outer.x1 and outer.top <= down <= outer.bottom


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
    yield from _candidate(stretch, finder, field, pieces, (label,), confidence, hit.unit, hit.strength)


_TELLING = ("credit_code", "id_number", "date", "account", "unit_number", "phone", "capital")
"""Types whose text cannot be mistaken for something else at the beginning of a line."""


def _on_next_line(stretch: Stretch, strip: Strip, hit: Hit, field: Field, stops: Labels) -> Piece | None:
    """The value of a label at its line's end: under it; behind a colon only where the type tells that it is one."""
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
    if lines < 2 and end == len(strip.plain) and strip.number in stretch.wrapped:
        return pieces + _sentence_rest(stretch, strip, stops)
    if lines < 2 or (hit.strength == "end" and ":" not in strip.plain[hit.start: hit.end]):
        return pieces
    if strip.line.box is None and lines < LIST:
        return pieces
    label_box = strip.box(hit.start, hit.end)
    value_box = strip.box(hit.end, end) if strip.plain[hit.end:end].strip() else None
    right_box = strip.box(end, len(strip.plain)) if end < len(strip.plain) else None
    column = _Column.of(label_box, value_box, right_box)
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
        if column is not None and _far_below(piece, below):
            break
        pieces.append(piece)
        taken, below = taken + 1, following
    return pieces


_SENTENCE = re.compile(r"[。;,]")


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


def _far_below(piece: Piece, above: Strip) -> bool:
    box, over = piece.box, above.line.box
    if box is None or over is None:
        return False
    return float(box.top - over.bottom) > 1.5 * float(box.bottom - box.top)


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
    for cut in range(2, len(letters) - 1):
        head = re.search(rf"(?:^|(?<=\s)){_spaced(letters[:cut])}(?=\s|$)", above)
        tail = re.match(rf"\s*{_spaced(letters[cut:])}\s*(?:\([^()\n]{{0,24}}\))?\s*(?::|(?=\s)|$)", below)
        if head and tail:
            return head.span(), tail.span()
    return None


def _spaced(letters: str) -> str:
    return r"\s*".join(re.escape(letter) for letter in letters)


def _stand_together(first: Piece, second: Piece) -> bool:
    above, below = first.box, second.box
    if above is None or below is None:
        return not first.strip.plain[: first.start].strip()
    height = float(above.bottom - above.top)
    return abs(float(above.x0 - below.x0)) < 2 * height and float(below.top - above.bottom) < height


def find_beside(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """The value beside its label, be it in a form's field, a table's cell or a line."""
    yield from find_form_field(stretch, finder, field, kind)
    yield from find_in_table(stretch, finder, field, kind)
    done = [(page, neighbour.label) for page, neighbour in _neighbours(stretch, finder, kind)]
    yield from _after(stretch, finder, field, kind, done)


# ---------------------------------------------------------------- under a label, in a table


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


def find_in_table(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """The cell beside a label's cell, or under it where the label heads a column; whole rows for a table field."""
    if field.columns:
        yield from _find_rows(stretch, finder, field, kind)
        return
    beside: dict[int, list[tuple[Page, cells.Neighbour]]] = {}
    for page, neighbour in _neighbours(stretch, finder, kind):
        beside.setdefault(id(neighbour.label), []).append((page, neighbour))
    for neighbours in beside.values():
        yield from _fitting(stretch, finder, field, neighbours)


def _fitting(
    stretch: Stretch, finder: Finder, field: Field, neighbours: Sequence[tuple[Page, cells.Neighbour]]
) -> Iterator[Found]:
    """Of the cells beside one label the first that can be of the field's type; the first at all where none can."""
    found: list[Found] = []
    for page, neighbour in neighbours:
        unit = neighbour.unit or (cells.unit_over(stretch, page) if field.type == "money" else "")
        shaped = _shaped(neighbour.text, unit, field, finder, "gap")
        if shaped is None:
            continue
        value, factor = shaped
        if field.type in OUTLINES and finder.value is None and value and not _fills(value, neighbour.text):
            factor *= Decimal("0.4")
        confidence = neighbour.confidence * factor
        candidate = _found(
            stretch, page, value, neighbour.box, neighbour.quote, confidence, "table", neighbour.place
        )
        if value is not None and factor > DOUBTED:
            yield candidate
            return
        found.append(candidate)
    yield from found[:1]


def _fills(value: str, text: str) -> bool:
    """The value is most of what the cell says; a digit in a sentence is not."""
    return len(squeezed(value)) * 5 >= len(squeezed(text)) * 2


def _neighbours(stretch: Stretch, finder: Finder, kind: DocumentType) -> Iterator[tuple[Page, cells.Neighbour]]:
    known = any_label(kind.labels)
    own = labels(finder.labels)
    for page, table in stretch.tables:
        found = cells.crossings_of(table, own, labels(finder.head), known) if finder.head \
            else cells.values_of(table, own, known, finder.lines, labels(finder.under) if finder.under else None)
        for neighbour in found:
            yield page, neighbour


def _find_rows(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    known = any_label(kind.labels)
    for page, table in stretch.tables:
        for rows in cells.rows_of(table, finder.labels, field.columns, known):
            yield _rows(stretch, page, rows, field.columns)
    for page, rows in cells.rows_in_lines(stretch, finder.labels, field.columns, known):
        yield _rows(stretch, page, rows, field.columns)


def _rows(stretch: Stretch, page: Page, found: cells.Rows, columns: tuple[Column, ...]) -> Found:
    over = cells.unit_over(stretch, page) if any(column.type == "money" for column in columns) else ""
    rows: tuple[Value, ...] = tuple(
        {
            column.name: _cell_value(row.get(column.name), found.units.get(column.name) or over, column)
            for column in columns
        }
        for row in found.rows
    )
    return _found(stretch, page, rows, found.box, found.quote, found.confidence, "table", found.place)


def _cell_value(text: str | None, unit: str, column: Column) -> str | None:
    if text is None or is_blank(text):
        return None
    return with_unit(trimmed(text), unit, column.type)


# ---------------------------------------------------------------- patterns


def find_pattern(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """What a pattern's group `value` matches in the plain text, blanks between Chinese letters closed up."""
    assert finder.pattern is not None
    flow = Flow.of(stretch, across=finder.across)
    broken = [(page, cell) for page, table in stretch.tables for cell in table.cells if _is_broken(cell)]
    yield from _in_broken_cells(stretch, finder, field, broken)
    for match in finder.pattern.finditer(flow.text):
        if broken and _starts_in(flow.pieces(*match.span()), broken):
            continue
        if finder.says is not None:
            pieces = flow.pieces(*match.span())
            yield found_in(stretch, pieces, finder.says, pieces, Decimal("0.9"))
            continue
        if match["value"] is None:
            continue
        pieces, whole = flow.pieces(*match.span("value")), flow.pieces(*match.span())
        text = joined(piece.text for piece in pieces)
        shaped = _shaped(text, "", field, finder, "gap")
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
                shaped = _shaped(match["value"] or "", "", field, finder, "gap")
                if shaped is None or shaped[0] is None:
                    continue
                value, confidence = shaped[0], confidence * shaped[1]
            else:
                value = finder.says
            yield _found(stretch, page, value, cell.box, cell.text, confidence, "table", cell.place)


def _starts_in(pieces: Sequence[Piece], broken: Sequence[tuple[Page, Cell]]) -> bool:
    box = pieces[0].box if pieces else None
    if box is None:
        return False
    return any(
        page is pieces[0].strip.page and cell.box is not None and _holds(cell.box, box) for page, cell in broken
    )


@dataclass(frozen=True, slots=True)
class Flow:
    """A paper's lines as one text to search, each letter knowing its line."""

    text: str
    places: tuple[tuple[Strip | None, int], ...]

    @classmethod
    def of(cls, stretch: Stretch, *, across: bool) -> "Flow":
        """Blanks closed up except between two Latin letters or digits; lines divided, or closed up when `across`.

        A sentence that runs on from one line of a page to the next is not divided.
        """
        letters: list[str] = []
        places: list[tuple[Strip | None, int]] = []
        for strip in stretch.strips:
            line = strip.plain
            in_table = cells.is_row(strip.line.place, stretch.media)
            cell_ends = {end for _, end, _ in strip.starts()} if in_table else set()
            for i, letter in enumerate(line):
                if i in cell_ends:
                    letters.append("\n")
                    places.append((None, 0))
                if not letter.isspace():
                    letters.append(letter)
                    places.append((strip, i))
                elif _divides(line, i) and letters and letters[-1] != " ":
                    letters.append(" ")
                    places.append((strip, i))
            if not across and strip.number not in stretch.wrapped:
                letters.append("\n")
                places.append((None, 0))
        return cls("".join(letters), tuple(places))

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The lines' parts that a span covers."""
        pieces: list[Piece] = []
        for strip, i in self.places[start:end]:
            if strip is None:
                continue
            if pieces and pieces[-1].strip is strip:
                pieces[-1] = replace(pieces[-1], end=i + 1)
            else:
                pieces.append(Piece(strip, i, i + 1))
        return pieces


def _divides(line: str, at: int) -> bool:
    before, behind = line[:at].rstrip()[-1:], line[at:].lstrip()[:1]
    return all(letter.isascii() and letter.isalnum() for letter in (before, behind)) and bool(before and behind)


def find_near_title(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """What a pattern matches in one of the first lines: a number under the title, the addressee of an approval."""
    assert finder.pattern is not None
    for strip in stretch.strips[: finder.lines or 8]:
        for match in finder.pattern.finditer(strip.plain):
            if finder.says is not None:
                piece = Piece(strip, *match.span())
                yield found_in(stretch, [piece], finder.says, [piece], Decimal("0.9"))
                continue
            piece = Piece(strip, *match.span("value"))
            shaped = _shaped(piece.text, "", field, finder, "gap") if match["value"] else None
            if shaped is not None:
                whole = [Piece(strip, *match.span())]
                yield found_in(stretch, [piece], shaped[0], whole, Decimal("0.9") * shaped[1])


def find_typed(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """Whatever has the shape of the field's type: the only identity number on a card, the date at a letter's end."""
    shape = OUTLINES.get(field.type)
    if shape is None:
        return
    for strip in _looked_at(stretch, finder):
        for match in shape.finditer(strip.plain):
            piece = Piece(strip, *match.span())
            shaped = _shaped(piece.text, "", field, finder, "gap")
            if shaped is not None:
                yield found_in(stretch, [piece], shaped[0], [piece], Decimal("0.8"))


def _looked_at(stretch: Stretch, finder: Finder) -> tuple[Strip, ...]:
    lines = finder.lines or 12
    if finder.where == "start":
        return stretch.strips[:lines]
    return stretch.strips[-lines:] if finder.where == "end" else stretch.strips


# ---------------------------------------------------------------- forms


def find_form_field(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """A fillable form's field of that name or with that label."""
    own, known = labels(finder.labels), any_label(kind.labels)
    wanted = {_keyed(label) for label in finder.labels}
    for form in stretch.fields:
        called = [name.strip(" *") for name in (form.name, form.name.rpartition(".")[2], form.label) if name]
        if not any(cells.is_called(name, own, known) or _keyed(name) in wanted for name in called):
            continue
        quote = f"{form.label or form.name}: {form.value}"
        unit = next((unit for unit in map(unit_in, called) if unit), "")
        shaped = _shaped(form.value, unit, field, finder, "colon")
        value, factor = shaped if shaped is not None else (None, Decimal(1))
        place = f"{form.name} ({form.place})" if form.place else form.name
        origin = Origin(stretch.source, form.page, form.box, quote, "form", Decimal("0.99") * factor, place)
        yield Found(value, origin)


def _keyed(name: str) -> str:
    """A form's own name for a field without what differs from maker to maker: loanAmount1 is loan_amount."""
    return re.sub(r"[\W_\d]", "", squeezed(name)).casefold()


_TICKED = r"(?:[☑☒√✓✔■▣●◉⊠☛]|\[\s*[xX√vV✓]\s*\]|\(\s*[√✓]\s*\))"
_OPEN = r"(?:[□☐○◯]|\[\s*\]|\(\s*\))"
_ANY_BOX = re.compile(f"{_TICKED}|{_OPEN}")


def find_checked(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """Which of several options is ticked, the box standing before or behind its option."""
    near = labels(finder.near) if finder.near else None
    options = {option: _spaced("".join(plain(option).split())) for option in finder.labels}
    for strip in stretch.strips:
        if near is not None and not _is_near(stretch, strip, near):
            continue
        for option, start, end in _ticked(strip.plain, options):
            piece = Piece(strip, start, end)
            yield found_in(stretch, [piece], option, [piece], Decimal("0.9"))


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


# ---------------------------------------------------------------- contracts


def find_clause(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """The sentence that says it, or the empty text where none of a wholly read paper does."""
    from creditfile.reading import clauses

    return clauses.find_clause(stretch, finder, field, kind)


def find_structure(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """Rows about the make-up of the paper: blanks left, choices, amount pairs, signature places …."""
    from creditfile.reading import structures

    return structures.find_structure(stretch, finder, field, kind)


# ---------------------------------------------------------------- what they share


def _candidate(
    stretch: Stretch, finder: Finder, field: Field, pieces: list[Piece], label: tuple[Piece, ...],
    confidence: Decimal, unit: str, strength: str,
) -> Iterator[Found]:
    text = joined(piece.text for piece in pieces)
    shaped = _shaped(text, unit, field, finder, strength)
    if shaped is None:
        return
    value, factor = shaped
    if strength == "joined" and factor == 1 and field.type in OUTLINES:
        confidence = Decimal("0.9")
    yield found_in(stretch, pieces or list(label), value, [*label, *pieces], confidence * factor)


def _shaped(text: str, unit: str, field: Field, finder: Finder, strength: str) -> tuple[str | None, Decimal] | None:
    """The value cut to what its type can be, and a factor for its confidence; None where it cannot be meant."""
    if is_blank(text):
        return (None, Decimal(1)) if strength != "joined" else None
    if finder.value is not None:
        text = with_unit(trimmed(text), unit, field.type)
        ordinary, back = mapped(text)
        match = finder.value.search(ordinary)
        if match is None:
            return None
        start, end = match.span("value" if "value" in finder.value.groupindex else 1 if match.re.groups else 0)
        text = text[back[start]: back[end - 1] + 1] if 0 <= start < end else ""
        if is_blank(text):
            return None
    text = trimmed(text)
    if is_blank(text):
        return (None, Decimal(1)) if strength != "joined" else None
    if field.type in ("money", "capital"):
        text = re.sub("[_＿]", "", text)
    shape = OUTLINES.get(field.type)
    if shape is None:
        return text, Decimal(1)
    ordinary = plain(text).replace("_", "")
    matches = [match for match in shape.finditer(ordinary) if strength != "joined" or match.start() == 0]
    if not matches:
        return (text, Decimal("0.4")) if strength != "joined" else None
    if field.type == "money":
        return _amount_of(text, ordinary, matches, unit)
    match = matches[0]
    if field.type != "money":
        text = match[0].strip()
    return with_unit(text, unit, field.type), Decimal(1)


def _amount_of(text: str, ordinary: str, matches: list[re.Match[str]], unit: str) -> tuple[str, Decimal]:
    """The amount among the words: one with a sign of money before a bare number; less sure when there are several."""
    marked = [match for match in matches if MARKED.search(match[0])]
    match = (marked or matches)[0]
    amount = match[0].strip(" ,:(")
    if amount.count("(") < amount.count(")"):
        amount = amount.rstrip(")")
    elif amount.count("(") > amount.count(")"):
        amount += ")"
    others = {each[0].strip() for each in (marked or matches)} - {match[0].strip()}
    factor = Decimal("0.85") if others else Decimal(1)
    return with_unit(text if amount == ordinary else amount, unit, "money"), factor


_WRITTEN = {
    "money": re.compile(r"[元圆万亿角分整]"), "months": re.compile(r"[年月天日]"), "days": re.compile(r"[年月天日]"),
    "ratio": re.compile(r"[%‰分成]"), "rate": re.compile(r"[%‰‱分]"),
}
"""Per type: what tells that a text carries its unit itself."""
_COUNTS = {"月": "个月", "日": "天"}


def with_unit(text: str, unit: str, type: str) -> str:
    """The figure with the unit that stands in its label, unless it carries one itself or its type has none."""
    written = _WRITTEN.get(type)
    if not unit or written is None or written.search(text) or not text[-1:].isdigit():
        return text
    return f"{text}{_COUNTS.get(unit, unit) if type in ('months', 'days') else unit}"


_TAIL = re.compile(r"\s*\((?:加?盖?公?章|签[字名章]|手印|捺印)[^()]*\)\s*$")


def trimmed(text: str) -> str:
    """Without fill lines, stray punctuation and `（盖章）` at either end."""
    text = text.strip().strip("_＿").strip(" \t\u3000:：,，;；、")
    while text and _TAIL.search(plain(text)):
        text = text[: max(text.rfind("("), text.rfind("（"))].strip()
    return text.rstrip("。.;；,，、_＿ \t\u3000")


_ONLY_FORM = re.compile(
    r"[\s_\-/\\.,:;()\[\]{}<>*…×¥$年月日元万个整大小写%‰至自起止]*|人民币[\s_:()¥大小写]*[元万_][\s_整()]*"
)


def is_blank(text: str) -> bool:
    """Nothing was filled in: empty, dashes, lines, `____年__月__日`, a template's own blank."""
    return is_blank_cell(text) or is_placeholder(text) or _ONLY_FORM.fullmatch(plain(text)) is not None


def joined(parts: "Iterator[str]") -> str:
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
    return _found(
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


def _found(
    stretch: Stretch, page: Page, value: Value, box: Box | None, quote: str, confidence: Decimal, method: str,
    place: str,
) -> Found:
    if page.method == "ocr":
        confidence, method = confidence * Decimal("0.9"), "ocr"
    number = None if stretch.media in ("docx", "text") else page.number
    return Found(value, Origin(stretch.source, number, box, quote, method, confidence.quantize(Decimal("0.01")), place))


def origin_of_piece(stretch: Stretch, piece: Piece, quote: str, confidence: Decimal, box: Box | None) -> Origin:
    """Where a piece stands, with a quotation of one's own choosing."""
    page = piece.strip.page
    return _found(stretch, page, None, box, quote, confidence, page.method, piece.strip.line.place).origin


def origin_of_whole(stretch: Stretch) -> Origin:
    """The paper as a whole: where something that is nowhere on it was looked for."""
    page = stretch.pages[0].number if stretch.pages and stretch.media not in ("docx", "text") else None
    return Origin(stretch.source, page, None, "", "text", Decimal("0.95"), "whole paper")


Find = Callable[[Stretch, Finder, Field, DocumentType], Iterator[Found]]

FINDERS: dict[str, Find] = {
    "beside": find_beside,
    "after": find_after,
    "below": find_below,
    "in_table": find_in_table,
    "pattern": find_pattern,
    "near_title": find_near_title,
    "typed": find_typed,
    "form_field": find_form_field,
    "checked": find_checked,
    "clause": find_clause,
    "structure": find_structure,
}
