"""Works cases in processes of this machine, each bounded in time and memory; one that dies takes no other with it."""

import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as Late
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Any

from pebble import ProcessExpired, ProcessPool

from creditfile.errors import RunnerError
from creditfile.running.bounds import Limits, bind, noted
from creditfile.running.work import BROKE_OFF, OUT_OF_MEMORY, Done, Job, Run, Trouble, Write, failed, work

RENEWED_AFTER = 100
"""A worker process is replaced after so many cases, so that nothing piles up in it."""
AHEAD = 2
"""So many cases a worker are handed out before they are needed."""
STARTING = 120
"""Seconds that a process may take to start, beyond the time its case may take."""
BREAKS = 3
"""So often in a row may a pool break down without finishing a case before the run is given up."""


class Pool:
    """Bounded processes that work cases one after another; made anew when they break down."""

    def __init__(self, run: Run, write: Write, workers: int, limits: Limits) -> None:
        self.run = run
        self.write = write
        self.workers = workers
        self.limits = limits
        self._pool = self._made()

    def _made(self) -> Any:
        return ProcessPool(
            max_workers=self.workers,
            max_tasks=RENEWED_AFTER,
            context=get_context("spawn"),
            initializer=bind,
            initargs=(self.limits,),
        )

    def schedule(self, job: Job) -> "Future[Done]":
        """Hand out a case. Raises BrokenProcessPool."""
        try:
            future: Future[Done] = self._pool.schedule(
                work, args=(job, self.run, self.write), timeout=self.limits.seconds
            )
        except RuntimeError as error:  # Pebble's word for a pool that is no more
            raise BrokenProcessPool(str(error)) from error
        return future

    def mend(self) -> None:
        """A new pool in the place of one that broke down."""
        self.stop()
        self._pool = self._made()

    def stop(self) -> None:
        """End every process at once."""
        self._pool.stop()
        self._pool.join()

    def close(self) -> None:
        """End every process once it is idle."""
        self._pool.close()
        self._pool.join()


def run_all(jobs: Iterable[Job], run: Run, write: Write, *, workers: int, limits: Limits) -> Iterator[Done]:
    """Every job once, as each is done; jobs are taken from the iterable only as they are needed.

    A crash, a hang, an error: all come back as Done with its trouble. Raises RunnerError when no process stays up.
    """
    coming = iter(jobs)
    pool = Pool(run, write, workers, limits)
    waiting: dict[Future[Done], Job] = {}
    pending: list[Job] = []
    breaks = 0
    try:
        while True:
            pending += islice(coming, max(0, workers * AHEAD - len(waiting) - len(pending)))
            try:
                while pending:
                    waiting[pool.schedule(pending[0])] = pending[0]
                    del pending[0]
                if not waiting:
                    break
                for done in _finished(waiting, limits):
                    breaks = 0
                    yield done
            except BrokenProcessPool as error:
                breaks += 1
                if breaks > BREAKS:
                    raise RunnerError(
                        "worker processes end before they have begun", mend="Is the memory limit too low?"
                    ) from error
                pending = [*waiting.values(), *pending]
                waiting.clear()
                pool.mend()
    except BaseException:
        pool.stop()
        raise
    pool.close()


def _finished(waiting: "dict[Future[Done], Job]", limits: Limits) -> Iterator[Done]:
    """Those that are done by now, taken off the list. Raises BrokenProcessPool when none will ever be."""
    finished, _ = wait(waiting, timeout=limits.seconds + STARTING, return_when=FIRST_COMPLETED)
    if not finished:
        raise BrokenProcessPool("no word from any process")
    for future in finished:
        done = outcome(future, waiting[future])
        del waiting[future]
        yield done


def outcome(future: "Future[Done]", job: Job) -> Done:
    """What came of a case. Raises BrokenProcessPool, which is not the case's doing."""
    try:
        return future.result()
    except Late:
        trouble = Trouble(BROKE_OFF, f"> {job.limits.seconds} s", noted(job.note))
    except ProcessExpired as death:
        trouble = Trouble(BROKE_OFF, _of_death(death.exitcode, job), noted(job.note))
    return failed(job, trouble)


def _of_death(code: int | None, job: Job) -> str:
    if code == OUT_OF_MEMORY:
        return f"> {job.limits.memory_mb} MB"
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit {code}"
