"""Reads financial statements: finds their pages, understands the columns, reads the cells, names the items."""

from functools import lru_cache
from pathlib import Path

from creditfile.content import read_csv
from creditfile.model.line_item import COLUMNS, LineItems
from creditfile.reading.statements.readings import read_statements

__all__ = ["read_items", "read_statements"]


@lru_cache(maxsize=4)
def _items(file: Path, changed: int) -> LineItems:
    return LineItems.of(read_csv(file, COLUMNS))


def read_items(file: Path) -> LineItems:
    """The reviewed table of items of a book. Raises BookError when it cannot be read."""
    return _items(file, file.stat().st_mtime_ns) if file.exists() else LineItems(())
