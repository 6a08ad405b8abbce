"""Events into their tables: rows, facets, memberships, former ids and counts, for one collection in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection

from service.formats.json import event_bytes
from service.store.codec import encode_head
from service.store.days import NO_DAY
from service.store.engine import is_sqlite
from service.store.facets import ACTOR, EVIDENCE, Facet, facets_of, told_text, words_of
from service.store.mentions import Index
from service.store.order import place, span_class
from service.store.values import Among, Statement, microseconds, moment_of, packed, unpacked
from service.timeline import Change
from service.timeline.model import Event

FORMER_IDS_KEPT = 8
"""So many of a dropped event's mentions answer for its id: some are left when an article goes."""

_OLD = Among(
    "SELECT e.pk, e.id, e.place, e.facets, e.stamp, e.day, t.search FROM events e JOIN tellings t ON t.pk = e.pk "
    "WHERE e.collection_pk + 0 = :collection AND e.id IN {ids}",  # by id, as in `mentions.py`
    ids="text",
)
_MEMBERS = Among(
    "SELECT event_pk, mention_pk FROM memberships WHERE event_pk IN {pks} ORDER BY event_pk, rank", pks="bigint"
)
_FREE = Among("DELETE FROM memberships WHERE event_pk IN {pks}", pks="bigint")
_DROP = Among("DELETE FROM events WHERE pk IN {pks}", pks="bigint")
_UNALIAS = Among("DELETE FROM aliases WHERE id IN {ids}", ids="text")
_ALIAS = Statement("INSERT INTO aliases (id, mention_pk) VALUES (:id, :mention_pk) ON CONFLICT DO NOTHING")
_JOIN = Statement(
    "INSERT INTO memberships (collection_pk, mention_pk, event_pk, rank) "
    "VALUES (:collection_pk, :mention_pk, :event_pk, :rank)"
)
_FACETS = Among(
    "SELECT pk, sort, value FROM facets WHERE collection_pk = :collection AND value IN {values}", values="text"
)
_NEW_FACET = Statement(
    "INSERT INTO facets (pk, collection_pk, sort, value, events) VALUES (:pk, :collection_pk, :sort, :value, 0)"
)
_NEW_WORD = Statement(
    "INSERT INTO actor_words (collection_pk, word, facet_pk) VALUES (:collection_pk, :word, :facet_pk) "
    "ON CONFLICT DO NOTHING"
)
_COUNT_FACET = Statement("UPDATE facets SET events = events + :more WHERE pk = :pk")
_DROP_FACETS = Among("DELETE FROM facets WHERE pk IN {pks} AND events <= 0", pks="bigint")
_TAG = Statement("INSERT INTO event_facets (facet_pk, place, event_pk) VALUES (:facet_pk, :place, :event_pk)")
_UNTAG = Statement("DELETE FROM event_facets WHERE facet_pk = :facet_pk AND place = :place")
_PIECE = Statement("INSERT INTO pieces (rowid, words) VALUES (:rowid, :words)")
_UNPIECE = Statement("INSERT INTO pieces (pieces, rowid, words) VALUES ('delete', :rowid, :words)")
_COLUMNS = (
    *("pk", "collection_pk", "id", "place", "span", "earliest", "latest", "day", "granularity", "relation", "status"),
    *("kind", "lightness", "publishers", "first_published_us", "last_published_us", "updated_us", "title"),
    *("stamp", "lead_pk", "facets"),
)
_INSERT = Statement(
    f"INSERT INTO events ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + column for column in _COLUMNS)})"
)
_TELL = Statement("INSERT INTO tellings (pk, body, head, search) VALUES (:pk, :body, :head, :search)")


