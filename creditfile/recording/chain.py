"""Seals what was decided: each record's digest contains the one before, so a changed, removed or added row is found."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
"""What stands before the first record."""

SEALED = {
    "run": ("inbox", "out", "on_day", "book", "engine", "version"),
    "case": (
        "run",
        "key",
        "name",
        "state",
        "reason",
        "worked_in",
        "submitted",
        "output",
        "decision",
        "verdict",
        "product",
        "borrower",
        "borrower_key",
        "trouble_code",
        "trouble",
    ),
    "sources": ("path", "sha256", "media", "size", "kind", "pages", "troubles"),
    "findings": ("id", "code", "severity", "verdict", "subject", "title", "message", "waived"),
    "papers": ("name", "template", "sha256", "blanks"),
}
"""The columns that a record's digest covers; how long it took is not decided, so not sealed."""

Row = Mapping[Any, Any]


def content_of(run: Row, case: Row, sources: Iterable[Row], findings: Iterable[Row], papers: Iterable[Row]) -> str:
    """The digest of all that was decided on a case; rows in their order."""
    content = [
        _cells("run", run),
        _cells("case", case),
        [_cells("sources", row) for row in sources],
        [_cells("findings", row) for row in findings],
        [_cells("papers", row) for row in papers],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _cells(table: str, row: Row) -> Sequence[Any]:
    return [row[column] for column in SEALED[table]]


def seal_of(seq: int, run: int, key: str, at: str, content: str, previous: str) -> str:
    """The record's own digest, which the next one carries."""
    return hashlib.sha256("\n".join((str(seq), str(run), key, at, content, previous)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """One record of the chain, beside the digest of what the tables hold now."""

    seq: int
    run: int
    key: str
    at: str
    content: str
    previous: str
    seal: str
    found: str | None
    """The digest of the rows as they are now; None when the case's row is gone."""
    name: str = ""
    """The case's name, for the message."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold."""

    seq: int
    run: int
    name: str
    fault: str
    """`changed`, `removed`, `gap`, `order`, `seal`: see FAULTS."""


FAULTS = {
    "changed": ("记录的内容被改动", "what was recorded has been changed"),
    "removed": ("业务件的记录已不存在", "the case's row is gone"),
    "gap": ("此前有决定记录被删除", "decisions before it have been removed"),
    "order": ("与前一条决定记录不相接", "it does not follow on the record before"),
    "seal": ("决定记录本身被改动", "the decision's own record has been changed"),
    "unsealed": ("记录没有经过封存", "a row that was never sealed"),
    "short": ("链尾记录缺失或被替换", "the end of the chain is missing or another"),
}


def breaks(links: Iterable[Link]) -> Iterator[Break]:
    """Every place where the chain does not hold, in order."""
    seq, previous = 0, GENESIS
    for link in links:
        for fault in _faults(link, seq, previous):
            yield Break(link.seq, link.run, link.name or link.key[:12], fault)
        seq, previous = link.seq, link.seal


def _faults(link: Link, seq: int, previous: str) -> Iterator[str]:
    if link.seq != seq + 1:
        yield "gap"
    elif link.previous != previous:
        yield "order"
    if seal_of(link.seq, link.run, link.key, link.at, link.content, link.previous) != link.seal:
        yield "seal"
    if link.found is None:
        yield "removed"
    elif link.found != link.content:
        yield "changed"
