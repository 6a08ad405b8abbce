"""Taking articles in and out: one batch, one transaction, every collection regrouped once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection

from service.article import Article, published_text
from service.store import days
from service.store.codec import encode_mention
from service.store.engine import is_sqlite
from service.store.eventrows import EventRows, event_piece
from service.store.mentions import Index, Memory
from service.store.model import DEFAULT_COLLECTION
from service.store.values import Among, Statement, link_number, microseconds, packed, unpacked
from service.text import fold
from service.timeline import link_keys, regroup
from service.timeline.days import DayCount
from service.timeline.model import Mention

ADDED, UNCHANGED, REPLACED, JOINED, CONFLICT = "added", "unchanged", "replaced", "joined", "conflict"

_KNOWN = Among("SELECT * FROM articles WHERE id IN {ids}", ids="text")
_WHERE = Among("SELECT article_pk, collection_pk FROM article_collections WHERE article_pk IN {pks}", pks="bigint")
_COLLECTIONS = Among("SELECT pk, name FROM collections WHERE name IN {names}", names="text")
_NEW_COLLECTION = Statement(
    "INSERT INTO collections (pk, name, version, changed, articles, events) VALUES (:pk, :name, 0, :now, 0, 0)"
)
_GROW = Statement(
    "UPDATE collections SET version = version + 1, changed = :now, articles = articles + :articles, "
    "events = events + :events WHERE pk = :pk"
)
_ARTICLE = Statement(
    "INSERT INTO articles (pk, id, text, title, publisher, url, language, published, published_us, taken_us, story, "
    "days) VALUES (:pk, :id, :text, :title, :publisher, :url, :language, :published, :published_us, :taken_us, "
    ":story, :days)"
)
_REPLACE = Statement(
    "UPDATE articles SET text = :text, title = :title, publisher = :publisher, url = :url, language = :language, "
    "published = :published, published_us = :published_us, taken_us = :taken_us, story = :story, "
    "days = :days WHERE pk = :pk"
)
_MENTION = Statement(
    "INSERT INTO mentions (pk, article_pk, payload, links) VALUES (:pk, :article_pk, :payload, :links)"
)
_LINK = Statement("INSERT INTO link_keys (collection_pk, link, mention_pk) VALUES (:collection_pk, :link, :mention_pk)")
_UNLINK = Statement(
    "DELETE FROM link_keys WHERE collection_pk = :collection_pk AND link = :link AND mention_pk = :mention_pk"
)
_PLACE = Statement("INSERT INTO article_collections (collection_pk, article_pk) VALUES (:collection_pk, :article_pk)")
_UNPLACE = Statement(
    "DELETE FROM article_collections WHERE collection_pk = :collection_pk AND article_pk = :article_pk"
)
_MENTIONS_OF = Among("SELECT pk, article_pk, links FROM mentions WHERE article_pk IN {pks}", pks="bigint")
_DROP_MENTIONS = Among("DELETE FROM mentions WHERE pk IN {pks}", pks="bigint")
_DROP_ARTICLES = Among("DELETE FROM articles WHERE pk IN {pks}", pks="bigint")
_PIECE = Statement("INSERT INTO pieces (rowid, words) VALUES (:rowid, :words)")
_UNPIECE = Statement("INSERT INTO pieces (pieces, rowid, words) VALUES ('delete', :rowid, :words)")
_COUNTERS = Statement("SELECT name, value FROM counters")
_COUNTED = Statement("UPDATE counters SET value = :value WHERE name = :name")


@dataclass(frozen=True, slots=True)
class Ready:
    """An article that was read: all that taking it in needs."""

    article: Article
    mentions: tuple[Mention, ...]
    days: tuple[DayCount, ...] = ()


class Numbers:
    """Primary keys, handed out under the writer's lock and never twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._values: dict[str, int] = dict(tuple(row) for row in _COUNTERS.run(connection))
        self._before = dict(self._values)

    def next(self, name: str) -> int:
        """The next primary key of a table."""
        self._values[name] += 1
        return self._values[name]

    def save(self) -> None:
        """Write down what was handed out."""
        changed = [{"name": n, "value": v} for n, v in self._values.items() if v != self._before[n]]
        _COUNTED.many(self._connection, changed)


