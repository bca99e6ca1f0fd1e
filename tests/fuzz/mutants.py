"""Makes malformed papers from sound ones: the same number always gives the same paper."""

import random
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

ROOT = Path(__file__).parent.parent.parent
WORDS = (
    b"-1",
    b"0",
    b"4294967296",
    b"1e309",
    b"99999999999999999999",
    b"\0",
    b"\xff\xfe",
    b"%s%n",
    b"../../x",
    b"[[[[[[[[[[",
    b"<<<<<<<<",
    b"((((((((",
    b"&a;",
    b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>",
    b"<!ENTITY % x SYSTEM 'file:///etc/passwd'>%x;",
    b"{{ x.__class__ }}",
    b"{% for i in range(9**9) %}",
    b"=cmd|'/c calc'!A1",
    "一二三四五六七八九".encode(),
    b"/Kids [1 0 R]",
    b"/Length 999999999",
    b"/FlateDecode /FlateDecode",
    b'r="XFD1048576"',
    b'gridSpan w:val="999999999"',
)
"""What parsers are known to stumble over."""

Change = Callable[[bytearray, random.Random], bytearray]


def seeds() -> list[Path]:
    """Sound papers of each kind: the project's own samples, and what was kept of earlier finds."""
    samples = [path for path in sorted((ROOT / "samples").rglob("*")) if path.is_file() and path.suffix != ".md"]
    return samples + sorted(path for path in (Path(__file__).parent / "corpus").iterdir() if path.suffix != ".md")


def mutant(seed: bytes, number: int) -> bytes:
    """The seed, changed once or a few times; archives and compressed streams are changed inside too."""
    chance = random.Random(number)
    if seed.startswith(b"PK\3\4") and chance.random() < 0.7:
        return _inside_archive(seed, chance)
    if seed.startswith(b"%PDF") and chance.random() < 0.4:
        return _inside_stream(seed, chance)
    return _changed(seed, chance)


def _changed(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        changed = chance.choice(CHANGES)(changed, chance)
    return bytes(changed[: 4 << 20])


def _at(content: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def _flip(content: bytearray, chance: random.Random) -> bytearray:
    if content:
        content[chance.randrange(len(content))] = chance.randrange(256)
    return content


def _cut(content: bytearray, chance: random.Random) -> bytearray:
    return content[: _at(content, chance)]


def _drop(content: bytearray, chance: random.Random) -> bytearray:
    start = _at(content, chance)
    del content[start : start + chance.choice((1, 8, 512, 65_536))]
    return content


def _repeat(content: bytearray, chance: random.Random) -> bytearray:
    start = _at(content, chance)
    piece = content[start : start + chance.choice((1, 16, 1024))]
    content[start:start] = piece * chance.choice((1, 2, 100, 2000))
    return content


def _insert(content: bytearray, chance: random.Random) -> bytearray:
    start = _at(content, chance)
    content[start:start] = chance.choice(WORDS) * chance.choice((1, 1, 50, 5000))
    return content


def _swap(content: bytearray, chance: random.Random) -> bytearray:
    one, other = _at(content, chance), _at(content, chance)
    size = chance.choice((4, 64, 4096))
    content[one : one + size], content[other : other + size] = content[other : other + size], content[one : one + size]
    return content


def _number(content: bytearray, chance: random.Random) -> bytearray:
    """Another number in the place of one."""
    found = list(re.finditer(rb"[0-9]+", bytes(content[:200_000])))
    if found:
        place = chance.choice(found)
        content[place.start() : place.end()] = chance.choice(WORDS[:5])
    return content


CHANGES: tuple[Change, ...] = (_flip, _flip, _cut, _drop, _repeat, _insert, _swap, _number)


def _inside_archive(content: bytes, chance: random.Random) -> bytes:
    made = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
            names = old.namelist()
            chosen = chance.choice(names)
            for name in names:
                part = old.read(name)
                if name != chosen:
                    new.writestr(name, part)
                elif chance.random() < 0.95:
                    new.writestr(name, _changed(part, chance))
    except (BadZipFile, IndexError, RuntimeError, NotImplementedError, OSError, ValueError, EOFError, zlib.error):
        return _changed(content, chance)
    return made.getvalue()


def _inside_stream(content: bytes, chance: random.Random) -> bytes:
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL))
    if not streams:
        return _changed(content, chance)
    place = chance.choice(streams)
    try:
        inner = zlib.compress(_changed(zlib.decompress(place[1]), chance))
    except zlib.error:
        inner = _changed(place[1], chance)
    return content[: place.start(1)] + inner + content[place.end(1) :]
