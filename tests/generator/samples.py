"""Writes `samples/`: six made-up cases that tell a story each. Run as `python -m tests.generator.samples`."""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.generator import case as cases

HOME = Path(__file__).parents[2] / "samples"


@dataclass(frozen=True)
class Story:
    """One sample: the seed and what is done to it."""

    folder: str
    seed: int
    party: str
    product: str
    mode: str
    layout: str = "ruled"
    keep: tuple[str, ...] = ()
    """Kinds of papers that stay; empty: all."""
    forms: dict[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    standard: str = ""


ENTERPRISE = (
    "D101",
    "D103",
    "D106",
    "D107",
    "D108",
    "D111",
    "D201",
    "D202",
    "D301",
    "D302",
    "D303",
    "D401",
    "D402",
    "D406",
    "D407",
    "D409",
    "D414",
    "D701",
    "D702",
    "D703",
)
STORIES = (
    Story(
        "clean-enterprise",
        59,
        "ENT",
        "WCL",
        "GUARANTEE",
        "ruled",
        ENTERPRISE,
        {
            "D106": "docx",
            "D107": "docx",
            "D201": "docx",
            "D701": "docx",
            "D702": "docx",
            "D409": "xlsx",
            "D303": "docx",
            "D205": "docx",
            "D204": "docx",
        },
        standard="CAS2019B",
    ),
)


def write(story: Story, home: Path) -> Path:
    """One sample's folder, and its truth in `<home>/truth/`."""
    one = cases.draft(
        story.seed, story.party, story.product, True, layout=story.layout, mode=story.mode, standard=story.standard
    )
    one.papers = [
        paper
        for paper in one.papers
        if not (paper.doc in ("D101", "D103") and paper.party not in (one.world.borrower, one.world.person.name))
    ]
    if story.keep:
        one.papers = [paper for paper in one.papers if paper.doc in story.keep]
    for paper in one.papers:
        paper.form = story.forms.get(paper.doc, "pdf")
    if story.faults:
        from tests.generator import faults

        for code in story.faults:
            faults.plant(one, code)
    made = cases.build(one, ("pdf",), "en", story.folder)
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
    (truth / f"{story.folder}.json").write_text(
        json.dumps(made.truth(), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    return folder


def main() -> int:
    """Write every sample."""
    for story in STORIES:
        print(write(story, HOME))
    return 0


if __name__ == "__main__":
    sys.exit(main())
