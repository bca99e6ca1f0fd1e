"""Prints what the documents are measured by: figures read back, wrong figures found, bytes, seconds. Markdown."""

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from creditfile.book import Book, open_book
from creditfile.errors import CreditfileError
from creditfile.filling.fill import fill
from creditfile.filling.pdf import program
from creditfile.filling.verify import verify
from creditfile.language.view import View
from creditfile.model import Case
from creditfile.model.record import from_json, to_json
from creditfile.stages import judge, read, settle
from tests.documents.read_back import agrees, figures, named, rests_on_a_paper
from tests.documents.structure import faults
from tests.documents.wrongs import WRONGS, NoPlaceError, found, injected

ROOT = Path(__file__).parents[2]
DAY = date(2025, 2, 24)


def judged(folder: Path, book: Book) -> Case:
    """A case read, settled and judged."""
    case = settle(read(Case(folder.name, folder), book.documents), book.documents, book.figures, DAY)
    return judge(case, book.rules, DAY)


def case_of(seed: int, book: Book, folder: Path) -> Case:
    """A made-up case: every second with all its papers, every third with a random fault, every seventh damaged."""
    from tests.generator import making

    fault = ("random",) if seed % 3 == 0 else ()
    damage = ("random",) if seed % 7 == 0 else ()
    return judged(making.case(seed, faults=fault, damage=damage, full=seed % 2 == 0).write(folder), book)


def looked_at(seed: int, per_case: int, book: Book) -> dict[str, Any]:
    """What one case's documents come to: counts, lines on what is wrong, and wrong figures put in and found."""
    with tempfile.TemporaryDirectory() as folder:
        case = case_of(seed, book, Path(folder))
    view, done = View(case.facts), fill(case, book.templates)
    tally: Counter[str] = Counter({"cases": 1})
    lines: list[str] = []
    for paper in done.papers:
        tally["documents"] += 1
        bad = faults(paper.content)
        lines += [f"{case.id} {paper.name}: {fault}" for fault in bad[:3]]
        tally["documents Word would mend"] += bool(bad)
        states = Counter(one.state.value for one in verify(paper.content, case))
        tally["places verify reads as equal"] += states["equal"]
        tally["places still blank"] += states["blank"]
        tally["places verify reads otherwise"] += sum(states.values()) - states["equal"] - states["blank"]
        for shown, names in figures(paper.content):
            known = [named(case, view, name) for name in names]
            with_origin = all(fact is not None and rests_on_a_paper(fact, view) for fact in known)
            same = agrees(shown, known[0]) if len(known) == 1 and known[0] is not None else None
            tally["figures"] += 1
            tally["figures with an origin"] += with_origin
            tally["numbers and days parsed anew"] += same is not None
            tally["of them equal to their facts"] += same is True
            if same is False or not with_origin:
                lines.append(f"{case.id} {paper.name}: {shown} {names}")
    return {"tally": tally, "lines": lines, "wrongs": wrongs(seed, per_case, case, done)}


def wrongs(seed: int, count: int, case: Case, done: Case) -> list[tuple[str, bool, str]]:
    """So many wrong figures put into the case's documents one at a time: kind, whether found, and what was put in."""
    chance, kinds = random.Random(seed), sorted(WRONGS)
    before = {paper.name: frozenset(verify(paper.content, case)) for paper in done.papers}
    tried: list[tuple[str, bool, str]] = []
    turn = seed * count
    while len(tried) < count:
        kind, turn = kinds[turn % len(kinds)], turn + 1
        paper = chance.choice(done.papers)
        try:
            content, told = injected(paper.content, kind, chance)
        except NoPlaceError:
            continue
        after = frozenset(verify(content, case))
        tried.append((kind, found(before[paper.name], after, told), f"{case.id} {paper.name}: {kind}: {told}"))
    return tried


