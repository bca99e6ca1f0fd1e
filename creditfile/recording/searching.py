"""Answers questions of the ledger: what ran, what became of a case, what differs between two runs, is it whole."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, and_, case, func, or_, select

from creditfile.errors import LedgerError
from creditfile.recording.chain import Break, Link, breaks, content_of
from creditfile.recording.entries import UNCHANGED, RunRow
from creditfile.recording.ledger import Ledger, head_of, run_row
from creditfile.recording.tables import books, cases, decisions, findings, papers, runs, sources, timings

AT_ONCE = 500
"""So many cases are read at a time."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of a run; of an unchanged case what the run says that worked it."""

    run: int
    key: str
    name: str
    state: str
    """done, quarantined or unchanged, in this run."""
    worked_in: int
    reason: str
    decision: str
    verdict: str
    product: str
    borrower: str
    trouble_code: str
    trouble: str
    milliseconds: int
    peak_kb: int
    codes: tuple[str, ...]
    """Of its findings, heaviest first."""
    errors: int
    """How many of its findings are errors that nobody waived."""
    blanks: int
    """Places in its documents still to be filled in."""

    @property
    def quarantined(self) -> bool:
        """Whether there is no result of it."""
        return bool(self.trouble_code)


def list_runs(ledger: Ledger, most: int = 50) -> list[tuple[RunRow, Mapping[str, int]]]:
    """The latest runs, newest first, each with how many of its cases are in which state."""
    query = select(runs, books.c.folder, books.c.parts).join(books).order_by(runs.c.number.desc()).limit(most)
    with ledger.database.reading() as connection:
        found = [run_row(row) for row in connection.execute(query).mappings()]
        return [(run, _states(connection, run.number)) for run in found]


def _states(connection: Connection, run: int) -> Mapping[str, int]:
    query = select(cases.c.state, func.count()).where(cases.c.run == run).group_by(cases.c.state)
    return Counter({row[0]: row[1] for row in connection.execute(query)})


def run_of(ledger: Ledger, number: int) -> RunRow:
    """One run. Raises LedgerError when there is none of that number."""
    query = select(runs, books.c.folder, books.c.parts).join(books).where(runs.c.number == number)
    with ledger.database.reading() as connection:
        row = connection.execute(query).mappings().first()
    if row is None:
        raise LedgerError(f"has no run {number}", where=ledger.database.where, mend="`creditfile runs` lists them.")
    return run_row(row)


def cases_of(ledger: Ledger, run: int) -> Iterator[CaseRow]:
    """Every case of a run, in the same order in every database; a consistent view, read a part at a time."""
    with ledger.database.reading() as connection:
        query = select(cases).where(cases.c.run == run).order_by(cases.c.key).execution_options(yield_per=AT_ONCE)
        for part in connection.execute(query).mappings().partitions(AT_ONCE):
            yield from _resolved(connection, part)


def _resolved(connection: Connection, part: Sequence[RowMapping]) -> Iterator[CaseRow]:
    """Unchanged cases with the result of the run that worked them."""
    worked = {(row["run"], row["key"]): row for row in part if row["state"] != UNCHANGED}
    elsewhere = {(row["worked_in"], row["key"]) for row in part if row["state"] == UNCHANGED}
    worked |= {(row["run"], row["key"]): row for row in _at(connection, cases, elsewhere)}
    found: dict[tuple[int, str], list[RowMapping]] = {}
    for row in _at(connection, findings, worked):
        found.setdefault((row["run"], row["key"]), []).append(row)
    blanks: Counter[tuple[int, str]] = Counter()
    for row in _at(connection, papers, worked):
        blanks[row["run"], row["key"]] += row["blanks"]
    for row in part:
        place = (row["worked_in"], row["key"])
        if place in worked:
            yield _case_row(row, worked[place], found.get(place, []), blanks[place])


def _at(connection: Connection, table: Table, places: Any) -> Sequence[RowMapping]:
    """The rows of those (run, key), in their order."""
    by_run: dict[int, list[str]] = {}
    for run, key in places:
        by_run.setdefault(run, []).append(key)
    if not by_run:
        return []
    wanted = or_(*(and_(table.c.run == run, table.c.key.in_(keys)) for run, keys in by_run.items()))
    order = [table.c.run, table.c.key, *([table.c.position] if "position" in table.c else [])]
    return connection.execute(select(table).where(wanted).order_by(*order)).mappings().all()


