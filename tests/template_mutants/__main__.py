"""Scores of template mutants, written as a page: `python -m tests.template_mutants [MOST of each kind]`."""

import random
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from creditfile.book import open_book
from tests.template_mutants.mutating import Mutant
from tests.template_mutants.scoring import Judge, Outcome, chosen, counted

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "measurements" / "2026-11-22-template-mutants.md"
MOST = 60
"""So many mutants of each operator."""
_REMARKS = "\n## Remarks\n"
"""What stands below it is kept."""
WANTED = 1500
LEAST = 0.99


def main(words: Sequence[str]) -> int:
    """Exit 1 under 99 % or under 1,500 mutants, or when the templates as they are are complained of."""
    most = next((int(word) for word in words if word.isdigit()), MOST)
    book = open_book(ROOT)
    judge = Judge(book, ROOT / "samples")
    said = judge.unmutated()
    tried = chosen(book, most)
    random.Random(most).shuffle(tried)
    began = time.monotonic()
    outcomes: list[Outcome] = []
    for number, mutant in enumerate(tried, start=1):
        outcomes.append(judge.outcome(mutant))
        if number % 100 == 0 or number == len(tried):
            PAGE.write_text(page(outcomes, said, len(book.templates.each)), encoding="utf-8")
            print(f"{number} of {len(tried)}, {time.monotonic() - began:.0f} s", flush=True)
    print(page(outcomes, said, len(book.templates.each)))
    found = sum(one.lint != "" for one in outcomes)
    return 0 if found >= LEAST * len(outcomes) and len(outcomes) >= WANTED and not said else 1


def page(outcomes: Sequence[Outcome], said: Sequence[str], templates: int) -> str:
    """The scores by operator, and every mutant that lint did not find."""
    rows = counted(outcomes)
    unable = [one for one in said if ": docxtpl " in one]
    total = [sum(row[at] for row in rows.values()) for at in range(5)]
    lines = [
        "# Mutants of Word templates",
        "",
        f"{total[0]} ways to spoil one of the {templates} templates of the book, at most {most_of_each(outcomes)} of "
        "each kind, spread over all templates and their parts, headers too. Run again: `make mutants-templates`.",
        "",
        f"On the templates as they are: {len(said) - len(unable)} complaints"
        f"{''.join(f'; {one}, so that all its mutants count as found by docxtpl' for one in unable)}.",
        "",
        "| found by | mutants | share |",
        "| --- | ---: | ---: |",
        *(f"| {name} | {n} | {100 * n / total[0]:.1f} % |" for name, n in zip(_NAMES, total[1:], strict=True)),
        "",
        "`creditfile lint` knows the book: names, types, units, house style, and it visits every branch. "
        "docxtpl-lint 2.0 is given our filters and tests by name; what it says of the unspoilt one does not count. "
        "docxtpl renders with every fact there can be and fails or does not.",
        "",
        "| spoilt by | mutants | lint | with samples | docxtpl-lint | docxtpl |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(f"| {name} | {' | '.join(map(str, row))} |" for name, row in sorted(rows.items())),
        "",
        "## Not found by lint alone",
        "",
        *(f"- {_told(one.mutant)}{'' if one.samples else ' (nor by a sample)'}" for one in outcomes if not one.lint),
        "",
        f"Measured {date(2026, 11, 22).isoformat()}.",
        "",
    ]
    return "\n".join(lines) + remarks()


def remarks() -> str:
    """What somebody wrote by hand at the end of the page."""
    before = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    _, found, after = before.partition(_REMARKS)
    return f"{found}{after}"


def most_of_each(outcomes: Sequence[Outcome]) -> int:
    """Of the commonest kind."""
    return max(row[0] for row in counted(outcomes).values())


_NAMES = ("creditfile lint", "creditfile lint --samples", "docxtpl-lint", "docxtpl, by failing to render")


def _told(mutant: Mutant) -> str:
    return f"{mutant.template}: {mutant.operator}: `{mutant.what}`"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
