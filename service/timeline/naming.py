"""Finding the names of a sentence: persons, countries, bodies and places, and the words that stand for them."""

from __future__ import annotations

from service.timeline.cast import PAIR_TITLES, Cast, Entity, Figure, agree, countries_of
from service.timeline.gazetteer import Name, slug, word_set
from service.timeline.groups import note_groups
from service.timeline.joining import join
from service.timeline.lexicon import (
    CONJUNCTION,
    PREPOSITION,
    PRONOUN,
    ROLE,
)
from service.timeline.tokens import Tokens
from service.timeline.verb import nominal
from service.timeline.wording import rarity, stem

COMMON = 8
"""A first word of a sentence below this rarity is a word like others, not a name."""
LONGEST_NAME = 9
"""Words a run of capitals may have before it is taken for a headline and not for a name."""
PARTICLES = word_set("de da di du del della la le el al bin ibn van von der den ten ter dos das bint abu ul-haq al-din")
JOINERS = frozenset({"of", "for", "and", "&", "the", "on"})
SINGULAR = frozenset({"he", "she", "him", "her", "his"})
PLURAL_WORDS = frozenset({"they", "them", "their", "both", "two"})
STANDING_FOR = PLURAL_WORDS | SINGULAR
NEUTER = frozenset({"it", "its", "itself"})
CORPORATE = frozenset({"inc", "corp", "co", "ltd", "plc", "llc", "ag", "gmbh", "corporation", "company", "."})
LANDS = frozenset({"sides", "countries", "nations", "governments", "armies", "neighbours", "neighbors", "capitals"})
FIRMS = frozenset({"companies", "firms", "groups", "parties", "unions", "banks"})
"""What "the two ..." is called where two bodies are meant, and no people."""
FORCES = word_set("army navy military police")
"""Bodies that act under no further name: "the army threw a cordon around the school"."""
PAPAL = frozenset({"pope", "pontiff"})
PAIRS = LANDS | FIRMS | word_set("men envoys leaders ministers diplomats presidents officials")


