"""Cases are the same for the same seed, say where every value stands, and change as their faults say."""

import io
import json
import tomllib
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pypdf
import pypdfium2
import pytest
from PIL import Image

from tests.generator import damage, faults, fonts, making, samples, statements, write_acroform
from tests.generator.case import Case, Draft, File

pytestmark = pytest.mark.skipif(
    not fonts.available(), reason="the free Chinese fonts of tests/generator/fonts.py are not installed"
)
PLAIN = ("pdf", "docx", "xlsx", "csv", "acroform")
WORN = ("image", "scan")


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def facts(draft: Draft) -> dict[tuple[str, str, str], str]:
    """Every field and switch of every paper."""
    seen: Counter[tuple[str, str]] = Counter()
    out = {("form", "", name): repr(value) for name, value in draft.typed.items()}
    for paper in draft.papers:
        seen[(paper.doc, paper.party)] += 1
        who = paper.party + ("" if seen[(paper.doc, paper.party)] == 1 else f"#{seen[(paper.doc, paper.party)]}")
        out[(paper.doc, who, "*")] = "present"
        for name, value in paper.fields.items():
            out[(paper.doc, who, name)] = repr(value) + (getattr(value, "text", "") if isinstance(value, str) else "")
        for name, value in paper.wording.items():
            out[(paper.doc, who, f"wording:{name}")] = repr(value)
    return out


def a_few(seed: int, party: str, docs: tuple[str, ...], forms: tuple[str, ...], layout: str = "") -> Case:
    """The case of a seed with these papers only."""
    draft = making.draft(seed, party, "", (), layout)
    draft.papers = [paper for paper in draft.papers if paper.doc in docs]
    return making.cases.build(draft, forms)


@pytest.mark.parametrize(("seed", "party", "forms"), [(3, "ENT", PLAIN), (4, "IEB", PLAIN), (5, "FRM", WORN)])
def test_the_same_seed_gives_the_same_bytes(seed: int, party: str, forms: tuple[str, ...]) -> None:
    docs = ("D104",) if forms is WORN else ("D101", "D103", "D201", "D301", "D402", "D409", "D601", "D702", "D703")
    first, second = (a_few(seed, party, docs, forms) for _ in range(2))

    assert [one.path for one in first.files] == [one.path for one in second.files]
    assert [
        one.path for one, other in zip(first.files, second.files, strict=True) if one.content != other.content
    ] == []
    assert first.truth() == second.truth()


def test_another_seed_gives_another_borrower() -> None:
    assert len({making.draft(seed, "ENT", "", ()).world.borrower_id for seed in range(30)}) == 30


@pytest.mark.parametrize("layout", sorted(statements.LAYOUTS))
def test_what_stands_in_a_box_is_what_the_truth_says(layout: str) -> None:
    seed = sorted(statements.LAYOUTS).index(layout)
    docs = ("D402", "D702", "D601", "D301") if layout == "ruled" else ("D402",)
    case = a_few(seed, "ENT", docs, ("pdf",), layout)
    case.files = [file for file in case.files if "2023" not in file.path]

    checked = 0
    for file in case.files[:-1]:
        document = pypdfium2.PdfDocument(file.content)
        assert len(document) == file.pages
        for row in [*file.fields, *file.statements]:
            if not row["text"]:
                continue
            boxes = row.get("boxes") or [[row["page"], *row["box"]]]
            found = ""
            for number, x0, top, x1, bottom in boxes:
                page = document[number - 1]
                found += page.get_textpage().get_text_bounded(
                    x0 + 0.3, page.get_height() - bottom, x1 - 0.3, page.get_height() - top
                )
            assert plain(found) == plain(row["text"]), (file.path, row)
            checked += 1
    assert checked > 100


def test_boxes_on_worn_pictures_lie_on_ink() -> None:
    draft = making.draft(8, "FRM", "", ())
    draft.papers = [draft.of("D104")[0], draft.of("D302")[0]]
    draft.papers[0].form, draft.papers[1].form = WORN
    case = making.cases.build(draft)

    assert [file.form for file in case.files[:-1]] == list(WORN)
    for file in case.files[:-1]:
        for row in file.fields[:8]:
            grey, dots = page_of(file, row["page"])
            x0, top, x1, bottom = (int(side * dots / 72) for side in row["box"])
            inside = np.asarray(grey)[top : bottom + 1, x0 : x1 + 1]
            assert np.percentile(inside, 3) < np.median(np.asarray(grey)) - 60, (file.path, row)


