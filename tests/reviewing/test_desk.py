"""Queue, effort, and the verb itself."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from creditfile.cli.command_line import command_line
from creditfile.errors import CaseError
from creditfile.model import Case
from creditfile.model.record import to_json
from creditfile.reviewing.effort import LOG, effort_of, note
from creditfile.reviewing.queue import queue_of

from .conftest import began, check


def test_a_folder_of_papers_is_a_queue_of_one(own: Path) -> None:
    assert [("case", own)] == [(one.name, one.papers) for one in queue_of(own)]


def test_a_file_is_not_reviewed_live(own: Path) -> None:
    with pytest.raises(CaseError, match="no folder"):
        queue_of(own / "application.toml")


def test_a_batch_output_leads_to_the_inbox_the_worst_case_first(checked: Case, own: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    record = json.loads(to_json(checked))
    for name, decision in (("one", "admit"), ("two", "refuse"), ("three", "refer")):
        (out / name).mkdir(parents=True)
        (out / name / "case.json").write_text(json.dumps({**record, "case": name, "decision": decision}))
    began(out, own.parent)

    found = queue_of(out)

    assert ["two", "three", "one"] == [one.name for one in found]
    assert own.parent / "two" == found[0].papers
    assert sum(finding.verdict.value == "fails" for finding in checked.findings) == found[0].fails
    assert 0 < found[0].to_confirm


@pytest.mark.parametrize("name", ["../../etc", "/etc", "..", ""])
def test_a_case_whose_name_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "out" / "case").mkdir(parents=True)
    (tmp_path / "out" / "case" / "case.json").write_text(json.dumps({"case": name, "findings": []}))
    (tmp_path / "out" / "ledger.sqlite").write_bytes(b"")

    with pytest.raises(CaseError):
        queue_of(tmp_path / "out")


def test_effort_counts_each_thing_once_a_case_and_forgets_which_period(tmp_path: Path) -> None:
    name = 'statement["2024-12-31"].revenue'
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        note(tmp_path / folder, [("asked", name), ("raised", "CTR-002")])
        note(tmp_path / folder, [("asked", name)], seconds=30)
    note(tmp_path / "a", [("corrected", name), ("false_alarm", "CTR-002")], seconds=20)
    with (tmp_path / "b" / LOG).open("a", encoding="utf-8") as log:
        log.write('{"event": "asked", "of"')

    effort = effort_of([tmp_path])

    assert (2, [30, 50]) == (effort.cases, sorted(effort.seconds))
    assert {"asked": 2, "corrected": 1} == effort.fields["statement[].revenue"]
    assert {"raised": 2, "false_alarm": 1} == effort.rules["CTR-002"]


def test_effort_keeps_no_value_and_writes_through_no_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / LOG).symlink_to(outside)

    note(tmp_path / "case", [("asked", "contract.amount")])

    assert not outside.exists()


def test_the_verb_writes_one_file_and_stats_adds_up(root: Path, own: Path, tmp_path: Path) -> None:
    main = command_line(check, check, book=root)
    out = tmp_path / "page.html"
    note(own, [("asked", "contract.amount"), ("confirmed", "contract.amount")], seconds=61)

    done = CliRunner().invoke(main, ["review", str(own), "--out", str(out), "--on-date", "2025-02-26"])
    stats = CliRunner().invoke(main, ["runs", "stats", str(own)])
    as_json = CliRunner().invoke(main, ["runs", "stats", str(own), "--format", "json"])

    assert (0, f"{out}\n") == (done.exit_code, done.output)
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "61" in stats.output
    assert {"contract.amount": {"asked": 1, "confirmed": 1}} == json.loads(as_json.output)["fields"]


def test_the_output_of_a_case_is_never_taken_for_its_papers(
    root: Path, checked: Case, own: Path, tmp_path: Path
) -> None:
    main = command_line(check, check, book=root)
    made = tmp_path / "out" / "case"
    made.mkdir(parents=True)
    (made / "case.json").write_text(to_json(checked), encoding="utf-8")
    page = tmp_path / "page.html"
    asked = ["review", str(made), "--out", str(page), "--on-date", "2025-02-26"]

    without = CliRunner().invoke(main, asked)
    began(tmp_path / "out", own.parent)
    found = CliRunner().invoke(main, asked)

    assert (4, False) == (without.exit_code, "page.html" in without.stdout)
    assert 0 == found.exit_code
    assert "statements-2024.pdf" in page.read_text(encoding="utf-8")
