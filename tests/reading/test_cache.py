"""Unchanged papers are not read again; a damaged or foreign entry is as if it were not there."""

import gzip
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from creditfile.model import Box, Case, Fact, Origin, Reading, Source, Trouble
from creditfile.model.document import Documents, DocumentType
from creditfile.reading import cache
from creditfile.reading.cache import cached
from creditfile.reading.read import read

SOURCE = Source("a.pdf", "0" * 64, "pdf", 10, "approval", ("approval",), 2, (Trouble("RDG-105", "x", 2),))
READINGS = (
    Reading(
        "approval",
        "a.pdf#2",
        "amount",
        Fact(
            "approval.amount",
            "500万元",
            "money",
            raw="500万元",
            label="金额",
            origins=(Origin("a.pdf", 1, Box.of(1, 2, 3, 4.5), "金额：500万元", "text", Decimal("0.98"), "x"),),
        ),
    ),
    Reading(
        "articles", "a.pdf", "rows", Fact("articles.rows", ({"n": "甲", "m": None}, {"n": "乙", "m": "1"}), "table")
    ),
    Reading("survey", "a.pdf", "survey.day", Fact("survey.day", date(2024, 1, 2), "date")),
    Reading("survey", "a.pdf", "survey.rate", Fact("survey.rate", Decimal("4.350"), "rate")),
    Reading("approval", "a.pdf", "no", Fact("approval.no", None, "text")),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.SWITCH, str(tmp_path / "cache"))
    return tmp_path / "cache"


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.gz"))


def never() -> tuple[Source, tuple[Reading, ...]]:
    raise AssertionError("read again")


def test_what_was_read_once_comes_back_without_loss(folder: Path) -> None:
    cached("d", "key", lambda: (SOURCE, READINGS))

    assert cached("d", "key", never) == (SOURCE, READINGS)


def test_another_file_or_another_book_is_read_anew(folder: Path) -> None:
    cached("d", "key", lambda: (SOURCE, READINGS))

    assert cached("e", "key", lambda: (SOURCE, ())) == (SOURCE, ())
    assert cached("d", "other", lambda: (SOURCE, ())) == (SOURCE, ())


@pytest.mark.parametrize(
    "damage", [b"", b"not gzip", gzip.compress(b"{}", mtime=0), gzip.compress(b'{"case": 1, "readings": []}', mtime=0)]
)
def test_a_damaged_entry_is_read_anew_and_mended(folder: Path, damage: bytes) -> None:
    cached("d", "key", lambda: (SOURCE, READINGS))
    [entry] = entries(folder)
    entry.write_bytes(damage)

    assert cached("d", "key", lambda: (SOURCE, READINGS)) == (SOURCE, READINGS)
    assert cached("d", "key", never) == (SOURCE, READINGS)


def test_switched_off_it_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.SWITCH, "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    cached("d", "key", lambda: (SOURCE, READINGS))

    assert list(tmp_path.rglob("*")) == []


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv(cache.SWITCH, str(tmp_path / "file"))

    assert cached("d", "key", lambda: (SOURCE, READINGS)) == (SOURCE, READINGS)


def test_entries_are_for_the_users_eyes_only(folder: Path) -> None:
    cached("d", "key", lambda: (SOURCE, READINGS))
    [entry] = entries(folder)

    assert entry.stat().st_mode & 0o077 == 0


def test_a_case_read_a_second_time_is_the_same(
    folder: Path, tmp_path: Path, types: tuple[DocumentType, ...], make_docx: Callable[..., bytes]
) -> None:
    papers = tmp_path / "case"
    papers.mkdir()
    (papers / "批复.docx").write_bytes(
        make_docx(
            "授信审批批复",
            "借款人：甲公司",
            [["批复金额（万元）", "450", "期限", "12个月"], ["年利率", "4.35%", "用途", "采购"]],
            "同意。批复日期：2024年1月2日",
        )
    )
    documents = Documents(types, digest="book")

    first = read(Case("case", papers), documents)
    kept = len(entries(folder))
    second = read(Case("case", papers), documents)

    assert kept == 1
    assert first == second
    assert first.readings
