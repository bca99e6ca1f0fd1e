"""Remembers what was read from a file, so that unchanged papers are not read again; bounded, safe to delete."""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from creditfile.errors import CaseError
from creditfile.model import Case, Reading, Source
from creditfile.model.record import from_record, to_record
from creditfile.reading.ocr.makeup import makeup
from creditfile.reading.shelf import Shelf, name_of

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
    shelf, name = Shelf(folder, LARGEST), _name(source_digest, key)
    content = shelf.get(name)
    known = None if content is None else _from_record(content)
    if known is not None:
        return known
    read = work()
    shelf.put(name, json.dumps(_record(*read), ensure_ascii=False).encode())
    return read


def is_cached(source_digest: str, key: str) -> bool:
    """Whether `cached` most likely has what it is asked for."""
    folder = cache_folder()
    return folder is not None and Shelf(folder, LARGEST).holds(_name(source_digest, key))


def _name(source_digest: str, key: str) -> str:
    return name_of(FORMAT, source_digest, key, _engine())


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


def _from_record(content: bytes) -> Read | None:
    try:
        record = json.loads(content)
        if not isinstance(record, dict) or not isinstance(record["case"], dict):
            return None
        case = from_record(record["case"], Path())
        places = [(str(document), str(part), str(field)) for document, part, field in record["readings"]]
    except (ValueError, KeyError, TypeError, CaseError):
        return None
    if len(case.sources) != 1 or len(places) != len(case.facts):
        return None
    return case.sources[0], tuple(
        Reading(document, part, field, fact)
        for (document, part, field), fact in zip(places, case.facts, strict=True)
    )


def _record(source: Source, readings: Sequence[Reading]) -> dict[str, object]:
    case = Case("", Path(), sources=(source,), facts=tuple(reading.fact for reading in readings))
    return {
        "case": to_record(case),
        "readings": [[reading.document, reading.part, reading.field] for reading in readings],
    }
