"""Where a field's value stands on a paper: the table of finders, and what is made of all they find."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from creditfile.model import Origin
from creditfile.model.document import Column, DocumentType, Field, Finder
from creditfile.reading import cells
from creditfile.reading.found import Found
from creditfile.reading.inline import after_labels, find_after, find_below
from creditfile.reading.labels import any_label, labels, unit_in
from creditfile.reading.patterned import (
    find_amount_pair,
    find_checked,
    find_chosen,
    find_near_title,
    find_pattern,
    find_sealed,
    find_typed,
)
from creditfile.reading.promising import promising
from creditfile.reading.shaping import DOUBTED, cut_to_type
from creditfile.reading.sides import parts_of
from creditfile.reading.stretch import Stretch, Strip, squeezed
from creditfile.reading.tabled import find_in_table, neighbours_of


def find_field(stretch: Stretch, field: Field, kind: DocumentType) -> list[Found]:
    """Every candidate for a field on a paper, the best first; the doubtful ones only where there is none better."""
    stretch = promising(stretch, kind)
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
    """Where a finder looks: everywhere, in a party's lines, or in the sections it names.

    A section goes up to the next heading that some finder names.
    """
    if finder.party:
        yield from parts_of(stretch, finder.party)
        return
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
    return len(text) <= 40 and any(
        (at := text.find(squeezed(word))) >= 0 and text[at - 1:at] not in OTHER_KIND for word in words
    )


OTHER_KIND = frozenset("非准")
"""Before the name of a section these make it that of another: 非循环贷, 准贷记卡."""


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
    if one.box is not None and two.box is not None and not one.box.meets(two.box):
        return False
    short, long = sorted((squeezed(candidate.value), squeezed(better.value)), key=len)
    return short != long and short in long


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


def find_beside(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """The value beside its label, be it in a form's field, a table's cell or a line."""
    yield from find_form_field(stretch, finder, field, kind)
    yield from find_in_table(stretch, finder, field, kind)
    done = [(page, neighbour.label) for page, neighbour in neighbours_of(stretch, finder, field, kind)]
    yield from after_labels(stretch, finder, field, kind, done)


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
        shaped = cut_to_type(form.value, unit, field, finder, "colon")
        value, factor = shaped if shaped is not None else (None, Decimal(1))
        place = f"{form.name} ({form.place})" if form.place else form.name
        origin = Origin(stretch.source, form.page, form.box, quote, "form", Decimal("0.99") * factor, place)
        yield Found(value, origin)


def _keyed(name: str) -> str:
    """A form's own name for a field without what differs from maker to maker: loanAmount1 is loan_amount."""
    return re.sub(r"[\W_\d]", "", squeezed(name)).casefold()


def find_cards(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """A row for each card that begins with the label, every column's head being a label on it."""
    from creditfile.reading import cards

    columns = {column.name: _on_cards(stretch, column, kind) for column in field.columns}
    first = next(column.name for column in field.columns if set(column.heads) & set(finder.labels))
    yield from cards.rows_of(stretch, columns, first)


def _on_cards(stretch: Stretch, column: Column, kind: DocumentType) -> list[Found]:
    asked = Field(column.name, column.label, column.type)
    return list(find_beside(stretch, Finder("beside", column.heads), asked, kind))


def find_clause(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """The sentence that says it, or the empty text where none of a wholly read paper does."""
    from creditfile.reading import sentences

    return sentences.find_clause(stretch, finder, field, kind)


def find_structure(stretch: Stretch, finder: Finder, field: Field, kind: DocumentType) -> Iterator[Found]:
    """Rows about the make-up of the paper: blanks left, choices, amount pairs, signature places …."""
    from creditfile.reading import structures

    return structures.find_structure(stretch, finder, field, kind)


Find = Callable[[Stretch, Finder, Field, DocumentType], Iterator[Found]]
FINDERS: dict[str, Find] = {
    "beside": find_beside,
    "after": find_after,
    "below": find_below,
    "in_table": find_in_table,
    "cards": find_cards,
    "pattern": find_pattern,
    "near_title": find_near_title,
    "sealed": find_sealed,
    "typed": find_typed,
    "form_field": find_form_field,
    "checked": find_checked,
    "chosen": find_chosen,
    "amount_pair": find_amount_pair,
    "clause": find_clause,
    "structure": find_structure,
}
