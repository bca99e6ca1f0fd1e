"""The imprint: what a document said when it was filled, kept inside it as a custom XML part for `verify`."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from creditfile.filling.controls import FIRST_ID, controls_in, tag_of
from creditfile.filling.package import Parts, parse
from creditfile.filling.printing import Mark
from creditfile.filling.xml import BR, TAB, P, T, text_of, w
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


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document said when it was filled."""

    case: str
    """The case's id."""
    template: str
    """The template's name."""
    figures: tuple[Figure, ...]
    """In reading order."""
    paragraphs: tuple[tuple[str, str], ...]
    """Every paragraph with words: the kind of its part, and its words."""


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


def words_in(paragraph: etree._Element) -> str:
    """A paragraph's words, blanks closed up; without what fields show, which Word counts anew."""
    depth, words = 0, []
    for node in paragraph.iter(T, _FIELD, *_BLANKS):
        if node.tag == _FIELD:
            depth += {"begin": 1, "end": -1}.get(node.get(w("fldCharType"), ""), 0)
        elif depth == 0 and not any(above.tag == _SIMPLE for above in node.iterancestors()):
            words.append(node.text or "" if node.tag == T else " ")
    return " ".join("".join(words).split())


def words_of(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each paragraph that has words, without those inside another one, and without the lines of contents."""
    for paragraph in root.iter(P):
        if any((code.text or "").strip().startswith(_CONTENTS) for code in paragraph.iter(_INSTRUCTION)):
            continue
        words = words_in(paragraph)
        if words and not any(True for _ in paragraph.iterdescendants(P)):
            yield paragraph, words


def kind_of(part: str) -> str:
    """document, header, footer …: what a part is, whatever number it has; programs renumber them."""
    return part.rpartition("/")[2].rstrip("0123456789.xml") or part


def press(
    parts: Parts, roots: Mapping[str, etree._Element], main: str, marks: Sequence[Mark], case: str, template: str
) -> None:
    """Keep in `parts` what the document says."""
    imprint = etree.Element(f"{{{NAMESPACE}}}imprint", {"case": case, "template": template}, nsmap={None: NAMESPACE})
    for name, root in roots.items():
        for _, number, control in controls_in(root):
            mark = marks[number - FIRST_ID]
            node = etree.SubElement(imprint, f"{{{NAMESPACE}}}figure", {"id": str(number), "tag": tag_of(mark)})
            if mark.missing:
                node.set("missing", "1")
            for fact in mark.facts:
                etree.SubElement(node, f"{{{NAMESPACE}}}fact", {"name": fact.name, "value": digest_of(fact)})
            etree.SubElement(node, f"{{{NAMESPACE}}}text").text = text_of(control)
            paragraph = next(control.iterancestors(P), None)
            node.set("part", kind_of(name))
            node.set("around", words_in(paragraph) if paragraph is not None else "")
    for name, root in roots.items():
        for _, words in words_of(root):
            etree.SubElement(imprint, f"{{{NAMESPACE}}}words", {"part": kind_of(name)}).text = words
    number = next(n for n in range(1, len(parts) + 2) if f"customXml/item{n}.xml" not in parts)
    _keep(parts, main, number, etree.tostring(imprint, encoding="UTF-8", xml_declaration=True, standalone=True))


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
    return Imprint(
        case=tree.get("case", ""),
        template=tree.get("template", ""),
        figures=tuple(
            Figure(
                number=int(node.get("id", "0")),
                tag=node.get("tag", ""),
                facts={fact.get("name", ""): fact.get("value", "") for fact in node.iterchildren("{*}fact")},
                text=node.findtext(f"{{{NAMESPACE}}}text") or "",
                missing=node.get("missing") == "1",
                around=node.get("around", ""),
                part=node.get("part", "document"),
            )
            for node in tree.iterchildren(f"{{{NAMESPACE}}}figure")
        ),
        paragraphs=tuple(
            (node.get("part", ""), node.text or "") for node in tree.iterchildren(f"{{{NAMESPACE}}}words")
        ),
    )
