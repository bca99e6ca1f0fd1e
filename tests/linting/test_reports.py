"""Complaints in every form: valid, complete, in both languages, and stable."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from creditfile.linting.annotated import annotate
from creditfile.linting.complaints import Complaint
from creditfile.linting.reports import REPORTS, Looked
from creditfile.linting.spots import Spot
from creditfile.model import Severity
from tests.filling.word_files import part, word_file

SPOT = Spot("word/document.xml", 12, ((2, 3, 4),), "金额{{ contract.amuont }}", "{{ contract.amuont }}")
FOUND = [
    Complaint("templates/试/template.docx", 1, "LNT-211", "没有来源:100%", "nothing: 100%", "改正。Mend.", spot=SPOT),
    Complaint("checks/a.toml", 7, "LNT-101", "甲,乙", "a, b", severity=Severity.WARNING),
    Complaint("templates/试/template.docx", 1, "DTL001", "没有闭合", "never closed", spot=SPOT),
]
LOOKED = Looked("d" * 64, 3, 2, 1, 4)
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": {"required": ["text"]},
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
    "$defs": {
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"required": ["text"], "properties": {"text": {"type": "string"}}},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {"properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}}},
                        "region": {"properties": {"startLine": {"type": "integer", "minimum": 1}}},
                    },
                },
                "logicalLocations": {
                    "type": "array",
                    "items": {"properties": {"fullyQualifiedName": {"type": "string"}}},
                },
            },
        },
    },
}
"""What the standard (SARIF 2.1.0, sections 3.13 to 3.33) says of the properties that we write."""


def told(form: str, language: str = "zh", found: list[Complaint] | None = None) -> str:
    return REPORTS[form](FOUND if found is None else found, LOOKED, language)


def test_text_has_a_line_for_each_with_its_place() -> None:
    lines = told("text").splitlines()

    place = "正文 第12段 (表2 行3 列4) “{{ contract.amuont }}”"
    assert f"templates/试/template.docx:1: LNT-211 {place}: 没有来源:100% 改正。Mend." == lines[0]
    assert lines[-1].startswith("3 处问题")


def test_english_is_english() -> None:
    first = told("text", "en").splitlines()[0]

    assert "body ¶12 (table 2, row 3, column 4) “{{ contract.amuont }}”: nothing: 100%" in first


def test_json_has_both_languages_and_places() -> None:
    first = json.loads(told("json"))["complaints"][0]

    assert ("没有来源:100%", "nothing: 100%") == (first["problem"], first["problem_en"])
    assert first["place"].startswith("正文 第12段")
    assert first["place_en"].startswith("body ¶12")
    assert [[2, 3, 4]] == first["spot"]["cells"]


@pytest.mark.parametrize("found", [FOUND, []])
def test_sarif_is_as_the_standard_wants_it(found: list[Complaint]) -> None:
    log = json.loads(told("sarif", found=found))

    assert [] == [error.message for error in Draft202012Validator(SARIF).iter_errors(log)]
    run = log["runs"][0]
    assert {one["ruleId"] for one in run["results"]} == {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_junit_is_xml_with_a_failure_for_each() -> None:
    suite = ElementTree.fromstring(told("junit"))

    assert ("4", "3") == (suite.get("tests"), suite.get("failures"))
    assert 3 == len(suite.findall("testcase/failure"))


def test_github_commands_are_escaped() -> None:
    lines = told("github").splitlines()

    assert lines[0].startswith("::error file=templates/试/template.docx,line=1,title=LNT-211 名称没有来源::")
    assert "100%25" in lines[0]
    assert lines[1].startswith("::warning file=checks/a.toml,line=7,")
    assert "\n" not in lines[0]


def test_gitlab_has_what_code_quality_needs() -> None:
    entries = json.loads(told("gitlab"))

    assert [{"description", "check_name", "fingerprint", "severity", "location"}] * 3 == [set(one) for one in entries]
    assert {"path": "checks/a.toml", "lines": {"begin": 7}} == entries[1]["location"]
    assert {"major", "minor"} == {one["severity"] for one in entries}


def test_a_fingerprint_survives_paragraphs_put_before() -> None:
    moved = Spot("word/document.xml", 40, ((2, 9, 4),), SPOT.words, SPOT.tag)
    later = Complaint(FOUND[0].file, 1, "LNT-211", FOUND[0].problem, FOUND[0].problem_en, spot=moved)

    assert FOUND[0].fingerprint == later.fingerprint != FOUND[2].fingerprint


def test_a_copy_has_a_comment_at_the_fault_and_the_template_has_none(tmp_path: Path) -> None:
    docx = tmp_path / "template.docx"
    docx.write_bytes(before := word_file("一", "{{ contract.amuont }}"))
    there = Complaint("t", 1, "LNT-211", "没有来源", "nothing", spot=Spot("word/document.xml", 2, tag="{{ x }}"))
    header = Complaint("t", 1, "LNT-211", "页眉有误", "wrong", spot=Spot("word/header1.xml", 1))

    assert 2 == annotate(docx, [there, header], tmp_path / "out" / "a.docx")

    copy = (tmp_path / "out" / "a.docx").read_bytes()
    comments = "".join(part(copy, "word/comments.xml").itertext())
    assert "没有来源 {{ x }}" in comments
    assert "页眉1 第1段" in comments
    assert before == docx.read_bytes()


def test_every_code_has_a_title_in_both_languages() -> None:
    from creditfile.linting.codes import TITLES, title

    source = "".join(file.read_text(encoding="utf-8") for file in _modules())
    codes = set(re.findall(r"LNT-\d{3}", source))

    assert set() == codes - set(TITLES)
    assert "tag never closed" == title("DTL001", "en")


def _modules() -> list[Path]:
    from creditfile import linting

    return sorted(Path(next(iter(linting.__path__))).glob("*.py"))
