"""The graph of a case: which papers are tied by which checks, contents beside the approval, days in order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from creditfile.model import Answer, Case, Fact, Origin, Source
from creditfile.reporting.graph import graph_of, lines_of, svg_of


def fact(name: str, value: object, source: str) -> Fact:
    return Fact(name, value, "text", origins=(Origin(source, 1, None, str(value), "text"),))  # type: ignore[arg-type]


def case(**more: object) -> Case:
    sources = tuple(Source(f"{name}.pdf", name, "pdf", 1, name) for name in ("loan_contract", "approval", "guarantee"))
    facts = (
        fact("contract.amount", Decimal("5000000.00"), "loan_contract.pdf"),
        fact("approval.amount", Decimal("4500000.00"), "approval.pdf"),
        fact("guarantee[0].principal_amount", Decimal("5000000.00"), "guarantee.pdf"),
        fact("contract.sign_date", date(2026, 3, 10), "loan_contract.pdf"),
        fact("approval.date", date(2026, 3, 12), "approval.pdf"),
        Fact("need.x", Decimal(1), "decimal", inputs=("approval.amount",)),
    )
    answers = (
        Answer("CTR-002", "fails", read=("contract.amount", "approval.amount")),
        Answer("CTR-006", "cannot_tell", read=("contract.amount", "approval.amount")),
        Answer("CTR-023", "holds", read=("contract.amount", "guarantee[0].principal_amount")),
        Answer("CTR-099", "holds", read=("contract.amount", "need.x")),
        Answer("CTR-050", "left_out", "does not apply", read=("contract.amount", "approval.amount")),
    )
    return Case("c", Path(), sources=sources, facts=facts, answers=answers, **more)  # type: ignore[arg-type]


def test_two_papers_are_tied_by_every_check_that_read_both_and_coloured_by_the_worst():
    edges = graph_of(case()).edges

    assert [(edge.one, edge.other, edge.verdict) for edge in edges] == [
        ("approval.pdf", "loan_contract.pdf", "fails"),
        ("guarantee.pdf", "loan_contract.pdf", "holds"),
    ]
    assert edges[0].checks == (("CTR-002", "fails"), ("CTR-006", "cannot_tell"), ("CTR-099", "holds"))


def test_contents_stand_beside_the_approval_with_their_verdict():
    amount = next(content for content in graph_of(case()).contents if content.label == "金额")

    assert (amount.contract, amount.approval, amount.outcome) == (Decimal("5000000.00"), Decimal("4500000.00"), "fails")
    assert [content.outcome for content in graph_of(case()).contents if content.label == "币种"] == ["left_out"]
    assert sum(content.must for content in graph_of(case()).contents) == 9


def test_a_content_says_on_which_side_it_is_lacking():
    lacking = {content.label: content.lacking for content in graph_of(case()).contents}

    assert lacking["金额"] == ""
    assert lacking["用途"] == "both"
    assert lacking["违约责任"] == "contract"


def test_what_each_paper_is_looked_at_for_by_itself_is_no_tie():
    alone = (
        Answer("CTR-043", "fails", read=("contract.blanks", "approval.clause_x")),
        Answer("CTR-001", "fails", read=("contract.amount", "contract.amount_cn", "approval.amount")),
    )
    facts = (
        fact("contract.amount", Decimal(5), "loan_contract.pdf"),
        fact("contract.amount_cn", Decimal(5), "loan_contract.pdf"),
        fact("contract.blanks", (), "loan_contract.pdf"),
        fact("approval.clause_x", "甲", "approval.pdf"),
        fact("approval.amount", Decimal(5), "approval.pdf"),
    )

    assert graph_of(replace(case(), facts=facts, answers=alone)).edges == ()


def test_a_day_after_one_that_must_come_later_is_late():
    days = graph_of(case()).days

    assert [(day.label, day.late) for day in days] == [("批复", True), ("借款合同签订", False)]


def test_a_case_without_contract_has_no_contents():
    assert graph_of(Case("c", Path())).contents == ()


def test_the_graph_is_listed_as_text_in_both_languages():
    lines = lines_of(graph_of(case(), {"loan_contract": "借款合同", "approval": "批复"}))

    assert lines[0] == "✗ 批复 — 借款合同: ✗CTR-002 ?CTR-006 ✓CTR-099"
    assert "✗ 2026-03-12 批复" in lines
    assert "✗ 2026-03-12 Approval" in lines_of(graph_of(case()), english=True)


def test_the_picture_is_well_formed_and_names_every_paper():
    titles = {"loan_contract": "借款<合同>", "approval": "批复", "guarantee": "保证合同"}
    picture = ElementTree.fromstring(svg_of(graph_of(case(), titles)))
    words = "".join(picture.itertext())

    assert all(title in words for title in titles.values())
    assert sum(element.tag.endswith("line") for element in picture.iter()) == 2


def test_a_late_day_names_what_came_before_it():
    late = graph_of(case()).days[0]

    assert (late.label, late.earlier) == ("批复", ("借款合同签订", date(2026, 3, 10)))


def test_values_are_shown_with_what_they_are_counted_in():
    amount = next(content for content in graph_of(case()).contents if content.label == "金额")

    assert (amount.said(amount.contract), amount.said(None), amount.said(amount.approval, english=True)) == (
        "5,000,000.00 元", "【待补】", "4,500,000.00 yuan",
    )  # fmt: skip


def test_two_papers_of_one_title_are_told_apart():
    titles = dict.fromkeys(("loan_contract", "approval"), "借款申请书")

    assert [node.title for node in graph_of(case(), titles).nodes] == ["借款申请书 1", "借款申请书 2", "guarantee"]


def test_the_security_that_the_contract_cites_stands_beside_the_approvals():
    cited = Fact("contract.references", ({"no": "A-1", "title": "保证合同"}, {"no": "B", "title": "购销合同"}), "table")
    security = next(
        content for content in graph_of(replace(case(), facts=(*case().facts, cited))).contents
        if content.label == "担保方式"
    )

    assert security.contract == "保证合同 A-1"
