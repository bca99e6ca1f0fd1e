"""Fills the table of contents and counts the captions, so that a document is whole before Word has opened it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from creditfile.filling.controls import write
from creditfile.filling.package import parse
from creditfile.filling.pagination import pages
from creditfile.filling.xml import PPR, VAL, P, element, text_of, w

_FLD, _INSTR, _SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_TYPE, _STYLE, _NUM_PR = w("fldCharType"), w("pStyle"), w("numPr")
_LEVELS = re.compile(r'\\o\s+"(\d)-(\d)"')
_SEQUENCE = re.compile(r"^\s*SEQ\s+(\S+)")
_FIRST_BOOKMARK = 50_001
_Heading = tuple[etree._Element, int, str, str]
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str


@dataclass(frozen=True, slots=True)
class _Styles:
    ids: Mapping[str, str]
    """Style name in lower case → id."""
    numbers: Mapping[str, tuple[str, int]]
    """Style id → numbering and level."""
    levels: Mapping[tuple[str, int], _Level]
    """Numbering and level → how its number is written."""


def fill_contents(root: etree._Element, parts: Mapping[str, bytes]) -> None:
    """Write the entries of a `TOC` field from the headings there are, and the numbers of `SEQ` fields."""
    _count_captions(root)
    instruction = next((node for node in root.iter(_INSTR) if (node.text or "").strip().startswith("TOC ")), None)
    if instruction is None:
        return
    span = _LEVELS.search(instruction.text or "")
    styles = _styles(parts)
    entries = list(_headings(root, styles, int(span[2]) if span else 3))
    first = next(instruction.iterancestors(P))
    old, parent = list(_field_paragraphs(first)), first.getparent()
    assert parent is not None
    at = parent.index(first)
    for paragraph in old:
        parent.remove(paragraph)
    shown: list[tuple[etree._Element, etree._Element]] = []
    for number, (heading, level, words, mark) in enumerate(entries):
        entry, place = _entry(level, words, mark, styles)
        if number == 0:
            _open_field(entry, instruction.text or "")
        parent.insert(at + number, entry)
        shown.append((heading, place))
    closing = element("p")
    if not entries:
        _open_field(closing, instruction.text or "")
    element("fldChar", element("r", closing), fldCharType="end")
    parent.insert(at + len(entries), closing)
    falls = pages(root, parts["word/styles.xml"]) if "word/styles.xml" in parts else {}
    for heading, place in shown:
        place.text = str(falls.get(heading, ""))


def _field_paragraphs(first: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs from the one in which a field begins to the one in which it ends."""
    depth = 0
    paragraph: etree._Element | None = first
    while paragraph is not None:
        yield paragraph
        for sign in paragraph.iter(_FLD):
            depth += {"begin": 1, "end": -1}.get(sign.get(_TYPE, ""), 0)
        if depth <= 0:
            return
        paragraph = paragraph.getnext()


def _open_field(paragraph: etree._Element, instruction: str) -> None:
    at = 1 if paragraph.find(PPR) is not None else 0
    for offset, kind in enumerate(("begin", "", "separate")):
        run = element("r")
        if kind:
            element("fldChar", run, fldCharType=kind)
        else:
            element("instrText", run).text = instruction
        paragraph.insert(at + offset, run)


def _entry(level: int, words: str, mark: str, styles: _Styles) -> tuple[etree._Element, etree._Element]:
    """A line of the contents, and the text element for its page."""
    paragraph = element("p")
    properties = element("pPr", paragraph)
    style = styles.ids.get(f"toc {level}")
    if style:
        element("pStyle", properties, val=style)
    link = element("hyperlink", paragraph, anchor=mark, history="1")
    write(element("r", link), f"{words}\t")
    element("fldChar", element("r", link), fldCharType="begin")
    element("instrText", element("r", link)).text = f" PAGEREF {mark} \\h "
    element("fldChar", element("r", link), fldCharType="separate")
    place = element("t", element("r", link))
    element("fldChar", element("r", link), fldCharType="end")
    return paragraph, place


def heading_ids(parts: Mapping[str, bytes]) -> Mapping[str, int]:
    """The ids of Word's heading styles, each with its level from 1."""
    ids = _styles(parts).ids
    return {ids[f"heading {level}"]: level for level in range(1, 10) if f"heading {level}" in ids}


