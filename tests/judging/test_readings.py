from pathlib import Path

import pytest

from creditfile.judging.readings import findings_of, page_span
from creditfile.model import Case, Source, Trouble


@pytest.mark.parametrize(("pages", "span"), [([], ""), ([3], "p3"), ([1, 2, 3, 7], "p1–3, 7"), ([2, 1, 1], "p1–2")])
def test_pages_are_told_as_spans(pages: list[int], span: str) -> None:
    assert span == page_span(pages)


def test_one_trouble_on_many_pages_is_one_finding() -> None:
    source = Source("scan.pdf", "0", "pdf", 1, troubles=tuple(Trouble("RDG-105", "", page) for page in range(1, 9)))

    assert ["scan.pdf p1–8"] == [finding.subject for finding in findings_of(Case("c", Path(), sources=(source,)))]
