"""Gathers from the ledger what the morning report tells, and writes it: one page and one workbook a run."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from creditfile.recording.ledger import Ledger
from creditfile.recording.searching import CaseRow, cases_of, rules_of, run_of, seal_of_chain, stages_of
from creditfile.reporting.morning import page
from creditfile.reporting.morning_xlsx import workbook
from creditfile.reporting.night import Night, Quarantined, Remarkable, RuleCount, Slow
from creditfile.running.placing import REPORTS
from creditfile.writing import write

SLOWEST = 20
"""So many of the slowest cases are named."""
STEPS_S = (1, 2, 5, 10, 20, 60, 120, 300)
"""Bounds of the classes of how long cases took, in seconds."""


def write_reports(ledger: Ledger, run: int, out: Path, language: str = "zh") -> tuple[Path, Path]:
    """Write reports/run-000041.html and .xlsx into the output folder. Raises LedgerError."""
    night = gather(ledger, run)
    files = (out / REPORTS / f"run-{run:06}.html", out / REPORTS / f"run-{run:06}.xlsx")
    write(files[0], page(night, language).encode())
    write(files[1], workbook(night, language))
    return files


def gather(ledger: Ledger, run: int) -> Night:
    """All that the report tells of a run."""
    row = run_of(ledger, run)
    rows = sorted(cases_of(ledger, run), key=lambda case: (case.name, case.key))
    worked = [case for case in rows if case.worked_in == run]
    head = row.head
    return Night(
        number=run,
        state=row.state,
        started=row.started,
        finished=row.finished or "",
        inbox=head.inbox,
        out=str(Path(ledger.database.where.removeprefix("sqlite:///")).parent) if head.out == "." else head.out,
        on_day=head.on_day,
        book=head.book,
        engine=head.engine,
        version=head.version,
        seal=seal_of_chain(ledger),
        total=len(rows),
        worked=len(worked),
        decisions=_decisions(rows),
        rules=tuple(RuleCount(*rule) for rule in rules_of(ledger, run)),
        exceptions=_remarkable(rows),
        quarantined=tuple(
            Quarantined(case.name, case.trouble_code, case.trouble, case.worked_in) for case in rows if case.quarantined
        ),
        slowest=tuple(
            Slow(case.name, case.milliseconds, case.peak_kb)
            for case in sorted(worked, key=lambda case: -case.milliseconds)[:SLOWEST]
        ),
        stages=tuple(stages_of(ledger, run)),
        spread=_spread(worked),
    )


def _decisions(rows: Iterable[CaseRow]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(
        ("quarantined", case.trouble_code) if case.quarantined else (case.decision or "none", case.verdict)
        for case in rows
    )
    order = ("refuse", "refer", "none", "quarantined", "admit")
    found = sorted(counts.items(), key=lambda entry: (order.index(entry[0][0]), -entry[1], entry[0][1]))
    return tuple((decision, verdict, count) for (decision, verdict), count in found)


def _remarkable(rows: Iterable[CaseRow]) -> tuple[Remarkable, ...]:
    found = [
        Remarkable(
            case.name,
            case.borrower,
            case.decision or "none",
            case.verdict,
            case.errors,
            case.blanks,
            case.codes,
            case.reason or "unchanged",
            case.worked_in,
        )
        for case in rows
        if not case.quarantined and (case.decision != "admit" or case.errors)
    ]
    return tuple(sorted(found, key=lambda each: (-each.errors, each.name)))


def _spread(worked: Iterable[CaseRow]) -> tuple[tuple[str, int], ...]:
    counts = Counter(
        next((number for number, bound in enumerate(STEPS_S) if case.milliseconds < bound * 1000), len(STEPS_S))
        for case in worked
    )
    labels = [f"< {bound} s" for bound in STEPS_S] + [f"≥ {STEPS_S[-1]} s"]
    return tuple((label, counts[number]) for number, label in enumerate(labels)) if counts else ()
