"""Opens a .docx as its parts and writes them back so that the same parts always give the same bytes."""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from creditfile.errors import TemplateError

MOST_PARTS = 2_000
MOST_BYTES = 64 * 1024 * 1024
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WRITTEN = {
    f"{_WORD}.document.main+xml": "document",
    f"{_WORD}.header+xml": "header",
    f"{_WORD}.footer+xml": "footer",
    f"{_WORD}.footnotes+xml": "footnotes",
    f"{_WORD}.endnotes+xml": "endnotes",
    "application/vnd.openxmlformats-package.core-properties+xml": "properties",
}

Parts = dict[str, bytes]
"""Contents by part name, without a leading slash."""


def parse(xml: bytes | str) -> etree._Element:
    """An XML tree; no entities, no network, no huge text."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(xml if isinstance(xml, bytes) else xml.encode(), parser)


def open_package(content: bytes, where: str) -> Parts:
    """The parts of a .docx. Raises TemplateError when it is no .docx or is of absurd size."""
    mend = "Save it from Word as .docx."
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise TemplateError("is larger than any document", where=where, mend=mend)
            parts = {entry.filename: package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise TemplateError(f"is not a .docx ({error})", where=where, mend=mend) from error
    if _CONTENT_TYPES not in parts:
        raise TemplateError("is not a .docx (it names no content types)", where=where, mend=mend)
    return parts


def written_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts in which words stand: name → document, header, footer, footnotes, endnotes or properties."""
    kinds = {
        override.get("PartName", "").lstrip("/"): _WRITTEN[override.get("ContentType", "")]
        for override in parse(parts[_CONTENT_TYPES]).iterchildren("{*}Override")
        if override.get("ContentType") in _WRITTEN
    }
    order = list(_WRITTEN.values())
    return dict(sorted(kinds.items(), key=lambda pair: (order.index(pair[1]), pair[0])))


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """One .docx: fixed times, fixed order, stored, so the bytes are the same wherever and whenever it is made.

    Stored and not deflated, because two zlib builds may deflate the same text to different bytes.
    """
    names = sorted(parts, key=lambda name: (name != _CONTENT_TYPES, not name.startswith("_rels/"), name))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name in names:
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = 0
            entry.external_attr = 0
            package.writestr(entry, parts[name])
    return buffer.getvalue()
