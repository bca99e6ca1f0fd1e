"""Two pages copied on one sheet are told apart; a wide table and a form with two columns are one page."""

from creditfile.reading.glyphs import Edge, Ruling
from creditfile.reading.ocr.letters import Letter, Run
from creditfile.reading.ocr.spreads import gutter

NO_RULES = Ruling((), ())


def words(x0: float, x1: float, start: float, pitch: float, count: int = 20) -> list[Run]:
    letter = (Letter("字", 0.99, 0),)
    return [Run(letter, x0, start + pitch * n, x1, start + pitch * n + 20) for n in range(count)]


def test_two_pages_meet_in_the_middle() -> None:
    at = gutter(2000, 1400, words(100, 900, 60, 44) + words(1100, 1900, 83, 51), NO_RULES)

    assert at is not None
    assert 900 < at < 1100


def test_a_table_ruled_across_is_one_page() -> None:
    ruled = Ruling((Edge(300, 100, 1900),), ())

    assert gutter(2000, 1400, words(100, 900, 60, 44) + words(1100, 1900, 83, 51), ruled) is None


def test_lines_that_run_on_from_left_to_right_are_one_page() -> None:
    assert gutter(2000, 1400, words(100, 900, 60, 44) + words(1100, 1900, 60, 44), NO_RULES) is None


def test_words_across_the_middle_are_one_page() -> None:
    crossing = words(100, 1900, 60, 44)

    assert gutter(2000, 1400, crossing, NO_RULES) is None


def test_an_upright_sheet_is_one_page() -> None:
    assert gutter(1400, 2000, words(100, 600, 60, 44) + words(800, 1300, 83, 51), NO_RULES) is None
