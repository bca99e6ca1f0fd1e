"""`follow` and `due` as an officer types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from creditfile.following import log
from creditfile.following.archive import Archive
from pipeline import main
from tests.following import making


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verbs")
    done = run("follow", folder / "client", making.opening(folder / "papers"), "--on-date", "2025-02-24")
    assert done.exit_code in (0, 1), done.output
    return folder / "client"


def test_the_first_look_makes_the_archive_and_its_documents(client: Path) -> None:
    names = {path.name for path in (client / "looks" / "2025-02-24").iterdir()}

    assert {"case.json", "look.json", "贷前调查报告.docx"} <= names
    assert (client / "papers" / "2025-02-24" / "公示报告.docx").is_file()
    assert log.broken(client) is None


def test_due_lists_what_is_late_by_officer_and_says_so_in_its_exit_code(client: Path) -> None:
    done = run("due", client, "--on-date", "2025-04-01", "--by", "officer")

    assert 1 == done.exit_code
    assert "凤振华" in done.output
    assert "DUE-001" in done.output


def test_due_as_json_gives_each_duty_with_its_basis(client: Path) -> None:
    done = run("due", client, "--on-date", "2025-02-25", "--format", "json")

    (record,) = json.loads(done.output)
    assert making.NAME == record["client"]
    assert all(duty["basis"] for duty in record["duties"])


def test_a_look_before_the_last_one_is_refused(client: Path) -> None:
    done = CliRunner().invoke(main, ["follow", str(client), "--on-date", "2025-01-01"])

    assert 4 == done.exit_code
    assert 1 == len(Archive(client).looks)


def test_papers_that_are_not_there_are_told_and_nothing_is_taken_in(client: Path) -> None:
    done = CliRunner().invoke(main, ["follow", str(client), "nowhere.pdf", "--on-date", "2025-03-01"])

    assert 4 == done.exit_code
    assert not (client / "papers" / "2025-03-01").exists()


def test_a_folder_without_archives_is_told(tmp_path: Path) -> None:
    assert 4 == CliRunner().invoke(main, ["due", str(tmp_path)]).exit_code
