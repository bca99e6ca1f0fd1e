"""Faults that no rule shows by itself: rules out of reach, twice, against one another, or fed by nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from creditfile.judging.rules import Rule, rule_from
from creditfile.linting import rules_together
from creditfile.linting.lint import lint
from creditfile.linting.scope import Scope
from creditfile.linting.supply import Supply

PLAIN: dict[str, Any] = {
    "title": "合同金额不高于批复",
    "severity": "error",
    "basis": ["试行办法第一条"],
    "message": "金额",
    "expect": "contract.amount <= approval.amount",
    "examples": [{"facts": {}, "answer": "cannot_tell"}, {"facts": {}, "answer": "cannot_tell"}],
}


def rules(book: Any, *changed: dict[str, Any]) -> Iterator[Rule]:
    """Rules PRU-901, PRU-902 …, each with its changes."""
    for number, change in enumerate(changed, start=901):
        content = {**PLAIN, "code": f"PRU-{number}", **change}
        if {"forbid", "must", "must_not"} & set(change):
            del content["expect"]
        with TemporaryDirectory() as folder:
            file = Path(folder) / f"PRU-{number}-trial.toml"
            file.write_text("", encoding="utf-8")
            yield rule_from(content, file, file.parent, book.rules.settings)


def found(book: Any, *changed: dict[str, Any]) -> list[tuple[str, str]]:
    """Code and file of each complaint about a book with these rules alone."""
    alone = replace(book, rules=replace(book.rules, rules=tuple(rules(book, *changed))))
    return [(said.code, said.problem_en) for said in rules_together.complaints(alone, Supply(alone))]


def codes(book: Any, *changed: dict[str, Any]) -> list[str]:
    return [code for code, _ in found(book, *changed)]


def test_lint_of_a_book_looks_at_its_rules_together(book: Any) -> None:
    changed = rules(book, {"when": "contract.term_months > 12 and contract.term_months <= 12"})
    alone = replace(
        book, rules=replace(book.rules, rules=tuple(changed)), duties=(), figures=replace(book.figures, figures=())
    )

    told = lint(alone, Scope(rules=True, documents=False, templates=frozenset()))

    assert "LNT-131" in {complaint.code for complaint in told}


def test_a_rule_that_is_right_is_left_in_peace(book: Any) -> None:
    assert [] == found(book, {})


@pytest.mark.parametrize(
    "change",
    [
        {"when": "contract.term_months > 12 and contract.term_months <= 12"},
        {"when": "contract is missing and contract.amount > 0"},
        {"when": "party.type == 'NAT'", "parties": ["ENT"]},
        {"when": "application.product in ['FAL']", "products": ["WCL", "PBL"]},
        {"when": "not (contract.amount >= 5 or contract.amount < 5)"},
        {"when": "contract.currency == 'CNY' and contract.currency == 'USD'"},
        {"when": "contract.amount == 5 and contract.amount > setting.entrusted_wcl"},
        {"since": date(2024, 7, 1), "until": date(2024, 6, 30)},
    ],
)
def test_a_rule_that_can_never_apply_is_found(book: Any, change: dict[str, Any]) -> None:
    assert "LNT-131" in codes(book, change)


@pytest.mark.parametrize(
    "change",
    [
        {"when": "contract.term_months > 12 and contract.term_months <= 36"},
        {"when": "contract is missing or contract.amount > 0"},
        {"when": "contract.amount >= 5 and contract.amount <= 5"},
        {"when": "matches(contract.purpose, '股') and not matches(contract.purpose, '票')"},
    ],
)
def test_a_rule_that_can_apply_is_left_in_peace(book: Any, change: dict[str, Any]) -> None:
    assert [] == codes(book, change)


@pytest.mark.parametrize(
    "change",
    [
        {"expect": "contract.amount > 5 and contract.amount < 5"},
        {"when": "contract.amount > 5", "forbid": "contract.amount >= 5"},
        {"must": {"properties": {"contract": {"properties": {"amount": {"minimum": 6, "maximum": 5}}}}}},
    ],
)
def test_a_rule_that_can_never_hold_is_found(book: Any, change: dict[str, Any]) -> None:
    assert ["LNT-132"] == codes(book, change)


@pytest.mark.parametrize(
    "change",
    [
        {"expect": "contract.amount >= 5 or contract.amount < 6"},
        {"when": "contract.amount > 5", "expect": "contract.amount >= 5"},
        {"when": "contract.pay_mode == '受托'", "forbid": "contract.pay_mode == '自主'"},
    ],
)
def test_a_rule_that_can_never_fail_is_found(book: Any, change: dict[str, Any]) -> None:
    assert ["LNT-133"] == codes(book, change)


def test_what_only_a_person_can_see_need_not_be_able_to_fail(book: Any) -> None:
    asked = {"when": "contract.purpose != ''", "expect": "contract.purpose != ''", "attest": True}

    assert [] == codes(book, asked)


@pytest.mark.parametrize(
    "change",
    [
        {"expect": "application.product == 'WLC'"},
        {"expect": "application.product in ['WCL', 'WLC']"},
        {"must": {"properties": {"application": {"properties": {"product": {"enum": ["WLC", "FAL"]}}}}}},
    ],
)
def test_a_code_that_a_choice_does_not_have_is_found(book: Any, change: dict[str, Any]) -> None:
    assert ["LNT-134"] == codes(book, change)


def without_finders(book: Any, *addresses: str) -> Any:
    """A book in which nothing reads these fields."""
    kinds = tuple(
        replace(
            kind,
            fields=tuple(
                replace(field, find=()) if f"{kind.subject}.{field.name}" in addresses else field
                for field in kind.fields
            ),
        )
        for kind in book.documents.types
    )
    return replace(book, documents=replace(book.documents, types=kinds))


def test_a_fact_that_nothing_reads_is_found(book: Any) -> None:
    assert ["LNT-135"] == codes(without_finders(book, "contract.amount"), {})


def test_a_rule_that_nothing_feeds_is_found(book: Any) -> None:
    assert ["LNT-136"] == codes(without_finders(book, "contract.amount", "approval.amount"), {})


def test_a_figure_that_rests_on_what_nothing_reads_feeds_nothing(book: Any) -> None:
    deaf = without_finders(book, *(f"project_check.{field}" for field in ("capital_total", "total_invest")))

    assert ["LNT-136"] == codes(deaf, {"expect": "project_check.capital_total / project_check.total_invest >= 0.2"})


def test_two_rules_that_ask_the_same_are_found(book: Any) -> None:
    turned = {"forbid": "contract.amount > 5"}

    assert ["LNT-137"] == codes(book, {"expect": "contract.amount <= 5"}, turned)


@pytest.mark.parametrize(
    "apart",
    [
        {"parties": ["NAT"]},
        {"products": ["FAL"]},
        {"when": "contract.pay_mode == '自主'"},
        {"since": date(2024, 7, 1)},
    ],
)
def test_two_rules_may_ask_the_same_of_different_cases(book: Any, apart: dict[str, Any]) -> None:
    here = {
        "expect": "contract.amount <= 5",
        "parties": ["ENT"],
        "products": ["WCL"],
        "when": "contract.pay_mode == '受托'",
        "until": date(2024, 6, 30),
    }
    there = {**here, **apart, **({"until": None} if "since" in apart else {})}

    assert [] == codes(book, here, {key: value for key, value in there.items() if value is not None})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"expect": "contract.amount >= 6"}, {"expect": "contract.amount <= 5"}),
        ({"expect": "contract.amount > 5"}, {"forbid": "contract.amount >= 4"}),
        ({"expect": "contract.pay_mode == '受托'"}, {"expect": "contract.pay_mode in ['自主', '混合']"}),
        ({"expect": "contract is defined"}, {"expect": "contract is missing"}),
        (
            {"must": {"properties": {"contract": {"properties": {"amount": {"minimum": Decimal("5.01")}}}}}},
            {"must_not": {"properties": {"contract": {"properties": {"amount": {"exclusiveMinimum": 5}}}}}},
        ),
    ],
)
def test_two_rules_that_cannot_both_hold_are_found(book: Any, one: dict[str, Any], other: dict[str, Any]) -> None:
    said = found(book, one, other)

    assert ["LNT-138"] == [code for code, _ in said]
    assert "PRU-902 and PRU-901 (PRU-901-trial.toml:1) can never both hold" == said[0][1]


def test_two_rules_may_contradict_one_another_where_they_never_meet(book: Any) -> None:
    under = {"when": "contract.term_months <= 12", "expect": "contract.amount >= 6"}

    assert [] == codes(book, under, {"when": "contract.term_months > 12", "expect": "contract.amount <= 5"})


@pytest.mark.parametrize(
    "facts",
    [
        {"contract.amount": "5,000,000"},
        {"contract.sign_date": "2026-03-10"},
        {"application.product": "WLC"},
        {"contract.amount": True},
        {"guarantee[0].period_months": Decimal("36.5")},
    ],
)
def test_an_example_with_what_no_paper_can_say_is_found(book: Any, facts: dict[str, Any]) -> None:
    examples = [{"facts": facts, "answer": "cannot_tell"}, {"facts": {}, "answer": "cannot_tell"}]

    assert ["LNT-115"] == codes(book, {"examples": examples})
