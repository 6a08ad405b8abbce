"""Actors across articles: one entry for each, under its best name, with all its spellings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.timeline.facts import person_of
from service.timeline.model import Actor, Mention

ACTORS_KEPT = 12
SELDOM = 0.1
"""Actors named by fewer than this share of the articles are not the event's."""


def merged(evidence: Sequence[Mention], leader: Mention) -> tuple[Actor, ...]:
    """The actors of all evidence, one each: those most articles name first, the leader's order among equals."""
    if len(evidence) == 1:
        evidence = ()
    groups: list[list[tuple[Actor, str]]] = []
    for mention in (leader, *evidence):
        for actor in _each(mention.actors):
            home = next((group for group in groups if _same(group[0][0], actor)), None)
            if home is None:
                groups.append([(actor, mention.article)])
            else:
                home.append((actor, mention.article))
                if len(actor.name) > len(home[0][0].name):
                    home.insert(0, home.pop())
    articles = len({mention.article for mention in evidence}) or 1
    counted = [(len({article for _, article in group}), group) for group in groups]
    kept = [(count, group) for count, group in counted if count >= SELDOM * articles]
    kept.sort(key=lambda item: -item[0])
    return tuple(_best([actor for actor, _ in group]) for _, group in kept[:ACTORS_KEPT])


def _each(actors: Sequence[Actor]) -> Iterable[Actor]:
    """Each actor of a mention once, in the role given first: who is on both sides is given twice."""
    once: dict[str, Actor] = {}
    for actor in actors:
        once.setdefault(actor.id, actor)
    return once.values()


def _same(one: Actor, other: Actor) -> bool:
    if one.id == other.id:
        return True
    if one.type != other.type:
        return False
    if one.type == "country":
        return one.country is not None and one.country == other.country
    return one.type == "person" and person_of(one).compatible(person_of(other))


def _best(same: Sequence[Actor]) -> Actor:
    """One actor of all its namings: the name most used of those in full, the role most given."""
    if len(same) == 1 and same[0].name in same[0].names:
        return same[0]
    counted = Counter(actor.name for actor in same)
    full = [name for name in counted if " " in name] or list(counted)
    name = max(full, key=lambda n: (counted[n], len(n)))
    best = next(actor for actor in same if actor.name == name)
    roles = Counter(actor.role for actor in same if actor.role)
    country = best.country or next((actor.country for actor in same if actor.country), None)
    names = dict.fromkeys([name, *best.names, *(n for actor in same for n in (actor.name, *actor.names))])
    return replace(best, role=roles.most_common(1)[0][0] if roles else None, country=country, names=tuple(names))
