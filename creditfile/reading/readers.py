"""The table of readers, and the one door through which a submitted file is opened."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, TypeAlias

from creditfile.model import Trouble
from creditfile.reading import limits, sniff
from creditfile.reading.pages import Pages, UnreadableError

Reader: TypeAlias = Callable[[bytes, str], Pages]

READERS: dict[str, str] = {
    "pdf": "creditfile.reading.pdf:read",
    "docx": "creditfile.reading.word:read",
    "xlsx": "creditfile.reading.sheets:read",
    "xls": "creditfile.reading.sheets:read_old",
    "xlsb": "creditfile.reading.sheets:read_old",
    "ods": "creditfile.reading.sheets:read_old",
    "csv": "creditfile.reading.delimited:read",
    "text": "creditfile.reading.delimited:read_text",
    "toml": "creditfile.reading.typed:read",
    "ofd": "creditfile.reading.ofd:read",
    "html": "creditfile.reading.markup:read_html",
    "xml": "creditfile.reading.markup:read_xml",
    "einvoice": "creditfile.reading.einvoice:read",
    "image": "creditfile.reading.picture:read",
}
"""By medium: where its reader is, so that its library is imported only when such a file comes."""

BEGINNERS: dict[str, str] = {
    "pdf": "creditfile.reading.pdf:begin",
    "image": "creditfile.reading.picture:begin",
}
"""By medium whose pages may be pictures: what has the first of them recognised before the file is read."""

REFUSED: dict[str, tuple[str, str]] = {
    "encrypted": ("RDG-101", "office"),
    "doc": ("RDG-108", ".doc"),
    "rtf": ("RDG-108", ".rtf"),
    "ppt": ("RDG-108", ".ppt"),
    "pptx": ("RDG-108", ".pptx"),
    "zip": ("RDG-109", ".zip"),
}
"""Media that are known and not read, with the code that says what to do."""

GROUP = "creditfile.readers"
"""Entry points by which other packages add readers; named by medium, or by ending for what is unknown here."""


def open_source(content: bytes, name: str) -> Pages:
    """A submitted file as pages; a wrong ending is told of and does not matter.

    Raises UnreadableError with the RDG code for what cannot be read. It may take long, or die, on a hostile file:
    call it in a process bounded in time and memory.
    """
    if len(content) > limits.FILE_BYTES:
        raise UnreadableError("RDG-107", f"{len(content)} B > {limits.FILE_BYTES} B")
    media = sniff.media_of(content, name)
    reader = reader_of(media, name)
    pages = reader(content, name)
    trouble = sniff.misnamed(content, media, name)
    return replace(pages, troubles=(trouble, *pages.troubles)) if trouble else pages


def begin_source(content: bytes, name: str) -> None:
    """Have the first pages recognised of a file that will be opened soon; what is wrong with it is told then."""
    with suppress(UnreadableError):
        media = sniff.media_of(content, name)
        if media in BEGINNERS and media not in _added():
            _found(BEGINNERS[media])(content)


def reader_of(media: str, name: str) -> Reader:
    """The reader of a medium; an added one first. Raises UnreadableError when there is none."""
    added = _added()
    for key in (media, sniff.ending(name) if media == "unknown" else media):
        if key in added:
            return added[key]
    if media in READERS:
        reader: Reader = _found(READERS[media])
        return reader
    code, detail = REFUSED.get(media, ("RDG-110", media))
    raise UnreadableError(code, detail)


def _found(place: str) -> Any:
    module, _, function = place.partition(":")
    return getattr(import_module(module), function)


@cache
def _added() -> dict[str, Reader]:
    return {entry.name: entry.load() for entry in entry_points(group=GROUP)}


def troubles_of(pages: Pages) -> tuple[Trouble, ...]:
    """All that is wrong with a file and its pages, each once."""
    return tuple(dict.fromkeys((*pages.troubles, *(trouble for page in pages for trouble in page.troubles))))
