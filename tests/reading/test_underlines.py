"""Underlined blanks of a Word document are places to be filled in; blanks beside underlined words are not."""

import io

import pytest
from docx import Document

from creditfile.reading import word
from creditfile.reading.fill_lines import frames, open_lines


def _lines(*runs: tuple[str, bool]) -> str:
    document = Document()
    paragraph = document.add_paragraph()
    for text, underlined in runs:
        paragraph.add_run(text).underline = underlined
    out = io.BytesIO()
    document.save(out)
    return word.read(out.getvalue(), "form.docx").pages[0].lines[0].text


def test_underlined_blanks_are_fill_lines() -> None:
    assert _lines(("年利率", False), ("      ", True), ("%", False)) == "年利率______%"
    assert _lines(("第", False), ("\u3000\u3000", True), ("种", False)) == "第____种"


def test_blanks_around_underlined_words_are_what_the_place_left_over() -> None:
    assert _lines(("用途", False), ("  ", True), ("采购钢材", True), ("  ", True)) == "用途 采购钢材"


def test_one_underlined_blank_between_words_is_no_place_to_fill_in() -> None:
    assert _lines(("甲方", True), (" ", True), ("乙方", True)) == "甲方 乙方"


@pytest.mark.parametrize(
    "line",
    ["甲方执__份,乙方执__份", "共__页,第__页", "借款人____与贷款人____签订", "姓名__性别__", "____年__月__日"],
)
def test_what_the_form_prints_between_two_blanks_fills_neither(line: str) -> None:
    assert open_lines(line)
    assert list(frames(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "自__2025年1月1日__起至__2026年1月1日__止", "编号为__X字[2025]第1号__的《借款合同》", "币种:__人民币__",
        "结息日：__到期日__。",
        "保证范围:__主债权本金、利息、罚息__。", "____张三____", "金额__5,000,000.00__元",
    ],
)  # fmt: skip
def test_lines_around_what_was_filled_in_are_no_blanks(line: str) -> None:
    assert open_lines(line) == []
    assert len(list(frames(line))) == line.count("_")


def test_an_underscore_within_a_number_is_part_of_it() -> None:
    assert list(frames("合同编号:HT_2025_01")) == []
