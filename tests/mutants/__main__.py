"""Prints the share of mutants noticed, and every survivor.

`python -m tests.mutants [--suggest [--quick]] [--page FILE] [CODE…]`
"""

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from creditfile.book import Book, open_book
from creditfile.judging.rules import Rule
from tests.mutants.noticing import Equivalent, Mutant, equivalents, mutants, survives
from tests.mutants.suggesting import STAGES, suggested, written

ROOT = Path(__file__).parent.parent.parent
WANTED = 0.95


@dataclass
class Score:
    """What came of all mutants."""

    made: Counter[str] = field(default_factory=Counter)
    """By family, those argued to be equivalent left out."""
    noticed: Counter[str] = field(default_factory=Counter)
    """By family."""
    survivors: list[tuple[Rule, Mutant]] = field(default_factory=list)
    """Those that no example notices."""
    equivalent: Counter[Equivalent] = field(default_factory=Counter)
    """Those that none can, by the argument. One that is noticed after all counts as noticed."""

    def add(self, rule: Rule, tried: list[Mutant], left: list[Mutant], argued: tuple[Equivalent, ...]) -> None:
        """Count one rule's."""
        for mutant in left:
            reason = next((entry for entry in argued if entry.fits(rule, mutant)), None)
            if reason:
                self.equivalent[reason] += 1
            else:
                self.survivors.append((rule, mutant))
                self.made[rule.family] += 1
        self.made[rule.family] += len(tried) - len(left)
        self.noticed[rule.family] += len(tried) - len(left)

    @property
    def share(self) -> float:
        """Of those made, how many are noticed."""
        return self.noticed.total() / max(1, self.made.total())

    @property
    def line(self) -> str:
        """The score in a sentence."""
        return (
            f"{self.noticed.total()} of {self.made.total()} mutants noticed ({100 * self.share:.1f} %); "
            f"{len(self.survivors)} survive, {self.equivalent.total()} more are argued to be equivalent"
        )


def main(words: list[str]) -> int:
    """Exit status 1 under 95 %."""
    page = Path(words[words.index("--page") + 1]) if "--page" in words else None
    wanted = tuple(word for word in words if not word.startswith("-") and word != str(page))
    book, argued, score = open_book(ROOT), equivalents(), Score()
    for rule in book.rules.rules:
        if wanted and not rule.code.startswith(wanted):
            continue
        tried = list(mutants(book, rule))
        left = [mutant for mutant in tried if survives(mutant, rule, book)]
        score.add(rule, tried, left, argued)
        if "--suggest" in words:
            open_ones = [mutant for mutant in left if not any(entry.fits(rule, mutant) for entry in argued)]
            _suggest(book, rule, open_ones, (1,) if "--quick" in words else STAGES)
    for rule, mutant in score.survivors:
        print(f"{rule.code}  {mutant.what}")
    print(score.line)
    for family in sorted(score.made):
        print(f"  {family:8} {score.noticed[family]} of {score.made[family]}")
    if page:
        rules = book.rules.rules
        page.write_text(_page(score, page.stem[:10], len(rules), sum(len(r.examples) for r in rules)), "utf-8")
    return 0 if score.share >= WANTED else 1


def _suggest(book: Book, rule: Rule, left: list[Mutant], stages: tuple[int, ...]) -> None:
    """Print examples that would notice more, for a reader to judge."""
    print(f"## {rule.file}  {rule.title}")
    drafts = suggested(book, rule, left, stages)
    for draft in drafts:
        print(written(draft, rule), f"# kills: {'; '.join(draft.kills)}", f"# says: {draft.says}\n", sep="\n")
    missed = {mutant.what for mutant in left} - {kill for draft in drafts for kill in draft.kills}
    print("".join(f"# still: {what}\n" for what in sorted(missed)), flush=True)


def _page(score: Score, day: str, rules: int, examples: int) -> str:
    """The score for docs/measurements, under its day."""
    lines = [
        f"# Would the rules' examples notice a wrong change? {day}",
        "",
        "By `make mutants`: every rule of the book is changed in one place at a time (a threshold, an operator,",
        "a fact, a quantifier, a word, a date of the law), and its own examples are asked again. Wanted: 95 %.",
        "",
        f"**{score.line}**, on {rules} rules with {examples} examples.",
        "",
        "| family | mutants | noticed | share |",
        "| --- | --: | --: | --: |",
    ]
    for family in sorted(score.made):
        made, noticed = score.made[family], score.noticed[family]
        lines.append(f"| {family} | {made} | {noticed} | {100 * noticed / made:.1f} % |")
    lines += ["", "## Argued to be equivalent", "", "| rules | change | how many | why no example can tell |"]
    lines += ["| --- | --- | --: | --- |"]
    for entry, count in score.equivalent.items():
        lines.append(f"| {_cell(entry.code)} | {_cell(entry.what)} | {count} | {_cell(entry.reason)} |")
    lines += ["", "## Survivors", "", "| rule | change |", "| --- | --- |"]
    lines += [f"| {rule.code} | {_cell(mutant.what)} |" for rule, mutant in score.survivors]
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return f"`{text}`".replace("|", "\\|") if any(sign in text for sign in "|*<>\\_") else text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
