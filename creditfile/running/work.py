"""The work on one case, in any process: open the book once, run the pipeline, write what came of it."""

import hashlib
import os
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from creditfile.errors import CaseError
from creditfile.model import Case
from creditfile.recording.entries import (
    DONE,
    QUARANTINED,
    CaseEntry,
    FindingEntry,
    PaperEntry,
    SourceEntry,
    TimingEntry,
)
from creditfile.recording.masking import masked, masked_unread, name_key, people_of, shown_name, storable
from creditfile.running.archives import ArchiveError, is_archive, unpack
from creditfile.running.bounds import DEFAULT, MEGABYTE, Limits, Noting, forget_peak, peak_kb
from creditfile.running.digests import papers_of, submitted, text_digest

Run = Callable[[Case, Any, date], Case]
Write = Callable[[Case, Path], object]

BROKE_OFF, TOO_LARGE = "RDG-112", "RDG-107"
OUT_OF_MEMORY = 86
"""Exit code of a process that was refused memory: it goes, so that the next case starts in a clean one."""
BORROWER = ("party.name", "application.applicant", "contract.borrower", "approval.borrower", "licence.name")
"""Facts that name the borrower, the first that is there counts."""


@dataclass(frozen=True, slots=True)
class Job:
    """One case to be worked."""

    case: Path
    """Its folder or file."""
    id: str
    """Its name, unique in the batch."""
    working: Path
    """Where it is filled before it is whole."""
    book: Path
    """The book's folder."""
    on: date
    """The day that counts."""
    limits: Limits = DEFAULT
    """How far it may go."""
    reason: str = ""
    """Why it is worked: new, or what changed."""

    @property
    def key(self) -> str:
        """By which the ledger knows the case."""
        return text_digest(self.id)

    @property
    def note(self) -> Path:
        """Where it is noted which paper is being read."""
        return self.working / f"{self.key[:24]}.reading"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a case could not be worked."""

    code: str
    """A reading code."""
    detail: str
    """What was met."""
    file: str = ""
    """The paper that was being read."""
    trace: tuple[str, ...] = ()
    """For a bug: where in the engine, without what was in the papers."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: small, so that it travels well."""

    job: Job
    entry: CaseEntry
    """For the ledger."""
    made: Path | None = None
    """The folder with what was made of it; None for a case that could not be worked."""
    trouble: Trouble | None = None
    """Why it could not be."""


