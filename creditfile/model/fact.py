"""A fact: a typed value that knows where it was read."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = Decimal | int | date | str | bool | tuple["Value", ...] | dict[str, "Value"] | None
"""What a fact may hold: money and ratios as Decimal, counts as int, dates as date (`date.max`: no end),
tables as tuples of rows, None for a cell that is printed but blank (which is not zero)."""

METHODS = ("person", "form", "text", "table", "ocr", "derived")
"""How a value came to be read; person: stated by somebody; derived: computed from other facts."""

AMOUNTS = frozenset({"money", "capital", "table"})
"""Types whose facts are amounts or hold them: their unit is a currency."""


@lru_cache(maxsize=16384)
def _tenth(side: float) -> Decimal:
    return Decimal(str(round(float(side), 1) + 0.0))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left corner."""

    x0: Decimal
    top: Decimal
    x1: Decimal
    bottom: Decimal

    @classmethod
    def of(cls, x0: float, top: float, x1: float, bottom: float) -> "Box":
        """Round to a tenth of a point, which is finer than any pen."""
        return cls(_tenth(x0), _tenth(top), _tenth(x1), _tenth(bottom))

    def holds(self, other: "Box") -> bool:
        """Whether the middle of another lies in it."""
        across, down = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= across <= self.x1 and self.top <= down <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Whether the two have any place in common."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.top < other.bottom and other.top < self.bottom

    def union(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class CellOrigin:
    """Where one cell of a table stands in a picture, and how legible it is."""

    row: int
    """From 1; 0 is the row of heads."""
    column: str
    """The column's name."""
    page: int | None
    """From 1: a table may go on over pages."""
    box: Box | None
    """The cell's place on its page; None where no word of the column stands in the row."""
    confidence: Decimal
    """0 to 1: how sure the reader is that the paper says this there."""
    twice: bool = False
    """A second look at the picture says the same."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was read."""

    source: str
    """The source's path in the case."""
    page: int | None
    """From 1; a sheet counts as a page; None where the format has no pages."""
    box: Box | None
    """The value's place on the page; None where the format has no geometry."""
    quote: str
    """The words as they stand on the paper, value included."""
    method: str
    """One of METHODS."""
    confidence: Decimal = Decimal(1)
    """0 to 1: how sure the reader is that the paper says this."""
    place: str = ""
    """Where in a paper without pages: `Sheet1!B12`, `paragraph 14`, `table 2 row 3 column 2`, a form field's name."""
    cells: tuple[CellOrigin, ...] = ()
    """Of a table that was recognised in a picture: its cells."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed value with its origin."""

    name: str
    """Its address: `contract.amount`, `guarantee[0].amount`, `statement["2023-12-31"].total_assets`."""
    value: Value
    """None where the paper shows the place and leaves it blank."""
    type: str
    """The field's type in the book: money, date, credit_code …"""
    unit: str | None = None
    """CNY for money (yuan; another ISO code where its paper counts in that), percent for rates …; None: none."""
    raw: str = ""
    """The text before it was typed."""
    origins: tuple[Origin, ...] = ()
    """Every place that says so, the best first."""
    inputs: tuple[str, ...] = ()
    """For a figure: the names of the facts it was computed from."""
    rivals: tuple["Fact", ...] = ()
    """Other readings that disagree."""
    confirm: bool = False
    """A person must confirm it before it counts."""
    doubts: tuple[str, ...] = ()
    """Why a person is asked, as codes with detail: `identity:ART-01`, `confidence`, `text_layer`, `rival` …"""
    witnesses: tuple[str, ...] = ()
    """What vouches for it, as codes: `identity:ART-01`, `report:other.pdf`, `check_digit`, `words` …"""
    label: str = ""
    """What a person calls it, in Chinese."""
    label_en: str = ""
    """The same in English."""
    period: str | None = None
    """For a statement figure: the ISO date of the period's end."""
    months: int | None = None
    """For a statement figure of a flow: the months its period covers."""
    step: Decimal | None = None
    """The smallest step the paper shows, in the fact's own unit: 0.01 for 1.00 元, 10000 for 450 万元."""
    scope: str | None = None
    """For a statement figure: `consolidated` or `parent`; None where the paper does not say."""

    @property
    def is_foreign(self) -> bool:
        """Whether it is an amount in another currency than renminbi, or a list of such: never to be taken for yuan."""
        return self.type in AMOUNTS and self.unit != "CNY" and bool(_CURRENCY.fullmatch(self.unit or ""))


_CURRENCY = re.compile("[A-Z]{3}")


CELL = "cell:"
"""Begins a doubt about one cell of a table, its row from 1, column and label: `cell:2.subscribed:认缴出资额`."""


def is_asking(doubt: str) -> bool:
    """A remark on how something is written asks nobody."""
    return not doubt.startswith("remark:")


def doubted_cells(table: Fact) -> tuple[tuple[int, str, str], ...]:
    """Row from 1, column and label of each cell in doubt, where the doubts are about cells alone; else none."""
    asking = [doubt for doubt in table.doubts if is_asking(doubt)]
    if not all(doubt.startswith(CELL) for doubt in asking):
        return ()
    parted = (doubt.removeprefix(CELL).partition(":") for doubt in asking)
    placed = ((*place.partition("."), label) for place, _, label in parted)
    return tuple((int(row), column, label) for row, _, column, label in placed)


def cell_of(table: Fact, row: int, column: str, value: Value) -> Fact:
    """A cell as a fact of its own, `….[row].column` with its row from 0; only what is in doubt of it asks."""
    doubted = doubted_cells(table)
    asks = table.confirm and (not doubted or (row + 1, column) in {(at, name) for at, name, _ in doubted})
    name = f"{table.name}[{row}].{column}"
    origins = tuple(_place_of(origin, row + 1, column) for origin in table.origins)
    return replace(table, name=name, value=value, label="", label_en="", confirm=asks, origins=origins)


def _place_of(origin: Origin, row: int, column: str) -> Origin:
    """Where a cell stands; the whole table where its own place is not known."""
    places = (cell for cell in origin.cells if (cell.row, cell.column) == (row, column))
    cell = next(places, None)
    if cell is None:
        return origin
    return replace(origin, page=cell.page, box=cell.box, confidence=cell.confidence, cells=())
