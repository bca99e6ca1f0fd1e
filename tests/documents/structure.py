"""What would make Word repair a document: parts, relations, ids, and the order of elements (ECMA-376 part 1, 17)."""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex docPartObj text",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "writeProtection view zoom removePersonalInformation defaultTabStop autoHyphenation evenAndOddHeaders "
    "characterSpacingControl updateFields footnotePr endnotePr compat docVars rsids mathPr themeFontLang",
}
"""The children of each element in the order that the schema wants."""
_RANK = {parent: {name: rank for rank, name in enumerate(names.split())} for parent, names in ORDER.items()}
_MIXED = frozenset({"tbl", "settings"})
"""Of which only the children named here are held to their order."""
_ANCHORS = {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr"}
_INLINE = frozenset({"r", "sdt", "hyperlink", "fldSimple", "ins", "del", *_ANCHORS})
_BLOCK = frozenset({"p", "tbl", "sdt", "bookmarkStart", "bookmarkEnd", "sectPr"})
_INSIDE = {"p": _INLINE | {"pPr"}, "body": _BLOCK, "tc": _BLOCK | {"tcPr"}, "tr": {"tc", "trPr", "tblPrEx", "sdt"}}
Parts = dict[str, bytes]


def faults(content: bytes) -> list[str]:
    """Everything wrong with a .docx, each with its part; empty where Word opens it without a word."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    doubled = [name for name, count in Counter(names).items() if count > 1]
    trees: dict[str, etree._Element] = {}
    found = [f"{name}: twice in the package" for name in doubled]
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(part)
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    found += _types(trees["[Content_Types].xml"], parts)
    found += _relations(trees, parts)
    for name, tree in trees.items():
        if tree.tag.startswith(f"{{{W}}}"):
            found += [f"{name}: {fault}" for fault in (*_order(tree), *_nesting(tree), *_ids(tree), *_tables(tree))]
        if tree.tag == f"{{{C}}}chartSpace":
            found += [f"{name}: {fault}" for fault in _chart(tree)]
    return [*found, *_references(trees)]


def _local(node: etree._Element) -> str:
    return str(etree.QName(node).localname)


def _types(tree: etree._Element, parts: Parts) -> Iterator[str]:
    defaults = {node.get("Extension") for node in tree if _local(node) == "Default"}
    overrides = [node.get("PartName", "").lstrip("/") for node in tree if _local(node) == "Override"]
    for name, count in Counter(overrides).items():
        if count > 1 or name not in parts:
            yield f"[Content_Types].xml: {name} named {count} times, there {name in parts}"
    for name in parts:
        if name not in overrides and name.rpartition(".")[2] not in defaults and name != "[Content_Types].xml":
            yield f"{name}: no content type"


def _relations(trees: dict[str, etree._Element], parts: Parts) -> Iterator[str]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        seen = Counter(node.get("Id") for node in tree)
        yield from (f"{name}: {one} {count} times" for one, count in seen.items() if count > 1)
        for node in tree:
            target = posixpath.normpath(posixpath.join(folder, node.get("Target", ""))).lstrip("/")
            if node.get("TargetMode") != "External" and target not in parts:
                yield f"{name}: leads to {target}, which is not there"
    for name, tree in trees.items():
        home = posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")
        known = {node.get("Id") for node in trees[home]} if home in trees else set()
        for node in tree.iter():
            for key in (f"{{{R}}}id", f"{{{R}}}embed", f"{{{R}}}link"):
                if isinstance(node.tag, str) and node.get(key) not in (None, "", *known):
                    yield f"{name}: {node.get(key)} is no relation"


def _order(tree: etree._Element) -> Iterator[str]:
    for node in tree.iter():
        rank = _RANK.get(_local(node)) if isinstance(node.tag, str) and node.tag.startswith(f"{{{W}}}") else None
        if rank is None:
            continue
        last = -1
        for child in node:
            name = _local(child)
            if name not in rank:
                if _local(node) not in _MIXED:
                    yield f"{name} in {_local(node)}"
                continue
            if rank[name] < last:
                yield f"{name} too late in {_local(node)}"
            last = max(last, rank[name])
        if _local(node) not in ("tbl", "sectPr", "style"):
            twice = [name for name, count in Counter(map(_local, node)).items() if count > 1]
            yield from (f"{name} twice in {_local(node)}" for name in twice)


def _nesting(tree: etree._Element) -> Iterator[str]:
    for node in tree.iter(*(f"{{{W}}}{name}" for name in _INSIDE)):
        for child in node:
            if _local(child) not in _INSIDE[_local(node)]:
                yield f"{_local(child)} in {_local(node)}"
    for node in tree.iter(f"{{{W}}}r"):
        if any(_local(child) in ("r", "p", "sdt", "tbl") for child in node):
            yield "a run that holds more than words"
        if any(_local(child) == "rPr" for child in list(node)[1:]):
            yield "rPr behind words"
    for node in tree.iter(f"{{{W}}}sdt"):
        parent, content = node.getparent(), node.find(f"{{{W}}}sdtContent")
        inside = {_local(child) for child in content} if content is not None else {"nothing"}
        allowed = {"p": _INLINE, "hyperlink": _INLINE, "tbl": {"tr"}, "tr": {"tc"}}.get(_local(parent), _BLOCK)
        if _local(parent) == "sdtContent":
            allowed = _INLINE | _BLOCK
        if not inside <= set(allowed):
            yield f"a control in {_local(parent)} that holds {', '.join(sorted(inside))}"
    for node in tree.iter(f"{{{W}}}p"):
        if any(_local(child) == "pPr" for child in list(node)[1:]):
            yield "pPr behind words"
        if _local(node.getparent()) in ("p", "r"):
            yield "a paragraph in a paragraph"


def _ids(tree: etree._Element) -> Iterator[str]:
    controls = [node for node in tree.iter(f"{{{W}}}id") if _local(node.getparent()) == "sdtPr"]
    wanted = {
        "controls": [node.get(f"{{{W}}}val") for node in controls],
        "bookmarks": [node.get(f"{{{W}}}id") for node in tree.iter(f"{{{W}}}bookmarkStart")],
        "bookmark names": [node.get(f"{{{W}}}name") for node in tree.iter(f"{{{W}}}bookmarkStart")],
        "drawings": [node.get("id") for node in tree.iter(f"{{{WP}}}docPr")],
    }
    for kind, ids in wanted.items():
        yield from (f"{kind}: {one} {count} times" for one, count in Counter(ids).items() if count > 1)
    ends = [node.get(f"{{{W}}}id") for node in tree.iter(f"{{{W}}}bookmarkEnd")]
    if sorted(map(str, ends)) != sorted(map(str, wanted["bookmarks"])):
        yield "bookmarks that do not end"
    for kind in ("alias", "tag"):
        if any(len(node.get(f"{{{W}}}val", "")) > 64 for node in tree.iter(f"{{{W}}}{kind}")):
            yield f"{kind} of more than 64 letters"
    depth = 0
    for sign in tree.iter(f"{{{W}}}fldChar"):
        depth += {"begin": 1, "end": -1}.get(sign.get(f"{{{W}}}fldCharType", ""), 0)
        if depth < 0:
            yield "a field that ends before it begins"
    if depth:
        yield "a field that does not end"


def _tables(tree: etree._Element) -> Iterator[str]:
    for table in tree.iter(f"{{{W}}}tbl"):
        columns = len(table.findall(f"{{{W}}}tblGrid/{{{W}}}gridCol"))
        rows = table.findall(f"{{{W}}}tr")
        if not rows or table.find(f"{{{W}}}tblPr") is None:
            yield "a table without rows or properties"
        for row in rows:
            cells = row.findall(f"{{{W}}}tc")
            spans = [cell.find(f"{{{W}}}tcPr/{{{W}}}gridSpan") for cell in cells]
            whole = sum(int(span.get(f"{{{W}}}val", "1")) if span is not None else 1 for span in spans)
            if not cells or whole != columns:
                yield f"a row of {whole} columns in a table of {columns}: {''.join(row.itertext())[:30]}"
    for cell in tree.iter(f"{{{W}}}tc"):
        if not len(cell) or _local(cell[-1]) != "p":
            yield "a cell that does not end in a paragraph"


def _chart(tree: etree._Element) -> Iterator[str]:
    for cache in tree.iter(f"{{{C}}}strCache", f"{{{C}}}numCache"):
        count = cache.find(f"{{{C}}}ptCount")
        points = cache.findall(f"{{{C}}}pt")
        if count is None or any(int(point.get("idx", "0")) >= int(count.get("val", "0")) for point in points):
            yield "a chart with points beyond their count"
    axes = {node.get("val") for node in tree.iter(f"{{{C}}}axId")}
    crossed = {node.get("val") for node in tree.iter(f"{{{C}}}crossAx")}
    if not crossed <= axes:
        yield "a chart whose axes cross what is not there"


def _references(trees: dict[str, etree._Element]) -> Iterator[str]:
    styles = {node.get(f"{{{W}}}styleId") for node in trees["word/styles.xml"].iter(f"{{{W}}}style")}
    for name, tree in trees.items():
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            used = {node.get(f"{{{W}}}val") for node in tree.iter(f"{{{W}}}{kind}")}
            yield from (f"{name}: no style {one}" for one in sorted(map(str, used - styles)))
    document = trees["word/document.xml"]
    for item in ("comment", "footnote"):
        part = f"{item}s"
        used = [node.get(f"{{{W}}}id") for node in document.iter(f"{{{W}}}{item}Reference")]
        there = trees.get(f"word/{part}.xml")
        known = {node.get(f"{{{W}}}id") for node in there.iter(f"{{{W}}}{item}")} if there is not None else set()
        yield from (f"{part}: {one} is not there" for one in used if one not in known)
