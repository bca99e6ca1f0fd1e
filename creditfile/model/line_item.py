"""The reviewed table of statement items: what they are called, where they stand and with which sign."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

COLUMNS = ("item", "name", "name_en", "aliases", "former", "statement", "section", "part_of", "sign", "standards")
"""The heads of `schemas/lists/line-items.csv`."""


@dataclass(frozen=True, slots=True)
class LineItem:
    """One item of a statement."""

    id: str
    """As in addresses: total_assets; `heading_…` for lines that carry no figure of their own."""
    name: str
    """What it is called, in Chinese."""
    name_en: str
    """The same in English."""
    aliases: tuple[str, ...]
    """The same name, spelt otherwise; shown as `name`."""
    former: tuple[str, ...]
    """Names under other standards; shown as printed."""
    statement: str
    """BS balance sheet, IS income statement, CF cash flow statement, CS its supplement."""
    section: str
    """Which sum it stands in: CA, NCA, CL, NCL, EQ, REV, COST, GAIN …; T for the sums themselves."""
    part_of: str
    """The item it is a part of, so that it is not added again; `?x`: only where x is printed with a figure;
    `^x`: it is x itself where the statement does not print x."""
    sign: str
    """+ added, - deducted, S carries its own sign, H a heading."""
    standards: tuple[str, ...]
    """The layouts it is typical of; empty when of all."""
    english: tuple[str, ...] = ()
    """Other names in English, of statements that have no Chinese."""

    @property
    def is_heading(self) -> bool:
        """A line without figures."""
        return self.sign == "H"


@dataclass(frozen=True)
class LineItems:
    """All items in the order in which statements print them."""

    items: tuple[LineItem, ...]
    is_english: bool = False
    """Its names are English."""

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> "LineItems":
        """From the rows of the CSV list."""
        return cls(tuple(_item(row) for row in rows))

    def __hash__(self) -> int:
        """By the ids, once: the list is long and often looked up."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(item.id for item in self.items))

    def __iter__(self) -> Iterator[LineItem]:
        """In order."""
        return iter(self.items)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.items)

    @cached_property
    def by_id(self) -> dict[str, LineItem]:
        """By item id."""
        return {item.id: item for item in self.items}

    @cached_property
    def in_english(self) -> "LineItems":
        """The same items by their English names alone; each is still shown by its Chinese name."""
        return LineItems(
            tuple(replace(item, aliases=(item.name_en, *item.english), former=()) for item in self.items),
            is_english=True,
        )

    def section(self, section: str) -> tuple[LineItem, ...]:
        """The items of a section that are added up to its sum, parts and headings left out."""
        return tuple(
            item
            for item in self.items
            if item.section == section and not item.is_heading and (not item.part_of or item.part_of.startswith("?"))
        )


def _item(row: Mapping[str, str]) -> LineItem:
    def several(column: str) -> tuple[str, ...]:
        return tuple(piece.strip() for piece in row.get(column, "").split("|") if piece.strip())

    return LineItem(
        row["item"],
        row["name"],
        row.get("name_en", ""),
        several("aliases"),
        several("former"),
        row["statement"],
        row["section"],
        row.get("part_of", ""),
        row["sign"],
        several("standards"),
        several("english"),
    )
