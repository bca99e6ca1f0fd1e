"""Stage 3: hold the facts against the rules, in three answers; the policy says what follows."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from creditfile.judging import by_identity, papers, persons, readings, risk
from creditfile.judging.change import change_behind, smallest_change
from creditfile.judging.papers import Demand
from creditfile.judging.policy import Policy
from creditfile.judging.rules import STAGES, Rule
from creditfile.judging.settings import Former, settings_on
from creditfile.language import Expression, Missing, Outcome, Text, View
from creditfile.language.filters import money, percent, plain
from creditfile.model import Answer, Case, Fact, Finding, Severity, Value, Verdict
from creditfile.model.identity import Identity

_INDEX = re.compile(r"\[[^\]]*\]|\.(?:latest_annual|latest|prior|opening)\b")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything the judge goes by."""

    rules: tuple[Rule, ...]
    """By code."""
    demands: tuple[Demand, ...]
    """Which papers must come."""
    policy: Policy
    """What findings mean."""
    settings: Mapping[str, Any]
    """The bank's own values."""
    lists: Mapping[str, tuple[Mapping[str, str], ...]]
    """Long lists by name."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What people call a fact, index left out: `contract.amount`, `guarantee[].amount`."""
    former: Mapping[str, tuple[Former, ...]] = field(default_factory=dict)
    """What settings that changed were before."""
    formulas: Mapping[str, Expression] = field(default_factory=dict)
    """How a figure is worked, by its address, index left out: `statement[].debt_ratio`."""

    def settings_on(self, day: date) -> Mapping[str, Any]:
        """The bank's own values as they stood on a day."""
        return settings_on(day, self.settings, self.former)


@dataclass(frozen=True, slots=True)
class Bench:
    """What one case is judged with: its facts, and the names that are no facts."""

    view: View
    """The facts."""
    names: Mapping[str, Any]
    """setting, list, on."""
    case_id: str
    """For the findings' ids."""
    party: str | None
    """What the borrower is: ENT, IEB, FRM …; None while unknown."""
    product: str | None
    """What is asked for: WCL …; None while unknown."""
    stage: str
    """How far the loan has come."""
    on: date
    """The day that counts."""
    present: frozenset[str] | None
    """Subjects of the papers that are there, when papers are looked at on their own; None for a whole file."""
    titles: Mapping[str, str]
    """What people call a fact."""
    lacking: Mapping[str, tuple[str, ...]]
    """For each figure that could not be computed: what it lacks."""
    law: Rulebook
    """For rules by the law of another day than that of judging."""
    changes: bool = True
    """Whether a failing rule looks for the smallest change that would make it hold."""

    def needs_others(self, missing: Iterable[str]) -> bool:
        """Whether something that is missing could only have come from papers that are not there."""
        if self.present is None:
            return False
        return any(
            all(_subject(stated) not in self.present for stated in self.lacking.get(address, (address,)))
            for address in missing
        )

    def stated(self, missing: Iterable[str]) -> tuple[str, ...]:
        """What papers or people would have to state: figures are followed down to what they lack."""
        return tuple(dict.fromkeys(name for address in missing for name in self.lacking.get(address, (address,))))

    def called(self, address: str) -> str:
        """What people call the fact at an address; the address itself where nobody named it."""
        return self.titles.get(_INDEX.sub("[]", address), address)


def _subject(address: str) -> str:
    return re.split(r"[.\[]", address, maxsplit=1)[0]


SUMMED = ("file.", "risk.")
"""Facts that only the other answers give: what asks for them is judged last."""


