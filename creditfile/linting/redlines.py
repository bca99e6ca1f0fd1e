"""The difference of two texts as a redline: marked in one line, or as a Word document with tracked changes."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lxml import etree

from creditfile.filling.package import write_package
from creditfile.filling.xml import XML_SPACE, element

_MOST = 160
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}" Target="word/document.xml"/></Relationships>'
)
_AUTHOR, _DAY = "creditfile lint", "2000-01-01T00:00:00Z"

Piece = tuple[str, str]
"""same, gone or fresh, and the words."""


def changed_lines(before: str, after: str) -> Iterator[tuple[int, str, str]]:
    """Each line that differs: its number in the new text, the old words, the new; empty where there are none."""
    old, new = before.splitlines(), after.splitlines()
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(b - a, d - c)):
            yield (
                min(c + step, max(d - 1, c)) + 1,
                old[a + step] if a + step < b else "",
                new[c + step] if c + step < d else "",
            )


def marked(before: str, after: str) -> str:
    """`金额[-450-]{+460+}万元`, shortened around what changed."""
    signs = {"same": "{}", "gone": "[-{}-]", "fresh": "{{+{}+}}"}
    shown = "".join(signs[kind].format(words) for kind, words in pieces(before, after))
    start = min((at for sign in ("[-", "{+") if (at := shown.find(sign)) >= 0), default=0)
    cut = max(0, start - 30)
    head, tail = ("…" if cut else ""), ("…" if len(shown) > cut + _MOST else "")
    return f"{head}{shown[cut : cut + _MOST]}{tail}"


def pieces(before: str, after: str) -> Iterator[Piece]:
    """What stays, goes and comes, in order."""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", before[a:b]
            continue
        if a < b:
            yield "gone", before[a:b]
        if c < d:
            yield "fresh", after[c:d]


def redline(before: str, after: str, title: str) -> bytes:
    """A Word document of the new text in which each change is tracked and can be accepted or rejected."""
    root = element("document")
    body = element("body", root)
    _words(element("p", body), "same", title, 0)
    old, new = before.splitlines(), after.splitlines()
    number = 1
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            for line in _around(old[a:b]):
                _words(element("p", body), "same", line, 0)
            continue
        for step in range(max(b - a, d - c)):
            one, other = (old[a + step] if a + step < b else ""), (new[c + step] if c + step < d else "")
            paragraph = element("p", body)
            for mark, words in pieces(one, other):
                _words(paragraph, mark, words, number)
                number += 1
    written = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    parts = {
        "[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _RELATIONS.encode(), "word/document.xml": written,
    }
    return write_package(parts)


def _around(lines: Sequence[str]) -> list[str]:
    """Two lines after and before a change; what lies between is left out."""
    return list(lines) if len(lines) <= 5 else [*lines[:2], "……", *lines[-2:]]


def _words(paragraph: etree._Element, mark: str, words: str, number: int) -> None:
    holder = paragraph
    if mark != "same":
        tracked = {"gone": "del", "fresh": "ins"}[mark]
        holder = element(tracked, paragraph, id=str(number), author=_AUTHOR, date=_DAY)
    text = element("delText" if mark == "gone" else "t", element("r", holder))
    text.text = words
    text.set(XML_SPACE, "preserve")
