"""Writes `samples/`: six made-up cases that tell a story each. Run as `python -m tests.generator.samples`."""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.generator import case as cases
from tests.generator import damage, faults
from tests.generator.write_image import Wear

HOME = Path(__file__).parents[2] / "samples"
WORD = (
    *("D106", "D107", "D108", "D201", "D204", "D205", "D303", "D307", "D414", "D417", "D418"),
    *("D701", "D702", "D703", "D704", "D705", "D707", "D708", "D713"),
)
"""Papers of the samples that are Word documents unless the story says otherwise."""


@dataclass(frozen=True)
class Story:
    """One sample: the seed and what is done to it."""

    folder: str
    seed: int
    party: str
    product: str
    mode: str
    keep: tuple[str, ...]
    """Kinds of papers that stay."""
    layout: str = "ruled"
    standard: str = ""
    related: bool = False
    """The company's head guarantees its debt."""
    forms: dict[str, str] = field(default_factory=dict)
    bundles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """File name and the kinds of papers bound into it."""
    faults: tuple[str, ...] = ()
    damage: tuple[tuple[str, str], ...] = ()
    """Kind of damage and the file that it befalls."""


ENTERPRISE = (
    *(
        "D101",
        "D103",
        "D106",
        "D107",
        "D108",
        "D109",
        "D111",
        "D114",
        "D115",
        "D201",
        "D202",
        "D204",
        "D205",
        "D301",
        "D302",
        "D303",
    ),
    *(
        "D306",
        "D304",
        "D307",
        "D410",
        "D411",
        "D416",
        "D401",
        "D402",
        "D406",
        "D407",
        "D409",
        "D414",
        "D701",
        "D702",
        "D703",
    ),
)
STORIES = (
    Story(
        "clean-enterprise",
        59,
        "ENT",
        "WCL",
        "GUARANTEE",
        ENTERPRISE,
        standard="CAS2019B",
        forms={"D409": "xlsx", "D703": "pdf", "D402": "xlsx", "D410": "xlsx", "D411": "xlsx", "D306": "docx"}
        | {"D109": "docx", "D416": "docx"},
        bundles={"credit-consents": ("D202",), "tax-papers": ("D406", "D407", "D304")}
        | {"survey-records": ("D205", "D303", "D307")},
    ),
    Story(
        "refused-enterprise",
        4,
        "ENT",
        "WCL",
        "GUARANTEE",
        (
            "D101",
            "D103",
            "D107",
            "D111",
            "D201",
            "D202",
            "D301",
            "D302",
            "D303",
            "D304",
            "D402",
            "D406",
            "D409",
            "D703",
        ),
        layout="two-sided",
        standard="SME",
        related=True,
        forms={"D409": "csv", "D301": "pdf"},
        faults=(
            "purpose-equity",
            "class-substandard",
            "dishonest",
            "guarantor-village",
            "vat-differs",
            "figure-retained-earnings",
        ),
    ),
    Story(
        "contract-faults",
        104,
        "ENT",
        "WCL",
        "COMBO",
        ("D101", "D103", "D108", "D201", "D601", "D602", "D603", "D606", "D701", "D702", "D703", "D704", "D708"),
        related=True,
        faults=(
            "words-differ",
            "rate-arithmetic",
            "term-dates-differ",
            "main-number-differs",
            "period-until-paid",
            "forfeiture",
            "registration-late",
            "blank-account",
            "altered-ins",
            "mortgage-principal-differs",
            "contract-before-approval",
        ),
    ),
    Story(
        "sole-trader",
        12,
        "IEB",
        "PBL",
        "MORTGAGE",
        (
            "D101",
            "D307",
            "D713",
            "D114",
            "D203",
            "D204",
            "D205",
            "D416",
            "D420",
            "D610",
            "D612",
            "D103",
            "D104",
            "D105",
            "D111",
            "D201",
            "D202",
            "D302",
            "D303",
            "D409",
            "D414",
            "D417",
            "D601",
            "D602",
            "D603",
            "D606",
            "D701",
            "D702",
            "D704",
            "D113",
        ),
        forms={"D409": "csv", "D201": "acroform", "D202": "docx", "D420": "xlsx", "D203": "docx", "D416": "docx"},
        bundles={"title-papers": ("D601", "D602", "D603", "D610", "D612")},
    ),
    Story(
        "farmer",
        7,
        "FRM",
        "FHL",
        "GUARANTEE",
        (
            "D307",
            "D713",
            "D203",
            "D204",
            "D103",
            "D104",
            "D105",
            "D114",
            "D121",
            "D201",
            "D202",
            "D205",
            "D302",
            "D303",
            "D409",
            "D417",
            "D418",
            "D701",
            "D702",
            "D703",
        ),
        forms={"D409": "xlsx", "D202": "docx", "D203": "docx"},
        bundles={"id-cards": ("D103",), "personal-credit-reports": ("D302",)},
    ),
    Story(
        "messy",
        33,
        "ENT",
        "WCL",
        "GUARANTEE",
        (
            "D101",
            "D103",
            "D106",
            "D107",
            "D111",
            "D201",
            "D202",
            "D301",
            "D302",
            "D402",
            "D406",
            "D407",
            "D409",
            "D414",
        ),
        layout="triangle",
        standard="OLD",
        forms={"D409": "xlsx", "D107": "pdf", "D201": "docx", "D101": "image", "D402": "xlsx", "D414": "pdf!"},
        damage=(
            ("duplicate", "vat-return.pdf"),
            ("truncated", "credit-report.pdf"),
            ("wrong-extension", "personal-credit-report.pdf"),
            ("image-only", "resolution.pdf"),
            ("wrong-paper", "purchase-contract.pdf"),
            ("encrypted", "income-tax-return.pdf"),
            ("double-extension", "articles.docx"),
        ),
    ),
)


