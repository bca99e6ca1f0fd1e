"""Templates of docxtpl that belong to no book: what renders is left in peace, what is broken is found."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from creditfile.linting import plain
from tests.filling.word_files import word_file

BROKEN = "template_error_tpl.docx"


def test_of_docxtpls_own_templates_only_the_broken_one_is_complained_of(shared: Path) -> None:
    files = sorted((shared / "templates" / "docxtpl").glob("*.docx"))

    found = {file.name: [one.code for one in plain.complaints(file)] for file in files}

    assert len(files) >= 39
    assert {BROKEN: ["DTL102"]} == {name: codes for name, codes in found.items() if codes}


def test_a_broken_tag_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file("甲", "{% if x %}乙"))

    (found,) = plain.complaints(tmp_path / "a.docx")

    assert "DTL101" == found.code
    assert found.spot is not None
    assert "body ¶2 “{% if x %}”" == found.spot.told("en")


def test_a_filter_that_the_program_may_bring_is_no_fault_and_one_misspelt_is(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file("{{ x | house_style }}{{ y | uper }}"))

    assert ["DTL104"] == [one.code for one in plain.complaints(tmp_path / "a.docx")]
    assert ("house_style", "uper") == plain.wanted_filters(tmp_path / "a.docx")


def test_what_is_no_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no zip")

    assert ["LNT-200"] == [one.code for one in plain.complaints(tmp_path / "a.docx")]


@pytest.mark.parametrize(("words", "code"), [("{{ x }}", 0), ("{{ x }", 1)])
def test_the_exit_code_tells(tmp_path: Path, words: str, code: int, root: Path) -> None:
    from creditfile.cli.command_line import command_line

    (tmp_path / "a.docx").write_bytes(word_file(words))
    main = command_line(lambda case, book, on: case, lambda case, book, on: case, book=root)

    done = CliRunner().invoke(main, ["lint", "--plain", "--format", "json", str(tmp_path / "a.docx")])

    assert code == done.exit_code
    assert code == len(json.loads(done.stdout)["complaints"])


def test_a_book_that_cannot_be_opened_is_told_in_every_form(tmp_path: Path) -> None:
    from creditfile.cli.command_line import command_line

    main = command_line(lambda case, book, on: case, lambda case, book, on: case, book=tmp_path)

    done = CliRunner().invoke(main, ["lint", "--format", "github"])

    assert 3 == done.exit_code
    assert "::error file=" in done.stdout
    assert "LNT-001" in done.stdout


@pytest.mark.parametrize("words", [["--regen"], ["--cases", "."]])
def test_options_that_mean_nothing_alone_are_refused(words: list[str], root: Path) -> None:
    from creditfile.cli.command_line import command_line

    main = command_line(lambda case, book, on: case, lambda case, book, on: case, book=root)

    assert 2 == CliRunner().invoke(main, ["lint", *words]).exit_code
