from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.errors import CaseError
from creditfile.model import (
    Answer,
    Box,
    Case,
    CellOrigin,
    Decision,
    Fact,
    Finding,
    Origin,
    Severity,
    Source,
    Trouble,
    Verdict,
)
from creditfile.model.record import from_json, to_json

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
_PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    _TEXT,
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13, places=2),
)
_VALUES = st.one_of(_PLAIN, st.lists(st.dictionaries(_TEXT, _PLAIN, max_size=3), max_size=3).map(tuple))
_BOXES = st.one_of(st.none(), st.just(Box.of(1, 2, 3.55, 4)))
_CELLS = st.builds(
    CellOrigin, st.integers(0, 99), _TEXT, st.integers(1, 9), _BOXES, st.just(Decimal("0.85")), st.booleans()
)
_ORIGINS = st.builds(
    Origin,
    _TEXT,
    st.one_of(st.none(), st.integers(1, 999)),
    _BOXES,
    _TEXT,
    st.sampled_from(["text", "ocr", "person"]),
    st.sampled_from([Decimal(1), Decimal("0.95")]),
    _TEXT,
    st.lists(_CELLS, max_size=2).map(tuple),
)
_FACTS = st.builds(
    Fact,
    name=st.just("a.b"),
    value=_VALUES,
    type=_TEXT,
    raw=_TEXT,
    origins=st.lists(_ORIGINS, max_size=2).map(tuple),
    confirm=st.booleans(),
    scope=st.one_of(st.none(), st.just("parent")),
)


@given(_FACTS)
def test_a_case_survives_json_without_loss(fact: Fact) -> None:
    finding = Finding("CTR-001", Severity.ERROR, Verdict.FAILS, "t", "m", evidence=(fact,), missing=("x.y",), id="1")
    case = Case(
        id="c",
        folder=Path(),
        product="WCL",
        sources=(Source("p.pdf", "0", "pdf", 3, "licence", ("licence",), 2, (Trouble("RDG-102", "d", 1),)),),
        facts=(fact,),
        findings=(finding,),
        answers=(Answer("CTR-001", "fails", "", "s", ("a.b",)),),
        decision=Decision.REFER,
        verdict="FIX",
    )

    assert case == from_json(to_json(case), Path())


def test_dates_without_end_and_blanks_are_kept_apart_from_zero() -> None:
    facts = (Fact("a.end", date.max, "date"), Fact("a.blank", None, "money"), Fact("a.zero", Decimal(0), "money"))
    case = Case("c", Path(), facts=facts)

    assert facts == from_json(to_json(case), Path()).facts


def test_another_format_is_refused_not_guessed() -> None:
    with pytest.raises(CaseError, match="format 99"):
        from_json('{"format": 99}', Path("case"))
