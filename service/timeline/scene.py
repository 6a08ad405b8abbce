"""One sentence read, with who may take part in it, and the small questions asked of its names."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.timeline.cast import Cast, Entity, Figure, countries_of
from service.timeline.gazetteer import Name, word_set
from service.timeline.lexicon import (
    CIVILIAN,
    CONJUNCTION,
    DETERMINER,
    MEASURE,
    MILITARY,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    ROLE,
    SUBORDINATOR,
)
from service.timeline.phrases import STOPS
from service.timeline.tokens import Tokens
from service.timeline.verb import Verb
from service.timeline.wordlists import words


@dataclass(slots=True)
class Parties:
    """Figures by role, and where it happens."""

    sources: list[Figure] = field(default_factory=list)
    targets: list[Figure] = field(default_factory=list)
    others: list[Figure] = field(default_factory=list)
    places: list[Name] = field(default_factory=list)
    both: list[Figure] = field(default_factory=list)
    """Who of them is on both sides: those who sign together, a country that is done something by its own."""


@dataclass(slots=True)
class Scene:
    """One sentence read: its words, names and verbs."""

    tokens: Tokens
    entities: list[Entity]
    verbs: list[Verb]
    cast: Cast

    def _goes_on(self, at: int) -> bool:
        """Whether a list goes on behind an entity."""
        return at < len(self.tokens) and self.tokens.low[at] in (",", "and", "or", "&")

    def preposition(self, entity: Entity) -> str:
        """The preposition an entity stands behind, or "" for none. The members of a list share the first one's."""
        tokens = self.tokens
        at = entity.start - 1
        person = entity.sort == "name" and bool(entity.figures) and entity.figures[0].type == "person"
        if person and any(other.end == entity.start and not other.possessive for other in self.entities):
            return ""
        while at >= 0:
            word, low = tokens.word[at], tokens.low[at]
            if tokens.dated[at]:
                if at and tokens.word[at - 1].flags & PREPOSITION:
                    return ""  # "on Friday Peru said": the preposition is the date's
                at -= 1
                continue
            if low in ("'s", "'"):
                return "'s"
            if low in ("and", "or", "&", "both") or (low == "," and self._goes_on(entity.end)):
                before = next(
                    (e for e in self.entities if e.end == at or (e.end == at - 1 and tokens.low[at - 1] == ",")), None
                )
                apart = "," in (low, tokens.low[at - 1]) if at else False
                listed = not apart or (before is not None and _alike(before, entity))
                if before is not None and before is not entity and before.end <= at and listed:
                    return self.preposition(before)
                return ""
            if low in COUNTING and at + 1 < entity.start and _counts(tokens, at + 1) and _is_no_party(tokens, at):
                at -= 1
                continue  # "more than 700 Peruvian workers", "at least nine Kurds"
            if word.flags & PREPOSITION and not (word.flags & DETERMINER and low == "that"):
                return "according" if low == "to" and at and tokens.low[at - 1] == "according" else low
            opens = word.flags & (CONJUNCTION | SUBORDINATOR)
            if low in STOPS or (word.forms and not word.noun) or opens:
                return ""
            at -= 1
        return ""


COUNTING = word_set("than at least most about around over under to up as many few")
"""Words that stand before a number and say how sure it is."""


SPELLED = word_set("two three four five six seven eight nine ten eleven twelve twenty")


def _alike(one: Entity, other: Entity) -> bool:
    """Whether two entities can be members of one list: both are people, or none is and both or neither are places."""
    people = [bool(e.figures) and e.figures[0].type == "person" for e in (one, other)]
    return people[0] == people[1] and (one.city is None) == (other.city is None)


