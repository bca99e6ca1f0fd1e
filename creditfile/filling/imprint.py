"""The imprint: what a document said when it was filled, kept inside it as a custom XML part for `verify`."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from creditfile.filling.charts import Point
from creditfile.filling.controls import FIRST_ID, controls_in, tag_of
from creditfile.filling.marks import writable
from creditfile.filling.package import Parts, parse
from creditfile.filling.printing import Mark
from creditfile.filling.xml import BR, TAB, TC, TR, VAL, P, T, text_of, w
from creditfile.language import filters
from creditfile.model import Fact

_CONTENTS = ("TOC", "PAGEREF")
_ITEM = "{6F1B2C4E-7A53-4D0E-9C0B-2D1E5A9F3C71}"
"""The identity of the custom XML part, the same in every document: Word and LibreOffice keep parts that have one."""
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
NAMESPACE = "urn:creditfile:imprint:1"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed place as it was when filled."""

    number: int
    """Its control's id."""
    tag: str
    """Its control's tag."""
    facts: Mapping[str, str]
    """The facts behind it, each with the digest of its value."""
    text: str
    """As printed."""
    missing: bool
    """Whether it was printed as 【待补】."""
    around: str = ""
    """The words of its paragraph."""
    part: str = "document"
    """The kind of part it stands in."""
    at: int | None = None
    """Which of that part's paragraphs it stands in."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The words of a paragraph, and where they stand."""

    words: str
    """Blanks closed up; without what fields show."""
    column: int | None = None
    """Of the innermost table, from 0; None outside tables."""


@dataclass(frozen=True, slots=True)
class Plotted:
    """One figure of a chart as it was when filled."""

    series: str
    """What its colour stands for."""
    category: str
    """Where it stands."""
    value: Decimal | None
    """What is drawn; None for a gap."""
    facts: Mapping[str, str]
    """The facts behind it, each with the digest of its value."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document said when it was filled."""

    case: str
    """The case's id."""
    template: str
    """The template's name."""
    figures: tuple[Figure, ...]
    """In reading order."""
    paragraphs: Mapping[str, tuple[Paragraph, ...]]
    """Every paragraph with words, by the kind of its part."""
    charts: tuple[tuple[Plotted, ...], ...] = ()
    """The points of every chart, in reading order."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """By fact: what people call it, and its file, page and words."""


def digest_of(fact: Fact) -> str:
    """A short digest of a fact's value: equal values, equal digests, whatever the document prints of them."""
    said = "" if fact.value is None else f"{type(fact.value).__name__}:{_said(fact.value)}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _said(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}={_said(part)}" for key, part in sorted(value.items())) + "}"
    if isinstance(value, tuple):
        return "[" + ",".join(map(_said, value)) + "]"
    if hasattr(value, "normalize"):
        return f"{value.normalize():f}"
    return filters.plain(value) if value is not None else ""


_FIELD, _SIMPLE, _INSTRUCTION = w("fldChar"), w("fldSimple"), w("instrText")
_BLANKS = frozenset({TAB, BR, w("cr")})
_BOX, _CELL_SPAN = w("txbxContent"), f"{w('tcPr')}/{w('gridSpan')}"
_COUNTED = ("SEQ", "PAGE", "NUMPAGES", "PAGEREF", "TOC", "SECTIONPAGES")
"""Fields that Word counts anew; what any other field shows is words like all others."""


def words_in(paragraph: etree._Element) -> str:
    """A paragraph's words, blanks closed up; without what Word counts anew."""
    counting: list[bool] = []
    words = []
    for node in paragraph.iter(T, _FIELD, _INSTRUCTION, *_BLANKS):
        if node.tag == _FIELD:
            kind = node.get(w("fldCharType"), "")
            if kind == "begin":
                counting.append(False)
            elif kind == "end" and counting:
                counting.pop()
        elif node.tag == _INSTRUCTION:
            if counting and (node.text or "").strip().startswith(_COUNTED):
                counting[-1] = True
        elif not any(counting) and not any(_counts(above) for above in node.iterancestors(_SIMPLE)):
            words.append(node.text or "" if node.tag == T else " ")
    return " ".join("".join(words).split())


