"""A measurement in pieces, each kept as soon as it is done, so that one that was cut short goes on where it stopped."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """Some of the work of one section."""

    section: str
    number: int
    """Within its section, from 0."""
    work: Callable[[], Any]
    """What it gives goes into JSON and comes back from it."""


class OtherWorkError(Exception):
    """What was kept is of other code or other wishes."""


def done(pieces: Iterable[Piece], of: Mapping[str, Any], kept: Path | None, seconds: float) -> dict[str, list[Any]]:
    """What the pieces gave, by section; none is begun after so many seconds. `of` says what was measured, and how."""
    begun, results = time.monotonic(), _opened(kept, of)
    for piece in pieces:
        key = f"{piece.section} {piece.number}"
        if key in results:
            continue
        if time.monotonic() - begun > seconds:
            break
        results[key] = json.loads(json.dumps(piece.work(), ensure_ascii=False))
        print(f"{key} done", file=sys.stderr)
        if kept:
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"piece": key, "gave": results[key]}, ensure_ascii=False) + "\n")
    by_section: dict[str, list[Any]] = {}
    for key, gave in results.items():
        by_section.setdefault(key.partition(" ")[0], []).append(gave)
    return by_section


def _opened(kept: Path | None, of: Mapping[str, Any]) -> dict[str, Any]:
    if kept is None:
        return {}
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(dict(of)) + "\n", encoding="utf-8")
        return {}
    first, *rest = kept.read_text(encoding="utf-8").splitlines()
    if json.loads(first) != dict(of):
        raise OtherWorkError(f"{kept}: was measured of {first}, not of {json.dumps(dict(of))}; move it away")
    return {row["piece"]: row["gave"] for row in map(json.loads, rest)}
