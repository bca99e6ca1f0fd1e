"""Seconds a page and peak memory of recognition, by one process and by two."""

import os
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.scans.characters import ours, samples


def _read(work: tuple[bytes, int]) -> tuple[int, int]:
    """Recognise a page; the process, and its peak memory in MB."""
    ours(*work)
    return os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(seed: int, count: int) -> str:
    """The table, in Markdown."""
    work = [(sample.picture, sample.dpi) for sample in samples(seed, count)]
    lines = ["| processes | s/page | pages/minute | peak MB a process |", "|--:|--:|--:|--:|"]
    for processes in (1, 2):
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            list(pool.map(_read, work[:processes]))  # models loaded
            begun = time.perf_counter()
            peaks = dict(pool.map(_read, work))
            took = time.perf_counter() - begun
        lines.append(
            f"| {processes} | {took / count * processes:.1f} | {60 * count / took:.0f} | {max(peaks.values())} |"
        )
    return "\n".join(lines) + "\n"
