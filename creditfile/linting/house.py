"""The book's house style for Word templates: `templates/house.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from creditfile.content import check_shape, line_of, read_toml
from creditfile.errors import BookError


@dataclass(frozen=True, slots=True)
class Wording:
    """Something that no document may say."""

    pattern: re.Pattern[str]
    reason: str
    """In both languages."""


@dataclass(frozen=True, slots=True)
class House:
    """What is asked of every template; where the book says nothing, nothing is asked."""

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By type of fact: the filters that may print it."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By address without indices: the filters that may print that fact, whatever its type."""
    arguments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By filter: what may stand in its brackets."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """Lists that are never printed whole: the column that tells which part is meant."""
    units: Mapping[str, str] = field(default_factory=dict)
    """By filter, or type: the unit beside the figure."""
    printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By filter: what it prints itself."""
    kinds: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """By kind of document: its parts, each with the headings it may bear."""
    wording: tuple[Wording, ...] = ()
    headed_tables: bool = False
    empty_lists: bool = False
    else_in_sentences: bool = False
    days_told: bool = False
    sections_named: bool = False


def read_house(folder: Path) -> House:
    """The house style of a book. Raises BookError."""
    file = folder / "templates" / "house.toml"
    if not file.is_file():
        return House()
    content = read_toml(file)
    check_shape(content, "house", file)
    return House(
        _tuples(content, "filters"),
        _tuples(content, "fields"),
        _tuples(content, "arguments"),
        content.get("lists", {}),
        content.get("units", {}),
        _tuples(content, "printed"),
        {kind: tuple(map(tuple, parts)) for kind, parts in content.get("kinds", {}).items()},
        tuple(Wording(_pattern(one["pattern"], file), one["reason"]) for one in content.get("wording", ())),
        **content.get("layout", {}),
    )


def _tuples(content: Mapping[str, Any], key: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(listed) for name, listed in content.get(key, {}).items()}


def _pattern(source: str, file: Path) -> re.Pattern[str]:
    try:
        return re.compile(source)
    except re.error as error:
        where = f"{file}:{line_of(file, ['wording'])}"
        raise BookError(f"{source!r} is no pattern ({error})", where=where, mend="Mend the pattern.") from error
