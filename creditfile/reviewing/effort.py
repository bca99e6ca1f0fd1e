"""What reviewing costs people: facts asked, looked at, confirmed, corrected; false alarms; seconds; never a value."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LOG = ".review.jsonl"
"""In the case's folder; hidden, so that it is no paper."""
EVENTS = ("asked", "looked", "confirmed", "corrected", "raised", "waived", "attested", "checked", "false_alarm")
"""The first four are of facts, the rest of rules; a false alarm may be either."""
MOST_BYTES = 8 * 1024 * 1024
"""Of one log: what is beyond is not counted."""
_INDEX = re.compile(r"\[[^\]]*\]")


def note(folder: Path, entries: Iterable[tuple[str, str]], seconds: int = 0) -> None:
    """Append events (what, and the fact's address or the rule's code) and the seconds spent."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    records: list[Mapping[str, Any]] = [{"at": at, "event": event, "of": of} for event, of in entries]
    if seconds:
        records.append({"at": at, "seconds": seconds})
    file = folder / LOG
    if not records or file.is_symlink():
        return
    with file.open("a", encoding="utf-8") as stream:
        stream.write("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records))


@dataclass(slots=True)
class Effort:
    """What reviewing a number of cases took."""

    cases: int = 0
    seconds: list[int] = field(default_factory=list)
    """Of each case on which any were spent."""
    fields: dict[str, Counter[str]] = field(default_factory=dict)
    """By field (`contract.amount`, `statement[].revenue`), in how many cases and facts each thing happened."""
    rules: dict[str, Counter[str]] = field(default_factory=dict)
    """By rule, likewise."""

    @property
    def total(self) -> Counter[str]:
        """Of all fields and rules together."""
        return sum((*self.fields.values(), *self.rules.values()), Counter())


def effort_of(folders: Iterable[Path]) -> Effort:
    """Add up the logs of these case folders, and of case folders in them; each thing counts once a case."""
    effort = Effort()
    for folder in folders:
        for log in sorted({*folder.glob(LOG), *folder.glob(f"*/{LOG}")}):
            _add(effort, log)
    return effort


def _add(effort: Effort, log: Path) -> None:
    effort.cases += 1
    happened: set[tuple[str, str]] = set()
    seconds = 0
    for record in _records(log):
        spent = record.get("seconds")
        seconds += spent if isinstance(spent, int) else 0
        event, of = record.get("event"), record.get("of")
        if event in EVENTS and isinstance(of, str):
            happened.add((str(event), of))
    if seconds:
        effort.seconds.append(seconds)
    for event, of in happened:
        is_fact = "." in of
        table = effort.fields if is_fact else effort.rules
        table.setdefault(_INDEX.sub("[]", of) if is_fact else of, Counter())[event] += 1


def _records(log: Path) -> Iterator[dict[str, Any]]:
    """What a log says, line by line; a line cut short says nothing."""
    if log.is_symlink() or log.stat().st_size > MOST_BYTES:
        return
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            yield record
