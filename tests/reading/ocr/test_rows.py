"""Words side by side are one line, though the paper waves; what was found twice stands once."""

from hypothesis import given
from hypothesis import strategies as st

from creditfile.reading.ocr.letters import Letter, Run
from creditfile.reading.ocr.rows import lines_of


def word(text: str, x0: float, middle: float, size: float = 20, sure: float = 0.99) -> Run:
    letters = tuple(Letter(letter, sure, 0) for letter in text)
    return Run(letters, x0, middle - size / 2, x0 + size * len(text), middle + size / 2)


def texts(runs: list[Run]) -> list[str]:
    return [" ".join(run.text for run in line) for line in lines_of(runs)]


def test_lines_come_from_the_top_and_words_from_the_left() -> None:
    assert ["甲 乙", "丙 丁"] == texts(
        [word("丁", 200, 60), word("乙", 200, 20), word("丙", 10, 60), word("甲", 10, 20)]
    )


def test_a_line_that_sinks_slowly_is_one_line() -> None:
    sinking = [word("字", 40 * number, 100 + 2 * number) for number in range(20)]
    below = [word("下", 40 * number, 132 + 2 * number) for number in range(20)]

    assert [" ".join("字" * 20), " ".join("下" * 20)] == texts(sinking + below)


def test_small_print_beside_large_stays_on_its_line() -> None:
    assert ["标题 注"] == texts([word("标题", 10, 50, 40), word("注", 100, 52, 16)])


def test_a_word_found_twice_stands_once_and_the_surer_stays() -> None:
    assert ["金额"] == texts([word("金额", 10, 20), word("金領", 12, 21, sure=0.5)])


def test_words_that_the_ring_of_a_seal_joins_are_one_line_still() -> None:
    assert ["公司住所山 东省青岛市 路四三号"] == texts(
        [word("公司住所山", 10, 50), word("东省青岛市", 88, 50), word("路四三号", 166, 51)]
    )


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), unique=True, max_size=40))
def test_no_word_is_lost_and_none_doubled(places: list[tuple[int, int]]) -> None:
    runs = [word("字", 30 * column, 30 * row) for row, column in places]

    in_lines = [run for line in lines_of(runs) for run in line]

    assert len(runs) == len(in_lines)
    assert set(runs) == set(in_lines)
