"""The kind of a deed: what its words name, seen through who does it and what is done with it."""

from __future__ import annotations

from service.timeline.lexicon import CIVILIAN, MILITARY
from service.timeline.scene import Scene
from service.timeline.verb import Verb

FRIENDLY = frozenset({"consult", "support", "cooperate", "aid", "concede", "retreat", "agree"})
HOSTILE = frozenset({"sanction", "coerce", "assault", "fight", "mobilize", "protest", "threaten", "reject"})
PROMISED = frozenset({"support", "cooperate", "aid", "concede", "retreat"})
"""Friendly kinds whose promise is an agreement; talks to come stay talks."""
GRANTING = frozenset(
    {"accept", "allow", "permit", "agree", "recognise", "recognize", "let", "admit", "tolerate", "join"}
)
"""Verbs whose denial in the present is a refusal."""
STRIKING = frozenset({"strike", "hit", "pound", "target", "destroy", "bomb", "raid", "attack", "shoot", "blast"})
"""What soldiers and their machines do in a fight, and others do to people."""
KILLING = frozenset({"kill", "wound"})
"""What is a fight where soldiers do it to fighters, and else an assault."""
KEEPING = frozenset({"arrive", "take", "deploy", "land", "patrol", "enter", "reach", "move"})
"""How peacekeepers come to a place."""
GATHERING = frozenset({"gather", "assemble", "arrive", "return"})
"""How a protest comes together, where demonstrators do it."""
BARRING = frozenset({"block", "blockade", "occupy", "besiege", "storm", "seize", "barricade", "invade", "cut", "close"})
"""What an army does in a war, and people do in a protest."""


def kind_of(scene: Scene, index: int, base: str | None) -> str | None:
    """The kind of the deed of `scene.verbs[index]`, whose own words name `base`."""
    verb = scene.verbs[index]
    base = by_doer(scene, verb, base)
    friendly, hostile = base in FRIENDLY, base in HOSTILE
    if verb.meaning is not None and verb.meaning.does == "agree" and base == "agree":
        behind = next((v for v in scene.verbs[index + 1 :] if v.governor == index and v.link == "to"), None)
        harmful = behind is not None and behind.meaning is not None and behind.meaning.kind in HOSTILE
        return "threaten" if harmful else "reject" if _refuses(verb) else base
    rest = scene.tokens.low[verb.end :]
    if verb.tense == "future" and "unless" in rest:
        return "threaten"
    if not friendly and not hostile:
        return base
    if verb.tense == "must":
        return "demand" if not verb.negative else base
    if _refuses(verb):
        return "reject"
    if verb.tense == "perhaps" and hostile and "if" in rest:
        return "threaten"
    intended = verb.link == "to" and verb.governor is not None and "plan" in scene.verbs[verb.governor].does
    if intended:
        return "agree" if base in PROMISED and not verb.negative else base
    if verb.tense != "future":
        return base
    if verb.negative:
        return "reject" if friendly else base
    if hostile:
        return "threaten" if base != "reject" else base
    return "agree" if base in PROMISED else base


def by_doer(scene: Scene, verb: Verb, base: str | None) -> str | None:
    """A blow by an army is a fight; a road closed by farmers is a protest."""
    if verb.lemma in KEEPING and base in ("consult", "mobilize", None) and _begins(scene, verb, "peacekeep"):
        return "aid"
    if verb.lemma in GATHERING and base == "consult" and _begins(scene, verb, "demonstrat", "protest", "marcher"):
        return "protest"
    killing = verb.lemma in KILLING and base == "fight"
    if verb.lemma not in STRIKING and verb.lemma not in BARRING and not killing:
        return base
    start, end = verb.subject_span
    doers = 0
    for at in range(start, end):
        doers |= scene.tokens.word[at].flags
    if killing and not doers & MILITARY:
        return "assault"
    if verb.lemma in STRIKING and doers & MILITARY and not verb.passive:
        return "fight"
    if verb.lemma in BARRING and doers & CIVILIAN and not doers & MILITARY and not verb.passive:
        return "protest"
    return base


def _begins(scene: Scene, verb: Verb, *starts: str) -> bool:
    """Whether a word of the subject begins so: those who come are peacekeepers, those who gather protest."""
    start, end = verb.subject_span
    return any(scene.tokens.low[at].startswith(starts) for at in range(start, end))


def _refuses(verb: Verb) -> bool:
    if verb.negative and verb.lemma == "be" and verb.meaning is not None and verb.meaning.does == "agree":
        return True  # "is not willing to"
    return verb.negative and verb.lemma in GRANTING and verb.tense in ("present", "future") and not verb.perfect
