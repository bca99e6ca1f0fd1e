"""Remembers what was read from a file, so that unchanged papers are not read again; bounded, safe to delete."""

import gzip
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from creditfile.errors import CaseError
from creditfile.model import Case, Reading, Source
from creditfile.model.record import from_record, to_record
from creditfile.reading.ocr.makeup import makeup

SWITCH = "CREDITFILE_CACHE"
"""Environment: a folder to keep readings in, or `off`; the user's own cache folder when not set."""
LARGEST = 512 * 1024 * 1024
"""Bytes that all entries together may take; beyond, those used longest ago go."""
FORMAT = 1
"""Of an entry; another is read anew."""

Read = tuple[Source, tuple[Reading, ...]]


def cached(source_digest: str, key: str, work: Callable[[], Read]) -> Read:
    """What `work` gives, remembered under the digest of the file and a key that names all else it depends on.

    An entry that cannot be read or written is as if it were not there: the cache never decides anything.
    """
    folder = cache_folder()
    if folder is None:
        return work()
    name = hashlib.sha256(f"{FORMAT} {source_digest} {key} {_engine()}".encode()).hexdigest()
    entry = folder / name[:2] / f"{name}.json.gz"
    known = _load(entry)
    if known is not None:
        return known
    read = work()
    _store(entry, read)
    if name.startswith("0"):
        _prune(folder)
    return read


def cache_folder() -> Path | None:
    """Where readings are kept; None when they are not to be."""
    said = os.environ.get(SWITCH, "")
    if said.lower() in ("off", "no", "0", "false"):
        return None
    if said:
        return Path(said).expanduser()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path("~/Library/Caches"))
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        return Path(base).expanduser() / "creditfile" / "readings" if base else None
    except RuntimeError:  # no home: a service account, a container
        return None


@lru_cache(maxsize=1)
def _engine() -> str:
    """Of every file that takes part in reading, the Python that runs it, and what recognises pictures."""
    whole = hashlib.sha256(f"{sys.version_info[:2]}\n{makeup()}".encode())
    root = Path(__file__).parent.parent
    for room in ("model", "values", "reading"):
        for file in sorted((root / room).rglob("*.py")):
            whole.update(file.relative_to(root).as_posix().encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()


def _load(entry: Path) -> Read | None:
    try:
        record = json.loads(gzip.decompress(entry.read_bytes()))
        if not isinstance(record, dict) or not isinstance(record["case"], dict):
            return None
        case = from_record(record["case"], entry)
        places = [(str(document), str(part), str(field)) for document, part, field in record["readings"]]
    except (OSError, EOFError, ValueError, KeyError, TypeError, CaseError):
        return None
    if len(case.sources) != 1 or len(places) != len(case.facts):
        return None
    with suppress(OSError):
        entry.touch()
    return case.sources[0], tuple(
        Reading(document, part, field, fact)
        for (document, part, field), fact in zip(places, case.facts, strict=True)
    )


def _store(entry: Path, read: Read) -> None:
    """Whole or not at all, and for the user's eyes only: readings are personal data."""
    source, readings = read
    content = gzip.compress(json.dumps(_record(source, readings), ensure_ascii=False).encode(), 5, mtime=0)
    try:
        entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, entry)  # noqa: PTH105 - the name is mkstemp's
    except OSError:
        return


def _record(source: Source, readings: Sequence[Reading]) -> dict[str, object]:
    case = Case("", Path(), sources=(source,), facts=tuple(reading.fact for reading in readings))
    return {
        "case": to_record(case),
        "readings": [[reading.document, reading.part, reading.field] for reading in readings],
    }


def _prune(folder: Path) -> None:
    """The entries used longest ago go until the rest fit."""
    entries = []
    for entry in folder.glob("*/*.json.gz"):
        try:
            state = entry.stat()
        except OSError:
            continue
        entries.append((state.st_mtime_ns, state.st_size, entry))
    taken = sum(size for _, size, _ in entries)
    for _, size, entry in sorted(entries):
        if taken <= LARGEST:
            return
        entry.unlink(missing_ok=True)
        taken -= size
