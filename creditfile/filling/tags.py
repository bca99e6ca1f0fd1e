"""Readies a template's tags: each in one piece, each paragraph tag alone, so that no word beside a tag is lost."""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from creditfile.errors import TemplateError
from creditfile.filling.xml import PPR, RPR, TC, TR, XML_SPACE, P, R, T, element, text_of, w

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_PARAGRAPH_TAG = re.compile(r"\{[{%#]p\s")
_OUTER_TAG = {TR: re.compile(r"\{[{%#]tr\s"), TC: re.compile(r"\{[{%#]tc\s")}
_OUTER_NAME = {TR: "row", TC: "cell"}
_SILENT = {w(name) for name in ("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak")}


def ready(root: etree._Element, where: str) -> None:
    """Join tags that Word has split over runs, and set paragraph tags apart. Raises TemplateError with the words."""
    for paragraph in list(root.iter(P)):
        texts = list(_own_texts(paragraph))
        if any("{" in (text.text or "") or "}" in (text.text or "") for text in texts):
            _join(texts, paragraph, where)
            _set_apart(paragraph, where)
    for outer in (TR, TC):
        for node in root.iter(outer):
            _refuse_words_beside(node, outer, where)


def _own_texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    for text in paragraph.iter(T):
        if next(text.iterancestors(P)) is paragraph:
            yield text


def _place(where: str, words: str) -> str:
    words = " ".join(words.split())
    return f"{where} “{words[:60]}{'…' if len(words) > 60 else ''}”"


def _join(texts: list[etree._Element], paragraph: etree._Element, where: str) -> None:
    """Move every tag wholly into the text element in which it begins."""
    whole = "".join(text.text or "" for text in texts)
    if _LOOSE.search(TAG.sub("", whole)):
        raise TemplateError(
            "a tag is opened and not closed, or closed and not opened",
            where=_place(where, whole),
            mend="Write the whole tag inside one paragraph; for the signs themselves write {{ '{{' }}.",
        )
    ends: list[int] = []
    for text in texts:
        ends.append((ends[-1] if ends else 0) + len(text.text or ""))
    owner = [index for index, text in enumerate(texts) for _ in text.text or ""]
    for tag in TAG.finditer(whole):
        owner[tag.start() : tag.end()] = [owner[tag.start()]] * (tag.end() - tag.start())
    for index, text in enumerate(texts):
        joined = "".join(letter for letter, whose in zip(whole, owner, strict=True) if whose == index)
        if joined != (text.text or ""):
            text.text = joined
            text.set(XML_SPACE, "preserve")


def _set_apart(paragraph: etree._Element, where: str) -> None:
    """`词{%p if x %}词` becomes three paragraphs; a section's end is kept when its paragraph holds a tag."""
    words = "".join(text.text or "" for text in _own_texts(paragraph))
    tags = [tag for tag in TAG.finditer(words) if _PARAGRAPH_TAG.match(tag[0])]
    if not tags:
        return
    properties = paragraph.find(PPR)
    section = None if properties is None else properties.find(w("sectPr"))
    if len(tags) == 1 and not words.replace(tags[0][0], "").strip() and section is None and not _shows(paragraph):
        return
    pieces = _pieces(paragraph, where, words)
    if section is not None and properties is not None:
        properties.remove(section)
    for piece in pieces:
        fresh = element("p")
        if properties is not None:
            fresh.append(deepcopy(properties))
        fresh.extend(piece)
        paragraph.addprevious(fresh)
    if section is not None:
        carrier = element("p")
        element("pPr", carrier).append(section)
        paragraph.addprevious(carrier)
    parent = paragraph.getparent()
    assert parent is not None
    parent.remove(paragraph)


def _shows(node: etree._Element) -> bool:
    """Whether there is something besides words: a picture, a field, a break."""
    plain = {P, PPR, R, RPR, T, *_SILENT}
    return any(
        child.tag not in plain and not any(above.tag in (PPR, RPR) for above in child.iterancestors())
        for child in node.iter()
    )


def _pieces(paragraph: etree._Element, where: str, words: str) -> list[list[etree._Element]]:
    """The paragraph's runs in groups, each paragraph tag a group of its own; groups that show nothing left out."""
    groups: list[list[etree._Element]] = [[]]
    for child in list(paragraph):
        if child.tag == PPR:
            continue
        if child.tag != R:
            if any(_PARAGRAPH_TAG.search(text.text or "") for text in child.iter(T)):
                raise TemplateError(
                    "a paragraph tag stands inside a link or a control",
                    where=_place(where, words),
                    mend="Give the tag a paragraph of its own.",
                )
            groups[-1].append(child)
            continue
        for run, is_tag in _split(child):
            if is_tag:
                groups += [[run], []]
            else:
                groups[-1].append(run)
    return [group for group in groups if any(text_of(node).strip() or _shows(node) for node in group)]


def _split(run: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The run in pieces: words, tag, words …"""
    current = _like(run)
    for child in list(run):
        if child.tag != T:
            if child.tag != RPR:
                current.append(child)
            continue
        rest = child.text or ""
        for tag in [tag for tag in TAG.finditer(rest) if _PARAGRAPH_TAG.match(tag[0])]:
            before, _, rest = rest.partition(tag[0])
            _write(current, before)
            yield current, False
            alone = _like(run)
            _write(alone, tag[0])
            yield alone, True
            current = _like(run)
        _write(current, rest)
    yield current, False


def _like(run: etree._Element) -> etree._Element:
    fresh = element("r")
    properties = run.find(RPR)
    if properties is not None:
        fresh.append(deepcopy(properties))
    return fresh


def _write(run: etree._Element, words: str) -> None:
    if words:
        text = element("t", run)
        text.text = words
        text.set(XML_SPACE, "preserve")


def _refuse_words_beside(node: etree._Element, outer: str, where: str) -> None:
    """A row with a row tag is replaced by the tag, whatever else stands in it: refuse rather than lose it."""
    words = "".join(text.text or "" for text in node.iter(T) if next(text.iterancestors(outer)) is node)
    tags = [tag[0] for tag in TAG.finditer(words) if _OUTER_TAG[outer].match(tag[0])]
    if not tags:
        return
    rest = words
    for tag in tags:
        rest = rest.replace(tag, "", 1)
    if rest.strip() or len(tags) > 1:
        name = _OUTER_NAME[outer]
        raise TemplateError(
            f"what stands in a {name} beside its {name} tag would be lost",
            where=_place(where, words),
            mend=f"Give the tag a {name} of its own.",
        )
