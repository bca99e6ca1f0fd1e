"""Several years of books that roll forward: every identity holds to the fen because each figure follows from others."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

CURRENT = (
    "cash",
    "trading_fa",
    "notes_receivable",
    "accounts_receivable",
    "receivables_financing",
    "prepayments",
    "other_receivables",
    "inventories",
    "contract_assets",
    "deferred_exp_current",
    "other_ca",
)
FIXED = (
    "lt_equity_inv",
    "investment_property",
    "fixed_assets",
    "cip",
    "rou_assets",
    "intangibles",
    "dev_expenditure",
    "goodwill",
    "long_prepaid",
    "dta",
    "other_nca",
)
DUE = (
    "st_borrowings",
    "notes_payable",
    "accounts_payable",
    "advances",
    "contract_liab",
    "payroll_payable",
    "tax_payable",
    "other_payables",
    "ncl_due_1y",
    "accrued_current",
    "other_cl",
)
LATER = ("lt_borrowings", "lease_liab", "long_payables", "provisions", "deferred_income", "dtl", "other_ncl")
EQUITY = ("capital", "capital_reserve", "oci", "special_reserve", "surplus_reserve", "retained_earnings", "nci")


@dataclass(frozen=True)
class Shape:
    """What kind of business the books are of; shares are of a year's revenue unless named otherwise."""

    gross: float = 0.188
    selling: float = 0.035
    admin: float = 0.055
    research: float = 0.02
    cash: float = 0.08
    receivable_days: int = 58
    stock_days: int = 50
    payable_days: int = 44
    prepaid_days: int = 8
    advance_days: int = 5
    other_receivables: float = 0.008
    fixed: float = 0.24
    short_debt: float = 0.10
    long_debt: float = 0.035
    capex: float = 0.038
    payout: float = 0.45
    growth: tuple[float, ...] = (0.10, 0.11, 0.09)
    debt_floor: float = 0.04
    interest_income: float = 0.006
    junk: float = 0.0
    minority: float = 0.0
    loss_from: int = 9
    """Years from this one on make a loss (0 is the first of the four)."""


@dataclass
class Period:
    """One period's three statements; amounts in fen, a missing id is a blank cell."""

    end: date
    months: int
    stock: dict[str, int]
    income: dict[str, int]
    cash: dict[str, int]
    opening: dict[str, int]

    def items(self) -> dict[str, int]:
        """Everything at the end of, or during, the period by item id."""
        return {**self.stock, **self.income, **self.cash}


@dataclass
class Books:
    """A company's accounts of one scope: years oldest first, and perhaps a part year after them."""

    standard: str
    grain: int
    years: list[Period]
    interim: Period | None = None
    interim_before: Period | None = None
    extra: dict[str, int] = field(default_factory=dict)

    @property
    def last(self) -> Period:
        """The newest statement."""
        return self.interim or self.years[-1]


def keep_books(
    rng: Random,
    standard: str,
    last_year: int,
    revenue: int,
    shape: Shape,
    grain: int = 1,
    interim_months: int = 0,
    holds_shares: bool = False,
) -> Books:
    """Four years up to `last_year` (revenue is the last one's), and a part year after it when asked for."""
    sizes = [float(revenue)]
    for rate in reversed(shape.growth):
        sizes.insert(0, sizes[0] / (1 + rate))
    opening = _start(rng, standard, sizes[0] * 0.93, shape, grain, holds_shares)
    years: list[Period] = []
    before = None
    for index, size in enumerate(sizes):
        end = date(last_year - len(sizes) + 1 + index, 12, 31)
        if interim_months and index == len(sizes) - 1:
            before = _roll(
                rng,
                standard,
                opening,
                size * interim_months / 12,
                interim_months,
                _month_end(end.year, interim_months),
                shape,
                grain,
                False,
            )
        year = _roll(rng, standard, opening, size, 12, end, shape, grain, index >= shape.loss_from)
        years.append(year)
        opening = year.stock
    books = Books(standard, grain, years)
    if interim_months:
        size = revenue * (1 + shape.growth[-1]) * interim_months / 12
        books.interim = _roll(
            rng, standard, opening, size, interim_months, _month_end(last_year + 1, interim_months), shape, grain, False
        )
        books.interim_before = before
    return books


def _month_end(year: int, month: int) -> date:
    return date(year, month, {3: 31, 6: 30, 9: 30, 12: 31}[month])


