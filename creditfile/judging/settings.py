"""The bank's own values, each as it was on a day: one that changed keeps what it was before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from creditfile.content import check_shape, line_of, read_toml
from creditfile.errors import ShapeError


@dataclass(frozen=True, slots=True)
class Former:
    """What a value was before."""

    value: Any
    """As it stood then."""
    until: date
    """The last day on which it did."""


def read_settings(book: Path) -> tuple[Mapping[str, Any], Mapping[str, tuple[Former, ...]]]:
    """The values in force by key, and what those that changed were before, oldest first. Raises BookError."""
    file = book / "schemas" / "settings.toml"
    content = read_toml(file)
    check_shape(content, "settings", file)
    entries = content["settings"]
    former = {key: _former(key, entry["earlier"], file) for key, entry in entries.items() if "earlier" in entry}
    return {key: entry["value"] for key, entry in entries.items()}, former


def _former(key: str, entries: list[Mapping[str, Any]], file: Path) -> tuple[Former, ...]:
    past = tuple(
        Former(
            entry["value"],
            entry["until"],
        )
        for entry in entries
    )
    if any(type(value.until) is not date for value in past) or any(a.until >= b.until for a, b in pairwise(past)):
        raise ShapeError(
            f"{key}: the days in `earlier` do not follow one another",
            where=f"{file}:{line_of(file, ['settings', key])}",
            mend="Write the oldest value first, each with the last day on which it stood, without quotation marks.",
        )
    return past


def settings_on(day: date, now: Mapping[str, Any], former: Mapping[str, tuple[Former, ...]]) -> Mapping[str, Any]:
    """The values as they stood on a day."""
    then = {key: past.value for key, values in former.items() for past in reversed(values) if day <= past.until}
    return {**now, **then}
