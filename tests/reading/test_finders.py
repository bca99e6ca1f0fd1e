"""Values are found beside, under and behind their labels, however a paper sets them; nothing is taken silently."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from creditfile.model.document import DocumentType
from creditfile.reading.documents import document_from
from creditfile.reading.finders import find_field
from creditfile.reading.pages import Pages
from creditfile.reading.stretch import whole_of


def paper_type(*fields: tuple[str, str, list[dict[str, Any]]], **more: Any) -> DocumentType:
    """A document type with these fields: (name, type, finders)."""
    return document_from(
        {
            "name": "paper",
            "code": "D999",
            "title": "样张",
            "title_en": "Specimen",
            "subject": "paper",
            "recognise": {"title": ["样张"]},
            "fields": {name: {"label": name, "type": kind, "find": find} for name, kind, find in fields},
            **more,
        },
        "paper.toml",
    )


def found(pages: Pages, kind: DocumentType, name: str) -> list[Any]:
    field = kind.field(name)
    assert field is not None
    return [candidate.value for candidate in find_field(whole_of(pages, "paper"), field, kind)]


NAME = ("name", "name", [{"beside": ["名称", "企业名称"]}])
MONEY = ("amount", "money", [{"beside": ["金额"]}])
DAY = ("day", "date", [{"beside": ["日期"]}])


@pytest.mark.parametrize(
    "line",
    [
        "名称：甲乙贸易有限公司",
        "名称 甲乙贸易有限公司",
        "名　称　甲乙贸易有限公司",
        "名 称 ： 甲乙贸易有限公司",
        "1、名称:甲乙贸易有限公司",
        "名称（盖章）：甲乙贸易有限公司",
        "名称：__甲乙贸易有限公司__",
        "名称：甲乙贸易有限公司。",
        "名称：甲乙贸易有限公司（公章）",
        "名称：甲乙贸易有限公司　日期：2024年1月2日",
        "名称：甲乙贸易有限公司 联系人：丁",
        "名称：甲乙贸易有限公司，日期：2024年1月2日",
    ],
)
def test_a_value_stands_behind_its_label_in_many_ways(lines: Callable[..., Pages], line: str) -> None:
    assert found(lines("样张", line), paper_type(NAME, DAY), "name") == ["甲乙贸易有限公司"]


@pytest.mark.parametrize(
    "line", ["原名称变更情况：甲公司", "曾用名称及地址", "公司名称变更的说明", "企 业 法 人 名 称：甲公司"]
)
def test_part_of_a_longer_word_is_no_label(lines: Callable[..., Pages], line: str) -> None:
    assert found(lines("样张", line), paper_type(("name", "name", [{"after": ["名称"]}])), "name") == []


@pytest.mark.parametrize(
    "blank", ["", "________", "／", "——", "${companyName}", "{{ name }}", "（盖章）", "____年__月__日"]
)
def test_a_blank_is_told_from_no_such_place(lines: Callable[..., Pages], blank: str) -> None:
    assert found(lines("样张", f"名称：{blank}", "日期：2024-01-02"), paper_type(NAME, DAY), "name") == [None]
    assert found(lines("样张"), paper_type(NAME, DAY), "name") == []


def test_every_different_value_is_handed_on(lines: Callable[..., Pages]) -> None:
    pages = lines("样张", "金额：500万元", "……", "金额：450万元")

    assert found(pages, paper_type(MONEY), "amount") == ["500万元", "450万元"]


def test_what_cannot_be_of_the_type_gives_way_to_what_can(lines: Callable[..., Pages]) -> None:
    pages = lines("样张", "金额：以借据为准", "金额：人民币伍佰万元整（¥5,000,000.00）")

    assert found(pages, paper_type(MONEY), "amount") == ["人民币伍佰万元整（¥5,000,000.00）"]


def test_what_cannot_be_of_the_type_is_kept_where_there_is_nothing_better(lines: Callable[..., Pages]) -> None:
    assert found(lines("样张", "金额：以借据为准"), paper_type(MONEY), "amount") == ["以借据为准"]


def test_a_unit_in_the_label_goes_with_the_figure(lines: Callable[..., Pages]) -> None:
    assert found(lines("样张", "金额（万元）：450"), paper_type(MONEY), "amount") == ["450万元"]
    assert found(lines("样张", "金额（万元）：4,500,000元"), paper_type(MONEY), "amount") == ["4,500,000元"]


def test_a_date_is_cut_out_of_the_words_around_it(lines: Callable[..., Pages]) -> None:
    assert found(lines("样张", "日期：于2024年1月2日签订于南京"), paper_type(DAY), "day") == ["2024年1月2日"]


def test_the_origin_quotes_label_and_value_verbatim(lines: Callable[..., Pages]) -> None:
    kind = paper_type(NAME)
    field = kind.field("name")
    assert field is not None

    [candidate] = find_field(whole_of(lines("样张", "名　称：甲（南京）公司"), "a.txt"), field, kind)

    assert candidate.origin.quote == "名 称：甲（南京）公司"
    assert candidate.origin.source == "a.txt"
    assert candidate.origin.confidence > Decimal("0.9")


def test_two_pairs_on_one_line_and_values_running_on_in_their_column(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    content = make_pdf(
        [
            (200, 80, "样张"),
            (60, 120, "名　　称"),
            (130, 120, "甲乙贸易有限公司"),
            (320, 120, "金　　额"),
            (390, 120, "伍佰万元整"),
            (60, 150, "经营范围"),
            (130, 150, "许可项目：食品销售。"),
            (320, 150, "住　　所"),
            (390, 150, "某省某市某区某路"),
            (130, 165, "一般项目：机械设备销售；"),
            (390, 165, "一号二楼"),
            (130, 180, "技术服务。"),
            (60, 210, "日　　期"),
            (130, 210, "2024年1月2日"),
        ]
    )
    kind = paper_type(
        ("name", "name", [{"after": ["名称"]}]),
        MONEY,
        DAY,
        ("scope", "text", [{"after": ["经营范围"], "lines": 9}]),
        ("address", "text", [{"after": ["住所"], "lines": 4}]),
    )
    pages = opened(content, "paper.pdf")

    assert found(pages, kind, "name") == ["甲乙贸易有限公司"]
    assert found(pages, kind, "amount") == ["伍佰万元整"]
    assert found(pages, kind, "scope") == ["许可项目：食品销售。一般项目：机械设备销售；技术服务"]
    assert found(pages, kind, "address") == ["某省某市某区某路一号二楼"]
    assert found(pages, kind, "day") == ["2024年1月2日"]


def test_a_value_has_its_own_box(make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]) -> None:
    pages = opened(make_pdf([(60, 100, "样张"), (60, 120, "名称：甲乙公司")]), "paper.pdf")
    kind = paper_type(NAME)
    field = kind.field("name")
    assert field is not None

    [candidate] = find_field(whole_of(pages, "paper.pdf"), field, kind)

    box = candidate.origin.box
    assert box is not None
    assert 60 + 3 * 11 - 2 <= box.x0 <= 60 + 3 * 11 + 2
    assert 105 <= box.top < box.bottom <= 125
    assert candidate.origin.page == 1


def test_a_label_broken_over_two_lines(make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]) -> None:
    content = make_pdf(
        [(60, 80, "样张"), (60, 120, "统一社会"), (140, 127, "91320100MA1ABCDE85"), (60, 134, "信用代码")]
    )
    kind = paper_type(("uscc", "credit_code", [{"after": ["统一社会信用代码"]}, {"typed": "anywhere"}]))

    assert "91320100MA1ABCDE85" in found(opened(content, "paper.pdf"), kind, "uscc")


def test_a_value_under_its_label(make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]) -> None:
    content = make_pdf(
        [
            (60, 80, "样张"),
            (60, 120, "名称"),
            (300, 120, "日期"),
            (60, 136, "甲乙贸易有限公司"),
            (300, 136, "2024年1月2日"),
        ]
    )
    kind = paper_type(("name", "name", [{"below": ["名称"]}]), ("day", "date", [{"below": ["日期"]}]))
    pages = opened(content, "paper.pdf")

    assert found(pages, kind, "name") == ["甲乙贸易有限公司"]
    assert found(pages, kind, "day") == ["2024年1月2日"]


def test_cells_beside_and_below_labels(make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]) -> None:
    content = make_docx(
        "样张",
        [["名称", "甲乙公司", "金额\n（万元）", "450"], ["日期", "住所", "", ""], ["2024-01-02", "南京", "", ""]],
    )
    kind = paper_type(NAME, MONEY, DAY, ("address", "text", [{"beside": ["住所"]}]))
    pages = opened(content, "paper.docx")

    assert found(pages, kind, "name") == ["甲乙公司"]
    assert found(pages, kind, "amount") == ["450万元"]
    assert found(pages, kind, "day") == ["2024-01-02"]


def test_label_and_value_in_one_cell(make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]) -> None:
    content = make_docx("样张", [["名称：甲乙公司", "金额：450万元"], ["日期：\n", ""]])
    kind = paper_type(NAME, MONEY, DAY)
    pages = opened(content, "paper.docx")

    assert found(pages, kind, "name") == ["甲乙公司"]
    assert found(pages, kind, "amount") == ["450万元"]
    assert found(pages, kind, "day") == [None]


def test_a_long_value_in_a_ruled_cell_is_not_cut_at_the_line(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    rules = [(50, y, 400, y) for y in (100, 125, 165)] + [(x, 100, x, 165) for x in (50, 150, 400)]
    content = make_pdf(
        [
            (200, 80, "样张"),
            (60, 118, "名称"),
            (160, 118, "甲乙公司"),
            (60, 150, "住所"),
            (160, 142, "某省某市某区某路"),
            (160, 156, "一号二楼"),
        ],
        rules=rules,
    )
    kind = paper_type(NAME, ("address", "text", [{"beside": ["住所"]}]))

    assert found(opened(content, "paper.pdf"), kind, "address") == ["某省某市某区某路一号二楼"]


SCOPE = ("scope", "text", [{"beside": ["经营范围"], "lines": 25}])


@pytest.mark.parametrize(
    ("first", "whole"), [("机械制造；", "机械制造；技术服务"), ("机械制造", "机械制造"), ("机械制造。", "机械制造")]
)
def test_a_list_set_wide_goes_on_below_a_line_that_ends_in_its_midst(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages], first: str, whole: str
) -> None:
    content = make_pdf([(200, 80, "样张"), (60, 118, "经营范围"), (160, 118, first), (160, 152, "技术服务")])

    [value] = found(opened(content, "paper.pdf"), paper_type(SCOPE), "scope")

    assert value.rstrip("。") == whole


def test_a_list_whose_label_is_set_midway_beside_two_lines_asks(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    kind = paper_type(SCOPE, ("address", "text", [{"beside": ["住所"]}]))
    field = kind.field("scope")
    assert field is not None
    label = [(60, 113, "经营范围"), (300, 113, "住所"), (340, 113, "松涛路")]
    beside = [(160, 106, "机械制造；货物"), *label, (160, 121, "仓储服务")]

    [candidate] = find_field(whole_of(opened(make_pdf([(200, 60, "样张"), *beside]), "paper.pdf"), "a"), field, kind)

    assert candidate.value == "机械制造；货物仓储服务" or candidate.origin.confidence < Decimal("0.9")


def test_a_list_that_breaks_off_in_its_midst_asks(lines: Callable[..., Pages]) -> None:
    kind = paper_type(SCOPE, DAY)
    field = kind.field("scope")
    assert field is not None

    [candidate] = find_field(
        whole_of(lines("样张", "经营范围：机械制造；技术服务、", "日期：2024年1月2日"), "a"), field, kind
    )

    assert candidate.origin.confidence < Decimal("0.9")


def shareholders() -> DocumentType:
    return document_from(
        {
            "name": "paper",
            "code": "D999",
            "title": "样张",
            "title_en": "Specimen",
            "subject": "paper",
            "recognise": {"title": ["样张"]},
            "fields": {
                "shareholders": {
                    "label": "股东",
                    "type": "table",
                    "find": [{"in_table": ["股东名称"]}],
                    "columns": {
                        "name": {"label": "股东", "type": "text", "heads": ["股东名称"], "required": True},
                        "subscribed": {"label": "认缴", "type": "money", "heads": ["认缴出资额"]},
                        "ratio": {"label": "比例", "type": "percent", "heads": ["出资比例"]},
                    },
                }
            },
        },
        "paper.toml",
    )


def test_rows_of_a_table_without_its_total(
    make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    content = make_docx(
        "样张",
        [
            ["序号", "股东名称", "认缴出资额（万元）", "出资比例"],
            ["1", "张甲", "600", "60%"],
            ["2", "李乙", "", "40%"],
            ["", "", "", ""],
            ["合计", "", "1000", "100%"],
        ],
    )

    assert found(opened(content, "paper.docx"), shareholders(), "shareholders") == [
        (
            {"name": "张甲", "subscribed": "600万元", "ratio": "60%"},
            {"name": "李乙", "subscribed": None, "ratio": "40%"},
        )
    ]


def test_of_two_columns_for_one_thing_the_filled_one_is_read_and_none_serves_two(
    make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    columns = {
        "day": {"label": "日期", "type": "date", "heads": ["交易日期"], "required": True},
        "out": {"label": "支出", "type": "money", "heads": ["交易金额（支出）", "记账金额（支出）"]},
        "amount": {"label": "金额", "type": "money", "heads": ["交易金额"]},
    }
    fields = {"entries": {"type": "table", "columns": columns, "find": [{"in_table": ["交易日期"]}]}}
    kind = document_from(
        {"name": "flow", "code": "D999", "title": "流水", "subject": "flow", "fields": fields}, "flow.toml"
    )
    content = make_docx(
        "流水",
        [
            ["交易日期", "交易金额（支出）", "记账金额（支出）"],
            ["2024-05-02", "-", "13.40"],
            ["2024-05-03", "-", "20.00"],
        ],
    )

    (rows,) = found(opened(content, "flow.docx"), kind, "entries")

    assert ["13.40", "20.00"] == [row["out"] for row in rows]
    assert [None, None] == [row["amount"] for row in rows]


RULED = [(50, y, 400, y) for y in (100, 120, 140, 160)] + [(x, 100, x, 160) for x in (50, 150, 300, 400)]
HEAD = [(60, 115, "股东名称"), (160, 115, "认缴出资额（万元）"), (310, 115, "出资比例")]


def owner(y: float, name: str, amount: str, ratio: str) -> list[tuple[float, float, str]]:
    return [(60, y, name), (160, y, amount), (310, y, ratio)]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_on_the_next_page_with_its_head_or_without(
    repeated: bool, make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    content = make_pdf(
        [(200, 80, "样张"), *HEAD, *owner(135, "张甲", "600", "50%"), *owner(155, "李乙", "300", "25%")],
        [
            *(HEAD if repeated else owner(115, "吴丁", "200", "15%")),
            *owner(135, "王丙", "100", "10%"),
            *owner(155, "合计", "1200", ""),
        ],
        rules=RULED,
    )

    rows = found(opened(content, "paper.pdf"), shareholders(), "shareholders")

    names = ["张甲", "李乙", "王丙"] if repeated else ["张甲", "李乙", "吴丁", "王丙"]
    assert [[row["name"] for row in table] for table in rows] == [names]
    assert rows[0][-1] == {"name": "王丙", "subscribed": "100万元", "ratio": "10%"}


def test_another_table_on_the_next_page_is_not_taken_for_the_rest(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    aside = [(60 + shift, y, text) for y in (115, 135) for shift, text in ((0, "物品"), (170, "300"), (310, "25%"))]
    rules = [(50, y, 400, y) for y in (100, 120, 140)]
    first = [(200, 80, "样张"), *HEAD, *owner(135, "张甲", "600", "50%")]
    content = make_pdf(first, aside, rules=[*rules, *((x, 100, x, 140) for x in (50, 150, 300, 400))])
    wide = make_pdf(first, rules=[*rules, *((x, 100, x, 140) for x in (50, 150, 300, 400))])
    other = make_pdf(aside, rules=[*rules, *((x, 100, x, 140) for x in (50, 210, 350, 400))])

    joined = found(opened(content, "paper.pdf"), shareholders(), "shareholders")
    apart = found(opened(merged(wide, other), "paper.pdf"), shareholders(), "shareholders")

    assert [[row["name"] for row in table] for table in joined] == [["张甲", "物品", "物品"]]
    assert [[row["name"] for row in table] for table in apart] == [["张甲"]]


def merged(*papers: bytes) -> bytes:
    import io

    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    for paper in papers:
        writer.append(io.BytesIO(paper))
    writer.write(out)
    return out.getvalue()


def test_a_cell_that_reads_like_another_columns_head_ends_no_table(
    make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    content = make_docx(
        "样张",
        [["股东名称", "认缴出资额（万元）", "出资比例"], ["张甲", "600", "60%"], ["李乙", "400", "出资比例"]],
    )

    rows = found(opened(content, "paper.docx"), shareholders(), "shareholders")

    assert [row["name"] for row in rows[0]] == ["张甲", "李乙"]


def test_a_total_has_the_unit_of_its_column(
    make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    content = make_docx("样张", [["股东名称", "认缴出资额（万元）"], ["张甲", "600"], ["合计", "600"]])

    kind = paper_type(("all", "money", [{"beside": ["合计"]}]))

    assert found(opened(content, "paper.docx"), kind, "all") == ["600万元"]


def test_rows_of_a_table_without_rules(make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]) -> None:
    content = make_pdf(
        [
            (200, 80, "样张"),
            (60, 110, "股东名称"),
            (200, 110, "认缴出资额(万元)"),
            (360, 110, "出资比例"),
            (60, 130, "张甲"),
            (215, 130, "600"),
            (365, 130, "60%"),
            (60, 150, "李乙"),
            (215, 150, "400"),
            (365, 150, "40%"),
            (60, 170, "合计"),
            (215, 170, "1000"),
            (365, 170, "100%"),
        ]
    )

    assert found(opened(content, "paper.pdf"), shareholders(), "shareholders") == [
        (
            {"name": "张甲", "subscribed": "600万元", "ratio": "60%"},
            {"name": "李乙", "subscribed": "400万元", "ratio": "40%"},
        )
    ]


@pytest.mark.parametrize("with_head", [True, False])
def test_rows_of_a_table_without_rules_go_on_over_pages(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages], with_head: bool
) -> None:
    head = [(60, 110, "股东名称"), (200, 110, "认缴出资额(万元)"), (360, 110, "出资比例")]
    first = [(60, 130, "张甲"), (215, 130, "600"), (365, 130, "60%"), (60, 150, "本页小计"), (215, 150, "600")]
    second = [(60, 150, "李乙"), (215, 150, "400"), (365, 150, "40%"), (60, 170, "合计"), (215, 170, "1000")]
    below = [(60, 190, "王丙"), (215, 190, "100"), (365, 190, "10%")]
    content = make_pdf(
        [(200, 80, "样张"), *head, *first, (280, 800, "第1页")],
        [(200, 80, "样张"), *(head if with_head else ()), *second, *below],
    )

    assert found(opened(content, "paper.pdf"), shareholders(), "shareholders") == [
        (
            {"name": "张甲", "subscribed": "600万元", "ratio": "60%"},
            {"name": "李乙", "subscribed": "400万元", "ratio": "40%"},
        )
    ]


@pytest.mark.parametrize(
    "line",
    [
        "□单独所有 ☑共同共有 □按份共有",
        "单独所有□ 共同共有√ 按份共有□",
        "[ ]单独所有 [√]共同共有 [ ]按份共有",
        "○单独所有　●共同共有　○按份共有",
    ],
)
def test_the_ticked_one_of_several_boxes(lines: Callable[..., Pages], line: str) -> None:
    kind = paper_type(("co", "text", [{"checked": ["单独所有", "共同共有", "按份共有"]}]))

    assert found(lines("样张", line), kind, "co") == ["共同共有"]


def test_no_box_ticked_is_no_value(lines: Callable[..., Pages]) -> None:
    kind = paper_type(("co", "text", [{"checked": ["单独所有", "共同共有"]}]))

    assert found(lines("样张", "□单独所有 □共同共有"), kind, "co") == []


def test_a_pattern_matches_however_the_letters_are_spaced_and_widths_differ(lines: Callable[..., Pages]) -> None:
    kind = paper_type(("term", "text", [{"pattern": "期限（大写）：?(?P<value>[壹贰叁]+个月)"}]))

    assert found(lines("样张", "期 限(大写)： 贰 个 月"), kind, "term") == ["贰 个 月"]


def test_a_pattern_crosses_lines_only_when_told_to(lines: Callable[..., Pages]) -> None:
    spec = {"pattern": "年利率为(?P<value>[0-9.]+%)"}
    pages = lines("样张", "本合同年利", "率为4.35%。")

    assert found(pages, paper_type(("rate", "percent", [spec])), "rate") == []
    assert found(pages, paper_type(("rate", "percent", [{**spec, "across": True}])), "rate") == ["4.35%"]


def test_a_pattern_may_say_the_value_itself(lines: Callable[..., Pages]) -> None:
    kind = paper_type(("body", "text", [{"pattern": "股东会.{0,6}决议", "says": "SHAREHOLDERS"}]))

    assert found(lines("样张", "甲公司股东会临时决议"), kind, "body") == ["SHAREHOLDERS"]


def test_the_date_at_the_end_of_a_letter(lines: Callable[..., Pages]) -> None:
    kind = paper_type(("day", "date", [{"typed": "end", "lines": 2}]))
    pages = lines("样张", "本公司成立于2001年1月1日。", "一", "二", "甲公司", "2024年5月6日")

    assert found(pages, kind, "day") == ["2024年5月6日"]


def test_only_the_first_place_counts_where_the_book_says_so(lines: Callable[..., Pages]) -> None:
    kind = paper_type(("name", "name", [{"after": ["名称"], "only": "first"}]))

    assert found(lines("样张", "名称：甲公司", "名称：乙公司"), kind, "name") == ["甲公司"]


def test_a_filled_form_field_by_name_or_label(opened: Callable[[bytes, str], Pages], fillable: bytes) -> None:
    kind = paper_type(("amount", "money", [{"form_field": ["loan_amount"]}]), ("name", "name", [{"beside": ["名称"]}]))
    pages = opened(fillable, "form.pdf")

    assert found(pages, kind, "amount") == ["5,000,000.00"]


@pytest.fixture(scope="module")
def fillable() -> bytes:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(60, 800, "Form")
    canvas.acroForm.textfield(name="loan_amount", value="5,000,000.00", x=60, y=700)
    canvas.save()
    return out.getvalue()


def test_the_label_under_one_of_two_heads(
    make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    content = make_docx("样张", [["借贷交易", "", "担保交易", ""], ["金额", "8,500", "金额", "1,200"]])
    kind = paper_type(
        ("lent", "money", [{"in_table": ["金额"], "under": ["借贷交易"]}]),
        ("secured", "money", [{"in_table": ["金额"], "under": ["担保交易"]}]),
    )
    pages = opened(content, "paper.docx")

    assert found(pages, kind, "lent") == ["8,500"]
    assert found(pages, kind, "secured") == ["1,200"]


def test_where_a_row_meets_a_column(make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]) -> None:
    content = make_docx("样张", [["项目", "栏次", "本月数", "本年累计"], ["销项税额", "11", "100.00", "1,200.00"]])
    kind = paper_type(("tax", "money", [{"in_table": ["销项税额"], "head": ["本年累计"]}]))

    assert found(opened(content, "paper.docx"), kind, "tax") == ["1,200.00"]


def test_the_same_label_in_another_section_means_something_else(lines: Callable[..., Pages]) -> None:
    kind = paper_type(
        ("loans", "money", [{"after": ["金额"], "section": ["贷款信息"]}]),
        ("cards", "money", [{"after": ["金额"], "section": ["信用卡信息"]}]),
    )
    pages = lines("样张", "一、贷款信息", "金额：500万元", "二、信用卡信息", "金额：5万元")

    assert found(pages, kind, "loans") == ["500万元"]
    assert found(pages, kind, "cards") == ["5万元"]


def test_a_guess_from_the_text_is_no_rival_of_a_labelled_value(lines: Callable[..., Pages]) -> None:
    kind = paper_type(("use", "text", [{"after": ["用途"]}, {"pattern": "用于(?P<value>[^。]+)", "otherwise": True}]))

    assert found(lines("样张", "用途：采购钢材", "贷款用于日常经营。"), kind, "use") == ["采购钢材"]
    assert found(lines("样张", "贷款用于日常经营。"), kind, "use") == ["日常经营"]


def test_the_unit_over_a_table_goes_with_its_figures(
    make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    content = make_docx("样张", "单位：万元", [["金额", "450"], ["日期", "2024-01-02"]])

    assert found(opened(content, "paper.docx"), paper_type(MONEY, DAY), "amount") == ["450万元"]


def test_what_stands_under_the_head_of_a_list_is_no_single_value(
    make_docx: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    kind = document_from(
        {
            "name": "paper",
            "code": "D999",
            "title": "样张",
            "title_en": "Specimen",
            "subject": "paper",
            "recognise": {"title": ["样张"]},
            "fields": {
                "amount": {"label": "金额", "type": "money", "find": [{"beside": ["金额"]}]},
                "payees": {
                    "label": "收款人",
                    "type": "table",
                    "find": [{"in_table": ["收款人"]}],
                    "columns": {
                        "name": {"label": "收款人", "type": "text", "heads": ["收款人"], "required": True},
                        "amount": {"label": "金额", "type": "money", "heads": ["金额"], "required": True},
                    },
                },
            },
        },
        "paper.toml",
    )
    several = make_docx("样张", "金额：300元", [["收款人", "金额"], ["甲", "100元"], ["乙", "200元"]])
    single = make_docx("样张", [["收款人", "金额"], ["甲", "100元"]])

    assert found(opened(several, "paper.docx"), kind, "amount") == ["300元"]
    assert found(opened(single, "paper.docx"), kind, "amount") == ["100元"]


def test_a_name_broken_at_the_margin_is_read_whole(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    line = "第二条　本合同由双方于签署之日订立，甲方即出借方同意按约出借，名称：甲乙丙丁（南"
    content = make_pdf(
        [(200, 60, "样张"), (60, 100, line), (60, 116, "京）贸易有限公司，住所见附件。"), (60, 132, "第三条　其他。")]
    )

    assert found(opened(content, "paper.pdf"), paper_type(NAME), "name") == ["甲乙丙丁（南京）贸易有限公司"]


def test_a_line_left_short_by_a_figure_that_did_not_fit_runs_on(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    margin = (60, 80, "第一条　本合同由双方于签署之日订立，甲方即出借方同意按本合同约定出借本合同下款项。")
    short = (60, 100, "担保方式：甲乙丙丁贸易有限公司以其所有的某（二〇二〇）某某市不动产权第")
    content = make_pdf([(200, 60, "样张"), margin, short, (60, 116, "7101838701838号项下房屋抵押"), (60, 140, "其他")])
    kind = paper_type(("security", "text", [{"beside": ["担保方式"], "lines": 4}]))

    (value,) = found(opened(content, "paper.pdf"), kind, "security")

    assert value == "甲乙丙丁贸易有限公司以其所有的某（二〇二〇）某某市不动产权第7101838701838号项下房屋抵押"


def test_a_date_set_below_a_signature_is_no_part_of_the_name(
    make_pdf: Callable[..., bytes], opened: Callable[[bytes, str], Pages]
) -> None:
    kind = paper_type(("name", "name", [{"beside": ["名称"], "lines": 3}]))
    content = make_pdf([(200, 60, "样张"), (300, 100, "名称：甲乙公司（盖章）"), (420, 116, "2024年4月1日")])

    assert found(opened(content, "paper.pdf"), kind, "name") == ["甲乙公司"]
