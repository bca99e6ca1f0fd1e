"""Traces of change in a file: tracked revisions, comments, hidden or struck text, odd runs, updates after signing."""

import re
from collections.abc import Iterator, Sequence
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - an exception, though its own library writes it small

from lxml import etree

from creditfile.reading import zips
from creditfile.reading.esignatures import signed
from creditfile.reading.pages import Mark, UnreadableError

LONGEST_TEXT = 120
"""A quoted text is cut to so many letters."""
MOST = 400
"""No more marks of one file are listed."""
LAST_SAVED = "最后保存"
"""The mark that every Word file carries; it tells of a change where it is later than the signing."""
_OFF = frozenset({"0", "false", "off", "none"})


def marks_of(content: bytes, media: str, roots: Sequence[bytes] = ()) -> tuple[Mark, ...]:
    """Every mark in a Word document or a PDF; () for other media and for what cannot be opened.

    `roots` are the certificates that vouch for signers.
    """
    if media == "docx":
        return tuple(_of_word(content))[:MOST]
    return tuple(_of_pdf(content, roots)) if media == "pdf" else ()


# ---------------------------------------------------------------- Word


def _of_word(content: bytes) -> Iterator[Mark]:
    try:
        archive = zips.opened(content)
    except UnreadableError:
        return
    names = sorted(archive.namelist())
    main = next((name for name in names if name == "word/document.xml"), "")
    for name in (main, *(n for n in names if re.fullmatch(r"word/(?:header|footer|footnotes)\d*\.xml", n))):
        root = _part(archive, name)
        if root is not None:
            yield from _of_part(root, "" if name == main else name.removeprefix("word/").removesuffix(".xml"))
    yield from _saved(archive)
    comments = _part(archive, "word/comments.xml")
    for comment in () if comments is None else comments:
        if _name(comment) == "comment":
            yield Mark("批注", _text(comment), "comments", _get(comment, "author"), _get(comment, "date"))


def _saved(archive: ZipFile) -> Iterator[Mark]:
    """When the file was last saved, by whom, and whether it is locked against editing."""
    core, settings = _part(archive, "docProps/core.xml"), _part(archive, "word/settings.xml")
    said = {_name(child): child.text or "" for child in (() if core is None else core)}
    lock = _child(settings, "documentProtection")
    locked = lock is not None and _get(lock, "enforcement").lower() not in ("", *_OFF)
    if said.get("modified"):
        state = "已锁定编辑" if locked else "未锁定编辑"
        yield Mark(LAST_SAVED, state, "docProps", said.get("lastModifiedBy", ""), said["modified"])


def _part(archive: ZipFile, name: str) -> etree._Element | None:
    if not name or name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(archive.read(name), parser)
    except (etree.XMLSyntaxError, BadZipFile, ZlibError, NotImplementedError, EOFError, OSError, ValueError):
        return None


def _of_part(root: etree._Element, part: str) -> Iterator[Mark]:
    paragraphs = tables = 0
    for paragraph in root.iter():
        name = _name(paragraph)
        if name not in ("p", "tbl"):
            continue
        above = {_name(element) for element in paragraph.iterancestors()}
        if name == "tbl":
            tables += not above & {"tbl", "txbxContent"}
            continue
        inside = above & {"tbl", "txbxContent"}
        paragraphs += not inside
        place = part or (f"table {tables}" if "tbl" in inside else f"paragraph {paragraphs}")
        yield from _revisions(paragraph, place)
        yield from _runs(paragraph, place)
        yield from _shapes(paragraph, place)


def _revisions(paragraph: etree._Element, place: str) -> Iterator[Mark]:
    for element in paragraph.iter():
        name = _name(element)
        kind = {"ins": "修订插入", "moveTo": "修订插入", "del": "修订删除", "moveFrom": "修订删除"}.get(name)
        if kind is None or _owner(element, "p") is not paragraph:
            continue
        text = _text(element)
        if text or _name(_parent(element)) == "rPr":
            yield Mark(kind, text or "(段落标记)", place, _get(element, "author"), _get(element, "date"))


