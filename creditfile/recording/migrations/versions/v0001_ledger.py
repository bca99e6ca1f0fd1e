"""The first ledger: runs, cases and what was decided on them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DIGEST = sa.String(64)
MOMENT = sa.String(32)
WORD = sa.String(16)
TEXT = sa.Text()


def upgrade() -> None:
    """Make every table; frozen as it was, whatever tables.py says later."""
    _runs()
    _cases()
    _of_case(
        "sources",
        ("path", TEXT),
        ("sha256", DIGEST),
        ("media", TEXT),
        ("size", sa.BigInteger()),
        ("kind", TEXT),
        ("pages", sa.Integer()),
        ("troubles", TEXT),
    )
    _of_case(
        "findings",
        ("id", TEXT),
        ("code", TEXT),
        ("severity", WORD),
        ("verdict", WORD),
        ("subject", TEXT),
        ("title", TEXT),
        ("message", TEXT),
        ("waived", TEXT),
    )
    _of_case("papers", ("name", TEXT), ("template", TEXT), ("sha256", DIGEST), ("blanks", sa.Integer()))
    _of_case("timings", ("stage", TEXT), ("milliseconds", sa.Integer()))
    op.create_index("ix_sources_sha256", "sources", ["sha256"])
    op.create_index("ix_findings_code_run", "findings", ["code", "run"])
    _decisions()


def _runs() -> None:
    op.create_table(
        "books",
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("folder", TEXT, nullable=False),
        sa.Column("parts", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_books"),
    )
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("finished", MOMENT, nullable=True),
        sa.Column("inbox", TEXT, nullable=False),
        sa.Column("out", TEXT, nullable=False),
        sa.Column("on_day", sa.String(10), nullable=False),
        sa.Column("book", DIGEST, nullable=False),
        sa.Column("engine", DIGEST, nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("options", TEXT, nullable=False),
        sa.Column("host", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_runs"),
        sa.ForeignKeyConstraint(["book"], ["books.digest"], name="fk_runs_book_books"),
        sqlite_autoincrement=True,
    )


def _cases() -> None:
    texts = ("name", "reason", "verdict", "product", "borrower", "trouble_code", "trouble")
    words = ("state", "decision")
    digests = ("submitted", "output", "borrower_key")
    op.create_table(
        "cases",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("key", DIGEST, nullable=False),
        sa.Column("worked_in", sa.Integer(), nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in texts),
        *(sa.Column(name, WORD, nullable=False) for name in words),
        *(sa.Column(name, DIGEST, nullable=False) for name in digests),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("peak_kb", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run", "key", name="pk_cases"),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name="fk_cases_run_runs"),
    )
    op.create_index("ix_cases_key_run", "cases", ["key", "run"])
    op.create_index("ix_cases_borrower_key", "cases", ["borrower_key"])


def _of_case(table: str, *columns: tuple[str, sa.types.TypeEngine[str] | sa.types.TypeEngine[int]]) -> None:
    op.create_table(
        table,
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("key", DIGEST, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in columns),
        sa.PrimaryKeyConstraint("run", "key", "position", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["run", "key"], ["cases.run", "cases.key"], name=f"fk_{table}_run_cases"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("key", DIGEST, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("content", DIGEST, nullable=False),
        sa.Column("previous", DIGEST, nullable=False),
        sa.Column("seal", DIGEST, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_decisions"),
        sa.ForeignKeyConstraint(["run", "key"], ["cases.run", "cases.key"], name="fk_decisions_run_cases"),
    )
    op.create_index("ix_decisions_run_key", "decisions", ["run", "key"], unique=True)
