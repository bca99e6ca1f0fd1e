"""Filters, units, numbers, wording and layout that do not fit are found at their place."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.filling.templates import read_templates
from creditfile.linting import days, fits, layout
from creditfile.linting.complaints import Complaint
from creditfile.linting.contexts import full_case_of
from creditfile.linting.house import House, read_house
from creditfile.linting.names import Dictionary, dictionary
from creditfile.linting.opened import Opened, lay_open
from creditfile.linting.trials import Trial
from tests.filling.word_files import packed, word_file
from tests.templates.kit import Column, Document

Look = Callable[..., list[Complaint]]


@pytest.fixture(scope="module")
def house(book: Any) -> House:
    return read_house(book.folder)


@pytest.fixture(scope="module")
def known(book: Any) -> Dictionary:
    return dictionary(book)


@pytest.fixture
def look(book: Any, known: Dictionary, house: House, tmp_path: Path) -> Look:
    """What is said of types, units and layout of a made-up template."""

    def complaints(content: bytes, kind: str = "form", more: str = "") -> list[Complaint]:
        folder = tmp_path / "templates" / "trial"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "template.docx").write_bytes(content)
        head = f'title = "试"\ntitle_en = "Trial"\nfile = "试.docx"\nwhen = "true"\nkind = "{kind}"\n{more}\n'
        (folder / "template.toml").write_text(head, encoding="utf-8")
        made = read_templates(tmp_path, book.templates.titles)
        opened = lay_open(made.each[0], replace(book, folder=tmp_path))
        assert isinstance(opened, Opened)
        offered = Trial(book, full_case_of(book)).account(opened.template)[0]
        return [
            *fits.complaints(opened, book, known, house, offered), *days.complaints(opened, known, house),
            *layout.complaints(opened, house),
        ]

    return complaints


@pytest.mark.parametrize(
    "words",
    [
        "合同金额{{ contract.amount | wan }}万元",
        "合同金额（万元）：{{ contract.amount | wan }}",
        "{{ contract.amount | capital }}（¥{{ contract.amount | money }}元）",
        "利率{{ contract.rate_annual_pct | rate }}，期限{{ contract.term_months }}个月",
        "{% if contract.amount > approval.amount %}高{% else %}不高{% endif %}于批复",
        "{{ '增长' if now.revenue_growth >= 0 else '下降' }}{{ now.revenue_growth | abs | percent }}",
        "差额{{ (contract.amount - approval.amount) | money }}元",
        "类型：{{ party.type | worded }}",
        "不通过：{{ case.rules | where('it.outcome == \"fails\"') | pick('it.code') }}",
        "应备{{ case.slots | count }}项，齐备{{ case.slots | where('it.outcome == \"holds\"') | count }}项",
        "有效期61天，至{{ contract.end_date | days_after(61) }}",
    ],
)
def test_what_fits_is_left_in_peace(look: Look, words: str) -> None:
    assert [] == look(word_file("{%p set now = statement.latest_annual %}", words))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("合同金额{{ contract.amount }}元", "LNT-218"),
        ("合同金额{{ contract.amount | percent }}", "LNT-218"),
        ("资产负债率{{ now.debt_ratio | number }}", "LNT-218"),
        ("合同号{{ contract.no | upper }}", "LNT-218"),
        ("合同金额{{ contract.amount | wan }}元", "LNT-219"),
        ("合同金额{{ contract.amount | wan }}", "LNT-219"),
        ("单位：元，合同金额{{ contract.amount | wan }}", "LNT-219"),
        ("资产负债率{{ now.debt_ratio | percent }}%", "LNT-219"),
        ("大写{{ contract.amount | capital }}元", "LNT-219"),
        ("期限{{ contract.term_months }}天", "LNT-219"),
        ("{{ '增长' if now.revenue_growth >= 0 else '下降' }}{{ now.revenue_growth | percent }}", "LNT-220"),
        ("共{{ statement | periods(5) | count }}期", "LNT-220"),
        ("{{ '增加' if contract.amount > approval.amount }}", "LNT-225"),
        ("结论{% if contract.amount > 0 %}有{% endif %}额度", "LNT-225"),
        ("应还{{ contract.amount - approval.amount }}元", "LNT-218"),
        ("占比{{ contract.amount / approval.amount }}", "LNT-218"),
        ("类型：{{ party.type }}", "LNT-218"),
        ("证件号{{ party.code }}", "LNT-218"),
        ("面积{{ first(property[0].area_building, contract.no) }}", "LNT-218"),
        ("不通过：{{ case.rules | pick('it.code') }}", "LNT-229"),
        ("共{{ case.findings }}项", "LNT-229"),
        ("应备{{ case.slots | count }}项，齐备{{ case.slots | count }}项", "LNT-229"),
        ("有效期至{{ contract.end_date | days_after(61) }}", "LNT-220"),
        ("我行保证放款", "LNT-224"),
        ("此处待定", "LNT-224"),
    ],
)
def test_what_does_not_fit_is_found(look: Look, words: str, code: str) -> None:
    found = look(word_file("{%p set now = statement.latest_annual %}", words))

    assert code in [complaint.code for complaint in found]
    assert all(complaint.spot and complaint.spot.paragraph == 2 for complaint in found if complaint.code == code)


def table(*rows: tuple[str, str] | str, head: tuple[str, str] = ("名称", "金额（万元）")) -> bytes:
    document = Document("试")
    document.table([Column(head[0], 50), Column(head[1], 50)], list(rows))
    return packed(document)


LOOP = ("for s in articles.shareholders", ("{{ s.name }}", "{{ s.subscribed | wan }}"))


def test_a_unit_in_the_head_of_the_column_will_do(look: Look) -> None:
    assert [] == look(table(*LOOP, "else", ("无", "—"), "endfor"))


def test_a_unit_in_the_head_that_is_another_is_found_at_the_cell(look: Look) -> None:
    found = look(table(*LOOP, "else", ("无", "—"), "endfor", head=("名称", "金额（元）")))

    assert ["LNT-219"] == [complaint.code for complaint in found]
    assert found[0].spot is not None
    assert ((1, 3, 2),) == found[0].spot.cells


def test_a_list_that_says_nothing_when_it_is_empty_is_found(look: Look) -> None:
    assert ["LNT-227"] == [complaint.code for complaint in look(table(*LOOP, "endfor"))]


def test_days_other_than_those_beside_them_are_found(look: Look) -> None:
    found = look(table(("到期前30天通知", "{{ contract.end_date | days_after(-31) }}"), head=("通知", "日期")))

    assert ["LNT-220"] == [complaint.code for complaint in found]


def test_days_as_those_beside_them_are_left_in_peace(look: Look) -> None:
    assert [] == look(table(("到期前30天通知", "{{ contract.end_date | days_after(-30) }}"), head=("通知", "日期")))


@pytest.mark.parametrize("label", ["到期前30天通知", "24小时内", "检查（15天）", "提前7天"])
def test_a_day_that_is_not_moved_beside_words_of_a_span_is_found(look: Look, label: str) -> None:
    found = look(table((label, "{{ contract.end_date }}"), head=("通知", "日期")))

    assert [("LNT-220", ((1, 2, 2),))] == [(one.code, one.spot.cells) for one in found if one.spot]


@pytest.mark.parametrize("label", ["到期日", "宽限期30天后的日期另计", "期限", "第3次检查"])
def test_a_day_beside_other_words_is_left_in_peace(look: Look, label: str) -> None:
    assert [] == look(table((label, "{{ contract.end_date }}"), head=("事项", "日期")))


def test_two_labels_with_one_day_are_found(look: Look) -> None:
    rows = ("方案日期", "{{ survey.date }}"), ("有效期至", "{{ survey.date }}")

    assert ["LNT-220"] == [one.code for one in look(table(*rows, head=("事项", "日期")))]


def test_a_caption_with_a_unit_over_a_table_without_amounts_is_found(look: Look) -> None:
    def captioned(unit: str) -> list[str]:
        document = Document("试")
        document.caption("押品", unit)
        document.table([Column("权证号", 50), Column("坐落", 50)], [("{{ party.name }}", "{{ contract.no }}")])
        return [one.code for one in look(packed(document))]

    assert ["LNT-219"] == captioned("万元")
    assert [] == captioned("平方米")


def test_rows_whose_columns_run_over_other_lists_are_found(look: Look) -> None:
    document = Document("试")
    document.table(
        [Column("项目", 40), Column("{%tc for y in statement | periods(3) %}", 20), Column("{{ y.period }}", 20),
         Column("{%tc endfor %}", 20)],
        [("事项", "{%tc for y in case.findings %}", "{{ y.code }}", "{%tc endfor %}")],
    )

    assert "LNT-230" in [one.code for one in look(packed(document))]


def test_a_heading_that_sections_do_not_name_is_told(look: Look, tmp_path: Path) -> None:
    document = Document("试")
    document.h1("概况")
    document.h1("附件")

    found = look(packed(document), "form", 'sections = ["概况"]')

    assert [("LNT-222", "warning")] == [(one.code, one.severity.value) for one in found]


def test_a_report_without_its_seven_parts_is_found(look: Look, book: Any) -> None:
    document = Document("试")
    document.h1("借款人及家庭")

    found = look(packed(document), "report")

    assert 6 == [complaint.code for complaint in found].count("LNT-228")


def test_a_heading_numbered_by_hand_and_an_unknown_style_are_found(look: Look) -> None:
    document = Document("试")
    document.h1("一、概况")
    document.p("正文", style="PastedFromMail")

    assert ["LNT-223", "LNT-223"] == [complaint.code for complaint in look(packed(document))]


def test_the_books_own_house_style_may_be_absent(tmp_path: Path) -> None:
    assert House() == read_house(tmp_path)
