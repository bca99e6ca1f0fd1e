"""A row that is changed, removed or added after it was recorded is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from creditfile.recording.chain import GENESIS, Link, breaks, seal_of
from creditfile.recording.ledger import Ledger
from creditfile.recording.searching import verify
from tests.recording.conftest import digest, entry, head


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    run = ledger.begin(head())
    for name in ("甲", "乙", "丙"):
        ledger.record(run, entry(name, "CTR-002"))
    ledger.finish(run)
    return ledger


def tamper(url: str, *statements: str) -> None:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_what_was_recorded_is_whole(filled: Ledger) -> None:
    verified = verify(filled)

    assert (3, ()) == (verified.length, verified.breaks)
    assert () == verify(filled, verified.seal).breaks


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases SET decision = 'admit' WHERE name = '乙'",
        "UPDATE findings SET message = '相符' WHERE key = (SELECT key FROM cases WHERE name = '乙')",
        "DELETE FROM findings WHERE key = (SELECT key FROM cases WHERE name = '乙')",
        "UPDATE sources SET sha256 = '0' WHERE key = (SELECT key FROM cases WHERE name = '乙')",
        "UPDATE papers SET blanks = 0 WHERE key = (SELECT key FROM cases WHERE name = '乙')",
    ],
)
def test_a_changed_row_is_found_and_named(filled: Ledger, url: str, change: str) -> None:
    tamper(url, change)

    assert [("乙", "changed")] == [(each.name, each.fault) for each in verify(filled).breaks]


def test_a_changed_run_breaks_all_its_cases(filled: Ledger, url: str) -> None:
    tamper(url, "UPDATE runs SET on_day = '2020-01-01'")

    assert ["changed"] * 3 == [each.fault for each in verify(filled).breaks]


def test_a_removed_decision_leaves_a_gap_and_a_row_unsealed(filled: Ledger, url: str) -> None:
    tamper(url, "DELETE FROM decisions WHERE seq = 2")

    assert [("丙", "gap"), ("乙", "unsealed")] == [(each.name, each.fault) for each in verify(filled).breaks]


def test_a_resealed_record_breaks_the_one_after(filled: Ledger, url: str) -> None:
    tamper(url, "UPDATE cases SET decision = 'admit' WHERE name = '乙'")
    content = next(link.found for link in _links(filled) if link.name == "乙" and link.found is not None)
    second = next(link for link in _links(filled) if link.seq == 2)
    seal = seal_of(2, second.run, second.key, second.at, content, second.previous)
    tamper(url, f"UPDATE decisions SET content = '{content}', seal = '{seal}' WHERE seq = 2")

    assert [(3, "order")] == [(each.seq, each.fault) for each in verify(filled).breaks]


def test_a_cut_off_end_is_found_with_a_seal_kept_elsewhere(filled: Ledger, url: str) -> None:
    kept = verify(filled).seal
    tables = ("findings", "papers", "timings", "sources", "cases")
    removed = [f"DELETE FROM {table} WHERE key = '{digest('丙')}'" for table in tables]
    tamper(url, "DELETE FROM decisions WHERE seq = 3", *removed)

    assert () == verify(filled).breaks
    assert ["short"] == [each.fault for each in verify(filled, kept).breaks]


def _links(ledger: Ledger) -> list[Link]:
    from creditfile.recording import searching

    with ledger.database.reading() as connection:
        return list(searching._links(connection))


def chain(contents: list[str]) -> list[Link]:
    links, previous = [], GENESIS
    for seq, content in enumerate(contents, start=1):
        seal = seal_of(seq, 1, f"key {seq}", "now", content, previous)
        links.append(Link(seq, 1, f"key {seq}", "now", content, previous, seal, content))
        previous = seal
    return links


@given(st.lists(st.text(), max_size=8))
def test_a_chain_as_it_was_made_never_breaks(contents: list[str]) -> None:
    assert [] == list(breaks(chain(contents)))


@given(st.lists(st.text(), min_size=2, max_size=8), st.data())
def test_a_chain_without_one_of_its_inner_links_breaks(contents: list[str], data: st.DataObject) -> None:
    links = chain(contents)
    del links[data.draw(st.integers(0, len(links) - 2))]

    assert [] != list(breaks(links))
