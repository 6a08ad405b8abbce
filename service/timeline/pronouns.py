"""Pronouns that mean somebody the sentence does not name: they are nobody's, whoever was named before."""

from __future__ import annotations

from service.timeline.cast import Entity
from service.timeline.gazetteer import word_set
from service.timeline.lexicon import PREPOSITION, ROLE
from service.timeline.scene import Scene
from service.timeline.subjects import KIN, in_subject
from service.timeline.verb import Verb

MANY = frozenset({"they", "them", "their"})
ONE = frozenset({"he", "him", "his", "she", "her"})
ALONE = word_set("many most several some others hundreds thousands dozens scores few both those")
"""Words that, heading a subject, are people nobody names: "many said they ..."."""
PLURAL = ("s", "men", "people", "police", "troops", "children", "youth")
"""How nouns for several people end."""
BODIES = word_set(
    """military government army ministry police parliament navy regime administration agency court embassy party
    company bank council cabinet opposition"""
)
"""Heads of a subject that "it" goes back to, and "he" does not."""
DOCUMENTS = word_set("resolution law bill treaty decree ruling verdict report letter statement text plan accord")
SOMEBODY = frozenset({"a", "an", "another", "one"})


def without_unmeant(scene: Scene) -> list[Entity]:
    """The entities of a scene less the pronouns that go back to somebody unnamed in the subject before them.

    A "he" behind an official of a country ("Chad's envoy said he ...") is that country's, and so is an "it" behind
    a body of it ("the Turkish military said it ...").

    In "western diplomats say they are planning a vote" nobody named is planning, and in "a spokesman said he had
    left" it is not the man named in the sentence before who left.
    """
    return [
        entity
        for entity in scene.entities
        if entity.sort != "pronoun" or not (_goes_back_to_unnamed(scene, entity) or _is_an_occasion(scene, entity))
    ]


def forget_objects(scene: Scene) -> None:
    """A sentence told of a document leaves no body for an "it" to come: "the law binds Peru. It answers ..."."""
    head = next((at for at, low in enumerate(scene.tokens.low[:4]) if low in DOCUMENTS), None)
    if head is not None and not any(entity.start <= head and entity.figures for entity in scene.entities):
        scene.cast.heads[1] = None


def _is_an_occasion(scene: Scene, entity: Entity) -> bool:
    """Whether an "it" is what took place, and no body: "it took place in May"."""
    if scene.tokens.low[entity.start] != "it":
        return False
    verb = next((verb for verb in scene.verbs if verb.start == entity.end), None)
    placed = verb is not None and verb.lemma == "take" and scene.tokens.low[verb.head + 1 : verb.head + 2] == ["place"]
    return verb is not None and (placed or verb.lemma in ("happen", "occur"))


def _goes_back_to_unnamed(scene: Scene, entity: Entity) -> bool:
    low = scene.tokens.low[entity.start]
    if low not in MANY and low not in ONE and low != "it":
        return False
    before = [verb for verb in scene.verbs if verb.finite and verb.head < entity.start and verb.link != "relative"]
    for verb in reversed(before):
        start, end = verb.subject_span
        if not any(_is_somebody(scene, at) for at in range(start, end)):
            continue
        if in_subject(scene, start, end):
            official = None if low in MANY else _official(scene, start, end)
            if official is not None and (low in ONE) != (scene.tokens.low[official.end - 1] in BODIES):
                entity.figures = official.figures
            return False
        return low != "it" and _unnamed(scene, verb, low in MANY)
    return False


def _is_somebody(scene: Scene, at: int) -> bool:
    """Whether a word is people without a name."""
    low = scene.tokens.low[at]
    return bool(scene.tokens.word[at].flags & ROLE) or low in KIN or low in ALONE


def _unnamed(scene: Scene, verb: Verb, several: bool) -> bool:
    """Whether a subject is people without a name: several of them, or somebody ("a soldier", "her son")."""
    tokens = scene.tokens
    start, end = verb.subject_span
    heads: list[int] = []
    for at in range(start, end):
        if tokens.word[at].flags & PREPOSITION and heads:
            break
        if _is_somebody(scene, at):
            heads.append(at)
    if not heads:
        return False
    low = tokens.low[heads[-1]]
    if several:
        return low in ALONE or low.endswith(PLURAL)
    return low in KIN or (bool(SOMEBODY & set(tokens.low[start : heads[-1]])) and not low.endswith(PLURAL))


def _official(scene: Scene, start: int, end: int) -> Entity | None:
    """The one official a subject names by a country or a body alone."""
    inside = [e for e in scene.entities if start <= e.start and e.end <= end and e.sort == "group"]
    if len(inside) != 1 or any(e.start < end and e.start >= start and e is not inside[0] for e in scene.entities):
        return None
    last = inside[0].end - 1
    role = bool(scene.tokens.word[last].flags & ROLE) and not scene.tokens.low[last].endswith(PLURAL)
    return inside[0] if role else None
