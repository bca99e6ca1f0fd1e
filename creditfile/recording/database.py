"""Opens the ledger's database: SQLite or PostgreSQL, brought up to the tables of this version."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from creditfile.errors import LedgerError

REVISION = "0001"
"""Of the tables that this version knows: the newest migration's."""

ONE_WRITER = 7_236_451_003
"""The number of PostgreSQL's advisory lock under which records are appended."""

PATIENCE = (1, 2, 4, 8)
"""Seconds to wait before each new attempt when the database has gone away."""

Got = TypeVar("Got")


class Database:
    """A connection that takes turns with other writers and survives a restart of the server."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.where = engine.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view. Raises LedgerError."""
        try:
            with self.engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise _told(self.where, error) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_WRITER})"))
            yield connection

    def write(self, work: Callable[[Connection], Got]) -> Got:
        """All of `work` or nothing; tried again, a bounded number of times, when the server has gone away.

        `work` must do nothing when it was done already: a commit whose answer was lost is repeated. Raises LedgerError.
        """
        for pause in (*PATIENCE, None):
            try:
                with self._writing() as connection:
                    return work(connection)
            except SQLAlchemyError as error:
                if pause is None or not _gone(error):
                    raise _told(self.where, error) from error
                time.sleep(pause)
        raise AssertionError

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The ledger at a database URL or in an SQLite file. Raises LedgerError: not there, not to be written, or newer."""
    database = Database(_engine(url))
    try:
        with database.reading() as connection:
            revision = _revision(connection)
        if revision != REVISION:
            database.write(_upgrade)
    except LedgerError:
        database.close()
        raise
    return database


def _engine(url: str) -> Engine:
    given = url if "://" in url else f"sqlite:///{Path(url).resolve()}"
    try:
        kind = make_url(given)
        if kind.drivername == "postgresql":
            kind = kind.set(drivername="postgresql+psycopg")
        sqlite = kind.get_backend_name() == "sqlite"
        engine = create_engine(kind, pool_pre_ping=not sqlite, connect_args={"timeout": 60} if sqlite else {})
    except (ArgumentError, NoSuchModuleError) as error:
        raise LedgerError(f"is no database URL ({error})", where=_shortened(url)) from error
    except ImportError as error:
        raise LedgerError(
            f"needs {error.name}", where=_shortened(url), mend="pip install creditfile[postgresql]"
        ) from error
    if sqlite:
        event.listen(engine, "connect", _as_we_like)
        event.listen(engine, "begin", _begin)
    return engine


def _shortened(url: str) -> str:
    """Without what may be a password."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if rest else url


def _as_we_like(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    with resources.as_file(resources.files("creditfile.recording") / "migrations") as folder:
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise LedgerError(
                f"is of another version of creditfile ({error})",
                where=str(connection.engine.url.database),
                mend="Use the newer version, or another ledger.",
            ) from error


def _gone(error: SQLAlchemyError) -> bool:
    """Whether another attempt may succeed: the connection was lost, or the server is starting."""
    return isinstance(error, DBAPIError) and (error.connection_invalidated or isinstance(error, OperationalError))


def _told(where: str, error: SQLAlchemyError) -> LedgerError:
    said = str(error.orig) if isinstance(error, DBAPIError) and error.orig else str(error)
    return LedgerError(" ".join(said.split())[:300], where=where, mend="Check that it is there and may be written.")
