"""Whether claims can be true together, told from the words of expressions alone."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.language import View, logic
from creditfile.language.expressions import the_language
from creditfile.language.logic import Not, formula, possible
from creditfile.model import Fact

SETTINGS = {"warn": Decimal("0.70")}


@pytest.mark.parametrize(
    "source",
    [
        "a.x <= setting.warn and a.x >= 0.7",
        "0 < a.x < 1",
        "a.x == 3 or a.x != 3",
        "a.kind in ['A', 'B'] and a.kind != 'A'",
        "a is defined and (a.x is missing or a.x > 5)",
        "a.x > 5 if a.kind == 'A' else a.x < 5",
        "matches(a.name, '股') and not matches(a.name, '票')",
    ],
)
def test_what_can_be_is_possible(source: str) -> None:
    assert possible(formula(source, SETTINGS))


@pytest.mark.parametrize(
    "source",
    [
        "a.x <= setting.warn and a.x > 0.7",
        "1 < a.x < 1",
        "a.x == 3 and a.x > 3",
        "a.kind in ['A', 'B'] and a.kind == 'C'",
        "a.kind in ['A', 'B'] and a.kind not in ['B', 'A', 'C']",
        "a is missing and a.x > 5",
        "a.x >= 5 and a.x <= 5 and a.x != 5",
        "(a.x > 5 if a.kind == 'A' else a.x < 5) and a.kind == 'A' and a.x <= 5",
        "matches(a.name, '股') and not matches(a.name, '股')",
        "a.yes and not a.yes",
        "-1 > a.x and a.x >= -1",
    ],
)
def test_what_contradicts_itself_is_not(source: str) -> None:
    assert not possible(formula(source, SETTINGS))


def test_too_many_alternatives_are_left_open() -> None:
    source = " and ".join(f"(a.x{n} == 1 or b.y{n} == 1 or c.z{n} == 1)" for n in range(9))

    assert logic.ways(formula(source, {})) is None
    assert possible(formula(source, {}))


_ATOMS = st.builds(
    "{} {} {}".format,
    st.sampled_from(["a.x", "a.y"]),
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
    st.integers(0, 3),
)
_SOURCES = st.recursive(
    _ATOMS,
    lambda part: st.one_of(
        st.builds("({} and {})".format, part, part),
        st.builds("({} or {})".format, part, part),
        st.builds("not {}".format, part),
        st.builds("({} if {} else {})".format, part, part, part),
    ),
    max_leaves=6,
)


@given(source=_SOURCES, x=st.integers(-1, 4), y=st.integers(-1, 4))
def test_what_is_true_of_any_facts_is_possible(source: str, x: int, y: int) -> None:
    view = View((Fact("a.x", x, "trial"), Fact("a.y", y, "trial")))
    claims = formula(source, {})

    answer: Any = the_language().expression(source).on(view).value

    assert possible(claims if answer else Not(claims))


@given(source=_SOURCES)
def test_what_is_possible_is_true_of_some_facts(source: str) -> None:
    expression = the_language().expression(source)
    halves = [Decimal(n) / 2 for n in range(-2, 10)]
    views = (View((Fact("a.x", x, "trial"), Fact("a.y", y, "trial"))) for x in halves for y in halves)

    assert possible(formula(source, {})) is any(expression.on(view).value for view in views)
