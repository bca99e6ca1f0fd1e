"""Lists of prospects: rows joined, origins and consent asked for, scored with their reasons, briefs written."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from creditfile.errors import CaseError
from creditfile.model import Case, Fact
from creditfile.prospecting.leads import Lead, clients, counterparties, joined
from creditfile.prospecting.lists import rows_of
from creditfile.prospecting.prospects import Scorer, ordered
from pipeline import main
from tests.generator.identity import credit_code
from tests.prospecting.making import HEADS, rows, workbook

DAY = date(2025, 3, 1)
CODE, OTHER = (credit_code(Random(seed), "91", "530102") for seed in (1, 2))


def leads_of(book: Any, *files: Path) -> tuple[Lead, ...]:
    kind = book.documents.type_of("prospect_list")
    return joined([row for file in files for row in rows_of(file, kind)], kind, book.rules.lists["prospect-origins"])


def line(name: str = "甲公司", code: str = CODE, origin: str = "本行结算客户", **more: Any) -> tuple[Any, ...]:
    said = {"企业名称": name, "统一社会信用代码": code, "名单来源": origin, **more}
    return tuple(said.get(head, "") for head in HEADS)


def prospect(book: Any, tmp_path: Path, *lines: tuple[Any, ...]) -> Any:
    (lead,) = leads_of(book, workbook(tmp_path / "list.xlsx", list(lines)))
    return Scorer(book, DAY).prospect(lead)


def test_amounts_are_counted_in_the_unit_of_their_head(book: Any, tmp_path: Path) -> None:
    found = prospect(book, tmp_path, line(**{"年营业收入(万元)": 12000, "近12个月本行结算量(元)": "600,000,000.00"}))

    assert (Decimal(120_000_000), Decimal(600_000_000)) == (found.value("revenue"), found.value("settlement_12m"))
    assert ("成长价值客户", 25, 25) == tuple(found.value(name) for name in ("tier", "points_size", "points_settlement"))


def test_one_client_on_two_lists_is_one_lead_by_code_or_by_name(book: Any, tmp_path: Path) -> None:
    one = workbook(tmp_path / "a.xlsx", [line("甲公司"), line("乙公司", OTHER)])
    two = workbook(tmp_path / "b.xlsx", [line("甲 公司", ""), line("乙公司（新名）", OTHER)])

    found = leads_of(book, one, two)

    assert [2, 2] == [lead.value("lists") for lead in found]
    assert {CODE, OTHER} == {lead.value("uscc") for lead in found}


def test_a_name_with_two_codes_is_two_leads_that_carry_the_conflict(book: Any, tmp_path: Path) -> None:
    found = leads_of(book, workbook(tmp_path / "a.xlsx", [line("甲公司"), line("甲公司", OTHER)]))

    assert 2 == len(found)
    assert all("2个代码" in str(lead.value("conflict")) for lead in found)


def test_the_order_of_rows_and_lists_does_not_change_who_the_leads_are(book: Any, tmp_path: Path) -> None:
    lines = list(rows(7, 60))
    again = [*lines, *lines[:20]]
    Random(3).shuffle(again)

    one = leads_of(book, workbook(tmp_path / "a.xlsx", lines), workbook(tmp_path / "b.xlsx", lines[:20]))
    other = leads_of(book, workbook(tmp_path / "c.xlsx", again))

    assert {lead.value("uscc") for lead in one} == {lead.value("uscc") for lead in other}
    assert 60 == len(one) == len(other)


def test_a_wrong_code_is_told_and_never_mended(book: Any, tmp_path: Path) -> None:
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")

    found = prospect(book, tmp_path, line(code=wrong))

    assert found.value("uscc") is None
    assert wrong in str(found.value("code_refused")) or found.value("code_refused")
    assert "LED-001" in {finding.code for finding in found.doubts}


@pytest.mark.parametrize(
    ("origin", "more", "barred"),
    [
        ("本行结算客户", {}, set()),
        ("某园区名录", {}, {"LED-002"}),
        ("某园区名录", {"取得依据": "合作协议1号"}, set()),
        ("网上买来", {"取得依据": "发票"}, {"LED-002"}),
        ("", {}, {"LED-002"}),
        ("代发工资客户", {"营销同意": "是"}, set()),
        ("代发工资客户", {"营销同意": "否"}, {"LED-003"}),
        ("代发工资客户", {}, {"LED-003"}),
    ],
)
def test_lists_without_a_right_to_be_used_are_barred(
    book: Any, tmp_path: Path, origin: str, more: dict[str, str], barred: set[str]
) -> None:
    found = prospect(book, tmp_path, line(origin=origin, **more))

    assert barred == {finding.code for finding in found.barred}


def test_high_settlement_without_a_loan_is_a_lead_with_its_products(book: Any, tmp_path: Path) -> None:
    found = prospect(book, tmp_path, line(**{"近12个月本行结算量(元)": 600_000_000, "贷款余额(元)": 0}))

    assert found.value("high_settlement") is True
    assert "票据池" in found.ideas[0].products
    assert len(found.ideas) <= 3


def test_what_is_unknown_scores_nothing_and_raises_what_could_be(book: Any, tmp_path: Path) -> None:
    found = prospect(book, tmp_path, line())

    assert (0, 90) == (found.value("score"), found.value("possible"))


def flow(*lines: tuple[str, str, str]) -> Case:
    paid = tuple({"counterparty": name, "credit": Decimal(came), "debit": Decimal(went)} for name, came, went in lines)
    named = (Fact("party.name", "丙公司", "name"), Fact("party.code", CODE, "credit_code"))
    return Case("c", Path(), facts=(Fact("account_flow[0].rows", paid, "table"), *named))


def test_businesses_in_a_clients_statement_are_leads_and_persons_are_not(book: Any) -> None:
    trade = (("丁贸易有限公司", "600", "0"), ("丁贸易有限公司", "0", "200"))

    (row,) = counterparties(flow(*trade, ("张三", "100", "0"), ("丙公司", "100", "0")))

    assert ("丁贸易有限公司", Decimal(800), Decimal("0.8")) == tuple(
        row.values[name] for name in ("name", "trade_amount", "trade_share")
    )


def test_those_who_borrow_from_us_are_no_prospects(book: Any, tmp_path: Path) -> None:
    found = [prospect(book, tmp_path, line())]

    assert ([], []) == ordered(found, clients([flow()]))
    assert found == ordered(found, frozenset())[0]


def test_a_list_without_heads_is_refused_with_what_to_do(book: Any, tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", [("a", "b", "c")], ("x", "y", "z"))

    with pytest.raises(CaseError, match="企业名称"):
        rows_of(file, book.documents.type_of("prospect_list"))


def test_the_verb_writes_a_workbook_and_briefs_and_no_formula(tmp_path: Path) -> None:
    lines = [*rows(5, 30), line("=HYPERLINK(1)有限公司", OTHER, **{"年营业收入(万元)": 90000})]
    file = workbook(tmp_path / "list.xlsx", lines)

    done = CliRunner().invoke(main, ["prospects", str(file), "--out", str(tmp_path / "out"), "--briefs", "2"])

    book = load_workbook(tmp_path / "out" / "prospects.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    briefs = sorted((tmp_path / "out" / "briefs").iterdir())
    words = "".join(Document(str(briefs[0])).element.body.itertext())
    assert done.exit_code in (0, 1), done.output
    assert ["可联系", "不得联系", "评分办法"] == book.sheetnames
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert 2 == len(briefs)
    assert "票据池" in words or "流动资金贷款" in words
    assert "【待补" not in words
