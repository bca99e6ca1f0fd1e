"""What is recorded of one case: small, plain, and with personal data already hidden."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One submitted file."""

    path: str
    sha256: str
    media: str
    size: int
    kind: str
    pages: int
    troubles: str
    """Codes, with blanks between."""


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """One finding."""

    id: str
    code: str
    severity: str
    verdict: str
    subject: str
    title: str
    message: str
    waived: str


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One filled document."""

    name: str
    template: str
    sha256: str
    blanks: int


@dataclass(frozen=True, slots=True)
class TimingEntry:
    """How long one stage took."""

    stage: str
    milliseconds: int


DONE, QUARANTINED, UNCHANGED = "done", "quarantined", "unchanged"


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """One case of one run."""

    key: str
    """sha256 of the case's name."""
    name: str
    """Masked."""
    state: str
    """DONE, QUARANTINED or UNCHANGED."""
    reason: str = ""
    """Why it was worked: new, or what had changed."""
    worked_in: int = 0
    """The run that holds the result; 0: this one."""
    submitted: str = ""
    """Digest of all its papers."""
    output: str = ""
    """Digest of its case.json."""
    decision: str = ""
    verdict: str = ""
    product: str = ""
    borrower: str = ""
    """Masked unless an organisation."""
    borrower_key: str = ""
    """sha256 of the borrower's name as it is compared."""
    trouble_code: str = ""
    """Why it was quarantined, as a reading code."""
    trouble: str = ""
    """The same in words."""
    milliseconds: int = 0
    peak_kb: int = 0
    """The most memory it took, in KiB; 0 where the system does not tell."""
    sources: tuple[SourceEntry, ...] = ()
    findings: tuple[FindingEntry, ...] = ()
    papers: tuple[PaperEntry, ...] = ()
    timings: tuple[TimingEntry, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class RunHead:
    """What a run is: where from, where to, by which book and engine, for which day."""

    inbox: str
    out: str
    on_day: str
    """ISO."""
    book: str
    """Digest."""
    book_folder: str
    book_parts: str
    """JSON: digest of each part of the book."""
    engine: str
    """Digest."""
    version: str
    options: str
    """JSON."""
    host: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as the ledger has it."""

    number: int
    state: str
    started: str
    finished: str | None
    head: RunHead


@dataclass(frozen=True, slots=True)
class Prior:
    """The latest result that the ledger has of a case, and what it was made with."""

    run: int
    name: str
    """The case's, masked."""
    state: str
    submitted: str
    output: str
    book: str
    engine: str
    on_day: str
    options: str
    """Of the run, as JSON."""
    papers: tuple[tuple[str, str], ...]
    """Name and sha256 of each document."""
    sources: tuple[tuple[str, str], ...]
    """Path (masked) and sha256 of each submitted file."""
    book_parts: str
