"""Faults of document types, and of the papers that are asked for, are found on their line."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.content import read_toml
from creditfile.linting import documents
from creditfile.linting.complaints import Complaint
from creditfile.reading.documents import document_from

TYPE = """name = "{name}"
code = "{code}"
title = "试件"
title_en = "Trial"
subject = "{subject}"

[recognise]
{marks}

[fields.no]
label = "编号"
type = "text"
required = true
{find}
{more}
"""
FIND = 'find = [{ beside = ["编号"] }]'
Lint = Callable[..., list[Complaint]]


@pytest.fixture
def lint(book: Any, tmp_path: Path) -> Lint:
    """The complaints about made-up document types in the place of the book's."""

    def complaints(*types: dict[str, str]) -> list[Complaint]:
        folder = tmp_path / "schemas" / "documents"
        folder.mkdir(parents=True)
        (tmp_path / "schemas" / "papers.toml").write_text("", encoding="utf-8")
        made = []
        for number, changed in enumerate(types):
            words = {
                "name": f"trial_{number}", "code": f"D99{number}", "subject": f"trial_{number}",
                "marks": 'title = ["^试件$"]', "find": FIND, "more": "", **changed,
            }
            file = folder / f"{words['name']}.toml"
            text = TYPE
            for key, word in words.items():
                text = text.replace("{" + key + "}", word)
            file.write_text(text, encoding="utf-8")
            made.append(document_from(read_toml(file), str(file)))
        changed_book = replace(
            book, folder=tmp_path, documents=replace(book.documents, types=tuple(made)),
            rules=replace(book.rules, demands=()),
        )
        return list(documents.complaints(changed_book))

    return complaints


def test_types_that_are_right_are_left_in_peace(lint: Lint) -> None:
    assert [] == lint({}, {})


def test_two_types_of_one_code_are_found(lint: Lint) -> None:
    (complaint,) = lint({"code": "D990"}, {"code": "D990"})

    assert ("LNT-301", "schemas/documents/trial_1.toml", 2) == (complaint.code, complaint.file, complaint.line)


def test_two_types_of_one_subject_are_found(lint: Lint) -> None:
    (complaint,) = lint({"subject": "trial"}, {"subject": "trial"})

    assert ("LNT-302", 5) == (complaint.code, complaint.line)


def test_a_type_that_nothing_recognises_is_found(lint: Lint) -> None:
    (complaint,) = lint({"marks": ""})

    assert ("LNT-303", 7) == (complaint.code, complaint.line)


def test_a_type_that_is_only_typed_need_not_be_recognised(lint: Lint) -> None:
    assert [] == lint({"marks": "", "find": 'find = [{ form_field = ["编号"] }]'})


def test_a_required_field_without_a_finder_is_found(lint: Lint) -> None:
    (complaint,) = lint({"find": "", "more": '[fields.day]\nlabel = "日"\ntype = "date"\nfind = [{ beside = ["日"] }]'})

    assert ("LNT-304", 10) == (complaint.code, complaint.line)


def test_a_label_of_two_fields_is_found(lint: Lint) -> None:
    (complaint,) = lint({"more": '[fields.other]\nlabel = "号"\ntype = "text"\nfind = [{ beside = ["编号"] }]'})

    assert ("LNT-305", 15, "warning") == (complaint.code, complaint.line, complaint.severity.value)


def test_a_label_that_is_one_fields_first_and_anothers_last_is_no_fault(lint: Lint) -> None:
    other = '[fields.other]\nlabel = "号"\ntype = "text"\nfind = [{ beside = ["编号"], only = "last" }]'

    assert [] == lint({"find": 'find = [{ beside = ["编号"], only = "first" }]', "more": other})


def test_a_wording_of_two_values_is_found(lint: Lint) -> None:
    choices = 'choices = { A = ["甲"], B = ["甲"] }'
    more = f'[fields.way]\nlabel = "式"\ntype = "choice"\nfind = [{{ beside = ["式"] }}]\n{choices}'

    (complaint,) = lint({"more": more})

    assert ("LNT-306", 15) == (complaint.code, complaint.line)


def test_a_paper_of_an_unknown_type_is_found_on_its_line(book: Any) -> None:
    wanted = next(demand for demand in book.rules.demands if demand.paper == "D101")
    changed = replace(wanted, document=("busines_licence",))

    (complaint,) = documents.complaints(replace(book, rules=replace(book.rules, demands=(changed,))))

    assert ("LNT-312", "schemas/papers.toml") == (complaint.code, complaint.file)
    assert "did you mean `business_licence`" in complaint.mend
    line = (book.folder / complaint.file).read_text(encoding="utf-8").splitlines()[complaint.line - 1]
    assert 'paper = "D101"' == line


def test_a_demand_that_stands_twice_is_found(book: Any) -> None:
    demand = book.rules.demands[0]

    found = list(documents.complaints(replace(book, rules=replace(book.rules, demands=(demand, demand)))))

    assert ["LNT-311"] == [complaint.code for complaint in found]


def test_the_books_own_types_are_without_complaint(book: Any) -> None:
    assert [] == list(documents.complaints(book))
