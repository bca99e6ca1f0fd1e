"""The imprint: what a document said when it was filled, kept inside it as a custom XML part for `verify`."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from creditfile.filling.controls import FIRST_ID, controls_in, tag_of
from creditfile.filling.package import Parts, parse
from creditfile.filling.printing import Mark
from creditfile.filling.xml import P, text_of
from creditfile.language import filters
from creditfile.model import Fact

PART = "customXml/creditfile.xml"
NAMESPACE = "urn:creditfile:imprint:1"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
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
    """Every paragraph with words: its part and its words."""


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


def words_of(root: etree._Element) -> Iterator[str]:
    """The words of each paragraph that has any, without those of paragraphs inside it."""
    for paragraph in root.iter(P):
        words = text_of(paragraph)
        if words.strip() and not any(True for _ in paragraph.iterdescendants(P)):
            yield words


def press(
    parts: Parts, roots: Mapping[str, etree._Element], main: str, marks: Sequence[Mark], case: str, template: str
) -> None:
    """Keep in `parts` what the document says."""
    imprint = etree.Element(f"{{{NAMESPACE}}}imprint", {"case": case, "template": template}, nsmap={None: NAMESPACE})
    for root in roots.values():
        for _, number, control in controls_in(root):
            mark = marks[number - FIRST_ID]
            node = etree.SubElement(imprint, f"{{{NAMESPACE}}}figure", {"id": str(number), "tag": tag_of(mark)})
            if mark.missing:
                node.set("missing", "1")
            for fact in mark.facts:
                etree.SubElement(node, f"{{{NAMESPACE}}}fact", {"name": fact.name, "value": digest_of(fact)})
            etree.SubElement(node, f"{{{NAMESPACE}}}text").text = text_of(control)
    for name, root in roots.items():
        for words in words_of(root):
            etree.SubElement(imprint, f"{{{NAMESPACE}}}words", {"part": name}).text = words
    parts[PART] = etree.tostring(imprint, encoding="UTF-8", xml_declaration=True, standalone=True)
    folder, _, leaf = main.rpartition("/")
    home = f"{folder}/_rels/{leaf}.rels"
    relations = parse(parts[home])
    if not any(relation.get("Id") == "rIdImprint" for relation in relations):
        attributes = {"Id": "rIdImprint", "Type": _CUSTOM_XML, "Target": f"../{PART}"}
        etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", attributes)
        parts[home] = etree.tostring(relations, encoding="UTF-8", xml_declaration=True, standalone=True)


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
            )
            for node in tree.iterchildren(f"{{{NAMESPACE}}}figure")
        ),
        paragraphs=tuple(
            (node.get("part", ""), node.text or "") for node in tree.iterchildren(f"{{{NAMESPACE}}}words")
        ),
    )
