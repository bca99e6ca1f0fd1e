"""What stands beside a label is cut to what its field can be, no more and no less."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.model.document import Field, Finder
from creditfile.reading.shaping import cut_to_type, is_blank, trimmed, with_unit
from creditfile.values.money import read_amount


def cut(text: str, type: str, unit: str = "", strength: str = "colon") -> str | None:
    shaped = cut_to_type(text, unit, Field("x", "x", type), Finder("after"), strength)
    return shaped[0] if shaped else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("500万元", "500万元"),
        ("人民币500万元，期限12个月", "人民币500万元"),
        ("人民币（大写）伍佰万元整（小写）¥5,000,000.00", "人民币（大写）伍佰万元整（小写）¥5,000,000.00"),
        ("人民币伍佰万元整（¥5,000,000.00）。", "人民币伍佰万元整（¥5,000,000.00）"),
        ("4,199,850.00元（含税）", "4,199,850.00元"),
        ("5,000,000.00元（大写：人民币伍佰万元整）", "5,000,000.00元（大写：人民币伍佰万元整）"),
        ("期限12个月，金额为500万元", "500万元"),
        ("2000万人民币", "2000万人民币"),
        ("伍仟万元整", "伍仟万元整"),
        ("¥ 1,234.56", "¥ 1,234.56"),
        ("-1,234.56", "-1,234.56"),
        ("____500____万元", "500万元"),
    ],
)
def test_an_amount_among_other_words(text: str, wanted: str) -> None:
    found = cut(text, "money")

    assert found is not None
    assert found.translate(str.maketrans("（）：，", "():,")) == wanted.translate(str.maketrans("（）：，", "():,"))


@given(st.integers(min_value=1, max_value=10**12))
def test_an_amount_is_never_cut_short(fen: int) -> None:
    printed = f"{Decimal(fen) / 100:,.2f}"

    for text in (f"人民币{printed}元整，用于采购", f"¥{printed}（含税）", f"{printed}元", f"共计人民币 {printed} 元。"):
        found = cut(text, "money")
        assert found is not None
        assert read_amount(found).value == Decimal(fen) / 100


@pytest.mark.parametrize(
    ("text", "type", "wanted"),
    [
        ("自2024年1月2日起", "date", "2024年1月2日"),
        ("2024-01-02 12:30:45", "date", "2024-01-02"),
        ("二〇二四年一月二日", "date", "二〇二四年一月二日"),
        ("长期有效", "date", "长期有效"),
        ("12个月（自放款日起）", "months", "12个月"),
        ("壹年", "months", "壹年"),
        ("91320100MA1ABCDE85（三证合一）", "credit_code", "91320100MA1ABCDE85"),
        ("320102 19800101 0016", "id_number", "320102 19800101 0016"),
        ("6222 0212 3456 7890 123", "account", "6222 0212 3456 7890 123"),
        ("3人", "integer", "3"),
    ],
)
def test_the_shape_of_a_type_is_cut_out(text: str, type: str, wanted: str) -> None:
    assert cut(text, type) == wanted


@pytest.mark.parametrize(
    ("text", "unit", "type", "wanted"),
    [
        ("450", "万元", "money", "450万元"),
        ("450万元", "元", "money", "450万元"),
        ("4,500,000.00", "元", "money", "4,500,000.00元"),
        ("12", "月", "months", "12个月"),
        ("3.85", "%", "rate", "3.85%"),
        ("详见附件", "万元", "money", "详见附件"),
        ("450", "万元", "text", "450"),
    ],
)
def test_a_unit_from_the_label_is_added_where_the_figure_has_none(text: str, unit: str, type: str, wanted: str) -> None:
    assert with_unit(text, unit, type) == wanted


@pytest.mark.parametrize(
    "text", ["", "  ", "____", "／", "——", "年 月 日", "____年__月__日", "人民币____元", "（  ）", "□", "${x}"]
)
def test_a_form_not_filled_in_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "无", "人民币", "元", "2024年", "否", "0.00元"])
def test_little_is_not_nothing(text: str) -> None:
    if text == "元":
        assert is_blank(text)
    else:
        assert not is_blank(text)


def test_marks_of_seals_and_fill_lines_are_trimmed() -> None:
    assert trimmed("__甲乙（南京）有限公司__（公章）。") == "甲乙（南京）有限公司"
    assert trimmed("甲乙（南京）有限公司") == "甲乙（南京）有限公司"


@pytest.mark.parametrize("type", ["money", "date", "text", "months", "period_end", "decimal"])
def test_long_runs_of_blanks_and_digits_are_looked_through_at_once(type: str) -> None:
    hostile = "人民币" + " " * 5000 + "1 " * 5000 + "（" * 2000 + "x"

    found = cut(hostile, type)

    assert found is None or len(found) <= len(hostile)
