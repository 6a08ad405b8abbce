"""Who stands in the subject of a verb: its own, that of the verb it hangs on, or of the noun it describes."""

from __future__ import annotations

from collections.abc import Iterable

from service.timeline.cast import Entity, Figure, countries_of
from service.timeline.gazetteer import word_set
from service.timeline.lexicon import CIVILIAN, CONJUNCTION, MEASURE, MILITARY, PREPOSITION, ROLE, SUBORDINATOR
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene, capital_acting, country_of, once, owns
from service.timeline.verb import Verb, any_nominal, nominal

HOME = frozenset(
    {"of", "in", "from", "throughout", "across", "at", "near", "around", "inside", "outside", "for", "within", "on"}
)
"""Behind one of these, in a subject that names nobody else, stands where its people are: "guards at a Syrian jail"."""
THEMSELVES = word_set(
    "group company government country agency organisation organization movement party army ministry bank team union"
)
"""With "the" before it in what somebody said, the speaker's own."""
KIN = word_set(
    """brother brothers sister sisters son sons daughter daughters father mother wife husband widow family parents
    children fans friend friends girlfriend boyfriend critics victims enemies opponents nephew cousin uncle aunt"""
)
SEVERAL = ("s", "men")
"""Endings of nouns for several people or bodies: "courts in Turkey"."""
SPEAKING_FOR = word_set(
    """spokesman spokeswoman government administration regime forces troops army soldiers party militia fighters police
    cabinet security team group military"""
)
"""Those who act for the one they belong to."""
THEIRS = (
    THEMSELVES | SPEAKING_FOR | word_set("soldiers planes jets warplanes navy fleet ships police-force embassy envoys")
    | word_set("men aircraft drones")
)
"""With "its" or "their" before it in what somebody said, the speaker's own: "denied that its soldiers had fired"."""


def lands_of(scene: Scene, index: int) -> set[str]:
    """The countries of those in the subject of a verb."""
    return countries_of(subject_of(scene, index))


def subject_of(scene: Scene, index: int, depth: int = 0) -> list[Figure]:
    """The figures in the subject of a verb; an infinitive or a coordinated verb has its governor's."""
    verb = scene.verbs[index]
    start, end = verb.subject_span
    figures = in_subject(scene, start, end)
    if not figures and verb.subject and not any_nominal(scene.tokens, start, end):
        figures = in_subject(scene, end, verb.start)
    if figures or depth > 4:
        return figures
    if verb.link == "relative" and verb.left < verb.start:
        before = [e for e in scene.entities if e.end <= verb.left and e.end >= verb.left - 4 and not e.possessive]
        if before:
            first = _beside(scene, before[-1]) if scene.tokens.low[verb.left] == "that" else ()
            return [*first, *before[-1].figures]
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
        if verb.link == "and" and verb.finite and scene.tokens.low[verb.start - 1] in ("it", "they"):
            return _speaker(scene, index, depth)
        if verb.link == "ing" and "allege" in governor.does:
            return _accused(scene, governor, verb)
        if governor.passive and not verb.passive and verb.link == "ing":
            return []
        return subject_of(scene, verb.governor, depth + 1)
    return []


def _beside(scene: Scene, entity: Entity) -> tuple[Figure, ...]:
    """The person before "and" and a person: the first of "a meeting of Ada Brandt and the envoy Ivo Hale"."""
    if not entity.figures or entity.figures[0].type != "person":
        return ()
    before = next((e for e in reversed(scene.entities) if e.end <= entity.start and e.sort == "name"), None)
    joined = before is not None and scene.tokens.low[before.end : before.end + 1] == ["and"]
    return before.figures if before is not None and joined and before.figures[0].type == "person" else ()


def _speaker(scene: Scene, index: int, depth: int) -> list[Figure]:
    """Who is meant by "it" in what somebody said: "Ankara said its patience was gone and it would strike"."""
    verb = scene.verbs[index]
    while verb.link == "and" and verb.governor is not None:
        verb = scene.verbs[verb.governor]
    told = verb.link == "said" and verb.governor is not None and scene.verbs[verb.governor].does & {"report"}
    return subject_of(scene, verb.governor, depth + 1) if told and verb.governor is not None else []


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


def _has_subject(scene: Scene, verb: Verb) -> bool:
    """Whether something unnamed is the subject: "said fighting had moved"."""
    tokens = scene.tokens
    last, led = tokens.low[verb.start - 1], tokens.low[verb.start - 2]
    if (last in THEMSELVES and led == "the") or (last in THEIRS and led in ("its", "their")):
        return False
    if verb.subject is not None and any_nominal(tokens, *verb.subject):
        return True
    if verb.start - verb.left > 2:
        return True
    return _names(scene, verb.left, verb.start)


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
        figures = entity.figures or capital_acting(scene, entity)
        behind = next((e for e in inside if e.start == entity.end + 1 and e.possessive), None)
        if entity.possessive or owns(scene, entity) or (behind is not None and scene.tokens.low[entity.end] == "and"):
            if not _another_person(scene, entity, figures, end):
                owner.extend(figures)
            continue
        if preposition in HOME and not out and _has_people(scene, preposition, start, entity, end):
            of_role.extend(figures or country_of(scene, entity))
            continue
        if preposition and preposition != "'s":
            continue
        if entity.sort == "adjective" and any(_stands_before(scene, entity, e) for e in inside):
            continue
        out.extend(figures)
    return once(out or owner or of_role)


def _has_people(scene: Scene, preposition: str, start: int, entity: Entity, end: int) -> bool:
    """Whether a subject that names a place has people of it: "guards at a jail in Syria", "in Syria, students"."""
    words = scene.tokens.word
    if entity.start > 1 and words[entity.start - 2].flags & MEASURE:
        return True  # "thousands of Kurds"
    low = scene.tokens.low
    flagged = ROLE | CIVILIAN | MILITARY
    people = [
        k
        for k in range(start, end)
        if words[k].flags & flagged
        or (low[k].endswith(SEVERAL) and nominal(scene.tokens, k) and not words[k].noun_meaning)
    ]
    if preposition == "in" and people:
        return True
    if not people:
        return not (_names(scene, start, entity.start) or _names(scene, entity.end, end))
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


def _stands_before(scene: Scene, adjective: Entity, other: Entity) -> bool:
    """Whether an adjective only describes a name behind it ("Russian President Vladimir Putin")."""
    near = other.sort != "adjective" and adjective.end <= other.start <= adjective.end + 3
    between = range(adjective.end, other.start)
    return near and not any(scene.tokens.word[k].flags & CONJUNCTION or scene.tokens.low[k] == "," for k in between)
