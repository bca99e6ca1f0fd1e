"""How long lint takes, start included, written as a page: `python -m tests.template_mutants.speed`."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "measurements" / "2026-11-22-lint-speed.md"


def timed(words: Sequence[str], cache: Path) -> tuple[float, float]:
    """Wall and processor seconds of one run of lint."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = {**os.environ, "CREDITFILE_CACHE": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(
        [sys.executable, str(ROOT / "pipeline.py"), "lint", *words], env=environment, check=False, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def changed_rule(book: Path, number: int, cache: Path) -> tuple[float, float]:
    """A whole run after a change on which every piece rests."""
    rule = next((book / "checks" / "contract").glob("CTR-002*.toml"))
    rule.write_text(f"{rule.read_text(encoding='utf-8')}# {number}\n", encoding="utf-8")
    return timed(["--book", str(book)], cache)


def main() -> None:
    """The best of three of each, and the first run of all."""
    with tempfile.TemporaryDirectory() as place:
        cache = Path(place) / "cache"
        book = Path(place) / "book"
        for part in ("schemas", "checks", "templates"):
            shutil.copytree(ROOT / part, book / part)
        timed(["--book", str(book)], Path(place) / "another")
        rows = [("whole book, nothing remembered", timed(["--book", str(book)], cache))]
        rows.append(("whole book, nothing changed", min(timed(["--book", str(book)], cache) for _ in range(3))))
        rows.append(("whole book, a rule changed", min(changed_rule(book, number, cache) for number in range(3))))
        for name in ("visit", "proposal", "report"):
            docx = book / "templates" / name / "template.docx"
            tries = []
            for number in range(3):
                docx.with_name("template.toml").open("a", encoding="utf-8").write(f"# {number}\n")
                tries.append(timed(["--book", str(book), str(docx)], cache))
            rows.append((f"one changed template: {name}, {docx.stat().st_size // 1024} KB", min(tries)))
    lines = [
        "# How long lint takes",
        "",
        "Start of Python included, its modules compiled; the best of three runs. A template is changed before each of "
        "its runs, so that nothing of it is remembered. Run again: `make lint-speed`.",
        "",
        "| run | seconds | of processor |",
        "| --- | ---: | ---: |",
        *(f"| {what} | {wall:.1f} | {processor:.1f} |" for what, (wall, processor) in rows),
        "",
        f"On {os.cpu_count()} cores with a load of {os.getloadavg()[0]:.1f} by others.",
        "",
    ]
    PAGE.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
