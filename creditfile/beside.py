"""Work done at once on several cores, by processes forked from this one, so that nothing large need travel to them."""

import os
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Result = TypeVar("Result")

_works: Sequence[Callable[[], object]] = ()
"""What the processes are forked with."""


def may_fork() -> bool:
    """Whether there are two cores, and this process may be copied: it runs no other thread and is nobody's helper."""
    import multiprocessing

    return (
        (os.cpu_count() or 1) > 1
        and "fork" in multiprocessing.get_all_start_methods()
        and threading.active_count() == 1
        and multiprocessing.parent_process() is None
    )


def at_once(works: Sequence[Callable[[], Result]]) -> list[Result]:
    """What each gives, in their order: begun in that order, one after the other where this process may not fork.

    Each may raise only what can be pickled.
    """
    global _works
    if len(works) < 2 or not may_fork():
        return [work() for work in works]
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    _works = works
    try:
        with ProcessPoolExecutor(min(os.cpu_count() or 1, len(works)), multiprocessing.get_context("fork")) as pool:
            return list(pool.map(_work, range(len(works))))  # type: ignore[arg-type]
    finally:
        _works = ()


def _work(number: int) -> object:
    return _works[number]()
