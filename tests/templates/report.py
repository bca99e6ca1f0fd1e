"""The investigation report for enterprises: seven sections and their tables."""

# ruff: noqa: E501
from collections.abc import Sequence

from tests.templates.kit import Column, Document

NAME = "party.name"


def make() -> Document:
    """The template."""
    d = Document("贷前调查报告", header_left="贷前调查报告", header_right="业务编号：{{ case.id }}　　内部资料 注意保密")
    d.tag(
        f"set name = {NAME}",
        "set years = statement | periods(3)",
        "set now = statement.latest_annual",
        "set before = now.prior",
        "set newest = statement.latest",
    )
    _cover(d)
    _summary(d)
    _profile(d)
    _operations(d)
    _purpose(d)
    _finance(d)
    _soft(d)
    _security(d)
    _conclusion(d)
    _appendix(d)
    return d


def _cover(d: Document) -> None:
    d.cover(
        "内部资料　注意保密",
        "贷前调查报告",
        [
            ("借款人", "{{ name }}"),
            ("业务品种", "{{ application.product | worded }}"),
            ("申请金额", "{{ application.amount | wan }}万元"),
            ("业务编号", "{{ case.id }}"),
            ("经办机构", "{{ bank.branch }}"),
            ("调查人", "{{ survey.officers }}"),
            ("调查日期", "{{ survey.date }}"),
        ],
        "本报告的数字均取自客户提交的资料，出处见附件。标有“※”的数字尚待人工确认；黄色【待补】处须补齐后方可定稿。",
    )
    d.contents()


def _summary(d: Document) -> None:
    d.h1("摘要", numbered=False, new_page=True)
    d.p(
        "{% sentence %}{{ name }}申请{{ application.product | worded }}{{ application.amount | wan }}万元，期限"
        "{{ application.term_months }}个月，用途为{{ application.purpose }}。{% endsentence %}"
        "{% sentence %}系统核对结论：{{ case.decision_text }}。{% endsentence %}"
        "{% sentence %}{{ now.period | period_name }}营业收入{{ now.revenue | wan }}万元，净利润{{ now.net_profit | wan }}万元，"
        "年末资产负债率{{ now.debt_ratio | percent }}，流动比率{{ now.current_ratio | number }}。{% endsentence %}"
    )
    d.caption("申请与建议摘要")
    d.table(
        [Column("项目", 18, "center"), Column("申请", 41), Column("调查建议", 41)],
        [
            ("业务品种", "{{ application.product | worded }}", "{{ opinion.lend | worded }}"),
            ("金额", "{{ application.amount | wan }}万元", "{{ opinion.amount | wan }}万元"),
            ("期限", "{{ application.term_months }}个月", "{{ opinion.term_months }}个月"),
            ("利率", "{% if application.rate_annual_pct is defined %}{{ application.rate_annual_pct | rate }}{% else %}未提出{% endif %}", "{{ opinion.rate_pct | rate }}"),
            ("担保方式", "{{ first(application.guarantee_mode, application.guarantee_offer) | worded }}", "{{ opinion.guarantee }}"),
            ("用途", "{{ application.purpose }}", "{{ opinion.purpose }}"),
            ("还款方式", "{{ first(application.repay_plan, approval.repay_method, contract.repay_method) | worded }}", "{{ opinion.repay_method | worded }}"),
            ("还款来源", "{{ application.repay_source }}", "{{ opinion.repay_source }}"),
        ],
    )
    d.caption("规则与信号一览", "条")
    d.listing(
        [
            Column("类别", 24, "left", "{{ f.title }}"),
            Column("通过", 10, "right", "{{ f.holds }}"),
            Column("不通过", 10, "right", "{{ f.fails }}"),
            Column("无法判断", 10, "right", "{{ f.cannot_tell }}"),
            Column("不适用", 10, "right", "{{ f.left_out }}"),
            Column("不通过的条目", 36, "left", "{{ f.pressing }}"),
        ],
        "case.families | where('it.holds + it.fails + it.cannot_tell > 0')", "f", "未运行规则",
    )
    d.p("注：“无法判断”指所需资料缺失，不视为通过；全部不适用的类别未列；逐条结果见“调查结论”及附件。", style="TableNote")
    d.caption("不通过的严重事项", "")
    d.listing(
        [
            Column("规则号", 15, "center", "{{ f.code }}"),
            Column("事项", 35, "left", "{{ f.title }}"),
            Column("事实", 50, "left", "{{ f.message }}"),
        ],
        "case.findings | where('it.severity == \"error\" and it.verdict == \"fails\" and it.family != \"DOC\"')", "f", "没有不通过的严重事项",
    )
    d.tag("if case.lacking | count > 0")
    d.p("注：另有{{ case.lacking | count }}项必备资料缺少、过期或无法判断，见“核对发现”。", style="TableNote")
    d.tag("endif")
    d.tag("if case.decision == 'refuse'")
    d.p("提示：系统核对结论为拒绝，调查人意见为“{{ opinion.lend | worded }}”；两者不一致的，由调查人书面说明理由，并按本行规定提交有权人审定。", style="Warning")
    d.tag("endif")