def judge(case: Case, book: Rulebook, on: date, *, changes: bool = True) -> Case:
    """Judge every rule of the book on the case's facts as of a day; add findings, answers and the decision.

    `changes`: say of what fails which smallest change of one fact would make it hold.
    """
    bench = replace(_bench(case, book, on), changes=changes)
    findings: list[Finding] = list(readings.findings_of(case))
    answers: list[Answer] = []
    of_papers = list(papers.judged(book.demands, case, bench.view, bench.names, bench.party, bench.product))
    last = [rule for rule in book.rules if any(address.startswith(SUMMED) for address in rule.addresses)]
    for rule in (rule for rule in book.rules if rule not in last):
        _take(_judged(rule, bench), answers, findings)
    lacking = [finding for _, finding in of_papers if finding]
    sums = papers.summed([answer for answer, _ in of_papers], lacking, findings)
    for fact in (*sums, *risk.weighed(book.rules, answers)):
        bench.view.add(fact)
    for rule in last:
        _take(_judged(rule, bench), answers, findings)
    _take(of_papers, answers, findings)
    findings.extend(readings.to_confirm(case, findings, answers))
    attestable = frozenset(rule.code for rule in book.rules if rule.attest)
    findings, answers = persons.heard(case.words, findings, answers, attestable, on, book.policy.four_eyes)
    ordered = tuple(
        sorted((_signed(f, case.id) for f in findings), key=lambda f: (-f.severity.rank, f.code, f.subject))
    )
    ran = sum(answer.outcome != "left_out" for answer in answers)
    row = book.policy.decide(ordered, ran=ran, loose=case.loose)
    return replace(
        case,
        lacking={},
        findings=ordered,
        answers=tuple(answers),
        decision=row.decision,
        verdict=row.code,
        product=bench.product,
    )


def _take(judged: Iterable[tuple[Answer, Finding | None]], answers: list[Answer], findings: list[Finding]) -> None:
    for answer, finding in judged:
        answers.append(answer)
        if finding:
            findings.append(finding)


def _bench(case: Case, book: Rulebook, on: date) -> Bench:
    view = View(case.facts)

    def known(name: str) -> Any:
        fact = view.fact(name)
        return None if fact is None else fact.value

    stage = known("application.stage") or ("SIGN" if view.elements("contract") else "SURVEY")
    return Bench(
        view=view,
        names=names_of(book.settings_on(on), book.lists, on),
        law=book,
        case_id=case.id,
        party=known("party.type"),
        product=known("application.product") or case.product,
        stage=str(stage),
        on=on,
        present=_present(case) if case.loose else None,
        titles=book.titles,
        lacking=case.lacking,
    )


def _present(case: Case) -> frozenset[str]:
    """The subjects of which papers are there."""
    return frozenset(_subject(fact.name) for fact in case.facts if fact.origins and not fact.inputs)


