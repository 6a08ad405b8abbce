"""Who takes part in an article: names found in each sentence and brought together over the whole of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from service.timeline.gazetteer import SHARED_SURNAMES, Gazetteer, Name, gazetteer, slug, word_set
from service.timeline.lexicon import (
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    PAST,
    PREPOSITION,
    PRONOUN,
    ROLE,
    THIRD,
    read_data,
)
from service.timeline.model import Actor
from service.timeline.tokens import Tokens
from service.timeline.wording import rarity, stem

COMMON = 8
"""A first word of a sentence below this rarity is a word like others, not a name."""
LONGEST_NAME = 9
"""Words a run of capitals may have before it is taken for a headline and not for a name."""
PARTICLES = word_set("de da di du del della la le el al bin ibn van von der den ten ter dos das bint abu ul-haq al-din")
JOINERS = frozenset({"of", "for", "and", "&", "the", "on"})
SINGULAR = frozenset({"he", "she", "him", "her", "his"})
PLURAL_WORDS = frozenset({"they", "them", "their", "both", "two"})
NEUTER = frozenset({"it", "its", "itself"})
APPOSED = frozenset({",", "the", "a", "an", "his", "her", "its", "their", "top", "former"})
CORPORATE = frozenset({"inc", "corp", "co", "ltd", "plc", "llc", "ag", "gmbh", "corporation", "company", "."})
PAIR_TITLES = {
    "envoys": frozenset({"envoy", "minister", "secretary", "ambassador"}),
    "diplomats": frozenset({"envoy", "minister", "secretary", "ambassador"}),
    "ministers": frozenset({"minister", "secretary", "premier"}),
    "presidents": frozenset({"president"}),
    "leaders": frozenset({"president", "premier", "prime", "chancellor", "leader", "king", "queen"}),
}
"""Who can be meant by "the two ..."."""
LANDS = frozenset({"sides", "countries", "nations", "governments"})
RULE = frozenset({"administration", "government", "regime", "cabinet"})
PAIRS = word_set("men envoys leaders sides countries nations ministers diplomats presidents governments officials")


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


class Cast:
    """The actors of one article. Sentences are given in order; what is known grows with each."""

    def __init__(self, known: Gazetteer | None = None) -> None:
        self.gazetteer = known or gazetteer()
        self.shapes = shapes()
        self.people: dict[str, Figure] = {}
        self.others: dict[str, Figure] = {}
        self.countries: Counter[str] = Counter()
        self.last_man: Figure | None = None
        self.last_woman: Figure | None = None
        self.last_person: Figure | None = None
        self.last_body: Figure | None = None
        self.last_pair: tuple[Figure, ...] = ()

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
        if known is not None and not _agree(known.name.split(), words):
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
        leader = self.gazetteer.surnames.get(words[-1]) or self.gazetteer.surnames.get(_bare(words[-1]))
        if leader is None or (len(words) > 1 and not _agree(leader.name.split(), words)):
            return None
        return leader.country

    # ---- sentences ----

    def introduce(self, tokens: Tokens) -> None:
        """Learn from a title the persons with a given name; what else it says is read after the text."""
        at = 0
        while at + 1 < len(tokens):
            first, last = tokens.text[at], tokens.text[at + 1]
            if first in self.shapes.given and last[0].isupper() and tokens.low[at + 1] not in self.shapes.never:
                self.person([first, last], None, set())
                at += 1
            at += 1

    def read(self, tokens: Tokens, headline: bool = False) -> list[Entity]:
        """The entities of one sentence, in order. In a `headline` in title case only known names are read."""
        found: list[Entity] = []
        text, word = tokens.text, tokens.word
        at, end = 0, len(text)
        while at < end:
            token = text[at]
            if token[0].isupper() or ("-" in token and token in self.gazetteer.names) or _is_brand(token):
                entity = self._capital(tokens, at, headline)
            elif word[at].flags & (PRONOUN | ROLE) or tokens.low[at] in PLURAL_WORDS or tokens.low[at] in SINGULAR:
                entity = self._lower(tokens, at)
            else:
                entity = None
            if entity is None:
                at += 1
                continue
            if entity.figures or entity.city:
                if entity.end < end and tokens.low[entity.end] in ("'s", "'"):
                    entity.possessive = True
                    if entity.city is not None and entity.city.capital and entity.city.country:
                        entity.figures, entity.sort = (self.country(entity.city.country),), "name"
                        entity.city = None
                self._note(entity)
                found.append(entity)
            at = max(entity.end, at + 1)
        return self._groups(tokens, found)

    def _note(self, entity: Entity) -> None:
        for figure in entity.figures:
            figure.seen += 1
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

    # ---- capitals ----

    def _capital(self, tokens: Tokens, at: int, headline: bool) -> Entity | None:
        low = tokens.low[at]
        shapes = self.shapes
        hit = self.gazetteer.longest(tokens.text, at)
        if hit is None and low in shapes.never:
            return None
        if hit is None and "-" in tokens.text[at]:
            pair = self._hyphenated(tokens, at)
            if pair:
                return pair
        start, country = at, None
        if hit and hit[1].sort in ("people", "country", "government") and hit[0] < len(tokens):
            follows = tokens.low[hit[0]]
            titled = self._titles(tokens, hit[0]) if follows in shapes.titles else hit[0]
            if titled > hit[0]:
                country, at = hit[1].country, hit[0]
        titles_end = self._titles(tokens, at)
        if titles_end > at or country:
            entity = self._titled(tokens, start, at, titles_end, country)
            if entity:
                return entity
            if titles_end > at and not country and set(tokens.low[at:titles_end]) & self.shapes.persons:
                return Entity(start, titles_end, ())
        at = start
        if hit:
            return self._known(tokens, at, hit, headline)
        return self._unknown(tokens, at, headline)

    def _titles(self, tokens: Tokens, at: int) -> int:
        """Index after the titles that begin at `at` ("Secretary of State", "Deputy Foreign Minister", "Lt. Gen.")."""
        titles, low, text = self.shapes.titles, tokens.low, tokens.text
        end, size = at, len(tokens)
        while end < size:
            if low[end] in titles or (
                text[end] == "." and end > at and len(low[end - 1]) < 6 and text[end - 1][0].isupper()
            ):
                end += 1
            elif low[end] in ("of", "for", "and", "&") and end > at and end + 1 < size and low[end + 1] in titles:
                end += 2
            else:
                break
        return end

    def _titled(self, tokens: Tokens, start: int, at: int, end: int, country: str | None) -> Entity | None:
        """A title with the name behind it, or an office standing for who holds it."""
        shapes = self.shapes
        titles = set(tokens.low[at:end])
        name_end = self._name_end(tokens, end)
        code = country or ("USA" if titles & shapes.american or {"secretary", "state"} <= titles else None)
        if name_end > end and titles & shapes.persons and tokens.low[end] not in shapes.organisations:
            hit = self.gazetteer.longest(tokens.text, end)
            if not (hit and hit[1].sort in ("country", "people", "body", "government") and hit[0] >= name_end):
                figure = self.person(tokens.text[end:name_end], code, titles)
                return Entity(start, name_end, (figure,))
        if not titles & shapes.persons:
            return None
        holder = self._holder(titles, code)
        if holder:
            return Entity(start, end, (holder,))
        if code:
            return Entity(start, end, (self.country(code),), "group")
        return None

    def _holder(self, titles: set[str], country: str | None) -> Figure | None:
        """Who is known in this article to bear these titles, if it is one person."""
        asked = titles & self.shapes.persons
        fits = [
            figure
            for figure in self.people.values()
            if asked <= figure.titles and (country is None or figure.country == country)
        ]
        return fits[0] if len({figure.id for figure in fits}) == 1 else None

    def _name_end(self, tokens: Tokens, at: int) -> int:
        """Index after the person's name that begins at `at`, or `at`."""
        text, low, size = tokens.text, tokens.low, len(tokens)
        end = at
        while end < size and end - at < 6:
            token = text[end]
            if (
                (token[0].isupper() and low[end] not in self.shapes.never)
                or low[end].startswith(("al-", "el-", "ul-"))
                or (token == "." and end > at and len(text[end - 1]) == 1)
            ):
                end += 1
            elif low[end] in PARTICLES and end + 1 < size and text[end + 1][0].isupper():
                end += 2
            else:
                break
        while end > at and (low[end - 1] in self.shapes.organisations or low[end - 1] == "."):
            end -= 1
        return end

    def _hyphenated(self, tokens: Tokens, at: int) -> Entity | None:
        """ "US-Russia", "Franco-German", "Russian-backed": the countries named by the parts."""
        parts = tokens.text[at].split("-")
        found = []
        for part in parts:
            hit = self.gazetteer.longest([part], 0)
            if hit and hit[1].country and hit[1].sort in ("country", "people", "city"):
                found.append(self.country(hit[1].country))
        if not found:
            return None
        backed = len(parts) == 2 and parts[1].islower()
        return Entity(at, at + 1, () if backed else tuple(found), "adjective")

    def _known(self, tokens: Tokens, at: int, hit: tuple[int, Name], headline: bool) -> Entity | None:
        end, name = hit
        spelled = " ".join(tokens.text[at:end])
        if name.sort == "person":
            return Entity(at, self._name_end(tokens, at) if not headline else end, (self._met(tokens, at, end, name),))
        if end < len(tokens) and tokens.text[end][0].isupper() and not headline:
            longer = self._longer_name(tokens, at, end, name)
            if longer:
                return longer
        if name.sort in ("city", "region"):
            if name.sort == "city" and self._surname_of(tokens, at, end):
                return Entity(at, end, (self.people[tokens.text[end - 1]],))
            return Entity(at, end, (), "place", city=name)
        kind = "organisation" if name.sort in ("body", "movement") else "country"
        figure = self.other(name.id, name.name, kind, name.country)
        figure.names[spelled] = None
        return Entity(
            at, end, (figure,), "adjective" if name.sort == "people" and not spelled.endswith("s") else "name"
        )

    def _surname_of(self, tokens: Tokens, at: int, end: int) -> bool:
        return end == at + 1 and tokens.text[at] in self.people

    def _met(self, tokens: Tokens, at: int, end: int, name: Name) -> Figure:
        return self.person(tokens.text[at:end], name.country, set())

    def _longer_name(self, tokens: Tokens, at: int, end: int, name: Name) -> Entity | None:
        """A known name that only begins a longer one ("Moscow State University", "Washington Post")."""
        stop = self._run_end(tokens, end)
        last = tokens.low[stop - 1]
        if any(word in self.shapes.organisations for word in tokens.low[end:stop]) or (
            name.sort in ("city", "region") and last in self.shapes.places
        ):
            full = " ".join(tokens.text[at:stop])
            if last in self.shapes.places:
                return Entity(at, stop, (), "place", city=Name(slug(full), full, "region", name.country))
            figure = self.other(slug(full), full, "organisation", name.country)
            figure.names[full] = None
            return Entity(at, stop, (figure,))
        return None

    def _run_end(self, tokens: Tokens, at: int) -> int:
        """Index after the run of capitalised words that goes on at `at`."""
        text, low, size = tokens.text, tokens.low, len(tokens)
        end = at
        while end < size:
            token = text[end]
            if (
                (token[0].isupper() and low[end] not in self.shapes.never)
                or _is_brand(token)
                or (token == "." and end > at and len(text[end - 1]) == 1 and text[end - 1].isupper())
            ):
                end += 1
            elif (low[end] in JOINERS or low[end] in PARTICLES) and end + 1 < size and end > at:
                if (
                    text[end + 1][0].isupper()
                    and low[end + 1] not in self.shapes.never
                    and low[end] in ("of", "for", *PARTICLES)
                ):
                    end += 2
                else:
                    break
            elif token[0].isdigit() and end > at and len(token) < 3:
                end += 1
            else:
                break
        return end

    def _unknown(self, tokens: Tokens, at: int, headline: bool) -> Entity | None:
        end = self._run_end(tokens, at)
        if end == at:
            return None
        first = tokens.word[at]
        if at == 0 or tokens.text[at - 1] in ("“", '"', "‘", ":", "-", "—", "–"):
            plain = first.flags or first.forms or first.noun or rarity(stem(tokens.low[at])) < COMMON
            if plain and (
                end == at + 1 or (tokens.low[at] not in self.shapes.given and tokens.text[at] not in self.shapes.given)
            ):
                known = self.people.get(tokens.text[at]) or self.others.get(slug(tokens.text[at]))
                if not known:
                    return None
        inner = self._title_within(tokens, at, end)
        if inner:
            return inner
        if tokens.text[at] in self.shapes.given and "of" in tokens.low[at:end]:
            end = at + tokens.low[at:end].index("of")
        words = tokens.text[at:end]
        if len(words) == 1 and words[0] in self.shapes.given:
            bearers = {f.id: f for f in self.people.values() if f.name.split()[0] == words[0]}
            if len(bearers) == 1:
                return Entity(at, end, tuple(bearers.values()))
        known = self.people.get(words[-1]) if words[-1] in self.people else None
        if known and _agree(known.name.split(), words):
            return Entity(at, end, (self.person(words, None, set()),))
        if headline or end - at > LONGEST_NAME:
            return self._named_before(tokens, at, end)
        return self._shaped(tokens, at, end)

    def _title_within(self, tokens: Tokens, at: int, end: int) -> Entity | None:
        """ "Apple CEO Steve Jobs": the house, the office, the person. The person is who acts; the house is noted."""
        for index in range(at + 1, end - 1):
            if tokens.low[index] not in self.shapes.persons:
                continue
            start = self._titles(tokens, index)
            stop = self._name_end(tokens, start)
            if stop > start and tokens.low[start] not in self.shapes.organisations:
                house = " ".join(tokens.text[at:index]).rstrip(" .")
                figure = self.person(tokens.text[start:stop], None, set(tokens.low[index:start]))
                self._organisation(at, index, house)
                return Entity(at, stop, (figure,))
        return None

    def _named_before(self, tokens: Tokens, at: int, end: int) -> Entity | None:
        """In title case: the first word alone, or more of them, when the article has named it before."""
        for stop in range(min(end, at + 4), at, -1):
            words = tokens.text[at:stop]
            figure = self.people.get(words[-1]) if len(words) < 3 else None
            if figure is not None and _agree(figure.name.split(), words):
                return Entity(at, stop, (figure,))
            figure = self.others.get(slug(" ".join(words)))
            if figure is not None:
                return Entity(at, stop, (figure,))
        return Entity(at, at + 1, ())

    def _shaped(self, tokens: Tokens, at: int, end: int) -> Entity | None:
        """A name nobody listed, by its look and its neighbours."""
        shapes, words, low = self.shapes, tokens.text[at:end], tokens.low
        leader = self.gazetteer.surnames.get(words[-1])
        if leader is not None and (len(words) == 1 or _agree(leader.name.split(), words)):
            return Entity(
                at, end, (self.person(leader.name.split() if len(words) == 1 else words, leader.country, set()),)
            )
        full = " ".join(words)
        if low[end - 1] in shapes.organisations or any(word in ("of", "for") for word in words):
            return self._organisation(at, end, full)
        if low[end - 1] in shapes.places:
            return Entity(at, end, (), "place", city=Name(slug(full), full, "region", None))
        before = low[at - 1] if at else ""
        after = tokens.word[end] if end < len(tokens) else None
        persons = 2 <= len(words) <= 4 and (words[0] in shapes.given or before in shapes.persons)
        if 2 <= len(words) <= 4 and not persons and after is not None:
            persons = low[end] == "who" or bool(after.verb_meaning and after.verb_meaning.name in ("say", "declare"))
        if persons or (before in shapes.persons and len(words) < 4 and tokens.word[at].noun == ""):
            return Entity(at, end, (self.person(words, None, {before} & shapes.titles),))
        if before in ("in", "at", "near", "from", "to", "around", "outside") and len(words) < 4 and full.isalpha():
            key = slug(full)
            if key not in self.others:
                return Entity(at, end, (), "place", city=Name(key, full, "city", None))
        return self._organisation(at, end, full, "thing")

    def _organisation(self, at: int, end: int, full: str, kind: str = "organisation") -> Entity:
        words = full.split()
        while len(words) > 1 and words[-1].rstrip(".").lower() in CORPORATE:
            words.pop()
        short = " ".join(words)
        figure = self.other(slug(short), short, kind, None)
        if short != full:
            figure.type = "organisation"
        figure.names[full] = None
        return Entity(at, end, (figure,))

    # ---- lower case ----

    def _lower(self, tokens: Tokens, at: int) -> Entity | None:
        low = tokens.low[at]
        if low in SINGULAR:
            figure = self.last_woman if low in ("she", "her") else self.last_man or self.last_person
            return Entity(at, at + 1, (figure,), "pronoun") if figure else None
        if low in NEUTER:
            return Entity(at, at + 1, (self.last_body,), "pronoun") if self.last_body else None
        if low in ("they", "them", "their"):
            if self.last_pair:
                return Entity(at, at + 1, self.last_pair, "pronoun")
            return Entity(at, at + 1, (self.last_body,), "pronoun") if self.last_body else None
        if low in ("both", "two"):
            return self._pair(tokens, at)
        return self._office(tokens, at)

    def _pair(self, tokens: Tokens, at: int) -> Entity | None:
        """ "the two", "both", "the two envoys": the last two that stood side by side."""
        low, size = tokens.low, len(tokens)
        if low[at] == "two" and (at == 0 or low[at - 1] not in ("the", "these", "those", "our")):
            return None
        end = at + 1
        if end < size and low[end] in PAIRS:
            end += 1
        elif end < size and low[end] not in (",", ".", "also") and not _stands_alone(tokens, end):
            return None
        if not self.last_pair and low[end - 1] not in PAIR_TITLES:
            return None
        pair = self._by_office(low[end - 1]) or self.last_pair
        if low[end - 1] in LANDS:
            lands = tuple(self.country(figure.country) for figure in pair if figure.country)
            pair = lands if len({figure.id for figure in lands}) == 2 else pair
        return Entity(at, end, pair, "pair") if pair else None

    def _by_office(self, word: str) -> tuple[Figure, ...]:
        """The two persons of the article whose titles fit "the two ministers", if there are just two."""
        wanted = PAIR_TITLES.get(word)
        if not wanted:
            return ()
        fits = {figure.id: figure for figure in self.people.values() if figure.titles & wanted}
        return tuple(fits.values()) if len(fits) == 2 else ()

    def _office(self, tokens: Tokens, at: int) -> Entity | None:
        """ "the minister", "rebels", "police": somebody known by an office, or nobody in particular."""
        low, size = tokens.low, len(tokens)
        end = self._titles(tokens, at) if low[at] in self.shapes.titles else at + 1
        name_end = self._name_end(tokens, end) if end < size and tokens.text[end][0].isupper() else end
        titles = set(low[at:end])
        if name_end > end and titles & self.shapes.persons:
            hit = self.gazetteer.longest(tokens.text, end)
            if not hit or hit[1].sort == "person":
                return Entity(at, name_end, (self.person(tokens.text[end:name_end], None, titles),))
        if at and low[at - 1] in ("the", "a") and titles & self.shapes.persons:
            holder = self._holder(titles, None)
            if holder:
                return Entity(at, end, (holder,), "group")
        return None

    # ---- groups ----

    def _groups(self, tokens: Tokens, found: list[Entity]) -> list[Entity]:
        """Join an adjective or owner of a country with the people it stands before; remember who stood side by side."""
        size = len(tokens)
        for entity in found:
            if entity.sort not in ("adjective", "name") or not entity.figures:
                continue
            if entity.figures[0].type == "person":
                self._rule_of(tokens, entity)
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
                ):
                    break
                end += 1
            if last and not any(
                other.start < last and other.start >= entity.end for other in found if other is not entity
            ):
                entity.end, entity.sort, entity.possessive = last, "group", False
                self._top_diplomat(tokens, entity)
                if last < size and tokens.low[last] in ("'s", "'"):
                    entity.possessive = True
        found = self._appositions(tokens, found)
        self._remember_pairs(tokens, found)
        return found

    def _top_diplomat(self, tokens: Tokens, entity: Entity) -> None:
        """ "the top U.S. diplomat", "Moscow's chief diplomat": the foreign minister the article names."""
        words = tokens.low[max(0, entity.start - 1) : entity.end]
        if words[-1] != "diplomat" or not {"top", "chief", "leading"} & set(words):
            return
        code = entity.figures[0].country
        fits = [f for f in self.people.values() if f.country == code and f.titles & {"secretary", "foreign"}]
        if len({figure.id for figure in fits}) == 1:
            entity.figures = (fits[0],)

    def _appositions(self, tokens: Tokens, found: list[Entity]) -> list[Entity]:
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
            figure.titles |= set(tokens.low[office.start : office.end]) & self.shapes.titles
            if figure.country == office.figures[0].country:
                dropped.add(id(office))
        return [entity for entity in found if id(entity) not in dropped]

    def _rule_of(self, tokens: Tokens, entity: Entity) -> None:
        """ "the Trump administration", "Putin's government": the country, where the person's is known."""
        end = entity.end + (1 if entity.possessive else 0)
        code = entity.figures[0].country
        if code and end < len(tokens) and tokens.low[end] in RULE:
            entity.figures, entity.end, entity.sort, entity.possessive = (self.country(code),), end + 1, "group", False

    def _remember_pairs(self, tokens: Tokens, found: list[Entity]) -> None:
        people = [(e, f) for e in found for f in e.figures if f.type == "person" and e.sort in ("name", "group")]
        distinct = list(dict.fromkeys(id(f) for _, f in people))
        if len(distinct) == 2:
            self.last_pair = tuple({id(f): f for _, f in people}.values())
            return
        for one, other in pairwise(found):
            between = tokens.low[one.end : other.start]
            if between and len(between) <= 2 and between[0] in ("and", "with") and one.figures and other.figures:
                pair = tuple({f.id: f for f in (*one.figures, *other.figures)}.values())
                if len(pair) == 2 and (not self.last_pair or pair[0].type == pair[1].type):
                    self.last_pair = pair


