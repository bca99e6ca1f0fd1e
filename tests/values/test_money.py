from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values.capital import write_capital
from creditfile.values.money import UNITS, canonical_unit, find_unit, is_blank_cell, read_amount, write_amount
from creditfile.values.refusal import NotAValue
from creditfile.values.remarks import REMARKS


@pytest.mark.parametrize(
    ("text", "yuan", "unit", "precision"),
    [
        ("5,000,000.00元", "5000000.00", "元", "0.01"),
        ("¥ 450 万元", "4500000", "万元", "10000"),
        ("￥5,000,000.00", "5000000", "元", "0.01"),
        ("１２，３４５．６７元", "12345.67", "元", "0.01"),
        ("1.2亿", "120000000", "亿元", "10000000"),
        ("1亿2000万元", "120000000", "万元", "10000"),
        ("3万5千元", "35000", "千元", "1000"),
        ("5元3角2分", "5.32", "元", "0.01"),
        ("1万亿元", "1000000000000", "万亿元", "1000000000000"),
        ("450.123456万元", "4501234.56", "万元", "0.01"),
        ("RMB 5 million", "5000000", "百万元", "1000000"),
        ("500万元人民币", "5000000", "万元", "10000"),
        ("500万元整", "5000000", "万元", "10000"),
        ("-¥1,234.00", "-1234", "元", "0.01"),
        ("负500万元", "-5000000", "万元", "10000"),
        ("人民币伍佰万元整", "5000000", "元", "0.01"),
        ("金额：5,000.00元。", "5000", "元", "0.01"),
        ("\u200b5,000元\u3000", "5000", "元", "1"),
    ],
)
def test_an_amount_with_its_unit_is_read_in_yuan(text: str, yuan: str, unit: str, precision: str) -> None:
    amount = read_amount(text)

    assert (amount.value, amount.unit, amount.precision) == (Decimal(yuan), unit, Decimal(precision))
    assert amount.flags == ()
    assert amount.raw == text


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("(1,234.50)", "-1234.50"),
        ("（1,234.50）", "-1234.50"),
        ("－1,234", "-1234"),
        ("−1,234", "-1234"),
        ("△12", "-12"),
        ("▲12", "-12"),
        ("1,234.50-", "-1234.50"),
        ("+10000.00", "10000"),
        ("-0.00", "0"),
        ("0", "0"),
    ],
)
def test_signs_and_brackets_of_statements_are_read(text: str, yuan: str) -> None:
    amount = read_amount(text, "元")

    assert amount.value == Decimal(yuan)
    assert not amount.value.is_signed() or amount.value < 0


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    amount = read_amount("1,234", "RMB'000")

    assert (amount.value, amount.unit, amount.precision) == (Decimal(1_234_000), "千元", Decimal(1000))


def test_a_currency_sign_does_not_change_the_scale_of_the_column() -> None:
    assert read_amount("¥450", "万元").value == Decimal(4_500_000)


def test_a_bare_number_without_any_unit_says_so() -> None:
    amount = read_amount("450")

    assert (amount.unit, amount.flags) == (None, ("no_unit",))


def test_a_unit_in_the_cell_beats_that_of_the_column_and_is_remarked() -> None:
    amount = read_amount("450万元", "元")

    assert (amount.value, amount.flags) == (Decimal(4_500_000), ("unit_differs:万元",))


@pytest.mark.parametrize(
    "text",
    [
        "人民币伍佰万元整(¥5,000,000.00)",
        "人民币（大写）：伍佰万元整，小写：￥5,000,000.00元",
        "（大写）人民币伍佰万元整 （小写）¥5,000,000.00元",
        "5,000,000.00元（大写：人民币伍佰万元整）",
        "人民币伍佰万元整（500万元）",
    ],
)
def test_words_and_digits_that_agree_are_one_amount(text: str) -> None:
    amount = read_amount(text)

    assert amount.value == Decimal(5_000_000)
    assert amount.words_agree


def test_words_and_digits_that_disagree_are_refused_with_both_values() -> None:
    with pytest.raises(NotAValue, match=r"大写与小写金额不一致：5,000,000\.00、4,500,000\.00"):
        read_amount("人民币伍佰万元整(¥4,500,000.00)")


def test_one_form_alone_says_nothing_about_agreement() -> None:
    assert read_amount("500万元").words_agree is None


@pytest.mark.parametrize(
    "text",
    [
        "1,23,456",
        "1234,567.00",
        "1.234,56",
        "1.234.567",
        "3960704 704",
        "5 000 000",
        "5 0 0 0",
        "1, 234",
        "1,234,",
        "500.",
        ".50",
        "007",
        "1'234'567",
        "孔500万",
        "5O0,000",
        "l,234",
        "xx,yyy.zz",
        "****",
        "5%",
        "5‰",
        "百分之五",
        "500万元,300万元",
        "500万元 300万元",
        "500-600万元",
        "500 500",
        "约500万元",
        "不超过500万元",
        "500万美元",
        "USD 1,000",
        "$500",
        "港币500元",
        "(¥5,000,000.00)",
        "(5,000.00)万元",
        "(-5)",
        "-(5)",
        "--5",
        "△-5",
        "5-",
        "(1,234",
        "1,234)",
        "1.2E+06",
        "七、1",
        "五(1)",
        "1,234¹",
        "①5000",
        "⑴",
        "½",
        "²",
        "٣٤٥",
        "3万5",
        "1亿20000万元",
        "1.5亿2000万元",
        "伍佰万",
        "一千五元",
        "12:30",
        "2024年",
        "500万元/年",
        "元",
        "¥",
        "#DIV/0!",
        "99999999999999999",
        "${amount}元",
        "\u202e005,1元",
        "",
        "—",
        "1" * 300,
    ],
)
def test_what_is_not_one_amount_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NotAValue) as refusal:
        read_amount(text)

    assert refusal.value.why
    assert refusal.value.why_en


