"""Requirements of the groups B1 (client), B3 (marketing), B4 (admission): the words and lines that carry them."""

import re
import zipfile
from functools import cache
from html import unescape
from pathlib import Path

from creditfile.book import open_book
from creditfile.content import read_toml
from creditfile.judging.rules import STAGES

FOLDER = Path(__file__).parent.parent.parent
BOOK = open_book(FOLDER)
ROWS = read_toml(FOLDER / "tests" / "coverage" / "rows-b1-b3-b4.toml")["rows"]


@cache
def words_of(template: str) -> str:
    """All that stands in a Word template: body, heads and feet."""
    with zipfile.ZipFile(FOLDER / template) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return unescape(re.sub(r"<[^>]+>", "", "".join(package.read(name).decode() for name in names)))


def carriers(beginning: str) -> list[tuple[str, str, str]]:
    """Row, file and the words behind it of each carrier that begins so."""
    named = ((row["row"], name) for row in ROWS for name in row["carried_by"] if name.startswith(beginning))
    return [(row, *name.split(" ", 1)) for row, name in named if " " in name]  # type: ignore[misc]


def test_every_row_of_the_three_groups_is_listed_once() -> None:
    wanted = [f"B{number}" for number in (*range(1, 33), *range(81, 105))]

    assert wanted == [row["row"] for row in ROWS]


def test_words_that_carry_a_row_stand_in_their_template() -> None:
    named = carriers("templates/")

    assert len(named) > 30
    assert [] == [(row, words) for row, template, words in named if words not in words_of(template)]


def test_decisions_that_carry_a_row_are_in_the_policy() -> None:
    codes = {row.code for row in BOOK.rules.policy.rows}

    assert {words for _, _, words in carriers("schemas/policy.toml")} <= codes


def test_every_stage_of_a_loan_has_rules_or_documents() -> None:
    stages = {rule.stage for rule in BOOK.rules.rules}

    assert {"REVIEW", "RECOVER"} >= set(STAGES) - stages
    assert "三控" in words_of("templates/collection/template.docx")
    assert "审查" in words_of("templates/report/template.docx")
