import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values import masking


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (masking.mask_id_number, "11010519491231002X", "110***********002X"),
        (masking.mask_id_number, "130503670401001", "130********1001"),
        (masking.mask_phone, "138 1234 6789", "138****6789"),
        (masking.mask_bank_card, "6222021234567890128", "622202******0128"),
        (masking.mask_account, "3205016678900000123", "******0123"),
        (masking.mask_name, "张三", "张*"),
        (masking.mask_name, "欧阳 修", "欧*"),
        (masking.mask_address, "江苏省苏州市吴中区木渎镇某某村3组12号", "江苏省苏州市吴中区木渎镇某某村***"),
        (masking.mask_address, "江苏省苏州市吴中区木渎镇金枫路100号", "江苏省苏州市吴中区木渎镇***"),
        (masking.mask_email, "zhang@x.com", "z***@x.com"),
    ],
)
def test_the_middle_is_hidden_in_the_usual_format(mask: object, text: str, shown: str) -> None:
    assert callable(mask)
    assert mask(text) == shown


@pytest.mark.parametrize(
    ("mask", "text"),
    [
        (masking.mask_id_number, "12345"),
        (masking.mask_phone, "110"),
        (masking.mask_bank_card, "6222021234"),
        (masking.mask_account, "0123"),
        (masking.mask_name, ""),
        (masking.mask_email, "zhang"),
    ],
)
def test_what_is_too_short_is_hidden_whole(mask: object, text: str) -> None:
    assert callable(mask)
    assert mask(text) == "***"


def test_personal_numbers_are_hidden_in_free_text() -> None:
    text = "证件１１０１０５１９４９１２３１００２Ｘ，电话13812346789，卡6222021234567890128，z@x.com，5,000,000.00元"

    assert masking.mask_text(text) == (
        "证件110***********002X，电话138****6789，卡622202******0128，z***@x.com，5,000,000.00元"
    )


@given(st.text(alphabet="0123456789", min_size=11, max_size=19))
def test_a_masked_number_never_shows_more_than_its_ends(digits: str) -> None:
    for mask in (masking.mask_id_number, masking.mask_phone, masking.mask_bank_card, masking.mask_account):
        assert sum(char.isdigit() for char in mask(digits)) <= 10
        assert "*" in mask(digits)
