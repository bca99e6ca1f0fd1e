import io
import zipfile
from dataclasses import replace
from pathlib import Path

from lxml import etree

from creditfile.filling.fill import fill
from creditfile.filling.package import open_package
from tests.filling.test_fill import filled, made, paper, templates

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart(content: bytes, number: int) -> list[tuple[str, list[str], list[str]]]:
    """Name, categories and values of each series."""
    root = etree.fromstring(open_package(content, "t")[f"word/charts/chart{number}.xml"])
    return [
        (
            series.findtext(f"{C}tx//{C}v") or "",
            [node.text or "" for node in series.find(f"{C}cat").iter(f"{C}v")],
            [node.text or "" for node in series.find(f"{C}val").iter(f"{C}v")],
        )
        for series in root.iter(f"{C}ser")
    ]


def test_a_chart_shows_the_figures_of_its_periods() -> None:
    revenue, profit = chart(paper(filled(), "report"), 2)

    assert revenue == (
        "营业收入",
        ["2022年", "2023年", "2024年", "2025年6月"],
        ["9700.00", "10800.00", "12000.00", "6600.00"],
    )
    assert profit[2] == ["391.00", "501.50", "654.50", "374.00"]


def test_the_chart_s_workbook_holds_the_same_figures() -> None:
    workbook = open_package(paper(filled(), "report"), "t")["word/embeddings/chart2.xlsx"]
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()

    assert "<v>12000.00</v>" in sheet
    assert "营业收入" in sheet


def test_a_figure_that_is_missing_leaves_a_gap_and_not_a_zero() -> None:
    gone = 'statement["2023-12-31"].revenue'
    case = replace(made(), facts=tuple(fact for fact in made().facts if fact.name != gone))
    revenue, _ = chart(paper(fill(case, templates()), "report"), 2)

    assert revenue[2] == ["9700.00", "12000.00", "6600.00"]
    assert len(revenue[1]) == 4


def test_a_chart_has_words_for_those_who_cannot_see_it() -> None:
    root = etree.fromstring(open_package(paper(filled(), "report"), "t")["word/document.xml"])
    about = list(root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))

    assert len(about) == 3
    assert all(node.get("descr", "").startswith("柱形图") for node in about)
    assert all(node.get("title") == "" for node in about)


def test_templates_are_as_they_were_built_from_the_kit_s_workbooks() -> None:
    template = Path(__file__).parents[2] / "templates" / "report" / "template.docx"

    assert "word/embeddings/chart1.xlsx" in open_package(template.read_bytes(), "t")
