"""Tables with rows out of reach, rows wanting, or two rows for the same."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.language.expressions import the_language
from creditfile.linting import rules_tables
from creditfile.linting.supply import Supply
from creditfile.settling.figures import Figure


def found(book: Any, **changed: Any) -> list[tuple[str, str, int]]:
    """Code, file and line of each complaint about a book with these figures, lists or decisions alone."""
    figures = tuple(
        Figure(f"trial.figure_{n}", "试", "trial", "text", the_language().expression(value), None, "", (), "f.toml", n)
        for n, value in enumerate(changed.get("figures", ()), start=1)
    )
    policy = replace(book.rules.policy, rows=changed.get("rows", book.rules.policy.rows))
    rules = replace(book.rules, lists=changed.get("lists", {}), policy=policy)
    alone = replace(book, figures=replace(book.figures, figures=figures), rules=rules)
    return [(said.code, said.file, said.line) for said in rules_tables.complaints(alone, Supply(book))]


TIERS = "'A' if score.total >= 85 else 'B' if score.total >= 75 else 'C' if score.total >= 60 else 'D'"


def test_tiers_that_follow_one_another_are_left_in_peace(book: Any) -> None:
    assert [] == found(book, figures=[TIERS])


@pytest.mark.parametrize(
    "value",
    [
        TIERS.replace(">= 75", ">= 90"),
        TIERS.replace(">= 85", ">= 60"),
        "'A' if score.total >= 60 else 'B' if score.total < 60 else 'C'",
        "'A' if score.total > setting.risk_red else 'B' if score.total > setting.risk_red + 0 and false else 'C'",
    ],
)
def test_a_tier_that_earlier_ones_cover_is_found(book: Any, value: str) -> None:
    assert ("LNT-141", "f.toml", 1) in found(book, figures=[value])


@pytest.mark.parametrize(
    "value",
    [
        "'A' if score.total >= 85 else ('B' if score.total < 85 and score.total >= 60)",
        "'A' if score.total > 60 else ('B' if score.total < 60)",
    ],
)
def test_a_score_that_no_tier_has_is_found(book: Any, value: str) -> None:
    assert [("LNT-142", "f.toml", 1)] == found(book, figures=[value])


def test_tiers_without_else_that_leave_nothing_out_are_left_in_peace(book: Any) -> None:
    assert [] == found(book, figures=["'A' if score.total >= 60 else ('B' if score.total < 60)"])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('{"GOOD": 5, "ORDINARY": 2}[score.opinion]', "LNT-142"),
        ('{"GOOD": 5, "ORDINARY": 2, "ADVERSE": 0, "WORSE": 0}[score.opinion]', "LNT-141"),
        ('{"GOOD": 5, "ORDINARY": 2, "ADVERSE": 0, "GOOD": 4}[score.opinion]', "LNT-143"),
    ],
)
def test_points_for_other_than_the_codes_of_the_choice_are_found(book: Any, value: str, code: str) -> None:
    assert [(code, "f.toml", 1)] == found(book, figures=[value])


def test_points_for_each_code_of_the_choice_are_left_in_peace(book: Any) -> None:
    assert [] == found(book, figures=['{"GOOD": 5, "ORDINARY": 2, "ADVERSE": 0}[score.opinion]'])


def rows(*cells: tuple[str, str, str]) -> dict[str, tuple[dict[str, str], ...]]:
    return {"caps": tuple(dict(zip(("kind", "since", "until"), row, strict=True)) for row in cells)}


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        (rows(("住宅", "", ""), ("住宅", "", "")), "LNT-143"),
        (rows(("住宅", "", "2023-12-31"), ("住宅", "2023-12-31", "")), "LNT-143"),
        (rows(("住宅", "", "2023-12-31"), ("住宅", "2024-01-02", "")), "LNT-142"),
    ],
)
def test_rows_of_the_same_name_that_overlap_or_leave_a_gap_are_found(book: Any, listed: Any, code: str) -> None:
    assert [(code, "schemas/lists/caps.csv", 3)] == found(book, lists=listed)


def test_rows_of_the_same_name_that_follow_one_another_are_left_in_peace(book: Any) -> None:
    following = rows(("住宅", "", "2023-12-31"), ("商铺", "", ""), ("住宅", "2024-01-01", ""))

    assert [] == found(book, lists=following)


def test_a_decision_hidden_behind_an_earlier_one_is_found(book: Any) -> None:
    first, *rest = book.rules.policy.rows
    wide = replace(first, levels=frozenset())
    narrow = replace(first, code="SUSPEND")

    said = found(book, rows=(wide, narrow, *rest[-1:]))

    assert ["LNT-141"] == [code for code, _, _ in said]
    assert said[0][2] > 1


def test_a_table_of_decisions_without_a_last_line_is_found(book: Any) -> None:
    assert ["LNT-142"] == [code for code, _, _ in found(book, rows=book.rules.policy.rows[:1])]


def caps(*cells: str) -> dict[str, tuple[dict[str, str], ...]]:
    return {"caps": tuple({"kind": f"类{number}", "cap": cell} for number, cell in enumerate(cells))}


def test_a_cell_that_is_not_of_the_kind_of_its_column_is_found_at_its_line(book: Any) -> None:
    assert [("LNT-144", "schemas/lists/caps.csv", 4)] == found(book, lists=caps("0.7", "0.6", "70%", "0.5", "0.5"))


@pytest.mark.parametrize(
    "cells", [("0.7", "0.6", "0.5"), ("1", "A2", "B3", "4", "C5"), ("0.7", "", "0.5", "0.5", "0.6")]
)
def test_columns_of_one_kind_and_columns_of_codes_are_left_in_peace(book: Any, cells: tuple[str, ...]) -> None:
    assert [] == found(book, lists=caps(*cells))


def test_a_decision_over_a_family_that_no_rule_has_is_found(book: Any) -> None:
    first, *rest = book.rules.policy.rows

    said = found(book, rows=(replace(first, families=("PHR-*",)), *rest))

    assert ["LNT-145"] == [code for code, _, _ in said]


def test_a_misspelt_unit_of_a_setting_is_told_and_a_banks_own_is_not(book: Any, tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "policy.toml").write_text("", encoding="utf-8")
    head = "[settings.{}]\nvalue = 1\nunit = \"{}\"\n"
    settings = head.format("one", "days") + head.format("two", "dayz") + head.format("three", "亩")
    (tmp_path / "schemas" / "settings.toml").write_text(settings, encoding="utf-8")

    assert [("LNT-146", "schemas/settings.toml", 4)] == found(replace(book, folder=tmp_path))