def _profile(d: Document) -> None:
    d.h1("客户基本情况介绍")
    d.h2("主体与登记信息")
    d.p(
        "{% sentence %}{{ licence.name }}成立于{{ licence.establish_date }}，统一社会信用代码{{ licence.uscc }}，"
        "注册资本{{ licence.reg_capital | wan }}万元，法定代表人{{ licence.legal_rep }}，住所为{{ licence.address }}。{% endsentence %}"
        "{% sentence %}营业期限至{{ licence.valid_to }}。{% endsentence %}"
    )
    d.caption("客户基本信息", "")
    d.form(
        [
            ("名称", "{{ licence.name }}"),
            ("统一社会信用代码", "{{ licence.uscc }}", "类型", "{{ licence.entity_type | worded }}"),
            ("法定代表人", "{{ licence.legal_rep }}", "成立日期", "{{ licence.establish_date }}"),
            ("注册资本", "{{ licence.reg_capital | wan }}万元", "实收资本", "{{ first(licence.paid_in_capital, statement.latest.capital) | wan }}万元"),
            ("营业期限至", "{{ licence.valid_to }}", "登记机关", "{{ licence.authority }}"),
            ("住所", "{{ licence.address }}"),
            ("经营范围", "{{ licence.scope }}"),
            ("行业分类", "{{ survey.industry_code }}", "本行新客户", "{{ survey.new_customer }}"),
        ]
    )
    d.h2("股权结构与实际控制人")
    d.caption("股东及出资", "万元")
    d.listing(
        [
            Column("股东", 22, "left", "{{ s.name }}"),
            Column("证件号", 25, "center", "{{ s.id_no | private | listed }}"),
            Column("认缴出资", 12, "right", "{{ s.subscribed | wan }}"),
            Column("实缴出资", 12, "right", "{{ s.paid | wan }}"),
            Column("出资比例", 10, "right", "{{ s.ratio | percent }}"),
            Column("出资期限", 19, "center", "{{ s.due_date }}"),
        ],
        "articles.shareholders", "s",
    )
    d.p("{% sentence %}实际控制人为{{ opinion.controller }}。{% endsentence %}")
    d.h2("治理与关键人员")
    d.p("{{ opinion.management }}")
    d.h2("历史沿革")
    d.p("{{ opinion.history }}")
    d.h2("关联企业与集团")
    d.p("{% sentence %}本行对该客户所在集团的风险暴露为{{ bank.exposure_to_group | wan }}万元。{% endsentence %}")
    d.caption("关联企业", "万元")
    d.listing(
        [
            Column("名称", 32, "left", "{{ r.name }}"),
            Column("统一社会信用代码", 24, "center", "{{ r.uscc }}"),
            Column("关系", 14, "center", "{{ r.relation }}"),
            Column("持股", 10, "right", "{{ r.share | percent }}"),
            Column("融资余额", 10, "right", "{{ r.loan_balance | wan }}"),
            Column("担保", 10, "right", "{{ r.guarantee | wan }}"),
        ],
        "first(affiliate, [] if not survey.group else affiliate)", "r", "无关联企业",
    )
    d.h2("与本行及他行合作")
    d.p(
        "{% sentence %}截至{{ credit.report_date }}，征信报告显示未结清信贷余额{{ credit.outstanding_loan_total | wan }}万元，"
        "授信机构{{ credit.lenders_count }}家，对外担保余额{{ credit.guarantee_total | wan }}万元。{% endsentence %}"
        "{% sentence %}本行对该客户贷款余额{{ bank.loans_to_borrower | wan }}万元。{% endsentence %}"
    )
    d.caption("银行授信", "万元")
    d.listing(
        [
            Column("机构", 25, "left", "{{ c.lender }}"),
            Column("品种", 16, "left", "{{ c.kind | worded | listed }}"),
            Column("余额", 13, "right", "{{ c.balance | wan }}"),
            Column("到期日", 19, "center", "{{ c.end }}"),
            Column("年利率", 9, "right", "{{ c.rate | rate | listed }}"),
            Column("担保", 9, "center", "{{ c.security | worded | listed }}"),
            Column("分类", 9, "center", "{{ c.class | worded | listed }}"),
        ],
        "first(credit.loans, debts.loans)", "c", "无未结清授信",
    )
    d.opinion("opinion.on_profile")


def _operations(d: Document) -> None:
    d.h1("客户生产经营状况")
    for title, address in (("主营产品、技术与产能", "opinion.products"),):
        d.h2(title)
        d.p("{{ " + address + " }}")
    d.h2("采购与上游")
    d.caption("前五大供应商", "万元")
    d.listing(_partners("s", "年采购额"), "supplier", "s")
    d.h2("销售、下游与市场前景")
    d.caption("前五大客户", "万元")
    d.listing(_partners("c", "年销售额"), "customer", "c")
    d.h2("行业与竞争")
    d.p("{{ opinion.industry }}")
    d.tag("if surroundings is defined")
    d.caption("经营环境", "")
    d.listing(
        [
            Column("方面", 20, "center", "{{ e.aspect | worded }}"),
            Column("事实", 46, "left", "{{ e.found }}"),
            Column("资料来源", 20, "left", "{{ e.source }}"),
            Column("资料日期", 16, "center", "{{ e.date }}"),
        ],
        "surroundings", "e",
    )
    d.tag("endif")
    d.h2("现场核查")
    d.p(
        "{% sentence %}调查人{{ survey.officers }}于{{ survey.date }}实施调查；"
        "现场核查：{{ '已完成' if survey.onsite_done else '未完成' }}；面谈：{{ '已完成' if survey.interview_done else '未完成' }}；"
        "身份核验：{{ '通过' if survey.identity_verified else '未通过' }}。{% endsentence %}"
        "{{ opinion.onsite }}"
    )
    d.caption("经营佐证", "")
    d.listing(
        [
            Column("月份", 20, "center", "{{ m.month }}"),
            Column("用电量（千瓦时）", 20, "right", "{{ m.kwh | number(0) }}"),
            Column("参保人数（人）", 20, "right", "{{ m.insured }}"),
            Column("开票额（万元）", 20, "right", "{{ m.invoiced | wan }}"),
            Column("账户流入（万元）", 20, "right", "{{ m.inflow | wan }}"),
        ],
        "month", "m",
    )
    d.h2("商品交易真实性")
    d.caption("购销合同", "万元")
    d.listing(
        [
            Column("合同号", 17, "left", "{{ t.contract_no }}"),
            Column("买方", 22, "left", "{{ t.buyer }}"),
            Column("卖方", 22, "left", "{{ t.seller }}"),
            Column("标的", 14, "left", "{{ t.goods }}"),
            Column("金额", 11, "right", "{{ t.amount | wan }}"),
            Column("签订日", 20, "center", "{{ t.sign_date }}"),
        ],
        "trade", "t", "未提供购销合同",
    )
    d.opinion("opinion.on_operations")


def _partners(name: str, amount: str) -> list[Column]:
    return [
        Column("名称", 34, "left", "{{ " + name + ".name }}"),
        Column(amount, 14, "right", "{{ " + name + ".amount | wan }}"),
        Column("占比", 12, "right", "{{ " + name + ".share | percent }}"),
        Column("账期（天）", 12, "right", "{{ " + name + ".days }}"),
        Column("结算方式", 16, "center", "{{ " + name + ".settlement | worded }}"),
        Column("关联方", 12, "center", "{{ " + name + ".related }}"),
    ]


