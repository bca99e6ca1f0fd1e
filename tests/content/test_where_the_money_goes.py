"""The loan's money from resolution to payee, paper against paper: each check holds, fails or asks as the papers say."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditfile.judging.judge import judge
from creditfile.model import Case
from creditfile.reading.read import read_paper
from creditfile.settling.settle import settle
from tests.content.test_bank_wordings import settled, with_table
from tests.reading.contract_paper import as_docx

ACCOUNT = "81250142100017734"
CONTRACT = """
流动资金借款合同
合同编号：J1号
借款人：明远机械有限公司
贷款人：江南银行股份有限公司苏州分行
第一条 借款金额：人民币（大写）伍佰万元整（小写：5,000,000.00元）
第二条 借款期限：十二个月，自2025年6月12日起至2026年6月11日止
"""
RESOLUTION = """
明远机械有限公司
股东会决议
会议时间：2025年5月9日
经全体股东表决，同意公司向江南银行股份有限公司苏州分行申请流动资金借款，{amount}，期限十二个月。
"""
NOTE = """
借款借据
借据编号：D1
借款合同编号：J1号
借款人：明远机械有限公司
借款金额：5,000,000.00元
放款日期：2025年6月12日
{due}
"""
MANDATE = """
提款申请与支付委托书
借款合同编号：J1号
提款人：明远机械有限公司
提款金额：1,800,000.00元
支付方式：受托支付
收款人：凯旋水产有限公司
{account}
申请日期：2025年6月12日
"""
TRADE = """
购销合同
合同编号：G-1
供方：凯旋水产有限公司
需方：明远机械有限公司
一、标的：铸件
二、合同总金额：人民币1,800,000.00元
三、交货地点：需方厂区；质量按国家标准，由需方验收
四、结算方式：货到验收后付款
{account}
签订日期：2025年5月20日
"""
LINES = [("货物名称", "数量", "单价", "金额"), ("铸件A", "100", "10,000.00", "1,000,000.00")]
LINE_B = ("铸件B", "100", "8,000.00", "800,000.00")


def said(book: Any, code: str, *papers: bytes) -> str:
    """What a rule answers on such papers, handed in together."""
    opened = [read_paper(f"{number}.docx", paper, book.documents) for number, paper in enumerate(papers)]
    case = Case("c", Path(), sources=tuple(one.source for one in opened),
                readings=tuple(reading for one in opened for reading in one.readings))
    case = settle(case, book.documents, book.figures, date(2025, 6, 13))
    rule = next(rule for rule in book.rules.rules if rule.code == code)
    case = judge(case, replace(book.rules, rules=(replace(rule, stage="INTAKE", parties=()),), demands=()),
                 date(2025, 6, 13))
    (answer,) = [answer.outcome for answer in case.answers if answer.code == code]
    return answer


@pytest.mark.parametrize(("paid", "stated", "answer"), [
    (f"收款账号：{ACCOUNT}", f"供方账号：{ACCOUNT}", "holds"),
    ("收款账号：6222 0203 0900 0999 99", f"供方账号：{ACCOUNT}", "fails"),
    (f"收款账号：{ACCOUNT}", "", "cannot_tell"),
    ("", f"供方账号：{ACCOUNT}", "cannot_tell"),
    (f"收款账号：{ACCOUNT}", "供方账号：8125****7734", "cannot_tell"),
])  # fmt: skip
def test_the_payees_account_is_the_one_its_contract_states(book: Any, paid: str, stated: str, answer: str) -> None:
    papers = (as_docx(MANDATE.format(account=paid)), as_docx(TRADE.format(account=stated)))

    assert answer == said(book, "XC-026", *papers)


@pytest.mark.parametrize(("lines", "answer"), [
    ([*LINES, LINE_B], "holds"), (LINES, "fails"), ([*LINES, LINE_B, ("合计", "200", "", "1,800,000.00")], "holds"),
    ([*LINES, LINE_B, ("合计金额（大写）：壹佰捌拾万元整", "", "", "1,800,000.00")], "holds"),
    ([*LINES, (*LINE_B[:3], "见附件")], "cannot_tell"),
])  # fmt: skip
def test_the_lines_of_a_trade_contract_make_its_total(book: Any, lines: list[Any], answer: str) -> None:
    assert answer == said(book, "XC-027", with_table(TRADE.format(account=""), lines))


@pytest.mark.parametrize(("due", "answer"), [
    ("到期日期：2026年6月11日", "holds"), ("到期日期：2026年9月11日", "fails"), ("", "cannot_tell"),
])  # fmt: skip
def test_a_note_falls_due_within_its_contract(book: Any, due: str, answer: str) -> None:
    assert answer == said(book, "CTR-082", as_docx(CONTRACT), as_docx(NOTE.format(due=due)))


@pytest.mark.parametrize(("amount", "answer"), [
    ("金额人民币伍佰万元整", "holds"), ("金额人民币叁佰万元整", "fails"), ("具体金额以银行批复为准", "cannot_tell"),
])  # fmt: skip
def test_a_contract_stays_within_what_was_resolved(book: Any, amount: str, answer: str) -> None:
    assert answer == said(book, "CTR-083", as_docx(CONTRACT), as_docx(RESOLUTION.format(amount=amount)))


FACILITY = CONTRACT.replace("流动资金借款合同", "授信额度协议") + "第三条 授信额度可循环使用。{terms}\n"


@pytest.mark.parametrize(("terms", "answer"), [
    ("每笔业务的具体要素由双方另行签订单项业务合同约定。", "cannot_tell"), ("利率为年利率3.85%。", "fails"),
])  # fmt: skip
def test_a_facility_that_leaves_payment_to_each_drawdown_asks(book: Any, terms: str, answer: str) -> None:
    assert answer == said(book, "CTR-054", as_docx(FACILITY.format(terms=terms)))


def test_the_title_of_a_trade_contract_names_no_goods_where_its_lines_do(book: Any) -> None:
    titled = TRADE.replace("购销合同", "铸件采购合同").replace("一、标的：铸件", "一、产品明细见下表")
    facts = settled(book, with_table(titled.format(account=""), [*LINES, LINE_B]))

    assert facts.get("trade[0].goods") is None
    assert ["铸件A", "铸件B"] == [line["goods"] for line in facts["trade[0].lines"]]


@pytest.mark.parametrize(("seller", "answer"), [
    ("供方：凯旋水产有限公司", "holds"), ("供方：宏远水产有限公司", "fails"), ("", "cannot_tell"),
])  # fmt: skip
def test_whom_the_mandate_pays_is_a_seller(book: Any, seller: str, answer: str) -> None:
    trade = TRADE.replace("供方：凯旋水产有限公司", seller).format(account="供方（盖章）")

    assert answer == said(book, "XC-028", as_docx(MANDATE.format(account="")), as_docx(trade))
