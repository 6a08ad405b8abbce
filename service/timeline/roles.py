"""Who does it and to whom: the parties of a deed from its verb's voice and the places of the names around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from service.timeline.cast import Cast, Entity, Figure
from service.timeline.gazetteer import Name, word_set
from service.timeline.lexicon import (
    CIVILIAN,
    CONJUNCTION,
    DETERMINER,
    MEASURE,
    MILITARY,
    POSSESSIVE,
    PREPOSITION,
    ROLE,
    SUBORDINATOR,
    Meaning,
)
from service.timeline.phrases import STOPS
from service.timeline.tokens import Tokens
from service.timeline.verb import Verb, nominal

TOWARDS = frozenset(
    {"with", "to", "against", "on", "upon", "at", "toward", "towards", "between", "over", "about", "for"}
)
PLACED = frozenset(
    {
        "in",
        "into",
        "near",
        "inside",
        "at",
        "around",
        "throughout",
        "across",
        "outside",
        "within",
        "on",
        "from",
        "to",
        "toward",
        "towards",
    }
)
NO_PARTY = frozenset(
    {
        "like",
        "unlike",
        "than",
        "including",
        "after",
        "before",
        "since",
        "during",
        "following",
        "despite",
        "amid",
        "under",
        "because",
        "according",
        "behind",
        "as",
        "via",
    }
)
HEARD = frozenset({"tell", "brief", "address", "interview", "assure", "inform", "thank"})
"""Verbs of saying with somebody said to."""
HOME = frozenset(
    {"of", "in", "from", "throughout", "across", "at", "near", "around", "inside", "outside", "for", "within", "on"}
)
"""Behind one of these, in a subject that names nobody else, stands where its people are: "guards at a Syrian jail"."""
CLAUSES = frozenset({"when", "while", "who", "whose", "which", "because", "although", "whereas"})
"""Words that open a clause of its own, whose people are no party to the verb before."""
SYMMETRIC = frozenset({"meet", "discuss", "agree", "cooperate", "sign"})
BEFALLING = frozenset({"accident", "disaster"})
"""What nobody does: who stands before its noun is whom or where it struck ("the Haiti earthquake")."""
DOWNWARD = frozenset(
    {
        "retreat",
        "aid",
        "fight",
        "assault",
        "bomb",
        "sanction",
        "coerce",
        "concede",
        "help",
        "mobilize",
        "interfere",
        "investigate",
        "protest",
    }
)
"""Meanings whose target, where nobody else is named, is the country they happen in."""


@dataclass(slots=True)
class Parties:
    """Figures by role, and where it happens."""

    sources: list[Figure] = field(default_factory=list)
    targets: list[Figure] = field(default_factory=list)
    others: list[Figure] = field(default_factory=list)
    places: list[Name] = field(default_factory=list)


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
                if before is not None and before is not entity and before.end <= at:
                    return self.preposition(before)
                return ""
            if word.flags & PREPOSITION and not (word.flags & DETERMINER and low == "that"):
                return "according" if low == "to" and at and tokens.low[at - 1] == "according" else low
            opens = word.flags & (CONJUNCTION | SUBORDINATOR)
            if low in STOPS or (word.forms and not word.noun) or opens:
                return ""
            at -= 1
        return ""


def parties_of_verb(scene: Scene, index: int) -> Parties:
    """The parties of the verb `scene.verbs[index]`."""
    verb = scene.verbs[index]
    found = Parties()
    subject = subject_of(scene, index)
    if verb.passive:
        found.targets.extend(subject)
    else:
        found.sources.extend(subject)
    _behind(scene, index, found)
    if verb.passive and "allege" in verb.does:
        found.others.extend(figure for figure in found.targets if figure not in subject)
        found.targets = list(subject)
    if "report" in verb.does and verb.meaning is not None and verb.meaning.does == "report" and verb.lemma not in HEARD:
        found.others.extend(found.targets)
        found.targets = []
    if verb.meaning is not None:
        _settle(verb.meaning, found, scene.cast)
    return found


def subject_of(scene: Scene, index: int, depth: int = 0) -> list[Figure]:
    """The figures in the subject of a verb; an infinitive or a coordinated verb has its governor's."""
    verb = scene.verbs[index]
    start, end = verb.subject or (verb.left, verb.start)
    figures = in_subject(scene, start, end)
    if not figures and verb.subject and not any(nominal(scene.tokens, at) for at in range(start, end)):
        figures = in_subject(scene, end, verb.start)
    if figures or depth > 4:
        return figures
    if verb.link == "relative" and verb.left < verb.start:
        before = [e for e in scene.entities if e.end <= verb.left and e.end >= verb.left - 4 and not e.possessive]
        if before:
            return list(before[-1].figures)
    beside = verb.link == "and" and verb.governor is not None
    if verb.does & {"report"} and verb.finite and not beside and not _names(scene, start, end):
        after = [
            e for e in scene.entities if verb.end <= e.start <= verb.end + 3 and e.sort in ("name", "group", "pronoun")
        ]
        if after and _only_titles_between(scene, verb.end, after[0].start):
            return list(after[0].figures)
    if verb.link == "part" and verb.passive:
        before = [
            e for e in scene.entities if e.end <= verb.start and e.end >= verb.start - 5 and e.start >= verb.left - 8
        ]
        return list(before[-1].figures) if before else []
    if verb.governor is None or verb.link in ("when", "if", "relative"):
        return []
    governor = scene.verbs[verb.governor]
    if verb.link == "to" and governor.does & {"demand", "cause"}:
        between = [e for e in scene.entities if governor.end <= e.start < verb.start and e.sort != "adjective"]
        if between:
            return [f for e in between[-2:] for f in e.figures]
    if verb.link in ("to", "and", "ing", "said") or verb.link == "part":
        if verb.link == "said" and verb.finite and verb.left >= governor.end and _has_subject(scene, verb):
            return []
        if verb.link == "and" and verb.finite and _names(scene, start, end, sure=True):
            return []
        if verb.link == "ing" and "allege" in governor.does:
            return _accused(scene, governor, verb)
        if governor.passive and not verb.passive and verb.link == "ing":
            return []
        return subject_of(scene, verb.governor, depth + 1)
    return []


