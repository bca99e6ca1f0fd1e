"""Seconds a page and peak memory of recognition, by one process and by two."""

import os
import resource
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.scans.characters import ours, samples


def _read(work: tuple[bytes, int]) -> tuple[int, int, float]:
    """Recognise a page; the process, its peak memory in MB, and the processor's seconds."""
    begun = time.process_time()
    ours(*work)
    return os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, time.process_time() - begun


def measure(seed: int, count: int) -> list[dict[str, float]]:
    """One row by one process, one by two, over the same pages."""
    work = [(sample.picture, sample.dpi) for sample in samples(seed, count)]
    rows = []
    for processes in (1, 2):
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            list(pool.map(_read, work[:processes]))  # models loaded
            busy, begun = _busy(), time.perf_counter()
            done = list(pool.map(_read, work))
            took = time.perf_counter() - begun
            spent = sum(seconds for *_, seconds in done)
        rows.append(
            {
                "processes": processes,
                "pages": len(work),
                "seconds": took,
                "spent": spent,
                "peak": max(memory for _, memory, _ in done),
                "others": (_busy() - busy - spent) / took,
            }
        )
    return rows


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
        "| processes | pages | s for a page | processor s/page | pages/minute | peak MB a process | taken by others |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        pages, took = row["pages"], row["seconds"]
        lines.append(
            f"| {row['processes']} | {pages} | {took / pages * row['processes']:.1f} | {row['spent'] / pages:.1f} | "
            f"{60 * pages / took:.0f} | {row['peak']} | {max(0.0, row['others']):.1f} processors |"
        )
    return "\n".join(lines) + "\n"