def _runs(paragraph: etree._Element, place: str) -> Iterator[Mark]:
    before: tuple[str, tuple[str, str]] | None = None
    for run in paragraph.iter():
        if _name(run) != "r" or _owner(run, "p") is not paragraph:
            continue
        text, settings = _text(run), _child(run, "rPr")
        if not text:
            continue
        if _is_on(_child(settings, "vanish")):
            yield Mark("隐藏文字", text, place)
            continue
        if _is_on(_child(settings, "strike")) or _is_on(_child(settings, "dstrike")):
            yield Mark("删除线", text, place)
        look = _look(settings)
        if before is not None and before[1] != look and _splits(before[0], text):
            yield Mark("字体不同", f"{before[0][-20:]}|{text[:20]}", place)
        before = (text, look)


def _look(settings: etree._Element | None) -> tuple[str, str]:
    """Font and size as the run itself says; empty where it leaves them to the style."""
    fonts = _child(settings, "rFonts")
    font = "" if fonts is None else _get(fonts, "eastAsia") or _get(fonts, "ascii")
    size = _child(settings, "sz")
    return font, "" if size is None else _get(size, "val")


_FIGURES = "0-9A-Za-z,."
_WORDS = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整"


def _splits(before: str, after: str) -> bool:
    """Whether the boundary between two runs goes through one figure or one amount in words."""
    ends = re.search(rf"[{_FIGURES}]$", before) and re.match(rf"[{_FIGURES}]", after)
    worded = re.search(rf"[{_WORDS}]$", before) and re.match(rf"[{_WORDS}]", after)
    return bool(ends and re.search(r"\d", before[-6:] + after[:6])) or bool(worded)


def _shapes(paragraph: etree._Element, place: str) -> Iterator[Mark]:
    for element in paragraph.iter():
        name = _name(element)
        if name == "txbxContent" and not any(_name(above) == "Fallback" for above in element.iterancestors()):
            yield Mark("文本框", _text(element), place)
        elif name == "anchor" and _get(element, "behindDoc") in ("", "0", "false") and _has_picture(element):
            yield Mark("浮动图片", "", place)


def _has_picture(element: etree._Element) -> bool:
    return any(_name(inner) == "blip" for inner in element.iter())


def _text(element: etree._Element) -> str:
    said = "".join(inner.text or "" for inner in element.iter() if _name(inner) in ("t", "delText"))
    return said if len(said) <= LONGEST_TEXT else said[: LONGEST_TEXT - 1] + "…"


def _owner(element: etree._Element, name: str) -> etree._Element | None:
    return next((above for above in element.iterancestors() if _name(above) == name), None)


def _parent(element: etree._Element) -> etree._Element | None:
    return element.getparent()


def _child(element: etree._Element | None, wanted: str) -> etree._Element | None:
    return None if element is None else next((child for child in element if _name(child) == wanted), None)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and (_get(element, "val") or "1").lower() not in _OFF


def _name(element: etree._Element | None) -> str:
    tag = "" if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: etree._Element, attribute: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == attribute:
            return str(value)
    return ""


# ---------------------------------------------------------------- PDF

_SIGNED = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_TAIL = 64
"""So many bytes after the signed part (line ends, a marker) are no change."""


def _of_pdf(content: bytes, roots: Sequence[bytes]) -> Iterator[Mark]:
    """Each electronic signature; of one that is not understood, what was appended after it.

    A file without signatures may be saved again freely.
    """
    found = signed(content, roots)
    for one in found:
        text = f"{one.field}:{one.what}" if one.what else one.field
        yield Mark(one.state, text, "signature", one.signer, one.at, one.issuer)
    if found:
        return
    ends = [int(match[3]) + int(match[4]) for match in _SIGNED.finditer(content)]
    if not ends:
        return
    appended = len(content) - max(ends)
    if appended > _TAIL:
        yield Mark("签名后追加", f"{appended} bytes", "file")
