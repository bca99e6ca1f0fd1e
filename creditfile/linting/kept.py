"""What lint found before, kept in the user's cache folder: what did not change is not looked at again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from creditfile.book import PARTS, Book, book_digest
from creditfile.content import content_files, digest
from creditfile.linting.complaints import Complaint
from creditfile.remembered import cache_folder, engine_digest, pickled, unpickled

_TOOLS = ("docxtpl-lint", "docxtpl", "jinja2", "lxml", "jsonschema")
"""Other people's code that has a say in what is found."""
_MOST = 200
"""So many pieces are kept of a book; each is small."""


@dataclass(frozen=True)
class Kept:
    """The findings of a book's pieces, each under the digest of all that it rests on."""

    book: Book
    file: Path | None
    """None where nothing is kept."""

    @classmethod
    def of(cls, book: Book) -> "Kept":
        """Those of a book."""
        folder = cache_folder()
        named = hashlib.sha256(str(book.folder).encode()).hexdigest()[:32]
        return cls(book, folder / f"lint-{named}.pickle" if folder else None)

    @cached_property
    def _before(self) -> Mapping[str, list[Complaint]]:
        kept = None if self.file is None else unpickled(self.file)
        return kept if isinstance(kept, dict) else {}

    @cached_property
    def _rest(self) -> str:
        """Everything besides the templates themselves: engine, tools, schemas, checks, house style, words, names."""
        folder = self.book.folder
        loose = [file for file in content_files(folder / "templates", ".toml") if file.parent == folder / "templates"]
        names = " ".join(template.name for template in self.book.templates.each)
        tools = " ".join(version(tool) for tool in _TOOLS)
        return f"{engine_digest()} {tools} {book_digest(folder, PARTS[:2])} {digest(loose, folder)} {names}"

    def key(self, name: str) -> str:
        """The digest of all on which a piece rests; a template's: its own folder too."""
        own = self.book.folder / "templates" / name
        files = [file for file in sorted(own.rglob("*")) if file.is_file()] if own.is_dir() else []
        return hashlib.sha256(f"{name}\n{self._rest}\n{digest(files, self.book.folder)}".encode()).hexdigest()

    def recall(self, name: str) -> list[Complaint] | None:
        """What was found; None when it was never looked at as it is now."""
        return self._before.get(self.key(name)) if self._before else None

    def keep(self, fresh: Mapping[str, list[Complaint]]) -> None:
        """Keep what was found, as far as that can be."""
        if self.file is not None and fresh:
            every = {**self._before, **{self.key(name): found for name, found in fresh.items()}}
            pickled(dict(list(every.items())[-_MOST:]), self.file)
