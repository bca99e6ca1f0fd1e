"""The command line: made-up cases into a folder."""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.generator import fonts


def main(arguments: list[str] | None = None) -> int:
    """Write one case or many; prints a line each."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.generator", description="Made-up loan cases with known truth."
    )
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--count", type=int, default=1, help="so many seeds, one after another")
    parser.add_argument("--jobs", type=int, default=1, help="so many processes at once")
    parser.add_argument("--out", type=Path, required=True, help="folder that receives the cases")
    parser.add_argument("--party", choices=("ENT", "IEB", "FRM"), help="who borrows (default: by turns)")
    parser.add_argument("--product", choices=("WCL", "FAL", "PBL", "FHL"), help="what is borrowed")
    parser.add_argument("--faults", default="", help="codes of faults to plant, with commas; 'random' draws one a case")
    parser.add_argument("--damage", default="", help="kinds of damage, with commas; 'random' draws one a case")
    parser.add_argument(
        "--forms", default="pdf,docx,xlsx,csv,acroform", help="forms allowed, with commas; add image for pictures"
    )
    parser.add_argument("--layout", default="", help="layout of the statements")
    parser.add_argument("--purpose", action="store_true", help="also invoice and receipt of what the loan paid for")
    parser.add_argument("--full", action="store_true", help="every paper that the product asks for, not only the core")
    parser.add_argument("--list", action="store_true", help="list faults, damages and layouts")
    options = parser.parse_args(arguments)
    if not fonts.available():
        try:
            for family in fonts.PLACES:
                fonts.path(family)
        except fonts.FontMissingError as missing:
            print(missing, file=sys.stderr)
            return 4
    from tests.generator import making

    if options.list:
        print("\n".join(making.catalogue()))
        return 0
    wanted = {
        "party": options.party or "",
        "product": options.product or "",
        "faults": tuple(filter(None, options.faults.split(","))),
        "damage": tuple(filter(None, options.damage.split(","))),
        "forms": tuple(options.forms.split(",")),
        "layout": options.layout,
        "full": options.full,
        "purpose": options.purpose,
    }
    seeds = range(options.seed, options.seed + options.count)
    job = partial(making.written, options.out, wanted)
    if options.jobs == 1:
        for seed in seeds:
            print(job(seed))
    else:
        with ProcessPoolExecutor(options.jobs, get_context("spawn")) as pool:
            for folder in pool.map(job, seeds, chunksize=8):
                print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
