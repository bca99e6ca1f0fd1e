"""Whatever the seed: nothing is read wrongly and vouched for, and no rule fails on papers that agree."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generator import fonts, making
from tests.generator.scorer import Tally, score
from tests.measured.measure import read

pytestmark = pytest.mark.skipif(not fonts.available(), reason="the free Chinese fonts are not installed")
SOME = ("D101", "D103", "D106", "D107", "D202", "D301", "D402", "D414", "D701", "D702", "D703", "D704", "D708")
"""The papers read here: all of a case would take too long."""


def scored(seed: int, faults: tuple[str, ...] = ()) -> Tally:
    draft = making.draft(seed, "", "", faults)
    draft.papers = [paper for paper in draft.papers if paper.doc in SOME]
    case = making.cases.build(draft)
    with tempfile.TemporaryDirectory() as folder:
        home = case.write(Path(folder))
        return score(case.truth(), read(home, date.fromisoformat(str(case.truth()["on"]))))


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_no_seed_makes_the_reader_vouch_for_what_is_wrong(seed: int) -> None:
    tally = scored(seed)

    wrong = [note for note in tally.notes if note.startswith("SILENT")]
    assert wrong == []
    assert {code for code in tally.alarms if code.startswith(("CTR", "XC", "ART", "PRH"))} == set()


@pytest.mark.parametrize("fault", ["words-differ", "contract-name-differs", "rate-arithmetic", "card-number-check"])
def test_a_planted_fault_is_found(fault: str) -> None:
    assert scored(7, (fault,)).faults[fault] == {"right": 1}
