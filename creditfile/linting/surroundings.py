"""What stands around a tag and tells of it: the words beside it, its row, the head of its column, the caption."""

import re
from collections.abc import Iterator

from creditfile.linting.spots import Part, Spot, Table

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")


def untagged(words: str) -> str:
    """Without its tags."""
    return _TAG.sub("", words)


def sides(words: str, tag: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each place of a tag, without other tags."""
    start = words.find(tag) if tag else -1
    while start >= 0:
        end = start + len(tag)
        behind = re.split(r"\{\{|\{%(?!\s*end)", words[end:])[0]
        yield untagged(words[:start]), untagged(behind).strip()
        start = words.find(tag, end)


def surroundings(spot: Spot, part: Part) -> Iterator[str]:
    """What tells of a cell, the nearest first: its row, its column's head, the other heads, the caption."""
    for number, row, column in reversed(spot.cells):
        table = part.tables[number]
        yield untagged(" ".join(table.rows[row - 1][: column - 1]))
        yield untagged(" ".join(table.rows[row - 1][column:]))
        yield from _head(table, row, column)
        yield untagged(table.caption)


def _head(table: Table, row: int, column: int) -> Iterator[str]:
    """The rows above that are one cell, the nearest first; the head of the column."""
    yield from (untagged(above[0]) for above in reversed(table.rows[: row - 1]) if len(above) == 1)
    head = table.rows[0] if table.rows else []
    if 0 < column <= len(head):
        yield untagged(head[column - 1])
