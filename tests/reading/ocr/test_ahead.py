"""Pages recognised on several processors give what they give one after the other, and one bad page spoils no other."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, get_ident
from typing import Any

import numpy as np
import pytest
from PIL import Image

from creditfile.model import Case
from creditfile.model.document import Documents
from creditfile.reading import pdf, picture
from creditfile.reading.ocr import ahead
from creditfile.reading.read import read

BLANK = np.full((64, 64, 3), 255, np.uint8)


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)


@pytest.fixture(scope="module")
def frames(draw: Callable[..., Image.Image]) -> list[Image.Image]:
    return [draw((30, 30, word), size=(260, 100)) for word in ("第一页", "第二页共", "第三页共三")]


def blank() -> tuple[Any, float]:
    return BLANK, 1.0


def name(page: int) -> ahead.Name:
    return ahead.Name("digest", page)


def in_file(pages: Any) -> list[Any]:
    return [(page.number, page.text, page.lines, page.troubles) for page in pages.pages] + [pages.troubles]


def test_frames_are_the_same_whether_recognised_at_once_or_one_after_another(
    two_processors: None, frames: list[Image.Image], saved: Callable[..., bytes]
) -> None:
    content = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    with ahead.recognising():
        at_once = in_file(picture.read(content, "scan.tif"))

    assert at_once == in_file(picture.read(content, "scan.tif"))
    assert ["第一页", "第二页共", "第三页共三"] == [text for _, text, *_ in at_once[:-1]]


def test_the_papers_of_a_case_keep_their_order_and_a_damaged_one_spoils_no_other(
    two_processors: None,
    frames: list[Image.Image],
    saved: Callable[..., bytes],
    scanned: Callable[..., bytes],
    tmp_path: Path,
) -> None:
    whole = saved(frames[0], "JPEG")
    contents = {"1.jpg": whole[: len(whole) // 2], "2.pdf": scanned(frames[1]), "3.png": b"\x89PNG\r\n\x1a\n?"}
    for path, content in {**contents, "4.png": saved(frames[2])}.items():
        (tmp_path / path).write_bytes(content)

    sources = read(Case("case", tmp_path), Documents(())).sources

    codes = {source.path: [trouble.code for trouble in source.troubles] for source in sources}
    assert ["1.jpg", "2.pdf", "3.png", "4.png"] == list(codes)
    assert "RDG-105" in codes["1.jpg"]
    assert "RDG-122" in codes["2.pdf"]
    assert ["RDG-102"] == codes["3.png"]
    assert "RDG-122" in codes["4.png"]


def test_a_page_that_cannot_be_drawn_says_so_when_it_is_taken(two_processors: None) -> None:
    def damaged() -> tuple[Any, float]:
        raise OSError("truncated")

    with ahead.recognising():
        for page, look in enumerate((blank, damaged, blank)):
            ahead.begin(name(page), look)

        assert ahead.taken(name(0), blank) == ahead.taken(name(2), blank)
        with pytest.raises(OSError, match="truncated"):
            ahead.taken(name(1), blank)


def test_a_page_that_was_begun_is_drawn_once_and_elsewhere(two_processors: None) -> None:
    drawn: list[int] = []

    def look() -> tuple[Any, float]:
        drawn.append(get_ident())
        return BLANK, 1.0

    with ahead.recognising():
        ahead.begin(name(0), look)
        ahead.begin(name(0), look)
        ahead.taken(name(0), look)

    assert 1 == len(drawn)
    assert get_ident() != drawn[0]


def test_pages_are_begun_before_they_are_taken_as_far_as_there_is_room(two_processors: None) -> None:
    begun: list[int] = []
    go_on = Event()

    def slow() -> tuple[Any, float]:
        go_on.wait(10)
        return BLANK, 1.0

    def begin(page: int) -> None:
        begun.append(page)
        ahead.begin(name(page), slow)

    def taken() -> Iterator[int]:
        for page in ahead.in_turn(range(9), begin):
            yield len(begun)
            go_on.set()
            ahead.taken(name(page), slow)

    with ahead.recognising():
        rooms = list(taken())

    assert 3 == rooms[0]
    assert list(range(9)) == begun


def test_what_begins_by_itself_is_not_begun(two_processors: None) -> None:
    begun: list[int] = []

    with ahead.recognising():
        assert [0, 1, 2] == list(ahead.in_turn([0, 1, 2], begun.append, after=True))

    assert [1, 2] == begun


def test_nothing_is_begun_where_no_case_is_read() -> None:
    begun: list[int] = []

    assert [1, 2, 3] == list(ahead.in_turn([1, 2, 3], begun.append))
    assert [] == begun


def test_what_is_under_way_is_broken_off_when_the_reader_is_interrupted(two_processors: None) -> None:
    started, pages = Event(), []

    def large() -> tuple[Any, float]:
        started.set()
        return np.random.default_rng(7).integers(0, 255, (2600, 1900, 3), np.uint8), 0.36

    with pytest.raises(KeyboardInterrupt), ahead.recognising():
        for page in range(3):
            ahead.begin(name(page), large)
        desk = ahead._DESK.get()
        assert desk is not None
        pages += desk.begun.values()
        started.wait(10)
        raise KeyboardInterrupt

    assert all(page.done() for page in pages)
    assert any(page.cancelled() for page in pages)
    assert any(not page.cancelled() and page.exception() is not None for page in pages)


def test_the_collector_rests_while_pages_are_under_way(two_processors: None) -> None:
    with ahead.recognising():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_a_pdf_whose_first_page_is_text_is_not_begun(
    two_processors: None, frames: list[Image.Image], scanned: Callable[..., bytes]
) -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter
    from reportlab.pdfgen.canvas import Canvas

    text, out, writer = BytesIO(), BytesIO(), PdfWriter()
    canvas = Canvas(text, invariant=1)
    canvas.drawString(72, 700, "Contents of this annual report, and what follows")
    canvas.save()
    for content in (text.getvalue(), scanned(frames[0])):
        writer.append(PdfReader(BytesIO(content)))
    writer.write(out)

    with ahead.recognising():
        pdf.begin(out.getvalue())
        desk = ahead._DESK.get()

    assert desk is not None
    assert not desk.begun
