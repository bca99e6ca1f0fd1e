"""The three statements in the many shapes in which companies hand them in."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from tests.generator.accounts import Books, Period
from tests.generator.amounts import grouped
from tests.generator.paper import Block, Break, Cell, Gap, Grid, Line, Paper, Run, Stamp, Value, cell, line

Row = tuple[str, str, int]
"""Label, item ids joined by + (empty: a heading or a line never filled), depth."""

BALANCE: dict[str, tuple[tuple[Row, ...], tuple[Row, ...]]] = {
    "CAS2019B": (
        (
            ("流动资产：", "", 0),
            ("货币资金", "cash", 1),
            ("交易性金融资产", "trading_fa", 1),
            ("衍生金融资产", "derivative_fa", 1),
            ("应收票据", "notes_receivable", 1),
            ("应收账款", "accounts_receivable", 1),
            ("应收款项融资", "receivables_financing", 1),
            ("预付款项", "prepayments", 1),
            ("其他应收款", "other_receivables", 1),
            ("存货", "inventories", 1),
            ("合同资产", "contract_assets", 1),
            ("持有待售资产", "held_for_sale", 1),
            ("一年内到期的非流动资产", "nca_due_1y", 1),
            ("其他流动资产", "other_ca", 1),
            ("流动资产合计", "total_ca", 2),
            ("非流动资产：", "", 0),
            ("债权投资", "debt_investments", 1),
            ("其他债权投资", "other_debt_inv", 1),
            ("长期应收款", "long_receivables", 1),
            ("长期股权投资", "lt_equity_inv", 1),
            ("其他权益工具投资", "other_equity_inv", 1),
            ("投资性房地产", "investment_property", 1),
            ("固定资产", "fixed_assets", 1),
            ("在建工程", "cip", 1),
            ("生产性生物资产", "biological", 1),
            ("使用权资产", "rou_assets", 1),
            ("无形资产", "intangibles", 1),
            ("开发支出", "dev_expenditure", 1),
            ("商誉", "goodwill", 1),
            ("长期待摊费用", "long_prepaid", 1),
            ("递延所得税资产", "dta", 1),
            ("其他非流动资产", "other_nca", 1),
            ("非流动资产合计", "total_nca", 2),
            ("资产总计", "total_assets", 2),
        ),
        (
            ("流动负债：", "", 0),
            ("短期借款", "st_borrowings", 1),
            ("交易性金融负债", "trading_fl", 1),
            ("应付票据", "notes_payable", 1),
            ("应付账款", "accounts_payable", 1),
            ("预收款项", "advances", 1),
            ("合同负债", "contract_liab", 1),
            ("应付职工薪酬", "payroll_payable", 1),
            ("应交税费", "tax_payable", 1),
            ("其他应付款", "other_payables", 1),
            ("持有待售负债", "held_for_sale_l", 1),
            ("一年内到期的非流动负债", "ncl_due_1y", 1),
            ("其他流动负债", "other_cl", 1),
            ("流动负债合计", "total_cl", 2),
            ("非流动负债：", "", 0),
            ("长期借款", "lt_borrowings", 1),
            ("应付债券", "bonds_payable", 1),
            ("租赁负债", "lease_liab", 1),
            ("长期应付款", "long_payables", 1),
            ("预计负债", "provisions", 1),
            ("递延收益", "deferred_income", 1),
            ("递延所得税负债", "dtl", 1),
            ("其他非流动负债", "other_ncl", 1),
            ("非流动负债合计", "total_ncl", 2),
            ("负债合计", "total_liab", 2),
            ("所有者权益（或股东权益）：", "", 0),
            ("实收资本（或股本）", "capital", 1),
            ("其他权益工具", "other_equity_tools", 1),
            ("资本公积", "capital_reserve", 1),
            ("减：库存股", "treasury", 1),
            ("其他综合收益", "oci", 1),
            ("专项储备", "special_reserve", 1),
            ("盈余公积", "surplus_reserve", 1),
            ("未分配利润", "retained_earnings", 1),
            ("少数股东权益", "nci", 1),
            ("所有者权益（或股东权益）合计", "total_equity", 2),
            ("负债和所有者权益（或股东权益）总计", "total_liab_equity", 2),
        ),
    ),
    "SME": (
        (
            ("流动资产：", "", 0),
            ("货币资金", "cash", 1),
            ("短期投资", "trading_fa", 1),
            ("应收票据", "notes_receivable", 1),
            ("应收账款", "accounts_receivable", 1),
            ("预付账款", "prepayments", 1),
            ("其他应收款", "other_receivables", 1),
            ("存货", "inventories", 1),
            ("其他流动资产", "other_ca", 1),
            ("流动资产合计", "total_ca", 2),
            ("非流动资产：", "", 0),
            ("长期债券投资", "debt_investments", 1),
            ("长期股权投资", "lt_equity_inv", 1),
            ("固定资产原价", "fa_gross", 1),
            ("减：累计折旧", "fa_depr", 1),
            ("固定资产账面价值", "fixed_assets", 1),
            ("在建工程", "cip", 1),
            ("生产性生物资产", "biological", 1),
            ("无形资产", "intangibles", 1),
            ("开发支出", "dev_expenditure", 1),
            ("长期待摊费用", "long_prepaid", 1),
            ("其他非流动资产", "other_nca", 1),
            ("非流动资产合计", "total_nca", 2),
            ("资产总计", "total_assets", 2),
        ),
        (
            ("流动负债：", "", 0),
            ("短期借款", "st_borrowings", 1),
            ("应付票据", "notes_payable", 1),
            ("应付账款", "accounts_payable", 1),
            ("预收账款", "advances", 1),
            ("应付职工薪酬", "payroll_payable", 1),
            ("应交税费", "tax_payable", 1),
            ("其他应付款", "other_payables", 1),
            ("一年内到期的非流动负债", "ncl_due_1y", 1),
            ("其他流动负债", "other_cl", 1),
            ("流动负债合计", "total_cl", 2),
            ("非流动负债：", "", 0),
            ("长期借款", "lt_borrowings", 1),
            ("长期应付款", "long_payables", 1),
            ("递延收益", "deferred_income", 1),
            ("其他非流动负债", "other_ncl", 1),
            ("非流动负债合计", "total_ncl", 2),
            ("负债合计", "total_liab", 2),
            ("所有者权益（或股东权益）：", "", 0),
            ("实收资本（或股本）", "capital", 1),
            ("资本公积", "capital_reserve", 1),
            ("盈余公积", "surplus_reserve", 1),
            ("未分配利润", "retained_earnings", 1),
            ("所有者权益（或股东权益）合计", "total_equity", 2),
            ("负债和所有者权益（或股东权益）总计", "total_liab_equity", 2),
        ),
    ),
    "OLD": (
        (
            ("流动资产：", "", 0),
            ("货币资金", "cash", 1),
            ("短期投资", "trading_fa", 1),
            ("应收票据", "notes_receivable", 1),
            ("应收帐款", "accounts_receivable", 1),
            ("预付帐款", "prepayments", 1),
            ("其他应收款", "other_receivables", 1),
            ("存货", "inventories", 1),
            ("待摊费用", "deferred_exp_current", 1),
            ("其他流动资产", "other_ca", 1),
            ("流动资产合计", "total_ca", 2),
            ("长期股权投资", "lt_equity_inv", 1),
            ("固定资产原价", "fa_gross", 1),
            ("减：累计折旧", "fa_depr", 1),
            ("固定资产净值", "fixed_assets", 1),
            ("在建工程", "cip", 1),
            ("无形资产", "intangibles", 1),
            ("长期待摊费用", "long_prepaid", 1),
            ("其他长期资产", "other_nca", 1),
            ("非流动资产合计", "total_nca", 2),
            ("资产总计", "total_assets", 2),
        ),
        (
            ("流动负债：", "", 0),
            ("短期借款", "st_borrowings", 1),
            ("应付票据", "notes_payable", 1),
            ("应付帐款", "accounts_payable", 1),
            ("预收帐款", "advances", 1),
            ("应付工资", "payroll_payable", 1),
            ("应交税金", "tax_payable", 1),
            ("其他应付款", "other_payables", 1),
            ("预提费用", "accrued_current", 1),
            ("一年内到期的长期负债", "ncl_due_1y", 1),
            ("流动负债合计", "total_cl", 2),
            ("长期负债：", "", 0),
            ("长期借款", "lt_borrowings", 1),
            ("长期应付款", "long_payables", 1),
            ("长期负债合计", "total_ncl", 2),
            ("负债合计", "total_liab", 2),
            ("所有者权益：", "", 0),
            ("实收资本", "capital", 1),
            ("资本公积", "capital_reserve", 1),
            ("盈余公积", "surplus_reserve", 1),
            ("未分配利润", "retained_earnings", 1),
            ("所有者权益合计", "total_equity", 2),
            ("负债和所有者权益总计", "total_liab_equity", 2),
        ),
    ),
}
INCOME: dict[str, tuple[Row, ...]] = {
    "CAS2019B": (
        ("一、营业收入", "revenue", 0),
        ("减：营业成本", "cogs", 1),
        ("税金及附加", "taxes_surcharges", 2),
        ("销售费用", "selling_exp", 2),
        ("管理费用", "admin_exp", 2),
        ("研发费用", "rd_exp", 2),
        ("财务费用", "finance_cost", 2),
        ("其中：利息费用", "interest_exp", 3),
        ("利息收入", "interest_inc", 3),
        ("加：其他收益", "other_income", 1),
        ("投资收益（损失以“－”号填列）", "investment_income", 2),
        ("公允价值变动收益（损失以“－”号填列）", "fv_gain", 2),
        ("信用减值损失（损失以“－”号填列）", "credit_impairment", 2),
        ("资产减值损失（损失以“－”号填列）", "asset_impairment", 2),
        ("资产处置收益（损失以“－”号填列）", "disposal_gain", 2),
        ("二、营业利润（亏损以“－”号填列）", "operating_profit", 0),
        ("加：营业外收入", "nonop_income", 1),
        ("减：营业外支出", "nonop_expense", 1),
        ("三、利润总额（亏损总额以“－”号填列）", "total_profit", 0),
        ("减：所得税费用", "income_tax", 1),
        ("四、净利润（净亏损以“－”号填列）", "net_profit", 0),
        ("归属于母公司所有者的净利润", "net_profit_parent", 2),
        ("少数股东损益", "minority_profit", 2),
    ),
    "SME": (
        ("一、营业收入", "revenue", 0),
        ("减：营业成本", "cogs", 1),
        ("税金及附加", "taxes_surcharges", 2),
        ("销售费用", "selling_exp", 2),
        ("管理费用", "admin_exp", 2),
        ("其中：研究费用", "admin_research", 3),
        ("财务费用", "finance_cost", 2),
        ("其中：利息费用（收入以“－”号填列）", "interest_exp", 3),
        ("加：投资收益（损失以“－”号填列）", "investment_income", 1),
        ("二、营业利润（亏损以“－”号填列）", "operating_profit", 0),
        ("加：营业外收入", "nonop_income", 1),
        ("减：营业外支出", "nonop_expense", 1),
        ("三、利润总额（亏损总额以“－”号填列）", "total_profit", 0),
        ("减：所得税费用", "income_tax", 1),
        ("四、净利润（净亏损以“－”号填列）", "net_profit", 0),
    ),
    "OLD": (
        ("一、主营业务收入", "revenue", 0),
        ("减：主营业务成本", "cogs", 1),
        ("主营业务税金及附加", "taxes_surcharges", 2),
        ("营业费用", "selling_exp", 2),
        ("管理费用", "admin_exp", 2),
        ("财务费用", "finance_cost", 2),
        ("其中：利息支出", "interest_exp", 3),
        ("加：投资收益", "investment_income", 1),
        ("二、营业利润", "operating_profit", 0),
        ("加：营业外收入", "nonop_income", 1),
        ("减：营业外支出", "nonop_expense", 1),
        ("三、利润总额", "total_profit", 0),
        ("减：所得税", "income_tax", 1),
        ("四、净利润", "net_profit", 0),
    ),
}
CASH: tuple[Row, ...] = (
    ("一、经营活动产生的现金流量：", "", 0),
    ("销售商品、提供劳务收到的现金", "cfo_sales", 1),
    ("收到的税费返还", "cfo_tax_refund", 1),
    ("收到其他与经营活动有关的现金", "cfo_other_in", 1),
    ("经营活动现金流入小计", "cfo_in", 2),
    ("购买商品、接受劳务支付的现金", "cfo_purchases", 1),
    ("支付给职工以及为职工支付的现金", "cfo_payroll", 1),
    ("支付的各项税费", "cfo_taxes", 1),
    ("支付其他与经营活动有关的现金", "cfo_other_out", 1),
    ("经营活动现金流出小计", "cfo_out", 2),
    ("经营活动产生的现金流量净额", "cfo_net", 0),
    ("二、投资活动产生的现金流量：", "", 0),
    ("收回投资收到的现金", "", 1),
    ("取得投资收益收到的现金", "cfi_income", 1),
    ("投资活动现金流入小计", "cfi_in", 2),
    ("购建固定资产、无形资产和其他长期资产支付的现金", "cfi_capex", 1),
    ("投资支付的现金", "", 1),
    ("投资活动现金流出小计", "cfi_out", 2),
    ("投资活动产生的现金流量净额", "cfi_net", 0),
    ("三、筹资活动产生的现金流量：", "", 0),
    ("吸收投资收到的现金", "cff_equity_in", 1),
    ("取得借款收到的现金", "cff_borrow_in", 1),
    ("筹资活动现金流入小计", "cff_in", 2),
    ("偿还债务支付的现金", "cff_repay", 1),
    ("分配股利、利润或偿付利息支付的现金", "cff_interest", 1),
    ("筹资活动现金流出小计", "cff_out", 2),
    ("筹资活动产生的现金流量净额", "cff_net", 0),
    ("四、汇率变动对现金及现金等价物的影响", "fx_effect", 0),
    ("五、现金及现金等价物净增加额", "net_cash_change", 0),
    ("加：期初现金及现金等价物余额", "cash_begin", 1),
    ("六、期末现金及现金等价物余额", "cash_end", 0),
)
ENGLISH = {
    "cash": "Cash and bank balances",
    "accounts_receivable": "Accounts receivable",
    "inventories": "Inventories",
    "total_ca": "Total current assets",
    "fixed_assets": "Fixed assets",
    "total_assets": "Total assets",
    "st_borrowings": "Short-term borrowings",
    "accounts_payable": "Accounts payable",
    "total_cl": "Total current liabilities",
    "total_liab": "Total liabilities",
    "capital": "Paid-in capital",
    "retained_earnings": "Undistributed profit",
    "total_equity": "Total owners' equity",
    "total_liab_equity": "Total liabilities and owners' equity",
    "revenue": "Operating revenue",
    "cogs": "Operating costs",
    "operating_profit": "Operating profit",
    "total_profit": "Total profit",
    "income_tax": "Income tax",
    "net_profit": "Net profit",
    "cfo_net": "Net cash flows from operating activities",
    "net_cash_change": "Net increase in cash",
    "cash_end": "Closing balance of cash",
    "notes_receivable": "Notes receivable",
    "prepayments": "Prepayments",
    "other_receivables": "Other receivables",
    "intangibles": "Intangible assets",
    "selling_exp": "Selling expenses",
    "admin_exp": "Administrative expenses",
    "finance_cost": "Finance costs",
    "lt_borrowings": "Long-term borrowings",
    "tax_payable": "Taxes payable",
    "cfo_sales": "Cash received from sales",
}


@dataclass(frozen=True)
class Layout:
    """One way of laying statements out."""

    name: str
    unit: str = "元"
    places: int = 2
    ruled: bool = True
    notes: bool = False
    numbers: bool = False
    """A column 行次."""
    two_sided: bool = False
    negative: str = "-"
    """-, －, (), △ or －(full-width)."""
    blank: str = ""
    bilingual: bool = False
    beside: bool = False
    """The parent company's columns beside the group's."""
    years: int = 2
    split: bool = False
    """Long labels on two lines, the figures on the second."""
    dated: bool = False
    """Columns named by dates rather than by 期末余额 and 年初余额."""
    monthly: bool = False
    """The income statement of a part year has 本月数 before 本年累计."""
    size: float = 9.0
    tall: float = 2.4
    face: str = "song"
    latin: str = ""
    landscape: bool = False
    indent: bool = True
    leaders: bool = False
    together: bool = False
    """The statements follow one another on the page rather than each on its own."""


LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout("ruled", latin="Times-Roman", dated=True, notes=True),
        Layout("borderless", ruled=False, latin="Times-Roman", negative="()", blank="-"),
        Layout("two-sided", two_sided=True, numbers=True, landscape=True, size=8),
        Layout("long-table", size=10.5, tall=4.4, notes=True, latin="Times-Roman", together=True),
        Layout("split-labels", ruled=False, split=True, dated=True, blank="—", latin="Helvetica"),
        Layout("ten-thousands", unit="万元", latin="Times-Roman", negative="－", blank="-", numbers=True),
        Layout("thousands", unit="千元", places=0, negative="()", blank="-", dated=True, latin="Helvetica"),
        Layout("beside", beside=True, landscape=True, size=8, dated=True, notes=True),
        Layout("bilingual", bilingual=True, size=8, latin="Helvetica", negative="()", blank="-"),
        Layout("monthly", monthly=True, numbers=True, two_sided=True, landscape=True, size=8, face="gbsong"),
        Layout("three-years", years=3, dated=True, latin="Times-Roman", size=8.5),
        Layout("triangle", negative="△", numbers=True, face="zen"),
        Layout("dotted", ruled=False, leaders=True, negative="-", indent=False, face="kai"),
        Layout("named-font", face="cid", ruled=True, blank="0.00"),
        Layout("dense", ruled=True, size=7.5, tall=1.2, together=True, latin="Times-Roman", negative="-"),
        Layout("whole-yuan", places=0, blank="0", ruled=False, negative="()", latin="Helvetica", dated=True),
    )
}
OWNERS = ("net_profit_parent", "minority_profit")
UNITS = {"元": 100, "千元": 100_000, "万元": 1_000_000}
GRAINS = {("元", 2): 1, ("元", 0): 100, ("千元", 0): 100_000, ("万元", 2): 10_000}


@dataclass(frozen=True)
class Column:
    """A column of figures."""

    heading: str
    figures: dict[str, int]
    end: date
    months: int
    scope: str
    silent: bool = False
    """Printed but no part of the truth (本月数)."""


def grain_of(layout: Layout) -> int:
    """The smallest amount the layout can print, in fen."""
    return GRAINS[(layout.unit, layout.places)]


def spelled(amount: int | None, layout: Layout) -> str:
    """The figure in the layout's way."""
    if amount is None:
        return layout.blank
    text = grouped(abs(amount), UNITS[layout.unit], layout.places)
    if amount >= 0:
        return text
    return f"({text})" if layout.negative == "()" else layout.negative + text


