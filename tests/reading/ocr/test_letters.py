"""What the letters of a word say together, and how sure."""

import pytest

from creditfile.reading.ocr.letters import UNREAD, Letter, Run


@pytest.mark.parametrize(
    ("read", "means"),
    [
        ("50,738.857.09", "50,738,857.09"), ("(341.239,000.00)", "(341,239,000.00)"), ("1,234,567,89", "1,234,567.89"),
        ("(小写)Y37.805.60", "(小写)¥37,805.60"), ("Y500.00", "¥500.00"), ("XY500.00", "XY500.00"),
        ("2025.01.22", "2025.01.22"), ("1.234.567", "1.234.567"), ("12,34.56", "12,34.56"),
    ],
)  # fmt: skip
def test_points_and_commas_of_a_grouped_figure_are_told_apart_by_where_they_stand(read: str, means: str) -> None:
    assert means == Run(tuple(Letter(letter, 0.9, 0) for letter in read), 0, 0, 1, 1).text


def test_the_mark_for_an_unread_letter_is_no_letter_of_a_name() -> None:
    assert not UNREAD.isalnum()


def test_which_of_point_and_comma_stands_in_a_grouped_figure_is_no_doubt_about_it() -> None:
    doubtful = tuple(Letter(sign, 0.55 if sign in ".," else 0.97, 0) for sign in "1,234.567.89")
    other = tuple(Letter(sign, 0.55 if sign in ".," else 0.97, 0) for sign in "12.5")

    assert 0.97 == Run(doubtful, 0, 0, 1, 1).sure
    assert 0.55 == Run(other, 0, 0, 1, 1).sure


@pytest.mark.parametrize(
    ("read", "means"),
    [("2025年1一3月", "2025年1-3月"), ("2024―12―31", "2024-12-31"), ("一、营业收入", "一、营业收入")],
)
def test_a_dash_among_digits_is_no_chinese_one(read: str, means: str) -> None:
    run = Run(tuple(Letter(sign, 0.99, 10.0 * at) for at, sign in enumerate(read)), 0, 0, 100, 20)

    assert means == run.text
