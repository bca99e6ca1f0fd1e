"""Pictures made to harm are refused, or read as far as they go, before they take much time or memory."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from creditfile.reading import limits, picture
from creditfile.reading.pages import UnreadableError
from creditfile.reading.readers import open_source


def png(width: int, height: int, data: bytes) -> bytes:
    """A picture that claims a size, whatever data it has."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def tiff(*frames: Image.Image) -> bytes:
    out = BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="group4")
    return out.getvalue()


@pytest.mark.parametrize("side", [10_001, 30_000, 100_000])
def test_a_picture_with_too_many_pixels_is_refused_unopened(side: int) -> None:
    with pytest.raises(UnreadableError) as error:
        open_source(png(side, side, zlib.compress(b"")), "x.png")

    assert "RDG-107" == error.value.trouble.code


def test_a_picture_with_less_in_it_than_it_claims_is_damaged() -> None:
    with pytest.raises(UnreadableError) as error:
        open_source(png(900, 900, zlib.compress(b"\0" * 300)), "x.png")

    assert "RDG-102" == error.value.trouble.code


def test_a_picture_that_nothing_opens_is_damaged_in_the_same_words_each_time() -> None:
    with pytest.raises(UnreadableError) as error:
        open_source(b"GIF89a" + b"\0" * 5, "x.gif")

    assert ("RDG-102", "gif") == (error.value.trouble.code, error.value.trouble.detail)


def test_one_huge_frame_among_small_ones_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IMAGE_PIXELS", 40_000)
    small, large = Image.new("1", (60, 60), 1), Image.new("1", (400, 400), 1)

    pages = picture.read(tiff(small, large, small), "x.tif")

    assert [1, 2, 3] == [page.number for page in pages]
    assert [("RDG-107", 2)] == [(trouble.code, trouble.page) for trouble in pages.troubles]


def test_more_frames_than_a_file_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGES", 3)

    with pytest.raises(UnreadableError) as error:
        picture.read(tiff(*[Image.new("1", (20, 20), 1)] * 4), "x.tif")

    assert "RDG-107" == error.value.trouble.code


def test_a_chain_of_frames_that_bites_its_tail_ends() -> None:
    content = bytearray(tiff(Image.new("1", (20, 20), 1), Image.new("1", (20, 20), 1)))
    first = struct.unpack_from("<I", content, 4)[0]
    second_at = first + 2 + 12 * struct.unpack_from("<H", content, first)[0]
    second = struct.unpack_from("<I", content, second_at)[0]
    struct.pack_into("<I", content, second + 2 + 12 * struct.unpack_from("<H", content, second)[0], first)

    assert len(picture.read(bytes(content), "x.tif").pages) <= 3


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (3, 3)])
def test_slivers_are_pictures_without_text(size: tuple[int, int]) -> None:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG")

    (page,) = picture.read(out.getvalue(), "x.png").pages

    assert page.image_only


def test_a_large_page_in_black_and_white_is_read_small(monkeypatch: pytest.MonkeyPatch) -> None:
    from creditfile.reading.ocr import pages

    scan = tiff(Image.new("1", (9_900, 7_000), 1))

    pixels, points = pages._frame(scan, 0, (72 / 600, 72 / 600))

    assert pixels.shape[0] * pixels.shape[1] < 10_000_000 * 2
    assert pytest.approx(72 / 600 * 9_900 / pixels.shape[1], rel=0.01) == points
