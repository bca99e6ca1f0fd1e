"""Stage 2: text becomes amounts, dates and names; one value stands for each field; figures follow."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from creditfile.model import Case, Fact, Reading, Source, Trouble
from creditfile.model.document import Documents, DocumentType
from creditfile.model.identity import Identity
from creditfile.settling.agree import agreed
from creditfile.settling.corrections import CORRECTIONS, corrected
from creditfile.settling.currencies import OTHER_CURRENCY, as_said, counted, foreign_currency
from creditfile.settling.evidence import Declared
from creditfile.settling.fields import Typed, typed
from creditfile.settling.figures import Figure, worked
from creditfile.settling.parties import UNKNOWN_PARTY, Parties, key_of, parties_of
from creditfile.settling.pictures import borne_out
from creditfile.settling.statements import compared, is_stated, owned
from creditfile.settling.witness import vouch
from creditfile.values.names import norm_name

NOT_FOUND = "RDG-120"
NEWER = "RDG-143"
"""A newer paper of the kind is there."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What settling computes with."""

    figures: tuple[Figure, ...] = ()
    """Each after those it needs."""
    identities: tuple[Identity, ...] = ()
    """The sums that vouch for statement figures."""
    names: Mapping[str, Any] = field(default_factory=dict)
    """setting and list, for the formulas."""
    confidence: Decimal = Decimal("0.9")
    """Below this a person confirms what was read."""
    four_eyes: bool = False
    """Whether a correction counts only once a second person has checked it."""


@dataclass(slots=True, eq=False)
class _Part:
    """One paper with its typed readings."""

    kind: DocumentType
    part: str
    readings: list[Fact]

    @property
    def values(self) -> dict[str, object]:
        best: dict[str, object] = {}
        for fact in self.readings:
            best.setdefault(fact.name.rpartition(".")[2], fact.value)
        return best


def settle(case: Case, documents: Documents, figures: Figures, on: date) -> Case:
    """Type every reading, let one value stand for each field, vouch for statements, compute the figures."""
    corrections = [reading for reading in case.readings if reading.document == CORRECTIONS]
    papers = (reading for reading in case.readings if reading.document != CORRECTIONS)
    results = [(reading, typed(reading, documents.type_of(reading.document))) for reading in papers]
    sources = _with_troubles(case.sources, (_trouble(reading, result) for reading, result in results))
    parts = _parts(results, documents)
    sources = _with_troubles(sources, [*_not_found(parts, sources), *_foreign(parts)])
    parties = _parties(parts)
    named, strangers = _named(parts, parties)
    addressed = [(reading.part, result.fact) for reading, result in results if result.fact
                 and _is_addressed(reading, documents)]
    loose, foreign = owned(addressed, _audited(parts), parties)
    sources = _with_troubles(sources, [*strangers, *foreign])
    stated, waiting = corrected([*named, *loose], corrections, documents, four_eyes=figures.four_eyes)
    sources = _with_troubles(sources, waiting)
    named = as_said(named, stated)
    facts = _agreed([*stated, *named, *loose], figures.confidence)
    facts = borne_out(facts, Declared.of(documents.types), figures.confidence)
    facts = vouch(facts, figures.identities)
    facts = (*facts, *compared(facts))
    facts, lacking = worked(facts, figures.figures, {**figures.names, "on": on})
    return replace(case, sources=sources, facts=tuple(sorted(facts, key=lambda fact: fact.name)), lacking=lacking)


def _is_addressed(reading: Reading, documents: Documents) -> bool:
    """Statement figures come with their address; the fields of papers get theirs here."""
    return documents.type_of(reading.document) is None or is_stated(reading.fact.name)


def _parts(results: Iterable[tuple[Reading, Typed]], documents: Documents) -> list[_Part]:
    parts: dict[tuple[str, str], _Part] = {}
    for reading, result in results:
        kind = documents.type_of(reading.document)
        if kind is None or result.fact is None or _is_addressed(reading, documents):
            continue
        name = _numbered(reading)
        part = parts.setdefault((kind.name, name), _Part(kind, name, []))
        part.readings.append(replace(result.fact, name=f"{kind.subject}.{reading.field}"))
    in_order = [parts[key] for key in sorted(parts)]
    return [replace(part, readings=counted(part.readings, part.kind)) for part in in_order]


def _foreign(parts: Iterable[_Part]) -> Iterable[tuple[str, Trouble]]:
    """The papers whose amounts are not yuan."""
    for part in parts:
        if currency := foreign_currency(part.readings):
            yield _file(part.part), Trouble(OTHER_CURRENCY, f"{part.kind.title} {currency}")


def _numbered(reading: Reading) -> str:
    """A typed form states several of a kind as numbered tables; each is a paper of its own."""
    number = re.search(r"\[(\d+)\]", reading.fact.name)
    return f"{reading.part}#{int(number[1]) + 1}" if number and "#" not in reading.part else reading.part


def _trouble(reading: Reading, result: Typed) -> tuple[str, Trouble] | None:
    return (_file(reading.part), result.trouble) if result.trouble else None


def _file(part: str) -> str:
    return part.partition("#")[0]