def _totals(stock: dict[str, int]) -> dict[str, int]:
    get = stock.get
    stock["total_ca"] = sum(get(name, 0) for name in CURRENT)
    stock["total_nca"] = sum(get(name, 0) for name in FIXED)
    stock["total_assets"] = stock["total_ca"] + stock["total_nca"]
    stock["total_cl"] = sum(get(name, 0) for name in DUE)
    stock["total_ncl"] = sum(get(name, 0) for name in LATER)
    stock["total_liab"] = stock["total_cl"] + stock["total_ncl"]
    stock["total_equity"] = sum(get(name, 0) for name in EQUITY)
    stock["total_liab_equity"] = stock["total_liab"] + stock["total_equity"]
    return stock


def _start(rng: Random, standard: str, size: float, shape: Shape, grain: int, holds_shares: bool) -> dict[str, int]:
    def q(value: float) -> int:
        return round(value / grain) * grain

    def about(share: float) -> int:
        return q(size * share * rng.uniform(0.94, 1.06))

    cogs = size * (1 - shape.gross)
    stock = {
        "cash": about(shape.cash),
        "accounts_receivable": q(size * shape.receivable_days / 365),
        "prepayments": q(cogs * shape.prepaid_days / 365),
        "other_receivables": about(shape.other_receivables),
        "inventories": q(cogs * shape.stock_days / 365),
        "fa_gross": about(shape.fixed * 1.45),
        "intangibles": about(0.04),
        "cip": about(0.008),
        "long_prepaid": about(0.004 + shape.junk),
        "st_borrowings": about(shape.short_debt),
        "accounts_payable": q(cogs * shape.payable_days / 365),
        "payroll_payable": about(0.010),
        "tax_payable": about(0.007),
        "other_payables": about(0.010),
        "ncl_due_1y": about(shape.long_debt * 0.25),
        "lt_borrowings": about(shape.long_debt),
    }
    stock["fa_depr"] = q(stock["fa_gross"] * 0.33)
    stock["fixed_assets"] = stock["fa_gross"] - stock["fa_depr"]
    stock["contract_liab" if standard.startswith("CAS") else "advances"] = q(size * shape.advance_days / 365)
    stock["notes_receivable"] = about(0.015)
    stock["notes_payable"] = about(0.02)
    if standard.startswith("CAS"):
        stock["dta"] = about(0.0015)
        stock["other_ca"] = about(0.003)
    if standard == "OLD":
        stock["deferred_exp_current"] = about(0.0012)
        stock["accrued_current"] = about(0.0015)
    if holds_shares:
        stock["lt_equity_inv"] = about(0.06)
    _totals(stock)
    equity = stock["total_assets"] - stock["total_liab"]
    nci = q(equity * shape.minority)
    capital = max(1, round(equity * 0.5 / 100_000_000)) * 100_000_000
    if capital > equity * 0.8:
        capital = q(equity * 0.5 / 1_000_000) * 1_000_000 if grain <= 1_000_000 else q(equity * 0.5)
        capital = round(equity * 0.5 / 10_000_000) * 10_000_000
    left = equity - nci - capital
    stock.update(capital=capital, surplus_reserve=q(left * 0.12))
    if standard.startswith("CAS"):
        stock["capital_reserve"] = q(left * 0.05)
    if nci:
        stock["nci"] = nci
    stock["retained_earnings"] = left - stock["surplus_reserve"] - stock.get("capital_reserve", 0)
    return _totals(stock)


