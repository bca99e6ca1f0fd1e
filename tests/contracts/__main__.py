"""Measures the contract checks and writes the page: `python -m tests.contracts --page PAGE.md`."""

import argparse
import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from creditfile.values.rates import equivalent
from tests.contracts import sets
from tests.contracts.kinds import Kind, all_kinds
from tests.contracts.outcomes import Outcomes, in_doubt, undecided
from tests.contracts.rates import pairs
from tests.contracts.sets import Told

ALARMS_WANTED = 0.2
"""At most so many false alarms a clean set."""


@dataclass
class Row:
    """What became of one kind of fault."""

    name: str
    finds: str
    says: str
    found: int = 0
    flagged: int = 0
    """Not found, but told as not to be told."""
    missed: list[int] = field(default_factory=list)
    """The seeds on which nothing was said."""


@dataclass
class Clean:
    """What was said of sets without a fault."""

    sets: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)


def planted(
    seeds: range, only: str, kept: Path | None, outcomes: Outcomes, enough: Callable[[], bool]
) -> list[Row]:
    """Every kind of fault on the set of each seed; seeds that `kept` knows are not made again.

    No further seed is begun once it is enough.
    """
    kinds = [kind for kind in all_kinds() if only in kind.name]
    rows = {kind.name: Row(kind.name, " ".join(kind.finds), kind.says.rstrip(".")) for kind in kinds}
    known = _kept(kept)
    for seed in seeds or sorted(known):
        line = known.get(seed)
        if line is None and enough():
            break
        if line is None:
            told = {kind: kind.told(seed) for kind in kinds}
            answers = {kind.name: _answer(kind, one) for kind, one in told.items()}
            said = Outcomes()
            for one in told.values():
                said.add(one)
            line = _keep(kept, {"seed": seed, "answers": answers, "said": said.as_rows()})
            missed = [name for name, answer in answers.items() if answer != "found"]
            print(f"{seed}: {len(answers) - len(missed)} of {len(answers)}", *missed, file=sys.stderr, flush=True)
        answers = line["answers"]
        outcomes.add_rows(line["said"])
        for name, row in rows.items():
            row.found += answers[name] == "found"
            row.flagged += answers[name] == "flagged"
            row.missed += [seed] if answers[name] == "missed" else []
    return list(rows.values())


def _answer(kind: Kind, told: Told) -> str:
    if told.fails & set(kind.finds):
        return "found"
    return "flagged" if told.unknown & set(kind.finds) else "missed"


def _kept(file: Path | None) -> dict[int, dict[str, Any]]:
    if file is None or not file.exists():
        return {}
    return {line["seed"]: line for line in map(json.loads, file.read_text(encoding="utf-8").splitlines())}


def _keep(file: Path | None, line: dict[str, Any]) -> dict[str, Any]:
    if file is not None:
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")
    return line