def _purpose(d: Document) -> None:
    d.h1("申请借款原因、用途、期限与担保方式")
    d.h2("申请要素")
    d.caption("申请要素", "")
    d.form(
        [
            ("业务品种", "{{ application.product | worded }}", "币种", "{{ application.currency | worded }}"),
            ("金额", "{{ application.amount | wan }}万元", "期限", "{{ application.term_months }}个月"),
            ("金额（大写）", "{{ application.amount | capital }}"),
            ("利率", "{% if application.rate_annual_pct is defined %}{{ application.rate_annual_pct | rate }}{% else %}未提出{% endif %}", "担保方式", "{{ first(application.guarantee_mode, application.guarantee_offer) | worded }}"),
            ("还款方式", "{{ first(application.repay_plan, approval.repay_method, contract.repay_method) | worded }}"),
            ("用途", "{{ application.purpose }}"),
        ]
    )
    d.h2("借款原因")
    d.p(
        "{% sentence %}按{{ now.period | period_name }}报表测算，经营周期{{ now.operating_cycle | number(1) }}天，"
        "现金周期{{ now.cash_cycle | number(1) }}天；其中应收账款周转{{ now.ar_days | number(1) }}天，"
        "存货周转{{ now.inventory_days | number(1) }}天，应付账款周转{{ now.ap_days | number(1) }}天。{% endsentence %}"
        "{{ opinion.loan_reason }}"
    )
    d.tag("if statement is defined")
    d.caption("资产转换周期", "天")
    d.periods(
        [
            ("存货周转天数（采购、生产、库存）", DAYS.format("inventory_days")), ("应收账款周转天数（销售、回款）", DAYS.format("ar_days")),
            ("经营周期＝存货＋应收账款", DAYS.format("operating_cycle")), ("应付账款周转天数", DAYS.format("ap_days")),
            ("现金周期＝经营周期－应付账款", DAYS.format("cash_cycle")),
        ],
        "years", head="环节",
    )
    d.tag("endif")
    d.h2("用途真实性与合法性")
    d.p(
        "{% sentence %}申请用途为“{{ application.purpose }}”；经营范围是否覆盖该用途："
        "{{ '是' if survey.scope_covers_purpose else '否' }}。{% endsentence %}"
        "与用途有关的禁入规则的核对结果见“调查结论”。"
    )
    d.h2("资金需求测算")
    d.caption("资金需求测算", "万元")
    d.table(
        [Column("项目", 34), Column("数值", 18, "right"), Column("公式与来源", 48)],
        [
            ("营业收入（上年度）", "{{ now.revenue | wan }}", "利润表"),
            ("销售利润率", "{{ now.sales_margin | percent }}", "利润总额 ÷ 营业收入"),
            ("预计营业收入增长率", "{{ projection.growth | percent }}", "调查人预计"),
            ("营运资金周转次数", "{{ need.turnover | number }}次", "360 ÷（存货＋应收－应付＋预付－预收的周转天数）"),
            ("营运资金量", "{{ need.working_capital | wan }}", "上年收入 ×（1－销售利润率）×（1＋预计增长率）÷ 营运资金周转次数（按360天）"),
            ("借款人自有资金", "{{ projection.own_funds | wan }}", "调查核定"),
            ("现有流动资金贷款", "{{ projection.existing_loans | wan }}", "征信报告与报表"),
            ("其他渠道资金", "{{ projection.other_funds | wan }}", "调查核定"),
            ("新增流动资金贷款额度", "{{ need.new_loan | wan }}", "营运资金量 － 自有资金 － 现有贷款 － 其他渠道"),
        ],
    )
    d.h2("还款来源、期限与还款安排")
    d.p("{% sentence %}还款来源：{{ application.repay_source }}。{% endsentence %}{{ opinion.repayment }}")
    d.caption("支付计划", "万元")
    d.listing(
        [
            Column("收款人", 34, "left", "{{ p.name }}"),
            Column("合同号", 24, "center", "{{ p.contract_no }}"),
            Column("金额", 14, "right", "{{ p.amount | wan }}"),
            Column("支付方式", 14, "center", "{{ p.mode | worded }}"),
            Column("关联方", 14, "center", "{{ p.related }}"),
        ],
        "payee", "p",
    )
    d.h2("担保方式概述")
    d.p(
        "{% sentence %}本笔业务担保方式为{{ first(application.guarantee_mode, application.guarantee_offer) | worded }}。{% endsentence %}"
        "担保人与押品的情况见“担保分析”。"
    )
    d.opinion("opinion.on_purpose")


MONEY = "{{{{ y.{} | wan | dash }}}}"
ROWS_BALANCE: list[tuple[str, str, bool]] = [
    ("货币资金", "cash", True), ("应收票据", "notes_receivable", False), ("应收账款", "accounts_receivable", True),
    ("应收款项融资", "receivables_financing", False), ("预付款项", "prepayments", False), ("其他应收款", "other_receivables", False),
    ("存货", "inventories", True), ("流动资产合计", "total_ca", True), ("长期股权投资", "lt_equity_inv", False),
    ("固定资产", "fixed_assets", True), ("在建工程", "cip", False), ("无形资产", "intangibles", False),
    ("非流动资产合计", "total_nca", True), ("资产总计", "total_assets", True), ("短期借款", "st_borrowings", True),
    ("应付票据", "notes_payable", False), ("应付账款", "accounts_payable", True), ("合同负债", "contract_liab", False),
    ("预收款项", "advances", False), ("其他应付款", "other_payables", False),
    ("一年内到期的非流动负债", "ncl_due_1y", False), ("流动负债合计", "total_cl", True),
    ("长期借款", "lt_borrowings", False), ("应付债券", "bonds_payable", False), ("非流动负债合计", "total_ncl", False),
    ("负债合计", "total_liab", True), ("实收资本（或股本）", "capital", True), ("资本公积", "capital_reserve", False),
    ("盈余公积", "surplus_reserve", False), ("未分配利润", "retained_earnings", True), ("所有者权益合计", "total_equity", True),
]
ROWS_INCOME: list[tuple[str, str, bool]] = [
    ("营业收入", "revenue", True), ("营业成本", "cogs", True), ("税金及附加", "taxes_surcharges", False),
    ("销售费用", "selling_exp", False), ("管理费用", "admin_exp", True), ("研发费用", "rd_exp", False),
    ("财务费用", "finance_cost", True), ("投资收益", "investment_income", False), ("营业利润", "operating_profit", True),
    ("利润总额", "total_profit", True), ("所得税费用", "income_tax", False), ("净利润", "net_profit", True),
]
ROWS_CASH: list[tuple[str, str, bool]] = [
    ("经营活动现金流入小计", "cfo_in", True), ("经营活动现金流出小计", "cfo_out", True),
    ("经营活动产生的现金流量净额", "cfo_net", True), ("投资活动产生的现金流量净额", "cfi_net", True),
    ("取得借款收到的现金", "cff_borrow_in", False), ("偿还债务支付的现金", "cff_repay", False),
    ("筹资活动产生的现金流量净额", "cff_net", True), ("现金及现金等价物净增加额", "net_cash_change", True),
    ("期末现金及现金等价物余额", "cash_end", True),
]
GAP = "{{{{ (({0} - {1}) / {1}) | signed }}}}"
GROWTH = "{{{{ (y.{} | signed) if y.prior is defined else '—' }}}}"
PERCENT, TIMES, DAYS = "{{{{ y.{} | percent }}}}", "{{{{ y.{} | number }}}}", "{{{{ y.{} | number(1) }}}}"


