"""How the cells of an .xls are formatted: percentages and units, which whoever reads its values must know."""

import struct
from collections.abc import Iterator

from creditfile.reading.xlsx import Format, builtin, style_of

HEADER = 512
FREE = 0xFFFFFFFA
"""Sector numbers from here on up are marks, not sectors."""
SMALL = 4096
"""Streams shorter than this lie in the short sectors."""
BOUNDSHEET, FORMAT, XF, BOF, EOF = 0x0085, 0x041E, 0x00E0, 0x0809, 0x000A
CELLS = frozenset({0x0203, 0x027E, 0x0006})
"""Records of one number: plain, packed, and a formula's result."""
MANY = 0x00BD
"""A row of packed numbers."""

Formats = dict[tuple[int, int, int], Format]
"""By sheet (from 0, in the workbook's order), row and column; only of cells whose format adds something."""


def formats(content: bytes) -> Formats:
    """The formats of an .xls of Excel 97 or later; empty when the file is not laid out as one."""
    try:
        stream = _stream(content, ("Workbook", "Book"))
        return dict(_cells(stream)) if stream else {}
    except (struct.error, IndexError):
        return {}


def _cells(stream: bytes) -> Iterator[tuple[tuple[int, int, int], Format]]:
    starts: list[int] = []
    codes: dict[int, Format] = {}
    styles: list[Format] = []
    sheet, depth = -1, 0
    for at, kind, body in _records(stream):
        if kind == BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = style_of(_text(body))
        elif kind == XF:
            number = struct.unpack_from("<H", body, 2)[0]
            styles.append(codes.get(number) or builtin(str(number)))
        elif kind == BOF:
            depth += 1
            sheet = starts.index(at) if at in starts else sheet
        elif kind == EOF:
            depth -= 1
        elif depth == 1 and sheet >= 0 and kind in CELLS:
            row, column, style = struct.unpack_from("<HHH", body)
            if style < len(styles) and (styles[style].percent or styles[style].suffix):
                yield (sheet, row, column), styles[style]
        elif depth == 1 and sheet >= 0 and kind == MANY:
            row, first = struct.unpack_from("<HH", body)
            for index in range((len(body) - 6) // 6):
                style = struct.unpack_from("<H", body, 4 + index * 6)[0]
                if style < len(styles) and (styles[style].percent or styles[style].suffix):
                    yield (sheet, row, first + index), styles[style]


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _text(body: bytes) -> str:
    """The code of a format record, of Excel 97 (counted in characters) or 5 (in bytes)."""
    count = struct.unpack_from("<H", body, 2)[0]
    if len(body) >= 5 + count and body[4] in (0, 1):
        wide = body[4] & 1
        return body[5 : 5 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
    return body[3 : 3 + body[2]].decode("gb18030", "replace")


def _stream(content: bytes, names: tuple[str, ...]) -> bytes:
    """One stream of an OLE file by its name; empty when there is none."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        return b""
    table = _table(content, size)
    folder = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
    entries: dict[str, tuple[int, int]] = {}
    for at in range(0, len(folder) - 127, 128):
        length = struct.unpack_from("<H", folder, at + 64)[0]
        name = folder[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
        begins, holds = struct.unpack_from("<II", folder, at + 116)
        entries.setdefault(name, (begins, holds))
    for name in names:
        if name.lower() in entries:
            start, length = entries[name.lower()]
            if length >= SMALL:
                return _chain(content, table, start, size)[:length]
            root = _chain(content, table, struct.unpack_from("<I", folder, 116)[0], size)
            short = _chain(content, table, struct.unpack_from("<I", content, 60)[0], size)
            return _chain(root, [entry for (entry,) in struct.iter_unpack("<I", short)], start, 64, 0)[:length]
    return b""


def _table(content: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    sectors = [entry for (entry,) in struct.iter_unpack("<I", content[76:HEADER]) if entry < FREE]
    more = struct.unpack_from("<I", content, 68)[0]
    seen: set[int] = set()
    while more < FREE and more not in seen:
        seen.add(more)
        listed = [entry for (entry,) in struct.iter_unpack("<I", _sector(content, more, size))]
        if not listed:
            break
        sectors += [entry for entry in listed[:-1] if entry < FREE]
        more = listed[-1]
    table: list[int] = []
    for sector in sectors[: len(content) // size + 1]:
        table += [entry for (entry,) in struct.iter_unpack("<I", _sector(content, sector, size))]
    return table


def _sector(content: bytes, number: int, size: int) -> bytes:
    at = (number + 1) * size
    whole = content[at : at + size]
    return whole[: len(whole) // 4 * 4]


def _chain(content: bytes, table: list[int], start: int, size: int, header: int = 1) -> bytes:
    """The sectors of a stream put together; a chain that runs in a circle ends where it meets itself."""
    pieces = []
    seen: set[int] = set()
    while start < len(table) and start not in seen:
        seen.add(start)
        at = (start + header) * size
        pieces.append(content[at : at + size])
        start = table[start]
    return b"".join(pieces)
