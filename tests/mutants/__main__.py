"""Prints the share of mutants noticed and every survivor: `python -m tests.mutants [CODE…]`."""

import sys
from collections import Counter
from pathlib import Path

from creditfile.book import open_book, with_items
from creditfile.content import read_toml
from creditfile.errors import BookError
from creditfile.judging import rules as reading
from creditfile.linting.rules import answer
from tests.mutants.changing import changed_rules

ROOT = Path(__file__).parent.parent.parent


def main(wanted: list[str]) -> int:
    """Exit status 1 under 95 %."""
    book = open_book(ROOT)
    reading.line_of = lambda file, keys: 1  # type: ignore[assignment]  # lines cost most of the time and tell nothing here
    made: Counter[str] = Counter()
    survivors: list[str] = []
    for rule in book.rules.rules:
        if wanted and not rule.code.startswith(tuple(wanted)):
            continue
        file = ROOT / rule.file
        for what, content in changed_rules(read_toml(file)):
            made[rule.family] += 1
            try:
                (mutant,) = with_items(
                    [reading.rule_from(content, file, ROOT, book.rules.settings)], book.documents.items
                )
                survives = all(answer(mutant, example, book.rules)[0] == example.answer for example in mutant.examples)
            except BookError:
                continue
            if survives:
                survivors.append(f"{rule.code}  {what}")
    total = sum(made.values())
    for line in survivors:
        print(line)
    noticed = total - len(survivors)
    print(f"{noticed} of {total} mutants noticed ({100 * noticed / total:.1f} %); {len(survivors)} survive")
    for family in sorted(made):
        left = sum(line.startswith(f"{family}-") for line in survivors)
        print(f"  {family:8} {made[family] - left} of {made[family]}")
    return 0 if noticed >= 0.95 * total else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
