import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from creditfile.errors import CaseError
from creditfile.filling.fill import fill
from creditfile.filling.package import open_package, write_package
from creditfile.filling.verify import REPORTS, State, verify
from creditfile.filling.xml import SDT_CONTENT, T
from creditfile.model import Case
from tests.filling.test_fill import filled, made, paper
from tests.filling.word_files import W

EDITED = (State.CHANGED, State.ORPHANED, State.REMOVED, State.OVERTAKEN)


def edited(content: bytes, work: Callable[[etree._Element], None], name: str = "word/document.xml") -> bytes:
    """The document after somebody's edit."""
    parts = open_package(content, "t")
    root = etree.fromstring(parts[name])
    work(root)
    parts[name] = etree.tostring(root)
    return write_package(parts)


def figures(root: etree._Element) -> list[etree._Element]:
    """The text elements inside our controls that show digits."""
    return [
        text
        for control in root.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}tag") is not None
        for text in control.iter(T)
        if re.search(r"\d", text.text or "") and "待补" not in (text.text or "")
    ]


def test_a_document_as_filled_is_equal_but_for_its_blanks() -> None:
    result = verify(paper(filled(), "report"), made())

    assert {one.state for one in result} == {State.EQUAL, State.BLANK}
    assert sum(one.equal for one in result) > 400


def test_a_changed_figure_is_found_with_old_and_new_and_where() -> None:
    def change(root: etree._Element) -> None:
        next(text for text in figures(root) if text.text == "12,000.00").text = "13,000.00"

    found = [one for one in verify(edited(paper(filled(), "report"), change), made()) if one.state in EDITED]

    assert [(one.state, one.old, one.new) for one in found] == [(State.CHANGED, "12,000.00", "13,000.00")]
    assert found[0].fact == 'statement["2024-12-31"].revenue'
    assert "13,000.00" in found[0].where


@pytest.mark.parametrize("seed", range(8))
def test_every_wrong_figure_is_found(seed: int) -> None:
    chance = random.Random(seed)
    template = chance.choice(["report", "proposal", "archive"])
    changed: list[str] = []

    def change(root: etree._Element) -> None:
        text = chance.choice(figures(root))
        at = chance.choice([place for place, letter in enumerate(text.text or "") if letter.isdigit()])
        digit = str((int((text.text or "")[at]) + chance.randint(1, 9)) % 10)
        text.text = (text.text or "")[:at] + digit + (text.text or "")[at + 1 :]
        changed.append(text.text)

    found = [one for one in verify(edited(paper(filled(), template), change), made()) if one.state in EDITED]

    assert [one.new for one in found if one.fact] == changed


def test_a_figure_typed_beside_the_controls_is_found_as_changed_words() -> None:
    def change(root: etree._Element) -> None:
        text = next(text for text in root.iter(T) if "共发现2项" in (text.text or ""))
        text.text = (text.text or "").replace("共发现2项", "共发现9项")

    found = [one for one in verify(edited(paper(filled(), "report"), change), made()) if one.state in EDITED]

    assert len(found) == 1
    assert found[0].fact == ""


def test_a_removed_figure_is_found() -> None:
    def remove(root: etree._Element) -> None:
        control = figures(root)[3].iterancestors(f"{W}sdt").__next__()
        control.getparent().remove(control)

    found = [one for one in verify(edited(paper(filled(), "report"), remove), made()) if one.state is State.REMOVED]

    assert len(found) == 1


def test_a_figure_of_a_fact_the_case_does_not_have_is_orphaned() -> None:
    without = replace(made(), facts=tuple(fact for fact in made().facts if fact.name != "credit.lenders_count"))
    found = [one for one in verify(paper(filled(), "report"), without) if one.state in EDITED]

    assert {(one.state, one.fact) for one in found} == {(State.ORPHANED, "credit.lenders_count")}


def test_a_fact_that_has_changed_since_overtakes_the_document() -> None:
    facts = tuple(replace(f, value=Decimal(9)) if f.name == "credit.lenders_count" else f for f in made().facts)
    found = [one for one in verify(paper(filled(), "report"), replace(made(), facts=facts)) if one.state in EDITED]

    assert {(one.state, one.fact) for one in found} == {(State.OVERTAKEN, "credit.lenders_count")}


