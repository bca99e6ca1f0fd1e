"""The table of runners: where cases are worked."""

from creditfile.errors import RunnerError
from creditfile.running.batch import Runner
from creditfile.running.bounds import Limits
from creditfile.running.work import Run, Write, work

SCHEDULERS = ("tcp://", "tls://")
"""How the address of a Dask scheduler begins."""


def runner_of(where: str, run: Run, write: Write, *, workers: int, limits: Limits) -> Runner:
    """The runner for `--on`: empty for this machine, a scheduler's address for a cluster. Raises RunnerError.

    With no workers at all, cases are worked in this process, without bounds: for a debugger.
    """
    if not where and not workers:
        return lambda jobs: (work(job, run, write) for job in jobs)
    if not where:
        from creditfile.running.local import run_all

        return lambda jobs: run_all(jobs, run, write, workers=workers, limits=limits)
    if where.startswith(SCHEDULERS):
        from creditfile.running.dask import run_all as run_on_cluster

        return lambda jobs: run_on_cluster(jobs, run, write, scheduler=where, limits=limits)
    raise RunnerError(f"{where!r} is no scheduler's address", mend="Write tcp://host:8786.")