class Namer(Cast):
    """A cast that reads the sentences of its article in order, and knows more with each."""

    def read(self, tokens: Tokens, headline: bool = False) -> list[Entity]:
        """The entities of one sentence, in order. In a `headline` in title case only known names are read."""
        found: list[Entity] = []
        self.next_sentence()
        text, word, titles = tokens.text, tokens.word, self.shapes.titles
        at, end = 0, len(text)
        while at < end:
            token = text[at]
            if word[at].flags & PRONOUN or tokens.low[at] in STANDING_FOR:
                entity = self._lower(tokens, at)
            elif token[0].isupper() or ("-" in token and token in self.gazetteer.names) or _is_brand(token):
                entity = self._capital(tokens, at, headline)
            elif word[at].flags & ROLE or tokens.low[at] in titles:
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
                self.note(entity)
                found.append(entity)
            at = max(entity.end, at + 1)
        note_groups(self, tokens, found)
        return join(self, tokens, found)

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
        if hit and hit[1].sort == "person" and hit[0] > titles_end > at:
            country = hit[1].country  # "King Hussein"
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
        code = code or ("VAT" if titles & PAPAL else None)
        if name_end > end and titles & shapes.persons and tokens.low[end] not in shapes.organisations:
            hit = self.gazetteer.longest(tokens.text, end)
            if not (hit and hit[1].sort in ("country", "people", "body", "government") and hit[0] >= name_end):
                figure = self.person(tokens.text[end:name_end], code, titles)
                return Entity(start, name_end, (figure,))
        if not titles & shapes.persons:
            return None
        holder = self.holder(titles, code)
        if holder:
            return Entity(start, end, (holder,))
        if code:
            return Entity(start, end, (self.country(code),), "group")
        return None

    def _name_end(self, tokens: Tokens, at: int) -> int:
        """Index after the person's name that begins at `at`, or `at`."""
        text, low, size = tokens.text, tokens.low, len(tokens)
        end = at
        while end < size and end - at < 6:
            token = text[end]
            initial = len(token) == 1 and end > at and end + 1 < size and text[end + 1][0].isupper()
            if (
                (token[0].isupper() and (low[end] not in self.shapes.never or initial))
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
            person = self._person_beside(tokens, at, end)
            if person is not None:
                return person
            if name.sort == "city" and self._surname_of(tokens, at, end):
                return Entity(at, end, (self.people[tokens.text[end - 1]],))
            return Entity(at, end, (), "place", city=name)
        kind = "organisation" if name.sort in ("body", "movement") else "country"
        figure = self.other(name.id, name.name, kind, name.country)
        figure.names[spelled] = None
        return Entity(
            at, end, (figure,), "adjective" if name.sort == "people" and not spelled.endswith("s") else "name"
        )

    def _person_beside(self, tokens: Tokens, at: int, end: int) -> Entity | None:
        """A person whose given name is a town, beside an office or an age: "the guard, Florence Okoro, 52,"."""
        stop = self._run_end(tokens, end)
        if stop != end + 1 or end != at + 1 or stop >= len(tokens) or tokens.low[stop] != "," or at < 2:
            return None
        office = tokens.low[at - 1] == "," and bool(tokens.word[at - 2].flags & ROLE)
        if not (office or _has_age(tokens, stop)):
            return None
        titles = {tokens.low[at - 2]} & self.shapes.titles if office else set()
        return Entity(at, stop, (self.person(tokens.text[at:stop], None, titles),))

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
        loud = all(word.isupper() for word in tokens.text[at:end])
        if loud and (end - at > 2 or (end - at > 1 and all(len(word) > 3 for word in tokens.text[at:end]))):
            return Entity(at, end, ())
        first = tokens.word[at]
        if at == 0 or tokens.text[at - 1] in ("“", '"', "‘", ":", "-", "—", "–"):
            plain = first.flags or first.forms or first.noun or rarity(stem(tokens.low[at])) < COMMON
            if plain and (
                end == at + 1 or (tokens.low[at] not in self.shapes.given and tokens.text[at] not in self.shapes.given)
            ):
                known = self.people.get(tokens.text[at]) or self.others.get(slug(tokens.text[at]))
                if not known:
                    return None
            elif end == at + 1 and end < len(tokens) and _are_people(tokens, at):
                return None  # "Detectives in Lima", "Ranchers from Peru"
            elif end == at + 1 and end < len(tokens) and tokens.word[end].noun_meaning and tokens.text[end].islower():
                return None  # an adjective before what happens: "Fierce fighting"
        inner = self._title_within(tokens, at, end)
        if inner:
            return inner
        if tokens.text[at] in self.shapes.given and "of" in tokens.low[at:end]:
            end = at + tokens.low[at:end].index("of")
        if "of" in tokens.low[at + 1 : end]:
            cut = at + 1 + tokens.low[at + 1 : end].index("of")
            known = self.people.get(tokens.text[cut - 1])
            if known is not None and cut - at < 4 and agree(known.name.split(), tokens.text[at:cut]):
                end = cut  # "Ana Lopez of Peru"
        words = tokens.text[at:end]
        if len(words) == 1 and words[0] in self.shapes.given:
            bearers = {f.id: f for f in self.people.values() if f.name.split()[0] == words[0]}
            if len(bearers) == 1:
                return Entity(at, end, tuple(bearers.values()))
        known = self.people.get(words[-1]) if words[-1] in self.people else None
        if known and agree(known.name.split(), words):
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
            if figure is not None and agree(figure.name.split(), words):
                return Entity(at, stop, (figure,))
            figure = self.others.get(slug(" ".join(words)))
            if figure is not None:
                return Entity(at, stop, (figure,))
        return Entity(at, at + 1, ())

    def _shaped(self, tokens: Tokens, at: int, end: int) -> Entity | None:
        """A name nobody listed, by its look and its neighbours."""
        shapes, words, low = self.shapes, tokens.text[at:end], tokens.low
        leader = self.gazetteer.surnames.get(words[-1])
        if leader is not None and (len(words) == 1 or agree(leader.name.split(), words)):
            return Entity(
                at, end, (self.person(leader.name.split() if len(words) == 1 else words, leader.country, set()),)
            )
        full = " ".join(words)
        if len(words) == 1 and low[at - 1 : at] == ["the"]:
            body = self.body_called(words[0])
            if body is not None:
                return Entity(at, end, (body,))
        if low[end - 1] in shapes.organisations or any(word in ("of", "for") for word in words):
            return self._organisation(at, end, full)
        if low[end - 1] in shapes.places:
            return Entity(at, end, (), "place", city=Name(slug(full), full, "region", None))
        before = low[at - 1] if at else ""
        after = tokens.word[end] if end < len(tokens) else None
        persons = 2 <= len(words) <= 4 and (words[0] in shapes.given or before in shapes.persons)
        if 2 <= len(words) <= 4 and not persons and after is not None:
            persons = low[end] == "who" or bool(after.verb_meaning and after.verb_meaning.name in ("say", "declare"))
        rare = (
            len(words) == 2 and before not in ("the", "this") and all(self._is_rare(tokens, k) for k in (at, end - 1))
        )
        persons = persons or rare or (len(words) < 4 and _has_age(tokens, end))
        if persons or (before in shapes.persons and len(words) < 4 and tokens.word[at].noun == ""):
            return Entity(at, end, (self.person(words, None, {before} & shapes.titles),))
        if before in ("in", "at", "near", "from", "to", "around", "outside") and len(words) < 4 and full.isalpha():
            key = slug(full)
            if key not in self.others:
                return Entity(at, end, (), "place", city=Name(key, full, "city", None))
        return self._organisation(at, end, full, "thing")

    def _is_rare(self, tokens: Tokens, at: int) -> bool:
        """Whether a capitalised word is no word of the language: two of them in a row are most often a person."""
        word, text = tokens.word[at], tokens.text[at]
        if word.flags or word.forms or word.noun or word.part or not text.isalpha() or not text[1:].islower():
            return False
        known = self.gazetteer.names.get(text, ())
        return all(name.sort == "person" for _, name in known) and rarity(stem(tokens.low[at])) >= COMMON

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
            figure = self._person_meant(low in ("she", "her"))
            return Entity(at, at + 1, (figure,), "pronoun") if figure else None
        if low in NEUTER:
            body = self.meant(True)
            return Entity(at, at + 1, (body,), "pronoun") if body else None
        if low in ("they", "them", "their"):
            if self.last_pair:
                return Entity(at, at + 1, self.last_pair, "pronoun")
            body = self.meant(True)
            return Entity(at, at + 1, (body,), "pronoun") if body else None
        if low in ("both", "two"):
            return self._pair(tokens, at)
        return self._office(tokens, at)

    def _person_meant(self, female: bool) -> Figure | None:
        meant = self.meant(False)
        if meant is not None and meant.female == female:
            return meant
        return self.last_woman if female else self.last_man or self.last_person

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
        if not self.last_pair and low[end - 1] not in PAIR_TITLES and low[end - 1] not in LANDS:
            return None
        pair = self.by_office(low[end - 1]) or self.last_pair
        if low[end - 1] in LANDS:
            pair = self._two_lands(pair)
        if low[end - 1] in FIRMS and any(figure.type in ("person", "country") for figure in pair):
            return None
        return Entity(at, end, pair, "pair") if pair else None

    def _two_lands(self, pair: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """The countries of a pair, or the two the article speaks of most."""
        codes = countries_of(pair)
        if len(codes) != 2:
            most = self.countries.most_common(3)
            codes = (
                {code for code, _ in most[:2]}
                if len(most) == 2 or (len(most) > 2 and most[1][1] > most[2][1])
                else set()
            )
        return tuple(self.country(code) for code in sorted(code for code in codes if code))

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
        if at and low[at - 1] == "the" and name_end == end:
            body = self.group_meant(low[at])
            if body is not None:
                return Entity(at, at + 1, (body,), "group")
        if at and low[at - 1] == "the" and low[at] in FORCES and not (nominal(tokens, at + 1) or _has_owner(low, at)):
            return Entity(at, at + 1, (self.other(low[at], low[at].capitalize(), "organisation", None),), "group")
        if at and low[at - 1] in ("the", "a") and titles & self.shapes.persons:
            holder = self.holder(titles, None)
            if holder:
                return Entity(at, end, (holder,), "group")
            if titles & PAPAL:
                return Entity(at, end, (self.country("VAT"),), "group")
        return None


def _has_owner(low: list[str], at: int) -> bool:
    """Whether what follows says whose a force is: "the army of Mali", "the police in Lima"."""
    return low[at + 1 : at + 2] in (["of"], ["in"], ["from"])


def _has_age(tokens: Tokens, at: int) -> bool:
    """Whether an age between commas stands behind a name: ", 52,"."""
    after = tokens.text[at : at + 3]
    return len(after) == 3 and after[0] == after[2] == "," and after[1].isdigit() and len(after[1]) < 3


def _is_brand(token: str) -> bool:
    """A name that begins small and goes on large: "iPhone", "eBay"."""
    return len(token) > 2 and token[0].islower() and token[1].isupper() and token.isalnum()


def _stands_alone(tokens: Tokens, after: int) -> bool:
    """Whether "the two" ends before a verb, a preposition or a conjunction, and no noun follows."""
    return bool(tokens.word[after].forms or tokens.word[after].flags & (PREPOSITION | CONJUNCTION))


def _are_people(tokens: Tokens, at: int) -> bool:
    """Whether the first word of a sentence is a plural with a place behind it, and no name."""
    low = tokens.low[at]
    plural = low.endswith(("s", "men")) and not low.endswith(("ss", "us", "is")) and len(low) > 4
    return plural and tokens.low[at + 1] in ("in", "from", "near", "across", "outside", "at") and low.isalpha()
