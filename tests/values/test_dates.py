from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values.dates import (
    LONG_TERM,
    add_months,
    add_years,
    day_gap,
    days_between,
    month_diff,
    month_end,
    read_date,
    read_dated,
    read_month,
    read_period,
    whole_years,
    write_bill_date,
    year_fraction,
)
from creditfile.values.refusal import NotAValue

THE_DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月9日",
        "2026年03月09日",
        "2026 年 3 月 9 日",
        "２０２６年３月９日",
        "2026年3月9号",
        "2026-03-09",
        "2026－03－09",
        "2026/3/9",
        "2026.3.9",
        "20260309",
        "二〇二六年三月九日",
        "二○二六年三月九日",
        "二零二六年三月九日",
        "贰零贰陆年零叁月零玖日",
        "贰零贰陆年叁月零玖日",
        "2026-03-09 00:00:00",
        "2026-03-09T10:11:12Z",
        "March 9, 2026",
        "9 March 2026",
        "9-Mar-2026",
        "签订日期：2026年3月9日",
        "自2026年3月9日起",
        "2026年3月9日（二〇二六年三月九日）",
    ],
)
def test_every_usual_spelling_of_a_day_is_read(text: str) -> None:
    assert read_dated(text) == (THE_DAY, ())


@pytest.mark.parametrize("text", ["长期", "长期有效", "永久", "无固定期限", "9999-12-31", "9999年12月31日", "至长期"])
def test_no_end_is_the_last_day_there_is(text: str) -> None:
    assert read_date(text) == LONG_TERM > date(2100, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026年2月31日",
        "2026年2月29日",
        "2026-13-01",
        "2026-00-10",
        "1899-12-31",
        "2101-01-01",
        "2026-03-09 至 2027-03-09",
        "2026年3月9日或10日",
        "2026年3月9日前",
        "2026年3月9日以后",
        "2026年3月",
        "2026年3月1",
        "03/09/2026",
        "26年3月9日",
        "26-3-9",
        "2026-3/9",
        "202603091",
        "12026-03-09",
        "2026 03 09",
        "3月9日",
        "2026",
        "45000",
        "____年__月__日",
        "2026年 月 日",
        "二〇二六年十三月一日",
        "",
        "—",
        "2016.05.20-长期",
    ],
)
def test_what_is_not_one_possible_day_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NotAValue) as refusal:
        read_date(text)

    assert refusal.value.why
    assert refusal.value.why_en


def test_a_bill_date_that_lacks_its_zero_is_remarked() -> None:
    assert read_dated("贰零贰陆年叁月玖日") == (THE_DAY, ("bill_date_form",))
    assert read_dated("贰零贰陆年壹拾月零壹拾日") == (date(2026, 10, 10), ("bill_date_form",))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (THE_DAY, "贰零贰陆年叁月零玖日"),
        (date(2026, 10, 10), "贰零贰陆年零壹拾月零壹拾日"),
        (date(2026, 1, 15), "贰零贰陆年零壹月壹拾伍日"),
        (date(2026, 12, 30), "贰零贰陆年壹拾贰月零叁拾日"),
    ],
)
def test_a_bill_date_is_written_by_the_rules(day: date, words: str) -> None:
    assert write_bill_date(day) == words


@pytest.mark.parametrize(
    "text", ["2026年3月", "2026年03月份", "2026-03", "2026/3", "2026.3", "202603", "二〇二六年三月", "Mar 2026"]
)
def test_a_month_is_read_to_the_month(text: str) -> None:
    assert read_month(text) == "2026-03"


@pytest.mark.parametrize("text", ["2026年3月9日", "2026年13月", "3月", "2026", "202613", "2101年1月", ""])
def test_what_is_not_one_month_is_refused(text: str) -> None:
    with pytest.raises(NotAValue):
        read_month(text)


def test_a_month_ends_on_its_last_day() -> None:
    assert month_end("2024-02") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "自2026年3月10日起至2027年3月9日止",
        "自 2026 年 3 月 10 日 起 至 2027 年 3 月 9 日 止",
        "借款期限：自2026年3月10日（起）至2027年3月9日（止）",
        "从2026年3月10日到2027年3月9日",
        "2026-03-10 至 2027-03-09",
        "2026-03-10-2027-03-09",
        "授信有效期为自2026年3月10日起至2027年3月9日止",
        "2026.03.10—2027.03.09",
        "20260310-20270309",
        "二〇二六年三月十日至二〇二七年三月九日",
    ],
)
def test_a_period_is_read_from_day_to_day(text: str) -> None:
    period = read_period(text)

    assert (period.start, period.end, period.months) == (date(2026, 3, 10), date(2027, 3, 9), 12)


