"""Several papers of a kind: of what is handed in again and again the newest counts, the earlier ones stay beside it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditfile.model import Case, Fact, Origin, Reading, Source
from creditfile.model.document import Documents, DocumentType, Field, Marks
from creditfile.settling.settle import Figures, settle

AUDIT = DocumentType(
    "audit_report", "D401", "审计报告", "Audit report", "audit", False, None, Marks(),
    (Field("opinion", "意见", "text"), Field("report_date", "报告日", "date"), Field("company_name", "名称", "name")),
    dated="report_date",
)  # fmt: skip


def settled(*papers: tuple[str | None, ...], kind: DocumentType = AUDIT) -> tuple[dict[str, Any], Case]:
    """The facts of papers, each an opinion, a date or none, and perhaps a company."""
    readings = []
    for number, paper in enumerate(papers):
        file = f"{number}.pdf"
        for name, raw in zip(("opinion", "report_date", "company_name"), paper, strict=False):
            if raw is not None:
                fact = Fact(f"audit.{name}", raw, "text", raw=raw, origins=(Origin(file, 1, None, raw, "text"),))
                readings.append(Reading("audit_report", file, name, fact))
    sources = tuple(Source(f"{n}.pdf", str(n) * 64, "pdf", 1, "audit_report") for n in range(len(papers)))
    case = Case("c", Path(), sources=sources, readings=tuple(readings))
    done = settle(case, Documents((kind,)), Figures(), date(2026, 1, 1))
    return {fact.name: fact.value for fact in done.facts}, done


def told(case: Case) -> list[tuple[str, str]]:
    return [(source.path, trouble.code) for source in case.sources for trouble in source.troubles]


def test_the_newest_counts_and_the_earlier_ones_stay_beside_it_newest_first() -> None:
    facts, case = settled(("甲", "2023年4月1日"), ("丙", "2025年4月1日"), ("乙", "2024年4月1日"))

    assert "丙" == facts["audit.opinion"]
    assert ["乙", "甲"] == [facts[f"earlier_audit[{n}].opinion"] for n in (0, 1)]
    assert not any(fact.rivals for fact in case.facts)
    assert [("0.pdf", "RDG-143"), ("2.pdf", "RDG-143")] == told(case)


def test_a_newer_paper_of_another_party_puts_none_aside() -> None:
    named = replace(AUDIT, party="company_name")
    facts, case = settled(("甲", "2024年4月1日", "甲公司"), ("乙", "2025年4月1日", "乙公司"), kind=named)

    assert not any(name.startswith("earlier_") for name in facts)
    assert next(fact for fact in case.facts if fact.name == "audit.opinion").rivals


def test_two_of_one_day_that_differ_contradict_each_other() -> None:
    facts, case = settled(("甲", "2025年4月1日"), ("乙", "2025年4月1日"))

    assert not any(name.startswith("earlier_") for name in facts)
    assert next(fact for fact in case.facts if fact.name == "audit.opinion").rivals


def test_one_that_does_not_show_its_age_cannot_be_put_aside() -> None:
    _, case = settled(("甲", None), ("乙", "2025年4月1日"))

    assert next(fact for fact in case.facts if fact.name == "audit.opinion").rivals
    assert not told(case)


@pytest.mark.parametrize("kind", [replace(AUDIT, dated=None)])
def test_a_kind_of_which_a_case_has_one_contradicts_itself_in_two(kind: DocumentType) -> None:
    _, case = settled(("甲", "2024年4月1日"), ("乙", "2025年4月1日"), kind=kind)

    assert next(fact for fact in case.facts if fact.name == "audit.opinion").rivals
