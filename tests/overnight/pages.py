"""Writes a page of measurements: when, on what, and a table."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from creditfile import __version__

ROOT = Path(__file__).parent.parent.parent


def write_page(name: str, title: str, text: str, command: str) -> Path:
    """docs/measurements/<name>.md, over what was there."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    day = datetime.now(UTC).date().isoformat()
    machine = f"{len(os.sched_getaffinity(0))} processors, {memory} GiB, Python {platform.python_version()}"
    file = ROOT / "docs" / "measurements" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = f"# {title}\n\n{day} · creditfile {__version__} · {machine} · made by `{command}`\n\n"
    file.write_text(f"{head}{text.strip()}\n", encoding="utf-8")
    return file


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; numbers to the right."""
    numeric = [bool(rows) and all(isinstance(row[n], int | float) for row in rows) for n in range(len(heads))]
    lines = [f"| {' | '.join(heads)} |", f"| {' | '.join('---:' if right else '---' for right in numeric)} |"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def _cell(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell).replace("|", "\\|")
