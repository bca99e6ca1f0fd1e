"""Reads OFD (GB/T 33190), the format of electronic invoices and receipts: text, rules, tags, attached data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import atan2, hypot, pi
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from creditfile.model import Box, Trouble
from creditfile.reading import einvoice, grids, limits, lines, zips
from creditfile.reading.glyphs import THIN, Drawn, Edge, Glyph, Ruling
from creditfile.reading.ofd_package import (
    Package,
    attribute,
    every,
    first,
    name_of,
    number_of,
    numbers_of,
    sides_of,
    text_of,
)
from creditfile.reading.ofd_signatures import signed
from creditfile.reading.pages import FormField, Page, Pages, Seal, UnreadableError, around

if TYPE_CHECKING:
    from creditfile.reading.ocr.pages import Recognised

POINTS = 72 / 25.4
"""Points in a millimetre, the format's unit."""
ATTACHED = 2_000_000
"""An attachment of XML up to this many bytes is read for its values."""
Sides = tuple[float, float, float, float]
"""x, y, width and height."""
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)


def read(content: bytes, name: str) -> Pages:
    """Every page of every document in the file, templates (the printed form) included.

    Fields: what custom tags point at, the document's own data, and the values of attached XML (an invoice's original).
    Raises UnreadableError: RDG-101 encrypted, RDG-102 damaged, RDG-107 too large.
    """
    package = Package(zips.opened(content))
    root = package.xml(package.wanted("OFD.xml"))
    pages: list[Page] = []
    fields: list[FormField] = []
    said: dict[str, str] = {}
    troubles: list[Trouble] = []
    for body in every(root, "DocBody"):
        said.update(_properties(package, body))
        document = package.wanted(text_of(first(body, "DocRoot")))
        fields += _own_data(body)
        inner = package.xml(document)
        drawings = _drawings(package, document, inner, len(pages))
        signatures = signed(package, package.find(text_of(first(body, "Signatures"))))
        said.update(signatures.properties)
        troubles += signatures.troubles
        for drawing in drawings:
            seals = tuple(seal for page, seal in signatures.seals if page == drawing.id)
            page, noted = _page(package, drawing, seals)
            pages.append(page)
            troubles += noted
        fields += _tagged(package, document, inner, drawings)
        fields += _attached(package, document, inner)
        said.update(_names_of_attached(package, document, inner))
    if not pages:
        raise UnreadableError("RDG-102", "0 pages")
    return Pages("ofd", tuple(pages), tuple(fields[: limits.FORM_FIELDS]), tuple(dict.fromkeys(troubles)), said)


def drawings_of(content: bytes) -> Iterator[tuple[Package, "PageDrawing", tuple[Seal, ...]]]:
    """Every page with what stands on it, and the seals that signatures put there; for showing. Raises as `read`."""
    package = Package(zips.opened(content))
    before = 0
    for body in every(package.xml(package.wanted("OFD.xml")), "DocBody"):
        document = package.wanted(text_of(first(body, "DocRoot")))
        seals = signed(package, package.find(text_of(first(body, "Signatures")))).seals
        drawings = _drawings(package, document, package.xml(document), before)
        before += len(drawings)
        for drawing in drawings:
            yield package, drawing, tuple(seal for page, seal in seals if page == drawing.id)


class _Shown(NamedTuple):
    """One text object."""

    id: str
    glyphs: tuple[Glyph, ...]
    level: bool


@dataclass
class PageDrawing:
    """What stands on one page."""

    number: int
    id: str
    width: float
    height: float
    texts: list[_Shown] = field(default_factory=list)
    level: list[Edge] = field(default_factory=list)
    upright: list[Edge] = field(default_factory=list)
    pictures: list[tuple[str, Sides]] = field(default_factory=list)
    """By resource and place in millimetres."""
    resources: dict[str, str] = field(default_factory=dict)
    """The parts of the pictures it may show, by resource."""

    def drawn(self) -> Drawn:
        """For the finders of lines and tables."""
        glyphs = tuple(glyph for text in self.texts if text.level for glyph in text.glyphs)
        aside = tuple(glyph for text in self.texts if not text.level for glyph in text.glyphs)
        return Drawn(glyphs, aside, 0, self.width, self.height, 0)


def _page(package: Package, drawing: PageDrawing, seals: tuple[Seal, ...]) -> tuple[Page, tuple[Trouble, ...]]:
    """The page, and what should be known of it: one that is a picture only is recognised."""
    drawn = drawing.drawn()
    text = lines.text_of(drawn.glyphs)
    pictured = None if text else _large_picture(drawing)
    if pictured is not None:
        recognised = _recognised(package, drawing, *pictured)
        if recognised is not None:
            recognised.page.seals = (*seals, *recognised.page.seals)
            return recognised.page, recognised.troubles
    page = Page(
        drawing.number, text, width=drawing.width, height=drawing.height, image_only=pictured is not None, seals=seals,
        troubles=(Trouble("RDG-105", "", drawing.number),) if pictured is not None else (),
        lines=lambda: lines.lines_of(drawn),
        tables=lambda: grids.tables_of(drawn, Ruling(tuple(drawing.level), tuple(drawing.upright))),
    )
    return page, ()


