"""What is dropped is worked once it lies still, and leaves the drop folder; two never watch the same."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from creditfile.cli.command_line import command_line
from creditfile.errors import CaseError
from creditfile.running.watch import Drop, signature, watching
from tests.running import kit

Call = Callable[..., Result]


@pytest.fixture
def call(little_book: Path, tmp_path: Path) -> Call:
    """`watch --once` over the kit's pipeline."""
    main = command_line(kit.run, kit.run, book=little_book)
    words = ["watch", str(tmp_path / "drop"), "--out", str(tmp_path / "out"), "--jobs", "0", "--still", "0.1", "--once"]
    return lambda *more: CliRunner().invoke(main, [*words, *more])


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")} if folder.is_dir() else set()


def test_what_was_dropped_is_worked_and_moved(tmp_path: Path, call: Call) -> None:
    drop = kit.make_inbox(tmp_path / "drop", a={"1.txt": "fine"}, b={"1.txt": "bug"}, c="wrong")

    done = call()

    assert 0 == done.exit_code, done.output
    assert ({"done", "failed"}, {"a", "c"}, {"b"}) == (names(drop), names(drop / "done"), names(drop / "failed"))
    assert {"a", "c"} == {file.parent.name for file in (tmp_path / "out").glob("*/case.json")}
    assert "→ failed/b" in done.output


def test_the_same_name_dropped_again_replaces_nothing(tmp_path: Path, call: Call) -> None:
    kit.make_inbox(tmp_path / "drop", a={"1.txt": "fine"})
    call()
    kit.make_inbox(tmp_path / "drop", a={"1.txt": "finer"})
    call()

    assert {"a", "a.2"} == names(tmp_path / "drop/done")
    assert "finer" == (tmp_path / "drop/done/a.2/1.txt").read_text()


def test_a_case_is_whole_when_it_has_lain_still(tmp_path: Path) -> None:
    time = [0.0]
    folder = kit.make_inbox(tmp_path / "drop", a={"1.txt": "x"}, b={"1.txt": "x"})
    drop = Drop(folder, 30, clock=lambda: time[0])
    assert [] == drop.still()

    time[0] = 29
    (folder / "b/2.txt").write_text("more")
    assert [] == drop.still()
    time[0] = 31
    assert ["a"] == drop.still()
    time[0] = 60
    assert ["a", "b"] == drop.still()


@pytest.mark.parametrize("name", ["a/1.pdf.part", "a/~$1.docx", "b.crdownload", ".hidden"])
def test_what_is_still_being_written_is_not_touched(tmp_path: Path, name: str) -> None:
    file = tmp_path / "drop" / name
    file.parent.mkdir(parents=True)
    file.write_text("half")

    assert [] == Drop(tmp_path / "drop", 0).still()


def test_an_empty_folder_is_no_case_yet(tmp_path: Path) -> None:
    (tmp_path / "drop/a").mkdir(parents=True)

    assert [] == Drop(tmp_path / "drop", 0).still()


def test_a_case_that_changed_while_it_was_worked_stays(tmp_path: Path) -> None:
    from creditfile.recording.entries import CaseEntry
    from creditfile.running.batch import Step

    folder = kit.make_inbox(tmp_path / "drop", a={"1.txt": "x"})
    drop = Drop(folder, 0)
    assert ["a"] == drop.still()
    (folder / "a/2.txt").write_text("late")

    assert drop.move(Step("a", CaseEntry("k", "a", "done"), None, False), "a") is None
    assert {"a"} == names(folder)


def test_two_watchers_never_share_a_folder(tmp_path: Path, call: Call) -> None:
    kit.make_inbox(tmp_path / "drop", a={"1.txt": "fine"})
    with watching(tmp_path / "drop"), pytest.raises(CaseError, match="another"), watching(tmp_path / "drop"):
        pass
    with watching(tmp_path / "drop"):
        assert 4 == call().exit_code

    assert signature(tmp_path / "drop/a") is not None
