"""The names of currencies, as papers and systems print them."""

import pytest

from creditfile.values.currencies import names_foreign, read_currency


@pytest.mark.parametrize(("text", "code"), [
    ("人民币", "CNY"), ("人民币(CNY)", "CNY"), ("RMB", "CNY"), ("156", "CNY"), ("01", "CNY"), ("本币", "CNY"),
    ("美元", "USD"), ("USD-美元", "USD"), ("14", "USD"), ("港币", "HKD"), ("欧元 EUR", "EUR"),
])  # fmt: skip
def test_a_currency_has_one_code_however_it_is_named(text: str, code: str) -> None:
    assert code == read_currency(text)


@pytest.mark.parametrize("text", ["外币", "泰铢", "人民币/美元", "多币种", "114"])
def test_what_names_no_one_currency_is_none_that_is_known(text: str) -> None:
    assert "XXX" == read_currency(text)


@pytest.mark.parametrize(
    ("text", "is_foreign"), [("人民币", False), ("", False), ("美元", True), ("人民币/美元", True)]
)
def test_another_currency_is_foreign_beside_renminbi_too(text: str, is_foreign: bool) -> None:
    assert is_foreign == names_foreign(text)
