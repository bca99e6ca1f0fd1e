import pytest

from creditfile.values.numerals import read_decimal_digits, read_whole
from creditfile.values.refusal import NotAValue


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十五", 25),
        ("壹拾贰", 12),
        ("叁拾陆", 36),
        ("一百零五", 105),
        ("一百一十", 110),
        ("两万三千", 23000),
        ("二〇二六", 2026),
        ("零玖", 9),
        ("〇", 0),
    ],
)
def test_chinese_numerals_are_read(words: str, number: int) -> None:
    assert read_whole(words) == number


@pytest.mark.parametrize("words", ["一百五", "百", "万", "十十", "一二十", "", "十二个", "二千五", "12"])
def test_other_texts_and_spoken_short_forms_are_refused(words: str) -> None:
    with pytest.raises(NotAValue):
        read_whole(words)


def test_a_point_makes_a_decimal() -> None:
    assert read_decimal_digits("四点三五") == "4.35"
    assert read_decimal_digits("4.35") == "4.35"
    assert read_decimal_digits("零点五") == "0.5"


@pytest.mark.parametrize("words", ["四点", "点五", "四点十", "4.", "四.五"])
def test_half_a_decimal_is_refused(words: str) -> None:
    with pytest.raises(NotAValue):
        read_decimal_digits(words)
