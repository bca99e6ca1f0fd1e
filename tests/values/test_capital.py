from decimal import Decimal
from importlib import util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values.capital import read_capital, write_capital
from creditfile.values.refusal import NotAValue
from creditfile.values.remarks import REMARKS

_spec = util.spec_from_file_location("capital_sweep", Path(__file__).with_name("capital_sweep.py"))
assert _spec and _spec.loader
capital_sweep = util.module_from_spec(_spec)
_spec.loader.exec_module(capital_sweep)

CANONICAL = [
    ("5000000.00", "伍佰万元整"),
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("100000.00", "壹拾万元整"),
    ("100500000.00", "壹亿零伍拾万元整"),
    ("0.05", "伍分"),
    ("0.00", "零元整"),
    ("20050000", "贰仟零伍万元整"),
    ("10.00", "壹拾元整"),
    ("1000000000000.00", "壹万亿元整"),
    (
        "9999999999999999.99",
        "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
    ),
]
LEGAL = [
    ("1409.50", "壹仟肆佰零玖元伍角整"),
    ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
    ("107000.53", "壹拾万零柒仟元伍角叁分"),
    ("107000.53", "壹拾万柒仟元伍角叁分"),
    ("107000.53", "壹拾万零柒仟元零伍角叁分"),
    ("5000000", "伍佰万圆整"),
    ("5000000", "伍佰万元正"),
    ("300500", "叁拾万零伍佰元整"),
    ("12000000000000", "壹拾贰万亿元整"),
    ("100000007000.10", "壹仟亿零柒仟元零壹角"),
]


@pytest.mark.parametrize(("value", "words"), CANONICAL)
def test_an_amount_is_written_canonically(value: str, words: str) -> None:
    assert write_capital(Decimal(value)) == words


@pytest.mark.parametrize(("value", "words"), CANONICAL + LEGAL)
def test_every_legal_spelling_is_read_and_is_regular(value: str, words: str) -> None:
    capital = read_capital(f"人民币{words}")

    assert (capital.value, capital.irregular) == (Decimal(value), ())


@pytest.mark.parametrize(
    ("words", "value", "irregular"),
    [
        ("人民币拾万元整", "100000", ("missing_one_before_ten",)),
        ("人民币壹佰拾伍元整", "115", ("missing_one_before_ten",)),
        ("人民币五百万元整", "5000000", ("lower_case_numerals",)),
        ("人民币两万元整", "20000", ("lower_case_numerals",)),
        ("人民币伍佰万元", "5000000", ("missing_zheng",)),
        ("伍佰万元整", "5000000", ("missing_renminbi",)),
        ("人民币 伍佰万元整", "5000000", ("gap_after_renminbi",)),
        ("人民币伍佰萬圓整", "5000000", ("traditional_characters",)),
        ("人民币貳仟陸佰億元整", "260000000000", ("traditional_characters",)),
        ("人民币叁元伍分", "3.05", ("zero_missing",)),
        ("人民币壹仟伍拾元整", "1050", ("zero_missing",)),
        ("人民币壹仟零零伍元整", "1005", ("zero_extra",)),
        ("人民币零元伍角", "0.50", ("zero_extra",)),
        ("人民币叁元零伍分整", "3.05", ("zheng_after_fen",)),
        ("人民币壹仟〇伍元整", "1005", ("forbidden_characters",)),
        ("人民币伍块整", "5", ("forbidden_characters",)),
        ("人民币伍佰零拾零万零仟零佰零拾零元零角零分", "5000000", ("form_style_zeros", "missing_zheng")),
        ("人民币壹万亿零伍佰亿元整", "1050000000000", ("repeated_hundred_million",)),
        ("人民币壹万亿伍佰亿元整", "1050000000000", ("repeated_hundred_million", "zero_missing")),
    ],
)
def test_an_irregular_spelling_is_read_and_its_fault_named(words: str, value: str, irregular: tuple[str, ...]) -> None:
    capital = read_capital(words)

    assert (capital.value, capital.irregular) == (Decimal(value), irregular)
    assert set(irregular) <= REMARKS.keys()