def _roll(
    rng: Random,
    standard: str,
    before: dict[str, int],
    size: float,
    months: int,
    end: date,
    shape: Shape,
    grain: int,
    losing: bool,
) -> Period:
    """One period from the balance before it. Every line of cash flow is what the other two statements leave."""

    def q(value: float) -> int:
        return round(value / grain) * grain

    def about(share: float, spread: float = 0.05) -> int:
        return q(size * share * rng.uniform(1 - spread, 1 + spread))

    part = months / 12
    annual = size / part
    new_rules = standard.startswith("CAS")
    old = before.get
    revenue = q(size)
    cogs = q(size * (1 - shape.gross + (0.16 if losing else 0)) * rng.uniform(0.995, 1.005))
    debt = old("st_borrowings", 0) + old("ncl_due_1y", 0) + old("lt_borrowings", 0)
    interest = q(debt * 0.044 * part)
    earned = q(old("cash", 0) * shape.interest_income * part)
    fees = about(0.0004)
    income = {
        "revenue": revenue,
        "cogs": cogs,
        "taxes_surcharges": about(0.005),
        "selling_exp": about(shape.selling),
        "admin_exp": about(shape.admin),
        "interest_exp": interest,
        "interest_inc": earned,
        "finance_cost": interest - earned + fees,
    }
    if new_rules:
        income["rd_exp"] = about(shape.research)
    else:
        income["admin_exp"] += about(shape.research)
    lost = 0
    if new_rules:
        lost = q(old("accounts_receivable", 0) * rng.uniform(0.004, 0.012) * part)
        income["credit_impairment"] = -lost
        income["other_income"] = about(0.002, 0.4)
    if before.get("lt_equity_inv"):
        income["investment_income"] = q(before["lt_equity_inv"] * 0.06 * part)
    income["nonop_income"] = about(0.0008, 0.6)
    income["nonop_expense"] = about(0.0006, 0.6)
    get = income.get
    income["operating_profit"] = (
        revenue
        - cogs
        - get("taxes_surcharges", 0)
        - get("selling_exp", 0)
        - get("admin_exp", 0)
        - get("rd_exp", 0)
        - get("finance_cost", 0)
        + get("other_income", 0)
        + get("investment_income", 0)
        + get("credit_impairment", 0)
    )
    income["total_profit"] = income["operating_profit"] + income["nonop_income"] - income["nonop_expense"]
    income["income_tax"] = q(max(income["total_profit"], 0) * (0.15 if new_rules else 0.25) * rng.uniform(0.97, 1.03))
    net = income["net_profit"] = income["total_profit"] - income["income_tax"]
    minority_part = q(net * shape.minority * 0.8) if shape.minority else 0
    if shape.minority:
        income["net_profit_parent"] = net - minority_part
        income["minority_profit"] = minority_part

    stock = dict.fromkeys((), 0)
    year_cogs = cogs / part
    stock["notes_receivable"] = q(annual * 0.015 * rng.uniform(0.7, 1.3))
    stock["accounts_receivable"] = q(annual * shape.receivable_days / 365 * rng.uniform(0.96, 1.04))
    stock["prepayments"] = q(year_cogs * shape.prepaid_days / 365 * rng.uniform(0.9, 1.1))
    stock["other_receivables"] = q(annual * shape.other_receivables * rng.uniform(0.85, 1.15))
    stock["inventories"] = q(year_cogs * shape.stock_days / 365 * rng.uniform(0.96, 1.04))
    stock["accounts_payable"] = q(year_cogs * shape.payable_days / 365 * rng.uniform(0.96, 1.04))
    stock["notes_payable"] = q(annual * 0.02 * rng.uniform(0.8, 1.2))
    stock["contract_liab" if new_rules else "advances"] = q(annual * shape.advance_days / 365 * rng.uniform(0.9, 1.1))
    stock["payroll_payable"] = q(annual * 0.010 * rng.uniform(0.9, 1.1))
    stock["tax_payable"] = q(annual * 0.007 * rng.uniform(0.85, 1.15))
    stock["other_payables"] = q(annual * 0.010 * rng.uniform(0.9, 1.1))
    if new_rules:
        stock["other_ca"] = q(annual * 0.003 * rng.uniform(0.8, 1.2))
        stock["dta"] = old("dta", 0) + q(lost * 0.15)
    if standard == "OLD":
        stock["deferred_exp_current"] = q(annual * 0.0012 * rng.uniform(0.8, 1.2))
        stock["accrued_current"] = q(annual * 0.0015 * rng.uniform(0.8, 1.2))
    if "lt_equity_inv" in before:
        stock["lt_equity_inv"] = before["lt_equity_inv"]

    wear = q(old("fa_gross", 0) * 0.055 * part)
    amortised = q(old("intangibles", 0) * 0.03 * part)
    written = q(old("long_prepaid", 0) * 0.15 * part)
    capex = about(shape.capex, 0.2)
    stock["cip"] = q(annual * 0.008 * rng.uniform(0.6, 1.4))
    refit = written if shape.junk else q(written * rng.uniform(0.5, 1.2))
    stock["fa_gross"] = old("fa_gross", 0) + capex - (stock["cip"] - old("cip", 0))
    stock["fa_depr"] = old("fa_depr", 0) + wear
    stock["fixed_assets"] = stock["fa_gross"] - stock["fa_depr"]
    stock["intangibles"] = old("intangibles", 0) - amortised
    stock["long_prepaid"] = old("long_prepaid", 0) - written + refit

    full = months == 12
    own = net - minority_part
    kept = q(max(own, 0) * 0.10) if full else 0
    dividend = q(max(own, 0) * shape.payout) if full else 0
    stock["capital"] = old("capital", 0)
    if "capital_reserve" in before:
        stock["capital_reserve"] = before["capital_reserve"]
    stock["surplus_reserve"] = old("surplus_reserve", 0) + kept
    stock["retained_earnings"] = old("retained_earnings", 0) + own - kept - dividend
    if shape.minority:
        stock["nci"] = old("nci", 0) + minority_part

    stock["ncl_due_1y"] = q(annual * shape.long_debt * 0.25 * rng.uniform(0.9, 1.1))
    stock["lt_borrowings"] = q(annual * shape.long_debt * rng.uniform(0.9, 1.1))

    def grew(name: str) -> int:
        return stock.get(name, 0) - old(name, 0)

    tax_out = q(revenue * 0.13)
    bought = cogs - q(cogs * 0.12) - q(wear * 0.7)
    tax_in = q(bought * 0.12)
    pay = q(cogs * 0.12) + q((get("selling_exp", 0) + get("admin_exp", 0) + get("rd_exp", 0)) * 0.55)
    quiet = (wear - q(wear * 0.7)) + amortised + written
    overhead = get("selling_exp", 0) + get("admin_exp", 0) + get("rd_exp", 0) - (pay - q(cogs * 0.12)) - quiet
    cash = {
        "cfo_sales": revenue
        + tax_out
        - grew("accounts_receivable")
        - lost
        - grew("notes_receivable")
        + grew("contract_liab")
        + grew("advances"),
        "cfo_other_in": get("other_income", 0) + income["nonop_income"] + earned,
        "cfo_purchases": bought
        + tax_in
        + grew("inventories")
        + grew("prepayments")
        - grew("accounts_payable")
        - grew("notes_payable"),
        "cfo_payroll": pay - grew("payroll_payable"),
        "cfo_taxes": tax_out
        - tax_in
        + income["taxes_surcharges"]
        + income["income_tax"]
        + grew("dta")
        - grew("tax_payable"),
        "cfo_other_out": overhead
        + income["nonop_expense"]
        + fees
        + grew("other_receivables")
        + grew("other_ca")
        + grew("deferred_exp_current")
        - grew("accrued_current")
        - grew("other_payables"),
    }
    cash["cfo_in"] = cash["cfo_sales"] + cash["cfo_other_in"]
    cash["cfo_out"] = sum(cash[n] for n in ("cfo_purchases", "cfo_payroll", "cfo_taxes", "cfo_other_out"))
    cash["cfo_net"] = cash["cfo_in"] - cash["cfo_out"]
    if get("investment_income"):
        cash["cfi_income"] = income["investment_income"]
    cash["cfi_in"] = get("investment_income", 0)
    cash["cfi_capex"] = capex + refit
    cash["cfi_out"] = cash["cfi_capex"]
    cash["cfi_net"] = cash["cfi_in"] - cash["cfi_out"]

    aim = q(annual * shape.cash * rng.uniform(0.92, 1.08))
    others = cash["cfo_net"] + cash["cfi_net"] - interest - dividend + grew("lt_borrowings") + grew("ncl_due_1y")
    stock["st_borrowings"] = max(q(annual * shape.debt_floor), old("st_borrowings", 0) + aim - old("cash", 0) - others)
    change = grew("st_borrowings") + grew("lt_borrowings") + grew("ncl_due_1y")
    repaid = q((old("st_borrowings", 0) * 0.9 + old("ncl_due_1y", 0)) * part)
    if change + repaid < 0:
        repaid = -change
    cash["cff_borrow_in"] = change + repaid
    cash["cff_in"] = cash["cff_borrow_in"]
    cash["cff_repay"] = repaid
    cash["cff_interest"] = interest + dividend
    cash["cff_out"] = repaid + interest + dividend
    cash["cff_net"] = cash["cff_in"] - cash["cff_out"]
    cash["net_cash_change"] = cash["cfo_net"] + cash["cfi_net"] + cash["cff_net"]
    cash["cash_begin"] = old("cash", 0)
    cash["cash_end"] = cash["cash_begin"] + cash["net_cash_change"]
    cash["da"] = wear + amortised + written
    stock["cash"] = cash["cash_end"]
    return Period(end, months, _totals(stock), income, cash, before)
