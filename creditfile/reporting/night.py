"""What a morning report tells of one run: plain values, whoever gathers them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remarkable:
    """A case that somebody must look at."""

    name: str
    """Masked."""
    borrower: str
    """Masked unless an organisation."""
    outcome: str
    """admit, refer, refuse, none."""
    verdict: str
    errors: int
    blanks: int
    codes: tuple[str, ...]
    because: str
    """Why it was worked, or `unchanged`."""
    run: int
    """The run that worked it."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A case without a result."""

    name: str
    code: str
    reason: str
    run: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule was not held."""

    code: str
    title: str
    severity: str
    cases: int
    fails: int
    cannot_tell: int


@dataclass(frozen=True, slots=True)
class Slow:
    """A case that took long."""

    name: str
    milliseconds: int
    peak_kb: int


@dataclass(frozen=True, slots=True)
class Night:
    """One run."""

    number: int
    state: str
    started: str
    finished: str
    inbox: str
    out: str
    on_day: str
    book: str
    engine: str
    version: str
    seal: str
    """The chain's last seal when this was written."""
    total: int
    worked: int
    """In this run; the others were unchanged."""
    decisions: tuple[tuple[str, str, int], ...]
    """Decision, the policy's finer word, how many; quarantined too."""
    rules: tuple[RuleCount, ...]
    """The most frequent first."""
    exceptions: tuple[Remarkable, ...]
    """Every case that is not admitted or has an error, those with most errors first."""
    quarantined: tuple[Quarantined, ...]
    slowest: tuple[Slow, ...]
    stages: tuple[tuple[str, int], ...]
    """Milliseconds of each stage over all cases worked."""
    spread: tuple[tuple[str, int], ...]
    """How many cases took how long."""
