"""Fuzzes everything that strangers' bytes reach, for so many minutes: `python -m tests.fuzz [MINUTES]`."""

import hashlib
import resource
import sys
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as Late
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from creditfile.running.bounds import bind
from tests.fuzz.looking import LIMITS, Outcome, look
from tests.fuzz.mutants import mutant, seeds

CORPUS = Path(__file__).parent / "corpus"
AT_ONCE = 10
"""Mutants a task."""


def kept(seed: Path, number: int, outcome: str) -> Path:
    """A mutant that should not be: kept, so that it is tried in every run of the tests from now on."""
    content = mutant(seed.read_bytes(), number)
    file = CORPUS / f"{hashlib.sha256(content).hexdigest()[:16]}{seed.suffix}"
    file.write_bytes(content)
    print(f"{outcome}: {file.name} ({seed.name} #{number})", flush=True)
    return file


class Fuzz:
    """One run of the fuzzer."""

    def __init__(self, minutes: float, jobs: int) -> None:
        self.until = time.monotonic() + minutes * 60
        self.outcomes: Counter[str] = Counter()
        self.places: set[str] = set()
        self.pool: Any = ProcessPool(
            max_workers=jobs, max_tasks=200, context=get_context("spawn"), initializer=bind, initargs=(LIMITS,)
        )
        self.jobs = jobs

    def go(self) -> int:
        """Until the time is over; how many mutants did what none should."""
        papers, turn, bad = seeds(), 0, 0
        waiting: dict[Future[list[Outcome]], tuple[Path, int, int]] = {}
        while time.monotonic() < self.until or waiting:
            while len(waiting) < self.jobs * 2 and time.monotonic() < self.until:
                seed, first = papers[turn % len(papers)], int(time.time_ns() % (1 << 40))
                self._hand_out(waiting, seed, first, AT_ONCE)
                turn += 1
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                seed, first, count = waiting.pop(future)
                bad += self._take(future, waiting, seed, first, count)
        self.pool.stop()
        self.pool.join()
        return bad

    def _hand_out(self, waiting: dict[Any, tuple[Path, int, int]], seed: Path, first: int, count: int) -> None:
        seconds = LIMITS.seconds if count == 1 else LIMITS.seconds * 2
        args = (str(seed), seed.name, first, count)
        waiting[self.pool.schedule(look, args=args, timeout=seconds)] = (seed, first, count)

    def _take(self, future: Any, waiting: dict[Any, tuple[Path, int, int]], seed: Path, first: int, count: int) -> int:
        try:
            found = future.result()
        except (Late, ProcessExpired, MemoryError) as error:
            if count > 1:  # which of them was it?
                for number in range(first, first + count):
                    self._hand_out(waiting, seed, number, 1)
                return 0
            found = [(first, f"bug: {type(error).__name__}", seed.name)]
        bad = 0
        for number, outcome, place in found:
            self.outcomes[outcome] += 1
            if outcome.startswith("bug") and place.split(" ")[0] not in self.places:
                self.places.add(place.split(" ")[0])
                print(place)
                kept(seed, number, outcome)
                bad += 1
        return bad


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    fuzz = Fuzz(minutes, jobs=2)
    bad = fuzz.go()
    for outcome, count in fuzz.outcomes.most_common():
        print(f"{count:>8}  {outcome}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{fuzz.outcomes.total()} mutants of {len(seeds())} papers, most memory {peak} MiB, {bad} new finds")
    raise SystemExit(int(bad > 0))


if __name__ == "__main__":
    main()
