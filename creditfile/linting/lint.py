"""Is the book right? Everything that is not, in one run."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from creditfile.book import Book
from creditfile.linting import documents, duties, rules, templates
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import dictionary
from creditfile.linting.scope import WHOLE, Scope


def lint(book: Book, scope: Scope = WHOLE) -> tuple[Complaint, ...]:
    """All complaints about a book that could be opened, or about the part in scope, by file and place."""
    wanted = scope.templates
    names = [template.name for template in book.templates.each if wanted is None or template.name in wanted]
    largest = max(names, key=lambda name: _size(book, name), default="")
    rest = frozenset(names) - {largest}
    one, other = _beside(lambda: _of_rules(book, scope, rest), lambda: _of_templates(book, frozenset({largest})))
    return tuple(sorted((*one, *other), key=lambda complaint: complaint.order))


def _size(book: Book, name: str) -> int:
    return next(len(template.content) for template in book.templates.each if template.name == name)


def _of_rules(book: Book, scope: Scope, names: frozenset[str]) -> list[Complaint]:
    """Rules and document types, and the lesser templates."""
    known = dictionary(book)
    found: list[Complaint] = []
    if scope.rules:
        found += rules.complaints(book, known)
        found += duties.complaints(book, known)
    if scope.documents:
        found += documents.complaints(book)
    return [*found, *templates.complaints(book, known, names)]


def _of_templates(book: Book, names: frozenset[str]) -> list[Complaint]:
    return list(templates.complaints(book, dictionary(book), names)) if names != {""} else []


_work: Callable[[], list[Complaint]] = list
"""What the other process does: it is forked with it, so that the book need not travel."""


def _beside(
    one: Callable[[], list[Complaint]], other: Callable[[], list[Complaint]]
) -> tuple[list[Complaint], list[Complaint]]:
    """Both, at once where the machine has two cores and can fork."""
    global _work
    if (os.cpu_count() or 1) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return one(), other()
    _work = other
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        running = pool.submit(_forked)
        return one(), running.result()


def _forked() -> list[Complaint]:
    return _work()
