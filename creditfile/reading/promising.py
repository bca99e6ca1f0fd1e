"""Of a long paper, the pages on which any of its fields can stand: the others need not be laid out to be searched."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from creditfile.model.document import DocumentType, Finder
from creditfile.model.pattern import Pattern
from creditfile.reading.pages import Page
from creditfile.reading.stretch import Stretch, plain

SHORT = 4
"""A paper of so many pages is searched whole."""
LINES = 30
"""At least so many lines from its beginning, and its end where that is looked at, are searched: titles, addressees."""
_BOUND = re.compile(r"(?<![\[\\])\^|(?<!\\)\$")
FEW = 3
"""Of a finder that wants the first or last place only, so many pages are searched."""
EVERYWHERE = ("clause", "structure", "checked", "chosen")
"""Kinds of finders that read a paper from end to end."""
FULL = 0.7
"""A line this long, as a share of its page's longest, may go on in the next."""


def promising(stretch: Stretch, kind: DocumentType) -> Stretch:
    """The paper without the pages that name no label of the type and match no pattern of it, by their bare text.

    A short paper, one without geometry and one that must be read from end to end are left as they are.
    """
    if _is_short(stretch):
        return stretch
    if any(_reads_all(finder) for field in kind.fields for finder in field.find):
        return stretch
    if kind.name not in stretch.made:
        stretch.made[kind.name] = _narrowed(stretch, kind)
    made = stretch.made[kind.name]
    assert isinstance(made, Stretch)
    return made


def pages_naming(stretch: Stretch, words: Sequence[str]) -> tuple[Page, ...]:
    """Of a long paper the pages on which one of these labels stands; all of a short one's."""
    if _is_short(stretch):
        return stretch.pages
    closed = ["".join(plain(word).split()) for word in words]
    return tuple(text.page for text in _texts_of(stretch) if any(map(text.names, closed)))


def pages_matching(stretch: Stretch, pattern: Pattern) -> tuple[Page, ...]:
    """Of a long paper the pages on which a pattern can match; all of a short one's."""
    if _is_short(stretch):
        return stretch.pages
    return tuple(text.page for text in _texts_of(stretch) if pattern.may_match(text.joined))


def _is_short(stretch: Stretch) -> bool:
    return len(stretch.pages) <= SHORT or not all(page.width for page in stretch.pages)


def _texts_of(stretch: Stretch) -> "tuple[_Text, ...]":
    if "texts" not in stretch.made:
        stretch.made["texts"] = tuple(map(_Text, stretch.pages))
    made = stretch.made["texts"]
    assert isinstance(made, tuple)
    return made


def _reads_all(finder: Finder) -> bool:
    return finder.kind in EVERYWHERE or (finder.kind == "typed" and finder.where not in ("start", "end"))


def _narrowed(stretch: Stretch, kind: DocumentType) -> Stretch:
    pages = stretch.pages
    words = frozenset("".join(plain(word).split()) for word in _words(kind))
    texts = _texts_of(stretch)
    kept = {*_filling(pages)}
    if stretch.last_line is not None or any(finder.where == "end" for field in kind.fields for finder in field.find):
        kept |= {len(pages) - 1 - number for number in _filling(pages[::-1])}
    kept |= {number for number, text in enumerate(texts) if number not in kept and any(map(text.names, words))}
    for finder in (finder for field in kind.fields for finder in field.find):
        if finder.pattern is not None and finder.kind not in ("near_title", "sealed"):
            kept |= set(_matching(texts, finder.pattern, finder.only))
    if len(kept) == len(pages):
        return stretch
    return replace(stretch, pages=tuple(page for number, page in enumerate(pages) if number in kept))


def _matching(texts: "Sequence[_Text]", pattern: Pattern, only: str | None) -> Iterator[int]:
    """The pages on which a pattern matches, also from one to the next; the first or last few where no other counts."""
    matching = (page for number in range(len(texts)) for page in _matched(texts, number, pattern))
    if only == "last":
        return iter([*matching][-FEW:])
    return islice(matching, FEW) if only else matching


def _matched(texts: "Sequence[_Text]", number: int, pattern: Pattern) -> tuple[int, ...]:
    if texts[number].matches(pattern):
        return (number,)
    if number + 1 == len(texts):
        return ()
    end = len(texts[number].joined)
    found = pattern.finditer(texts[number].joined + texts[number + 1].joined)
    return (number, number + 1) if any(match.start() < end < match.end() for match in found) else ()


def _words(kind: DocumentType) -> Iterator[str]:
    """Every word by which a finder of the type finds."""
    for field in kind.fields:
        for finder in field.find:
            yield from (*finder.labels, *finder.head, *finder.under, *finder.section, *finder.near)
        for column in field.columns:
            yield from column.heads


def _filling(pages: Sequence[Page]) -> Iterator[int]:
    """The first pages until they make up enough lines."""
    lines = 0
    for number, page in enumerate(pages):
        yield number
        lines += sum(1 for line in page.text.splitlines() if line.strip())
        if lines >= LINES:
            return


@dataclass(frozen=True)
class _Text:
    """What a page says, without the places."""

    page: Page

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines, plain."""
        return tuple(map(plain, self.page.text.splitlines()))

    @cached_property
    def closed(self) -> tuple[str, ...]:
        """Its lines without blanks."""
        return tuple("".join(line.split()) for line in self.lines)

    @cached_property
    def joined(self) -> str:
        """All in one."""
        return "".join(self.closed)

    @cached_property
    def pieces(self) -> frozenset[str]:
        """What stands between blanks."""
        return frozenset(piece for line in self.lines for piece in line.split())

    @cached_property
    def flowing(self) -> str:
        """Line by line, a full line and the next as one."""
        longest = max(map(len, self.closed), default=0)
        return "".join(line if len(line) >= FULL * longest else f"{line}\n" for line in self.closed)

    def names(self, word: str) -> bool:
        """Whether a label stands there, or its letters on two lines."""
        return word in self.joined or any(
            word[:cut] in self.pieces and any(line.startswith(word[cut:]) for line in self.closed)
            for cut in range(2, len(word) - 1)
        )

    def matches(self, pattern: Pattern) -> bool:
        """Whether a pattern matches; one that is bound to a line's ends may, where all its letters stand there."""
        if not pattern.may_match(self.joined):
            return False
        is_told = bool(pattern.cores) and min(map(len, pattern.cores[0])) > 1
        if is_told and _BOUND.search(pattern.pattern):
            return True
        return any(pattern.search(text) for text in ("\n".join(self.closed), self.flowing, self.joined))
