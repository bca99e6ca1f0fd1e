"""A list in several tables of a paper: one list where they are parts of one, a question where they may not be."""

from pathlib import Path
from typing import Any

import docx
import pytest

from creditfile.model import Case, Value
from creditfile.reading.read import read

Table = list[list[str]]
HEADS = ["授信机构", "业务种类", "发放日期", "余额", "五级分类"]
SHORT = [
    HEADS,
    ["甲银行", "流动资金贷款", "2024-03-01", "100.00", "正常"],
    ["乙银行", "贴现", "2024-04-01", "20.00", "正常"],
]
LONG = [HEADS, ["甲银行", "固定资产贷款", "2022-03-01", "300.00", "关注"]]


@pytest.fixture
def lists(tmp_path: Path, book: Any) -> Any:
    def found(*tables: tuple[str, Table]) -> list[Value]:
        """What a credit report of these headings and tables says of open credit, one list for each reading."""
        paper = docx.Document()
        for line in ("企业信用报告", "报告时间：2025-01-05", "企业名称：甲公司", "中国人民银行征信中心", "未结清信贷"):
            paper.add_paragraph(line)
        for heading, rows in tables:
            paper.add_paragraph(heading)
            table = paper.add_table(len(rows), len(rows[0]))
            for cells, row in zip(table.rows, rows, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
        paper.save(str(tmp_path / "report.docx"))
        readings = read(Case("c", tmp_path), book.documents).readings
        return [each.fact.value for each in readings if each.field == "loans"]

    return found


def balances(rows: Any) -> list[str]:
    return [row["balance"] for row in rows]


def test_tables_of_the_same_heads_are_one_list(lists: Any) -> None:
    (whole,) = lists(("短期借款", SHORT), ("中长期借款", LONG))

    assert ["100.00", "20.00", "300.00"] == balances(whole)


def test_a_table_that_lacks_a_column_is_a_part_too_where_each_row_tells_its_day(lists: Any) -> None:
    (whole,) = lists(("短期借款", SHORT), ("中长期借款", [row[:4] for row in LONG]))

    assert 3 == len(whole)


def test_a_summary_by_bank_beside_the_list_asks(lists: Any) -> None:
    summary = [["授信机构", "余额"], ["甲银行", "400.00"], ["乙银行", "20.00"]]

    assert 3 == len(lists(("按机构汇总", summary), ("短期借款", SHORT), ("中长期借款", LONG)))


def test_a_row_that_stands_in_two_tables_asks(lists: Any) -> None:
    assert 2 == len(lists(("短期借款", SHORT), ("甲银行", SHORT[:2])))
