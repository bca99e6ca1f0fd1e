"""The change that a finding names makes the rule hold, and no smaller one does."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditfile.book import open_book
from creditfile.judging.change import smallest_change
from creditfile.judging.examples import fact_of
from creditfile.judging.judge import judge, names_of
from creditfile.judging.rules import Example, Rule
from creditfile.language import View
from creditfile.model import Case, Fact, Finding
from creditfile.model.identity import Identity
from creditfile.settling.figures import computed

FOLDER = Path(__file__).parent.parent.parent
BOOK = open_book(FOLDER)
DAY = date(2026, 6, 30)
ASKED = [
    rule
    for rule in BOOK.rules.rules
    if not rule.each and not rule.attest and not isinstance(rule.test, Identity) and rule.in_force(DAY)
]


def judged(rule: Rule, facts: tuple[Fact, ...], on: date) -> Case:
    """The case of these facts, judged by the one rule at its stage."""
    alone = replace(BOOK.rules, rules=(replace(rule, stage="INTAKE"),), demands=())
    return judge(Case("trial", FOLDER, facts=facts), alone, on)


def found_change(rule: Rule, finding: Finding, facts: tuple[Fact, ...], on: date) -> tuple[Fact, Any] | None:
    """What the finding's change rests on."""
    view = View(facts)
    names = names_of(BOOK.rules.settings_on(on), BOOK.rules.lists, on)
    return smallest_change(finding.evidence, view, lambda: rule.test.on(view, **names).value is rule.wanted, on)  # type: ignore[union-attr]


def failing(rule: Rule) -> list[Example]:
    return [example for example in rule.examples if example.answer == "fails"][:4]


@pytest.mark.parametrize("rule", ASKED, ids=lambda rule: rule.code)
def test_the_change_that_is_named_makes_the_rule_hold(rule: Rule) -> None:
    for example in failing(rule):
        on = example.on or DAY
        facts = tuple(fact_of(name, value) for name, value in example.facts.items())
        finding = next(f for f in judged(rule, facts, on).findings if f.code == rule.code)
        named = found_change(rule, finding, facts, on)

        if not rule.law_day:
            assert bool(finding.change) is (named is not None)
        if named:
            fact, value = named
            changed = tuple(replace(f, value=value) if f.name == fact.name else f for f in facts)
            assert rule.code not in [f.code for f in judged(rule, changed, on).findings]


def test_most_rules_name_a_change() -> None:
    named = [
        rule.code
        for rule in ASKED
        for example in failing(rule)[:1]
        if judged(rule, tuple(fact_of(n, v) for n, v in example.facts.items()), example.on or DAY).findings[0].change
    ]

    assert len(named) > len(ASKED) / 2


PRU_001 = next(rule for rule in BOOK.rules.rules if rule.code == "PRU-001")


def of_balance(liabilities: Decimal, assets: Decimal) -> tuple[Fact, ...]:
    """The facts of a balance sheet with its figures."""
    stated = {"party.type": "ENT", "application.product": "WCL"}
    items = {"total_liab": liabilities, "total_assets": assets}
    facts = [fact_of(name, value) for name, value in stated.items()]
    facts += [
        Fact(f'statement["2025-12-31"].{item}', value, "money", label={"total_liab": "负债合计"}.get(item, "资产总计"))
        for item, value in items.items()
    ]
    figures = [figure for figure in BOOK.figures.figures if figure.address == "statement[*].debt_ratio"]
    return computed(facts, figures, {**BOOK.figures.names, "on": DAY})


def test_a_ratio_names_the_amount_behind_it() -> None:
    facts = of_balance(Decimal("94120000.00"), Decimal("130000000.00"))

    (finding,) = judged(PRU_001, facts, DAY).findings

    assert "资产负债率 72.40% → 70.00%:需减少负债合计 3,120,000.00 元" == finding.change


@settings(max_examples=40)
@given(liabilities=st.integers(7_000_001, 10**11), assets=st.integers(10**7, 10**11))
def test_the_amount_behind_a_ratio_is_enough_and_a_fen_less_is_not(liabilities: int, assets: int) -> None:
    owed, owned = Decimal(liabilities) / 100, Decimal(assets) / 100
    findings = judged(PRU_001, of_balance(owed, owned), DAY).findings
    if not findings or "减少负债合计" not in findings[0].change:
        return
    amount = Decimal(findings[0].change.rpartition(" 元")[0].rpartition(" ")[2].replace(",", ""))

    assert [] == list(judged(PRU_001, of_balance(owed - amount, owned), DAY).findings)
    assert [] != list(judged(PRU_001, of_balance(owed - amount + Decimal("0.01"), owned), DAY).findings)
