import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from creditfile.errors import BookError
from creditfile.filling.fill import fill
from creditfile.filling.printing import Sheet
from creditfile.filling.templates import Templates, read_templates
from creditfile.filling.word import prepare, render
from creditfile.language.view import View
from creditfile.model import Case, Fact, Severity, Verdict
from tests.filling import made_up
from tests.filling.word_files import W, part, word_file, words

BOOK = Path(__file__).parents[2]


@lru_cache
def templates() -> Templates:
    return read_templates(BOOK, {"opinion.outlook": "行业前景"})


@lru_cache
def made() -> Case:
    return made_up.case()


@lru_cache
def filled() -> Case:
    return fill(made(), templates())


def paper(case: Case, template: str) -> bytes:
    return next(paper.content for paper in case.papers if paper.template == template)


def small(tmp_path: Path, body: str, when: str = "true") -> Templates:
    """A book with one template."""
    folder = tmp_path / "templates" / "note"
    folder.mkdir(parents=True)
    (folder / "template.docx").write_bytes(word_file(body))
    (folder / "template.toml").write_text(
        f'title = "便笺"\ntitle_en = "Note"\nfile = "便笺.docx"\nwhen = "{when}"\n', encoding="utf-8"
    )
    return read_templates(tmp_path)


def test_the_three_documents_of_an_enterprise_are_made() -> None:
    assert {paper.template for paper in filled().papers} >= {"report", "proposal", "archive"}


def test_the_decision_stays_as_it_is() -> None:
    assert filled().decision == made().decision


def test_every_blank_is_named_in_a_finding_and_highlighted_in_the_document() -> None:
    finding = next(one for one in filled().findings if one.code == "RDG-160" and one.subject == "贷前调查报告.docx")
    report = next(one for one in filled().papers if one.template == "report")

    assert finding.verdict is Verdict.CANNOT_TELL
    assert finding.severity is Severity.NOTE
    assert finding.missing == report.blanks
    assert "行业前景" in finding.message
    assert any("【待补:行业前景】" in text for text in words(report.content))


def test_a_document_without_blanks_has_no_finding(tmp_path: Path) -> None:
    case = fill(made(), small(tmp_path, "{{ party.name }}"))

    assert [one for one in case.findings if one.code == "RDG-160"] == []


def test_a_document_whose_condition_is_false_is_not_made(tmp_path: Path) -> None:
    assert fill(made(), small(tmp_path, "甲", "party.type == 'FRM'")).papers == ()


def test_a_document_whose_condition_cannot_be_told_is_not_made_and_told_of(tmp_path: Path) -> None:
    case = fill(made(), small(tmp_path, "甲", "nobody.knows == 'FRM'"))

    assert case.papers == ()
    assert "未生成" in case.findings[-1].message


def test_the_same_case_gives_the_same_bytes() -> None:
    from creditfile.filling import word

    word.prepare.cache_clear()
    again = fill(made(), read_templates(BOOK, {"opinion.outlook": "行业前景"}))

    assert [one.content for one in again.papers] == [one.content for one in filled().papers]


def test_no_time_is_kept_in_a_document() -> None:
    with zipfile.ZipFile(io.BytesIO(paper(filled(), "report"))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in package.read("docProps/core.xml")


def test_facts_used_are_listed_in_the_order_in_which_they_are_printed() -> None:
    used = next(one.used for one in filled().papers if one.template == "report")

    assert used[0] == "party.name"
    assert 'statement["2024-12-31"].revenue' in used


def test_every_section_the_template_promises_is_there() -> None:
    for template in templates().each:
        content = next((one.content for one in filled().papers if one.template == template.name), None)
        if content is not None:
            headings = "".join(words(content))
            assert [section for section in template.sections if section not in headings] == []


def test_no_table_is_empty() -> None:
    for one in filled().papers:
        tables = list(part(one.content).iter(f"{W}tbl"))
        assert all(len(table.findall(f"{W}tr")) >= 1 for table in tables)
        with_head = [table for table in tables if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]
        assert all(len(table.findall(f"{W}tr")) >= 2 for table in with_head)


def test_every_table_is_as_wide_as_its_rows() -> None:
    for one in filled().papers:
        for table in part(one.content).iter(f"{W}tbl"):
            grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.findall(f"{W}tr"):
                spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
                assert sum(1 if span is None else int(span.get(f"{W}val", "1")) for span in spans) == grid


def test_no_tag_is_left_in_any_document() -> None:
    for one in filled().papers:
        for text in words(one.content):
            assert "{{" not in text
            assert "{%" not in text


def test_numbers_of_controls_are_unique() -> None:
    for one in filled().papers:
        numbers = [
            node.get(f"{W}val") for node in part(one.content).iter(f"{W}id") if node.getparent().tag == f"{W}sdtPr"
        ]
        assert len(numbers) == len(set(numbers))


def test_a_figure_that_awaits_confirmation_carries_a_sign() -> None:
    text = "".join(words(paper(filled(), "report")))

    assert "165.00※" in text


def test_what_was_computed_from_such_a_figure_carries_it_too(tmp_path: Path) -> None:
    facts = (Fact("a.b", Decimal(5), "decimal", confirm=True), Fact("a.c", Decimal(6), "decimal", inputs=("a.b",)))
    case = fill(replace(made(), facts=facts), small(tmp_path, "值{{ a.c }}"))

    assert words(case.papers[0].content) == ["值6※"]


def test_identity_numbers_are_masked_in_the_text_and_in_quotations() -> None:
    for one in filled().papers:
        assert "362501198001017319" not in "".join(words(one.content))


def test_an_empty_case_gives_documents_that_name_what_is_missing() -> None:
    case = fill(Case("空", Path("空")), templates())

    assert {one.template for one in case.papers} >= {"report", "proposal", "archive"}
    assert all(one.blanks for one in case.papers)
    assert all(finding.message for finding in case.findings)


def test_a_template_without_its_word_file_is_refused(tmp_path: Path) -> None:
    small(tmp_path, "甲")
    (tmp_path / "templates" / "note" / "template.docx").unlink()

    with pytest.raises(BookError, match=r"template\.docx"):
        read_templates(tmp_path)


def test_codes_are_printed_in_words_of_their_field() -> None:
    case = replace(made(), facts=(Fact("owner.vice", "NONE", "choice"), Fact("party.type", "ENT", "choice")))
    found = Templates((), {}, {"owner.vice=NONE": "无不良嗜好", "ENT": "企业"})
    template = prepare(word_file("{{ owner.vice | worded }} {{ party.type | worded }}"), "t")
    rendered = render(template, View(case.facts), Sheet(str, found.words), {})

    assert words(rendered.content) == ["无不良嗜好 企业"]


def test_periods_stand_oldest_first_with_the_newer_interim_behind() -> None:
    text = [row for row in words(paper(filled(), "report")) if row in ("2022年", "2023年", "2024年", "2025年6月")]

    assert text[:4] == ["2022年", "2023年", "2024年", "2025年6月"]


def test_the_day_after_a_survey_is_worked_out() -> None:
    assert made_up.FIELDS["survey.date"] == date(2025, 8, 20)
    assert any("2025年8月21日" in text for text in words(paper(filled(), "proposal")))
