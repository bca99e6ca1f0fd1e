"""A look at a client's archive: new papers read with the old ones, judged anew, and held against the last look."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from creditfile.book import Book
from creditfile.following import changes
from creditfile.following.archive import Archive, day_of, look_of
from creditfile.following.current import current
from creditfile.judging.duties import duties_of
from creditfile.judging.judge import names_of
from creditfile.model import Case, Fact
from creditfile.model.document import Documents
from creditfile.model.duty import Duty
from creditfile.model.fact import Value
from creditfile.model.look import Look
from creditfile.stages import judge, read, settle

BEFORE = "before."
"""What the last look knew is reached in rules by this prefix: `before.registry.legal_rep`."""


def look(archive: Archive, book: Book, on: date, received: Sequence[str] = ()) -> Look:
    """Read all papers of the archive, let newer ones stand in for older ones, judge, compare, and reckon duties.

    The stages are those of the pipeline; between reading and settling stands what newer papers replace, between
    settling and judging what the last look knew.
    """
    before = archive.last
    case = read(Case(archive.folder.resolve().name, archive.folder, files=archive.files), book.documents)
    kept_by = {row["document"]: row["by"] for row in book.rules.lists.get("renewals", ())}
    case, replaced = current(case, book.documents, kept_by)
    case = settle(case, book.documents, book.figures, on)
    case = replace(case, facts=(*case.facts, _received(case, book.documents)))
    known = judge(replace(case, facts=(*case.facts, *_as_before(before))), book.rules, on)
    case = replace(known, facts=case.facts)
    return Look(
        case=case,
        on=on,
        since=archive.since,
        changes=changes.changes(before, case, book.rules.lists.get("watched", ())) if before else (),
        turns=changes.turns(before, case, book.rules.titles) if before else (),
        duties=duties(case.facts, book, on),
        received=tuple(received),
        replaced=replaced,
    )


def duties(facts: Iterable[Fact], book: Book, on: date) -> tuple[Duty, ...]:
    """How it stands with everything to be done about a case, by its facts alone."""
    return duties_of(book.duties, facts, names_of(book.rules.settings, book.rules.lists, on), on)


def _as_before(before: Case | None) -> list[Fact]:
    if before is None:
        return []
    return [replace(fact, name=f"{BEFORE}{fact.name}") for fact in before.facts if not fact.name.startswith(BEFORE)]


def _received(case: Case, documents: Documents) -> Fact:
    """Every paper with the day it came, and the day it bears where it says one."""
    subjects = {kind.subject: kind.name for kind in documents.types}
    rows: list[dict[str, Value]] = []
    for source in case.sources:
        if came := look_of(source.path):
            borne = {
                (subjects.get(subject_of(fact.name), ""), fact.value)
                for fact in case.facts
                if fact.name.endswith(".date") and any(origin.source == source.path for origin in fact.origins)
            }
            dated = {kind for kind, _ in borne}
            rows += [_row(came, source.path, kind, day) for kind, day in sorted(borne, key=str)]
            rows += [_row(came, source.path, kind, None) for kind in source.kinds if kind not in dated]
    return Fact("archive.received", tuple(rows), "table", label="收件登记", label_en="Papers received")


def _row(came: str, path: str, kind: str, stated: Value) -> dict[str, Value]:
    row: dict[str, Value] = {"on": day_of(came), "document": kind, "path": path}
    return {**row, "stated": stated} if isinstance(stated, date) else row


def subject_of(address: str) -> str:
    """`inspection[0].date` → inspection."""
    return re.split(r"[.\[]", address, maxsplit=1)[0]


def archive_at(folder: Path) -> Archive:
    """The archive in a folder, made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return Archive(folder)
