"""Elements within elements, choices, and how what is missing spreads."""

from datetime import date
from decimal import Decimal

from creditfile.language.expressions import the_language
from creditfile.language.view import View
from creditfile.model import Fact


def _on(source: str, **facts: object) -> object:
    view = View([Fact(name.replace("__", "."), value, "text") for name, value in facts.items()])  # type: ignore[arg-type]
    return the_language().expression(source).on(view).value


ROWS = ({"name": "甲", "amount": Decimal(3)}, {"name": "乙", "amount": Decimal(5)})


def test_outer_is_the_element_around() -> None:
    source = "asked.rows | every(\"given.rows | some('it.name == outer.name')\")"

    assert _on(source, asked__rows=ROWS, given__rows=ROWS) is True
    assert _on(source, asked__rows=ROWS, given__rows=ROWS[:1]) is False


def test_outer_is_no_address() -> None:
    source = "asked.rows | every(\"given.rows | some('it.name == outer.name')\")"

    assert not [name for name in the_language().expression(source).addresses if "outer" in name]


def test_a_missing_list_stays_missing_through_filters_so_another_source_can_serve() -> None:
    source = "first(given.rows | where('it.amount > 1') | pick('it.amount') | max, 7)"

    assert _on(source) == 7
    assert _on(source, given__rows=ROWS) == Decimal(5)


def test_the_first_of_none_is_missing() -> None:
    assert _on("first(given.rows | where('it.amount > 9') | pick('it.amount') | first, 7)", given__rows=ROWS) == 7


def test_a_birthday_is_read_from_an_identity_number() -> None:
    assert _on("born(card.id_no)", card__id_no="11010519491231002X") == date(1949, 12, 31)


def test_an_identity_number_without_a_day_of_birth_has_none() -> None:
    assert _on("born(card.id_no) is missing", card__id_no="110105194913410021") is True


def test_a_credit_code_carries_no_birthday_though_it_has_as_many_places() -> None:
    assert _on("born(card.id_no) is missing", card__id_no="12100000400000624D") is True


def test_a_choice_on_something_unknown_is_unknown_and_leaves_the_next_source_its_turn() -> None:
    assert _on("first('A' if given.kind == 'a' else 'B', 'C')") == "C"
    assert _on("first('A' if given.kind == 'a' else 'B', 'C')", given__kind="b") == "B"


def test_only_the_chosen_side_is_worked() -> None:
    assert _on("1 if given.amount > 0 else given.nothing.at.all", given__amount=Decimal(1)) == 1


def test_numbers_and_days_of_lists_are_read_from_their_text() -> None:
    assert _on("numeric(given.cell) * 2", given__cell="0.70") == Decimal("1.40")
    assert _on("calendar(given.cell)", given__cell="2025-05-20") == date(2025, 5, 20)


def test_a_choice_that_has_no_answer_says_what_it_wants() -> None:
    outcome = (
        the_language()
        .expression("1 if given.whole else unknown('given.whole')")
        .on(View([Fact("given.whole", False, "boolean")]))
    )

    assert outcome.missing == ("given.whole",)


def test_one_element_that_cannot_tell_does_not_silence_those_after_it() -> None:
    rows = ({"name": "甲"}, {"name": "乙", "amount": Decimal(5)})

    assert _on("given.rows | every('it.amount > 9')", given__rows=rows) is False
    assert _on("given.rows | some('it.amount > 3')", given__rows=rows) is True
