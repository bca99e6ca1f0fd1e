import pytest

from creditfile.values.periods import read_days, read_months
from creditfile.values.refusal import NotAValue


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("12个月", 12),
        ("壹拾贰个月", 12),
        ("三十六个月", 36),
        ("一年", 12),
        ("壹年", 12),
        ("两年", 24),
        ("三年", 36),
        ("10年期", 120),
        ("一年半", 18),
        ("半年", 6),
        ("1年6个月", 18),
        ("1.5年", 18),
        ("36 期", 36),
        ("60(月)", 60),
        ("24 months", 24),
        ("2 years", 24),
        ("12个月（一年）", 12),
        ("贷款期限：12个月", 12),
    ],
)
def test_a_term_is_read_in_months(text: str, months: int) -> None:
    assert read_months(text) == months


@pytest.mark.parametrize(
    "text",
    ["不超过12个月", "12-36个月", "180天", "12个月（二年）", "0个月", "12", "1.3个月", "2026年3月", "个月", "", "—"],
)
def test_what_is_not_one_term_in_months_is_refused(text: str) -> None:
    with pytest.raises(NotAValue) as refusal:
        read_months(text)

    assert refusal.value.why_en


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    assert read_months("12", "月") == 12
    assert read_months("3", "年") == 36
    assert read_days("180", "天") == 180


@pytest.mark.parametrize(("text", "days"), [("180天", 180), ("一百八十日", 180), ("90 days", 90)])
def test_a_term_is_read_in_days(text: str, days: int) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["6个月", "180", "30-60天"])
def test_months_are_no_number_of_days(text: str) -> None:
    with pytest.raises(NotAValue):
        read_days(text)
