"""Whatever strangers submit: read or refused with a code, in bounded time and memory, never a crash."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.reading.bounded import outcome

FOLDERS = (
    "hostile/pdf", "hostile/office", "signed", "ofd", "scans", "forms", "contracts", "acroform", "bank_statements",
    "spreadsheets", "statements",
)


def bad(paths: Iterable[Path]) -> dict[str, str]:
    outcomes = {path.name: outcome(path) for path in paths}
    return {name: became for name, became in outcomes.items() if became != "read" and not became.startswith("RDG-")}


def files(shared: Path) -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (shared / folder).rglob("*") if path.is_file())


def test_a_sample_of_hostile_files_is_read_or_refused(shared: Path):
    assert bad(files(shared)[::25]) == {}


@pytest.mark.slow
def test_every_hostile_file_is_read_or_refused(shared: Path):
    assert bad(files(shared)) == {}
