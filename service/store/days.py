"""The days of a timeline: sums kept for each collection, and the same sums made for a narrower question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection

from service.question import Question
from service.store.engine import Reader
from service.store.model import Day
from service.store.plan import Plan
from service.store.values import Among, Statement, packed, unpacked
from service.timeline.days import COUNTS, DayCount, day_weight, total

NO_DAY = -1
_BITS = len(COUNTS)
_COLUMNS = ("events", *COUNTS, "lightness", "lead_id", "lead_title")
_READ = Among("SELECT * FROM collection_days WHERE collection_pk = :collection AND day IN {days}", days="bigint")
_LEAD = Among(
    "SELECT e.day, e.id, e.title FROM events e JOIN (SELECT v.day, (SELECT x.pk FROM events x "
    "WHERE x.collection_pk = :collection AND x.day = v.day ORDER BY x.lightness, x.place LIMIT 1) AS pk "
    "FROM (SELECT day FROM collection_days WHERE collection_pk = :collection AND day IN {days}) v) w ON w.pk = e.pk",
    days="bigint",
)
_WRITE = Statement(
    f"INSERT INTO collection_days (collection_pk, day, {', '.join(_COLUMNS)}) "
    f"VALUES (:collection_pk, :day, {', '.join(':' + name for name in _COLUMNS)}) "
    f"ON CONFLICT (collection_pk, day) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in _COLUMNS)}"
)
_CLEAR = Statement("DELETE FROM collection_days WHERE collection_pk = :collection_pk AND day = :day")
_READY = "SELECT day, events, named, lightness, lead_id, lead_title FROM collection_days"
_ALL = Statement(
    f"{_READY} WHERE collection_pk = :collection AND day >= :first AND day <= :last AND events > 0 ORDER BY day"
)
_TOP = Statement(
    f"{_READY} WHERE collection_pk = :collection AND day >= :first AND day <= :last AND events > 0 "
    "ORDER BY lightness, day LIMIT :top"
)
_COUNTS_OF = Among(
    "SELECT DISTINCT a.pk, a.days FROM memberships s JOIN mentions m ON m.pk = s.mention_pk "
    "JOIN articles a ON a.pk = m.article_pk "
    "WHERE s.collection_pk + 0 = :collection AND s.event_pk IN {pks}",  # by event, as in `mentions.py`
    pks="bigint",
)


def packed_counts(counts: Sequence[DayCount]) -> bytes:
    """What one article counts for, by day: each count is 0 or 1, so a day and its counts are one number."""
    return packed([count.day.toordinal() << _BITS | _bits(count) for count in counts])


def unpacked_counts(raw: bytes) -> tuple[DayCount, ...]:
    """The counts that `packed_counts` packed."""
    return tuple(
        DayCount(date.fromordinal(number >> _BITS), *((number >> bit) & 1 for bit in range(_BITS)))
        for number in unpacked(raw)
    )


def _bits(count: DayCount) -> int:
    return sum(bool(getattr(count, name)) << bit for bit, name in enumerate(COUNTS))


class Change:
    """How the sums of a collection's days change in one transaction."""

    def __init__(self) -> None:
        self.sums: dict[int, list[int]] = {}

    def add(self, counts: Iterable[DayCount], sign: int = 1) -> None:
        """Count an article in, or with -1 out."""
        for count in counts:
            sums = self.sums.setdefault(count.day.toordinal(), [0] * _BITS)
            for at, name in enumerate(COUNTS):
                sums[at] += sign * getattr(count, name)


def settle(connection: Connection, collection_pk: int, change: Change, events: Mapping[int, int]) -> None:
    """Bring the rows of changed days up to date: sums, number of events, weight and leading event."""
    touched = sorted({day for day in (*change.sums, *events) if day != NO_DAY})
    if not touched:
        return
    known = {row.day: row for row in _READ.run(connection, collection=collection_pk, days=touched)}
    rows = []
    for day in touched:
        row = known.get(day)
        sums = change.sums.get(day, [0] * _BITS)
        counts = [(getattr(row, name) if row else 0) + more for name, more in zip(COUNTS, sums, strict=True)]
        weight = day_weight(DayCount(date.fromordinal(day), *counts))
        rows.append({
            "collection_pk": collection_pk,
            "day": day,
            "events": (row.events if row else 0) + events.get(day, 0),
            **dict(zip(COUNTS, counts, strict=True)),
            "lightness": -weight,
            "lead_id": row.lead_id if row else None,
            "lead_title": row.lead_title if row else None,
        })  # fmt: skip
    _WRITE.many(connection, [row for row in rows if _counts(row)])
    _CLEAR.many(connection, [{"collection_pk": collection_pk, "day": r["day"]} for r in rows if not _counts(r)])
    _lead(connection, collection_pk, [row for row in rows if row["day"] in events and _counts(row)])


