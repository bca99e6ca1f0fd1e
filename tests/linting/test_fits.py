"""Filters, units, numbers, wording and layout that do not fit are found at their place."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.filling.templates import read_templates
from creditfile.linting import fits, layout
from creditfile.linting.complaints import Complaint
from creditfile.linting.house import House, read_house
from creditfile.linting.names import Dictionary, dictionary
from creditfile.linting.opened import Opened, lay_open
from tests.filling.word_files import packed, word_file
from tests.templates.kit import Column, Document

Look = Callable[[bytes], list[Complaint]]


@pytest.fixture(scope="module")
def house(book: Any) -> House:
    return read_house(book.folder)


@pytest.fixture(scope="module")
def known(book: Any) -> Dictionary:
    return dictionary(book)


@pytest.fixture
def look(book: Any, known: Dictionary, house: House, tmp_path: Path) -> Look:
    """What is said of types, units and layout of a made-up template."""

    def complaints(content: bytes, kind: str = "form") -> list[Complaint]:
        folder = tmp_path / "templates" / "trial"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "template.docx").write_bytes(content)
        head = f'title = "试"\ntitle_en = "Trial"\nfile = "试.docx"\nwhen = "true"\nkind = "{kind}"\n'
        (folder / "template.toml").write_text(head, encoding="utf-8")
        made = read_templates(tmp_path, book.templates.titles)
        opened = lay_open(made.each[0], replace(book, folder=tmp_path))
        assert isinstance(opened, Opened)
        return [*fits.complaints(opened, book, known, house), *layout.complaints(opened, house)]

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


def test_a_report_without_its_seven_parts_is_found(look: Look, book: Any) -> None:
    document = Document("试")
    document.h1("借款人及家庭")

    found = look_as_report(look, packed(document))

    assert 6 == [complaint.code for complaint in found].count("LNT-228")


def look_as_report(look: Any, content: bytes) -> list[Complaint]:
    complaints: list[Complaint] = look(content, "report")
    return complaints


def test_a_heading_numbered_by_hand_and_an_unknown_style_are_found(look: Look) -> None:
    document = Document("试")
    document.h1("一、概况")
    document.p("正文", style="PastedFromMail")

    assert ["LNT-223", "LNT-223"] == [complaint.code for complaint in look(packed(document))]


def test_the_books_own_house_style_may_be_absent(tmp_path: Path) -> None:
    assert House() == read_house(tmp_path)
