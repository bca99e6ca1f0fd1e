"""Audit opinions of every kind, exports of banks, tax papers: in the wordings of other hands."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from creditfile.model import Case, Fact
from creditfile.reading.read import read
from creditfile.settling.settle import settle

Told = Callable[[], dict[str, Fact]]
NAME = "甲机械有限公司"
AUDITED = f"我们审计了{NAME}(以下简称甲机械)财务报表,包括2024年12月31日的资产负债表,2024年度的利润表。"
FAIR = "我们认为,后附的财务报表在所有重大方面按照企业会计准则的规定编制,公允反映了甲机械2024年12月31日的财务状况。"
DUTIES = ("三、管理层和治理层对财务报表的责任", "管理层负责编制财务报表。", "四、注册会计师对财务报表审计的责任")


@pytest.fixture
def told(tmp_path: Path, book: Any) -> Told:
    """The facts of the papers in the test's folder."""

    def facts() -> dict[str, Fact]:
        case = settle(read(Case("c", tmp_path), book.documents), book.documents, book.figures, date(2025, 6, 1))
        return {fact.name: fact for fact in case.facts}

    return facts


def written(folder: Path, lines: list[str], rows: list[list[str]] | None = None) -> None:
    """A Word document of paragraphs and a table."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(folder / "资料.docx"))


OPINIONS = [
    ("标准无保留意见", ["一、审计意见", AUDITED, FAIR, "二、形成审计意见的基础", "我们执行了审计工作。"]),
    ("带强调事项段的无保留意见", ["一、审计意见", AUDITED, FAIR, "三、强调事项", "我们提醒关注附注十。"]),
    ("带强调事项段的无保留意见", ["(一)审计意见", AUDITED, FAIR, "(三)强调事项", "我们提醒关注附注十。"]),
    ("带持续经营重大不确定性段的无保留意见",
     ["一、审计意见", AUDITED, FAIR, "三、与持续经营相关的重大不确定性", "我们提醒关注附注二。"]),
    ("保留意见",
     ["一、保留意见", AUDITED, "我们认为,除“形成保留意见的基础”部分所述事项可能产生的影响外,后附的财务报表"
      "在所有重大方面按照企业会计准则的规定编制,公允反映了财务状况。",
      "二、形成保留意见的基础", "未能函证。", "(三)强调事项", "附注五。"]),
    ("否定意见",
     ["一、否定意见", AUDITED, "我们认为,由于“形成否定意见的基础”部分所述事项的重要性,后附的财务报表没有"
      "在所有重大方面按照企业会计准则的规定编制,未能公允反映甲机械的财务状况。",
      "二、形成否定意见的基础", "未合并子公司。"]),
    ("无法表示意见",
     ["一、无法表示意见", f"我们接受委托,审计{NAME}财务报表。", "我们不对后附的甲机械财务报表发表审计意见。",
      "二、形成无法表示意见的基础", "无法获取充分、适当的审计证据。"]),
]


@pytest.mark.parametrize(("kind", "words"), OPINIONS)
def test_an_opinion_is_of_one_kind(tmp_path: Path, told: Told, kind: str, words: list[str]) -> None:
    head = ["审计报告", "某审字[2025]第0456号", f"{NAME}全体股东："]
    tail = ["某某会计师事务所(普通合伙)", "中国注册会计师：李某", "2025年4月26日"]
    written(tmp_path, [*head, *words, *DUTIES, *tail])

    opinion = told()["audit.opinion"]

    assert (kind, ()) == (opinion.value, opinion.rivals)


@pytest.mark.parametrize(
    ("signed", "day"), [("2025年4月26日", date(2025, 4, 26)), ("2025年4月26", None), ("", None)]
)
def test_the_last_day_of_the_year_over_a_statement_is_no_day_of_the_report(
    tmp_path: Path, told: Told, signed: str, day: date | None
) -> None:
    head = ["审计报告", "某审字[2025]第0456号", f"{NAME}全体股东：", "一、审计意见", AUDITED, FAIR, *DUTIES]
    tail = ["某某会计师事务所(普通合伙)", "中国注册会计师：李某", signed, "资产负债表", "2024年12月31日"]
    written(tmp_path, [*head, *tail])

    found = told().get("audit.report_date")

    assert day == (found.value if found is not None else None)


@pytest.mark.parametrize("draft", [["审计报告（征求意见稿）"], ["审计报告（初稿）"], ["未定稿", "审计报告"]])
def test_a_draft_states_no_opinion(tmp_path: Path, told: Told, draft: list[str]) -> None:
    written(tmp_path, [*draft, f"{NAME}全体股东：", "一、审计意见", AUDITED, FAIR, "二、形成审计意见的基础", *DUTIES,
                       "某某会计师事务所(普通合伙)", "中国注册会计师：李某"])

    assert "audit.opinion" not in told()


def test_what_an_export_puts_in_brackets_is_read_without_them(tmp_path: Path, told: Told) -> None:
    lines = ["网上银行交易明细查询", "账号:[\t6217000000001234567],户名:[何某]",
             "查询时间段：[20250101]-[20250331],币种：[人民币]",
             "交易日,支出,收入,账户余额,交易备注", "20250105,,100.00,150.00,货款", "20250310,20.00,,130.00,水费"]
    (tmp_path / "流水.csv").write_text("\n".join(lines), encoding="utf-8-sig")

    facts = told()

    names = ("account_name", "currency", "period_start", "period_end")
    told_of = [facts[f"account_flow[0].{name}"].value for name in names]
    assert ["何某", "CNY", date(2025, 1, 1), date(2025, 3, 31)] == told_of


def test_a_ledger_of_an_account_states_its_days_on_a_line_of_their_own(tmp_path: Path, told: Told) -> None:
    rows = [["日期", "摘要", "借方", "贷方", "余额"], ["2025-01-05", "货款", "", "100.00", "150.00"]]
    head = ["某某银行分户账(对公)", f"户名：{NAME}", "账号：1001 2002 3003 4004", "2025年1月1日—2025年3月31日"]
    written(tmp_path, head, rows)

    facts = told()

    assert date(2025, 1, 1) == facts["account_flow[0].period_start"].value
    assert date(2025, 3, 31) == facts["account_flow[0].period_end"].value


def test_tax_due_in_all_is_no_rival_of_the_line_above_it(tmp_path: Path, told: Told) -> None:
    rows = [["项目", "栏次", "本月数", "本年累计"], ["销项税额", "11", "417.00", "850.00"],
            ["进项税额", "12", "300.00", "600.00"],
            ["应纳税额", "19", "117.00", "250.00"], ["应纳税额合计", "24=19+21-23", "117.00", "260.00"]]
    head = ["增值税及附加税费申报表", "(一般纳税人适用)", "税款所属时间：自2025年02月01日至2025年02月28日"]
    written(tmp_path, [*head, f"纳税人名称：{NAME}", "纳税人识别号：91320100MA1ABCDE85　金额单位：元"], rows)

    due = told()["vat.tax_payable"]

    assert (Decimal("260.00"), ()) == (due.value, due.rivals)


def test_amounts_without_a_sign_are_not_all_taken_for_income(tmp_path: Path, told: Told) -> None:
    lines = ["账户交易明细", "户名：何某", "账号：6217000000001234567", "查询期间：2025-01-01至2025-03-31",
             "交易日期,交易金额,账户余额,摘要", "2025-01-05,100.00,500.00,转账", "2025-02-05,30.00,470.00,转账",
             "2025-03-20,50.00,520.00,转账"]
    (tmp_path / "流水.csv").write_text("\n".join(lines), encoding="utf-8-sig")

    facts = told()

    assert not any(name in facts and facts[name].value for name in ("account_flow[0].received", "flow.inflow_12m"))


def test_the_way_of_an_amount_may_stand_under_any_of_its_heads(tmp_path: Path, told: Told) -> None:
    rows = [["交易时间", "收支类型", "金额", "余额", "对方名称"], ["2025-01-05", "收入", "100.00", "150.00", "某厂"],
            ["2025-03-20", "支出", "30.00", "120.00", "某厂"]]
    written(tmp_path, ["对公账户交易明细", f"户名：{NAME}", "账号：1001 2002 3003 4004"], rows)

    facts = told()

    moved = [facts[f"account_flow[0].{name}"].value for name in ("received", "paid")]
    assert [Decimal("100.00"), Decimal("30.00")] == moved


def test_a_bill_of_a_wallet_is_a_flow_in_which_only_income_comes_in(tmp_path: Path, told: Told) -> None:
    lines = ["微信支付账单明细,,", "起始时间：[2025-01-01 00:00:00] 终止时间：[2025-03-31 23:59:59],,",
             "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号",
             "2025-03-20 10:00:00,商户消费,某店,用品,支出,¥200.50,零钱,支付成功,1",
             "2025-03-01 10:00:00,转账,张某,货款,收入,¥3000.00,/,已存入零钱,2",
             "2025-02-11 10:00:00,零钱提现,某银行,/,/,¥2000.00,某银行,提现已到账,3"]
    (tmp_path / "账单.csv").write_text("\n".join(lines), encoding="utf-8-sig")

    facts = told()

    moved = [facts[f"account_flow[0].{name}"].value for name in ("received", "paid")]
    assert [Decimal("3000.00"), Decimal("200.50")] == moved
    days = [facts[f"account_flow[0].{name}"].value for name in ("period_start", "period_end")]
    assert [date(2025, 1, 1), date(2025, 3, 31)] == days


def test_the_way_into_a_bank_is_not_its_name(tmp_path: Path, told: Told) -> None:
    lines = ["网上银行交易明细查询", "账号:6217000000001234567,户名:何某", "交易日,支出,收入,账户余额,交易备注",
             "20250105,,100.00,150.00,货款", "20250310,20.00,,130.00,水费"]
    (tmp_path / "流水.csv").write_text("\n".join(lines), encoding="utf-8-sig")

    assert "account_flow[0].bank" not in told()


@pytest.mark.parametrize(("services", "asks"), [("35,000.00", True), ("0.00", False), ("——", False)])
def test_of_two_figures_under_one_head_neither_is_the_whole(
    tmp_path: Path, told: Told, services: str, asks: bool
) -> None:
    rows = [["项目", "栏次", "本期数", "", "本年累计", ""],
            ["", "", "货物及劳务", "服务、不动产和无形资产", "货物及劳务", "服务、不动产和无形资产"],
            ["（一）应征增值税不含税销售额（3%征收率）", "1", "285,000.00", "0.00", "300,000.00", services],
            ["应纳税额合计", "20", "2,850.00", "0.00", "3,000.00", services]]
    head = ["增值税及附加税费申报表", "(小规模纳税人适用)", "税款所属期：2025年1月1日至2025年3月31日"]
    written(tmp_path, [*head, f"纳税人名称：{NAME}　金额单位：元"], rows)

    assert told()["vat.sales_taxable"].confirm is asks


@pytest.mark.parametrize("total", [
    ["合计", "", "", "40,950.00"],
    ["金额合计", "（大写）肆万零玖佰伍拾元整", "", "¥40,950.00"],
])
def test_the_sum_of_taxes_paid_stands_under_its_column(tmp_path: Path, told: Told, total: list[str]) -> None:
    rows = [["税种", "税款所属期", "入库日期", "实缴（退）金额"],
            ["增值税", "2024-01至2024-12", "2024-12-15", "41,202.50"],
            ["印花税", "2024-06", "2024-07-10", "-252.50"], total]
    written(tmp_path, ["税收完税证明", "填发日期：2025年3月5日", f"纳税人名称：{NAME}"], rows)

    assert told()["tax_paid[0].amount"].value == Decimal("40950.00")


def credit_of_a_person(folder: Path, *sections: tuple[str, str, str]) -> None:
    """A person's credit report whose accounts are summed up section by section."""
    document = Document()
    for line in ("个人信用报告", "(授信机构版)", "报告编号：2025051209331234567890", "报告时间：2025-05-12",
                 "被查询者姓名：陈某", "证件号码：110101198003070038", "信息概要", "查询原因：贷款审批"):
        document.add_paragraph(line)
    for title, head, figure in sections:
        document.add_paragraph(title)
        table = document.add_table(2, 2)
        for row, texts in zip(table.rows, (("账户数", head), ("1", figure)), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(folder / "征信.docx"))


