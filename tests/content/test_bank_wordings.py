"""Ways in which banks word the same thing: each is read as what it says."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from creditfile.model import Case
from creditfile.reading.read import read_paper
from creditfile.settling.settle import settle
from tests.reading.contract_paper import as_docx

LOAN = """
流动资金借款合同
合同编号：J1号
借款人：明远机械有限公司
统一社会信用代码：91320100MA1ABCDE85
贷款人：江南银行股份有限公司苏州分行
第一条 借款金额：人民币（大写）伍佰万元整（小写：5,000,000.00元）
第二条 借款期限：十二个月，自2025年6月12日起至2026年6月11日止
第三条 借款用途：采购铸件
第四条 年利率3.85%，按月付息，到期还本，逾期加收50%
第五条 争议由贷款人所在地人民法院管辖
"""
MAXIMUM = """
最高额保证合同
合同编号：G1号
保证人：宏达贸易有限公司
债权人：江南银行股份有限公司苏州分行
债务人：明远机械有限公司
第一条 保证方式：连带责任保证
第二条 保证期间：债务履行期限届满之日起三年
第三条 最高额：{maximum}
第四条 担保范围：本金、利息
"""


def settled(book: Any, paper: bytes) -> dict[str, Any]:
    opened = read_paper("a.docx", paper, book.documents)
    case = Case("a", Path(), sources=(opened.source,), readings=opened.readings)
    return {fact.name: fact.value for fact in settle(case, book.documents, book.figures, date(2025, 7, 1)).facts}


def value(book: Any, text: str, address: str) -> Any:
    return settled(book, as_docx(text)).get(address)


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("借款金额：人民币（大写）伍佰万元整（小写：5,000,000.00元）", "甲方借款人民币（金额大写）伍佰万元整", "amount",
         Decimal(5_000_000)),
        ("借款用途：采购铸件", "甲方应将借款用于日常经营，具体用途为采购铸件", "purpose", "采购铸件"),
        ("借款期限：十二个月，", "借款总期限为1年，", "term_months", 12),
        ("借款期限：十二个月，", "授信期间为12个月，即", "term_months", 12),
        ("年利率3.85%，", "按1年期LPR加（加/减）85基点确定，", "spread_bp", Decimal(85)),
        ("年利率3.85%，", "利率按下列第2种方式确定：（1）固定利率；（2）浮动利率，按月调整。", "rate_type", "浮动"),
        ("年利率3.85%，", "以12个月为一个周期，每满一个周期调整一次，", "reprice_cycle", "12个月"),
        ("争议由贷款人所在地人民法院管辖", "争议按以下第1种方式解决。1、向乙方所在地法院起诉。2、提交____仲裁。",
         "dispute_mode", "诉讼"),
        ("第三条 借款用途：采购铸件", "3. 用途：采购铸件", "purpose", "采购铸件"),
        ("第二条 借款期限：十二个月，自2025年6月12日起", "2. 期限：2025年6月12日", "end_date", date(2026, 6, 11)),
        ("年利率3.85%，", "按1年期LPR加浮动点数85BP执行，即3.85%，", "rate_annual_pct", Decimal("3.85")),
        ("年利率3.85%，", "按1年期LPR加浮动点数85BP执行，即3.85%，", "spread_bp", Decimal(85)),
        ("按月付息，到期还本，", "还款方式：按月结息，到期一次还本。", "repay_method", "按月结息，到期一次还本"),
        ("年利率3.85%，", "LPR（1年期）3.00%加85基点，", "lpr_pct", Decimal(3)),
        ("借款人：明远", "授信申请人：明远", "borrower", "明远机械有限公司"),
        ("合同编号：J1号", "农信借字（2025）第0613号", "no", "农信借字（2025）第0613号"),
    ],
)  # fmt: skip
def test_a_loan_contract(book: Any, old: str, new: str, field: str, says: Any) -> None:
    assert value(book, LOAN.replace(old, new), f"contract.{field}") == says


def test_the_parties_of_a_contract_in_parts_are_known(book: Any) -> None:
    text = LOAN.replace("借款人：明远", "第一部分 商务条款\n借款人：明远").replace("统一社会信用代码", "证件类型/号码")

    assert value(book, text, "contract.borrower_id") == "91320100MA1ABCDE85"


@pytest.mark.parametrize(
    "wording",
    [
        "在人民币6,000,000.00元（大写：陆佰万元整）的最高余额内", "在人民币6,000,000.00元的最高债权限额内",
        "最高本金余额为：币种：人民币。（大写）陆佰万元整。（小写）6,000,000.00。",
    ],
)  # fmt: skip
def test_a_maximum_named_behind_its_amount_or_behind_its_currency(book: Any, wording: str) -> None:
    assert value(book, MAXIMUM.format(maximum=wording), "maximum_guarantee[0].max_amount") == Decimal(6_000_000)


def test_clauses_under_short_labels_are_not_told_as_missing(book: Any) -> None:
    text = LOAN.replace("第三条 借款用途", "3. 用途").replace("第二条 借款期限：十二个月，自", "2. 期限：")

    assert value(book, text, "contract.clause_purpose")
    assert value(book, text, "contract.clause_term")


def test_an_amount_under_its_currencys_heading_is_there(book: Any) -> None:
    text = LOAN.replace("第一条 借款金额：人民币", "1.1 币种及金额：本合同项下币种为人民币，金额")

    assert value(book, text, "contract.clause_amount")


def test_a_blank_address_is_not_filled_from_the_line_below(book: Any) -> None:
    text = LOAN + "送达地址：______________\n借款人（盖章）：明远机械有限公司\n"

    assert value(book, text, "contract.service_address") is None


def test_a_company_is_headed_by_its_representative_not_by_the_banks_manager_beside(book: Any) -> None:
    text = LOAN.replace("统一", "负责人：洪志\n法定代表人：郑海\n统一")

    assert value(book, text, "contract.borrower_legal_rep") == "郑海"


def test_years_of_a_term_are_not_the_year_of_its_first_day(book: Any) -> None:
    paper = docx.Document(io.BytesIO(as_docx(LOAN.replace("借款期限：十二个月，自", "自"))))
    row = paper.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = "借款期限", "贰年，自2025年6月12日至2027年6月11日"
    out = io.BytesIO()
    paper.save(out)
    opened = read_paper("a.docx", out.getvalue(), book.documents)

    assert [reading.fact.value for reading in opened.readings if reading.field == "term_months"] == ["贰年"]


PERIOD = "保证范围包括本金、利息、罚息，保证期间为债务履行期限届满之日起贰年。"
PHONES = "贷款人：江南银行\n电话：0512-65551234\n借款人：明远机械有限公司\n电话：025-81336655\n其他：江南"
LENDER_FIRST = "合同编号：J1号\n贷款人：江南银行股份有限公司苏州分行\n住所地：苏州市人民路1号\n"
ACCOUNTS = "回款账户：3802018800060913\n收款人：荣成水产有限公司，账号：81250142100017734\n"


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("年利率3.85%，", "以一年期贷款市场报价利率为基准加计295个基点，", "spread_bp", Decimal(295)),
        ("年利率3.85%，", "采用按季结息，到期还本的还款方式，结息日为每季度末月20日。", "repay_method",
         "按季结息，到期还本"),
        ("争议由贷款人所在地人民法院管辖", "发生争议，提请青岛仲裁委员会仲裁", "arbitration_body", "青岛仲裁委员会"),
        ("年利率3.85%，", PERIOD, "guarantee_period_months", 24),
        ("年利率3.85%，", PERIOD, "guarantee_scope", "本金、利息、罚息"),
        ("年利率3.85%，", "首笔借款金额叁拾万元整，用款日2025年6月18日，到期日2026年6月11日。", "draw_date",
         date(2025, 6, 18)),
        ("贷款人：江南", PHONES, "phone", "025-81336655"),
        ("合同编号：J1号\n", LENDER_FIRST, "service_address", None),
        ("年利率3.85%，", ACCOUNTS, "repay_account", "3802018800060913"),
        ("年利率3.85%，", "双方确认首页通讯地址为有效送达地址。", "service_by_reference", "首页通讯地址"),
    ],
)  # fmt: skip
def test_a_loan_contract_of_another_bank(book: Any, old: str, new: str, field: str, says: Any) -> None:
    assert value(book, LOAN.replace(old, new), f"contract.{field}") == says


def test_a_court_is_named_without_the_heading_before_it(book: Any) -> None:
    text = MAXIMUM.format(maximum="人民币6,000,000.00元") + "第五条 争议解决\n在债权人所在地法院通过诉讼方式解决。\n"

    assert value(book, text, "maximum_guarantee[0].dispute_venue") == "债权人所在地法院"


TRADE = """
钢材购销合同
合同编号：W-2025-0412
供方：联创物资贸易有限公司
需方：明远机械有限公司
签订时间：2025年4月12日
经协商，就需方向供方采购钢材事宜达成如下协议：
一、质量标准：按国家标准
二、交货时间：2025年6月15日
三、结算方式：货到付款
四、违约责任：按约定
"""


def with_table(text: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A Word file of that text with a table behind it."""
    paper = docx.Document(io.BytesIO(as_docx(text)))
    table = paper.add_table(len(rows), len(rows[0]))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("first", "second"), [("供方", "需方"), ("需方", "供方")])
