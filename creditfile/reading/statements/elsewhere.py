"""Whether the paper states a statement's figure a second time, in its notes, beside the same name."""

import re
from collections.abc import Iterable

from creditfile.model import Fact, Origin
from creditfile.reading.pages import Page, Pages
from creditfile.reading.statements.figures import figure
from creditfile.reading.statements.names import has_chinese, key

DIGITS = 6
"""Shorter figures stand in many places by chance."""
NEAR = 40
"""So many lines above a note's total may its heading stand."""


def stated_again(
    fact: Fact, called: Iterable[str], pages: Pages, statement_pages: Iterable[int]
) -> Origin | None:
    """Where outside the statements the same figure stands in the row, or under the heading, of one of its names."""
    figures = fact.raw.strip("()（）-－△▲ ")
    names = {key(name) for name in called if has_chinese(name)}
    if sum(letter.isdigit() for letter in figures) < DIGITS or not names:
        return None
    own = set(statement_pages)
    for page in pages:
        if page.number not in own and figures in page.text:
            quote = _beside(page, figures, names)
            if quote:
                return Origin(fact.origins[0].source, page.number, None, quote, page.method, fact.origins[0].confidence)
    return None


def _beside(page: Page, figures: str, names: set[str]) -> str:
    lines = page.text.splitlines()
    whole = re.compile(rf"(?<![\d,.]){re.escape(figures)}(?![\d,.])")
    for number, line in enumerate(lines):
        if whole.search(line):
            for above in range(number, max(-1, number - NEAR), -1):
                if _name(lines[above]) in names:
                    return line.strip()
    return ""


def _name(line: str) -> str:
    """The name a line begins with, up to its first figure."""
    words: list[str] = []
    for word in line.split():
        if words and figure(word) is not None:
            break
        words.append(word)
    return key("".join(words))
