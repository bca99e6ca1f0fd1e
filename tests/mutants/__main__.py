"""Prints the share of mutants noticed and every survivor: `python -m tests.mutants [--suggest] [CODE…]`."""

import sys
from collections import Counter
from pathlib import Path

from creditfile.book import open_book
from tests.mutants.noticing import equivalents, mutants, survives
from tests.mutants.suggesting import STAGES, suggested, written

ROOT = Path(__file__).parent.parent.parent


def main(words: list[str]) -> int:
    """Exit status 1 under 95 %."""
    book = open_book(ROOT)
    argued = equivalents()
    wanted = tuple(word for word in words if not word.startswith("-"))
    made: Counter[str] = Counter()
    survivors: list[str] = []
    for rule in book.rules.rules:
        if wanted and not rule.code.startswith(wanted):
            continue
        tried = [m for m in mutants(book, rule) if not any(entry.fits(rule, m) for entry in argued)]
        made[rule.family] += len(tried)
        left = [mutant for mutant in tried if survives(mutant, rule, book)]
        survivors += [f"{rule.code}  {mutant.what}" for mutant in left]
        if "--suggest" in words:
            print(f"## {rule.file}  {rule.title}", flush=True)
            drafts = suggested(book, rule, left, (1,) if "--quick" in words else STAGES)
            for draft in drafts:
                print(
                    written(draft, rule),
                    f"# kills: {'; '.join(draft.kills)}",
                    f"# says: {draft.says}\n",
                    sep="\n",
                    flush=True,
                )
            missed = {mutant.what for mutant in left} - {kill for draft in drafts for kill in draft.kills}
            print("".join(f"# still: {what}\n" for what in sorted(missed)), flush=True)
    total = sum(made.values())
    for line in survivors:
        print(line)
    noticed = total - len(survivors)
    print(f"{noticed} of {total} mutants noticed ({100 * noticed / total:.1f} %); {len(survivors)} survive")
    for family in sorted(made):
        left_over = sum(line.startswith(f"{family}-") for line in survivors)
        print(f"  {family:8} {made[family] - left_over} of {made[family]}")
    return 0 if noticed >= 0.95 * total else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