def build(story: Story) -> cases.Case:
    """The sample as files, with its truth."""
    one = cases.draft(
        story.seed,
        story.party,
        story.product,
        True,
        layout=story.layout,
        mode=story.mode,
        standard=story.standard,
        related=story.related,
    )
    world = one.world
    ours = {world.borrower, world.person.name, world.spouse.name if world.spouse and story.party != "ENT" else ""}
    one.papers = [
        paper
        for paper in one.papers
        if paper.doc in story.keep and (paper.doc not in ("D101", "D103") or paper.party in ours)
    ]
    for paper in one.papers:
        paper.form = story.forms.get(paper.doc, "docx" if paper.doc in WORD else "pdf!")
        paper.bundle = next((name for name, docs in story.bundles.items() if paper.doc in docs), "")
        if paper.form == "image":
            paper.wording["wear"] = Wear(140, 0.9, 2.0, True, 0.4, 40, True)
    for code in story.faults:
        faults.plant(one, code)
    made = cases.build(one, ("pdf",), "en", story.folder, "droid")
    for kind, path in story.damage:
        damage.harm(made, kind, path)
    return made


def write(story: Story, home: Path) -> Path:
    """One sample's folder, and its truth in `<home>/truth/`."""
    made = build(story)
    folder = home / story.folder
    if folder.exists():
        for old in folder.iterdir():
            if old.name != "expected.toml":
                old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    for file in made.files:
        (folder / file.path).write_bytes(file.content)
    truth = home / "truth"
    truth.mkdir(exist_ok=True)
    text = json.dumps(made.truth(), ensure_ascii=False, separators=(",", ":"))
    (truth / f"{story.folder}.json").write_text(text + "\n", encoding="utf-8")
    return folder


def main() -> int:
    """Write every sample."""
    for story in STORIES:
        print(write(story, HOME))
    return 0


if __name__ == "__main__":
    sys.exit(main())
