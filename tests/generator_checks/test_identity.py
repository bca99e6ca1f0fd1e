"""Numbers with check digits are right by formulas written a second time, from the standards."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.generator.amounts import capitals, integer
from tests.generator.identity import card_number, credit_code, identity_number, wrong_last

CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_SIGNS = dict(zip(range(11), "10X98765432", strict=True))


def credit_holds(code: str) -> bool:
    total = sum(CREDIT_SIGNS.index(sign) * weight for sign, weight in zip(code, CREDIT_WEIGHTS, strict=False))
    return len(code) == 18 and (total + CREDIT_SIGNS.index(code[17])) % 31 == 0


def identity_holds(number: str) -> bool:
    total = sum(int(sign) * weight for sign, weight in zip(number, IDENTITY_WEIGHTS, strict=False))
    return len(number) == 18 and IDENTITY_SIGNS[total % 11] == number[17]


def test_published_numbers_pass_the_second_formulas() -> None:
    assert all(
        map(credit_holds, ("91110000600037341L", "91350100M000100Y43", "12100000400000624D", "91110108551385082Q"))
    )
    assert identity_holds("11010519491231002X")


@given(st.integers(0, 10**6), st.sampled_from(("91", "92", "93", "12")))
def test_credit_codes_pass_and_a_wrong_last_sign_fails(seed: int, kind: str) -> None:
    code = credit_code(Random(seed), kind, "320102")

    assert credit_holds(code)
    assert not credit_holds(wrong_last(code))


@given(st.integers(0, 10**6), st.dates(date(1950, 1, 1), date(2006, 1, 1)), st.booleans())
def test_identity_numbers_pass_and_tell_sex_and_birth(seed: int, birth: date, male: bool) -> None:
    number = identity_number(Random(seed), "320723", birth, male)

    assert identity_holds(number)
    assert not identity_holds(wrong_last(number))
    assert number[6:14] == f"{birth:%Y%m%d}"
    assert int(number[16]) % 2 == male


@given(st.integers(0, 10**6))
def test_card_numbers_pass_luhn(seed: int) -> None:
    number = card_number(Random(seed))
    doubled = [int(sign) * (2 if place % 2 else 1) for place, sign in enumerate(reversed(number))]

    assert sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def test_amounts_in_words_are_those_of_the_regulation() -> None:
    wanted = {
        500_000_000: "伍佰万元整",
        140_950: "壹仟肆佰零玖元伍角",
        600_714: "陆仟零柒元壹角肆分",
        10_700_053: "壹拾万柒仟元伍角叁分",
        1_640_902: "壹万陆仟肆佰零玖元零贰分",
        32_504: "叁佰贰拾伍元零肆分",
        10_000_000: "壹拾万元整",
        10_050_000_000: "壹亿零伍拾万元整",
        5: "伍分",
        2_005_000_000: "贰仟零伍万元整",
    }

    assert {fen: capitals(fen) for fen in wanted} == wanted


@given(st.integers(1, 10**12 - 1))
def test_words_read_back_give_the_number(number: int) -> None:
    text = integer(number)
    digits = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
    total = section = digit = 0
    for sign in text:
        if sign in digits:
            digit = digits[sign]
        elif sign in "拾佰仟":
            section += digit * {"拾": 10, "佰": 100, "仟": 1000}[sign]
            digit = 0
        else:
            section = (section + digit) * {"万": 10**4, "亿": 10**8}[sign]
            total, section, digit = total + section, 0, 0

    assert total + section + digit == number
    assert "零零" not in text
