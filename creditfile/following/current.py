"""Which papers count: a newer one of the same kind, about the same, stands in for those of earlier looks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from creditfile.following.archive import later, look_of
from creditfile.model import Case, Reading
from creditfile.model.document import Documents, DocumentType
from creditfile.values.names import norm_name

_SUBJECT = re.compile(r"[.\[]")
_STATEMENTS = ("statement[", "parent_statement[", "guarantor_statement[")


def current(case: Case, documents: Documents, kept_by: Mapping[str, str]) -> tuple[Case, tuple[str, ...]]:
    """The case without the readings of papers that later looks replaced, and the paths of those papers.

    A single paper of its kind (licence, registry report, credit report) is replaced by a later one of the same party;
    of kinds that may come many times, those that name the same in the field that `kept_by` gives for their type.
    Figures of statements are never left out: a later report of the same year is a witness or a rival.
    """
    kinds = {name: kind for kind in reversed(documents.types) for name in (kind.subject, kind.name)}
    said = _said(case.readings)
    newest: dict[tuple[str, str], str] = {}
    keys: dict[tuple[str, str], tuple[str, str]] = {}
    for (document, part), fields in said.items():
        kind = kinds.get(_SUBJECT.split(document, maxsplit=1)[0])
        whole = said.get((kind.name, part), fields) if kind else fields
        key = _key(kind, whole, kept_by) if kind else None
        if key is None:
            continue
        keys[document, part] = key
        look = look_of(part)
        if key not in newest or later(look, newest[key]):
            newest[key] = look
    gone = {paper for paper, key in keys.items() if later(newest[key], look_of(paper[1]))}
    readings = tuple(
        reading
        for reading in case.readings
        if (reading.document, reading.part) not in gone or reading.fact.name.startswith(_STATEMENTS)
    )
    return replace(case, readings=readings), tuple(sorted({part.partition("#")[0] for _, part in gone}))


def _said(readings: Iterable[Reading]) -> dict[tuple[str, str], dict[str, str]]:
    said: dict[tuple[str, str], dict[str, str]] = {}
    for reading in readings:
        if look_of(reading.part):
            fields = said.setdefault((reading.document, reading.part), {})
            fields.setdefault(reading.field, str(reading.fact.value or ""))
    return said


def _key(kind: DocumentType, fields: Mapping[str, str], kept_by: Mapping[str, str]) -> tuple[str, str] | None:
    """What a paper is the newest of; None where every paper of its kind counts, or it does not say whose it is."""
    field = kept_by.get(kind.name, "" if kind.many else (kind.party or "-"))
    if field == "-":
        return kind.name, ""
    if not field or not fields.get(field):
        return None
    return kind.name, norm_name(fields[field])
