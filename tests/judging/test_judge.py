from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from creditfile.errors import ShapeError
from creditfile.judging.judge import Rulebook, judge
from creditfile.judging.papers import Demand
from creditfile.judging.policy import Policy, Row
from creditfile.judging.rules import Rule, rule_from
from creditfile.language.expressions import the_language
from creditfile.model import Case, Decision, Fact, Severity, Source, Trouble

TODAY = date(2026, 6, 30)
RULE: dict[str, Any] = {
    "code": "CTR-002",
    "title": "合同金额不高于批复金额",
    "title_en": "Contract amount within approval",
    "severity": "error",
    "basis": ["《贷款管理办法》"],
    "when": "contract is defined and approval is defined",
    "expect": "contract.amount <= approval.amount",
    "message": "合同金额 {{ contract.amount|money }} 元,高于批复金额 {{ approval.amount|money }} 元",
    "examples": [{"facts": {}, "answer": "left_out"}, {"facts": {}, "answer": "left_out"}],
}
ROWS = (
    Row(Decision.REFUSE, "REJECT", "拒", "no", ("PRH-*",), frozenset(), frozenset(), frozenset({"fails"}), False),
    Row(Decision.REFER, "FIX", "补", "fix", (), frozenset(), frozenset({"error"}), frozenset(), False),
    Row(Decision.ADMIT, "OK", "准", "ok", (), frozenset(), frozenset(), frozenset(), True),
)


def rule(**changes: Any) -> Rule:
    content = {key: value for key, value in (RULE | changes).items() if value is not None}
    return rule_from(content, Path(f"/book/checks/{content['code']}-x.toml"), Path("/book"), {"most": Decimal("0.7")})