def _is_no_party(tokens: Tokens, at: int) -> bool:
    """Whether a "to" before a number counts: "up to nine Kurds", not "was given to nine Kurds"."""
    return tokens.low[at] != "to" or (at > 0 and tokens.low[at - 1] == "up")


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether a number stands at `at`, or behind one more word that says how sure it is."""
    if tokens.low[at] in COUNTING and at + 1 < len(tokens):
        at += 1
    return tokens.text[at][0].isdigit() or tokens.low[at] in SPELLED or bool(tokens.word[at].flags & MEASURE)


def any_of(scene: Scene, flags: int, start: int, end: int) -> bool:
    """Whether a word between two tokens is one of these to the lexicon: MILITARY, CIVILIAN, ROLE."""
    return any(word.flags & flags for word in scene.tokens.word[start:end])


def any_begins(scene: Scene, starts: tuple[str, ...], start: int, end: int) -> bool:
    """Whether a word between two tokens begins so: "demonstrators" with "demonstrat"."""
    return any(word.startswith(starts) for word in scene.tokens.low[start:end])


def done_by(scene: Scene, verb: Verb, starts: tuple[str, ...]) -> bool:
    """Whether a word of its subject begins so: those who come are peacekeepers, those who gather protest."""
    return any_begins(scene, starts, *verb.subject_span)


def armed(scene: Scene, verb: Verb) -> bool:
    """Whether soldiers or their machines do it."""
    return any_of(scene, MILITARY, *verb.subject_span)


def hanging(scene: Scene, index: int, link: str) -> Verb | None:
    """The first verb behind another that hangs on it so: the "to pay" of "agreed to pay", what "said that" tells."""
    return next((v for v in scene.verbs[index + 1 :] if v.governor == index and v.link == link), None)


def once(figures: list[Figure]) -> list[Figure]:
    return list({figure.id: figure for figure in figures}.values())


def lends_its_name(scene: Scene, entity: Entity) -> bool:
    """Whether a town only tells where something is held: "the Nairobi talks broke down"."""
    low = scene.tokens.low
    return entity.city is not None and entity.end < len(low) and low[entity.end] in words("held_at")


def capital_acting(scene: Scene, entity: Entity) -> tuple[Figure, ...]:
    """A capital that acts for its country: "Moscow said"; not one that tells where a thing is: "a Sofia daily"."""
    low = scene.tokens.low
    placed = (entity.start > 0 and low[entity.start - 1] in ("a", "an")) or lends_its_name(scene, entity)
    if entity.city is not None and entity.city.capital and entity.city.country and not placed:
        figure = scene.cast.country(entity.city.country)
        figure.names[entity.city.name] = None
        return (figure,)
    return ()


def countries_between(scene: Scene, start: int, end: int) -> set[str]:
    """The countries named between two tokens, those that act by their capitals among them."""
    inside = (e for e in scene.entities if start <= e.start < end)
    return countries_of(f for e in inside for f in (*e.figures, *capital_acting(scene, e)))


def country_of(scene: Scene, entity: Entity) -> tuple[Figure, ...]:
    if entity.city is not None and entity.city.country:
        return (scene.cast.country(entity.city.country),)
    return ()


def land_behind(scene: Scene, verb: Verb, reach: int = 0) -> Entity | None:
    """The country whose name stands right behind a verb, and owns nothing there: "charged Rwanda", not "Rwanda's"."""
    near = (e for e in scene.entities if e.land and verb.end <= e.start <= verb.end + reach and not e.possessive)
    return next(near, None)


def owns(scene: Scene, entity: Entity) -> bool:
    """Whether "his" or "their" only says whose thing the object is: "discussed their idea with the president"."""
    return entity.sort == "pronoun" and bool(scene.tokens.word[entity.start].flags & POSSESSIVE)


def somebody_does(scene: Scene, verb: Verb) -> bool:
    """Whether people, a body, a country or its capital do it."""
    start, end = verb.subject_span
    acting = any(start <= e.start < end and capital_acting(scene, e) for e in scene.entities)
    return acting or somebody(scene, start, end)


def somebody(scene: Scene, start: int, end: int) -> bool:
    """Whether people, or a country, a body or a person, stand between two tokens."""
    if any_of(scene, ROLE | PRONOUN | MILITARY | CIVILIAN, start, end):
        return True
    people = ("person", "country", "organisation")
    return any(start <= e.start < end and e.figures and e.figures[0].type in people for e in scene.entities)
