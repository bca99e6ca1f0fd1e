"""Small OFD files: a page of texts and rules, with whatever else a file may carry."""

import hashlib
from base64 import b64encode
from io import BytesIO
from zipfile import ZipFile

from tests.reading.making import zipped

X = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(at: int, box: str, said: str, deltas: str = "", more: str = "") -> str:
    return (
        f'<ofd:TextObject ID="{at}" Boundary="{box}" Font="1" Size="4"{more}>'
        f'<ofd:TextCode X="0" Y="4" DeltaX="{deltas}">{said}</ofd:TextCode></ofd:TextObject>'
    )


def rule(box: str, path: str) -> str:
    return f'<ofd:PathObject ID="9" Boundary="{box}"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'


def page(content: str, before: str = "") -> str:
    return f"<ofd:Page {X}>{before}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def made(
    content: str, *, before: str = "", template: str = "", more: str = "", body: str = "", **parts: str | bytes
) -> bytes:
    listed = '<ofd:TemplatePage ID="2" BaseLoc="Tpl.xml"/>' if template else ""
    return zipped({
        "OFD.xml":
            f"<ofd:OFD {X}><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>"
            '<ofd:CustomData Name="发票号码">123</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>'
            f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml":
            f"<ofd:Document {X}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox>"
            f"</ofd:PageArea>{listed}</ofd:CommonData>"
            f'<ofd:Pages><ofd:Page ID="1" BaseLoc="P0.xml"/></ofd:Pages>{more}</ofd:Document>',
        "Doc_0/P0.xml": page(content, before),
        **({"Doc_0/Tpl.xml": page(template)} if template else {}),
        **{f"Doc_0/{name}.xml" if isinstance(part, str) else f"Doc_0/{name}": part for name, part in parts.items()},
    })


def der(kind: int, *parts: bytes) -> bytes:
    """A piece of DER with a length of two bytes."""
    whole = b"".join(parts)
    return bytes([kind, 0x82]) + len(whole).to_bytes(2, "big") + whole


def sealed(said: str = "价税合计", *, signed: str = "价税合计", method: str = "SM3") -> bytes:
    """A file whose seal was pressed on a page that said one thing, while the page says another, or the same."""
    parts = {"1.2.840.113549.2.5": "md5"}
    digest = hashlib.new(parts.get(method, method.lower()), page(text(3, "10 20 100 6", signed)).encode()).digest()
    seal = der(0x30, der(0x30, der(0x16, b"ES"), der(0x16, b"MAKER")), der(0x0C, "云麓市税务局发票监制章".encode()))
    stamp = '<ofd:StampAnnot ID="1" PageRef="1" Boundary="90 8 30 20"/>'
    value = b64encode(digest).decode()
    reference = f'<ofd:Reference FileRef="/Doc_0/P0.xml"><ofd:CheckValue>{value}</ofd:CheckValue></ofd:Reference>'
    info = f'<ofd:References CheckMethod="{method}">{reference}</ofd:References>{stamp}'
    return made(
        text(3, "10 20 100 6", said),
        body="<ofd:Signatures>Doc_0/Signs.xml</ofd:Signatures>",
        Signs=f'<ofd:Signatures {X}><ofd:Signature ID="1" BaseLoc="/Doc_0/Sign.xml"/></ofd:Signatures>',
        Sign=f"<ofd:Signature {X}><ofd:SignedInfo>{info}</ofd:SignedInfo>"
        "<ofd:SignedValue>/Doc_0/Value.dat</ofd:SignedValue></ofd:Signature>",
        **{"Value.dat": der(0x30, seal)},
    )


def with_part(content: bytes, part: str, old: bytes, new: bytes, *, whole: bool = False) -> bytes:
    """The same file with one part changed."""
    archive = ZipFile(BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = new if whole else parts[part].replace(old, new)
    return zipped(parts)
