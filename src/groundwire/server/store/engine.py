"""One database: short read and write transactions, on SQLite or PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError

from groundwire.server.errors import ServerError

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import URL, Connection, Engine

BUSY_TIMEOUT_S = 30
_BUSY_STEP_S = 0.01
_IMMEDIATE = "groundwire.immediate"  # a note on the driver's connection: how its next transaction begins
_MIGRATION_LOCK = 0x67726F756E64  # an arbitrary constant: PostgreSQL's advisory locks are numbers


class Database:
    """A database and its connections.

    `read()` and `write()` open a transaction for the length of a `with` block. On SQLite each thread keeps
    one connection, writes take the write lock at their start (`BEGIN IMMEDIATE`, so a transaction never fails
    half way for want of the lock), and readers never wait for writers (WAL). On other databases connections
    come from a pool.

    A block opened inside another one of the same thread joins it; `write()` inside `read()` is an error.

    Args:
        url: SQLAlchemy URL: `sqlite:////absolute/path.db` or `postgresql://user:password@host/name`.

    Raises:
        ServerError: The URL cannot be understood, or its driver is not installed.
    """

    def __init__(self, url: str) -> None:
        self.url = _parse(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _create(self.url, sqlite=self.is_sqlite)
        self._local = threading.local()
        self._write_lock = threading.Lock()

    @property
    def shown(self) -> str:
        """The URL without its password, for messages."""
        return self.url.render_as_string(hide_password=True)

    @property
    def writing(self) -> bool:
        """Whether some thread of this process is in a write transaction that others would wait for."""
        return self._write_lock.locked()

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside a `read()` or `write()` block."""
        return self._current() is not None

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Open a consistent view of the database."""
        outer = self._current()
        if outer is not None:
            yield outer
            return
        with self._transaction(immediate=False) as connection:
            yield connection

    @contextmanager
    def write(self) -> Generator[Connection]:
        """Open a write transaction: committed when the block ends, rolled back when it raises."""
        outer = self._current()
        if outer is not None:
            if not self._local.immediate:
                raise RuntimeError(
                    "Database.write() inside Database.read(): open the write transaction first"
                )
            yield outer
            return
        with self._exclusion():
            with self._transaction(immediate=True) as connection:
                yield connection
            self._local.commits = getattr(self._local, "commits", 0) + 1

    @contextmanager
    def migration(self) -> Generator[Connection]:
        """Open the transaction in which the schema changes; one process at a time, others wait."""
        with self._engine.connect() as connection:
            if not self.is_sqlite:
                with connection.begin():
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
                    yield connection
                return
            # Tables are rebuilt while others refer to them: one check at the end replaces enforcement by row.
            # The switch has no effect in a transaction, so it goes past SQLAlchemy, which always opens one.
            driver = _driver(connection)
            driver.execute("PRAGMA foreign_keys=OFF").close()
            connection.info[_IMMEDIATE] = True
            try:
                with connection.begin():
                    yield connection
                    _check_foreign_keys(connection)
            finally:
                driver.execute("PRAGMA foreign_keys=ON").close()

    def version(self) -> tuple[int, int] | None:
        """Return a value that differs from earlier ones of this thread if anything was committed since.

        By whatever thread or process. None on databases that cannot tell: then anything may have changed.
        """
        if not self.is_sqlite:
            return None
        (others,) = _driver(self._checkout()).execute("PRAGMA data_version").fetchone()
        return others, getattr(self._local, "commits", 0)

    def ping(self) -> None:
        """Ask the database for something trivial; raises what the driver raises if it is not there."""
        with self.read() as connection:
            connection.exec_driver_sql("SELECT 1")

    def close(self) -> None:
        """Close this thread's connection and those in the pool."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None
        self._engine.dispose()

    def _current(self) -> Connection | None:
        return getattr(self._local, "current", None)

    @contextmanager
    def _exclusion(self) -> Generator[None]:
        # SQLite retries a taken write lock by sleeping; threads of one process hand it over at once instead.
        if self.is_sqlite:
            with self._write_lock:
                yield
        else:
            yield

    @contextmanager
    def _transaction(self, *, immediate: bool) -> Generator[Connection]:
        connection = self._checkout()
        self._local.current, self._local.immediate = connection, immediate
        try:
            if self.is_sqlite:
                connection.info[_IMMEDIATE] = immediate
            with connection.begin():
                yield connection
        finally:
            self._local.current = None
            if not self.is_sqlite:
                connection.close()

    def _checkout(self) -> Connection:
        if not self.is_sqlite:
            return self._engine.connect()
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            connection = self._local.connection = self._engine.connect()
        return connection


def _parse(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        raise ServerError(
            "The database URL is not understood: expected sqlite:////path/to/file.db or postgresql://user@host/name."
        ) from None
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ServerError(f"The database must be sqlite or postgresql, not {url.get_backend_name()}.")
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise ServerError(
            "The database URL names no file: an in-memory database would be lost at every restart."
        )
    return url


def _create(url: URL, *, sqlite: bool) -> Engine:
    # hide_parameters: a failing statement is logged, the passwords and names bound to it are not.
    try:
        if not sqlite:
            return create_engine(url, hide_parameters=True, pool_pre_ping=True)
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=8,
            max_overflow=-1,
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise ServerError(
            f"The driver of {url.drivername} is not installed ({error}); "
            "for PostgreSQL: pip install 'psycopg[binary]'."
        ) from None
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _tune_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, never on their own
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}").close()
    _use_wal(connection)
    for pragma in (
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn a new file to WAL: the one step that does not wait by itself for a process that does the same."""
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_BUSY_STEP_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    statement = "BEGIN IMMEDIATE" if connection.info.get(_IMMEDIATE) else "BEGIN"
    try:  # past SQLAlchemy, whose machinery would cost more than the transactions that are usual here
        _driver(connection).execute(statement).close()
    except sqlite3.Error as error:
        raise OperationalError(statement, None, error) from error


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise ServerError(
            f"The migration would leave rows of table {broken[0]} without the rows they refer to."
        )


def describe(error: SQLAlchemyError) -> str:
    """Say in one line what a database complained about, without statements or bound values."""
    original = getattr(error, "orig", None)
    return str(original or error).strip().splitlines()[0]
