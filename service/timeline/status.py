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
from service.timeline.scene import Scene
from service.timeline.verb import Verb


def status_of_verb(scene: Scene, index: int, headline: bool = False) -> str:
    """Whether what a verb tells happened, by its own form and the verbs that govern it."""
    verb = scene.verbs[index]
    status = _own_status(scene, verb, headline)
    current, seen = verb, 0
    while current.governor is not None and seen < 6:
        governor = scene.verbs[current.governor]
        if current.tense == "ing" and current.perfect and not governor.does & {"deny"}:
            break
        status = _governed(scene, status, current, governor)
        if current.link in ("when", "relative") or (current.link == "and" and current.finite):
            break
        current, seen = governor, seen + 1
    return status


JUDGING = frozenset({"condemn", "criticise", "criticize", "denounce", "deplore", "decry", "fault", "rebuke", "slam"})
"""Verbs of blame for what nobody doubts."""
TOLD_TO = frozenset({"tell", "address", "brief", "hear", "see"})
"""Verbs of saying and seeing whose passive with "to" claims nothing."""


def _own_status(scene: Scene, verb: Verb, headline: bool) -> str:
    tokens = scene.tokens
    told = verb.passive and verb.lemma != "report"  # "a case was reported" claims nothing
    near = [k for k in range(max(0, verb.start - 1), verb.end) if k != verb.head or told]
    if any(tokens.word[k].flags & ALLEGED and tokens.low[k] not in ("possible", "apparently") for k in near):
        return "alleged"
    if verb.negative or _nobody(scene, verb):
        return "negated"
    if verb.lemma == "call" and verb.end > verb.head + 1 and tokens.low[verb.head + 1] == "off":
        return "cancelled"
    if verb.does & {"cancel"}:
        return "cancelled"
    if verb.does & {"fail"} and verb.meaning is not None and verb.meaning.name == "fail":
        return "negated"
    if verb.tense in ("future", "must", "perhaps") or (verb.tense == "base" and (headline or verb.link == "main")):
        return "planned"
    if verb.link == "if" or _when_it_comes(scene, verb):
        return "planned"
    if verb.progressive and verb.tense == "present":
        return "ongoing"
    if verb.does & {"plan"} and verb.meaning is not None and verb.meaning.name == "plan":
        return "planned"
    return "occurred"


def _when_it_comes(scene: Scene, verb: Verb) -> bool:
    """Whether a clause of time in the present stands under what will be: "when she meets them, they will ..."."""
    if verb.link != "when" or verb.tense != "present" or verb.perfect or verb.governor is None:
        return False
    return scene.verbs[verb.governor].tense == "future" and scene.tokens.low[verb.left] in COMING


COMING = frozenset({"when", "once", "until", "before", "after"})
NOBODY = frozenset({"no", "neither", "nobody", "none"})
NONE_THE_LESS = frozenset({"longer", "less", "fewer", "doubt", "wonder", "sooner"})
"""Behind "no", words that deny nothing of the subject: "no fewer than nine ministers resigned"."""


def _nobody(scene: Scene, verb: Verb) -> bool:
    """Whether the subject says that nobody did it: "no soldier crossed", "neither Peru nor Chile attended"."""
    start, end = verb.subject_span
    low = scene.tokens.low
    words = [at for at in range(start, end) if low[at][0].isalpha() and low[at] not in ("and", "but", "that")]
    return bool(words) and low[words[0]] in NOBODY and not NONE_THE_LESS & set(low[words[0] + 1 : words[0] + 2])


def not_yet(scene: Scene, verb: Verb, governor: Verb) -> bool:
    """ "has yet to sign", "was unable to free"."""
    between = scene.tokens.low[governor.start : verb.head]
    return governor.lemma in ("be", "have") and ("yet" in between or "unable" in between)


def _doubtful(scene: Scene, governor: Verb) -> bool:
    """Whether those who say so are reports nobody has confirmed."""
    words = range(governor.left, governor.start)
    return any(scene.tokens.word[at].flags & ALLEGED and scene.tokens.low[at] != "possible" for at in words)


def _governed(scene: Scene, status: str, verb: Verb, governor: Verb) -> str:
    """A status seen through the verb above it."""
    if status in ("negated", "cancelled", "denied"):
        return status
    does = governor.does
    if verb.link == "ing" and does & {"deny"} and not governor.negative:
        return "denied"
    if verb.link == "ing" and does & {"allege"} and governor.lemma not in JUDGING:
        return "alleged"
    if verb.link == "to" or (
        verb.link == "ing" and does & {"cancel", "plan", "fail", "begin", "refuse", "deny", "allege", "threaten"}
    ):
        if does & {"fail", "refuse"}:
            return "negated"
        if does & {"cancel"}:
            return "cancelled"
        if does & {"allege", "report"} and governor.passive and governor.lemma not in TOLD_TO:
            return "alleged"
        if not_yet(scene, verb, governor):
            return "negated"
        if does & {"begin"} and governor.lemma in ("continue", "keep") and governor.tense == "present":
            return "ongoing"
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
            able = governor.tense == "past" and "able" in scene.tokens.low[governor.end : verb.start]
            return status if able and not governor.negative else "planned"
        return status
    if verb.link in ("said", "ing") or (verb.link == "relative" and does & {"deny"}):
        if does & {"deny"} and not governor.negative:
            return "denied"
        if does & {"report"} and verb.link == "said" and status == "occurred" and _doubtful(scene, governor):
            return "alleged"
        if does & {"allege"} and governor.lemma not in JUDGING:
            return "alleged" if status == "occurred" else status
        if does & {"demand", "agree", "threaten"} and verb.tense not in ("past", "ing"):
            return "planned"
    return status


def status_of_noun(scene: Scene, noun: int, status: str) -> str:
    """A status changed by the words before the noun: "alleged", "planned", "cancelled", "no"."""
    tokens = scene.tokens
    for at in range(noun - 1, max(-1, noun - 5), -1):
        flags, low = tokens.word[at].flags, tokens.low[at]
        if low == "off" and tokens.word[at - 1].verb == "call":
            return "cancelled"
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
