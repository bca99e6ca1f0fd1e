"""The morning report tells all that happened in the night, and nothing in it runs or reaches out."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from creditfile.reporting.morning import chart, page
from creditfile.reporting.morning_xlsx import harmless, workbook
from creditfile.reporting.night import Night, Quarantined, Remarkable, RuleCount, Slow
from creditfile.running.batch import Batch, Step
from creditfile.running.morning import gather, write_reports
from tests.running import kit

Go = Callable[..., tuple[Batch, dict[str, Step]]]
EVIL = '=HYPERLINK("http://x")<script>alert(1)</script>\x01'


@pytest.fixture
def evil() -> Night:
    """A night in which every text is hostile."""
    return Night(
        number=7,
        state="finished",
        started="2026-06-30T01:00:00Z",
        finished="2026-06-30T05:00:00Z",
        inbox=EVIL,
        out=EVIL,
        on_day="2026-06-30",
        book=EVIL,
        engine=EVIL,
        version=EVIL,
        seal=EVIL,
        total=3,
        worked=2,
        decisions=(("refer", EVIL, 2), ("quarantined", "RDG-112", 1)),
        rules=(RuleCount("CTR-002", EVIL, "error", 2, 1, 1),),
        exceptions=(Remarkable(EVIL, EVIL, "refer", EVIL, 1, 2, ("CTR-002", EVIL), EVIL, 7),),
        quarantined=(Quarantined(EVIL, "RDG-112", EVIL, 7),),
        slowest=(Slow(EVIL, 1200, 90_000),),
        stages=(("work", 1000), ("write", 10)),
        spread=(("< 1 s", 1), ("< 2 s", 2)),
    )


def test_the_night_is_gathered_with_unchanged_cases(tmp_path: Path, batch: Go) -> None:
    inbox = kit.make_inbox(tmp_path / "inbox", a={"1.txt": "wrong"}, b={"1.txt": "fine"}, c={"1.txt": "bug"})
    batch(inbox)
    (inbox / "b/1.txt").write_text("wrong too")
    made, _ = batch(inbox)

    night = gather(made.ledger, made.number)

    assert (3, 1) == (night.total, night.worked)
    assert (("refer", "TRIED", 2), ("quarantined", "RDG-112", 1)) == night.decisions
    assert [("CTR-002", 2, 2, 0)] == [(rule.code, rule.cases, rule.fails, rule.cannot_tell) for rule in night.rules]
    assert [("a", "unchanged", 1), ("b", "papers changed: 1.txt", 2)] == [
        (each.name, each.because, each.run) for each in night.exceptions
    ]
    assert [("c", 1)] == [(each.name, each.run) for each in night.quarantined]
    assert ["b"] == [each.name for each in night.slowest]


def test_page_and_workbook_are_written_side_by_side(tmp_path: Path, batch: Go) -> None:
    made, _ = batch(kit.make_inbox(tmp_path / "inbox", a={"1.txt": "wrong 保证人李小四 13812345678"}))

    html, xlsx = write_reports(made.ledger, made.number, tmp_path / "out")

    said = html.read_text() + " ".join(cells(xlsx.read_bytes()))
    assert "CTR-002" in said
    assert kit.BORROWER in said
    assert "李小四" not in said
    assert "13812345678" not in said


def test_nothing_in_the_page_runs_or_comes_from_outside(evil: Night) -> None:
    made = page(evil)

    assert "<script" not in made
    assert "default-src 'none'" in made
    assert not re.search(r"\b(?:src|href|url)\s*[=(]|@import|\bon\w+=", made.replace(EVIL, ""), re.IGNORECASE)
    assert "&lt;script&gt;" in made
    assert "\x01" not in made


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_holds_together(evil: Night, language: str) -> None:
    made = page(evil, language)
    body = re.sub(r"<meta[^>]*>|<!doctype html>", "", made).replace("class=n", 'class="n"')

    tree = ElementTree.fromstring(body)

    assert 4 <= len(list(tree.iter("table")))
    assert ("晨报" if language == "zh" else "Morning report") in made


def cells(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(BytesIO(content))
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def test_no_cell_of_the_workbook_is_a_formula(evil: Night) -> None:
    content = workbook(evil)
    book = openpyxl.load_workbook(BytesIO(content))

    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not [cell for cell in cells(content) if cell.startswith(("=", "+", "-", "@"))]
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert [] == [name for name in names if "external" in name.lower() or "vba" in name.lower()]
    assert 3 <= sum("charts/chart" in name for name in names) + 1


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", "\uff0b1", " =1", "\n=1", "|cmd", "%0A=1"]
)
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert harmless(text).startswith("'")


def test_plain_text_is_left_as_it_is() -> None:
    assert "合同金额 500 万元" == harmless("合同金额 500 万元")


def test_bars_are_as_long_as_their_counts() -> None:
    made = chart([("a", 10, "#000"), ("b", 5, "#000")])

    assert ["430", "215"] == re.findall(r'<rect[^>]*width="(\d+)"', made)
