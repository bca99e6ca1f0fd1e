"""What persons corrected, typed as what they correct."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from creditfile.model import Fact, Origin, Reading
from creditfile.model.document import Documents, DocumentType, Field, Marks
from creditfile.settling.agree import agreed
from creditfile.settling.corrections import WAITING, corrected

FIELDS = (
    Field("amount", "金额", "money", unit="万元"),
    Field("sign_date", "签订日期", "date"),
    Field("pass_ratio", "同意比例", "ratio"),
)
CONTRACT = DocumentType(
    "loan_contract", "D702", "借款合同", "Loan contract", "contract", many=False, party=None, marks=Marks(),
    fields=FIELDS,
)  # fmt: skip
BOOK = Documents((CONTRACT,))


def said(name: str, value: Any, *, checked: str = "") -> Reading:
    origin = Origin("corrections.toml", None, None, f"{name} = {value} (张三)", "person", Decimal(1), "correct 1")
    witnesses = (f"checked:{checked}",) if checked else ()
    fact = Fact(name, value, "", origins=(origin,), witnesses=witnesses)
    return Reading("corrections", "corrections.toml", name, fact)


def stated(facts: list[Fact], *readings: Reading, four_eyes: bool = False) -> tuple[list[Fact], list[str]]:
    made, troubles = corrected(facts, readings, BOOK, four_eyes=four_eyes)
    return made, [trouble.code for _, trouble in troubles]


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("contract.amount", Decimal("5000000.00"), Decimal("5000000.00")),
        ("contract.amount", 5_000_000, Decimal(5_000_000)),
        ("contract.amount", "伍佰万元整", Decimal(5_000_000)),
        ("guarantor_contract.sign_date", date(2025, 2, 17), date(2025, 2, 17)),
        ("contract.sign_date", "2025年2月17日", date(2025, 2, 17)),
    ],
)
def test_a_correction_has_the_type_of_its_field_and_plain_numbers_are_yuan(name: str, value: Any, wanted: Any) -> None:
    made, troubles = stated([], said(name, value))

    assert ([wanted], []) == ([fact.value for fact in made], troubles)
    assert type(wanted) is type(made[0].value)


def test_a_corrected_statement_figure_keeps_what_it_is_of(fact: Callable[..., Fact]) -> None:
    name = 'statement["2024-12-31"].total_assets'
    read = fact(name, Decimal("16.00"), unit="CNY", label="资产总计", period="2024-12-31", scope="consolidated")

    made, _ = stated([read], said(name, 17))

    assert (Decimal(17), "money", "CNY", "资产总计", "2024-12-31", "consolidated") == (
        made[0].value, made[0].type, made[0].unit, made[0].label, made[0].period, made[0].scope,
    )  # fmt: skip


def test_an_amount_that_a_person_states_is_in_yuan_though_its_paper_is_in_dollars(fact: Callable[..., Fact]) -> None:
    made, _ = stated([fact("contract.amount", Decimal(700), unit="USD")], said("contract.amount", 5000))

    assert (Decimal(5000), "CNY") == (made[0].value, made[0].unit)


def test_text_that_is_no_such_value_is_told_and_does_not_stand() -> None:
    made, troubles = stated([], said("contract.sign_date", "the day after"))

    assert ([], ["RDG-121"]) == (made, troubles)


def test_a_statement_figure_may_be_written_as_people_write_it_but_not_as_words(fact: Callable[..., Fact]) -> None:
    name = 'statement["2024-12-31"].total_assets'
    read = fact(name, Decimal("16.00"), unit="CNY", label="资产总计")

    assert [Decimal("1234.50")] == [made.value for made in stated([read], said(name, "1,234.50"))[0]]
    assert ([], ["RDG-121"]) == stated([read], said(name, "many"))


def test_the_last_word_on_a_fact_counts() -> None:
    made, _ = stated([], said("contract.amount", 1), said("contract.amount", 2))

    assert [Decimal(2)] == [fact.value for fact in made]


def test_with_four_eyes_one_name_is_not_enough() -> None:
    alone = stated([], said("contract.amount", 1), four_eyes=True)
    checked = stated([], said("contract.amount", 1, checked="李四"), four_eyes=True)

    assert ([], [WAITING]) == alone
    assert ([Decimal(1)], []) == ([fact.value for fact in checked[0]], checked[1])


def test_that_a_cell_is_blank_ends_the_matter_too(fact: Callable[..., Fact]) -> None:
    read = replace(fact("contract.amount", Decimal(5)), confirm=True)
    made, _ = stated([read], said("contract.amount", None))

    best = agreed([*made, read], Decimal("0.9"))

    assert (None, False) == (best.value, best.confirm)