def _not_found(parts: Sequence[_Part], sources: Iterable[Source]) -> Iterable[tuple[str, Trouble]]:
    """Required fields that a recognised paper does not show; what a typed form states need not stand on it too."""
    forms = {source.path for source in sources if source.media == "toml"}
    stated = {(part.kind.name, name) for part in parts if _file(part.part) in forms for name in part.values}
    for part in parts:
        if _file(part.part) in forms:
            continue
        shown = set(part.values) | {name for kind, name in stated if kind == part.kind.name}
        for wanted in part.kind.fields:
            if wanted.required and wanted.name not in shown:
                yield _file(part.part), Trouble(NOT_FOUND, f"{part.kind.title}·{wanted.label}")


def _with_troubles(sources: tuple[Source, ...], troubles: Iterable[tuple[str, Trouble] | None]) -> tuple[Source, ...]:
    by_source: dict[str, list[Trouble]] = {}
    for entry in troubles:
        if entry:
            by_source.setdefault(entry[0], []).append(entry[1])
    return tuple(
        replace(source, troubles=tuple(dict.fromkeys((*source.troubles, *by_source[source.path]))))
        if source.path in by_source
        else source
        for source in sources
    )


def _parties(parts: list[_Part]) -> Parties:
    """Borrower and guarantors as the papers name them, and who heads the borrower's business."""
    parties = parties_of((part.kind.name, name, value) for part in parts for name, value in part.values.items())
    licences = _own_licences(parts, parties)
    traders = [part for part in licences if str(part.values.get("uscc") or "").startswith("92")]
    return parties.with_heads(
        (part.values.get("legal_rep") for part in licences), (part.values.get("legal_rep") for part in traders)
    )


def _audited(parts: Iterable[_Part]) -> dict[str, str]:
    """Whom the audit reports are about, by their files."""
    reports = (part for part in parts if part.kind.subject == "audit")
    named = ((_file(part.part), _text(part.values.get("company_name"))) for part in reports)
    return {file: name for file, name in named if name}


def _named(parts: list[_Part], parties: Parties) -> tuple[list[Fact], list[tuple[str, Trouble]]]:
    """Give every reading its address; papers of people whom no paper of the case names are set apart and reported,
    earlier papers of a kind too."""
    named: list[Fact] = []
    told: list[tuple[str, Trouble]] = []
    places: dict[str, list[str | None]] = {}
    subjects = {part: _subject(part, parties) for part in parts}
    earlier = _earlier([part for part in parts if subjects[part] == part.kind.subject])
    for part in (*(part for part in parts if part not in earlier), *earlier):
        kind, subject, many = part.kind, subjects[part], True
        if part in earlier:
            told.append((_file(part.part), Trouble(NEWER, f"{kind.title} {part.values[kind.dated or '']}")))
            subject = f"earlier_{kind.subject}"
        elif subject is None:
            told.append((_file(part.part), Trouble(UNKNOWN_PARTY, f"{kind.title}:{part.values.get(kind.party or '')}")))
            subject = f"other_{kind.subject}"
        else:
            many = kind.many or subject != kind.subject
        address = f"{subject}[{_place(places.setdefault(subject, []), part)}]" if many else subject
        for fact in part.readings:
            named.append(replace(fact, name=f"{address}.{fact.name.rpartition('.')[2]}"))
    return named, told


def _earlier(parts: Iterable[_Part]) -> list[_Part]:
    """The papers of which a newer one of their kind and of the same party is there, the newest of them first.

    One that does not show its age cannot be put in order, and stays: where it says otherwise, that is a contradiction.
    """
    dated: dict[tuple[str, ...], list[tuple[Any, _Part]]] = {}
    for part in parts:
        age = part.values.get(part.kind.dated or "")
        if age is not None and not part.kind.many:
            owner = norm_name(_text(part.values.get(part.kind.party or "")) or "")
            dated.setdefault((part.kind.name, owner, type(age).__name__), []).append((age, part))
    found = []
    for papers in dated.values():
        newest = max(age for age, _ in papers)
        found += sorted(((age, part) for age, part in papers if age < newest), key=lambda one: one[0], reverse=True)
    return [part for _, part in found]


def _own_licences(parts: list[_Part], parties: Parties) -> list[_Part]:
    """The borrower's own licences: who stands on one as operator or representative hands in papers for the borrower."""
    return [
        part
        for part in parts
        if part.kind.subject == "licence" and parties.role_of(_text(part.values.get("name"))) == "borrower"
    ]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _subject(part: _Part, parties: Parties) -> str | None:
    """Whose paper it is decides its subject: the borrower's keeps the plain one."""
    kind = part.kind
    if kind.party is None or kind.many:
        return kind.subject
    owner = _text(part.values.get(kind.party))
    role = parties.role_of(owner)
    if kind.heads and parties.is_head(owner):
        return f"head_{kind.subject}"
    if role == "borrower":
        return kind.subject
    return f"guarantor_{kind.subject}" if role == "guarantor" else None


def _place(keys: list[str | None], part: _Part) -> int:
    """The number of a paper among its kind; the same paper handed in twice keeps its number.

    A contract that several give together counts once for each of them.
    """
    key = key_of(part.values)
    if key is not None and (co_party := re.search(r"#\d+\.(\d+)$", part.part)):
        key = f"{key} {co_party[1]}"
    if key is not None and key in keys:
        return keys.index(key)
    keys.append(key)
    return len(keys) - 1


def _agreed(facts: Iterable[Fact], confidence: Decimal) -> tuple[Fact, ...]:
    by_name: dict[str, list[Fact]] = {}
    for fact in facts:
        by_name.setdefault(fact.name, []).append(fact)
    return tuple(agreed(readings, confidence) for readings in by_name.values())


__all__ = ["Figures", "settle"]
