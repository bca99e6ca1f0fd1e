"""Wrong figures put into finished documents: `verify` names every one; `make measure-documents` does so 500 times."""

import random

import pytest

from creditfile.filling.package import open_package, write_package
from creditfile.filling.verify import State, verify
from tests.documents.wrongs import WRONGS, NoPlaceError, found, injected
from tests.filling.test_fill import filled, made, paper
from tests.filling.test_verify import EDITED

CHARTS = ("chart", "chart_book", "chart_label")


@pytest.mark.parametrize("kind", sorted(WRONGS))
def test_a_wrong_figure_of_every_kind_is_found(kind: str) -> None:
    chance = random.Random(kind)
    content = paper(filled(), "report" if kind in CHARTS else chance.choice(["survey_form", "proposal", "archive"]))
    before = frozenset(verify(content, made()))
    wrong, told = injected(content, kind, chance)

    assert found(before, frozenset(verify(wrong, made())), told)


def test_a_wrong_figure_in_a_changed_paragraph_is_told_beside_the_change() -> None:
    content = paper(filled(), "survey_form")
    once, first = injected(content, "digit", random.Random(1))
    twice, second = injected(once, "narrative", random.Random(2))
    result = [one for one in verify(twice, made()) if one.state in EDITED]

    assert any(first == one.new for one in result)
    assert any(second in one.new for one in result)


def test_a_chart_is_read_back_with_its_facts() -> None:
    points = [one for one in verify(paper(filled(), "report"), made()) if one.part == "chart"]

    assert len(points) == 3 * 4 + 2 * 4 + 3 * 4
    assert {one.state for one in points} == {State.EQUAL}
    assert all(one.fact.startswith('statement["') for one in points)


def test_a_chart_that_is_gone_is_removed() -> None:
    parts = open_package(paper(filled(), "report"), "t")
    del parts["word/charts/chart2.xml"]
    result = verify(write_package(parts), made())

    assert sum(one.state is State.REMOVED for one in result) == 8


def test_a_document_without_charts_has_no_place_for_a_wrong_one() -> None:
    with pytest.raises(NoPlaceError):
        injected(paper(filled(), "survey_form"), "chart", random.Random(1))
