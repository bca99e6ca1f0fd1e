"""Lines are recognised several at a time, as many as the processor's caches bear, each once."""

from hypothesis import given
from hypothesis import strategies as st

from creditfile.reading.ocr.engine import COLUMNS, _rounded, _together


@given(st.lists(st.integers(8, 3_200), max_size=40))
def test_every_line_is_recognised_once_and_no_batch_is_too_wide(widths: list[int]) -> None:
    batches = list(_together(widths))

    assert list(range(len(widths))) == sorted(number for batch in batches for number in batch)
    for batch in batches:
        assert len(batch) == 1 or len(batch) * _rounded(max(widths[number] for number in batch)) <= COLUMNS


def test_lines_of_about_one_width_are_recognised_together() -> None:
    assert [[0, 2], [1, 3]] == list(_together([100, 300, 110, 310]))
