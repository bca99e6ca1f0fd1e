"""Opens a folder of content: everything a bank may change without Python."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from creditfile.beside import at_once
from creditfile.content import (
    check_shape,
    content_files,
    did_you_mean,
    digest,
    digests,
    line_of,
    read_csv,
    read_text,
    read_toml,
)
from creditfile.errors import BookError, ShapeError
from creditfile.filling.templates import Templates, read_templates
from creditfile.judging.duties import DutyRule, read_duties
from creditfile.judging.judge import Rulebook
from creditfile.judging.papers import Demand, read_demands
from creditfile.judging.policy import read_policy
from creditfile.judging.rules import Rule, read_rules
from creditfile.judging.settings import read_settings
from creditfile.model.document import Column, Documents, DocumentType, Field
from creditfile.model.identity import Identity
from creditfile.model.line_item import COLUMNS, LineItems
from creditfile.reading.documents import document_from
from creditfile.remembered import keep, recall
from creditfile.settling.fields import KINDS
from creditfile.settling.figures import Figure, read_figures
from creditfile.settling.settle import Figures
from creditfile.undisturbed import undisturbed

PARTS = ("schemas", "checks", "templates")
"""The folders a book is made of."""


@dataclass(frozen=True)
class Book:
    """A folder of content, read and checked."""

    folder: Path
    """Where it lies."""
    documents: Documents
    """For reading."""
    figures: Figures
    """For settling."""
    rules: Rulebook
    """For judging."""
    templates: Templates
    """For filling."""
    duties: tuple[DutyRule, ...]
    """What is to be done by when."""
    digest: str
    """Of all its content: the same book has the same digest on every machine."""


@lru_cache(maxsize=4)
def open_book(folder: Path) -> Book:
    """A whole book, read and checked once for each state of its content, then recalled from the cache.

    Raises BookError with file, line and mend at the first thing that is wrong.
    """
    rules, digest = digests([_files(folder, PARTS[:2]), _files(folder, PARTS[2:])], folder)
    kept: Book | None = recall(folder, rules)
    if kept is None or kept.digest != digest:
        kept = read_book(folder) if kept is None else _with_templates(kept, folder, digest)
        keep(kept, folder, rules)
    return replace(kept, documents=trusting(kept.documents, folder))


def _with_templates(book: Book, folder: Path, digest: str) -> Book:
    """A book of which only the templates changed."""
    return replace(book, templates=read_templates(folder, book.rules.titles), digest=digest)


TRUST = "CREDITFILE_TRUST"
"""Environment: a folder of certificates beside the book's own schemas/trust."""


def trusting(documents: Documents, folder: Path) -> Documents:
    """The same, with the certificates of the book and of the folder that the environment names."""
    folders = [folder / "schemas" / "trust", *(Path(named) for named in (os.environ.get(TRUST, ""),) if named)]
    files = [file for each in folders if each.is_dir() for file in content_files(each, *CERTIFICATES)]
    trust = tuple(file.read_bytes() for file in files)
    if not trust:
        return documents
    known = sha256(b"".join(sha256(each).digest() for each in trust)).hexdigest()
    return replace(documents, trust=trust, digest=f"{documents.digest} {known}")


CERTIFICATES = (".pem", ".crt", ".cer", ".der")
"""How files of certificates end."""


def read_book(folder: Path) -> Book:
    """Read a whole book from its files. Raises BookError."""
    with undisturbed():
        return _read_whole(folder)


def _read_whole(folder: Path) -> Book:
    for part in PARTS[:2]:
        if not (folder / part).is_dir():
            raise BookError(
                f"there is no folder {part}/", where=str(folder), mend="A book has schemas/, checks/ and templates/."
            )
    settings, former = read_settings(folder)
    lists = read_lists(folder)
    items = LineItems.of(read_csv(folder / "schemas" / "lists" / "line-items.csv", COLUMNS))
    types, figures, rules, demands, duties = _read(folder, settings)
    rules = with_items(rules, items)
    policy = read_policy(folder)
    kinds = content_files(folder / "schemas" / "documents", ".toml")
    listed = folder / "schemas" / "lists" / "line-items.csv"
    documents = Documents(types, items, digest=digest((*kinds, listed), folder))
    names = {"setting": settings, "list": lists.__getitem__}
    names_of_facts = titles(documents, figures, rules)
    return Book(
        folder=folder,
        documents=documents,
        figures=Figures(
            figures,
            tuple(rule.test for rule in rules if isinstance(rule.test, Identity)),
            names,
            policy.confidence,
            four_eyes="correct" in policy.four_eyes,
        ),
        rules=Rulebook(
            rules,
            demands,
            policy,
            settings,
            lists,
            names_of_facts,
            former,
            {figure.address.replace("[*]", "[]"): figure.value for figure in figures},
        ),
        templates=read_templates(folder, names_of_facts),
        duties=duties,
        digest=book_digest(folder),
    )


def _read(
    folder: Path, settings: Mapping[str, Any]
) -> tuple[
    tuple[DocumentType, ...], tuple[Figure, ...], tuple[Rule, ...], tuple[Demand, ...], tuple[DutyRule, ...]
]:
    """The longest parts of it, on two cores where there are."""
    works: tuple[Callable[[], Any], ...] = (
        lambda: read_rules(folder, settings),
        lambda: (read_documents(folder), read_figures(folder), read_demands(folder), read_duties(folder)),
    )
    rules, (types, figures, demands, duties) = at_once(works)
    return types, figures, rules, demands, duties


