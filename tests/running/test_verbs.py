"""`batch` and `runs` as people call them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from creditfile.cli.command_line import command_line
from creditfile.cli.progress import duration, line
from creditfile.reporting.reasons import in_words
from tests.running import kit

Call = Callable[..., Result]


@pytest.fixture
def call(little_book: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """The command line over the kit's pipeline, in this process."""
    monkeypatch.delenv("CREDITFILE_LEDGER", raising=False)
    main = command_line(kit.run, kit.run, book=little_book)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def out(tmp_path: Path, call: Call) -> Path:
    """Two runs over three cases, one changed between them."""
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "wrong"}, b={"1.txt": "fine"}, c={"1.txt": "bug"})
    words = ("batch", inbox, "--out", tmp_path / "out", "--jobs", 0, "--on-date", "2026-06-30")
    first = call(*words)
    assert 1 == first.exit_code, first.output
    (inbox / "a/1.txt").write_text("right")
    assert 1 == call(*words).exit_code
    return tmp_path / "out"


def test_batch_tells_each_case_once_and_counts(tmp_path: Path, call: Call) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "wrong"}, b={"1.txt": "fine"}, c={"1.txt": "bug"})

    done = call("batch", inbox, "--out", tmp_path / "out", "--jobs", 0)

    lines = done.stdout.splitlines()
    assert "a  转人工 (TRIED)  CTR-002" == lines[0]
    assert "b  准入 (TRIED)" == lines[1].strip()
    assert lines[2].startswith("c  隔离: RDG-112 ValueError")
    assert "第 1 次运行:共 3 件 · 准入 1, 隔离 1, 转人工 1" == lines[3]
    assert 1 == done.exit_code


def test_an_unchanged_batch_with_findings_still_ends_with_1(out: Path, call: Call) -> None:
    done = call("batch", out.parent / "inbox", "--out", out, "--jobs", 0, "--on-date", "2026-06-30", "--lang", "en")

    assert 1 == done.exit_code
    assert ["a  unchanged (#2)", "b  unchanged (#1)", "c  unchanged (#1)"] == done.stdout.splitlines()[:3]


def test_runs_are_listed_shown_and_compared(out: Path, call: Call) -> None:
    listed = json.loads(call("runs", "--out", out, "--format", "json").stdout)
    shown = call("runs", "show", 2, "--out", out).stdout
    differing = call("runs", "--out", out, "diff", 1, 2).stdout.splitlines()

    assert [(2, {"done": 1, "unchanged": 2}), (1, {"done": 2, "quarantined": 1})] == [
        (run["number"], run["cases"]) for run in listed
    ]
    assert "[资料有变动:1.txt]" in shown
    assert ["a  转人工 → 准入  -CTR-002", "1 件有变化"] == differing


def test_search_finds_what_was_decided(out: Path, call: Call) -> None:
    def found(*words: str) -> list[str]:
        return [
            row["name"] for row in json.loads(call("runs", "search", *words, "--out", out, "--format", "json").stdout)
        ]

    assert ["a"] == found("--code", "CTR-*")
    assert ["a", "a", "b"] == sorted(found(kit.BORROWER[:4]))
    assert ["c"] == found("--decision", "quarantined")


def test_verify_ends_with_1_and_names_the_case_when_a_row_was_changed(out: Path, call: Call) -> None:
    assert 0 == call("runs", "verify", "--out", out).exit_code
    engine = create_engine(f"sqlite:///{out / 'ledger.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE cases SET decision = 'admit' WHERE name = 'a' AND run = 1"))
    engine.dispose()

    held = call("runs", "verify", "--out", out)

    assert 1 == held.exit_code
    assert "a  记录 1: 记录的内容被改动" in held.stdout


def test_a_ledger_that_is_not_there_is_never_made(tmp_path: Path, call: Call) -> None:
    done = call("runs", "--ledger", tmp_path / "none.sqlite")

    assert 4 == done.exit_code
    assert not (tmp_path / "none.sqlite").exists()


def test_progress_says_how_far_how_fast_and_how_long() -> None:
    from collections import Counter

    assert "128/4000 · 31.2 a minute · 2:04:06 left · admit 12, refer 116" == line(
        128, 4000, 31.2, Counter(admit=12, refer=116), "en"
    )
    assert "4:06" == duration(246)


def test_reasons_are_told_in_both_languages() -> None:
    assert "资料有变动:a.pdf;规则库有变动:核对规则" == in_words("papers changed: a.pdf; book: checks", "zh")
    assert "papers changed: a.pdf; book changed: checks" == in_words("papers changed: a.pdf; book: checks", "en")