def _items(rows: list[tuple[str, str, bool]]) -> list[tuple[str, str] | str]:
    """Lines that every statement has, and lines shown only where a period has them."""
    out: list[tuple[str, str] | str] = []
    for label, item, always in rows:
        line = (label, MONEY.format(item))
        if always:
            out.append(line)
        else:
            out += [f"%if years | some('it.{item} is defined')", line, "%endif"]
    return out


LATENT = (
    ("应收账款", "accounts_receivable"), ("预付款项", "prepayments"), ("其他应收款", "other_receivables"), ("存货", "inventories"),
    ("待摊费用", "deferred_exp_current"), ("在建工程", "cip"), ("开发支出", "dev_expenditure"), ("商誉", "goodwill"),
    ("长期待摊费用", "long_prepaid"), ("递延所得税资产", "dta"), ("其他非流动资产", "other_nca"),
)
CAUTIONS = (
    ("资产负债率", "now.debt_ratio", "debt_ratio", "percent", "不高于"), ("流动比率", "now.current_ratio", "current_ratio", "number", "不低于"),
    ("速动比率", "now.quick_ratio", "quick_ratio", "number", "不低于"), ("营业收入增长率", "now.revenue_growth", "revenue_growth", "percent", "不低于"),
    ("净利润增长率", "now.profit_growth", "profit_growth", "percent", "不低于"), ("垃圾科目占资产总计", "now.junk_share", "junk_share", "percent", "不高于"),
    ("潜亏占净资产", "now.latent_loss_to_equity", "latent_loss", "percent", "不高于"),
    ("其他应收款占资产总计", "now.other_receivables_share", "other_receivables", "percent", "不高于"),
    ("对外担保与净资产之比", "standing.guarantees / now.total_equity", "guarantees", "percent", "不高于"),
    ("偿债覆盖率", "need.dscr", "dscr", "number", "不低于"),
)


def _beside(label: str, figure: str, line: str, shown: str, words: str) -> tuple[str, str, str, str]:
    """A figure, the bank's line for it, and whether it keeps it."""
    return label, f"{{{{ ({figure}) | {shown} }}}}", f"{words}{{{{ caution.{line} | {shown} }}}}", f"{{{{ caution.{line}_kept }}}}"


