"""Measures the reader on made-up cases: `python -m tests.measured --clean 200 --faults 200 --page PAGE.md`."""

import argparse
import json
import os
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from tests.generator import making
from tests.generator.report import report, shortfalls
from tests.generator.scorer import Tally, score

REMARKS = Path(__file__).with_name("remarks.md")
"""What a reader of the page should know and no count says; written by hand."""
HEAD = """Made again by `make measure` (`python -m tests.measured {again}`).

Each case is a whole folder of papers drawn from a seed, with its truth. Of a field: *right*, equal and vouched for;
*asked*, equal, but a person is asked to confirm; *flagged*, wrong, and a person is asked; *missing*, not read;
*SILENT*, wrong and vouched for, which must not be. Of a planted fault: *right*, a rule meant for it fails; *asked*,
such a rule says that it cannot tell; *flagged*, another finding rests on what was changed; *missing*, what was changed
was not read; *SILENT*, nothing is said. The bounds are the exact binomial ones."""
SECONDS = 180
"""A case that takes longer counts as not read at all."""


@dataclass(frozen=True)
class Group:
    """Cases of one kind."""

    heading: str
    start: int
    """The first seed."""
    count: int
    faults: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()


class TooLongError(Exception):
    """A case took longer than it may."""


@cache
def _reader() -> "object":
    """The pipeline and its book, opened once a process."""
    import pipeline
    from creditfile.book import open_book

    return pipeline.check, open_book(Path(pipeline.__file__).resolve().parent)


def read(home: Path, on: date) -> dict[str, object]:
    """What `creditfile check --format json` says of a case, without starting a process for each."""
    from creditfile.cli.options import case_of
    from creditfile.errors import CreditfileError
    from creditfile.reporting.reports import REPORTS

    check, book = _reader()  # type: ignore[misc]

    def late(*_: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        found: dict[str, object] = json.loads(REPORTS["json"](check(case_of((home,)), book, on), "zh"))
    except (TooLongError, CreditfileError) as trouble:
        return {"facts": [], "findings": [], "trouble": f"{type(trouble).__name__} {trouble}"}
    finally:
        signal.alarm(0)
    return found


@dataclass
class Outcome:
    """What came of one case, or of many."""

    tally: Tally = field(default_factory=Tally)
    making: float = 0.0
    """Seconds of processor time to make it."""
    reading: float = 0.0
    """Seconds of processor time to read and judge it."""
    troubles: list[str] = field(default_factory=list)
    """Why it could not be read at all."""

    def add(self, other: "Outcome") -> None:
        """Put another outcome on top."""
        self.tally.add(other.tally)
        self.making += other.making
        self.reading += other.reading
        self.troubles += other.troubles


def one(base: Path, group: Group, full: bool, seed: int) -> Outcome:
    """Make one case, read it, score it."""
    begun = time.process_time()
    case = making.case(seed, faults=group.faults, damage=group.damage, full=full)
    case.name = f"{seed}-{case.name}"
    home = case.write(base)
    made = time.process_time()
    said = read(home, case.world.days["drawn"])
    done = time.process_time()
    (base / f"{case.name}.read.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    troubles = [f"{seed}: {said['trouble']}"] if "trouble" in said else []
    return Outcome(score(case.truth(), said), made - begun, done - made, troubles)


def measured(groups: Sequence[Group], base: Path, options: argparse.Namespace) -> dict[str, Outcome]:
    """What came of every group, its cases taken by turns; after so many minutes, of as many as were done."""
    jobs = [(number / group.count, group) for group in groups for number in range(group.count)]
    totals = {group.heading: Outcome() for group in groups}
    until = time.monotonic() + 60 * options.minutes if options.minutes else None
    with ProcessPoolExecutor(options.jobs, get_context("spawn")) as pool:
        waiting = {}
        for share, group in sorted(jobs, key=lambda job: job[0]):
            seed = group.start + round(share * group.count)
            waiting[pool.submit(one, base, group, not options.core, seed)] = group
        try:
            for done in as_completed(waiting, None if until is None else until - time.monotonic()):
                totals[waiting[done].heading].add(done.result())
        except TimeoutError:
            pool.shutdown(cancel_futures=True)
    return totals


def page(options: argparse.Namespace, base: Path) -> Iterator[str]:
    """The page, part by part; the notes go to their file."""
    again = f"--clean {options.clean} --faults {options.faults} --damage {options.damage} --seed {options.seed}"
    again += f" --minutes {options.minutes:g}" if options.minutes else ""
    yield f"# Made-up cases, {date.today():%Y-%m-%d}\n"  # noqa: DTZ011 the day at this desk
    yield HEAD.format(again=again)
    planted = tuple(filter(None, options.only.split(","))) or ("random",)
    groups = (
        Group("Without faults", options.seed, options.clean),
        Group("With one planted fault each", options.seed + 1_000_000, options.faults, planted),
        Group("With one damaged file each", options.seed + 2_000_000, options.damage, (), ("random",)),
    )
    notes: list[str] = []
    short: list[str] = []
    outcomes = measured([group for group in groups if group.count], base, options)
    for heading, outcome in outcomes.items():
        count = outcome.tally.cases
        if not count:
            continue
        notes += sorted(outcome.tally.notes)
        short += shortfalls(outcome.tally, heading.lower())
        yield f"\n## {heading}\n\n{report(outcome.tally)}"
        times = f"{outcome.making / count:.2f} s to make, {outcome.reading / count:.2f} s to read and judge"
        yield f"Processor time a case: {times}."
        if outcome.troubles:
            yield "\n".join([f"\nNot read at all: {len(outcome.troubles)}.\n", *sorted(outcome.troubles)[:20]])
    yield "\n## What falls short\n"
    yield "\n".join(short or ["Nothing that these cases show."])
    yield "\n" + REMARKS.read_text(encoding="utf-8").strip()
    if options.notes:
        options.notes.write_text("\n".join(notes) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.measured", description=__doc__)
    parser.add_argument("--clean", type=int, default=200, help="so many cases without a fault")
    parser.add_argument("--faults", type=int, default=200, help="so many with one planted fault, the kinds by turns")
    parser.add_argument("--only", default="", help="plant this kind of fault")
    parser.add_argument("--damage", type=int, default=0, help="so many with one damaged file")
    parser.add_argument("--seed", type=int, default=10_000)
    parser.add_argument("--core", action="store_true", help="the core papers only")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=0, help="stop after so long, with the cases read by then")
    parser.add_argument("--page", type=Path, help="write the page here")
    parser.add_argument("--notes", type=Path, help="write every silent error, false alarm and missed fault here")
    parser.add_argument("--keep", type=Path, help="keep cases, truths and readings in this folder")
    options = parser.parse_args(arguments)
    os.environ.setdefault("CREDITFILE_CACHE", "off")
    with tempfile.TemporaryDirectory() as folder:
        text = "\n".join(page(options, options.keep or Path(folder))) + "\n"
    if options.page:
        options.page.parent.mkdir(parents=True, exist_ok=True)
        options.page.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


