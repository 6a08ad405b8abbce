"""What somebody may do again or may do no longer, and who is home, free or back: how things stand that were changed."""

from __future__ import annotations

from service.timeline.lexicon import CIVILIAN, MILITARY, RANKS, ROLE, Meaning
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene, any_begins, any_of, countries_between
from service.timeline.verb import Verb, any_nominal
from service.timeline.wordlists import beginnings, words

STRONG = RANKS["strong"]
GRANTED = Meaning("granted", "concede", STRONG)
FORBIDDEN = Meaning("forbidden", "coerce", STRONG)
BARRED = Meaning("forbidden", "sanction", STRONG)
GONE_HOME = Meaning("retreat", "retreat", STRONG, "from")
LET_GO = Meaning("release", "retreat", STRONG)
FREED = Meaning("concede", "concede", STRONG)
ASKED = Meaning("demand", "demand", STRONG, "object", "demand")
MAY = frozenset({"may", "can"})
NOBODY = frozenset({"no", "nobody"})
HOME = frozenset({"home", "back", "free"})
AFTER = frozenset({"after", "from"})
"""Behind "home" or "free", what somebody comes from: "home from the war", "free after a year in jail"."""
LEARNT = frozenset({"see", "know", "hear"})
"""Behind "would like to", what asks for an answer or a deed."""


def allowed(scene: Scene, verb: Verb) -> Meaning | None:
    """What it is that somebody may do something now, or no longer: "Cubans may again buy cars", "Libyan planes may no
    longer land in Malta".
    """
    tokens, (start, end) = scene.tokens, verb.subject_span
    may = tokens.low[verb.start]
    nobody = tokens.low[start] in NOBODY
    if may not in MAY or verb.perfect or verb.link not in ("main", "said"):
        return None
    if not any_nominal(tokens, start, end) and not nobody:
        return None
    people = _people(scene, start, end)
    if people and not verb.negative and not {"now", "again"}.isdisjoint(tokens.low[verb.start : verb.head]):
        return GRANTED
    if tokens.low[verb.start + 1 : verb.start + 3] != ["no", "longer"] and not (nobody and may == "may"):
        return None
    if _of_another_land(scene, verb):
        return BARRED
    return FORBIDDEN if may == "may" and (people or nobody) else None


def _of_another_land(scene: Scene, verb: Verb) -> bool:
    """Whether what may not come in or be sold is of a country, or its people may not do it in another one."""
    start, end = verb.subject_span
    mine = countries_between(scene, start, end)
    if not mine:
        return False
    if countries_between(scene, verb.end, verb.right) - mine:
        return True
    inside = (e for e in scene.entities if start <= e.start and e.end < end)
    described = any(e.sort == "adjective" or e.possessive for e in inside)
    return described and not any_of(scene, ROLE | CIVILIAN, start, end)


def needed_no_longer(scene: Scene, verb: Verb) -> Meaning | None:
    """What it is that people no longer need what was asked of them: "Cubans no longer need a permit"."""
    low = scene.tokens.low
    if "longer" not in low[max(0, verb.start - 1) : verb.head] or verb.link not in ("main", "said", "and"):
        return None
    asked = not words("papers").isdisjoint(low[verb.end : verb.end + 6])
    return GRANTED if asked and _people(scene, *verb.subject_span) else None


def at_home(scene: Scene, verb: Verb) -> Meaning | None:
    """What it is that somebody is home, back or free: troops from a war, prisoners from a jail."""
    tokens, (start, end) = scene.tokens, verb.subject_span
    at = verb.end + (tokens.lower(verb.end) in ("again", "now"))
    if verb.negative or verb.tense not in ("present", "past") or tokens.lower(at) not in HOME:
        return None
    if any_of(scene, MILITARY, start, end):
        return GONE_HOME if tokens.low[at] != "free" and "from" in tokens.low[at + 1 : at + 5] else None
    if AFTER.isdisjoint(tokens.low[at + 1 : at + 4]) or not _people(scene, start, end):
        return None
    return _let_go(scene, at + 1)


def _let_go(scene: Scene, start: int) -> Meaning | None:
    """Who let somebody go, by what he comes from: captors, or a state."""
    low = scene.tokens.low
    end = next((at for at in range(start, len(low)) if low[at] in STOPS), len(low))
    if any_begins(scene, beginnings("captors"), start, end) or not words("ransomed").isdisjoint(low[start:end]):
        return LET_GO
    return None if words("prisons").isdisjoint(low[start:end]) else FREED


def wished(scene: Scene, verb: Verb) -> Meaning | None:
    """What "would like" asks for: an answer, that others go: "would like to see the Syrians go home"."""
    tokens, at = scene.tokens, verb.end
    if tokens.low[verb.start] != "would" or verb.negative:
        return None
    if tokens.lower(at) == "to":
        return ASKED if tokens.lower(at + 1) in LEARNT else None
    return None if {"from", "to"}.isdisjoint(tokens.low[at : at + 6]) else ASKED


def _people(scene: Scene, start: int, end: int) -> bool:
    """Whether people stand between two tokens, by what they do or by a name."""
    named = (e for e in scene.entities if start <= e.start < end and e.figures)
    return any_of(scene, ROLE | CIVILIAN, start, end) or any(e.sort in ("group", "name", "adjective") for e in named)
