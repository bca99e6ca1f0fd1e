"""Every name that the book's papers, figures and lists can supply, and whether an address is one of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from creditfile.book import Book
from creditfile.content import did_you_mean

FREE = frozenset({"setting", "list", "on", "it", "n", "difference", "loop", "case", "before", "true", "false", "none"})
"""Names that are no facts."""

BEFORE = "before."
"""What the last look at an archive knew; after it come the same names."""

_PERIOD_WORDS = frozenset({"latest", "latest_annual", "annual", "all", "prior", "opening", "period"})
_PARTS_OF_A_DATE = frozenset({"year", "month", "day"})
_INDEX = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Dictionary:
    """All facts there can be: subject → its fields."""

    subjects: Mapping[str, frozenset[str]]
    """By subject; the fields without index."""
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For table-valued fields, by `subject.field`: the names of their columns."""
    many: frozenset[str] = frozenset()
    """`subject.field` of subjects of which there may be several: they stand under an index only."""
    single: frozenset[str] = frozenset()
    """`subject.field` of one value each, which has no elements."""
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By `subject.field` and `subject.field.column`: the types it may have."""
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By `subject.field` of a choice: the codes it may be."""

    def types_of(self, address: str) -> frozenset[str]:
        """The types that what stands at an address may have; empty where that is not known."""
        return self.types.get(plain(address), frozenset())

    def complaint(self, address: str, it: str = "") -> str | None:
        """Why an address names nothing that can be there, with a suggestion; None when it may be there.

        `it`: the subject whose element `it` stands for.
        """
        if it and re.match(r"it\b", address):
            address = f"{it}[0]{address[2:]}"
        address = address.removeprefix(BEFORE)
        steps = [step for step in _INDEX.sub("", address).split(".") if step]
        if not steps or steps[0] in FREE:
            return None
        subject = steps[0]
        if subject not in self.subjects:
            return f"`{subject}`: {did_you_mean(subject, self.subjects)}"
        rest = [step for step in steps[1:] if step not in _PERIOD_WORDS and not step[0].isdigit()]
        if not rest or ("period" in steps and rest[0] in _PARTS_OF_A_DATE):
            return None
        if rest[0] not in self.subjects[subject]:
            return f"`{subject}.{rest[0]}`: {did_you_mean(rest[0], self.subjects[subject])}"
        if f"{subject}.{rest[0]}" in self.many and not address.startswith(f"{subject}["):
            return f"`{subject}.{rest[0]}`: there may be several, e.g. `{subject}[0].{rest[0]}` or a loop"
        if f"{subject}.{rest[0]}" in self.single and f".{rest[0]}[" in address:
            return f"`{subject}.{rest[0]}`: is one value and has no elements"
        columns = self.columns.get(f"{subject}.{rest[0]}")
        if columns is not None and len(rest) > 1 and rest[1] not in columns:
            return f"`{subject}.{rest[0]}.{rest[1]}`: {did_you_mean(rest[1], columns)}"
        return None


@lru_cache(maxsize=65_536)
def plain(address: str) -> str:
    """An address without indices and words of periods: `statement.latest.prior.revenue` → `statement.revenue`."""
    steps = [step for step in _INDEX.sub("", address).split(".") if step]
    kept = [step for step in steps[1:] if step not in _PERIOD_WORDS or (step == "period" and step == steps[-1])]
    return ".".join([*steps[:1], *kept])


STATEMENT_FACTS = (
    "period_months", "unit", "standard", "audited", "company", "scope", "currency", "reports", "restated",
)
"""What the reader of statements says of a statement besides its items."""


PICTURED_FACTS = {"seals": frozenset({"shape", "words", "page"}), "handwriting": frozenset({"label", "page"})}
"""What the readers of pages say of any paper besides its fields, with the columns of each."""


FILE_FACTS = ("wanted", "present", "completeness", "expired", "conflicts")
"""What the judge says of the file's completeness."""


RISK_FACTS = ("index", "possible", "gravest")
"""What the judge says of the signals together."""


def dictionary(book: Book) -> Dictionary:
    """The names of a book."""
    subjects: dict[str, set[str]] = {}
    columns: dict[str, frozenset[str]] = {}
    for kind in book.documents.types:
        for name in kind.subjects:
            subjects.setdefault(name, set()).update(PICTURED_FACTS, (f.name for f in kind.fields))
        columns |= {f"{kind.subject}.{name}": parts for name, parts in PICTURED_FACTS.items()}
        for f in kind.fields:
            if f.columns:
                columns[f"{kind.subject}.{f.name}"] = frozenset(column.name for column in f.columns)
    items = {item.id for item in book.documents.items.items}
    for subject in ("statement", "parent_statement"):
        subjects.setdefault(subject, set()).update(items, STATEMENT_FACTS)
    subjects.setdefault("file", set()).update(FILE_FACTS)
    subjects.setdefault("risk", set()).update(RISK_FACTS)
    types: dict[str, set[str]] = {}
    choices: dict[str, set[str]] = {}
    for kind in book.documents.types:
        for f in kind.fields:
            address = f"{kind.subject}.{f.name}"
            types.setdefault(address, set()).add(f.type)
            choices.setdefault(address, set()).update(code for code, _ in f.choices)
            for column in f.columns:
                types.setdefault(f"{address}.{column.name}", set()).add(column.type)
    many = {f"{kind.subject}.{f.name}" for kind in book.documents.types if kind.many for f in kind.fields}
    many -= {f"{kind.subject}.{f.name}" for kind in book.documents.types if not kind.many for f in kind.fields}
    for figure in book.figures.figures:
        subject = re.split(r"[.\[]", figure.address)[0]
        subjects.setdefault(subject, set()).add(figure.name)
        types.setdefault(f"{subject}.{figure.name}", set()).add(figure.type)
        if not figure.over:
            many.discard(f"{subject}.{figure.name}")
    single = frozenset(name for name, kinds in types.items() if "." in name and not kinds & {"table", "list"})
    every = {name: frozenset(fields) for name, fields in subjects.items()}
    for item in book.documents.items.items:
        of_item = "decimal" if item.section == "EPS" else "money"
        for subject in ("statement", "parent_statement"):
            types.setdefault(f"{subject}.{item.id}", set()).add(of_item)
    types["statement.period"] = types["parent_statement.period"] = {"period_end"}
    for figure in book.figures.figures:
        if figure.type == "choice":
            resting = [choices.get(plain(address), set()) for address in figure.value.addresses]
            said = set(re.findall(r"[\"']([A-Z][A-Z_]+)[\"']", figure.value.source))
            choices.setdefault(plain(figure.address), set()).update(said, *resting)
    coded = {name: frozenset(codes) for name, codes in choices.items() if codes and types[name] == {"choice"}}
    return Dictionary(
        every, columns, frozenset(many), single, {name: frozenset(kinds) for name, kinds in types.items()}, coded
    )


def unknown(addresses: Iterable[str], known: Dictionary, it: str = "") -> list[str]:
    """A complaint for each address that names nothing."""
    return [complaint for address in sorted(addresses) if (complaint := known.complaint(address, it))]
