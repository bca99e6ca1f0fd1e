"""A measurement in pieces, each kept as soon as it is done, so that one that was cut short goes on where it stopped."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """Some of the work of one section."""

    section: str
    number: int
    """Within its section, from 0."""
    work: Callable[[], Any]
    """What it gives goes into JSON and comes back from it."""
    alone: bool = False
    """It is timed: nothing else is done meanwhile."""


class OtherWorkError(Exception):
    """What was kept is of other code or other wishes."""


def done(
    pieces: Iterable[Piece], of: Mapping[str, Any], kept: Path | None, seconds: float, processes: int = 1
) -> dict[str, list[Any]]:
    """What the pieces gave, by section; none is begun after so many seconds. `of` says what was measured, and how."""
    results = _opened(kept, of)
    wanted = [piece for piece in pieces if _key(piece) not in results]
    for piece, gave in _worked(wanted, time.monotonic() + seconds, processes):
        key = _key(piece)
        results[key] = json.loads(json.dumps(gave, ensure_ascii=False))
        print(f"{key} done", file=sys.stderr, flush=True)
        if kept:
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"piece": key, "gave": results[key]}, ensure_ascii=False) + "\n")
    by_section: dict[str, list[Any]] = {}
    for key, gave in results.items():
        by_section.setdefault(key.partition(" ")[0], []).append(gave)
    return by_section


def _key(piece: Piece) -> str:
    return f"{piece.section} {piece.number}"


def _worked(pieces: Sequence[Piece], until: float, processes: int) -> Iterator[tuple[Piece, Any]]:
    """Each piece as it is done: first those that are timed, one by one, then the others."""
    shared = [piece for piece in pieces if processes > 1 and not piece.alone]
    for piece in (piece for piece in pieces if piece not in shared):
        if time.monotonic() < until:
            yield piece, piece.work()
    if shared:
        yield from _side_by_side(shared, until, processes)


def _side_by_side(pieces: Sequence[Piece], until: float, processes: int) -> Iterator[tuple[Piece, Any]]:
    """By processes of their own, none begun before one is free for it."""
    coming = iter(pieces)
    running: dict[Future[Any], Piece] = {}
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        while True:
            while len(running) < processes and time.monotonic() < until and (piece := next(coming, None)):
                running[pool.submit(piece.work)] = piece
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()


def _opened(kept: Path | None, of: Mapping[str, Any]) -> dict[str, Any]:
    if kept is None:
        return {}
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(dict(of)) + "\n", encoding="utf-8")
        return {}
    first, *rest = kept.read_text(encoding="utf-8").splitlines()
    if json.loads(first) != dict(of):
        raise OtherWorkError(f"{kept}: was measured of {first}, not of {json.dumps(dict(of))}; move it away")
    return {row["piece"]: row["gave"] for row in map(json.loads, rest)}
