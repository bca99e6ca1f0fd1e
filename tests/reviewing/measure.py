"""How much of a made-up case a person must look at, and how long the page takes: the dated page of measurements."""

import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from creditfile.book import Book, open_book
from creditfile.model import Case
from creditfile.reviewing.matters import review_of
from creditfile.reviewing.page import PAGES
from creditfile.stages import judge, read, settle
from tests.generator import making

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "measurements" / "2026-11-22-review.md"
FIRST = 70_000
"""The first seed: no test uses these."""
WANTED, WANTED_SHARE = 12, 0.05


@dataclass(frozen=True, slots=True)
class Looked:
    """What one case asks of a person."""

    matters: int
    asked: int
    """Readings that a person is asked to confirm."""
    facts: int
    """Readings of all its papers."""

    @property
    def share(self) -> float:
        """Of the readings, those a person is asked to confirm."""
        return self.asked / max(1, self.facts)


def looked(seed: int, faults: tuple[str, ...], folder: Path, book: Book) -> Looked:
    """Make a case with every paper that its product asks for, and check it."""
    made = making.case(seed, faults=faults, full=True)
    home = made.write(folder)
    on = made.world.days["drawn"]
    case = settle(read(Case(id=home.name, folder=home), book.documents), book.documents, book.figures, on)
    review = review_of(judge(case, book.rules, on), book, on)
    leaves = sum(1 for fact in case.facts if fact.origins and not fact.inputs)
    return Looked(len(review.matters), len(review.asked), leaves)


def row(name: str, cases: Sequence[Looked]) -> str:
    """A line of the table: median, ninth tenth, most."""
    totals, shares = sorted(one.matters for one in cases), sorted(one.share for one in cases)
    return (
        f"| {name} | {len(cases)} | {median(totals):g} | {_high(totals):g} | {totals[-1]} "
        f"| {median(shares):.2%} | {_high(shares):.2%} | {shares[-1]:.2%} |"
    )


def _high(values: Sequence[float]) -> float:
    return values[min(len(values) - 1, len(values) * 9 // 10)]


def opening(book: Book, folder: Path) -> list[str]:
    """How long Chromium takes to open a case of 300 pages, best and worst of five."""
    from tests.reviewing.long import CHROMIUM, long_page

    if CHROMIUM is None:
        return ["Chromium is not installed here: opening was not timed."]
    from playwright.sync_api import sync_playwright

    file = folder / "long.html"
    start = time.perf_counter()
    file.write_text(long_page(book, folder, 300), encoding="utf-8")
    built = time.perf_counter() - start
    taken = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(5):
            tab = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
            start = time.perf_counter()
            tab.goto(file.as_uri())
            tab.wait_for_selector("body[data-ready]")
            taken.append(time.perf_counter() - start)
            tab.context.close()
        browser.close()
    return [
        f"A case of 300 pages with readings on every one of them: file of {file.stat().st_size / 1e6:.1f} MB with "
        f"{PAGES} page pictures, made in {built:.1f} s; open in Chromium (ready for the keyboard) in "
        f"**{min(taken):.2f} – {max(taken):.2f} s** of 2 wanted."
    ]


def report(groups: Iterable[tuple[str, list[Looked]]], opened: Sequence[str], count: int) -> str:
    """The dated page."""
    everything = [one for _, cases in groups for one in cases]
    lines = [
        "# What a person must look at, 2026-11-22",
        "",
        f"By `make measure-review CASES={count}`: made-up cases with every paper that their product asks for, which no",
        f"test uses (seeds from {FIRST}), judged on the day the money goes out. A *matter* is one thing to look at:",
        "a rule that fails, a reading to confirm, an original to be seen in person, a paper to ask for with all rules",
        f"that wait for it, something to find out. Wanted: a median of {WANTED} matters and {WANTED_SHARE:.0%} of the",
        "readings at most.",
        "",
        "| cases | number | matters, median | nine tenths within | most "
        "| readings asked, median | nine tenths within | most |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
        *(row(name, cases) for name, cases in groups),
        row("all", everything),
        "",
        *opened,
        "",
    ]
    return "\n".join(lines)


def main(count: int) -> int:
    """Measure and write the page; 1 where the median case asks for more than is wanted."""
    book = open_book(ROOT)
    groups: list[tuple[str, list[Looked]]] = []
    with tempfile.TemporaryDirectory() as place:
        for number, (name, faults) in enumerate((("without fault", ()), ("with one planted fault", ("random",)))):
            cases = []
            for seed in range(FIRST + number * 10_000, FIRST + number * 10_000 + count):
                cases.append(looked(seed, faults, Path(place), book))
                print(name, seed, cases[-1].matters, f"{cases[-1].share:.2%}", file=sys.stderr)
            groups.append((name, cases))
        text = report(groups, opening(book, Path(place)), count)
    PAGE.write_text(text, encoding="utf-8")
    print(text)
    everything = [one for _, cases in groups for one in cases]
    is_met = median(one.matters for one in everything) <= WANTED
    return 0 if is_met and median(one.share for one in everything) <= WANTED_SHARE else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
