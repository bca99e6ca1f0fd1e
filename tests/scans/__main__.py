"""What is read from scans: `make measure-scans`, or `python -m tests.scans --pages 6 --cases 1 --statements 1`."""

import argparse
import os
import platform
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

os.environ["CREDITFILE_CACHE"] = "off"


def main(arguments: list[str] | None = None) -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.scans", description=__doc__)
    parser.add_argument("--pages", type=int, default=30, help="pages read by every engine")
    parser.add_argument("--cases", type=int, default=12, help="cases whose identity papers are scans")
    parser.add_argument("--statements", type=int, default=6, help="cases whose statements are scans")
    parser.add_argument("--speed", type=int, default=8, help="pages to time")
    parser.add_argument("--seed", type=int, default=95_000)
    parser.add_argument("--strangers", action="store_true", help="also the papers in ../shared/data")
    parser.add_argument("--page", type=Path, help="write the page here")
    parser.add_argument("--notes", type=Path, help="write every value not vouched for here")
    options = parser.parse_args(arguments)
    from tests.scans import characters, fields, letters, speed, strangers

    again = (
        f"--pages {options.pages} --cases {options.cases} --statements {options.statements} "
        f"--speed {options.speed} --seed {options.seed}{' --strangers' * options.strangers}"
    )
    engines = ", ".join(f"{name} {version(name)}" for name in ("rapidocr", "onnxruntime", "opencv-python-headless"))
    parts = [
        f"# Scans, {date.today():%Y-%m-%d}",  # noqa: DTZ011 the day at this desk
        "",
        "Made-up papers of known truth, drawn at 150 or 200 dots an inch, up to 5° askew, JPEG 40 to 80, with noise,",
        "blur, folds, and seals over the text; a third of them grey. Read offline.",
        "",
        f"Made again by `make measure-scans` (`python -m tests.scans {again}`).",
        f"{engines}; {platform.machine()}, {os.cpu_count()} processors, shared with other work.",
        "",
    ]
    if options.pages:
        parts += ["## Characters", "", characters.measure(options.seed, options.pages)]
        parts += ["## How sure, letter by letter", "", letters.measure(options.seed, options.pages)]
    notes: list[str] = []
    if options.cases or options.statements:
        text, notes = fields.measure(options.seed, options.cases, options.statements)
        parts += ["## Values", "", text]
    if options.speed:
        parts += ["## Speed", "", speed.measure(options.seed, options.speed)]
    if options.strangers:
        parts += ["## Papers of third parties", "", strangers.measure()]
    page = "\n".join(parts)
    if options.notes:
        options.notes.write_text("\n".join(notes) + "\n", encoding="utf-8")
    if options.page:
        options.page.parent.mkdir(parents=True, exist_ok=True)
        options.page.write_text(page, encoding="utf-8")
    else:
        print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
