"""What opens a sentence before its own verb: phrases with verbs of their own, infinitives that only name something."""

from __future__ import annotations

from service.timeline.lexicon import CONJUNCTION, PARTICIPLE, PREPOSITION, PRONOUN, SUBORDINATOR
from service.timeline.phrases import STOPS
from service.timeline.tokens import Tokens
from service.timeline.verb import Verb, nominal


def behind_opening(tokens: Tokens, found: list[Verb], index: int) -> int:
    """The comma behind a phrase that opens the sentence with all verbs so far in it, or -1: "After a siege in which it
    ate its mules, the garrison of Khost gave up", "Sitting in a tent pitched on the line, both sides agreed".
    """
    first, previous, verb = found[0], found[index - 1], found[index]
    commas = [k for k in range(verb.start) if tokens.low[k] == "," and not tokens.dated[k - 1]]
    if len(commas) != 1 or commas[0] < previous.end or tokens.low[0] in SPEAKING_FOR:
        return -1
    comma = commas[0]
    described = range(1, first.start)
    if first.start == 0:
        opening = first.tense in ("ing", "part")
    else:
        opens = bool(tokens.word[0].flags & PREPOSITION)
        opening = opens and (
            not first.finite or any(tokens.word[k].flags & SUBORDINATOR and not tokens.dated[k] for k in described)
        )
    between = range(comma + 1, verb.start)
    if any(other.finite and not _describes(tokens, found, at) for at, other in enumerate(found[:index]) if at):
        return -1
    if not opening or any(tokens.low[k] in STOPS or tokens.word[k].flags & SUBORDINATOR for k in between):
        return -1
    if comma + 1 >= verb.start or tokens.word[comma + 1].flags & CONJUNCTION:
        return -1
    return comma if own_subject(tokens, comma, verb.start) else -1


def _describes(tokens: Tokens, found: list[Verb], index: int) -> bool:
    """Whether a verb stands in a clause of its own or looks like a participle."""
    verb = found[index]
    between = range(found[index - 1].end, verb.start)
    if any(tokens.word[k].flags & (SUBORDINATOR | CONJUNCTION) for k in between):
        return True
    return verb.start == verb.head and bool(tokens.word[verb.head].forms & PARTICIPLE)


SPEAKING_FOR = frozenset({"that", "than", "like", "including", "except", "plus"})
"""Words that open a sentence and no phrase of circumstance."""


def begin_anew(found: list[Verb], index: int, comma: int) -> None:
    """Make a verb its sentence's own, and what stands before the comma a circumstance of it."""
    verb = found[index]
    verb.left, verb.link, verb.governor = comma, "main", None
    for other in found[:index]:
        if other.link in ("main", "and") and other.finite:
            other.link = "relative"
    if found[0].governor is None:
        found[0].governor = index


def is_all_there_is(tokens: Tokens, found: list[Verb], index: int, opener: int) -> bool:
    """Whether a verb behind "before the harvest" is the only one its sentence has: "A pledge to pay before the harvest
    was given".
    """
    if not tokens.word[opener].flags & PREPOSITION or found[index - 1].tense != "base" or found[0].start == 0:
        return False
    if any(other.finite for other in found[:index]) or any(tokens.low[k] in STOPS for k in range(found[index].start)):
        return False
    later = (other for other in found[index + 1 :] if other.finite and "report" not in other.does)
    return next(later, None) is None and nominal(tokens, found[index - 1].start - 1)


def only_names(tokens: Tokens, found: list[Verb]) -> None:
    """An infinitive behind the first noun is no clause of its own: "Threats to bomb trains were posted"."""
    first = found[0]
    if first.tense != "base" or first.link != "main" or tokens.low[first.start] != "to" or not first.start:
        return
    own = next((k for k, verb in enumerate(found) if k and verb.finite and verb.link == "main" and not verb.does), None)
    if own is not None:
        first.link, first.governor = "to", own


def own_subject(tokens: Tokens, comma: int, stop: int) -> bool:
    """Whether a subject of its own stands between a comma and a verb; dates and what stands behind "in" are none."""
    behind = False
    for at in range(comma + 1, stop):
        if tokens.word[at].flags & PREPOSITION:
            behind = True
        elif not behind and (nominal(tokens, at) or tokens.word[at].flags & PRONOUN) and not tokens.dated[at]:
            return True
    return False
