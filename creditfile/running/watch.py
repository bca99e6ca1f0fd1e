"""Watches a drop folder: what lies still there is worked as a batch, then moved to done/ or failed/."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from creditfile.running.batch import Step
from creditfile.running.placing import locked

DONE, FAILED = "done", "failed"
"""Folders of the drop folder that take what was worked and what could not be."""
LOCK = ".creditfile-watch.lock"
UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".filepart", ".download")
"""Endings of what programs are still writing."""

Signature = tuple[tuple[str, int, int], ...]
"""Path, size and time of each file."""


@dataclass(slots=True)
class Drop:
    """A drop folder and what has been seen in it."""

    folder: Path
    still_s: float
    """What has not changed for so long is whole."""
    clock: Callable[[], float] = time.monotonic
    seen: dict[str, tuple[Signature, float]] = field(default_factory=dict)
    """By name: how it looked, and since when it has looked so."""

    def still(self) -> list[str]:
        """Names of the cases that have lain still long enough; looks at the folder once."""
        now = self.clock()
        found: dict[str, tuple[Signature, float]] = {}
        for path in self._cases():
            look = signature(path)
            if look is None:
                continue
            before = self.seen.get(path.name)
            found[path.name] = before if before and before[0] == look else (look, now)
        self.seen = found
        return sorted(name for name, (_, since) in found.items() if now - since >= self.still_s)

    def _cases(self) -> Iterator[Path]:
        for path in sorted(self.folder.iterdir()):
            ours = path.name in (DONE, FAILED) or path.name.startswith((".", "~$"))
            if not ours and path.suffix.lower() not in UNFINISHED:
                yield path

    def move(self, step: Step, name: str) -> Path | None:
        """Take a case out of the drop folder: to done/, or to failed/ when it could not be worked.

        None when it was changed meanwhile: it stays, and is worked again once it lies still.
        """
        path = self.folder / name
        if signature(path) != self.seen.get(name, (None, 0.0))[0]:
            return None
        target = self.folder / (FAILED if step.failed else DONE)
        target.mkdir(exist_ok=True)
        path.rename(free := _free(target / name))
        return free


def signature(path: Path) -> Signature | None:
    """How a case looks now; None when a file of it is still being written, went meanwhile, or none is there."""
    try:
        files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
        if any(file.suffix.lower() in UNFINISHED or file.name.startswith("~$") for file in files):
            return None
        states = [(file, file.stat()) for file in files]
    except OSError:
        return None
    return tuple((str(file.relative_to(path)), state.st_size, state.st_mtime_ns) for file, state in states) or None


def _free(path: Path) -> Path:
    """The path, or with a number behind it when there is one already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free


@contextmanager
def watching(folder: Path) -> Iterator[None]:
    """Keep a second watcher out. Raises CaseError."""
    with locked(folder, LOCK):
        yield
