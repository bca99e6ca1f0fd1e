"""Measures the reader on made-up cases: `python -m tests.generator.measure --clean 200 --faults 200 --page PAGE.md`."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from tests.generator import making
from tests.generator.scorer import Tally, report, score

SECONDS = 180
"""A case that takes longer counts as read not at all."""


def command() -> list[str]:
    """The reader's command, from the environment that runs this."""
    beside = Path(sys.executable).with_name("creditfile")
    return [str(beside)] if beside.exists() else [sys.executable, "pipeline.py"]


def read(home: Path, on: str, out: Path) -> dict[str, object]:
    """What `creditfile check` says of a case, through its command line only."""
    arguments = [*command(), "check", str(home), "--on-date", on, "--format", "json", "--output", str(out)]
    try:
        done = subprocess.run(arguments, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return {"facts": [], "findings": [], "trouble": "time"}
    if done.returncode not in (0, 1) or not out.exists():
        return {"facts": [], "findings": [], "trouble": done.stderr.decode(errors="replace").strip()[-300:]}
    found: dict[str, object] = json.loads(out.read_text(encoding="utf-8"))
    return found


def measure(
    seeds: range, faults: tuple[str, ...], damage: tuple[str, ...], full: bool, jobs: int
) -> tuple[Tally, float, list[str]]:
    """Make the cases, read each, and score: the tally, seconds a case, and what could not be read at all."""
    troubles: list[str] = []
    total = Tally()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)

        def one(seed: int) -> tuple[Tally, float, str]:
            case = making.case(seed, faults=faults, damage=damage, full=full)
            case.name = f"{seed}-{case.name}"
            home = case.write(base / "cases", base / "truths")
            begun = time.perf_counter()
            said = read(home, case.world.days["drawn"].isoformat(), base / f"{seed}.json")
            took = time.perf_counter() - begun
            return score(case.truth(), said), took, str(said.get("trouble", ""))

        spent = 0.0
        with ThreadPoolExecutor(jobs) as pool:
            for seed, (tally, took, trouble) in zip(seeds, pool.map(one, seeds), strict=True):
                total.add(tally)
                spent += took
                if trouble:
                    troubles.append(f"{seed}: {trouble}")
    return total, spent / max(1, len(seeds)), troubles


def main(arguments: list[str] | None = None) -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator.measure", description=__doc__)
    parser.add_argument("--clean", type=int, default=200, help="so many cases without a fault")
    parser.add_argument("--faults", type=int, default=200, help="so many with one planted fault, the kinds by turns")
    parser.add_argument("--damage", type=int, default=0, help="so many with one damaged file")
    parser.add_argument("--seed", type=int, default=10_000)
    parser.add_argument("--core", action="store_true", help="the core papers only")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--page", type=Path, help="write the page here")
    parser.add_argument("--notes", type=Path, help="write every silent error and missed fault here")
    options = parser.parse_args(arguments)
    again = f"--clean {options.clean} --faults {options.faults} --damage {options.damage} --seed {options.seed}"
    today = f"{date.today():%Y-%m-%d}"  # noqa: DTZ011 the day at this desk
    parts = [f"# Made-up cases, {today}", "", f"Made again by `python -m tests.generator.measure {again}`."]
    notes: list[str] = []
    groups = (
        ("Without faults", options.clean, (), ()),
        ("With one planted fault each", options.faults, ("random",), ()),
        ("With one damaged file each", options.damage, (), ("random",)),
    )
    for offset, (heading, count, faults, damage) in enumerate(groups):
        if not count:
            continue
        start = options.seed + offset * 1_000_000
        tally, took, troubles = measure(range(start, start + count), faults, damage, not options.core, options.jobs)
        notes += tally.notes
        parts += ["", f"## {heading}", "", report(tally), f"{took:.1f} s a case."]
        if troubles:
            parts += ["", f"Not read at all: {len(troubles)}.", "", *(f"- {line}" for line in troubles[:20])]
    page = "\n".join(parts) + "\n"
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
