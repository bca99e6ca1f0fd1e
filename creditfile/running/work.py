"""The work on one case, in any process: open the book once, run the pipeline, write what came of it."""

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from creditfile.model import Case

Run = Callable[[Case, Any, date], Case]
Write = Callable[[Case, Path], object]


@dataclass(frozen=True, slots=True)
class Job:
    """One case to be worked."""

    case: Path
    """Its folder or file."""
    id: str
    """Its name, unique in the batch."""
    out: Path
    """Where its documents go."""
    book: Path
    """The book's folder."""
    on: date
    """The day that counts."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: small, so that it travels well."""

    id: str
    """The case."""
    decision: str
    """admit, refer, refuse."""
    verdict: str
    """The policy's finer word."""
    codes: tuple[str, ...]
    """Codes of its findings, heaviest first."""
    errors: int
    """How many findings are errors."""
    blanks: int
    """How many places in its documents are still to be filled in."""
    trouble: str = ""
    """Why it could not be worked; empty when it was."""


def bound_memory(limit_mb: int) -> None:
    """Let this process have no more than so much memory; a case that wants more fails alone."""
    if limit_mb and sys.platform != "darwin":
        size = limit_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def work(job: Job, run: Run, write: Write) -> Done:
    """Work one case and write its documents."""
    from creditfile.book import open_book

    case = run(Case(id=job.id, folder=job.case, loose=job.case.is_file()), open_book(job.book), job.on)
    write(case, job.out / job.id)
    return Done(
        id=job.id,
        decision=case.decision.value if case.decision else "",
        verdict=case.verdict,
        codes=tuple(finding.code for finding in case.findings),
        errors=sum(finding.severity.value == "error" for finding in case.findings),
        blanks=sum(len(paper.blanks) for paper in case.papers),
    )