def _bare(surname: str) -> str:
    return surname[3:] if surname[:3].lower() in ("al-", "el-") else surname


def _agree(known: list[str], words: list[str]) -> bool:
    """Whether two spellings can name one person: same family name, no given name against another."""
    if _bare(known[-1]) != _bare(words[-1]):
        return False
    mine, theirs = known[:-1], words[:-1]
    if not mine or not theirs:
        return True
    one, other = mine[0].rstrip("."), theirs[0].rstrip(".")
    if one == other or (one[0] == other[0] and (len(one) == 1 or len(other) == 1 or "." in one or "." in other)):
        return True
    return one[:4] == other[:4] or bool(set(mine) & set(theirs))


def _is_brand(token: str) -> bool:
    """A name that begins small and goes on large: "iPhone", "eBay"."""
    return len(token) > 2 and token[0].islower() and token[1].isupper() and token.isalnum()


def _stands_alone(tokens: Tokens, after: int) -> bool:
    """Whether "the two" ends before a verb, a preposition or a conjunction, and no noun follows."""
    return bool(tokens.word[after].forms or tokens.word[after].flags & (PREPOSITION | CONJUNCTION))


def is_shared(surname: str) -> bool:
    """Whether a family name alone names nobody in particular."""
    return surname in SHARED_SURNAMES
