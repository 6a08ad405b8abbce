"""What linking looks at: a mention boiled down to its days, its deed, who takes part and what words it uses.

Facts are a function of the mention alone. `level` says how firmly a mention stands in the calendar; firm mentions lead
events, vaguer ones join them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from unicodedata import combining, normalize

from service.timeline.datewords import before_christ
from service.timeline.model import Actor, Mention
from service.timeline.recent import Recent
from service.timeline.wording import RAREST, circle, family, family_of_phrase, rarity, stem

DAY, SPAN, MONTH, YEAR, UNDATED = range(5)
"""Levels: one day; up to SPAN_DAYS; up to MONTH_DAYS; longer or open at one end; no days at all."""

FOLLOWER = 5
"""The level of a mention that goes on from a dated one of its article: it joins that one's event and nothing else."""

SPAN_DAYS = 32
MONTH_DAYS = 184
LIGHT_VERBS = frozenset(
    {
        *("have", "take", "hold", "make", "give", "get", "do", "be", "engage", "conduct"),
        *("follow", "continue", "begin", "include", "see", "show"),
    }
)
"""Verbs that leave it to a noun to name the deed: "had a meeting", "held talks"."""

OUTCOMES = frozenset({"plan", "schedule", "cancel", "postpone", "delay", "adjourn"})
"""Verbs that say what became of a deed which a noun beside them names: "her flight was cancelled"."""

WORDS_BEHIND = 4
"""Words behind a verb that can make a phrase of it: "let the women go"."""

FAMILIES_KEPT = 3
"""A mention is looked up under its own family and at most two more, those named nearest to its deed."""

SAYS_NOTHING = frozenset(
    {
        *("a.m.", "p.m.", "am", "pm", "a.m", "p.m", "local", "time"),
        *("et", "est", "edt", "pt", "gmt", "bst", "utc", "cet"),
        *("updat", "repli", "retweet", "photo", "video", "correspondent", "reuter", "cnn", "bbc", "afp"),
    }
)
"""Stems of the clock and of the newsroom: they stand beside any happening and tell nothing of it."""

BEFORE_COSTS = 2
"""A word before the deed is this much further from it than one as far behind: what a deed is done to follows it."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person across articles: the last word of the name and the words before it, as they sound."""

    surname: str
    given: frozenset[str]

    def compatible(self, other: Person) -> bool:
        """Whether two names can be one person's: same surname, and no given name against another."""
        if self.surname != other.surname:
            return False
        return not self.given or not other.given or bool(self.given & other.given) or _initials_agree(self, other)


