"""What persons say, written into the case's own files."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditfile.book import Book
from creditfile.errors import CaseError
from creditfile.model import Case
from creditfile.reviewing.answers import ConflictError, check, literal, read_entries, say, state_of, waiting
from creditfile.reviewing.effect import flips_between

from .conftest import ON
from .conftest import check as check_case

DAY = date(2026, 6, 1)
SAID = {"fact": "contract.amount", "value": Decimal("5000000.00"), "by": "张三", "on": DAY, "reason": "与原件一致"}

VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2)
    | st.dates()
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return {key: plain(part) for key, part in value.items()} if isinstance(value, dict) else value


@given(VALUES)
def test_what_is_written_reads_back_as_it_was(value: Any) -> None:
    back = tomllib.loads(f"value = {literal(value)}", parse_float=Decimal)["value"]

    assert plain(value) == back


def test_an_answer_is_added_below_what_stands_there(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text('# ours\n[[correct]]\nfact = "a.b"\nvalue = 1\n', encoding="utf-8")

    say(tmp_path, "correct", SAID, state_of(tmp_path))

    assert (tmp_path / "corrections.toml").read_text(encoding="utf-8").startswith("# ours\n")
    assert ["a.b", "contract.amount"] == [entry["fact"] for entry in read_entries(tmp_path, "correct")]


def test_who_has_not_seen_the_last_answer_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    seen = state_of(tmp_path)
    say(tmp_path, "correct", SAID, seen)

    with pytest.raises(ConflictError):
        say(tmp_path, "attest", {"code": "CTR-048"}, seen)

    assert [SAID["fact"]] == [entry["fact"] for entry in read_entries(tmp_path, "correct")]
    assert not (tmp_path / "attestations.toml").exists()


def test_a_file_that_is_no_toml_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text("[[correct]\n", encoding="utf-8")

    with pytest.raises(CaseError, match="Mend that file"):
        say(tmp_path, "correct", SAID, state_of(tmp_path))

    assert "[[correct]\n" == file.read_text(encoding="utf-8")
    assert [] == list(tmp_path.glob(".*.part"))


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text("", encoding="utf-8")
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "corrections.toml").symlink_to(outside)

    with pytest.raises(CaseError, match="is a link"):
        state_of(folder)

    assert "" == outside.read_text(encoding="utf-8")


def test_a_second_name_is_put_to_the_entry_it_is_meant_for(tmp_path: Path) -> None:
    for number in (1, 2):
        say(tmp_path, "correct", {**SAID, "value": number}, state_of(tmp_path))

    check(tmp_path, "correct", 1, "李四", DAY, state_of(tmp_path))

    first, second = read_entries(tmp_path, "correct")
    assert ("李四", None) == (first["checked_by"], second.get("checked_by"))
    assert [2] == [one.number for one in waiting(tmp_path, frozenset({"correct"}))]
    assert () == waiting(tmp_path, frozenset({"waive"}))


def test_nobody_checks_an_own_word(tmp_path: Path) -> None:
    say(tmp_path, "correct", SAID, state_of(tmp_path))

    with pytest.raises(CaseError, match="Another person"):
        check(tmp_path, "correct", 1, "张三", DAY, state_of(tmp_path))


def test_confirming_every_reading_changes_no_value_and_no_verdict(checked: Case, own: Path, book: Book) -> None:
    stated = (fact for fact in checked.facts if fact.origins and not fact.inputs and fact.value != "")
    read = {fact.name: fact for fact in stated if fact.origins[0].method != "derived"}
    for fact in read.values():
        said = {"blank": True} if fact.value is None else {"value": fact.value}
        entry = {"fact": fact.name, **said, "by": "张三", "on": ON}
        block = "".join(f"{key} = {literal(value)}\n" for key, value in entry.items())
        with (own / "corrections.toml").open("a", encoding="utf-8") as file:
            file.write(f"[[correct]]\n{block}\n")

    case = check_case(Case(id="case", folder=own), book, ON)
    now = {fact.name: fact for fact in case.facts}
    assert {name: (fact.value, fact.unit) for name, fact in read.items()} == {
        name: (now[name].value, now[name].unit) for name in read
    }
    assert [] == [name for name in read if now[name].confirm]
    assert [] == [source.troubles for source in case.sources if source.path == "corrections.toml" and source.troubles]
    assert () == flips_between(checked, case)
