"""What a person must look at, and in which order."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from creditfile.book import Book
from creditfile.model import Case, Decision, Fact, Severity, Verdict
from creditfile.reviewing.effect import TRIALS, effects, judged_again, other_values
from creditfile.reviewing.matters import Review, bears, review_of
from creditfile.reviewing.words import doubts_of

from .long import ON

Make = Callable[..., Fact]


def two_amounts(fact: Make) -> tuple[Fact, ...]:
    """A contract whose amount was read twice, and an approval."""
    kind = {"unit": "CNY", "label": "借款金额"}
    rival = fact("contract.amount", Decimal("6000000.00"), **kind)
    amount = fact("contract.amount", Decimal("5000000.00"), rivals=(rival,), confirm=True, doubts=("rival",), **kind)
    approved = fact("approval.amount", Decimal("5000000.00"), source="approval.pdf", unit="CNY", label="批复金额")
    number = fact("contract.no", "甲借字1号", "text", confirm=True, doubts=("confidence",), label="合同编号")
    return amount, approved, number


def judged(facts: tuple[Fact, ...], book: Book) -> Case:
    return judged_again(Case("c", Path("c"), loose=True, facts=facts), book, ON)


def test_what_the_other_reading_would_turn_over_is_said(fact: Make, book: Book) -> None:
    facts = two_amounts(fact)
    case = judged(facts, book)

    effect = effects(case, facts[:1], book, ON)["contract.amount"]

    assert (True, Decimal("6000000.00")) == (effect.tried, effect.other)
    assert ("CTR-002", "holds", "fails") in [(flip.code, flip.before, flip.after) for flip in effect.flips]
    assert "CTR-002" in effect.resting


def test_the_reading_that_would_turn_over_a_verdict_comes_first(fact: Make, book: Book) -> None:
    review = review_of(judged(two_amounts(fact), book), book, ON)

    assert "contract.amount" == review.of("fact")[0].key


def test_a_case_is_not_judged_without_end(fact: Make, book: Book) -> None:
    rivals = tuple(fact("contract.amount", Decimal(number)) for number in range(2, TRIALS * 3))
    many = fact("contract.amount", Decimal(1), rivals=rivals)

    assert TRIALS * 3 - 2 == len(other_values(many))
    assert effects(judged((many,), book), (many,), book, ON)["contract.amount"].tried


def test_the_value_with_which_the_sums_come_out_is_another_value(fact: Make) -> None:
    accused = fact("statement.x", Decimal(10), doubts=("identity:ART-01", "would_be:11.00:digit"))

    assert (Decimal("11.00"),) == other_values(accused)


def test_every_finding_stands_somewhere(review: Review) -> None:
    led = [matter.finding for matter in review.matters if matter.finding]
    behind = [finding for matter in review.matters for finding in matter.behind]
    shown = {(finding.code, finding.subject) for finding in (*led, *behind, *review.notes, *review.waived)}
    confirmed = {("RDG-130", ""), ("RDG-131", "")}

    assert [] == [
        (finding.code, finding.subject)
        for finding in review.case.findings
        if (finding.code, finding.subject) not in shown and (finding.code, "") not in confirmed
    ]


def test_a_cell_in_doubt_is_told_by_its_row_and_column(fact: Make) -> None:
    table = fact("articles.shareholders", ({}, {}), doubts=("cell:2.ratio:出资比例",))

    assert (("第2行“出资比例”:识别把握不足", "Row 2, ratio: the reading is not sure enough"),) == doubts_of(table)


def test_what_waits_for_a_missing_paper_stands_behind_it_and_counts_once(review: Review) -> None:
    by_code = {matter.finding.code: matter for matter in review.of("paper") if matter.finding}

    assert {"PRH-012", "PRU-024"} <= {finding.code for finding in by_code["DOC-301"].behind}
    assert all(finding.verdict is Verdict.CANNOT_TELL for finding in by_code["DOC-301"].behind)
    assert len(review.matters) < len(review.case.findings)


def test_what_weighs_most_in_the_policy_is_looked_at_first(review: Review, book: Book) -> None:
    lines = [bears(matter.finding, book.rules.policy) for matter in review.of("rule") if matter.finding]

    assert lines == sorted(lines)  # type: ignore[type-var]
    assert None not in lines
    assert Decision.REFUSE is book.rules.policy.rows[lines[0] or 0].decision


def test_a_note_that_bears_on_nothing_is_no_matter(checked: Case, book: Book) -> None:
    note = {"severity": Severity.NOTE, "level": "INFO", "code": "SIG-X-01"}
    quiet = tuple(replace(finding, **note) for finding in checked.findings)  # type: ignore[arg-type]
    review = review_of(replace(checked, findings=quiet), book, ON)

    assert ((), len(quiet)) == (review.matters, len(review.notes))
