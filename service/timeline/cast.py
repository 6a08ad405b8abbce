"""Who takes part in an article: its actors, brought together over the whole of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from service.timeline.gazetteer import Gazetteer, Name, gazetteer, slug
from service.timeline.lexicon import (
    read_data,
)
from service.timeline.model import Actor
from service.timeline.tokens import Tokens

PAIR_TITLES = {
    "envoys": frozenset({"envoy", "minister", "secretary", "ambassador"}),
    "diplomats": frozenset({"envoy", "minister", "secretary", "ambassador"}),
    "ministers": frozenset({"minister", "secretary", "premier"}),
    "presidents": frozenset({"president"}),
    "leaders": frozenset({"president", "premier", "prime", "chancellor", "leader", "king", "queen"}),
}
"""Who can be meant by "the two ..."."""


HALVES = frozenset({"North", "South"})
"""What a report that has named North Korea calls it."""


def countries_of(figures: Iterable[Figure]) -> set[str]:
    """The countries these belong to or are."""
    return {figure.country for figure in figures if figure.country}


class Shapes(NamedTuple):
    """Word lists that tell persons, organisations and places by their look."""

    titles: frozenset[str]
    persons: frozenset[str]
    offices: frozenset[str]
    american: frozenset[str]
    female: frozenset[str]
    given: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    never: frozenset[str]


@cache
def shapes() -> Shapes:
    rows = read_data("names.toml")
    return Shapes(*(frozenset(str(rows[name]).split()) for name in Shapes._fields))


@dataclass(slots=True)
class Figure:
    """One actor of one article, growing as the article tells more of it."""

    id: str
    name: str
    type: str
    country: str | None = None
    names: dict[str, None] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    female: bool = False
    seen: int = 0

    def actor(self, role: str | None) -> Actor:
        """The value that leaves the room; names best first."""
        names = tuple(dict.fromkeys((self.name, *self.names)))
        return Actor(self.id, self.name, self.type, self.country, role, names)


@dataclass(slots=True)
class Entity:
    """A stretch of tokens that names somebody. `sort`: name, adjective, group, pair, pronoun or place (a city)."""

    start: int
    end: int
    figures: tuple[Figure, ...]
    sort: str = "name"
    possessive: bool = False
    city: Name | None = None

    @property
    def land(self) -> bool:
        """Whether it is a country by its name: "Peru", not "Peruvian" or "Lima"."""
        return self.sort == "name" and len(self.figures) == 1 and self.figures[0].type == "country"


class Cast:
    """The actors of one article. Sentences are given in order; what is known grows with each."""

    def __init__(self, known: Gazetteer | None = None) -> None:
        self.gazetteer = known or gazetteer()
        self.shapes = shapes()
        self.people: dict[str, Figure] = {}
        self.others: dict[str, Figure] = {}
        self.groups: dict[str, Figure | None] = {}
        """Whom "the gunmen" or "the group" means, by that word; None where two are called so."""
        self.countries: Counter[str] = Counter()
        self.last_man: Figure | None = None
        self.last_woman: Figure | None = None
        self.last_person: Figure | None = None
        self.last_body: Figure | None = None
        self.last_pair: tuple[Figure, ...] = ()
        self.heads: list[Figure | None] = [None, None, None, None]
        """Who and what leads this sentence and the one before: a person, a body; a person before, a body before."""

    # ---- figures ----

    def country(self, code: str) -> Figure:
        name = self.gazetteer.countries.get(code, code)
        return self.other(slug(name), name, "country", code)

    def other(self, key: str, name: str, kind: str, country: str | None) -> Figure:
        figure = self.others.get(key)
        if figure is None:
            figure = self.others[key] = Figure(key, name, kind, country)
        if country and not figure.country:
            figure.country = country
        return figure

    def person(self, words: list[str], country: str | None, titles: set[str]) -> Figure:
        """The person these words name: one already known by the same family name, or somebody new."""
        leader = self.gazetteer.surnames.get(words[0]) if len(words) == 1 else None
        if leader is not None and words[0] not in self.people:
            words, country = leader.name.split(), country or leader.country
        surname = words[-1]
        known = self.people.get(surname)
        full = " ".join(words)
        if known is not None and not agree(known.name.split(), words):
            self.people[full] = known = self.people.get(full) or Figure(slug(full), full, "person")
        if known is None:
            known = self.people[surname] = Figure(slug(full), full, "person")
        if len(full) > len(known.name) or ("." in known.name and "." not in full and len(words) > 1):
            known.name, known.id = full, slug(full)
        known.names[full] = None
        known.titles |= titles
        known.country = known.country or country or self._leader(words)
        known.female = known.female or bool(titles & self.shapes.female)
        return known

    def _leader(self, words: list[str]) -> str | None:
        hit = self.gazetteer.longest(words, 0)
        if hit and hit[0] == len(words) and hit[1].sort == "person":
            return hit[1].country
        leader = self.gazetteer.surnames.get(words[-1]) or self.gazetteer.surnames.get(bare(words[-1]))
        if leader is None or (len(words) > 1 and not agree(leader.name.split(), words)):
            return None
        return leader.country

    def introduce(self, tokens: Tokens) -> None:
        """Learn from a title the persons with a given name; what else it says is read after the text."""
        at = 0
        while at + 1 < len(tokens):
            first, last = tokens.text[at], tokens.text[at + 1]
            if first in self.shapes.given and last[0].isupper() and tokens.low[at + 1] not in self.shapes.never:
                self.person([first, last], None, set())
                at += 1
            at += 1

    def next_sentence(self) -> None:
        """What led the sentence read last leads the one before now."""
        self.heads = [None, None, self.heads[0], self.heads[1]]

    def meant(self, body: bool) -> Figure | None:
        """Whom "he" or "it" means: who leads this sentence, else who led the one before."""
        return self.heads[int(body)] or self.heads[2 + int(body)]

    def note(self, entity: Entity) -> None:
        for figure in entity.figures:
            figure.seen += 1
            kind = int(figure.type != "person")
            if self.heads[kind] is None and entity.sort in ("name", "group", "pronoun"):
                self.heads[kind] = figure
            if figure.type == "person":
                if entity.sort == "name":
                    self.last_person = figure
                    if figure.female:
                        self.last_woman = figure
                    else:
                        self.last_man = figure
            elif figure.country:
                self.countries[figure.country] += 1
                if entity.sort in ("name", "group"):
                    self.last_body = figure
            elif entity.sort == "name":
                self.last_body = figure

    def holder(self, titles: set[str], country: str | None) -> Figure | None:
        """Who is known in this article to bear these titles, if it is one person."""
        asked = titles & self.shapes.persons
        fits = [
            figure
            for figure in self.people.values()
            if asked <= figure.titles and (country is None or figure.country == country)
        ]
        return fits[0] if len({figure.id for figure in fits}) == 1 else None

    def group_meant(self, word: str) -> Figure | None:
        """The one body of the article whose people are called by a word: "the gunmen of the Red Front"."""
        return self.groups.get(word)

    def body_called(self, word: str) -> Figure | None:
        """The one body told of with this last word in its name: "the Union" behind "the African Union"."""
        fits = {f.id: f for f in self.others.values() if f.type != "country" and f.name.split()[-1:] == [word]}
        if word in HALVES and not fits:
            told = any(f.country in ("KOR", "PRK") for f in self.others.values() if f.type == "country")
            fits = {"korea": self.country("PRK" if word == "North" else "KOR")} if told else {}
        return next(iter(fits.values())) if len(fits) == 1 else None

    def by_office(self, word: str) -> tuple[Figure, ...]:
        """The two persons of the article whose titles fit "the two ministers", if there are just two."""
        wanted = PAIR_TITLES.get(word)
        if not wanted:
            return ()
        fits = {figure.id: figure for figure in self.people.values() if figure.titles & wanted}
        return tuple(fits.values()) if len(fits) == 2 else ()


def bare(surname: str) -> str:
    return surname[3:] if surname[:3].lower() in ("al-", "el-") else surname


def agree(known: list[str], words: list[str]) -> bool:
    """Whether two spellings can name one person: same family name, no given name against another."""
    if bare(known[-1]) != bare(words[-1]):
        return False
    mine, theirs = known[:-1], words[:-1]
    if not mine or not theirs:
        return True
    one, other = mine[0].rstrip("."), theirs[0].rstrip(".")
    if one == other or (one[0] == other[0] and (len(one) == 1 or len(other) == 1 or "." in one or "." in other)):
        return True
    return one[:4] == other[:4] or bool(set(mine) & set(theirs))
