"""The parts of an OFD file, found by the loose paths that programs write, and small steps through their XML."""

from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from lxml import etree

from creditfile.reading.pages import UnreadableError


class Package:
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

    def wanted(self, path: str, beside: str = "") -> str:
        """The same for a part that must be there. Raises UnreadableError RDG-102."""
        part = self.find(path, beside)
        if not part:
            raise UnreadableError("RDG-102", f"{path}: not in the file")
        return part

    def bytes(self, part: str) -> bytes:
        """What a part holds. Raises UnreadableError RDG-102."""
        try:
            return self.archive.read(part)
        except (BadZipFile, zlib_error, KeyError, NotImplementedError, EOFError, OSError, RuntimeError) as error:
            raise UnreadableError("RDG-102", f"{part}: {error}") from error

    def xml(self, part: str, *, lenient: bool = False) -> etree._Element:
        """A part as XML with entities left alone; lenient: what can be made of it."""
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


def number_of(text: str, otherwise: float = 0.0) -> float:
    """A finite number; otherwise what stands for none."""
    try:
        value = float(text)
    except ValueError:
        return otherwise
    return value if abs(value) < 1e6 else otherwise


def numbers_of(text: str) -> list[float]:
    """Numbers with blanks between them."""
    return [number_of(piece) for piece in text.split()]


def sides_of(element: etree._Element | None) -> tuple[float, float, float, float] | None:
    """x, y, width and height of a box that an element gives; None where it gives none."""
    sides = numbers_of(text_of(element))
    return (sides[0], sides[1], sides[2], sides[3]) if len(sides) == 4 and sides[2] > 0 and sides[3] > 0 else None


def name_of(element: etree._Element) -> str:
    """Without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """What an attribute says; empty where it is not there."""
    return str(element.get(name) or "")


def text_of(element: etree._Element | None) -> str:
    """What stands in an element before any other; empty where there is none."""
    return (element.text or "").strip() if element is not None else ""


def every(element: etree._Element | None, name: str) -> list[etree._Element]:
    """The elements of that name just within another."""
    return [] if element is None else [child for child in element if name_of(child) == name]


def first(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first of them."""
    return next(iter(every(element, name)), None)
