"""What is recorded is there once, whole, and in the order it came."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from creditfile.errors import LedgerError
from creditfile.recording.database import REVISION, open_database
from creditfile.recording.entries import QUARANTINED, UNCHANGED
from creditfile.recording.ledger import FINISHED, INTERRUPTED, Ledger
from creditfile.recording.masking import storable
from creditfile.recording.searching import (
    Wanted,
    cases_of,
    differences,
    keys_with,
    list_runs,
    run_of,
    search,
    verify,
)
from creditfile.recording.tables import metadata
from tests.recording.conftest import digest, entry, head


def test_a_case_recorded_twice_is_there_once(ledger: Ledger) -> None:
    run = ledger.begin(head())
    ledger.record(run, entry("甲", "CTR-002"))
    ledger.record(run, entry("甲", "CTR-002"))

    assert ["甲"] == [row.name for row in cases_of(ledger, run)]
    assert 1 == verify(ledger).length


def test_runs_are_numbered_in_order_and_told_with_their_counts(ledger: Ledger) -> None:
    first, second = ledger.begin(head()), ledger.begin(head())
    ledger.record(first, entry("甲"))
    ledger.record(first, entry("乙", state=QUARANTINED, trouble_code="RDG-112", trouble="超时"))
    ledger.finish(first)

    listed = list_runs(ledger)

    assert [second, first] == [run.number for run, _ in listed]
    assert {"done": 1, "quarantined": 1} == dict(listed[1][1])
    assert FINISHED == run_of(ledger, first).state


def test_an_interrupted_run_can_be_gone_on_with_and_a_finished_one_not(ledger: Ledger) -> None:
    run = ledger.begin(head("there"))
    ledger.finish(run, INTERRUPTED)
    found = ledger.unfinished("there")
    assert found is not None
    assert run == found.number
    assert ledger.unfinished("elsewhere") is None

    ledger.finish(run)

    assert ledger.unfinished("there") is None


def test_the_prior_result_is_the_one_that_was_worked(ledger: Ledger) -> None:
    first = ledger.begin(head())
    ledger.record(first, entry("甲", submitted=digest("one")))
    second = ledger.begin(head())
    ledger.record(second, entry("甲", state=UNCHANGED, worked_in=first))

    prior = ledger.prior("out", digest("甲"))

    assert prior is not None
    assert (first, digest("one")) == (prior.run, prior.submitted)
    assert (("贷前调查报告.docx", digest("docx")),) == prior.papers
    assert ledger.prior("elsewhere", digest("甲")) is None


def test_an_unchanged_case_shows_the_result_of_the_run_that_worked_it(ledger: Ledger) -> None:
    first, second = ledger.begin(head()), ledger.begin(head())
    ledger.record(first, entry("甲", "CTR-002"))
    ledger.record(second, entry("甲", state=UNCHANGED, worked_in=first, decision="", verdict="", findings=()))

    (row,) = cases_of(ledger, second)

    assert ("unchanged", "refer", ("CTR-002",), 2) == (row.state, row.decision, row.codes, row.blanks)


def test_two_runs_differ_where_decisions_or_codes_do(ledger: Ledger) -> None:
    first, second = ledger.begin(head()), ledger.begin(head())
    for name, before, after in (("甲", ["A-1"], ["A-1"]), ("乙", ["A-1"], ["B-2"])):
        ledger.record(first, entry(name, *before))
        ledger.record(second, entry(name, *after))
    ledger.record(second, entry("丙"))

    found = {each.name: each for each in differences(ledger, first, second)}

    assert {"乙", "丙"} == set(found)
    assert (("A-1",), ("B-2",)) == (found["乙"].gone, found["乙"].new)
    assert found["丙"].before is None


def test_search_finds_by_borrower_code_and_decision(ledger: Ledger) -> None:
    run = ledger.begin(head())
    ledger.record(run, entry("甲", "CTR-002"))
    ledger.record(run, entry("乙", "CTR-010", decision="refuse", borrower="张*", borrower_key=digest("张三丰")))

    def names(wanted: Wanted) -> list[str]:
        return [row.name for row in search(ledger, wanted)]

    assert ["甲"] == names(Wanted(borrower="甲有限"))
    assert ["乙"] == names(Wanted(borrower="张三丰", borrower_key=digest("张三丰")))
    assert [] == names(Wanted(borrower="%"))
    assert ["甲"] == names(Wanted(code="CTR-002"))
    assert {"甲", "乙"} == set(names(Wanted(code="CTR-*")))
    assert ["乙"] == names(Wanted(decision="refuse"))


def test_keys_with_a_code_are_those_of_the_latest_result(ledger: Ledger) -> None:
    first, second = ledger.begin(head()), ledger.begin(head())
    ledger.record(first, entry("甲", "CTR-002"))
    ledger.record(second, entry("甲"))
    ledger.record(second, entry("乙", "CTR-003"))

    assert {digest("乙")} == keys_with(ledger, "out", "CTR-*")


def test_migrations_make_the_tables_of_the_code(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = open_database(url)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differing = compare_metadata(context, metadata)
        revision = context.get_current_revision()
    database.close()

    assert [] == differing
    assert REVISION == revision


def test_a_ledger_of_a_newer_version_is_refused(url: str) -> None:
    open_database(url).close()
    given = url.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(given)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(LedgerError, match="another version"):
        open_database(url)


def test_a_ledger_that_cannot_be_reached_says_so_without_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("creditfile.recording.database.PATIENCE", ())
    with pytest.raises(LedgerError) as there:
        open_database(f"sqlite:///{tmp_path}/no/such/folder/x.sqlite")
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError) as far:
        open_database("postgresql://clerk:sesame@127.0.0.1:1/ledger")

    assert "no/such/folder" in str(there.value)
    assert "sesame" not in str(far.value)


def test_text_that_no_database_takes_is_made_storable(ledger: Ledger) -> None:
    run = ledger.begin(head())
    ledger.record(run, entry("甲", borrower=storable("a\0b\udc80c")))

    (row,) = cases_of(ledger, run)

    assert "a�b�c" == row.borrower
