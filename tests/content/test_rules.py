"""The book's own tests: a rule added is a test added."""

from pathlib import Path
from typing import Any

import pytest

from creditfile.book import open_book
from creditfile.judging.examples import answer
from creditfile.linting.lint import lint

BOOK = open_book(Path(__file__).parent.parent.parent)


@pytest.mark.parametrize("rule", BOOK.rules.rules, ids=lambda rule: rule.code)
def test_a_rules_examples_are_answered_as_it_says(rule: Any) -> None:
    got = [answer(rule, example, BOOK.rules)[0] for example in rule.examples]

    assert [example.answer for example in rule.examples] == got


def test_the_whole_book_is_without_complaint() -> None:
    assert [] == [f"{c.file}:{c.line} {c.code} {c.problem_en}" for c in lint(BOOK)]


def test_every_rule_speaks_both_languages() -> None:
    silent = [rule.code for rule in BOOK.rules.rules if rule.message_en.source == rule.message.source]

    assert [] == silent