def _finance(d: Document) -> None:
    d.h1("财务分析")
    d.h2("报表口径与可信度")
    d.p(
        "{% sentence %}{{ audit.firm }}对截至{{ audit.period_end }}的报表出具了{{ audit.opinion | worded }}审计意见。{% endsentence %}"
        "{% sentence %}系统读取的报表期间为{{ years | pick('it.period') }}，其中最近一期截至{{ newest.period }}。{% endsentence %}"
        "对报表内部的勾稽关系共核对{{ case.rules | where('it.family == \"ART\" and it.outcome != \"left_out\"') | count }}条（按各期间计"
        "{{ case.answers | where('it.family == \"ART\" and it.outcome != \"left_out\"') | count }}次），其中不符"
        "{{ case.rules | where('it.family == \"ART\" and it.outcome == \"fails\"') | count }}条、无法判断"
        "{{ case.rules | where('it.family == \"ART\" and it.outcome == \"cannot_tell\"') | count }}条，逐条结果见附件的规则核对清单。"
    )
    d.caption("不符与无法判断的勾稽关系", "")
    d.listing(
        [
            Column("编号", 12, "center", "{{ a.code }}"),
            Column("核对内容", 36, "left", "{{ a.title }}"),
            Column("期间", 22, "center", "{{ a.subject }}"),
            Column("结论", 12, "center", "{{ a.outcome_text }}"),
            Column("说明", 36, "left", "{{ a.said }}"),
        ],
        "case.rules | where('it.family == \"ART\" and (it.outcome == \"fails\" or it.outcome == \"cannot_tell\")')", "a", "没有不符或无法判断的勾稽关系", small=True,
    )
    d.h2("资产、负债与权益")
    d.p(
        "{% sentence %}截至{{ now.period }}，公司资产总计{{ now.total_assets | wan }}万元，负债合计{{ now.total_liab | wan }}万元，"
        "所有者权益合计{{ now.total_equity | wan }}万元。{% endsentence %}"
        "{% sentence %}资产总计较上年末{{ '增加' if now.total_assets >= before.total_assets else '减少' }}"
        "{{ (now.total_assets - before.total_assets) | abs | wan }}万元，变动{{ now.asset_growth | signed }}；"
        "所有者权益较上年末{{ '增加' if now.total_equity >= before.total_equity else '减少' }}"
        "{{ (now.total_equity - before.total_equity) | abs | wan }}万元。{% endsentence %}"
        "{% sentence %}流动资产{{ now.total_ca | wan }}万元，占资产总计{{ (now.total_ca / now.total_assets) | percent }}，"
        "其中货币资金{{ now.cash | wan }}万元、应收账款{{ now.accounts_receivable | wan }}万元、存货{{ now.inventories | wan }}万元。{% endsentence %}"
        "{% sentence %}有息负债{{ now.interest_bearing_debt | wan }}万元，占资产总计{{ now.debt_share | percent }}。{% endsentence %}"
    )
    d.tag("if statement is defined")
    d.caption("资产负债表主要项目", "万元")
    d.periods(_items(ROWS_BALANCE), "years")
    d.p("注：“—”表示报表该栏未填列；年度数据取自年末余额。", style="TableNote")
    d.tag("else")
    d.p("（未提供财务报表，本表无数据。）", style="TableNote")
    d.tag("endif")
    d.when_chart("total_assets", "资产、负债与权益（万元）", "柱形图：各期资产总计、负债合计与所有者权益合计", ["资产总计", "负债合计", "所有者权益合计"], ["total_assets", "total_liab", "total_equity"])
    d.h2("收入、成本与利润")
    d.p(
        "{% sentence %}{{ now.period | period_name }}实现营业收入{{ now.revenue | wan }}万元，较上年"
        "{{ '增长' if now.revenue_growth >= 0 else '下降' }}{{ now.revenue_growth | abs | percent }}；毛利率{{ now.gross_margin | percent }}，"
        "上年为{{ before.gross_margin | percent }}。{% endsentence %}"
        "{% sentence %}实现净利润{{ now.net_profit | wan }}万元，较上年{{ '增长' if now.profit_growth >= 0 else '下降' }}"
        "{{ now.profit_growth | abs | percent }}；销售净利率{{ now.net_margin | percent }}。{% endsentence %}"
    )
    d.tag("if statement is defined")
    d.caption("利润表主要项目", "万元")
    d.periods(_items(ROWS_INCOME), "years")
    d.tag("else")
    d.p("（未提供财务报表，本表无数据。）", style="TableNote")
    d.tag("endif")
    d.when_chart("revenue", "营业收入与净利润（万元）", "柱形图：各期营业收入与净利润", ["营业收入", "净利润"], ["revenue", "net_profit"])
    d.h2("现金流量")
    d.p(
        "{% sentence %}{{ now.period | period_name }}经营活动产生的现金流量净额{{ now.cfo_net | wan }}万元，投资活动{{ now.cfi_net | wan }}万元，"
        "筹资活动{{ now.cff_net | wan }}万元。{% endsentence %}"
        "{% sentence %}收现比{{ now.cash_collection | percent }}，盈利现金比率{{ now.earnings_cash | number }}。{% endsentence %}"
    )
    d.tag("if statement is defined")
    d.caption("现金流量表主要项目", "万元")
    d.periods(_items(ROWS_CASH), "years")
    d.tag("else")
    d.p("（未提供财务报表，本表无数据。）", style="TableNote")
    d.tag("endif")
    d.when_chart("cfo_net", "三类活动现金流量净额（万元）", "柱形图：各期经营、投资、筹资活动现金流量净额", ["经营活动", "投资活动", "筹资活动"], ["cfo_net", "cfi_net", "cff_net"])
    d.h2("偿债能力")
    d.p(
        "{% sentence %}{{ now.period | period_name }}末流动比率{{ now.current_ratio | number }}，速动比率{{ now.quick_ratio | number }}，"
        "现金比率{{ now.cash_ratio | number }}；资产负债率{{ now.debt_ratio | percent }}，上年末为{{ before.debt_ratio | percent }}。{% endsentence %}"
        "{% sentence %}利息保障倍数{{ now.interest_coverage | number }}。{% endsentence %}"
    )
    d.tag("if statement is defined")
    d.caption("财务比率", "")
    d.periods(
        [
            "偿债能力",
            ("资产负债率", PERCENT.format("debt_ratio")), ("有息负债率", PERCENT.format("debt_share")),
            ("流动比率", TIMES.format("current_ratio")), ("速动比率", TIMES.format("quick_ratio")),
            ("现金比率", TIMES.format("cash_ratio")), ("利息保障倍数", TIMES.format("interest_coverage")),
            ("权益乘数", TIMES.format("equity_multiplier")),
            "营运能力",
            ("应收账款周转天数", DAYS.format("ar_days")), ("存货周转天数", DAYS.format("inventory_days")),
            ("应付账款周转天数", DAYS.format("ap_days")), ("应收账款周转率（次）", TIMES.format("ar_turnover")),
            ("存货周转率（次）", TIMES.format("inventory_turnover")), ("固定资产周转率（次）", TIMES.format("fixed_asset_turnover")),
            ("总资产周转率（次）", TIMES.format("asset_turnover")),
            ("经营周期（天）", DAYS.format("operating_cycle")), ("现金周期（天）", DAYS.format("cash_cycle")),
            "盈利能力",
            ("毛利率", PERCENT.format("gross_margin")), ("营业利润率", PERCENT.format("operating_margin")), ("销售利润率", PERCENT.format("sales_margin")),
            ("销售净利率", PERCENT.format("net_margin")), ("总资产净利率", PERCENT.format("roa")),
            ("净资产收益率", PERCENT.format("roe")),
            "成长能力",
            ("营业收入增长率", GROWTH.format("revenue_growth")), ("应收账款增长率", GROWTH.format("ar_growth")), ("净利润增长率", GROWTH.format("profit_growth")),
            ("总资产增长率", GROWTH.format("asset_growth")), ("资本积累率", GROWTH.format("capital_accumulation")),
            "现金流",
            ("收现比", PERCENT.format("cash_collection")), ("盈利现金比率", TIMES.format("earnings_cash")),
        ],
        "years", head="指标",
    )
    d.p("注：周转天数按365天、平均余额计算；不足一年的期间已年化。增长率栏为“—”的，是未取得上年同期报表。比率的局限：流动比率、速动比率只反映期末一天，可因期末还款而改善；资产负债率未计表外负债；周转率受行业与季节影响；利润率受会计估计影响，须与现金流量一并看。", style="TableNote")
    d.tag("else")
    d.p("（未提供财务报表，本表无数据。）", style="TableNote")
    d.tag("endif")
    d.h2("营运能力")
    d.p(
        "{% sentence %}应收账款周转{{ now.ar_days | number(1) }}天（上年{{ before.ar_days | number(1) }}天），"
        "存货周转{{ now.inventory_days | number(1) }}天（上年{{ before.inventory_days | number(1) }}天），"
        "总资产周转率{{ now.asset_turnover | number }}次。{% endsentence %}"
    )
    d.h2("盈利能力")
    d.p(
        "{% sentence %}毛利率{{ now.gross_margin | percent }}，销售利润率{{ now.sales_margin | percent }}，"
        "总资产净利率{{ now.roa | percent }}，净资产收益率{{ now.roe | percent }}。{% endsentence %}"
    )
    d.h2("成长能力")
    d.p(
        "{% sentence %}营业收入增长率{{ now.revenue_growth | percent }}，净利润增长率{{ now.profit_growth | percent }}，"
        "总资产增长率{{ now.asset_growth | percent }}，资本积累率{{ now.capital_accumulation | percent }}。{% endsentence %}"
    )
    d.h2("税务与流水交叉核对")
    d.tag("if statement is defined")
    d.caption("税务、流水与征信核对", "万元")
    d.table(
        [Column("核对项目", 32), Column("报表", 14, "right"), Column("佐证", 14, "right"), Column("偏差", 12, "right"), Column("佐证来源", 28)],
        [
            ("营业收入", "{{ entity.revenue | wan }}", "{{ vat.revenue | wan }}", GAP.format("vat.revenue", "entity.revenue"), "增值税申报销售额"),
            ("营业收入", "{{ entity.revenue | wan }}", "{{ cit.revenue | wan }}", GAP.format("cit.revenue", "entity.revenue"), "企业所得税年度申报"),
            ("营业收入", "{{ entity.revenue | wan }}", "{{ flow.operating_inflow_12m | wan }}", GAP.format("flow.operating_inflow_12m", "entity.revenue"), "近12个月账户经营性流入"),
            ("利润总额", "{{ now.total_profit | wan }}", "{{ cit.total_profit | wan }}", "{{ (cit.total_profit - now.total_profit) | wan }}", "企业所得税年度申报"),
            ("货币资金", "{{ entity.cash | wan }}", "{{ flow.balance_at_statement | wan }}", "{{ (flow.balance_at_statement - entity.cash) | wan }}", "报表日账户余额"),
            ("有息负债", "{{ now.interest_bearing_debt | wan }}", "{{ credit.outstanding_loan_total | wan }}", "{{ (credit.outstanding_loan_total - now.interest_bearing_debt) | wan }}", "企业信用报告未结清余额"),
        ],
    )
    d.p("注：偏差为佐证减报表；收入的偏差以占报表的比例表示，其余为金额。含税、确认时点与多账户经营会造成合理差异。", style="TableNote")
    d.tag("endif")
    d.caption("核对结论", "")
    d.listing(
        [
            Column("编号", 16, "center", "{{ a.code }}"),
            Column("核对内容", 40, "left", "{{ a.title }}"),
            Column("结论", 12, "center", "{{ a.outcome_text }}"),
            Column("说明", 32, "left", "{{ a.said }}"),
        ],
        "case.rules | where('it.code in [\"PRU-022\", \"SIG-ACC-01\", \"SIG-ACC-04\", \"XC-010\", \"XC-011\", \"XC-012\", \"XC-024\", \"EWS-001\"] and it.outcome != \"left_out\"')",
        "a", "未提供税务申报表与银行流水",
    )
    d.h2("垃圾科目与潜亏还原")
    d.p(
        "{% sentence %}垃圾科目合计{{ now.soft_accounts | wan }}万元，占资产总计{{ now.junk_share | percent }}；"
        "按认可率还原潜亏{{ now.latent_loss | wan }}万元，占净资产{{ now.latent_loss_to_equity | percent }}，"
        "调整后净资产{{ now.adjusted_equity | wan }}万元。{% endsentence %}"
    )
    d.tag("if statement is defined")
    d.tag("if now.ca_listed and now.nca_listed")
    d.caption("潜亏调整", "万元")
    rows: list[Sequence[str] | str] = []
    for label, item in LATENT:
        worth = f"recovery.{item}"
        row = (label, f"{{{{ now.{item} | wan }}}}", f"{{{{ {worth} | percent }}}}", f"{{{{ (now.{item} * {worth}) | wan }}}}", f"{{{{ (now.{item} * (1 - {worth})) | wan }}}}")
        rows += [f"if now.{item} is defined", row, "endif"]
    rows.append(("合计", "", "", "", "{{ now.latent_loss | wan }}"))
    d.table([Column("科目", 34), Column("账面", 17, "right"), Column("认可率", 15, "right"), Column("认可额", 17, "right"), Column("潜亏", 17, "right")], rows)
    d.p("注：账面取自最近一个完整年度；认可率为本行参数。应收账款与存货按认可率还原，但不计入垃圾科目。", style="TableNote")
    d.tag("endif")
    d.caption("垃圾科目与潜亏的变化", "万元")
    d.periods(
        [
            ("垃圾科目合计", "{{ y.soft_accounts | wan }}"),
            ("垃圾科目占资产总计", PERCENT.format("junk_share")),
            ("潜亏（账内）", "{{ y.latent_loss | wan }}"),
            ("潜亏占净资产", PERCENT.format("latent_loss_to_equity")),
            ("调整后净资产", "{{ y.adjusted_equity | wan }}"),
        ],
        "years",
    )
    d.tag("else")
    d.p("（未提供财务报表，本表无数据。）", style="TableNote")
    d.tag("endif")
    d.h2("还款能力与压力测试")
    d.p(
        "{% sentence %}{{ now.period | period_name }}息税折旧摊销前利润{{ now.ebitda | wan }}万元，有息负债为其"
        "{{ now.debt_to_ebitda | number }}倍。{% endsentence %}"
    )
    d.caption("还款能力与压力测试", "")
    d.form(
        [
            ("偿债可用现金流", "{{ need.cfads | wan }}万元", "偿债覆盖率", "{{ need.dscr | number }}"),
            ("收入下降20%后", "{{ need.dscr_revenue_down | number }}", "利率上行100基点后", "{{ need.dscr_rate_up | number }}"),
        ]
    )
    d.tag("if statement is defined")
    d.caption("指标与本行审慎线对照", "")
    d.table(
        [Column("指标", 36), Column("本期", 18, "right"), Column("审慎线", 24, "right"), Column("是否符合", 22, "center")],
        [_beside(*one) for one in CAUTIONS],
    )
    d.p("注：审慎线为本行参数，行业另有上限的从其规定；越过审慎线的，须在“主要风险与缓释措施”中说明。", style="TableNote")
    d.tag("endif")
    d.opinion("opinion.on_finance")


