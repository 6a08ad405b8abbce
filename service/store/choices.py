"""What a question can be narrowed by: actors, kinds, statuses and publishers with the number of events each has.

The facets of the events asked for are counted, of the first `MOST_COUNTED` where there are more, so that the cost is
bounded however large the store. A whole collection beyond that is answered from counts kept with it, which hold events
without a date as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from service.question import Question
from service.store import facets
from service.store.answering import Answers, collection_named
from service.store.asking import spans_of
from service.store.asof import select
from service.store.codec import decode_head
from service.store.engine import Reader, reading
from service.store.facets import Facet
from service.store.mentions import Memory
from service.store.store import Store
from service.store.values import Among, Statement, microseconds, moment_of, name_key, unpacked
from service.timeline.model import Event, Mention

MOST_COUNTED = 5_000
MOST_CHOICES = 40
_TAGGED = ("d.pk, d.place, e.facets", "JOIN events e ON e.pk = d.pk")
SORTS = (facets.WHO, facets.KIND, facets.STATUS, facets.PUBLISHER)

_MOST = Statement(
    "SELECT pk, sort, value, events FROM facets WHERE collection_pk = :collection AND sort = :sort "
    "ORDER BY events DESC, value LIMIT :most"
)
_NAMED = Among("SELECT pk, sort, value FROM facets WHERE pk IN {pks}", pks="bigint")
_FIRST = Among(
    "SELECT p.pk, t.pk, t.head FROM facets p JOIN event_facets f ON f.facet_pk = p.pk "
    "AND f.place = (SELECT min(g.place) FROM event_facets g WHERE g.facet_pk = p.pk) "
    "JOIN tellings t ON t.pk = f.event_pk WHERE p.pk IN {pks}",
    pks="bigint",
)
_PUBLISHED = Statement(
    "SELECT min(a.published_us), max(a.published_us) FROM article_collections s JOIN articles a ON a.pk = s.article_pk "
    "WHERE s.collection_pk = :collection"
)


_APPEARED = Statement(
    "SELECT count(*) FROM article_collections s JOIN articles a ON a.pk = s.article_pk "
    "WHERE s.collection_pk = :collection AND a.published_us <= :moment"
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value that a question can be narrowed by: how it is asked for, what people call it, how many events have it."""

    value: str
    name: str
    events: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What a question can be narrowed by, most events first; `exact` is False where counts are near the truth only."""

    actors: tuple[Chosen, ...]
    kinds: tuple[Chosen, ...]
    statuses: tuple[Chosen, ...]
    publishers: tuple[Chosen, ...]
    exact: bool


def choices(store: Store, question: Question) -> Choices:
    """Counts for each filter of a question; kinds, statuses and publishers as if their own filter were not set.

    No count is more than the events that the question shows at most (`top`). Raises BadQuestion for a collection there
    is none of.
    """
    return _at_most(question.top, _all_choices(store, replace(question, top=None)))


def _at_most(top: int | None, found: Choices) -> Choices:
    if top is None:
        return found

    def cut(rows: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
        return tuple(replace(row, events=min(row.events, top)) for row in rows)

    return Choices(cut(found.actors), cut(found.kinds), cut(found.statuses), cut(found.publishers), found.exact)


def _all_choices(store: Store, question: Question) -> Choices:
    question = replace(question, cursor=None, count=False, order="asc", limit=MOST_COUNTED)
    if question.as_of is not None:
        return _as_of(store, question)
    secret = store.secret
    with reading(store.engine) as connection:
        row = collection_named(connection, question.collection)
        memory = Memory()
        answers = Answers(connection, memory, secret)
        if row.events > MOST_COUNTED and replace(question, undated=False) == _plain(question):
            found = {sort: _kept(connection, row.pk, sort) for sort in SORTS}
            exact = False
        else:
            found, exact = _counted(connection, answers, row, question)
        named = _names(connection, answers, found)
    return _choices(found, named, exact)


def published(store: Store, collection: str) -> tuple[datetime, datetime] | None:
    """The first and the last moment (UTC) an article of a collection appeared; None where it has none."""
    with reading(store.engine) as connection:
        row = collection_named(connection, collection)
        ((first, last),) = _PUBLISHED.run(connection, collection=row.pk)
    return None if first is None else (moment_of(first), moment_of(last))


def appeared(store: Store, collection: str, by: datetime) -> int:
    """How many articles of a collection had appeared by a moment."""
    with reading(store.engine) as connection:
        row = collection_named(connection, collection)
        ((number,),) = _APPEARED.run(connection, collection=row.pk, moment=microseconds(by))
    return int(number)


Counts = dict[Facet, int]


def _plain(question: Question) -> Question:
    """The question for everything in the same collection, shown the same way."""
    return replace(
        Question(collection=question.collection),
        limit=question.limit,
        evidence=question.evidence,
        fields=question.fields,
        tz=question.tz,
        format=question.format,
    )


def _without_own(question: Question, sort: str) -> Question:
    """A filter any of whose values will do is counted as if it were not set: a reader sees what else there is."""
    if sort == facets.KIND:
        return replace(question, kinds=())
    if sort == facets.STATUS:
        return replace(question, statuses=())
    return replace(question, publishers=()) if sort == facets.PUBLISHER else question


def _kept(connection: Reader, collection_pk: int, sort: str) -> tuple[Counts, dict[Facet, int]]:
    rows = _MOST.run(connection, collection=collection_pk, sort=sort, most=MOST_CHOICES)
    return {(s, v): n for _, s, v, n in rows}, {(s, v): pk for pk, s, v, _ in rows}


def _counted(
    connection: Reader, answers: Answers, row: Any, question: Question
) -> tuple[dict[str, tuple[Counts, dict[Facet, int]]], bool]:
    """Facets of the events asked for, each sort without its own filter."""
    spans = spans_of(connection, row.pk)
    known: dict[Question, tuple[Counter[int], Sequence[Any]]] = {}
    found, exact = {}, True
    for sort in SORTS:
        asked = _without_own(question, sort)
        if asked not in known:
            rows = answers.plan(row.pk, asked, spans).rows(connection, *_TAGGED, MOST_COUNTED + 1)
            exact = exact and len(rows) <= MOST_COUNTED
            counted = Counter(pk for _, _, raw in rows[:MOST_COUNTED] for pk in unpacked(bytes(raw)))
            known[asked] = counted, _NAMED.run(connection, pks=list(counted)) if counted else ()
        found[sort] = _of_sort(*known[asked], sort)
    return found, exact


def _of_sort(counted: Counter[int], rows: Sequence[Any], sort: str) -> tuple[Counts, dict[Facet, int]]:
    own = sorted(((pk, value) for pk, s, value in rows if s == sort), key=lambda r: (-counted[r[0]], r[1]))
    own = own[:MOST_CHOICES]
    return {(sort, value): counted[pk] for pk, value in own}, {(sort, value): pk for pk, value in own}


def _names(connection: Reader, answers: Answers, found: dict[str, tuple[Counts, dict[Facet, int]]]) -> dict[Facet, str]:
    """What people call actors and publishers: as the first event that has them spells it."""
    wanted = {pk: facet for sort in (facets.WHO, facets.PUBLISHER) for facet, pk in found[sort][1].items()}
    rows = _FIRST.run(connection, pks=list(wanted)) if wanted else ()
    publishing = [pk for facet_pk, pk, _ in rows if wanted[facet_pk][0] == facets.PUBLISHER]
    evidence = answers.evidence(list(dict.fromkeys(publishing)))
    named: dict[Facet, str] = {}
    for facet_pk, pk, head in rows:
        sort, value = wanted[facet_pk]
        if sort == facets.WHO:
            named[sort, value] = _actor_name(decode_head(head, ()), value)
        else:
            named[sort, value] = _publisher_name(evidence[pk], value)
    return named


def _actor_name(event: Event, value: str) -> str:
    return next((actor.name for actor in event.actors if actor.id[: len(value)] == value), value)


def _publisher_name(rows: Iterable[Mention], value: str) -> str:
    return next((row.publisher for row in rows if row.publisher and name_key(row.publisher) == value), value)


def _as_of(store: Store, question: Question) -> Choices:
    """The same counts over the events that were known at a moment."""
    _, events = store.events_as_of(question)
    found: dict[str, tuple[Counts, dict[Facet, int]]] = {}
    named: dict[Facet, str] = {}
    for sort in SORTS:
        asked = _without_own(question, sort)
        counts: Counter[Facet] = Counter()
        for event in select(events, asked):
            own = [facet for facet in facets.facets_of(event) if facet[0] == sort]
            counts.update(own)
            for facet in own:
                if facet not in named and sort in (facets.WHO, facets.PUBLISHER):
                    actor = sort == facets.WHO
                    named[facet] = _actor_name(event, facet[1]) if actor else _publisher_name(event.evidence, facet[1])
        most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0][1]))[:MOST_CHOICES]
        found[sort] = dict(most), {}
    return _choices(found, named, True)


def _choices(found: dict[str, tuple[Counts, dict[Facet, int]]], named: dict[Facet, str], exact: bool) -> Choices:
    def made(sort: str) -> tuple[Chosen, ...]:
        pairs: Sequence[tuple[Facet, int]] = list(found[sort][0].items())
        return tuple(Chosen(_asked(f, named), named.get(f, f[1]), n) for f, n in pairs if f[1] != facets.NO_KIND)

    return Choices(made(facets.WHO), made(facets.KIND), made(facets.STATUS), made(facets.PUBLISHER), exact)


def _asked(facet: Facet, named: dict[Facet, str]) -> str:
    """How a value is asked for: publishers by their name as people write it, all else as it is kept."""
    return named.get(facet, facet[1]) if facet[0] == facets.PUBLISHER else facet[1]


__all__ = ["Choices", "Chosen", "appeared", "choices", "published"]