def work(job: Job, run: Run, write: Write) -> Done:
    """Work one case and write its documents into a folder of its own.

    A case that cannot be worked comes back with its trouble. Only what ends the process itself (a crash, its bounds)
    is for the caller to see.
    """
    own = Path(tempfile.mkdtemp(dir=job.working, prefix=f"{job.key[:24]}-"))
    forget_peak()
    clock = _Clock()
    try:
        return _work(job, run, write, own, clock)
    except MemoryError:
        if parent_process() is None:
            raise
        os._exit(OUT_OF_MEMORY)
    except (ArchiveError, _TooLargeError) as error:
        return failed(job, Trouble(error.code, masked_unread(error.detail)), clock)
    except CaseError as error:
        return failed(job, Trouble(BROKE_OFF, masked_unread(str(error))), clock)
    except Exception as error:  # noqa: BLE001 - a bug in one case is that case's trouble; the batch goes on
        frames = traceback.extract_tb(error.__traceback__)[-12:]
        trace = tuple(f"{_shortened(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
        return failed(
            job, Trouble(BROKE_OFF, masked_unread(f"{type(error).__name__}: {error}"[:500]), trace=trace), clock
        )


def _shortened(file: str) -> str:
    """From the package on: the rest is different on every machine."""
    parts = Path(file).parts
    start = next((at for at, part in enumerate(parts) if part in ("creditfile", "site-packages")), len(parts) - 1)
    return "/".join(parts[start:])


class _TooLargeError(Exception):
    code = TOO_LARGE

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


@dataclass(slots=True)
class _Clock:
    """How long each stage took."""

    started: float = field(default_factory=time.perf_counter)
    stages: list[TimingEntry] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.stages.append(TimingEntry(name, _milliseconds(start)))

    def part(self, name: str, parts: Mapping[str, float]) -> None:
        """Tell of which parts a stage was made up, in the place of its whole; what is left stays under its name."""
        at = next(at for at, entry in enumerate(self.stages) if entry.stage == name)
        told = [TimingEntry(part, round(seconds * 1000)) for part, seconds in parts.items()]
        rest = self.stages[at].milliseconds - sum(entry.milliseconds for entry in told)
        self.stages[at : at + 1] = [*told, TimingEntry(name, max(0, rest))]

    @property
    def milliseconds(self) -> int:
        return _milliseconds(self.started)


def _milliseconds(start: float) -> int:
    return round((time.perf_counter() - start) * 1000)


def _work(job: Job, run: Run, write: Write, own: Path, clock: _Clock) -> Done:
    from creditfile.book import open_book
    from creditfile.stages import spent

    with clock.stage("unpack"):
        folder = _unpacked(job, own)
    with clock.stage("book"):
        book = open_book(job.book)
    with spent() as stages, clock.stage("work"), Noting(folder, job.note):
        case = run(Case(id=job.id, folder=folder), book, job.on)
    clock.part("work", stages)
    with clock.stage("write"):
        made = own / "made"
        made.mkdir()
        write(case, made)
    job.note.unlink(missing_ok=True)
    if folder.is_relative_to(own):
        shutil.rmtree(own / "papers")
    return Done(job, _entry(job, case, made, clock), made)


def _unpacked(job: Job, own: Path) -> Path:
    """The case's folder, bounded in size; an archive is unpacked first."""
    limit = job.limits.size_mb
    if is_archive(job.case):
        if job.case.stat().st_size > limit * MEGABYTE:
            raise _TooLargeError(f"> {limit} MB")
        return unpack(job.case, own / "papers", limit)
    size = 0
    for file in [job.case] if job.case.is_file() else job.case.rglob("*"):
        if file.is_file():
            size += file.stat().st_size
            if size > limit * MEGABYTE:
                raise _TooLargeError(f"> {limit} MB")
    return job.case


# ---------------------------------------------------------------- what is recorded of it


def _entry(job: Job, case: Case, made: Path, clock: _Clock) -> CaseEntry:
    people = people_of(case)
    borrower = _borrower(case)
    output = (made / "case.json").read_bytes() if (made / "case.json").is_file() else b""
    return CaseEntry(
        key=job.key,
        name=masked(job.id, people),
        state=DONE,
        reason=masked(job.reason, people),
        submitted=_submitted(job),
        output=hashlib.sha256(output).hexdigest(),
        decision=case.decision.value if case.decision else "",
        verdict=case.verdict,
        product=case.product or "",
        borrower=shown_name(borrower) if borrower else "",
        borrower_key=name_key(borrower) if borrower else "",
        milliseconds=clock.milliseconds,
        peak_kb=peak_kb(),
        sources=tuple(_source(source, people) for source in case.sources),
        findings=tuple(_finding(finding, people) for finding in case.findings),
        papers=tuple(
            PaperEntry(storable(p.name), p.template, hashlib.sha256(p.content).hexdigest(), len(p.blanks))
            for p in case.papers
        ),
        timings=tuple(clock.stages),
    )


def _submitted(job: Job) -> str:
    try:
        return submitted(papers_of(job.case))
    except (OSError, CaseError):
        return ""


def _borrower(case: Case) -> str:
    named = {fact.name: fact.value for fact in case.facts if fact.name in BORROWER}
    return next((value for name in BORROWER if isinstance(value := named.get(name), str) and value), "")


def _source(source: Any, people: tuple[str, ...]) -> SourceEntry:
    troubles = " ".join(dict.fromkeys(trouble.code for trouble in source.troubles))
    path = masked(source.path, people)
    return SourceEntry(path, source.sha256, source.media, source.size, source.kind or "", source.pages, troubles)


def _finding(finding: Any, people: tuple[str, ...]) -> FindingEntry:
    return FindingEntry(
        id=finding.id,
        code=finding.code,
        severity=finding.severity.value,
        verdict=finding.verdict.value,
        subject=masked(finding.subject, people),
        title=finding.title,
        message=masked(finding.message, people),
        waived=masked(finding.waived, people),
    )


def failed(job: Job, trouble: Trouble, clock: _Clock | None = None) -> Done:
    """A case that could not be worked."""
    entry = CaseEntry(
        key=job.key,
        name=masked_unread(job.id),
        state=QUARANTINED,
        reason=masked_unread(job.reason),
        submitted=_submitted(job),
        trouble_code=trouble.code,
        trouble=f"{masked_unread(trouble.file)}: {trouble.detail}" if trouble.file else trouble.detail,
        milliseconds=clock.milliseconds if clock else 0,
        peak_kb=peak_kb() if clock else 0,
        timings=tuple(clock.stages) if clock else (),
    )
    return Done(job, entry, trouble=trouble)
