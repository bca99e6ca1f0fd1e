"""Real reports, where they are at hand: no figure silently wrong, none missing, every page right."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from creditfile.model import Fact


@pytest.fixture(scope="module")
def scorer(shared: Path) -> Path:
    """The tool that holds figures against labels."""
    file = shared.parent / "tools" / "score_statements.py"
    if not file.is_file():
        pytest.skip("no scoring tool beside the real papers")
    return file


def told(facts: dict[str, Fact]) -> dict[str, object]:
    """Facts as `read --format json` gives them, as far as the scorer looks."""
    return {
        "facts": [
            {
                "label": fact.label, "period": fact.period, **({"scope": fact.scope} if fact.scope else {}),
                "value": None if fact.value is None else str(fact.value), "confirm": fact.confirm,
                "origins": [{"page": origin.page} for origin in fact.origins],
            }
            for fact in facts.values()
        ]
    }


def test_labelled_reports_are_read_without_a_silent_error(
    shared: Path, scorer: Path, vouched: Callable[..., dict[str, Fact]], tmp_path: Path
) -> None:
    labelled = [
        (labels, report)
        for labels in sorted((shared / "labels").glob("*.json"))
        for report in [shared / "statements" / f"{labels.stem}.pdf"] if report.is_file()
    ]
    if not labelled:
        pytest.skip("no labelled reports")
    for labels, report in labelled:
        read = tmp_path / "read.json"
        read.write_text(json.dumps(told(vouched(report.read_bytes()))), encoding="utf-8")

        run = subprocess.run(
            [sys.executable, str(scorer), str(labels), str(read)], capture_output=True, text=True, check=False
        )

        counts = {what: int(number) for number, what in re.findall(r"(\d+) (\w+)(?=[,;:])", run.stdout)}
        on_page, of = map(int, re.findall(r"(\d+) on the right page of (\d+)", run.stdout)[0])
        assert run.returncode == 0, run.stdout
        assert counts["SILENT"] == counts["missing"] == counts["flagged"] == 0, run.stdout
        assert counts["asked"] <= 0.02 * counts["figures"], run.stdout
        assert on_page == of, run.stdout


def test_a_common_size_sheet_is_no_statement(shared: Path, vouched: Callable[..., dict[str, Fact]]) -> None:
    file = shared / "statements" / "common-size-sheet.pdf"
    if not file.is_file():
        pytest.skip("no common-size sheet")

    assert vouched(file.read_bytes()) == {}


def test_old_spreadsheets_with_years_side_by_side_are_read_and_ask_for_their_unit(
    shared: Path, vouched: Callable[..., dict[str, Fact]]
) -> None:
    files = sorted((shared / "spreadsheets").glob("*.xls"))
    if not files:
        pytest.skip("no .xls statements")
    for file in files:
        facts = vouched(file.read_bytes(), file.name)

        periods = {fact.period for fact in facts.values() if fact.type == "money"}
        assert len(periods) >= 3, file.name
        assert all(fact.confirm for fact in facts.values() if fact.type == "money"), file.name


def test_blank_cells_of_a_form_are_null_and_not_zero(shared: Path, vouched: Callable[..., dict[str, Fact]]) -> None:
    file = shared / "spreadsheets" / "blank-values.xlsx"
    if not file.is_file():
        pytest.skip("no blank form")

    facts = [fact for fact in vouched(file.read_bytes(), file.name).values() if fact.type == "money"]

    assert len(facts) > 300
    assert {fact.value for fact in facts} == {None}
