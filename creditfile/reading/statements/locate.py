"""Where the statements of a paper stand: found by their titles, confirmed by the names of their items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from creditfile.model.line_item import LineItems
from creditfile.reading.pages import SHEETS, Page, Pages
from creditfile.reading.statements.figures import figure
from creditfile.reading.statements.heads import atoms_of, is_heading, unit_of
from creditfile.reading.statements.layout import Ink, Rung, rungs_of
from creditfile.reading.statements.names import Names, has_chinese, is_note_mark, names_of, squeezed
from creditfile.reading.statements.titles import (
    Title,
    ends_statement,
    is_forecast,
    is_page_mark,
    is_summary,
    may_have_title,
    title_of,
)

ENOUGH = 4
"""A statement has at least this many rows with a known name."""
LEAD = 14
"""In so many lines of a page the statement of the page before shows itself, if it goes on."""
LABEL = 14
"""No label has more words."""
EDGE = 3
"""Running heads and page numbers stand among so many lines from the top or bottom."""
BEFORE = 6
"""So many lines before a title may belong to it (company, form number, unit)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of one page belongs to a statement."""

    page: Page
    rungs: tuple[Rung, ...]


@dataclass(slots=True)
class Block:
    """One statement, over as many pages as it takes."""

    title: Title
    above: tuple[Rung, ...]
    """The lines right before the title."""
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def pages(self) -> tuple[int, ...]:
        """Which pages it stands on."""
        return tuple(stretch.page.number for stretch in self.stretches)


def blocks_of(pages: Pages, items: LineItems) -> list[Block]:
    """Every statement in the paper, in order of pages; tables of contents, prose and summaries are none."""
    finder = _Finder(items, running_heads(pages))
    for page in pages:
        finder.take(page)
    finder.close()
    found = [block for block in finder.blocks if _is_statement(block, items)]
    return found or _untitled(pages, items)


def running_heads(pages: Pages) -> frozenset[str]:
    """What stands at the head or foot of page after page, digits aside; titles, units, dates, column heads are none.

    The sheets of a workbook are no pages: alike as they are, twelve months say each line for itself.
    """
    if pages.media in SHEETS:
        return frozenset()
    seen: dict[str, list[str]] = {}
    for page in pages:
        lines = [line for line in page.text.splitlines() if line.strip()]
        for plain, line in {_plain_edge(line): line for line in (*lines[:EDGE], *lines[-EDGE:])}.items():
            seen.setdefault(plain, []).append(line)
    often = max(3, 0.35 * len(pages.pages))
    return frozenset(
        plain for plain, lines in seen.items()
        if plain and len(lines) >= often and sum(not _counts(line) for line in lines) >= often
    )


_OF_COLUMNS = re.compile(
    r"本[月期年](?:实际|发生|累计)?(?:数|金?额)|[期年][末初](?:余额|数|金额)|累计(?:数|金额|发生额)"
)
_MONEY = re.compile(r"\d,\d{3}|\d\.\d{2}(?!\d)")


def _counts(line: str) -> bool:
    """Whether a repeated line is still wanted."""
    dated = re.search(r"\d+\s*月\s*\d+\s*日|年度?$|月$", line.strip())
    wanted = _OF_COLUMNS.search(line) or _MONEY.search(line)
    return bool(title_of(line) or wanted or "单位" in line or ("元" in line and unit_of(line)) or dated)


def _plain_edge(line: str) -> str:
    return re.sub(r"\d+", "", "".join(line.split()))


class _Finder:
    """Goes through the pages once; loads the words of a page only where a statement can be."""

    def __init__(self, items: LineItems, running: frozenset[str]) -> None:
        self.items = items
        self.running = running
        self.blocks: list[Block] = []
        self.open: Block | None = None

    def take(self, page: Page) -> None:
        """The next page."""
        titled = self._titled(page)
        if not titled and self.open is None:
            self._reopen_unfinished(page)
            return
        for rungs in _side_by_side(page, self._own(rungs_of(page))):
            self._take(page, rungs)

    def _take(self, page: Page, rungs: Sequence[Rung]) -> None:
        """The next page, or what stands on it beside other statements."""
        starts = [(number, title) for number, rung in enumerate(rungs) if (title := title_of(rung.raw))]
        sheet = title_of(page.title) if page.title and not page.width else None
        if not page.width:
            self.close()
        if not starts and sheet:
            self._begin(page, rungs, 0, sheet, ())
            return
        if not starts and self.open is None:
            return
        first = starts[0][0] if starts else len(rungs)
        if self.open is not None:
            self._go_on(page, rungs[:first], bool(starts))
        for place, (number, title) in enumerate(starts):
            until = starts[place + 1][0] if place + 1 < len(starts) else len(rungs)
            below = rungs[number + 1:until]
            self._reopen(title, page)
            if self.open is not None and self._is_same(title, below):
                self._add(page, below)
                continue
            self.close()
            head = () if page.width else self._head_above(title, rungs[:number], below)
            self._begin(page, (*head, *below), number, title, rungs[max(0, number - BEFORE):number])

    def _head_above(self, title: Title, above: Sequence[Rung], below: Sequence[Rung]) -> Sequence[Rung]:
        """The head of the table in whose midst a statement begins without one of its own."""
        names = names_of(self.items, title.kind)
        first = next((at for at, rung in enumerate(below) if names.knows(lead_of(rung))), len(below))
        if any(is_heading(rung, atoms_of(rung)) for rung in below[:first]):
            return ()
        heads_at = [at for at, rung in enumerate(above) if is_heading(rung, atoms_of(rung))]
        start = stop = heads_at[-1] if heads_at else -1
        while start - 1 in heads_at:
            start -= 1
        return above[start:stop + 1] if heads_at else ()

    def _reopen(self, title: Title, page: Page) -> None:
        """A title that says 续 goes on with the statement of the page before, though that was signed already."""
        if self.open is None and title.continued and self.blocks:
            last = self.blocks[-1]
            if last.title.kind == title.kind and title.scope in (last.title.scope, None) and (
                last.pages and page.number - last.pages[-1] <= 1
            ):
                self.open = self.blocks.pop()

    def _reopen_unfinished(self, page: Page) -> None:
        """A page without a title right behind a statement that was signed before its last row: it may go on here."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or not page.width or page.number != last.pages[-1] + 1:
            return
        names = names_of(self.items, last.title.kind)
        before = [rung for stretch in last.stretches for rung in stretch.rungs if names.knows(lead_of(rung))]
        told = sum(names.knows(_leading_words(line)) for line in page.text.splitlines())
        if not before or told < ENOUGH or _is_finished(last, names):
            return
        rungs = self._own(rungs_of(page))
        known = [number for number, rung in enumerate(rungs) if names.knows(lead_of(rung))]
        if len(known) < ENOUGH or known[0] > LEAD or not _follows(before, rungs[known[0]], names):
            return
        self.open = self.blocks.pop()
        self._add(page, rungs[known[0]:])

    def _own(self, rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
        """Without page numbers and running heads among the first and last lines."""
        last = len(rungs) - EDGE - 1
        return tuple(
            rung for number, rung in enumerate(rungs)
            if EDGE <= number <= last or not (is_page_mark(rung.raw) or _plain_edge(rung.raw) in self.running)
        )

    def close(self) -> None:
        """The open statement has ended."""
        if self.open is not None:
            self.blocks.append(self.open)
            self.open = None

    def _titled(self, page: Page) -> bool:
        if page.title and title_of(page.title):
            return True
        text = page.text
        if not may_have_title(text):
            return False
        return any(
            len(line) <= 90 and (title_of(line) or ("\t" in line and any(map(title_of, line.split("\t")))))
            for line in text.splitlines()
        )

    def _is_same(self, title: Title, below: Sequence[Rung]) -> bool:
        """A title repeated on the next page, or in the other language right below, begins nothing new."""
        assert self.open is not None
        mine = self.open.title
        if title.kind != mine.kind or (title.scope and mine.scope and title.scope != mine.scope):
            return False
        if title.continued:
            return True
        names = names_of(self.items, mine.kind)
        before = [rung for stretch in self.open.stretches for rung in stretch.rungs if names.knows(lead_of(rung))]
        if not before:
            return True
        after = next((rung for rung in below if names.knows(lead_of(rung))), None)
        return after is not None and self.open.pages[-1] != after.page and _follows(before, after, names)

    def _begin(self, page: Page, rungs: Sequence[Rung], number: int, title: Title, above: Sequence[Rung]) -> None:
        self.open = Block(title, tuple(above))
        self._add(page, rungs)

    def _go_on(self, page: Page, rungs: Sequence[Rung], titled_below: bool) -> None:
        """The page goes on with the open statement when its first lines name items of it; else that is over."""
        assert self.open is not None
        names = names_of(self.items, self.open.title.kind)
        known = [rung for rung in rungs[:LEAD] if names.knows(lead_of(rung))]
        told = len({lead_of(rung) for rung in known})
        broken = self._broken_name(rungs, names)
        if broken is not None:
            self._add(page, rungs[broken:])
        elif told >= 2 or (told == 1 and (len(rungs) <= 6 or titled_below)):
            self._add(page, rungs)
        elif not titled_below:  # what the title below means for it is seen there
            self.close()

    def _broken_name(self, rungs: Sequence[Rung], names: Names) -> int | None:
        """On which of the first lines a name goes on that the last page broke off."""
        assert self.open is not None
        if not self.open.stretches:
            return None
        begun = lead_of(self.open.stretches[-1].rungs[-1])
        if not begun or names.knows(begun):
            return None
        for number in range(min(4, len(rungs))):
            if any(names.knows(begun + "".join(map(lead_of, rungs[number:number + lines]))) for lines in (1, 2)):
                return number
        return None

    def _add(self, page: Page, rungs: Sequence[Rung]) -> None:
        """Up to the line that ends the statement."""
        assert self.open is not None
        names = names_of(self.items, self.open.title.kind)
        rows = 0
        kept: list[Rung] = []
        ended = False
        for rung in rungs:
            known = names.knows(lead_of(rung))
            if ends_statement(rung.raw) and not known and (rows or _has_rows(self.open, names)):
                ended = True
                break
            rows += known
            kept.append(rung)
        if kept:
            self.open.stretches.append(Stretch(page, tuple(kept)))
        if ended:
            self.close()


def _follows(before: Sequence[Rung], after: Rung, names: Names) -> bool:
    """Whether a row comes later in the order of the list than all the rows before it, but for a few out of order."""
    first = min(number for number, _ in names.candidates(lead_of(after)))
    reached = [max(number for number, _ in names.candidates(lead_of(rung))) for rung in before]
    return sum(1 for number in reached if number < first) >= 0.9 * len(reached)


def _side_by_side(page: Page, rungs: tuple[Rung, ...]) -> list[tuple[Rung, ...]]:
    """The statements that stand beside each other on a sheet, each by itself: a line holds the titles of several."""
    if page.width:
        return [rungs]
    for rung in rungs:
        titles = [(ink.x0, title) for ink in rung.inks if (title := title_of(ink.text))]
        if len({title.kind for _, title in titles}) == len(titles) > 1:
            edges = [0.0, *(x0 for x0, _ in titles[1:]), float("inf")]
            return [
                tuple(replace(one, inks=inks) for one in rungs if (inks := _between(one, left, right)))
                for left, right in pairwise(edges)
            ]
    return [rungs]


def _between(rung: Rung, left: float, right: float) -> tuple[Ink, ...]:
    return tuple(ink for ink in rung.inks if left <= ink.x0 < right)


LAST = {
    "BS": ("total_liab_equity",), "IS": ("net_profit",), "CF": ("cash_end", "net_cash_change"),
    "CS": ("adj_cfo_net",),
}
"""A statement is whole with one of these rows, whatever follows."""


def _is_finished(block: Block, names: Names) -> bool:
    """Whether its last row has been met."""
    last = {number for number, item in enumerate(names.items) if item.id in LAST[block.title.kind]}
    return any(
        number in last
        for stretch in block.stretches for rung in stretch.rungs for word in (lead_of(rung), *_words_of(rung))
        for number, _ in names.candidates(word)
    )


def _has_rows(block: Block, names: Names) -> bool:
    return any(names.knows(lead_of(rung)) for stretch in block.stretches for rung in stretch.rungs)


def lead_of(rung: Rung) -> str:
    """The words with which a line begins, up to its first figure."""
    words: list[str] = []
    for ink in rung.inks:
        if figure(ink.text) is not None or (words and is_note_mark(squeezed(ink.text))):
            if words:
                break
            continue
        words.append(ink.text)
    return "".join(words[:LABEL])


def _words_of(rung: Rung) -> list[str]:
    """Every run of Chinese words in a line: both labels of a two-sided balance sheet."""
    return [ink.text for ink in rung.inks if has_chinese(ink.text)]


def _is_statement(block: Block, items: LineItems) -> bool:
    """Whether enough items are named, and figures stand in it that are not shares."""
    names = names_of(items, block.title.kind)
    known = {
        word
        for stretch in block.stretches for rung in stretch.rungs
        for word in (lead_of(rung), *_words_of(rung)) if names.knows(word)
    }
    return len(known) >= ENOUGH


def _untitled(pages: Pages, items: LineItems) -> list[Block]:
    """Statements without any title (exports, sheets): each page or sheet by the kind whose items it names most.

    A sheet that has several under one head is parted where the names of another kind begin.
    """
    found: list[Block] = []
    for page in pages:
        lead = (page.title, *page.text.splitlines()[:LEAD])
        if page.image_only or not page.text.strip() or is_forecast(*lead) or is_summary(*lead):
            continue
        lines = [line for line in page.text.splitlines() if has_chinese(line)]
        if len(lines) < 2 * ENOUGH:
            continue
        leads = {_leading_words(line) for line in lines}
        counts = {kind: sum(map(names_of(items, kind).knows, leads)) for kind in UNTITLED}
        if sum(1 for count in counts.values() if count >= 2 * ENOUGH) > 1 and not page.width:
            found += _parted(page, items)
            continue
        kind = max(counts, key=lambda one: counts[one])
        if counts[kind] < 2 * ENOUGH or counts[kind] < 0.4 * len(lines):
            continue
        last = found[-1] if found else None
        if last is None or last.title.kind != kind or not page.width or last.pages[-1] != page.number - 1:
            found.append(Block(Title(kind, None, False, False, ""), ()))
        found[-1].stretches.append(Stretch(page, rungs_of(page)))
    return found


UNTITLED = ("BS", "IS", "CF")
"""The kinds of statements that are known by their rows alone."""
TURN = 3
"""So many rows of another kind part a sheet: a few names are common to two statements."""


def _parted(page: Page, items: LineItems) -> Iterator[Block]:
    """The statements of one sheet, each with the head that stands over the first."""
    rungs = rungs_of(page)
    known = [{kind for kind in UNTITLED if names_of(items, kind).knows(lead_of(rung))} for rung in rungs]
    first = next((number for number, kinds in enumerate(known) if kinds), 0)
    kinds = _runs(known[first:])
    start = 0
    for number in range(1, len(kinds) + 1):
        if number == len(kinds) or kinds[number] != kinds[start]:
            rows = rungs[first + start:first + number]
            block = Block(Title(kinds[start], None, False, False, ""), (), [Stretch(page, (*rungs[:first], *rows))])
            if _is_statement(block, items):
                yield block
            start = number


def _runs(known: Sequence[set[str]]) -> list[str]:
    """For each row the statement it is of: as few rows of a strange name and as few changes as can be."""
    best: dict[str, tuple[int, list[str]]] = {kind: (0, []) for kind in UNTITLED}
    for kinds in known:
        cheapest = min(best, key=lambda kind: best[kind][0])
        after = {}
        for kind in UNTITLED:
            from_kind = kind if best[kind][0] <= best[cheapest][0] + TURN else cheapest
            cost = best[from_kind][0] + (0 if from_kind == kind else TURN) + (bool(kinds) and kind not in kinds)
            after[kind] = (cost, [*best[from_kind][1], kind])
        best = after
    return min(best.values(), key=lambda one: one[0])[1]


def _leading_words(line: str) -> str:
    pieces = line.replace("\t", " ").split(" ")
    words = []
    for piece in pieces:
        if figure(piece) is not None:
            break
        words.append(piece)
    return "".join(words)
