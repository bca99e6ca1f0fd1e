"""Forms that nobody filled in: nothing of them is a value."""

from typing import Any

import pytest

from creditfile.reading.read import read_paper
from tests.reading.contract_paper import as_docx

FORM = """
借款合同
合同编号：　　年　　字第　　号
借款方：（公章）　　　　贷款方：（公章）
第一条 借款金额：人民币（大写）________元
第二条 借款用途：
第三条 借款期限自____年__月__日起至____年__月__日止
第四条 年利率____%，按月付息，到期归还
第五条 违约责任：逾期的按规定加收罚息
第六条 争议向________仲裁委员会申请仲裁
"""


@pytest.mark.parametrize(
    "field",
    ["no", "borrower", "lender", "amount", "amount_cn", "purpose", "start_date", "end_date", "rate_annual_pct",
     "arbitration_body"],
)  # fmt: skip
def test_nothing_is_read_from_a_blank(book: Any, field: str) -> None:
    opened = read_paper("a.docx", as_docx(FORM), book.documents)

    assert opened.source.kind == "loan_contract"
    assert [r.fact.value for r in opened.readings if r.field == field and r.fact.value is not None] == []


def test_a_name_with_an_open_line_in_it_is_not_filled_in(book: Any) -> None:
    text = FORM.replace("贷款方：（公章）", "\n贷款人：甲地银行＿＿＿＿支行")
    opened = read_paper("a.docx", as_docx(text), book.documents)

    assert {r.fact.value for r in opened.readings if r.field == "lender"} <= {None}
