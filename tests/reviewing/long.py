"""A case of very many pages, with readings on every one of them."""

import hashlib
import io
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from creditfile.book import Book
from creditfile.model import Case, Fact, Source
from creditfile.model.fact import Box, Origin
from creditfile.reviewing.matters import review_of
from creditfile.reviewing.page import page
from creditfile.stages import judge, read, settle

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
SAMPLE, ON = "refused-enterprise", date(2025, 2, 26)


def many_pages(count: int) -> bytes:
    """A paper of so many pages of print."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True)
    for number in range(1, count + 1):
        for line in range(12):
            canvas.drawString(50, 790 - line * 15, f"Annex {number}.{line}  clause of no weight, amount {line * 37}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def long_case(case: Case, folder: Path, count: int) -> Case:
    """The case with a paper of so many pages, on which its readings stand instead."""
    annex = many_pages(count)
    (folder / "annex.pdf").write_bytes(annex)
    source = Source("annex.pdf", hashlib.sha256(annex).hexdigest(), "pdf", len(annex), pages=count)
    facts = tuple(_on_page(fact, number % count + 1) for number, fact in enumerate(case.facts))
    findings = tuple(
        replace(finding, evidence=tuple(_on_page(fact, number % count + 1) for fact in finding.evidence))
        for number, finding in enumerate(case.findings)
    )
    return replace(case, facts=facts, findings=findings, sources=(*case.sources, source))


def _on_page(fact: Fact, number: int) -> Fact:
    box = Box(Decimal(50), Decimal(40), Decimal(180), Decimal(56))
    origins = tuple(_moved(origin, number, box) if origin.method == "text" else origin for origin in fact.origins)
    return replace(fact, origins=origins)


def _moved(origin: Origin, number: int, box: Box) -> Origin:
    return replace(origin, source="annex.pdf", page=number, box=box, place="")


def long_page(book: Book, folder: Path, count: int) -> str:
    """The page of a sample, made so long."""
    sample = Path(__file__).parents[2] / "samples" / SAMPLE
    home = Path(shutil.copytree(sample, folder / "long"))
    case = settle(read(Case(id="long", folder=home), book.documents), book.documents, book.figures, ON)
    case = long_case(judge(case, book.rules, ON), home, count)
    return page(review_of(case, book, ON), book, home, ON.isoformat())
