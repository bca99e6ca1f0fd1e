"""The scorer tells right from wrong, vouched for from asked, found from missed."""

from decimal import Decimal

import pytest

from tests.generator import making
from tests.generator.binomial import bounds
from tests.generator.case import Case
from tests.generator.meaning import as_truth, equal
from tests.generator.report import report
from tests.generator.scorer import OUTCOMES, Tally, outcome, score

RIGHT, RIGHT_ASKED, WRONG, WRONG_ASKED = (True, False), (True, True), (False, False), (False, True)


@pytest.mark.parametrize(
    ("readings", "wanted"),
    [
        ([RIGHT], "right"),
        ([RIGHT_ASKED], "asked"),
        ([WRONG_ASKED], "flagged"),
        ([WRONG], "silent"),
        ([], "missing"),
        ([WRONG_ASKED, RIGHT], "right"),
        ([WRONG, RIGHT_ASKED], "silent"),
    ],
)
def test_each_outcome(readings: list[tuple[bool, bool]], wanted: str) -> None:
    assert outcome(readings) == wanted


def test_a_share_of_one_is_percent_only_where_the_reader_says_it_is_a_ratio() -> None:
    assert as_truth("D107.pass_ratio", "0.67", "ratio", "67", "67%") == "67.00"
    assert as_truth("D107.pass_ratio", "0.67", "decimal", "67", "67%") == "0.67"


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


def as_read(row: dict[str, object]) -> object:
    """The truth in the reader's own unit: months for years, a share of one for a column's percent."""
    name, value = str(row["id"]), row["value"]
    if name.endswith("].ratio"):
        return str(Decimal(str(value)) / 100)
    return int(str(value)) * 12 if name.endswith(".period_years") else value


def perfect(case: Case) -> dict[str, object]:
    """What a reader without fault would say: one fact for each truth, each from its file."""
    from tests.generator.addresses import name_of

    facts = []
    for file in case.truth()["files"]:
        origins = [{"source": file["path"]}]
        for row in file["fields"]:
            if file["docs"] != ["form"]:
                name, _, cell = row["id"].partition("[")
                address = name_of(name).replace("[]", "[0]") + (f"[{cell}" if cell else "")
                facts.append({"name": address, "value": as_read(row), "confirm": False, "origins": origins})
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
    assert tally.faults["words-differ"] == {"right": 1}
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

    assert all(name in text.lower() for name in OUTCOMES)
    assert "Silently wrong among what is vouched for: 0 of 0" in text


def test_papers_bound_in_one_file_are_compared_each_with_its_own_reading() -> None:
    rows = [
        {"id": "D103.name", "value": name, "text": name, "page": page, "paper": page - 1}
        for page, name in ((1, "甲一"), (2, "乙二"))
    ]
    file = {"path": "cards.pdf", "docs": ["D103", "D103"], "form": "pdf", "fields": rows, "statements": []}
    truth = {"case": "two", "files": [file], "faults": []}
    origins = [{"source": "cards.pdf"}]
    facts = [
        {"name": "id_card[1].name", "value": "甲一", "confirm": True, "origins": origins},
        {"name": "id_card[0].name", "value": "乙二", "confirm": False, "origins": origins},
    ]

    tally = score(truth, {"facts": facts, "findings": []})

    assert tally.fields["D103.name"] == {"asked": 1, "right": 1}


def a_fault(field: str = "amount") -> dict[str, object]:
    changes = [{"doc": "D702", "party": "", "field": field, "was": "1", "now": "2"}]
    return {"case": "c", "files": [], "faults": [{"code": "f", "finds": ["CTR-002"], "changes": changes}]}


AMOUNT = {"name": "contract.amount", "value": "2", "confirm": False, "origins": []}


@pytest.mark.parametrize(
    ("facts", "findings", "wanted"),
    [
        ([AMOUNT], [{"code": "CTR-002", "verdict": "fails"}], "right"),
        ([AMOUNT], [{"code": "CTR-002", "verdict": "cannot_tell"}], "asked"),
        ([AMOUNT], [{"code": "CTR-023", "verdict": "fails", "evidence": [AMOUNT]}], "flagged"),
        ([AMOUNT], [{"code": "CTR-023", "verdict": "fails"}], "silent"),
        ([], [], "missing"),
    ],
)
def test_each_outcome_of_a_fault(
    facts: list[dict[str, object]], findings: list[dict[str, object]], wanted: str
) -> None:
    tally = score(a_fault(), {"facts": facts, "findings": findings})

    assert tally.faults["f"] == {wanted: 1}


def test_damage_is_told_when_a_finding_names_the_file() -> None:
    damage = {"kind": "encrypted", "expect": ["RDG-101"]}
    file = {"path": "a.pdf", "docs": ["D101"], "form": "pdf", "fields": [], "statements": [], "damage": damage}
    truth = {"case": "c", "files": [file], "faults": []}
    elsewhere = {"code": "RDG-101", "message": "b.pdf", "evidence": []}

    told = score(truth, {"findings": [{**elsewhere, "message": "a.pdf"}]})
    untold = score(truth, {"findings": [elsewhere]})

    assert told.told["encrypted"] == {"told": 1}
    assert untold.told["encrypted"] == {"untold": 1}
