"""Are the Word templates right? Each looked at in layers: tags, names, types, layout, trial fills, branches."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from creditfile.book import Book
from creditfile.filling.templates import Template
from creditfile.filling.trees import FAULTS
from creditfile.linting import branches, days, fits, layout, tag_faults, template_names, trials
from creditfile.linting.complaints import Complaint
from creditfile.linting.contexts import empty_case, full_case_of
from creditfile.linting.house import House, read_house
from creditfile.linting.names import Dictionary, plain
from creditfile.linting.opened import Opened, lay_open
from creditfile.linting.supply import Supply
from creditfile.linting.trials import Trial
from creditfile.model import Severity


@dataclass(frozen=True)
class Bench:
    """What every template is held against, made once."""

    book: Book
    known: Dictionary
    house: House = field(default_factory=House)

    @classmethod
    def of(cls, book: Book, known: Dictionary) -> "Bench":
        """That of a book."""
        return cls(book, known, read_house(book.folder))

    @cached_property
    def supply(self) -> Supply:
        """Where facts come from."""
        return Supply(self.book)

    @cached_property
    def full(self) -> Trial:
        """Everything known."""
        return Trial(self.book, full_case_of(self.book))

    @cached_property
    def tables(self) -> Mapping[str, frozenset[str]]:
        """By address without indices: the columns of the tables that figures make."""
        figures = self.book.figures.figures
        figured = {plain(figure.address) for figure in figures if figure.type in ("list", "table")}
        made = {fact.name: fact.value for fact in self.full.case.facts if fact.name in figured}
        rows = {name: value for name, value in made.items() if isinstance(value, tuple)}
        return {
            name: frozenset(key for row in each if isinstance(row, dict) for key in row)
            for name, each in rows.items()
            if each and all(isinstance(row, dict) for row in each)
        }

    @cached_property
    def empty(self) -> Trial:
        """Nothing known."""
        return Trial(self.book, empty_case())


def complaints(book: Book, known: Dictionary, only: Collection[str] | None = None) -> Iterator[Complaint]:
    """Everything wrong with the templates; `only`: those of these names."""
    bench = Bench.of(book, known)
    for template in book.templates.each:
        if only is None or template.name in only:
            yield from of_template(template, bench)


def of_template(template: Template, bench: Bench) -> Iterator[Complaint]:
    """Everything wrong with one template, what is quickly seen first."""
    looked, may_be_filled = Looked(template, bench), True
    for complaint in looked.at_rest():
        may_be_filled = may_be_filled and not keeps_from_filling(complaint)
        yield complaint
    if may_be_filled:
        yield from looked.filled()


@dataclass(frozen=True)
class Looked:
    """One template, looked at as it lies, and filled."""

    template: Template
    bench: Bench

    @cached_property
    def _opened(self) -> Opened | Complaint:
        return lay_open(self.template, self.bench.book)

    def ready(self) -> None:
        """Parse it, whatever comes of it, so that processes forked now need not."""
        self._parses()
        _ = self.bench.full, self.bench.empty

    def _parses(self) -> bool:
        with suppress(*FAULTS):
            return isinstance(self._opened, Opened) and bool(self._opened.shown)
        return False

    def at_rest(self) -> Iterator[Complaint]:
        """Tags, layout, and if they are such that anything can be said of them, names, filters, units."""
        opened, bench = self._opened, self.bench
        if isinstance(opened, Complaint):
            yield opened
            return
        tags = tuple(tag_faults.complaints(opened))
        yield from tags
        offered = bench.full.account(self.template)[0]
        yield from template_names.of_toml(self.template, bench.book, bench.known, offered)
        yield from layout.complaints(opened, bench.house)
        if any(map(keeps_from_filling, tags)):
            return
        lost = tuple(tag_faults.of_whole(opened))
        yield from lost
        if any(map(keeps_from_filling, lost)):
            return
        yield from template_names.complaints(
            opened, bench.book, bench.known, bench.supply, offered, bench.tables
        )
        yield from fits.complaints(opened, bench.book, bench.known, bench.house, offered)
        yield from days.complaints(opened, bench.known, bench.house)

    def filled(self) -> Iterator[Complaint]:
        """Every branch, and the whole document; nothing of a template that does not parse."""
        if self._parses():
            assert isinstance(self._opened, Opened)
            bench = self.bench
            yield from branches.complaints(self._opened, bench.book, bench.known, bench.full, bench.empty)
            yield from trials.complaints(self._opened, bench.full, bench.empty)


_UNREADABLE = frozenset({"LNT-200", "LNT-201", "LNT-202", "LNT-203", "LNT-204"})
_PRINTABLE = frozenset({"DTL002"})
"""Of what docxtpl-lint finds: with this a template can be filled nevertheless."""


def keeps_from_filling(complaint: Complaint) -> bool:
    """Whether tags are so broken that what the template would print says nothing."""
    general = complaint.code.startswith("DTL") and complaint.code not in _PRINTABLE
    return complaint.severity is Severity.ERROR and (general or complaint.code in _UNREADABLE)
