"""Works every hostile file as a case of its own and tells what came of them: `python -m tests.overnight.hostile`."""

import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from creditfile.model import Case
from creditfile.model.record import to_json
from creditfile.recording.ledger import Ledger
from creditfile.recording.searching import cases_of
from creditfile.running.batch import Asked, Batch, Step
from creditfile.running.bounds import Limits
from creditfile.running.local import run_all
from tests.overnight.pages import ROOT, table, write_page

DATA = ROOT.parent / "shared" / "data" / "hostile"
LIMITS = Limits(seconds=60, memory_mb=3072, size_mb=512)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class _Guard:
    """While a case is worked, every file that is opened for writing is noted, unless it lies where it may."""

    installed: bool = False
    on: bool = False
    astray: tuple[str, ...] = ()


_guard = _Guard()


def _note(event: str, args: tuple[Any, ...]) -> None:
    if not _guard.on:
        return
    if event == "open" and isinstance(args[0], str) and isinstance(args[2], int) and args[2] & WRITING:
        path = os.path.realpath(args[0])
        if not path.startswith((tempfile.gettempdir(), "/dev/", str(Path("~/.cache/creditfile").expanduser()))):
            _guard.astray += (path,)
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        _guard.astray += (event,)


@contextmanager
def guarded() -> Iterator[None]:
    if not _guard.installed:
        sys.addaudithook(_note)
        _guard.installed = True
    _guard.on, _guard.astray = True, ()
    try:
        yield
    finally:
        _guard.on = False
    if _guard.astray:
        raise AssertionError(f"astray: {_guard.astray}")


def check(case: Case, book: Any, on: date) -> Case:
    """The project's own check, watched."""
    from pipeline import check as work

    with guarded():
        return work(case, book, on)


def write(case: Case, folder: Path) -> None:
    (folder / "case.json").write_text(to_json(case), encoding="utf-8")


def main() -> None:
    if not DATA.is_dir():
        raise SystemExit(f"no hostile files in {DATA}")
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        inbox, out = Path(folder) / "inbox", Path(folder) / "out"
        inbox.mkdir()
        out.mkdir()
        files = sorted(path for path in DATA.rglob("*") if path.is_file())
        for number, file in enumerate(files):
            shutil.copy(file, inbox / f"{number:04}{file.suffix.lower()}")
        ledger = Ledger(f"sqlite:///{out / 'ledger.sqlite'}")
        batch = Batch(Asked(inbox, out, ROOT, date(2026, 6, 30), LIMITS), ledger, check, write)
        steps: list[Step] = []

        def tell(step: Step) -> None:
            steps.append(step)
            if step.failed or step.entry.milliseconds > 20_000:
                print(files[int(step.case[:4])], step.entry.milliseconds, step.entry.trouble, flush=True)

        batch.go(lambda jobs: run_all(jobs, check, write, workers=2, limits=LIMITS), tell)
        rows = {row.key: row for row in cases_of(ledger, batch.number)}
        ledger.close()
    assert len(files) == len(steps) == len(rows), "a case was lost"
    print(write_page("hostile", "Hostile files", _text(steps, time.monotonic() - start), "make hostile"))


def outcome(step: Step) -> tuple[str, str]:
    """Ending of the name, and what came of the file."""
    ending = Path(step.case).suffix.removeprefix(".")
    if step.failed:
        return ending, f"quarantined: {step.entry.trouble_code} {step.entry.trouble.rpartition(': ')[2]}"
    (source,) = step.entry.sources or (None,)
    codes = source.troubles.split() if source else []
    if source and source.pages and source.kind:
        return ending, "read, recognised"
    if source and source.pages:
        return ending, "read, not recognised" if "RDG-110" in codes else f"read with {codes[0] if codes else 'nothing'}"
    return ending, f"refused: {codes[0] if codes else '?'}"


def _text(steps: list[Step], seconds: float) -> str:
    outcomes = Counter(outcome(step) for step in steps)
    endings = sorted({ending for ending, _ in outcomes})
    rows = [
        [word, *(outcomes[ending, word] for ending in endings), sum(outcomes[ending, word] for ending in endings)]
        for word in sorted({word for _, word in outcomes})
    ]
    times = sorted(step.entry.milliseconds for step in steps)
    peak = max(step.entry.peak_kb for step in steps) / 1024
    hangs = sum(step.entry.trouble.endswith(" s") for step in steps)
    died = sum(step.failed for step in steps) - hangs
    return f"""
{len(steps)} malformed, encrypted, damaged and hostile PDF, Word and Excel files of public test suites, each worked as a
case of its own (read and judged) in a process bounded to {LIMITS.seconds} s and {LIMITS.memory_mb} MB, two at a time.

{table(["what came of it", *endings, "all"], rows)}

- The batch came to its end: {len(steps)} of {len(steps)} cases have a result or a quarantine entry.
- Longer than {LIMITS.seconds} s (ended by the bound): {hangs}. Ended by another bound, crash or bug: {died}.
- Most memory of a process: {peak:,.0f} MiB. Files opened for writing outside the
  working folder, programs started, network reached for: none (each would be a quarantined case above).
- Median {times[len(times) // 2]} ms a file, 99th percentile {times[len(times) * 99 // 100]:,} ms,
  longest {times[-1]:,} ms; {seconds:,.0f} s for all.
"""


if __name__ == "__main__":
    main()