def _headings(root: etree._Element, styles: _Styles, deepest: int) -> Iterator[_Heading]:
    """Every heading that has words, with its level, number and words, and the bookmark set there."""
    ids = {styles.ids[f"heading {level}"]: level for level in range(1, 10) if f"heading {level}" in styles.ids}
    counters: dict[str, list[int]] = {}
    marks = 0
    for paragraph in root.iter(P):
        style = paragraph.find(f"{PPR}/{_STYLE}")
        level = ids.get(style.get(VAL, "")) if style is not None else None
        if level is None or style is None:
            continue
        words = " ".join(text_of(paragraph).split())
        number = _number(paragraph, style.get(VAL, ""), styles, counters)
        if level > deepest or not words:
            continue
        marks += 1
        mark = f"_Toc{marks:06d}"
        _bookmark(paragraph, mark, _FIRST_BOOKMARK + marks)
        yield paragraph, level, f"{number}{words}", mark


def _bookmark(paragraph: etree._Element, name: str, number: int) -> None:
    at = 1 if paragraph.find(PPR) is not None else 0
    start = element("bookmarkStart", id=str(number), name=name)
    paragraph.insert(at, start)
    paragraph.append(element("bookmarkEnd", id=str(number)))


def _number(paragraph: etree._Element, style: str, styles: _Styles, counters: dict[str, list[int]]) -> str:
    own = paragraph.find(f"{PPR}/{_NUM_PR}/{w('numId')}")
    if (own is not None and own.get(VAL) == "0") or style not in styles.numbers:
        return ""
    numbering, depth = styles.numbers[style]
    count = counters.setdefault(numbering, [0] * 9)
    count[depth] += 1
    count[depth + 1 :] = [0] * (8 - depth)
    level = styles.levels.get((numbering, depth))
    if level is None:
        return ""
    text = level.text
    for index in range(9):
        form = styles.levels.get((numbering, index))
        text = text.replace(f"%{index + 1}", write_number(count[index], form.format if form else "decimal"))
    return text


def write_number(number: int, form: str) -> str:
    """A number as Word's numbering writes it: decimal, or 一 二 … 十一 up to 99."""
    if not form.startswith("chinese") or not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _styles(parts: Mapping[str, bytes]) -> _Styles:
    ids: dict[str, str] = {}
    numbers: dict[str, tuple[str, int]] = {}
    levels: dict[tuple[str, int], _Level] = {}
    for style in parse(parts["word/styles.xml"]).iter(w("style")) if "word/styles.xml" in parts else ():
        name, number = style.find(w("name")), style.find(f"{PPR}/{_NUM_PR}/{w('numId')}")
        ids[(name.get(VAL, "") if name is not None else "").lower()] = style.get(w("styleId"), "")
        depth = style.find(f"{PPR}/{_NUM_PR}/{w('ilvl')}")
        if number is not None:
            numbers[style.get(w("styleId"), "")] = (
                number.get(VAL, ""),
                int(depth.get(VAL, "0")) if depth is not None else 0,
            )
    if "word/numbering.xml" in parts:
        tree = parse(parts["word/numbering.xml"])
        abstract = {node.get(w("abstractNumId")): node for node in tree.iter(w("abstractNum"))}
        for num in tree.iter(w("num")):
            target = num.find(w("abstractNumId"))
            for level in abstract[target.get(VAL)].iter(w("lvl")) if target is not None else ():
                form, text = level.find(w("numFmt")), level.find(w("lvlText"))
                levels[(num.get(w("numId"), ""), int(level.get(w("ilvl"), "0")))] = _Level(
                    form.get(VAL, "decimal") if form is not None else "decimal",
                    text.get(VAL, "") if text is not None else "",
                )
    return _Styles(ids, numbers, levels)


def _count_captions(root: etree._Element) -> None:
    """Numbers of tables and figures, in order, whatever was left out or repeated before them."""
    counts: dict[str, int] = {}
    for node in root.iter(_SIMPLE, _INSTR):
        found = _SEQUENCE.match(node.get(w("instr"), "") if node.tag == _SIMPLE else node.text or "")
        if not found:
            continue
        counts[found[1]] = counts.get(found[1], 0) + 1
        text = _result(node)
        if text is not None:
            text.text = str(counts[found[1]])


def _result(node: etree._Element) -> etree._Element | None:
    """The text element that shows a field's result."""
    if node.tag == _SIMPLE:
        return next(node.iter(w("t")), None)
    run = node.getparent()
    shown = False
    while run is not None and (run := run.getnext()) is not None:
        sign = run.find(_FLD)
        if sign is not None and sign.get(_TYPE) == "end":
            return None
        shown = shown or (sign is not None and sign.get(_TYPE) == "separate")
        if shown and (text := run.find(w("t"))) is not None:
            return text
    return None