def _large_picture(drawing: PageDrawing) -> tuple[str, Sides] | None:
    """The picture that takes up more than half of a page; None where there is none."""
    for resource, sides in drawing.pictures:
        if sides[2] * sides[3] * POINTS * POINTS > 0.5 * drawing.width * drawing.height:
            return drawing.resources.get(resource, ""), sides
    return None


def _recognised(package: Package, drawing: PageDrawing, part: str, sides: Sides) -> "Recognised | None":
    """A page that is a picture, read from it; None where it cannot be opened or shows nothing legible."""
    if not part:
        return None
    from creditfile.reading import picture

    x, y, width, height = (side * POINTS for side in sides)
    found = picture.shown(package.bytes(part), width, height, drawing.number)
    if found is not None:
        within = found.page.back
        found.page.back = lambda box: _shifted(within(box) if within else box, x, y)
    return found


def _shifted(box: Box, x: float, y: float) -> Box:
    return Box.of(float(box.x0) + x, float(box.top) + y, float(box.x1) + x, float(box.bottom) + y)


def _drawings(package: Package, document: str, root: etree._Element, before: int) -> list[PageDrawing]:
    """Every page of one document."""
    common = first(root, "CommonData")
    size = sides_of(first(first(common, "PageArea"), "PhysicalBox")) or (0, 0, 210, 297)
    templates = {
        attribute(template, "ID"): attribute(template, "BaseLoc")
        for template in every(common, "TemplatePage")
    }
    pictures = _pictures(package, document, common)
    found = []
    for number, element in enumerate(every(first(root, "Pages"), "Page"), before + 1):
        if number > limits.PAGES:
            raise UnreadableError("RDG-107", f"pages > {limits.PAGES}")
        part = package.wanted(attribute(element, "BaseLoc"), document)
        content = package.xml(part)
        own = sides_of(first(first(content, "Area"), "PhysicalBox")) or size
        drawing = PageDrawing(number, attribute(element, "ID"), own[2] * POINTS, own[3] * POINTS)
        there: Matrix = (1, 0, 0, 1, -own[0], -own[1])
        drawing.resources = {**pictures, **_pictures(package, part, content)}
        for template in every(content, "Template"):
            under = templates.get(attribute(template, "TemplateID"))
            if under:
                form = package.xml(package.wanted(under, document))
                _draw(first(form, "Content"), there, drawing, 0)
        _draw(first(content, "Content"), there, drawing, 0)
        found.append(drawing)
    return found


def _draw(element: etree._Element | None, matrix: Matrix, drawing: PageDrawing, depth: int) -> None:
    """Everything within a layer or block, in order."""
    if element is None or depth > limits.NESTING:
        return
    for child in element:
        name = name_of(child)
        if name in ("Layer", "PageBlock"):
            _draw(child, matrix, drawing, depth + 1)
        elif name.endswith("Object") and _is_seen(child):
            _draw_object(name, child, matrix, drawing)


def _pictures(package: Package, beside: str, listing: etree._Element | None) -> dict[str, str]:
    """The parts of pictures that the lists of resources name, by id."""
    found: dict[str, str] = {}
    for kind in ("PublicRes", "DocumentRes", "PageRes"):
        for entry in every(listing, kind):
            part = package.find(text_of(entry), beside)
            if not part:
                continue
            resources = package.xml(part, lenient=True)
            folder = attribute(resources, "BaseLoc")
            for medium in every(first(resources, "MultiMedias"), "MultiMedia"):
                file = text_of(first(medium, "MediaFile"))
                found[attribute(medium, "ID")] = package.find(f"{folder}/{file}", part) or package.find(file, part)
    return found


def _is_seen(element: etree._Element) -> bool:
    return attribute(element, "Visible").lower() != "false" and attribute(element, "Alpha") != "0"


def _draw_object(name: str, element: etree._Element, matrix: Matrix, drawing: PageDrawing) -> None:
    boundary = numbers_of(attribute(element, "Boundary"))
    if len(boundary) != 4:
        return
    x, y, width, height = boundary
    here = _times((1, 0, 0, 1, x, y), matrix)
    own = numbers_of(attribute(element, "CTM"))
    within = _times((own[0], own[1], own[2], own[3], own[4], own[5]), here) if len(own) == 6 else here
    if name == "TextObject":
        drawing.texts.append(_shown(element, within))
    elif name == "PathObject":
        _rules(element, within, drawing)
    elif name == "ImageObject":
        drawing.pictures.append((attribute(element, "ResourceID"), (x, y, width, height)))


