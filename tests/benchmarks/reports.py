"""Whole reports read beside the bare text of their pages and pdfplumber's tables: time, memory, growth with pages."""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared" / "data" / "statements"
DAY = date(2026, 6, 30)
LENGTHS = (64, 128, 256)


def best(work: Callable[[Path], object], file: Path, runs: int) -> float:
    """Processor seconds of the quickest run: what else the machine does counts little."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work(file)
        times.append(time.process_time() - start)
    return min(times)


@cache
def book() -> Any:
    """Opened once a process."""
    from creditfile.book import open_book

    return open_book(ROOT)


def whole(file: Path) -> None:
    """Opened, recognised, searched, its statements read, everything settled."""
    from creditfile.model import Case
    from creditfile.stages import read, settle

    opened = book()
    settle(read(Case("x", file), opened.documents), opened.documents, opened.figures, DAY)


def bare(file: Path) -> None:
    """The text of all pages by pypdfium2."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def plumbed(file: Path) -> None:
    """The tables of all pages by pdfplumber."""
    import pdfplumber

    with pdfplumber.open(file) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def peak(file: Path) -> int:
    """MB at the most, of a process that reads this file and no other."""
    whole(file)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def memory(file: Path) -> int:
    """The same, in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(peak, file).result()


class Rows:
    """Rows of the tables that are measured already, in a file, so that a measurement can be made in pieces."""

    def __init__(self, state: Path | None, most: int) -> None:
        self.state = state
        self.left = most
        """So many rows more are measured now."""
        self.known: dict[str, str] = json.loads(state.read_text()) if state and state.exists() else {}

    def row(self, name: str, measure: Callable[[], list[str]]) -> str:
        """One line of a table; dashes where its turn has not come."""
        if name not in self.known and self.left:
            self.left -= 1
            self.known[name] = "| " + " | ".join(measure()) + " |"
            if self.state:
                self.state.write_text(json.dumps(self.known))
        return self.known.get(name, f"| {name} | not measured |")


def shared(runs: int, rows: Rows) -> Iterator[str]:
    """The reports of ../shared/data, where they are."""
    files = sorted(SHARED.glob("annual*.pdf")) if SHARED.is_dir() else []
    if not files:
        yield "No ../shared/data: whole reports not measured.\n"
        return
    yield "| report | bare text | read and settled | times bare | pdfplumber's tables | times ours | again | peak |"
    yield "| --- | --: | --: | --: | --: | --: | --: | --: |"
    for number, file in enumerate(files, start=1):

        def measure(number: int = number, file: Path = file) -> list[str]:
            text, ours, plumber = best(bare, file, runs), best(whole, file, runs), best(plumbed, file, 1)
            times = [ms(text), ms(ours), f"**{ours / text:.2f}**", ms(plumber), f"**{plumber / ours:.1f}**"]
            return [f"{number}", *times, again(file, runs), f"{memory(file)} MB"]

        yield rows.row(f"report {number}", measure)
    yield "| wanted | | | 2.5 | | 15 | 20 | 400 MB |\n"


def read(file: Path) -> None:
    """Opened, recognised, searched, its statements read."""
    from creditfile.model import Case
    from creditfile.stages import read as work

    work(Case("x", file), book().documents)


def again(file: Path, runs: int) -> str:
    """How many times quicker the second reading is, from the cache."""
    first = best(read, file, runs)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CREDITFILE_CACHE"] = folder
        read(file)
        second = best(read, file, runs)
        os.environ["CREDITFILE_CACHE"] = "off"
    return f"{first / second:.0f} times"


def ms(seconds: float) -> str:
    """In milliseconds."""
    return f"{seconds * 1000:.0f} ms"


def lengths(runs: int, rows: Rows) -> Iterator[str]:
    """A made-up audit report of ever more pages."""
    from tests.generator import fonts

    if not fonts.available():
        yield "No fonts to make reports with: growth not measured.\n"
        return
    yield "| pages | bare text | read and settled | a page | peak |\n| --: | --: | --: | --: | --: |"
    with tempfile.TemporaryDirectory() as folder:
        for pages in LENGTHS:

            def measure(pages: int = pages) -> list[str]:
                file = made(Path(folder), pages)
                text, ours = best(bare, file, runs), best(whole, file, runs)
                return [f"{pages}", ms(text), ms(ours), f"{ours * 1000 / pages:.1f} ms", f"{memory(file)} MB"]

            yield rows.row(f"{pages} pages", measure)


def made(folder: Path, pages: int) -> Path:
    """An audit report with its statements, prose of other papers and pages of tables behind it, up to so many pages."""
    import pypdfium2

    from tests.generator import case as cases

    one = cases.draft(77, "ENT", "WCL", layout="ruled", full=True)
    files = [file for file in cases.build(one, ("pdf",)).files if file.path.endswith(".pdf")]
    files.sort(key=lambda file: ("D401" not in file.docs, "D402" not in file.docs, file.path))
    document = pypdfium2.PdfDocument.new()
    sources = [pypdfium2.PdfDocument(file.content) for file in files]
    first, notes = sources[0], [source for source in sources[1:] if len(source) > 1]
    document.import_pages(first)
    while len(document) < pages:
        for source in notes:
            document.import_pages(source)
    for number in range(len(document) - 1, pages - 1, -1):
        document[number].close()
        document.del_page(number)
    file = folder / f"{pages}.pdf"
    document.save(str(file))
    document.close()
    return file


def main(arguments: list[str] | None = None) -> int:
    """Print the tables, or write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reports", description=__doc__)
    parser.add_argument("--page", type=Path, help="write the page here")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--state", type=Path, help="keep what was measured in this file, and go on from there")
    parser.add_argument("--rows", type=int, default=100, help="measure at most so many rows this time")
    options = parser.parse_args(arguments)
    rows = Rows(options.state, options.rows)
    os.environ["CREDITFILE_CACHE"] = "off"
    lines = [
        f"# Whole reports, {date.today():%Y-%m-%d}\n",  # noqa: DTZ011 the day at this desk
        "Made again by `make bench-reports`. Processor time, best of several runs; each row in one run, nothing",
        "remembered from an earlier reading unless said. Ratios hold better than times.\n",
        "## Annual reports, whole file\n",
        *shared(options.runs, rows),
        "## Growth with pages\n",
        "A made-up audit report with its statements; other papers of the case bound behind it, each searched.\n",
        *lengths(options.runs, rows),
    ]
    text = "\n".join(lines) + "\n"
    if options.page:
        options.page.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
