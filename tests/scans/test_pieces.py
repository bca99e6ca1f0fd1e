"""A measurement that was cut short goes on, and is never mixed with one of other code."""

from functools import partial
from pathlib import Path

import pytest

from tests.scans.pieces import OtherWorkError, Piece, done


def _pieces(log: list[int], count: int = 3) -> list[Piece]:
    def work(number: int) -> dict[str, int]:
        log.append(number)
        return {"square": number * number}

    return [Piece("squares", number, lambda number=number: work(number)) for number in range(count)]


def test_what_was_measured_before_is_not_measured_again(tmp_path: Path) -> None:
    log: list[int] = []
    done(_pieces(log, 2), {"code": "a"}, tmp_path / "state", float("inf"))

    found = done(_pieces(log), {"code": "a"}, tmp_path / "state", float("inf"))

    assert [0, 1, 2] == log
    assert {"squares": [{"square": 0}, {"square": 1}, {"square": 4}]} == found


def test_nothing_is_begun_when_the_time_is_over(tmp_path: Path) -> None:
    log: list[int] = []

    assert {} == done(_pieces(log), {"code": "a"}, tmp_path / "state", -1)
    assert [] == log


def test_measurements_of_two_states_of_the_code_are_not_mixed(tmp_path: Path) -> None:
    done(_pieces([]), {"code": "a"}, tmp_path / "state", float("inf"))

    with pytest.raises(OtherWorkError, match="move it away"):
        done(_pieces([]), {"code": "b"}, tmp_path / "state", float("inf"))


def test_pieces_that_are_not_timed_are_worked_side_by_side(tmp_path: Path) -> None:
    pieces = [Piece("squares", number, partial(pow, number, 2), alone=number == 3) for number in range(4)]

    found = done(pieces, {}, tmp_path / "state", float("inf"), processes=2)

    assert [0, 1, 4, 9] == sorted(found["squares"])
    assert 9 == found["squares"][0]
