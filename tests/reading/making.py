"""Small real files, made where they are needed."""

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
A4 = (595, 842)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"


def pdf(*pages: Callable[[Canvas], None], size: tuple[float, float] = A4, **more: object) -> bytes:
    """One page for each function that draws it; the origin is at the bottom left."""
    if SONG not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=True, **more)
    for draw in pages:
        canvas.setFont(SONG, 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document whose body is this XML; other parts of `word/` by name (`numbering`, `header1`)."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{P}"><Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    document = f'<w:document xmlns:w="{W}" xmlns:w14="urn:w14"><w:body>{body}</w:body></w:document>'
    return zipped({
        "[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document,
        **{f"word/{name}.xml": content for name, content in parts.items()},
    })


def p(text: str, properties: str = "") -> str:
    """A Word paragraph of one run."""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(cells: str, *, styles: str = "", strings: str = "", merges: str = "", properties: str = "") -> bytes:
    """A workbook of one sheet, `表`, from the XML of its rows."""
    parts = {
        "[Content_Types].xml":
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/xl/workbook.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{P}"><Relationship Id="r1" Type="{R}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
        "xl/workbook.xml":
            f'<workbook xmlns="{S}" xmlns:r="{R}">{properties}<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{P}"><Relationship Id="r1" Type="{R}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
        "xl/worksheets/sheet1.xml":
            f'<worksheet xmlns="{S}"><sheetData>{cells}</sheetData>{merges}</worksheet>',
    }
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{S}">{styles}</styleSheet>'
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{S}">{strings}</sst>'
    return zipped(parts)


def xls(cells: list[tuple[int, int, float, str]]) -> bytes:
    """An Excel 97 workbook of one sheet, `Sheet1`: row, column, number and the code of its format."""
    codes = list(dict.fromkeys(code for *_, code in cells))
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    formats = b"".join(
        record(0x041E, struct.pack("<HHB", 164 + at, len(code), 1) + code.encode("utf-16-le"))
        for at, code in enumerate(codes)
    )
    styles = b"".join(record(0x00E0, struct.pack("<HH", 0, 164 + at) + b"\0" * 16) for at in range(len(codes)))
    bound = record(0x0085, struct.pack("<IHBB", 0, 0, 6, 0) + b"Sheet1")
    start = len(head) + len(formats) + len(styles) + len(bound) + 4
    bound = record(0x0085, struct.pack("<IHBB", start, 0, 6, 0) + b"Sheet1")
    body = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + b"".join(
        record(0x0203, struct.pack("<HHHd", row, column, codes.index(code), number))
        for row, column, number, code in cells
    )
    stream = head + formats + styles + bound + record(0x0A, b"") + body + record(0x0A, b"")
    return ole("Workbook", stream.ljust(4096, b"\0"))


def record(kind: int, body: bytes) -> bytes:
    """One record of a BIFF stream."""
    return struct.pack("<HH", kind, len(body)) + body


def ole(name: str, stream: bytes) -> bytes:
    """A compound file of one stream of at least 4096 bytes."""
    sectors = [stream[at : at + 512].ljust(512, b"\0") for at in range(0, len(stream), 512)]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, len(sectors) + 2), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (109 - 1) * 4

    def entry(called: str, kind: int, child: int, at: int, length: int) -> bytes:
        raw = (called + "\0").encode("utf-16-le")
        return (
            raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + b"\0" * 36 + struct.pack("<IQ", at, length)
        )

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 2, len(stream))
    fat = b"".join(struct.pack("<I", number) for number in table).ljust(512, b"\xff")
    return header + fat + folder.ljust(512, b"\0") + b"".join(sectors)
