"""A batch: every case of a folder brought to an end, placed, and recorded, each once, whatever happens in between."""

import json
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from creditfile import __version__
from creditfile.errors import CaseError
from creditfile.model.record import finding_record
from creditfile.recording.entries import QUARANTINED, UNCHANGED, CaseEntry, Prior, RunHead
from creditfile.recording.ledger import INTERRUPTED, Ledger
from creditfile.recording.searching import CaseRow, cases_of, keys_with
from creditfile.running.bounds import DEFAULT, Limits
from creditfile.running.changes import Now, reason_to_work
from creditfile.running.digests import book_parts, engine_digest, papers_of, text_digest
from creditfile.running.placing import LEDGER, LIST, Place, folder_names, locked
from creditfile.running.work import Done, Job, Run, Write

TOGETHER, TOGETHER_S = 200, 0.5
"""So many cases at most, and of so many seconds, are recorded together."""

Runner = Callable[[Iterable[Job]], Iterator[Done]]
"""Works jobs, wherever: every job once, as each is done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a batch is to do."""

    inbox: Path
    out: Path
    book: Path
    on: date
    """The day that counts; a run that is gone on with keeps its own."""
    limits: Limits = DEFAULT
    since: float | None = None
    """Only cases with a paper changed at or after this moment (seconds of the epoch)."""
    only: str = ""
    """Only cases whose latest result has a finding of this code; * stands for anything."""
    resume: bool = False
    """Go on with the latest run into this folder, if it did not come to its end."""
    retry: bool = False
    """Work quarantined cases again even when nothing changed."""
    names: Sequence[str] | None = None
    """Only these cases of the inbox; None: all."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """For the ledger, beside the limits."""


@dataclass(frozen=True, slots=True)
class Step:
    """One case more is at its end."""

    case: str
    """Its own name, as it lies in the inbox."""
    entry: CaseEntry
    done: Done | None
    """None for a case that need not be worked."""
    failed: bool
    """Whether there is no result of it, from this run or from the one that worked it."""


@dataclass(slots=True)
class Batch:
    """A batch at work."""

    asked: Asked
    ledger: Ledger
    run: Run
    write: Write
    number: int = 0
    """Of the run, once begun."""
    resumed: bool = False
    """Whether it goes on with an earlier one."""
    total: int = 0
    """Cases to bring to an end."""
    behind: int = 0
    """Of these, brought to an end before the run was broken off."""
    passed_over: int = 0
    """Cases of the inbox that were not asked for."""
    faulty: int = 0
    """Once done: cases with an error that nobody waived, or without a result; unchanged ones count too."""

    unrecorded: list[CaseEntry] = field(default_factory=list)
    """Placed, and not yet in the ledger; were the batch killed now, they would be worked again."""
    recorded_at: float = 0.0
    """When the ledger was last written to."""

    @property
    def place(self) -> Place:
        """Where results stand."""
        return Place(self.asked.out)

    def go(self, runner: Runner, tell: Callable[[Step], None]) -> None:
        """Bring every case to its end: skipped, placed or quarantined, and recorded; each is told as it is there."""
        if self.asked.out.resolve().is_relative_to(self.asked.inbox.resolve()):
            raise CaseError("lies in the inbox", where=str(self.asked.out), mend="Take another folder for the output.")
        with locked(self.asked.out):
            self.place.sweep()
            now = self._begin()
            cases = self._selected()
            recorded = self.ledger.recorded(self.number)
            folders = folder_names(path.name for path in cases)
            left = [path for path in cases if text_digest(path.name) not in recorded]
            self.total, self.behind = len(cases), len(cases) - len(left)
            try:
                self._work(left, folders, now, runner, tell)
                self._flush()
                self._list()
            except BaseException:
                self._flush()
                self.ledger.finish(self.number, INTERRUPTED)
                raise
            self.ledger.finish(self.number)
            self.place.close()

    def _begin(self) -> Now:
        from creditfile.book import open_book

        asked = self.asked
        out = out_name(asked.out, self.ledger)
        before = self.ledger.unfinished(out) if asked.resume else None
        on_day = before.head.on_day if before else asked.on.isoformat()
        self.asked = replace(asked, on=date.fromisoformat(on_day))
        parts, engine = book_parts(asked.book), engine_digest(self.run, self.write)
        now = Now(open_book(asked.book).digest, parts, engine, on_day, asked.limits, asked.retry)
        if before and (before.head.book, before.head.engine) == (now.book, now.engine):
            self.number, self.resumed = before.number, True
            return now
        head = RunHead(
            inbox=str(asked.inbox),
            out=out,
            on_day=on_day,
            book=now.book,
            book_folder=str(asked.book),
            book_parts=parts,
            engine=engine,
            version=__version__,
            options=self._options(),
            host=socket.gethostname(),
        )
        self.number = self.ledger.begin(head)
        return now

    def _options(self) -> str:
        limits = self.asked.limits
        kept = {"seconds": limits.seconds, "memory_mb": limits.memory_mb, "size_mb": limits.size_mb}
        return json.dumps({**self.asked.options, **kept}, sort_keys=True)

    def _selected(self) -> list[Path]:
        asked = self.asked
        found = cases_in(asked.inbox)
        cases = found if asked.names is None else [path for path in found if path.name in set(asked.names)]
        if asked.only:
            keys = keys_with(self.ledger, out_name(asked.out, self.ledger), asked.only)
            cases = [path for path in cases if text_digest(path.name) in keys]
        if asked.since is not None:
            cases = [path for path in cases if changed_at(path) >= asked.since]
        self.passed_over = len(found) - len(cases)
        return cases

    def _work(
        self, cases: Sequence[Path], folders: Mapping[str, str], now: Now, runner: Runner, tell: Callable[[Step], None]
    ) -> None:
        """Jobs are made as the runner asks for them."""
        priors: dict[str, Prior | None] = {}

        def jobs() -> Iterator[Job]:
            for path in cases:
                prior = self.ledger.prior(out_name(self.asked.out, self.ledger), text_digest(path.name))
                reason = self._reason(path, folders[path.name], prior, now)
                if reason:
                    priors[path.name] = prior
                    yield self._job(path, reason)
                elif prior:
                    tell(self._unchanged(path.name, prior))

        for done in runner(jobs()):
            tell(self._done(done, folders[done.job.id], priors.pop(done.job.id)))

    def _job(self, path: Path, reason: str) -> Job:
        asked = self.asked
        return Job(path.resolve(), path.name, self.place.working, asked.book, asked.on, asked.limits, reason)

    def _reason(self, path: Path, folder: str, prior: Prior | None, now: Now) -> str:
        if prior is None:
            return "new"
        try:
            papers = list(papers_of(path))
        except (OSError, CaseError):
            return "unlisted"
        quarantined = prior.state == QUARANTINED
        stands = self.place.stands(folder, quarantined=quarantined, papers=(name for name, _ in prior.papers))
        return reason_to_work(prior, papers, now, stands=stands)

    def _unchanged(self, name: str, prior: Prior) -> Step:
        entry = CaseEntry(
            key=text_digest(name), name=prior.name, state=UNCHANGED, worked_in=prior.run, submitted=prior.submitted
        )
        self._record(entry)
        return Step(name, entry, None, prior.state == QUARANTINED)

    def _done(self, done: Done, folder: str, prior: Prior | None) -> Step:
        """First at its place, then in the ledger: what the ledger says is always there."""
        known = {"case.json": prior.output, **dict(prior.papers)} if prior else {}
        if done.made:
            self.place.settle(done.made, folder, known)
            shutil.rmtree(done.made.parent, ignore_errors=True)
        else:
            self.place.quarantine(folder, quarantine_finding(done), known)
            self.place.clear(done.job.key[:24])
        self._record(done.entry)
        return Step(done.job.id, done.entry, done, done.made is None)

    def _record(self, entry: CaseEntry) -> None:
        """Cases that come quickly are recorded together: to make a record last takes the disk some 20 ms."""
        self.unrecorded.append(entry)
        if len(self.unrecorded) >= TOGETHER or time.monotonic() - self.recorded_at >= TOGETHER_S:
            self._flush()

    def _flush(self) -> None:
        if self.unrecorded:
            self.ledger.record(self.number, *self.unrecorded)
            self.unrecorded.clear()
        self.recorded_at = time.monotonic()

    def _list(self) -> None:
        """batch.jsonl: every case of the run, a line each, the same whenever and wherever it was worked."""
        rows = sorted(cases_of(self.ledger, self.number), key=lambda row: (row.name, row.key))
        self.faulty = sum(row.quarantined or row.errors > 0 for row in rows)
        text = "".join(json.dumps(_listed(row), ensure_ascii=False) + "\n" for row in rows)
        self.place.write(self.asked.out / LIST, text.encode())


def _listed(row: CaseRow) -> dict[str, Any]:
    """What does not depend on when or how often it was worked."""
    shown: dict[str, Any] = {"case": row.name, "decision": row.decision, "verdict": row.verdict}
    shown |= {"codes": sorted(set(row.codes)), "errors": row.errors, "blanks": row.blanks}
    return shown | ({"quarantined": row.trouble_code, "because": row.trouble} if row.quarantined else {})


def quarantine_finding(done: Done) -> dict[str, Any]:
    """Why there is no result, as a finding in both languages; for a bug with the place in the engine."""
    from creditfile.judging.readings import built_in

    assert done.trouble is not None
    trouble = done.trouble
    found = built_in(trouble.code, subject=trouble.file or done.job.id, detail=trouble.detail)
    found = replace(found, id=text_digest(f"{done.job.id}\n{trouble.code}\n{trouble.file}")[:16])
    record = finding_record(found)
    return {**record, "trace": list(trouble.trace)} if trouble.trace else record


def cases_in(inbox: Path) -> list[Path]:
    """Every case of a folder, by name; hidden files left out. Raises CaseError."""
    try:
        return sorted(path for path in inbox.iterdir() if not path.name.startswith((".", "~$")))
    except OSError as error:
        raise CaseError(
            f"cannot be listed ({error.strerror})", where=str(inbox), mend="Give the folder that holds the cases."
        ) from error


def changed_at(case: Path) -> float:
    """When the newest of a case's papers was changed."""
    return max((path.lstat().st_mtime for path in (case, *case.rglob("*"))), default=0.0)


def out_name(out: Path, ledger: Ledger) -> str:
    """How the ledger calls the output folder: `.` when it lies in it itself, so that the folder may be moved."""
    inside = ledger.database.where == f"sqlite:///{out / LEDGER}"
    return "." if inside else str(out)


def ledger_url(out: Path, given: str | None) -> str:
    """The ledger that was asked for; else a file in the output folder."""
    return given or os.environ.get("CREDITFILE_LEDGER") or f"sqlite:///{out / LEDGER}"
