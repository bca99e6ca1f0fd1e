"""A made-up borrower's case with everything settled, for the documents."""

# ruff: noqa: E501
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from creditfile.model import Answer, Case, Decision, Fact, Finding, Origin, Severity, Source, Verdict

WAN = Decimal(10_000)
MONEY = {"amount", "reg_capital", "paid_in_capital", "principal_amount", "balance", "subscribed", "paid", "value"}

BALANCE = {
    "cash": (800, 690, 610, 905), "notes_receivable": (200, 150, None, 180), "accounts_receivable": (2000, 2000, 1720, 2360),
    "prepayments": (300, 300, 260, 320), "other_receivables": (150, 120, 90, 165), "inventories": (1600, 1600, 1500, 1710),
    "other_ca": (50, 40, 30, 50), "total_ca": (5100, 4900, 4210, 5690), "fixed_assets": (2600, 2380, 2300, 2540),
    "cip": (100, 0, 0, 160), "intangibles": (400, 410, 420, 395), "long_prepaid": (50, 10, 10, 45), "dta": (20, 0, 0, 20),
    "total_nca": (3170, 2800, 2730, 3160), "total_assets": (8270, 7700, 6940, 8850), "st_borrowings": (1500, 1600, 1500, 1700),
    "notes_payable": (300, 250, 200, 320), "accounts_payable": (1200, 1200, 1100, 1360), "contract_liab": (200, 200, 150, 240),
    "payroll_payable": (120, 110, 100, 90), "tax_payable": (80, 75, 70, 60), "other_payables": (170, 130, 120, 160),
    "ncl_due_1y": (100, 0, 0, 100), "total_cl": (3670, 3565, 3240, 4030), "lt_borrowings": (500, 500, 500, 450),
    "total_ncl": (500, 500, 500, 450), "total_liab": (4170, 4065, 3740, 4480), "capital": (2000, 2000, 2000, 2000),
    "capital_reserve": (100, 100, 100, 100), "surplus_reserve": (300, "234.55", 190, 300),
    "retained_earnings": (1700, "1300.45", 910, 1970), "total_equity": (4100, 3635, 3200, 4370),
    "total_liab_equity": (8270, 7700, 6940, 8850),
}
INCOME = {
    "revenue": (12000, 10800, 9700, 6600), "cogs": (9600, 8690, 7850, 5290), "taxes_surcharges": (60, 54, 48, 33),
    "selling_exp": (480, 440, 400, 260), "admin_exp": (720, 690, 640, 380), "rd_exp": (240, 200, 180, 130),
    "finance_cost": (110, 112, 105, 58), "interest_exp": (105, 108, 100, 55), "operating_profit": (780, 600, 470, 445),
    "total_profit": (770, 590, 460, 440), "income_tax": ("115.5", "88.5", 69, 66), "net_profit": ("654.5", "501.5", 391, 374),
    "cfo_sales": (13100, 11800, 10600, 7000), "cfo_in": (13300, 12000, 10800, 7120), "cfo_out": (12780, 11590, 10470, 6900),
    "cfo_net": (520, 410, 330, 220), "cfi_net": (-300, -200, -180, -120), "cff_borrow_in": (1600, 1600, 1500, 900),
    "cff_repay": (1600, 1500, 1400, 800), "cff_net": (-120, -130, -90, 5), "net_cash_change": (100, 80, 60, 105),
    "cash_end": (800, 700, 620, 905), "da": (260, 250, 240, 130),
}
ENDS = ("2024-12-31", "2023-12-31", "2022-12-31", "2025-06-30")