def _soft(d: Document) -> None:
    d.h1("非财务分析")
    d.h2("借款人品行与还款意愿")
    d.p(
        "{% sentence %}企业信用报告（{{ credit.report_date }}）显示：逾期本金{{ credit.overdue_principal | wan }}万元，"
        "欠息{{ credit.overdue_interest | wan }}万元，不良余额{{ credit.bad_total | wan }}万元，"
        "当前最差五级分类为{{ first(credit.worst_class_now, standing.worst_class) | worded }}。{% endsentence %}"
        "{{ opinion.character }}"
    )
    d.tag("if circle is defined")
    d.caption("软信息：生意圈、生活圈、社会圈", "")
    d.listing(
        [
            Column("圈层", 14, "center", "{{ c.circle | worded }}"),
            Column("信息来源", 18, "left", "{{ c.informant }}"),
            Column("了解到的情况", 40, "left", "{{ c.found }}"),
            Column("访谈人", 12, "center", "{{ c.officer }}"),
            Column("日期", 16, "center", "{{ c.date }}"),
        ],
        "circle", "c",
    )
    d.tag("endif")
    d.h2("历史业务往来")
    d.p("{{ opinion.cooperation }}")
    d.h2("经营行业前景")
    d.p("{{ opinion.outlook }}")
    d.h2("五好客户评分")
    d.caption("五好客户评分卡", "分")
    d.listing(
        [
            Column("维度", 26, "center", "{{ s.dimension }}"),
            Column("条目", 46, "left", "{{ s.item }}"),
            Column("满分", 12, "right", "{{ s.full }}"),
            Column("得分", 16, "right", "{% if s.score is defined %}{{ s.score }}{% else %}未核实{% endif %}"),
        ],
        "score.items", "s", small=True,
    )
    d.p("注：各条目按评分规则由事实计算；“未核实”的条目不计分，待补充资料后重新计算。", style="TableNote")
    d.p("{% sentence %}总分{{ score.total }}分，等级{{ score.grade }}；未核实的条目全部核实后，最高可得{{ score.possible }}分。{% endsentence %}")
    d.h2("高风险信号排查")
    d.caption("风险信号", "")
    d.listing(
        [
            Column("编号", 15, "center", "{{ a.code }}"),
            Column("信号", 35, "left", "{{ a.title }}"),
            Column("结果", 12, "center", "{{ a.outcome_text }}"),
            Column("事实", 38, "left", "{{ a.said }}"),
        ],
        "case.rules | where('it.family == \"SIG\" and it.outcome != \"left_out\"')", "a", "没有适用的信号", small=True,
    )
    d.opinion("opinion.on_character")


