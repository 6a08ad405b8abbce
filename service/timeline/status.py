"""Whether a happening happened: from tense, mood and negation, the verbs above it, and the calendar."""

from __future__ import annotations

from datetime import date

from service.temporal.model import Expression
from service.timeline.lexicon import (
    ALLEGED,
    CANCELLED,
    NEGATIVE_NOUN,
    PLANNED,
    PREPOSITION,
)
from service.timeline.phrases import STOPS
from service.timeline.roles import Scene
from service.timeline.verb import Verb


def status_of_verb(scene: Scene, index: int, headline: bool = False) -> str:
    """Whether what a verb tells happened, by its own form and the verbs that govern it."""
    verb = scene.verbs[index]
    status = _own_status(scene, verb, headline)
    current, seen = verb, 0
    while current.governor is not None and seen < 6 and not (current.tense == "ing" and current.perfect):
        governor = scene.verbs[current.governor]
        status = _governed(scene, status, current, governor)
        if current.link in ("when", "relative") or (current.link == "and" and current.finite):
            break
        current, seen = governor, seen + 1
    return status


def _own_status(scene: Scene, verb: Verb, headline: bool) -> str:
    tokens = scene.tokens
    near = [k for k in range(max(0, verb.start - 1), verb.end) if k != verb.head or verb.passive]
    if any(tokens.word[k].flags & ALLEGED and tokens.low[k] not in ("possible", "apparently") for k in near):
        return "alleged"
    if verb.negative:
        return "negated"
    if verb.does & {"cancel"}:
        return "cancelled"
    if verb.does & {"fail"} and verb.meaning is not None and verb.meaning.name == "fail":
        return "negated"
    if verb.tense in ("future", "must", "perhaps") or (verb.tense == "base" and (headline or verb.link == "main")):
        return "planned"
    if verb.link == "if":
        return "planned"
    if verb.progressive and verb.tense == "present":
        return "planned" if verb.lemma in ("go", "come", "leave", "meet", "visit", "travel", "fly") else "ongoing"
    if verb.does & {"plan"} and verb.meaning is not None and verb.meaning.name == "plan":
        return "planned"
    return "occurred"


def _governed(scene: Scene, status: str, verb: Verb, governor: Verb) -> str:
    """A status seen through the verb above it."""
    if status in ("negated", "cancelled", "denied"):
        return status
    does = governor.does
    if verb.link == "to" or (
        verb.link == "ing" and does & {"cancel", "plan", "fail", "begin", "refuse", "deny", "allege", "threaten"}
    ):
        if does & {"fail", "refuse"}:
            return "negated"
        if does & {"cancel"}:
            return "cancelled"
        if does & {"allege"} and governor.passive:
            return "alleged"
        if does & {"plan", "agree", "threaten", "demand"} or (
            does & {"cause"} and governor.lemma in ("ask", "invite", "order", "allow", "permit")
        ):
            return "negated" if governor.negative else "planned"
        if governor.negative and does & {"begin", "light"}:
            return "negated"
        if does & {"begin"} and governor.lemma in ("stop", "cease"):
            return "negated"
        if governor.tense in ("future", "must", "perhaps"):
            return "planned"
        if governor.lemma == "be" and not governor.passive:
            return "planned"
        return status
    if verb.link in ("said", "ing") or (verb.link == "relative" and does & {"deny"}):
        if does & {"deny"} and not governor.negative:
            return "denied"
        if does & {"allege"} and governor.lemma not in ("charge", "condemn", "criticise", "criticize", "denounce"):
            return "alleged" if status == "occurred" else status
        if does & {"demand", "agree", "threaten"} and verb.tense not in ("past", "ing"):
            return "planned"
    return status


def status_of_noun(scene: Scene, noun: int, status: str) -> str:
    """A status changed by the words before the noun: "alleged", "planned", "cancelled", "no"."""
    tokens = scene.tokens
    for at in range(noun - 1, max(-1, noun - 5), -1):
        flags, low = tokens.word[at].flags, tokens.low[at]
        if low in STOPS or flags & PREPOSITION:
            break
        if flags & ALLEGED and low != "apparent":
            return "alleged" if low != "possible" else "planned"
        if flags & CANCELLED:
            return "cancelled"
        if flags & PLANNED and status == "occurred" and low not in ("next", "coming", "likely"):
            return "planned"
        if flags & NEGATIVE_NOUN and low == "no" and status == "occurred":
            return "negated"
    return status


def in_time(status: str, expression: Expression | None, published: date) -> str:
    """What has not come yet is planned; what must be done by a day is planned too."""
    if expression is None or status not in ("occurred", "ongoing"):
        return status
    if expression.relation == "by" and (expression.latest is None or expression.latest >= published):
        return "planned"
    if expression.earliest is not None and expression.earliest > published:
        return "planned"
    return status
