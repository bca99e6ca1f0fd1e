"""Values from scanned papers within whole cases: right, asked, missing, silently wrong; and how sure readings were."""

import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.generator import binomial, making, scorer
from tests.generator import case as cases
from tests.generator.case import Case
from tests.scans import registries
from tests.scans.wear import STATEMENTS, scan

KINDS = {
    "name": "names", "company_name": "names", "legal_rep": "names", "lender": "names", "uscc": "codes",
    "id_no": "codes", "address": "addresses", "scope": "scopes",
}  # fmt: skip
STEPS = (0.5, 0.8, 0.9, 0.95, 0.97)


@dataclass
class Tally:
    """What became of the values of scanned papers."""

    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By paper."""
    kinds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By kind of field."""
    readings: dict[str, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    """By kind of field: how sure, and whether right."""
    notes: list[str] = field(default_factory=list)
    pages: int = 0


def kind_of(row: scorer.Row) -> str:
    """Which curve a value belongs to."""
    last = str(row["id"]).rpartition(".")[2].partition("[")[0]
    if last in KINDS:
        return KINDS[last]
    value = str(row["value"])
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return "dates"
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return "figures"
    return "other words"


@cache
def book() -> Any:
    """Opened once: reading a book takes a while."""
    import pipeline
    from creditfile.book import open_book

    return open_book(Path(pipeline.__file__).resolve().parent)


def read(home: Path, on: date) -> dict[str, Any]:
    """What `creditfile check --format json` says of a case, within this process, which keeps the models loaded."""
    import pipeline
    from creditfile.cli.options import case_of
    from creditfile.reporting.reports import REPORTS

    said: dict[str, Any] = json.loads(REPORTS["json"](pipeline.check(case_of((home,)), book(), on), "zh"))
    return said


def measure(seed: int, docs: tuple[str, ...], party: str) -> dict[str, Any]:
    """One case whose papers of these kinds are scans, read as the command line reads them."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        _case(seed, docs, party, tally, Path(folder))
    return vars(tally)


def drawn(seed: int, docs: tuple[str, ...], party: str) -> Case:
    """The case of a seed; those papers are PDF, every other seed's as their registries set them."""
    draft = making.draft(seed, party, "", (), full=True, purpose=True)
    cases.bind(draft)
    for paper in draft.papers:
        if paper.doc in docs and paper.doc not in STATEMENTS:
            paper.form = "pdf!"
    made = cases.build(draft, ("pdf", "docx", "xlsx"))
    if "D408" in docs:
        registries.with_taxes(made)
    if seed % 2:
        registries.reprint(made, draft.papers)
    return made


def _case(seed: int, docs: tuple[str, ...], party: str, tally: Tally, folder: Path) -> None:
    made = drawn(seed, docs, party)
    scanned = {one.path for one in scan(made, docs)}
    said = scorer.Read(read(made.write(folder), made.world.days["drawn"]))
    for file in made.truth()["files"]:  # type: ignore[attr-defined]
        if file["path"] not in scanned:
            continue
        tally.pages += file["pages"] or 0
        indices = scorer.indices_of(file, said)
        for row in file["fields"]:
            index = indices.get((row["id"].partition(".")[0], row.get("paper")))
            outcome, facts = scorer.of_field(row, said, file, index)
            place = f"{seed} {file['path']} {row['id']}: {row['value']!r} {_why(facts)}"
            _note(tally, row["id"].partition(".")[0], outcome, place)
            tally.kinds[kind_of(row)][outcome] += 1
            _curve(tally, row, facts)
        for row in file["statements"]:
            outcome, facts = scorer.of_figure(row, said, file)
            place = f"{seed} {file['path']} {row['item']} {row['statement']} {row['scope']}: {row['value']!r}"
            _note(tally, "statement figures", outcome, f"{place} {_why(facts)}")


def _why(facts: list[scorer.Fact]) -> str:
    """What was read and why it asks."""
    return "; ".join(
        f"{fact.get('doubts')} {fact['origins'][0]['confidence'] if fact.get('origins') else ''} {fact['value']!r}"
        for fact in facts
    )[:400]


def _note(tally: Tally, kind: str, outcome: str, place: str) -> None:
    tally.outcomes[kind][outcome] += 1
    if outcome != "right":
        tally.notes.append(f"{outcome.upper()} {place}")


def _curve(tally: Tally, row: scorer.Row, facts: list[scorer.Fact]) -> None:
    for fact in facts:
        origins = [origin for origin in fact.get("origins", ()) if origin["method"] == "ocr"]
        if origins and row["value"] is not None:
            tally.readings[kind_of(row)].append((float(origins[0]["confidence"]), scorer.is_right(row, fact)))


def together(tallies: Iterable[Mapping[str, Any]]) -> Tally:
    """What became of the values of many cases."""
    total = Tally()
    for one in tallies:
        total.pages += one["pages"]
        total.notes += one["notes"]
        for mine, theirs in ((total.outcomes, one["outcomes"]), (total.kinds, one["kinds"])):
            for name, counts in theirs.items():
                mine[name].update(counts)
        for name, readings in one["readings"].items():
            total.readings[name] += [(sure, is_right) for sure, is_right in readings]
    return total


def outcomes(tally: Tally) -> str:
    """The table by paper, in Markdown."""
    total: Counter[str] = Counter()
    for counts in tally.outcomes.values():
        total.update(counts)
    lines = [
        f"{tally.pages} scanned pages, {total.total()} values.",
        "",
        "| paper | " + " | ".join(scorer.OUTCOMES) + " | vouched for |",
        "|---|" + "--:|" * (len(scorer.OUTCOMES) + 1),
    ]
    for name, counts in [*sorted(tally.outcomes.items()), ("**all**", total)]:
        share = counts["right"] / max(1, counts.total())
        lines.append(f"| {name} | " + " | ".join(str(counts[o]) for o in scorer.OUTCOMES) + f" | {share:.0%} |")
    low, high = binomial.bounds(total["silent"], total["right"] + total["silent"])
    lines += ["", f"Vouched for and wrong: {total['silent']} (95 %: {low:.3%} to {high:.3%}).", ""]
    return "\n".join(lines)


def curves(tally: Tally) -> str:
    """The risk–coverage table by kind of field, in Markdown."""
    lines = [
        "Of the readings at least so sure: how many there are, and how many of them are wrong, before any evidence;",
        "and of all values of that kind, how many are vouched for once evidence is in, and how many of these wrongly.",
        "",
        "| field | readings | " + " | ".join(f"≥ {step}" for step in STEPS) + " | values | vouched for |",
        "|---|--:|" + "--:|" * (len(STEPS) + 2),
    ]
    for kind, readings in sorted(tally.readings.items()):
        cells = []
        for step in STEPS:
            kept = [is_right for sure, is_right in readings if sure >= step]
            cells.append(f"{len(kept) / max(1, len(readings)):.0%}, {sum(not right for right in kept)} wrong")
        became = tally.kinds[kind]
        vouched = (became["right"] + became["silent"]) / max(1, became.total())
        cells += [str(became.total()), f"{vouched:.0%}, {became['silent']} wrong"]
        lines.append(f"| {kind} | {len(readings)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
