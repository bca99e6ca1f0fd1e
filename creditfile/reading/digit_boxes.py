"""Amounts written a digit to a box, under 千百十万千百十元角分: as one amount in one cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from creditfile.reading.pages import Cell, Table, around

PLACES = "分角元十百千万十百千亿十百"
"""What stands over the boxes, from the right."""
FEWEST = 6
"""A head of fewer letters is no row of boxes."""
MOST = 40
"""So many amounts of a table are put together; a form has a few."""
_SIGN = re.compile(r"[¥￥$Y⊗×xX]")


def with_amounts(table: Table) -> Table:
    """The table, each row of boxes one cell with what is written in them; as it is where that is no whole amount."""
    for _ in range(MOST):
        joined = _with_first(table)
        if joined is None:
            break
        table = joined
    return table


def _with_first(table: Table) -> Table | None:
    """The table, its first row of boxes put together; None where there is none."""
    for head, row in pairwise(table.rows):
        for places in _heads(head):
            digits = _under(places, row)
            amount = _amount(places, digits) if digits is not None else ""
            if digits is not None and amount:
                return _joined(table, places, digits, amount)
    return None


def _heads(row: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Cells side by side that name places down to 元 or 分."""
    run: list[Cell] = []
    for cell in [*row, None]:
        letter = _letter(cell) if cell is not None else ""
        if cell is not None and len(letter) == 1 and letter in PLACES:
            run.append(cell)
            continue
        if len(run) >= FEWEST and _is_scale(run):
            yield run
        run = []


def _letter(cell: Cell) -> str:
    return "".join(cell.text.split()).replace("拾", "十").replace("佰", "百").replace("仟", "千").replace("圆", "元")


def _is_scale(run: Sequence[Cell]) -> bool:
    said = "".join(map(_letter, reversed(run)))
    return PLACES.startswith(said) or PLACES.removeprefix("分角").startswith(said)


def _under(places: Sequence[Cell], row: Sequence[Cell]) -> list[Cell] | None:
    """The box under each of them; None where there is not one for each."""
    by_column = {cell.column: cell for cell in row if cell.column_span == 1}
    boxes = [by_column.get(place.column) for place in places]
    return [box for box in boxes if box is not None] if None not in boxes else None


def _amount(places: Sequence[Cell], digits: Sequence[Cell]) -> str:
    """What the boxes say: blanks and one sign before the first digit, then a digit in each."""
    letters = ["".join(cell.text.split()) for cell in digits]
    written = "".join(letter or " " for letter in letters)
    match = re.fullmatch(rf" *(?:{_SIGN.pattern} *)?(?P<digits>\d+)", written) if len(written) == len(digits) else None
    if match is None:
        return ""
    cents = 2 if _letter(places[-1]) == "分" else 0
    figures = match["digits"].zfill(cents + 1)
    whole, part = (figures[:-cents], figures[-cents:]) if cents else (figures, "00")
    return f"¥{int(whole):,}.{part}"


def _joined(table: Table, places: Sequence[Cell], digits: Sequence[Cell], amount: str) -> Table:
    """The boxes as one cell, on the row whose label stands left of it."""
    first = places[0].column
    labelled = any(
        cell.text.strip() and cell.column < first and cell.row == digits[0].row for cell in table.cells
    )
    at = digits[0] if labelled else places[0]
    gone = {id(cell) for cell in (*places, *digits)}
    box = around([cell.box for cell in (*places, *digits)])
    sure = min(cell.confidence for cell in digits)
    cell = replace(at, text=amount, column=first, column_span=len(places), box=box, confidence=sure)
    kept = [each for each in table.cells if id(each) not in gone]
    return replace(table, cells=tuple(sorted([*kept, cell], key=lambda each: (each.row, each.column))))
