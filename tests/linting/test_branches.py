"""Every branch is taken by the fewest made-up cases, and what each prints is read back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.filling.branches import ways
from creditfile.filling.templates import read_templates
from creditfile.linting import branches
from creditfile.linting.branches import Visits, made_for
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import Dictionary, dictionary
from creditfile.linting.opened import Opened, lay_open
from creditfile.linting.templates import Bench
from tests.filling.word_files import word_file

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def known(book: Any) -> Dictionary:
    return dictionary(book)


@pytest.fixture(scope="module")
def bench(book: Any, known: Dictionary) -> Bench:
    return Bench(book, known)


@pytest.fixture
def opened(book: Any, tmp_path: Path) -> Open:
    """A made-up template, laid open."""

    def laid(*words: str) -> Opened:
        folder = tmp_path / "templates" / "trial"
        folder.mkdir(parents=True)
        (folder / "template.docx").write_bytes(word_file(*words))
        head = 'title = "试"\ntitle_en = "Trial"\nfile = "试.docx"\nwhen = "true"\n'
        (folder / "template.toml").write_text(head, encoding="utf-8")
        made = lay_open(read_templates(tmp_path).each[0], replace(book, folder=tmp_path))
        assert isinstance(made, Opened)
        return made

    return laid


def complaints(opened: Opened, bench: Bench) -> list[Complaint]:
    return list(branches.complaints(opened, bench.book, bench.known, bench.full, bench.empty))


@pytest.mark.parametrize(
    "question",
    [
        "contract is defined", "contract.amount is missing", "party.type == 'ENT'", "party.type in ['ENT', 'PUB']",
        "contract.amount > approval.amount", "not survey.onsite_done", "guarantee is defined and mortgage is missing",
        "statement | periods(3) | some('it.cash is defined')", "case.rules | some('it.outcome == \"fails\"')",
        "contract.end_date >= contract.start_date", "contract.pay_mode != 'ENTRUSTED'",
    ],
)
def test_a_question_is_answered_both_ways(opened: Open, bench: Bench, question: str) -> None:
    made = opened(f"{{% if {question} %}}是{{% else %}}否{{% endif %}}")
    visits = Visits(made.sources[0], made, bench.book)

    visits.go_everywhere(made_for(made, bench.book, bench.known, bench.full), bench.known)

    assert [] == visits.open_ways()


def test_few_cases_take_many_ways(opened: Open, bench: Bench) -> None:
    words = [f"{{% if {name} is defined %}}有{{% else %}}无{{% endif %}}" for name in ("contract", "approval", "trade")]
    made = opened(*words, "{% if guarantee is missing %}无{% elif party.type == 'ENT' %}企业{% else %}其他{% endif %}")
    visits = Visits(made.sources[0], made, bench.book)

    visits.go_everywhere(made_for(made, bench.book, bench.known, bench.full), bench.known)

    assert (10, []) == (len(visits.ways), visits.open_ways())
    assert len(visits.done) <= 4


def test_loops_have_many_elements_one_and_none(opened: Open, bench: Bench) -> None:
    made = opened("{% for g in guarantee %}{{ g.guarantor }}{% endfor %}")
    visits = Visits(made.sources[0], made, bench.book)
    case = made_for(made, bench.book, bench.known, bench.full)

    visits.go(case)
    visits.go(branches._single(case))
    none = visits.go(bench.empty.case)

    assert [{2}, {1}] == [set().union(*visit.loops.values()) for _, visit in visits.done[:2]]
    assert {} == dict(none.loops)


def test_a_branch_that_contradicts_the_one_around_it_is_told(opened: Open, bench: Bench) -> None:
    inner = "{% if contract is missing %}甲{% else %}乙{% endif %}"

    found = complaints(opened(f"{{% if contract is defined %}}{inner}{{% else %}}丙{{% endif %}}"), bench)

    assert [] == [one.code for one in found if one.code != "LNT-241"]


def test_a_fault_in_the_else_of_a_branch_is_found_there(opened: Open, bench: Bench) -> None:
    found = complaints(
        opened("{% if contract is defined %}有{% else %}{{ approval.amount | period_name }}{% endif %}"), bench
    )

    assert ["LNT-231"] == [complaint.code for complaint in found]
    assert found[0].spot is not None
    assert "{{ approval.amount | period_name }}" == found[0].spot.tag


def test_numbers_and_dates_that_vanish_are_seen(opened: Open, bench: Bench) -> None:
    made = opened("{{ contract.amount | money }}元", "{{ contract.sign_date }}")
    visits = Visits(made.sources[0], made, bench.book)
    visit = visits.go(made_for(made, bench.book, bench.known, bench.full))
    numbers = sorted(visit.printed)
    visit.xml = visit.xml.replace(f"\ufdd0{numbers[0]}\ufdd1", "")

    found = list(branches._read_back(visit, bench.full.view, made.sources[0], made))

    assert ["LNT-242"] == [complaint.code for complaint in found]


def test_a_value_put_in_place_of_what_is_missing_is_found_in_every_branch(opened: Open, bench: Bench) -> None:
    found = complaints(
        opened("{% if contract is defined %}有{% else %}{{ contract.amount | or_zero | money }}{% endif %}"), bench
    )

    assert ["LNT-235"] == [complaint.code for complaint in found]


def test_what_leads_to_each_way_is_known_for_nearly_all_questions_of_the_book(book: Any) -> None:
    unsolved = 0
    for template in book.templates.each:
        laid = lay_open(template, book)
        assert isinstance(laid, Opened)
        unsolved += sum(way.need is None for source in laid.sources for way in ways(source.source))

    assert unsolved <= 4