def _counts(field: etree._Element) -> bool:
    instruction: str = field.get(w("instr"), "")
    return instruction.strip().startswith(_COUNTED)


def words_of(root: etree._Element) -> Iterator[tuple[etree._Element, Paragraph]]:
    """Each paragraph that has words, without those inside another one, and without the lines of contents."""
    columns = _columns(root)
    left_out = {above for box in root.iter(_BOX) for above in box.iterancestors(P)}
    for code in root.iter(_INSTRUCTION):
        if (code.text or "").strip().startswith(_CONTENTS):
            left_out.update(code.iterancestors(P))
    counting = {above for one in root.iter(_FIELD, _SIMPLE) for above in one.iterancestors(P)}
    for paragraph in root.iter(P):
        if paragraph not in left_out:
            words = words_in(paragraph) if paragraph in counting else _plain_words(paragraph)
            if words:
                yield paragraph, Paragraph(words, columns.get(paragraph))


def _plain_words(paragraph: etree._Element) -> str:
    """The words of a paragraph without fields."""
    return " ".join("".join(node.text or "" if node.tag == T else " " for node in paragraph.iter(T, *_BLANKS)).split())


def _columns(root: etree._Element) -> Mapping[etree._Element, int]:
    """By paragraph in a table: the column of its innermost cell, counted in columns of the grid."""
    found: dict[etree._Element, int] = {}
    for row in root.iter(TR):
        column = 0
        for cell in row.iterchildren(TC):
            found.update(dict.fromkeys(cell.iter(P), column))
            span = cell.find(_CELL_SPAN)
            column += int(span.get(VAL, "1")) if span is not None else 1
    return found


def kind_of(part: str) -> str:
    """document, header, footer …: what a part is, whatever number it has; programs renumber them."""
    return part.rpartition("/")[2].rstrip("0123456789.xml") or part


def press(
    parts: Parts,
    roots: Mapping[str, etree._Element],
    main: str,
    marks: Sequence[Mark],
    charts: Sequence[Sequence[Point]],
    quote: Callable[[Mark], str],
    case: str,
    template: str,
) -> None:
    """Keep in `parts` what the document says, and the `quote` of every fact."""
    imprint = etree.Element(f"{{{NAMESPACE}}}imprint", {"case": case, "template": template}, nsmap={None: NAMESPACE})
    standing: dict[str, int] = {}
    for name, root in roots.items():
        kind = kind_of(name)
        places: dict[etree._Element, int] = {}
        for paragraph, said in words_of(root):
            places[paragraph] = standing[kind] = standing.get(kind, -1) + 1
            node = etree.SubElement(imprint, f"{{{NAMESPACE}}}words", {"part": kind})
            node.text = said.words
            if said.column is not None:
                node.set("column", str(said.column))
        for _, number, control in controls_in(root):
            _press_figure(imprint, marks[number - FIRST_ID], number, control, kind, places)
    for points in charts:
        chart = etree.SubElement(imprint, f"{{{NAMESPACE}}}chart")
        for point in points:
            node = etree.SubElement(chart, f"{{{NAMESPACE}}}point", {"series": point.series, "at": point.category})
            if point.value is not None:
                node.text = f"{point.value:f}"
            _press_facts(node, point.facts)
    facts = {fact.name: fact for mark in marks if not mark.missing for fact in mark.facts}
    for name, fact in facts.items():
        if words := quote(Mark("", (fact,))):
            etree.SubElement(imprint, f"{{{NAMESPACE}}}source", {"fact": name}).text = writable(words)
    number = next(n for n in range(1, len(parts) + 2) if f"customXml/item{n}.xml" not in parts)
    _keep(parts, main, number, etree.tostring(imprint, encoding="UTF-8", xml_declaration=True, standalone=True))


