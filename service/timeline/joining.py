"""Joining what belongs together: a country with its people, a person with the office beside the name, pairs."""

from __future__ import annotations

from itertools import pairwise

from service.timeline.cast import Cast, Entity
from service.timeline.lexicon import (
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    PAST,
    PREPOSITION,
    PRONOUN,
    ROLE,
    THIRD,
)
from service.timeline.tokens import Tokens

APPOSED = frozenset({",", "the", "a", "an", "his", "her", "its", "their", "top", "former"})
RULE = frozenset({"administration", "government", "regime", "cabinet"})


def join(cast: Cast, tokens: Tokens, found: list[Entity]) -> list[Entity]:
    """Join an adjective or owner of a country with the people it stands before; remember who stood side by side."""
    size = len(tokens)
    for entity in found:
        if entity.sort not in ("adjective", "name") or not entity.figures:
            continue
        if entity.figures[0].type == "person":
            _rule_of(cast, tokens, entity)
            continue
        end = entity.end + (1 if entity.possessive else 0)
        reach = min(size, end + 5)
        last = 0
        while end < reach:
            word = tokens.word[end]
            if word.flags & ROLE:
                last = end + 1
            elif (
                word.flags & (PREPOSITION | CONJUNCTION | PRONOUN | DETERMINER | AUXILIARY)
                or not tokens.low[end][0].isalnum()
                or (word.forms & (PAST | THIRD) and not word.noun and (last or word.verb))
                or (word.forms & BASE and word.verb_meaning and not word.noun and tokens.low[end - 1].endswith("s"))
            ):
                break
            end += 1
        if last and not any(other.start < last and other.start >= entity.end for other in found if other is not entity):
            entity.end, entity.sort, entity.possessive = last, "group", False
            _top_diplomat(cast, tokens, entity)
            if last < size and tokens.low[last] in ("'s", "'"):
                entity.possessive = True
    _owned(tokens, found)
    found = _appositions(cast, tokens, found)
    _of_the_land(cast, found)
    _remember_pairs(cast, tokens, found)
    return found


SHARED = frozenset(
    {"Congress", "Senate", "Supreme Court", "House of Representatives", "Foreign Office", "Home Office", "Capitol"}
    | {"Justice Department", "State Department", "Defense Department", "Ministry of Defence", "Republican Guard"}
    | {"National Assembly", "State House", "Government House", "Federal Reserve", "National Security Council"}
)
"""Bodies of one country when no other is named, and of another when it is: "Peru's Congress"."""


def _owned(tokens: Tokens, found: list[Entity]) -> None:
    """ "Spain's Repsol", "Tanzania's Julius Nyerere", "the Brazilian Senate": who stands right behind a country is
    that country's.
    """
    for owner, other in pairwise(found):
        if not owner.figures or owner.figures[0].type != "country" or len(other.figures) != 1:
            continue
        possessive = owner.possessive and other.start == owner.end + 1
        if not (possessive or (owner.sort == "adjective" and other.start == owner.end)):
            continue
        figure = other.figures[0]
        if figure.type == "country" and " ".join(tokens.text[other.start : other.end]) in SHARED:
            other.figures = owner.figures
        elif figure.country is None and figure.type != "country" and possessive:
            figure.country = owner.figures[0].country


OFFICES = frozenset({"minister", "president", "premier", "chancellor", "king", "queen", "emir", "sultan"})
"""Offices of a country, whose holder is of the one the sentence is about where it names no other."""


def _of_the_land(cast: Cast, found: list[Entity]) -> None:
    """ "Serbia will not yield, Prime Minister Ivo Hale said": a minister of no named country is of the one that leads
    the sentence, or of the only one it names.
    """
    holders = [e.figures[0] for e in found if len(e.figures) == 1 and e.figures[0].type == "person"]
    holders = [figure for figure in holders if not figure.country and figure.titles & OFFICES]
    if not holders:
        return
    codes: dict[str, int] = {}
    for entity in found:
        for figure in entity.figures:
            if figure.type == "country" and figure.country:
                codes.setdefault(figure.country, entity.start)
        if entity.city is not None and entity.city.country and entity.city.capital:
            codes.setdefault(entity.city.country, entity.start)
    lead = next(iter(codes), None)
    if lead is not None and (len(codes) == 1 or codes[lead] <= 2):
        for figure in holders:
            figure.country = lead


def _top_diplomat(cast: Cast, tokens: Tokens, entity: Entity) -> None:
    """ "the top U.S. diplomat", "Moscow's chief diplomat": the foreign minister the article names."""
    words = tokens.low[max(0, entity.start - 1) : entity.end]
    if words[-1] != "diplomat" or not {"top", "chief", "leading"} & set(words):
        return
    code = entity.figures[0].country
    fits = [f for f in cast.people.values() if f.country == code and f.titles & {"secretary", "foreign"}]
    if len({figure.id for figure in fits}) == 1:
        entity.figures = (fits[0],)


def _appositions(cast: Cast, tokens: Tokens, found: list[Entity]) -> list[Entity]:
    """ "his Russian counterpart, Sergei Lavrov", "Kurt Volker, the U.S. envoy": one person."""
    dropped: set[int] = set()
    for one, other in pairwise(found):
        between = tokens.low[one.end : other.start]
        if not between or between[0] != "," or len(between) > 3 or any(w not in APPOSED for w in between):
            continue
        person, office = (one, other) if other.sort == "group" else (other, one)
        if office.sort != "group" or person.sort != "name" or len(person.figures) != 1:
            continue
        figure = person.figures[0]
        if figure.type != "person" or office.figures[0].type != "country":
            continue
        figure.country = figure.country or office.figures[0].country
        figure.titles |= set(tokens.low[office.start : office.end]) & cast.shapes.titles
        if figure.country == office.figures[0].country:
            dropped.add(id(office))
    return [entity for entity in found if id(entity) not in dropped]


def _rule_of(cast: Cast, tokens: Tokens, entity: Entity) -> None:
    """ "the Trump administration", "Putin's government": the country, where the person's is known."""
    end = entity.end + (1 if entity.possessive else 0)
    code = entity.figures[0].country
    if code and end < len(tokens) and tokens.low[end] in RULE:
        entity.figures, entity.end, entity.sort, entity.possessive = (cast.country(code),), end + 1, "group", False


def _remember_pairs(cast: Cast, tokens: Tokens, found: list[Entity]) -> None:
    people = [(e, f) for e in found for f in e.figures if f.type == "person" and e.sort in ("name", "group")]
    distinct = list(dict.fromkeys(id(f) for _, f in people))
    if len(distinct) == 2:
        cast.last_pair = tuple({id(f): f for _, f in people}.values())
        return
    for one, other in pairwise(found):
        between = tokens.low[one.end : other.start]
        if between and len(between) <= 2 and between[0] in ("and", "with") and one.figures and other.figures:
            pair = tuple({f.id: f for f in (*one.figures, *other.figures)}.values())
            if len(pair) == 2 and (not cast.last_pair or pair[0].type == pair[1].type):
                cast.last_pair = pair
