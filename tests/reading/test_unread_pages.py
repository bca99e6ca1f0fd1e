"""A page that nobody can read leaves open what may stand on it; a picture leaves open what a hand altered."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from creditfile.reading.pages import Page
from creditfile.reading.read import read_paper
from creditfile.reading.structures import find_structure
from tests.contracts.outcomes import with_picture
from tests.reading.contract_paper import as_docx, as_pdf, filled
from tests.reading.test_structures import paper

UNREAD = Page(2, "", image_only=True)


@pytest.mark.parametrize("field", ["alterations", "blanks", "page_numbers"])
def test_a_page_that_nobody_can_read_leaves_it_open(book: Any, field: str) -> None:
    kind = book.documents.type_of("loan_contract")
    read = paper("借款合同", "第一条 借款金额为一百元")
    wanted = kind.field(field)

    said = [len(list(find_structure(stretch, wanted.find[0], wanted, kind)))
            for stretch in (read, replace(read, pages=(*read.pages, UNREAD)))]  # fmt: skip

    assert said == [1, 0]


def test_clauses_that_may_stand_on_an_unread_page_are_not_told_as_taken_out(book: Any) -> None:
    text = filled(Path(book.folder), "loan_contract")
    short = "\n".join(line for line in text.splitlines() if "送达" not in line)

    def kinds(content: bytes, name: str) -> set[str]:
        opened = read_paper(name, content, book.documents)
        rows = [r.fact.value for r in opened.readings if r.field == "differences"]
        return {str(row["kind"]) for table in rows for row in table}

    assert "条款删除" in kinds(as_docx(short), "a.docx")
    assert kinds(with_picture(as_pdf(text)), "a.pdf") == set()
