"""Actors by the beginning of any word of any of their names: what a search box offers while somebody types."""

from __future__ import annotations

from service.store.codec import decode_head
from service.store.engine import Reader
from service.store.facets import WHO, answering_names, words_of
from service.store.model import ActorCount
from service.store.values import LONGEST_VALUE, Among, Statement, name_key
from service.timeline.model import Actor

NAMES_AN_ACTOR = 4
"""So many names are looked at for each actor that is wanted: most have a few of them."""

_AFTER = "\U0010ffff"
_NAMES = Statement(
    "SELECT f.pk, f.value FROM facets f WHERE f.pk IN (SELECT w.facet_pk FROM actor_words w "
    "WHERE w.collection_pk = :collection AND w.word >= :low AND w.word < :high) ORDER BY f.events DESC, f.value"
)
_FIRST = Among(
    "SELECT v.pk, t.head FROM (SELECT pk FROM facets WHERE pk IN {pks}) v JOIN event_facets f ON f.facet_pk = v.pk "
    "AND f.place = (SELECT min(g.place) FROM event_facets g WHERE g.facet_pk = v.pk) "
    "JOIN tellings t ON t.pk = f.event_pk",
    pks="bigint",
)
_COUNTS = Among(
    "SELECT value, events FROM facets WHERE collection_pk = :collection AND sort = :sort AND value IN {ids}", ids="text"
)


def actors_named(connection: Reader, collection_pk: int, words: str, most: int) -> tuple[ActorCount, ...]:
    """Actors of whose names each of these words begins a word, those of most events first; `most` at most."""
    asked = words_of(name_key(words))
    if not asked:
        return ()
    longest = max(sorted(asked), key=len)
    rows = _NAMES.plain(connection, collection=collection_pk, low=longest, high=longest + _AFTER)
    names = {pk: value for pk, value in rows if begins(asked, value)}
    wanted = dict(list(names.items())[: NAMES_AN_ACTOR * most])
    found: dict[str, Actor] = {}
    for pk, head in first_heads(connection, list(wanted)):
        for actor in decode_head(head, ()).actors:
            if wanted[pk] in answering_names(actor):
                found[actor.id] = actor
    counts = dict(_counted(connection, collection_pk, list(found)))
    told = [_count(actor, counts.get(actor.id[:LONGEST_VALUE], 0)) for actor in found.values()]
    return tuple(sorted(told, key=lambda one: (-one.events, one.id))[:most])


def begins(asked: frozenset[str], name: str) -> bool:
    """Whether each of the words asked for begins a word of this name.

    >>> begins(frozenset({"kim", "jo"}), "kim jong-un"), begins(frozenset({"ong"}), "kim jong-un")
    (True, False)
    """
    words = words_of(name)
    return all(any(word.startswith(one) for word in words) for one in asked)


def first_heads(connection: Reader, facet_pks: list[int]) -> list[tuple[int, str]]:
    """The first event of each of these facets, as its head is kept."""
    return [(pk, head) for pk, head in _FIRST.run(connection, pks=facet_pks)] if facet_pks else []


def _counted(connection: Reader, collection_pk: int, ids: list[str]) -> list[tuple[str, int]]:
    keys = [id[:LONGEST_VALUE] for id in ids]
    return [(value, n) for value, n in _COUNTS.run(connection, collection=collection_pk, sort=WHO, ids=keys)]


def _count(actor: Actor, events: int) -> ActorCount:
    return ActorCount(actor.id, actor.name, actor.type, actor.country, actor.names, events)
