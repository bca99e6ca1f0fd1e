"""A contract that several give together is read as one of each; names that contradict stay for a person."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditfile.model import Case
from creditfile.reading.read import read, read_paper
from creditfile.settling.settle import settle
from tests.reading.contract_paper import as_docx

TAIL = [
    "债权人（乙方）：江南银行股份有限公司苏州分行", "债务人：明远机械有限公司",
    "保证人愿意为编号为A1号的《借款合同》提供保证。",
    "第一条 保证方式：连带责任保证。", "第二条 保证范围：主债权本金人民币伍佰万元整（¥5,000,000.00）及利息。",
    "第三条 保证期间：债务履行期限届满之日起三年。",
]


def guarantors(book: Any, *head: str) -> list[dict[str, Any]]:
    """By entry what is said of each guarantor."""
    opened = read_paper("保证.docx", as_docx("\n".join(["保证合同", "合同编号：B1号", *head, *TAIL])), book.documents)
    entries: dict[str, dict[str, Any]] = {}
    for reading in opened.readings:
        if reading.field in ("guarantor", "guarantor_id", "principal_amount"):
            entries.setdefault(reading.part, {}).setdefault(reading.field, []).append(reading.fact.value)
    return list(entries.values())


def test_guarantors_one_behind_the_other_are_each_read_with_their_own_number(book: Any) -> None:
    said = guarantors(
        book, "保证人（甲方一）：宏达贸易有限公司", "统一社会信用代码：91320100MA1ABCDE85", "法定代表人：王宏",
        "保证人（甲方二）：王宏", "身份证号码：320102198001010016",
    )

    assert [one["guarantor"] for one in said] == [["宏达贸易有限公司"], ["王宏"]]
    assert [one["guarantor_id"] for one in said] == [["91320100MA1ABCDE85"], ["320102198001010016"]]
    assert said[0]["principal_amount"] == said[1]["principal_amount"] != []


def test_guarantors_named_in_one_breath_take_their_numbers_in_order(book: Any) -> None:
    said = guarantors(book, "保证人：王宏、李梅", "身份证号码：320102198001010016、350521199003070013")

    assert [(one["guarantor"], one["guarantor_id"]) for one in said] == [
        (["王宏"], ["320102198001010016"]), (["李梅"], ["350521199003070013"]),
    ]


def test_names_with_a_number_too_few_are_left_together(book: Any) -> None:
    said = guarantors(book, "保证人：王宏、李梅", "身份证号码：320102198001010016")

    assert [(one["guarantor"], one["guarantor_id"]) for one in said] == [(["王宏、李梅"], ["320102198001010016"])]


@pytest.mark.parametrize(
    "cover",
    [
        ["保证人：宏达贸易有限公司", "债权人：江南银行股份有限公司苏州分行", "保证人（甲方）：宏远实业有限公司"],
        ["保证人：宏达贸易有限公司", "保证人：宏达贸易有限公可"],
    ],
)
def test_another_name_on_the_cover_and_one_with_a_slip_stay_contradictions(book: Any, cover: list[str]) -> None:
    said = guarantors(book, *cover)

    assert len(said) == 1
    assert len(said[0]["guarantor"]) == 2


def test_the_same_name_said_twice_is_one_guarantor(book: Any) -> None:
    said = guarantors(book, "保证人：宏达贸易有限公司", "债权人：江南银行", "保证人（甲方）：宏达贸易有限公司")

    assert [one["guarantor"] for one in said] == [["宏达贸易有限公司"]]


def test_each_guarantor_has_an_entry_of_its_own_and_a_copy_of_the_paper_adds_none(book: Any, tmp_path: Path) -> None:
    head = ["保证人：宏达贸易有限公司", "统一社会信用代码：91320100MA1ABCDE85", "保证人：王宏"]
    text = "\n".join(["保证合同", "合同编号：B1号", *head, *TAIL])
    (tmp_path / "保证.docx").write_bytes(as_docx(text))
    (tmp_path / "保证副本.docx").write_bytes(as_docx(f"{text}\n本合同一式两份。"))

    case = settle(read(Case("c", tmp_path), book.documents), book.documents, book.figures, date(2026, 2, 1))
    facts = {fact.name: fact for fact in case.facts}

    assert [facts[f"guarantee[{n}].guarantor"].value for n in (0, 1)] == ["宏达贸易有限公司", "王宏"]
    assert not facts["guarantee[0].guarantor"].rivals and not facts["guarantee[1].guarantor"].rivals
    assert "guarantee[2].guarantor" not in facts
