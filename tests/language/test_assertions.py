"""A text that denies a use does not claim it."""

import pytest

from creditfile.language.expressions import the_language
from creditfile.language.view import View

PATTERN = "股票|证券|购房|房地产"


def _asserts(text: str) -> object:
    return the_language().expression("asserts(text, pattern)").on(View([]), text=text, pattern=PATTERN).value


@pytest.mark.parametrize(
    "text",
    [
        "用于购买股票",
        "采购钢材及股票投资",
        "不动产评估后用于购房",
        "采购不锈钢板,支付购房首付款",
        "不得挪用。资金用于房地产开发",
        "未来用于购房",
    ],
)
def test_a_use_that_is_stated_is_claimed(text: str) -> None:
    assert _asserts(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "采购钢材",
        "承诺不流入股票、房地产",
        "不得用于股票,期货,购房",
        "严禁用于购房",
        "采购原材料,不用于证券投资;不进入房地产领域",
    ],
)
def test_a_use_that_is_denied_is_not_claimed(text: str) -> None:
    assert _asserts(text) is False


def test_the_claimed_words_are_named_once() -> None:
    expression = the_language().expression("asserted(text, pattern)")

    assert expression.on(View([]), text="股票和股票、购房", pattern=PATTERN).value == "股票、购房"


def test_a_missing_text_claims_nothing_that_could_be_told() -> None:
    outcome = the_language().expression("asserts(application.purpose, '股票')").on(View([]))

    assert outcome.missing == ("application.purpose",)
