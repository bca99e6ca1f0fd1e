"""Sets printed values into Word's XML: each in a content control that names its fact, what is missing highlighted."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from creditfile.filling.marks import MARK, START, writable
from creditfile.filling.printing import Mark
from creditfile.filling.xml import (
    PPR,
    RPR,
    SDT_CONTENT,
    SDT_PR,
    TBL,
    TC,
    TR,
    VAL,
    XML_SPACE,
    P,
    R,
    T,
    element,
    highlight,
    w,
)

LONGEST_TAG = 64
"""Word refuses a document in which a control's tag or title is longer."""

TAG_PREFIX = "fact:"
FIRST_ID = 100_001
UNSURE = "※"
"""Stands after a figure that a person must still confirm."""

_BLOCKS = {w("body"), TC, w("hdr"), w("ftr"), w("txbxContent"), w("footnote"), w("endnote"), w("comment")}
_MARKED = etree.XPath(f"//text()[contains(., '{START}')]")
_MARKED_ATTRIBUTES = etree.XPath(f"//*[@*[contains(., '{START}')]]")


@dataclass(frozen=True, slots=True)
class Place:
    """One mark as it now stands in a part."""

    mark: Mark
    control: etree._Element | None
    """The content control; None where none can stand, as in a title or an attribute."""
    run: etree._Element | None
    """The run with the text."""


def tag_of(mark: Mark) -> str:
    """`fact:contract.amount`; further facts follow after a space, or as `+2` where a tag has no room for them."""
    names = list(mark.missing) or [fact.name for fact in mark.facts]
    if not names:
        return ""
    whole = TAG_PREFIX + " ".join(names)
    if len(whole) <= LONGEST_TAG:
        return whole
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return f"{TAG_PREFIX}{names[0]}"[: LONGEST_TAG - len(more)] + more


def set_marks(
    root: etree._Element, marks: Sequence[Mark], title: Callable[[Mark], str], unsure: Callable[[Mark], bool]
) -> list[Place]:
    """Replace every mark by its text. Returns the places in reading order."""
    setter = _Setter(marks, title, unsure)
    runs: dict[etree._Element, None] = {}
    for text in list(_MARKED(root)):
        parent = text.getparent()
        if parent.tag == T and text.is_text and parent.getparent().tag == R:
            runs[parent.getparent()] = None
        else:
            setter.elsewhere(parent, text)
    for run in runs:
        setter.in_run(run)
    for node in _MARKED_ATTRIBUTES(root):
        for name, value in node.attrib.items():
            node.set(name, MARK.sub(lambda found: writable(marks[int(found[1])].text), value))
    return setter.places