@pytest.mark.parametrize(
    "words",
    [
        "人民币（大写）：伍佰万元整",
        "（大写）人民币伍佰万元整",
        "人民币大写伍佰万元整",
        "(人民币伍佰万元整)",
        "人民币伍 佰 万 元 整。",
    ],
)
def test_the_label_around_the_words_does_not_disturb(words: str) -> None:
    capital = read_capital(words)

    assert (capital.value, capital.irregular) == (Decimal(5_000_000), ())


@pytest.mark.parametrize(
    "words",
    [
        "人民币伍佰万",  # cut off before 元
        "人民币壹仟伍元整",  # 1,005 or, as spoken, 1,500
        "人民币壹万伍元整",
        "人民币壹亿伍仟元整",  # 100,005,000 or, as spoken, 150,000,000
        "人民币壹佰壹佰元整",
        "人民币伍拾佰元整",
        "人民币壹贰叁元整",
        "人民币万元整",
        "人民币元整",
        "人民币壹佰零伍佰元整",
        "人民币伍角叁角",
        "人民币叁分伍角",
        "人民币壹兆元整",
        "人民币壹万亿亿元整",
        "人民币壹亿壹亿元整",
        "人民币叁万万元整",
        "人民币伍佰万元整伍佰万元整",
        "人民币5佰万元整",
        "人民币零零",
        "人民币孔佰万元整",
        "",
        "整",
        "人民币" + "壹" * 500,
    ],
)
def test_what_is_not_one_amount_in_words_is_refused(words: str) -> None:
    with pytest.raises(NotAValue) as refusal:
        read_capital(words)

    assert refusal.value.why
    assert refusal.value.why_en


def test_what_invites_forgery_is_called_forgeable() -> None:
    assert read_capital("拾万元整").forgeable
    assert not read_capital("人民币伍佰萬圓整").forgeable


@pytest.mark.parametrize("amount", [Decimal("0.105"), Decimal("-1"), Decimal(10) ** 16, -1])
def test_what_has_no_amount_in_words_is_not_written(amount: Decimal | int) -> None:
    with pytest.raises(ValueError, match=r"words|finer"):
        write_capital(amount)


def test_an_int_is_fen_and_a_decimal_yuan() -> None:
    assert write_capital(140950) == write_capital(Decimal("1409.50"))


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_any_amount_written_in_words_is_read_back_and_regular(fen: int) -> None:
    assert capital_sweep.sweep([fen]) == 1


@given(st.integers(min_value=0, max_value=10**12), st.data())
def test_one_character_lost_or_changed_never_reads_as_the_same_regular_amount(fen: int, data: st.DataObject) -> None:
    words = write_capital(fen)
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from(["", *"零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整"]))
    changed = f"人民币{words[:place]}{other}{words[place + 1 :]}"
    if changed.replace("零", "") == f"人民币{words}".replace("零", ""):
        return  # a 零 that may stand or not

    try:
        capital = read_capital(changed)
    except NotAValue:
        return

    assert capital.value != Decimal(fen).scaleb(-2) or capital.irregular


@given(st.integers(min_value=1, max_value=10**14))
def test_a_free_zero_changes_nothing(yuan: int) -> None:
    words = write_capital(Decimal(yuan) + Decimal("0.10"))

    assert read_capital(f"人民币{words.replace('元零', '元')}").value == yuan + Decimal("0.10")


def test_a_sample_of_all_cents_below_a_hundred_thousand_goes_there_and_back() -> None:
    sample = {*range(0, 10_000_000, 997), *range(10_100), *range(9_990_000, 10_000_100)}

    assert capital_sweep.sweep(sorted(sample)) == len(sample)


@pytest.mark.slow
def test_every_cent_below_a_hundred_thousand_goes_there_and_back() -> None:
    assert capital_sweep.sweep(range(10_000_000)) == 10_000_000
