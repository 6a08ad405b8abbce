"""The mentions of one collection as regrouping asks for them, inside the write transaction under way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import orjson
from sqlalchemy import Connection

from service.article import published_moment
from service.store.codec import decode_mention
from service.store.engine import Reader
from service.store.values import Among, link_number
from service.timeline.grouping import Held, Key
from service.timeline.model import Mention
from service.timeline.recent import Recent

KEPT_IN_MEMORY = 30_000
_LOAD = Among(
    "SELECT m.pk, m.payload, a.id, a.published, a.publisher, a.story FROM mentions m "
    "JOIN articles a ON a.pk = m.article_pk WHERE m.pk IN {pks}",
    pks="bigint",
)
_NEAR = Among(
    "SELECT DISTINCT mention_pk FROM link_keys WHERE collection_pk = :collection AND link IN {links}", links="bigint"
)
_HELD = Among(
    "SELECT s.mention_pk, e.id, e.lead_pk FROM memberships s JOIN events e ON e.pk = s.event_pk "
    "WHERE s.collection_pk = :collection AND s.mention_pk IN {pks}",
    pks="bigint",
)
# An id is of one collection alone, so the collection needs no index: "+ 0" keeps SQLite, which knows nothing of how
# many events one has, from walking over them all.
_MEMBERS = Among(
    "SELECT s.mention_pk FROM memberships s JOIN events e ON e.pk = s.event_pk "
    "WHERE e.collection_pk + 0 = :collection AND e.id IN {ids}",
    ids="text",
)
_OF_ARTICLES = Among(
    "SELECT m.pk FROM mentions m JOIN articles a ON a.pk = m.article_pk WHERE a.id IN {ids}", ids="text"
)


class Memory:
    """Mentions decoded before. A mention never changes and its key is never used again, so what is here stays true.

    Only a transaction that fails gives its keys back: then all is forgotten.
    """

    def __init__(self, most: int = KEPT_IN_MEMORY) -> None:
        self._kept: Recent[int, Mention] = Recent(most)

    def load(self, connection: Reader, pks: Iterable[int]) -> dict[int, Mention]:
        """The mentions of these primary keys, in their order; a key that is no more is left out."""
        wanted = list(dict.fromkeys(pks))
        found = {pk: mention for pk in wanted if (mention := self._kept.get(pk)) is not None}
        missing = [pk for pk in wanted if pk not in found]
        if missing:
            loaded = {
                pk: decode_mention(payload, article, *_frame(published, publisher, story))
                for pk, payload, article, published, publisher, story in _LOAD.run(connection, pks=missing)
            }
            self.keep(loaded)
            found |= loaded
        return {pk: found[pk] for pk in wanted if pk in found}

    def keep(self, mentions: Mapping[int, Mention]) -> None:
        """Remember mentions that are in the tables."""
        for pk, mention in mentions.items():
            self._kept.put(pk, mention)

    def forget(self) -> None:
        """Forget everything."""
        self._kept.clear()


def _frame(published: str, publisher: str | None, story: str) -> tuple[datetime, str | None, tuple[int, ...]]:
    return published_moment(published)[0], publisher, tuple(orjson.loads(story))


@dataclass(slots=True)
class Index:
    """`service.timeline.MentionIndex` over the tables; `removed` are gone already, `added` are there already."""

    connection: Connection
    memory: Memory
    collection_pk: int
    added: Mapping[int, Mention]
    removed: Mapping[int, Mention]
    present: dict[Key, int] = field(default_factory=dict)
    before: dict[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.present.update((mention.key, pk) for pk, mention in self.added.items())
        self.before.update((mention.key, pk) for pk, mention in self.removed.items())

    def near(self, keys: Collection[str]) -> Sequence[Mention]:
        """All mentions kept under any of these link keys."""
        links = {link_number(key) for key in keys}
        rows = _NEAR.run(self.connection, collection=self.collection_pk, links=links)
        return self._loaded([pk for (pk,) in rows])

    def events_of(self, mention_keys: Collection[Key]) -> Mapping[Key, Held]:
        """Which event held each mention before the change, and the mention that led it."""
        pks = {pk: key for key in mention_keys if (pk := self._before_pk(key)) is not None}
        rows = _HELD.run(self.connection, collection=self.collection_pk, pks=list(pks))
        leads = self._all([lead_pk for _, _, lead_pk in rows])
        self.present.update((lead.key, pk) for pk, lead in leads.items() if pk not in self.removed)
        return {pks[pk]: Held(event, leads[lead_pk]) for pk, event, lead_pk in rows}

    def members(self, event_ids: Collection[str]) -> Sequence[Mention]:
        """The present mentions of these events as they were before."""
        rows = _MEMBERS.run(self.connection, collection=self.collection_pk, ids=event_ids)
        return self._loaded([pk for (pk,) in rows if pk not in self.removed])

    def pk_of(self, mention: Mention) -> int:
        """The primary key of a present mention."""
        pk = self.present.get(mention.key)
        if pk is None:
            rows = _OF_ARTICLES.run(self.connection, ids=[mention.article])
            self._loaded([pk for (pk,) in rows if pk not in self.removed])
            pk = self.present[mention.key]
        return pk

    def _before_pk(self, key: Key) -> int | None:
        if key in self.before:
            return self.before[key]
        pk = self.present.get(key)
        return None if pk in self.added else pk

    def _loaded(self, pks: Sequence[int]) -> list[Mention]:
        found = self._all(pks)
        self.present.update((mention.key, pk) for pk, mention in found.items())
        return list(found.values())

    def _all(self, pks: Iterable[int]) -> dict[int, Mention]:
        own = {**self.removed, **self.added}
        wanted = list(dict.fromkeys(pks))
        found = self.memory.load(self.connection, [pk for pk in wanted if pk not in own])
        return {pk: own[pk] if pk in own else found[pk] for pk in wanted}
