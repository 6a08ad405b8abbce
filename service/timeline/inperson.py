"""What a quotation in the first person does: "We will not bow", "I am grateful", "Let them go"."""

from __future__ import annotations

from collections.abc import Sequence

from service.timeline.deeds import Deed
from service.timeline.kinds import HOSTILE, PROMISED
from service.timeline.lexicon import BASE
from service.timeline.saying import ASIDE, SPEAKING, Saying, subject_end
from service.timeline.scene import hanging
from service.timeline.verb import Verb
from service.timeline.wordlists import words

CANNOT = frozenset({"cannot", "can't", "can"})
SIDING = frozenset({"with", "by", "behind"})
"""Behind "we stand", whom one supports."""
OPENERS = frozenset({"please", "so", "now", "just"})
"""What may stand before a command."""
DOING = frozenset({"disapprove", "support", "reject", "demand"})
"""What somebody does by saying that he does it: "We welcome the truce"."""


def in_person(saying: Saying, found: Sequence[Deed]) -> str | None:
    """What a quotation does by a command, or by the first thing that "I" or "we" are or do in it."""
    if _commands(saying):
        return "demand"
    for index, verb in saying.verbs():
        if verb.link in ASIDE or SPEAKING.isdisjoint(subject_end(saying, verb)):
            continue
        if not _tells_a_state(saying, verb):
            told = next((deed.kind for deed in found if deed.verb == index), None)
            return _by_doing(saying, verb, told)
        kind = _by_being(saying, index, verb)
        if kind is not None:
            return kind
    return None


def _commands(saying: Saying) -> bool:
    """Whether a quotation opens as a command: "Let them go", "Please send help", "Do not ..."."""
    tokens = saying.scene.tokens
    at = saying.start + (tokens.low[saying.start] in OPENERS)
    first, second = tokens.lower(at), tokens.lower(at + 1)
    if first == "don't" or (first == "do" and second in ("not", "n't")):
        return True
    if at + 1 >= saying.end:
        return False
    if first in words("commands"):
        return second not in ("'s", "’s")
    word = tokens.word[at]
    bare = word.forms & BASE and word.verb == first and not (word.flags or word.noun or tokens.named[at])
    return bool(bare) and not tokens.word[at + 1].forms


def _tells_a_state(saying: Saying, verb: Verb) -> bool:
    """Whether a verb tells what somebody is: "we are angry", "we are prepared to"."""
    helped = saying.scene.tokens.low[verb.start] in ("are", "am")
    return verb.lemma == "be" or (helped and verb.lemma in words("able"))


def _by_being(saying: Saying, index: int, verb: Verb) -> str | None:
    """What somebody does who says what he is."""
    low = saying.scene.tokens.low
    behind = saying.behind(verb, 4)
    if not words("hurt").isdisjoint(behind):
        return "disapprove"
    if not words("glad").isdisjoint(behind):
        return "support"
    if words("able").isdisjoint(low[verb.start : verb.end + 3]):
        return None
    if verb.negative:
        return "reject"
    later, meant = hanging(saying.scene, index, "to"), low[verb.start : verb.end + 6]
    if (later is not None and _harms(later)) or not words("war").isdisjoint(meant):
        return "threaten"
    return "agree" if later is not None or not words("talks").isdisjoint(meant) else None


def _by_doing(saying: Saying, verb: Verb, told: str | None) -> str | None:
    """What somebody does who says what he does or will do; `told`: the kind of that."""
    able = saying.scene.tokens.low[verb.start] in CANNOT
    if verb.negative and (verb.tense == "future" or able):
        return _by_denying(verb)
    if verb.negative:
        return "reject" if verb.lemma in words("not_done") else None
    if verb.tense == "future":
        return _by_foretelling(verb, told)
    return _by_asking(saying, verb, told) if verb.tense == "present" else None


def _by_denying(verb: Verb) -> str | None:
    """What it is not to do something, now or ever: "We will not rest", "We cannot accept that"."""
    if verb.lemma in words("restless"):
        return "threaten"
    if verb.meaning is not None and verb.meaning.kind in HOSTILE - {"reject"}:
        return "agree"
    return None if verb.lemma in words("not_meant") else "reject"


def _by_foretelling(verb: Verb, told: str | None) -> str | None:
    """What it is to say that one will do something: "We will strike back", "We will rebuild the bridge"."""
    if _harms(verb) or told == "threaten":
        return "threaten"
    promised = verb.meaning is not None and verb.meaning.kind in PROMISED
    return "agree" if verb.lemma in words("helpful") or told == "agree" or promised else None


def _by_asking(saying: Saying, verb: Verb, told: str | None) -> str | None:
    """What it is to say that one does something now: "We want justice", "We stand with Peru"."""
    behind = saying.behind(verb, 1)
    if verb.lemma in words("asking") and behind != ["to"]:
        return "demand"
    if verb.lemma == "stand" and not SIDING.isdisjoint(behind):
        return "support"
    return told if told in DOING else None


def _harms(verb: Verb) -> bool:
    return verb.lemma in words("harm") or verb.lemma in words("striking")
