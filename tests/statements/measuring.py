"""Measures the reader of statements on made-up three-year sets: `python -m tests.statements --page PAGE.md`."""

import argparse
import os
import pickle
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from tests.generator import case as cases
from tests.generator import statements
from tests.generator.case import File
from tests.statements.planting import SLIPS, Outcome, limited, planted
from tests.statements.sets import Settled, opened, read, scored

ROOT = Path(__file__).parent.parent.parent
LAYOUTS = tuple(statements.LAYOUTS)


WORDS = """\
One figure that is not nought, any of a report's, is read otherwise: a digit, two digits swapped, one left out, one
doubled, the sign. Everything is settled anew, and the cells that the sums accuse are looked at. First: that cell is the
first to be named, with the figure that stood there. It cannot be told where the figure stands in no sum, or the change
is within what rounding allows, so that no sum breaks; and where another cell mends the same sums by a slip of the same
kind, so that neither sums nor digits tell the two apart: every cell of the broken sums is tried, and what it would have
to say is held against what it says. Silent: vouched for as it now reads.
"""

AFTER = """
What is not named first is mostly one digit of a part that stands in a single sum of a single report, where another part
would mend that sum by one digit as well. A second report or a second sum decides such a case. A step in a statement in
thousands is within what rounding allows, and may be vouched for.
"""


@dataclass
class Tally:
    """What was found, summed up."""

    sets: int = 0
    seconds: float = 0
    figures: Counter[str] = field(default_factory=Counter)
    """right, asked, silent, missing."""
    layouts: dict[str, Counter[str]] = field(default_factory=dict)
    plants: dict[str, list[Outcome]] = field(default_factory=dict)
    """By how many reports were handed in."""
    notes: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in another's."""
        self.sets += other.sets
        self.seconds += other.seconds
        self.figures += other.figures
        self.notes += other.notes
        for layout, found in other.layouts.items():
            self.layouts[layout] = self.layouts.get(layout, Counter()) + found
        for kind, outcomes in other.plants.items():
            self.plants.setdefault(kind, []).extend(outcomes)


@cache
def book() -> object:
    """Opened once a process."""
    return opened(ROOT)


@cache
def sums() -> object:
    """The book without the ratios, which no sum needs."""
    return replace(book(), figures=replace(book().figures, figures=()))  # type: ignore[type-var, attr-defined]


def files_of(seed: int) -> tuple[str, list[File]]:
    """The reports of a seed, as PDF or workbook; each layout comes by turns."""
    layout = LAYOUTS[seed % len(LAYOUTS)]
    one = cases.draft(seed, "ENT", "WCL", layout=layout)
    one.papers = [paper for paper in one.papers if paper.doc in ("D401", "D402")]
    made = cases.build(one, ("pdf", "xlsx"))
    return layout, [file for file in made.files if file.statements]


