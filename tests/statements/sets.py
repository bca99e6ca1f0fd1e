"""Reads a made-up set of reports and holds it against what was printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from creditfile.book import open_book
from creditfile.model import Case, Fact
from creditfile.stages import read as read_case
from creditfile.stages import settle
from tests.generator.case import File

DAY = date(2026, 6, 30)


def opened(root: Path) -> Any:
    """The book."""
    return open_book(root)


def read(folder: Path, book: Any) -> Case:
    """The folder's papers as read."""
    return read_case(Case("set", folder), book.documents)


@dataclass(frozen=True)
class Settled:
    """The facts of a case by name."""

    facts: Mapping[str, Fact]

    @classmethod
    def of(cls, case: Case, book: Any) -> "Settled":
        """Settle what was read."""
        done = settle(case, book.documents, book.figures, DAY)
        return cls({fact.name: fact for fact in done.facts})


def name_of(row: Mapping[str, Any]) -> str:
    """The address of the fact for a figure of the truth."""
    subject = "parent_statement" if row["scope"] == "parent" else "statement"
    return f'{subject}["{row["statement"]}"].{row["item"]}'


def scored(file: File, settled: Settled) -> Iterator[tuple[str, str]]:
    """What became of every printed figure: right (and vouched for), asked, silent or missing."""
    for row in file.statements:
        name = name_of(row)
        fact = settled.facts.get(name)
        if fact is None:
            if row["value"] is not None:
                yield name, "missing"
        elif fact.confirm:
            yield name, "asked"
        else:
            yield name, "right" if _is_right(row, fact) else "silent"


def _is_right(row: Mapping[str, Any], fact: Fact) -> bool:
    if row["value"] is None:
        return fact.value is None or (bool(row.get("text")) and fact.value == 0)
    return isinstance(fact.value, Decimal) and fact.value == Decimal(str(row["value"]))
