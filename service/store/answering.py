"""Answers from the tables: pages of a timeline, days, single events, articles, actors, collections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from service.article import Article, published_moment
from service.errors import BadQuestion, Fault, Moved, NotFound
from service.question import Question
from service.store.asking import Asking
from service.store.codec import decode_head
from service.store.cursors import seal, unseal
from service.store.engine import Reader
from service.store.facets import WHO
from service.store.mentions import Memory
from service.store.model import ActorCount, Bodies, Collection, Kept, Page, Told
from service.store.offered import actors_named, first_heads
from service.store.plan import LAST_PLACE, Branch, Plan
from service.store.values import LONGEST_VALUE, Among, Statement, link_number, moment_of
from service.timeline.model import Event, Mention

RANKED_WHOLE = 1000
"""So many events are ranked by weight at most; where more are asked for, the timeline is walked by weight."""

_COLLECTION = Statement("SELECT pk, name, version, changed, articles, events FROM collections WHERE name = :name")
_COLLECTIONS = Statement("SELECT pk, name, version, changed, articles, events FROM collections ORDER BY name")
_EVIDENCE = Among(
    "SELECT event_pk, mention_pk FROM memberships WHERE event_pk IN {pks} ORDER BY event_pk, rank", pks="bigint"
)
_EVENT = Statement("SELECT e.pk, t.head, e.updated_us FROM events e JOIN tellings t ON t.pk = e.pk WHERE e.id = :id")
_FORMER = Statement(
    "SELECT e.id FROM aliases a JOIN memberships s ON s.mention_pk = a.mention_pk JOIN events e ON e.pk = s.event_pk "
    "WHERE a.id = :id ORDER BY e.lightness, e.place LIMIT 1"
)
_NEAR = Among(
    "SELECT DISTINCT k.mention_pk FROM events e JOIN link_keys k ON k.collection_pk = e.collection_pk "
    "WHERE e.id = :id AND k.link IN {links}",
    links="bigint",
)
_ARTICLE = Statement("SELECT * FROM articles WHERE id = :id")
_ARTICLES = Statement(
    "SELECT a.* FROM article_collections s JOIN articles a ON a.pk = s.article_pk "
    "WHERE s.collection_pk = :collection AND a.pk > :after ORDER BY s.article_pk LIMIT :most"
)
_PLACES = Among(
    "SELECT s.article_pk, c.name FROM article_collections s JOIN collections c ON c.pk = s.collection_pk "
    "WHERE s.article_pk IN {pks} ORDER BY c.name",
    pks="bigint",
)
_MENTIONS = Statement("SELECT pk FROM mentions WHERE article_pk = :article ORDER BY pk")
_BY = Statement(
    "SELECT m.pk FROM article_collections s JOIN articles a ON a.pk = s.article_pk JOIN mentions m "
    "ON m.article_pk = a.pk WHERE s.collection_pk = :collection AND a.published_us <= :moment LIMIT :most"
)
_ACTORS = Statement(
    "SELECT pk, value, events FROM facets WHERE collection_pk = :collection AND sort = :sort "
    "AND (events < :events OR (events = :events AND value > :value)) ORDER BY events DESC, value LIMIT :most"
)


def collection_named(connection: Reader, name: str) -> Collection:
    """The collection of a name. Raises BadQuestion, naming the nearest, when there is none."""
    rows = _COLLECTION.plain(connection, name=name)
    if rows:
        return _collection(rows[0])
    from difflib import get_close_matches

    near = get_close_matches(name, [one.name for one in collections(connection)], 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    words = f"collection: there is none named {name}{hint}"
    raise BadQuestion(words, Fault("collection", "unknown-collection", words))


def collections(connection: Reader) -> tuple[Collection, ...]:
    """All collections by name."""
    return tuple(map(_collection, _COLLECTIONS.plain(connection)))


def _collection(row: Any) -> Collection:
    pk, name, version, changed, articles, events = row
    return Collection(name, version, moment_of(changed), articles, events, pk)


def mentions_by(connection: Reader, collection_pk: int, moment: int, most: int) -> list[int]:
    """Primary keys of a collection's mentions published by a moment. Raises BadQuestion when there are too many."""
    rows = _BY.run(connection, collection=collection_pk, moment=moment, most=most + 1)
    if len(rows) > most:
        words = f"as_of: more than {most} mentions to regroup; ask of a smaller collection"
        raise BadQuestion(words, Fault("as_of", "too-many", words))
    return [pk for (pk,) in rows]


