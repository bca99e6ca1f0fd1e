"""A made-up client over three years: every notice on its day, every change told, every duty done or late."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from creditfile.book import open_book
from creditfile.following import log
from creditfile.following.archive import LOOKS, Archive
from creditfile.following.letters import letters
from creditfile.following.look import look
from creditfile.model import Case
from creditfile.model.duty import State
from creditfile.model.look import Look
from creditfile.model.record import to_json
from tests.following import making

HALVES = ((2025, "08"), (2026, "02"), (2026, "08"), (2027, "02"), (2027, "08"), (2028, "02"))


class Years:
    """The archive, and each look that was taken."""

    def __init__(self, folder: Path, book: Any) -> None:
        self.archive = Archive(folder / "client")
        self.archive.folder.mkdir()
        self.book = book
        self.papers = folder / "papers"

    def look(self, day: str, *submitted: Path) -> Look:
        on = date.fromisoformat(day)
        name = self.archive.next_name(on)
        found = look(self.archive, self.book, on, self.archive.take_in(submitted, name))
        log.add(self.archive.folder, found, "凤振华")
        place = self.archive.folder / LOOKS / name
        place.mkdir(parents=True)
        (place / "case.json").write_text(to_json(found.case), encoding="utf-8")
        return found

    def at(self, name: str) -> Path:
        return self.papers / name


@pytest.fixture(scope="module")
def client(tmp_path_factory: Any) -> Years:
    return Years(tmp_path_factory.mktemp("years"), open_book(Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def years(client: Years) -> dict[str, Look]:
    paid = [f"{{ date = {day}, interest = 90000.00, balance = 8000000.00 }}" for day in ("2025-03-20", "2025-06-20")]
    sent = "".join(f"[[maturity_notice]]\ndate = {day}\n" for day in ("2028-01-25", "2028-02-09"))
    return {
        "drawn": client.look("2025-02-24", making.opening(client.at("opening"))),
        "first check": client.look("2025-03-10", making.inspection(client.at("a"), "首次用途检查", "2025年3月6日")),
        "half a year": client.look(
            "2025-08-25",
            making.inspection(client.at("b"), "常规检查", "2025年8月20日"),
            making.form(client.at("c"), "还款.toml", f"[repayment_log]\nrows = [{', '.join(paid)}]\n"),
        ),
        "new head": client.look(
            "2026-03-02",
            making.registry_report(client.at("d"), "韩立新", "2026年3月1日"),
            making.form(client.at("e"), "人员.toml", '[key_people]\nrows = [{ post = "财务总监", name = "周岚" }]\n'),
        ),
        "revenue falls": client.look(
            "2027-04-20", making.statements(client.at("f"), 2026, {"营业收入": ("80000000.00", "118000000.00")})
        ),
        "a month before": client.look("2028-01-25"),
        "a week before": client.look("2028-02-17", making.form(client.at("g"), "通知.toml", sent)),
        "overdue": client.look("2028-03-10"),
        "settled": client.look(
            "2028-03-20", making.form(client.at("h"), "结清.toml", "[settlement]\ndate = 2028-03-15\n")
        ),
    }


def states(found: Look, code: str) -> dict[str, State]:
    return {str(duty.due): duty.state for duty in found.duties if duty.code == code}


def events(found: Look) -> set[str]:
    return {change.event for change in found.changes if change.event}


def fact(case: Case, name: str) -> Any:
    return next((each.value for each in case.facts if each.name == name), None)


def test_at_drawdown_everything_is_planned_from_its_day(years: dict[str, Look]) -> None:
    found = years["drawn"]

    assert {"2025-03-11": State.PLANNED} == states(found, "DUE-001")
    assert [f"{year}-{month}-24" for year, month in HALVES] == list(states(found, "DUE-002"))
    assert ["2028-01-25", "2028-02-09", "2028-02-17"] == list(states(found, "DUE-003"))
    assert "2025-03-20" in states(found, "DUE-004")
    assert {"2031-02-24": State.PLANNED} == states(found, "DUE-006")
    assert {"2031-02-24": State.PLANNED} == states(found, "DUE-007")
    assert found.since is None
    assert () == found.changes


def test_the_first_check_is_done_and_is_not_the_regular_one(years: dict[str, Look]) -> None:
    found = years["first check"]

    assert {"2025-03-11": State.DONE} == states(found, "DUE-001")
    assert State.PLANNED is states(found, "DUE-002")["2025-08-24"]
    assert {"贷后检查"} <= events(found)
    assert {"2025-03-13": State.DONE} == states(found, "DUE-020")


def test_interest_that_was_paid_is_done_and_what_nobody_recorded_is_late(years: dict[str, Look]) -> None:
    found = years["half a year"]

    assert [State.DONE, State.DONE, State.PLANNED] == list(states(found, "DUE-004").values())[:3]
    assert State.DONE is states(found, "DUE-002")["2025-08-24"]
    assert State.LATE is states(years["new head"], "DUE-004")["2025-09-20"]


def test_a_new_legal_representative_is_a_change_a_moment_and_replaces_the_old_report(years: dict[str, Look]) -> None:
    found = years["new head"]
    turned = {turn.code: turn for turn in found.turns}

    assert {"法定代表人变更", "财务与管理人员变化"} <= events(found)
    assert "韩立新" == fact(found.case, "registry.legal_rep")
    assert any(path.endswith("公示报告.docx") and "2025-02-24" in path for path in found.replaced)
    assert "fails" == turned["TIM-001"].after
    assert "彭文军 → 韩立新" in turned["TIM-001"].why
    assert "财务总监:刘静→周岚" in turned["TIM-001"].why


def test_a_fall_of_revenue_turns_the_rules_that_look_at_it(years: dict[str, Look]) -> None:
    found = years["revenue falls"]

    assert "财务变化" in events(found)
    assert {"PRU-005", "SIG-OPS-01"} <= {turn.code for turn in found.turns if turn.after == "fails"}


def test_notices_of_maturity_are_due_on_their_days(years: dict[str, Look]) -> None:
    assert State.DUE is states(years["a month before"], "DUE-003")["2028-01-25"]
    assert [State.DONE, State.DONE, State.DUE] == list(states(years["a week before"], "DUE-003").values())


def test_the_notice_is_written_with_what_is_owed(years: dict[str, Look], book: Any) -> None:
    found = years["a month before"]

    sent = letters(found.case, book.templates, found.duties, found.on)
    (notice,) = [paper for paper in sent if paper.template == "notice"]

    assert "贷款到期通知书-2028-01-25.docx" == notice.name
    assert {"contract.no", "notice.principal", "contract.end_date"} <= set(notice.used)


def test_after_maturity_the_class_falls_with_the_days_and_settlement_ends_it(years: dict[str, Look]) -> None:
    assert (15, "关注") == tuple(fact(years["overdue"].case, f"loan.{name}") for name in ("overdue_days", "class"))
    assert (0, "正常") == tuple(fact(years["settled"].case, f"loan.{name}") for name in ("overdue_days", "class"))
    assert {} == states(years["settled"], "DUE-003")
    assert {} == states(years["settled"], "DUE-006")


def test_looking_again_at_the_same_papers_changes_nothing(years: dict[str, Look], client: Years) -> None:
    again = client.look("2028-03-21")

    assert () == tuple(change for change in again.changes if change.event)
    assert () == tuple(turn for turn in again.turns if turn.after == "fails")


def test_the_log_is_only_ever_added_to(years: dict[str, Look], client: Years) -> None:
    folder = client.archive.folder
    file = folder / log.LOG
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)

    assert log.broken(folder) is None
    assert any("法定代表人变更" in line and "凤振华" in line for line in lines)
    file.write_text("".join(lines).replace("韩立新", "彭文军", 1), encoding="utf-8")
    changed = log.broken(folder)
    file.write_text("".join([*lines[:3], *lines[4:]]), encoding="utf-8")

    assert changed is not None
    assert 4 == log.broken(folder)
