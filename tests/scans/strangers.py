"""Papers written by third parties, where a folder of them lies beside the project: what became of each."""

from collections import Counter
from pathlib import Path

from creditfile.model.fact import Fact
from creditfile.reading.pages import Pages, UnreadableError
from creditfile.reading.readers import open_source, troubles_of

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def measure() -> str:
    """The tables, in Markdown; papers go by number, in the order of their names."""
    if not FOLDER.is_dir():
        return "No such folder beside this checkout.\n"
    return f"{_scans(FOLDER / 'scans')}\n{_ofd(FOLDER / 'ofd')}"


def _scans(folder: Path) -> str:
    lines = [
        "| scan | pages | letters | sure (≥ 0.9) | cells of ruled tables, blank | statement figures | seals | told |",
        "|---|--:|--:|--:|--:|--:|---|---|",
    ]
    for number, file in enumerate(sorted(each for each in folder.iterdir() if each.is_file()), 1):
        content = file.read_bytes()
        read = open_source(content, file.name)
        sure = [letter for page in read for line in page.lines for word in line.words for letter in word.sure]
        cells = [cell for page in read for table in page.tables for cell in table.cells]
        seals = Counter(seal.shape for page in read for seal in page.seals)
        figures = [fact for fact in _figures(content, file.name) if fact.value is not None]
        share = sum(one >= 0.9 for one in sure) / max(1, len(sure))
        blank = sum(not cell.text.strip() for cell in cells)
        told = ", ".join(sorted({trouble.code for trouble in troubles_of(read)}))
        kinds = ", ".join(f"{count} {shape}" for shape, count in sorted(seals.items())) or "none"
        lines.append(
            f"| {number}: {read.media} | {len(read.pages)} | {len(sure)} | {share:.0%} | {len(cells)}, {blank} | "
            f"{len(figures)} | {kinds} | {told} |"
        )
    return "\n".join(lines) + "\n"


def _figures(content: bytes, name: str) -> list[Fact]:
    from creditfile.reading.read import read_paper
    from tests.scans.fields import book

    readings = read_paper(name, content, book().documents).readings
    return [each.fact for each in readings if each.fact.name.startswith(("statement[", "parent_statement["))]


def _ofd(folder: Path) -> str:
    files = sorted(folder.glob("*.ofd"))
    opened: list[Pages] = []
    refused: Counter[str] = Counter()
    for file in files:
        try:
            opened.append(open_source(file.read_bytes(), file.name))
        except UnreadableError as error:
            refused[error.trouble.code] += 1
    sealed = [read for read in opened if any(page.seals for page in read)]
    state = Counter(read.properties["signed_parts"] for read in opened if "signed_parts" in read.properties)
    rows = (
        ("files", len(files)),
        ("read", len(opened)),
        ("refused with a finding", ", ".join(f"{count} {code}" for code, count in refused.items()) or 0),
        ("with text", sum(any(page.text.strip() for page in read) for read in opened)),
        ("pages", sum(len(read.pages) for read in opened)),
        ("with data attached that were read", sum(map(_has_data, opened))),
        ("with seals on a page, their names read", f"{len(sealed)}, {sum(_is_named(read) for read in sealed)}"),
        ("signed", ", ".join(f"{count} {said}" for said, count in sorted(state.items())) or 0),
    )
    return "\n".join(["| OFD | |", "|---|--:|", *(f"| {label} | {value} |" for label, value in rows)]) + "\n"


def _has_data(read: Pages) -> bool:
    return any("attachment" in field.place for field in read.fields)


def _is_named(read: Pages) -> bool:
    return all(seal.text for page in read for seal in page.seals)
