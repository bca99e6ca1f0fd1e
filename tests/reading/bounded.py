"""Reads one file in a child process that is bounded in time and memory."""

import multiprocessing
import resource
from multiprocessing.queues import SimpleQueue
from pathlib import Path

SECONDS = 30
MEMORY = 3 << 30
PAGES = 40


def look(path: Path, said: "SimpleQueue[str]") -> None:
    """Read a file wholly: what came of it."""
    from creditfile.reading.pages import UnreadableError
    from creditfile.reading.readers import open_source

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
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([
        "tests.reading.bounded", "creditfile.reading.readers", "creditfile.reading.pdf", "creditfile.reading.word",
        "creditfile.reading.sheets", "creditfile.reading.picture",
    ])
    said: SimpleQueue[str] = context.SimpleQueue()
    child = context.Process(target=look, args=(path, said))
    child.start()
    child.join(SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
        return "hangs"
    return "crashes" if child.exitcode or said.empty() else said.get()
