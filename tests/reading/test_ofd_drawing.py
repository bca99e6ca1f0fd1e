"""A page of an OFD file is drawn with its words in place, its rules, pictures and seals; nothing of it runs."""

from io import BytesIO

from lxml import etree
from PIL import Image

from creditfile.reading.ofd_drawing import drawn, page_sizes
from tests.reading.ofd_files import made, rule, sealed, text

SVG = "{http://www.w3.org/2000/svg}"


def shapes(content: bytes, kind: str) -> list[etree._Element]:
    drawing = drawn(content, 1)
    assert drawing is not None
    return list(etree.fromstring(drawing.svg).iter(f"{SVG}{kind}"))


def test_words_stand_where_they_stand_in_the_file() -> None:
    (said,) = shapes(made(text(3, "10 20 100 6", "价税合计", "g 3 4")), "text")

    assert "价税合计" == said.text
    assert [28.35, 39.69, 51.02, 62.36] == [float(place) for place in str(said.get("x")).split()]
    assert "68.03" == said.get("y")


def test_ruled_lines_are_drawn() -> None:
    (line,) = shapes(made(text(3, "10 20 100 6", "合计") + rule("10 30 100 1", "M 0 0 L 100 0")), "path")

    assert "M28.35 85.04L311.81 85.04" == line.get("d")


def test_a_seal_is_marked_with_its_name() -> None:
    content = sealed()

    assert 1 == len(shapes(content, "ellipse")) + len(shapes(content, "rect")) - 1
    assert "云麓市税务局发票监制章" in [each.text for each in shapes(content, "text")]


def test_what_looks_like_markup_is_only_said() -> None:
    (said,) = shapes(made(text(3, "10 20 100 6", "&lt;script&gt;")), "text")

    assert "<script>" == said.text


def test_a_picture_is_made_anew_in_its_place() -> None:
    out = BytesIO()
    Image.new("RGB", (8, 4), "red").save(out, "JPEG")
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image">'
        "<ofd:MediaFile>logo.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    content = made(
        text(3, "10 20 100 6", "合计") + '<ofd:ImageObject ID="8" Boundary="20 40 30 10" ResourceID="7"/>',
        before="<ofd:PageRes>Res.xml</ofd:PageRes>",
        Res=resources,
        **{"logo.jpg": out.getvalue()},
    )

    (picture,) = shapes(content, "image")

    assert str(picture.get("href")).startswith("data:image/png;base64,")
    assert ("56.69", "85.04") == (picture.get("x"), picture.get("width"))


def test_a_damaged_file_and_a_page_that_is_not_there_give_no_drawing() -> None:
    assert drawn(b"PK\x03\x04 not really", 1) is None
    assert () == page_sizes(b"PK\x03\x04 not really")
    assert drawn(made(text(3, "10 20 100 6", "合计")), 2) is None
