"""Which papers a file holds, and on which of its pages each stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from creditfile.model import Trouble
from creditfile.model.document import DocumentType, Marks
from creditfile.model.pattern import Pattern
from creditfile.reading.pages import Page, Pages
from creditfile.reading.stretch import Stretch, squeezed, squeezed_lines

TITLE_LINES = 14
"""In how many lines from the top of a page a title may stand."""
LONGEST_TITLE = 48
"""A longer line is a sentence, not a title."""
SMALL = 500
"""A page with fewer letters may be a card or a certificate of its own."""
LONG = 3000
"""On a page with more letters words alone tell nothing, unless it is a table."""
WINDOW = 12
"""In how many pages from its title a paper's words are looked for."""
_NO_TITLE = re.compile(
    r"[。;；]|应[当与按在]|不得|本合同|^第[一二三四五六七八九十百\d]+条"
    r"|复印件|原件|扫描件|影印件|清单|目录|[\d一二三四五六七八九十]+[、.)].*各?[一二三\d]份"
    r"|^(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]+章)"
    r"(?!.*(?:表|书|证|照|明|报告|合同|协议|单|函|卡|册|批复|决议|章程)$)"
)
"""What is no title: a sentence, a remark on the copy, the heading of an article."""
DRAFT = "RDG-145"
_QUOTED = re.compile(r"《[^《》]*》")
_LEAD = re.compile(r"^(?:附件?[\d一二三四五六七八九十]*[:、.]?|[\[(]?(?:正|副)本[\])]?)")


@dataclass(frozen=True, slots=True)
class Span:
    """One paper: of which type, on which pages, and why we think so."""

    kind: DocumentType
    stretch: Stretch
    score: Decimal
    """0 to 1: how much of what marks the type is there."""
    words: tuple[str, ...]
    """What decided, as it stands on the paper: the title, then the words."""
    part: int = 1
    """Which of several papers of its type in the file, from 1."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A type that was considered and not sure enough."""

    kind: DocumentType
    score: Decimal
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    page: int
    kind: DocumentType
    line: int | None
    """The title's line on the page's text; None where words alone told."""
    title: str
    score: Decimal
    words: tuple[str, ...]


def recognise(pages: Pages, types: Sequence[DocumentType], source: str = "") -> tuple[Span, ...]:
    """Every paper in the file, in order; empty where none is sure enough.

    A page begins a paper when a title of its type stands in title position and enough of its words are there, or when
    there are enough words without one; otherwise it continues the paper before it.
    """
    titles = _Titles(types)
    seen = [_Seen.of(page, titles) for page in pages.pages]
    if not seen:
        return ()
    starts = list(_starts(seen, types))
    return tuple(_number(_spans(pages, source, seen, starts)))


def guesses(pages: Pages, types: Sequence[DocumentType]) -> tuple[Guess, ...]:
    """The two types of which the most letters are there, for the message about a file that is not recognised."""
    titles = _Titles(types)
    seen = [_Seen.of(page, titles) for page in pages.pages[:WINDOW]]
    text = "\n".join(page.text for page in seen)
    found: list[Guess] = []
    for kind in types:
        title = next((title for page in seen for _, title in page.titles(kind)), "")
        words = _words(kind.marks, text)
        if title or words:
            found.append(Guess(kind, _score(kind.marks, title, words), ((title,) if title else ()) + words))
    return tuple(sorted(found, key=lambda guess: (-len("".join(guess.words)), guess.kind.code))[:2])


def drafts(pages: Pages, types: Sequence[DocumentType]) -> Iterator[Trouble]:
    """Of the papers that say they are drafts, and are therefore none: the kind and the words, by page."""
    declared = tuple(kind for kind in types if kind.marks.drafts)
    words = tuple(pattern for kind in declared for pattern in kind.marks.drafts)
    titles = _Titles(declared)
    for page in pages.pages:
        letters = "".join(page.text.split())
        if not any(pattern.may_match(letters) for pattern in words):
            continue
        seen = _Seen.of(page, titles)
        for _, _, kind in _titled(seen, declared):
            if said := seen.draft(kind.marks):
                yield Trouble(DRAFT, f"{kind.title}:{said}", page.number)


