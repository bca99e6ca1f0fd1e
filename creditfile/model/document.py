"""What kinds of paper there are: how each is known, what it states, and where on the paper each statement stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from creditfile.model.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Finder:
    """One way to find a field."""

    kind: str
    """One of reading.documents.KINDS."""
    labels: tuple[str, ...] = ()
    """For beside, after, below, in_table, form_field: the words beside the value; for checked: the options.

    For chosen: words of the question."""
    pattern: Pattern | None = None
    """For pattern, near_title and sealed: with a group `value`, or none when `says` gives the value."""
    value: Pattern | None = None
    """Cuts the value out of what was found: its group `value`, else its first group, else all of it."""
    lines: int = 0
    """beside, after: over how many lines the value may run (0: its own). typed, near_title: how many are looked at."""
    says: str | None = None
    """For pattern: the value to give when the pattern is there."""
    across: bool = False
    """For pattern: line breaks are closed up as blanks are, so a phrase broken over lines is still found."""
    where: str = "anywhere"
    """For typed: anywhere, start or end of the paper."""
    only: str | None = None
    """first or last: what this finder finds elsewhere is something else; None: every place counts."""
    unless: Pattern | None = None
    """For clause: a sentence that matches this too does not count."""
    head: tuple[str, ...] = ()
    """For in_table: the value stands where the label's row meets the column with one of these heads."""
    otherwise: bool = False
    """Only where no finder without this mark found anything: a guess from the text is no rival of a labelled value."""
    under: tuple[str, ...] = ()
    """For beside and in_table: the label's cell stands under one of these heads."""
    section: tuple[str, ...] = ()
    """Only from a heading with one of these words to the next heading that some finder names."""
    party: tuple[str, ...] = ()
    """Only in the lines of a contract's head that belong to a party in one of these roles."""
    near: tuple[str, ...] = ()
    """For checked: the words in whose line, cell or the next line the options stand; empty: anywhere."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table-valued field."""

    name: str
    """The key in each row."""
    label: str
    """What a person calls it, in Chinese."""
    type: str
    """A name in values.types.TYPES."""
    heads: tuple[str, ...]
    """The words the column's head may have."""
    label_en: str = ""
    """The same in English."""
    required: bool = False
    """A row without it is no row (totals, notes, blank lines)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a paper states."""

    name: str
    """Its key; the fact is `<subject>.<name>`."""
    label: str
    """What a person calls it, in Chinese."""
    type: str
    """A name in values.types.TYPES, or `table`."""
    label_en: str = ""
    """The same in English."""
    required: bool = False
    """Its absence is a finding."""
    unit: str | None = None
    """The unit the paper counts it in when it prints none, e.g. 万元."""
    find: tuple[Finder, ...] = ()
    """In order of trust; all are tried."""
    columns: tuple[Column, ...] = ()
    """For a table: its columns."""
    parted: bool = False
    """For a table: several such tables on a paper, with the same columns, are parts of one list."""
    means: str = ""
    """What it states of its party, where fields of other papers state the same: `established`; empty: its own thing."""
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For a choice: each value with the wordings that mean it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total that such a paper prints beside its parts."""

    total: str | Decimal
    """A field; or what the parts must make whatever the paper says: 1 for shares of a whole."""
    parts: tuple[str, ...]
    """Fields; `items.amount` is a column of a table, all its rows."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How a document type is known."""

    title: tuple[Pattern, ...] = ()
    """Looked for in the title position of a page, blanks closed up."""
    words: tuple[Pattern, ...] = ()
    """Looked for anywhere on its pages, blanks closed up."""
    least: int = 1
    """How many of `words` must be there beside the title."""
    untitled: int | None = None
    """How many of `words` suffice on one page without a title; None: never."""
    none: tuple[Pattern, ...] = ()
    """Any of these in the title position rules the type out."""
    drafts: tuple[Pattern, ...] = ()
    """A line of these on its first page says that the paper is none yet."""
    once: tuple[Pattern, ...] = ()
    """What stands once in a paper: seen again, the next paper of the type begins."""
    pages: int | None = None
    """At most how many pages such a paper has; None: any number."""
    within: int | None = None
    """In how many pages from its beginning the fields are looked for; None: in all."""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of paper."""

    name: str
    """Its file name in schemas/documents."""
    code: str
    """Its number in the catalogue of papers, e.g. D101."""
    title: str
    """What a person calls it, in Chinese."""
    title_en: str
    """The same in English."""
    subject: str
    """The first part of its facts' addresses."""
    many: bool
    """Several in one case: the facts are `<subject>[i].<field>`."""
    party: str | None
    """The field that says whose paper it is."""
    marks: Marks
    """How it is known."""
    fields: tuple[Field, ...]
    """What it states."""
    standards: tuple[tuple[str, str], ...] = ()
    """Standard texts such papers are made on: version and text, blanks as {name}, choices as □."""
    stops: tuple[str, ...] = ()
    """Words that end a value though no field is looked for behind them."""
    file: str = ""
    """The content file it was read from, for messages."""
    dated: str | None = None
    """The field that tells the age of such papers: of several the newest counts, the others are `earlier_<subject>[i]`,
    newest first."""

    heads: bool = False
    """Such a paper about the borrower's legal representative stands apart: `head_<subject>[i]`."""
    sums: tuple[Sum, ...] = ()
    """What must add up on it; a sum that comes out bears out figures that were read from a picture."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """Every first part that addresses of its facts may have: whose it is, and whether a newer one is there."""
        earlier, head = ("earlier_",) if self.dated else (), ("head_",) if self.heads else ()
        prefixes = ("", "guarantor_", "other_", *earlier, *head)
        return tuple(f"{prefix}{self.subject}" for prefix in prefixes)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every word that names a field on such a paper: a value ends where the next of them begins."""
        own = [
            label
            for field in self.fields
            for finder in field.find
            if finder.kind not in ("checked", "chosen")
            for label in finder.labels
        ]
        heads = [head for field in self.fields for column in field.columns for head in column.heads]
        return tuple(dict.fromkeys([*own, *heads, *self.stops]))

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Documents:
    """All that reading needs of the book."""

    types: tuple[DocumentType, ...]
    """The kinds of paper, in order of their codes."""
    items: Any = ()
    """The line items of financial statements, as `statements.read_statements` wants them."""
    digest: str = ""
    """Of the content all this was read from; readings are remembered by it. Empty: nothing is remembered."""
    trust: tuple[bytes, ...] = ()
    """Certificates that vouch for who signs electronically."""
    _by_name: Mapping[str, DocumentType] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {kind.name: kind for kind in reversed(self.types)})

    def type_of(self, name: str) -> DocumentType | None:
        """The document type of that name."""
        return self._by_name.get(name)
