from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values.rates import (
    LprSpread,
    annual_to_daily,
    annual_to_monthly,
    daily_to_annual,
    lpr_rate,
    monthly_to_annual,
    read_rate,
    same_rate,
)
from creditfile.values.refusal import NotAValue
from creditfile.values.remarks import REMARKS


@pytest.mark.parametrize(
    ("text", "annual", "form"),
    [
        ("年利率4.35%", "4.35", "annual"),
        ("年利率：4.35 ％", "4.35", "annual"),
        ("年化 4.35％", "4.35", "annual"),
        ("4.35%/年", "4.35", "annual"),
        ("利率（年）：4.35%", "4.35", "annual"),
        ("固定年利率为4.35%", "4.35", "annual"),
        ("年利率百分之四点三五", "4.35", "annual"),
        ("3.625‰/月", "4.35", "monthly"),
        ("月利率3.625‰", "4.35", "monthly"),
        ("按月利率3.625‰计算", "4.35", "monthly"),
        ("月利率0.3625%", "4.35", "monthly"),
        ("日利率万分之五", "18", "daily"),
        ("每日万分之五", "18", "daily"),
        ("万分之五/日", "18", "daily"),
        ("0.5‰/日", "18", "daily"),
        ("年利率4.35%（月利率3.625‰）", "4.35", "annual"),
    ],
)
def test_a_rate_is_read_as_per_cent_a_year(text: str, annual: str, form: str) -> None:
    rate = read_rate(text)

    assert (rate.annual, rate.form, rate.flags) == (Decimal(annual), form, ())


@pytest.mark.parametrize(
    ("text", "annual", "flags"),
    [
        ("4.35%", "4.35", ("no_period",)),
        ("月息5厘", "6", ("colloquial_rate",)),
        ("月息1分5厘", "18", ("colloquial_rate",)),
        ("年息5厘", "5", ("colloquial_rate",)),
        ("日息万分之十五", "54", ("high_rate",)),
    ],
)
def test_what_is_unclear_or_unusual_about_a_rate_is_remarked(text: str, annual: str, flags: tuple[str, ...]) -> None:
    rate = read_rate(text)

    assert (rate.annual, rate.flags) == (Decimal(annual), flags)
    assert set(flags) <= REMARKS.keys()


def test_a_bare_number_takes_sign_and_period_of_its_column() -> None:
    assert read_rate("3.625", "‰/月").annual == Decimal("4.35")
    assert read_rate("4.35", "%").flags == ("no_period",)
    assert read_rate("4.35%", "%/年").flags == ()


def test_a_daily_rate_may_count_365_days() -> None:
    assert read_rate("日利率万分之一", days=365).annual == Decimal("3.65")


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("LPR+85BP", LprSpread(None, Decimal(85), None)),
        ("LPR＋0.85%", LprSpread(None, Decimal(85), None)),
        ("LPR减15个基点", LprSpread(None, Decimal(-15), None)),
        ("LPR-15BP", LprSpread(None, Decimal(-15), None)),
        ("LPR加-15个基点", LprSpread(None, Decimal(-15), None)),
        ("LPR加点：85BP", LprSpread(None, Decimal(85), None)),
        ("在LPR基础上加0.85个百分点", LprSpread(None, Decimal(85), None)),
        ("一年期LPR加120个基点", LprSpread("1Y", Decimal(120), None)),
        ("5年期以上LPR+60BP", LprSpread("5Y", Decimal(60), None)),
        ("1年期贷款市场报价利率（LPR）+85个基点（1个基点=0.01%）", LprSpread("1Y", Decimal(85), None)),
        ("2025年3月20日公布的一年期LPR加85个基点", LprSpread("1Y", Decimal(85), date(2025, 3, 20))),
        ("1年期LPR不加点", LprSpread("1Y", Decimal(0), None)),
    ],
)
def test_lpr_and_its_points_are_read_and_wait_for_the_quotation(text: str, spread: LprSpread) -> None:
    rate = read_rate(text)

    assert (rate.form, rate.annual, rate.spread) == ("lpr", None, spread)