class _Titles:
    """The titles of all types, by the letters they cannot do without: most lines are no title of most types."""

    def __init__(self, types: Sequence[DocumentType]) -> None:
        names: dict[str, set[str]] = {}
        for kind in types:
            for core in (core for pattern in kind.marks.title for core in (*pattern.cores, ("",))[0]):
                names.setdefault(core, set()).add(kind.name)
        self.names = {
            core: frozenset().union(*(names[other] for other in names if core.startswith(other))) for core in names
        }
        """The types' names by those letters, and by all that they begin with; under none where a title has none."""
        self.any = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)")

    def of(self, line: str) -> frozenset[str]:
        """The names of the types of which it may be a title."""
        found: set[str] = set()
        line = _unquoted(line)
        match = self.any.search(line)
        while match is not None:  # they may overlap
            found.add(match[0])
            match = self.any.search(line, match.start() + 1)
        return frozenset().union(*(self.names[core] for core in found))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page's text made ready for looking."""

    page: Page
    text: str
    lines: tuple[str, ...]
    """Every line, squeezed."""
    heads: tuple[tuple[int, str, frozenset[str]], ...]
    """The lines that may be titles, with their numbers, and of which types by name."""
    top: int
    """Where the title position ends; what stands below is a title only of what follows it."""

    first: tuple[tuple[int, str], ...]
    """The first lines, for what rules a type out."""
    looked_for: dict[Pattern, str | None] = field(default_factory=dict)
    """What was found of each word that was looked for on the page."""

    @classmethod
    def of(cls, page: Page, titles: _Titles) -> "_Seen":
        lines = squeezed_lines(page.text)
        filled = [(i, line) for i, line in enumerate(lines) if line]
        heads = [(i, line) for i, line in filled[:TITLE_LINES] if len(line) <= LONGEST_TITLE]
        heads += _broken_titles(filled[:TITLE_LINES])
        later = [(i, line) for i, line in filled[TITLE_LINES:] if len(line) <= 20]
        sheet = [(-1, squeezed(page.title))] if page.title else []
        top = filled[TITLE_LINES][0] if len(filled) > TITLE_LINES else len(lines)
        likely = tuple((i, line, names) for i, line in sheet + heads + later if (names := titles.of(line)))
        return cls(page, "".join(lines), lines, likely, top, tuple((sheet + heads)[:6]))

    @property
    def names(self) -> frozenset[str]:
        """The types of which it may have a title."""
        return frozenset().union(*(names for _, _, names in self.heads))

    def titles(self, kind: DocumentType) -> Iterator[tuple[int, str]]:
        """Lines that are a title of the type; a line far down the page only when it is nothing but the title."""
        for number, line, names in self.heads:
            for pattern in kind.marks.title if kind.name in names else ():
                match = _title_in(line, pattern)
                if match is not None and (number < self.top or len(match) == len(_bare(line))):
                    yield number, match

    def word(self, pattern: Pattern) -> str | None:
        """The first place of a word on the page."""
        if pattern not in self.looked_for:
            match = pattern.search(self.text)
            self.looked_for[pattern] = match[0] if match is not None else None
        return self.looked_for[pattern]

    def is_barred(self, marks: Marks, before: int | None = None) -> bool:
        """One of its first lines, not below the type's own title, is a title that rules the type out."""
        return any(
            _title_in(line, pattern)
            for number, line in self.first if before is None or number <= before for pattern in marks.none
        )

    def draft(self, marks: Marks) -> str | None:
        """The line by which it says that it is no such paper yet."""
        return next((line for line in self.lines for pattern in marks.drafts if pattern.search(line)), None)


def _unquoted(line: str) -> str:
    """Without the titles of other papers that it names, unless it is nothing but one."""
    if "《" not in line or (line.startswith("《") and line.endswith("》")):
        return line
    return _QUOTED.sub(lambda found: "\0" * len(found[0]), line)