@dataclass(slots=True)
class _Turn:
    """What happens to one collection in this transaction."""

    added: dict[int, Mention] = field(default_factory=dict)
    removed: dict[int, Mention] = field(default_factory=dict)
    articles: int = 0
    days: days.Change = field(default_factory=days.Change)


@dataclass(slots=True)
class Writer:
    """One write transaction. `now` (microseconds) dates every change made in it."""

    connection: Connection
    memory: Memory
    now: int
    numbers: Numbers = field(init=False)
    made: dict[int, Mention] = field(default_factory=dict)
    """The mentions that are new, by primary key: once committed, nobody needs to decode them to see them again."""
    _turns: dict[int, _Turn] = field(default_factory=dict)
    _links: dict[int, list[int]] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)
    _rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _outdated: list[int] = field(default_factory=list)
    _dropped: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = Numbers(self.connection)

    def take(self, batch: Sequence[Ready], collections: Sequence[str], replace: bool) -> list[str]:
        """Take in articles with ids that differ; says of each what became of it. `finish` must follow."""
        wanted = self._collections(collections)
        known = {row.id: row for row in _KNOWN.run(self.connection, ids=[ready.article.id for ready in batch])}
        places = self._places([row.pk for row in known.values()])
        outcomes = []
        for ready in batch:
            row = known.get(ready.article.id)
            if row is None:
                self._add(ready, wanted)
                outcomes.append(ADDED)
            elif _same(row, ready.article):
                new = [pk for pk in wanted if pk not in places[row.pk]]
                self._join(row, new)
                outcomes.append(JOINED if new else UNCHANGED)
            elif replace:
                self._replace(row, ready, places[row.pk], wanted)
                outcomes.append(REPLACED)
            else:
                outcomes.append(CONFLICT)
        return outcomes

    def remove(self, ids: Sequence[str], collection: str | None = None) -> int:
        """Take articles out of a collection, or of all; one left in none is deleted. Returns how many were found."""
        rows = _KNOWN.run(self.connection, ids=ids)
        places = self._places([row.pk for row in rows])
        only = None if collection is None else set(self._collections([collection]))
        found = 0
        for row in rows:
            leaving = [pk for pk in places[row.pk] if only is None or pk in only]
            found += bool(leaving or not places[row.pk])
            self._leave(row, leaving)
            if len(leaving) == len(places[row.pk]):
                self._dropped.append(row.pk)
        return found

    def remove_collection(self, collection_pk: int) -> int:
        """Delete a collection with all it holds; articles that are in no other go too. Returns how many it held.

        The default one is there again at once, with nothing in it, as in a new database.
        """
        self._know([collection_pk])
        rows = _HELD_BY.run(self.connection, collection_pk=collection_pk)
        places = self._places([pk for (pk,) in rows])
        self._dropped += [pk for pk, held in places.items() if held == [collection_pk]]
        if is_sqlite(self.connection):
            heads = _HEADS.run(self.connection, collection_pk=collection_pk)
            _UNPIECE.many(self.connection, [event_piece(pk, search) for pk, search in heads])
        _DROP_TAGS.run(self.connection, collection_pk=collection_pk)
        _DROP_COLLECTION.run(self.connection, collection_pk=collection_pk)
        if self._names[collection_pk] == DEFAULT_COLLECTION:
            self._collections([DEFAULT_COLLECTION])
        return len(rows)

    def finish(self) -> None:
        """Regroup every collection that changed, raise its version, and delete what nothing holds any more."""
        self._flush()
        for collection_pk in sorted(self._turns):
            self._regroup(collection_pk, self._turns[collection_pk])
        self._forget_mentions(self._outdated)
        if self._dropped:
            self._forget_mentions([row.pk for row in _MENTIONS_OF.run(self.connection, pks=self._dropped)])
            _DROP_ARTICLES.run(self.connection, pks=self._dropped)
        self.numbers.save()

    def _regroup(self, collection_pk: int, turn: _Turn) -> None:
        index = Index(self.connection, self.memory, collection_pk, turn.added, turn.removed)
        change = regroup(index, list(turn.added.values()), list(turn.removed.values()), self._names[collection_pk])
        more = EventRows(self.connection, index, collection_pk, self.numbers, self.now).apply(change)
        days.settle(self.connection, collection_pk, turn.days, more)
        events = sum(more.values())
        _GROW.run(self.connection, pk=collection_pk, now=self.now, articles=turn.articles, events=events)

    def _add(self, ready: Ready, collections: Sequence[int]) -> None:
        pk = self.numbers.next("articles")
        self._put("article", self._article_row(pk, ready))
        mentions = self._new_mentions(pk, ready.mentions, ready.mentions)
        self._enter(pk, collections, mentions, ready.days)

    def _replace(self, row: Any, ready: Ready, places: Sequence[int], wanted: Sequence[int]) -> None:
        """Put another content in an article's place; mentions that stay the same keep their row and their event."""
        old = self._mentions_of([row.pk])
        staying = {mention: pk for pk, mention in old.items()}
        kept = {pk for mention in ready.mentions if (pk := staying.get(mention)) is not None}
        gone = {pk: mention for pk, mention in old.items() if pk not in kept}
        before = days.unpacked_counts(row.days)
        for collection_pk in places:
            turn = self._turn(collection_pk)
            turn.removed |= gone
            turn.days.add(before, -1)
            turn.days.add(ready.days)
        self._unlink(gone, places)
        self._outdated += gone
        self._put("replace", self._article_row(row.pk, ready))
        new = self._new_mentions(row.pk, [m for m in ready.mentions if m not in staying], ready.mentions)
        for collection_pk in places:
            self._link(collection_pk, new)
        joining = [pk for pk in wanted if pk not in places]
        self._enter(row.pk, joining, {**{pk: old[pk] for pk in kept}, **new}, ready.days)

    def _join(self, row: Any, collections: Sequence[int]) -> None:
        if collections:
            self._enter(row.pk, collections, self._mentions_of([row.pk]), days.unpacked_counts(row.days))

    def _enter(
        self, article_pk: int, collections: Sequence[int], mentions: Mapping[int, Mention], counts: Sequence[DayCount]
    ) -> None:
        for collection_pk in collections:
            self._put("place", {"collection_pk": collection_pk, "article_pk": article_pk})
            self._link(collection_pk, mentions)
            turn = self._turn(collection_pk)
            turn.articles += 1
            turn.days.add(counts)

    def _leave(self, row: Any, collections: Sequence[int]) -> None:
        mentions = self._mentions_of([row.pk])
        counts = days.unpacked_counts(row.days)
        self._unlink(mentions, collections)
        for collection_pk in collections:
            _UNPLACE.run(self.connection, collection_pk=collection_pk, article_pk=row.pk)
            turn = self._turn(collection_pk)
            turn.removed |= mentions
            turn.articles -= 1
            turn.days.add(counts, -1)

    def _link(self, collection_pk: int, mentions: Mapping[int, Mention]) -> None:
        self._turn(collection_pk).added |= mentions
        for pk, mention in mentions.items():
            for link in self._links.get(pk) or _links(mention):
                self._put("link", {"collection_pk": collection_pk, "link": link, "mention_pk": pk})

    def _unlink(self, mentions: Mapping[int, Mention], collections: Iterable[int]) -> None:
        """Take mentions out of the index; the keys are those stored, whatever release made them."""
        stored = _LINKS_OF.run(self.connection, pks=list(mentions)) if mentions else ()
        _UNLINK.many(
            self.connection,
            [
                {"collection_pk": collection_pk, "link": link, "mention_pk": pk}
                for collection_pk in collections
                for pk, links in stored
                for link in unpacked(links)
            ],
        )

    def _new_mentions(
        self, article_pk: int, mentions: Iterable[Mention], whole: Sequence[Mention]
    ) -> dict[int, Mention]:
        story = _story(whole)
        made = {self.numbers.next("mentions"): mention for mention in mentions}
        for pk, mention in made.items():
            row = {"pk": pk, "article_pk": article_pk, "payload": encode_mention(mention, story)}
            links = self._links[pk] = _links(mention)
            self._put("mention", row | {"links": packed(links)})
            self._put("piece", _piece(pk, mention))
        self.made |= made
        return made

    def _article_row(self, pk: int, ready: Ready) -> dict[str, Any]:
        article = ready.article
        return {
            "pk": pk,
            "id": article.id,
            "text": article.text,
            "title": article.title,
            "publisher": article.publisher,
            "url": article.url,
            "language": article.language,
            "published": published_text(article),
            "published_us": microseconds(article.published),
            "taken_us": self.now,
            "story": orjson.dumps(_story(ready.mentions)).decode(),
            "days": days.packed_counts(ready.days),
        }

    def _put(self, table: str, row: dict[str, Any]) -> None:
        self._rows.setdefault(table, []).append(row)

    def _flush(self) -> None:
        order = (
            *(("article", _ARTICLE), ("replace", _REPLACE), ("mention", _MENTION)),
            *(("link", _LINK), ("place", _PLACE)),
        )
        for table, statement in order:
            statement.many(self.connection, self._rows.get(table, ()))
        if is_sqlite(self.connection):
            _PIECE.many(self.connection, self._rows.get("piece", ()))
        self._rows = {}

    def _forget_mentions(self, pks: Sequence[int]) -> None:
        if not pks:
            return
        if is_sqlite(self.connection):
            found = self.memory.load(self.connection, pks)
            _UNPIECE.many(self.connection, [_piece(pk, mention) for pk, mention in found.items()])
        _DROP_MENTIONS.run(self.connection, pks=pks)

    def _mentions_of(self, articles: Sequence[int]) -> dict[int, Mention]:
        rows = _MENTIONS_OF.run(self.connection, pks=articles)
        return self.memory.load(self.connection, [row.pk for row in rows])

    def _places(self, articles: Sequence[int]) -> dict[int, list[int]]:
        """The collections each article is in."""
        places: dict[int, list[int]] = {pk: [] for pk in articles}
        for article_pk, collection_pk in _WHERE.run(self.connection, pks=articles) if articles else ():
            places[article_pk].append(collection_pk)
        self._know([pk for row in places.values() for pk in row])
        return places

    def _collections(self, names: Sequence[str]) -> list[int]:
        """Primary keys of collections by name, made where they are not there yet."""
        found = {name: pk for pk, name in _COLLECTIONS.run(self.connection, names=names)}
        for name in names:
            if name not in found:
                found[name] = self.numbers.next("collections")
                _NEW_COLLECTION.run(self.connection, pk=found[name], name=name, now=self.now)
        self._names.update((pk, name) for name, pk in found.items())
        return list(dict.fromkeys(found[name] for name in names))

    def _know(self, pks: Sequence[int]) -> None:
        unknown = {pk for pk in pks if pk not in self._names}
        if unknown:
            self._names.update(tuple(row) for row in _NAMES.run(self.connection, pks=unknown))

    def _turn(self, collection_pk: int) -> _Turn:
        return self._turns.setdefault(collection_pk, _Turn())


