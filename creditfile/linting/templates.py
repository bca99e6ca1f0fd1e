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
    looked = Looked(template, bench)
    yield from looked.at_rest()
    yield from looked.visited()
    yield from looked.rendered()


@dataclass(frozen=True)
class Looked:
    """One template, looked at as it lies, and filled.

    A template whose tags are broken is not filled: what it would print says nothing.
    """

    template: Template
    bench: Bench

    @cached_property
    def _opened(self) -> Opened | Complaint:
        return lay_open(self.template, self.bench.book)

    @cached_property
    def _tags(self) -> tuple[Complaint, ...]:
        return tuple(tag_faults.complaints(self._opened)) if isinstance(self._opened, Opened) else ()

    @cached_property
    def _lost(self) -> tuple[Complaint, ...]:
        return tuple(tag_faults.of_whole(self._opened)) if isinstance(self._opened, Opened) else ()

    @cached_property
    def _broken(self) -> bool:
        """Whether its tags are such that nothing can be said of names and values."""
        if any(one.severity is Severity.ERROR and one.code not in _PRINTABLE for one in self._tags):
            return True
        return any(one.code in ("LNT-203", "LNT-204") for one in self._lost)

    def ready(self) -> None:
        """Parse it, whatever comes of it, so that processes forked now need not."""
        with suppress(*FAULTS):
            assert isinstance(self._opened, Opened)
            _ = self._opened.shown
        _ = self.bench.full, self.bench.empty

    def at_rest(self) -> Iterator[Complaint]:
        """Tags, layout, names, filters, units."""
        opened, bench = self._opened, self.bench
        if isinstance(opened, Complaint):
            yield opened
            return
        yield from self._tags
        offered = bench.full.account(self.template)[0]
        yield from template_names.of_toml(self.template, bench.book, bench.known, offered)
        yield from layout.complaints(opened, bench.house)
        if any(one.severity is Severity.ERROR and one.code not in _PRINTABLE for one in self._tags):
            return
        yield from self._lost
        if self._broken:
            return
        yield from template_names.complaints(
            opened, bench.book, bench.known, bench.supply, offered, bench.tables
        )
        yield from fits.complaints(opened, bench.book, bench.known, bench.house, offered)
        yield from days.complaints(opened, bench.known, bench.house)

    def visited(self) -> Iterator[Complaint]:
        """Every branch."""
        if isinstance(self._opened, Opened) and not self._broken:
            bench = self.bench
            yield from branches.complaints(self._opened, bench.book, bench.known, bench.full, bench.empty)

    def rendered(self) -> Iterator[Complaint]:
        """The whole document."""
        if isinstance(self._opened, Opened) and not self._broken:
            yield from trials.complaints(self._opened, self.bench.full, self.bench.empty)


_PRINTABLE = frozenset({"LNT-205", "LNT-206", "DTL002"})
"""Faults with which a template can be filled nevertheless."""
