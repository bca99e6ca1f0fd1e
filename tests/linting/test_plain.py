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


@pytest.mark.parametrize(
    "words",
    [
        ["{%p macro money(v) %}", "¥{{ v }}", "{%p endmacro %}", "{% set n = items|sum('qty') %}{{ n }}"],
        ["{# 注释:{{ 不会印出 }} #}甲", "甲方称“{{ name }}”为‘受托人’,集合 {a, b},比例 5%,【｛说明｝】"],
        ["{{ items|join(“、”) }}{% if name == “N” %}是{% endif %}"],
        ["{% raw %}{{ no tag }}{% endraw %}{%- if flag -%}有{%- endif -%}"],
        ['{{ {"a": 1, "b": {"c": 2}}["b"]["c"] }}'],
        ["{% for i in items if i.qty > 1 %}{{ i.name }}{% else %}无{% endfor %}"],
        ["{% with y = x + 1 %}{{ y }}{% endwith %}{% filter upper %}abc{% endfilter %}"],
        ["{{r rich }}", "x {{r rich }} y", "{% for i in items %}{{ i }}", "第二段{% endfor %}"],
        ["{% trans %}译{% endtrans %}{% do log(x) %}"],
    ],
)
def test_other_styles_of_templates_are_left_in_peace(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "a.docx").write_bytes(word_file(*words))

    assert () == plain.complaints(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("words", "code", "tag"),
    [
        (["甲", "{{ x + }}"], "LNT-203", "{{ x + }}"),
        (["甲", "{{ name|defualt('x') }}"], "DTL104", '{{ name|defualt(\'x\') }}'),
        (["甲", "｛｛ name ｝｝"], "LNT-206", "｛｛ name ｝｝"),
        (["甲", "{{ name | }}"], "DTL103", "{{ name | }}"),
        (["甲", "{%p if x %}{%p endif %}"], "DTL210", "{%p endif %}"),
    ],
)
def test_what_docxtpl_could_not_render_is_told_at_its_place(
    tmp_path: Path, words: list[str], code: str, tag: str
) -> None:
    (tmp_path / "a.docx").write_bytes(word_file(*words))

    (found,) = plain.complaints(tmp_path / "a.docx")

    assert (code, 2, tag) == (found.code, found.spot and found.spot.paragraph, found.spot and found.spot.tag)


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