def blocks(paper: Paper, books: Books, parent: Books | None, layout: Layout, seed: int) -> list[Block]:
    """The statements of the period in `paper.wording['period']`: an index into the years, or -1 for the part year."""
    rng = Random(f"statement {seed} {paper.party}")
    index = int(str(paper.wording.get("period", 3)))
    edits = paper.wording.get("edits", {})
    name = str(paper.fields["name"])
    out: list[Block] = []
    if parent is not None and not layout.beside:
        out += _set(paper, books, layout, index, rng, "合并", "consolidated", edits, name)  # type: ignore[arg-type]
        out.append(Break())
        out += _set(paper, parent, layout, index, rng, "母公司", "parent", edits, name)  # type: ignore[arg-type]
    elif parent is not None:
        out += _set(paper, books, layout, index, rng, "", "consolidated", edits, name, parent)  # type: ignore[arg-type]
    else:
        out += _set(paper, books, layout, index, rng, "", "single", edits, name)  # type: ignore[arg-type]
    return out


def _figures(
    values: dict[str, int], end: date, scope: str, edits: dict[tuple[str, str, str], int | None]
) -> dict[str, int]:
    """The figures with the planted changes in them: (item, end, scope) → amount."""
    changed = dict(values)
    for (item, when, where), amount in edits.items():
        if when == end.isoformat() and where == scope:
            if amount is None:
                changed.pop(item, None)
            else:
                changed[item] = amount
    return changed