def _case_row(row: RowMapping, result: RowMapping, found: Sequence[RowMapping], blanks: int) -> CaseRow:
    same = {key: result[key] for key in ("decision", "verdict", "product", "borrower", "trouble_code", "trouble")}
    return CaseRow(
        run=row["run"],
        key=row["key"],
        name=row["name"],
        state=row["state"],
        worked_in=row["worked_in"],
        reason=row["reason"],
        milliseconds=row["milliseconds"],
        peak_kb=row["peak_kb"],
        codes=tuple(finding["code"] for finding in found),
        errors=sum(finding["severity"] == "error" and not finding["waived"] for finding in found),
        blanks=blanks,
        **same,
    )


def rules_of(ledger: Ledger, run: int) -> list[tuple[str, str, str, int, int, int]]:
    """Code, title, severity, cases, how often it fails and cannot be told; most cases first; none that is waived."""
    of_it = and_(findings.c.run == cases.c.worked_in, findings.c.key == cases.c.key, findings.c.waived == "")
    fails = func.sum(case((findings.c.verdict == "fails", 1), else_=0))
    query = (
        select(
            findings.c.code,
            func.max(findings.c.title),
            func.max(findings.c.severity),
            func.count(findings.c.key.distinct()),
            fails,
            func.count(),
        )
        .join_from(cases, findings, of_it)
        .where(cases.c.run == run)
        .group_by(findings.c.code)
    )
    with ledger.database.reading() as connection:
        found = [(*row[:5], row[5] - row[4]) for row in connection.execute(query)]
    return sorted(found, key=lambda rule: (-rule[3], rule[0]))


def stages_of(ledger: Ledger, run: int) -> list[tuple[str, int]]:
    """Milliseconds of each stage over all cases that the run worked, the longest first."""
    spent = func.sum(timings.c.milliseconds)
    query = select(timings.c.stage, spent).where(timings.c.run == run).group_by(timings.c.stage)
    with ledger.database.reading() as connection:
        found = [(str(stage), int(sum_of)) for stage, sum_of in connection.execute(query)]
    return sorted(found, key=lambda stage: (-stage[1], stage[0]))


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one case between two runs."""

    name: str
    before: CaseRow | None
    after: CaseRow | None
    gone: tuple[str, ...]
    """Codes that were found and are no more."""
    new: tuple[str, ...]
    """Codes that are found now."""


def differences(ledger: Ledger, one: int, other: int) -> Iterator[Difference]:
    """Cases that are in one run only, or whose decision or findings differ, by name. Raises LedgerError."""
    for number in (one, other):
        run_of(ledger, number)
    before = {row.key: row for row in cases_of(ledger, one)}
    after = {row.key: row for row in cases_of(ledger, other)}
    rows = {**before, **after}
    for key in sorted(rows, key=lambda key: (rows[key].name, key)):
        left, right = before.get(key), after.get(key)
        gone, new = _codes(left) - _codes(right), _codes(right) - _codes(left)
        if _outcome(left) != _outcome(right) or gone or new:
            yield Difference(rows[key].name, left, right, tuple(sorted(gone)), tuple(sorted(new)))


def _codes(row: CaseRow | None) -> set[str]:
    return set(row.codes) if row else set()


def _outcome(row: CaseRow | None) -> tuple[str, str, str] | None:
    return (row.decision, row.verdict, row.trouble_code) if row else None


def keys_with(ledger: Ledger, out: str, pattern: str) -> set[str]:
    """Keys of the cases whose latest result in that folder has a finding, or a trouble, of such a code (CTR-*)."""
    with ledger.database.reading() as connection:
        latest = (
            select(cases.c.key, func.max(cases.c.run).label("run"))
            .join(runs, runs.c.number == cases.c.run)
            .where(runs.c.out == out, cases.c.state != UNCHANGED)
            .group_by(cases.c.key)
            .subquery()
        )
        on = and_(latest.c.key == findings.c.key, latest.c.run == findings.c.run)
        found = connection.execute(select(findings.c.code, findings.c.key).join(latest, on).distinct())
        keys = {key for code, key in found if fnmatch(code, pattern)}
        on = and_(latest.c.key == cases.c.key, latest.c.run == cases.c.run)
        found = connection.execute(select(cases.c.trouble_code, cases.c.key).join(latest, on))
        return keys | {key for code, key in found if code and fnmatch(code, pattern)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; what is empty does not matter."""

    borrower: str = ""
    """A part of an organisation's name, or of a case's name."""
    borrower_key: str = ""
    """A whole name's digest: finds natural persons, whose names are kept masked."""
    code: str = ""
    """A finding's code; * stands for anything."""
    decision: str = ""
    """admit, refer, refuse or quarantined."""
    run: int = 0