_RENDERED = ("d.pk, d.place, t.body", "JOIN tellings t ON t.pk = d.pk")
_WHOLE = ("d.pk, d.place, t.head, e.updated_us", "JOIN tellings t ON t.pk = d.pk JOIN events e ON e.pk = d.pk")


class Answers:
    """Answers within one read transaction."""

    def __init__(self, connection: Reader, memory: Memory, secret: str) -> None:
        self._connection = connection
        self._memory = memory
        self._secret = secret

    def page(self, collection: Collection, question: Question, spans: Sequence[int], whole: bool) -> Page[Told]:
        """One page of the collection's timeline."""
        after = unseal(self._secret, question.binding(), question.cursor) if question.cursor else None
        plan = self.plan(collection.pk, question, spans)
        total = plan.count(self._connection) if question.count else None
        rows = plan.beyond(after).rows(self._connection, *(_WHOLE if whole else _RENDERED), question.limit + 1)
        shown = rows[: question.limit]
        more = len(rows) > question.limit
        following = seal(self._secret, question.binding(), shown[-1][1]) if more else None
        told = self._told(shown) if whole else Bodies([row[2] for row in shown])
        return Page(told, following, total, collection)

    def plan(self, collection_pk: int, question: Question, spans: Sequence[int]) -> Plan:
        """The plan of a question, cut to the weightiest when it asks for them."""
        asking = Asking(self._connection, collection_pk, question, spans)
        plan = asking.plan()
        return plan if question.top is None else self._weightiest(plan, asking, question.top)

    def _told(self, rows: Sequence[Any]) -> list[Told]:
        evidence = self.evidence([row[0] for row in rows])
        return [Told(moment_of(us), None, decode_head(head, evidence[pk])) for pk, _, head, us in rows]

    def evidence(self, pks: Sequence[int]) -> dict[int, tuple[Mention, ...]]:
        """The evidence of events by primary key, best first."""
        rows = _EVIDENCE.run(self._connection, pks=pks) if pks else ()
        mentions = self._memory.load(self._connection, [mention for _, mention in rows])
        found: dict[int, list[Mention]] = {pk: [] for pk in pks}
        for event, mention in rows:
            found[event].append(mentions[mention])
        return {pk: tuple(row) for pk, row in found.items()}

    def _weightiest(self, plan: Plan, asking: Asking, top: int) -> Plan:
        """A plan of the weightiest events of a plan: a short one is ranked whole, a long one walked by weight."""
        unfiltered = (
            not plan.where and plan.branches == (Branch(high=plan.branches[0].high),) if plan.branches else False
        )
        pks = [] if unfiltered else plan.pks(self._connection, RANKED_WHOLE + 1)
        if unfiltered or len(pks) > RANKED_WHOLE:
            return self._only(plan, asking.by_weight(top))
        ranked = self._only(plan, pks).all(self._connection, "e.pk", tail=f"ORDER BY e.lightness, e.place LIMIT {top}")
        return self._only(plan, [pk for (pk,) in ranked])

    def _only(self, plan: Plan, pks: Sequence[int]) -> Plan:
        branches = (Branch(high=LAST_PLACE, among=True),)
        return Plan(plan.collection_pk, branches, (), {"candidates": list(pks)}, descending=plan.descending)

    def event(self, event_id: str) -> Told:
        """One event with all its evidence. Raises Moved when another event now holds its evidence, else NotFound."""
        rows = _EVENT.run(self._connection, id=event_id)
        if rows:
            pk, head, updated = rows[0]
            return Told(moment_of(updated), None, decode_head(head, self.evidence([pk])[pk]))
        former = _FORMER.run(self._connection, id=event_id)
        if former:
            raise Moved(f"event {event_id} is now {former[0].id}", former[0].id)
        raise NotFound(f"there is no event {event_id}")

    def mentions_by_pk(self, pks: Iterable[int]) -> dict[int, Mention]:
        """Mentions by primary key."""
        return self._memory.load(self._connection, pks)

    def near(self, event_id: str, keys: Iterable[str]) -> list[Mention]:
        """The mentions of the event's collection that are kept under any of these link keys."""
        links = {link_number(key) for key in keys}
        rows = _NEAR.run(self._connection, id=event_id, links=links)
        return list(self._memory.load(self._connection, [pk for (pk,) in rows]).values())

    def article(self, article_id: str) -> Kept:
        """One article. Raises NotFound."""
        rows = _ARTICLE.run(self._connection, id=article_id)
        if not rows:
            raise NotFound(f"there is no article {article_id}")
        return self._kept(rows)[0]

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """The mentions of one article, in order of place. Raises NotFound."""
        rows = _ARTICLE.run(self._connection, id=article_id)
        if not rows:
            raise NotFound(f"there is no article {article_id}")
        pks = [pk for (pk,) in _MENTIONS.run(self._connection, article=rows[0].pk)]
        return tuple(self._memory.load(self._connection, pks).values())

    def articles(self, collection: Collection, limit: int, cursor: str | None) -> Page[Kept]:
        """A page of a collection's articles, in the order they were taken in."""
        binding = f"articles {collection.name}"
        after = int(unseal(self._secret, binding, cursor)) if cursor else 0
        rows = _ARTICLES.run(self._connection, collection=collection.pk, after=after, most=limit + 1)
        following = seal(self._secret, binding, str(rows[limit - 1].pk)) if len(rows) > limit else None
        return Page(tuple(self._kept(rows[:limit])), following, None, collection)

    def _kept(self, rows: Sequence[Any]) -> list[Kept]:
        places: dict[int, list[str]] = {row.pk: [] for row in rows}
        for pk, name in _PLACES.run(self._connection, pks=list(places)) if rows else ():
            places[pk].append(name)
        return [Kept(article_of(row), tuple(places[row.pk]), moment_of(row.taken_us)) for row in rows]

    def actors(self, collection: Collection, limit: int, cursor: str | None, named: str | None) -> Page[ActorCount]:
        """A page of a collection's actors, those of most events first; `named`, the first of those it finds."""
        binding = f"actors {collection.name}" + ("" if named is None else f" {named}")
        if named is not None:
            if cursor is not None:
                unseal(self._secret, binding, cursor)
            return Page(actors_named(self._connection, collection.pk, named, limit), None, None, collection)
        count, _, value = unseal(self._secret, binding, cursor).partition(" ") if cursor else ("", "", "")
        after = {"events": int(count) if count else 1 << 60, "value": value}
        rows = _ACTORS.run(self._connection, collection=collection.pk, sort=WHO, most=limit + 1, **after)
        shown = rows[:limit]
        heads = dict(first_heads(self._connection, [pk for pk, _, _ in shown]))
        found = tuple(_actor(decode_head(heads[pk], ()), value, n) for pk, value, n in shown if pk in heads)
        last = f"{shown[-1].events} {shown[-1].value}" if len(rows) > limit else None
        return Page(found, seal(self._secret, binding, last) if last else None, None, collection)


def article_of(row: Any) -> Article:
    """A row of articles as the article that was taken in."""
    published, zoned = published_moment(row.published)
    return Article(row.id, row.text, published, row.title, row.publisher, row.url, row.language, zoned)


def _actor(event: Event, actor_id: str, events: int) -> ActorCount:
    actor = next(actor for actor in event.actors if actor.id[:LONGEST_VALUE] == actor_id)
    return ActorCount(actor.id, actor.name, actor.type, actor.country, actor.names, events)


__all__ = ["Answers", "article_of", "collection_named", "collections"]
