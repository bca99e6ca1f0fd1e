"""Contracts end to end: a clean set is quiet, every seeded fault is found by its own check, real papers as labelled."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from creditfile.judging.judge import judge
from creditfile.model import Case, Source, Verdict
from creditfile.reading.read import Opened, read_paper
from creditfile.settling.settle import settle
from tests.reading.contract_paper import as_docx, filled

ON = date(2025, 6, 12)
PAPERS = ("loan_contract", "guarantee_contract", "mortgage_contract")
ATTESTED = {"CTR-048", "CTR-049", "CTR-056", "CTR-076"}
"""What only a person can see: never held by the machine."""


@pytest.fixture(scope="module")
def clean(book: Any, root: Path) -> dict[str, Opened]:
    """The three contracts of a clean set, read once."""
    return {name: opened(book, name, filled(root, name)) for name in PAPERS}


def opened(book: Any, name: str, text: str) -> Opened:
    return read_paper(f"{name}.docx", as_docx(text), book.documents)


def judged(book: Any, papers: list[Opened], on: date = ON) -> Case:
    sources: tuple[Source, ...] = tuple(paper.source for paper in papers)
    readings = tuple(reading for paper in papers for reading in paper.readings)
    case = settle(Case("c", Path(), sources=sources, readings=readings), book.documents, book.figures, on)
    rules = tuple(rule for rule in book.rules.rules if rule.family in ("CTR", "XC"))
    return judge(case, replace(book.rules, rules=rules, demands=()), on)


def found(case: Case, verdict: Verdict = Verdict.FAILS) -> set[str]:
    codes = {finding.code for finding in case.findings if finding.verdict is verdict}
    return {code for code in codes if code.startswith(("CTR", "XC"))}


def test_a_clean_set_of_contracts_has_no_finding_but_what_a_person_must_see(book, clean):
    case = judged(book, list(clean.values()))

    assert found(case) == set()
    assert found(case, Verdict.CANNOT_TELL) <= ATTESTED
    assert [s.troubles for s in case.sources] == [(), (), ()]
    assert {
        "CTR-001",
        "CTR-004",
        "CTR-007",
        "CTR-016",
        "CTR-019",
        "CTR-020",
        "CTR-021",
        "CTR-023",
        "CTR-024",
        "CTR-025",
        "CTR-027",
        "CTR-028",
        "CTR-041",
        "CTR-043",
        "CTR-046",
        "CTR-055",
        "CTR-059",
    } <= set(case.held)


def test_every_value_of_a_clean_contract_is_read_with_its_words(book, clean):
    facts = {fact.name: fact for fact in judged(book, list(clean.values())).facts}
    wanted = {
        "contract.no": "江银借字〔2025〕第0312号",
        "contract.borrower": "明远机械（苏州）有限公司",
        "contract.borrower_id": "91320100MA1ABCDE85",
        "contract.borrower_legal_rep": "张明",
        "contract.sign_date": "2025-06-10",
        "contract.amount": "5000000.00",
        "contract.amount_cn": "5000000.00",
        "contract.purpose": "采购数控机床用铸件",
        "contract.start_date": "2025-06-12",
        "contract.end_date": "2026-06-11",
        "contract.term_months": "12",
        "contract.lpr_date": "2025-05-20",
        "contract.lpr_tenor": "1Y",
        "contract.lpr_pct": "3.00",
        "contract.spread_bp": "85",
        "contract.rate_annual_pct": "3.85",
        "contract.overdue_uplift_pct": "50",
        "contract.misuse_uplift_pct": "100",
        "contract.rate_type": "固定利率",
        "contract.disb_account": "32010201090000012345",
        "contract.pay_mode": "受托支付",
        "contract.interest_settle_day": "每季末月20日",
        "contract.dispute_mode": "诉讼",
        "contract.day_basis": "360",
        "guarantee[0].guarantor": "宏达贸易有限公司",
        "guarantee[0].main_no": "江银借字〔2025〕第0312号",
        "guarantee[0].principal_amount": "5000000.00",
        "guarantee[0].period_months": "36",
        "guarantee[0].liability_type": "连带责任保证",
        "guarantee[0].debt_end": "2026-06-11",
        "mortgage[0].asset_cert_no": "苏（2024）苏州市不动产权第0012345号",
        "mortgage[0].appraised_value": "8000000.00",
        "mortgage[0].area": "5230.50",
        "mortgage[0].mortgagee": "江南银行股份有限公司苏州分行",
    }
    read = {name: str(facts[name].value) for name in wanted if name in facts}

    assert read == wanted
    assert all(facts[name].origins[0].quote for name in wanted)


Change = Callable[[str], str]


def swapped(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


def without(start: str) -> Change:
    def change(text: str) -> str:
        kept = [line for line in text.splitlines() if not line.startswith(start)]
        assert len(kept) < len(text.splitlines()), start
        return "\n".join(kept)

    return change


FAULTS: list[tuple[str, str, Change]] = [
    ("CTR-001", "loan_contract", swapped("￥5,000,000.00", "￥5,500,000.00")),
    ("CTR-001", "loan_contract", swapped("伍佰万元整", "伍仟万元整")),
    ("CTR-001", "guarantee_contract", swapped("伍佰万元整", "伍拾万元整")),
    ("CTR-004", "loan_contract", swapped("至2026年6月11日止", "至2026年7月11日止")),
    ("CTR-007", "loan_contract", swapped("执行年利率为3.85%", "执行年利率为3.95%")),
    ("CTR-007", "loan_contract", swapped("（LPR）3.00%", "（LPR）3.10%")),
    ("CTR-007", "loan_contract", swapped("加85个基点", "加95个基点")),
    ("CTR-009", "loan_contract", swapped("1年期贷款市场", "5年期以上贷款市场")),
    ("CTR-011", "loan_contract", swapped("上浮50%", "上浮80%")),
    ("CTR-017", "loan_contract", swapped("91320100MA1ABCDE85", "91320100MA1ABCDE86")),
    ("CTR-019", "guarantee_contract", swapped("债务人明远机械（苏州）有限公司", "债务人明达机械（苏州）有限公司")),
    (
        "CTR-020",
        "mortgage_contract",
        swapped("抵押权人：江南银行股份有限公司苏州分行", "抵押权人：江南银行股份有限公司无锡分行"),
    ),
    ("CTR-021", "guarantee_contract", swapped("江银借字〔2025〕第0312号的", "江银借字〔2025〕第0321号的")),
    (
        "CTR-023",
        "mortgage_contract",
        lambda text: text.replace("伍佰万元整", "肆佰万元整").replace("5,000,000", "4,000,000"),
    ),
    ("CTR-024", "guarantee_contract", swapped("至2026年6月11日止", "至2026年5月11日止")),
    (
        "CTR-025",
        "guarantee_contract",
        swapped("保证期间为主债务履行期限届满之日起三年", "保证期间至主债务本息全部还清之日止"),
    ),
    ("CTR-026", "guarantee_contract", swapped("届满之日起三年", "届满之日起二年")),
    (
        "CTR-027",
        "guarantee_contract",
        swapped("保证人承担连带责任保证。", "债务人不能履行债务时，由保证人承担保证责任。"),
    ),
    ("CTR-028", "guarantee_contract", swapped("罚息、复利、", "罚息、")),
    (
        "CTR-029",
        "guarantee_contract",
        swapped("双方协商解决", "双方协商解决；保证人违反本合同的，按担保金额支付违约金5%"),
    ),
    (
        "CTR-030",
        "guarantee_contract",
        swapped("8.1 保证人具有", "8.1 本合同的效力独立于主合同，主合同无效不影响本合同效力；保证人具有"),
    ),
    (
        "CTR-041",
        "mortgage_contract",
        swapped("9.1 债务人不履行到期债务的，", "9.1 债务人不履行到期债务的，抵押财产归抵押权人所有，"),
    ),
    ("CTR-042", "mortgage_contract", without("7.1 ")),
    ("CTR-043", "loan_contract", swapped("采购数控机床用铸件", "________")),
    ("CTR-043", "mortgage_contract", swapped("5,230.50", "____")),
    ("CTR-044", "loan_contract", swapped("☑固定利率", "□固定利率")),
    ("CTR-046", "loan_contract", swapped("择其重，不并罚", "一并计收")),
    ("CTR-046", "guarantee_contract", swapped("可以直接要求", "应当先就物的担保实现债权，再要求")),
    ("CTR-048", "loan_contract", swapped("（签字）：张明", "（签字）：________")),
    ("CTR-053", "loan_contract", swapped("发放账户户名：明远机械（苏州）有限公司", "发放账户户名：明远进出口有限公司")),
    ("CTR-054", "loan_contract", swapped("超过人民币1,000万元", "超过人民币3,000万元")),
    (
        "CTR-055",
        "loan_contract",
        lambda text: without("14.")(without("第十四条")(without("15.")(without("第十五条")(text)))),
    ),
    ("CTR-055", "mortgage_contract", without("5.1")),
    ("CTR-061", "loan_contract", lambda text: text.replace("伍佰万元整", "拾万元整").replace("5,000,000", "100,000")),
    ("CTR-067", "loan_contract", without("统一社会信用代码")),
    ("CTR-071", "loan_contract", swapped("9.1 还款方式", "9.1 贷款发放时预先扣除首期利息。还款方式")),
    ("CTR-072", "loan_contract", swapped("江银保字〔2025〕第0312号", "江银保字〔2025〕第0313号")),
    ("CTR-073", "loan_contract", without("第十一条")),
    ("CTR-075", "loan_contract", swapped("自2025年6月12日起", "自2025年6月2日起")),
    ("CTR-016", "loan_contract", lambda text: text.replace("明远机械（苏州）有限公司", "明远机械有限公司")),
]


@pytest.mark.parametrize(("code", "paper", "change"), FAULTS, ids=[f"{c}-{n}" for n, (c, _, _) in enumerate(FAULTS)])
def test_a_seeded_fault_is_found_by_its_own_check(book, clean, root, code, paper, change):
    changed = opened(book, paper, change(filled(root, paper)))

    assert code in found(judged(book, [changed if name == paper else clean[name] for name in PAPERS]))


def test_a_maximum_mortgage_that_does_not_reach_is_found(book, root, clean):
    less = {"金额大写": "肆佰万元整", "金额小写": "4,000,000.00"}
    small = opened(book, "maximum_mortgage", filled(root, "maximum_mortgage", **less))
    late = opened(book, "maximum_mortgage", filled(root, "maximum_mortgage", 确定期间起="2025年7月1日"))

    assert "CTR-033" in found(judged(book, [clean["loan_contract"], small]))
    assert "CTR-032" in found(judged(book, [clean["loan_contract"], late]))


@pytest.mark.parametrize("name", ["pledge_contract", "maximum_mortgage", "maximum_guarantee"])
def test_the_other_standard_texts_filled_in_are_quiet(book, root, name):
    case = judged(book, [opened(book, name, filled(root, name))])

    assert case.sources[0].kind == name
    assert found(case) == set()


# ---------------------------------------------------------------- papers of third parties


@pytest.fixture(scope="module")
def labelled(shared: Path, book: Any) -> tuple[Case, dict[str, Any]]:
    """A filled contract written by somebody else, with its labels."""
    labels = json.loads((shared / "labels" / "filled-loan-contract.json").read_text(encoding="utf-8"))
    content = (shared / "contracts" / "filled-loan-contract.docx").read_bytes()
    return judged(book, [read_paper("contract.docx", content, book.documents)], date(2025, 11, 3)), labels


WHERE = {
    "合同编号": "no",
    "签订地点": "sign_place",
    "签订日期": "sign_date",
    "贷款人": "lender",
    "借款人": "borrower",
    "保证人": "guarantor",
    "授信额度大写": "amount_cn",
    "授信额度小写": "amount",
    "授信起始": "start_date",
    "授信到期": "end_date",
    "利率定价": "spread_bp",
    "执行年利率": "rate_annual_pct",
    "计息基础": "day_basis",
    "授信管理费": "fee",
    "首笔提款日": "draw_date",
    "首笔提款大写": "draw_amount_cn",
    "首笔提款小写": "draw_amount",
    "贷款到期日": "draw_end_date",
    "还款方式": "repay_method",
    "保证方式": "guarantee_type",
    "保证期间": "guarantee_period_months",
    "抵押最高债权额大写": "mortgage_max_amount_cn",
    "抵押最高债权额小写": "mortgage_max_amount",
}


def test_every_labelled_field_of_a_strangers_contract_is_read(labelled):
    case, labels = labelled
    facts = {fact.name: fact for fact in case.facts}
    missing = [name for name in labels["fields"] if f"contract.{WHERE[name]}" not in facts]
    texts = {
        name: re.sub(r"\s", "", facts[f"contract.{WHERE[name]}"].origins[0].quote).replace("￥", "")
        for name in labels["fields"]
        if name not in missing
    }
    unlike = [
        name
        for name, value in labels["fields"].items()
        if name not in missing
        and re.sub(r"\s", "", value) not in texts[name]
        and str(facts[f"contract.{WHERE[name]}"].value) != value
        and not texts[name].endswith(value[-4:])
    ]

    assert missing == []
    assert unlike == []


def test_the_labelled_faults_of_a_strangers_contract_are_found_and_its_agreeing_pairs_are_not(labelled):
    case, _ = labelled
    failing = found(case)

    assert {"CTR-007", "CTR-064", "CTR-063", "CTR-065", "CTR-066", "CTR-067", "CTR-048"} <= failing
    assert failing.isdisjoint({"CTR-001", "CTR-014", "CTR-061", "CTR-062", "CTR-068", "CTR-075"})


def test_old_contract_forms_are_told_apart_from_what_is_no_contract_of_credit(shared, book):
    from creditfile.reading.pages import Line, Page, Pages, Word
    from creditfile.reading.recognise import recognise

    def kinds(file: Path) -> set[str]:
        text = file.read_text(encoding="utf-8")
        filled_lines = [line for line in text.splitlines() if line.strip()]
        lines = tuple(Line(tuple(Word(w, None) for w in line.split()), "") for line in filled_lines)
        pages = Pages("text", (Page(1, text, lines=lambda: lines),))
        return {span.kind.name for span in recognise(pages, book.documents.types, file.name)}

    contracts = {
        kind.name for kind in book.documents.types if kind.code in ("D702", "D703", "D704", "D705", "D706", "D707")
    }
    forms = sorted((shared / "contracts" / "old-forms").glob("*.txt"))
    trade = [
        file.name
        for file in forms
        if file.name.startswith(("gouxiao", "zulin", "fangdichan", "jinrong")) and kinds(file) & contracts
    ]
    loans = [file.name for file in forms if file.name.startswith("jiedai") and "loan_contract" in kinds(file)]
    secured = [file.name for file in forms if file.name.startswith("danbao") and kinds(file) & contracts]

    assert trade == []
    assert len(loans) >= 8
    assert len(secured) >= 7


# ---------------------------------------------------------------- other formats


def as_pdf(text: str, letters: int = 38) -> bytes:
    """The text set in lines of so many letters, pages numbered."""
    from reportlab.pdfgen.canvas import Canvas

    from tests.reading.making import pdf

    lines = [line[at : at + letters] for line in text.splitlines() for at in range(0, len(line), letters)]
    pages = [lines[at : at + 38] for at in range(0, len(lines), 38)]

    def drawn(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            for row, line in enumerate(pages[number]):
                canvas.drawString(60, 790 - 18 * row, line)
            canvas.drawString(250, 40, f"第{number + 1}页，共{len(pages)}页")

        return draw

    return pdf(*(drawn(number) for number in range(len(pages))))


def test_the_same_contracts_as_pdf_with_broken_lines_are_as_quiet(book, root, clean):
    papers = [read_paper(f"{name}.pdf", as_pdf(filled(root, name)), book.documents) for name in PAPERS]
    case = judged(book, papers)
    as_word = {fact.name: fact.value for fact in judged(book, list(clean.values())).facts if fact.value != ()}
    plain = {name: value for name, value in as_word.items() if not isinstance(value, str | tuple)}
    read = {fact.name: fact.value for fact in case.facts}

    assert found(case) == set()
    assert {name: read.get(name) for name in plain} == plain
    assert {fact.origins[0].page for fact in case.facts if fact.origins} >= {1, 2}


def test_a_page_that_is_gone_from_a_pdf_is_found_by_its_number(book, root):
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(BytesIO(as_pdf(filled(root, "loan_contract"))))
    writer = PdfWriter()
    for number, page in enumerate(reader.pages):
        if number != 1:
            writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    case = judged(book, [read_paper("a.pdf", out.getvalue(), book.documents)])

    assert "CTR-050" in found(case)
