"""A folder of packed entries under digests: what was worked out once; bounded, safe to delete, for one user's eyes."""

import gzip
import hashlib
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from creditfile.writing import write

ENTRY = 64 * 1024 * 1024
"""Bytes that one entry may take when unpacked; ours are far smaller."""


def name_of(*parts: object) -> str:
    """The name of an entry, from all that what it holds depends on."""
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries that cannot be read or written are as if they were not there: a shelf never decides anything."""

    folder: Path
    largest: int
    """Bytes that all entries together may take; beyond, those used longest ago go."""

    def get(self, name: str) -> bytes | None:
        """What stands under a name, which counts as used now."""
        entry = self._entry(name)
        try:
            with gzip.open(entry) as file:
                content = file.read(ENTRY)
        except (OSError, EOFError, zlib.error):
            return None
        with suppress(OSError):
            entry.touch()
        return content or None  # an empty file unpacks to nothing

    def holds(self, name: str) -> bool:
        """Whether anything stands under a name, which may be damaged."""
        return self._entry(name).is_file()

    def put(self, name: str, content: bytes) -> None:
        """Keep it; every now and then, by its name, see that the rest still fits."""
        entry = self._entry(name)
        with suppress(OSError):
            entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write(entry, gzip.compress(content, 5, mtime=0), mode=0o600, lasting=False)
        if name.startswith("0"):
            self._prune()

    def _entry(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}.gz"

    def _prune(self) -> None:
        entries = []
        for entry in self.folder.glob("*/*.gz"):
            with suppress(OSError):
                state = entry.stat()
                entries.append((state.st_mtime_ns, state.st_size, entry))
        taken = sum(size for _, size, _ in entries)
        for _, size, entry in sorted(entries):
            if taken <= self.largest:
                return
            with suppress(OSError):
                entry.unlink(missing_ok=True)
            taken -= size
