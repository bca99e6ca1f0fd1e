from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values.identity import (
    CREDIT_CODE_LETTERS,
    age,
    birth_date,
    credit_code_check_character,
    differ_by_look_alikes,
    id_check_character,
    mend_candidates,
    organisation_check_character,
    read_account,
    read_bank_card,
    read_certificate,
    read_credit_code,
    read_id_number,
    read_organisation_code,
    read_phone,
    read_unit_number,
    sex,
)
from creditfile.values.remarks import REMARKS


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("91110000600037341L", "enterprise"),
        ("91350100M000100Y43", "enterprise"),
        ("12100000400000624D", "public_institution"),
        ("91110108551385082Q", "enterprise"),
        ("91320100MA1ABCDE85", "enterprise"),
        ("92320100MA1FGHJK0J", "individual_business"),
        ("93320100MA1LMNPQ2Y", "farmers_cooperative"),
        ("123201004660012325", "public_institution"),
        ("N2440105MF12345671", "village_collective"),
        ("９１１１００００６０００３７３４１Ｌ", "enterprise"),
        ("9111 0000 6000 3734 1l", "enterprise"),
    ],
)
def test_a_right_credit_code_passes_and_tells_its_kind(code: str, kind: str) -> None:
    found = read_credit_code(code)

    assert (found.ok, found.kind, found.warnings) == (True, kind, ())


@pytest.mark.parametrize(
    ("code", "problems"),
    [
        ("911101085513850822", ("check_digit",)),
        ("91110108551385082", ("wrong_length",)),
        ("9111010855138508OQ", ("illegal_character",)),
        ("911101085513****2Q", ("masked_code",)),
        ("91A10108551385082Q", ("illegal_character",)),
    ],
)
def test_a_wrong_credit_code_says_what_is_wrong(code: str, problems: tuple[str, ...]) -> None:
    assert read_credit_code(code).problems == problems


def test_an_old_registration_number_is_recognised_as_such() -> None:
    assert read_credit_code("320500000012345").warnings == ("old_registration_number",)


def test_an_embedded_organisation_code_that_does_not_fit_is_only_a_warning() -> None:
    first17 = "91110108551385083"
    found = read_credit_code(first17 + credit_code_check_character(first17))

    assert (found.ok, found.warnings) == (True, ("organisation_check_digit",))


@pytest.mark.parametrize(
    "code", ["11010519491231002X", "320102198001010016", "350521199003070013", "11010519491231002x"]
)
def test_a_right_identity_number_passes(code: str) -> None:
    found = read_id_number(code, date(2026, 3, 9))

    assert (found.ok, found.kind, found.warnings) == (True, "resident", ())


@pytest.mark.parametrize(
    ("code", "problems"),
    [
        ("110105194912310021", ("check_digit",)),
        ("110101299001011235", ("born_in_future",)),
        ("11010519491231002", ("wrong_length",)),
        ("1101051949X231002X", ("illegal_character",)),
        ("110***********002X", ("masked_code",)),
    ],
)
def test_a_wrong_identity_number_says_what_is_wrong(code: str, problems: tuple[str, ...]) -> None:
    assert read_id_number(code).problems == problems


def _id_number(first17: str) -> str:
    return first17 + id_check_character(first17)


def test_a_birth_after_the_day_that_counts_is_impossible() -> None:
    code = _id_number("11010520260310001")

    assert read_id_number(code, date(2026, 3, 9)).problems == ("born_in_future",)
    assert read_id_number(code, date(2026, 3, 10)).ok


def test_nobody_is_older_than_120() -> None:
    assert read_id_number(_id_number("11010519050309001"), date(2026, 3, 9)).problems == ("too_old",)


def test_a_day_that_does_not_exist_is_no_birth_date() -> None:
    assert read_id_number(_id_number("11010519490231001")).problems == ("no_such_birth_date",)


@pytest.mark.parametrize(
    ("region", "warnings"),
    [("440524", ("retired_region",)), ("110103", ("retired_region",)), ("110199", ("unknown_region",)), ("110101", ())],
)
def test_a_retired_or_unknown_region_is_only_a_warning(region: str, warnings: tuple[str, ...]) -> None:
    found = read_id_number(_id_number(f"{region}19800101001"))

    assert (found.ok, found.warnings) == (True, warnings)


