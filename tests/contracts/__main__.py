"""Measures the contract checks and writes the page: `python -m tests.contracts --page PAGE.md`."""

import argparse
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from tests.contracts import sets
from tests.contracts.kinds import all_kinds

ALARMS_WANTED = 0.2
"""At most so many false alarms a clean set."""


def clean(seeds: range) -> tuple[Counter[str], Counter[str]]:
    """Checks that fail on sets without a fault, and that cannot be told there."""
    alarms: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for seed in seeds:
        told = sets.told(sets.drafted(seed))
        alarms.update(told.fails)
        unknown.update(told.unknown)
    return alarms, unknown


def planted(seeds: range, only: str = "") -> list[tuple[str, str, str, int, int, list[int]]]:
    """For each kind: name, its checks, what is changed, how often found and not told, the seeds it was missed on."""
    rows = []
    for kind in all_kinds():
        if only and only not in kind.name:
            continue
        found, flagged, missed = 0, 0, []
        for seed in seeds:
            told = kind.told(seed)
            if told.fails & set(kind.finds):
                found += 1
            elif told.unknown & set(kind.finds):
                flagged += 1
            else:
                missed.append(seed)
        rows.append((kind.name, " ".join(kind.finds), kind.says, found, flagged, missed))
        if missed or flagged:
            print(kind.name, kind.finds, "found", found, "flagged", flagged, "missed on", missed[:8], file=sys.stderr)
    return rows


def main(arguments: list[str] | None = None) -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.contracts", description=__doc__)
    parser.add_argument("--cases", type=int, default=50, help="so many sets of each kind of fault")
    parser.add_argument("--clean", type=int, default=200, help="so many sets without a fault")
    parser.add_argument("--seed", type=int, default=7_000)
    parser.add_argument("--only", default="", help="kinds whose name has this in it")
    parser.add_argument("--page", type=Path)
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    rows = planted(range(options.seed, options.seed + options.cases), options.only)
    start = options.seed + 500_000
    alarms, unknown = clean(range(start, start + options.clean))
    page = _page(rows, alarms, unknown, options.clean, time.monotonic() - begun)
    if options.page:
        options.page.write_text(page, encoding="utf-8")
    else:
        print(page)
    return 0


def _page(
    rows: list[tuple[str, str, str, int, int, list[int]]],
    alarms: Counter[str],
    unknown: Counter[str],
    sets_: int,
    seconds: float,
) -> str:
    total = sum(found + flagged + len(missed) for _, _, _, found, flagged, missed in rows)
    found_all = sum(row[3] for row in rows)
    lines = [
        f"# Contracts with planted faults, {date.today():%Y-%m-%d}",  # noqa: DTZ011 the day at this desk
        "",
        "By `make measure-contracts`: sets of contracts, approval and registration papers, made up from a seed, as Word"
        " and PDF, in wordings of their own (`tests/contracts/wordings.toml`).",
        "",
        f"{len(rows)} kinds of fault, {total} sets with one each: **{found_all} found, "
        f"{sum(row[4] for row in rows)} told as not to be told, {sum(len(row[5]) for row in rows)} missed.**",
        "",
        f"{sets_} sets without a fault: **{sum(alarms.values()) / max(1, sets_):.3f} false alarms a set** "
        f"(wanted: at most {ALARMS_WANTED}); {sum(unknown.values()) / max(1, sets_):.2f} checks a set cannot be told, "
        "beside the four that only a person sees.",
        "",
        f"{seconds:.0f} s in all, one process.",
        "",
        "| fault | what is changed | checks | found | not told | missed |",
        "| --- | --- | --- | --: | --: | --: |",
        *(
            f"| {name} | {says.rstrip('.')} | {finds} | {found} | {flagged or ''} | {len(missed) or ''} |"
            for name, finds, says, found, flagged, missed in rows
        ),
    ]
    for heading, counted in (("False alarms", alarms), ("Cannot be told", unknown)):
        if counted:
            lines += ["", f"## {heading} on clean sets", "", "| check | sets |", "| --- | --: |"]
            lines += [f"| {code} | {count} |" for code, count in counted.most_common()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
