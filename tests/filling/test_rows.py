"""What the documents carry of needs, investigation, contracts and the archive: sections, tables and their content."""

# ruff: noqa: E501
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from creditfile.filling.fill import fill
from creditfile.filling.offer import LADDER, read_offer
from creditfile.filling.package import open_package, parse
from creditfile.filling.xml import TBL, P, text_of, w
from creditfile.model import Answer, Case
from tests.filling.made_up import FIELDS, case
from tests.filling.test_fill import paper, templates

ROOT = Path(__file__).parents[2]
WAN = Decimal(10_000)
MORE = {
    "circle[0].circle": "BUSINESS", "circle[0].informant": "上游供应商", "circle[0].found": "货款按期支付",
    "circle[0].officer": "周启明", "circle[0].date": date(2025, 8, 18),
    "surroundings[0].aspect": "MACRO", "surroundings[0].found": "一年期LPR维持不变", "surroundings[0].source": "公告",
    "surroundings[0].date": date(2025, 7, 21),
    "dealings.cash_discount": Decimal("0.02"), "dealings.annual_purchase": 6000 * WAN, "dealings.supplier_credit_days": 30,
    "dealings.dealers_short": True, "dealings.dealer_count": 8, "dealings.lost_sales": 500 * WAN,
    "dealings.bid_wins_12m": 2, "dealings.bid_amount_12m": 300 * WAN, "dealings.retail": False,
    "dealings.technology": False, "dealings.maturing_6m": 800 * WAN, "dealings.cash_for_repayment_6m": 400 * WAN,
    "dealings.bridge_rate_pct": Decimal("18"), "dealings.bridge_days": 10, "dealings.payments_monthly": 300,
    "dealings.hours_saved_monthly": Decimal("20"), "dealings.hour_cost": Decimal("60.00"),
    "guarantor[0].resolution_body": "SHAREHOLDERS",
    "inspection[0].check_no": "2026-01", "inspection[0].date": date(2026, 3, 1), "inspection[0].officers": ("周启明", "林若溪"),
    "visit.date": date(2025, 8, 18), "visit.officers": ("周启明",), "notice.notice_no": "1", "notice.date": date(2026, 8, 1),
    "notice.principal": 450 * WAN, "notice.interest": Decimal("12345.67"),
}


@cache
def whole() -> Case:
    """The made-up case with everything the bank's own people may type, its documents filled."""
    return fill(case({**FIELDS, **MORE}), templates())


@cache
def words(template: str) -> str:
    """Everything a document says."""
    root = parse(open_package(paper(whole(), template), "t")["word/document.xml"])
    return "\n".join(text_of(one) for one in root.iter(P))


def headings(template: str) -> list[str]:
    """The headings of the first level."""
    root = parse(open_package(paper(whole(), template), "t")["word/document.xml"])
    styles = ((one, one.find(f"{w('pPr')}/{w('pStyle')}")) for one in root.iter(P))
    return [text_of(one) for one, style in styles if style is not None and style.get(w("val")) == "Heading1"]


def table(template: str, caption: str) -> str:
    """The words of the table under a caption."""
    root = parse(open_package(paper(whole(), template), "t")["word/document.xml"])
    after = next(one for one in root.iter(P) if text_of(one).strip().startswith("表") and caption in text_of(one))
    return next(text_of(one) for one in after.itersiblings(TBL))


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("report", "资产转换周期"), ("report", "现金周期＝经营周期－应付账款"), ("report", "营运资金周转次数"),
        ("report", "新增流动资金贷款额度"), ("report", "比率的局限"), ("report", "应收账款增长率"), ("report", "营业收入增长率"),
        ("report", "潜亏"), ("report", "垃圾科目"), ("report", "经营环境"), ("report", "一年期LPR维持不变"),
        ("report", "生意圈"), ("report", "货款按期支付"), ("report", "保证人代偿能力"), ("report", "固定资产周转率"),
        ("report", "还款来源"), ("report", "主营产品、技术与产能"), ("report", "权属与争议"), ("report", "五好客户评分"),
        ("report", "偿债能力"), ("report", "营运能力"), ("report", "盈利能力"), ("report", "成长能力"), ("report", "现金流量"),
        ("archive", "必备资料核对"), ("archive", "资料之间不一致的事项"), ("archive", "权证与质物入库清单"),
        ("archive", "表外科目记账"), ("archive", "结息与还款日历"), ("archive", "到期通知计划"), ("archive", "移交清单"),
        ("archive", "保管期限"), ("archive", "贷后管理的直接责任人"), ("archive", "更新日志"), ("archive", "客户360档案"),
        ("proposal", "服务团队"), ("proposal", "每月4次以上，其中面访2次"), ("proposal", "24小时内"), ("proposal", "3周内"),
        ("proposal", "增值服务"), ("proposal", "年利率"), ("proposal", "不保本"), ("proposal", "用款回访"),
        ("inspection", "财务变动"), ("inspection", "押品完好"), ("inspection", "归入档案"), ("inspection", "股权、高管"),
        ("notice", "送达回证"), ("visit", "下一步计划"), ("survey_form", "客户分层"),
    ],
)
def test_a_document_says_what_the_requirement_asks(template: str, said: str) -> None:
    assert said in words(template)


