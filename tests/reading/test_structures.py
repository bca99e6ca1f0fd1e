"""What the make-up of a contract shows: blanks, choices, amount pairs, signatures, references, page numbers."""

from pathlib import Path

import pytest

from creditfile.model import Box
from creditfile.reading.pages import FormField, Line, Page, Pages, Word
from creditfile.reading.stretch import Stretch, whole_of
from creditfile.reading.structures import STRUCTURES, find_structure


def paper(*lines: str) -> Stretch:
    made = tuple(Line(tuple(Word(w, None) for w in line.split()), f"paragraph {i}") for i, line in enumerate(lines, 1))
    return whole_of(Pages("docx", (Page(1, "\n".join(lines), lines=lambda: made),)), "contract.docx")


def rows(name: str, *lines: str) -> list[dict[str, object]]:
    return [row.cells for row in STRUCTURES[name](paper(*lines))]


@pytest.mark.parametrize(
    "line",
    [
        "借款用途：________", "借款人：＿＿＿＿＿", "自____年____月____日起", "编号：${conCode}",
        "金额：{{ amount }}元",
        "本合同采用第    种方式", "借款金额（大写）：【 】", "年利率为：%", "电话：____邮编：____", "姓名____性别____",
        "双方另行约定：【待补】", "罚息 ××××",
    ],
)
def test_an_open_place_is_a_blank(line):
    assert rows("blanks", line)


@pytest.mark.parametrize(
    "line",
    [
        "借款用途为 ___采购原料_____。", "自 __2026__年_02_月_04_日起", "大写： ____贰拾万整____）",
        "第 __1__ 种还款方式",
        "双方另行约定：____/____。", "借款金额为5,000,000.00元", "账号：6222****1234", "每年12月31日", "一式四份",
        "单位：人民币元", "2026年3月9日",
    ],
)
def test_a_filled_place_is_none(line):
    assert rows("blanks", line) == []


def test_a_date_left_open_is_one_blank():
    assert [row["mark"] for row in rows("blanks", "自____年____月____日起")] == ["____年____月____"]


def test_places_to_sign_are_told_from_other_blanks():
    found = rows(
        "blanks", "第一条 金额", "借款用途：________", "第二条 其他", "甲方（借款人）：某公司",
        "法定代表人：________", "日期：____年____月____日",
    )

    assert [row["kind"] for row in found] == ["blank", "signature", "signature"]


def test_boxes_on_one_line_are_one_choice_and_those_under_each_other_another():
    found = rows("choices", "结息方式：□按月 ☑按季", "支付方式：", "□受托支付", "□自主支付")

    assert [(row["chosen"], row["count"], row["of"]) for row in found] == [("按季", "1", "2"), ("", "0", "2")]


def test_an_instruction_how_to_tick_is_no_choice():
    assert rows("choices", "采用的在□中打“√”，不采用的在□中打“X”") == []


@pytest.mark.parametrize(
    ("line", "words", "digits"),
    [
        ("人民币捌佰万元整（￥8,000,000.00）", "人民币捌佰万元整", "¥8,000,000.00"),
        ("人民币（大写）伍拾万元整，（小写）500,000.00元", "伍拾万元整", "500,000.00元"),
        ("￥20,000.00元（大写：人民币贰万元整）", "人民币贰万元整", "¥20,000.00元"),
        ("借款人民币 _20万整_ 元（大写： ____贰拾万整____）", "贰拾万整", "人民币20万"),
    ],
)
def test_words_and_digits_beside_each_other_are_a_pair(line, words, digits):
    assert [(row["words"], row["digits"]) for row in rows("amount_pairs", line)] == [(words, digits)]


@pytest.mark.parametrize(
    ("lines", "digits"),
    [
        (("2.1 金额（币种及大写金额）：人民币壹拾伍万元整", "2.2 （小写）：￥ 150,000.00"), "¥150,000.00"),
        (("（一）借款金额（大写）：人民币壹拾伍万元整", "（二）借款金额（小写）：￥150,000.00"), "¥150,000.00"),
        (("（大写金额）：人民币壹拾伍万元整。", "（小写金额）：￥15万元。"), "¥15万元"),
        (("大写：壹拾伍万元整；小写：150000元",), "150000元"),
        (("小写：150,000.00元，大写：壹拾伍万元整",), "150,000.00元"),
        (("大写", "壹拾伍万元整", "小写", "150,000.00"), "150,000.00"),
        (("人民币（大写）壹拾伍万元整（小写，万元）：15",), "15万元"),
        (("人民币(大写) 壹拾伍万元整 ￥ 150 000.00",), "¥150 000.00"),
        (("最高债权额（大写）：壹拾伍万元整，最高债权额（小写）：150,000.00元",), "150,000.00元"),
        (("数额为人民币150,000.00（大写壹拾伍万元整）",), "人民币150,000.00"),
        (("美元壹拾伍万元整（USD150,000.00）",), "USD150,000.00"),
    ],
)  # fmt: skip
def test_words_and_digits_pair_in_every_usual_wording_and_place(lines, digits):
    assert [row["digits"] for row in rows("amount_pairs", *lines)] == [digits]