def on_cases(count: int, wanted: int, state: Path | None, seconds: float, book: Book) -> None:
    """The parts on figures and on wrong figures; goes on where it was left, for so many processor seconds."""
    known: dict[str, Any] = json.loads(state.read_text(encoding="utf-8")) if state and state.is_file() else {}
    begun = time.process_time()
    for seed in range(1, count + 1):
        if str(seed) not in known and time.process_time() - begun < seconds:
            known[str(seed)] = looked_at(seed, -(-wanted // count), book)
            if state:
                state.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    told(known)


def told(known: Mapping[str, Any]) -> None:
    """The two parts as tables."""
    tally: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for one in known.values():
        tally.update(one["tally"])
        for kind, was_found, _ in one["wrongs"]:
            tried[kind] += 1
            hit[kind] += was_found
    print(f"\n## Figures of {tally['cases']} generated cases, read back\n")
    print("Each number and day is parsed from the text of its control by other code than printed it.\n")
    print("| | |\n|---|---|")
    for name, number in tally.items():
        print(f"| {name} | {number:,} |")
    print("".join(f"\n- {line}" for one in known.values() for line in one["lines"][:5]))
    print(f"\n## {sum(tried.values())} wrong figures\n")
    print("One at a time, each into a document as filled; then `verify`.\n")
    print("| wrong figure | put in | found |\n|---|---|---|")
    for kind, work in WRONGS.items():
        print(f"| {' '.join((work.__doc__ or kind).split())} | {tried[kind]} | {hit[kind]} |")
    print(f"| **all** | **{sum(tried.values())}** | **{sum(hit.values())}** |")
    print("".join(f"\n- {line}" for one in known.values() for _, was_found, line in one["wrongs"] if not was_found))


def best(work: Callable[[], object], runs: int = 7) -> float:
    """Processor seconds of the quickest run: other work on the machine does not count."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def seconds(book: Book) -> None:
    """The part on time."""
    print("| case | documents | full set, wanted < 2 s | its report, wanted < 0.7 s | with comments |")
    print("|---|---|---|---|---|")
    templates = book.templates
    alone = replace(templates, each=tuple(one for one in templates.each if one.kind == "report"))
    for folder in sorted((ROOT / "samples").glob("*/application.toml")):
        case = judged(folder.parent, book)
        made = len(fill(case, templates).papers)
        whole, report = best(partial(fill, case, templates)), best(partial(fill, case, alone))
        noted = best(partial(fill, case, templates, evidence="comments"), 3)
        print(f"| {case.id} | {made} | {whole:.2f} s | {report:.2f} s | {noted:.2f} s |")


def saved_again(book: Book) -> None:
    """The part on documents that another program has opened and saved."""
    try:
        office = program()
    except CreditfileError:
        print("LibreOffice is not installed here: not measured.")
        return
    case = judged(ROOT / "samples" / "clean-enterprise", book)
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before", Path(folder) / "after"
        before.mkdir()
        papers = fill(case, book.templates).papers
        for paper in papers:
            (before / f"{paper.template}.docx").write_bytes(paper.content)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        words = [office, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(after)]
        subprocess.run([*words, *map(str, sorted(before.iterdir()))], capture_output=True, check=True, timeout=300)
        print("| document | places equal or still blank | told otherwise |\n|---|---|---|")
        for paper in papers:
            states = [one.state.value for one in verify((after / f"{paper.template}.docx").read_bytes(), case)]
            quiet = sum(state in ("equal", "blank") for state in states)
            print(f"| {paper.name} | {quiet} | {len(states) - quiet} |")


def bytes_alike(others: list[str], book: Book) -> None:
    """The part on bytes: this Python and others, today and other days, other time zones, other hash seeds."""
    case = judged(ROOT / "samples" / "clean-enterprise", book)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.json"
        file.write_text(to_json(case), encoding="utf-8")
        print("| Python | clock | time zone | documents | SHA-256 of all, first 16 |\n|---|---|---|---|---|")
        for python in (sys.executable, *others):
            for clock, zone in ((0, "Asia/Shanghai"), (946_684_800, "America/Lima"), (4_102_444_800, "UTC")):
                environment = {**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(clock % 1000)}
                environment.pop("CREDITFILE_CACHE", None)  # the book is recalled
                words = [python, "-m", "tests.documents.once", str(file), str(clock)]
                done = subprocess.run(words, capture_output=True, text=True, env=environment, cwd=ROOT, check=True)
                version, count, digest = done.stdout.split()
                day = time.strftime("%Y-%m-%d", time.gmtime(clock)) if clock else "the real one"
                print(f"| {version} | {day} | {zone} | {count} | `{digest}` |")


def once(file: Path) -> str:
    """The version of this Python, how many documents, and a digest over all their bytes."""
    book = open_book(ROOT)
    case = from_json(file.read_text(encoding="utf-8"), file.parent)
    papers = fill(replace(case, papers=()), book.templates).papers
    digest = hashlib.sha256(b"".join(paper.content for paper in papers)).hexdigest()[:16]
    return f"{sys.version.split()[0]} {len(papers)} {digest}"


def main() -> None:
    """All parts, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.documents", description=__doc__)
    parser.add_argument("--cases", type=int, default=200, help="so many generated cases")
    parser.add_argument("--wrongs", type=int, default=500, help="so many wrong figures")
    parser.add_argument("--other", nargs="*", default=[], help="other Pythons with the same libraries")
    parser.add_argument("--parts", nargs="*", default=["cases", "seconds", "saved", "bytes"], help="only these")
    parser.add_argument("--state", type=Path, help="what was measured so far, to go on from")
    parser.add_argument("--seconds", type=float, default=86_400, help="processor seconds for cases in this run")
    parser.add_argument("--page", type=Path, help="write the page here, and not to the screen")
    options = parser.parse_args()
    if options.page is None:
        measured(options)
        return
    with options.page.open("w", encoding="utf-8") as page, redirect_stdout(page):
        print("# The Word documents, measured\n\nBy `make measure-documents`; made-up cases, seeds from 1.")
        measured(options)


def measured(options: argparse.Namespace) -> None:
    """The parts that were asked for, as Markdown."""
    os.environ["CREDITFILE_CACHE"] = "off"
    book = open_book(ROOT)
    if "cases" in options.parts:
        on_cases(options.cases, options.wrongs, options.state, options.seconds, book)
    if "seconds" in options.parts:
        print("\n## Seconds\n\nProcessor time of the quickest of several runs; book open, facts and findings there.\n")
        seconds(book)
    if "saved" in options.parts:
        print("\n## Saved again by LibreOffice\n")
        print("The clean sample's documents, opened and saved as .docx, then `verify`.\n")
        saved_again(book)
    if "bytes" in options.parts:
        print("\n## Bytes\n\nThe clean sample's documents, by different Pythons, days, zones and hash seeds.\n")
        bytes_alike(options.other, book)


if __name__ == "__main__":
    main()
