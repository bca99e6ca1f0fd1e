"""What was recognised in pictures counts when something else bears it out; figures never by themselves."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from creditfile.model import Fact, Origin
from creditfile.model.document import Sum
from creditfile.settling.agree import agreed
from creditfile.settling.evidence import Declared
from creditfile.settling.pictures import borne_out


def recognised(fact: Fact, confidence: str, *others: Origin) -> Fact:
    origin = replace(fact.origins[0], method="ocr", confidence=Decimal(confidence))
    return agreed([replace(fact, origins=(origin, *others))], Decimal("0.9"))


def of(facts: tuple[Fact, ...], name: str) -> Fact:
    return next(fact for fact in facts if fact.name == name)


def test_a_figure_read_clearly_from_a_picture_asks_all_the_same(fact: Callable[..., Fact]) -> None:
    amount = recognised(fact("contract.amount", Decimal("6800000")), "0.97")

    (judged,) = borne_out([amount], Declared())

    assert judged.confirm
    assert ("unwitnessed",) == judged.doubts


def test_a_figure_that_a_second_look_reads_the_same_is_vouched_for(fact: Callable[..., Fact]) -> None:
    amount = replace(recognised(fact("contract.amount", Decimal("6800000")), "0.95"), witnesses=("second_look",))

    (judged,) = borne_out([amount], Declared())

    assert not judged.confirm
    assert () == judged.doubts


def test_a_second_look_does_not_make_up_for_a_letter_in_doubt(fact: Callable[..., Fact]) -> None:
    amount = replace(recognised(fact("contract.amount", Decimal("6800000")), "0.85"), witnesses=("second_look",))

    (judged,) = borne_out([amount], Declared())

    assert judged.confirm
    assert ("confidence", "unwitnessed") == judged.doubts


def test_a_figure_said_the_same_in_words_is_vouched_for(fact: Callable[..., Fact]) -> None:
    amount = recognised(fact("contract.amount", Decimal("6800000")), "0.85")
    words = recognised(fact("contract.amount_cn", Decimal("6800000"), "capital"), "0.85")

    judged = borne_out([amount, words], Declared())

    assert [False, False] == [one.confirm for one in judged]
    assert "words" in of(judged, "contract.amount").witnesses


def test_a_figure_that_its_words_contradict_asks(fact: Callable[..., Fact]) -> None:
    amount = recognised(fact("contract.amount", Decimal("6300000")), "0.97")
    words = recognised(fact("contract.amount_cn", Decimal("6800000"), "capital"), "0.97")

    assert [True, True] == [one.confirm for one in borne_out([amount, words], Declared())]


def test_a_name_read_poorly_is_vouched_for_by_another_paper(fact: Callable[..., Fact]) -> None:
    name = recognised(fact("licence.name", "长沙珩拓建材有限公司", "name", source="licence.jpg"), "0.7")
    other = fact("contract.borrower", "长沙珩拓建材有限公司", "name", source="contract.pdf")

    judged = of(borne_out([name, other], Declared()), "licence.name")

    assert not judged.confirm
    assert ("paper:contract.pdf",) == judged.witnesses


def test_a_name_that_no_other_paper_says_asks_when_read_poorly(fact: Callable[..., Fact]) -> None:
    name = recognised(fact("licence.name", "长沙珩拓建材有限公司", "name", source="licence.jpg"), "0.7")
    other = fact("contract.borrower", "长沙珩柘建材有限公司", "name", source="contract.pdf")

    assert of(borne_out([name, other], Declared()), "licence.name").confirm


@pytest.mark.parametrize(("confidence", "asks"), [("0.6", False), ("0.3", True)])
def test_a_check_character_bears_out_what_is_legible(fact: Callable[..., Fact], confidence: str, asks: bool) -> None:
    code = replace(fact("licence.uscc", "91430104MAHE9RUUXK", "credit_code"), witnesses=("check_digit",))

    (judged,) = borne_out([recognised(code, confidence)], Declared())

    assert asks == judged.confirm


def test_two_poor_readings_do_not_bear_each_other_out(fact: Callable[..., Fact]) -> None:
    one = recognised(fact("licence.name", "长沙珩拓建材有限公司", "name", source="licence.jpg"), "0.7")
    two = recognised(fact("account.holder", "长沙珩拓建材有限公司", "name", source="account.jpg"), "0.7")

    assert [True, True] == [judged.confirm for judged in borne_out([one, two], Declared())]


def test_what_was_read_as_text_stays_as_it_is(fact: Callable[..., Fact]) -> None:
    facts = [fact("contract.amount", Decimal("6800000")), fact("licence.name", "甲", "name")]

    assert facts == list(borne_out(facts, Declared()))


def test_a_rival_is_not_forgotten_for_a_witness(fact: Callable[..., Fact]) -> None:
    name = recognised(fact("licence.name", "长沙珩拓建材有限公司", "name", source="licence.jpg"), "0.95")
    name = replace(name, doubts=("rival",), confirm=True)
    other = fact("contract.borrower", "长沙珩拓建材有限公司", "name", source="contract.pdf")

    assert of(borne_out([name, other], Declared()), "licence.name").confirm


def test_the_same_figure_in_the_same_field_of_another_paper_bears_it_out(fact: Callable[..., Fact]) -> None:
    capital = recognised(fact("licence.reg_capital", Decimal("40000000"), source="licence.jpg"), "0.94")
    registered = fact("registry.reg_capital", Decimal("40000000"), source="registry.pdf")

    assert not of(borne_out([capital, registered], Declared()), "licence.reg_capital").confirm


def test_the_same_figure_in_another_field_says_nothing(fact: Callable[..., Fact]) -> None:
    capital = recognised(fact("licence.reg_capital", Decimal("40000000"), source="licence.jpg"), "0.94")
    other = fact("contract.amount", Decimal("40000000"), source="contract.pdf")

    assert of(borne_out([capital, other], Declared()), "licence.reg_capital").confirm


@pytest.mark.parametrize(
    ("read", "proposed"),
    [("91430100MA4L16R1S1", "91430100MA4L16R151"), ("91430100MA4L16R152", ""), ("91430100MA4L16R15", "")],
)
def test_a_code_whose_check_fails_comes_with_what_it_may_be_never_as_that(
    fact: Callable[..., Fact], read: str, proposed: str
) -> None:
    code = recognised(replace(fact("licence.uscc", read, "credit_code"), doubts=("irregular:check_digit",)), "0.97")

    (judged,) = borne_out([code], Declared())

    assert read == judged.value
    assert judged.confirm
    assert [proposed] * bool(proposed) == [
        doubt.split(":")[1] for doubt in judged.doubts if doubt.startswith("proposal:")
    ]


def test_a_blank_on_a_picture_asks(fact: Callable[..., Fact]) -> None:
    (judged,) = borne_out([recognised(fact("credit.name", None, "name"), "0.95")], Declared())

    assert judged.confirm


INVOICE = {"invoice": (Sum("amount_total", ("amount", "tax")),)}
TAXES = {"tax_paid": (Sum("amount", ("items.amount",)),)}


def invoice(fact: Callable[..., Fact], amount: str, tax: str, total: str) -> list[Fact]:
    names = {"amount": amount, "tax": tax, "amount_total": total}
    return [recognised(fact(f"invoice[0].{name}", Decimal(value)), "0.7") for name, value in names.items()]


def test_an_invoice_that_adds_up_bears_its_figures_out(fact: Callable[..., Fact]) -> None:
    judged = borne_out(invoice(fact, "504000.00", "65520.00", "569520.00"), Declared(INVOICE))

    assert [((), ("sum",), False)] * 3 == [(one.doubts, one.witnesses, one.confirm) for one in judged]


def test_a_digit_misread_on_an_invoice_makes_all_its_figures_ask(fact: Callable[..., Fact]) -> None:
    sure = [
        replace(figure, doubts=(), confirm=False, witnesses=("second_look",))
        for figure in invoice(fact, "504000.00", "65526.00", "569520.00")
    ]

    assert [("sum",)] * 3 == [one.doubts for one in borne_out(sure, Declared(INVOICE))]


def test_figures_of_two_invoices_say_nothing_of_each_other(fact: Callable[..., Fact]) -> None:
    amount, tax, total = invoice(fact, "504000.00", "65520.00", "569520.00")

    judged = borne_out([amount, tax, replace(total, name="invoice[1].amount_total")], Declared(INVOICE))

    assert all(one.confirm for one in judged)


@pytest.mark.parametrize(("cell", "asks"), [("406481.06", False), (None, True)])
def test_the_rows_of_a_table_bear_out_their_total_where_none_is_lacking(
    fact: Callable[..., Fact], cell: str | None, asks: bool
) -> None:
    rows = ({"amount": Decimal("126623.20")}, {"amount": cell and Decimal(cell)})
    total = recognised(fact("tax_paid[0].amount", Decimal("533104.26")), "0.8")

    assert asks == of(borne_out([total, fact("tax_paid[0].items", rows, "table")], Declared(TAXES)), total.name).confirm


def test_a_table_that_does_not_make_its_total_asks_whichever_row_it_lacks(fact: Callable[..., Fact]) -> None:
    rows = recognised(fact("tax_paid[0].items", ({"amount": Decimal("126623.20")},), "table"), "0.97")
    total = recognised(fact("tax_paid[0].amount", Decimal("533104.26")), "0.97")

    assert ("sum",) == of(borne_out([total, rows], Declared(TAXES)), rows.name).doubts
