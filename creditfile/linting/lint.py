"""Is the book right? Everything that is not, in one run."""

from creditfile.book import Book
from creditfile.linting import documents, rules, templates
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import dictionary


def lint(book: Book) -> tuple[Complaint, ...]:
    """All complaints about a book that could be opened, by file and line."""
    known = dictionary(book)
    found = (*rules.complaints(book, known), *documents.complaints(book), *templates.complaints(book, known))
    return tuple(sorted(found))
