"""Searches printed for each person: the representative's and a guarantor's say nothing of the borrower, and count."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from creditfile.model import Case
from creditfile.reading.read import read
from creditfile.settling.settle import settle

LICENCE = ["营业执照", "统一社会信用代码：91320100MA1ABCDE85", "名称：甲机械有限公司", "类型：有限责任公司"]
LICENCE += ["法定代表人：何一", "注册资本：壹佰万元整", "成立日期：2015年3月2日", "经营范围：机械制造"]
LICENCE += ["登记机关：某市市场监督管理局"]


def write(file: Path, lines: list[str]) -> None:
    paper = Document()
    for line in lines:
        paper.add_paragraph(line)
    paper.save(str(file))


def search(name: str, day: str, listed: str) -> list[str]:
    head = ["失信被执行人查询结果", "中国执行信息公开网", f"被查询人姓名/名称：{name}", f"查询时间：{day}"]
    return [*head, f"失信被执行人：{listed}", "限制消费：无", "在执行案件数：0"]


@pytest.fixture
def told(tmp_path: Path, book: Any) -> Any:
    write(tmp_path / "执照.docx", LICENCE)
    (tmp_path / "application.toml").write_text(
        '[application]\napplicant = "甲机械有限公司"\nparty_type = "ENT"\nproduct = "WCL"\n', encoding="utf-8"
    )

    def facts() -> dict[str, Any]:
        case = settle(read(Case("c", tmp_path), book.documents), book.documents, book.figures, date(2026, 2, 1))
        return {fact.name: fact for fact in case.facts}

    return facts


def test_a_listed_representative_is_found_beside_a_clean_company(tmp_path: Path, told: Any) -> None:
    write(tmp_path / "查询一.docx", search("何一", "2026-01-20", "有"))
    write(tmp_path / "查询二.docx", search("甲机械有限公司", "2026-01-19", "无"))

    facts = told()

    assert facts["judicial.dishonest_borrower"].value is False
    assert not facts["judicial.dishonest_borrower"].rivals
    assert facts["judicial.head_listed"].value is True


def test_the_newer_search_of_a_person_leaves_the_companys_standing(tmp_path: Path, told: Any) -> None:
    write(tmp_path / "查询一.docx", search("何一", "2026-01-20", "无"))
    write(tmp_path / "查询二.docx", search("甲机械有限公司", "2026-01-19", "有"))

    facts = told()

    assert facts["judicial.dishonest_borrower"].value is True
    assert facts["judicial.head_listed"].value is False


def test_of_two_searches_of_the_company_the_newer_counts(tmp_path: Path, told: Any) -> None:
    write(tmp_path / "查询一.docx", search("甲机械有限公司", "2025-06-20", "有"))
    write(tmp_path / "查询二.docx", search("甲机械有限公司", "2026-01-19", "无"))

    facts = told()

    assert facts["judicial.dishonest_borrower"].value is False
    assert facts["earlier_judicial[0].dishonest_borrower"].value is True
