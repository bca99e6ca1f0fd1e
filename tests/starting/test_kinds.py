"""What `creditfile new` makes is right from the start: it opens, and its examples are answered as they say."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from creditfile.book import PARTS, read_book
from creditfile.errors import CreditfileError
from creditfile.linting.rules import answer
from creditfile.model import Case
from creditfile.stages import read
from creditfile.starting.kinds import new
from pipeline import main


@pytest.fixture
def bank(root: Path, tmp_path: Path) -> Path:
    for part in PARTS:
        shutil.copytree(root / part, tmp_path / "bank" / part)
    return tmp_path / "bank"


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


@pytest.mark.parametrize(("kind", "name"), [("check", "CTR"), ("rule", "ADM"), ("rule", "PRH")])
def test_a_new_rule_takes_the_next_free_code_and_its_examples_hold(bank: Path, kind: str, name: str) -> None:
    taken = {rule.code for rule in read_book(bank).rules.rules}
    made = new(kind, name, bank, "新规则")
    made.path.write_text(made.text, encoding="utf-8")

    book = read_book(bank)

    (rule,) = [rule for rule in book.rules.rules if rule.code not in taken]
    assert made.path.stem == rule.code
    assert all(example.answer == answer(rule, example, book.rules)[0] for example in rule.examples)
    assert {"holds", "fails", "cannot_tell"} == {example.answer for example in rule.examples}


def test_everything_else_that_is_new_opens(bank: Path) -> None:
    for kind, name in (
        ("document", "deposit_certificate"),
        ("field", "business_licence.branch"),
        ("figure", "bank.share_of_loan"),
        ("list", "our-industries"),
        ("setting", "our_limit"),
    ):
        done = CliRunner().invoke(main, ["new", kind, name, "--title", "新的", "--book", str(bank)])
        assert 0 == done.exit_code, done.output

    book = read_book(bank)

    names = {kind.name: kind for kind in book.documents.types}
    assert "branch" in {field.name for field in names["business_licence"].fields}
    assert "deposit_certificate" in names
    assert "bank.share_of_loan" in {figure.address for figure in book.figures.figures}
    assert 1 == book.rules.settings["our_limit"]
    assert "our-industries" in book.rules.lists


def test_a_document_type_made_from_a_specimen_reads_the_specimen(bank: Path, tmp_path: Path) -> None:
    paper = specimen(tmp_path)
    made = new("document", "deposit_certificate", bank, "", paper)
    made.path.write_text(made.text, encoding="utf-8")

    case = read(Case("x", paper, loose=True), read_book(bank).documents)

    raws = {reading.fact.value for reading in case.readings if reading.document == "deposit_certificate"}
    assert {"DQ2025001", "甲公司", "2025年3月1日", "1,000,000.00元", "1.35%"} <= raws
    assert 'type = "date"' in made.text
    assert 'type = "money"' in made.text


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
        new(kind, name, root, "新")

    assert told in str(raised.value)


def test_a_title_cannot_break_out_of_its_quotation_marks(root: Path) -> None:
    with pytest.raises(CreditfileError):
        new("check", "CTR", root, 'x"\nexpect = "true')


def test_a_folder_that_is_no_book_is_told(tmp_path: Path) -> None:
    with pytest.raises(CreditfileError, match="creditfile init"):
        new("check", "CTR", tmp_path, "新")
