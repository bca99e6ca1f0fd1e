"""What happens to files on their way: wrong text layers, lost pages, false names, copies, the wrong paper."""

import io
import re
from collections.abc import Callable
from random import Random

from tests.generator import fonts, write_image, write_pdf
from tests.generator.case import Case, File
from tests.generator.paper import Value, line, title
from tests.generator.write_image import Wear
from tests.generator.write_pdf import Mark, Theme

Harm = Callable[[Case, File, Random], None]


def harm(case: Case, kind: str, path: str = "") -> File:
    """Damage one file of the case: the one named, else one that the seed draws."""
    rng = Random(f"damage {case.world.seed} {kind}")
    wanted = (".docx",) if kind == "double-extension" else (".pdf",)
    choices = [
        one
        for one in case.files
        if one.path.endswith(wanted)
        and one.damage is None
        and one.form not in ("acroform", "scan")
        and (one.pages or 0) >= (2 if kind == "missing-page" else 0)
    ]
    if path:
        choices = [one for one in case.files if one.path == path]
    if not choices:
        raise ValueError(f"{kind}: the case has no file it could befall")
    one = rng.choice(choices)
    KINDS[kind][0](case, one, rng)
    if one.damage is None:
        one.damage = {"kind": kind, "expect": list(KINDS[kind][1])}
    return one


