"""Signatures and electronic seals of an OFD file: where they stand, whose they are, whether what they cover changed."""

import hashlib
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from creditfile.model import Box, Trouble
from creditfile.reading.ofd_package import Package, attribute, every, first, numbers_of, text_of
from creditfile.reading.pages import Seal

ALTERED = "RDG-126"
POINTS = 72 / 25.4
DIGESTS = {
    "1.2.156.10197.1.401": "sm3", "sm3": "sm3", "1.3.14.3.2.26": "sha1", "sha1": "sha1", "sha-1": "sha1",
    "1.2.840.113549.2.5": "md5", "md5": "md5", "2.16.840.1.101.3.4.2.1": "sha256", "sha256": "sha256",
    "sha-256": "sha256",
}  # fmt: skip
"""By what files call them, in lower case."""
SEAL_FILE = 200_000
"""Bytes of a seal or a signed value that are looked through for the seal's name."""
UTF8, IA5 = 0x0C, 0x16


@dataclass(frozen=True, slots=True)
class Signed:
    """What the signatures of one document say."""

    count: int = 0
    """How many there are."""
    seals: tuple[tuple[str, Seal], ...] = ()
    """Seals by the id of the page they stand on."""
    altered: tuple[str, ...] = ()
    """Parts whose digest is no longer what was signed, or that are gone."""
    unchecked: int = 0
    """Parts whose digest is of a kind that cannot be made here."""

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What the reader of the file should know."""
        return (Trouble(ALTERED, "、".join(self.altered[:5])),) if self.altered else ()

    @property
    def properties(self) -> dict[str, str]:
        """For the file's own description; that the signer's key made the signature is not looked into."""
        if not self.count:
            return {}
        state = "altered" if self.altered else "unchecked" if self.unchecked else "digests agree"
        return {"signatures": str(self.count), "signed_parts": state}


def signed(package: Package, listed: str) -> Signed:
    """All signatures that a list names; nothing where there is no list."""
    if not listed:
        return Signed()
    found = every(package.xml(listed, lenient=True), "Signature")
    seals: list[tuple[str, Seal]] = []
    altered: dict[str, None] = {}
    unchecked = 0
    for entry in found:
        part = package.find(attribute(entry, "BaseLoc"), listed)
        if not part:
            altered[attribute(entry, "BaseLoc") or "Signature"] = None
            continue
        signature = package.xml(part, lenient=True)
        info = first(signature, "SignedInfo")
        seals += _seals(package, part, signature, info)
        for reference, agrees in _references(package, part, first(info, "References")):
            if agrees is None:
                unchecked += 1
            elif not agrees and package.find(reference, part) != listed:  # a later signature is entered in the list
                altered[reference] = None
    return Signed(len(found), tuple(seals), tuple(altered), unchecked)


def _references(package: Package, part: str, listed: etree._Element | None) -> Iterator[tuple[str, bool | None]]:
    """Every part that is covered, and whether its digest agrees; None where it cannot be told."""
    if listed is None:
        return
    name = DIGESTS.get(attribute(listed, "CheckMethod").lower(), "")
    for reference in every(listed, "Reference"):
        called = attribute(reference, "FileRef")
        covered = package.find(called, part)
        value = text_of(first(reference, "CheckValue"))
        yield called, _agrees(package.bytes(covered), name, value) if covered else False


def _agrees(content: bytes, name: str, value: str) -> bool | None:
    try:
        return hashlib.new(name, content, usedforsecurity=False).digest() == b64decode(value, validate=True)
    except (ValueError, Base64Error):
        return None


def _seals(
    package: Package, part: str, signature: etree._Element, info: etree._Element | None
) -> Iterator[tuple[str, Seal]]:
    stamps = every(info, "StampAnnot")
    if not stamps:
        return
    named = [package.find(text_of(first(first(info, "Seal"), "BaseLoc")), part),
             package.find(text_of(first(signature, "SignedValue")), part)]
    text = next((name for name in (_name_in(package.bytes(each)) for each in named if each) if name), "")
    for stamp in stamps:
        sides = numbers_of(attribute(stamp, "Boundary"))
        if len(sides) == 4 and sides[2] > 0 and sides[3] > 0:
            x, y, width, height = (side * POINTS for side in sides)
            shape = "round" if 0.8 < width / height < 1.25 else "oval"
            box = Box.of(x, y, x + width, y + height)
            yield attribute(stamp, "PageRef"), Seal(shape, box, text, Decimal("0.99") if text else Decimal(0))


def _name_in(content: bytes) -> str:
    """The name of an electronic seal (GB/T 38540: the first UTF-8 string after the mark `ES`); empty without one."""
    is_seal = False
    for kind, value in _strings(content[:SEAL_FILE], 0, 0):
        if kind == IA5 and value == b"ES":
            is_seal = True
        elif is_seal and kind == UTF8:
            return value.decode("utf-8", "replace").strip()
    return ""


def _strings(content: bytes, start: int, depth: int) -> Iterator[tuple[int, bytes]]:
    """The strings of a DER structure, in order; what is no DER ends them."""
    at = start
    while at + 2 <= len(content) and depth < 12:
        kind, length, at = content[at], content[at + 1], at + 2
        if length > 0x84 or length == 0x80:
            return
        if length > 0x80:
            count = length - 0x80
            length, at = int.from_bytes(content[at : at + count], "big"), at + count
        value = content[at : at + length]
        at += length
        if kind in (UTF8, IA5):
            yield kind, value
        elif kind & 0x20 or (kind == 0x04 and value[:1] == b"\x30"):
            yield from _strings(value, 0, depth + 1)