def _names(scene: Scene, start: int, end: int, sure: bool = False) -> bool:
    """Whether a noun stands between two tokens, as a subject nobody named has one; `sure`: no guess such as "far"."""
    words, low = scene.tokens.word, scene.tokens.low
    return any(
        nominal(scene.tokens, at)
        and not scene.tokens.dated[at]
        and (not sure or words[at].noun or words[at].flags & ROLE or low[at].endswith("s"))
        for at in range(start, end)
    )


def _accused(scene: Scene, governor: Verb, verb: Verb) -> list[Figure]:
    """Who did it, of whom it is claimed: "accused Peru of bombing ...", "Peru is accused of bombing ..."."""
    if governor.passive:
        return subject_of(scene, scene.verbs.index(governor), 4)
    between = [e for e in scene.entities if governor.end <= e.start < verb.start and e.sort != "adjective"]
    return list(between[0].figures) if between else []


THEMSELVES = word_set(
    "group company government country agency organisation organization movement party army ministry bank team union"
)
"""With "the" before it in what somebody said, the speaker's own."""


def _has_subject(scene: Scene, verb: Verb) -> bool:
    """Whether something unnamed is the subject: "said fighting had moved"."""
    tokens = scene.tokens
    last, led = tokens.low[verb.start - 1], tokens.low[verb.start - 2]
    if (last in THEMSELVES and led == "the") or (last in THEIRS and led in ("its", "their")):
        return False
    if verb.subject is not None and any(nominal(tokens, at) for at in range(*verb.subject)):
        return True
    if verb.start - verb.left > 2:
        return True
    return any(nominal(tokens, at) and not tokens.dated[at] for at in range(verb.left, verb.start))


def _only_titles_between(scene: Scene, start: int, end: int) -> bool:
    words, low = scene.tokens.word, scene.tokens.low
    return not any(low[k] in STOPS or words[k].flags & (PREPOSITION | SUBORDINATOR) for k in range(start, end))


def in_subject(scene: Scene, start: int, end: int) -> list[Figure]:
    """Figures between `start` and `end` that are not behind a preposition; an owner counts for what is his."""
    inside = [e for e in scene.entities if start <= e.start and e.end <= end]
    out: list[Figure] = []
    owner: list[Figure] = []
    of_role: list[Figure] = []
    for entity in inside:
        preposition = scene.preposition(entity)
        if entity.start - start <= 2 and scene.tokens.low[start] == preposition:
            preposition = ""
        figures = entity.figures or _capital(scene, entity)
        behind = next((e for e in inside if e.start == entity.end + 1 and e.possessive), None)
        if entity.possessive or _owns(scene, entity) or (behind is not None and scene.tokens.low[entity.end] == "and"):
            if not _another_person(scene, entity, figures, end):
                owner.extend(figures)
            continue
        if preposition in HOME and not out and _has_people(scene, preposition, start, entity, end):
            of_role.extend(figures or _country_of(scene, entity))
            continue
        if preposition and preposition != "'s":
            continue
        if entity.sort == "adjective" and any(_stands_before(scene, entity, e) for e in inside):
            continue
        out.extend(figures)
    return _once(out or owner or of_role)