def page_of(file: File, number: int) -> tuple[Image.Image, float]:
    if file.form == "image":
        image = Image.open(io.BytesIO(file.content))
        return image.convert("L"), float(image.info["dpi"][0])
    return pypdfium2.PdfDocument(file.content)[number - 1].render(scale=2).to_pil().convert("L"), 144.0


def test_fields_of_a_fillable_form_hold_the_values() -> None:
    paper = making.draft(5, "IEB", "", ()).of("D201")[0]
    file = write_acroform.write(paper, ["D201"])
    fields = pypdf.PdfReader(io.BytesIO(file.content)).get_fields() or {}

    assert {row["place"]: row["text"] for row in file.fields} == {name: field["/V"] for name, field in fields.items()}
    assert "伍" in "".join(row["text"] for row in file.fields) or file.fields[4]["text"].endswith(".00")


def test_samples_are_what_the_generator_makes() -> None:
    home = Path(__file__).parents[2] / "samples"
    for story in samples.STORIES:
        kept = json.loads((home / "truth" / f"{story.folder}.json").read_text(encoding="utf-8"))
        made = samples.build(story).truth()

        assert {path.name for path in (home / story.folder).iterdir()} - {"expected.toml"} == {
            file["path"] for file in kept["files"]
        }
        assert values(made) == values(kept), story.folder