@dataclass(slots=True)
class EventRows:
    """Writes what regrouping changed. `numbers` hands out primary keys; `now` dates the change."""

    connection: Connection
    index: Index
    collection_pk: int
    numbers: Any
    now: int
    _facet_pks: dict[Facet, int] = field(default_factory=dict)
    _facet_counts: Counter[int] = field(default_factory=Counter)

    def apply(self, change: Change) -> dict[int, int]:
        """Write the change; returns, for each day whose events are not as before, how many more count on it.

        Events that count on no day are told under NO_DAY, so the numbers sum to how many more events there are.
        """
        made = {event.id: event for event in change.made}
        rows = _OLD.run(self.connection, collection=self.collection_pk, ids=[*made, *change.dropped])
        old = {row.id: row for row in rows}
        self._know_facets(change.made)
        heads = {event.id: encode_head(event) for event in change.made}
        stamps = {event.id: stamp_of(heads[event.id], self._mention_pks(event)) for event in change.made}
        same = {id for id, stamp in stamps.items() if id in old and old[id].stamp == stamp}
        self._alias(change, [old[id] for id in change.dropped if id in old], made)
        _FREE.run(self.connection, pks=[row.pk for row in rows])
        gone = [row for row in rows if row.id not in same]
        self._remove(gone)
        fresh = [event for event in change.made if event.id not in same]
        pks = {id: row.pk for id, row in old.items()}
        pks |= {event.id: self.numbers.next("events") for event in fresh if event.id not in pks}
        new_rows = [self._row(event, pks[event.id], stamps[event.id]) for event in fresh]
        self._insert(new_rows, [self._telling(event, pks[event.id], heads[event.id]) for event in fresh])
        self._join(change.made, pks)
        self._settle_facets()
        more: Counter[int] = Counter(NO_DAY if row["day"] is None else row["day"] for row in new_rows)
        more.subtract(NO_DAY if row.day is None else row.day for row in gone)
        return dict(more)

    def _row(self, event: Event, pk: int, stamp: str) -> dict[str, Any]:
        when = event.date
        earliest = when.earliest.toordinal() if when.earliest else None
        latest = when.latest.toordinal() if when.latest else None
        published = [microseconds(mention.published) for mention in event.evidence]
        return {
            "pk": pk,
            "collection_pk": self.collection_pk,
            "id": event.id,
            "place": place(event),
            "span": span_class(earliest, latest),
            "earliest": earliest,
            "latest": latest,
            "day": day_of(event),
            "granularity": when.granularity,
            "relation": when.relation,
            "status": event.status,
            "kind": event.kind,
            "lightness": -event.weight,
            "publishers": event.sources.publishers,
            "first_published_us": min(published),
            "last_published_us": max(published),
            "updated_us": self.now,
            "title": event.title,
            "stamp": stamp,
            "lead_pk": self._lead_pk(event),
            "facets": packed([self._facet_pks[facet] for facet in facets_of(event)]),
        }

    def _telling(self, event: Event, pk: int, head: str) -> dict[str, Any]:
        body = event_bytes(event, moment_of(self.now))
        return {"pk": pk, "body": body, "head": head, "search": told_text(event)}

    def _mention_pks(self, event: Event) -> list[int]:
        return [self.index.pk_of(mention) for mention in event.evidence]

    def _lead_pk(self, event: Event) -> int:
        lead = next((mention for mention in event.evidence if mention.key == event.lead), event.evidence[0])
        return self.index.pk_of(lead)

    def _insert(self, rows: Sequence[dict[str, Any]], tellings: Sequence[dict[str, Any]]) -> None:
        _INSERT.many(self.connection, rows)
        _TELL.many(self.connection, tellings)
        tags = []
        for row in rows:
            facets = unpacked(row["facets"])
            self._facet_counts.update(facets)
            tags += [{"facet_pk": pk, "place": row["place"], "event_pk": row["pk"]} for pk in facets]
        _TAG.many(self.connection, tags)
        if is_sqlite(self.connection):
            _PIECE.many(self.connection, [event_piece(row["pk"], row["search"]) for row in tellings])

    def _remove(self, rows: Sequence[Any]) -> None:
        tags = []
        for row in rows:
            facets = unpacked(row.facets)
            self._facet_counts.subtract(facets)
            tags += [{"facet_pk": pk, "place": row.place} for pk in facets]
        _UNTAG.many(self.connection, tags)
        if is_sqlite(self.connection):
            _UNPIECE.many(self.connection, [event_piece(row.pk, row.search) for row in rows])
        if rows:
            _DROP.run(self.connection, pks=[row.pk for row in rows])

    def _join(self, events: Sequence[Event], pks: dict[str, int]) -> None:
        _JOIN.many(
            self.connection,
            [
                {
                    "collection_pk": self.collection_pk,
                    "mention_pk": self.index.pk_of(mention),
                    "event_pk": pks[event.id],
                    "rank": rank,
                }
                for event in events
                for rank, mention in enumerate(event.evidence)
            ],
        )

    def _alias(self, change: Change, dropped: Sequence[Any], made: dict[str, Event]) -> None:
        """Let ids that are no more answer through mentions they held; an id that is back answers for itself."""
        if dropped:
            names = {row.pk: row.id for row in dropped}
            kept: Counter[int] = Counter()
            rows = []
            for event_pk, mention_pk in _MEMBERS.run(self.connection, pks=list(names)):
                if mention_pk not in self.index.removed and kept[event_pk] < FORMER_IDS_KEPT:
                    kept[event_pk] += 1
                    rows.append({"id": names[event_pk], "mention_pk": mention_pk})
            _ALIAS.many(self.connection, rows)
        if made:
            _UNALIAS.run(self.connection, ids=list(made))

    def _know_facets(self, events: Sequence[Event]) -> None:
        """Find the primary key of each facet of these events, making those that are new."""
        wanted = {facet for event in events for facet in facets_of(event)}
        if not wanted:
            return
        values = {value for _, value in wanted}
        for pk, sort, value in _FACETS.run(self.connection, collection=self.collection_pk, values=values):
            self._facet_pks[sort, value] = pk
        new = [facet for facet in sorted(wanted) if facet not in self._facet_pks]
        self._facet_pks |= {facet: self.numbers.next("facets") for facet in new}
        rows = [
            {"pk": self._facet_pks[sort, value], "collection_pk": self.collection_pk, "sort": sort, "value": value}
            for sort, value in new
        ]
        _NEW_FACET.many(self.connection, rows)
        words = [
            {"collection_pk": self.collection_pk, "word": word, "facet_pk": row["pk"]}
            for row in rows
            if row["sort"] == ACTOR
            for word in words_of(str(row["value"]))
        ]
        _NEW_WORD.many(self.connection, words)

    def _settle_facets(self) -> None:
        changed = [{"pk": pk, "more": more} for pk, more in sorted(self._facet_counts.items()) if more]
        _COUNT_FACET.many(self.connection, changed)
        fewer = [row["pk"] for row in changed if row["more"] < 0]
        if fewer:
            _DROP_FACETS.run(self.connection, pks=fewer)


def day_of(event: Event) -> int | None:
    """The day an event counts on: its own if it has one, the last of a deadline, none for anything vaguer."""
    when = event.date
    if when.latest is not None and (when.earliest == when.latest or when.relation == "by"):
        return when.latest.toordinal()
    return None


def stamp_of(head: str, mention_pks: Sequence[int]) -> str:
    """A digest of all an event is: of its own words, and of its evidence, whose rows never change."""
    digest = blake2b(head.encode(), digest_size=16)
    digest.update(packed(mention_pks))
    return digest.hexdigest()


def event_piece(event_pk: int, search: str) -> dict[str, Any]:
    """The row of literal search for an event's title and names; mentions have the even numbers, events the odd."""
    return {"rowid": 2 * event_pk + 1, "words": search.partition(EVIDENCE)[0]}
