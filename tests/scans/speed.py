"""Seconds a page and peak memory of recognition: by one process and two, and of one case on one processor and two."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from creditfile.running.bounds import peak_kb
from tests.scans.characters import ours, samples

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, float]


def _read(work: tuple[bytes, int]) -> tuple[int, float]:
    """Recognise a page; the process's peak memory in MB, and the processor's seconds."""
    begun = time.process_time()
    ours(*work)
    return peak_kb() // 1024, time.process_time() - begun


def measure(seed: int, count: int) -> list[Row]:
    """The same pages by one process and by two, one page at a time in each; then as one case, on one processor and two.

    A case is measured where one may say on which processors a process runs.
    """
    work = [(sample.picture, sample.dpi) for sample in samples(seed, count)]
    rows = [_by(processes, work) for processes in (1, 2)]
    return rows + ([_as_case(work, at_once) for at_once in (1, 2)] if hasattr(os, "sched_setaffinity") else [])


def _by(processes: int, work: list[tuple[bytes, int]]) -> Row:
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        list(pool.map(_read, work[:processes]))  # models loaded
        busy, begun = _busy(), time.perf_counter()
        done = list(pool.map(_read, work))
        took = time.perf_counter() - begun
    spent, others = sum(seconds for _, seconds in done), _busy() - busy
    return _row(processes, 1, len(work), took, spent, max(peak for peak, _ in done), others)


def _as_case(work: list[tuple[bytes, int]], at_once: int) -> Row:
    """In a process of its own, as a person checks one folder; loading the models counts."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (picture, _) in enumerate(work):
            (Path(folder) / f"{number:03}.jpg").write_bytes(picture)
        busy = _busy()
        command = [sys.executable, "-m", "tests.scans.speed", folder, str(at_once)]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    took, spent, peak = json.loads(told)
    return _row(1, at_once, len(work), took, spent, peak, _busy() - busy)


def _row(processes: int, at_once: int, pages: int, took: float, spent: float, peak: int, busy: float) -> Row:
    return {
        "processes": processes,
        "at_once": at_once,
        "pages": pages,
        "seconds": took,
        "spent": spent,
        "peak": peak,
        "others": (busy - spent) / took,
    }


def _busy() -> float:
    """Seconds that all processors together have worked since the machine started, where the machine says so."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return float("nan")
    user, nice, system = map(int, stat.read_text(encoding="ascii").split()[1:4])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


def table(rows: Iterable[Mapping[str, float]]) -> str:
    """In Markdown."""
    lines = [
        "| processes | pages at once in each | pages | s for a page | processor s/page | pages/minute | "
        "peak MB a process | taken by others |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        pages, took = row["pages"], row["seconds"]
        lines.append(
            f"| {row['processes']} | {row['at_once']} | {pages} | "
            f"{took / pages * row['processes'] * row['at_once']:.1f} | {row['spent'] / pages:.1f} | "
            f"{60 * pages / took:.0f} | {row['peak']} | {max(0.0, row['others']):.1f} processors |"
        )
    return "\n".join(lines) + "\n\nThe last two rows: one case, its models loaded within the time.\n"


def _check(folder: str, at_once: int) -> None:
    """Read a folder on so many processors; prints the seconds it took, those of the processors, and the peak in MB."""
    os.environ["CREDITFILE_CACHE"] = "off"
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:at_once])
    from creditfile.model import Case
    from creditfile.model.document import Documents
    from creditfile.reading.read import read

    begun = time.perf_counter()
    read(Case("case", Path(folder)), Documents(()))
    print(json.dumps([time.perf_counter() - begun, time.process_time(), peak_kb() // 1024]))


if __name__ == "__main__":
    _check(sys.argv[1], int(sys.argv[2]))
