"""The log of updates: one line for each event of each look, each sealed with the one before; only ever added to."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from creditfile.model.look import Look
from creditfile.model.record import fact_record

LOG = "log.jsonl"
GENESIS = "0" * 64


def entries(look: Look, officer: str) -> Iterator[dict[str, Any]]:
    """What a look adds: papers received, and watched facts that changed (domain reference §8.4)."""
    for path in look.received:
        yield _entry(look.on, "收件", path, None, None, path, officer, ())
    for change in look.changes:
        if change.event:
            origins = (change.after or change.before).origins if change.after or change.before else ()  # type: ignore[union-attr]
            source = origins[0].source if origins else ""
            before, after = (fact_record(fact)["value"] if fact else None for fact in (change.before, change.after))
            yield _entry(look.on, change.event, change.address, before, after, source, officer, change.documents)


def _entry(
    on: date, event: str, address: str, before: Any, after: Any, source: str, officer: str, documents: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "event": event,
        "address": address,
        "before": before,
        "after": after,
        "evidence": source,
        "officer": officer,
        "documents": list(documents),
    }


def add(archive: Path, look: Look, officer: str) -> int:
    """Append a look's entries, flushed to disk; how many there were. Nothing that is there is touched."""
    file = archive / LOG
    seal = last_seal(file)
    lines = []
    for entry in entries(look, officer):
        seal = sealed(entry, seal)
        lines.append(json.dumps({**entry, "seal": seal}, ensure_ascii=False))
    if lines:
        with file.open("a", encoding="utf-8") as stream:
            stream.write("\n".join(lines) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
    return len(lines)


def sealed(entry: Mapping[str, Any], before: str) -> str:
    """The digest of an entry and of the seal before it."""
    text = json.dumps(dict(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def last_seal(file: Path) -> str:
    """The seal of the last whole line; the first one's where there is no log."""
    seal = GENESIS
    for entry in _lines(file):
        seal = entry["seal"]
    return seal


def broken(archive: Path) -> int | None:
    """The number of the first line that was changed, or that does not follow on the one before; None: all is well."""
    seal = GENESIS
    for number, entry in enumerate(_lines(archive / LOG), start=1):
        stated = entry.pop("seal", "")
        seal = sealed(entry, seal)
        if stated != seal:
            return number
    return None


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    if file.is_file():
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
