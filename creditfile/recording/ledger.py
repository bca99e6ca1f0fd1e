"""Writes the ledger: a run, then each of its cases as it is done, all of a case or nothing, sealed into the chain."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, insert, select, update

from creditfile.recording.chain import GENESIS, content_of, seal_of
from creditfile.recording.database import Database, open_database
from creditfile.recording.entries import UNCHANGED, CaseEntry, Prior, RunHead, RunRow
from creditfile.recording.tables import books, cases, decisions, findings, papers, runs, sources, timings

RUNNING, FINISHED, INTERRUPTED = "running", "finished", "interrupted"


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Ledger:
    """The ledger of one database."""

    def __init__(self, url: str) -> None:
        """Open it, and make or upgrade its tables. Raises LedgerError."""
        self.database: Database = open_database(url)

    def close(self) -> None:
        """Let go of it."""
        self.database.close()

    def begin(self, head: RunHead) -> int:
        """A new run's number."""

        def work(connection: Connection) -> int:
            if connection.execute(select(books.c.digest).where(books.c.digest == head.book)).first() is None:
                connection.execute(
                    insert(books).values(digest=head.book, folder=head.book_folder, parts=head.book_parts)
                )
            row = {key: value for key, value in asdict(head).items() if key not in ("book_folder", "book_parts")}
            made = connection.execute(insert(runs).values(state=RUNNING, started=now(), **row))
            number: int = made.inserted_primary_key[0]  # type: ignore[index]
            return number

        return self.database.write(work)

    def unfinished(self, out: str) -> RunRow | None:
        """The latest run into that folder, if it did not come to its end."""
        query = select(runs, books.c.folder, books.c.parts).join(books).where(runs.c.out == out)
        with self.database.reading() as connection:
            row = connection.execute(query.order_by(runs.c.number.desc()).limit(1)).mappings().first()
        return run_row(row) if row and row["state"] != FINISHED else None

    def record(self, run: int, *entries: CaseEntry) -> None:
        """Cases with all that was found, and their links of the chain: all of them or none; each once, however often
        it is called."""

        def work(connection: Connection) -> None:
            known = select(cases.c.key).where(cases.c.run == run, cases.c.key.in_([entry.key for entry in entries]))
            there = set(connection.execute(known).scalars())
            head = connection.execute(select(runs).where(runs.c.number == run)).mappings().one()
            chain = _end_of_chain(connection)
            for entry in entries:
                if entry.key not in there:
                    _insert(connection, run, entry)
                    chain = _seal(connection, head, entry.key, *chain)

        self.database.write(work)

    def finish(self, run: int, state: str = FINISHED) -> None:
        """The run has come to its end, or was interrupted."""
        change = update(runs).where(runs.c.number == run).values(state=state, finished=now())
        self.database.write(lambda connection: connection.execute(change))

    def recorded(self, run: int) -> set[str]:
        """Keys of the cases that the run has behind it."""
        with self.database.reading() as connection:
            return set(connection.execute(select(cases.c.key).where(cases.c.run == run)).scalars())

    def prior(self, out: str, key: str) -> Prior | None:
        """The latest result of a case in that folder, from whichever run worked it."""
        query = (
            select(cases, runs.c.book, runs.c.engine, runs.c.on_day, runs.c.options, books.c.parts)
            .join_from(cases, runs, cases.c.run == runs.c.number)
            .join(books, books.c.digest == runs.c.book)
            .where(cases.c.key == key, runs.c.out == out, cases.c.state != UNCHANGED)
            .order_by(cases.c.run.desc())
            .limit(1)
        )
        with self.database.reading() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            pairs = {
                table.name: tuple(
                    (str(name), str(digest))
                    for name, digest in connection.execute(
                        select(column, table.c.sha256)
                        .where(table.c.run == row["run"], table.c.key == key)
                        .order_by(table.c.position)
                    )
                )
                for table, column in ((papers, papers.c.name), (sources, sources.c.path))
            }
        return Prior(
            row["run"],
            row["name"],
            row["state"],
            row["submitted"],
            row["output"],
            row["book"],
            row["engine"],
            row["on_day"],
            row["options"],
            pairs["papers"],
            pairs["sources"],
            row["parts"],
        )


def run_row(row: Any) -> RunRow:
    """A row of runs joined with books."""
    texts = {key: row[key] for key in ("inbox", "out", "on_day", "book", "engine", "version", "options", "host")}
    head = RunHead(**texts, book_folder=row["folder"], book_parts=row["parts"])
    return RunRow(row["number"], row["state"], row["started"], row["finished"], head)


def _insert(connection: Connection, run: int, entry: CaseEntry) -> None:
    entry = replace(entry, worked_in=entry.worked_in or run)
    row = {column.name: getattr(entry, column.name) for column in cases.columns if column.name != "run"}
    connection.execute(insert(cases).values(run=run, **row))
    for table, rows in (
        (sources, entry.sources),
        (findings, entry.findings),
        (papers, entry.papers),
        (timings, entry.timings),
    ):
        _insert_rows(connection, table, run, entry.key, rows)


def _insert_rows(connection: Connection, table: Table, run: int, key: str, rows: Iterable[Any]) -> None:
    values = [
        {"run": run, "key": key, "position": position, **asdict(row)} for position, row in enumerate(rows, start=1)
    ]
    if values:
        connection.execute(insert(table), values)


def _end_of_chain(connection: Connection) -> tuple[int, str]:
    """The newest record's place and seal."""
    newest = select(decisions.c.seq, decisions.c.seal).order_by(decisions.c.seq.desc()).limit(1)
    last = connection.execute(newest).first()
    return (last.seq, last.seal) if last else (0, GENESIS)


def _seal(connection: Connection, head: RowMapping, key: str, seq: int, previous: str) -> tuple[int, str]:
    """Append to the chain what the tables now hold of the case: read back, so that the seal is of what is stored."""
    run = head["number"]
    case = connection.execute(select(cases).where(cases.c.run == run, cases.c.key == key)).mappings().one()
    children = [
        connection.execute(select(table).where(table.c.run == run, table.c.key == key).order_by(table.c.position))
        .mappings()
        .all()
        for table in (sources, findings, papers)
    ]
    at, content = now(), content_of(head, case, *children)
    seal = seal_of(seq + 1, run, key, at, content, previous)
    link = {"seq": seq + 1, "run": run, "key": key, "at": at, "content": content, "previous": previous, "seal": seal}
    connection.execute(insert(decisions).values(**link))
    return seq + 1, seal


def head_of(connection: Connection) -> tuple[int, str]:
    """The chain's length and its last seal."""
    found = select(func.count(), func.max(decisions.c.seq)).select_from(decisions)
    count, last = connection.execute(found).one()
    seal = connection.execute(select(decisions.c.seal).where(decisions.c.seq == last)).scalar()
    return count, seal or GENESIS
