"""What was recognised is kept whole, and a damaged, foreign or switched-off store is as if it were not there."""

from decimal import Decimal
from pathlib import Path

import pytest

from creditfile.model import Box
from creditfile.reading.glyphs import Edge
from creditfile.reading.ocr.kept import is_kept, kept
from creditfile.reading.ocr.transcript import Transcript
from creditfile.reading.pages import Line, Seal, Signature, Word


def word(text: str, box: Box, sure: str) -> Word:
    looks = tuple(number % 2 == 0 for number in range(len(text)))
    return Word(text, box, Decimal(sure), (Decimal(sure),) * len(text), looks)


PAGE = Transcript(
    595.3, 841.9,
    (
        Line((word("注册资本", Box.of(10, 20, 52.1, 30), "0.99"), word("4000", Box.of(60, 20, 99, 30), "0.97"))),
        Line((word("“引号”\n", Box.of(1, 2, 3, 4), "0.50"),)),
    ),
    (Edge(10.5, 1, 200),), (Edge(3, 4.25, 5),),
    (Seal("round", Box.of(300, 300, 380, 380), "某某公司", Decimal("0.91")),),
    (Signature("法定代表人（签字）：", Box.of(320, 400, 380, 420)),),
    (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0), 1, -2.25, True, 421.0, 595.5,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CREDITFILE_CACHE", str(tmp_path))
    return tmp_path


def never() -> Transcript:
    raise AssertionError("recognised again")


def test_a_page_is_recognised_once(folder: Path) -> None:
    first = kept("digest", 3, lambda: PAGE)

    assert PAGE == first == kept("digest", 3, never)


def test_a_page_is_told_to_be_kept_once_it_is(folder: Path) -> None:
    assert not is_kept("digest", 3)
    kept("digest", 3, lambda: PAGE)

    assert is_kept("digest", 3)
    assert not is_kept("digest", 4)


@pytest.mark.parametrize(("digest", "page"), [("other", 3), ("digest", 4)])
def test_another_file_or_page_is_recognised_anew(folder: Path, digest: str, page: int) -> None:
    kept("digest", 3, lambda: PAGE)

    with pytest.raises(AssertionError):
        kept(digest, page, never)


@pytest.mark.parametrize("content", [b"", b"not gzip", b"\x1f\x8b\x08\0\0\0\0\0"])
def test_a_damaged_entry_is_as_if_it_were_not_there(folder: Path, content: bytes) -> None:
    kept("digest", 3, lambda: PAGE)
    (entry,) = folder.rglob("*.gz")
    entry.write_bytes(content)

    assert PAGE == kept("digest", 3, lambda: PAGE)


def test_nothing_is_kept_when_that_is_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITFILE_CACHE", "off")

    kept("digest", 3, lambda: PAGE)

    assert [] == list(folder.rglob("*.gz"))


def test_only_the_user_may_look(folder: Path) -> None:
    kept("digest", 3, lambda: PAGE)
    (entry,) = folder.rglob("*.gz")

    assert 0 == entry.stat().st_mode & 0o077
