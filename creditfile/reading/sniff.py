"""Tells what a file is by its bytes; its name is only compared."""

import re
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from creditfile.model import Trouble
from creditfile.reading.delimited import decoded, delimiter_of
from creditfile.reading.pages import UnreadableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, "png"), (b"\xff\xd8\xff", 0, "jpeg"), (b"II*\0", 0, "tiff"), (b"MM\0*", 0, "tiff"),
    (b"GIF87a", 0, "gif"), (b"GIF89a", 0, "gif"), (b"WEBP", 8, "webp"), (b"ftypheic", 4, "heic"),
    (b"ftypheix", 4, "heic"), (b"ftypmif1", 4, "heic"), (b"ftypheif", 4, "heic"), (b"ftypavif", 4, "avif"),
    (b"II+\0", 0, "tiff"), (b"MM\0+", 0, "tiff"),
)
"""Signature, where it stands, and the kind of picture."""
PACKAGES: tuple[tuple[bytes, str], ...] = (
    (b"wordprocessingml.document.main", "docx"), (b"wordprocessingml.template.main", "docx"),
    (b"ms-word.document.macroenabled.main", "docx"), (b"ms-word.template.macroenabledtemplate.main", "docx"),
    (b"spreadsheetml.sheet.main", "xlsx"), (b"spreadsheetml.template.main", "xlsx"),
    (b"ms-excel.sheet.macroenabled.main", "xlsx"), (b"ms-excel.template.macroenabled.main", "xlsx"),
    (b"ms-excel.sheet.binary", "xlsb"), (b"presentationml", "pptx"),
)
"""What the content types of an Office package say, in lower case, and the medium."""
CLASSES: dict[bytes, str] = {
    bytes.fromhex("0609020000000000c000000000000046"): "doc",
    bytes.fromhex("0009020000000000c000000000000046"): "doc",
    bytes.fromhex("1008020000000000c000000000000046"): "xls",
    bytes.fromhex("2008020000000000c000000000000046"): "xls",
}
"""Class of the root of an OLE file: Word 6 and 97, Excel 5 and 97."""
BARE_SHEETS = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
"""How the oldest spreadsheets begin, which are not wrapped in OLE."""
STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
"""Streams that tell an OLE file without a class."""
ENDINGS: dict[str, frozenset[str]] = {
    "pdf": frozenset({"pdf"}),
    "docx": frozenset({"docx", "docm", "dotx", "dotm"}),
    "doc": frozenset({"doc", "dot", "wps"}),
    "xlsx": frozenset({"xlsx", "xlsm", "xltx", "xltm"}),
    "xls": frozenset({"xls", "xlt", "et"}),
    "xlsb": frozenset({"xlsb"}),
    "ods": frozenset({"ods"}),
    "csv": frozenset({"csv", "tsv", "txt", "tab"}),
    "text": frozenset({"txt", "text", "csv", "tsv", "log", "md"}),
    "html": frozenset({"html", "htm"}),
    "xml": frozenset({"xml"}),
    "einvoice": frozenset({"xml"}),
    "rtf": frozenset({"rtf", "doc"}),
    "toml": frozenset({"toml"}),
    "ofd": frozenset({"ofd"}),
    "zip": frozenset({"zip"}),
    "png": frozenset({"png"}), "jpeg": frozenset({"jpg", "jpeg", "jpe", "jfif"}), "tiff": frozenset({"tif", "tiff"}),
    "gif": frozenset({"gif"}), "webp": frozenset({"webp"}), "bmp": frozenset({"bmp", "dib"}),
    "heic": frozenset({"heic", "heif"}), "avif": frozenset({"avif"}),
}
"""Endings that suit a medium (for pictures: a kind of picture)."""
ZIPPED = ("docx", "xlsx", "xlsb", "ods", "ofd")
"""Media that are zips inside."""
_EINVOICE = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:[\w.-]+:)?e?-?invoices?[\s>]", re.DOTALL)
"""How the data of an electronic invoice begin, in lower case."""