def values(truth: dict[str, Any]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """What is said, without where it stands: places move with the fonts."""
    return [
        (file["path"], [(row.get("id") or row["item"], row["value"]) for row in [*file["fields"], *file["statements"]]])
        for file in truth["files"]
    ]


def test_printed_figures_are_the_truth_in_their_unit() -> None:
    for layout, factor in (("ten-thousands", 10_000), ("thousands", 1_000), ("ruled", 1)):
        case = a_few(21, "ENT", ("D402",), ("pdf",), layout)
        rows = [
            row
            for file in case.files
            for row in file.statements
            if row["value"] is not None and row["text"].strip("-—")
        ]

        assert rows
        for row in rows:
            text = row["text"].strip("()－△-").replace(",", "")
            assert Decimal(text) * factor == abs(Decimal(row["value"]))


def test_papers_of_a_clean_case_agree() -> None:
    for seed in range(4):
        case = making.case(seed, forms=("docx",), full=True)
        values: dict[str, set[str]] = {}
        for file in case.files:
            for row in file.fields:
                values.setdefault(row["id"], set()).add(row["value"])
        names = {value for key in ("D201.applicant", "D701.borrower", "D702.borrower") for value in values[key]}

        assert names == {case.world.borrower}
        assert values["D702.amount"] == values["D701.amount"] == values["D201.amount"] == values["application.amount"]
        assert values["D702.rate_annual_pct"] == values["D701.rate_annual_pct"]
        (rate,), (prime,), (spread,) = values["D702.rate_annual_pct"], values["D702.lpr_pct"], values["D702.spread_bp"]
        assert Decimal(prime) + Decimal(spread) / 100 == Decimal(rate)


def test_a_bank_account_runs_on_from_row_to_row() -> None:
    for seed in range(12):
        for paper in making.draft(seed, "", "", ()).of("D409"):
            balance = int(paper.fields["opening_balance"])
            for row in paper.fields["rows"]:
                balance += row["credit"] - row["debit"]
                assert row["balance"] == balance >= 0
            assert balance == paper.fields["closing_balance"]


@pytest.mark.parametrize("code", sorted(faults.FAULTS))
def test_a_fault_changes_what_it_says_and_nothing_else(code: str) -> None:
    draft = making.draft(50, "", "", (code,))
    fault = faults.FAULTS[code]
    if "shape" in fault.wants:
        assert draft.planted[0]["changes"]
        return
    clean = making.cases.draft(
        draft.world.seed,
        draft.world.party,
        str(fault.wants.get("product", "")),
        bool(fault.wants.get("full")),
        None,
        "",
        str(fault.wants.get("mode", "")),
        str(fault.wants.get("standard", "")),
    )
    was, now = facts(clean), facts(draft)
    differ = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
    said = {(change["doc"], change["party"], change["field"]) for change in draft.planted[0]["changes"]}
    dropped = {(doc, party) for doc, party, field in said if field == "*"}

    assert differ
    for doc, party, field in differ:
        who = party.partition("#")[0]
        assert (doc, who, field) in said or (doc, who) in dropped, (doc, party, field)
    for doc, party, field in said:
        if field != "*":
            assert any((doc, party, field) == (d, p.partition("#")[0], f) for d, p, f in differ), (doc, party, field)


def test_there_are_faults_of_every_family() -> None:
    families = Counter(rule.partition("-")[0] for fault in faults.FAULTS.values() for rule in fault.finds)

    assert len(faults.FAULTS) >= 80
    assert {"ADM", "PRH", "PRU", "ART", "REC", "XC", "CTR"} <= set(families)


def test_a_planted_fault_stands_on_the_paper() -> None:
    case = making.case(9, "ENT", "WCL", faults=("rate-arithmetic",), forms=("pdf",))
    contract = next(file for file in case.files if file.docs == ["D702"])
    rate, prime, spread = (
        Decimal(next(row["value"] for row in contract.fields if row["id"] == f"D702.{name}"))
        for name in ("rate_annual_pct", "lpr_pct", "spread_bp")
    )

    assert prime + spread / 100 != rate
    assert case.truth()["faults"][0]["finds"] == ["CTR-007", "CTR-006"]


HARMED = ("D101", "D201", "D402", "D702", "D703")


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    """The files before they are damaged."""
    return {file.path: file.content for file in a_few(6, "ENT", HARMED, PLAIN).files}


@pytest.mark.parametrize("kind", sorted(damage.KINDS))
def test_damage_befalls_one_file_and_is_said(kind: str, whole: dict[str, bytes]) -> None:
    case = a_few(6, "ENT", HARMED, PLAIN)

    damage.harm(case, kind)

    harmed = [file for file in case.files if file.damage]
    assert {file.damage["kind"] for file in harmed} == {kind}
    assert len(harmed) == (2 if kind == "duplicate" else 1)
    assert all(whole.get(file.path) == file.content for file in case.files if not file.damage)
    if kind != "duplicate":
        assert whole.get(harmed[0].path) != harmed[0].content


def test_a_lost_page_takes_its_values_with_it() -> None:
    case, clean = (a_few(6, "ENT", ("D402", "D702"), ("pdf",)) for _ in range(2))
    damage.harm(case, "missing-page")
    harmed = next(file for file in case.files if file.damage)
    whole = next(file for file in clean.files if file.path == harmed.path)
    document = pypdfium2.PdfDocument(harmed.content)

    assert len(document) == harmed.pages == whole.pages - 1
    assert all(row["page"] <= harmed.pages for row in harmed.fields + harmed.statements)
    for row in (harmed.fields + harmed.statements)[:40]:
        if not row["text"]:
            continue
        page = document[row["page"] - 1]
        x0, top, _, bottom = row["box"]
        assert (
            plain(
                page.get_textpage().get_text_bounded(
                    x0 + 0.3, page.get_height() - bottom, page.get_width(), page.get_height() - top
                )
            )[:1]
            == plain(row["text"])[:1]
        )


def test_cases_are_written_with_their_truth_beside_them(tmp_path: Path) -> None:
    case: Case = making.case(2, "IEB")
    home = case.write(tmp_path)
    truth = json.loads((tmp_path / f"{case.name}.truth.json").read_text(encoding="utf-8"))

    assert {file["path"] for file in truth["files"]} == {path.name for path in home.iterdir()}
    form = tomllib.loads((home / "application.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    assert form["application"]["product"] == "PBL"


def test_the_generator_uses_none_of_the_readers_code() -> None:
    folder = Path(__file__).parent.parent / "generator"

    assert [
        path.name
        for path in folder.rglob("*.py")
        if "import creditfile" in path.read_text() or "from creditfile" in path.read_text()
    ] == []