_HELD_BY = Statement("SELECT article_pk FROM article_collections WHERE collection_pk = :collection_pk")
_HEADS = Statement(
    "SELECT e.pk, t.search FROM events e JOIN tellings t ON t.pk = e.pk WHERE e.collection_pk = :collection_pk"
)
_DROP_TAGS = Statement(
    "DELETE FROM event_facets WHERE facet_pk IN (SELECT pk FROM facets WHERE collection_pk = :collection_pk)"
)
_DROP_COLLECTION = Statement("DELETE FROM collections WHERE pk = :collection_pk")
_LINKS_OF = Among("SELECT pk, links FROM mentions WHERE pk IN {pks}", pks="bigint")
_NAMES = Among("SELECT pk, name FROM collections WHERE pk IN {pks}", pks="bigint")


def _links(mention: Mention) -> list[int]:
    return sorted({link_number(key) for key in link_keys(mention)})


def _story(mentions: Sequence[Mention]) -> tuple[int, ...]:
    return mentions[0].story if mentions else ()


def _piece(mention_pk: int, mention: Mention) -> dict[str, Any]:
    return {"rowid": 2 * mention_pk, "words": fold(mention.text)}


def _same(row: Any, article: Article) -> bool:
    """Whether a stored article says what this one says: text, title, moment and what is known of its offset, source."""
    stored = (row.text, row.title, row.published, row.publisher, row.url)
    return stored == (article.text, article.title, published_text(article), article.publisher, article.url)
