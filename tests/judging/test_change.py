from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.judging.change import smallest_change
from creditfile.language import View
from creditfile.language.expressions import the_language
from creditfile.model import Fact, Value

ON = date(2026, 3, 9)


def change(source: str, *facts: Fact) -> tuple[str, Value] | None:
    view = View(facts)
    expression = the_language().expression(source)
    found = smallest_change(facts, view, lambda: expression.on(view, on=ON).value is True, ON)
    assert expression.on(view, on=ON).value is not True, "the view is left as it was"
    return (found[0].name, found[1]) if found else None


def test_the_amount_that_would_do_is_named_to_the_fen(fact: Callable[..., Fact]) -> None:
    facts = fact("contract.amount", Decimal("5000000.00")), fact("approval.amount", Decimal("4500000.00"))

    assert ("contract.amount", Decimal("4500000.00")) == change("contract.amount <= approval.amount", *facts)


@pytest.mark.parametrize(
    ("source", "value", "wanted"),
    [("a.term <= 60", 72, 60), ("a.day <= on", date(2026, 3, 20), date(2026, 3, 9)), ("a.done", False, True)],
)
def test_counts_days_and_answers_likewise(fact: Callable[..., Fact], source: str, value: Value, wanted: Value) -> None:
    facts = (fact(source.split()[0], value, "x"),)
    view, expression = View(facts), the_language().expression(source)

    found = smallest_change(facts, view, lambda: expression.on(view, on=ON).value is True, ON)

    assert (facts[0], wanted) == found


def test_a_name_becomes_the_other_papers_name(fact: Callable[..., Fact]) -> None:
    assert ("a.name", "乙") == change("a.name == b.name", fact("a.name", "甲", "name"), fact("b.name", "乙", "name"))


def test_a_clause_that_is_not_there_is_no_other_words_of_the_paper(fact: Callable[..., Fact]) -> None:
    assert change("a.clause != ''", fact("a.clause", "", "clause"), fact("b.facility", "额度", "text")) is None


def test_where_no_change_of_one_fact_does_it_none_is_named(fact: Callable[..., Fact]) -> None:
    assert change("a.one > 5 and b.two > 5", fact("a.one", Decimal(1)), fact("b.two", Decimal(1))) is None


@given(st.integers(1, 10**13), st.integers(1, 10**13))
def test_one_fen_less_would_not_do(over: int, limit: int) -> None:
    amount, most = Decimal(limit + over) / 100, Decimal(limit) / 100
    facts = Fact("a.x", amount, "money"), Fact("b.y", most, "money")
    view = View(facts)
    rule = the_language().expression("a.x <= b.y")

    found = smallest_change(facts[:1], view, lambda: rule.on(view).value is True, ON)

    assert found is None or found[1] == most


def test_a_day_that_has_passed_is_named_only_where_nothing_else_helps(fact: Callable[..., Fact]) -> None:
    signed = fact("a.signed", date(2026, 3, 2), "date")
    due = fact("a.due", date(2026, 3, 31), "date")

    assert ("a.due", date(2026, 4, 1)) == change("days(a.signed, a.due) > 29", signed, due)
    assert ("a.signed", date(2026, 3, 8)) == change("days(a.signed, on) < 2", signed)


def test_an_identity_is_named_only_where_nothing_else_helps(fact: Callable[..., Fact]) -> None:
    code = fact("a.code", "91320100MA1ABCDE85", "credit_code")
    said = fact("b.said", "91320100MA1ABCDE93", "text")

    assert ("b.said", code.value) == change("a.code == b.said", code, said)