def _broken_titles(filled: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Two lines under each other that may be one title: a long title broken, or letters set far apart."""
    joined: list[tuple[int, str]] = []
    for (first, one), (_, two) in pairwise(filled):
        if len(one) + len(two) <= LONGEST_TITLE + 12 and not re.search(r"[:。;]", one + two):
            joined.append((first, one + two))
    return joined


def _bare(line: str) -> str:
    return _LEAD.sub("", re.sub(r"[\[(（【].{0,12}?[\])）】]$", "", line))


def _title_in(line: str, pattern: Pattern) -> str | None:
    match = pattern.search(_unquoted(line)) if pattern.may_match(line) else None
    if match is None or _NO_TITLE.search(line):
        return None
    before, behind = line[: match.start()], line[match.end():]
    if re.search(r"[,:,：]", before) and len(before) > 12:
        return None
    if re.match(r"[:：]\S{3,}|[的及和或与、,，》]|号|编号|名称", behind):
        return None
    return match[0]


def _words(marks: Marks, text: str) -> tuple[str, ...]:
    found = (pattern.search(text) for pattern in marks.words)
    return tuple(match[0] for match in found if match is not None)


def _words_from(page: _Seen, line: int, following: Sequence[_Seen], marks: Marks) -> Iterator[str]:
    """Its words on the page, from the line on where that is far down, and on the pages that follow."""
    below = None if line < page.top else "".join(page.lines[line:])
    for pattern in marks.words:
        if below is None:
            found = page.word(pattern)
        else:
            match = pattern.search(below)
            found = match[0] if match is not None else None
        word = found or next(filter(None, (other.word(pattern) for other in following)), None)
        if word is not None:
            yield word


def _has_words(marks: Marks, text: str, least: int) -> bool:
    """A quick look whether so many of its words can be there."""
    lacking = 0
    for pattern in marks.words:
        lacking += not pattern.may_match(text)
        if len(marks.words) - lacking < least:
            return False
    return True


def _score(marks: Marks, title: str, words: Sequence[str]) -> Decimal:
    share = Decimal(len(words)) / Decimal(max(len(marks.words), 1))
    if not marks.title:
        return share.quantize(Decimal("0.01"))
    return ((Decimal("0.5") if title else Decimal(0)) + share / 2).quantize(Decimal("0.01"))


def _starts(seen: Sequence[_Seen], types: Sequence[DocumentType]) -> Iterator[_Start]:
    """Where papers begin: the titles of each page, then pages told by their words alone."""
    titled = [_titled(page, types) for page in seen]
    for i, page in enumerate(seen):
        found: list[_Start] = []
        for line, title, kind in titled[i]:
            if page.is_barred(kind.marks, line) or page.draft(kind.marks):
                continue
            end = _window(i, kind, titled)
            words = tuple(_words_from(page, line, seen[i + 1: end], kind.marks))
            if len(words) >= min(kind.marks.least, len(kind.marks.words)):
                found.append(_Start(i, kind, line, title, _score(kind.marks, title, words), words))
        chosen = list(_best_of_each_line(found))
        yield from chosen
        if not chosen:
            yield from _untitled(i, page, types)


def _titled(page: _Seen, types: Sequence[DocumentType]) -> list[tuple[int, str, DocumentType]]:
    names = page.names
    return [(line, title, kind) for kind in types if kind.name in names for line, title in page.titles(kind)]


def _window(at: int, kind: DocumentType, titled: Sequence[Sequence[tuple[int, str, DocumentType]]]) -> int:
    """To where a paper that begins on page `at` may reach: before the next page with another type's title."""
    limit = min(len(titled), at + min(kind.marks.pages or WINDOW, WINDOW))
    for page in range(at + 1, limit):
        if titled[page] and all(other is not kind for _, _, other in titled[page]):
            return page
    return limit


def _best_of_each_line(found: Sequence[_Start]) -> Iterator[_Start]:
    """Of several titles in one line the longest counts, then the better score; of lines, those of different types."""
    lines: dict[int, _Start] = {}
    for start in found:
        assert start.line is not None
        best = lines.get(start.line)
        if best is None or (len(start.title), start.score) > (len(best.title), best.score):
            lines[start.line] = start
    kinds: set[str] = set()
    for start in sorted(lines.values(), key=lambda start: start.line or 0):
        if start.kind.name not in kinds:
            kinds.add(start.kind.name)
            yield start


def _untitled(at: int, page: _Seen, types: Sequence[DocumentType]) -> Iterator[_Start]:
    """The type whose words the page shows most of, where they suffice without a title; never on a page of prose."""
    found: list[_Start] = []
    if len(page.text) > LONG and (page.page.width or not page.page.tables):
        return
    for kind in types:
        if kind.marks.untitled is None or not _has_words(kind.marks, page.text, kind.marks.untitled):
            continue
        words = _words(kind.marks, page.text)
        if len(words) >= kind.marks.untitled and not page.is_barred(kind.marks):
            share = (Decimal(len(words)) / Decimal(len(kind.marks.words))).quantize(Decimal("0.01"))
            found.append(_Start(at, kind, None, "", share, words))
    if found:
        yield max(found, key=lambda start: (start.score, len(start.words)))


def _spans(pages: Pages, source: str, seen: Sequence[_Seen], starts: Sequence[_Start]) -> Iterator[Span]:
    papers = _kept(seen, starts)
    for number, (start, following) in enumerate(zip(papers, [*papers[1:], None], strict=False)):
        last = len(seen) - 1 if following is None else following.page - 1
        shares_end = following is not None and following.kind is not start.kind and _shares(following, seen)
        if following is not None and shares_end:
            last = following.page
        if start.kind.marks.pages is not None and last - start.page >= start.kind.marks.pages:
            last, shares_end = start.page + start.kind.marks.pages - 1, False
        apart = number > 0 and papers[number - 1].kind is not start.kind
        first_line = _line_number(seen[start.page].page, start) if apart and _shares(start, seen) else 0
        last_line = _line_number(seen[last].page, following) if shares_end and following is not None else None
        whole = first_line == 0 and last_line is None
        own = tuple(page.page for page in seen[start.page: last + 1])
        numbers = {page.number for page in own}
        fields = tuple(field for field in pages.fields if field.page is None or field.page in numbers)
        stretch = Stretch(source, pages.media, own, fields, first_line, last_line, pages.marks, whole)
        decided = ((start.title,) if start.title else ()) + start.words
        yield Span(start.kind, stretch, start.score, decided)


def _shares(start: _Start, seen: Sequence[_Seen]) -> bool:
    """Text stands before its title on the same page, so another paper may end there."""
    if start.line is None or start.line < 0:
        return False
    before = [line for line in seen[start.page].lines[: start.line] if line]
    return len(before) > 4


def _line_number(page: Page, start: _Start) -> int:
    """The title's place among the page's lines, which may be ordered otherwise than its text."""
    for i, line in enumerate(page.lines):
        text = squeezed(line.text)
        if start.title in text and len(text) <= LONGEST_TITLE and i >= 4:
            return i
    return min(start.line or 0, len(page.lines))


def _kept(seen: Sequence[_Seen], starts: Sequence[_Start]) -> list[_Start]:
    """The starts that begin a new paper: of another type than the one before, or of the same type begun anew."""
    kept: list[_Start] = []
    for start in starts:
        before = kept[-1] if kept else None
        same = next((earlier for earlier in reversed(kept) if earlier.kind is start.kind), None)
        if same is not None and not _begins_anew(seen, same, start):
            continue
        if before is not None and start.line is None and _continues(seen, before, start):
            continue
        kept.append(start)
    return kept


def _continues(seen: Sequence[_Seen], before: _Start, start: _Start) -> bool:
    """A page told by words alone goes on with the titled paper before it, unless it plainly is a small paper itself.

    Plainly: nearly all its words are there, or it says little and less of the paper before than of itself.
    """
    within = before.kind.marks.pages is None or start.page - before.page < before.kind.marks.pages
    if before.line is None or not within or start.score >= Decimal("0.8"):
        return False
    text = seen[start.page].text
    share = Decimal(len(_words(before.kind.marks, text))) / max(len(before.kind.marks.words), 1)
    return len(text) > SMALL or share * 2 > start.score


def _begins_anew(seen: Sequence[_Seen], before: _Start, start: _Start) -> bool:
    """A title seen again is a running head, unless what stands once in such a paper is there again too."""
    marks = start.kind.marks
    if not marks.once:
        return marks.pages == 1 and start.page > before.page
    earlier = "".join(page.text for page in seen[before.page: start.page])
    return any(pattern.search(earlier) and pattern.search(seen[start.page].text) for pattern in marks.once)


def _number(spans: Iterator[Span]) -> Iterator[Span]:
    counts: dict[str, int] = {}
    for span in spans:
        counts[span.kind.name] = counts.get(span.kind.name, 0) + 1
        yield Span(span.kind, span.stretch, span.score, span.words, counts[span.kind.name])
