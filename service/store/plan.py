"""How a question becomes range scans. A plan is branches, each yielding (pk, place) of events from one index in order.

The narrowest thing asked for drives: a facet's own list of events, a short list of candidates, the interval index,
else the timeline itself. Everything else asked for is a condition on the events the driver yields. No plan skips rows
to reach a page: a page starts at a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from service.store.engine import Reader
from service.store.order import OPEN_EARLY, OPEN_END, UNDATED, day_prefix, longest
from service.store.values import rows_of

PLACE = "<place>"
"""Stands in conditions for an event's place, which a facet's list holds as well: no need to look the event up."""

LAST_PLACE = "~"
"""Sorts after every place."""


_PLACE_OF = itemgetter(1)
_CANDIDATES = (("candidates", "bigint"),)


@dataclass(frozen=True, slots=True)
class Branch:
    """One range scan. `source` is `events`, a facet's primary key, or a list of events' primary keys."""

    low: str = ""
    high: str = LAST_PLACE
    facet: int | None = None
    span: int | None = None
    reaches: str | None = None
    among: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Branches that together yield each event asked for; `distinct` when two may yield the same one."""

    collection_pk: int
    branches: tuple[Branch, ...]
    where: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    distinct: bool = False
    descending: bool = False

    def beyond(self, position: str | None) -> Plan:
        """The part of the plan that lies after a place, in the plan's own direction."""
        if position is None:
            return self
        cut = [
            replace(branch, high=min(branch.high, position))
            if self.descending
            else replace(branch, low=max(branch.low, position))
            for branch in self.branches
        ]
        return replace(self, branches=tuple(branch for branch in cut if branch.low < branch.high))

    def rows(self, connection: Reader, columns: str, joins: str, limit: int) -> Sequence[Any]:
        """The first `limit` events with these columns, place second, in order; `joins` join them to d(pk, place)."""
        if not self.branches:
            return ()
        inner = f"{self._union()} ORDER BY place {'DESC' if self.descending else 'ASC'} LIMIT :row_limit"
        statement = f"SELECT {columns} FROM ({inner}) d {joins}"
        found = list(_run(connection, statement, self._values(row_limit=limit), plain=True))
        found.sort(key=_PLACE_OF, reverse=self.descending)
        return found

    def pks(self, connection: Reader, limit: int) -> list[int]:
        """Primary keys of the first `limit` events."""
        if not self.branches:
            return []
        statement = f"{self._union()} ORDER BY place {'DESC' if self.descending else 'ASC'} LIMIT :row_limit"
        return [row[0] for row in _run(connection, statement, self._values(row_limit=limit))]

    def all(self, connection: Reader, columns: str, where: str = "", tail: str = "") -> Sequence[Any]:
        """Every event of the plan with these columns, in no order."""
        if not self.branches:
            return ()
        statement = f"SELECT {columns} FROM ({self._union()}) d JOIN events e ON e.pk = d.pk {where} {tail}"
        return _run(connection, statement, self._values())

    def count(self, connection: Reader) -> int:
        """How many events there are in the plan."""
        if not self.branches:
            return 0
        statement = f"SELECT count(*) FROM ({self._union()}) d"
        return int(_run(connection, statement, self._values())[0][0])

    def _union(self) -> str:
        union = " UNION " if self.distinct else " UNION ALL "
        return union.join(self._branch(number, branch) for number, branch in enumerate(self.branches))

    def _branch(self, number: int, branch: Branch) -> str:
        if branch.facet is not None:
            join = " JOIN events e ON e.pk = f.event_pk" if any("e." in condition for condition in self.where) else ""
            further = "".join(f" AND {condition}" for condition in self.where).replace(PLACE, "f.place")
            return (
                f"SELECT f.event_pk AS pk, f.place AS place FROM event_facets f{join} "
                f"WHERE f.facet_pk = :facet{number} AND f.place > :low{number} AND f.place < :high{number}{further}"
            )
        # What is computed of a column no index finds: a list of events is looked up one by one, never sought among all.
        place = "e.place || ''" if branch.among else "e.place"
        conditions = [f"{place} > :low{number}", f"{place} < :high{number}", *self.where]
        if branch.among:
            conditions.insert(0, "e.pk IN {candidates}")
        else:
            conditions.insert(0, "e.collection_pk = :collection")
        if branch.span is not None:
            conditions.insert(1, f"e.span = :span{number}")
        if branch.reaches is not None:
            conditions.append(f"substr(e.place, 8, 7) >= :reaches{number}")
        joined = " AND ".join(conditions).replace(PLACE, "e.place")
        return f"SELECT e.pk AS pk, e.place AS place FROM events e WHERE {joined}"

    def _values(self, **more: Any) -> dict[str, Any]:
        values = dict(self.params, **more)
        for number, branch in enumerate(self.branches):
            values[f"low{number}"] = branch.low
            values[f"high{number}"] = branch.high
            if branch.facet is not None:
                values[f"facet{number}"] = branch.facet
            else:
                values["collection"] = self.collection_pk
            if branch.span is not None:
                values[f"span{number}"] = branch.span
            if branch.reaches is not None:
                values[f"reaches{number}"] = branch.reaches
        return values


def _run(connection: Reader, statement: str, values: dict[str, Any], plain: bool = False) -> Sequence[Any]:
    return rows_of(connection, statement, values, _CANDIDATES if "candidates" in values else (), plain)


def touching(first: int | None, last: int | None, spans: Sequence[int]) -> tuple[Branch, ...]:
    """Branches of the events whose days touch `first`..`last` (ordinals, None: open).

    Those that begin before `first` and reach it, by class of length; those that begin inside; those without a
    beginning that end late enough. No event is in two of them.
    """
    branches = []
    if first is not None:
        for span in spans:
            if span == OPEN_END or longest(span) > 0:
                exact = span == OPEN_END or span <= 999
                low = "" if span == OPEN_END else day_prefix(first - longest(span))
                reaches = None if exact else day_prefix(first)
                branches.append(Branch(low, day_prefix(first), span=span, reaches=reaches))
    begin = "" if first is None else day_prefix(first)
    end = OPEN_EARLY if last is None else day_prefix(last + 1)
    branches.append(Branch(begin, end))
    branches.append(Branch(OPEN_EARLY + begin, UNDATED))
    return tuple(branches)
