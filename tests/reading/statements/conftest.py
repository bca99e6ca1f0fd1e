"""Reads made-up statements and holds them against what was drawn."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from creditfile.content import read_toml
from creditfile.model import Fact
from creditfile.model.identity import Identity, identity_from
from creditfile.model.line_item import LineItems
from creditfile.reading.readers import open_source
from creditfile.reading.statements import read_items, read_statements
from creditfile.settling.agree import agreed
from creditfile.settling.fields import typed
from creditfile.settling.witness import vouch


@pytest.fixture(scope="session")
def items(root: Path) -> LineItems:
    """The reviewed table of items."""
    return read_items(root / "schemas" / "lists" / "line-items.csv")


@pytest.fixture(scope="session")
def identities(root: Path, items: LineItems) -> tuple[Identity, ...]:
    """The sums of the book."""
    contents = (read_toml(file) for file in sorted((root / "checks" / "finance").glob("ART-*.toml")))
    return tuple(
        identity_from(content["code"], content["identity"]).over_items(items)
        for content in contents if "identity" in content
    )


@pytest.fixture(scope="session")
def read(items: LineItems) -> Callable[..., dict[str, Fact]]:
    """Reads a file's statements; facts by name, settled into yuan but not vouched for."""

    def read(content: bytes, name: str = "report.pdf") -> dict[str, Fact]:
        by_name: dict[str, list[Fact]] = {}
        for reading in read_statements(open_source(content, name), name, items):
            settled = typed(reading, None).fact
            if settled is not None:
                by_name.setdefault(settled.name, []).append(settled)
        return {name: agreed(facts, Decimal("0.9")) for name, facts in by_name.items()}

    return read


@pytest.fixture(scope="session")
def vouched(read: Callable[..., dict[str, Fact]], identities: Sequence[Identity]) -> Callable[..., dict[str, Fact]]:
    """The same, vouched for by the sums of the book."""

    def vouched(content: bytes, name: str = "report.pdf") -> dict[str, Fact]:
        return {fact.name: fact for fact in vouch(tuple(read(content, name).values()), identities)}

    return vouched