def media_of(content: bytes, name: str) -> str:
    """One of READERS, REFUSED, or unknown: pdf, docx, doc, xlsx, csv, text, html, xml, toml, ofd, image, zip ….

    The name decides only among plain texts. Raises UnreadableError RDG-103 for an empty file.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableError("RDG-103")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(content, name)
    if content.startswith(OLE):
        return _ole(content)
    if picture_of(content):
        return "image"
    if content[:2] in BARE_SHEETS and content[2] in (4, 6, 8, 16):
        return "xls"
    if content[:64].lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if _is_text(content):
        return _text(content, name)
    if ending(name) == "pdf" and (b"endobj" in content or b"startxref" in content):
        return "pdf"
    if b"PK\x05\x06" in content[-70_000:]:
        return _package(content, name)
    return "unknown"


def picture_of(content: bytes) -> str | None:
    """png, jpeg, tiff, gif, webp, heic, avif or bmp; None when it is no picture."""
    for mark, at, kind in PICTURES:
        if content.startswith(mark, at):
            return kind
    is_bmp = content.startswith(b"BM") and len(content) > 26 and content[14] in (12, 40, 52, 56, 64, 108, 124)
    return "bmp" if is_bmp else None


def misnamed(content: bytes, media: str, name: str) -> Trouble | None:
    """RDG-104 when the ending of the name belongs to something else than the content is."""
    kind = picture_of(content) if media == "image" else media
    suited = ENDINGS.get(kind or "")
    if not suited or ending(name) in suited:
        return None
    return Trouble("RDG-104", f".{ending(name)} → {kind}" if ending(name) else f"→ {kind}")


def ending(name: str) -> str:
    """What stands after the last full stop, in lower case."""
    return PurePosixPath(name.replace("\\", "/")).suffix.removeprefix(".").lower()


def _package(content: bytes, name: str) -> str:
    """Which of the formats that are zips inside; of a damaged one its name tells, so that its reader says so."""
    try:
        archive = ZipFile(BytesIO(content))
        names = set(archive.namelist())
        if "[Content_Types].xml" in names:
            with archive.open("[Content_Types].xml") as stream:
                types = stream.read(1 << 20).lower()
            for mark, media in PACKAGES:
                if mark in types:
                    return media
        if "mimetype" in names:
            with archive.open("mimetype") as stream:
                kind = stream.read(200)
            return "ods" if b"opendocument.spreadsheet" in kind else "zip"
    except (BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError, EOFError, zlib.error):
        return next((media for media in ZIPPED if ending(name) in ENDINGS[media]), "zip")
    if any(part.lower().endswith("ofd.xml") for part in names):
        return "ofd"
    for part, media in (
        ("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"),
    ):
        if part in names:
            return media
    return "zip"


def _ole(content: bytes) -> str:
    """Which of the old Office formats; `encrypted` for a new one under a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "encrypted"
    shift = int.from_bytes(content[30:32], "little")
    size = 1 << shift if shift in (9, 12) else 512
    root = (int.from_bytes(content[48:52], "little") + 1) * size
    kind = CLASSES.get(content[root + 80 : root + 96])
    if kind:
        return kind
    small = content.lower()
    for stream, media in STREAMS:
        if (stream + "\0").lower().encode("utf-16-le") in small:
            return media
    return "unknown"


def _is_text(content: bytes) -> bool:
    """Whether it reads as text: no control characters but line ends, tabs and form feeds once decoded."""
    sample = content[: 1 << 16]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in sample:
        sample = content[: (1 << 16) & ~1]
        text, troubles = decoded(sample)
        if b"\0" in sample and not troubles and sample.count(0) < len(sample) // 4:
            return False
    else:
        text, troubles = decoded(_whole_characters(sample))
    odd = sum(letter < " " and letter not in "\n\t\f" for letter in text)
    return not troubles and odd <= len(text) // 500


def _whole_characters(sample: bytes) -> bytes:
    """Cut so that no character of several bytes is halved: at the last line end, if there is one."""
    if len(sample) < 1 << 16:
        return sample
    return sample[: sample.rfind(b"\n") + 1] or sample


def _text(content: bytes, name: str) -> str:
    """Which kind of text."""
    text, _ = decoded(content)
    head = text[:2000].lstrip("\ufeff \t\n").lower()
    if ending(name) == "toml":
        return "toml"
    if head.startswith("<?xml") and "schemas-microsoft-com:office:spreadsheet" in head:
        return "xml"
    if head.startswith(("<!doctype html", "<html")) or ("<table" in head and head.startswith("<")):
        return "html"
    if _EINVOICE.match(head):
        return "einvoice"
    if ending(name) in ("csv", "tsv", "tab"):
        return "csv"
    return "csv" if delimiter_of(text) else "text"