@pytest.fixture(autouse=True)
def no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules here are written in the test, so there is no file to look lines up in."""
    monkeypatch.setattr("creditfile.judging.rules.line_of", lambda file, keys: 1)


def judged(rules: list[Rule], facts: list[Fact], **case: Any) -> Case:
    book = Rulebook(tuple(rules), (), Policy("book", Decimal("0.9"), ROWS), {"most": Decimal("0.7")}, {})
    return judge(Case("case", Path(), facts=tuple(facts), **case), book, TODAY)


def test_a_failing_rule_shows_its_facts_its_basis_and_both_amounts(fact: Callable[..., Fact]) -> None:
    facts = [fact("contract.amount", Decimal(5_000_000)), fact("approval.amount", Decimal(4_500_000))]

    (finding,) = judged([rule()], facts).findings

    assert "合同金额 5,000,000.00 元,高于批复金额 4,500,000.00 元" == finding.message
    assert ["contract.amount", "approval.amount"] == [fact.name for fact in finding.evidence]
    assert ("《贷款管理办法》",) == finding.basis
    assert len(finding.id) == 16


def test_what_cannot_be_told_never_passes(fact: Callable[..., Fact]) -> None:
    facts = [fact("contract.amount", Decimal(5_000_000)), fact("approval.term_months", 12, "months")]

    case = judged([rule()], facts)

    assert [("cannot_tell", ("approval.amount",))] == [(f.verdict.value, f.missing) for f in case.findings]
    assert Decision.REFER is case.decision
    assert () == case.held


def test_what_all_facts_leave_open_is_for_a_person_and_lacks_nothing(fact: Callable[..., Fact]) -> None:
    same = rule(expect="same_purpose(contract.purpose, approval.purpose)")
    facts = [fact("contract.purpose", "采购铜箔", "text"), fact("approval.purpose", "采购原材料", "text")]

    (finding,) = judged([same], facts).findings

    assert ("合同金额不高于批复金额:须人工判断", ()) == (finding.message, finding.missing)


def test_an_amount_that_is_not_in_yuan_lacks_nothing_and_is_for_a_person(fact: Callable[..., Fact]) -> None:
    facts = [fact("contract.amount", Decimal(5), unit="USD"), fact("approval.amount", Decimal(5))]

    (finding,) = judged([rule()], facts).findings

    assert ("合同金额不高于批复金额:须人工判断", ()) == (finding.message, finding.missing)


def test_no_rule_run_is_no_pass() -> None:
    assert (Decision.REFER, "NOTHING_JUDGED") == ((case := judged([rule()], [])).decision, case.verdict)


def test_a_rule_that_holds_is_counted_and_admits(fact: Callable[..., Fact]) -> None:
    facts = [fact("contract.amount", Decimal(1)), fact("approval.amount", Decimal(2))]

    case = judged([rule()], facts)

    assert (("CTR-002",), Decision.ADMIT, ()) == (case.held, case.decision, case.findings)


def test_a_prohibition_that_is_met_refuses(fact: Callable[..., Fact]) -> None:
    banned = rule(
        code="PRH-001",
        expect=None,
        when=None,
        forbid="registry.status in ['吊销', '注销']",
        message="登记状态 {{ registry.status }}",
    )

    assert Decision.REFUSE is judged([banned], [fact("registry.status", "吊销", "text")]).decision
    assert Decision.ADMIT is judged([banned], [fact("registry.status", "存续", "text")]).decision
    assert Decision.REFER is judged([banned], []).decision


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"a.ratio": Decimal("0.70")}, "holds"),
        ({"a.ratio": Decimal("0.701")}, "fails"),
        ({"a.other": Decimal(1)}, "cannot_tell"),
        ({}, "cannot_tell"),
    ],
)
def test_a_schema_rule_takes_an_absence_for_unknown_and_a_limit_exactly(
    fact: Callable[..., Fact], facts: dict[str, Any], outcome: str
) -> None:
    schema = {
        "required": ["a"],
        "properties": {"a": {"required": ["ratio"], "properties": {"ratio": {"maximum": {"setting": "most"}}}}},
    }
    case = judged(
        [rule(code="ADM-001", expect=None, when=None, must=schema, message="比率过高")],
        [fact(n, v) for n, v in facts.items()],
    )

    assert [outcome] == [answer.outcome for answer in case.answers]


def test_a_must_not_schema_holds_on_a_definite_breach_only(fact: Callable[..., Fact]) -> None:
    schema = {
        "required": ["a"],
        "properties": {
            "a": {"required": ["kind", "age"], "properties": {"kind": {"const": "X"}, "age": {"minimum": 5}}}
        },
    }
    banned = rule(code="PRH-002", expect=None, when=None, must_not=schema, message="不得")

    def outcome(**values: Any) -> str:
        return judged([banned], [fact(f"a.{n}", v, "text") for n, v in values.items()]).answers[0].outcome

    assert "fails" == outcome(kind="X", age=6)
    assert "holds" == outcome(kind="Y")
    assert "cannot_tell" == outcome(kind="X")


def test_an_unknown_setting_is_told_with_a_suggestion() -> None:
    schema = {"properties": {"a": {"maximum": {"setting": "mots"}}}}

    with pytest.raises(ShapeError, match="did you mean `most`"):
        rule(code="ADM-001", expect=None, must=schema)


def test_a_rule_over_a_list_answers_for_each_element(fact: Callable[..., Fact]) -> None:
    each = rule(
        each="guarantee",
        when=None,
        expect="it.amount >= contract.amount",
        message="第{{ n }}份保证 {{ it.amount|money }}",
    )
    facts = [
        fact("contract.amount", Decimal(5)),
        fact("guarantee[0].amount", Decimal(5)),
        fact("guarantee[1].amount", Decimal(4)),
    ]

    case = judged([each], facts)

    assert [("guarantee[0]", "holds"), ("guarantee[1]", "fails")] == [(a.subject, a.outcome) for a in case.answers]
    assert "第2份保证 4.00" == case.findings[0].message
    assert "guarantee[1].amount" in [f.name for f in case.findings[0].evidence]


def test_the_law_of_the_signing_day_counts(fact: Callable[..., Fact]) -> None:
    old = rule(
        code="CTR-100",
        until=date(2024, 6, 30),
        law_day="contract.sign_date",
        when=None,
        expect="contract.term <= 36",
        message="按旧办法",
    )
    new = rule(
        code="CTR-101",
        since=date(2024, 7, 1),
        law_day="contract.sign_date",
        when=None,
        expect="contract.term <= 60",
        message="按新办法",
    )
    facts = [fact("contract.sign_date", date(2024, 6, 1), "date"), fact("contract.term", 48, "months")]

    answers = {a.code: a.outcome for a in judged([old, new], facts).answers}

    assert {"CTR-100": "fails", "CTR-101": "left_out"} == answers


def test_what_only_a_person_can_see_is_asked_even_when_all_else_agrees(fact: Callable[..., Fact]) -> None:
    seal = rule(attest=True, when=None, expect="contract.seal", message="印章")

    assert ["cannot_tell"] == [a.outcome for a in judged([seal], [fact("contract.seal", True, "boolean")]).answers]


def test_a_paper_that_cannot_be_read_is_a_finding_and_stops_nothing(fact: Callable[..., Fact]) -> None:
    source = Source("a.pdf", "0" * 64, "pdf", 1, troubles=(Trouble("RDG-101"),))
    facts = [fact("contract.amount", Decimal(1)), fact("approval.amount", Decimal(2))]

    case = judged([rule()], facts, sources=(source,))

    assert ["RDG-101"] == [f.code for f in case.findings]
    assert ("CTR-002",) == case.held


def test_a_fact_to_be_confirmed_is_a_finding_when_a_rule_rests_on_it(fact: Callable[..., Fact]) -> None:
    unsure = replace(fact("contract.amount", Decimal(1)), confirm=True)
    unused = replace(fact("other.amount", Decimal(1)), confirm=True)

    case = judged([rule()], [unsure, unused, fact("approval.amount", Decimal(2))])

    assert [("RDG-131", ["contract.amount"])] == [(f.code, [e.name for e in f.evidence]) for f in case.findings]


def test_every_product_or_party_it_is_not_for_leaves_a_rule_out(fact: Callable[..., Fact]) -> None:
    only = rule(parties=["FRM"])
    facts = [
        fact("party.type", "ENT", "text"),
        fact("contract.amount", Decimal(9)),
        fact("approval.amount", Decimal(2)),
    ]

    assert [("left_out", "party ENT")] == [(a.outcome, a.reason) for a in judged([only], facts).answers]


def test_of_a_paper_on_its_own_what_needs_other_papers_is_left_out_and_counted(fact: Callable[..., Fact]) -> None:
    needs = rule(when=None, expect="contract.amount <= approval.amount")
    own = rule(code="CTR-003", when=None, expect="contract.currency == 'CNY'")

    case = judged([needs, own], [fact("contract.amount", Decimal(5))], loose=True)

    assert [("CTR-002", "left_out"), ("CTR-003", "cannot_tell")] == [(a.code, a.outcome) for a in case.answers]


def test_a_paper_on_its_own_is_never_admitted(fact: Callable[..., Fact]) -> None:
    own = rule(when=None, expect="contract.amount > 0")
    facts = [fact("contract.amount", Decimal(5))]

    assert Decision.ADMIT is judged([own], facts).decision
    assert (Decision.REFER, "PAPERS_ONLY") == ((alone := judged([own], facts, loose=True)).decision, alone.verdict)


def demand(paper: str, document: str, **changes: Any) -> Demand:
    nothing = frozenset[str]()
    return replace(
        Demand(
            f"DOC-{paper[1:]}",
            paper,
            (document,),
            "资料",
            "paper",
            nothing,
            nothing,
            None,
            None,
            Severity.ERROR,
            (),
            "",
            "",
        ),
        **changes,
    )


def test_a_rule_may_ask_how_complete_the_file_is(fact: Callable[..., Fact]) -> None:
    stale = the_language().expression("licence.valid_to >= on")
    demands = (demand("D101", "licence", valid=stale), demand("D201", "application"), demand("D301", "credit"))
    complete = rule(
        code="ADM-016",
        when="file.wanted is known",
        expect="file.completeness >= 1 and file.expired == 0",
        message="{{ file.present }}/{{ file.wanted }},过期 {{ file.expired }}",
    )
    sources = (
        Source("a.pdf", "1", "pdf", 1, "licence", ("licence",)),
        Source("b.pdf", "2", "pdf", 1, "application", ("application",)),
    )
    book = Rulebook((complete,), demands, Policy("book", Decimal("0.9"), ROWS), {}, {})

    case = judge(
        Case("case", Path(), sources=sources, facts=(fact("licence.valid_to", date(2020, 1, 1), "date"),)), book, TODAY
    )

    assert [f.message for f in case.findings if f.code == "ADM-016"] == ["2/3,过期 1"]


@pytest.mark.parametrize(("typed", "outcome"), [(False, "fails"), (True, "holds")])
def test_a_table_in_a_typed_form_is_no_paper_unless_the_demand_allows_it(typed: bool, outcome: str) -> None:
    demands = (demand("D201", "application", typed=typed),)
    form = Source("application.toml", "1", "toml", 1, "application", ("application",))
    book = Rulebook((), demands, Policy("book", Decimal("0.9"), ROWS), {}, {})

    case = judge(Case("case", Path(), sources=(form,)), book, TODAY)

    assert [a.outcome for a in case.answers] == [outcome]


def test_signals_are_weighed_together_and_the_unknown_ones_only_as_possible(fact: Callable[..., Fact]) -> None:
    def signal(number: int, fact_name: str, weight: int, category: str = "企业经营风险") -> Rule:
        return rule(
            code=f"SIG-OPS-0{number}",
            when=None,
            expect=f"survey.{fact_name}",
            message="信号",
            weight=weight,
            category=category,
        )

    signals = [signal(1, "a", 5), signal(2, "b", 5), signal(3, "c", 3, "担保风险"), signal(4, "d", 4)]
    total = rule(
        code="RSK-001",
        when=None,
        expect="risk.index < 10 and risk.gravest < 2",
        message="{{ risk.index }} {{ risk.possible }}",
    )
    facts = [fact("survey.a", False, "boolean"), fact("survey.b", False, "boolean"), fact("survey.c", True, "boolean")]

    case = judged([total, *signals], facts)

    assert [f.message for f in case.findings if f.code == "RSK-001"] == ["10 14"]
