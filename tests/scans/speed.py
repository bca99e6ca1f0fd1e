"""Seconds a page and peak memory of recognition, by one process and by two."""

import os
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.scans.characters import ours, samples


def _read(work: tuple[bytes, int]) -> tuple[int, int, float]:
    """Recognise a page; the process, its peak memory in MB, and the processor's seconds."""
    begun = time.process_time()
    ours(*work)
    return os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, time.process_time() - begun


def measure(seed: int, count: int) -> str:
    """The table, in Markdown."""
    work = [(sample.picture, sample.dpi) for sample in samples(seed, count)]
    lines = ["| processes | s/page | processor s/page | pages/minute | peak MB a process |", "|--:|--:|--:|--:|--:|"]
    for processes in (1, 2):
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            list(pool.map(_read, work[:processes]))  # models loaded
            begun = time.perf_counter()
            done = list(pool.map(_read, work))
            took = time.perf_counter() - begun
        spent, peak = sum(seconds for *_, seconds in done) / count, max(memory for _, memory, _ in done)
        each = took / count * processes
        lines.append(f"| {processes} | {each:.1f} | {spent:.1f} | {60 * count / took:.0f} | {peak} |")
    return "\n".join(lines) + "\n"
