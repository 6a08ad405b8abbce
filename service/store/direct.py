"""SQLite read without an engine in between: what a page costs is then what its rows cost.

A pooled connection with its transaction costs more than reading a hundred events. So reads of SQLite take a driver's
connection out of a free list, and give it back. It offers the little of SQLAlchemy's `Connection` that reading uses;
PostgreSQL, where the way to the server outweighs this, keeps SQLAlchemy's.
"""

from __future__ import annotations

import sqlite3
from collections import deque, namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast
from urllib.parse import quote

Row = Any
_MOST_STATEMENTS = 512


class Direct:
    """One connection to a SQLite file, for reading."""

    __slots__ = ("_connection",)

    def __init__(self, path: str, prepare: Callable[[sqlite3.Connection], None]) -> None:
        self._connection = sqlite3.connect(
            f"file:{quote(path)}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_MOST_STATEMENTS,
        )
        prepare(self._connection)
        self._connection.execute("PRAGMA query_only = ON")

    def rows(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        """All rows as plain tuples; nothing is left open."""
        return self._connection.execute(statement, values).fetchall()

    def named_rows(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        """All rows as tuples whose columns have names."""
        cursor = self._connection.execute(statement, values)
        make = _row_of(tuple(column[0] for column in cursor.description or ()))
        return [make(row) for row in cursor.fetchall()]

    def begin(self) -> None:
        """From here to `end` all reads see one state."""
        self._connection.execute("BEGIN")

    def end(self) -> None:
        """Let go of the state seen since `begin`."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@lru_cache(maxsize=512)
def _row_of(columns: tuple[str, ...]) -> Callable[[Sequence[Any]], Row]:
    named: Any = namedtuple
    return cast(Callable[[Sequence[Any]], Row], named("Row", columns, rename=True)._make)


class Directs:
    """Free connections to one file; as many are made as are in use at once."""

    def __init__(self, path: str, prepare: Callable[[sqlite3.Connection], None]) -> None:
        self._path = path
        self._prepare = prepare
        self._free: deque[Direct] = deque()

    def take(self) -> Direct:
        """A connection outside any transaction."""
        try:
            return self._free.pop()
        except IndexError:
            return Direct(self._path, self._prepare)

    def give_back(self, direct: Direct) -> None:
        """Let others have a connection."""
        self._free.append(direct)

    def close(self) -> None:
        """Close the connections that are free."""
        while self._free:
            self._free.pop().close()
