"""Interest, plans and terms against worked examples and their laws."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditfile.values import finance as f
from creditfile.values.dates import add_months

D = Decimal
MONEY = st.integers(1_00, 10**12).map(lambda fen: D(fen).scaleb(-2))
RATE = st.integers(1, 2400).map(lambda bp: D(bp).scaleb(-2))
DAY = st.dates(date(2000, 1, 1), date(2080, 12, 31))


def test_level_instalment_of_the_textbook_example():
    rows = f.plan("等额本息", D("500000"), D("4.35"), date(2026, 1, 10), date(2029, 1, 10))

    assert D("14839.97") == f.instalment(D("500000"), D("4.35"), 36)
    assert len(rows) == 36
    assert abs(sum(row.interest for row in rows) - D("34238.81")) <= D("0.20")


def test_interest_counts_the_first_day_and_not_the_last():
    assert D("12529.17") == f.interest(D("3000000"), D("4.85"), date(2025, 12, 15), date(2026, 1, 15), "360")
    assert D("12125.00") == f.interest(D("3000000"), D("4.85"), date(2026, 10, 15), date(2026, 11, 14), 360)


def test_interest_by_months_takes_odd_days_by_the_day():
    year = D("1000000") * D("3.6") / 100

    assert (year / 12 * 2 + year * 5 / 360).quantize(D("0.01")) == f.interest(
        D("1000000"), D("3.6"), date(2026, 1, 31), date(2026, 4, 5), f.MONTHLY
    )


def test_an_unknown_day_count_is_refused():
    with pytest.raises(ValueError, match="no day count"):
        f.interest(D("1"), D("1"), date(2026, 1, 1), date(2026, 2, 1), "364")


@pytest.mark.parametrize(
    ("start", "end", "months", "fits"),
    [
        (date(2026, 3, 10), date(2027, 3, 9), 12, True),
        (date(2026, 3, 10), date(2027, 3, 10), 12, True),
        (date(2026, 3, 10), date(2027, 3, 11), 12, False),
        (date(2026, 3, 10), date(2027, 3, 8), 12, False),
        (date(2025, 11, 15), date(2026, 11, 14), 12, True),
        (date(2026, 1, 31), date(2026, 2, 28), 1, True),
        (date(2028, 2, 29), date(2029, 2, 28), 12, True),
        (date(2026, 2, 28), date(2026, 3, 31), 1, True),
        (date(2026, 2, 28), date(2026, 3, 28), 1, True),
        (date(2026, 2, 27), date(2026, 3, 31), 1, False),
        (date(2026, 8, 31), date(2026, 9, 30), 1, True),
        (date(2026, 8, 31), date(2026, 9, 29), 1, True),
    ],
)
def test_terms_end_on_the_day_or_the_day_before(start, end, months, fits):
    assert fits == f.term_fits(start, end, months)


def test_due_days_keep_to_the_day_of_the_month_and_end_at_the_end():
    days = f.due_days(date(2026, 1, 31), date(2026, 6, 20), 1)

    assert (date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 20)) == days


def test_due_days_on_the_twentieth_of_each_quarter_end():
    days = f.due_days(date(2026, 3, 10), date(2027, 3, 9), 3, 20)

    assert (date(2026, 3, 20), date(2026, 6, 20), date(2026, 9, 20), date(2026, 12, 20), date(2027, 3, 9)) == days


def test_bullet_plans_repay_all_at_the_end():
    monthly = f.plan("按月付息到期还本", D("1000000"), D("4"), date(2026, 1, 1), date(2026, 7, 1), basis="360")
    bullet = f.plan("利随本清", D("1000000"), D("4"), date(2026, 1, 1), date(2026, 7, 1), basis="360")

    assert [row.principal for row in monthly] == [0, 0, 0, 0, 0, 1000000]
    assert D("20111.11") == bullet[0].interest


@given(
    MONEY, RATE, DAY, st.integers(1, 120),
    st.sampled_from(["等额本息", "等额本金", "按月付息到期还本", "利随本清"]), st.sampled_from(f.BASES),
)
@settings(max_examples=60, deadline=None)
def test_every_plan_repays_the_principal_and_ends_at_nothing(principal, rate, start, months, method, basis):
    rows = f.plan(method, principal, rate, start, add_months(start, months), basis=basis)

    assert principal == sum(row.principal for row in rows)
    assert rows[-1].balance == 0
    assert add_months(start, months) == rows[-1].day
    assert all(one.day < other.day for one, other in itertools.pairwise(rows))


@given(MONEY, RATE, DAY, st.integers(1, 60), st.sampled_from(f.BASES))
@settings(max_examples=60, deadline=None)
def test_a_plan_has_no_fault_under_its_own_convention(principal, rate, start, months, basis):
    rows = f.plan("等额本金", principal, rate, start, add_months(start, months), basis=basis)
    printed = [{"number": r.number, "date": r.day, "principal": r.principal, "interest": r.interest} for r in rows]

    assert f.interest_faults(printed, principal, rate, start, basis) == ()
    assert f.interest_faults(printed, principal, rate, start) == ()
    assert principal == f.schedule_sum(printed)
    assert f.schedule_gaps(printed) == ()


@given(DAY, st.integers(-240, 240))
def test_months_and_days_put_the_end_back_together(start, months):
    end = add_months(start, months)
    if end >= start:
        whole, odd = f.months_and_days(start, end)
        assert end == add_months(start, whole) + timedelta(days=odd)


def plan_with_gap() -> list[dict[str, object]]:
    return [
        {"number": 1, "date": date(2025, 12, 15), "interest": D("12125.00"), "principal": D(0)},
        {"number": "第2期", "date": date(2026, 1, 15), "interest": D("12125.00"), "principal": D(0)},
        {"number": 12, "date": date(2026, 11, 14), "interest": D("12125.00"), "principal": D(3000000)},
    ]


def test_a_line_of_31_days_with_interest_for_30_is_a_fault():
    faults = f.interest_faults(plan_with_gap(), D(3000000), D("4.85"), date(2025, 11, 15), 360)

    assert [(2, 31, D("12529.17"))] == [(fault["number"], fault["days"], fault["wanted"]) for fault in faults]


def test_numbers_left_out_of_a_plan_are_named():
    assert f.schedule_gaps(plan_with_gap()) == ("第3期至第11期",)


def test_months_without_payment_are_named_where_lines_bear_no_number():
    days = [date(2026, 1, 20), date(2026, 2, 20), date(2026, 8, 20)]

    assert f.schedule_gaps([{"date": day} for day in days]) == ("2026-02-20与2026-08-20之间",)


QUOTATIONS = [
    {"date": "2026-01-20", "one_year": "3.00", "five_years": "3.50"},
    {"date": "2026-02-24", "one_year": "2.90", "five_years": "3.40"},
]


@pytest.mark.parametrize(
    ("day", "tenor", "rate"),
    [
        (date(2026, 1, 20), "1Y", D("3.00")),
        (date(2026, 2, 23), "一年期", D("3.00")),
        (date(2026, 2, 24), "5Y", D("3.40")),
        (date(2026, 3, 31), "1Y", D("2.90")),
        (date(2026, 6, 1), "1Y", None),
        (date(2026, 1, 19), "1Y", None),
        (date(2026, 2, 24), "3Y", None),
    ],
)
def test_the_benchmark_is_the_last_published_and_unknown_beyond_the_list(day, tenor, rate):
    assert rate == f.lpr_on(QUOTATIONS, day, tenor)


def test_annual_cost_in_both_customs():
    payments = [f.instalment(D("100000"), D("12"), 12)] * 12

    assert abs(f.annual_cost(D("100000"), payments) - D("12.6825")) < D("0.001")
    assert abs(f.annual_cost(D("100000"), payments, compound=False) - D("12.0000")) < D("0.001")
    assert f.annual_cost(D("98000"), payments) > D("16")


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("按月付息、到期一次性归还本金", "按月付息到期还本"),
        ("按季结息，到期还本", "按季付息到期还本"),
        ("每月等额本息还款法", "等额本息"),
        ("到期一次性还本付息", "利随本清"),
        ("等额本金", "等额本金"),
        ("按半年还本，按月付息", "分期还本"),
        ("等额本息或等额本金", None),
        ("协商确定", None),
    ],
)
def test_a_method_of_repayment_is_known_by_its_usual_words(text, method):
    assert method == f.method_of(text)


def spellings(annual: Decimal, tenor: str, bp: int) -> list[str]:
    """The same rate in the usual ways, given that the benchmark makes it up with `bp` points."""
    monthly, daily = annual * 10 / 12, annual * 100 / 360
    sign = "加" if bp >= 0 else "减"
    lpr = annual - Decimal(bp) / 100
    years = "1年期" if tenor == "1Y" else "5年期以上"
    return [
        f"年利率{annual}%", f"执行年利率为{annual}%", f"{annual}%/年",
        f"月利率{monthly.quantize(Decimal('0.000001'))}‰", f"月利率{monthly.quantize(Decimal('0.0001'))}‰",
        f"日利率{daily.quantize(Decimal('0.000001'))}‱", f"日利率万分之{daily.quantize(Decimal('0.00001'))}",
        f"{years}LPR {lpr}%{sign}{abs(bp)}个基点", f"{years}LPR{sign}{abs(bp)}BP",
    ]


def test_two_thousand_pairs_of_rates_are_all_decided_rightly():
    """Equal ones are equal in every spelling; those a basis point or more apart never are."""
    tables = {"1Y": ("3.00", "one_year"), "5Y": ("3.50", "five_years")}
    quotations = [{"date": "2026-01-20", "one_year": "3.00", "five_years": "3.50"}]
    wrong: list[tuple[str, str, object]] = []
    decided = 0
    for tenor, (lpr, _) in tables.items():
        for bp in (-45, -10, 0, 1, 35, 85, 120, 333):
            annual = Decimal(lpr) + Decimal(bp) / 100
            mine = spellings(annual, tenor, bp)
            others = spellings(annual + Decimal("0.01"), tenor, bp + 1)
            others += spellings(annual - Decimal("0.05"), tenor, bp - 5)
            for one in mine:
                pairs = [(other, True) for other in mine] + [(other, False) for other in others[:: 2]]
                for other, same in pairs:
                    found = f.rates_agree(one, other, quotations, date(2026, 1, 25))
                    decided += 1
                    if found is not same:
                        wrong.append((one, other, found))

    assert wrong == []
    assert decided >= 2000


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1年期LPR加85个基点", "5年期以上LPR加85个基点", False),
        ("1年期LPR加85个基点", "1年期LPR减85个基点", False),
        ("1年期LPR加0.85个百分点", "1年期LPR加85个基点", True),
        ("LPR上浮10%", "LPR上浮10%", True),
        ("LPR上浮10%", "LPR上浮15%", False),
        ("LPR上浮10%", "年利率3.85%", None),
        ("1年期LPR加85个基点", "年利率3.85%", None),
    ],
)
def test_rates_that_rest_on_a_benchmark_agree_by_tenor_and_points(one, other, same):
    assert f.rates_agree(one, other) is same
