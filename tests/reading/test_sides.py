"""The head of a contract by party, and values that end with their paragraph."""

from decimal import Decimal
from typing import Any

import pytest

from creditfile.reading.read import read_paper
from tests.reading.contract_paper import as_docx

CLAUSES = """
第一条 借款金额
借款金额：人民币（大写）伍佰万元整
2.2 （小写）：￥5,000,000.00
第二条 借款期限
借款期限自2026年3月10日至2027年3月9日，共12个月。
第三条 借款利率
借款利率（年利率）为3.85%，系在2026年2月20日公布的1年期LPR（3.00%）基础上加85基点。
第四条 借款用途
借款资金限于下列用途：采购钢材。
第五条 账户
放款账户：户名乙地机械有限公司，账号6229095121090623900
11. 还款
还款方式：按季付息、到期一次还本。
第七条 违约责任
借款人违约的，贷款人可以宣布借款提前到期。
""".strip()


def read(book: Any, head: str) -> dict[str, object]:
    opened = read_paper("a.docx", as_docx(f"流动资金借款合同\n{head}\n{CLAUSES}"), book.documents)
    return {reading.field: reading.fact.value for reading in reversed(opened.readings)}


LINES = """合同编号：X借字〔2026〕第1号
甲方（借款人）：乙地机械有限公司
统一社会信用代码：91320100MA1ABCDE85
法定代表人/负责人：张明
通讯地址：江苏省苏州市吴中区木渎镇金山路88号
乙方（贷款人）：甲地银行股份有限公司
通讯地址：江苏省苏州市姑苏区人民路1号"""


def test_each_party_has_its_own_code_head_and_address(book: Any) -> None:
    said = read(book, LINES)

    assert said["borrower_id"] == "91320100MA1ABCDE85"
    assert said["borrower_legal_rep"] == "张明"
    assert said["borrower_address"] == "江苏省苏州市吴中区木渎镇金山路88号"
    assert said["lender_address"] == "江苏省苏州市姑苏区人民路1号"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "5000000.00"), ("disb_account", "6229095121090623900"), ("purpose", "采购钢材"),
        ("term_months", "12个月"), ("rate_annual_pct", "3.85"), ("spread_bp", "85"),
    ],
)  # fmt: skip
def test_a_value_ends_with_its_paragraph(book: Any, field: str, value: str) -> None:
    """A clause's number under it was once read as part of it: 2.20 yuan, an account of two digits more."""
    said = str(read(book, LINES)[field]).replace(",", "").strip("￥¥元")

    assert said.endswith(value) or value in said
    assert not said.endswith("11")
    assert field != "amount" or Decimal(said) == Decimal(value)
