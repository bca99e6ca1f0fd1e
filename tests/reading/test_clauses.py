"""The clause tree."""

from creditfile.reading.clauses import clauses_of
from creditfile.reading.pages import Line, Page, Pages, Word
from creditfile.reading.stretch import Stretch, whole_of


def paper(*lines: str, image_only: bool = False) -> Stretch:
    made = tuple(Line(tuple(Word(w, None) for w in line.split()), f"paragraph {i}") for i, line in enumerate(lines, 1))
    page = Page(1, "\n".join(lines), lines=lambda: made, image_only=image_only)
    return whole_of(Pages("docx", (page,)), "c.docx")


def tree(*lines: str) -> list[tuple[int, str]]:
    return [(clause.depth, clause.number) for clause in clauses_of(paper(*lines))]


def test_levels_follow_each_other():
    assert tree(
        "借款合同", "第一章 总则", "第一条 金额", "1.1 本金", "（1）人民币", "（2）外币", "1.2 利息",
        "第二条 期限", "第二章 其他",
        "第三条 附则",
    ) == [
        (0, "第一章"), (1, "第一条"), (2, "1.1"), (3, "(1)"), (3, "(2)"), (2, "1.2"), (1, "第二条"), (0, "第二章"),
        (1, "第三条"),
    ]


def test_chinese_numerals_with_a_pause_mark_head_numbered_points():
    assert tree("一、各方", "二、额度", "1. 金额", "2. 期限", "三、利率", "1. 年利率") == [
        (0, "一、"), (0, "二、"), (1, "1."), (1, "2."), (0, "三、"), (1, "1."),
    ]


def test_a_reference_at_the_beginning_of_a_line_is_no_clause():
    lines = ("第一条 违约", "借款人违反本合同", "第十五条约定的义务的，构成违约", "第二条 其他")

    assert tree(*lines) == [(0, "第一条"), (0, "第二条")]


def test_a_part_of_one_sentence_is_no_point():
    assert tree("第一条 费用", "3.5%的手续费由借款人承担", "第二条 其他") == [(0, "第一条"), (0, "第二条")]


def test_the_words_of_a_clause_are_its_own_lines():
    clause = clauses_of(paper("第一条 金额", "借款金额为", "伍佰万元。", "第二条 期限"))[0]

    assert clause.text == "金额借款金额为伍佰万元。"
