"""Reads OFD (GB/T 33190), the format of electronic invoices and receipts: text, rules, tags, attached data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import atan2, hypot, pi
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from lxml import etree

from creditfile.model import Box, Trouble
from creditfile.reading import einvoice, grids, limits, lines, zips
from creditfile.reading.glyphs import THIN, Drawn, Edge, Glyph, Ruling
from creditfile.reading.pages import FormField, Page, Pages, UnreadableError, around

POINTS = 72 / 25.4
"""Points in a millimetre, the format's unit."""
ATTACHED = 2_000_000
"""An attachment of XML up to this many bytes is read for its values."""
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)


def read(content: bytes, name: str) -> Pages:
    """Every page of every document in the file, templates (the printed form) included.

    Fields: what custom tags point at, the document's own data, and the values of attached XML (an invoice's original).
    Raises UnreadableError: RDG-101 encrypted, RDG-102 damaged, RDG-107 too large.
    """
    package = _Package(zips.opened(content))
    root = package.xml(package.find("OFD.xml"))
    pages: list[Page] = []
    fields: list[FormField] = []
    said: dict[str, str] = {}
    for body in _all(root, "DocBody"):
        said.update(_properties(package, body))
        document = package.find(_text(_first(body, "DocRoot")))
        fields += _own_data(body)
        inner = package.xml(document)
        drawings = _drawings(package, document, inner, len(pages))
        pages += [_page(drawing) for drawing in drawings]
        fields += _tagged(package, document, inner, drawings)
        fields += _attached(package, document, inner)
    if not pages:
        raise UnreadableError("RDG-102", "0 pages")
    return Pages("ofd", tuple(pages), tuple(fields[: limits.FORM_FIELDS]), (), said)