def _security(d: Document) -> None:
    d.lie_down()
    d.h1("担保分析")
    d.h2("保证人")
    d.caption("保证人评价", "万元")
    d.listing(
        [
            Column("保证人", 24, "left", "{{ g.guarantor }}"),
            Column("证件号", 18, "center", "{{ g.guarantor_id | masked }}"),
            Column("合同编号", 20, "center", "{{ g.no }}"),
            Column("担保主债权", 12, "right", "{{ g.principal_amount | wan }}"),
            Column("保证方式", 14, "center", "{{ g.liability_type | worded }}"),
            Column("保证期间", 22, "left", "{{ g.period_text }}"),
            Column("保证期间届满", 16, "center", "{{ first(g.period_end, later(g.debt_end, g.period_months)) }}"),
        ],
        "first(guarantee, [] if not security.by_guarantee else guarantee)", "g", "无保证人",
    )
    d.tag("if guarantor is defined")
    d.caption("保证人代偿能力", "万元")
    d.listing(
        [
            Column("保证人", 26, "left", "{{ g.name }}"),
            Column("类型", 14, "center", "{{ g.kind | worded }}"),
            Column("净资产", 14, "right", "{{ g.net_assets | wan | listed }}"),
            Column("年可支配收入", 14, "right", "{{ g.disposable_income | wan | listed }}"),
            Column("担保金额", 14, "right", "{{ g.amount | wan | listed }}"),
            Column("代偿倍数", 12, "right", "{{ g.capacity_ratio | number | listed }}"),
            Column("资信合格", 12, "center", "{{ g.credit_ok | listed }}"),
            Column("决议机关", 14, "center", "{{ g.resolution_body | worded | listed }}"),
        ],
        "guarantor", "g",
    )
    d.tag("endif")
    d.p("{{ opinion.guarantors }}")
    d.h2("抵（质）押物权属与争议")
    d.caption("押品", "平方米")
    d.listing(
        [
            Column("权证号", 22, "left", "{{ c.cert_no }}"),
            Column("权利人", 18, "left", "{{ c.owner }}"),
            Column("共有情况", 10, "center", "{{ c.co_ownership | worded }}"),
            Column("坐落", 26, "left", "{{ c.address }}"),
            Column("用途", 10, "center", "{{ c.use | worded }}"),
            Column("权利性质", 12, "center", "{{ c.right_nature | worded }}"),
            Column("面积", 10, "right", "{{ first(c.area_building | number, c.area) }}"),
            Column("登记日期", 15, "center", "{{ c.issue_date }}"),
        ],
        "first(property, [] if not security.by_mortgage else property)", "c", "无不动产押品",
    )
    d.caption("抵押合同", "万元")
    d.listing(
        [
            Column("合同编号", 20, "center", "{{ m.no }}"),
            Column("抵押人", 22, "left", "{{ m.mortgagor }}"),
            Column("抵押物权证号", 24, "left", "{{ m.asset_cert_no }}"),
            Column("担保主债权", 14, "right", "{{ m.principal_amount | wan }}"),
            Column("评估价值", 14, "right", "{{ m.appraised_value | wan }}"),
            Column("债务履行期", 28, "center", "{{ m.debt_start }}至{{ m.debt_end }}"),
            Column("租赁情况", 14, "center", "{{ m.lease_disclosure | worded }}"),
        ],
        "first(mortgage, [] if not security.by_mortgage else mortgage)", "m", "无抵押合同",
    )
    d.stand_up()
    d.h2("价值评估与抵押率")
    d.caption("评估与抵押率", "万元")
    d.listing(
        [
            Column("评估机构", 28, "left", "{{ v.appraiser }}"),
            Column("报告编号", 22, "center", "{{ v.report_no }}"),
            Column("评估基准日", 18, "center", "{{ v.base_date }}"),
            Column("评估价值", 16, "right", "{{ v.value | wan }}"),
            Column("申请金额/评估价值", 16, "right", "{{ (application.amount / v.value) | percent }}"),
        ],
        "first(appraisal, [] if not security.by_mortgage else appraisal)", "v", "不涉及评估",
    )
    d.h2("变现与登记可行性")
    d.p("{{ opinion.realisation }}")
    d.opinion("opinion.on_security")


