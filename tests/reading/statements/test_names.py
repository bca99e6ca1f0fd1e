"""From printed words to items."""

import pytest

from creditfile.model.line_item import LineItems
from creditfile.reading.statements.names import Reader, is_note_mark, key, names_of


def read(items: LineItems, kind: str, *rows: str) -> list[str]:
    """The ids that rows are given, all of them with a figure unless they end in ：."""
    reader = Reader(names_of(items, kind))
    named = [reader.name(row, not row.endswith("：")) for row in rows]
    return [one.item.id if one.item else f"? {one.label}" for one in named]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("应收帐款", "应收账款"),
        ("三、营业利润（亏损以“－”号填列）", "营业利润"),
        ("收到的其他与经营活动有关的现金", "收到其他与经营活动有关的现金"),
        ("负债及股东权益总计", "负债和所有者权益总计"),
        ("（一）归属于母公司所有者的净利润(净亏损以\"-\"号填列)", "归属于母公司所有者的净利润"),
        ("减:库存股", "库存股"),
        ("货币资金 Cash and bank balances", "货币资金"),
        ("①利息收入", "利息收入"),
        ("其中：营业成本", "营业成本"),
        ("货　币　资　金……", "货币资金"),
        ("⾦融资产", "金融资产"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("营业总收入", "营业收入"),
        ("债权投资", "其他债权投资"),
        ("递延所得税资产", "递延所得税负债"),
        ("收到其他与投资活动有关的现金", "收到其他与筹资活动有关的现金"),
        ("流动资产合计", "非流动资产合计"),
        ("一年内到期的非流动资产", "一年内到期的非流动负债"),
    ],
)
def test_names_that_differ_in_one_word_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_no_name_means_two_items_at_one_place(items: LineItems) -> None:
    """Two items of one statement may share a name only where the rows around tell them apart."""
    for kind in ("BS", "IS", "CF"):
        names = names_of(items, kind)
        for shared in names.found.values():
            places = {(names.items[n].section, names.items[n].part_of, names.items[n].statement) for n, _ in shared}
            assert len(places) == len(shared), [names.items[n].id for n, _ in shared]


def test_every_section_and_parent_of_the_list_exists(items: LineItems) -> None:
    for item in items:
        parent = item.part_of.lstrip("?^")
        assert not parent or parent in items.by_id, item
        assert item.sign in ("+", "-", "S", "H"), item
    assert len(items.by_id) == len(items)


def test_interest_receivable_is_a_part_below_other_receivables_and_a_row_above_them(items: LineItems) -> None:
    after = read(items, "BS", "流动资产：", "其他应收款", "其中：应收利息", "应收股利", "存货")
    before = read(items, "BS", "流动资产：", "预付款项", "应收利息", "应收股利", "其他应收款", "存货")

    assert after == ["heading_ca", "other_receivables", "other_receivables_interest", "other_receivables_dividends",
                     "inventories"]
    assert before == ["heading_ca", "prepayments", "interest_receivable", "dividends_receivable", "other_receivables",
                      "inventories"]


def test_interest_income_below_finance_costs_is_no_revenue(items: LineItems) -> None:
    rows = (
        "一、营业总收入", "其中：营业收入", "利息收入", "二、营业总成本", "其中：营业成本", "财务费用",
        "其中：利息费用", "利息收入",
    )

    assert read(items, "IS", *rows) == [
        "total_revenue", "revenue", "interest_revenue", "total_cost", "cogs", "finance_cost", "interest_exp",
        "interest_inc",
    ]


def test_impairment_among_the_costs_is_not_that_among_the_gains(items: LineItems) -> None:
    old = read(items, "IS", "一、营业收入", "减：营业成本", "财务费用", "资产减值损失", "加：公允价值变动收益")
    new = read(items, "IS", "一、营业收入", "加：其他收益", "公允价值变动收益", "信用减值损失", "资产减值损失")

    assert old[3] == "asset_impairment_cost"
    assert new[-2:] == ["credit_impairment", "asset_impairment"]


def test_preference_shares_belong_to_what_stands_above_them(items: LineItems) -> None:
    rows = (
        "应付债券", "其中：优先股", "永续债", "租赁负债", "负债合计", "实收资本", "其他权益工具", "其中：优先股",
        "永续债",
    )

    found = read(items, "BS", *rows)

    assert found[1:3] == ["bonds_preferred", "bonds_perpetual"]
    assert found[7:] == ["equity_preferred", "equity_perpetual"]


def test_a_heading_with_a_figure_is_the_sum(items: LineItems) -> None:
    assert read(items, "BS", "流动资产：") == ["heading_ca"]
    assert read(items, "BS", "流动资产") == ["total_ca"]


def test_unknown_names_are_kept(items: LineItems) -> None:
    assert read(items, "BS", "流动资产：", "应收青苗补偿款") == ["heading_ca", "? 应收青苗补偿款"]


@pytest.mark.parametrize(
    "text", ["12", "五、3", "(七)2", "附注五(一)", "46(1)", "六(二)", "IX", "十五、1", "五.12"]
)
def test_note_marks(text: str) -> None:
    assert is_note_mark(text)


@pytest.mark.parametrize("text", ["存货", "一年内到期", "1,234.00", "合计", "十二月", "应收账款1"])
def test_names_and_amounts_are_no_note_marks(text: str) -> None:
    assert not is_note_mark(text)


@pytest.mark.parametrize(
    ("head", "company"),
    [
        ("编制单位：甲乙有限公司 单位：元", "甲乙有限公司"),
        ("编制单位 Prepared by：甲乙有限公司 单位：人民币元", "甲乙有限公司"),
        ("单位名称:甲乙有限公司", "甲乙有限公司"),
        ("单位：人民币元", None),
        ("单位：百万元", None),
    ],
)
def test_who_drew_the_statements_up_is_no_unit_of_money(head: str, company: str | None) -> None:
    from creditfile.reading.statements.about import _COMPANY

    found = _COMPANY.search(head)

    assert (found["name"] if found else None) == company
