"""Measures how fast batches are: `python -m tests.overnight.throughput`."""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TypeVar

from creditfile.book import open_book
from creditfile.cli.fill import write_case
from creditfile.model import Case
from creditfile.recording.ledger import Ledger
from creditfile.running.batch import Asked, Batch, Step, ledger_url
from creditfile.running.bounds import Limits
from creditfile.running.runners import runner_of
from tests.overnight.pages import ROOT, table, write_page
from tests.running import kit

Result = TypeVar("Result")
DAY = date(2026, 6, 30)
LIMITS = Limits(seconds=300, memory_mb=4096)


def batch(
    inbox: Path, out: Path, book: Path, run: Callable[..., Case], jobs: int
) -> tuple[float, list[Step], list[float]]:
    """Seconds of a whole batch, its steps, and when each came."""
    out.mkdir(exist_ok=True)
    steps: list[Step] = []
    moments: list[float] = []

    def tell(step: Step) -> None:
        steps.append(step)
        moments.append(time.perf_counter())

    start = time.perf_counter()
    with closing(Ledger(ledger_url(out, None))) as ledger:
        made = Batch(Asked(inbox, out, book, DAY, LIMITS), ledger, run, write_case)
        made.go(runner_of("", run, write_case, workers=jobs, limits=LIMITS), tell)
    return time.perf_counter() - start, steps, moments


def processor() -> float:
    """Seconds of processor time so far, of this process and of those that it started and that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def costed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What it gave, and the processor time that it took."""
    before = processor()
    return work(), processor() - before


def pace(moments: list[float], jobs: int) -> float:
    """Cases a second once every process has done its first: the start is left out."""
    return (len(moments) - jobs) / (moments[-1] - moments[jobs - 1])


def copies(folder: Path, count: int) -> Path:
    """The first sample, so many times, each a little different so that no cache can help twice."""
    sample = ROOT / "samples" / "clean-enterprise"
    for number in range(count):
        shutil.copytree(sample, folder / f"case{number:04}")
        (folder / f"case{number:04}" / "remark.txt").write_text(f"case {number}\n")
    return folder


def bare(inbox: Path, out: Path) -> float:
    """Seconds of the work alone: the pipeline in one process, the results written."""
    from pipeline import run

    book = open_book(ROOT)
    cases = sorted(inbox.iterdir())
    run(Case("warm", cases[0]), book, DAY)
    start = time.perf_counter()
    for path in cases:
        write_case(run(Case(path.name, path), book, DAY), out / path.name)
    return time.perf_counter() - start


def real(folder: Path, count: int) -> list[str]:
    """The sample with the project's own book."""
    from pipeline import run

    inbox = copies(folder / "inbox", count)
    alone, alone_cpu = costed(lambda: bare(inbox, folder / "bare"))
    (one, _, single), one_cpu = costed(lambda: batch(inbox, folder / "one", ROOT, run, 1))
    (two, _, double), two_cpu = costed(lambda: batch(inbox, folder / "two", ROOT, run, 2))
    (again, unchanged, _), again_cpu = costed(lambda: batch(inbox, folder / "two", ROOT, run, 2))
    assert all(step.done is None for step in unchanged)
    rows = [
        ["the work alone, one process", alone, count / alone * 60, alone_cpu],
        ["batch, 1 job", one, pace(single, 1) * 60, one_cpu],
        ["batch, 2 jobs", two, pace(double, 2) * 60, two_cpu],
        ["the same again, nothing changed", again, count / again * 60, again_cpu],
    ]
    return [
        f"{count} cases, each the sample of 21 papers filled into its documents, by the project's own book.\n"
        "Seconds are of all; cases a minute are counted once every process has done its first;\n"
        "processor seconds with all starts.",
        table(["", "seconds", "cases a minute", "processor seconds"], rows),
        f"- Two jobs are {pace(double, 2) / pace(single, 1):.2f} times as fast as one.\n"
        f"- Overhead of a batch over the bare work: {(count / alone / pace(single, 1) - 1) * 100:.1f} % of the time;\n"
        f"  in processor time, the start of its process included, {(one_cpu / alone_cpu - 1) * 100:.1f} %.\n"
        f"- An unchanged re-run is {two / again:.0f} times as fast.\n"
        f"- Processors were shared: {load():.1f} others waited or ran on average while this was measured.",
    ]


def load() -> float:
    """Processes that wanted a processor in the last minutes, beyond our own two."""
    return max(0.0, os.getloadavg()[1] - 2)


def many(folder: Path, count: int) -> list[str]:
    """Very small cases: what the batch itself costs, and whether memory grows."""
    book = kit.make_book(folder / "book")
    inbox = kit.make_inbox(folder / "small", **{f"{n:05}": {"1.txt": f"wrong {n}"} for n in range(count)})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, steps, _ = batch(inbox, folder / "small out", book, kit.run, 2)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    again, _, _ = batch(inbox, folder / "small out", book, kit.run, 2)
    peaks = [step.entry.peak_kb / 1024 for step in steps]
    tenth = count // 10
    size = (folder / "small out" / "ledger.sqlite").stat().st_size
    return [
        f"{count:,} cases of one line each, two jobs: what the batch itself costs.",
        table(
            ["", ""],
            [
                ["a case, all in all", f"{seconds / count * 1000:.1f} ms"],
                ["an unchanged case", f"{again / count * 1000:.1f} ms"],
                ["ledger", f"{size / count / 2 / 1024:.1f} KiB a case and run"],
                ["memory of a worker, first tenth of the cases", f"{statistics.mean(peaks[:tenth]):.1f} MiB"],
                ["memory of a worker, last tenth", f"{statistics.mean(peaks[-tenth:]):.1f} MiB"],
                ["memory of the parent, before and after", f"{before / 1024:.0f} and {after / 1024:.0f} MiB"],
            ],
        ),
    ]


def steady(folder: Path, count: int) -> list[str]:
    """The sample again and again in one worker process: memory must stay flat."""
    words = [sys.executable, "-m", "tests.overnight.steady", str(folder / "inbox"), str(count)]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    first, last = float(said[0]), float(said[1])
    return [
        f"The sample worked {count} times over in a single process: {first:.0f} MiB after the first tenth, "
        f"{last:.0f} MiB at the end. A worker process is replaced after 100 cases all the same."
    ]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "inbox").mkdir()
        text = [*real(folder, count), *many(folder, 1000), *steady(folder, max(20, count))]
    print(write_page("throughput", "Batches: how fast, at what cost", "\n\n".join(text), "make throughput"))


if __name__ == "__main__":
    main()
