"""Whatever strangers submit: read or refused with a code, in bounded time and memory, never a crash."""

import multiprocessing
import resource
from collections.abc import Iterator
from multiprocessing.queues import SimpleQueue
from pathlib import Path

import pytest

from creditfile.reading.pages import UnreadableError
from creditfile.reading.readers import open_source

SECONDS = 30
MEMORY = 3 << 30
FOLDERS = (
    "hostile/pdf", "hostile/office", "signed", "ofd", "scans", "forms", "contracts", "acroform", "bank_statements",
    "spreadsheets", "statements",
)
PAGES = 40


def look(path: Path, said: "SimpleQueue[str]") -> None:
    """Read a file wholly, in a child process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        pages = open_source(path.read_bytes(), path.name)
        for page in pages.pages[:PAGES]:
            assert isinstance(page.text, str)
            assert all(line.text for line in page.lines)
            assert all(table.cells for table in page.tables)
        said.put("read")
    except UnreadableError as error:
        said.put(error.trouble.code)


def outcome(path: Path) -> str:
    """`read`, the code it is refused with, or what became of the process."""
    context = multiprocessing.get_context("fork")
    said: SimpleQueue[str] = context.SimpleQueue()
    child = context.Process(target=look, args=(path, said))
    child.start()
    child.join(SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
        return "hangs"
    return "crashes" if child.exitcode or said.empty() else said.get()


def bad(paths: Iterator[Path]) -> dict[str, str]:
    outcomes = {path.name: outcome(path) for path in paths}
    return {name: became for name, became in outcomes.items() if became != "read" and not became.startswith("RDG-")}


def test_a_sample_of_hostile_files_is_read_or_refused(shared: Path):
    files = sorted(path for folder in FOLDERS for path in (shared / folder).rglob("*") if path.is_file())

    assert bad(iter(files[::25])) == {}


@pytest.mark.slow
def test_every_hostile_file_is_read_or_refused(shared: Path):
    files = sorted(path for folder in FOLDERS for path in (shared / folder).rglob("*") if path.is_file())

    assert bad(iter(files)) == {}
