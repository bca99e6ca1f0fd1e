"""Pages that are pictures are read by what is seen; a text layer under a picture is held against it, never believed."""

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from creditfile.reading import ofd, pdf, picture
from creditfile.reading.pages import Pages, UnreadableError
from tests.reading.ofd_files import X, made, with_part

TEXTS = [
    (80, 60, "营业执照"),
    (80, 140, "名称"),
    (220, 140, "长沙建材有限公司"),
    (80, 210, "注册资本"),
    (220, 210, "4000万元"),
]


@pytest.fixture(scope="module")
def page(draw: Callable[..., Image.Image]) -> Image.Image:
    return draw(*TEXTS, size=(800, 400))


def squeezed(pages: Pages) -> str:
    return "".join(pages.pages[0].text.split())


def codes(pages: Pages) -> list[str]:
    return [trouble.code for trouble in pages.troubles]


def test_a_picture_is_read_with_places_and_doubts(page: Image.Image, saved: Callable[..., bytes]) -> None:
    pages = picture.read(saved(page, dpi=(144, 144)), "licence.png")

    (read,) = pages.pages
    assert "ocr" == read.method
    assert ["RDG-122"] == codes(pages)
    assert () == read.troubles
    words = {word.text: word for line in read.lines for word in line.words}
    value = words["长沙建材有限公司"]
    assert value.box is not None
    assert Decimal("0.5") < value.confidence < 1
    assert (110, 110 + 8 * 14) == (pytest.approx(float(value.box.x0), abs=3), pytest.approx(float(value.box.x1), abs=3))


def test_every_frame_of_a_tiff_is_a_page(draw: Callable[..., Image.Image], saved: Callable[..., bytes]) -> None:
    frames = [draw((40, 40, word), size=(300, 120)) for word in ("第一页", "第二页", "")]
    content = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])

    pages = picture.read(content, "scan.tif")

    assert ["第一页", "第二页", ""] == [page.text for page in pages.pages]
    assert [False, False, True] == [page.image_only for page in pages.pages]
    assert "RDG-105" == pages.pages[2].troubles[0].code


def test_a_picture_taken_sideways_leads_back_to_how_it_is_shown(page: Image.Image, saved: Callable[..., bytes]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = saved(page.rotate(90, expand=True), "JPEG", quality=95, dpi=(144, 144), exif=exif)

    (read,) = picture.read(content, "photo.jpg").pages

    assert (400, 200) == (read.width, read.height)
    (word,) = (word for line in read.lines for word in line.words if word.text == "营业执照")
    assert read.back is not None
    box = read.back(word.box)
    assert (40, 30) == (pytest.approx(float(box.x0), abs=3), pytest.approx(float(box.top), abs=4))


def test_a_page_that_is_only_a_picture_is_recognised(page: Image.Image, scanned: Callable[..., bytes]) -> None:
    pages = pdf.read(scanned(page), "scan.pdf")

    assert "长沙建材有限公司" in squeezed(pages)
    assert ["RDG-122"] == codes(pages)
    assert not pages.pages[0].image_only


def test_a_wrong_layer_under_a_picture_is_not_used(page: Image.Image, scanned: Callable[..., bytes]) -> None:
    wrong = [(80, 80, "营业执照"), (80, 160, "名称 长沙建村有限公司"), (80, 230, "注册资本 1000万元")]

    pages = pdf.read(scanned(page, wrong), "scan.pdf")

    assert "4000万元" in squeezed(pages)
    assert "1000万元" not in squeezed(pages)
    assert ["RDG-122", "RDG-124"] == codes(pages)


def test_a_layer_that_says_what_is_seen_is_told_to_agree(page: Image.Image, scanned: Callable[..., bytes]) -> None:
    right = [(80, 80, "营业执照"), (80, 160, "名称 长沙建材有限公司"), (80, 230, "注册资本 4000万元")]

    pages = pdf.read(scanned(page, right), "scan.pdf")

    assert ["RDG-122", "RDG-125"] == codes(pages)


def test_a_stamp_set_on_a_scan_does_not_hide_what_the_scan_shows(
    page: Image.Image, scanned: Callable[..., bytes]
) -> None:
    pages = pdf.read(scanned(page, [(560, 380, "第1页")], is_seen=True), "scan.pdf")

    assert "长沙建材有限公司" in squeezed(pages)
    assert ["RDG-122"] == codes(pages)


def test_words_on_a_plain_ground_are_read_as_text(
    draw: Callable[..., Image.Image], scanned: Callable[..., bytes]
) -> None:
    pages = pdf.read(scanned(draw(size=(800, 400)), [(80, 80, "审计报告")], is_seen=True), "cover.pdf")

    assert "text" == pages.pages[0].method
    assert [] == codes(pages)


def test_a_picture_cut_short_is_told_not_to_be_read(page: Image.Image, saved: Callable[..., bytes]) -> None:
    jpeg, png = saved(page, "JPEG"), saved(page)

    (read,) = picture.read(jpeg[: len(jpeg) // 2], "half.jpg").pages

    assert read.image_only
    with pytest.raises(UnreadableError, match="RDG-102"):
        picture.read(png[: len(png) // 2], "half.png")


def test_reading_text_loads_no_model(root: Path) -> None:
    said = subprocess.run(
        [
            sys.executable, "-c",
            "import sys; from creditfile.reading.readers import open_source\n"
            "open_source(open('samples/clean-enterprise/business-licence.pdf', 'rb').read(), 'l.pdf')\n"
            "print([name for name in ('cv2', 'onnxruntime', 'numpy') if name in sys.modules])",
        ],
        capture_output=True, text=True, cwd=root,
    )  # fmt: skip

    assert "[]" == said.stdout.strip(), said.stderr


def test_a_picture_in_an_ofd_is_recognised_where_it_stands(
    draw: Callable[..., Any], saved: Callable[..., bytes]
) -> None:
    picture = saved(draw((60, 60, "注册资本"), (60, 160, "贰仟玖佰万元整"), size=(900, 600)))
    resources = (
        f'<ofd:Res {X} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="5" Type="Image">'
        "<ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    image = '<ofd:ImageObject ID="9" Boundary="10 10 190 126" CTM="190 0 0 126 0 0" ResourceID="5"/>'
    content = made(image, Res=resources, **{"Res/scan.png": picture})
    listed = b"</ofd:PageArea><ofd:PublicRes>Res.xml</ofd:PublicRes>"
    content = with_part(content, "Doc_0/Document.xml", b"</ofd:PageArea>", listed)

    (page,) = ofd.read(content, "x.ofd").pages

    (word, *_) = page.lines[0].words
    assert ("ocr", "注册资本") == (page.method, word.text)
    assert page.back is not None
    assert pytest.approx(28.3 + 60 * 190 * 72 / 25.4 / 900, abs=4) == float(page.back(word.box).x0)
