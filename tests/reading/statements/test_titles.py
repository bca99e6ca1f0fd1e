"""Which lines are titles of statements."""

import pytest

from creditfile.reading.statements.titles import ends_statement, is_page_mark, may_have_title, title_of


@pytest.mark.parametrize(
    ("text", "kind", "scope"),
    [
        ("合并资产负债表", "BS", "consolidated"),
        ("二、 合 并 资 产 负 债 表", "BS", "consolidated"),
        ("母公司利润表", "IS", "parent"),
        ("2、母公司资产负债表", "BS", "parent"),
        ("公司资产负债表", "BS", "parent"),
        ("现金流量表", "CF", None),
        ("损益表", "IS", None),
        ("利润及利润分配表", "IS", None),
        ("某某机械有限公司合并资产负债表 2020年12月31日 单位：元", "BS", "consolidated"),
        ("2023年12月31日合并及公司资产负债表", "BS", "both"),
        ("资产负债表 会企01表", "BS", None),
        ("资产负债表（适用执行小企业会计准则的企业）", "BS", None),
        ("CONSOLIDATED BALANCE SHEET 合并资产负债表", "BS", "consolidated"),
        ("Consolidated Statement of Cash Flows", "CF", "consolidated"),
        ("47、 现金流量表补充资料", "CS", None),
    ],
)
def test_titles(text: str, kind: str, scope: str | None) -> None:
    title = title_of(text)

    assert title is not None and may_have_title(text)
    assert (title.kind, title.scope) == (kind, scope)


@pytest.mark.parametrize(
    "text",
    [
        "合并资产负债表 ........ 12",
        "1. 利润表及现金流量表相关科目变动分析表",
        "31 日的合并及母公司资产负债表，2020 年度的合并及母公司利润表、合并及母公司",
        "46、 现金流量表项目",
        "十三、 资产负债表日后事项",
        "境外经营的资产负债表中的资产和负债项目，采用资产负债表日的即期汇率折算",
        "合并所有者权益变动表",
        "资产负债表日",
        "现金流量表主要项目变动情况",
        "See the notes to the balance sheet.",
    ],
)
def test_prose_contents_and_other_tables_are_no_titles(text: str) -> None:
    assert title_of(text) is None


def test_a_title_may_go_on_and_may_be_unaudited() -> None:
    title = title_of("合并资产负债表（续）（未经审计）")

    assert title is not None and title.continued and title.unaudited


@pytest.mark.parametrize(
    "text",
    [
        "法定代表人：张三 主管会计工作负责人：李四",
        "后附财务报表附注为本财务报表的组成部分",
        "合并所有者权益变动表",
        "各项目调整情况的说明：",
    ],
)
def test_what_ends_a_statement(text: str) -> None:
    assert ends_statement(text)


@pytest.mark.parametrize(("text", "is_mark"), [("49 / 120", True), ("- 12 -", True), ("第 3 页 共 9 页", True),
                                               ("12", True), ("1,234.00", False), ("存货", False), ("2020年度", False)])
def test_page_numbers(text: str, is_mark: bool) -> None:
    assert is_page_mark(text) is is_mark
