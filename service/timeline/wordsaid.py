"""What somebody does by saying something: a refusal, a threat, a demand or a reproach told in his own words alone.

"'We will not bow,' the Syrian president said" is a refusal, "there can be no talks until troops leave" a demand,
"Paris had failed its people" a reproach, though the verb that reports each only says that it was said.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.timeline.cast import countries_of
from service.timeline.deeds import Deed
from service.timeline.inperson import in_person
from service.timeline.lexicon import RANKS, Meaning
from service.timeline.saying import ASIDE, SPEAKING, Saying, said_by, subject_end
from service.timeline.scene import Scene, countries_between
from service.timeline.verb import Verb
from service.timeline.wordlists import says, words

STRONG = RANKS["strong"]
WORDED = {
    "reject": Meaning("words", "reject", STRONG, "object", "refuse"),
    "threaten": Meaning("words", "threaten", STRONG, "object", "threaten"),
    "demand": Meaning("words", "demand", STRONG, "object", "demand"),
    "disapprove": Meaning("words", "disapprove", STRONG, "object", "allege"),
    "support": Meaning("words", "support", STRONG),
    "agree": Meaning("words", "agree", STRONG, "object", "agree"),
}
"""What words alone can do."""
OURS = SPEAKING | {"our", "my", "us"}
"""Those who speak, and what is theirs."""
FORETOLD = frozenset({"threaten", "agree", "reject"})
"""What a speaker does by saying what will come."""


def worded(scene: Scene, found: Sequence[Deed], deed: Deed) -> Meaning | None:
    """What the one who says something does by it, or None where he only says it."""
    if deed.verb is None or deed.kind != "statement" or deed.status != "occurred":
        return None
    verb = scene.verbs[deed.verb]
    if "report" not in verb.does or verb.passive or not verb.finite or verb.link not in ("main", "and"):
        return None
    saying = said_by(scene, deed.verb)
    if saying is None:
        return None
    kind = _by_set_phrase(saying) or (in_person(saying, found) if saying.quoted else None)
    kind = kind or _of_others(saying, deed) or _unowned(saying, found)
    return WORDED[kind] if kind else None


def _by_set_phrase(saying: Saying) -> str | None:
    """What words do by a set phrase or a condition."""
    low = saying.low
    if _on_condition(low):
        return "demand"
    if says(low, "refusals"):
        return "reject"
    if low[:1] == ["it"] and low[1:2] in (["is"], ["was"]) and says(low[2:6], "duties"):
        return "demand"
    if low[:1] == ["the"] and says(low[1:5], "summons"):
        return "demand"
    return "threaten" if says(low, "menaces") else None


def _on_condition(low: list[str]) -> bool:
    """Whether something can only be once something else is done: "no talks until troops leave"."""
    return any(
        word == "no"
        and not words("talks").isdisjoint(low[at + 1 : at + 5])
        and not words("conditions").isdisjoint(low[at + 2 :])
        for at, word in enumerate(low)
    )


def _of_others(saying: Saying, deed: Deed) -> str | None:
    """What is done by what somebody says of others: what they must do, will suffer, have done, are."""
    theirs = countries_between(saying.scene, saying.start, saying.end) - countries_of(deed.parties.sources)
    if (theirs or saying.quoted) and says(saying.low, "guilt"):
        return "disapprove"
    for _, verb in saying.verbs():
        hangs = verb.link in ASIDE or verb.link in ("to", "ing")
        if hangs or verb.negative or not OURS.isdisjoint(subject_end(saying, verb)):
            continue
        if _will_suffer(saying, verb):
            return "threaten"
        if saying.quoted and _must_act(saying, verb):
            return "demand"
        kind = "disapprove" if _wronged(saying, verb, bool(theirs)) else _by_judging(saying, verb, bool(theirs))
        if kind is not None:
            return kind
    return None


def _will_suffer(saying: Saying, verb: Verb) -> bool:
    """Whether harm to come is foretold of others: "Any spy will be shot", "They will pay for this"."""
    if verb.passive:
        suffers = verb.lemma in words("deadly") or verb.lemma in words("punishing")
    else:
        suffers = saying.quoted and verb.lemma in words("endure")
    return suffers and verb.tense == "future"


def _must_act(saying: Saying, verb: Verb) -> bool:
    """Whether others are told what to do: "Chad must withdraw", "They have to go"."""
    has_to = saying.scene.tokens.low[verb.start : verb.start + 2] in (["have", "to"], ["has", "to"])
    return not verb.perfect and (has_to or (verb.tense == "must" and verb.lemma not in words("idle")))


def _wronged(saying: Saying, verb: Verb, theirs: bool) -> bool:
    """Whether others are said to have done wrong, to us or in a country named: "They betrayed us"."""
    us = saying.quoted and not {"us", "our"}.isdisjoint(saying.scene.tokens.low[verb.end : verb.end + 4])
    told = verb.finite and not verb.passive and verb.tense != "future"
    return (theirs or us) and told and verb.lemma in words("reproaches")


def _by_judging(saying: Saying, verb: Verb, theirs: bool) -> str | None:
    """What is done by saying what others are: "This is piracy", "Peru is a model for us all"."""
    if verb.lemma != "be" or verb.phrase or verb.tense not in ("present", "past"):
        return None
    if not saying.quoted and not (theirs and _of_a_land(saying, verb)):
        return None
    behind = saying.behind(verb, 6 if saying.quoted else 10)
    if any(word in words("bad") and word not in words("mild") for word in behind):
        return "disapprove"
    return "support" if theirs and not words("good").isdisjoint(behind[:4]) else None


def _of_a_land(saying: Saying, verb: Verb) -> bool:
    """Whether it is a country by its name that is said to be something now: "Chad is a nest of thieves"."""
    start, end = verb.subject_span
    own = verb.tense == "present" and verb.link == "main"
    return own and any(e.land and e.end == end and e.start >= start for e in saying.scene.entities)


def _unowned(saying: Saying, found: Sequence[Deed]) -> str | None:
    """What is foretold without saying by whom, which is then the speaker's word: "All captives will be freed"."""
    for deed in found:
        if deed.verb is None or deed.kind not in FORETOLD or deed.parties.sources:
            continue
        verb = saying.scene.verbs[deed.verb]
        inside = saying.start <= verb.head < saying.end
        if inside and verb.tense == "future" and verb.link in ("main", "said"):
            return deed.kind
    return None
