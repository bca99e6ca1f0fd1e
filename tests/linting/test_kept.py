"""What lint found is recalled only while nothing changed on which it rests."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.book import Book
from creditfile.linting.complaints import Complaint
from creditfile.linting.kept import Kept

FOUND = {"visit": [Complaint("templates/visit/template.docx", 1, "LNT-224", "不得写", "may not be said")], "rules": []}
FILES = ("schemas/settings.toml", "checks/a.toml", "schemas/lists/lpr.csv", "templates/house.toml")
OWN = ("templates/visit/template.docx", "templates/visit/template.toml", "templates/visit/offer.toml")


@pytest.fixture
def bank(book: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    """A book whose files are but names, and a cache of its own."""
    monkeypatch.setenv("CREDITFILE_CACHE", str(tmp_path / "cache"))
    for file in (*FILES, *OWN, "templates/notice/template.docx"):
        (tmp_path / "bank" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "bank" / file).write_text("x", encoding="utf-8")
    made: Book = replace(book, folder=tmp_path / "bank")
    Kept.of(made).keep(FOUND)
    return made


def test_what_did_not_change_is_recalled(bank: Book) -> None:
    kept = Kept.of(bank)

    assert FOUND == {name: kept.recall(name) for name in FOUND}
    assert kept.recall("notice") is None


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_recalled_when_what_all_rests_on_changed(bank: Book, file: str) -> None:
    (bank.folder / file).write_text("y", encoding="utf-8")

    assert [None, None] == [Kept.of(bank).recall(name) for name in FOUND]


@pytest.mark.parametrize("file", OWN)
def test_a_changed_template_is_looked_at_again_and_nothing_else(bank: Book, file: str) -> None:
    (bank.folder / file).write_text("y", encoding="utf-8")

    assert [None, []] == [Kept.of(bank).recall(name) for name in FOUND]


def test_another_template_makes_no_difference(bank: Book) -> None:
    (bank.folder / "templates" / "notice" / "template.docx").write_text("y", encoding="utf-8")

    assert FOUND["visit"] == Kept.of(bank).recall("visit")


def test_a_book_in_another_folder_recalls_nothing(bank: Book, tmp_path: Path) -> None:
    bank.folder.rename(tmp_path / "moved")

    assert Kept.of(replace(bank, folder=tmp_path / "moved")).recall("visit") is None


def test_a_damaged_file_is_as_good_as_none(bank: Book) -> None:
    kept = Kept.of(bank)
    assert kept.file is not None
    kept.file.write_bytes(b"damaged")

    assert Kept.of(bank).recall("visit") is None


def test_nothing_is_kept_when_caching_is_off(bank: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDITFILE_CACHE", "off")

    assert Kept.of(bank).recall("visit") is None