def test_a_region_of_no_province_is_impossible() -> None:
    assert read_id_number(_id_number("77010119800101001")).problems == ("impossible_region",)


def test_permits_of_other_residents_have_their_own_kind() -> None:
    assert read_id_number(_id_number("81000019800101001")).kind == "residence_permit"
    assert read_id_number(_id_number("91112419810803002")).kind == "foreign_resident"


def test_an_old_number_of_15_digits_is_accepted_with_a_warning() -> None:
    found = read_id_number("130503670401001")

    assert (found.ok, "old_id_number" in found.warnings) == (True, True)
    assert (birth_date("130503670401001"), sex("130503670401001")) == (date(1967, 4, 1), "男")


def test_an_identity_number_tells_birth_sex_and_age() -> None:
    code = "11010519491231002X"

    assert (birth_date(code), sex(code), age(code, date(2026, 3, 9))) == (date(1949, 12, 31), "女", 76)


def test_a_card_number_is_checked_by_luhn() -> None:
    assert read_bank_card("6222 0212 3456 7890 128").ok
    assert read_bank_card("6222021234567890127").problems == ("check_digit",)
    assert read_bank_card("622202").problems == ("wrong_length",)


def test_a_firms_account_needs_no_check_digit_and_a_card_is_told_from_it() -> None:
    assert read_account("3205 0166-7890 0000 1234").value == "32050166789000001234"
    assert read_account("6222021234567890128").kind == "bank_card"
    assert read_account("******0123").problems == ("masked_code",)
    assert read_account("1234").problems == ("wrong_length",)
    assert read_account("3205A166").problems == ("illegal_character",)


def test_an_organisation_code_is_checked_and_shown_with_its_hyphen() -> None:
    assert read_organisation_code("M000100Y4").value == "M000100Y-4"
    assert read_organisation_code("M000100Y-5").problems == ("check_digit",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("苏（2024）苏州市不动产权第0012345号", "title"),
        ("苏〔2024〕苏州市不动产权第0012345号", "title"),
        ("苏(2024)苏州市不动产证明第0012345号", "proof"),
        ("苏房权证园区字第00123456号", "old_house_title"),
        ("粤房地权证穗字第0123456789号", "old_house_title"),
        ("苏工园国用（2010）第00123号", "old_land_title"),
    ],
)
def test_a_property_certificate_tells_its_kind(text: str, kind: str) -> None:
    found = read_certificate(text)

    assert (found.kind, found.problems) == (kind, ())


def test_equal_certificates_are_equal_texts() -> None:
    assert read_certificate("苏（2024）苏州市不动产权第0012345号").value == read_certificate(
        "苏(2024) 苏州市 不动产权第0012345号"
    ).value


def test_a_real_estate_unit_number_has_28_characters() -> None:
    assert read_unit_number("320505 001001 GB00012 F00010001").ok
    assert read_unit_number("320505 001001 GB00012").problems == ("wrong_length",)
    assert read_unit_number("3205050010010000012000100010").warnings == ("unusual_shape",)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("138 1234 6789", "13812346789", "mobile"),
        ("+86 138-1234-6789", "13812346789", "mobile"),
        ("0512-12345678", "0512-12345678", "landline"),
        ("(010)12345678", "010-12345678", "landline"),
        ("400 123 4567", "400-123-4567", "service"),
    ],
)
def test_a_telephone_number_is_brought_to_one_form(text: str, value: str, kind: str) -> None:
    found = read_phone(text)

    assert (found.value, found.kind, found.ok) == (value, kind, True)


@pytest.mark.parametrize("text", ["12345", "12812346789", "138****6789", "138123467890"])
def test_what_is_no_telephone_number_says_so(text: str) -> None:
    assert not read_phone(text).ok


@pytest.mark.parametrize(
    ("misread", "right"),
    [
        ("9111O1O8551385082Q", "91110108551385082Q"),
        ("9I1IO108SS1385O82Q", "91110108551385082Q"),
        ("11010519491231OO2X", "11010519491231002X"),
        ("1101OS194912310O2X", "11010519491231002X"),
        ("913S0100M000100Y43", "91350100M000100Y43"),
        ("91350100M000100V43", "91350100M000100Y43"),
    ],
)
def test_the_one_repair_of_look_alikes_is_proposed(misread: str, right: str) -> None:
    assert mend_candidates(misread) == (right,)


