"""Faults of Word templates are found, with their place; what is right is left in peace."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.filling.package import open_package, write_package
from creditfile.filling.templates import read_templates
from creditfile.linting import templates
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import dictionary
from creditfile.linting.spots import Spot
from tests.filling.word_files import packed, word_file
from tests.templates.kit import Column, Document

Lint = Callable[..., list[Complaint]]


@pytest.fixture
def lint(book: Any, tmp_path: Path) -> Lint:
    """The complaints about one made-up template of the book."""

    def complaints(content: bytes, sections: Sequence[str] = (), when: str = "true") -> list[Complaint]:
        folder = tmp_path / "templates" / "trial"
        folder.mkdir(parents=True)
        (folder / "template.docx").write_bytes(content)
        (folder / "template.toml").write_text(
            f'title = "试"\ntitle_en = "Trial"\nfile = "试.docx"\nwhen = "{when}"\nsections = {list(sections)!r}\n',
            encoding="utf-8",
        )
        made = read_templates(tmp_path, book.templates.titles)
        changed = replace(book, folder=tmp_path, templates=replace(book.templates, each=made.each))
        return list(templates.complaints(changed, dictionary(book)))

    return complaints


def place(complaint: Complaint) -> str:
    """Part and words of where it is."""
    return f"{complaint.spot.part} {complaint.spot.words}" if complaint.spot else ""


def codes(complaints: list[Complaint]) -> list[str]:
    return [complaint.code for complaint in complaints]


def test_a_template_that_is_right_is_left_in_peace(lint: Lint) -> None:
    content = word_file(
        "合同金额{{ contract.amount | money }}元",
        "{% if contract.amount > approval.amount %}高{% else %}不高{% endif %}于批复。",
        "{%p for s in articles.shareholders %}", "{{ s.name }}出资{{ s.subscribed | wan }}万元", "{%p endfor %}",
        "{%p set now = statement.latest_annual %}", "收入{{ now.revenue | wan }}万元，{{ case.decision_text }}",
        "{% for g in guarantee | where('it.principal_amount > 0') %}{{ loop.index }}{{ g.guarantor }}{% endfor %}",
    )

    assert [] == lint(content)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("金额{{ contract.amount }元", "DTL001", "never closed"),
        ("金额{ contract.amount }}元", "LNT-201", "not closed"),
        ("{{ contract.amount | moeny }}", "LNT-202", "did you mean `money`"),
        ("{% if contract.amount is knwon %}有{% endif %}", "LNT-202", "did you mean `known`"),
        ("{{ contract.amount | }}", "LNT-202", "does not parse"),
        ("{% fi contract.amount %}", "LNT-202", "fi"),
        ("{{ guarantee | some('it.amount >') }}", "LNT-202", "does not parse"),
        ("{% if contract.amount > 0 %}有", "DTL101", "endif"),
        ("有{% endif %}", "DTL102", "no matching opening block"),
        ("{{ contract.amuont }}", "LNT-211", "did you mean `amount`"),
        ("{{ contrcat.amount }}", "LNT-211", "did you mean `contract`"),
        ("{% for s in articles.shareholders %}{{ s.naem }}{% endfor %}", "LNT-211", "did you mean `name`"),
        ("{% set c = contract %}{{ c.amuont }}", "LNT-211", "did you mean `amount`"),
        ("{% if contract.amount > 0 %}{{ contract.nr }}{% endif %}", "LNT-211", "contract.nr"),
        ("{{ guarantee | pick('it.guarantr') }}", "LNT-211", "did you mean `guarantor`"),
        ("{{ guarantee.guarantor }}", "LNT-211", "there may be several"),
        ("{{ contract.borrower[0] }}", "LNT-211", "one value"),
        ("{{ case.decison_text }}", "LNT-211", "did you mean `decision_text`"),
        ("{% for f in case.findings %}{{ f.titel }}{% endfor %}", "LNT-211", "did you mean `title`"),
        ("{{ setting.debt_ratio_warn }}", "LNT-211", "for rules"),
        ("{{ contract.borrower | money }}", "LNT-233", "a number is wanted"),
        ("{% if contract.amount < 0 %}{{ contract.sign_date | wan }}{% endif %}", "LNT-233", "a number is wanted"),
        ("{% for b in contract.borrower %}{{ b }}{% endfor %}", "LNT-211", "one value"),
        ("{% for b in contract.amount + 1 %}{{ b }}{% endfor %}", "LNT-233", "not iterable"),
        ("{{ contract.amount | or_zero | money }}", "LNT-235", "0.00"),
    ],
)
def test_a_fault_is_found(lint: Lint, words: str, code: str, said: str) -> None:
    complaints = lint(word_file("无误的一段", words))

    assert code in codes(complaints)
    assert said in " ".join(f"{complaint.problem_en} {complaint.mend}" for complaint in complaints)


def test_the_words_around_a_fault_and_its_part_are_told(lint: Lint) -> None:
    (complaint,) = lint(word_file("合同金额为{{ contract.amuont }}元整"))

    assert "templates/trial/template.docx" == complaint.file
    assert Spot(
        "word/document.xml", 1, (), "合同金额为{{ contract.amuont }}元整", "{{ contract.amuont }}"
    ) == complaint.spot
    assert "正文 第1段 “{{ contract.amuont }}”" == complaint.spot.told("zh")
    assert "body ¶1 “{{ contract.amuont }}”" == complaint.spot.told("en")


def test_all_faults_are_told_in_one_run(lint: Lint) -> None:
    complaints = lint(word_file("{{ contract.amount | moeny }}", "{{ contract.no | uper }}", "{{ licence.name"))

    assert ["DTL001", "LNT-202", "LNT-202"] == sorted(codes(complaints))


def test_a_tag_that_word_split_over_runs_is_read_as_one(lint: Lint) -> None:
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in ("金额{{ contr", "act.amu", "ont }}元"))

    (complaint,) = lint(word_file(f"<w:p>{runs}</w:p>"))

    assert "LNT-211" == complaint.code


def test_a_fault_in_a_header_is_found_there(lint: Lint) -> None:
    (*_, complaint) = lint(packed(Document("试", header_left="{{ contract.amuont }}")))

    assert place(complaint).startswith("word/header")


def test_a_fault_in_a_text_box_is_found(lint: Lint) -> None:
    inside = "<w:p><w:r><w:t>{{ contract.amuont }}</w:t></w:r></w:p>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r></w:p>"

    assert "LNT-211" in codes(lint(word_file(box)))


def test_a_fault_in_a_footnote_is_found(lint: Lint) -> None:
    parts = dict(open_package(word_file("正文"), "t"))
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts["word/footnotes.xml"] = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">'
        b"<w:p><w:r><w:t>{{ contract.amuont }}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kinds = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{word}.footnotes+xml"/></Types>'
    parts["[Content_Types].xml"] = kinds.replace("</Types>", override).encode()

    (complaint,) = lint(write_package(parts))

    assert place(complaint).startswith("word/footnotes.xml")


def test_words_beside_a_row_tag_would_be_lost(lint: Lint) -> None:
    document = Document("试")
    document.table([Column("名称", 50), Column("额", 50)], [
        ("{%tr for s in articles.shareholders %}", "会丢失的字"), ("{{ s.name }}", "甲"), "else", ("无", "无"),
        "endfor",
    ])

    (complaint,) = lint(packed(document))

    assert ("LNT-204", True) == (complaint.code, "会丢失的字" in place(complaint))


def test_words_beside_a_paragraph_or_run_tag_are_kept(lint: Lint) -> None:
    in_run = "头{%r if contract.no is known %}身{%r endif %}"

    assert [] == lint(word_file("前{%p if contract.amount > 0 %}", "中", "后{%p endif %}尾", in_run))


def test_a_required_section_must_be_a_heading(lint: Lint) -> None:
    document = Document("试")
    document.h1("摘要")
    document.p("调查结论")

    (complaint,) = lint(packed(document), sections=("摘要", "调查结论"))

    assert ("LNT-221", "templates/trial/template.toml", 5) == (complaint.code, complaint.file, complaint.line)
    assert "调查结论" in complaint.problem


def test_a_condition_for_making_it_must_name_what_is_there(lint: Lint) -> None:
    (complaint,) = lint(word_file("正文"), when="contrct is defined")

    assert ("LNT-211", 4) == (complaint.code, complaint.line)


def test_a_file_that_is_no_document_is_told(lint: Lint) -> None:
    assert ["LNT-200"] == codes(lint(b"no zip"))


def test_the_books_own_templates_are_without_complaint(book: Any) -> None:
    assert [] == list(templates.complaints(book, dictionary(book)))