FIELDS: dict[str, Any] = {
    "licence.name": "临川锦程精密机械有限公司", "licence.uscc": "91361000MA35GQ7X2C", "licence.entity_type": "有限责任公司(自然人投资或控股)",
    "licence.legal_rep": "章以宁", "licence.establish_date": date(2012, 5, 18), "licence.reg_capital": 2000 * WAN,
    "licence.paid_in_capital": 2000 * WAN, "licence.valid_to": date.max, "licence.authority": "临川市市场监督管理局",
    "licence.address": "江西省临川市高新技术开发区金巢大道188号", "licence.scope": "精密机械零部件、汽车零部件的研发、制造、销售；金属材料销售；货物进出口。（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
    "party.name": "临川锦程精密机械有限公司", "party.type": "ENT",
    "application.applicant": "临川锦程精密机械有限公司", "application.product": "WCL", "application.amount": 500 * WAN,
    "application.currency": "CNY", "application.term_months": 12, "application.purpose": "采购45号圆钢、轴承钢等原材料",
    "application.guarantee_mode": "COMBO", "application.repay_source": "销售回款", "application.date": date(2025, 8, 11), "application.rate_annual_pct": Decimal("3.85"),
    "survey.date": date(2025, 8, 20), "survey.officers": ("周启明", "林若溪"), "survey.onsite_done": True, "survey.interview_done": True,
    "survey.identity_verified": True, "survey.scope_covers_purpose": True, "survey.industry_code": "C3484 机械零部件加工", "survey.new_customer": False,
    "bank.name": "临川农村商业银行股份有限公司", "bank.branch": "高新支行", "bank.loans_to_borrower": 300 * WAN, "bank.exposure_to_group": 300 * WAN,
    "bank.exposure_to_borrower": 300 * WAN, "bank.product_count": 3, "bank.years": Decimal("6.5"), "bank.settlement_share": Decimal("0.42"),
    "credit.report_date": date(2025, 8, 12), "credit.outstanding_loan_total": 2100 * WAN, "credit.lenders_count": 3, "credit.guarantee_total": 0 * WAN,
    "credit.overdue_principal": 0 * WAN, "credit.overdue_interest": 0 * WAN, "credit.bad_total": 0 * WAN, "credit.worst_class_now": "正常",
    "credit.loans": (
        {"lender": "临川农村商业银行高新支行", "kind": "流动资金贷款", "amount": 300 * WAN, "balance": 300 * WAN, "end": date(2025, 9, 20), "security": "抵押", "class": "正常"},
        {"lender": "华夏东方银行临川分行", "kind": "流动资金贷款", "amount": 1300 * WAN, "balance": 1300 * WAN, "end": date(2026, 3, 15), "security": "保证", "class": "正常"},
        {"lender": "江南银行临川分行", "kind": "固定资产贷款", "amount": 600 * WAN, "balance": 500 * WAN, "end": date(2027, 11, 30), "security": "抵押", "class": "正常"},
    ),
    "articles.shareholders": (
        {"name": "章以宁", "subscribed": 1400 * WAN, "paid": 1400 * WAN, "ratio": Decimal("0.7"), "due_date": date(2016, 12, 31)},
        {"name": "何静秋", "subscribed": 600 * WAN, "paid": 600 * WAN, "ratio": Decimal("0.3"), "due_date": date(2016, 12, 31)},
    ),
    "audit.firm": "江右会计师事务所（特殊普通合伙）", "audit.opinion": "STANDARD", "audit.period_end": date(2024, 12, 31),
    "opinion.lend": "YES", "opinion.amount": 450 * WAN, "opinion.term_months": 12, "opinion.rate_pct": Decimal("3.95"),
    "opinion.repay_method": "BULLET_MONTHLY", "opinion.guarantee": "厂房抵押，法定代表人连带责任保证", "opinion.difference": "按测算的需求额度下调",
    "opinion.controller": "章以宁", "opinion.management": "董事长章以宁，从业21年；财务负责人何静秋，注册会计师，任职8年。",
    "opinion.history": "公司成立于2012年，2016年增资至2,000万元；2021年迁入现址，主营业务未变更。",
    "opinion.products": "主要产品为精密轴、轴承座与变速箱壳体，2024年产能180万件，利用率82%。",
    "opinion.on_profile": "主体合法存续，股权清晰，出资已实缴。",
    "customer[0].name": "赣东汽车变速器有限公司", "customer[0].amount": 3600 * WAN, "customer[0].share": Decimal("0.3"), "customer[0].days": 60, "customer[0].settlement": "银行承兑汇票", "customer[0].related": False,
    "customer[1].name": "东华轴承股份有限公司", "customer[1].amount": 2160 * WAN, "customer[1].share": Decimal("0.18"), "customer[1].days": 45, "customer[1].settlement": "电汇", "customer[1].related": False,
    "guarantee[0].guarantor": "章以宁", "guarantee[0].guarantor_id": "362501198001017319", "guarantee[0].no": "保字2025第0817-1号", "guarantee[0].principal_amount": 450 * WAN,
    "guarantee[0].liability_type": "连带责任保证", "guarantee[0].period_text": "主债务履行期届满之日起三年", "guarantee[0].period_end": date(2029, 9, 1),
    "property[0].cert_no": "赣(2021)临川市不动产权第0018826号", "property[0].owner": "临川锦程精密机械有限公司", "property[0].co_ownership": "单独所有",
    "property[0].address": "临川市高新技术开发区金巢大道188号1号厂房", "property[0].use": "工业用地/厂房", "property[0].right_nature": "出让", "property[0].area": Decimal("6218.40"), "property[0].issue_date": date(2021, 6, 9),
    "mortgage[0].no": "抵字2025第0817-2号", "mortgage[0].mortgagor": "临川锦程精密机械有限公司", "mortgage[0].asset_cert_no": "赣(2021)临川市不动产权第0018826号",
    "mortgage[0].principal_amount": 450 * WAN, "mortgage[0].appraised_value": 1180 * WAN, "mortgage[0].debt_start": date(2025, 9, 1), "mortgage[0].debt_end": date(2026, 8, 31),
    "collateral[0].name": "1号厂房及土地", "collateral[0].kind": "厂房", "collateral[0].cert_no": "赣(2021)临川市不动产权第0018826号", "collateral[0].owner": "临川锦程精密机械有限公司",
    "collateral[0].value_appraised": 1180 * WAN, "collateral[0].value_reference": 1150 * WAN, "collateral[0].prior_mortgage_amount": 0 * WAN, "collateral[0].appraisal_date": date(2025, 7, 28), "collateral[0].seized": False, "collateral[0].leased": False,
    "guarantor[0].name": "章以宁", "guarantor[0].kind": "PERSON", "guarantor[0].net_assets": 980 * WAN, "guarantor[0].amount": 450 * WAN, "guarantor[0].credit_ok": True,
    "projection.growth": Decimal("0.1"), "projection.own_funds": 800 * WAN, "projection.existing_loans": 1600 * WAN, "projection.other_funds": 0 * WAN,
    "projection.principal_due": 300 * WAN, "projection.interest_due": 60 * WAN, "market.top1_customer_share": Decimal("0.3"), "market.insured_now": 146,
    "contract.no": "借字2025第0817号", "contract.borrower": "临川锦程精密机械有限公司", "contract.amount": 450 * WAN, "contract.start_date": date(2025, 9, 1), "contract.end_date": date(2026, 8, 31), "contract.rate_annual_pct": Decimal("3.95"), "contract.sign_date": date(2025, 8, 28), "contract.term_months": 12, "contract.purpose": "采购原材料",
    "approval.no": "临农商信批〔2025〕817号", "approval.date": date(2025, 8, 26), "approval.amount": 450 * WAN, "approval.rate_annual_pct": Decimal("3.95"), "approval.term_months": 12,
}
SOURCES = (
    ("01-营业执照.pdf", "business_licence", 1, "licence"), ("02-借款申请书.docx", "loan_application", 1, "application"),
    ("03-企业信用报告.pdf", "enterprise_credit_report", 6, "credit"), ("04-2024年审计报告.pdf", "audit_report", 42, "statement"),
    ("05-公司章程.pdf", "articles", 9, "articles"), ("06-保证合同.pdf", "guarantee_contract", 5, "guarantee"),
    ("07-抵押合同.pdf", "mortgage_contract", 7, "mortgage"), ("08-不动产权证.pdf", "property_certificate", 2, "property"),
    ("09-借款合同.pdf", "loan_contract", 8, "contract"), ("10-批复.pdf", "approval", 1, "approval"), ("application.toml", "survey", 1, ""),
)


