"""A book is opened once for each state of its content, and recalled until that changes."""

import shutil
from pathlib import Path

import pytest

import creditfile.book as books
from creditfile.book import Book, open_book

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small book, and an empty cache beside it."""
    place = tmp_path / "book"
    shutil.copytree(ROOT / "schemas", place / "schemas")
    shutil.copytree(ROOT / "checks" / "former", place / "checks" / "former")
    shutil.copytree(ROOT / "templates" / "visit", place / "templates" / "visit")
    monkeypatch.setenv("CREDITFILE_CACHE", str(tmp_path / "cache"))
    return place


def opened(folder: Path) -> Book:
    open_book.cache_clear()
    return open_book(folder)


def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that is read as a whole from now on."""
    seen: list[Path] = []
    whole = books.read_book
    monkeypatch.setattr(books, "read_book", lambda folder: seen.append(folder) or whole(folder))
    return seen


def test_a_book_that_did_not_change_is_recalled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened(folder)
    seen = reads(monkeypatch)
    again = opened(folder)

    assert [] == seen
    assert first.digest == again.digest
    assert [rule.code for rule in first.rules.rules] == [rule.code for rule in again.rules.rules]


def test_where_templates_changed_only_they_are_read_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = opened(folder)
    seen = reads(monkeypatch)
    shutil.copytree(ROOT / "templates" / "notice", folder / "templates" / "notice")
    after = opened(folder)

    assert [] == seen
    assert {"visit"} == {one.name for one in before.templates.each}
    assert {"notice", "visit"} == {one.name for one in after.templates.each}
    assert before.digest != after.digest == opened(folder).digest


def test_a_changed_rule_is_read(folder: Path) -> None:
    rule = opened(folder).rules.rules[0]
    file = folder / rule.file
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(f'title = "{rule.title}"', 'title = "另一条"'), encoding="utf-8")

    assert "另一条" == opened(folder).rules.rules[0].title
