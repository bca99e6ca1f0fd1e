"""An example may say only how it differs from an earlier one."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from creditfile.errors import ShapeError
from creditfile.judging.rules import Example, rule_from

DAY = date(2026, 6, 30)
FIRST = {"facts": {"contract.amount": Decimal("5.00"), "approval.amount": Decimal("5.00")}, "answer": "holds"}


def examples(tmp_path: Path, *more: dict[str, Any]) -> tuple[Example, ...]:
    """Those of a rule with the first example and some more."""
    file = tmp_path / "CTR-901-trial.toml"
    file.write_text("[[examples]]\n", encoding="utf-8")
    content = {
        "code": "CTR-901",
        "title": "合同金额不高于批复",
        "severity": "error",
        "basis": ["试行办法第一条"],
        "message": "金额",
        "expect": "contract.amount <= approval.amount",
        "examples": [FIRST, *more],
    }
    return rule_from(content, file, tmp_path, {}).examples


def test_what_is_otherwise_is_put_over_the_facts_of_the_example_it_is_like(tmp_path: Path) -> None:
    _, made = examples(tmp_path, {"like": 1, "facts": {"contract.amount": Decimal("5.01")}, "answer": "fails"})

    assert made.facts == {"contract.amount": Decimal("5.01"), "approval.amount": Decimal("5.00")}


def test_what_is_left_out_is_not_there(tmp_path: Path) -> None:
    _, made = examples(tmp_path, {"like": 1, "without": ["approval.amount"], "answer": "cannot_tell"})

    assert made.facts == {"contract.amount": Decimal("5.00")}


def test_an_example_may_be_like_one_that_is_itself_like_another(tmp_path: Path) -> None:
    higher = {"like": 1, "facts": {"contract.amount": Decimal("9.00")}, "answer": "fails"}
    _, _, made = examples(tmp_path, higher, {"like": 2, "without": ["approval.amount"], "answer": "cannot_tell"})

    assert made.facts == {"contract.amount": Decimal("9.00")}


def test_the_day_is_that_of_the_example_it_is_like_unless_it_has_its_own(tmp_path: Path) -> None:
    dated = {**FIRST, "on": date(2024, 7, 1)}
    *_, same, own = examples(tmp_path, dated, {"like": 2, "answer": "holds"}, {"like": 2, "on": DAY, "answer": "holds"})

    assert (date(2024, 7, 1), DAY) == (same.on, own.on)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"like": 2, "answer": "fails"}, "does not come before it"),
        ({"like": 1, "without": ["approval.no"], "answer": "cannot_tell"}, "which example 1 does not have"),
        ({"answer": "holds"}, "facts"),
    ],
)
def test_an_example_that_is_like_nothing_there_is_refused(tmp_path: Path, entry: dict[str, Any], said: str) -> None:
    with pytest.raises(ShapeError, match=said):
        examples(tmp_path, entry)
