"""Is the book right? Everything that is not, in one run."""

from creditfile.book import Book
from creditfile.linting import documents, duties, rules, templates
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import dictionary
from creditfile.linting.scope import WHOLE, Scope


def lint(book: Book, scope: Scope = WHOLE) -> tuple[Complaint, ...]:
    """All complaints about a book that could be opened, or about the part in scope, by file and place."""
    known = dictionary(book)
    found: list[Complaint] = []
    if scope.rules:
        found += rules.complaints(book, known)
        found += duties.complaints(book, known)
    if scope.documents:
        found += documents.complaints(book)
    found += templates.complaints(book, known, scope.templates)
    return tuple(sorted(found, key=lambda complaint: complaint.order))
