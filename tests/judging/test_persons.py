from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from creditfile.judging.persons import digest_of, heard
from creditfile.model import Answer, Fact, Finding, Severity, Verdict
from creditfile.model.person import Word

TODAY = date(2026, 6, 30)


def finding(fact: Fact, code: str = "PRU-001", verdict: Verdict = Verdict.FAILS) -> Finding:
    return Finding(code, Severity.WARNING, verdict, "t", "m", evidence=(fact,))


def word(of: Finding, kind: str = "waive", **changes: object) -> Word:
    plain = Word(
        kind,
        of.code,
        of.subject,
        "王一",
        "已有抵押",
        date(2026, 6, 1),
        date(2026, 12, 31),
        digest_of(of),
        "waivers.toml",
    )
    return replace(plain, **changes)


def test_a_waived_finding_is_still_shown_with_who_and_why(fact: Callable[..., Fact]) -> None:
    found = finding(fact("ratio.debt", Decimal("0.72")))

    (kept,), _ = heard([word(found)], [found], [], frozenset(), TODAY)

    assert "王一 2026-06-01: 已有抵押 (→ 2026-12-31)" == kept.waived


def test_a_waiver_dies_when_the_facts_change_and_is_told(fact: Callable[..., Fact]) -> None:
    then, now = finding(fact("ratio.debt", Decimal("0.72"))), finding(fact("ratio.debt", Decimal("0.80")))

    kept, _ = heard([word(then)], [now], [], frozenset(), TODAY)

    assert [("PRU-001", ""), ("RDG-156", "")] == [(f.code, f.waived) for f in kept]


def test_a_waiver_out_of_date_counts_no_more_and_is_told(fact: Callable[..., Fact]) -> None:
    found = finding(fact("ratio.debt", Decimal("0.72")))

    kept, _ = heard([word(found, until=date(2026, 6, 29))], [found], [], frozenset(), TODAY)

    assert [("PRU-001", ""), ("RDG-155", "")] == [(f.code, f.waived) for f in kept]


def test_what_only_a_person_can_see_holds_once_a_person_has_seen_it(fact: Callable[..., Fact]) -> None:
    asked = finding(fact("contract.no", "甲1"), "CTR-048", Verdict.CANNOT_TELL)
    answers = [Answer("CTR-048", "cannot_tell")]

    kept, settled = heard([word(asked, "attest", until=None)], [asked], answers, frozenset({"CTR-048"}), TODAY)

    assert ([], [("holds", "attested by 王一 2026-06-01")]) == (kept, [(a.outcome, a.reason) for a in settled])


def test_an_attestation_is_no_way_round_a_rule_that_the_machine_judges(fact: Callable[..., Fact]) -> None:
    found = finding(fact("ratio.debt", Decimal("0.72")))

    kept, _ = heard([word(found, "attest", until=None)], [found], [], frozenset({"CTR-048"}), TODAY)

    assert ["PRU-001", "RDG-156"] == [f.code for f in kept]


def test_where_policy_asks_for_two_names_one_does_not_waive_and_is_told_as_waiting(fact: Callable[..., Fact]) -> None:
    found = finding(fact("contract.amount", 5))
    both = frozenset({"waive"})

    alone, _ = heard([word(found)], [found], [], frozenset(), TODAY, both)
    checked, _ = heard([word(found, checked_by="李二")], [found], [], frozenset(), TODAY, both)

    assert [("PRU-001", ""), ("RDG-157", "")] == [(f.code, f.waived) for f in alone]
    assert ["王一 / 李二 2026-06-01: 已有抵押 (→ 2026-12-31)"] == [f.waived for f in checked]