def _conclusion(d: Document) -> None:
    d.h1("调查结论")
    d.h2("准入、禁入与审慎审查结果")
    d.p(
        "{% sentence %}系统核对结论：{{ case.decision_text }}。{% endsentence %}"
        "共发现{{ case.findings | count }}项需要说明或处理的事项，列示如下；通过的规则与不适用的规则见附件。"
    )
    d.caption("核对发现", "")
    d.listing(
        [
            Column("规则号", 12, "center", "{{ f.code }}"),
            Column("名称与结果", 22, "left", "{{ f.title }}（{{ f.severity_text }}，{{ f.verdict_text }}）"),
            Column("事实", 29, "left", "{{ f.message }}"),
            Column("依据与处理", 37, "left", "依据：{{ f.basis }}。处理：{{ f.mend }}。"),
        ],
        "case.findings", "f", "没有发现",
    )
    d.h2("额度测算与约束项")
    d.caption("额度测算", "万元")
    d.table(
        [Column("约束", 30), Column("上限", 20, "right"), Column("口径", 50)],
        [
            ("需求", "{{ sizing.by_need | wan }}", "新增流动资金贷款额度"),
            ("偿还能力", "{{ sizing.by_repayment | wan }}", "按偿债覆盖率下限反算"),
            ("收入", "{{ sizing.by_income | wan }}", "认定收入 × 负债收入比上限 － 现有融资"),
            ("押品", "{% if security.by_mortgage or security.by_pledge %}{{ sizing.by_collateral | wan }}{% else %}不适用{% endif %}", "押品认可价值 × 抵押率上限"),
            ("申请金额", "{{ application.amount | wan }}", "借款申请书"),
            ("测算额度", "{{ sizing.recommended | wan }}", "以上各项的最低值；约束项：{{ sizing.binding }}"),
        ],
    )
    d.h2("贷与不贷的意见")
    d.caption("调查人意见", "")
    d.form(
        [
            ("是否同意", "{{ opinion.lend | worded }}", "金额", "{{ opinion.amount | wan }}万元"),
            ("期限", "{{ opinion.term_months }}个月", "年利率", "{{ opinion.rate_pct | rate }}"),
            ("还款方式", "{{ opinion.repay_method | worded }}", "担保", "{{ opinion.guarantee }}"),
        ]
    )
    d.tag("if opinion.amount is defined and application.amount is defined and opinion.amount != application.amount")
    d.p(
        "{% sentence %}建议金额{{ opinion.amount | wan }}万元与申请金额{{ application.amount | wan }}万元不一致，差异说明：{{ opinion.difference }}。{% endsentence %}"
    )
    d.tag("endif")
    d.h2("主要风险与缓释措施")
    d.caption("风险与措施", "")
    d.listing(
        [
            Column("风险", 36, "left", "{{ r.risk }}"),
            Column("等级", 10, "center", "{{ r.level | worded }}"),
            Column("措施", 40, "left", "{{ r.measure }}"),
            Column("责任人", 14, "center", "{{ r.owner }}"),
        ],
        "risk", "r",
    )
    d.h2("放款前提条件与贷后要求")
    d.p("放款前提条件：{{ opinion.conditions_precedent }}", "贷后要求：{{ opinion.conditions_subsequent }}")
    d.space()
    d.signatures(("主办调查人", "{{ survey.officers[0] }}"), ("协办调查人", "{{ survey.officers[1] }}"), ("复核人", ""))
    d.p("声明：本报告由系统依据客户提交的资料生成，调查结论由签字的调查人负责。", style="Small")


def _appendix(d: Document) -> None:
    d.h1("附件", numbered=False, new_page=True)
    d.p("一　资料清单　二　待补事项　三　待确认数字　四　规则核对清单　五　证据索引", style="Small")
    d.caption("资料清单", "")
    d.listing(
        [
            Column("序号", 7, "center", "{{ loop.index }}"),
            Column("文件", 29, "left", "{{ s.path }}"),
            Column("资料类型", 34, "left", "{{ s.title }}"),
            Column("页数", 7, "right", "{{ s.pages }}"),
            Column("摘要值（前16位）", 23, "center", "{{ s.digest }}"),
        ],
        "case.sources", "s", "未提交资料",
    )
    d.caption("待补事项", "")
    d.listing(
        [
            Column("序号", 10, "center", "{{ b.number }}"),
            Column("事项", 45, "left", "{{ b.label }}"),
            Column("应见于", 45, "left", "{{ b.paper }}"),
        ],
        "case.blanks", "b", "无",
    )
    d.caption("待确认数字", "")
    d.listing(
        [
            Column("读数", 21, "left", "{{ q.label }}"),
            Column("数值", 16, "right", "{{ q.text }}"),
            Column("来源", 19, "left", "{{ q.source }}"),
            Column("位置", 10, "center", "{{ q.place }}"),
            Column("原文摘录", 17, "left", "{{ q.quote }}"),
            Column("影响的数字", 17, "left", "{{ q.affects }}"),
        ],
        "case.doubts", "q", "无", small=True,
    )
    d.p("下表列出适用于本笔业务的规则；规则库中另有{{ case.rules | where('it.outcome == \"left_out\"') | count }}条规则不适用，未予列示。")
    d.caption("规则核对清单", "")
    d.listing(
        [
            Column("规则号", 13, "center", "{{ a.code }}"),
            Column("名称", 46, "left", "{{ a.title }}"),
            Column("结果", 23, "center", "{{ a.outcome_text }}"),
            Column("说明", 18, "left", "{{ a.note }}"),
        ],
        "case.rules | where('it.outcome != \"left_out\"')", "a", "未运行规则", small=True,
    )
    d.lie_down()
    d.caption("证据索引", "")
    d.listing(
        [
            Column("序号", 6, "center", "{{ e.number }}"),
            Column("事项", 28, "left", "{{ e.label }}"),
            Column("数值", 22, "right", "{{ e.text }}"),
            Column("来源文件", 22, "left", "{{ e.source }}"),
            Column("位置", 14, "center", "{{ e.place }}"),
            Column("原文摘录", 38, "left", "{{ e.quote }}"),
            Column("方式", 9, "center", "{{ e.method }}"),
            Column("状态", 9, "center", "{{ e.confirm }}"),
        ],
        "case.evidence", "e", "无", small=True,
    )