def test_the_sellers_account_is_the_one_in_the_sellers_column(book: Any, first: str, second: str) -> None:
    accounts = {"供方": "008021000120045671", "需方": "17023401040008827"}
    banks = {"供方": "汉口银行青山支行", "需方": "江南银行苏州分行"}
    sides = [[f"{side}（章）", f"开户银行：{banks[side]}", f"账号：{accounts[side]}"] for side in (first, second)]
    facts = settled(book, with_table(TRADE, list(zip(*sides, strict=True))))

    assert facts["trade[0].seller_account"] == accounts["供方"]
    assert facts["trade[0].seller_bank"] == banks["供方"]


def test_of_two_parties_accounts_without_a_name_neither_is_the_sellers(book: Any) -> None:
    text = TRADE + "账号：008021000120045671\n账号：17023401040008827\n"
    opened = read_paper("a.docx", as_docx(text), book.documents)
    case = Case("a", Path(), sources=(opened.source,), readings=opened.readings)
    facts = {fact.name: fact for fact in settle(case, book.documents, book.figures, date(2025, 7, 1)).facts}

    assert facts["trade[0].seller_account"].rivals


def test_the_goods_end_before_the_matter(book: Any) -> None:
    assert value(book, TRADE, "trade[0].goods") == "钢材"


def test_a_board_that_secures_another_companys_debt_does_not_resolve_to_borrow(book: Any) -> None:
    text = """
宏达控股集团有限公司
董事会决议
本公司于二〇二五年五月九日召开董事会会议，应到董事五人，实到董事五人。
1. 同意为明远机械有限公司在江南银行苏州分行办理的授信业务提供连带责任保证担保，担保金额为人民币壹仟贰佰万元整。
2. 授权董事长签署担保合同。
"""

    assert value(book, text, "resolution.amount") is None
    assert value(book, text, "guarantee_resolution[0].amount") == Decimal(12_000_000)


def test_what_is_undertaken_is_read_in_other_words(book: Any) -> None:
    text = """
借款人承诺函
江南银行股份有限公司苏州分行：我公司申请贷款，现就贷款使用郑重承诺如下：
1、提供的资料真实、完整、有效。
2、绝不将贷款资金挪作他用，不流入房地产市场、股票市场。
3、接受贵行对账户资金进出的监控。
承诺人（公章）：明远机械有限公司
日期：2025-05-20
"""

    assert value(book, text, "undertaking.no_diversion") is True
    assert value(book, text, "undertaking.supervision") is True
    assert value(book, text, "undertaking.undertakings").startswith("1、提供")


MANDATE = """
委托支付通知书
江南银行股份有限公司苏州分行：
本公司依据与贵行签署的《流动资金贷款合同》（编号：XQ-LD2025第0719号），委托贵行将贷款资金人民币（大写）壹佰捌拾万元整（小写：1,800,000.00元）支付给以下对象：
收款人户名：凯旋水产有限公司
收款人账号：81250142100017734
开户行名称：威海银行荣成支行
款项用途：货款
委托人：明远机械有限公司
2025年7月21日
"""


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("main_no", "XQ-LD2025第0719号"), ("amount", Decimal(1_800_000)), ("payee", "凯旋水产有限公司"),
        ("payee_bank", "威海银行荣成支行"), ("purpose", "货款"), ("borrower", "明远机械有限公司"),
        ("mode", "ENTRUSTED"),
    ],
)  # fmt: skip
def test_a_mandate_to_pay_worded_as_a_letter(book: Any, field: str, says: Any) -> None:
    assert value(book, MANDATE, f"payment[0].{field}") == says


def test_the_units_paid_stand_under_longer_heads(book: Any) -> None:
    application = "提款申请书\n借款合同编号：J1号\n提款金额：500万元\n支付方式：受托支付\n"
    heads = ("收款单位名称", "开户银行", "银行账号", "付款金额（元）", "对应合同号")
    rows = [heads, ("联创物资贸易有限公司", "汉口银行", "008021000120045671", "3,800,000.00", "W-1")]

    assert [row["contract_no"] for row in settled(book, with_table(application, rows))["payment[0].payees"]] == ["W-1"]
