"""Each case is judged by the law of its day: what was lawful then is not measured by what came later."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from creditfile.book import open_book
from creditfile.judging.examples import fact_of
from creditfile.judging.judge import judge
from creditfile.model import Case

FOLDER = Path(__file__).parent.parent.parent
BOOK = open_book(FOLDER)


def outcomes(facts: dict[str, Any], on: date) -> dict[str, str]:
    """The worst answer of each rule by its code."""
    case = Case("trial", FOLDER, facts=tuple(fact_of(name, value) for name, value in facts.items()))
    judged = judge(case, replace(BOOK.rules, demands=()), on, changes=False)
    order = ("left_out", "holds", "cannot_tell", "fails")
    found: dict[str, str] = {}
    for answer in judged.answers:
        found[answer.code] = max(found.get(answer.code, "left_out"), answer.outcome, key=order.index)
    return found


LICENCE = {
    "party.type": "ENT",
    "application.stage": "INTAKE",
    "party.annual_report_due": 2012,
    "licence.inspected_year": 2011,
    "party.annual_report_year": 2011,
}


@pytest.mark.parametrize(
    ("on", "inspection", "report"),
    [
        (date(2014, 2, 28), "fails", "left_out"),
        (date(2014, 3, 1), "left_out", "fails"),
        (date(2026, 6, 30), "left_out", "fails"),
    ],
)
def test_the_yearly_inspection_gives_way_to_the_annual_report(on: date, inspection: str, report: str) -> None:
    found = outcomes(LICENCE, on)

    assert (inspection, report) == (found["LAW-001"], found["ADM-006"])


SILENT_GUARANTEE = {
    "application.stage": "SIGN",
    "guarantee[0].clause_general_guarantee": "",
    "guarantee[0].liability_type": "保证责任",
    "guarantee[0].clause_unclear_period": "保证期间至主债务本息还清时为止。",
    "guarantee[0].clause_period": "保证期间至主债务本息还清时为止。",
    "guarantee[0].period_months": 0,
}


def test_a_guarantee_that_does_not_say_its_kind_was_joint_until_2020() -> None:
    before = outcomes({**SILENT_GUARANTEE, "contract.sign_date": date(2020, 12, 31)}, date(2026, 6, 30))
    after = outcomes({**SILENT_GUARANTEE, "contract.sign_date": date(2021, 1, 1)}, date(2026, 6, 30))

    assert ("holds", "left_out") == (before["LAW-002"], before["CTR-027"])
    assert ("left_out", "fails") == (after["LAW-002"], after["CTR-027"])


def test_a_guarantee_until_the_debt_is_cleared_is_named_by_the_law_of_its_day() -> None:
    before = outcomes({**SILENT_GUARANTEE, "contract.sign_date": date(2020, 12, 31)}, date(2026, 6, 30))
    after = outcomes({**SILENT_GUARANTEE, "contract.sign_date": date(2021, 1, 1)}, date(2026, 6, 30))

    assert ("fails", "left_out") == (before["LAW-003"], before["CTR-025"])
    assert ("left_out", "fails") == (after["LAW-003"], after["CTR-025"])


FIXED_ASSETS = {
    "party.type": "ENT",
    "application.product": "FAL",
    "application.stage": "DISBURSE",
    "application.term_months": 132,
    "approval.approver_level": "支行贷审小组",
    "payment[0].mode": "SELF",
    "payment[0].payee": "设备公司",
    "payment[0].amount": Decimal("8000000.00"),
    "project_check.total_invest": Decimal("900000000.00"),
}


def test_payments_go_by_the_measure_in_force_when_the_contract_was_signed() -> None:
    before = outcomes({**FIXED_ASSETS, "contract.sign_date": date(2024, 6, 30)}, date(2026, 6, 30))
    after = outcomes({**FIXED_ASSETS, "contract.sign_date": date(2024, 7, 1)}, date(2026, 6, 30))

    assert ("fails", "left_out") == (before["LAW-007"], before["PRU-012"])
    assert ("left_out", "holds") == (after["LAW-007"], after["PRU-012"])


def test_terms_go_by_the_measure_in_force_when_the_contract_was_signed() -> None:
    before = outcomes({**FIXED_ASSETS, "contract.sign_date": date(2024, 6, 30)}, date(2026, 6, 30))
    after = outcomes({**FIXED_ASSETS, "contract.sign_date": date(2024, 7, 1)}, date(2026, 6, 30))

    assert ("fails", "left_out", "left_out") == (before["LAW-009"], before["ADM-026"], before["PRU-014"])
    assert ("left_out", "holds", "fails") == (after["LAW-009"], after["ADM-026"], after["PRU-014"])


def test_without_a_contract_the_day_of_judging_tells_the_law() -> None:
    young = outcomes(FIXED_ASSETS, date(2024, 6, 30))

    assert ("fails", "left_out") == (young["LAW-009"], young["ADM-026"])


def test_a_value_that_changed_is_taken_as_of_the_day() -> None:
    old, new = (BOOK.rules.settings_on(day)["entrusted_fal"] for day in (date(2024, 6, 30), date(2024, 7, 1)))

    assert (5_000_000, 10_000_000) == (old, new)


@pytest.mark.parametrize("rule", [r for r in BOOK.rules.rules if r.since or r.until], ids=lambda rule: rule.code)
def test_a_rule_with_a_first_or_last_day_shows_by_example_that_it_is_left_out_beyond(rule: Any) -> None:
    law = [example for example in rule.examples if example.answer == "left_out"]

    days = {example.on or example.facts.get("contract.sign_date") for example in law} - {None}
    assert rule.since is None or any(day < rule.since for day in days)
    assert rule.until is None or any(day > rule.until for day in days)
