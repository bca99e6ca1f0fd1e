"""The ledger's tables, the same in SQLite and in PostgreSQL."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

DIGEST = String(64)
"""A sha256 in lower-case hexadecimal."""
MOMENT = String(32)
"""A moment in UTC, ISO 8601: the same text in every database."""

books = Table(
    "books",
    metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("folder", Text, nullable=False),
    Column("parts", Text, nullable=False),  # JSON: digest of each folder of the book
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("state", String(16), nullable=False),  # running, finished, interrupted
    Column("started", MOMENT, nullable=False),
    Column("finished", MOMENT),
    Column("inbox", Text, nullable=False),
    Column("out", Text, nullable=False),
    Column("on_day", String(10), nullable=False),
    Column("book", DIGEST, ForeignKey("books.digest"), nullable=False),
    Column("engine", DIGEST, nullable=False),
    Column("version", String(32), nullable=False),
    Column("options", Text, nullable=False),  # JSON
    Column("host", Text, nullable=False),
    sqlite_autoincrement=True,
)

cases = Table(
    "cases",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("key", DIGEST, primary_key=True),  # sha256 of the case's name: names may hold personal data
    Column("name", Text, nullable=False),  # masked
    Column("state", String(16), nullable=False),  # done, quarantined, unchanged
    Column("reason", Text, nullable=False),  # why it was worked
    Column("worked_in", Integer, nullable=False),  # the run that holds its result: this one, unless unchanged
    Column("submitted", DIGEST, nullable=False),  # of all its papers
    Column("output", DIGEST, nullable=False),  # of its case.json
    Column("decision", String(16), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("borrower", Text, nullable=False),  # masked unless an organisation
    Column("borrower_key", DIGEST, nullable=False),
    Column("trouble_code", Text, nullable=False),
    Column("trouble", Text, nullable=False),  # masked
    Column("milliseconds", Integer, nullable=False),
    Column("peak_kb", Integer, nullable=False),
    Index(None, "key", "run"),
    Index(None, "borrower_key"),
)


def _of_case(name: str, *columns: Column[str] | Column[int] | Column[str | None] | Index) -> Table:
    """A table of rows that belong to a case, in order."""
    return Table(
        name,
        metadata,
        Column("run", Integer, primary_key=True),
        Column("key", DIGEST, primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *columns,
        ForeignKeyConstraint(["run", "key"], ["cases.run", "cases.key"]),
    )


sources = _of_case(
    "sources",
    Column("path", Text, nullable=False),  # masked
    Column("sha256", DIGEST, nullable=False),
    Column("media", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("troubles", Text, nullable=False),
    Index(None, "sha256"),
)

findings = _of_case(
    "findings",
    Column("id", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("subject", Text, nullable=False),  # masked
    Column("title", Text, nullable=False),
    Column("message", Text, nullable=False),  # masked
    Column("waived", Text, nullable=False),  # masked
    Index(None, "code", "run"),
)

papers = _of_case(
    "papers",
    Column("name", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("sha256", DIGEST, nullable=False),
    Column("blanks", Integer, nullable=False),
)

timings = _of_case(
    "timings",
    Column("stage", Text, nullable=False),
    Column("milliseconds", Integer, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # from 1, without a gap
    Column("run", Integer, nullable=False),
    Column("key", DIGEST, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("content", DIGEST, nullable=False),  # of all that was decided: see chain.content_of
    Column("previous", DIGEST, nullable=False),
    Column("seal", DIGEST, nullable=False),
    ForeignKeyConstraint(["run", "key"], ["cases.run", "cases.key"]),
    Index(None, "run", "key", unique=True),
)
"""One row for each case of each run, in the order recorded; nothing is ever changed or removed."""
