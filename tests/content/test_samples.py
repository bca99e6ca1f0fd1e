"""Every sample is judged as its expected.toml says: the decision, what fails and nothing else, and a few facts."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from creditfile.book import open_book
from creditfile.model import Case
from creditfile.stages import fill, judge, read, settle

ROOT = Path(__file__).parent.parent.parent
SAMPLES = sorted(file.parent for file in (ROOT / "samples").glob("*/expected.toml"))
ASKED = "RDG-131"
"""That a person confirms a reading is told, and is no fault of the case."""


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda folder: folder.name)
def sample(request: pytest.FixtureRequest) -> tuple[Case, dict[str, Any]]:
    expected = tomllib.loads((request.param / "expected.toml").read_text(encoding="utf-8"))
    book = open_book(ROOT)
    case = settle(
        read(Case(request.param.name, request.param), book.documents), book.documents, book.figures, expected["on"]
    )
    return fill(judge(case, book.rules, expected["on"]), book.templates), expected


def test_there_are_six_stories() -> None:
    assert 6 == len(SAMPLES)


def test_the_decision_is_as_expected(sample: tuple[Case, dict[str, Any]]) -> None:
    case, expected = sample

    assert (expected["decision"], expected["verdict"]) == (case.decision, case.verdict)


def test_what_was_planted_fails_and_nothing_else(sample: tuple[Case, dict[str, Any]]) -> None:
    case, expected = sample
    fails = sorted({f.code for f in case.findings if f.verdict == "fails" and f.code != ASKED})

    assert expected["fails"] == fails


def test_facts_are_as_expected(sample: tuple[Case, dict[str, Any]]) -> None:
    case, expected = sample
    facts = {fact.name: fact for fact in case.facts}

    for name, wanted in expected["facts"].items():
        value = facts[name].value
        assert (name, wanted) == (name, f"{value:f}" if isinstance(value, Decimal) else str(value))


def test_its_documents_are_written_and_every_figure_in_them_reads_back_equal(
    sample: tuple[Case, dict[str, Any]],
) -> None:
    from creditfile.filling.verify import verify

    case, expected = sample

    assert expected["papers"] == [paper.name for paper in case.papers]
    wrong = [
        check for paper in case.papers for check in verify(paper.content, case) if check.state not in ("equal", "blank")
    ]
    assert [] == wrong


def test_its_documents_and_figures_are_as_the_golden_ones(sample: tuple[Case, dict[str, Any]]) -> None:
    """A difference is a redline; when it is meant, `make goldens` writes them anew."""
    from creditfile.linting.goldens import GOLDEN, held_against

    case, _ = sample
    differences = held_against(case, ROOT / "samples" / GOLDEN / case.id)

    assert [] == [f"{one.file}:{one.line} {one.problem}" for one in differences]
