import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.values.text import clean, clean_name, hidden_characters, is_placeholder, squeeze, tidy


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("⾦额（⽹）：５，０００．００元", "金额(网):5,000.00元"),
        ("⻓期⻔⻋", "长期门车"),
        ("2024〔15〕【附】", "2024[15][附]"),
        ("3—5－7–9−1", "3-5-7-9-1"),
        ("  借　款\u00a0人 \t甲 ", "借 款 人 甲"),
        ("零\u200b宽\ufeff字\u00ad符", "零宽字符"),
        ("一\r\n二\u2028三", "一\n二\n三"),
        ("㎡", "m²"),
        ("张•三・李", "张·三·李"),
    ],
)
def test_look_alikes_become_one_form(raw: str, expected: str) -> None:
    assert tidy(raw) == expected


@pytest.mark.parametrize("mark", ["²", "¹", "①", "⑴", "⒈", "½", "₂"])
def test_a_mark_beside_a_figure_never_becomes_a_digit_of_it(mark: str) -> None:
    assert tidy(f"1,234{mark}") == f"1,234{mark}"


def test_squeezed_text_has_no_blanks_at_all() -> None:
    assert squeeze(" 借 款\n人（甲） ") == "借款人(甲)"


def test_clean_text_keeps_its_widths_and_loses_hidden_characters() -> None:
    assert clean(" 某某（苏州）\u200b⽹络，  有限公司\n") == "某某（苏州）网络， 有限公司"


def test_a_name_loses_blanks_beside_chinese_and_keeps_them_between_latin_words() -> None:
    assert clean_name("张　 三") == "张三"
    assert clean_name("ABC  Trading (苏州) Ltd") == "ABC Trading (苏州) Ltd"


def test_hidden_characters_are_named() -> None:
    assert hidden_characters("5\u202e00元\u200b") == ("RIGHT-TO-LEFT OVERRIDE", "ZERO WIDTH SPACE")
    assert hidden_characters("５００元\n") == ()


@pytest.mark.parametrize("text", ["${amount}", "借款人：{{ name }}", "【待补】", "<<姓名>>"])
def test_a_templates_blank_is_recognised(text: str) -> None:
    assert is_placeholder(text)


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once


@given(st.text(alphabet="0123456789０１２３４５６７８９①²⑴⒈½ ", max_size=30))
def test_tidying_never_makes_or_loses_a_digit(text: str) -> None:
    assert sum(char.isdecimal() for char in tidy(text)) == sum(char.isdecimal() for char in text)
