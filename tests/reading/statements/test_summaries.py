"""A few main figures over some years are no statement: none is taken, and the officer is told."""

import io
from typing import Any

import docx
import pytest

from creditfile.reading.read import read_paper

ROWS = [
    ("科目", "2024年末", "2023年末"), ("货币资金", "1,345.67", "1,000.00"), ("应收账款", "2,345.67", "2,000.00"),
    ("存货", "3,000.00", "2,000.00"), ("固定资产", "4,000.00", "3,000.00"), ("短期借款", "5,000.00", "4,000.00"),
    ("资产总计", "12,345.67", "11,000.00"), ("负债合计", "6,345.67", "6,000.00"),
    ("所有者权益合计", "6,000.00", "5,000.00"),
]  # fmt: skip


def paper(title: str) -> bytes:
    made = docx.Document()
    for line in ("甲机械有限公司", title, "单位：万元"):
        made.add_paragraph(line)
    table = made.add_table(len(ROWS), 3)
    for cells, row in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("title", [
    "资产负债表主要科目情况", "资产负债表（摘要）", "近两年主要财务数据和指标", "财务概况",
])  # fmt: skip
def test_a_summary_gives_no_statement_figure_and_says_so(book: Any, title: str) -> None:
    opened = read_paper("a.docx", paper(title), book.documents)

    assert not [reading for reading in opened.readings if "statement" in reading.fact.name]
    assert "RDG-146" in [trouble.code for trouble in opened.source.troubles]


def test_a_statement_is_no_summary(book: Any) -> None:
    opened = read_paper("a.docx", paper("资产负债表"), book.documents)

    assert [reading for reading in opened.readings if "statement" in reading.fact.name]
    assert "RDG-146" not in [trouble.code for trouble in opened.source.troubles]


@pytest.mark.parametrize("line", [
    "主要会计数据和财务指标……5", "公司主要财务指标保持稳定，资产质量良好。", "第二节 公司简介和主要财务指标",
    "十四、母公司财务报表主要项目注释",
])  # fmt: skip
def test_the_words_in_a_table_of_contents_in_prose_or_over_notes_are_no_heading(book: Any, line: str) -> None:
    opened = read_paper("a.docx", paper(f"资产负债表\n{line}"), book.documents)

    assert "RDG-146" not in [trouble.code for trouble in opened.source.troubles]