class _Package:
    """The parts of the file, found by the loose paths that programs write."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.parts = {part.lower().lstrip("/"): part for part in archive.namelist()}

    def find(self, path: str, beside: str = "") -> str:
        """The part of that path: from the root, else beside the part that names it. Empty when there is none."""
        path = path.replace("\\", "/").strip()
        folder = beside.rpartition("/")[0]
        for candidate in ((path.lstrip("/"),) if path.startswith("/") else (f"{folder}/{path}", path)):
            steps: list[str] = []
            for step in candidate.split("/"):
                steps = steps[:-1] if step == ".." else [*steps, step] if step not in ("", ".") else steps
            part = self.parts.get("/".join(steps).lower())
            if part:
                return part
        return ""

    def bytes(self, part: str) -> bytes:
        try:
            return self.archive.read(part)
        except (BadZipFile, zlib_error, KeyError, NotImplementedError, EOFError, OSError, RuntimeError) as error:
            raise UnreadableError("RDG-102", f"{part}: {error}") from error

    def xml(self, part: str, *, lenient: bool = False) -> etree._Element:
        """A part as XML with entities left alone; lenient: what can be made of it."""
        if not part:
            raise UnreadableError("RDG-102", "a part is missing")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=lenient
        )
        try:
            root = etree.fromstring(self.bytes(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError("RDG-102", f"{part}: {error}") from error
        if root is None:
            raise UnreadableError("RDG-102", part)
        return root


class _Shown(NamedTuple):
    """One text object."""

    id: str
    glyphs: tuple[Glyph, ...]
    level: bool


@dataclass
class _Drawing:
    """One page being put together."""

    number: int
    id: str
    width: float
    height: float
    texts: list[_Shown] = field(default_factory=list)
    level: list[Edge] = field(default_factory=list)
    upright: list[Edge] = field(default_factory=list)
    pictures: float = 0.0

    def drawn(self) -> Drawn:
        """For the finders of lines and tables."""
        glyphs = tuple(glyph for text in self.texts if text.level for glyph in text.glyphs)
        aside = tuple(glyph for text in self.texts if not text.level for glyph in text.glyphs)
        return Drawn(glyphs, aside, 0, self.width, self.height, 0)


def _page(drawing: _Drawing) -> Page:
    drawn = drawing.drawn()
    text = lines.text_of(drawn.glyphs)
    pictured = not text and drawing.pictures > 0.5 * drawing.width * drawing.height
    return Page(
        drawing.number, text, width=drawing.width, height=drawing.height, image_only=pictured,
        troubles=(Trouble("RDG-105", "", drawing.number),) if pictured else (),
        lines=lambda: lines.lines_of(drawn),
        tables=lambda: grids.tables_of(drawn, Ruling(tuple(drawing.level), tuple(drawing.upright))),
    )


def _drawings(package: _Package, document: str, root: etree._Element, before: int) -> list[_Drawing]:
    """Every page of one document."""
    common = _first(root, "CommonData")
    size = _box(_first(_first(common, "PageArea"), "PhysicalBox")) or (0, 0, 210, 297)
    templates = {
        _get(template, "ID"): package.find(_get(template, "BaseLoc"), document)
        for template in _all(common, "TemplatePage")
    }
    found = []
    for number, element in enumerate(_all(_first(root, "Pages"), "Page"), before + 1):
        if number > limits.PAGES:
            raise UnreadableError("RDG-107", f"pages > {limits.PAGES}")
        part = package.find(_get(element, "BaseLoc"), document)
        content = package.xml(part)
        own = _box(_first(_first(content, "Area"), "PhysicalBox")) or size
        drawing = _Drawing(number, _get(element, "ID"), own[2] * POINTS, own[3] * POINTS)
        for template in _all(content, "Template"):
            under = templates.get(_get(template, "TemplateID"))
            if under:
                _draw(_first(package.xml(under), "Content"), (1, 0, 0, 1, -own[0], -own[1]), drawing, 0)
        _draw(_first(content, "Content"), (1, 0, 0, 1, -own[0], -own[1]), drawing, 0)
        found.append(drawing)
    return found


def _draw(element: etree._Element | None, matrix: Matrix, drawing: _Drawing, depth: int) -> None:
    """Everything within a layer or block, in order."""
    if element is None or depth > limits.NESTING:
        return
    for child in element:
        name = _name(child)
        if name in ("Layer", "PageBlock"):
            _draw(child, matrix, drawing, depth + 1)
        elif name.endswith("Object") and _get(child, "Visible").lower() != "false" and _get(child, "Alpha") != "0":
            _draw_object(name, child, matrix, drawing)


def _draw_object(name: str, element: etree._Element, matrix: Matrix, drawing: _Drawing) -> None:
    boundary = _numbers(_get(element, "Boundary"))
    if len(boundary) != 4:
        return
    x, y, width, height = boundary
    here = _times((1, 0, 0, 1, x, y), matrix)
    own = _numbers(_get(element, "CTM"))
    within = _times((own[0], own[1], own[2], own[3], own[4], own[5]), here) if len(own) == 6 else here
    if name == "TextObject":
        drawing.texts.append(_shown(element, within))
    elif name == "PathObject":
        _rules(element, within, drawing)
    elif name == "ImageObject":
        drawing.pictures += width * height * POINTS * POINTS


def _shown(element: etree._Element, matrix: Matrix) -> _Shown:
    """The characters of a text object where they stand."""
    size = _number(_get(element, "Size")) or 3.0
    stretched = _number(_get(element, "HScale")) or 1.0
    a, b, c, d, _, _ = matrix
    turned = atan2(b, a) / (pi / 2)
    glyphs: list[Glyph] = []
    x = y = 0.0
    for code in _all(element, "TextCode"):
        text = "".join(str(piece) for piece in code.itertext()).strip("\n\r")
        x = _number(_get(code, "X"), x)
        y = _number(_get(code, "Y"), y)
        across, down = _deltas(_get(code, "DeltaX")), _deltas(_get(code, "DeltaY"))
        for index, letter in enumerate(text):
            advance = size * stretched * (0.5 if letter < "\u2e80" else 1.0)
            wide = min(across[index], 1.05 * size) if index < len(across) and across[index] > 0 else advance
            glyphs.append(_glyph(letter, x, y, wide, size, matrix))
            x += across[index] if index < len(across) else (0.0 if index < len(down) and down[index] else advance)
            y += down[index] if index < len(down) else 0.0
    level = abs(turned) < 0.03 and hypot(c, d) > 0 and d > 0
    return _Shown(_get(element, "ID"), tuple(glyphs), level)


def _glyph(letter: str, x: float, y: float, wide: float, size: float, matrix: Matrix) -> Glyph:
    """From its baseline in millimetres to its box in points."""
    corners = [_at(at_x, at_y, matrix) for at_x in (x, x + wide) for at_y in (y - 0.86 * size, y + 0.14 * size)]
    across, down = [corner[0] * POINTS for corner in corners], [corner[1] * POINTS for corner in corners]
    baseline = _at(x, y, matrix)[1] * POINTS
    em = size * hypot(matrix[2], matrix[3]) * POINTS or 1.0
    return Glyph(letter, min(across), min(down), max(across), max(down), baseline, em)


def _deltas(written: str) -> list[float]:
    """`g 3 1.5 2` is 1.5 three times, then 2."""
    found: list[float] = []
    pieces = written.split()
    at = 0
    while at < len(pieces):
        if pieces[at] == "g" and at + 2 < len(pieces):
            times = int(_number(pieces[at + 1]))
            found += [_number(pieces[at + 2])] * max(0, min(times, 100_000 - len(found)))
            at += 3
        else:
            found.append(_number(pieces[at]))
            at += 1
    return found


def _rules(element: etree._Element, matrix: Matrix, drawing: _Drawing) -> None:
    """Straight pieces of a path along an axis."""
    if len(drawing.level) + len(drawing.upright) > limits.PAGE_EDGES:
        return
    if _get(element, "Stroke").lower() == "false" and _get(element, "Fill").lower() != "true":
        return
    for start, end in _pieces(_text(_first(element, "AbbreviatedData"))):
        x0, y0 = (side * POINTS for side in _at(*start, matrix))
        x1, y1 = (side * POINTS for side in _at(*end, matrix))
        if abs(y0 - y1) <= THIN / 2 and abs(x0 - x1) > THIN:
            drawing.level.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= THIN / 2 and abs(y0 - y1) > THIN:
            drawing.upright.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


_Point = tuple[float, float]


def _pieces(path: str) -> Iterator[tuple[_Point, _Point]]:
    """The straight lines of abbreviated path data, at most 200."""
    first = last = (0.0, 0.0)
    tokens = re.findall(r"[A-Za-z]|[-+]?[0-9.]+(?:[eE][-+]?\d+)?", path[:20_000])
    at = drawn = 0
    while at < len(tokens) and drawn < 200:
        command, count = tokens[at], {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}.get(tokens[at], 0)
        values = [_number(token) for token in tokens[at + 1 : at + 1 + count]]
        at += 1 + count
        if command == "C":
            drawn += 1
            yield last, first
            last = first
        elif len(values) == count and count:
            here = (values[-2], values[-1])
            if command == "L":
                drawn += 1
                yield last, here
            elif command in "SM":
                first = here
            last = here


def _tagged(
    package: _Package, document: str, root: etree._Element, drawings: list[_Drawing]
) -> Iterator[FormField]:
    """What custom tags call by name: the text objects they point at."""
    index = package.find(_text(_first(root, "CustomTags")), document)
    if not index:
        return
    by_id = {(drawing.id, text.id): (drawing, text) for drawing in drawings for text in drawing.texts}
    for tag in _all(package.xml(index), "CustomTag"):
        part = package.find(_text(_first(tag, "FileLoc")), index)
        if not part:
            continue
        for element in package.xml(part, lenient=True).iter():
            references = [child for child in element if _name(child) == "ObjectRef"]
            texts = [
                by_id[key] for key in ((_get(child, "PageRef"), _text(child)) for child in references) if key in by_id
            ]
            if texts:
                drawing = texts[0][0]
                boxes = [
                    Box.of(glyph.x0, glyph.top, glyph.x1, glyph.bottom) for _, text in texts for glyph in text.glyphs
                ]
                value = " ".join("".join(glyph.text for glyph in text.glyphs).strip() for _, text in texts)
                yield FormField(_name(element), value, drawing.number, around(boxes), einvoice.label_of(_name(element)))


def _own_data(body: etree._Element) -> Iterator[FormField]:
    """Name and value pairs in the document's own description."""
    info = _first(body, "DocInfo")
    for item in _all(_first(info, "CustomDatas"), "CustomData"):
        yield FormField(_get(item, "Name"), _text(item), place="OFD.xml")


