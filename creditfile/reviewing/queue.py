"""Which cases there are to review: one folder of papers, or every case of a batch's output."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from creditfile.errors import CaseError

ORDER = ("refuse", "refer", "", "admit")
"""What is looked at first."""


@dataclass(frozen=True, slots=True)
class Waits:
    """One case in the queue."""

    name: str
    papers: Path
    """The folder of its papers, where answers are written."""
    decision: str = ""
    """As the batch has it; empty for a case that was not worked yet."""
    verdict: str = ""
    fails: int = 0
    cannot_tell: int = 0
    to_confirm: int = 0
    """Readings that a person is asked to confirm."""


def queue_of(path: Path) -> tuple[Waits, ...]:
    """The cases at a path: a folder of papers is one; a batch's output folder, or one case of it, leads to its inbox.

    Raises CaseError where there is no folder, or where the papers of an output are not to be found.
    """
    if not path.is_dir():
        raise CaseError(
            "不是文件夹 · is no folder", where=str(path), mend="答复写入业务件文件夹 · Answers are written there."
        )
    if (path / "case.json").is_file():
        return (_waits(path / "case.json", _inbox(path.parent)),)
    made = sorted(path.glob("*/case.json"))
    if not made:
        return (Waits(path.resolve().name, path),)
    inbox = _inbox(path)
    found = [_waits(file, inbox) for file in made]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.decision), -one.fails, -one.cannot_tell, one.name)))


def _inbox(out: Path) -> Path:
    """Where the papers lie from which the latest run made an output folder."""
    from creditfile.recording.ledger import Ledger
    from creditfile.recording.searching import list_runs

    file = out / "ledger.sqlite"
    if not file.is_file():
        raise CaseError(
            "没有台账,不知资料所在 · has no ledger, so its papers are not known",
            where=str(out),
            mend="请改为指明资料文件夹 · Name the folder of papers instead.",
        )
    ledger = Ledger(str(file))
    try:
        runs = list_runs(ledger, 1)
    finally:
        ledger.close()
    if not runs:
        raise CaseError("has no run", where=str(file))
    return Path(runs[0][0].head.inbox)


def _waits(file: Path, inbox: Path) -> Waits:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        findings = [finding for finding in record["findings"] if not finding.get("waived")]
        asked = {fact["name"] for finding in findings if finding["code"] == "RDG-131" for fact in finding["evidence"]}
        name = str(record["case"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise CaseError(f"is no case of ours ({error})", where=str(file)) from error
    if Path(name).name != name or name in ("", ".", ".."):
        raise CaseError("names no case", where=str(file))
    counts = dict(_counted(findings))
    decision = str(record.get("decision") or "")
    return Waits(
        name,
        inbox / name,
        decision if decision in ORDER else "",
        str(record.get("verdict") or ""),
        counts.get("fails", 0),
        counts.get("cannot_tell", 0),
        len(asked),
    )


def _counted(findings: list[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    for verdict in ("fails", "cannot_tell"):
        yield verdict, sum(finding.get("verdict") == verdict for finding in findings)
