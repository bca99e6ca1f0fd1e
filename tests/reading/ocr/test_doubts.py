"""Which letters of a picture are in doubt however surely they were recognised."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from creditfile.reading.ocr.engine import Sign
from creditfile.reading.ocr.letters import DOUBTED, Letter, Run, doubted_between
from creditfile.reading.ocr.looks import told_again
from creditfile.reading.ocr.seals import Seal
from creditfile.reading.ocr.transcript import _doubted, _doubted_among_many, _doubted_where_pale

HIGH = 40


def run(text: str, top: float, *sure: float) -> Run:
    each = sure or (1.0,) * len(text)
    letters = [Letter(letter, each[at], (at + 0.5) * HIGH, True) for at, letter in enumerate(text)]
    return Run(tuple(letters), 0, top, HIGH * len(text), top + HIGH)


def inked(*rows: tuple[int, ...]) -> np.ndarray:
    """A grey page on which each letter is a bar of its own tone."""
    page = np.full((HIGH * len(rows) + HIGH, HIGH * 12), 250, np.uint8)
    for row, tones in enumerate(rows):
        for at, tone in enumerate(tones):
            page[row * HIGH + 5 : (row + 1) * HIGH - 5, at * HIGH + 8 : (at + 1) * HIGH - 8] = tone
    return page


def doubted(one: Run) -> str:
    return "".join(letter.text for letter in one.letters if letter.sure <= DOUBTED)


def test_on_a_grey_page_letters_of_a_seal_are_in_doubt_though_no_seal_was_found():
    print_, seal = 60, 150
    page = inked((print_,) * 6, (print_,) * 6 + (seal,) * 3, (seal,) * 3)
    runs = [run("权利人甲公司", 0), run("最高额抵押权事务所", HIGH), run("登记处", 2 * HIGH)]

    assert ["", "事务所", "登记处"] == [doubted(one) for one in _doubted_where_pale(runs, page)]


def test_one_pale_letter_among_print_is_none_of_a_seals():
    page = inked((60, 60, 150, 60, 60), (60,) * 5)
    runs = [run("甲乙、丙丁", 0), run("一二三四五", HIGH)]

    assert ["", ""] == [doubted(one) for one in _doubted_where_pale(runs, page)]


def test_a_page_that_is_faint_throughout_is_not_in_doubt_for_that():
    page = inked((225,) * 4, (235,) * 4)
    runs = [run("甲乙丙丁", 0), run("一二三四", HIGH)]

    assert ["", ""] == [doubted(one) for one in _doubted_where_pale(runs, page)]


def test_a_chinese_letter_that_may_be_another_is_in_doubt():
    found = _doubted_among_many(run("颖上县37", 0, 0.96, 1.0, 1.0, 0.96, 1.0))

    assert "颖" == doubted(found)
    assert Decimal("0.96") == Decimal(str(found.letters[3].sure))


def test_under_a_grey_seal_a_letter_is_in_doubt_unless_it_reads_the_same_through_the_ink():
    seal = Seal("round", (4 * HIGH, HIGH / 2), (2.0 * HIGH, 2.0 * HIGH), 0.0)
    one = run("甲乙丙丁戊己庚辛", 0)
    through = tuple(letter._replace(through=letter.text != "丁") for letter in one.letters)

    assert "丙丁戊己" in doubted(_doubted(one, [seal]))
    assert "甲" not in doubted(_doubted(one, [seal]))
    assert "丁" == doubted(_doubted(replace(one, letters=through), [seal]))


@pytest.mark.parametrize(
    ("said", "again", "told"),
    [
        ("佛山市海区", "佛山市海区", "佛山市海区"),
        ("佛山市海区", "佛山市南海区", "佛山区"),  # one letter more: those beside it
        ("佛山市海区", "佛山币海区", "佛山海区"),  # another letter
        ("佛山市海区", "广佛山市海区号", "山市海"),  # more at its ends
        ("13274336281", "13274336.281", "132743381"),
    ],
)
def test_another_reading_tells_the_letters_it_has_too_but_for_those_beside_one_more(said: str, again: str, told: str):
    letters = [Letter(sign, 1.0, 0.0) for sign in said]
    signs = [Sign(sign, 1.0, 0.0) for sign in again]

    found, _ = told_again(letters, signs)

    assert told == "".join(said[number] for number in sorted(found))


@pytest.mark.parametrize(("again", "in_doubt"), [("J42010-2014", "02"), ("J420102014", ""), ("J420102014号", "")])
def test_letters_of_a_word_between_which_the_second_look_has_more_are_in_doubt(again: str, in_doubt: str):
    said = [Letter(sign, 1.0, 0.0) for sign in "J420102014"]
    _, behind = told_again(said, [Sign(sign, 1.0, 0.0) for sign in again])
    word = doubted_between([letter._replace(more=at in behind) for at, letter in enumerate(said)])

    assert in_doubt == "".join(letter.text for letter in word if letter.sure <= DOUBTED)
