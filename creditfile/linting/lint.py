"""Is the book right? Everything that is not, in one run, on all the cores there are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from creditfile.beside import at_once
from creditfile.book import Book
from creditfile.filling.templates import Template
from creditfile.linting import documents, duties, rules, rules_tables, rules_together, templates
from creditfile.linting.complaints import Complaint
from creditfile.linting.kept import Kept
from creditfile.linting.names import dictionary
from creditfile.linting.scope import WHOLE, Scope
from creditfile.undisturbed import undisturbed

Found = list[Complaint]
_OF_RULES = {"rules": 20_000, "figures": 10_000, "together": 15_000}
"""Each as heavy as a template of so many bytes."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of work."""

    name: str
    """What is looked at: rules, figures, the rules together, documents, or a template by name."""
    weight: int
    """The heaviest are begun first."""
    work: Callable[[], Found]
    tentative: bool = False
    """Whether what it finds counts only if nothing found before keeps the template from being filled."""


def lint(book: Book, scope: Scope = WHOLE, *, remembering: bool = False) -> tuple[Complaint, ...]:
    """All complaints about a book that could be opened, or about the part in scope, by file and place.

    `remembering`: the book is as its files are; what was found before of a piece of it is recalled when no file
    changed on which it rests.
    """
    kept = Kept.of(book) if remembering else None
    found = {name: before for name in _names(book, scope) if kept and (before := kept.recall(name)) is not None}
    with undisturbed():
        fresh = _worked(_pieces(book, scope, found))
    if kept:
        kept.keep(fresh)
    every = [complaint for each in (*found.values(), *fresh.values()) for complaint in each]
    return tuple(sorted(every, key=lambda complaint: complaint.order))


def _names(book: Book, scope: Scope) -> list[str]:
    wanted = [one.name for one in book.templates.each if scope.templates is None or one.name in scope.templates]
    return [*(_OF_RULES if scope.rules else ()), *(["documents"] if scope.documents else []), *wanted]


def _pieces(book: Book, scope: Scope, found: Mapping[str, Found]) -> list[_Piece]:
    """The work that is left to do; a template that is most of it in two pieces."""
    wanted = [name for name in _names(book, scope) if name not in found]
    if not wanted:
        return []
    known = dictionary(book)
    bench = templates.Bench.of(book, known)
    work: dict[str, Callable[[], Found]] = {
        "rules": lambda: [*rules.complaints(book, known), *duties.complaints(book, known)],
        "figures": lambda: list(rules.of_figures(book, known)),
        "together": lambda: [
            *rules_together.complaints(book, bench.supply), *rules_tables.complaints(book, bench.supply)
        ],
        "documents": lambda: list(documents.complaints(book)),
    }
    pieces = [_Piece(name, _OF_RULES.get(name, 0), work[name]) for name in wanted if name in work]
    own = [template for template in book.templates.each if template.name in wanted]
    all_weight = sum(piece.weight for piece in pieces) + sum(len(template.content) for template in own)
    for template in own:
        pieces += _of_template(template, bench, divided=2 * len(template.content) > all_weight)
    return sorted(pieces, key=lambda piece: -piece.weight)


def _of_template(template: Template, bench: templates.Bench, *, divided: bool) -> Iterator[_Piece]:
    weight = len(template.content)
    if not divided:
        yield _Piece(template.name, weight, lambda: list(templates.of_template(template, bench)))
        return
    looked = templates.Looked(template, bench)
    looked.ready()
    yield _Piece(template.name, weight, lambda: list(looked.at_rest()))
    yield _Piece(template.name, weight, lambda: list(looked.filled()), tentative=True)


def _worked(pieces: Sequence[_Piece]) -> dict[str, Found]:
    """All of it done; by name."""
    found: dict[str, Found] = {}
    for piece, each in zip(pieces, at_once([piece.work for piece in pieces]), strict=True):
        before = found.setdefault(piece.name, [])
        if not (piece.tentative and any(map(templates.keeps_from_filling, before))):
            before.extend(each)
    return found
