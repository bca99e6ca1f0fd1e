"""Which mutants of a rule its examples do not notice."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from creditfile.book import Book, with_items
from creditfile.content import read_toml
from creditfile.errors import BookError
from creditfile.judging import rules as reading
from creditfile.judging.examples import answer
from creditfile.judging.rules import Example, Rule
from tests.mutants.changing import changed_rules


@dataclass(frozen=True)
class Mutant:
    """One rule with one wrong change."""

    what: str
    """The change: `expect: <= → <`."""
    rule: Rule | None
    """The changed rule; None where the change makes it unreadable, which lint says at once."""


def mutants(book: Book, rule: Rule) -> Iterator[Mutant]:
    """Every mutant of a rule."""
    file = book.folder / rule.file
    for what, content in changed_rules(read_toml(file)):
        yield Mutant(what, _read(book, file, content))


def _read(book: Book, file: Path, content: Mapping[str, Any]) -> Rule | None:
    try:
        with _no_lines():
            rule = reading.rule_from(content, file, book.folder, book.rules.settings)
        return with_items([rule], book.documents.items)[0]
    except BookError:
        return None


@contextmanager
def _no_lines() -> Iterator[None]:
    """Finding the line of each entry takes most of the time of reading a rule, and nobody will ask."""
    kept = reading.line_of
    reading.line_of = lambda file, keys: 1  # type: ignore[assignment]
    try:
        yield
    finally:
        reading.line_of = kept


def noticed(mutant: Mutant, example: Example, book: Book) -> bool:
    """Whether an example comes out otherwise than it says: by its answer, or by its words where it gives them."""
    if mutant.rule is None:
        return True
    outcome, message = answer(mutant.rule, example, book.rules)
    return outcome != example.answer or bool(example.says and example.says != message)


@dataclass(frozen=True)
class Equivalent:
    """Mutants that are no mistakes: whatever the facts, they answer as the rule does."""

    code: str
    """A pattern of the rules' codes."""
    what: str
    """A pattern of the changes."""
    reason: str
    """Why no example can tell."""

    def fits(self, rule: Rule, mutant: Mutant) -> bool:
        """Whether this is one of them."""
        return bool(re.fullmatch(self.code, rule.code) and re.fullmatch(self.what, mutant.what))


def equivalents() -> tuple[Equivalent, ...]:
    """Those argued in equivalent.toml."""
    entries = read_toml(Path(__file__).with_name("equivalent.toml"))["equivalent"]
    return tuple(Equivalent(entry["code"], entry["what"], entry["reason"]) for entry in entries)


def survives(mutant: Mutant, rule: Rule, book: Book) -> bool:
    """Whether no example of the rule notices."""
    return not any(noticed(mutant, example, book) for example in rule.examples)