def _has_people(scene: Scene, preposition: str, start: int, entity: Entity, end: int) -> bool:
    """Whether a subject that names a place has people of it: "guards at a jail in Syria", "in Syria, students"."""
    words = scene.tokens.word
    if entity.start > 1 and words[entity.start - 2].flags & MEASURE:
        return True  # "thousands of Kurds"
    people = [k for k in range(start, end) if words[k].flags & (ROLE | CIVILIAN | MILITARY)]
    if preposition == "in" or not people:
        return bool(people) or not _names(scene, entity.end, end)
    person = bool(entity.figures) and entity.figures[0].type == "person"
    return people[0] < (entity.start if person else entity.end)


def _another_person(scene: Scene, owner: Entity, figures: Iterable[Figure], end: int) -> bool:
    """Whether what a person "owns" is somebody else: "the singer's doctor", "her brothers"."""
    if not any(figure.type in ("person", "thing") for figure in figures):
        return False
    tokens = scene.tokens
    for at in range(owner.end, min(end, owner.end + 5)):
        if tokens.word[at].flags & PREPOSITION or tokens.low[at] in STOPS:
            return False
        if tokens.low[at] in KIN or (tokens.word[at].flags & ROLE and tokens.low[at] not in SPEAKING_FOR):
            return True
    return False


KIN = word_set(
    """brother brothers sister sisters son sons daughter daughters father mother wife husband widow family parents
    children fans friend friends girlfriend boyfriend critics victims enemies opponents nephew cousin uncle aunt"""
)
SPEAKING_FOR = word_set(
    """spokesman spokeswoman government administration regime forces troops army soldiers party militia fighters police
    cabinet security team group military"""
)
"""Those who act for the one they belong to."""
THEIRS = THEMSELVES | SPEAKING_FOR | word_set("soldiers planes jets warplanes navy fleet ships police-force embassy envoys")
"""With "its" or "their" before it in what somebody said, the speaker's own: "denied that its soldiers had fired"."""


def _stands_before(scene: Scene, adjective: Entity, other: Entity) -> bool:
    """Whether an adjective only describes a name behind it ("Russian President Vladimir Putin")."""
    near = other.sort != "adjective" and adjective.end <= other.start <= adjective.end + 3
    between = range(adjective.end, other.start)
    return near and not any(scene.tokens.word[k].flags & CONJUNCTION or scene.tokens.low[k] == "," for k in between)


def _once(figures: list[Figure]) -> list[Figure]:
    return list({figure.id: figure for figure in figures}.values())


def _capital(scene: Scene, entity: Entity) -> tuple[Figure, ...]:
    """A capital that acts for its country: "Moscow said"."""
    if entity.city is not None and entity.city.capital and entity.city.country:
        figure = scene.cast.country(entity.city.country)
        figure.names[entity.city.name] = None
        return (figure,)
    return ()


def _country_of(scene: Scene, entity: Entity) -> tuple[Figure, ...]:
    if entity.city is not None and entity.city.country:
        return (scene.cast.country(entity.city.country),)
    return ()


def _behind(scene: Scene, index: int, found: Parties) -> None:
    """Objects, agents and places behind the verb in its clause; where that names nobody, in what completes it."""
    verb = scene.verbs[index]
    weak: list[Figure] = []
    before = len(found.targets)
    _collect(scene, index, verb.end - 1, verb.right, found, weak)
    if len(found.targets) == before:
        right = _reach(scene, index)
        if right > verb.right:
            _collect(scene, index, verb.right, right, found, weak)
    if verb.meaning is not None and verb.meaning.roles == "to":
        found.targets.extend(scene.cast.country(place.country) for place in found.places if place.country)
    if not found.targets:
        found.targets.extend(f for f in weak if f not in found.sources)
    else:
        found.others.extend(weak)


def _collect(scene: Scene, index: int, left: int, right: int, found: Parties, weak: list[Figure]) -> None:
    """Sort the entities between two tokens behind a verb into agents, targets and places."""
    verb = scene.verbs[index]
    right = next((at for at in range(verb.end, right) if scene.tokens.low[at] in CLAUSES and at > left), right)
    for entity in scene.entities:
        if not left <= entity.start < right and not (left < verb.end and verb.head < entity.start < verb.end):
            continue
        preposition = scene.preposition(entity)
        figures = entity.figures or (_capital(scene, entity) if preposition not in PLACED else ())
        if verb.passive and (preposition == "by" or _behind_by(scene, verb.end - 1, entity)):
            found.sources.extend(figures or _capital(scene, entity) or _country_of(scene, entity))
        elif entity.city is not None or (
            preposition in PLACED
            and _is_land(entity)
            and preposition in ("in", "into", "near", "inside", "throughout", "across", "within")
        ):
            if figures and entity.city is not None:
                found.targets.extend(figures)
            else:
                _place(scene, entity, found)
        elif entity.sort == "adjective" and preposition in ("in", "near", "inside", "within", "across", "throughout"):
            if preposition == "near":
                found.others.extend(figures)
            else:
                _place(scene, entity, found)  # "in an Iraqi village"
        elif preposition in NO_PARTY or (scene.tokens.low[entity.start] == "their" and entity.sort == "pronoun"):
            found.others.extend(figures)
        elif entity.possessive or preposition in ("of", "'s", "from", "by") or _owns(scene, entity):
            weak.extend(figures)
        else:
            found.targets.extend(figures)


