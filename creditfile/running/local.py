"""Works many cases in processes of this machine, each bounded in time and memory; one that dies takes no other with it."""

from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from concurrent.futures import TimeoutError as Late
from multiprocessing import get_context
from typing import Any

from pebble import ProcessExpired, ProcessPool

from creditfile.running.work import Done, Job, Run, Write, bound_memory, work

RENEWED_AFTER = 100
"""A worker process is replaced after so many cases, so that nothing piles up in it."""


def run_all(
    jobs: Sequence[Job], run: Run, write: Write, *, workers: int, seconds: int, memory_mb: int
) -> Iterator[Done]:
    """Every job once, as each is done. A crash, a hang, an error: all come back as Done with its trouble."""
    with ProcessPool(
        max_workers=workers,
        max_tasks=RENEWED_AFTER,
        context=get_context("spawn"),
        initializer=bound_memory,
        initargs=(memory_mb,),
    ) as pool:
        waiting: dict[Any, Job] = {pool.schedule(work, args=(job, run, write), timeout=seconds): job for job in jobs}
        try:
            for future in as_completed(waiting):
                yield _outcome(future, waiting[future], seconds, memory_mb)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _outcome(future: Any, job: Job, seconds: int, memory_mb: int) -> Done:
    try:
        done: Done = future.result()
        return done
    except Late:
        return _failed(job, f"RDG-112 longer than {seconds} s")
    except ProcessExpired as death:
        return _failed(job, f"RDG-112 the process died (exit {death.exitcode})")
    except MemoryError:
        return _failed(job, f"RDG-112 more than {memory_mb} MB of memory")
    except Exception as error:  # noqa: BLE001 - a bug in one case is told as its trouble; the batch goes on
        return _failed(job, f"RDG-112 {type(error).__name__}: {error}")


def _failed(job: Job, trouble: str) -> Done:
    return Done(job.id, "", "", (), 0, 0, trouble)
