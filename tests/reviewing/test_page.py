"""The page as a file: whole in itself, the same on every machine, in both languages."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from creditfile.book import Book
from creditfile.judging.readings import TO_CONFIRM, built_in
from creditfile.model import Box, Case, CellOrigin, Fact, Origin
from creditfile.reviewing.matters import Review, review_of
from creditfile.reviewing.page import page
from creditfile.reviewing.pictures import picture_of, sheets_of, sizes_of

from .long import ON, many_pages


@pytest.fixture(scope="module")
def html(review: Review, book: Book, papers: Path) -> str:
    return page(review, book, papers, ON.isoformat())


def policy_of(html: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert found is not None
    return unescape(found[1])


def test_the_file_asks_for_nothing_from_outside(html: str) -> None:
    outside = re.findall(r"""(?:src|href|action)\s*=\s*["'](?!data:|#)([^"']+)""", html)

    assert [] == outside
    assert "default-src 'none'" in policy_of(html)
    assert "connect-src 'none'" in policy_of(html)


def test_only_our_own_script_and_style_are_allowed(html: str) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)

    assert (1, 1) == (len(scripts), len(styles))
    for text in (*scripts, *styles):
        assert f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}" in policy_of(html)
    assert " style=" not in html.replace(styles[0], "").replace(scripts[0], "")
    assert not re.search(r"\son\w+=", html.replace(scripts[0], ""))


def test_the_same_case_gives_the_same_page(review: Review, book: Book, papers: Path, html: str) -> None:
    assert html == page(review, book, papers, ON.isoformat())


def test_every_matter_has_its_clause_and_what_to_do_in_both_languages(html: str, checked: Case) -> None:
    article = html[html.index("PRH-006") :]
    article = article[: article.index("</article>")]
    finding = next(finding for finding in checked.findings if finding.code == "PRH-006")

    assert finding.title in article
    assert finding.title_en in article
    assert finding.basis[0] in article
    assert finding.mend in article
    assert finding.mend_en in article
    assert "application.toml" in article


def test_a_page_is_drawn_at_a_bounded_size() -> None:
    content = many_pages(2)

    drawn = picture_of(content, "pdf", 2)
    assert drawn is not None
    with Image.open(BytesIO(drawn.content)) as image:
        assert (1100, "WEBP") == (image.width, image.format)
    assert ((595.0, 842.0), (595.0, 842.0)) == sizes_of(content, "pdf")
    assert picture_of(content, "pdf", 3) is None
    assert picture_of(content, "pdf", 0) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"0" * 50])
def test_what_is_damaged_has_no_picture(content: bytes) -> None:
    assert picture_of(content, "pdf", 1) is None
    assert picture_of(content, "image", 1) is None
    assert () == sizes_of(content, "pdf")
    assert () == sheets_of(content, "paper.docx")


def test_a_case_whose_papers_are_gone_still_shows_what_was_read_of_them(
    review: Review, book: Book, tmp_path: Path
) -> None:
    html = page(review, book, tmp_path, ON.isoformat())

    assert "data:image/webp" not in html
    assert "PRH-006" in html


def test_a_workbook_is_shown_as_its_grid_and_a_form_line_by_line(root: Path) -> None:
    sample = root / "samples" / "clean-enterprise"
    [grid] = sheets_of((sample / "ageing.xlsx").read_bytes(), "ageing.xlsx")
    [form] = sheets_of((sample / "application.toml").read_bytes(), "application.toml")

    assert ("Sheet1!A4", "Sheet1!B4") == (grid.rows[3][0][0], grid.rows[3][1][0])
    assert (3, 1) == (grid.columns, form.columns)
    assert ("line 1", "[application]") == form.rows[0][0][:2]


def test_a_cell_in_doubt_is_shown_with_what_it_says_and_its_own_place(
    checked: Case, book: Book, papers: Path
) -> None:
    cell = CellOrigin(2, "ratio", 1, Box.of(7, 8, 9, 10), Decimal("0.7"))
    origin = Origin("business-licence.pdf", 1, Box.of(0, 0, 99, 99), "股东", "ocr", Decimal("0.7"), cells=(cell,))
    rows = ({"name": "甲"}, {"name": "乙", "ratio": Decimal("0.4")})
    table = Fact("articles.shareholders", rows, "table", origins=(origin,), confirm=True, label="股东")
    table = replace(table, doubts=("cell:2.ratio:出资比例",))
    asked = built_in(TO_CONFIRM, subject=origin.source, evidence=(table,))
    case = replace(checked, facts=(*checked.facts, table), findings=(*checked.findings, asked))
    review = review_of(case, book, ON)

    html = page(review, book, papers, ON.isoformat())

    assert "第2行“出资比例”" in html
    assert 'data-box="7.0 8.0 9.0 10.0"' in html
    assert ">0.4<" in html