def _behind_by(scene: Scene, start: int, entity: Entity) -> bool:
    """Whether an entity says whose people did it: "killed by supporters of the president"."""
    tokens = scene.tokens
    for at in range(entity.start - 1, start, -1):
        low = tokens.low[at]
        if low == "by":
            return True
        if low in STOPS or low in CLAUSES or (tokens.word[at].flags & PREPOSITION and low not in ("of", "from")):
            return False
    return False


def _owns(scene: Scene, entity: Entity) -> bool:
    """Whether "his" or "their" only says whose thing the object is: "discussed their idea with the president"."""
    return entity.sort == "pronoun" and bool(scene.tokens.word[entity.start].flags & POSSESSIVE)


def _reach(scene: Scene, index: int) -> int:
    """Where the words of a verb end: its clause, and the infinitives and participles that only complete it."""
    verb = scene.verbs[index]
    right = verb.right
    for later in range(index + 1, len(scene.verbs)):
        other = scene.verbs[later]
        if other.governor in range(index, later) and other.link in ("to", "ing", "said") and other.left <= right:
            if other.link == "said" and not verb.does & {"demand", "agree", "threaten", "refuse", "allege"}:
                break
            right = other.right
        else:
            break
    return right


def _is_land(entity: Entity) -> bool:
    return len(entity.figures) == 1 and entity.figures[0].type == "country" and entity.sort == "name"


def _place(scene: Scene, entity: Entity, found: Parties) -> None:
    if entity.city is not None:
        found.places.append(entity.city)
    elif entity.figures:
        figure = entity.figures[0]
        found.places.append(Name(figure.id, figure.name, "country", figure.country))


def _settle(meaning: Meaning, found: Parties, cast: Cast) -> None:
    """Each figure once; the country it happens in as the one it is done to, where nobody else is named."""
    found.sources = _once(found.sources)
    taken = {figure.id for figure in found.sources}
    found.targets = [figure for figure in _once(found.targets) if figure.id not in taken]
    if not found.targets and meaning.name in DOWNWARD:
        countries = {figure.country for figure in found.sources}
        for place in found.places:
            if place.country and place.country not in countries:
                found.targets.append(cast.country(place.country))
                break


def parties_of_noun(scene: Scene, at: int, meaning: Meaning, left: int, right: int) -> Parties:
    """The parties of an event noun: owner or adjective before it, those behind "of", "with", "between", "against"."""
    found = Parties()
    tokens = scene.tokens
    for entity in scene.entities:
        if entity.start < left or entity.end > right:
            continue
        if entity.end <= at:
            gap = range(entity.end, at)
            if any(
                tokens.word[k].flags & PREPOSITION or tokens.low[k] in STOPS or tokens.word[k].flags & CONJUNCTION
                for k in gap
            ):
                continue
            if any(
                tokens.word[k].forms and not tokens.word[k].noun and not tokens.low[k].endswith(("ed", "ing"))
                for k in gap
            ):
                continue
            figures = entity.figures or _country_of(scene, entity)
            if meaning.name in BEFALLING:
                found.others.extend(figures)
            else:
                found.sources.extend(figures)
        elif entity.start > at:
            preposition = scene.preposition(entity)
            figures = entity.figures or (_capital(scene, entity) if preposition not in PLACED else ())
            if (
                preposition == "by"
                or _behind_by(scene, at, entity)
                or preposition == "between"
                or (preposition == "of" and meaning.name in ("meet", "discuss"))
            ):
                found.sources.extend(figures)
            elif entity.city is not None or (_is_land(entity) and preposition in ("in", "into", "near")):
                _place(scene, entity, found)
                if meaning.roles == "in" and not found.targets:
                    found.targets.extend(entity.figures or _country_of(scene, entity))
            elif preposition in TOWARDS or preposition in ("of", "from") or (not preposition and entity.start < at + 3):
                found.targets.extend(figures)
            else:
                found.others.extend(figures)
    _settle(meaning, found, scene.cast)
    return found
