"""What somebody may do again or may do no longer, and who is home, free or back: how things stand that were changed."""

from __future__ import annotations

from service.timeline.cast import countries_of
from service.timeline.gazetteer import word_set
from service.timeline.lexicon import CIVILIAN, MILITARY, RANKS, ROLE, Meaning
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene
from service.timeline.verb import Verb, nominal

STRONG = RANKS["strong"]
GRANTED = Meaning("granted", "concede", STRONG)
FORBIDDEN = Meaning("forbidden", "coerce", STRONG)
BARRED = Meaning("forbidden", "sanction", STRONG)
GONE_HOME = Meaning("retreat", "retreat", STRONG, "from")
LET_GO = Meaning("release", "retreat", STRONG)
FREED = Meaning("concede", "concede", STRONG)
ASKED = Meaning("demand", "demand", STRONG, "object", "demand")
MAY = frozenset({"may", "can"})
GOODS = word_set(
    """apples wine meat beef fish salmon steel grain wheat rice milk cheese goods products exports imports ships planes
    aircraft trawlers vessels lorries trucks airline airlines banks bank ship plane oil gas diplomats officials athletes
    teams tomatoes fruit vegetables poultry pork cars tea coffee sugar timber textiles firms companies"""
)
"""What one country keeps out of another."""
PRISONS = word_set(
    "jail prison gaol custody captivity detention camp cell cells exile prisons jails dungeon arrest bars"
)
CAPTORS = word_set("captors kidnappers abductors hijackers pirates captivity rebels gunmen guerrillas ransom hostage")


def allowed(scene: Scene, verb: Verb) -> Meaning | None:
    """What it is that somebody may do something now, or no longer: "Cubans may again buy cars", "Libyan planes may no
    longer land in Malta".
    """
    low = scene.tokens.low
    if low[verb.start] not in MAY or verb.perfect or verb.link not in ("main", "said"):
        return None
    inside = set(low[verb.start : verb.head])
    start, end = verb.subject_span
    if not any(nominal(scene.tokens, at) for at in range(start, end)) and low[start : start + 1] != ["no"]:
        return None
    if {"now", "again"} & inside and not verb.negative and _people(scene, start, end):
        return GRANTED
    if low[verb.start + 1 : verb.start + 3] != ["no", "longer"] and low[start : start + 1] not in (["no"], ["nobody"]):
        return None
    if low[start : start + 1] in (["no"], ["nobody"]) and low[verb.start] != "may":
        return None
    mine = countries_of(f for e in scene.entities if start <= e.start < end for f in e.figures)
    if GOODS & set(low[start:end]):
        return BARRED if mine or scene.entities else None
    if low[verb.start] == "can":
        return None
    return FORBIDDEN if _people(scene, start, end) or low[start] in ("no", "nobody") else None


def needed_no_longer(scene: Scene, verb: Verb) -> Meaning | None:
    """What it is that people no longer need what was asked of them: "Cubans no longer need a permit"."""
    low = scene.tokens.low
    if "longer" not in low[max(0, verb.start - 1) : verb.head] or verb.link not in ("main", "said", "and"):
        return None
    behind = low[verb.end : verb.end + 6]
    return GRANTED if _people(scene, *verb.subject_span) and PAPERS & set(behind) else None


PAPERS = word_set("visa visas permit permits permission passport passports licence licences leave to clearance")


def at_home(scene: Scene, verb: Verb) -> Meaning | None:
    """What it is that somebody is home, back or free: troops from a war, prisoners from a jail."""
    low, words = scene.tokens.low, scene.tokens.word
    at = verb.end
    at += low[at : at + 1] == ["again"] or low[at : at + 1] == ["now"]
    if verb.negative or verb.tense not in ("present", "past") or low[at : at + 1] not in (["home"], ["back"], ["free"]):
        return None
    start, end = verb.subject_span
    rest = low[at + 1 : at + 14]
    after = next((k for k, word in enumerate(rest) if word in STOPS), len(rest))
    if any(words[k].flags & MILITARY for k in range(start, end)):
        return GONE_HOME if low[at] != "free" and "from" in rest[:4] else None
    if not _people(scene, start, end) or not {"after", "from"} & set(rest[:3]):
        return None
    if CAPTORS & set(rest[: after + 1]):
        return LET_GO
    return FREED if PRISONS & set(rest[: after + 1]) else None


def wished(scene: Scene, verb: Verb) -> Meaning | None:
    """What "would like" asks for: an answer, that others go: "would like to see the Syrians go home"."""
    low = scene.tokens.low
    if low[verb.start] != "would" or verb.negative or low[verb.end : verb.end + 2] in (["to", "be"], ["to", "have"]):
        return None
    if low[verb.end : verb.end + 1] == ["to"]:
        return ASKED if low[verb.end + 1 : verb.end + 2] in (["see"], ["know"], ["hear"]) else None
    return ASKED if {"from", "to"} & set(low[verb.end : verb.end + 6]) else None


def _people(scene: Scene, start: int, end: int) -> bool:
    words = scene.tokens.word
    if any(words[at].flags & (ROLE | CIVILIAN) for at in range(start, end)):
        return True
    return any(
        start <= e.start < end and e.figures and e.sort in ("group", "name", "adjective") for e in scene.entities
    )
