"""Are the Word templates right? Each looked at in layers: tags, names, types, layout, trial fills, branches."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from creditfile.book import Book
from creditfile.filling.templates import Template
from creditfile.linting import branches, days, fits, layout, tag_faults, template_names, trials
from creditfile.linting.complaints import Complaint
from creditfile.linting.contexts import empty_case, full_case_of
from creditfile.linting.house import House, read_house
from creditfile.linting.names import Dictionary
from creditfile.linting.opened import lay_open
from creditfile.linting.supply import Supply
from creditfile.linting.trials import Trial
from creditfile.model import Severity


@dataclass(frozen=True)
class Bench:
    """What every template is held against, made once."""

    book: Book
    known: Dictionary
    house: House = field(default_factory=House)

    @cached_property
    def supply(self) -> Supply:
        """Where facts come from."""
        return Supply(self.book)

    @cached_property
    def full(self) -> Trial:
        """Everything known."""
        return Trial(self.book, full_case_of(self.book))

    @cached_property
    def empty(self) -> Trial:
        """Nothing known."""
        return Trial(self.book, empty_case())


def complaints(book: Book, known: Dictionary, only: Collection[str] | None = None) -> Iterator[Complaint]:
    """Everything wrong with the templates; `only`: those of these names."""
    bench = Bench(book, known, read_house(book.folder))
    for template in book.templates.each:
        if only is None or template.name in only:
            yield from of_template(template, bench)


def of_template(template: Template, bench: Bench) -> Iterator[Complaint]:
    """Everything wrong with one template, what is quickly seen first.

    A template whose tags are broken is not filled: what it would print says nothing.
    """
    opened = lay_open(template, bench.book)
    if isinstance(opened, Complaint):
        yield opened
        return
    broken = False
    for complaint in tag_faults.complaints(opened):
        broken |= complaint.severity is Severity.ERROR and complaint.code not in _PRINTABLE
        yield complaint
    offered = bench.full.account(template)[0]
    yield from template_names.of_toml(template, bench.book, bench.known, offered)
    yield from layout.complaints(opened, bench.house)
    if broken:
        return
    for complaint in tag_faults.of_whole(opened):
        broken |= complaint.code in ("LNT-203", "LNT-204")
        yield complaint
    if broken:
        return
    yield from template_names.complaints(opened, bench.book, bench.known, bench.supply, offered)
    yield from fits.complaints(opened, bench.book, bench.known, bench.house, offered)
    yield from days.complaints(opened, bench.known, bench.house)
    yield from branches.complaints(opened, bench.book, bench.known, bench.full, bench.empty)
    yield from trials.complaints(opened, bench.full, bench.empty)


_PRINTABLE = frozenset({"LNT-205", "LNT-206", "DTL002"})
"""Faults with which a template can be filled nevertheless."""
