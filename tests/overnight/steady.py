"""Works the cases of a folder over and over in this process and prints its memory early and late, in MiB."""

import sys
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from creditfile.book import open_book
from creditfile.model import Case
from pipeline import run
from tests.overnight.pages import ROOT


def resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / (1 << 20)


def main() -> None:
    inbox, count = Path(sys.argv[1]), int(sys.argv[2])
    book, sizes = open_book(ROOT), []
    for path in islice(cycle(sorted(inbox.iterdir())), count):
        run(Case(path.name, path), book, date(2026, 6, 30))
        sizes.append(resident())
    print(sizes[count // 10], sizes[-1])


if __name__ == "__main__":
    main()
