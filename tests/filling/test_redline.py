import hashlib
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from creditfile.errors import CaseError
from creditfile.filling.fill import fill
from creditfile.filling.package import open_package
from creditfile.filling.redline import REPORTS, Change, Kind, comparison, redline
from creditfile.filling.xml import T
from creditfile.model import Case, Fact, Origin
from tests.filling.test_fill import filled, made, paper, templates
from tests.filling.test_verify import edited

REVENUE = 'statement["2024-12-31"].revenue'
TEMPLATE = Path(__file__).parents[2] / "templates" / "redline" / "template.docx"


def with_fact(case: Case, fact: Fact) -> Case:
    """The case in which that fact stands in the place of the one of its name."""
    return replace(case, facts=(*(one for one in case.facts if one.name != fact.name), fact))


def versions(fact: Fact) -> tuple[Change, ...]:
    """What the report says otherwise once this fact has changed."""
    newer = fill(with_fact(made(), fact), templates())
    return redline(paper(filled(), "report"), paper(newer, "report"))


def known(name: str) -> Fact:
    return next(fact for fact in made().facts if fact.name == name)


def test_a_document_and_itself_have_no_difference() -> None:
    assert redline(paper(filled(), "report"), paper(filled(), "report")) == ()


def test_a_changed_fact_is_told_with_its_old_and_new_source() -> None:
    newer = Origin("audit-2024-restated.pdf", 4, None, "营业收入 130,000,000.00", "text")
    found = versions(replace(known(REVENUE), value=Decimal(130_000_000), origins=(newer,)))

    first = next(one for one in found if one.fact == REVENUE and one.kind is Kind.FIGURE)
    assert (first.old, first.new) == ("12,000.00", "13,000.00")
    assert "audit-2024-restated.pdf 第4页" in first.new_source
    assert "audit-2024-restated.pdf" not in first.old_source
    assert first.places > 1
    assert not first.by_hand


def test_a_figure_that_reads_as_before_but_rests_on_another_paper_is_told() -> None:
    found = versions(replace(known(REVENUE), origins=(Origin("other.pdf", 1, None, "营业收入", "text"),)))

    assert {one.kind for one in found if one.fact} == {Kind.SOURCE}


def test_a_blank_that_was_filled_in_is_told_as_such() -> None:
    form = (Origin("a.toml", None, None, "", "form"),)
    found = versions(Fact("opinion.outlook", "行业需求平稳。", "text", origins=form))

    assert [(one.kind, one.new) for one in found if one.fact == "opinion.outlook"] == [(Kind.FILLED, "行业需求平稳。")]


def test_a_chart_tells_what_it_draws_otherwise() -> None:
    found = versions(replace(known(REVENUE), value=Decimal(130_000_000)))

    assert [(one.where, one.old, one.new) for one in found if one.kind is Kind.CHART] == [
        ("营业收入 2024年", "12000.00", "13000.00")
    ]


def test_words_and_figures_changed_by_hand_are_told_and_marked() -> None:
    def change(root: etree._Element) -> None:
        words = next(text for text in root.iter(T) if "共发现" in (text.text or ""))
        words.text = (words.text or "").replace("列示如下", "逐项列示如下")
        next(text for text in root.iter(T) if text.text == "12,000.00").text = "12,900.00"

    report = paper(filled(), "report")
    found = redline(report, edited(report, change))

    told = [(one.kind, one.by_hand, one.old, one.new[-30:], one.fact, one.where) for one in found]
    state = f"{told!r}; report {hashlib.sha256(report).hexdigest()}, blanks {[p.blanks for p in filled().papers]!r}"
    assert [one.new for one in found if one.by_hand] == ["12,900.00"], state
    assert [one.kind for one in found] == [Kind.FIGURE, Kind.TEXT], state
    assert "逐项列示如下" in found[1].new, state


def test_a_change_is_told_where_it_stands_and_not_again_in_the_lists_of_figures() -> None:
    found = versions(replace(known(REVENUE), value=Decimal(130_000_000)))

    assert not any("130,000,000.00" in one.new for one in found if one.kind is Kind.TEXT)


def test_a_list_of_figures_changed_by_hand_is_told() -> None:
    def change(root: etree._Element) -> None:
        text = next(text for text in root.iter(T) if text.text == "120,000,000.00元")
        text.text = "130,000,000.00元"

    report = paper(filled(), "report")
    found = redline(report, edited(report, change))

    assert [(one.kind, one.new) for one in found] == [(Kind.TEXT, "130,000,000.00元")]


def test_two_different_documents_are_refused() -> None:
    with pytest.raises(CaseError, match="report"):
        redline(paper(filled(), "report"), paper(filled(), "proposal"))


def test_every_report_tells_the_change_and_the_comparison_is_the_same_each_time() -> None:
    found = versions(replace(known(REVENUE), value=Decimal(130_000_000)))
    old, new = Path("旧.docx"), Path("新.docx")
    told = {form: report(found, old, new, "zh") for form, report in REPORTS.items()}

    assert "- 12,000.00" in told["text"]
    assert any(one["new"] == "13,000.00" for one in json.loads(told["json"])["changes"])
    assert any("13,000.00" in one["message"]["text"] for one in json.loads(told["sarif"])["runs"][0]["results"])
    content = comparison(found, old, new, TEMPLATE)
    assert content == comparison(found, old, new, TEMPLATE)
    assert "13,000.00" in open_package(content, "t")["word/document.xml"].decode()
