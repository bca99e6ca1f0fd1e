"""What is read from scans: `make measure-scans`, or `python -m tests.scans --cases 1 --statements 1`."""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.scans.pieces import OtherWorkError, Piece, done

os.environ["CREDITFILE_CACHE"] = "off"
ROOT = Path(__file__).resolve().parents[2]
REMARKS = Path(__file__).with_name("remarks.md")
PARTIES = ("ENT", "ENT", "IEB", "FRM")
TIMED = ("characters", "speed")


def main(arguments: list[str] | None = None) -> int:
    """Print the page, or write it."""
    options = _options(arguments)
    counts = {name: getattr(options, name) for name in ("characters", "cases", "statements", "speed")}
    of = {"seed": options.seed, **counts, "strangers": options.strangers, "code": _code(), "engines": _engines()}
    try:
        pieces = _pieces(options.seed, counts, options.strangers)
        found = done(pieces, of, options.state, options.seconds, options.processes)
    except OtherWorkError as error:
        print(error, file=sys.stderr)
        return 2
    page, notes = _page(of, found)
    if options.notes:
        options.notes.write_text("\n".join(notes) + "\n", encoding="utf-8")
    if options.page:
        options.page.parent.mkdir(parents=True, exist_ok=True)
        options.page.write_text(page, encoding="utf-8")
    else:
        print(page)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.scans", description=__doc__)
    parser.add_argument("--characters", type=int, default=0, help="cases of which four pages are read by every engine")
    parser.add_argument("--cases", type=int, default=0, help="cases whose identity papers are scans")
    parser.add_argument("--statements", type=int, default=0, help="cases whose statements are scans")
    parser.add_argument("--speed", type=int, default=0, help="pages to time")
    parser.add_argument("--seed", type=int, default=95_000)
    parser.add_argument("--strangers", action="store_true", help="also the papers in ../shared/data")
    parser.add_argument("--state", type=Path, help="what was measured so far, to go on from")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin nothing after so long")
    parser.add_argument("--processes", type=int, default=1, help="so many cases at a time; what is timed runs alone")
    parser.add_argument("--page", type=Path, help="write the page here")
    parser.add_argument("--notes", type=Path, help="write every value not vouched for here")
    return parser.parse_args(arguments)


def _code() -> str:
    """Which state of the project is measured."""
    git = ("git", "-C", str(ROOT))
    commit = subprocess.run([*git, "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True, check=True)
    changed = subprocess.run([*git, "status", "--porcelain", "-uno"], capture_output=True, text=True, check=True)
    return commit.stdout.strip() + (" with changes" if changed.stdout.strip() else "")


def _engines() -> str:
    names = ("rapidocr", "onnxruntime", "opencv-python-headless")
    return ", ".join(f"{name} {version(name)}" for name in names)


def _pieces(seed: int, counts: Mapping[str, int], with_strangers: bool) -> Iterator[Piece]:
    """All that is to be measured, each section's share by turns: what is cut short is short everywhere."""
    from tests.scans import characters, fields, letters, speed, strangers
    from tests.scans.wear import PAPERS, STATEMENTS

    turns: dict[str, Callable[[int], Callable[[], Any]]] = {
        "characters": lambda n: partial(characters.measure, seed + n),
        "letters": lambda n: partial(letters.measure, seed + 250 + n),
        "cases": lambda n: partial(fields.measure, seed + n, PAPERS, PARTIES[n % len(PARTIES)]),
        "statements": lambda n: partial(fields.measure, seed + 500 + n, STATEMENTS, "ENT"),
    }
    turns["speed"] = lambda _: partial(speed.measure, seed, counts["speed"])
    turns["strangers"] = lambda _: strangers.measure
    wanted = {**counts, "letters": counts["characters"], "speed": counts["speed"] > 0, "strangers": with_strangers}
    by_share = sorted(((number + 1) / wanted[name], name, number) for name in turns for number in range(wanted[name]))
    yield from (Piece(name, number, turns[name](number), name in TIMED) for _, name, number in by_share)


def _page(of: Mapping[str, Any], found: Mapping[str, list[Any]]) -> tuple[str, list[str]]:
    """In Markdown; and every value that was not read and vouched for."""
    from tests.scans import characters, fields, letters, speed

    papers, figures = (fields.together(found.get(name, ())) for name in ("cases", "statements"))
    sections: dict[str, tuple[str, Callable[[], str]]] = {
        "Characters": ("characters", lambda: characters.table(found["characters"])),
        "How sure, letter by letter": ("letters", lambda: letters.table(found["letters"])),
        "Values of identity papers": ("cases", lambda: fields.outcomes(papers)),
        "How sure, and how often right": ("cases", lambda: fields.curves(papers)),
        "Figures of statements": ("statements", lambda: fields.outcomes(figures)),
        "Speed": ("speed", lambda: speed.table(found["speed"][0])),
        "Papers of third parties": ("strangers", lambda: str(found["strangers"][0])),
    }
    short = [f"{len(found.get(name, ()))} of {of[name]} {name}" for name in ("characters", "cases", "statements")]
    parts = [_head(of), "Measured: " + ", ".join(short) + ".\n"]
    parts += [f"## {title}\n\n{table()}" for title, (name, table) in sections.items() if name in found]
    if REMARKS.exists():
        parts.append(REMARKS.read_text(encoding="utf-8"))
    return "\n".join(parts), [*papers.notes, *figures.notes]


def _head(of: Mapping[str, Any]) -> str:
    wishes = " ".join(f"--{name} {of[name]}" for name in ("characters", "cases", "statements", "speed", "seed"))
    return f"""# Scans, {date.today():%Y-%m-%d}

Made-up papers of known truth, drawn at 150 or 200 dots an inch, up to 5° askew, JPEG 40 to 80, with noise, blur, folds,
and a seal pressed over a figure on every other page; a third of them grey. Read offline.

Made by `make measure-scans` (`python -m tests.scans {wishes}{" --strangers" * of["strangers"]}`) at {of["code"]}.
{of["engines"]}; {platform.machine()}, {os.cpu_count()} processors, shared with other work.
"""  # noqa: DTZ011 the day at this desk


if __name__ == "__main__":
    sys.exit(main())