def periods(books: Books, index: int) -> tuple[Period, Period | None, dict[str, int], date]:
    """The period, the one its flows are compared with, the balance it is compared with, and that balance's day."""
    if index < 0:
        assert books.interim is not None
        return books.interim, books.interim_before, books.interim.opening, books.years[-1].end
    now = books.years[index]
    before = books.years[index - 1] if index else None
    return now, before, now.opening, date(now.end.year - 1, 12, 31)


def _set(
    paper: Paper,
    books: Books,
    layout: Layout,
    index: int,
    rng: Random,
    prefix: str,
    scope: str,
    edits: dict[tuple[str, str, str], int | None],
    name: str,
    beside: Books | None = None,
) -> list[Block]:
    now, _, _, _ = periods(books, index)
    part = index < 0
    stamp = Stamp(name, note="财务专用章")
    sides = BALANCE[books.standard]
    day = f"{now.end.year}年{now.end.month}月{now.end.day}日"
    span = f"{now.end.year}年1—{now.end.month}月" if part else f"{now.end.year}年度"

    def stock_columns(b: Books, where: str, lead: str = "") -> list[Column]:
        n, _, op, od = periods(b, index)
        heads = (
            (f"{n.end.year}年{n.end.month}月{n.end.day}日", f"{od.year}年{od.month}月{od.day}日")
            if layout.dated
            else (
                ("期末余额", "上年年末余额" if not part and rng.random() < 0.5 else "年初余额")
                if books.standard != "OLD"
                else ("期末数", "年初数")
            )
        )
        columns = [
            Column(lead + heads[0], _figures(n.stock, n.end, where, edits), n.end, 0, where),
            Column(lead + heads[1], _figures(op, od, where, edits), od, 0, where),
        ]
        if layout.years == 3 and not part and index > 1:
            third = b.years[index - 2]
            columns.append(
                Column(
                    f"{third.end.year}年12月31日", _figures(third.stock, third.end, where, edits), third.end, 0, where
                )
            )
        return columns

    def flow_columns(b: Books, where: str, part_of: str, lead: str = "") -> list[Column]:
        n, bf, _, _ = periods(b, index)
        values = n.income if part_of == "income" else n.cash
        if part and layout.monthly and part_of == "income":
            month = {key: amount // n.months // 100 * 100 for key, amount in values.items()}
            return [
                Column("本月数", month, n.end, 1, where, True),
                Column("本年累计数", _figures(values, n.end, where, edits), n.end, n.months, where),
            ]
        heads = (
            (f"{n.end.year}年度", f"{n.end.year - 1}年度")
            if layout.dated and not part
            else ("本期金额", "上期金额")
            if books.standard != "OLD"
            else ("本年累计数", "上年同期数")
        )
        if books.standard == "SME" and part:
            heads = ("本年累计金额", "上年同期金额")
        columns = [Column(lead + heads[0], _figures(values, n.end, where, edits), n.end, n.months, where)]
        if bf is not None:
            old = bf.income if part_of == "income" else bf.cash
            columns.append(Column(lead + heads[1], _figures(old, bf.end, where, edits), bf.end, bf.months, where))
        if layout.years == 3 and not part and index > 1:
            third = b.years[index - 2]
            old = third.income if part_of == "income" else third.cash
            columns.append(
                Column(f"{third.end.year}年度", _figures(old, third.end, where, edits), third.end, 12, where)
            )
        return columns

    def gather(of: object) -> list[Column]:
        pick = of  # a function of books, scope and lead
        columns = pick(books, scope, "合并" if beside else "")  # type: ignore[operator]
        if beside is not None:
            columns += pick(beside, "parent", "母公司")  # type: ignore[operator]
        return columns

    statement_swap = paper.wording.get("swapped", ())

    def swapped(columns: list[Column], which: str) -> list[Column]:
        """A planted fault: the two columns' figures stand under each other's heading."""
        if which in statement_swap and len(columns) > 1:  # type: ignore[operator]
            first, second, *rest = columns
            return [replace(first, figures=second.figures), replace(second, figures=first.figures), *rest]
        return columns

    zeros = layout.blank.strip("0.") == "" and layout.blank  # where a blank prints as 0.00 no owner may get nothing
    out: list[Block] = []
    heading = {
        "balance": "资产负债表",
        "income": "利润表" if books.standard != "OLD" else "损益表",
        "cash": "现金流量表",
    }
    columns = swapped(gather(stock_columns), "balance")
    out += _heading(prefix + heading["balance"], name, day, layout, books.standard, 1)
    if layout.two_sided:
        out.append(_two_sided(sides, columns, layout))
    else:
        out.append(_table((*sides[0], *sides[1]), columns, layout, rng))
    out += _foot(stamp, layout)
    out += _between(layout)
    out += _heading(prefix + heading["income"], name, span, layout, books.standard, 2)
    out.append(
        _table(
            tuple(
                row for row in INCOME[books.standard] if row[1] not in OWNERS or scope == "consolidated" or not zeros
            ),
            swapped(gather(lambda b, s, lead: flow_columns(b, s, "income", lead)), "income"),
            layout,
            rng,
        )
    )
    out += _foot(stamp, layout)
    out += _between(layout)
    out += _heading(prefix + heading["cash"], name, span, layout, books.standard, 3)
    out.append(_table(CASH, swapped(gather(lambda b, s, lead: flow_columns(b, s, "cash", lead)), "cash"), layout, rng))
    out += _foot(stamp, layout)
    return out


def _between(layout: Layout) -> list[Block]:
    return [Gap(18)] if layout.together else [Break()]


def _heading(what: str, name: str, when: str, layout: Layout, standard: str, number: int) -> list[Block]:
    english = {1: "Balance Sheet", 2: "Income Statement", 3: "Cash Flow Statement"}[number]
    form = {"CAS2019B": "会企", "SME": "会小企", "OLD": "会"}[standard]
    unit = f"单位：{layout.unit}" if layout.unit != "元" or number % 2 else "单位：人民币元"
    out: list[Block] = [Line((what,), size=15, bold=True, align="center", after=1, kind="title")]
    if layout.bilingual:
        out.append(line(english, align="center", size=10, after=1))
    out.append(line(when, align="center", size=9.5, after=1))
    if layout.numbers:
        out.append(line(f"{form}0{number}表", align="right", size=8.5, after=0))
    left = "编制单位：" if not layout.bilingual else "编制单位 Prepared by："
    if layout.ruled:
        out.append(
            Grid(
                (
                    (
                        cell(left, Value("D402.name", name, name)),
                        cell(unit if not layout.bilingual else unit + " Currency: RMB", align="right"),
                    ),
                ),
                (3, 1.6),
                ruled=False,
                size=9,
                pad=1,
                after=2,
            )
        )
    else:
        out += [
            line(left, Value("D402.name", name, name), size=9.5, after=0),
            line(unit, size=9.5, align="right", after=2),
        ]
    return out


def _foot(stamp: Stamp, layout: Layout) -> list[Block]:
    return [line("法定代表人：　　　　　　主管会计工作负责人：　　　　　　会计机构负责人：", size=8.5, after=2), stamp]


def _value(item: str, column: Column, layout: Layout) -> Run:
    amount = column.figures.get(item)
    text = spelled(amount, layout)
    if column.silent:
        return text
    if amount is None and text.strip("0.") == "" and text:
        amount = 0
    meaning = None if amount is None else f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"
    return Value(f"S.{item}@{column.end.isoformat()}@{column.scope}@{column.months}", meaning, text)


def _label(row: Row, layout: Layout) -> str:
    label, item, depth = row
    text = ("　" * min(depth, 3) if layout.indent and depth < 3 else "　　　" if layout.indent else "") + label
    if layout.bilingual and item in ENGLISH:
        text += " " + ENGLISH[item]
    if layout.leaders and item and len(text) < 22:
        text += "…" * ((24 - len(text)) // 2)
    return text


def _table(rows: tuple[Row, ...], columns: list[Column], layout: Layout, rng: Random) -> Grid:
    heads = [cell("项　　目" if not layout.bilingual else "项目 Item", align="center", bold=True)]
    widths = [3.2 if not layout.bilingual else 4.2]
    if layout.numbers:
        heads.append(cell("行次", align="center", bold=True))
        widths.append(0.5)
    if layout.notes:
        heads.append(cell("附注", align="center", bold=True))
        widths.append(0.7)
    heads += [cell(column.heading, align="center", bold=True) for column in columns]
    widths += [1.75 if layout.unit == "元" else 1.3] * len(columns)
    body: list[tuple[Cell, ...]] = [tuple(heads)]
    note = 0
    for number, row in enumerate(rows, 1):
        _, item, depth = row
        figures = [cell(_value(item, column, layout), align="right") if item else cell() for column in columns]
        middle = []
        if layout.numbers:
            middle.append(cell(str(number) if item else "", align="center"))
        if layout.notes:
            known = bool(item) and depth == 1 and any(item in column.figures for column in columns)
            note += known
            middle.append(
                cell(f"五、{note}" if known and layout.size > 8.5 else str(note) if known else "", align="center")
            )
        text = _label(row, layout)
        if layout.split and len(text) > 12 and item:
            cut = len(text) * 3 // 5
            body.append((cell(text[:cut]), *(cell() for _ in middle), *(cell() for _ in columns)))
            text = "　　" + text[cut:]
        body.append((cell(text, bold=depth == 0 and layout.ruled and not item), *middle, *figures))
    return Grid(
        tuple(body),
        tuple(widths),
        size=layout.size,
        ruled=layout.ruled,
        header=1,
        pad=layout.tall if layout.ruled else layout.tall - 1,
        after=4,
    )


def _two_sided(sides: tuple[tuple[Row, ...], tuple[Row, ...]], columns: list[Column], layout: Layout) -> Grid:
    def side(label: str) -> list[Cell]:
        cells = [cell(label, align="center", bold=True)]
        if layout.numbers:
            cells.append(cell("行次", align="center", bold=True))
        return cells + [cell(column.heading, align="center", bold=True) for column in columns]

    one = [2.3, *([0.5] if layout.numbers else []), *([1.5] * len(columns))]
    body: list[tuple[Cell, ...]] = [(*side("资　　产"), *side("负债和所有者权益"))]
    left, right = sides
    extra = len(right) - len(left)
    total = left[-1:]
    left = (*left[:-1], *((("", "", 0),) * max(0, extra)), *total)
    right = (*right[:-1], *((("", "", 0),) * max(0, -extra)), *right[-1:])
    for number, (a, b) in enumerate(zip(left, right, strict=True), 1):
        cells: list[Cell] = []
        for offset, row in ((0, a), (len(left), b)):
            cells.append(cell(_label(row, layout)))
            if layout.numbers:
                cells.append(cell(str(number + offset) if row[1] else "", align="center"))
            cells += [cell(_value(row[1], column, layout), align="right") if row[1] else cell() for column in columns]
        body.append(tuple(cells))
    return Grid(tuple(body), (*one, *one), size=layout.size, header=1, pad=1.4, after=4)
