"""What a process that works cases may not do: outgrow its bounds, outlive its parent, speak to the network."""

import ctypes
import os
import resource
import signal
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
SMALLEST_MB = 512
"""Less memory than this, and not even the engine starts."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one case may go."""

    seconds: int = 300
    """From the start of its work to the last byte written."""
    memory_mb: int = 4096
    """Address space of its process."""
    size_mb: int = 2048
    """Of all its papers together, of an archive unpacked, and of any one file written."""


DEFAULT = Limits()
"""What is asked for when nothing is."""


def bind(limits: Limits) -> None:
    """Bind this process: called once, before the first case."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with_parent()
    _limit(resource.RLIMIT_FSIZE, limits.size_mb)
    if sys.platform != "darwin":
        _limit(resource.RLIMIT_AS, limits.memory_mb)
    _limit(resource.RLIMIT_CORE, 0)
    sys.addaudithook(_audit)
    import_module("creditfile.book")  # so that the first case's time is its own


def _limit(what: int, megabytes: int) -> None:
    _, hard = resource.getrlimit(what)
    size = megabytes * MEGABYTE
    resource.setrlimit(what, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def _die_with_parent() -> None:
    """Linux: the kernel ends this process when the one that started it is gone, however it went."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)


# ---------------------------------------------------------------- what is being read

_NETWORK = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


@dataclass(slots=True)
class _Watch:
    """The case that this process is at."""

    folder: str = ""
    note: int = -1


_watch = _Watch()


def _audit(event: str, args: tuple[Any, ...]) -> None:
    """Note each paper as it is opened; nothing that works a case has business with the network."""
    if event == "open":
        path = args[0]
        if _watch.note >= 0 and isinstance(path, str) and path.startswith(_watch.folder):
            os.ftruncate(_watch.note, 0)
            os.pwrite(_watch.note, path[len(_watch.folder) :].encode("utf-8", "surrogateescape"), 0)
    elif event in _NETWORK and _watch.note >= 0:
        raise PermissionError(f"{event}: a case is worked without the network")


class Noting:
    """While it lasts, the paper that was opened last is written to a file, which outlives a crash of this process."""

    def __init__(self, folder: Path, note: Path) -> None:
        self.folder = folder
        self.note = note

    def __enter__(self) -> None:
        note = os.open(self.note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
        _watch.folder, _watch.note = str(self.folder), note

    def __exit__(self, *_: object) -> None:
        note, _watch.note = _watch.note, -1
        os.close(note)


def noted(note: Path) -> str:
    """The paper that was opened last, by its path in the case; empty when none was."""
    try:
        return note.read_bytes().decode("utf-8", "replace").strip("/")
    except FileNotFoundError:
        return ""


# ---------------------------------------------------------------- how much memory it took


def forget_peak() -> None:
    """Linux: count the peak anew from here."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak_kb() -> int:
    """The most memory this process had since forget_peak, in KiB; where the system cannot forget, since its start."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    except OSError:
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak
