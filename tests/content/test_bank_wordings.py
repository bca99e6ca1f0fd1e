"""Ways in which banks word the same thing: each is read as what it says."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

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


def value(book: Any, text: str, address: str) -> Any:
    opened = read_paper("a.docx", as_docx(text), book.documents)
    case = Case("a", Path(), sources=(opened.source,), readings=opened.readings)
    facts = {fact.name: fact for fact in settle(case, book.documents, book.figures, date(2025, 7, 1)).facts}
    return facts[address].value if address in facts else None


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


def test_a_blank_address_is_not_filled_from_the_line_below(book: Any) -> None:
    text = LOAN + "送达地址：______________\n借款人（盖章）：明远机械有限公司\n"

    assert value(book, text, "contract.service_address") is None


def test_a_company_is_headed_by_its_representative_not_by_the_banks_manager_beside(book: Any) -> None:
    text = LOAN.replace("统一", "负责人：洪志\n法定代表人：郑海\n统一")

    assert value(book, text, "contract.borrower_legal_rep") == "郑海"


def test_years_of_a_term_are_not_the_year_of_its_first_day(book: Any) -> None:
    import io

    import docx

    paper = docx.Document(io.BytesIO(as_docx(LOAN.replace("借款期限：十二个月，自", "自"))))
    row = paper.add_table(1, 2).rows[0].cells
    row[0].text, row[1].text = "借款期限", "贰年，自2025年6月12日至2027年6月11日"
    out = io.BytesIO()
    paper.save(out)
    opened = read_paper("a.docx", out.getvalue(), book.documents)

    assert [reading.fact.value for reading in opened.readings if reading.field == "term_months"] == ["贰年"]