def one_set(plants: int, seed: int) -> Tally:
    """Make one set, read it, score it, and plant so many wrong figures with all its reports and with one."""
    layout, files = files_of(seed)
    tally = Tally(sets=1)
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            Path(folder, file.path).write_bytes(file.content)
        begun = time.process_time()
        case = read(Path(folder), book())
        whole = Settled.of(case, book())
        tally.seconds = time.process_time() - begun
    for file in files:
        for name, became in scored(file, whole):
            tally.figures[became] += 1
            tally.layouts.setdefault(layout, Counter())[became] += 1
            if became == "silent":
                tally.notes.append(f"SILENT {seed} {layout} {file.path} {name}")
    for kind, some, most in (("all", files, plants), ("one", files[:1], (plants + 1) // 2)):
        handed_in = limited(case, some)
        before = Settled.of(handed_in, sums())
        for number in range(most):
            slip = SLIPS[(seed * most + number) % len(SLIPS)]
            one = planted(handed_in, sums(), before, slip, f"{seed} {number} {kind}")
            tally.plants.setdefault(kind, []).append(one)
    for kind, outcomes in tally.plants.items():
        tally.notes += [f"{kind} {layout} {one}" for one in outcomes if one.rank != 1]
    return tally


def share(part: int, whole: int) -> str:
    """As a percentage."""
    return f"{100 * part / whole:.1f} %" if whole else "—"


def page(tally: Tally, plants: int, seed: int) -> Iterator[str]:
    """The page, line by line."""
    total = sum(tally.figures.values())
    vouched = tally.figures["right"] + tally.figures["silent"]
    yield f"# Statements: made-up three-year sets, {date.today():%Y-%m-%d}\n"  # noqa: DTZ011 the day at this desk
    yield f"Made again by `make measure-statements` (`--sets {tally.sets} --plants {plants} --seed {seed}`)."
    yield f"{tally.sets} sets of reports of made-up companies, every layout of the generator by turns, as PDF and as"
    yield f"workbook; {tally.seconds / tally.sets:.2f} s of processor time a set to read and settle.\n"
    yield "| figures | vouched for | of all | right | asked | missing | vouched for and wrong |"
    yield "| --: | --: | --: | --: | --: | --: | --: |"
    found = tally.figures
    yield (
        f"| {total} | {vouched} | {share(vouched, total)} | {found['right']} | {found['asked']} |"
        f" {found['missing']} | **{found['silent']}** |\n"
    )
    yield "| layout | figures | vouched for | asked | missing | silent |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for layout, became in sorted(tally.layouts.items()):
        whole = sum(became.values())
        sure = became["right"] + became["silent"]
        yield (
            f"| {layout} | {whole} | {share(sure, whole)} | {became['asked']} | {became['missing']} |"
            f" {became['silent']} |"
        )
    yield "\n## One figure wrong\n"
    yield WORDS
    yield (
        "| reports | planted | first | in the first three | cannot be told | of the others: first | first three |"
        " silent |"
    )
    yield "| --- | --: | --: | --: | --: | --: | --: | --: |"
    for kind, words in (("all", "all of the set"), ("one", "the last year's alone")):
        yield _planted_row(words, tally.plants.get(kind, []))
    yield "\n| slip | reports | planted | first | in the first three |\n| --- | --- | --: | --: | --: |"
    for slip in dict.fromkeys(SLIPS):
        for kind in ("all", "one"):
            group = [one for one in tally.plants.get(kind, []) if one.slip == slip]
            first, third = (sum(1 for one in group if 1 <= one.rank <= most) for most in (1, 3))
            yield f"| {slip} | {kind} | {len(group)} | {share(first, len(group))} | {share(third, len(group))} |"
    yield AFTER.rstrip()


def _planted_row(words: str, group: list[Outcome]) -> str:
    can = [one for one in group if one.told]
    silent = sum(one.silent for one in group)
    cells = [words, str(len(group))]
    cells += [share(sum(1 for one in group if 1 <= one.rank <= most), len(group)) for most in (1, 3)]
    cells += [str(len(group) - len(can))]
    cells += [share(sum(1 for one in can if 1 <= one.rank <= most), len(can)) for most in (1, 3)]
    return "| " + " | ".join([*cells, f"**{silent}**"]) + " |"


def main(arguments: list[str] | None = None) -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.statements", description=__doc__)
    parser.add_argument("--sets", type=int, default=500, help="so many three-year sets")
    parser.add_argument("--plants", type=int, default=2, help="so many wrong figures a set; half as many in one report")
    parser.add_argument("--minutes", type=int, default=0, help="stop after so many minutes, with the sets done by then")
    parser.add_argument("--state", type=Path, help="keep what was done in this file, and go on from there")
    parser.add_argument("--seed", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--page", type=Path, help="write the page here")
    parser.add_argument("--notes", type=Path, help="write every figure that was not named first here")
    options = parser.parse_args(arguments)
    os.environ["CREDITFILE_CACHE"] = "off"
    total = Tally()
    if options.state and options.state.exists():
        total = pickle.loads(options.state.read_bytes())
    seeds = range(options.seed + total.sets, options.seed + options.sets)
    until = time.monotonic() + 60 * (options.minutes or 24 * 60)
    with ProcessPoolExecutor(options.jobs, get_context("spawn")) as pool:
        for tally in pool.map(partial(one_set, options.plants), seeds, chunksize=4):
            total.add(tally)
            if options.state:
                options.state.write_bytes(pickle.dumps(total))
            if time.monotonic() > until:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    text = "\n".join(page(total, options.plants, options.seed)) + "\n"
    if options.page:
        options.page.write_text(text, encoding="utf-8")
    print(text)
    if options.notes:
        options.notes.write_text("\n".join(total.notes) + "\n", encoding="utf-8")
    return 0
