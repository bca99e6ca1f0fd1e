"""Amounts in another currency: named by it, and taken for yuan nowhere."""

from decimal import Decimal

from creditfile.language import Missing, View
from creditfile.model import Fact
from creditfile.model.document import Column, DocumentType, Field, Marks
from creditfile.settling.currencies import as_said, counted

PLAN = Field("schedule", "还款计划", "table", columns=(Column("principal", "本金", "money", ("本金",)),))
BLANKS = Field("blanks", "空白", "table", columns=(Column("where", "位置", "text", ("位置",)),))
LOAN = DocumentType("loan", "D702", "借款合同", "Loan", "contract", False, None, Marks(), (PLAN, BLANKS))


def read(name: str, value: object, type: str = "money", raw: str = "") -> Fact:
    return Fact(f"contract.{name}", value, type, "CNY" if type == "money" else None, raw)  # type: ignore[arg-type]


def units(*readings: Fact) -> dict[str, str | None]:
    return {fact.name.removeprefix("contract."): fact.unit for fact in counted(readings, LOAN)}


def test_a_paper_in_dollars_counts_in_dollars_its_lists_of_amounts_too() -> None:
    tables = read("schedule", ({},), "table"), read("blanks", (), "table")
    found = units(read("currency", "USD", "currency"), read("amount", Decimal(5)), *tables)

    assert {"currency": None, "amount": "USD", "schedule": "USD", "blanks": None} == found


def test_an_amount_that_names_renminbi_itself_stays_yuan() -> None:
    found = units(read("currency", "USD", "currency"), read("fee", Decimal(5), raw="人民币5元"))

    assert "CNY" == found["fee"]


def test_a_paper_that_names_both_currencies_is_left_to_the_contradiction_that_is_told_of_it() -> None:
    found = units(read("currency", "USD", "currency"), read("currency", "CNY", "currency"), read("amount", Decimal(5)))

    assert "CNY" == found["amount"]


def test_an_expression_does_not_get_a_foreign_amount() -> None:
    facts = counted([read("currency", "USD", "currency"), read("amount", Decimal(5))], LOAN)

    assert isinstance(View(facts).looking().at("contract.amount"), Missing)


def test_the_sign_of_the_yuan_is_that_of_the_yen_too() -> None:
    found = units(read("currency", "JPY", "currency"), read("fee", Decimal(5), raw="¥5"))

    assert "JPY" == found["fee"]


def test_a_person_may_say_that_a_paper_counts_in_yuan() -> None:
    dollars = counted([read("currency", "USD", "currency"), read("amount", Decimal(5))], LOAN)

    (_, amount) = as_said(dollars, [read("currency", "CNY", "currency")])

    assert "CNY" == amount.unit
