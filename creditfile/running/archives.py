"""A zip archive as a case: unpacked within bounds, its Chinese names read right, no path let out of its folder."""

import re
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

UTF8_NAME = 0x800
"""The bit of an entry's flags that says its name is UTF-8."""
ENCRYPTED = 0x1
ENTRIES = 10_000
"""How many files an archive may hold."""
DEEPEST = 32
"""How many folders within one another."""
PIECE = 1 << 20
"""So many bytes are unpacked at a time."""
LEFT_OUT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What operating systems add and nobody submitted."""


class ArchiveError(Exception):
    """The archive cannot be a case; nothing of it is worked.

    Its code: RDG-101 encrypted, RDG-102 damaged, RDG-103 nothing in it, RDG-107 too much, RDG-153 out of its folder.
    """

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(code, detail)


def is_archive(path: Path) -> bool:
    """Whether a submitted file is an archive of papers: by name and content (a .docx too is a zip inside)."""
    return path.suffix.lower() == ".zip" and path.is_file() and is_zipfile(path)


def unpack(archive: Path, folder: Path, size_mb: int) -> Path:
    """Unpack into a new folder and return where the papers lie: a single folder around all of them is left out.

    Raises ArchiveError; what is there by then is for the caller to remove.
    """
    folder.mkdir(parents=True)
    try:
        with ZipFile(archive) as opened:
            entries = list(_entries(opened, size_mb))
            left = size_mb * 1024 * 1024
            for entry, name in entries:
                left = _write(opened, entry, folder / name, left)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise ArchiveError("RDG-102", str(error)) from error
    except RuntimeError as error:  # zipfile: a password is wanted
        raise ArchiveError("RDG-101", "zip") from error
    except OSError as error:
        raise ArchiveError("RDG-102", error.strerror or str(error)) from error
    return _inner(folder)


def _entries(opened: ZipFile, size_mb: int) -> Iterator[tuple[ZipInfo, str]]:
    """What is to be unpacked and under which name, all of it looked at before anything is written."""
    entries = opened.infolist()
    if len(entries) > ENTRIES:
        raise ArchiveError("RDG-107", f"{len(entries)} > {ENTRIES}")
    if sum(entry.file_size for entry in entries) > size_mb * 1024 * 1024:
        raise ArchiveError("RDG-107", f"> {size_mb} MB")
    taken: set[str] = set()
    for entry in entries:
        name = name_of(entry)
        if entry.is_dir() or name.endswith("/") or any(part in name for part in LEFT_OUT):
            continue
        if entry.flag_bits & ENCRYPTED:
            raise ArchiveError("RDG-101", name)
        _check(entry, name)
        if name in taken:
            raise ArchiveError("RDG-102", f"{name} ×2")
        taken.add(name)
        yield entry, name
    if not taken:
        raise ArchiveError("RDG-103", "zip")


def name_of(entry: ZipInfo) -> str:
    """The entry's path with forward slashes; names not marked as UTF-8 are UTF-8 all the same, or GB18030."""
    if entry.flag_bits & UTF8_NAME:
        return entry.orig_filename.replace("\\", "/")
    raw = entry.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.orig_filename.replace("\\", "/")


def _check(entry: ZipInfo, name: str) -> None:
    """Nothing but plain files below the folder: no way up, no other root, no link."""
    parts = name.split("/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    outside = name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name) or "\0" in name
    if outside or kind not in (0, stat.S_IFREG):
        raise ArchiveError("RDG-153", name.replace("\0", "�"))
    if len(parts) > DEEPEST or any(len(part.encode("utf-8", "replace")) > 255 for part in parts):
        raise ArchiveError("RDG-107", f"{name[:60]}…")
    if any(part in ("", ".") for part in parts):
        raise ArchiveError("RDG-102", name)


def _write(opened: ZipFile, entry: ZipInfo, file: Path, left: int) -> int:
    """Unpack one entry, counting what really comes out of it; the bytes that are left for the others."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as stream, file.open("xb") as out:
        while piece := stream.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise ArchiveError("RDG-107", entry.filename)
            out.write(piece)
    return left


def _inner(folder: Path) -> Path:
    """The folder within, when there is nothing beside it."""
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder
