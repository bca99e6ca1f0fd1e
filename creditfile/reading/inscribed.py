"""What is filled into the fields of a fillable form, put among the printed words where the eye reads it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from creditfile.model import Box
from creditfile.reading.pages import FormField, Line, Page, Table, Word

_FILL_LINE = re.compile(r"[_＿]{2,}")
TICKED, OPEN = "☑", "□"


def with_fields(page: Page, fields: Sequence[FormField]) -> Page:
    """The page with the fields' words among its own; a printed line under them is left out, boxes are ☑ or □."""
    said = [(field.box, words) for field in fields if field.box is not None and (words := _words_of(field))]
    if not said:
        return page
    lines = _inscribed(page.lines, [Word(words, box) for box, words in said])
    return Page(
        page.number, "\n".join(line.text for line in lines), width=page.width, height=page.height, title=page.title,
        image_only=page.image_only, troubles=page.troubles, method=page.method, seals=page.seals,
        signatures=page.signatures, back=page.back, struck=page.struck, open_fills=page.open_fills,
        lines=lambda: lines, tables=lambda: tuple(_filled(table, said) for table in page.tables),
    )  # fmt: skip


def _words_of(field: FormField) -> str:
    if field.on is not None:
        return TICKED if field.on else OPEN
    return " ".join(field.value.split())


def _inscribed(lines: Sequence[Line], words: Sequence[Word]) -> tuple[Line, ...]:
    """Each word in the line it stands on, from left to right; one that stands on none is a line of its own."""
    rows = [list(line.words) for line in lines]
    new: list[Word] = []
    for word in words:
        assert word.box is not None
        at = _line_of(lines, word.box)
        if at is None:
            new.append(word)
        else:
            rows[at] = [*(part for own in rows[at] for part in _beside(own, word.box)), word]
    made = [replace(line, words=_in_order(row)) for line, row in zip(lines, rows, strict=True)]
    return tuple(sorted([*made, *(Line((word,)) for word in new)], key=_top)) if new else tuple(made)


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    placed = all(word.box is not None for word in words)
    return tuple(sorted(words, key=lambda word: word.box.x0 if word.box else Decimal(0)) if placed else words)


def _top(line: Line) -> Decimal:
    return line.box.top if line.box is not None else Decimal(0)


def _line_of(lines: Sequence[Line], box: Box) -> int | None:
    """The line whose middle is nearest to the box's, if it lies within the box or the box's middle within it."""
    middle = (box.top + box.bottom) / 2
    near: list[tuple[Decimal, int]] = []
    for at, line in enumerate(lines):
        if line.box is None:
            continue
        own = (line.box.top + line.box.bottom) / 2
        if box.top <= own <= box.bottom or line.box.top <= middle <= line.box.bottom:
            near.append((abs(own - middle), at))
    return min(near)[1] if near else None


def _beside(word: Word, box: Box) -> Iterator[Word]:
    """A word without the fill line that stands under the box."""
    if word.box is None or not word.text:
        yield word
        return
    width = (word.box.x1 - word.box.x0) / len(word.text)
    start = 0
    for run in _FILL_LINE.finditer(word.text):
        left, right = word.box.x0 + width * run.start(), word.box.x0 + width * run.end()
        if min(right, box.x1) - max(left, box.x0) > (right - left) / 2:
            yield from _part(word, start, run.start(), width)
            start = run.end()
    yield from _part(word, start, len(word.text), width)


def _part(word: Word, start: int, end: int, width: Decimal) -> Iterator[Word]:
    if start == 0 and end == len(word.text):
        yield word
    elif start < end and word.box is not None:
        box = replace(word.box, x0=word.box.x0 + width * start, x1=word.box.x0 + width * end)
        yield Word(word.text[start:end], box, word.confidence, word.sure[start:end], word.twice[start:end])


def _filled(table: Table, said: Sequence[tuple[Box, str]]) -> Table:
    """The table, what stands in a cell's fields added to the cell."""
    cells = []
    for cell in table.cells:
        inside = [words for box, words in said if cell.box is not None and cell.box.holds(box)]
        text = " ".join([_FILL_LINE.sub("", cell.text).strip(), *inside]).strip()
        cells.append(replace(cell, text=text) if inside else cell)
    return replace(table, cells=tuple(cells))
