"""What the loan was spent on adds up on paper, and the reader says the same of every layout."""

from decimal import Decimal

import pytest

from creditfile.book import Book
from creditfile.reading.read import read_paper
from tests.generator import case, fonts, making

SEEDS = (60_000, 60_001, 60_002, 60_003)
"""Between them both invoices and all three receipts."""

pytestmark = pytest.mark.skipif(not fonts.available(), reason="the free fonts of made-up papers are not installed")


def test_the_receipt_pays_what_the_invoice_asks() -> None:
    for seed in SEEDS:
        papers = {paper.doc: paper.fields for paper in case.draft(seed, purpose=True).papers}
        invoice, receipt = papers["D415"], papers["D710"]

        assert int(str(invoice["amount_total"])) == int(str(invoice["amount"])) + int(str(invoice["tax"]))
        assert (invoice["buyer"], invoice["seller"]) == (receipt["payer"], receipt["payee"])
        assert invoice["amount_total"] == receipt["amount"]


def test_every_layout_of_invoice_and_receipt_is_read(book: Book) -> None:
    layouts = set()
    for seed in SEEDS:
        made = making.case(seed, party="ENT", forms=("pdf",), purpose=True)
        for file in made.files:
            if file.docs not in (["D415"], ["D710"]):
                continue
            layouts.add(file.layout)
            readings = read_paper(file.path, file.content, book.documents).readings
            best = {reading.field: reading.fact.value for reading in reversed(readings)}
            true = {str(row["id"]).partition(".")[2]: row["value"] for row in file.fields}
            total = "amount_total" if file.docs == ["D415"] else "amount"
            sides = ("buyer", "seller") if file.docs == ["D415"] else ("payer", "payee", "payer_account", "account")

            assert Decimal(str(true[total])) == Decimal(str(best[total]).strip("CNY¥元").replace(",", ""))
            assert [true[side] for side in sides] == [best[side] for side in sides]

    assert {"paperless", "electronic", "beside", "words_inside", "lines"} == layouts
