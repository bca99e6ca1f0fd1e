"""Pages are recognised on several processors at once: begun before they are asked for, and taken in order."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, partial
from multiprocessing import parent_process
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from creditfile.undisturbed import undisturbed

if TYPE_CHECKING:
    from creditfile.reading.ocr.engine import Picture
    from creditfile.reading.ocr.transcript import Transcript

Look: TypeAlias = "Callable[[], tuple[Picture, float]]"
"""Gives a page as a picture, and the points of one of its pixels."""
_Item = TypeVar("_Item")

MOST = 4
"""No more pages are recognised at once: each takes a few hundred megabytes."""


class Name(NamedTuple):
    """Which page it is."""

    source_digest: str
    """Of the file it is a page of."""
    page: int
    """Of the file, from 0."""


class _Desk:
    """Where the pages of one case are recognised."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.pool = ThreadPoolExecutor(places, "recognising")
        self.begun: dict[Name, Future[Transcript]] = {}
        """What was begun and not yet taken."""

    @cached_property
    def orders(self) -> Any:
        """To the models, for breaking off."""
        from creditfile.reading.ocr.engine import new_orders

        return new_orders()

    def has_room(self) -> bool:
        """Whether less than one page waits for a place: a waiting one is there drawn, and large."""
        return sum(not future.done() for future in self.begun.values()) <= self.places

    def close(self) -> None:
        """Break off what was begun; nobody will take it."""
        if self.begun:
            self.orders.terminate = True
        self.pool.shutdown(cancel_futures=True)


_DESK: ContextVar[_Desk | None] = ContextVar("desk", default=None)


@contextmanager
def recognising() -> Iterator[None]:
    """While it lasts, pages may be begun; ended early, it breaks off those under way.

    The garbage collector rests as long: on a thread of ours it might let go of a page of a PDF while another is drawn,
    and pdfium bears one thread only.
    """
    places = processors()
    if places == 1 or _DESK.get() is not None:
        yield
        return
    desk = _Desk(places)
    token = _DESK.set(desk)
    try:
        with undisturbed():
            yield
    finally:
        _DESK.reset(token)
        desk.close()


def processors() -> int:
    """As many as the job has, at most MOST; one in a worker process, which has siblings."""
    if parent_process() is not None:
        return 1
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST, own))


def in_turn(items: Sequence[_Item], begin: Callable[[_Item], object], *, after: bool = False) -> Iterator[_Item]:
    """Each of what is to be read; before, `begin` is called for it and those after it, as far as there is room.

    `after`: for those after it only; what has its turn begins by itself.
    """
    begun = 0
    for at, item in enumerate(items):
        begun = max(begun, at + after)
        while begun < len(items) and has_room():
            begin(items[begun])
            begun += 1
        yield item


def has_room() -> bool:
    """Whether a page may be begun now."""
    desk = _DESK.get()
    return desk is not None and desk.has_room()


def is_begun(name: Name) -> bool:
    """Whether a page need not be begun: it is, or what was recognised on it is kept."""
    from creditfile.reading.ocr.kept import is_kept

    desk = _DESK.get()
    return (desk is not None and name in desk.begun) or is_kept(*name)


def begin(name: Name, look: Look) -> None:
    """Have a page recognised that will be asked for. `look` is called on another thread, and may fail: `taken` says."""
    desk = _DESK.get()
    if desk is not None and name not in desk.begun:
        desk.begun[name] = desk.pool.submit(_transcript, name, look, desk.orders)


def taken(name: Name, look: Look) -> "Transcript":
    """What is recognised on a page, begun or not; raises what `look` raises, and ModelsMissingError."""
    desk = _DESK.get()
    begun = desk.begun.pop(name, None) if desk else None
    return begun.result() if begun else _transcript(name, look)


def _transcript(name: Name, look: Look, orders: Any = None) -> "Transcript":
    from creditfile.reading.ocr.kept import kept

    return kept(*name, partial(_recognised, look, orders))


def _recognised(look: Look, orders: Any) -> "Transcript":
    from creditfile.reading.ocr.engine import engine
    from creditfile.reading.ocr.transcript import transcribe

    return transcribe(*look(), engine(orders))
