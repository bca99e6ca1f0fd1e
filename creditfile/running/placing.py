"""Where a batch's results stand: each case's folder appears by one rename, or its quarantine entry by another."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from creditfile.errors import CaseError
from creditfile.running.digests import file_digest
from creditfile.writing import write

QUARANTINE, REPORTS, KEPT, WORKING, LOCK = "quarantine", "reports", "kept", ".working", ".lock"
LEDGER, LIST = "ledger.sqlite", "batch.jsonl"
RESERVED = (QUARANTINE, REPORTS, KEPT, LEDGER, LIST)
"""Names in the output folder that are ours."""


def folder_names(names: Iterable[str]) -> Mapping[str, str]:
    """For each case the name of its output folder: its own, but for a case that is called like something of ours."""
    taken = set(names)
    found = {}
    for name in sorted(taken):
        free = name
        while free in RESERVED or free.startswith(f"{LEDGER}-") or (free != name and free in taken):
            free = f"{free}~"
        found[name] = free
        taken.add(free)
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """An output folder."""

    out: Path

    @property
    def working(self) -> Path:
        """Where cases are filled before they are whole."""
        return self.out / WORKING

    def entry(self, folder: str) -> Path:
        """A case's quarantine entry."""
        return self.out / QUARANTINE / f"{folder}.json"

    def clear(self, key: str) -> None:
        """Remove what a case that could not be worked left half done."""
        for left in self.working.glob(f"{key}*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove what was only for the work."""
        shutil.rmtree(self.working, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what an earlier batch left half done."""
        shutil.rmtree(self.working, ignore_errors=True)
        self.working.mkdir(parents=True)
        (self.out / QUARANTINE).mkdir(exist_ok=True)

    def write(self, file: Path, content: bytes) -> None:
        """Write a file whole or not at all; what is half written lies where the next batch sweeps."""
        write(file, content, working=self.working)

    def settle(self, made: Path, folder: str, known: Mapping[str, str]) -> None:
        """Put a finished case at its place. What stood there and was changed by hand since is kept beside.

        `known` are the names and digests of the documents that the ledger has of what stood there.
        """
        target = self.out / folder
        if target.exists():
            self._clear(target, made, known)
        made.rename(target)
        _sync(self.out)
        self.entry(folder).unlink(missing_ok=True)

    def quarantine(self, folder: str, finding: Mapping[str, Any], known: Mapping[str, str]) -> None:
        """Say why there is no result of a case; an older result that no longer holds goes."""
        content = json.dumps({"format": 1, "case": folder, "finding": finding}, ensure_ascii=False, indent=1) + "\n"
        self.write(self.entry(folder), content.encode("utf-8", "replace"))
        target = self.out / folder
        if target.exists():
            self._clear(target, None, known)

    def _clear(self, target: Path, made: Path | None, known: Mapping[str, str]) -> None:
        """Take away what stands at a case's place: for good, or into kept/ when a person has worked on it."""
        if _by_hand(target, made, known):
            kept = self.out / KEPT
            kept.mkdir(exist_ok=True)
            number = next(n for n in range(1, 1_000_000) if not (kept / f"{target.name}.{n}").exists())
            target.rename(kept / f"{target.name}.{number}")
        else:
            away = Path(tempfile.mkdtemp(dir=self.working, prefix="old-"))
            target.rename(away / "old")
            shutil.rmtree(away, ignore_errors=True)

    def stands(self, folder: str, *, quarantined: bool, papers: Iterable[str] = ()) -> bool:
        """Whether what the ledger says of a case is still there: the folder with its documents, or the entry."""
        if quarantined:
            return self.entry(folder).is_file() and not (self.out / folder).exists()
        files = ("case.json", *papers)
        return not self.entry(folder).exists() and all((self.out / folder / name).is_file() for name in files)


def _by_hand(target: Path, made: Path | None, known: Mapping[str, str]) -> bool:
    """Whether a folder holds a file that neither the ledger knows nor the new result repeats."""
    for file in target.rglob("*"):
        if not file.is_file():
            continue
        name = file.relative_to(target).as_posix()
        digest = file_digest(file)
        again = made is not None and (made / name).is_file() and file_digest(made / name) == digest
        if not again and known.get(name) != digest:
            return True
    return False


@contextmanager
def locked(folder: Path, name: str = LOCK) -> Iterator[None]:
    """Keep others out of a folder while at work in it. Raises CaseError when somebody is."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise CaseError(f"cannot be written ({error.strerror})", where=str(folder)) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CaseError(
                "another run is at work in this folder", where=str(folder), mend="Wait for it, or take another folder."
            ) from error
        yield
    finally:
        os.close(handle)


def _sync(folder: Path) -> None:
    """Make a rename last over a loss of power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
