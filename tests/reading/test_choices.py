"""Options of a form: what is chosen, and that what is not chosen states nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from creditfile.reading.choices import choices_of
from creditfile.reading.pages import Pages
from creditfile.reading.read import read_paper
from creditfile.reading.stretch import whole_of
from tests.reading.contract_paper import as_docx
from tests.reading.test_structures import paper, rows


def chosen(*lines: str) -> list[tuple[int, str]]:
    """Of each set of options how many there are and what is chosen."""
    choices = choices_of(paper(*lines))
    return [(len(choice.options), "、".join(option.text for option in choice.chosen)) for choice in choices]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (("利率方式（以下二选一，在□内打√）：", "☑固定利率", "□浮动利率"), (2, "固定利率")),
        (("利率类型：固定利率☑ 浮动利率□",), (2, "固定利率")),
        (("利率类型：固定利率（√） 浮动利率（ ）",), (2, "固定利率")),
        (("[x]受托支付 [ ]自主支付",), (2, "受托支付")),
        (("支付方式：√受托支付   自主支付",), (2, "受托支付")),
        (("保证方式为☑连带责任保证 □一般保证。保证期间为三年",), (2, "连带责任保证")),
        (("争议选择以下第1种方式：1.向法院起诉；2.提交____仲裁委员会仲裁。",), (2, "向法院起诉")),
        (("还款方式采用下列第（二）种：", "（一）等额本息；", "（二）按季付息到期还本；"), (2, "按季付息到期还本")),
        (("按以下第 __2__ 种方式还款：", "1. 等额本息", "2. 等额本金", "3. 利随本清"), (3, "等额本金")),
        (("按以下第 ____ 种方式还款：", "1. 等额本息", "2. 等额本金"), (2, "")),
        (("选择下列第 B 种利率：A. 固定利率；B. 浮动利率",), (2, "浮动利率")),
    ],
)  # fmt: skip
def test_what_is_ticked_or_named_by_its_number_is_chosen(lines: tuple[str, ...], what: tuple[int, str]) -> None:
    assert chosen(*lines) == [what]


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ("还款方式：☑等额本息 ☑按月付息", True),
        ("选用：☑固定利率 ☑浮动利率", True),
        ("担保方式：☑保证 ☑抵押", False),
        ("支付方式：☑受托支付 ☑自主支付", False),
    ],
)
def test_answers_that_shut_each_other_out_may_not_both_be_ticked(line: str, only: bool) -> None:
    assert choices_of(paper(line))[0].one_only is only


@pytest.mark.parametrize("line", ["依照第一款约定，1.甲方；2.乙方", "本合同第2项约定的", "采用的在□中打“√”"])
def test_a_reference_or_an_instruction_is_no_choice(line: str) -> None:
    assert chosen(line) == []


def test_a_blank_in_an_option_beside_the_chosen_one_was_not_to_be_filled() -> None:
    found = rows("blanks", "选择第1种方式：1.向法院起诉；2.提交____仲裁。", "罚息：____%")

    assert [row["kind"] for row in found] == ["unchosen", "blank"]


FORM = """
借款合同
合同编号：甲借字第1号
借款人：明远机械有限公司
贷款人：江南银行股份有限公司
第一条 贷款金额
币种为人民币，金额（大写）叁拾万元整（小写：￥300,000.00）。
第二条 贷款用于：□购车 ☑房屋装修 □旅游
第三条 贷款期限自2025年3月1日起至2026年2月28日止，实际放款日以借据为准。
第四条 利率：☑固定利率，年利率（单利）为4.35% □浮动利率
第五条 还款方式：
□等额本息还款法
☑等额本金还款法
第六条 支付方式：☑贷款人受托支付 □借款人自主支付
第七条 争议按下列第1种方式解决：1.向贷款人所在地人民法院起诉；2.提交____仲裁委员会仲裁。
第八条 违约责任：逾期加收罚息百分之五十。
"""


def read(book: Any, text: str) -> dict[str, list[Any]]:
    """What a contract states, by field."""
    found: dict[str, list[Any]] = {}
    for reading in read_paper("a.docx", as_docx(text), book.documents).readings:
        if not isinstance(reading.fact.value, tuple) and reading.fact.value is not None:
            found.setdefault(reading.field, []).append(str(reading.fact.value))
    return found


def test_a_contract_of_options_states_what_is_chosen_and_nothing_else(book: Any) -> None:
    found = read(book, FORM)

    fields = ("purpose", "repay_method", "rate_type", "dispute_mode")
    assert [found.get(name) for name in fields] == [["房屋装修"], ["等额本金还款法"], ["固定利率"], ["诉讼"]]
    assert "draw_date" not in found
    assert ["300,000.00" in found["amount"][0], "4.35%" in found["rate_annual_pct"][0]] == [True, True]
    assert found["overdue_uplift_pct"] == ["50"]


def test_of_a_form_in_which_nothing_is_ticked_no_option_is_read(book: Any) -> None:
    found = read(book, FORM.replace("☑", "□").replace("第1种", "第____种"))

    assert {"purpose", "repay_method", "rate_type", "pay_mode"} & set(found) == set()


@pytest.mark.parametrize(
    ("below", "what"),
    [((140, "本 □等额本息"), "按月付息、分次还本"), ((60, "其他 □等额本息"), "按月付息、分次还")],
)
def test_an_option_runs_over_into_the_next_line_of_its_cell_but_no_label_does(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages], below: tuple[int, str], what: str
) -> None:
    x, text = below
    page = [(60, 80, "样张"), (60, 100, "还款方式"), (140, 100, "□到期一次还本付息 ☑按月付息、分次还"), (x, 114, text)]
    choices = choices_of(whole_of(opened(make_pdf(page), "paper.pdf"), "paper.pdf"))

    assert [option.text for choice in choices for option in choice.chosen] == [what]
