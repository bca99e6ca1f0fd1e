"""What `creditfile new` makes is right from the start: it opens, and its examples are answered as they say."""

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from docx import Document

from creditfile.book import PARTS, Book, read_book
from creditfile.errors import CreditfileError
from creditfile.judging.examples import answer
from creditfile.model import Case
from creditfile.stages import read
from creditfile.starting.kinds import new
from pipeline import main

MADE = (
    ("check", "CTR"),
    ("check", "CTR-901"),
    ("rule", "ADM"),
    ("rule", "PRH"),
    ("document", "deposit_certificate"),
    ("field", "business_licence.branch"),
    ("figure", "bank.share_of_loan"),
    ("list", "our-industries"),
    ("setting", "our_limit"),
)


class Bank(NamedTuple):
    """A book to which one of each kind was added."""

    book: Book
    made: dict[str, Path]
    specimen: Path


@pytest.fixture(scope="module")
def bank(tmp_path_factory: Any) -> Bank:
    folder = tmp_path_factory.mktemp("bank")
    paper = specimen(folder)
    for part in PARTS:
        shutil.copytree(Path(__file__).parents[2] / part, folder / "book" / part)
    made = {}
    for kind, name in MADE:
        more = ["--from", str(paper)] if kind == "document" else ["--title", "新的内容"]
        done = CliRunner().invoke(main, ["new", kind, name, *more, "--book", str(folder / "book")])
        assert 0 == done.exit_code, done.output
        made[name] = Path(done.output.strip())
    return Bank(read_book(folder / "book"), made, paper)


def specimen(folder: Path) -> Path:
    document = Document()
    document.add_paragraph("单位定期存单")
    document.add_paragraph("存单编号：DQ2025001")
    document.add_paragraph("户名：甲公司")
    document.add_paragraph("存入日期：2025年3月1日")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("存款金额", "1,000,000.00元", "年利率", "1.35%"), strict=True):
        cell.text = text
    document.save(folder / "specimen.docx")
    return folder / "specimen.docx"


@pytest.mark.parametrize("name", ["CTR", "CTR-901", "ADM", "PRH"])
def test_a_new_rule_has_a_code_of_its_own_and_its_examples_hold(bank: Bank, name: str) -> None:
    (rule,) = [rule for rule in bank.book.rules.rules if rule.code == bank.made[name].stem]

    assert rule.code.startswith(name)
    assert all(example.answer == answer(rule, example, bank.book.rules)[0] for example in rule.examples)
    assert {"holds", "fails", "cannot_tell"} == {example.answer for example in rule.examples}


def test_whatever_is_new_is_part_of_the_book(bank: Bank) -> None:
    kinds = {kind.name: kind for kind in bank.book.documents.types}
    assert "branch" in {field.name for field in kinds["business_licence"].fields}
    assert "bank.share_of_loan" in {figure.address for figure in bank.book.figures.figures}
    assert 1 == bank.book.rules.settings["our_limit"]
    assert "our-industries" in bank.book.rules.lists


def test_a_document_type_made_from_a_specimen_reads_the_specimen(bank: Bank) -> None:
    case = read(Case("x", bank.specimen, loose=True), bank.book.documents)

    raws = {reading.fact.value for reading in case.readings if reading.document == "deposit_certificate"}
    (kind,) = [kind for kind in bank.book.documents.types if kind.name == "deposit_certificate"]
    assert {"DQ2025001", "甲公司", "2025年3月1日", "1,000,000.00元", "1.35%"} <= raws
    assert {"date", "money", "rate"} <= {field.type for field in kind.fields}


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("check", "CTR-002", "is free"),
        ("check", "CTX", "did you mean `CTR`"),
        ("check", "ctr", "no code"),
        ("document", "Deposit", "small letters"),
        ("document", "business_licence", "there already"),
        ("field", "business_licence.uscc", "has a field"),
        ("field", "busines_licence.x", "did you mean `business_licence`"),
        ("setting", "fs_max_age_days", "there is a setting"),
    ],
)
def test_what_cannot_be_made_is_told_with_a_mend(root: Path, kind: str, name: str, told: str) -> None:
    with pytest.raises(CreditfileError) as raised:
        new(kind, name, root, "新的")

    assert told in str(raised.value)


def test_a_title_cannot_break_out_of_its_quotation_marks(root: Path) -> None:
    with pytest.raises(CreditfileError):
        new("check", "CTR", root, 'x"\nexpect = "true')


def test_a_folder_that_is_no_book_is_told(tmp_path: Path) -> None:
    with pytest.raises(CreditfileError, match="creditfile init"):
        new("check", "CTR", tmp_path, "新的")