def blanked(seeds: range, outcomes: Outcomes, enough: Callable[[], bool]) -> int:
    """Sets with one field blank, or one page that nobody can read; how many there were."""
    count = 0
    for seed in seeds:
        for told in chain(undecided(seed), in_doubt(seed) if seed in seeds[: len(seeds) // 2] else ()):
            if enough():
                return count
            outcomes.add(told)
            count += 1
        print(f"blanked {seed}: {count}", file=sys.stderr, flush=True)
    return count


def clean(seeds: range, outcomes: Outcomes) -> Clean:
    """Checks that fail on sets without a fault, and that cannot be told there."""
    told = Clean()
    for seed in seeds:
        said = sets.told(sets.drafted(seed))
        outcomes.add(said)
        told.sets += 1
        told.alarms.update(said.fails)
        told.unknown.update(said.unknown)
        if said.fails:
            print(f"clean {seed}: {sorted(said.fails)}", file=sys.stderr, flush=True)
    return told


def main(arguments: list[str] | None = None) -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.contracts", description=__doc__)
    parser.add_argument("--cases", type=int, default=50, help="so many sets of each kind; 0: those kept")
    parser.add_argument("--clean", type=int, default=200, help="so many sets without a fault")
    parser.add_argument("--blank", type=int, default=6, help="so many sets with every field in turn left blank")
    parser.add_argument("--seed", type=int, default=7_000)
    parser.add_argument("--only", default="", help="kinds whose name has this in it")
    parser.add_argument("--minutes", type=float, default=600, help="no further sets are begun after so long")
    parser.add_argument("--keep", type=Path, help="answers are kept here, so that a run goes on where it was left")
    parser.add_argument("--page", type=Path)
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    outcomes, enough = Outcomes(), _patience(begun + 60 * options.minutes)
    start = options.seed + 500_000
    told = clean(range(start, start + options.clean), outcomes)
    blank = blanked(range(start + 1_000, start + 1_000 + options.blank), outcomes, enough)
    rows = planted(range(options.seed, options.seed + options.cases), options.only, options.keep, outcomes, enough)
    page = _page(rows, told, time.monotonic() - begun, [*_answers(outcomes, blank)])
    if options.page:
        options.page.write_text(page, encoding="utf-8")
    else:
        print(page)
    return 0


def _patience(until: float) -> Callable[[], bool]:
    """Whether it is enough: the time is over, or somebody has told the run to end (SIGTERM)."""
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: told.append(number))
    return lambda: bool(told) or time.monotonic() > until


def _answers(outcomes: Outcomes, blank: int) -> Iterator[str]:
    """The sixty checks, each with how often it gave which answer."""
    yield from ("", "## The sixty checks", "")
    yield (
        "How many of the sets above each check of the reference held on, failed on and could not be told on, from "
        f"paper to finding; among them {blank} sets with fields left blank, clauses taken out or a page that "
        "nobody can read. One that asks a person (signatures, specimens) cannot be told until the person has answered."
    )
    yield from ("", *outcomes.table())
    wanting = outcomes.wanting()
    yield from ("", f"Not every answer was given by {len(wanting)}: {'; '.join(wanting)}." if wanting else "All three.")


def _page(rows: list[Row], told: Clean, seconds: float, answers: list[str]) -> str:
    found, flagged, missed = (
        sum(row.found for row in rows),
        sum(row.flagged for row in rows),
        sum(len(row.missed) for row in rows),
    )
    alarms, unknown = sum(told.alarms.values()), sum(told.unknown.values())
    wrong = sum(equivalent(one, other) is not same for one, other, same in pairs())
    lines = [
        f"# Contracts with planted faults, {date.today():%Y-%m-%d}",  # noqa: DTZ011 the day at this desk
        "",
        "By `make measure-contracts`: sets of contracts with the bank's own form, approval and registration papers, "
        "made up from a seed, as Word and PDF, in wordings of their own (`tests/contracts/wordings.toml`), read and "
        f"judged by the contract and cross checks alone. {seconds:.0f} s, one process.",
        "",
        f"{len(rows)} kinds of fault, {found + flagged + missed} sets with one each "
        f"({(found + flagged + missed) // max(1, len(rows))} of each kind): **{found} found, "
        f"{flagged} told as not to be told, {missed} missed.**",
        "",
        f"{told.sets} sets without a fault: **{alarms / max(1, told.sets):.3f} false alarms a set** (wanted: at most "
        f"{ALARMS_WANTED}); {unknown / max(1, told.sets):.2f} checks a set cannot be told, beside the four that only a "
        "person sees.",
        "",
        f"2,000 pairs of rate expressions: {wrong} decided wrongly.",
        "",
        "| fault | what is changed | checks, any of them | found | not told | missed |",
        "| --- | --- | --- | --: | --: | --: |",
        *(
            f"| {row.name} | {row.says} | {row.finds} | {row.found} | {row.flagged or ''} | {len(row.missed) or ''} |"
            for row in rows
        ),
    ]
    for heading, counted in (("False alarms", told.alarms), ("Cannot be told", told.unknown)):
        if counted:
            lines += ["", f"## {heading} on clean sets", "", "| check | sets |", "| --- | --: |"]
            lines += [f"| {code} | {count} |" for code, count in counted.most_common()]
    return "\n".join([*lines, *answers]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
