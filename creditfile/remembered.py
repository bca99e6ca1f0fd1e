"""Keeps an opened book in the user's cache folder, so that the next run need not read and check it again."""

import hashlib
import os
import pickle
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

KEPT = 8
"""How many books are kept; the oldest go."""


def cache_folder() -> Path | None:
    """The user's cache folder for this program; None where caching is switched off or the folder is not ours alone."""
    if os.environ.get("CREDITFILE_CACHE") == "off":
        return None
    base = os.environ.get("CREDITFILE_CACHE") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(base).expanduser() / "creditfile"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
    except OSError:
        return None
    private = hasattr(os, "getuid") and state.st_uid == os.getuid() and not state.st_mode & 0o022
    return folder if private else None


@lru_cache(maxsize=1)
def engine_digest() -> str:
    """Names, sizes and times of the engine's own files and the Python that runs it: another engine, another key."""
    whole = hashlib.sha256(sys.version.encode())
    root = Path(__file__).parent
    for file in sorted(root.rglob("*")):
        if file.suffix in (".py", ".json", ".toml", ".csv"):
            state = file.stat()
            whole.update(f"{file.relative_to(root)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return whole.hexdigest()


def _file(folder: Path, book: Path, digest: str) -> Path:
    key = hashlib.sha256(f"{book}\n{digest}\n{engine_digest()}".encode()).hexdigest()[:32]
    return folder / f"book-{key}.pickle"


def recall(book: Path, digest: str) -> Any:
    """The book as it was kept; None when it was not, or cannot be read."""
    folder = cache_folder()
    return None if folder is None else unpickled(_file(folder, book, digest))


def keep(opened: Any, book: Path, digest: str) -> None:
    """Keep a book that was opened without complaint."""
    folder = cache_folder()
    if folder is None or not pickled(opened, _file(folder, book, digest)):
        return
    with suppress(OSError):
        kept = sorted(folder.glob("book-*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[KEPT:]:
            old.unlink(missing_ok=True)


def unpickled(file: Path) -> Any:
    """What lies in a file of the cache folder; None when there is none, or it cannot be read."""
    try:
        return pickle.loads(file.read_bytes())  # noqa: S301 - ours, in a folder that only this user may write
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError, TypeError):
        return None


def pickled(thing: Any, file: Path) -> bool:
    """Write a file of the cache folder; a full disk or a foreign folder is no reason to stop, and is told."""
    from creditfile.writing import write

    try:
        write(file, pickle.dumps(thing, protocol=5), mode=0o600, lasting=False)
    except OSError:
        return False
    return True