def _sizes(content: bytes) -> list[tuple[float, float]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return [document[number].get_size() for number in range(len(document))]
    finally:
        document.close()


def _marks(one: File) -> tuple[list[Mark], list[dict[str, object]]]:
    rows = [row for row in [*one.fields, *one.statements] if row.get("box")]
    return [
        Mark(Value(str(number), None, ""), int(str(row["page"])), tuple(row["box"])) for number, row in enumerate(rows)
    ], rows  # type: ignore[arg-type]


def _pictures(one: File, seed: int, texts: "list[list[tuple[float, float, float, str]]] | None", wear: Wear) -> None:
    marks, rows = _marks(one)
    one.content, turned = write_image.scanned_pdf(one.content, marks, _sizes(one.content), seed, texts, wear)
    for mark in turned:
        row = rows[int(mark.value.id)]
        row["box"] = list(mark.box)
        row.pop("boxes", None)
        row.pop("also", None)


def image_only(case: Case, one: File, rng: Random) -> None:
    """Pages become pictures with no text."""
    _pictures(one, case.world.seed, None, Wear(150, rng.uniform(-1.2, 1.2), 2.5, rng.random() < 0.4, 0.3, 50, True))


def wrong_text_layer(case: Case, one: File, rng: Random) -> None:
    """Pages become pictures under which an old, faulty recognition lies."""
    import pypdfium2

    document = pypdfium2.PdfDocument(one.content)
    layers = []
    for number in range(len(document)):
        page = document[number]
        height = page.get_size()[1]
        text = page.get_textpage()
        rows = []
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            words = text.get_text_bounded(left, bottom, right, top).replace("\r\n", "")
            rows.append(
                (left, height - bottom - (top - bottom) * 0.18, max(4.0, (top - bottom) * 0.95), _misread(words, rng))
            )
        layers.append(rows)
    document.close()
    _pictures(one, case.world.seed, layers, Wear(150, 0.0, 2.5, False, 0.3, 50, True))


def _misread(text: str, rng: Random) -> str:
    """Signs taken for others, as recognition does: about one digit in six."""
    alike = {
        "9": "孔",
        "0": "O",
        "1": "l",
        "5": "6",
        "8": "3",
        "3": "8",
        "6": "5",
        "2": "7",
        "7": "1",
        "4": "9",
        ",": ".",
        "元": "兀",
        "人": "入",
    }
    return "".join(alike[sign] if sign in alike and rng.random() < 0.17 else sign for sign in text)


def cid_garbage(case: Case, one: File, rng: Random) -> None:
    """The fonts lose their tables from glyph to sign: text comes out as other letters."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    writer.append_pages_from_reader(PdfReader(io.BytesIO(one.content)))
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font.get_object().pop("/ToUnicode", None)
    one.content = _saved(writer)


def shuffled(case: Case, one: File, rng: Random) -> None:
    """The page looks the same, but its pieces of text are written in any order."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    writer = PdfWriter()
    writer.append_pages_from_reader(PdfReader(io.BytesIO(one.content)))
    for page in writer.pages:
        stream = page.get_contents()
        assert stream is not None
        rest, texts = _apart(stream.get_data())
        rng.shuffle(texts)
        fresh = DecodedStreamObject()
        fresh.set_data(rest + b"\n" + b"\n".join(texts))
        page[NameObject("/Contents")] = writer._add_object(fresh.flate_encode())
    one.content = _saved(writer)


_FONT, _COLOUR = re.compile(rb"/\S+ [\d.]+ Tf(?: [\d.]+ TL)?"), re.compile(rb"[\d.]+ [\d.]+ [\d.]+ rg\b")


def _apart(content: bytes) -> tuple[bytes, list[bytes]]:
    """Everything but the page's own texts, and each of these with the font and colour it is written in.

    What stands between q and Q has a place and colour of its own and stays where it is.
    """
    rest, texts, depth = b"", [], 0
    font = colour = b""
    for part in re.split(rb"(BT\b.*?\bET\b)", content, flags=re.DOTALL):
        if not part.startswith(b"BT"):
            depth += len(re.findall(rb"(?:^|\s)q\b", part)) - len(re.findall(rb"(?:^|\s)Q\b", part))
            colour = (_COLOUR.findall(part) or [colour])[-1] if not depth else colour
            rest += part
            continue
        font = (_FONT.findall(part) or [font])[-1]
        if depth or not re.search(rb"T[jJ]\b", part):
            rest += part
        else:
            texts.append(b"q " + colour + b" BT " + font + b" ET " + part + b" Q")
    return rest, texts


def _saved(writer: "object") -> bytes:
    out = io.BytesIO()
    writer.write(out)  # type: ignore[attr-defined]
    return out.getvalue()


_ASKING = {"D114": ("ADM-005",)}
"""Rules that ask for a paper where what staff type does in its place."""


def missing_page(case: Case, one: File, rng: Random) -> None:
    """A page is lost; what stood on it is no longer said."""
    from pypdf import PdfReader, PdfWriter

    assert one.pages
    lost = rng.randrange(2, one.pages + 1)
    reader = PdfReader(io.BytesIO(one.content))
    writer = PdfWriter()
    for number, page in enumerate(reader.pages, 1):
        if number != lost:
            writer.add_page(page)
    one.content = _saved(writer)
    one.pages -= 1
    stated = {str(row["id"]).partition(".")[0] for row in one.fields}
    for rows in (one.fields, one.statements):
        kept = []
        for row in rows:
            page = int(str(row["page"]))
            also = [place for place in row.get("also", ()) if place["page"] != lost]  # type: ignore[attr-defined]
            if page == lost and also:
                row.update(also.pop(0))
                page = int(str(row["page"]))
            if page != lost:
                row["page"] = page - (page > lost)
                row.pop("boxes", None)
                if "also" in row:
                    row["also"] = [{**place, "page": place["page"] - (place["page"] > lost)} for place in also]
                kept.append(row)
        rows[:] = kept
    gone = stated - {str(row["id"]).partition(".")[0] for row in one.fields}
    asking = [code for doc in sorted(gone) for code in (f"DOC-{doc[1:]}", *_ASKING.get(doc, ()))]
    expect = [*KINDS["missing-page"][1], *asking]
    one.damage = {"kind": "missing-page", "expect": expect, "lost": lost}


def wrong_extension(case: Case, one: File, rng: Random) -> None:
    """The name says another format."""
    one.path = one.path.removesuffix(".pdf") + rng.choice((".jpg", ".pdfg", ".docx", ".PDF.pdf"))


def double_extension(case: Case, one: File, rng: Random) -> None:
    """`contract.docx.docx`."""
    one.path += ".docx"


def encrypted(case: Case, one: File, rng: Random) -> None:
    """A password is needed; nothing of it can be read."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    sheet = canvas.Canvas(out, invariant=1, encrypt=StandardEncryption(f"pass{case.world.seed}", "owner", strength=128))
    sheet.setFont(fonts.register("song"), 12)
    sheet.drawString(72, 760, "本文件已加密")
    sheet.showPage()
    sheet.save()
    _unreadable(one, out.getvalue())


def truncated(case: Case, one: File, rng: Random) -> None:
    """The end of the file is missing, and with it the table that says where all is."""
    _unreadable(one, one.content[: int(len(one.content) * rng.uniform(0.3, 0.7))])


def empty(case: Case, one: File, rng: Random) -> None:
    """A file of no bytes."""
    _unreadable(one, b"")


def _unreadable(one: File, content: bytes) -> None:
    one.content = content
    one.fields.clear()
    one.statements.clear()
    one.pages = None


def duplicate(case: Case, one: File, rng: Random) -> None:
    """The same file twice under two names."""
    stem, _, suffix = one.path.rpartition(".")
    copy = File(
        f"{stem}(1).{suffix}",
        one.content,
        list(one.docs),
        one.form,
        one.layout,
        one.pages,
        [],
        [],
        {"kind": "duplicate", "expect": [], "of": one.path},
        one.party,
    )
    case.files.append(copy)
    one.damage = {"kind": "duplicate", "expect": ["RDG-111"], "copy": copy.path}


def wrong_paper(case: Case, one: File, rng: Random) -> None:
    """Something quite different under the right name."""
    pages = [
        title("会议通知", 18),
        line("各部门：", after=8),
        line(
            "兹定于本周五下午两点在三楼会议室召开安全生产例会，请各部门负责人准时参加，并提前准备本月隐患排查情况。",
            indent=2,
        ),
        line("联系人：综合办公室。", indent=2),
        line("特此通知。", indent=2),
    ]
    content, _, count = write_pdf.write(pages, Theme("droid", "droid", "Helvetica"))
    _unreadable(one, content)
    one.pages = count
    one.docs = []


KINDS: dict[str, tuple[Harm, tuple[str, ...]]] = {
    "image-only": (image_only, ("RDG-105", "RDG-122")),
    "wrong-text-layer": (wrong_text_layer, ("RDG-106", "RDG-124")),
    "cid-garbage": (cid_garbage, ("RDG-106", "RDG-122", "RDG-124")),
    "shuffled": (shuffled, ()),
    "missing-page": (missing_page, ("CTR-050", "CTR-055", "CTR-059", "RDG-113", "RDG-120")),
    "wrong-extension": (wrong_extension, ("RDG-104",)),
    "double-extension": (double_extension, ()),
    "encrypted": (encrypted, ("RDG-101",)),
    "truncated": (truncated, ("RDG-102",)),
    "empty": (empty, ("RDG-103",)),
    "duplicate": (duplicate, ("RDG-111",)),
    "wrong-paper": (wrong_paper, ("RDG-110",)),
}
"""Kind: what it does, and the findings of which one should name the file (none: it should be read all the same)."""
