"""Faults of rules and figures are found."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from creditfile.judging.rules import rule_from
from creditfile.linting import rules
from creditfile.linting.names import dictionary

RULE: dict[str, Any] = {
    "code": "CTR-901",
    "title": "合同金额不高于批复",
    "title_en": "Contract amount within approval",
    "severity": "error",
    "class": "BLOCK",
    "stage": "SIGN",
    "basis": ["试行办法第一条"],
    "message": "{{ contract.amount | money }}元",
    "message_en": "{{ contract.amount | money }} yuan",
    "mend": "核对合同与批复",
    "mend_en": "Compare contract and approval",
    "expect": "contract.amount <= approval.amount",
    "examples": [
        {"facts": {"contract.amount": 1, "approval.amount": 1}, "answer": "holds"},
        {"facts": {"contract.amount": 2, "approval.amount": 1}, "answer": "fails", "says": "2.00元"},
        {"facts": {"contract.amount": 2}, "answer": "cannot_tell"},
    ],
}


def complaints(book: Any, **changed: Any) -> list[tuple[str, str]]:
    """Codes and words of what is wrong with a rule."""
    content = {**RULE, **changed}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "CTR-901-trial.toml"
        file.write_text("", encoding="utf-8")
        rule = rule_from(content, file, file.parent, book.rules.settings)
    alone = replace(book, rules=replace(book.rules, rules=(rule,)), figures=replace(book.figures, figures=()))
    return [(found.code, found.problem_en) for found in rules.complaints(alone, dictionary(book))]


def test_a_rule_that_is_right_is_left_in_peace(book: Any) -> None:
    assert [] == complaints(book)


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"expect": "contract.amuont <= approval.amount"}, "LNT-101", "did you mean `amount`"),
        ({"message": "{{ contrcat.no }}"}, "LNT-101", "did you mean `contract`"),
        ({"each": "guarantees", "expect": "it.amount > 0"}, "LNT-101", "did you mean `guarantee`"),
        ({"each": "guarantee", "expect": "it.guarantr is known"}, "LNT-101", "did you mean `guarantor`"),
        ({"expect": "guarantee.guarantor is known"}, "LNT-101", "there may be several"),
        ({"expect": "contract.amount <= setting.nothing_such"}, "LNT-102", "setting.nothing_such"),
        ({"expect": "contract.no in list('nothing-such') | pick('it.code')"}, "LNT-103", "a list that is not there"),
        ({"examples": RULE["examples"][:2]}, "LNT-111", "cannot_tell"),
        ({"examples": [*RULE["examples"], {**RULE["examples"][0], "answer": "fails"}]}, "LNT-112", "example 4"),
        ({"message": "高于批复"}, "LNT-113", "高于批复"),
    ],
)
def test_a_fault_is_found(book: Any, changed: dict[str, Any], code: str, said: str) -> None:
    found = complaints(book, **changed)

    assert [words for one, words in found if one == code and said in words]


def test_a_message_with_a_blank_is_a_warning(book: Any) -> None:
    found = complaints(
        book,
        message="{{ contract.amount | money }}元，{{ approval.no }}",
        examples=[
            RULE["examples"][0],
            {**RULE["examples"][1], "says": ""},
            RULE["examples"][2],
        ],
    )

    assert ["LNT-114"] == [code for code, _ in found]


def figures(book: Any, name: str, **changed: Any) -> list[tuple[str, str]]:
    """Codes and words of what is wrong with one figure of the book, changed."""
    known = {figure.address: figure for figure in book.figures.figures}
    known[name] = replace(known[name], **changed)
    alone = replace(
        book, rules=replace(book.rules, rules=()), figures=replace(book.figures, figures=tuple(known.values()))
    )
    return [(found.code, found.problem_en) for found in rules.of_figures(alone, dictionary(book))]


def test_a_figure_that_names_nothing_is_found(book: Any) -> None:
    from creditfile.language.expressions import the_language

    wrong = the_language().expression("it.total_liab / it.totl_assets")

    assert "LNT-121" in [code for code, _ in figures(book, "statement[*].debt_ratio", value=wrong)]


def test_a_figure_with_a_wrong_example_is_found(book: Any) -> None:
    from decimal import Decimal

    (figure,) = (one for one in book.figures.figures if one.address == "statement[*].debt_ratio")
    wrong = tuple({**example, "value": Decimal("-7")} for example in figure.examples)

    assert "LNT-122" in [code for code, _ in figures(book, figure.address, examples=wrong)]


@pytest.mark.parametrize("address", ["licence.seals", "contract.seals[0].words", "guarantee[0].handwriting[0].label"])
def test_seals_and_handwriting_may_be_named_of_any_paper(book: Any, address: str) -> None:
    assert dictionary(book).complaint(address) is None