_SOUNDS = (
    *(("dh", "d"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("sch", "sh")),
    *(("tz", "z"), ("q", "g"), ("k", "g"), ("c", "g")),
)
_UNHEARD = re.compile(r"(?<=.)[aeiouyjwh'’\W\d]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 14)
def sound(name: str, least: int = 3) -> str:
    """A folded name's consonants, spellings of one sound alike: names reach print by many transliterations.

    A name with fewer than `least` consonants is taken as it is written: Li is not Le.

    >>> sound("sergey") == sound("sergei"), sound("gaddafi") == sound("qadhafi"), sound("wang") == sound("yong")
    (True, True, False)
    """
    folded = "".join(c for c in normalize("NFKD", name) if not combining(c))
    for written, heard in _SOUNDS:
        folded = folded.replace(written, heard)
    heard = _DOUBLED.sub(r"\1", _UNHEARD.sub("", folded))
    return heard if len(heard) >= least else name


@dataclass(frozen=True, slots=True)
class Facts:
    """A mention as linking sees it; days are ordinals (`date.toordinal`), both included."""

    mention: Mention
    level: int
    first: int | None
    last: int | None
    published: int
    lemma: str
    borrowed: bool
    """Whether `lemma` is not the trigger's own: a noun beside it, or what its phrase tells of."""
    family: str
    families: tuple[str, ...]
    circles: tuple[str, ...]
    persons: tuple[Person, ...]
    speakers: tuple[Person, ...]
    bodies: frozenset[str]
    countries: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    told: frozenset[str]
    names: frozenset[str]
    weight: int
    rare: tuple[str, ...]
    topic: frozenset[str]
    order: tuple[int, int, datetime, tuple[str, str, int, int, int]]
    key: tuple[str, str, int, int, int]
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Link keys made so far, by what they are for (`keys.py`)."""
    key_sets: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)


_KNOWN: Recent[int, Facts] = Recent(most=20_000)


def facts_of(mention: Mention) -> Facts:
    """The facts of a mention. Those of the last mentions asked for are remembered: a store hands out the same again."""
    known = _KNOWN.get(id(mention))
    if known is None or known.mention is not mention:
        known = _facts_of(mention)
        _KNOWN.put(id(mention), known)
    return known


def _facts_of(mention: Mention) -> Facts:
    persons = tuple(dict.fromkeys(person_of(actor) for actor in mention.actors if actor.type == "person"))
    lemma = mention.trigger.lemma if mention.trigger else ""
    names, told = _names(mention), _words(mention)
    words = [word for word in told if word not in names]
    word, families = _families(mention, lemma, words)
    level, first, last = _days(mention)
    return Facts(
        mention=mention,
        level=level,
        first=first,
        last=last,
        published=mention.published.date().toordinal(),
        lemma=word,
        borrowed=word != stem(lemma),
        family=families[0],
        families=families,
        circles=tuple(dict.fromkeys(circle(name) for name in families)),
        persons=persons,
        speakers=tuple(person_of(a) for a in mention.actors if a.type == "person" and a.role == "source"),
        bodies=frozenset(a.id for a in mention.actors if a.type in ("organisation", "thing")),
        countries=frozenset(a.country for a in mention.actors if a.country),
        places=frozenset(p.name.casefold() for p in mention.places)
        | frozenset(a.name.casefold() for a in mention.actors if a.type == "place"),
        words=frozenset(words),
        told=frozenset(told),
        names=names,
        weight=sum(rarity(word) for word in words),
        rare=tuple(sorted(words, key=lambda word: (-rarity(word), word))[:3]),
        topic=frozenset(mention.topic),
        order=(level, -_richness(mention, families[0]), mention.published, mention.key),
        key=mention.key,
    )


def _families(mention: Mention, lemma: str, words: list[str]) -> tuple[str, tuple[str, ...]]:
    """The word of the deed, and the families: the deed's own (else its lemma, else its kind) first, then those the
    words nearest to it name.
    """
    at, behind = _place_of_deed(mention, words), _behind(mention)
    plain = family(lemma) if lemma else None
    phrase = family_of_phrase(lemma, behind[:WORDS_BEHIND])
    near = sorted(range(len(words)), key=lambda place: (abs(place - at) + (BEFORE_COSTS if place < at else 0), place))
    deeds = [words[place] for place in near if (name := family(words[place])) and circle(name) != "saying"]
    if phrase is not None:  # "called on" is no call
        deeds = [word for word in deeds if family(word) != plain]
    own, word = (plain, lemma) if phrase is None else (phrase, phrase or lemma)
    if own == "say" and mention.kind == "demand":  # who is told to do something is asked to do it
        own = "demand"
    if lemma == "send" and phrase is None and any(a.type == "person" and a.role != "source" for a in mention.actors):
        own = "visit"
    noun = None
    if phrase == "" or lemma in OUTCOMES:
        noun = next((w for w in reversed(words[:at]) if w in deeds), None) or next(iter(deeds), None)
    elif own is None and lemma in LIGHT_VERBS:
        done = {stem(w) for w in behind}
        noun = next((w for w in deeds if w in done or w in words[:at]), None) or next(iter(deeds), None)
    if noun is not None:
        own, word = family(noun), noun
    others = [name for name in dict.fromkeys(family(w) for w in deeds) if name]
    first = own or (f"={stem(lemma)}" if lemma else f"+{mention.kind or 'none'}")
    if first == "attend":  # the meeting attended is another happening than a meeting of two
        return stem(word), (first, "conference")
    return stem(word), (first, *[name for name in others if name != first][: FAMILIES_KEPT - 1])


def _behind(mention: Mention) -> list[str]:
    """The words behind a mention's verb, to the end of its clause, particles of the verb itself first."""
    if mention.trigger is None:
        return []
    rest = mention.text[mention.trigger.end - mention.start :] if mention.trigger.end <= mention.end else ""
    clause = _CLAUSE.split(rest, maxsplit=1)[0].casefold()
    return [*mention.trigger.text.casefold().split()[1:], *_WORD.findall(clause)]


_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[.,;:()\u201c\u201d\"]")


def _place_of_deed(mention: Mention, words: list[str]) -> int:
    """Where the trigger stands among the words, the first place where it does not."""
    if mention.trigger is None:
        return 0
    stems = (stem(mention.trigger.text.casefold()), stem(mention.trigger.lemma))
    return next((place for place, word in enumerate(words) if word in stems), 0)


def _names(mention: Mention) -> frozenset[str]:
    """Stems of the names of a mention's actors and places."""
    names = {stem(part) for a in mention.actors for name in (a.name, *a.names) for part in name.casefold().split()}
    return frozenset(names | {stem(part) for p in mention.places for part in p.name.casefold().split()})


def _words(mention: Mention) -> list[str]:
    """Stems of the mention's words that tell something of the happening, once each, in order."""
    return [word for word in dict.fromkeys(stem(term) for term in mention.terms) if word not in SAYS_NOTHING]


def person_of(actor: Actor) -> Person:
    """An actor of type person as linking compares it."""
    parts = actor.name.casefold().replace(".", " ").split() or [actor.id]
    return Person(sound(parts[-1]), frozenset(sound(part, 2) if len(part) > 1 else part for part in parts[:-1]))


def _initials_agree(one: Person, other: Person) -> bool:
    return any(a[0] == b[0] and 1 in (len(a), len(b)) for a in one.given for b in other.given)


def _days(mention: Mention) -> tuple[int, int | None, int | None]:
    if mention.follows is not None:
        return FOLLOWER, None, None
    earliest, latest = mention.date.earliest, mention.date.latest
    if earliest is None and latest is None:
        return (YEAR if before_christ(mention.date.value) else UNDATED), None, None
    first, last = (day.toordinal() if day else None for day in (earliest, latest))
    if first is None and last is not None and mention.status == "planned":  # what is planned is still to come
        first = min(last, mention.published.date().toordinal())
    if first is None or last is None:
        return YEAR, first, last
    length = last - first + 1
    if length == 1 and earliest is not None:
        return DAY, first, last
    return (SPAN if length <= SPAN_DAYS else MONTH if length <= MONTH_DAYS else YEAR), first, last


def _richness(mention: Mention, own_family: str) -> int:
    """How much a mention says for itself: the richest account of a day leads, the poorer ones join it."""
    people = list({actor.id: actor for actor in mention.actors}.values())
    actors = min(4, len(people))
    named = sum(actor.type == "person" and " " in actor.name for actor in people[:4])
    told = min(4, len(mention.terms) // 3)
    return 2 * actors + named + told + bool(mention.places) + 2 * (own_family[0] not in "=+") + 2 * bool(mention.actors)


def monday(ordinal: int) -> int:
    """The Monday of the week of a day, as a week's name: ordinals count from a Monday (1 January 1)."""
    return (ordinal - 1) // 7


def month(ordinal: int) -> str:
    """`2017-08` of a day."""
    return date.fromordinal(ordinal).isoformat()[:7]


def months(first: int, last: int) -> list[str]:
    """Every month touched from one day to another."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    found = []
    while start <= end:
        found.append(start.isoformat()[:7])
        start = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    return found


RARE_ENOUGH = RAREST - 2
"""A word at least this telling can stand for a happening in a link key."""
