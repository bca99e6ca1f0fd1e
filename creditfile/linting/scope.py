"""Which part of the book a change concerns, so that no more is linted than what it may have broken."""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from creditfile.book import PARTS, Book
from creditfile.errors import CreditfileError


@dataclass(frozen=True, slots=True)
class Scope:
    """What is linted."""

    rules: bool = True
    documents: bool = True
    templates: frozenset[str] | None = None
    """By name; None: all."""

    def count(self, book: Book) -> int:
        """How many templates that is."""
        return sum(self.templates is None or template.name in self.templates for template in book.templates.each)


WHOLE = Scope()


def scope_of(files: Iterable[str]) -> Scope:
    """What changed files of a book, named relative to it, may have broken.

    A rule can break itself only; a document type or a figure can break rules and templates too.
    """
    rules = documents = every = False
    names: set[str] = set()
    for file in files:
        parts = PurePosixPath(file).parts
        if not parts or parts[0] not in PARTS:
            continue
        if parts[0] == "templates" and len(parts) > 2:
            names.add(parts[1])
        elif parts[0] == "checks":
            rules = True
        else:
            every = True
            if parts[0] == "schemas":
                rules = documents = True
    return Scope(rules, documents, None if every else frozenset(names))


def changed_since(revision: str, folder: Path) -> tuple[str, ...]:
    """The book's files that differ from a revision, staged, unstaged and new ones too. Raises CreditfileError."""
    told = git(folder, "diff", "--name-only", "-z", "--relative", revision, "--", *PARTS)
    new = git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", *PARTS)
    return tuple(name for name in (told + new).decode().split("\0") if name)


def git(folder: Path, *words: str) -> bytes:
    """What git says. Raises CreditfileError with its words."""
    try:
        done = subprocess.run(  # noqa: S603 - git itself, on a folder that the user named
            ["git", "-C", str(folder), *words],  # noqa: S607
            capture_output=True, check=False,
        )
    except FileNotFoundError:
        raise CreditfileError(
            "没有安装 git · git is not installed",
            mend="安装 git,或检查整个规则库。Install git, or lint the whole book.",
        ) from None
    if done.returncode:
        words_of_git = done.stderr.decode(errors="replace").strip()
        raise CreditfileError(
            f"git: {words_of_git}", where=str(folder),
            mend="写规则库所在 git 库中有的版本。Name a revision of the repository that holds the book.",
        )
    return done.stdout
