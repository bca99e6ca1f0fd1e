"""Opens a zip from a stranger: counted, and bounded in what it may become, before anything is inflated."""

from collections import Counter
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from creditfile.reading import limits
from creditfile.reading.pages import UnreadableError

ENCRYPTED = 0x1
"""The bit of an entry's flags that says so."""


def opened(content: bytes) -> ZipFile:
    """The archive, once its own list of entries keeps within the limits.

    Raises UnreadableError: RDG-101 encrypted, RDG-102 damaged, RDG-107 too much in it.
    """
    try:
        archive = ZipFile(BytesIO(content))
        entries = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableError("RDG-102", str(error)) from error
    if len(entries) > limits.ZIP_ENTRIES:
        raise UnreadableError("RDG-107", f"{len(entries)} entries > {limits.ZIP_ENTRIES}")
    twice = [name for name, count in Counter(entry.filename.lower() for entry in entries).items() if count > 1]
    if twice:  # readers differ in which of the two they show
        raise UnreadableError("RDG-102", f"{twice[0]}: {len(twice)} duplicate entries")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise UnreadableError("RDG-101", "zip")
    whole = sum(entry.file_size for entry in entries)
    if whole > limits.INFLATED_BYTES:
        raise UnreadableError("RDG-107", f"{whole} B > {limits.INFLATED_BYTES} B")
    for entry in entries:
        _bounded(entry)
    return archive


def _bounded(entry: ZipInfo) -> None:
    if entry.file_size > limits.ENTRY_BYTES:
        raise UnreadableError("RDG-107", f"{entry.filename}: {entry.file_size} B > {limits.ENTRY_BYTES} B")
    if entry.file_size > limits.ZIP_RATIO_FROM and entry.file_size > limits.ZIP_RATIO * max(1, entry.compress_size):
        raise UnreadableError("RDG-107", f"{entry.filename}: {entry.file_size} B / {entry.compress_size} B")