def _attached(package: _Package, document: str, root: etree._Element) -> Iterator[FormField]:
    """The values of attached XML, by the names of its innermost elements."""
    listed = package.find(_text(_first(root, "Attachments")), document)
    if not listed:
        return
    for attachment in _all(package.xml(listed), "Attachment"):
        part = package.find(_text(_first(attachment, "FileLoc")), listed)
        if not part.lower().endswith(".xml") or package.archive.getinfo(part).file_size > ATTACHED:
            continue
        yield from einvoice.fields_of(package.xml(part, lenient=True), f"attachment {part.rpartition('/')[2]}")


def _properties(package: _Package, body: etree._Element) -> dict[str, str]:
    said = {}
    info = _first(body, "DocInfo")
    for theirs, ours in (
        ("Title", "title"), ("Author", "author"), ("Creator", "producer"), ("CreationDate", "created"),
        ("ModDate", "modified"),
    ):
        value = _text(_first(info, theirs))
        if value:
            said[ours] = value
    signatures = package.find(_text(_first(body, "Signatures")))
    if signatures:
        said["signatures"] = str(len(_all(package.xml(signatures), "Signature")))
    return said


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(x: float, y: float, matrix: Matrix) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _number(text: str, otherwise: float = 0.0) -> float:
    """A finite number; otherwise what stands for none."""
    try:
        value = float(text)
    except ValueError:
        return otherwise
    return value if abs(value) < 1e6 else otherwise


def _numbers(text: str) -> list[float]:
    return [_number(piece) for piece in text.split()]


def _box(element: etree._Element | None) -> tuple[float, float, float, float] | None:
    sides = _numbers(_text(element))
    return (sides[0], sides[1], sides[2], sides[3]) if len(sides) == 4 and sides[2] > 0 and sides[3] > 0 else None


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _get(element: etree._Element, attribute: str) -> str:
    return str(element.get(attribute) or "")


def _text(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _all(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else [child for child in element if _name(child) == name]


def _first(element: etree._Element | None, name: str) -> etree._Element | None:
    return next(iter(_all(element, name)), None)
