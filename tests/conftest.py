"""Fixtures that many tests share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from creditfile.model import Fact, Origin

ROOT = Path(__file__).parent.parent
os.environ["CREDITFILE_CACHE"] = "off"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real papers for measuring, which are no part of the project; tests that need them are skipped without."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no folder ../shared/data with real papers")
    return folder


@pytest.fixture(scope="session")
def book() -> Any:
    """The book of this project."""
    from creditfile.book import open_book

    return open_book(ROOT)


@pytest.fixture(scope="session")
def fact() -> Callable[..., Fact]:
    """Makes a fact with an origin: fact("contract.amount", Decimal("5000000"))."""

    def make(name: str, value: Any, type: str = "money", **more: Any) -> Fact:
        origin = Origin(more.pop("source", "contract.pdf"), 1, None, str(value), more.pop("method", "text"))
        return Fact(name, value, type, raw=str(value), origins=(origin,), **more)

    return make
