"""Works cases on a Dask cluster, each in a bounded process below a worker; lost workers and schedulers are survived."""

import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import current_process
from typing import Any

from distributed import Client, KilledWorker, get_worker
from distributed import wait as wait_for
from distributed.client import FutureCancelledError, FuturesCancelledError

from creditfile.errors import CreditfileError, RunnerError
from creditfile.running.bounds import Limits
from creditfile.running.digests import engine_digest
from creditfile.running.local import BREAKS, Pool, outcome
from creditfile.running.work import BROKE_OFF, Done, Job, Run, Trouble, Write, failed

PATIENCE_S = (1, 5, 15, 60, 120)
"""Pauses before each new attempt to find the scheduler, when it was lost."""
START_S = 60
"""So long may the scheduler, and its first worker, be waited for."""
AHEAD = 3
"""So many cases for each thread of the cluster are handed out before they are needed."""
LOOK_S = 15
"""The cluster's size is looked at so often."""

LOST = (FutureCancelledError, FuturesCancelledError, OSError, TimeoutError, RuntimeError)
"""What is raised when the scheduler has gone; CommClosedError is an OSError."""


def run_all(jobs: Iterable[Job], run: Run, write: Write, *, scheduler: str, limits: Limits) -> Iterator[Done]:
    """Every job once, as each is done. A scheduler that was lost is looked for again, a bounded number of times.

    Raises RunnerError when there is no cluster, or it has another engine.
    """
    coming = iter(jobs)
    pending: list[Job] = []
    lost = 0
    while True:
        cluster = _Cluster(scheduler, run, write, limits)
        try:
            for done in cluster.work(pending, coming):
                lost = 0
                yield done
            return
        except LOST as error:
            if isinstance(error, CreditfileError):
                raise
            pending[:0] = cluster.waiting.values()
            if lost == len(PATIENCE_S):
                raise RunnerError(
                    "the scheduler is gone", where=scheduler, mend="Start it again; then go on with --resume."
                ) from error
            time.sleep(PATIENCE_S[lost])
            lost += 1
        finally:
            cluster.close()


class _Cluster:
    """One connection to a scheduler, and what was handed out over it."""

    def __init__(self, scheduler: str, run: Run, write: Write, limits: Limits) -> None:
        self.scheduler = scheduler
        self.run = run
        self.write = write
        self.limits = limits
        self.waiting: dict[Any, Job] = {}
        self.client: Any = None

    def work(self, pending: list[Job], coming: Iterator[Job]) -> Iterator[Done]:
        """Hand out as many as the cluster can take, and give back what is done."""
        self.client = self._connected()
        engine = engine_digest(self.run, self.write)
        room, looked = 0, float(-LOOK_S)
        while True:
            if time.monotonic() - looked > LOOK_S:
                room, looked = AHEAD * max(1, sum(self.client.nthreads().values())), time.monotonic()
            pending += islice(coming, max(0, room - len(self.waiting) - len(pending)))
            while pending:
                future = self.client.submit(bounded, pending[0], self.run, self.write, self.limits, engine, pure=False)
                self.waiting[future] = pending.pop(0)
            if not self.waiting:
                return
            yield from self._finished()

    def _connected(self) -> Any:
        try:
            client: Any = Client(self.scheduler, timeout=START_S, set_as_default=False)  # type: ignore[no-untyped-call]
            client.wait_for_workers(1, timeout=START_S)
        except (OSError, TimeoutError) as error:
            raise RunnerError(
                f"no scheduler with a worker answers ({error})",
                where=self.scheduler,
                mend="Start `dask scheduler` and `dask worker`, see docs/how-to/cluster.md.",
            ) from error
        return client

    def _finished(self) -> Iterator[Done]:
        try:
            with self.client.as_current():
                waited = wait_for(list(self.waiting), LOOK_S, "FIRST_COMPLETED")  # type: ignore[no-untyped-call]
        except TimeoutError:
            if self.client.status != "running":
                raise
            return
        for future in waited.done:
            job = self.waiting[future]
            try:
                done = future.result()
            except KilledWorker as error:
                last = getattr(error, "last_worker", None)
                done = failed(job, Trouble(BROKE_OFF, f"workers died: {getattr(last, 'name', '?')}"))
            del self.waiting[future]
            yield done

    def close(self) -> None:
        """Let go; what is still at work elsewhere is cancelled, and what it has written is swept."""
        if self.client is not None:
            if self.client.status == "running":
                self.client.cancel(list(self.waiting), force=True)
            self.client.close(timeout=5)


# ---------------------------------------------------------------- on a worker

_pools: dict[tuple[Run, Write, Limits], Pool] = {}
_lock = threading.Lock()


def bounded(job: Job, run: Run, write: Write, limits: Limits, engine: str) -> Done:
    """Work a case in a process of its own below this worker; what kills that process leaves the worker alive."""
    if engine_digest(run, write) != engine:
        raise RunnerError("has another engine", where=_here(), mend="Install the same version on every machine.")
    if not job.case.exists() or not job.working.is_dir():
        raise RunnerError(f"does not see {job.case}", where=_here(), mend="Mount the shared folder at the same path.")
    for _ in range(BREAKS):
        pool = _pool(run, write, limits)
        try:
            return outcome(pool.schedule(job), job)
        except BrokenProcessPool:
            _mend(pool)
    raise RunnerError("worker processes end before they have begun", where=_here())


def _here() -> str:
    return str(get_worker().address)


def _pool(run: Run, write: Write, limits: Limits) -> Pool:
    """This worker's own processes: one for each of its threads."""
    if current_process().daemon:
        raise RunnerError(
            "may not start processes",
            where=_here(),
            mend="Start the worker with DASK_DISTRIBUTED__WORKER__DAEMON=False in its environment.",
        )
    with _lock:
        key = (run, write, limits)
        if key not in _pools:
            _pools[key] = Pool(run, write, get_worker().state.nthreads, limits)
        return _pools[key]


def _mend(pool: Pool) -> None:
    with _lock:
        pool.mend()
