"""Hangs the evidence on the figures: each one's file, page and words as a Word comment or a footnote."""

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from creditfile.errors import CreditfileError
from creditfile.filling.controls import Place, write
from creditfile.filling.package import Parts, parse
from creditfile.filling.printing import Mark
from creditfile.filling.xml import W, element, w

MODES = ("none", "comments", "notes")
"""What `evidence` may be."""

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_AUTHOR = "creditfile"


def attach(
    evidence: str,
    root: etree._Element,
    main: str,
    parts: Parts,
    places: Sequence[Place],
    quote: Callable[[Mark], str],
) -> None:
    """Give the first place of every fact its origin. `parts` receives the part that holds them."""
    if evidence not in MODES:
        raise CreditfileError(f"evidence is {' | '.join(MODES)}, not {evidence}")
    if evidence == "none":
        return
    wanted = list(_first_places(places, quote))
    if evidence == "comments":
        _comments(main, parts, wanted)
    else:
        _footnotes(main, parts, wanted)


def _first_places(places: Sequence[Place], quote: Callable[[Mark], str]) -> Iterator[tuple[etree._Element, str]]:
    """The control of each fact's first place, with the words about it."""
    seen: set[str] = set()
    for place in places:
        fresh = [fact.name for fact in place.mark.facts if fact.name not in seen]
        if place.control is None or place.control.getparent() is None or not fresh or place.mark.missing:
            continue
        seen.update(fresh)
        words = quote(place.mark)
        if words:
            yield place.control, words


def _comments(main: str, parts: Parts, wanted: Sequence[tuple[etree._Element, str]]) -> None:
    name = "word/comments.xml"
    tree = parse(parts[name]) if name in parts else etree.Element(w("comments"), nsmap={"w": W})
    first = max((int(old.get(w("id"), "0")) for old in tree), default=-1) + 1
    for number, (control, words) in enumerate(wanted, start=first):
        control.addprevious(element("commentRangeStart", id=str(number)))
        reference = element("r")
        element("commentReference", reference, id=str(number))
        end = element("commentRangeEnd", id=str(number))
        control.addnext(end)
        end.addnext(reference)
        comment = element("comment", tree, id=str(number), author=_AUTHOR, initials="cf")
        write(element("r", element("p", comment)), words)
    _add_part(parts, main, name, tree, "comments")


def _footnotes(main: str, parts: Parts, wanted: Sequence[tuple[etree._Element, str]]) -> None:
    name = "word/footnotes.xml"
    tree = parse(parts[name]) if name in parts else _no_footnotes()
    first = max((int(old.get(w("id"), "0")) for old in tree), default=0) + 1
    for number, (control, words) in enumerate(wanted, start=max(first, 1)):
        reference = element("r")
        element("vertAlign", element("rPr", reference), val="superscript")
        element("footnoteReference", reference, id=str(number))
        control.addnext(reference)
        note = element("footnote", tree, id=str(number))
        paragraph = element("p", note)
        sign = element("r", paragraph)
        properties = element("rPr", sign)
        element("sz", properties, val="16")
        element("vertAlign", properties, val="superscript")
        element("footnoteRef", sign)
        run = element("r", paragraph)
        element("sz", element("rPr", run), val="16")
        write(run, f" {words}")
    _add_part(parts, main, name, tree, "footnotes")


def _no_footnotes() -> etree._Element:
    """The two lines above footnotes that Word wants defined before there is one."""
    tree = etree.Element(w("footnotes"), nsmap={"w": W})
    for number, kind in enumerate(("separator", "continuationSeparator")):
        note = element("footnote", tree, type=kind, id=str(number - 1))
        element(kind, element("r", element("p", note)))
    return tree


def _add_part(parts: Parts, main: str, name: str, tree: etree._Element, kind: str) -> None:
    fresh = name not in parts
    parts[name] = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    if not fresh:
        return
    types = parse(parts["[Content_Types].xml"])
    etree.SubElement(
        types, f"{{{_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": f"{_CONTENT}.{kind}+xml"}
    )
    parts["[Content_Types].xml"] = etree.tostring(types, encoding="UTF-8", xml_declaration=True, standalone=True)
    folder, _, leaf = main.rpartition("/")
    home = f"{folder}/_rels/{leaf}.rels"
    relations = parse(parts[home])
    etree.SubElement(
        relations,
        f"{{{_RELATIONS}}}Relationship",
        {"Id": f"rIdEvidence{kind.title()}", "Type": f"{_RELATION}/{kind}", "Target": name.rpartition("/")[2]},
    )
    parts[home] = etree.tostring(relations, encoding="UTF-8", xml_declaration=True, standalone=True)
