"""The catalogue of coverage is whole: every requirement has what carries it, and a test that is there."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from creditfile.cli.command_line import VERBS
from creditfile.linting.names import dictionary
from tests.coverage.catalogue import COUNT, MARKS, PAGE, ROOT, page, rows

TRAPS = {10, 18, 20, 24, 50, 88, 94, 98, 100, 103, 105, 129, 150}
"""Rows which the source leaves open: they say who decided."""


@cache
def names_in(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_requirement_is_there_once() -> None:
    assert list(range(1, COUNT + 1)) == [row.number for row in rows()]


def test_every_requirement_names_what_carries_it_and_a_test() -> None:
    assert [] == [f"B{row.number}" for row in rows() if not row.carried_by or not row.tests or not row.says]


def test_every_test_that_is_named_is_there() -> None:
    astray = []
    for row in rows():
        for test in row.tests:
            path, _, name = test.partition("::")
            if not (ROOT / path).is_file() or (name and name not in names_in(ROOT / path)):
                astray.append(f"B{row.number}: {test}")

    assert [] == astray


def test_everything_that_carries_is_there(book: Any) -> None:
    codes = {rule.code for rule in book.rules.rules} | {duty.code for duty in book.duties}
    codes |= {f"DOC-{demand.paper[1:]}" for demand in book.rules.demands}
    known = dictionary(book)

    def there(name: str) -> bool:
        if re.fullmatch(r"[A-Z]{2,4}(-[A-Z]{2,4})?-\d{2,3}", name):
            return name in codes
        if name.startswith("creditfile "):
            return name.split()[1] in VERBS
        if (ROOT / name.partition(" ")[0]).exists():
            return True
        return known.complaint(name) is None

    assert [] == [f"B{row.number}: {name}" for row in rows() for name in row.carried_by if not there(name)]


@pytest.mark.parametrize("number", sorted(TRAPS))
def test_a_requirement_that_the_source_leaves_open_says_who_decided(number: int) -> None:
    (row,) = [row for row in rows() if row.number == number]

    assert row.mark in MARKS


def test_the_page_is_the_catalogue() -> None:
    assert page() == PAGE.read_text(encoding="utf-8"), "python -m tests.coverage.catalogue writes it anew"
