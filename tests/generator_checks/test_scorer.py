"""The scorer tells right from wrong, vouched for from asked, found from missed."""

import pytest

from tests.generator import making
from tests.generator.case import Case
from tests.generator.scorer import OUTCOMES, Tally, bounds, equal, outcome, report, score


def a_fact(value: object, confirm: bool = False) -> dict[str, object]:
    return {"value": value, "confirm": confirm}


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ([a_fact("5000000.00")], "right"),
        ([a_fact("5000000.0", True)], "asked"),
        ([a_fact("500000.00", True)], "flagged"),
        ([a_fact("500000.00")], "silent"),
        ([], "missing"),
        ([a_fact("500000.00", True), a_fact("5000000")], "right"),
        ([a_fact(None)], "silent"),
    ],
)
def test_each_outcome(found: list[dict[str, object]], wanted: str) -> None:
    assert outcome("5000000.00", found) == wanted


def test_meaning_is_compared_not_spelling() -> None:
    assert equal("LONG_TERM", "9999-12-31")
    assert equal("2025-03-09", "2025-03-09")
    assert equal("true", "是") or equal("true", True)
    assert equal("JOINT", "连带责任保证", "连带责任保证")
    assert equal("伍佰万元整", "人民币伍佰万元整")
    assert equal('["甲", "乙"]', ["甲", "乙"])
    assert not equal("2025-03-09", "2025-03-10")
    assert not equal("某某有限公司", "某某公司")
    assert not equal("0.00", None)


def test_bounds_are_those_of_the_tables() -> None:
    assert bounds(0, 10)[0] == 0.0
    assert bounds(0, 10)[1] == pytest.approx(0.3085, abs=1e-4)
    assert bounds(10, 10)[0] == pytest.approx(0.6915, abs=1e-4)
    assert bounds(3, 20) == pytest.approx((0.0321, 0.3789), abs=1e-4)
    assert bounds(0, 0) == (0.0, 1.0)


def perfect(case: Case) -> dict[str, object]:
    """What a reader without fault would say: one fact for each truth, each from its file."""
    from tests.generator.scorer import name_of

    facts = []
    for file in case.truth()["files"]:
        origins = [{"source": file["path"]}]
        for row in file["fields"]:
            if file["docs"] != ["form"]:
                name, _, cell = row["id"].partition("[")
                address = name_of(name).replace("[]", "[0]") + (f"[{cell}" if cell else "")
                facts.append({"name": address, "value": row["value"], "confirm": False, "origins": origins})
        for row in file["statements"]:
            subject = "parent_statement" if row["scope"] == "parent" else "statement"
            address = f'{subject}["{row["statement"]}"].{row["item"]}'
            facts.append({"name": address, "value": row["value"], "confirm": False, "origins": origins})
    codes = [fault["finds"][0] for fault in case.planted]
    return {"facts": facts, "findings": [{"code": code, "verdict": "fails"} for code in codes]}


def test_a_perfect_reader_scores_everything_right() -> None:
    case = making.case(4, "ENT", "WCL", faults=("words-differ",))

    tally = score(case.truth(), perfect(case))

    assert {name for counts in tally.fields.values() for name, count in counts.items() if count} == {"right"}
    assert tally.faults["words-differ"] == {"found": 1}
    assert not tally.clean


def test_one_wrong_value_is_silent_and_named() -> None:
    case = making.case(4, "ENT", "WCL")
    read = perfect(case)
    fact = next(one for one in read["facts"] if one["name"] == "contract.amount")
    fact["value"] = "1.00"

    tally = score(case.truth(), read)

    assert tally.fields["D702.amount"] == {"silent": 1}
    assert any("D702.amount" in note for note in tally.notes)
    assert tally.clean == 1


def test_an_alarm_on_a_clean_case_is_counted() -> None:
    case = making.case(4, "FRM")
    read = perfect(case)
    read["findings"] = [{"code": "CTR-001", "verdict": "fails"}, {"code": "CTR-002", "verdict": "cannot_tell"}]

    tally = score(case.truth(), read)

    assert tally.alarms == {"CTR-001": 1}
    assert tally.clean_with_alarm == 1


def test_the_table_shows_every_outcome() -> None:
    tally = Tally()
    tally.add(score(making.case(4, "IEB").truth(), {"facts": [], "findings": []}))

    text = report(tally)

    assert all(name in text for name in OUTCOMES)
    assert "Silently wrong: 0 of 0" in text
