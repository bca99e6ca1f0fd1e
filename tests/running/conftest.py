"""What tests of batches share."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditfile.cli.fill import write_case
from creditfile.recording.ledger import Ledger
from creditfile.running.batch import Asked, Batch, Step, ledger_url
from creditfile.running.bounds import Limits
from creditfile.running.local import run_all
from creditfile.running.runners import runner_of
from creditfile.running.work import Done, Job
from tests.running import kit

SMALL = Limits(seconds=20, memory_mb=1024, size_mb=16)


@pytest.fixture
def little_book(tmp_path: Path) -> Path:
    return kit.make_book(tmp_path / "book")


@pytest.fixture
def work_all(tmp_path: Path, little_book: Path) -> Callable[..., dict[str, Done]]:
    """Works cases in processes and gives what came of each."""

    def go(inbox: Path, limits: Limits = SMALL, workers: int = 2) -> dict[str, Done]:
        working = tmp_path / "working"
        working.mkdir(exist_ok=True)
        jobs = [
            Job(path, path.name, working, little_book, date(2026, 6, 30), limits) for path in sorted(inbox.iterdir())
        ]
        done = list(run_all(jobs, kit.run, write_case, workers=workers, limits=limits))
        assert len(jobs) == len(done)
        return {each.job.id: each for each in done}

    return go


@pytest.fixture
def batch(tmp_path: Path, little_book: Path) -> Iterator[Callable[..., tuple[Batch, dict[str, Step]]]]:
    """Runs a batch and gives it with its steps; an own `tell` may break it off. In bounded processes if asked."""
    ledgers = []

    def go(
        inbox: Path,
        out: Path | None = None,
        *,
        tell: Any = None,
        limits: Limits = SMALL,
        bounded: bool = False,
        runner: Any = None,
        **more: Any,
    ) -> tuple[Batch, dict[str, Step]]:
        out = out or tmp_path / "out"
        out.mkdir(exist_ok=True)
        asked = Asked(inbox, out, little_book, more.pop("on", date(2026, 6, 30)), limits, **more)
        ledger = Ledger(ledger_url(out, None))
        ledgers.append(ledger)
        made = Batch(asked, ledger, kit.run, write_case)
        steps: dict[str, Step] = {}

        def told(step: Step) -> None:
            assert step.entry.name not in steps
            steps[step.entry.name] = step
            if tell:
                tell(step)

        made.go(runner or runner_of("", kit.run, write_case, workers=2 if bounded else 0, limits=limits), told)
        return made, steps

    yield go
    for ledger in ledgers:
        ledger.close()
