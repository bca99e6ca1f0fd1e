import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from creditfile.model import Answer, Box, Case, Decision, Fact, Finding, Origin, Severity, Source, Verdict
from creditfile.reporting.reports import REPORTS


@pytest.fixture
def case(fact: Callable[..., Fact]) -> Case:
    amount = Fact(
        "contract.amount",
        Decimal("5000000.00"),
        "money",
        "CNY",
        "5,000,000.00元",
        (Origin("loan.pdf", 2, Box.of(92.1, 311, 268.4, 325.2), "人民币伍佰万元整(¥5,000,000.00)", "text"),),
    )
    fails = Finding(
        "CTR-002",
        Severity.ERROR,
        Verdict.FAILS,
        "合同金额不高于批复金额",
        "合同 <5,000,000.00> & 批复",
        "Within approval",
        "Contract & approval",
        (amount,),
        (),
        ("《办法》第二十三条",),
        "先取得新的批复",
        "Get a new approval",
        id="ab12",
    )
    unknown = Finding(
        "PRU-001",
        Severity.WARNING,
        Verdict.CANNOT_TELL,
        "资产负债率",
        "资产负债率\x07",
        "Debt ratio",
        "Debt ratio",
        missing=("statement.latest.total_liab",),
        id="cd34",
    )
    answers = (
        Answer("ADM-001", "holds"),
        Answer("CTR-002", "fails"),
        Answer("PRU-001", "cannot_tell"),
        Answer("ADM-002", "left_out", "party FRM"),
    )
    return Case(
        "case <1>",
        Path(),
        sources=(Source("loan.pdf", "0", "pdf", 9),),
        facts=(amount,),
        findings=(fails, unknown),
        answers=answers,
        decision=Decision.REFER,
        verdict="RETURN_FOR_FIX",
    )


def test_the_text_says_code_verdict_evidence_place_basis_and_mend(case: Case) -> None:
    text = REPORTS["text"](case, "zh")

    assert "CTR-002 错误  合同 <5,000,000.00> & 批复" in text
    assert "contract.amount  5,000,000.00  loan.pdf p2 “人民币伍佰万元整(¥5,000,000.00)”" in text
    assert "依据  《办法》第二十三条" in text
    assert "缺少  statement.latest.total_liab" in text
    assert text.rstrip().endswith("转人工 · 退回补正 (RETURN_FOR_FIX) · 1 错误, 1 无法判断, 1 条成立, 1 条不适用")


def test_the_text_names_the_cells_of_a_table_that_are_in_doubt(case: Case) -> None:
    doubts = ("cell:2.ratio:出资比例", "remark:x")
    table = Fact("articles.shareholders", ({}, {}), "table", confirm=True, doubts=doubts)
    finding = replace(case.findings[0], evidence=(table,))
    zh, en = (REPORTS["text"](replace(case, findings=(finding,)), language) for language in ("zh", "en"))

    assert "articles.shareholders  [2] (待确认: 第2行出资比例)" in zh
    assert "articles.shareholders  [2] (to confirm: row 2 ratio)" in en


def test_english_is_english(case: Case) -> None:
    text = REPORTS["text"](case, "en")

    assert "CTR-002 error  Contract & approval" in text
    assert "refer (RETURN_FOR_FIX) · 1 error, 1 cannot tell, 1 hold, 1 left out" in text


def test_json_carries_the_evidence_with_page_and_box(case: Case) -> None:
    record = json.loads(REPORTS["json"](case, "zh"))

    origin = record["findings"][0]["evidence"][0]["origins"][0]
    assert (2, [92.1, 311.0, 268.4, 325.2]) == (origin["page"], origin["box"])
    assert "5000000.00" == record["facts"][0]["value"]


def test_sarif_names_rule_level_place_and_fingerprint(case: Case) -> None:
    run = json.loads(REPORTS["sarif"](case, "zh"))["runs"][0]

    first, second = run["results"]
    assert ("CTR-002", "error", "fail", "ab12") == (
        first["ruleId"],
        first["level"],
        first["kind"],
        first["partialFingerprints"]["id"],
    )
    assert "open" == second["kind"]
    assert {"CTR-002", "PRU-001"} == {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_junit_counts_failures_errors_and_skips_and_is_legal_xml(case: Case) -> None:
    suite = ElementTree.fromstring(REPORTS["junit"](case, "zh"))

    assert {"tests": "4", "failures": "1", "errors": "1", "skipped": "1", "name": "case <1>"} == suite.attrib
    assert ["ADM", "CTR", "PRU", "ADM"] == [test.attrib["classname"] for test in suite]