def test_each_figure_belongs_to_one_amount_in_words():
    loan = "（小写）100.00元，（大写）壹佰元整，展期金额（大写）捌拾元整，（小写）80.00元"
    listed = "500.00 伍佰元整 300.00 叁佰元整"

    assert [(row["words"], row["digits"]) for row in rows("amount_pairs", loan, listed)] == [
        ("壹佰元整", "100.00元"), ("捌拾元整", "80.00元"), ("伍佰元整", "500.00"), ("叁佰元整", "300.00"),
    ]


@pytest.mark.parametrize(
    "line",
    ["定金为壹万元整，违约金按日100.00元计算", "贷款金额为壹佰万元整，余额为500,000.00元", "金额壹万元整，期限12个月"],
)
def test_two_amounts_that_merely_follow_each_other_are_no_pair(line):
    assert [row for row in rows("amount_pairs", line) if "digits" in row] == []


def test_an_amount_in_words_with_no_digits_beside_it_is_still_looked_at():
    assert [row["words"] for row in rows("amount_pairs", "借款金额（大写）：人民币拾伍万元整")] == ["人民币拾伍万元整"]
    assert rows("amount_pairs", "单笔支付超过人民币壹佰万元的，应当受托支付") == []


def test_a_signature_place_says_who_signs_and_what_is_open():
    found = rows(
        "signatures", "借款合同", "第一条 金额", "伍佰万元", "第二条 期限", "十二个月", "第三条 其他",
        "借款人（公章）：某公司", "法定代表人（签字）：张明", "日期：2026年3月10日",
        "贷款人（公章）：某银行", "负责人（签字）：________", "日期：____年__月__日",
    )

    assert [(row["role"], row.get("signatory"), row.get("date"), row["signatory_line"]) for row in found] == [
        ("借款人", "张明", "2026年3月10日", "filled"), ("贷款人", None, None, "open"),
    ]


def test_contracts_are_cited_by_number():
    found = rows("references", "由编号为AB-1的《保证合同》和《抵押合同》（编号：CD-2）担保")

    assert [(row["no"], row["title"]) for row in found] == [("AB-1", "保证合同"), ("CD-2", "抵押合同")]


def test_several_contracts_are_cited_in_one_breath():
    found = rows("references", "与贷款人另行签订编号为某保字〔2025〕第1号、某抵字〔2025〕第2号的担保合同。")

    assert [(row["no"], row["title"]) for row in found] == [
        ("某保字[2025]第1号", "担保合同"), ("某抵字[2025]第2号", "担保合同"),
    ]


def test_page_numbers_are_read_where_they_stand_alone():
    found = rows("page_numbers", "第1页，共3页", "见本合同第2页的约定，双方同意", "2/3", "第 3 页 共 3 页", "减 3/4")

    assert [(row["number"], row["of"]) for row in found] == [("1", "3"), ("2", "3"), ("3", "3")]


def test_a_clause_left_out_shows_in_the_numbers():
    found = rows("clause_numbers", "第一条 金额", "第二条 期限", "第四条 利率", "4.1 年利率", "4.3 罚息")

    assert [row["gap"] for row in found] == ["第二条之后为第四条", "4.1之后为4.3"]


def test_the_places_of_real_papers_are_found(shared: Path):
    """A filled contract with open signatures, and a form half filled in."""
    from creditfile.reading import word

    pages = word.read((shared / "contracts" / "filled-loan-contract.docx").read_bytes(), "a.docx")
    stretch = whole_of(pages, "a.docx")

    assert [row.cells["kind"] for row in STRUCTURES["blanks"](stretch)] == ["signature"] * 6
    assert len(list(STRUCTURES["amount_pairs"](stretch))) == 3
    assert len(list(STRUCTURES["signatures"](stretch))) == 3


@pytest.mark.parametrize("name", ["bank-loan", "bank-guarantee", "bank-maximum-guarantee", "bank-drawdown-application"])
def test_every_placeholder_of_a_banks_unfilled_text_is_a_blank(shared: Path, name: str):
    import re

    text = (shared / "contracts" / f"{name}.txt").read_text(encoding="utf-8")
    whole = set(re.findall(r"\$\{\w+\}", text))
    found = {str(row.cells["mark"]) for row in STRUCTURES["blanks"](paper(*text.splitlines()))}

    assert whole <= found


