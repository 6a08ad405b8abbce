"""Collections' versions for the price of one key read: what every answer out of a cache, and every 304, costs at least.

A pooled connection with its transaction costs thirty times the read itself. So each thread keeps a connection of its
own that only ever reads this one row; a statement read to its end leaves no transaction open.
"""

from __future__ import annotations

import sqlite3
import threading
from urllib.parse import quote

_READ = "SELECT name, version, changed, articles, events FROM collections WHERE name = ?"
_WAIT_SECONDS = 5


class Versions:
    """Reads rows of `collections` in a SQLite file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def read(self, name: str) -> tuple[str, int, int, int, int] | None:
        """Name, version, moment of change (microseconds), articles and events of a collection; None when there is none.

        None, too, when the file cannot be read this way: whoever asks again by the pool is told what is wrong.
        """
        try:
            connection = getattr(self._own, "connection", None) or self._open()
            rows = connection.execute(_READ, (name,)).fetchall()
        except sqlite3.Error:
            return None
        return rows[0] if rows else None

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(self._path)}?mode=ro", uri=True, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        self._own.connection = connection
        with self._lock:
            self._opened.append(connection)
        return connection

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            opened, self._opened = self._opened, []
        self._own = threading.local()
        for connection in opened:
            connection.close()
