"""Connections: how SQLite and PostgreSQL are opened, how a write begins, and what their errors mean to a user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from types import TracebackType
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from service.errors import BadSetting, DatelineError, Fault, StoreFull, StoreUnavailable
from service.store.direct import Direct, Directs

WRITER_LOCK = 0x6461746C  # any number, the same in every process: PostgreSQL's advisory lock of the one writer
_SQLITE_CACHE_KIB = 65_536
_SQLITE_MMAP_BYTES = 1 << 30
_WAL_LIMIT_BYTES = 64 << 20


def open_engine(url: str, busy_seconds: int) -> Engine:
    """An engine for SQLite or PostgreSQL. Raises BadSetting for any other URL; connects to nothing yet."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return _postgresql(parsed.set(drivername="postgresql+psycopg"), busy_seconds)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed, busy_seconds)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise _bad_url(str(error)) from error
    raise _bad_url(f"{parsed.get_backend_name()} is not known here")


def _bad_url(why: str) -> BadSetting:
    words = f"database_url: {why}; write sqlite:///file.db or postgresql+psycopg://user@host/name"
    return BadSetting(words, Fault("database_url", "bad-value", words))


Reader = Connection | Direct
"""What statements are read by: SQLAlchemy's connection to PostgreSQL, the driver's own to SQLite."""

_directs: WeakKeyDictionary[Engine, Directs] = WeakKeyDictionary()


def is_sqlite(engine: Engine | Reader) -> bool:
    """Whether the database is SQLite; else it is PostgreSQL."""
    return isinstance(engine, Direct) or engine.dialect.name == "sqlite"


def _sqlite(url: URL, busy_seconds: int) -> Engine:
    if not url.database or url.database == ":memory:":
        raise _bad_url("SQLite needs a file")
    engine = create_engine(url, pool_size=32, max_overflow=32, connect_args={"timeout": busy_seconds})

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None
        set_pragmas(connection, busy_seconds)

    _directs[engine] = Directs(str(url.database), lambda connection: set_pragmas(connection, busy_seconds))

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def set_pragmas(connection: sqlite3.Connection, busy_seconds: int) -> None:
    """Make a new SQLite connection one of ours: waiting for other writers, whole commits, foreign keys held."""
    connection.execute(f"PRAGMA busy_timeout = {busy_seconds * 1000}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        with suppress(sqlite3.OperationalError):  # a read-only file stays in the mode it is in; reads go on
            connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_SQLITE_CACHE_KIB}")
    connection.execute(f"PRAGMA mmap_size = {_SQLITE_MMAP_BYTES}")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT_BYTES}")


def _postgresql(url: URL, busy_seconds: int) -> Engine:
    # A page is a few thousand rows at most: to start other processes, or to compile, costs more than to read them.
    alone = "-c max_parallel_workers_per_gather=0 -c jit=off"
    options = f"-c lock_timeout={busy_seconds * 1000} -c timezone=UTC {alone}"
    return create_engine(
        url,
        pool_size=16,
        max_overflow=48,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": options},
        isolation_level="REPEATABLE READ",
    )


def reading(engine: Engine) -> AbstractContextManager[Reader]:
    """One state of the database from the first statement to the last."""
    directs = _directs.get(engine)
    return examining(engine) if directs is None else _Borrowed(directs, True)


def glancing(engine: Engine) -> AbstractContextManager[Reader]:
    """For a single statement: on SQLite it costs what the statement costs."""
    directs = _directs.get(engine)
    return examining(engine) if directs is None else _Borrowed(directs, False)


class _Borrowed(AbstractContextManager[Direct]):
    """A connection to SQLite while a block lasts; one that failed is not used again."""

    __slots__ = ("_begin", "_direct", "_directs")

    def __init__(self, directs: Directs, begin: bool) -> None:
        self._directs, self._begin = directs, begin

    def __enter__(self) -> Direct:
        try:
            self._direct = self._directs.take()
            if self._begin:
                self._direct.begin()
        except sqlite3.Error as error:
            raise told(error) from error
        return self._direct

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None or isinstance(error, DatelineError):
                self._direct.end()
                self._directs.give_back(self._direct)
                return
        except sqlite3.Error as ending:
            error = ending
        self._direct.close()
        if isinstance(error, sqlite3.Error):
            raise told(error) from error


@contextmanager
def examining(engine: Engine) -> Iterator[Connection]:
    """One state of the database, by SQLAlchemy's own connection on either engine."""
    with _told(), engine.connect() as connection, connection.begin():
        yield connection


def close(engine: Engine) -> None:
    """Close every connection."""
    if engine in _directs:
        _directs[engine].close()
    engine.dispose()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The one write transaction there can be at a time; others wait for it. Commits when the block ends well."""
    with _told(), engine.connect() as plain:
        connection = plain.execution_options(write=True)
        if not is_sqlite(engine):
            connection = connection.execution_options(isolation_level="READ COMMITTED")
        with connection.begin():
            if not is_sqlite(engine):
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER_LOCK})
            yield connection


@contextmanager
def at_once(engine: Engine) -> Iterator[Connection]:
    """A small write that fails at once, with StoreUnavailable, where it would have to wait for a writer.

    It may touch no table that `writing` is for: on PostgreSQL it stands beside the one writer.
    """
    with _told(), engine.connect() as plain:
        sqlite = is_sqlite(engine)
        if sqlite:
            waits = plain.connection.cursor().execute("PRAGMA busy_timeout").fetchone()[0]
            plain.connection.cursor().execute("PRAGMA busy_timeout = 0")
        try:
            with plain.execution_options(write=True).begin():
                if not sqlite:
                    plain.execute(text("SET LOCAL lock_timeout = 100"))
                yield plain
        finally:
            if sqlite:
                plain.connection.cursor().execute(f"PRAGMA busy_timeout = {waits}")


@contextmanager
def _told() -> Iterator[None]:
    """Turn the database's errors into ours, in words a user can act on."""
    try:
        yield
    except DBAPIError as error:
        raise told(error.orig or error) from error
    except sqlite3.Error as error:
        raise told(error) from error


def told(error: BaseException) -> DatelineError:
    """What a driver's error means to a user: full, unwritable, busy, or not answering."""
    words = str(error)
    lower = words.lower()
    if "full" in lower or "no space" in lower or getattr(error, "sqlstate", None) in ("53100", "53200"):
        return StoreFull(f"the database has no room left: {words}", Fault("database", "full", words))
    if "readonly" in lower or "read-only" in lower:
        return StoreUnavailable(f"the database cannot be written: {words}", Fault("database", "read-only", words))
    if "locked" in lower or "lock timeout" in lower or "busy" in lower:
        return StoreUnavailable("the database is busy with another writer", Fault("database", "busy", words))
    return StoreUnavailable(f"the database does not answer: {words}", Fault("database", "unavailable", words))