def test_a_sum_with_the_quotation_gives_the_rate() -> None:
    rate = read_rate("一年期LPR(3.00%)加85个基点，即年利率3.85%")

    assert (rate.annual, rate.spread) == (Decimal("3.85"), LprSpread("1Y", Decimal(85), None, Decimal("3.00")))


def test_a_stated_result_stands_where_the_quotation_is_not_stated() -> None:
    rate = read_rate("一年期LPR加120个基点，当前执行年利率为4.35%")

    assert (rate.annual, rate.spread) == (Decimal("4.35"), LprSpread("1Y", Decimal(120), None))


@pytest.mark.parametrize(("text", "percent"), [("上浮10%", 10), ("基准利率下浮5%", -5), ("LPR上浮10%", 10)])
def test_a_base_rate_raised_by_a_share_of_itself_is_not_points(text: str, percent: int) -> None:
    rate = read_rate(text)

    assert (rate.form, rate.annual, rate.float_percent) == ("float", None, Decimal(percent))


@pytest.mark.parametrize(
    "text",
    [
        "4.35",
        "四点三五",
        "5厘",
        "435%",
        "-3%",
        "孔%",
        "LPR",
        "按1年期LPR执行",
        "LPR 85BP",
        "LPR+85",
        "LPR加10%",
        "1年期或5年期LPR+85BP",
        "1年期LPR、5年期LPR+85BP",
        "逾期利率为LPR+85BP",
        "LPR+85BP+20BP",
        "LPR(3.00%)加85个基点，即年利率4.85%",
        "年利率4%，月利率3.7‰",
        "年利率4.35%/月",
        "不低于4.35%",
        "4.35%或4.85%",
        "${rate}%",
        "",
        "/",
    ],
)
def test_what_is_not_one_rate_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NotAValue) as refusal:
        read_rate(text)

    assert refusal.value.why
    assert refusal.value.why_en


def test_year_month_and_day_convert_as_the_trade_does() -> None:
    assert annual_to_monthly(Decimal("4.35")) == Decimal("3.625")
    assert round(annual_to_daily(Decimal("4.35")), 6) == Decimal("1.208333")
    assert round(annual_to_monthly(Decimal("3.85")), 6) == Decimal("3.208333")
    assert round(annual_to_daily(Decimal("3.85")), 6) == Decimal("1.069444")


def test_lpr_and_points_make_the_rate() -> None:
    assert lpr_rate(Decimal("3.00"), 85) == Decimal("3.85")


def test_rates_are_equal_within_a_ten_thousandth_of_a_point() -> None:
    assert same_rate(Decimal("3.85"), Decimal("3.8501"))
    assert not same_rate(Decimal("3.85"), Decimal("3.8502"))


annual_rates = st.decimals(min_value=0, max_value=36, places=4)


@given(annual_rates, st.sampled_from([360, 365, 366]))
def test_conversions_go_there_and_back(annual: Decimal, days: int) -> None:
    assert same_rate(monthly_to_annual(annual_to_monthly(annual)), annual, Decimal("1e-20"))
    assert same_rate(daily_to_annual(annual_to_daily(annual, days), days), annual, Decimal("1e-20"))


@given(annual_rates)
def test_a_printed_rate_is_read_back(annual: Decimal) -> None:
    assert read_rate(f"年利率{annual}%").annual == annual


@given(st.integers(-300, 500))
def test_printed_points_are_read_back(bp: int) -> None:
    spread = read_rate(f"1年期LPR{bp:+}BP").spread

    assert spread is not None
    assert spread.bp == bp


@given(st.text(alphabet="0123456789.%‰年月日利率LPRBP+-加减厘万分之五个基点", max_size=18))
def test_any_text_is_a_rate_or_a_reasoned_refusal(text: str) -> None:
    try:
        rate = read_rate(text)
    except NotAValue as refusal:
        assert refusal.why and refusal.why_en
        return

    assert rate.annual is None or 0 <= rate.annual <= 100