def search(ledger: Ledger, wanted: Wanted, most: int = 200) -> list[CaseRow]:
    """Cases that fit, the latest run first; each result once, in the run that worked it."""
    with ledger.database.reading() as connection:
        query = _searched(wanted).order_by(cases.c.run.desc(), cases.c.name).limit(most)
        return list(_resolved(connection, connection.execute(query).mappings().all()))


def _searched(wanted: Wanted) -> Select[Any]:
    query = select(cases).where(cases.c.state != UNCHANGED)
    if wanted.borrower:
        part = wanted.borrower
        named = or_(cases.c.borrower.contains(part, autoescape=True), cases.c.name.contains(part, autoescape=True))
        query = query.where(or_(named, cases.c.borrower_key == wanted.borrower_key))
    if wanted.decision:
        column = cases.c.state if wanted.decision == "quarantined" else cases.c.decision
        query = query.where(column == wanted.decision)
    if wanted.run:
        query = query.where(cases.c.run == wanted.run)
    if wanted.code:
        fits = findings.c.code.like(wanted.code.replace("_", r"\_").replace("*", "%"), escape="\\")
        of_it = and_(findings.c.run == cases.c.run, findings.c.key == cases.c.key, fits)
        query = query.where(or_(select(findings.c.code).where(of_it).exists(), cases.c.trouble_code == wanted.code))
    return query


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether the ledger is as it was written."""

    length: int
    """Records in the chain."""
    seal: str
    """The last one's; kept elsewhere, it also shows whether the end was cut off."""
    breaks: tuple[Break, ...]


def seal_of_chain(ledger: Ledger) -> str:
    """The chain's last seal."""
    with ledger.database.reading() as connection:
        return head_of(connection)[1]


def verify(ledger: Ledger, seal: str = "") -> Verified:
    """Hold every row against the chain; with a seal kept elsewhere, also look for it: cut off, it is missing."""
    with ledger.database.reading() as connection:
        found = list(breaks(_links(connection)))
        found += [Break(0, row["run"], row["name"], "unsealed") for row in _unsealed(connection)]
        length, last = head_of(connection)
        kept = select(decisions.c.seq).where(decisions.c.seal == seal)
        if seal and connection.execute(kept).first() is None:
            found.append(Break(length, 0, "", "short"))
    return Verified(length, last, tuple(found))


def _unsealed(connection: Connection) -> Sequence[RowMapping]:
    joined = and_(decisions.c.run == cases.c.run, decisions.c.key == cases.c.key)
    query = select(cases.c.run, cases.c.name).outerjoin(decisions, joined).where(decisions.c.seq.is_(None))
    return connection.execute(query).mappings().all()


def _links(connection: Connection) -> Iterator[Link]:
    heads = {row["number"]: row for row in connection.execute(select(runs)).mappings()}
    query = select(decisions).order_by(decisions.c.seq).execution_options(yield_per=AT_ONCE)
    for part in connection.execute(query).mappings().partitions(AT_ONCE):
        places = [(row["run"], row["key"]) for row in part]
        tables: list[dict[tuple[int, str], list[RowMapping]]] = []
        for table in (cases, sources, findings, papers):
            rows: dict[tuple[int, str], list[RowMapping]] = {}
            for row in _at(connection, table, places):
                rows.setdefault((row["run"], row["key"]), []).append(row)
            tables.append(rows)
        for row in part:
            yield _link(row, heads, *tables)


Rows = Mapping[tuple[int, str], list[RowMapping]]


def _link(row: RowMapping, heads: Mapping[int, RowMapping], *tables: Rows) -> Link:
    place = (row["run"], row["key"])
    own = tables[0].get(place, [None])[0]
    head = heads.get(row["run"])
    found = content_of(head, own, *(table.get(place, []) for table in tables[1:])) if head and own else None
    link = {key: row[key] for key in ("seq", "run", "key", "at", "content", "previous", "seal")}
    return Link(**link, found=found, name=own["name"] if own else "")