def test_an_empty_field_of_a_fillable_form_is_a_blank_and_one_to_sign_a_place_to_sign():
    made = (Line((Word("借款合同", None),)),)
    fields = (FormField("purpose", "", label="借款用途"), FormField("rate", "3.85%"), FormField("Signature_1", ""))
    stretch = whole_of(Pages("pdf", (Page(1, "借款合同", lines=lambda: made),), fields), "form.pdf")
    found = [row.cells for row in STRUCTURES["blanks"](stretch)]

    assert [(row["kind"], row["before"]) for row in found] == [("blank", "借款用途"), ("signature", "Signature_1")]


def test_places_to_sign_side_by_side_are_told_apart():
    signed = rows(
        "signatures",
        *["第一条 借款"] * 8,
        "借款人（盖章）：乙地机械有限公司 贷款人（盖章）：甲地银行股份有限公司",
        "法定代表人或授权代理人（签字）：张明 法定代表人或授权代理人（签字）：",
        "日期：2026年3月10日 日期：2026年3月11日",
    )

    assert [(row["role"], row["name"], row.get("signatory"), row["date"]) for row in signed] == [
        ("借款人", "乙地机械有限公司", "张明", "2026年3月10日"),
        ("贷款人", "甲地银行股份有限公司", None, "2026年3月11日"),
    ]
    assert signed[1]["signatory_line"] == "open"


@pytest.mark.parametrize(
    "lines",
    [
        ("保证人：乙地机械有限公司（公章） 债权人：甲地银行股份有限公司（公章）", "有权签字人：张明 有权签字人：李正",
         "2026年3月10日 2026年3月11日"),
        ("保证人（公章）：乙地机械有限公司 法定代表人：张明 债权人（章）：甲地银行股份有限公司 负责人：李正",
         "2026年3月10日 2026年3月11日"),
    ],
)  # fmt: skip
def test_signatories_and_dates_in_a_tables_cells_are_each_partys_own(lines):
    signed = rows("signatures", *["第一条 借款"] * 8, *lines)

    assert [(row["role"], row["name"], row.get("signatory"), row["date"]) for row in signed] == [
        ("保证人", "乙地机械有限公司", "张明", "2026年3月10日"),
        ("债权人", "甲地银行股份有限公司", "李正", "2026年3月11日"),
    ]


def test_appendices_listed_by_number_are_looked_for_behind_the_signatures():
    listed = rows(
        "appendices",
        "第一条 抵押财产详见附件一。",
        *["第二条 其他"] * 8,
        "附件一：抵押财产清单；附件二：还款计划表。",
        "借款人（盖章）：乙地机械有限公司",
        "日期：2026年3月10日",
        "附件一 抵押财产清单",
    )

    assert [(row["no"], row["title"], row["here"]) for row in listed] == [
        ("一", "抵押财产清单", "yes"),
        ("二", "还款计划表", "no"),
    ]


def test_securities_are_cited_by_numbers_behind_their_name():
    cited = rows("references", "本合同由下列担保合同提供担保，合同编号：HT-2026-BZ-01、HT-2026-DY-02。")

    assert [row["no"] for row in cited] == ["HT-2026-BZ-01", "HT-2026-DY-02"]


def test_where_a_page_shows_nothing_legible_it_cannot_be_told_whether_there_are_blanks(book):
    kind = next(kind for kind in book.documents.types if kind.name == "loan_contract")
    field = next(field for field in kind.fields if field.name == "blanks")
    text = tuple(Line((Word(word, None),)) for word in ("借款合同", "第一条"))
    read, picture = Page(1, "借款合同\n第一条", lines=lambda: text), Page(2, "", image_only=True)

    def answers(*pages: Page) -> list[object]:
        made = Stretch("a.pdf", "pdf", pages)
        return [each.value for each in find_structure(made, field.find[0], field, kind)]

    assert (answers(read), answers(read, picture)) == ([()], [])


def test_what_fills_a_blank_may_run_over_the_end_of_a_line():
    def line(text: str, top: float, width: float) -> Line:
        return Line((Word(text, Box.of(50, top, 50 + width, top + 10)),))

    made = (
        line("由某公司提供连带责任保证，保证合同编号：__渝鼎保", 100, 240),
        line("字2025第0456号__。罚息____%。", 114, 160),
    )
    stretch = whole_of(Pages("pdf", (Page(1, "", lines=lambda: made),)), "c.pdf")

    assert [str(row.cells["before"])[-2:] for row in STRUCTURES["blanks"](stretch)] == ["罚息"]