@pytest.mark.parametrize("unit", ["美元", "亩", "港元", "%"])
def test_an_unknown_or_foreign_unit_is_refused(unit: str) -> None:
    with pytest.raises(NotAValue):
        read_amount("450", unit)


def test_spaces_after_commas_are_a_habit_of_pdf_and_remarked() -> None:
    amount = read_amount("5, 000, 000. 00", "元")

    assert (amount.value, amount.flags) == (Decimal(5_000_000), ("spaced_digits",))


@pytest.mark.parametrize("text", ["", " ", "-", "—", "－", "--", "/", "不适用", "N/A", "____", "＿＿＿", "□"])
def test_a_blank_cell_is_blank(text: str) -> None:
    assert is_blank_cell(text)


@pytest.mark.parametrize("text", ["0", "0.00", "无", "-1", "****", "."])
def test_zero_and_none_are_not_blank(text: str) -> None:
    assert not is_blank_cell(text)


@pytest.mark.parametrize(
    ("spelling", "unit"),
    [
        ("元", "元"),
        ("人民币元", "元"),
        ("RMB", "元"),
        ("万", "万元"),
        ("人民币万元", "万元"),
        ("單位:萬元".replace("單位:", ""), "万元"),
        ("RMB'000", "千元"),
        ("RMB’000", "千元"),
        ("RMB million", "百万元"),
        ("in thousands of RMB", "千元"),
        ("仟元", "千元"),
        ("亿圆", "亿元"),
    ],
)
def test_any_spelling_of_a_unit_is_known(spelling: str, unit: str) -> None:
    assert canonical_unit(spelling) == unit


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("单位：万元", "万元"),
        ("单位：元  币种：人民币", "元"),
        ("（金额单位：人民币元）", "元"),
        ("编制单位：某某公司  2024年度  单位:千元", "千元"),
        ("(RMB'000)", "千元"),
        ("in millions of RMB", "百万元"),
        ("货币资金（万元）", "万元"),
        ("2023年12月31日 人民币元", "元"),
        ("编制单位:元和公司", None),
        ("单位：元/吨", None),
        ("利润表", None),
    ],
)
def test_the_unit_of_a_table_is_found_in_its_heading(heading: str, unit: str | None) -> None:
    assert find_unit(heading) == unit


@pytest.mark.parametrize("heading", ["单位：万元；单位：元", "单位：美元"])
def test_two_units_or_a_foreign_one_are_not_a_unit(heading: str) -> None:
    with pytest.raises(NotAValue):
        find_unit(heading)


def test_an_amount_is_printed_in_yuan_or_any_unit() -> None:
    assert write_amount(Decimal("4500000")) == "4,500,000.00"
    assert write_amount(Decimal("4500000"), "万元") == "450.00"
    assert write_amount(Decimal("-0.001")) == "0.00"
    assert write_amount(Decimal("1.005")) == "1.01"


fen = st.integers(min_value=-(10**15), max_value=10**15)


@given(fen)
def test_a_printed_amount_is_read_back(cents: int) -> None:
    yuan = Decimal(cents).scaleb(-2)

    assert read_amount(write_amount(yuan), "元").value == yuan


@given(st.integers(min_value=1, max_value=10**15))
def test_words_beside_their_digits_agree(cents: int) -> None:
    yuan = Decimal(cents).scaleb(-2)

    amount = read_amount(f"人民币{write_capital(cents)}（¥{write_amount(yuan)}）")

    assert (amount.value, amount.words_agree, amount.flags) == (yuan, True, ("words_agree",))


@given(st.integers(min_value=1, max_value=10**12), st.integers(min_value=1, max_value=10**12))
def test_words_beside_other_digits_are_never_one_amount(one: int, other: int) -> None:
    if one == other:
        return

    with pytest.raises(NotAValue):
        read_amount(f"人民币{write_capital(one)}（¥{write_amount(Decimal(other).scaleb(-2))}）")


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(sorted(UNITS)))
def test_the_same_figure_means_the_same_in_cell_and_column(number: int, unit: str) -> None:
    if UNITS[unit] < 1 or number * UNITS[unit] >= 10**16:
        return

    beside, in_column = read_amount(f"{number}{unit}"), read_amount(f"{number}", unit)

    assert (beside.value, beside.unit, beside.precision) == (in_column.value, in_column.unit, in_column.precision)


@given(st.text(alphabet="0123456789,.-()¥元万亿 整伍佰零壹%", max_size=14))
def test_any_text_is_an_amount_or_a_reasoned_refusal(text: str) -> None:
    try:
        amount = read_amount(text)
    except NotAValue as refusal:
        assert refusal.why and refusal.why_en
        return

    assert abs(amount.value) < 10**16
    assert {flag.partition(":")[0] for flag in amount.flags} <= REMARKS.keys()


@given(fen.filter(bool), st.data())
def test_a_space_among_the_digits_never_gives_another_value(cents: int, data: st.DataObject) -> None:
    yuan = Decimal(cents).scaleb(-2)
    printed = write_amount(yuan)
    place = data.draw(st.integers(1, len(printed) - 1))

    try:
        amount = read_amount(f"{printed[:place]} {printed[place:]}", "元")
    except NotAValue:
        return

    assert amount.value == yuan
