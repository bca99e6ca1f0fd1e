"""Every case comes to its end once; what did not change is not worked again; what people changed is kept."""

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditfile.errors import CaseError
from creditfile.recording.searching import cases_of, list_runs, run_of, verify
from creditfile.running.batch import Batch, Step
from creditfile.running.bounds import Limits
from tests.running import kit

Go = Callable[..., tuple[Batch, dict[str, Step]]]


def reasons(steps: dict[str, Step]) -> dict[str, str]:
    """Why each case was worked; `-` where it was not."""
    return {name: step.entry.reason if step.done else "-" for name, step in steps.items()}


def test_inputs_are_outputs_and_quarantined_each_once(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(
        tmp_path / "inbox", a={"1.txt": "fine"}, b={"1.txt": "crash"}, c="wrong", quarantine={"1.txt": "fine"}
    )
    made, _ = batch(inbox, bounded=True)
    out = tmp_path / "out"

    assert {"b.json"} == {file.name for file in (out / "quarantine").iterdir()}
    assert {"a", "c", "quarantine~"} == {file.parent.name for file in out.glob("*/case.json")}
    listed = [json.loads(line) for line in (out / "batch.jsonl").read_text().splitlines()]
    assert ["a", "b", "c", "quarantine"] == [row["case"] for row in listed]
    assert 2 == made.faulty
    assert (4, ()) == (verify(made.ledger).length, verify(made.ledger).breaks)
    assert not (out / ".working").exists()


def test_the_quarantine_entry_is_a_finding_in_both_languages_that_names_the_file(tmp_path: Path, batch: Go) -> None:
    batch(kit.make_inbox(tmp_path / "inbox", b={"合同/1.txt": "crash"}), bounded=True)

    finding = json.loads((tmp_path / "out/quarantine/b.json").read_text())["finding"]

    assert ("RDG-112", "合同/1.txt", "error") == (finding["code"], finding["subject"], finding["severity"])
    assert "SIGSEGV" in finding["message"]
    assert "SIGSEGV" in finding["message_en"]


def test_unchanged_cases_are_not_worked_again(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"}, b={"1.txt": "bug"})
    batch(inbox)
    before = kit.tree(tmp_path / "out")

    made, steps = batch(inbox)

    assert {"a": "-", "b": "-"} == reasons(steps)
    assert before == kit.tree(tmp_path / "out")
    assert ["admit", ""] == [row.decision for row in sorted(cases_of(made.ledger, made.number), key=lambda r: r.name)]
    assert 1 == made.faulty


def test_only_what_changed_is_worked_again_and_the_paper_is_named(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine", "2.txt": "x"}, b={"1.txt": "fine"}, c={"1.txt": "c"})
    batch(inbox)
    (inbox / "a/1.txt").write_text("finer")
    (inbox / "a/2.txt").rename(inbox / "a/3.txt")
    (inbox / "b/1.txt").touch()

    _, steps = batch(inbox)

    assert {"a": "papers changed: 1.txt; papers new: 3.txt; papers gone: 2.txt", "b": "-", "c": "-"} == reasons(steps)


def test_a_changed_book_engine_or_day_works_everything_again_and_says_so(
    tmp_path: Path, batch: Go, little_book: Path
) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"})
    batch(inbox)
    with (little_book / "schemas/settings.toml").open("a") as file:
        file.write("# a remark\n")
    from creditfile.book import open_book

    open_book.cache_clear()

    assert {"a": "book: schemas"} == reasons(batch(inbox)[1])
    assert {"a": "day: 2026-06-30 → 2026-07-01"} == reasons(batch(inbox, on=date(2026, 7, 1))[1])


def test_quarantined_cases_are_tried_again_when_asked_or_when_limits_are_raised(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "slow 2.5"})
    tight = Limits(seconds=1, memory_mb=1024, size_mb=16)
    batch(inbox, limits=tight, bounded=True)

    assert {"a": "-"} == reasons(batch(inbox, limits=tight)[1])
    assert {"a": "retried"} == reasons(batch(inbox, limits=tight, retry=True, bounded=True)[1])
    assert {"a": "retried"} == reasons(batch(inbox, bounded=True)[1])
    assert (tmp_path / "out/a/case.json").is_file()
    assert not (tmp_path / "out/quarantine/a.json").exists()


def test_a_result_that_is_gone_is_made_again(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"})
    batch(inbox)
    before = kit.tree(tmp_path / "out")
    (tmp_path / "out/a/报告.docx").unlink()

    assert {"a": "result gone"} == reasons(batch(inbox)[1])
    assert before == kit.tree(tmp_path / "out")


def test_a_document_changed_by_hand_is_left_alone_and_kept_when_its_case_is_worked_again(
    tmp_path: Path, batch: Go
) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"}, b={"1.txt": "fine"})
    batch(inbox)
    (tmp_path / "out/a/报告.docx").write_text("by hand")

    assert {"a": "-", "b": "-"} == reasons(batch(inbox)[1])
    for name in "ab":
        (inbox / name / "1.txt").write_text("finer")
    batch(inbox)

    assert "by hand" == (tmp_path / "out/kept/a.1/报告.docx").read_text()
    assert "by hand" != (tmp_path / "out/a/报告.docx").read_text()
    assert ["a.1"] == [folder.name for folder in (tmp_path / "out/kept").iterdir()]


def test_a_result_that_no_longer_holds_goes_when_its_case_is_quarantined(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"})
    batch(inbox)
    (inbox / "a/1.txt").write_text("bug")

    batch(inbox)

    assert not (tmp_path / "out/a").exists()
    assert (tmp_path / "out/quarantine/a.json").is_file()


def test_broken_off_and_gone_on_with_leaves_the_same_as_undisturbed(tmp_path: Path, batch: Go) -> None:
    cases: dict[str, Any] = {f"case{n:02}": {"1.txt": f"wrong {n}"} for n in range(12)}
    inbox = kit.make_inbox(tmp_path / "inbox", **cases, x={"1.txt": "bug"})
    batch(inbox, tmp_path / "whole")
    steps = iter(range(5))

    def stop(_: Step) -> None:
        if next(steps, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch(inbox, tmp_path / "out", tell=stop)
    made, rest = batch(inbox, tmp_path / "out", resume=True, on=date(2027, 1, 1))

    assert (True, 1, 13, 6) == (made.resumed, made.number, made.total, made.behind)
    assert 7 == len(rest)
    assert "2026-06-30" == run_of(made.ledger, 1).head.on_day
    assert kit.tree(tmp_path / "whole") == kit.tree(tmp_path / "out")
    assert ["finished"] == [run.state for run, _ in list_runs(made.ledger)]


def test_going_on_when_nothing_was_broken_off_is_a_new_run(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"})

    assert (1, False) == ((made := batch(inbox, resume=True)[0]).number, made.resumed)
    assert (2, False) == ((made := batch(inbox, resume=True)[0]).number, made.resumed)


def test_only_and_since_choose_cases(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "wrong"}, b={"1.txt": "fine"}, c={"1.txt": "bug"})
    batch(inbox)
    os.utime(inbox / "b/1.txt", (1, 1))
    os.utime(inbox / "b", (1, 1))

    assert {"a"} == set(batch(inbox, only="CTR-*")[1])
    assert {"c"} == set(batch(inbox, only="RDG-112")[1])
    made, steps = batch(inbox, since=1000.0)
    assert ({"a", "c"}, 1) == (set(steps), made.passed_over)


def test_two_batches_never_share_an_output_folder(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"})

    def meanwhile(_: Step) -> None:
        with pytest.raises(CaseError, match="another run"):
            batch(inbox)

    batch(inbox, tell=meanwhile)


def test_the_output_folder_may_not_lie_in_the_inbox(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"})

    with pytest.raises(CaseError, match="inbox"):
        batch(inbox, inbox / "out")


def test_an_output_folder_may_be_moved(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "fine"})
    made, _ = batch(inbox, tmp_path / "out")
    made.ledger.close()
    (tmp_path / "out").rename(tmp_path / "moved")

    assert {"a": "-"} == reasons(batch(inbox, tmp_path / "moved")[1])


def test_personal_data_is_in_neither_ledger_nor_list(tmp_path: Path, batch: Go) -> None:
    canary = "wrong 保证人李小四 110105194912310021 13812345678 6222021234567890128 a.b@example.com"
    cases = {"李小四110105194912310021": {"李小四13812345678.txt": canary}, "王小二-经营贷": {"1.txt": "bug 王小二"}}
    inbox = kit.make_inbox(tmp_path / "inbox", **cases)
    batch(inbox)
    made, _ = batch(inbox)
    made.ledger.close()
    kept = (tmp_path / "out/ledger.sqlite").read_bytes() + (tmp_path / "out/batch.jsonl").read_bytes()

    for part in ("李小四", "王小二", "19491231", "12345678", "567890", "a.b@"):
        assert part.encode() not in kept
        assert part.encode("unicode-escape") not in kept
