"""A file is what its bytes are, whatever it is called."""

from io import BytesIO

import pytest
from PIL import Image

from creditfile.reading.pages import UnreadableError
from creditfile.reading.readers import open_source
from creditfile.reading.sniff import media_of, misnamed
from tests.reading.making import docx, p, pdf, xlsx, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def image(kind: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (20, 10)).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(("content", "media"), [
    (b"junk\n%PDF-1.4\n", "pdf"),
    (docx(p("甲")), "docx"),
    (xlsx(""), "xlsx"),
    (zipped({"OFD.xml": "<x/>"}), "ofd"),
    (zipped({"a.pdf": "x"}), "zip"),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
    (OLE + b"\0" * 500 + "WordDocument\0".encode("utf-16-le"), "doc"),
    (OLE + b"\0" * 500 + "Workbook\0".encode("utf-16-le"), "xls"),
    (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    (image("PNG"), "image"), (image("JPEG"), "image"), (image("TIFF"), "image"), (image("BMP"), "image"),
    (image("GIF"), "image"), (image("WEBP"), "image"), (b"\0\0\0\x18ftypheic", "image"),
    (b"{\\rtf1 x}", "rtf"),
    (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
    ("借款合同\n甲方".encode("gb18030"), "text"),
    ("日期,金额\n1,2\n3,4\n".encode(), "csv"),
    (b"\x01\x02\x03\x04" * 40, "unknown"),
])
def test_the_content_tells_the_medium(content, media):
    assert media_of(content, "paper.bin") == media


def test_the_name_tells_a_typed_form_from_other_text():
    assert media_of(b"[application]\namount = 5\n", "application.toml") == "toml"
    assert media_of(b"[application]\namount = 5\n", "application.txt") == "text"


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"  \r\n"])
def test_an_empty_file_is_told_of(content):
    with pytest.raises(UnreadableError) as error:
        media_of(content, "x.pdf")

    assert error.value.trouble.code == "RDG-103"


def test_a_wrong_ending_is_told_of_and_the_file_is_read():
    pages = open_source("借款合同".encode(), "contract.pdf")

    assert pages.pages[0].text == "借款合同"
    assert [(trouble.code, trouble.detail) for trouble in pages.troubles] == [("RDG-104", ".pdf → text")]


@pytest.mark.parametrize(("content", "name"), [
    (b"%PDF-1.4", "x.PDF"), (image("JPEG"), "x.jpeg"), (docx(p("甲")), "x.docx.docx"), (b"a,b\n1,2\n", "x.txt"),
])
def test_a_right_ending_is_not(content, name):
    assert misnamed(content, media_of(content, name), name) is None


def test_a_picture_of_one_kind_named_as_another_is_told_of():
    trouble = misnamed(image("JPEG"), "image", "seal.png")

    assert trouble is not None
    assert trouble.detail == ".png → jpeg"


@pytest.mark.parametrize(("content", "code"), [
    (OLE + b"\0" * 500 + "WordDocument\0".encode("utf-16-le"), "RDG-108"),
    (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "RDG-101"),
    (zipped({"a.pdf": "x"}), "RDG-109"),
    (b"\x01\x02\x03\x04" * 40, "RDG-110"),
    (b"{\\rtf1 x}", "RDG-108"),
])
def test_what_is_not_read_says_why(content, code):
    with pytest.raises(UnreadableError) as error:
        open_source(content, "x.bin")

    assert error.value.trouble.code == code


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("creditfile.reading.limits.FILE_BYTES", 10)

    with pytest.raises(UnreadableError) as error:
        open_source(b"a" * 11, "x.txt")

    assert error.value.trouble.code == "RDG-107"


def test_a_picture_is_a_page_without_text_of_its_size():
    (page,) = open_source(image("PNG"), "x.png").pages

    assert page.image_only
    assert (page.width, page.height) == (7.2, 3.6)
    assert [trouble.code for trouble in page.troubles] == ["RDG-105"]


def test_every_frame_of_a_fax_is_a_page():
    stream = BytesIO()
    Image.new("1", (20, 10)).save(stream, "TIFF", save_all=True, append_images=[Image.new("1", (20, 10))])

    assert len(open_source(stream.getvalue(), "x.tif").pages) == 2


def test_a_pdf_is_read_through_the_same_door():
    pages = open_source(pdf(lambda canvas: canvas.drawString(100, 700, "甲")), "x.pdf")

    assert (pages.media, pages.pages[0].text) == ("pdf", "甲")


@pytest.mark.parametrize("ending", ["ofd", "docx", "xlsx"])
def test_a_file_cut_short_is_damaged_not_an_archive_to_unpack(ending: str):
    whole = zipped({"OFD.xml": "<x/>", "word/document.xml": "<x/>"})

    with pytest.raises(UnreadableError) as error:
        open_source(whole[: len(whole) // 2], f"paper.{ending}")

    assert error.value.trouble.code == "RDG-102"