def test_the_report_has_its_seven_sections_in_order_and_the_conclusion_s_first_words_in_front() -> None:
    assert headings("report")[0] == "摘要"
    assert [title[:4] for title in headings("report")[1:8]] == [
        "客户基本", "客户生产", "申请借款", "财务分析", "非财务分", "担保分析", "调查结论",
    ]


def test_the_proposal_goes_from_needs_to_plans_to_figures_to_what_comes_next() -> None:
    titles = headings("proposal")

    assert [titles.index(name) for name in ("需求诊断", "服务方案", "量化价值", "跟进计划")] == sorted(
        titles.index(name) for name in ("需求诊断", "服务方案", "量化价值", "跟进计划")
    )


def test_each_need_has_its_product_its_purpose_and_its_number() -> None:
    told = table("proposal", "五维需求诊断")

    assert "便利采购" in told
    assert "促进销售" in told
    assert "买方信贷（下游）" in told
    assert "100.75" in told  # 60,000,000 × 0.02 － 60,000,000 × 0.0385 × 30 ÷ 360 = 1,007,500.00 yuan


def test_needs_of_buyers_tenders_renewal_and_handwork_are_worked_from_what_the_customer_was_asked() -> None:
    told = table("proposal", "量化收益")

    assert "估计损失的年销售额 × 毛利率" in told
    assert "4.00" in told  # 8,000,000 × 18 % × 10 ÷ 360
    assert "1.44" in told  # 20 hours × 12 × 60 yuan
    assert "政府与央国企集采中标" not in told  # has no number, and none is made up


def test_needs_bring_deposits_and_fees_of_the_kinds_that_the_source_names() -> None:
    told = table("proposal", "需求带动的存款与中间业务")

    assert "贷款拉动型" in told
    assert "结算拉动型" in told
    assert "电子银行" in told


def test_two_or_three_plans_stand_side_by_side_and_one_product_alone_is_cautioned() -> None:
    told = table("proposal", "方案对比")

    assert 2 <= sum(name in told for name in ("方案一", "方案二", "方案三")) <= 3
    assert "组合使用" in told


def test_products_come_in_step_by_step_settlement_first() -> None:
    told = table("proposal", "实施阶梯")

    assert next(iter(LADDER)) == "结算与现金管理"
    assert told.index("结算与现金管理") < told.index("授信与票据") < told.index("供应链与综合金融")


@pytest.mark.parametrize(
    "variety",
    ["买方付息", "协议付息", "商票保贴", "商票代理贴现", "票据拆分", "票据保管", "保兑仓", "仓单质押融资", "法人账户透支", "集团网银", "可循环授信额度", "委托贷款", "人民币理财", "债券结算代理", "外币理财", "短期融资券", "资产证券化", "人民币利率互换", "人民币利率固定贷款"],
)
def test_the_catalogue_has_every_product_that_the_source_names(variety: str) -> None:
    book = read_offer(ROOT / "templates" / "proposal")
    assert book is not None

    assert any(variety in product.varieties for product in book.products.values())


def test_a_product_says_what_it_is_for_the_bank_and_which_stage_it_is_for() -> None:
    book = read_offer(ROOT / "templates" / "proposal")
    assert book is not None

    assert {product.role for product in book.products.values()} == {"引流", "粘性", "利润"}
    assert book.products["P17"].stages == ("项目建设",)
    assert "不得背书转让" in book.products["P05"].note
    assert "引流" not in words("proposal")


def test_the_survey_form_and_the_report_give_the_same_advice() -> None:
    for said in ("450.00万元", "3.95%"):
        assert said in words("report")
    for said in ("4,500,000.00元", "3.95%"):
        assert said in words("survey_form")


def test_a_slot_of_the_archive_names_the_paper_its_file_and_its_pages() -> None:
    answers = (Answer("DOC-101", "holds"), Answer("DOC-301", "holds"), Answer("DOC-505", "left_out", "product WCL"))
    done = fill(replace(case(), answers=answers), templates())
    root = parse(open_package(paper(done, "archive"), "t")["word/document.xml"])
    rows = [[text_of(cell) for cell in row.iter(w("tc"))] for row in root.iter(w("tr"))]

    slots = {row[0]: row[1:5] for row in rows if row[0].startswith("DOC-")}
    assert slots["DOC-101"] == ["营业执照", "通过", "01-营业执照.pdf 第1页", "00000000"]
    assert slots["DOC-301"][2] == "03-企业信用报告.pdf 第1至6页"
    assert "DOC-505" not in slots
