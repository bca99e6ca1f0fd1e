"""A source: one submitted file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a source, or a page of it, could not be read as it should."""

    code: str
    """The reading code it is reported under, e.g. RDG-101."""
    detail: str = ""
    """What exactly was met, for the message; never the paper's content."""
    page: int | None = None
    """The page it is about; None for the whole file."""


@dataclass(frozen=True, slots=True)
class Source:
    """One submitted file, as it came."""

    path: str
    """Relative to the case, with forward slashes, so results are the same on every machine."""
    sha256: str
    """Of the bytes, in lower-case hexadecimal."""
    media: str
    """What the bytes are, by content not by name: pdf, docx, xlsx, xls, csv, text, image, toml, ofd, zip, unknown."""
    size: int
    """In bytes."""
    kind: str | None = None
    """The document type recognised, by its name in the book; None when not recognised."""
    kinds: tuple[str, ...] = ()
    """Every document type found in the file, first page first (a package of several papers has more than one)."""
    pages: int = 0
    """How many pages, sheets or sections were seen."""
    troubles: tuple[Trouble, ...] = ()
    """What kept it from being read wholly."""