@pytest.mark.parametrize(
    "code", ["91110108551385082Q", "911101085513850822", "11010519491231002X", "123", "ABCDEFGHIJKLMNOPQR"]
)
def test_nothing_is_proposed_for_a_right_or_a_hopeless_code(code: str) -> None:
    assert mend_candidates(code) == ()


def test_codes_that_differ_only_by_look_alikes_are_told() -> None:
    assert differ_by_look_alikes("91110108551385082Q", "9111O108551385082Q")
    assert not differ_by_look_alikes("91110108551385082Q", "91110108551385083Q")
    assert not differ_by_look_alikes("91110108551385082Q", "91110108551385082Q")


organisation_heads = st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8)
credit_heads = st.tuples(
    st.sampled_from(["91", "92", "93", "12", "51", "N2"]),
    st.sampled_from(["110108", "320505", "100000"]),
    organisation_heads,
)


def _credit_code(kind: str, region: str, organisation: str) -> str:
    first17 = kind + region + organisation + organisation_check_character(organisation)
    return first17 + credit_code_check_character(first17)


@given(credit_heads)
def test_a_code_made_by_the_standard_passes(parts: tuple[str, str, str]) -> None:
    found = read_credit_code(_credit_code(*parts))

    assert (found.ok, found.warnings) == (True, ())


@given(credit_heads, st.integers(0, 17), st.sampled_from(CREDIT_CODE_LETTERS))
def test_any_single_change_in_a_credit_code_is_noticed(parts: tuple[str, str, str], place: int, other: str) -> None:
    code = _credit_code(*parts)
    changed = code[:place] + other + code[place + 1 :]

    assert read_credit_code(changed).ok == (changed == code)


births = st.dates(date(1920, 1, 1), date(2020, 12, 31))


@given(births, st.integers(1, 999), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_change_in_an_identity_number_is_noticed(birth: date, order: int, place: int, other: str) -> None:
    code = _id_number(f"110105{birth:%Y%m%d}{order:03}")
    changed = code[:place] + other + code[place + 1 :]

    assert read_id_number(code).ok
    assert read_id_number(changed).ok == (changed == code)


@given(births, st.integers(1, 999), st.integers(0, 16))
def test_any_two_neighbours_swapped_in_an_identity_number_are_noticed(birth: date, order: int, place: int) -> None:
    code = _id_number(f"110105{birth:%Y%m%d}{order:03}")
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert read_id_number(swapped).ok == (swapped == code)


@given(st.integers(10**17, 10**18 - 1), st.integers(0, 18), st.sampled_from("0123456789"))
def test_any_single_change_in_a_card_number_is_noticed(head: int, place: int, other: str) -> None:
    code = next(f"{head}{digit}" for digit in range(10) if read_bank_card(f"{head}{digit}").ok)
    changed = code[:place] + other + code[place + 1 :]

    assert read_bank_card(changed).ok == (changed == code)


@given(organisation_heads, st.integers(0, 8), st.sampled_from("0123456789"))
def test_any_single_digit_changed_in_an_organisation_code_is_noticed(head: str, place: int, other: str) -> None:
    code = head + organisation_check_character(head)
    changed = code[:place] + other + code[place + 1 :]
    if not code[place].isdigit():
        return

    assert read_organisation_code(changed).ok == (changed == code)


@given(credit_heads, st.data())
def test_a_repair_is_right_or_not_proposed(parts: tuple[str, str, str], data: st.DataObject) -> None:
    code = _credit_code(*parts)
    looks = {"0": "O", "1": "I", "2": "Z", "5": "S", "Y": "V"}
    places = [place for place, char in enumerate(code) if char in looks]
    place = data.draw(st.sampled_from(places))

    proposed = mend_candidates(code[:place] + looks[code[place]] + code[place + 1 :])

    assert proposed in ((code,), ())


@given(st.text(max_size=40))
def test_any_text_is_judged_without_a_fault_and_in_known_words(text: str) -> None:
    for read in (read_credit_code, read_id_number, read_bank_card, read_account, read_phone, read_certificate):
        found = read(text)

        assert {*found.problems, *found.warnings} <= REMARKS.keys()
