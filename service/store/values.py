"""Small translations between Python's values and what the tables hold."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import Connection

from service.store.direct import Direct
from service.store.engine import Reader, is_sqlite

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PARAMETER = re.compile(r"(?<!:):([a-z]\w*)")
LONGEST_VALUE = 300


def microseconds(moment: datetime) -> int:
    """Whole microseconds from 1970 (UTC) to an aware moment; negative before."""
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(value: int) -> datetime:
    """The moment, in UTC, that `microseconds` counted."""
    return _EPOCH + timedelta(microseconds=value)


def now_microseconds() -> int:
    """The present moment; the store dates changes by it, nothing else."""
    return microseconds(datetime.now(UTC))


def link_number(key: str) -> int:
    """A link key as 64 bits with a sign. Keys that share a number make lookups find more, never less."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def packed(numbers: Sequence[int]) -> bytes:
    """Whole numbers of 64 bits as bytes."""
    return struct.pack(f"<{len(numbers)}q", *numbers)


def unpacked(raw: bytes) -> tuple[int, ...]:
    """The numbers that `packed` packed."""
    return struct.unpack(f"<{len(raw) // 8}q", raw)


def name_key(name: str) -> str:
    """A name as it is compared: without case, accents and extra blanks.

    >>> name_key("Recep Tayyip  ERDOĞAN")
    'recep tayyip erdogan'
    """
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name)
        name = "".join([letter for letter in apart if not unicodedata.combining(letter)])
    return " ".join(name.casefold().split())[:LONGEST_VALUE]


@lru_cache(maxsize=2048)
def spelled(statement: str, sqlite: bool, lists: tuple[tuple[str, str], ...] = ()) -> str:
    """A statement as the engine's driver wants it: `:name` is a parameter, `{name}` the values of a list.

    Statements go to the driver as they are written here; on reads of a hundred rows that halves what they cost.
    """
    for name, kind in lists:
        values = f"(SELECT value FROM json_each(:{name}))" if sqlite else f"(SELECT unnest(CAST(:{name} AS {kind}[])))"
        statement = statement.replace("{" + name + "}", values)
    return statement if sqlite else _PARAMETER.sub(r"%(\1)s", statement)


def rows_of(
    connection: Reader,
    statement: str,
    values: dict[str, Any],
    lists: tuple[tuple[str, str], ...] = (),
    plain: bool = False,
) -> Sequence[Any]:
    """All rows a statement gives; none where it gives none. `plain` rows need no names for their columns."""
    sqlite = is_sqlite(connection)
    for name, _ in lists:
        values[name] = orjson.dumps(list(values[name])).decode() if sqlite else list(values[name])
    if isinstance(connection, Direct):
        read = connection.rows if plain else connection.named_rows
        return read(spelled(statement, True, lists), values)
    result = connection.exec_driver_sql(spelled(statement, sqlite, lists), values)
    return result.fetchall() if result.returns_rows else ()


class Among:
    """A statement with lists among its parameters, written once for both engines.

    `{name}` in the statement stands for the list's values; `kinds` says what each list holds.
    """

    def __init__(self, statement: str, **kinds: str) -> None:
        self._statement = statement
        self._lists = tuple(kinds.items())

    def run(self, connection: Reader, **values: Any) -> Sequence[Any]:
        """All rows, or none for a statement that returns none."""
        return rows_of(connection, self._statement, values, self._lists)


class Statement:
    """A statement prepared once."""

    def __init__(self, statement: str) -> None:
        self._statement = statement

    def run(self, connection: Reader, **values: Any) -> Sequence[Any]:
        """All rows, or none for a statement that returns none."""
        return rows_of(connection, self._statement, values)

    def plain(self, connection: Reader, **values: Any) -> Sequence[Any]:
        """All rows, whose columns have no names."""
        return rows_of(connection, self._statement, values, plain=True)

    def many(self, connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
        """Run once for each row of parameters."""
        rows = list(rows)
        if rows:
            connection.exec_driver_sql(spelled(self._statement, is_sqlite(connection)), rows)