def test_a_section_is_not_another_whose_name_ends_with_its_own(tmp_path: Path, told: Told) -> None:
    credit_of_a_person(tmp_path, ("（三）非循环贷账户信息汇总", "余额", "860,500"),
                       ("准贷记卡账户信息汇总", "授信总额", "50,000"))

    facts = told()

    assert Decimal(860_500) == facts["personal_credit[0].non_revolving"].value
    assert not {"personal_credit[0].revolving", "personal_credit[0].cards_limit"} & set(facts)


def test_each_kind_of_loan_is_summed_up_in_its_section(tmp_path: Path, told: Told) -> None:
    credit_of_a_person(tmp_path, ("非循环贷账户信息汇总", "余额", "860,500"), ("循环贷账户信息汇总", "余额", "120,000"),
                       ("贷记卡账户信息汇总", "授信总额", "180,000"))

    facts = told()

    summed = [facts[f"personal_credit[0].{name}"].value for name in ("non_revolving", "revolving", "cards_limit")]
    assert [Decimal(860_500), Decimal(120_000), Decimal(180_000)] == summed


def test_what_banks_secure_for_a_company_is_no_guarantee_it_gives(tmp_path: Path, told: Told) -> None:
    document = Document()
    for line in ("企业信用报告", "(授信机构版)", f"企业名称：{NAME}", "中征码：3205820000123456",
                 "报告时间：2025-03-12", "查询原因：贷前审查", "未结清信贷信息概要"):
        document.add_paragraph(line)
    tables = (
        [["借贷交易", "", "担保交易", ""], ["余额", "3,560.00", "余额", "1,200.00"],
         ["不良类余额", "0", "不良类余额", "0"]],
        [["责任类型", "账户数", "还款责任金额", "余额", "不良类余额"],
         ["保证人/反担保人", "2", "900.00", "650.00", "120.00"], ["合计", "2", "900.00", "650.00", "120.00"]],
    )
    for title, rows in zip(("信贷交易", "相关还款责任信息汇总"), tables, strict=True):
        document.add_paragraph(title)
        document.add_paragraph("金额单位：万元")
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(tmp_path / "征信.docx"))

    facts = told()

    names = ("outstanding_loan_total", "secured_total", "guarantee_total", "guarantee_bad")
    balances = [facts[f"credit.{name}"].value for name in names]
    assert [Decimal(35_600_000), Decimal(12_000_000), Decimal(6_500_000), Decimal(1_200_000)] == balances


@pytest.mark.parametrize("remark", [
    "说明：如无特别说明，本报告中的金额单位为万元。",
    "如无特别说明，本报告中的金额类汇总数据项单位均为万元。",
])
def test_a_remark_states_the_unit_of_a_companys_report(tmp_path: Path, told: Told, remark: str) -> None:
    rows = [["借贷交易", "", "担保交易", ""], ["余额", "1,820.00", "余额", "300.00"], ["关注类余额", "200.00", "", ""]]
    written(tmp_path, ["企业信用报告", "（授信机构版）", "报告编号：2025060300001234567890　报告时间：2025-06-03",
                       f"企业名称：{NAME}", "信息概要", remark], rows)

    owed = told()["credit.outstanding_loan_total"]

    assert (Decimal("18200000.00"), False) == (owed.value, owed.confirm)