def _counts(row: Mapping[str, Any]) -> bool:
    return any(row[name] for name in ("events", *COUNTS))


def _lead(connection: Connection, collection_pk: int, rows: Sequence[dict[str, Any]]) -> None:
    found = _LEAD.run(connection, collection=collection_pk, days=[row["day"] for row in rows]) if rows else ()
    leads = {day: (lead_id, title) for day, lead_id, title in found}
    for row in rows:
        row["lead_id"], row["lead_title"] = leads.get(row["day"], (None, None))
    _WRITE.many(connection, rows)


def kept_ready(question: Question) -> bool:
    """Whether the sums kept for the whole collection answer the question: it asks for nothing but days."""
    plain = Question()
    free = {
        "start",
        "end",
        "top",
        "order",
        "collection",
        "limit",
        "cursor",
        "count",
        "evidence",
        "fields",
        "tz",
        "format",
    }
    return all(
        getattr(question, field.name) == getattr(plain, field.name)
        for field in fields(Question)
        if field.name not in free | {"undated"}
    )


def ready_days(connection: Reader, collection_pk: int, question: Question) -> tuple[Day, ...]:
    """The days of the whole collection, from the sums kept."""
    first, last = bounds(question)
    asked = {"collection": collection_pk, "first": first, "last": last}
    if question.top is None:
        rows = _ALL.plain(connection, **asked)
    else:
        rows = sorted(_TOP.plain(connection, **asked, top=question.top))
    days = [Day(date.fromordinal(day), events, told, -lightness, *lead) for day, events, told, lightness, *lead in rows]
    return tuple(days[::-1] if question.order == "desc" else days)


def chosen_days(connection: Reader, collection_pk: int, plan: Plan, question: Question) -> tuple[Day, ...]:
    """The days on which the events of a plan count, weighed by the articles that tell of these events."""
    first, last = bounds(question)
    columns = "e.day AS day, e.place AS place, e.pk AS pk, e.lightness AS lightness, e.id AS id, e.title AS title"
    found = [row for row in plan.all(connection, columns, "WHERE e.day IS NOT NULL") if first <= row.day <= last]
    events: dict[int, list[Any]] = {}
    for row in found:
        events.setdefault(row.day, []).append(row)
    raw = _COUNTS_OF.run(connection, collection=collection_pk, pks=[row.pk for row in found]) if found else ()
    counts = (count for _, days in raw for count in unpacked_counts(days))
    return made_days({day: _leading(rows) for day, rows in events.items()}, counts, question)


def _leading(rows: Sequence[Any]) -> tuple[int, str, str]:
    lead = min(rows, key=lambda row: (row.lightness, row.place))
    return len(rows), lead.id, lead.title


def made_days(
    events: Mapping[int, tuple[int, str, str]], counts: Iterable[DayCount], question: Question
) -> tuple[Day, ...]:
    """Days from their events (how many; id and title of the weightiest) and the counts of the articles in question."""
    by_day: dict[int, list[DayCount]] = {}
    for count in counts:
        if count.day.toordinal() in events:
            by_day.setdefault(count.day.toordinal(), []).append(count)
    days = []
    for day, (number, lead_id, title) in events.items():
        summed = total(by_day.get(day) or [DayCount(date.fromordinal(day))])
        days.append(Day(date.fromordinal(day), number, summed.named, day_weight(summed), lead_id, title))
    if question.top is not None:
        days = sorted(days, key=lambda day: (-day.weight, day.date))[: question.top]
    return tuple(sorted(days, key=lambda day: day.date, reverse=question.order == "desc"))


def bounds(question: Question) -> tuple[int, int]:
    """First and last day asked for, as ordinals; the calendar's own where it is left open."""
    first = question.start or date.min
    last = question.end or date.max
    return first.toordinal(), last.toordinal()