def _press_figure(
    imprint: etree._Element,
    mark: Mark,
    number: int,
    control: etree._Element,
    kind: str,
    places: Mapping[etree._Element, int],
) -> None:
    node = etree.SubElement(imprint, f"{{{NAMESPACE}}}figure", {"id": str(number), "tag": tag_of(mark), "part": kind})
    if mark.missing:
        node.set("missing", "1")
    _press_facts(node, mark.facts)
    etree.SubElement(node, f"{{{NAMESPACE}}}text").text = text_of(control)
    paragraph = next(control.iterancestors(P), None)
    if paragraph in places:
        node.set("at", str(places[paragraph]))


def _press_facts(node: etree._Element, facts: Sequence[Fact]) -> None:
    for fact in facts:
        etree.SubElement(node, f"{{{NAMESPACE}}}fact", {"name": fact.name, "value": digest_of(fact)})


def _keep(parts: Parts, main: str, number: int, content: bytes) -> None:
    """Store a custom XML part with its properties, as Word itself does."""
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    parts[item] = content
    parts[properties] = (
        f'{head}<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts[f"customXml/_rels/item{number}.xml.rels"] = (
        f'{head}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_CUSTOM_XML}Props" '
        f'Target="itemProps{number}.xml"/></Relationships>'
    ).encode()
    folder, _, leaf = main.rpartition("/")
    _append(
        parts,
        f"{folder}/_rels/{leaf}.rels",
        f"{{{_RELATIONS}}}Relationship",
        {"Id": "rIdImprint", "Type": _CUSTOM_XML, "Target": f"../{item}"},
    )
    _append(
        parts,
        "[Content_Types].xml",
        f"{{{_TYPES}}}Override",
        {"PartName": f"/{properties}", "ContentType": _PROPERTIES},
    )


def _append(parts: Parts, name: str, tag: str, attributes: dict[str, str]) -> None:
    tree = parse(parts[name])
    etree.SubElement(tree, tag, attributes)
    parts[name] = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)


def read_imprint(parts: Parts) -> Imprint | None:
    """The imprint of a document; None where it was not filled by us, or has lost it."""
    for name, content in parts.items():
        if name.startswith("customXml/") and NAMESPACE.encode() in content:
            tree = parse(content)
            if tree.tag == f"{{{NAMESPACE}}}imprint":
                return _read(tree)
    return None


def _read(tree: etree._Element) -> Imprint:
    paragraphs: dict[str, list[Paragraph]] = {}
    for node in tree.iterchildren(f"{{{NAMESPACE}}}words"):
        column = node.get("column")
        said = Paragraph(node.text or "", int(column) if column is not None else None)
        paragraphs.setdefault(node.get("part", ""), []).append(said)
    return Imprint(
        case=tree.get("case", ""),
        template=tree.get("template", ""),
        figures=tuple(_figure(node, paragraphs) for node in tree.iterchildren(f"{{{NAMESPACE}}}figure")),
        paragraphs={part: tuple(said) for part, said in paragraphs.items()},
        charts=tuple(
            tuple(_plotted(point) for point in chart) for chart in tree.iterchildren(f"{{{NAMESPACE}}}chart")
        ),
        sources={
            node.get("fact", ""): node.text or "" for node in tree.iterchildren(f"{{{NAMESPACE}}}source")
        },
    )


def _figure(node: etree._Element, paragraphs: Mapping[str, Sequence[Paragraph]]) -> Figure:
    part, at = node.get("part", "document"), node.get("at")
    return Figure(
        number=int(node.get("id", "0")),
        tag=node.get("tag", ""),
        facts=_facts(node),
        text=node.findtext(f"{{{NAMESPACE}}}text") or "",
        missing=node.get("missing") == "1",
        around=paragraphs[part][int(at)].words if at is not None else "",
        part=part,
        at=int(at) if at is not None else None,
    )


def _plotted(node: etree._Element) -> Plotted:
    value = Decimal(node.text) if node.text else None
    return Plotted(node.get("series", ""), node.get("at", ""), value, _facts(node))


def _facts(node: etree._Element) -> dict[str, str]:
    return {fact.get("name", ""): fact.get("value", "") for fact in node.iterchildren("{*}fact")}
