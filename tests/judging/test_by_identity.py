"""Sums as rules: they hold, fail with the cell to look at, or cannot be told."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from creditfile.judging import by_identity
from creditfile.language import View
from creditfile.model import Fact
from creditfile.model.identity import identity_from
from creditfile.model.line_item import LineItem, LineItems

PERIOD = 'statement["2023-12-31"]'
SUM = identity_from("ART-99", {"left": ["total"], "right": ["one", "-two", "opening.three"]})
ITEMS = LineItems(
    tuple(
        LineItem(name, name, name, (), (), "BS", section, part, sign, ())
        for name, section, part, sign in (
            ("total", "T", "", "+"),
            ("one", "CA", "", "+"),
            ("two", "CA", "", "-"),
            ("both", "CA", "", "+"),
            ("half", "CA", "?both", "+"),
            ("inside", "CA", "one", "+"),
            ("heading", "CA", "", "H"),
        )
    )
)
SECTION = identity_from(
    "ART-98",
    {
        "left": ["total"],
        "right": ["section:CA"],
        "blank": "zero",
        "needs": ["total"],
    },
).over_items(ITEMS)


def view(fact: Callable[..., Fact], **values: str | None) -> View:
    """Facts of one statement; `opening_x` is of the year-end before."""
    made = []
    for name, value in values.items():
        place = 'statement["2022-12-31"]' if name.startswith("opening_") else PERIOD
        address = f"{place}.{name.removeprefix('opening_')}"
        made.append(fact(address, None if value is None else Decimal(value)))
    return View(made)


def answer(identity: Any, seen: View) -> str:
    """In one word."""
    found = by_identity.held(identity, seen, PERIOD)
    return "left_out" if found.left_out else by_identity.outcome(found).verdict.value


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"total": "5", "one": "3", "two": "1", "opening_three": "3"}, "holds"),
        ({"total": "9", "one": "3", "two": "1", "opening_three": "3"}, "fails"),
        ({"total": "5", "one": "3", "two": "1"}, "cannot_tell"),
        ({"total": "5", "one": None, "two": "1", "opening_three": "3"}, "cannot_tell"),
        ({"total": None, "one": None, "two": None, "opening_three": None}, "cannot_tell"),
    ],
)
def test_a_sum_holds_fails_or_cannot_be_told(
    fact: Callable[..., Fact], values: dict[str, str | None], wanted: str
) -> None:
    assert answer(SUM, view(fact, **values)) == wanted


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"total": "7", "one": "9", "two": "2"}, "holds"),
        ({"total": "12", "one": "9", "two": "2", "both": "5", "half": "3"}, "holds"),
        ({"total": "10", "one": "9", "two": "2", "half": "3"}, "holds"),
        ({"total": "7", "one": "9", "two": "2", "inside": "4"}, "holds"),
        ({"total": "28", "one": "9", "two": "2", "unmapped_ca_1": "21"}, "holds"),
        ({"total": "28", "one": "9", "two": "2", "unmapped_cl_1": "21"}, "fails"),
        ({"total": "7", "one": "9", "two": "2", "unmapped_of_1": "1"}, "holds"),
        ({"total": "7"}, "cannot_tell"),
        ({"one": "7"}, "cannot_tell"),
    ],
)
def test_a_section_is_every_item_of_it_once(
    fact: Callable[..., Fact], values: dict[str, str | None], wanted: str
) -> None:
    assert answer(SECTION, view(fact, **values)) == wanted


def test_another_layout_is_left_out(fact: Callable[..., Fact]) -> None:
    table = {"left": ["total"], "right": ["one", "two"], "blank": "zero", "needs": ["total"]}
    gross = identity_from("ART-97", {**table, "without": ["net"]})
    split = identity_from("ART-96", {**table, "filled": ["one", "two"]})

    assert answer(gross, view(fact, total="3", one="1", two="2", net="9")) == "left_out"
    assert answer(gross, view(fact, total="3", one="1", two="2")) == "holds"
    assert answer(split, view(fact, total="3", one="0", two=None)) == "left_out"


def test_a_sign_may_be_the_other_way_by_layout(fact: Callable[..., Fact]) -> None:
    table = {"left": ["total"], "right": ["one", "two"], "blank": "zero", "needs": ["total"], "flips": ["two"]}

    found = by_identity.held(identity_from("ART-95", table), view(fact, total="1", one="3", two="2"), PERIOD)

    assert found.holds
    assert found.turned == {f"{PERIOD}.two"}


def test_rounding_is_half_a_step_for_each_figure(fact: Callable[..., Fact]) -> None:
    table = {"left": ["total"], "right": ["one", "two"]}
    seen = [
        replace(fact(f"{PERIOD}.{name}", Decimal(value)), step=Decimal(10000))
        for name, value in (("total", "50000"), ("one", "30000"), ("two", "30000"))
    ]

    to_the_yuan = View([replace(one, step=None) for one in seen])

    assert by_identity.held(identity_from("ART-94", table), View(seen), PERIOD).holds
    assert not by_identity.held(identity_from("ART-94", table), to_the_yuan, PERIOD).holds


def test_a_failed_sum_names_the_cell_to_look_at(fact: Callable[..., Fact]) -> None:
    told = replace(fact(f"{PERIOD}.cash", Decimal("16000480.00")), doubts=("unwitnessed", "would_be:16000400.00:digit"))

    assert by_identity.change([fact(f"{PERIOD}.one", Decimal(1)), told]) == (
        f"{PERIOD}.cash: 16,000,480.00 → 16,000,400.00"
    )
    assert by_identity.change([fact(f"{PERIOD}.one", Decimal(1))]) == ""
