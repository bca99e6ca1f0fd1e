"""Filled samples are held against their golden text and figures; the golden files are written on purpose only."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from creditfile.linting.goldens import GOLDEN, held_against, write_golden
from creditfile.linting.plain_text import text_of_docx
from creditfile.linting.redlines import changed_lines, marked, pieces, redline
from creditfile.model import Case, Fact, Paper
from tests.filling.word_files import part, word_file

ROOT = Path(__file__).parent.parent.parent
RATIO = Fact("need.dscr", Decimal("1.250"), "decimal", inputs=("a", "b"))


def case(*words: str, ratio: Fact = RATIO) -> Case:
    paper = Paper("试.docx", "trial", word_file(*words), (), ())
    return Case("试例", Path("试例"), facts=(ratio,), papers=(paper,))


def test_what_is_as_before_is_left_in_peace(tmp_path: Path) -> None:
    write_golden(case("金额450万元"), tmp_path)

    assert [] == list(held_against(case("金额450万元"), tmp_path))


def test_another_word_is_shown_as_a_redline(tmp_path: Path) -> None:
    write_golden(case("首段", "金额450万元"), tmp_path)

    (found,) = held_against(case("首段", "金额460万元"), tmp_path, tmp_path / "red")

    assert ("LNT-251", 2) == (found.code, found.line)
    assert "金额4[-5-]{+6+}0万元" in found.problem
    root = part((tmp_path / "red" / "试例-trial.redline.docx").read_bytes())
    assert ["5"] == ["".join(node.itertext()) for node in root.iter("{*}del")]
    assert ["6"] == ["".join(node.itertext()) for node in root.iter("{*}ins")]


def test_another_figure_is_told_with_both_values(tmp_path: Path) -> None:
    write_golden(case("一"), tmp_path)

    (found,) = held_against(case("一", ratio=replace(RATIO, value=Decimal("1.3"))), tmp_path)

    assert ("LNT-252", 2) == (found.code, found.line)
    assert "由 1.25 变为 1.3" in found.problem


def test_a_document_that_is_new_or_gone_is_told(tmp_path: Path) -> None:
    write_golden(case("一"), tmp_path)
    (tmp_path / "trial.txt").rename(tmp_path / "other.txt")

    assert ["LNT-253", "LNT-253"] == [found.code for found in held_against(case("一"), tmp_path)]


def test_writing_anew_removes_what_is_no_more(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("旧", encoding="utf-8")

    write_golden(case("一"), tmp_path)

    assert ["figures.csv", "trial.txt"] == sorted(file.name for file in tmp_path.iterdir())


def test_regeneration_is_not_left_on() -> None:
    scripts = [ROOT / name for name in ("setup.cfg", "pyproject.toml", "action.yml", ".pre-commit-hooks.yaml")]
    scripts += (ROOT / ".ci").iterdir()
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    others = re.sub(r"^goldens:.*?\n(?=\S|\Z)", "", make, flags=re.DOTALL | re.MULTILINE)

    assert [] == [file.name for file in scripts if "--regen" in file.read_text(encoding="utf-8")]
    assert "--regen" in make
    assert "--regen" not in others


def test_every_sample_has_its_golden_files() -> None:
    samples = {file.parent.name for file in (ROOT / "samples").glob("*/expected.toml")}
    if not (ROOT / "samples" / GOLDEN).is_dir():
        pytest.fail("run `make goldens`")

    assert samples == {folder.name for folder in (ROOT / "samples" / GOLDEN).iterdir() if folder.is_dir()}


def test_a_redline_marks_what_goes_and_comes() -> None:
    assert [("same", "金额4"), ("gone", "5"), ("fresh", "6"), ("same", "0")] == list(pieces("金额450", "金额460"))
    assert "[-旧-]{+新+}" == marked("旧", "新")
    assert [(2, "", "二")] == list(changed_lines("一", "一\n二"))
    assert redline("一", "二", "试") == redline("一", "二", "试")


def test_a_document_as_text_has_headings_rows_and_headers() -> None:
    content = (ROOT / "templates" / "visit" / "template.docx").read_bytes()

    lines = text_of_docx(content).splitlines()

    assert "| 客户名称 | {{ party.name }} |" in lines
    assert "== 页眉 word/header1.xml ==" in lines
