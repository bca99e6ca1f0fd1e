"""What counts as a figure."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditfile.reading.statements.figures import Figure, figure, joined

AMOUNTS = st.decimals(min_value=-10**13, max_value=10**13, places=2, allow_nan=False, allow_infinity=False)
THOUSANDS = st.decimals(min_value=1000, max_value=10**13, places=2, allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(AMOUNTS, st.sampled_from(["-{}", "({})", "（{}）", "－{}", "−{}", "△{}", "▲{}", "负{}", "(-{})", "{}-"]))
def test_every_spelling_of_a_negative_means_the_same_number(value: Decimal, negative: str) -> None:
    text = f"{abs(value):,.2f}"

    found = figure(negative.format(text) if value < 0 else text)

    assert found is not None and found.number is not None
    assert Decimal(found.number) == value


@settings(deadline=None)
@given(AMOUNTS)
def test_full_width_digits_are_digits(value: Decimal) -> None:
    wide = f"{abs(value):,.2f}".translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．"))

    assert figure(wide) == Figure(f"{abs(value):.2f}")


@pytest.mark.parametrize("text", ["-", "--", "—", "——", "－", "/", "不适用"])
def test_a_dash_is_a_blank_and_not_a_zero(text: str) -> None:
    found = figure(text)

    assert found is not None and found.is_blank


@pytest.mark.parametrize(
    "text", ["货币资金", "12.5%", "2023-12-31", "2023.12.31", "1.2.3", "3-4", "五、12", "A1,234.00", "12-31", ""]
)
def test_words_shares_and_dates_are_no_figures(text: str) -> None:
    assert figure(text) is None


@settings(deadline=None)
@given(THOUSANDS, THOUSANDS)
def test_two_figures_run_together_are_refused(one: Decimal, other: Decimal) -> None:
    found = figure(f"{one:,.2f}{other:,.2f}")

    assert found == Figure(None, "run_together")


@pytest.mark.parametrize("text", ["1,23,456.00", "12,34.00", "1.234.567,89", "1,2345.00"])
def test_thousands_that_do_not_stand_in_threes_are_refused(text: str) -> None:
    found = figure(text)

    assert found is not None and found.number is None and found.trouble


@settings(deadline=None)
@given(AMOUNTS.filter(lambda value: value >= 10_000), st.data())
def test_a_figure_torn_in_two_is_put_together_only_where_the_pieces_fit(value: Decimal, data: st.DataObject) -> None:
    text = f"{value:,.2f}"
    cut = data.draw(st.integers(1, len(text) - 1))

    whole = joined(text[:cut], text[cut:])

    assert whole in (text, None)


def test_two_whole_figures_are_never_joined() -> None:
    assert joined("1,234.00", "567.00") is None
    assert joined("1,234.56", "7,890.12") is None
