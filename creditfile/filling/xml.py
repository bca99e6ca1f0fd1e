"""Names and small pieces of Word's XML."""

from functools import cache

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@cache
def w(name: str) -> str:
    """`p` → the qualified name of a paragraph."""
    return f"{{{W}}}{name}"


P, R, T, TBL, TR, TC, TAB, BR = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc"), w("tab"), w("br")
PPR, RPR, TCPR, VAL = w("pPr"), w("rPr"), w("tcPr"), w("val")
SDT, SDT_PR, SDT_CONTENT = w("sdt"), w("sdtPr"), w("sdtContent")

_LATER = "u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
_AFTER_HIGHLIGHT = frozenset(w(name) for name in _LATER.split())


SIGNS = {TAB: "\t", BR: "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}


def element(name: str, parent: etree._Element | None = None, /, **attributes: str) -> etree._Element:
    """An element of Word's namespace, its attributes too."""
    named = {f"{{{W}}}{key}": value for key, value in attributes.items()}
    return etree.Element(w(name), named, nsmap={"w": W}) if parent is None else etree.SubElement(parent, w(name), named)


def highlight(run: etree._Element, colour: str = "yellow") -> None:
    """Mark a run's text with a highlighter, keeping the order of properties that Word's schema asks for."""
    properties = run.find(RPR)
    if properties is None:
        properties = element("rPr")
        run.insert(0, properties)
    for old in properties.findall(w("highlight")):
        properties.remove(old)
    later = next((i for i, child in enumerate(properties) if child.tag in _AFTER_HIGHLIGHT), len(properties))
    properties.insert(later, element("highlight", val=colour))


def text_of(node: etree._Element) -> str:
    """The words of a paragraph, cell or table, tabs and breaks as such."""
    words = []
    for piece in node.iter(T, *SIGNS):
        if piece.tag == T:
            words.append(piece.text or "")
        elif piece.getparent().tag == R:
            words.append(SIGNS[piece.tag])
    return "".join(words)
