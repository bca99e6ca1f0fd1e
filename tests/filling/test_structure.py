"""Documents that Word opens without repair: parts, relations, ids and the order of elements."""

import pytest
from lxml import etree

from creditfile.filling.fill import fill
from creditfile.filling.xml import P, w
from creditfile.model import Case
from tests.documents.structure import faults
from tests.filling.made_up import without
from tests.filling.test_fill import filled, made, paper, templates
from tests.filling.test_verify import edited

NAMES = [template.name for template in templates().each]


@pytest.mark.parametrize("evidence", ["none", "comments", "notes"])
def test_every_document_is_what_the_schema_wants(evidence: str) -> None:
    case = filled() if evidence == "none" else fill(made(), templates(), evidence=evidence)

    assert {paper.name: faults(paper.content) for paper in case.papers if faults(paper.content)} == {}


@pytest.mark.parametrize("gone", ["statement", "party", "survey"])
def test_every_document_of_a_case_with_something_missing_is_too(gone: str) -> None:
    case = fill(without(made(), gone), templates())

    assert {paper.name: faults(paper.content) for paper in case.papers if faults(paper.content)} == {}


def test_a_case_that_says_nothing_gives_documents_that_open() -> None:
    case = fill(Case(id="leer", folder=made().folder), templates())

    assert {paper.name: faults(paper.content) for paper in case.papers if faults(paper.content)} == {}


def test_every_template_is_what_the_schema_wants() -> None:
    found = {template.name: faults(template.content) for template in templates().each}

    assert {name: fault for name, fault in found.items() if fault} == {}


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda p: p.append(etree.SubElement(p, w("pPr"))), "pPr behind words"),
        (lambda p: p.append(etree.Element(P)), "p in p"),
        (lambda p: p.getparent().append(etree.Element(w("r"))), "r in body"),
    ],
)
def test_the_checker_sees_what_word_would_mend(damage: object, told: str) -> None:
    def work(root: etree._Element) -> None:
        damage(next(one for one in root.iter(P) if one.getparent().tag == w("body") and one.find(w("r")) is not None))  # type: ignore[operator]

    assert any(told in fault for fault in faults(edited(paper(filled(), "survey_form"), work)))
