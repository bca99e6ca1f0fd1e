from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from creditfile.filling.account import account
from creditfile.filling.names import name_of
from creditfile.filling.printing import Mark, Sheet
from creditfile.language.view import View
from creditfile.model import Case, Fact, Finding, Origin, Severity, Verdict
from creditfile.model.fact import cell_of
from tests.filling.test_fill import made

LABELS = {"statement[].other_receivables": "其他应收款", "cover.interest": "利息保障倍数", "interest.paid": "利息费用"}


def told(case: Case, facts: Sequence[Fact] = (), printed: Sequence[Fact] = ()) -> dict[str, Any]:
    """What templates reach as `case`, once these facts are printed."""
    sheet = Sheet(lambda address: name_of(address, LABELS))
    for fact in printed:
        sheet.mark(Mark("1", (fact,)))
    return account(case, sheet, View(facts), {"opinion": "调查意见"})


def found(title: str, message: str, *basis: str) -> dict[str, Any]:
    """One finding as templates see it."""
    finding = Finding("X-001", Severity.ERROR, Verdict.FAILS, title, message, basis=basis)
    (one,) = told(replace(made(), findings=(finding,)))["findings"]
    return dict(one)


def test_what_a_finding_says_does_not_repeat_its_title() -> None:
    assert found("征信在有效期内", "征信在有效期内:缺少报告日期")["message"] == "缺少报告日期"
    assert found("购销合同", "缺少购销合同")["message"] == "未提供"
    assert "经办人" in found("各方签字齐全", "各方签字齐全")["message"]


def test_a_finding_is_set_in_chinese_with_places_and_facts_by_name() -> None:
    message = "有 1 处未填(paragraph 38);缺少statement.latest_annual.prior.other_receivables,见 contract.pdf"

    assert found("空白", message)["message"] == "有 1 处未填(第38段)；缺少上年其他应收款，见 contract.pdf"


def test_a_number_keeps_its_thousands_in_a_finding() -> None:
    assert found("金额", "合同金额 4,500,000.00 元,高于批复")["message"] == "合同金额 4,500,000.00 元，高于批复"


def test_a_basis_keeps_what_is_open_and_drops_how_it_was_looked_up() -> None:
    basis = found("一", "二", "民法典 §490 ✔", "管理办法 ✔(二手)", "指引【待核】", "CFG")["basis"]

    assert basis == "民法典 §490；管理办法；指引【待核】；本行规定"


def test_a_doubtful_reading_is_listed_once_with_what_rests_on_it() -> None:
    origin = Origin("a.pdf", 4, None, "利息费用 7", "ocr")
    read = Fact("interest.paid", Decimal(7), "money", "CNY", origins=(origin,), confirm=True)
    cover = Fact("cover.interest", Decimal(3), "decimal", inputs=("interest.paid",), confirm=True)

    (doubt,) = told(made(), (read, cover), (cover, cover))["doubts"]

    assert (doubt["label"], doubt["place"], doubt["affects"]) == ("利息费用", "第4页", "利息保障倍数")


def test_a_doubtful_cell_is_listed_by_its_row_and_column() -> None:
    origin = Origin("a.pdf", 4, None, "章以宁", "ocr")
    rows = ({"name": "章以宁", "paid": Decimal(5)},)
    table = Fact("articles.shareholders", rows, "table", origins=(origin,), confirm=True, label="股东")
    table = replace(table, doubts=("cell:1.paid:实缴出资额",))

    (doubt,) = told(made(), (table,), (cell_of(table, 0, "paid", Decimal(5)),))["doubts"]

    assert doubt["label"].endswith("（第1行实缴出资额）")


def test_a_cell_of_a_list_is_called_by_its_row() -> None:
    table = Fact("articles.shareholders", ({"name": "章以宁", "paid": Decimal(5)},), "list")
    cell = Fact("articles.shareholders[0].paid", Decimal(5), "list")

    (row,) = told(made(), (table,), (cell,))["evidence"]

    assert row["label"].endswith("（章以宁）")


def test_a_blank_names_the_paper_that_would_state_it() -> None:
    sheet = Sheet(lambda address: address)
    sheet.lacking(["opinion.outlook"])

    (blank,) = account(made(), sheet, View(()), {"opinion": "调查意见"})["blanks"]

    assert blank["paper"] == "调查意见"
