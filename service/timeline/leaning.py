"""Which deed takes the kind that all words of its sentence lean to, where no verb of it names one (`signs.py`)."""

from __future__ import annotations

from service.timeline.deeds import Deed
from service.timeline.lexicon import RANKS, Meaning
from service.timeline.scene import Scene
from service.timeline.senses import by_a_thing
from service.timeline.signs import leaning
from service.timeline.verb import Verb


def leant(scene: Scene, found: list[Deed]) -> Deed | None:
    """The deed a sentence is there to tell, with the kind its words lean to, or None where they lean to none."""
    deed = leaning_deed(scene, found)
    kind = leaning(scene_words(scene)) if deed is not None else None
    if deed is None or kind is None:
        return None
    deed = doing(deed, kind, scene, found)
    if deed is not None:
        deed.meaning = Meaning("signs", kind, RANKS["strong"])
        deed.kind = deed.base = kind
    return deed


def scene_words(scene: Scene) -> list[str]:
    """The words of a sentence but names and days."""
    tokens = scene.tokens
    return [low for at, low in enumerate(tokens.low) if not (tokens.named[at] or tokens.dated[at])]


def leaning_deed(scene: Scene, found: list[Deed]) -> Deed | None:
    """The deed of no kind that a sentence is there to tell, where a country and somebody else have a part in it.

    No accident, nothing that only could be, nothing that prices or evidence do; what is said last of all.
    """
    figures = {figure.id: figure.country for entity in scene.entities for figure in entity.figures}
    if scene.tokens.low[-1] == "?" or len(figures) < FEWEST_PARTIES or not any(figures.values()):
        return None
    if any(deed.meaning.name in PLAIN_NEWS or _of_a_thing(deed, scene) for deed in found):
        return None
    told = [d for d in found if d.verb is not None and _may_lean(d, scene.verbs[d.verb])]
    return next((deed for deed in told if deed.kind is None), next(iter(told), None))


def doing(deed: Deed, kind: str, scene: Scene, found: list[Deed]) -> Deed | None:
    """Which deed does what a sentence leans to: for what is done in words who says it, and not who is said to do it."""
    verb = scene.verbs[deed.verb] if deed.verb is not None else None
    if verb is None or (verb.tense == "future" and kind not in TO_COME):
        return None
    if kind not in IN_WORDS:
        return deed if deed.kind is None else None
    if verb.link != "said":
        return deed
    if kind in TO_COME and verb.tense != "future":
        return None
    return next((d for d in found if d.kind == "statement" and d.verb == verb.governor), None)


FEWEST_PARTIES = 2
"""Somebody does it and somebody it is done to: one country alone is the place of any news."""
IN_WORDS = frozenset({"reject", "threaten", "demand", "disapprove", "support", "agree"})
"""Kinds that somebody does by saying something."""
TO_COME = frozenset({"threaten", "agree", "consult"})
"""Kinds of what somebody says will be."""


def _may_lean(deed: Deed, verb: Verb) -> bool:
    """Whether a deed of no kind may take the one its sentence leans to."""
    open_ = deed.kind in (None, "statement") and deed.status in ("occurred", "ongoing", "planned")
    main = verb.finite and verb.link in ("main", "and", "said") and verb.tense not in ("perhaps", "must")
    return open_ and main and not verb.negative


def _of_a_thing(deed: Deed, scene: Scene) -> bool:
    """Whether it is prices, storms or evidence that do it."""
    return deed.verb is not None and deed.kind is None and by_a_thing(scene, scene.verbs[deed.verb])


PLAIN_NEWS = frozenset({"accident", "disaster", "die", "business", "appoint"})
"""Groups of the lexicon that name what is of no kind."""
