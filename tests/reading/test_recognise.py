"""A paper is known by its title and its words, wherever it stands in a file; what only mentions it is not it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from creditfile.model.document import DocumentType
from creditfile.reading.pages import Pages
from creditfile.reading.recognise import Span, guesses, recognise

LICENCE = (
    "营 业 执 照",
    "（副本）",
    "统一社会信用代码",
    "91320100MA1ABCDE85",
    "名　　称　甲乙贸易有限公司",
    "类　　型　有限责任公司",
    "法定代表人　张甲",
    "经营范围　五金销售",
    "注册资本　伍佰万元整",
    "成立日期　2018年01月02日",
    "住　　所　某省某市某路1号",
    "登记机关",
)
ID_FRONT = (
    "姓 名 张甲",
    "性 别 男 民 族 汉",
    "出 生 1980 年 1 月 1 日",
    "住 址 某省某市某路1号",
    "公民身份号码 320102198001010016",
)
ID_BACK = ("中华人民共和国", "居 民 身 份 证", "签发机关 某市公安局", "有效期限 2016.05.20-2036.05.20")
CONTRACT = (
    "流动资金借款合同",
    "合同编号：甲银借字2024年第001号",
    "借款人：甲乙贸易有限公司",
    "营业执照号码：91320100MA1ABCDE85",
    "法定代表人：张甲",
    "贷款人：某某银行股份有限公司",
    "第一条 借款金额 人民币伍佰万元整（¥5,000,000.00）。",
    "第二条 借款用途 采购原料。",
    "第三条 借款期限 自2024年1月2日起至2025年1月1日止。",
    "第四条 借款利率 年利率4.35%。",
    "第五条 提款前提条件：借款人已提交营业执照、公司章程、授权委托书、身份证复印件；",
    "第六条 还款方式 按月付息，到期还本。",
    "第七条 违约责任。",
    "第八条 本合同自双方签字盖章之日起生效。",
)


def names(spans: tuple[Span, ...]) -> list[str]:
    return [span.kind.name for span in spans]


def numbers(span: Span) -> list[int]:
    return [page.number for page in span.stretch.pages]


def test_a_package_of_papers_is_taken_apart(lines: Callable[..., Pages], types: tuple[DocumentType, ...]) -> None:
    pages = lines(*LICENCE, "\f", *ID_FRONT, "\f", *ID_BACK, "\f", *CONTRACT)

    spans = recognise(pages, types, "package.txt")

    assert names(spans) == ["business_licence", "id_card", "loan_contract"]
    assert [numbers(span) for span in spans] == [[1], [2, 3], [4]]


def test_the_words_that_decided_are_told(lines: Callable[..., Pages], types: tuple[DocumentType, ...]) -> None:
    [span] = recognise(lines(*LICENCE), types, "a.txt")

    assert span.words[0] == "营业执照"
    assert "统一社会信用代码" in span.words
    assert span.score > 0


def test_a_contract_that_mentions_a_licence_is_no_licence(
    lines: Callable[..., Pages], types: tuple[DocumentType, ...]
) -> None:
    assert names(recognise(lines(*CONTRACT), types, "营业执照.txt")) == ["loan_contract"]


def test_a_list_of_papers_is_none_of_them(lines: Callable[..., Pages], types: tuple[DocumentType, ...]) -> None:
    pages = lines(
        "授信资料清单",
        "1. 营业执照复印件 1份",
        "2. 公司章程",
        "3. 法定代表人身份证复印件",
        "4. 借款申请书",
        "5. 审计报告",
    )

    assert recognise(pages, types, "list.txt") == ()


def test_two_identity_cards_one_after_another_are_two_papers(
    lines: Callable[..., Pages], types: tuple[DocumentType, ...]
) -> None:
    other = ("姓 名 李乙", *ID_FRONT[1:4], "公民身份号码 350521199003070013")

    spans = recognise(lines(*ID_FRONT, "\f", *ID_BACK, "\f", *other, "\f", *ID_BACK), types, "ids.txt")

    assert [(span.kind.name, span.part, numbers(span)) for span in spans] == [
        ("id_card", 1, [1, 2]),
        ("id_card", 2, [3, 4]),
    ]


def test_a_running_head_begins_no_new_paper(lines: Callable[..., Pages], types: tuple[DocumentType, ...]) -> None:
    head = ("流动资金借款合同", "第九条 借款人、贷款人的权利义务，利率与违约责任，提款与还款。")

    spans = recognise(lines(*CONTRACT, "\f", *head, "\f", *head), types, "contract.txt")

    assert [(span.kind.name, numbers(span)) for span in spans] == [("loan_contract", [1, 2, 3])]


def test_two_papers_on_one_page(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages], types: tuple[DocumentType, ...]
) -> None:
    text = [*LICENCE, "居 民 身 份 证", *ID_FRONT, *ID_BACK[2:]]
    content = make_pdf([(60, 40 + 24 * i, line) for i, line in enumerate(text)])

    spans = recognise(opened(content, "page.pdf"), types, "page.pdf")

    assert names(spans) == ["business_licence", "id_card"]
    assert "登记机关" in spans[0].stretch.text
    assert "张甲" in spans[1].stretch.text
    assert "注册资本" not in spans[1].stretch.text


def test_what_is_not_sure_is_not_recognised_but_guessed(
    lines: Callable[..., Pages], types: tuple[DocumentType, ...]
) -> None:
    pages = lines("说明", "本公司经营范围包括五金销售，注册资本五百万元，统一社会信用代码见附件。")

    assert recognise(pages, types, "note.txt") == ()
    near = guesses(pages, types)
    assert 1 <= len(near) <= 2
    assert "business_licence" in [guess.kind.name for guess in near]
    assert near[0].words


def test_an_empty_file_holds_nothing(lines: Callable[..., Pages], types: tuple[DocumentType, ...]) -> None:
    assert recognise(lines("。"), types, "empty.txt") == ()
    assert guesses(lines("。"), types) == ()


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("关于同意甲公司流动资金贷款的批复", "approval"),
        ("授信审批通知书", "approval"),
        ("授 信 批 复", "approval"),
    ],
)
def test_approvals_by_their_many_titles(
    lines: Callable[..., Pages], types: tuple[DocumentType, ...], title: str, wanted: str
) -> None:
    body = (
        "批复文号：某银批〔2024〕12号",
        "借款人：甲公司",
        "同意给予甲公司流动资金贷款额度500万元，期限12个月，年利率4.35%，",
        "用于采购原料，由乙公司提供连带责任保证担保。",
        "签订借款合同、保证合同后放款。",
        "本批复有效期至2024年12月31日。",
    )

    assert names(recognise(lines(title, *body), types, "x.txt")) == [wanted]


def test_real_contracts_are_never_taken_for_other_kinds_of_paper(
    shared: Path, types: tuple[DocumentType, ...], opened: Callable[[bytes, str], Pages]
) -> None:
    allowed = {"D414", "D416", "D506", "D605", "D606", "D607", "D609", "D709", "D119"}
    wrong = []
    for file in sorted((shared / "contracts" / "old-forms").glob("*.txt")):
        for span in recognise(opened(file.read_bytes(), file.name), types, file.name):
            if not ("D702" <= span.kind.code <= "D711" or span.kind.code in allowed):
                wrong.append((file.name, span.kind.name, span.words))

    assert wrong == []