def test_a_period_may_have_no_end() -> None:
    period = read_period("2016.05.20-长期")

    assert (period.end, period.months) == (LONG_TERM, None)
    assert read_period("2016-05-20 至 9999-12-31") == period


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-09 至 2026-03-10",
        "自2026年3月10日起",
        "2026-03-10",
        "2026年3月10日，2027年3月9日",
        "自2026年3月10日至2027年3月9日至2028年1月1日",
        "2026年3月10日不早于2027年3月9日",
        "2026-02-30 至 2027-03-09",
        "",
    ],
)
def test_what_is_not_one_period_is_refused(text: str) -> None:
    with pytest.raises(NotAValue):
        read_period(text)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ((2026, 3, 10), (2027, 3, 9), 12),
        ((2026, 3, 10), (2027, 3, 10), 12),
        ((2026, 3, 10), (2027, 3, 8), 11),
        ((2026, 1, 1), (2026, 12, 31), 12),
        ((2026, 1, 31), (2026, 2, 28), 1),
        ((2026, 2, 28), (2026, 8, 31), 6),
        ((2024, 2, 29), (2025, 2, 28), 12),
        ((2026, 3, 10), (2026, 3, 10), 0),
        ((2027, 3, 9), (2026, 3, 10), -12),
    ],
)
def test_months_are_counted_as_contracts_count_them(
    start: tuple[int, int, int], end: tuple[int, int, int], months: int
) -> None:
    assert month_diff(date(*start), date(*end)) == months


def test_the_gap_to_the_corresponding_day_tells_whole_months() -> None:
    assert day_gap(date(2026, 3, 10), date(2027, 3, 9), 12) == 1
    assert day_gap(date(2026, 3, 10), date(2027, 3, 20), 12) == 10
    assert day_gap(date(2026, 2, 28), date(2026, 8, 31), 6) == 0


def test_no_end_stays_no_end() -> None:
    assert add_months(LONG_TERM, 1) == add_months(LONG_TERM, -1) == LONG_TERM
    assert add_months(date(9999, 6, 1), 12) == LONG_TERM
    assert month_diff(THE_DAY, LONG_TERM) > 12 * 7000


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(1990, 3, 9), date(2026, 3, 9), 36),
        (date(1990, 3, 9), date(2026, 3, 8), 35),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2026, 3, 9), date(2026, 3, 9), 0),
    ],
)
def test_the_birthday_completes_the_year(born: date, on: date, years: int) -> None:
    assert whole_years(born, on) == years


def test_days_over_the_usual_year_bases() -> None:
    start, end = date(2023, 12, 1), date(2024, 3, 1)

    assert days_between(start, end) == 91
    assert year_fraction(start, end, "360") == Decimal(91) / 360
    assert year_fraction(start, end, "365") == Decimal(91) / 365
    assert year_fraction(start, end, "actual") == Decimal(31) / 365 + Decimal(60) / 366


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
counts = st.integers(-600, 600)


@given(days)
def test_a_day_in_any_spelling_is_the_same_day(day: date) -> None:
    spellings = (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", write_bill_date(day))

    assert {read_dated(spelling) for spelling in spellings} == {(day, ())}


@given(days, counts)
def test_months_added_land_in_the_month_and_count_back(day: date, count: int) -> None:
    later = add_months(day, count)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or (later + timedelta(days=1)).month != later.month
    assert abs(month_diff(day, later)) == abs(count)


@given(days, days)
def test_whole_months_never_overshoot_by_more_than_the_last_day(start: date, end: date) -> None:
    start, end = sorted((start, end))
    count = month_diff(start, end)

    assert add_months(start, count) - timedelta(days=1) <= end < add_months(start, count + 1)


@given(days, st.integers(0, 150))
def test_years_added_are_the_age_on_that_day(born: date, years: int) -> None:
    birthday = add_years(born, years)

    assert whole_years(born, birthday) == years
    assert whole_years(born, birthday - timedelta(days=1)) < years or years == 0


@given(days, days)
def test_parts_of_years_add_up(one: date, other: date) -> None:
    start, end = sorted((one, other))
    middle = start + (end - start) / 2
    whole = year_fraction(start, end, "actual")

    assert abs(whole - year_fraction(start, middle, "actual") - year_fraction(middle, end, "actual")) < Decimal("1e-20")
    assert abs(whole - Decimal((end - start).days) / Decimal("365.25")) < Decimal("0.02")


@given(st.text(alphabet="0123456789年月日-/. 至二〇零三壹拾长期", max_size=22))
def test_any_text_is_a_day_or_a_reasoned_refusal(text: str) -> None:
    try:
        day = read_date(text)
    except NotAValue as refusal:
        assert refusal.why and refusal.why_en
        return

    assert day == LONG_TERM or 1900 <= day.year <= 2100
