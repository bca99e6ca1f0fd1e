"""Amounts in another currency: named by it, and taken for yuan nowhere."""

from decimal import Decimal

from creditfile.language import Missing, View
from creditfile.model import Fact
from creditfile.settling.currencies import counted


def read(name: str, value: object, type: str = "money", raw: str = "") -> Fact:
    return Fact(f"contract.{name}", value, type, "CNY" if type == "money" else None, raw)  # type: ignore[arg-type]


def units(*readings: Fact) -> dict[str, str | None]:
    return {fact.name.removeprefix("contract."): fact.unit for fact in counted(readings)}


def test_a_paper_in_dollars_counts_in_dollars_its_tables_too() -> None:
    found = units(read("currency", "USD", "currency"), read("amount", Decimal(5)), read("schedule", ({},), "table"))

    assert {"currency": None, "amount": "USD", "schedule": "USD"} == found


def test_an_amount_that_names_renminbi_itself_stays_yuan() -> None:
    found = units(read("currency", "USD", "currency"), read("fee", Decimal(5), raw="人民币5元"))

    assert "CNY" == found["fee"]


def test_a_paper_that_names_both_currencies_is_left_to_the_contradiction_that_is_told_of_it() -> None:
    found = units(read("currency", "USD", "currency"), read("currency", "CNY", "currency"), read("amount", Decimal(5)))

    assert "CNY" == found["amount"]


def test_an_expression_does_not_get_a_foreign_amount() -> None:
    facts = counted([read("currency", "USD", "currency"), read("amount", Decimal(5))])

    assert isinstance(View(facts).looking().at("contract.amount"), Missing)
