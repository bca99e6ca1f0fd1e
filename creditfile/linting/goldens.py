"""Every sample filled, and held against its golden text and golden figures; a difference is shown as a redline."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from creditfile.book import Book
from creditfile.content import read_text, read_toml
from creditfile.errors import CaseError
from creditfile.linting.complaints import Complaint
from creditfile.linting.plain_text import text_of_docx
from creditfile.linting.redlines import changed_lines, marked, redline
from creditfile.linting.spots import Spot
from creditfile.model import Case, Fact, Value

GOLDEN = "golden"
"""The folder beside the samples in which their golden files stand."""
FIGURES = "figures.csv"
_TOLD = 5
"""So many changed lines of a document are told; the redline has all."""

Run = Callable[[Case, Book, date], Case]
"""Read, settle, judge, fill."""


def compare(
    book: Book, samples: Path, run: Run, *, regen: bool = False, redlines: Path | None = None
) -> list[Complaint]:
    """Fill every sample of a folder and complain of each difference; with `regen` write the golden files anew.

    `redlines`: a folder for Word documents in which the changes are tracked. Raises CaseError where no sample is.
    """
    folders = sorted(file.parent for file in samples.glob("*/expected.toml"))
    if not folders:
        mend = "Name the samples' folder."
        raise CaseError("there is no sample with an expected.toml", where=str(samples), mend=mend)
    found: list[Complaint] = []
    for folder in folders:
        on = read_toml(folder / "expected.toml")["on"]
        case = run(Case(folder.name, folder), book, on)
        golden = samples / GOLDEN / folder.name
        if regen:
            write_golden(case, golden)
        else:
            found += held_against(case, golden, redlines)
    return found


def write_golden(case: Case, golden: Path) -> None:
    """Write a case's golden files, and remove those of documents that it no longer has."""
    golden.mkdir(parents=True, exist_ok=True)
    wanted = _texts(case)
    for file in golden.glob("*.txt"):
        if file.stem not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (golden / f"{name}.txt").write_text(text, encoding="utf-8")
    (golden / FIGURES).write_text(_figures(case.facts), encoding="utf-8")


def held_against(case: Case, golden: Path, redlines: Path | None = None) -> Iterator[Complaint]:
    """What a filled case has otherwise than its golden files."""
    now = _texts(case)
    there = {file.stem: file for file in golden.glob("*.txt")}
    for name in sorted(now.keys() | there.keys()):
        file = f"samples/{GOLDEN}/{golden.name}/{name}.txt"
        if name not in there:
            yield _other(file, f"没有文书 {name} 的黄金文本", f"there is no golden text of {name}")
        elif name not in now:
            yield _other(file, f"样例 {case.id} 不再出具 {name}", f"sample {case.id} no longer has {name}")
        else:
            yield from _texts_differ(read_text(there[name]), now[name], file, case.id, name, redlines)
    yield from _figures_differ(golden / FIGURES, case)


def _other(file: str, zh: str, en: str) -> Complaint:
    mend = "确认后用 --regen 改写。Write it with --regen once it is right."
    return Complaint(file, 1, "LNT-253", zh, en, mend)


def _texts(case: Case) -> Mapping[str, str]:
    """By template, the documents' words; several of one template are numbered."""
    found: dict[str, str] = {}
    for paper in case.papers:
        name = paper.template
        while name in found:
            name += "_"
        found[name] = text_of_docx(paper.content, paper.name)
    return found


def _texts_differ(
    before: str, after: str, file: str, case: str, name: str, redlines: Path | None
) -> Iterator[Complaint]:
    changes = list(changed_lines(before, after))
    for number, one, other in changes[:_TOLD]:
        yield Complaint(
            file, number, "LNT-251", f"样例 {case} 的 {name} 与黄金文本不同(共 {len(changes)} 行):{marked(one, other)}",
            f"{name} of sample {case} is other than its golden text ({len(changes)} lines): {marked(one, other)}",
            "看过差异后用 --regen 改写。Write it with --regen once the change is meant.",
            spot=Spot(f"templates/{name}", words=other or one),
        )
    if changes and redlines is not None:
        redlines.mkdir(parents=True, exist_ok=True)
        (redlines / f"{case}-{name}.redline.docx").write_bytes(redline(before, after, f"{case} · {name}"))


def _figures(facts: tuple[Fact, ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("figure", "value"))
    writer.writerows(sorted((fact.name, _plain(fact.value)) for fact in facts if fact.inputs))
    return out.getvalue()


def _plain(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return f"[{len(value)}]" if isinstance(value, tuple) else str(value)


def _figures_differ(file: Path, case: Case) -> Iterator[Complaint]:
    where = f"samples/{GOLDEN}/{file.parent.name}/{FIGURES}"
    if not file.is_file():
        yield _other(where, f"样例 {case.id} 没有黄金数字", f"sample {case.id} has no golden figures")
        return
    lines = {row[0]: (number, row[1]) for number, row in enumerate(csv.reader(read_text(file).splitlines()), start=1)}
    now = {row[0]: row[1] for row in csv.reader(_figures(case.facts).splitlines())}
    for name in sorted(lines.keys() | now.keys()):
        number, before = lines.get(name, (1, "—"))
        after = now.get(name, "—")
        if before != after:
            yield Complaint(
                where, number, "LNT-252", f"样例 {case.id} 的指标 {name} 由 {before} 变为 {after}",
                f"{name} of sample {case.id} was {before} and is {after}",
                "确认后用 --regen 改写。Write it with --regen once the change is meant.",
            )