class _Setter:
    """Puts marks in place, one part at a time."""

    def __init__(
        self, marks: Sequence[Mark], title: Callable[[Mark], str], unsure: Callable[[Mark], bool]
    ) -> None:
        self.marks = marks
        self.title = title
        self.unsure = unsure
        self.places: list[Place] = []

    def in_run(self, run: etree._Element) -> None:
        """Split a run at its marks."""
        plain = _in_plain_control(run)
        parent = run.getparent()
        assert parent is not None
        at = parent.index(run)
        fresh = list(self._pieces(run, plain))
        parent[at : at + 1] = fresh
        fresh[-1].tail = run.tail

    def _pieces(self, run: etree._Element, plain: bool) -> Iterator[etree._Element]:
        current = _like(run)
        for child in list(run):
            if child.tag == RPR:
                continue
            if child.tag != T or START not in (child.text or ""):
                current.append(child)
                continue
            words = MARK.split(child.text or "")
            for number, piece in enumerate(words):
                if number % 2 == 0:
                    write(current, piece)
                    continue
                if _has_content(current):
                    yield current
                yield from self._printed(int(piece), run, plain)
                current = _like(run)
        if _has_content(current):
            yield current

    def _printed(self, number: int, like: etree._Element, plain: bool) -> Iterator[etree._Element]:
        mark = self.marks[number]
        run = _like(like)
        write(run, writable(mark.text))
        if mark.missing or mark.trouble:
            highlight(run)
        tag = tag_of(mark)
        control = None if plain or not tag else _control(run, tag, self.title(mark), FIRST_ID + number)
        self.places.append(Place(mark, control, run))
        yield run if control is None else control
        if control is not None and not mark.missing and self.unsure(mark):
            sign = _like(like)
            write(sign, UNSURE)
            element("vertAlign", _properties(sign), val="superscript")
            yield sign

    def elsewhere(self, parent: etree._Element, text: etree._ElementUnicodeResult) -> None:
        """A mark that stands between paragraphs, rows, cells or runs, or in a part without any."""
        within = parent.getparent() if text.is_tail else parent
        if within is None:
            return
        numbers = [int(number) for number in MARK.findall(str(text))]
        make = {TBL: self._row, TR: self._cell, P: self._run}.get(within.tag)
        if within.tag in _BLOCKS or (within.tag == SDT_CONTENT and within.find(P) is not None):
            make = self._paragraph
        if make is None:
            words = MARK.sub(lambda found: writable(self.marks[int(found[1])].text), str(text))
            self.places += [Place(self.marks[number], None, None) for number in numbers]
            _set(parent, text, words)
            return
        at = within.index(parent) + 1 if text.is_tail else 0
        _set(parent, text, MARK.sub("", str(text)))
        for offset, number in enumerate(numbers):
            within.insert(at + offset, make(number, within, at))

    def _run(self, number: int, within: etree._Element, at: int) -> etree._Element:
        del within, at
        (first, *_) = self._printed(number, element("r"), plain=False)
        return first

    def _paragraph(self, number: int, within: etree._Element, at: int) -> etree._Element:
        paragraph = element("p")
        like = next((child for child in within[at:] if child.tag == P), None)
        if like is None:
            like = next((child for child in reversed(within[:at]) if child.tag == P), None)
        properties = None if like is None else like.find(PPR)
        if properties is not None and within.tag == TC:
            paragraph.append(deepcopy(properties))
        paragraph.append(self._run(number, within, at))
        return paragraph

    def _cell(self, number: int, within: etree._Element, at: int) -> etree._Element:
        cell = element("tc")
        cell.append(self._paragraph(number, cell, 0))
        return cell

    def _row(self, number: int, within: etree._Element, at: int) -> etree._Element:
        """A row of one cell as wide as the table, dressed like its neighbour."""
        row = element("tr")
        cell = element("tc", row)
        columns = len(within.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        element("gridSpan", element("tcPr", cell), val=str(max(columns, 1)))
        neighbours = [child for child in within if child.tag == TR]
        like = neighbours[-1].find(f"{TC}/{P}/{PPR}") if neighbours else None
        paragraph = element("p", cell)
        if like is not None:
            paragraph.append(deepcopy(like))
        paragraph.append(self._run(number, within, at))
        return row


def _set(parent: etree._Element, text: etree._ElementUnicodeResult, words: str) -> None:
    if text.is_tail:
        parent.tail = words
    else:
        parent.text = words


def _like(run: etree._Element) -> etree._Element:
    fresh = element("r")
    properties = run.find(RPR)
    if properties is not None:
        fresh.append(deepcopy(properties))
    return fresh


def _properties(run: etree._Element) -> etree._Element:
    properties = run.find(RPR)
    if properties is None:
        properties = element("rPr")
        run.insert(0, properties)
    return properties


def _has_content(run: etree._Element) -> bool:
    return any(child.tag != RPR for child in run)


def write(run: etree._Element, words: str) -> None:
    """Words into a run: line breaks and tabs as Word has them."""
    for number, line in enumerate(words.split("\n")):
        if number:
            element("br", run)
        for place, part in enumerate(line.split("\t")):
            if place:
                element("tab", run)
            if part:
                text = element("t", run)
                text.text = part
                text.set(XML_SPACE, "preserve")


def _in_plain_control(run: etree._Element) -> bool:
    """A plain-text control of the template's author holds no control of ours."""
    return any(
        (properties := above.find(SDT_PR)) is not None and properties.find(w("text")) is not None
        for above in run.iterancestors(w("sdt"))
    )


def _control(run: etree._Element, tag: str, title: str, number: int) -> etree._Element:
    control = element("sdt")
    properties = element("sdtPr", control)
    own = run.find(RPR)
    if own is not None:
        properties.append(deepcopy(own))
    if title:
        element("alias", properties, val=title[:LONGEST_TAG])
    element("tag", properties, val=tag)
    element("id", properties, val=str(number))
    element("sdtContent", control).append(run)
    return control


def controls_in(root: etree._Element) -> Iterator[tuple[str, int, etree._Element]]:
    """Every control of ours: tag, number, the control."""
    for control in root.iter(w("sdt")):
        properties = control.find(SDT_PR)
        tag = None if properties is None else properties.find(w("tag"))
        if properties is None or tag is None or not tag.get(VAL, "").startswith(TAG_PREFIX):
            continue
        number = properties.find(w("id"))
        yield tag.get(VAL, ""), int(number.get(VAL, "0")) if number is not None else 0, control
