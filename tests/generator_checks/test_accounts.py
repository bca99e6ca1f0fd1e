"""Books hold every identity to the fen, whatever the seed, standard and unit."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generator.accounts import Books, Period, Shape, keep_books
from tests.generator.statements import BALANCE, CASH, INCOME

SHAPES = (
    Shape(),
    Shape(minority=0.1),
    Shape(loss_from=2),
    Shape(growth=(0.3, -0.2, -0.42)),
    Shape(cash=0.26, short_debt=0.3, debt_floor=0.3),
)


def books_of(seed: int, standard: str, grain: int, months: int, shape: Shape) -> Books:
    return keep_books(
        Random(seed), standard, 2024, 30_000_000_000 // 100_000 * 100_000 + seed * 100_000, shape, grain, months
    )


def periods(books: Books) -> list[Period]:
    return books.years + [period for period in (books.interim, books.interim_before) if period]


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**5),
    st.sampled_from(("CAS2019B", "SME", "OLD")),
    st.sampled_from((1, 100, 10_000, 100_000)),
    st.sampled_from((0, 3)),
    st.sampled_from(SHAPES),
)
def test_every_identity_holds(seed: int, standard: str, grain: int, months: int, shape: Shape) -> None:
    for period in periods(books_of(seed, standard, grain, months, shape)):
        at = lambda name, period=period: period.items().get(name, 0)  # noqa: E731
        before = period.opening.get
        impairments = at("credit_impairment") + at("asset_impairment")

        assert at("total_assets") == at("total_liab") + at("total_equity") == at("total_liab_equity")  # ART-01
        assert at("total_ca") + at("total_nca") == at("total_assets")  # ART-02
        assert at("total_cl") + at("total_ncl") == at("total_liab")  # ART-03
        assert at("fixed_assets") == at("fa_gross") - at("fa_depr")  # ART-05
        assert at("operating_profit") == (  # ART-06
            at("revenue")
            - at("cogs")
            - at("taxes_surcharges")
            - at("selling_exp")
            - at("admin_exp")
            - at("rd_exp")
            - at("finance_cost")
            + at("other_income")
            + at("investment_income")
            + at("fv_gain")
            + impairments
            + at("disposal_gain")
        )
        assert at("total_profit") == at("operating_profit") + at("nonop_income") - at("nonop_expense")  # ART-07
        assert at("net_profit") == at("total_profit") - at("income_tax")  # ART-08
        assert at("surplus_reserve") >= before("surplus_reserve", 0)  # ART-11
        assert at("cfo_net") + at("cfi_net") + at("cff_net") == at("net_cash_change")  # ART-12
        assert at("cash_begin") + at("net_cash_change") == at("cash_end") == at("cash")  # ART-13, ART-14
        assert at("cfo_in") - at("cfo_out") == at("cfo_net")  # ART-15
        assert at("cfi_in") - at("cfi_out") == at("cfi_net")
        assert at("cff_in") - at("cff_out") == at("cff_net")
        grown = sum(at(name) - before(name, 0) for name in ("st_borrowings", "ncl_due_1y", "lt_borrowings"))
        assert grown == at("cff_borrow_in") - at("cff_repay")  # ART-19
        assert at("net_profit_parent") <= at("net_profit") or at("net_profit") < 0 or not at("nci")  # ART-24
        assert all(amount % grain == 0 for amount in period.items().values())


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**5), st.sampled_from(("CAS2019B", "SME", "OLD")))
def test_a_year_opens_as_the_last_one_closed_and_profit_is_accounted_for(seed: int, standard: str) -> None:
    books = books_of(seed, standard, 1, 3, Shape())

    for before, after in zip(books.years, books.years[1:], strict=False):
        assert after.opening == before.stock  # ART-16
        kept = after.stock["surplus_reserve"] - before.stock["surplus_reserve"]
        paid = after.cash["cff_interest"] - after.income["interest_exp"]
        assert (
            after.stock["retained_earnings"]
            == before.stock["retained_earnings"] + after.income["net_profit"] - kept - paid
        )  # ART-10
    assert books.interim is not None
    assert books.interim.opening == books.years[-1].stock


@pytest.mark.parametrize("standard", ["CAS2019B", "SME", "OLD"])
def test_the_printed_rows_add_up_to_their_totals(standard: str) -> None:
    books = books_of(3, standard, 1, 0, Shape(minority=0.1 if standard == "CAS2019B" else 0.0))
    stock = books.years[-1].stock
    left, right = ({item for _, item, _ in side if item} for side in BALANCE[standard])
    memo = {"fa_gross", "fa_depr"}
    totals = {
        "total_ca",
        "total_nca",
        "total_assets",
        "total_cl",
        "total_ncl",
        "total_liab",
        "total_equity",
        "total_liab_equity",
    }

    assert set(stock) - memo - totals <= left | right
    assert sum(stock.get(item, 0) for item in left - totals - memo) == stock["total_assets"]
    assert sum(stock.get(item, 0) for item in right - totals) == stock["total_liab_equity"]
    assert set(books.years[-1].income) - {item for _, item, _ in INCOME[standard]} <= {"interest_inc", "rd_exp"}
    assert set(books.years[-1].cash) - {item for _, item, _ in CASH} <= {"da", "cfi_income"}


def test_a_sound_business_keeps_within_its_band() -> None:
    for seed in range(20):
        year = books_of(seed, "CAS2019B", 1, 0, Shape()).years[-1]
        stock = year.stock
        quick = stock["total_ca"] - stock["inventories"] - stock["prepayments"] - stock["other_ca"]

        assert 0.35 < stock["total_liab"] / stock["total_assets"] < 0.6
        assert stock["total_ca"] / stock["total_cl"] > 1.1
        assert quick / stock["total_cl"] > 0.75
        assert year.income["net_profit"] > 0
        assert year.cash["cfo_net"] > 0
        assert 0.01 < year.cash["da"] / stock["fa_gross"] < 0.25  # ART-23