def with_items(rules: Iterable[Rule], items: LineItems) -> tuple[Rule, ...]:
    """The same rules, the sections in their sums spelt out by the list of line items."""
    return tuple(
        replace(rule, test=rule.test.over_items(items)) if isinstance(rule.test, Identity) else rule for rule in rules
    )


def titles(
    documents: Documents, figures: Iterable[Figure], rules: Iterable[Rule], *, english: bool = False
) -> Mapping[str, str]:
    """What people call a fact (`guarantee[].amount`), a code in it (`owner.vice=NONE`), a rule (`CTR-002`) or a
    document type, in Chinese, or in English where there is an English name."""

    def called(zh: str, en: str) -> str:
        return en or zh if english else zh

    names: dict[str, str] = {}
    for kind in documents.types:
        title = called(kind.title, kind.title_en)
        names[kind.name] = title
        for subject in kind.subjects:
            names |= {subject: title, f"{subject}[]": title}
            for field in kind.fields:
                for place in (f"{subject}.{field.name}", f"{subject}[].{field.name}"):
                    names[place] = called(field.label, field.label_en)
                    names |= {f"{place}[].{c.name}": called(c.label, c.label_en) for c in field.columns}
                    names |= {f"{place}={code}": said[0] for code, said in field.choices if said and said[0]}
    for item in documents.items.items:
        name = called(item.name, item.name_en)
        names |= {f"statement[].{item.id}": name, f"parent_statement[].{item.id}": name}
    names |= {figure.address.replace("[*]", "[]"): called(figure.title, figure.title_en) for figure in figures}
    for rule in rules:
        names[rule.code] = called(rule.title, rule.title_en)
        names[f"{rule.code}.basis"] = "; ".join(rule.basis)
    return names


def book_digest(folder: Path, parts: tuple[str, ...] = PARTS) -> str:
    """Over every content file, or those of some parts."""
    return digest(_files(folder, parts), folder)


def _files(folder: Path, parts: Iterable[str]) -> list[Path]:
    return [file for part in parts for file in content_files(folder / part, ".toml", ".csv", ".docx", ".txt", ".md")]


def read_documents(folder: Path) -> tuple[Any, ...]:
    """The document types, by code and name."""
    kinds = []
    standards = read_standards(folder)
    for file in content_files(folder / "schemas" / "documents", ".toml"):
        content = read_toml(file)
        check_shape(content, "document", file)
        kind = document_from(content, str(file))
        if kind.name != file.stem:
            raise ShapeError(f"name = {kind.name!r}", where=f"{file}:1", mend=f"Call it as its file: {file.stem}.")
        _known_types(kind, file)
        kinds.append(replace(kind, standards=standards.get(kind.name, ())))
    return tuple(sorted(kinds, key=lambda kind: (kind.code, kind.name)))


def read_standards(folder: Path) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The bank's standard contracts by document type: version and text. Raises BookError.

    A .txt file in schemas/contracts: `document = …`, `version = …`, a line `---`, then the text with its blanks as
    {name} and its choices as □.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for file in content_files(folder / "schemas" / "contracts", ".txt"):
        head, divided, text = read_text(file).partition("\n---\n")
        said = dict(line.split(" = ", 1) for line in head.splitlines() if " = " in line)
        if not divided or not {"document", "version"} <= set(said):
            raise ShapeError(
                "does not begin with document, version and a line of ---",
                where=f"{file}:1",
                mend="Write `document = loan_contract`, `version = …` and `---` before the text.",
            )
        found.setdefault(said["document"].strip(), []).append((said["version"].strip(), text))
    return {name: tuple(texts) for name, texts in found.items()}


def _known_types(kind: DocumentType, file: Path) -> None:
    columns = [column for field in kind.fields for column in field.columns]
    parts: list[Field | Column] = [*kind.fields, *columns]
    for part in parts:
        if part.type not in KINDS:
            raise ShapeError(
                f"{part.name}: no type `{part.type}`",
                where=f"{file}:{line_of(file, ['fields', part.name])}",
                mend=did_you_mean(part.type, KINDS),
            )


def read_lists(folder: Path) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """Every CSV list by its file's name. Raises BookError."""
    files = content_files(folder / "schemas" / "lists", ".csv")
    lists = {file: tuple(read_csv(file, _COLUMNS_OF.get(file.stem, ()))) for file in files}
    for file, rows in lists.items():
        for line, row in enumerate(rows, start=2):
            _days_and_numbers(row, f"{file}:{line}")
    return {file.stem: rows for file, rows in lists.items()}


_COLUMNS_OF = {"lpr": ("date", "one_year", "five_years"), "holidays": ("date", "kind")}
"""What functions of the language look for in lists."""
_DAYS = ("date", "since", "until")
_NUMBERS = ("one_year", "five_years")


def _days_and_numbers(row: Mapping[str, str], where: str) -> None:
    for column in _DAYS:
        if row.get(column, "").strip() and not _ISO.fullmatch(row[column].strip()):
            raise BookError(f"{column}: {row[column]!r} is no day", where=where, mend="Write it as 2025-01-31.")
    for column in _NUMBERS:
        if row.get(column, "").strip() and not _NUMBER.fullmatch(row[column].strip()):
            raise BookError(f"{column}: {row[column]!r} is no number", where=where, mend="Write digits, as 3.85.")


_ISO = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")