def _shown(element: etree._Element, matrix: Matrix) -> _Shown:
    """The characters of a text object where they stand."""
    size = number_of(attribute(element, "Size")) or 3.0
    stretched = number_of(attribute(element, "HScale")) or 1.0
    a, b, c, d, _, _ = matrix
    turned = atan2(b, a) / (pi / 2)
    glyphs: list[Glyph] = []
    x = y = 0.0
    for code in every(element, "TextCode"):
        text = "".join(str(piece) for piece in code.itertext()).strip("\n\r")
        x = number_of(attribute(code, "X"), x)
        y = number_of(attribute(code, "Y"), y)
        across, down = _deltas(attribute(code, "DeltaX")), _deltas(attribute(code, "DeltaY"))
        for index, letter in enumerate(text):
            advance = size * stretched * (0.5 if letter < "\u2e80" else 1.0)
            wide = min(across[index], 1.05 * size) if index < len(across) and across[index] > 0 else advance
            glyphs.append(_glyph(letter, x, y, wide, size, matrix))
            x += across[index] if index < len(across) else (0.0 if index < len(down) and down[index] else advance)
            y += down[index] if index < len(down) else 0.0
    level = abs(turned) < 0.03 and hypot(c, d) > 0 and d > 0
    return _Shown(attribute(element, "ID"), tuple(glyphs), level)


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
            times = int(number_of(pieces[at + 1]))
            found += [number_of(pieces[at + 2])] * max(0, min(times, 100_000 - len(found)))
            at += 3
        else:
            found.append(number_of(pieces[at]))
            at += 1
    return found


def _rules(element: etree._Element, matrix: Matrix, drawing: PageDrawing) -> None:
    """Straight pieces of a path along an axis."""
    if len(drawing.level) + len(drawing.upright) > limits.PAGE_EDGES:
        return
    if attribute(element, "Stroke").lower() == "false" and attribute(element, "Fill").lower() != "true":
        return
    for start, end in _pieces(text_of(first(element, "AbbreviatedData"))):
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
        values = [number_of(token) for token in tokens[at + 1 : at + 1 + count]]
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
    package: Package, document: str, root: etree._Element, drawings: list[PageDrawing]
) -> Iterator[FormField]:
    """What custom tags call by name: the text objects they point at."""
    index = package.find(text_of(first(root, "CustomTags")), document)
    if not index:
        return
    by_id = {(drawing.id, text.id): (drawing, text) for drawing in drawings for text in drawing.texts}
    for tag in every(package.xml(index), "CustomTag"):
        part = package.find(text_of(first(tag, "FileLoc")), index)
        if not part:
            continue
        for element in package.xml(part, lenient=True).iter():
            keys = [(attribute(child, "PageRef"), text_of(child)) for child in every(element, "ObjectRef")]
            texts = [by_id[key] for key in keys if key in by_id]
            if texts:
                drawing = texts[0][0]
                boxes = [
                    Box.of(glyph.x0, glyph.top, glyph.x1, glyph.bottom) for _, text in texts for glyph in text.glyphs
                ]
                value = " ".join("".join(glyph.text for glyph in text.glyphs).strip() for _, text in texts)
                name = name_of(element)
                yield FormField(name, value, drawing.number, around(boxes), einvoice.label_of(name))


def _own_data(body: etree._Element) -> Iterator[FormField]:
    """Name and value pairs in the document's own description."""
    info = first(body, "DocInfo")
    for item in every(first(info, "CustomDatas"), "CustomData"):
        yield FormField(attribute(item, "Name"), text_of(item), place="OFD.xml")


def _names_of_attached(package: Package, document: str, root: etree._Element) -> dict[str, str]:
    """What is attached, for the file's own description."""
    listed = package.find(text_of(first(root, "Attachments")), document)
    names = [attribute(each, "Name") or text_of(first(each, "FileLoc")) for each in every(
        package.xml(listed, lenient=True), "Attachment")] if listed else []
    return {"attachments": ", ".join(names)} if names else {}


def _attached(package: Package, document: str, root: etree._Element) -> Iterator[FormField]:
    """The values of attached XML, by the names of its innermost elements."""
    listed = package.find(text_of(first(root, "Attachments")), document)
    if not listed:
        return
    for attachment in every(package.xml(listed), "Attachment"):
        part = package.find(text_of(first(attachment, "FileLoc")), listed)
        if not part.lower().endswith(".xml") or package.archive.getinfo(part).file_size > ATTACHED:
            continue
        yield from einvoice.fields_of(package.xml(part, lenient=True), f"attachment {part.rpartition('/')[2]}")


def _properties(package: Package, body: etree._Element) -> dict[str, str]:
    said = {}
    info = first(body, "DocInfo")
    for theirs, ours in (
        ("Title", "title"), ("Author", "author"), ("Creator", "producer"), ("CreationDate", "created"),
        ("ModDate", "modified"),
    ):
        value = text_of(first(info, theirs))
        if value:
            said[ours] = value
    return said


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First `one`, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(x: float, y: float, matrix: Matrix) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