def names_of(settings: Mapping[str, Any], lists: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The names in an expression that are no facts."""
    return {"setting": dict(settings), "list": lambda name: lists[name], "on": on}


def _judged(rule: Rule, bench: Bench) -> Iterator[tuple[Answer, Finding | None]]:
    """One answer for the rule, or one for each element it is judged over."""
    reason = _left_out(rule, bench)
    if reason:
        yield Answer(rule.code, "left_out", reason), None
        return
    names = bench.names
    if rule.law_day is not None:
        names = {**names, "setting": bench.law.settings_on(_law_day(rule, bench))}
    if not rule.each:
        yield _answered(rule, bench, "", names)
        return
    elements = bench.view.elements(rule.each)
    if not elements:
        yield Answer(rule.code, "left_out", f"no {rule.each}"), None
    for number, element in enumerate(elements):
        look = bench.view.looking()
        yield _answered(rule, bench, element, {**names, "it": look.at(element), "n": number + 1, "_look": look})


def _left_out(rule: Rule, bench: Bench) -> str:
    """Why a rule is not judged at all; empty when it is."""
    if rule.parties and bench.party and bench.party not in rule.parties:
        return f"party {bench.party}"
    if rule.products and bench.product and bench.product not in rule.products:
        return f"product {bench.product}"
    if STAGES.index(rule.stage) > STAGES.index(bench.stage):
        return f"due at {rule.stage}"
    if not rule.in_force(_law_day(rule, bench)):
        return "law not in force"
    return ""


def _law_day(rule: Rule, bench: Bench) -> date:
    """The day whose law counts: the one the rule names, where it is known, else that of judging."""
    day = rule.law_day.on(bench.view, **bench.names).value if rule.law_day else None
    return day if isinstance(day, date) else bench.on


def _answered(rule: Rule, bench: Bench, subject: str, names: Mapping[str, Any]) -> tuple[Answer, Finding | None]:
    names = dict(names)
    look = names.pop("_look", None)
    if rule.when is not None:
        applies = rule.when.on(bench.view, **names)
        if applies.value is False:
            return Answer(rule.code, "left_out", "does not apply", subject), None
        if applies.value is not True:
            if bench.needs_others(applies.missing) or _asks_others(rule, bench, names):
                return Answer(rule.code, "left_out", papers.NEEDS_OTHERS, subject), None
            return _found(rule, bench, subject, names, applies, Verdict.CANNOT_TELL, look)
    if isinstance(rule.test, Identity):
        sum_ = by_identity.held(rule.test, bench.view, subject)
        if sum_.left_out:
            return Answer(rule.code, "left_out", "another layout", subject), None
        names["difference"] = sum_.difference
        outcome = by_identity.outcome(sum_)
    else:
        outcome = rule.test.on(bench.view, **names)
    verdict = _turned(rule, outcome)
    if verdict is Verdict.HOLDS and not rule.attest:
        return Answer(rule.code, "holds", subject=subject, read=_names(outcome, look)), None
    if verdict is Verdict.CANNOT_TELL and bench.needs_others(outcome.missing):
        return Answer(rule.code, "left_out", papers.NEEDS_OTHERS, subject), None
    if rule.attest and verdict is not Verdict.FAILS:
        verdict = Verdict.CANNOT_TELL
    answer, finding = _found(rule, bench, subject, names, outcome, verdict, look)
    if bench.changes and verdict is Verdict.FAILS and not isinstance(rule.test, Identity):
        finding = _with_change(rule, bench, names, finding)
    return answer, finding


def _asks_others(rule: Rule, bench: Bench, names: Mapping[str, Any]) -> bool:
    """Whether a rule of which nobody knows if it applies asks for other papers anyhow."""
    if bench.present is None or isinstance(rule.test, Identity):
        return False
    return bench.needs_others(rule.test.on(bench.view, **names).missing)


def _turned(rule: Rule, outcome: Outcome) -> Verdict:
    """What the rule answers: the test's own answer, or the other way round where it forbids."""
    if rule.wanted or outcome.verdict is Verdict.CANNOT_TELL:
        return outcome.verdict
    return Verdict.FAILS if outcome.verdict is Verdict.HOLDS else Verdict.HOLDS


def _with_change(rule: Rule, bench: Bench, names: Mapping[str, Any], finding: Finding) -> Finding:
    """The same finding with the smallest change of one fact that would make the rule hold, where there is one."""
    test = rule.test
    assert not isinstance(test, Identity)

    def holds() -> bool:
        return _turned(rule, test.on(bench.view, **names)) is Verdict.HOLDS

    found = smallest_change(finding.evidence, bench.view, holds, bench.on)
    if found is None:
        return finding
    fact, value = found
    said = f"{_called(fact, bench)} {_figure(fact, fact.value)} → {_figure(fact, value)}"
    return replace(finding, change=said + _behind(fact, bench, holds))


def _called(fact: Fact, bench: Bench) -> str:
    return fact.label or bench.called(fact.name)


def _behind(figure: Fact, bench: Bench, holds: Callable[[], bool]) -> str:
    """Which fact behind a figure would have to rise or fall for it, and by how much; empty where none alone would."""
    formula = bench.law.formulas.get(_INDEX.sub("[]", figure.name))
    if formula is None or not figure.inputs:
        return ""
    names = dict(bench.names)
    if figure.name.endswith("]." + figure.name.rpartition(".")[2]):
        names["it"] = bench.view.looking().at(figure.name.rpartition(".")[0])

    def worked() -> Value:
        value = formula.on(bench.view, **names).value
        return value if isinstance(value, Decimal | int) else None

    found = change_behind(figure, bench.view, worked, holds)
    if found is None:
        return ""
    fact, value = found
    assert isinstance(fact.value, Decimal | int)
    assert isinstance(value, Decimal | int)
    moved = abs(Decimal(value) - fact.value)
    amount = f"{money(moved)} 元" if fact.type == "money" else plain(moved)
    return f":需{'增加' if value > fact.value else '减少'}{_called(fact, bench)} {amount}"


def _figure(fact: Fact, value: Any) -> str:
    """A value as people write it: amounts to the fen, shares in per cent."""
    if fact.type == "money":
        return money(value)
    return percent(value) if fact.type == "ratio" else plain(value)


def _names(outcome: Outcome, look: Any) -> tuple[str, ...]:
    return tuple(fact.name for fact in _evidence(outcome, look))


def _evidence(outcome: Outcome, look: Any) -> tuple[Fact, ...]:
    """The facts read by the expression itself and through `it`."""
    through_it = tuple(look.seen.values()) if look else ()
    return tuple({fact.name: fact for fact in (*through_it, *outcome.read)}.values())


def _found(
    rule: Rule, bench: Bench, subject: str, names: Mapping[str, Any], outcome: Outcome, verdict: Verdict, look: Any
) -> tuple[Answer, Finding]:
    evidence = _evidence(outcome, look)
    wanted = bench.stated(address for address in outcome.missing if not address.startswith("÷"))
    there = {fact.name for fact in evidence if fact.value is not None}
    missing = tuple(address for address in wanted if address not in there)
    unknown, unknown_en = _unknown(rule, bench, missing)
    finding = Finding(
        code=rule.code,
        severity=rule.severity,
        verdict=verdict,
        title=rule.title,
        title_en=rule.title_en,
        message=_message(rule.message, bench, names, verdict, outcome, unknown),
        message_en=_message(rule.message_en, bench, names, verdict, outcome, unknown_en),
        evidence=evidence,
        missing=missing,
        basis=rule.basis,
        mend=rule.mend,
        mend_en=rule.mend_en,
        level=rule.level,
        subject=subject,
        change=by_identity.change(evidence) if isinstance(rule.test, Identity) and verdict is Verdict.FAILS else "",
    )
    return Answer(rule.code, verdict.value, subject=subject, read=tuple(f.name for f in evidence)), finding


def _unknown(rule: Rule, bench: Bench, missing: Iterable[str]) -> tuple[str, str]:
    """In both languages: the rule's name and what people call the missing facts; where none is, a person judges."""
    wanted = list(dict.fromkeys(bench.called(address) for address in missing))
    listed = "、".join(wanted[:6]) + (f"等{len(wanted)}项" if len(wanted) > 6 else "")
    if wanted:
        return f"{rule.title}:缺少{listed}", rule.title_en
    if rule.attest:
        return rule.title, rule.title_en
    return f"{rule.title}:须人工判断", f"{rule.title_en}: for a person to judge"


def _message(text: Text, bench: Bench, names: Mapping[str, Any], verdict: Verdict, outcome: Outcome, title: str) -> str:
    """The rule's own words when it fails; its title and what is missing when it cannot be told."""
    if verdict is Verdict.FAILS:
        return text.on(bench.view, **names)
    return f"{title}({outcome.trouble})" if outcome.trouble else title


def _signed(finding: Finding, case_id: str) -> Finding:
    """Give a finding its stable id."""
    facts: Iterable[str] = sorted(fact.name for fact in finding.evidence)
    text = "\n".join((case_id, finding.code, finding.subject, *facts))
    return replace(finding, id=hashlib.sha256(text.encode()).hexdigest()[:16])


__all__ = ["Missing", "Rulebook", "Severity", "judge", "names_of"]
