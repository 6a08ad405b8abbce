"""What an event can be found by: its facets, the same for a question asked in SQL and one asked of events in memory."""

from __future__ import annotations

import re
from collections.abc import Mapping

from service.store.values import LONGEST_VALUE, name_key
from service.text import fold
from service.timeline.model import Actor, Event

Facet = tuple[str, str]
ACTOR, WHO, SURNAME, PUBLISHER, PLACE, COUNTRY, ARTICLE, KIND, STATUS = (
    *("actor", "who", "surname", "publisher", "place"),
    *("country", "article", "kind", "status"),
)
PERSON = "person"
NO_KIND = ""
PART = "\x1f"
EVIDENCE = "\x1e"
_WORD = re.compile(r"\w+")


def facets_of(event: Event) -> tuple[Facet, ...]:
    """Sort and value of each facet of an event, in order, once each."""
    found: set[Facet] = {(KIND, event.kind or NO_KIND), (STATUS, event.status)}
    for actor in event.actors:
        found.update((ACTOR, name) for name in answering_names(actor))
        found.add((WHO, actor.id[:LONGEST_VALUE]))
        if actor.type == PERSON:
            found.update((SURNAME, name) for name in actor_names(actor) if len(words_of(name)) == 1)
        if actor.country:
            found.add((COUNTRY, actor.country))
    for place in event.places:
        found.add((PLACE, name_key(place.name)))
        if place.country:
            found.add((COUNTRY, place.country))
    for mention in event.evidence:
        found.add((ARTICLE, mention.article))
        if mention.publisher:
            found.add((PUBLISHER, name_key(mention.publisher)))
    return tuple(sorted(found))


def actor_names(actor: Actor) -> set[str]:
    """Every name an actor answers to, as names are compared."""
    return {key for name in (actor.id, actor.name, *actor.names) if (key := name_key(name))}


def answering_names(actor: Actor) -> set[str]:
    """The names that find an actor when it is asked for: its own and, for a person, the family name alone.

    >>> sorted(answering_names(Actor("anna-berg", "Anna Berg", "person")))
    ['anna berg', 'anna-berg', 'berg']
    """
    names = actor_names(actor)
    if actor.type == PERSON and (words := name_key(actor.name).split()):
        names.add(words[-1])
    return names


def words_of(name: str) -> frozenset[str]:
    """The words of a name that was made comparable by `name_key`."""
    return frozenset(_WORD.findall(name))


def meant(about: str, names: Mapping[str, bool]) -> list[str]:
    """Which names of actors `about` may mean; `names` says of each whether it is a person's single name.

    Names that hold all the words asked for; where there are none, the longest of those within these words, for what is
    about Apple Corps is not about Apple where both are known. A person's surname always counts.

    >>> meant("apple corps", {"apple": False, "apple corps": False, "jobs": True})
    ['apple corps']
    >>> meant("ms anna berg", {"berg": True, "anna berg": False, "anna": False})
    ['anna berg', 'berg']
    """
    asked = words_of(about)
    if not asked:
        return []
    wider = [name for name in names if asked <= words_of(name)]
    within = {name: words for name in names if (words := words_of(name)) and words < asked}
    longest = [name for name, words in within.items() if not wider and not any(words < o for o in within.values())]
    surnames = [name for name in within if names[name]]
    return sorted({*wider, *longest, *surnames})


def told_heading(event: Event) -> str:
    """What literal search finds of an event beside its evidence: title and names."""
    return PART.join([fold(event.title), *sorted({fold(name) for a in event.actors for name in (a.name, *a.names)})])


def told_text(event: Event) -> str:
    """All that literal search finds of an event; parts are set apart by characters no query may hold."""
    return told_heading(event) + EVIDENCE + PART.join([fold(mention.text) for mention in event.evidence])