def origin(subject: str, quote: str) -> Origin:
    """Where a fact of that subject stands."""
    path = next((path for path, _, _, own in SOURCES if own == subject), "application.toml")
    form = path.endswith(".toml")
    return Origin(path, None if form else 1, None, quote, "form" if form else "text", place="line 12" if form else "")


def fact(name: str, value: Any, **more: Any) -> Fact:
    """A fact with an origin that says so."""
    kind = "money" if isinstance(value, Decimal) and value % 100 == 0 and value >= 10000 else "text"
    return Fact(name, value, kind, "CNY" if kind == "money" else None, origins=(origin(name.split(".")[0].split("[")[0], f"{value}"),), **more)


def statement_facts() -> list[Fact]:
    """Three full years and a half year."""
    facts = []
    for items in (BALANCE, INCOME):
        for item, values in items.items():
            for end, value in zip(ENDS, values, strict=True):
                amount = None if value is None else Decimal(value) * WAN
                sure = not (item == "other_receivables" and end == "2025-06-30")
                facts.append(
                    Fact(f'statement["{end}"].{item}', amount, "money", "CNY", origins=(origin("statement", f"{value}"),), period=end, confirm=not sure)
                )
    return facts


def case(fields: Mapping[str, Any] = FIELDS, *, figures: bool = True) -> Case:
    """The whole case; `figures`: with the book's ratios computed."""
    facts = tuple([fact(name, value) for name, value in fields.items()] + statement_facts())
    if figures:
        facts = with_figures(facts)
    findings = (
        Finding(
            code="CTR-002", severity=Severity.ERROR, verdict=Verdict.FAILS, title="合同金额不高于批复金额",
            message="合同金额 4,500,000.00 元，高于批复金额 4,000,000.00 元", evidence=facts[:2],
            basis=("《流动资金贷款管理办法》第二十三条 ✔",), mend="核对合同第一条与批复单；确需提高的，先取得新的批复", id="a1",
        ),
        Finding(
            code="PRU-001", severity=Severity.WARNING, verdict=Verdict.CANNOT_TELL, title="近三年均有审计报告",
            message="缺少2022年度审计报告，无法判断", missing=("audit.period_end",), basis=("CFG",), mend="补充审计报告", id="a2",
        ),
    )
    answers = (
        Answer("ADM-001", "holds"), Answer("ADM-002", "holds"), Answer("PRH-001", "holds"), Answer("PRU-001", "cannot_tell"), Answer("CTR-002", "fails"),
        Answer("ART-01", "holds", subject="2024-12-31"), Answer("ART-02", "holds", subject="2024-12-31"), Answer("ART-12", "left_out", "尚未到期"),
        Answer("SIG-OPS-01", "holds"), Answer("REC-01", "left_out", "未提供增值税申报表"),
    )
    sources = tuple(Source(path, f"{number:064x}", path.rpartition(".")[2], 1000, kind, (kind,), pages) for number, (path, kind, pages, _) in enumerate(SOURCES, 161))
    return Case(
        id="2025-高新-0817", folder=Path("2025-高新-0817"), product="WCL", sources=sources, facts=facts, findings=findings,
        answers=answers, decision=Decision.REFER,
    )


def with_figures(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts with the book's figures."""
    from creditfile.book import read_lists
    from creditfile.judging.settings import read_settings
    from creditfile.settling.figures import computed, read_figures

    book = Path(__file__).parents[2]
    lists, (settings, _) = read_lists(book), read_settings(book)
    return computed(facts, read_figures(book), {"setting": settings, "list": lists.__getitem__, "on": date(2025, 8, 20)})


def without(made: Case, *names: str) -> Case:
    """The case without facts whose names begin so."""
    return replace(made, facts=tuple(one for one in made.facts if not one.name.startswith(names)))
