"""What the fuzzer once found stays found; and any bytes at all are read or refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from creditfile.reading.pages import UnreadableError
from creditfile.reading.readers import open_source
from tests.fuzz.mutants import mutant, seeds

KEPT = sorted(path for path in (Path(__file__).parent / "corpus").iterdir() if path.suffix != ".md")
HEADS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"{\\rtf",
)
NAMES = ("a.pdf", "a.docx", "a.xlsx", "a.xls", "a.csv", "a.toml", "a.ofd", "a.txt", "a.png", "a.html")


def outcome(content: bytes, name: str) -> str:
    try:
        return open_source(content, name).media
    except UnreadableError as error:
        return error.trouble.code


@pytest.mark.parametrize("file", KEPT, ids=lambda file: str(file.name))
def test_what_was_found_once_is_read_or_refused(file: Path, book: object) -> None:
    from creditfile.reading.read import read_paper

    made = read_paper(file.name, file.read_bytes(), book.documents)  # type: ignore[attr-defined]

    assert file.name == made.source.path


@given(st.sampled_from(HEADS), st.binary(max_size=2000), st.sampled_from(NAMES))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_under_any_name_are_read_or_refused(head: bytes, rest: bytes, name: str) -> None:
    assert outcome(head + rest, name)


@pytest.mark.parametrize("seed", seeds()[:12], ids=lambda path: str(path.name))
def test_a_damaged_sample_is_read_or_refused(seed: Path) -> None:
    content = seed.read_bytes()
    for number in (0, 1, 2, 4):
        assert outcome(mutant(content, number), seed.name)


def test_a_mutant_is_the_same_each_time() -> None:
    content = seeds()[0].read_bytes()

    assert mutant(content, 5) == mutant(content, 5)
    assert mutant(content, 5) != mutant(content, 6)
