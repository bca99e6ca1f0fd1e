"""What a rule answers on the facts of an example: for lint, for the manual, and for whoever tries a rule."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from creditfile.judging.judge import Rulebook, judge
from creditfile.judging.rules import Example, Rule
from creditfile.model import Case, Fact, Finding

_A_DAY = date(2026, 6, 30)
_NOWHERE = Path()


def answer(rule: Rule, example: Example, book: Rulebook) -> tuple[str, str]:
    """What the rule answers on an example's facts, and its message. A list rule answers its worst."""
    case = _judged(rule, example, book)
    outcomes = [a.outcome for a in case.answers if a.code == rule.code]
    message = next((finding.message for finding in case.findings if finding.code == rule.code), "")
    for outcome in ("fails", "cannot_tell", "holds"):
        if outcome in outcomes:
            return outcome, message
    return "left_out", message


def finding_of(rule: Rule, example: Example, book: Rulebook) -> Finding | None:
    """What is found on an example's facts; None where the rule holds or does not apply."""
    return next((finding for finding in _judged(rule, example, book).findings if finding.code == rule.code), None)


def _judged(rule: Rule, example: Example, book: Rulebook) -> Case:
    """The example as a case of its own, at whatever stage the rule is due."""
    facts = tuple(fact_of(name, value) for name, value in example.facts.items())
    alone = replace(rule, stage="INTAKE") if "application.stage" not in example.facts else rule
    on = example.on or _day_in_force(rule)
    return judge(Case("example", _NOWHERE, facts=facts), replace(book, rules=(alone,), demands=()), on, changes=False)


def _day_in_force(rule: Rule) -> date:
    if rule.in_force(_A_DAY):
        return _A_DAY
    day = rule.until or rule.since
    assert day is not None, "a rule that is never in force"
    return day


def fact_of(name: str, value: Any) -> Fact:
    """An example's value as a fact of our making."""
    return Fact(name, frozen(value), "example")


def frozen(value: Any) -> Any:
    """A value of TOML as facts have it: lists as tuples."""
    if isinstance(value, list):
        return tuple(frozen(part) for part in value)
    if isinstance(value, dict):
        return {key: frozen(part) for key, part in value.items()}
    return value
