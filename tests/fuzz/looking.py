"""What the fuzzer does with a mutant, in a process of its own."""

import traceback
from pathlib import Path

from creditfile.running.bounds import Limits
from tests.fuzz.mutants import ROOT, mutant

LIMITS = Limits(seconds=60, memory_mb=2048)

Outcome = tuple[int, str, str]
"""The mutant's number; what became of it; where it failed."""


def target(content: bytes, name: str) -> str:
    """Read a paper as a case's paper is read: opened, recognised, its fields and statements found."""
    from creditfile.book import open_book
    from creditfile.model import Source
    from creditfile.reading.read import read_paper

    source: Source = read_paper(name, content, open_book(ROOT).documents).source
    return source.troubles[0].code if source.troubles and not source.pages else "read"


def look(seed: str, name: str, first: int, count: int) -> list[Outcome]:
    """Some mutants of a seed in this process; a bug is an outcome, what kills the process is for the caller."""
    content = Path(seed).read_bytes()
    found: list[Outcome] = []
    for number in range(first, first + count):
        try:
            found.append((number, target(mutant(content, number), name), ""))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            frames = [f for f in traceback.extract_tb(error.__traceback__) if "creditfile" in f.filename]
            place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
            found.append((number, f"bug: {type(error).__name__}", f"{place} {error}"[:160]))
    return found
