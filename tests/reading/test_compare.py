"""A contract held against its standard text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditfile.reading.compare import compare
from creditfile.reading.pages import Line, Page, Pages, Word
from creditfile.reading.stretch import Stretch, whole_of
from tests.reading.contract_paper import filled, filled_in, standard

ROOT = Path(__file__).parents[2]
STANDARD = standard(ROOT, "loan_contract")
CLEAN = filled(ROOT, "loan_contract")
CHANGED = ("条款改动", "条款增加", "条款删除", "条款移位")


def paper(text: str) -> Stretch:
    lines = [line for line in text.splitlines() if line.strip()]
    made = tuple(Line(tuple(Word(w, None) for w in line.split()), f"paragraph {i}") for i, line in enumerate(lines, 1))
    return whole_of(Pages("docx", (Page(1, text, lines=lambda: made),)), "c.docx")


def kinds(text: str) -> list[tuple[str, str]]:
    compared = compare(paper(text), [("V1", STANDARD)])
    assert compared is not None
    return [(one.kind, one.number) for one in compared[1] if one.kind not in ("空白已填", "已作选择")]


def test_a_filled_standard_text_differs_only_in_its_blanks_and_choices():
    compared = compare(paper(CLEAN), [("V1", STANDARD)])

    assert compared is not None
    assert kinds(CLEAN) == []
    assert {"借款人", "金额大写", "送达地址"} <= {one.standard for one in compared[1] if one.kind == "空白已填"}
    assert [one.number for one in compared[1] if one.kind == "已作选择"] == ["第四条 4.2"]


def test_the_text_that_fits_best_is_chosen():
    other = standard(ROOT, "guarantee_contract")
    compared = compare(paper(CLEAN), [("G", other), ("L", STANDARD)])

    assert compared is not None
    assert compared[0] == "L"


def test_a_paper_of_another_making_is_made_on_no_standard_text():
    assert compare(paper("买卖合同\n第一条 标的\n钢材\n第二条 价款\n另议"), [("V1", STANDARD)]) is None


def test_a_changed_word_is_shown_with_both_texts():
    text = CLEAN.replace("择其重，不并罚", "一并计收")
    compared = compare(paper(text), [("V1", STANDARD)])
    assert compared is not None
    (one,) = [one for one in compared[1] if one.kind in CHANGED]

    assert (one.kind, one.number) == ("条款改动", "第五条 5.2")
    assert "择其重,不并罚" in one.standard
    assert "一并计收" in one.here


def test_words_written_on_behind_what_fills_a_blank_are_a_change():
    address = "江苏省苏州市吴中区木渎镇金山路88号"
    text = filled(ROOT, "loan_contract", 送达地址=f"{address}，但贷款人另行同意的从其同意")

    assert {kind for kind, _ in kinds(text)} == {"条款改动"}


def test_a_clause_put_in_and_one_taken_out_are_named():
    added = CLEAN.replace("第十六条 附则", "15.2 借款人放弃一切抗辩权利并承担贷款人的任何损失。\n第十六条 附则")
    removed = CLEAN.replace("11.3 未经贷款人书面同意，借款人不得以合并、分立、减资等方式逃避债务。\n", "")

    assert kinds(added) == [("条款增加", "第十五条 15.2")]
    assert kinds(removed) == [("条款删除", "第十一条 11.3")]


def test_a_clause_moved_is_not_taken_for_one_removed_and_one_added():
    first = "7.2 还款账户账号：32010201090000012345，借款人授权贷款人自该账户扣收到期本息。\n"
    third = "7.3 借款人同意贷款人对资金回笼账户进行监管。\n"
    swapped = CLEAN.replace(first + third, third.replace("7.3", "7.2") + first.replace("7.2", "7.3"))

    assert {kind for kind, _ in kinds(swapped)} <= {"条款移位", "编号变动"}
    assert "条款移位" in {kind for kind, _ in kinds(swapped)}


def test_a_renumbered_clause_is_unchanged():
    text = CLEAN.replace("5.3 对应付未付的利息", "5.4 对应付未付的利息")

    assert kinds(text) == [("编号变动", "第五条 5.4")]


def test_a_blank_left_open_is_named():
    text = filled(ROOT, "loan_contract", 借款用途="________")

    assert ("空白未填", "第二条 2.1") in kinds(text)


PRINTED = [i for i, letter in enumerate(STANDARD) if "\u4e00" <= letter <= "\u9fff"
           and STANDARD.rfind("{", 0, i) <= STANDARD.rfind("}", 0, i)]


@given(st.sampled_from(PRINTED))
@settings(max_examples=40, deadline=None)
def test_no_change_of_a_single_letter_of_the_printed_text_goes_unseen(at):
    changed = filled_in(STANDARD[:at] + "某" + STANDARD[at + 1:], "loan_contract")

    assert kinds(changed)


@pytest.mark.parametrize("name", ["guarantee_contract", "mortgage_contract", "maximum_mortgage", "pledge_contract"])
def test_every_standard_text_of_the_book_compares_clean_with_itself_filled(name):
    compared = compare(paper(filled(ROOT, name)), [("V", standard(ROOT, name))])

    assert compared is not None
    assert [one for one in compared[1] if one.kind not in ("空白已填", "已作选择")] == []