def test_a_blank_filled_by_hand_is_told_as_changed() -> None:
    def write(root: etree._Element) -> None:
        next(text for text in root.iter(T) if text.text == "【待补:行业前景】").text = "行业平稳。"

    found = [one for one in verify(edited(paper(filled(), "report"), write), made()) if one.state in EDITED]

    assert [(one.old, one.new) for one in found] == [("【待补:行业前景】", "行业平稳。")]


def test_splitting_a_figure_over_runs_changes_nothing() -> None:
    def split(root: etree._Element) -> None:
        text = figures(root)[5]
        run = text.getparent()
        content = next(run.iterancestors(SDT_CONTENT))
        twin = etree.fromstring(etree.tostring(run))
        words = text.text or ""
        text.text = words[:1]
        next(twin.iter(T)).text = words[1:]
        content.append(twin)

    assert all(one.state not in EDITED for one in verify(edited(paper(filled(), "report"), split), made()))


def test_another_case_s_document_is_refused() -> None:
    with pytest.raises(CaseError, match="高新"):
        verify(paper(filled(), "report"), Case("另一件", Path()))


def test_a_document_without_imprint_is_refused() -> None:
    parts = open_package(paper(filled(), "report"), "t")
    parts = {name: content for name, content in parts.items() if not name.startswith("customXml/")}

    with pytest.raises(CaseError, match="imprint"):
        verify(write_package(parts), made())


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all"])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(CaseError):
        verify(content, made())


def test_the_reports_tell_what_was_found() -> None:
    def change(root: etree._Element) -> None:
        next(text for text in figures(root) if text.text == "12,000.00").text = "13,000.00"

    result = verify(edited(paper(filled(), "report"), change), made())
    told = {form: report(result, Path("贷前调查报告.docx"), "zh") for form, report in REPORTS.items()}

    assert "人工改动" in told["text"]
    assert "+ 13,000.00" in told["text"]
    assert any(place["new"] == "13,000.00" for place in json.loads(told["json"])["places"])
    assert any("13,000.00" in one["message"]["text"] for one in json.loads(told["sarif"])["runs"][0]["results"])


def test_a_document_saved_again_with_compression_is_still_read() -> None:
    parts = open_package(paper(filled(), "report"), "t")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)

    assert all(one.state not in EDITED for one in verify(buffer.getvalue(), made()))


@pytest.mark.parametrize("evidence", ["comments", "notes"])
def test_a_document_with_its_evidence_attached_reads_back_equal(evidence: str) -> None:
    from tests.filling.test_fill import templates

    case = fill(made(), templates(), evidence=evidence)

    assert all(one.state not in EDITED for one in verify(paper(case, "proposal"), made()))


def without_controls(root: etree._Element) -> None:
    """As a program leaves a document that knows no content controls."""
    for control in list(root.iter(f"{W}sdt")):
        parent = control.getparent()
        content = control.find(SDT_CONTENT)
        at = parent.index(control)
        parent[at : at + 1] = list(content)


def test_a_document_whose_controls_another_program_dropped_still_reads_back_equal() -> None:
    result = verify(edited(paper(filled(), "report"), without_controls), made())

    assert {one.state for one in result} == {State.EQUAL, State.BLANK}


def test_a_wrong_figure_is_found_without_controls_too() -> None:
    def change(root: etree._Element) -> None:
        next(text for text in figures(root) if text.text == "12,000.00").text = "13,000.00"
        without_controls(root)

    found = [one for one in verify(edited(paper(filled(), "report"), change), made()) if one.state in EDITED]

    assert any("13,000.00" in one.new for one in found)


def test_what_fields_count_anew_is_no_change() -> None:
    def count(root: etree._Element) -> None:
        for field in root.iter(f"{W}fldSimple"):
            next(field.iter(T)).text = "77"
        for link in root.iter(f"{W}hyperlink"):
            list(link.iter(T))[-1].text = "99"

    assert all(one.state not in EDITED for one in verify(edited(paper(filled(), "report"), count), made()))
