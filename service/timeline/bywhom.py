"""What one and the same verb is by who does it to whom: crowds burn, armies blockade, courts condemn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from service.timeline.cast import countries_of
from service.timeline.lexicon import CIVILIAN
from service.timeline.phrases import STOPS
from service.timeline.scene import (
    Scene,
    any_begins,
    any_of,
    armed,
    countries_between,
    done_by,
    hanging,
    land_behind,
    somebody,
)
from service.timeline.verb import Verb
from service.timeline.wordlists import beginnings, says, words

HARMLESS = frozenset({"say", "claim", "tell", "be", "have"})
"""What hackers do that breaks into nothing."""
TAKING = frozenset({"up", "away", "off", "in"})
"""With one of these behind it, how police have somebody: "led away a clerk"."""
CLAIMING = frozenset({"demand", "disapprove", "reject", "protest"})
"""Kinds of what people come together to do, where it is a protest."""
MARCHED = frozenset({"against", "over", "behind"})
"""Behind "marched", what or whom it was for."""
COMING = frozenset({"from", "out", "home", "down"})
"""Behind a verb, what says that troops are leaving a border."""
PUT_OUT = STOPS | {"after", "from", "over", "for", "on", "in", "because", "and", "until"}
"""What may stand behind the country that is put out: "threw out Syria over ...", not "threw out Syria's plan"."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A kind that a verb has beside the one its words name.

    `of`: what its words may name; `verbs` and `by`: the lists its verbs and those who do it stand in; `when`: what else
    must be so. None asks for nothing.
    """

    kind: str
    of: tuple[str | None, ...]
    verbs: str | None = None
    by: str | None = None
    when: Callable[[Scene, Verb], bool] | None = None

    def holds(self, scene: Scene, verb: Verb) -> bool:
        """Whether a verb whose words name one of `of` takes this turn."""
        if self.verbs is not None and verb.lemma not in words(self.verbs):
            return False
        if self.by is not None and not done_by(scene, verb, beginnings(self.by)):
            return False
        return self.when is None or self.when(scene, verb)


def by_whom(scene: Scene, verb: Verb, base: str | None) -> str | None:
    """The kind of what a verb tells, whose words name `base`, seen through who does it to whom."""
    if base is None and _in_protest(scene, verb):
        return "protest"
    if verb.passive:
        return base
    return next((turn.kind for turn in _turns().get(base, ()) if turn.holds(scene, verb)), base)


def _behind(scene: Scene, verb: Verb, reach: int) -> tuple[int, int]:
    """The tokens of its clause that stand right behind a verb."""
    return verb.end, min(verb.right, verb.end + reach)


def _words_behind(scene: Scene, verb: Verb, reach: int) -> list[str]:
    start, end = _behind(scene, verb, reach)
    return scene.tokens.low[start:end]


# ---- crowds, police, captors, bodies ----


def _in_protest(scene: Scene, verb: Verb) -> bool:
    """Whether something of no kind is done "in protest": bells tolled, ovens that stay cold."""
    low = scene.tokens.low
    if "protest" not in scene.tokens.seen or not verb.finite or verb.negative or verb.link not in ("main", "and"):
        return False
    told = range(verb.end, min(verb.right, len(low) - 1))
    return any(low[at] == "in" and "protest" in low[at + 1 : at + 3] and low[at - 1] != "part" for at in told)


def _breaks_in(scene: Scene, verb: Verb) -> bool:
    """Whether what hackers do is more than speaking."""
    return verb.lemma not in HARMLESS


def _has_somebody(scene: Scene, verb: Verb) -> bool:
    """Whether it is people whom police hold or pick up, and no talks: "picked up two men"."""
    told = _behind(scene, verb, 3 if verb.lemma == "hold" else 6)
    taking = verb.lemma == "hold" or not TAKING.isdisjoint(_words_behind(scene, verb, 5))
    return taking and somebody(scene, *told) and words("taken_otherwise").isdisjoint(scene.tokens.low[slice(*told)])


def _at_civilians(scene: Scene, verb: Verb) -> bool:
    """Whether those driven off are no fighters: "police chased students"."""
    return any_of(scene, CIVILIAN, *_behind(scene, verb, 7))


def _at_somebody(scene: Scene, verb: Verb) -> bool:
    """Whether courts condemn people, and no law."""
    return somebody(scene, *_behind(scene, verb, 5))


def _at_the_unarmed(scene: Scene, verb: Verb) -> bool:
    """Whether whom captors take is no soldier, and what they take no part and no control."""
    unarmed = not words("unarmed").isdisjoint(_words_behind(scene, verb, 5))
    return unarmed and words("taken_otherwise").isdisjoint(_words_behind(scene, verb, 7))


def _for_a_grievance(scene: Scene, verb: Verb) -> bool:
    """Whether people who work do something over pay or against cuts: "pilots kept their planes down over pay"."""
    low, grievances = scene.tokens.low, words("grievances")
    if grievances.isdisjoint(scene.tokens.seen) or verb.lemma in words("calm") or verb.negative:
        return False
    if verb.tense not in ("past", "present") or not any_of(scene, CIVILIAN, *verb.subject_span):
        return False
    behind = range(verb.end, min(verb.right, len(low)))
    return any(low[at] in ("over", "against") and not grievances.isdisjoint(low[at + 1 : at + 5]) for at in behind)


def _for_a_claim(scene: Scene, verb: Verb) -> bool:
    """Whether people who come together do it to demand, to denounce or to refuse: no meeting and no parade."""
    start, end = verb.subject_span
    inside = scene.tokens.low[start:end]
    counted = not words("crowd").isdisjoint(inside) or not words("counted").isdisjoint(inside)
    if not counted and not any_of(scene, CIVILIAN, start, end):
        return False
    index = scene.verbs.index(verb)
    purposes = (hanging(scene, index, link) for link in ("to", "ing"))
    if any(later is not None and later.meaning is not None and later.meaning.kind in CLAIMING for later in purposes):
        return True
    return verb.lemma == "march" and not MARCHED.isdisjoint(_words_behind(scene, verb, 10))


def _by_a_body_to_a_land(scene: Scene, verb: Verb) -> bool:
    """Whether a body of many countries puts a country out: "the League threw out Syria"."""
    start, end = verb.subject_span
    body = any(start <= e.start < end and e.figures and e.figures[0].type == "organisation" for e in scene.entities)
    land = land_behind(scene, verb, 1)
    return body and land is not None and scene.tokens.lower(land.end) in PUT_OUT


# ---- armies and countries ----


def _ambushed_the_unarmed(scene: Scene, verb: Verb) -> bool:
    """Whether no army lies in ambush, and for nobody armed: "rebels ambushed a bus"."""
    return verb.lemma == "ambush" and _on_the_unarmed(scene, verb, 5)


def _shot_the_unarmed(scene: Scene, verb: Verb) -> bool:
    """Whether no army shoots, and at nobody armed: "guerrillas shot the mayor"."""
    return _on_the_unarmed(scene, verb, 4)


def _on_the_unarmed(scene: Scene, verb: Verb, reach: int) -> bool:
    if done_by(scene, verb, beginnings("regulars")):
        return False
    return not words("unarmed").isdisjoint(_words_behind(scene, verb, reach))


def _land_on_land(scene: Scene, verb: Verb) -> bool:
    """Whether one country by its name attacks another, and not for or over something, which is done in words."""
    if verb.lemma != "attack" or armed(scene, verb):
        return False
    start, end = verb.subject_span
    theirs = land_behind(scene, verb)
    if theirs is None or scene.tokens.lower(theirs.end) in ("for", "over"):
        return False
    return any(e.land and e.start >= start and e.end == end for e in scene.entities)


def _in_a_coup(scene: Scene, verb: Verb) -> bool:
    """Whether soldiers topple somebody, and no parliament does."""
    return armed(scene, verb) or "coup" in scene.tokens.seen


def _armies_blockade(scene: Scene, verb: Verb) -> bool:
    """Whether a blockade is the work of ships and guns: "warships threw a blockade round the port"."""
    return "blockade" in _words_behind(scene, verb, 7) and armed(scene, verb)


def _at_the_sea(scene: Scene, verb: Verb) -> bool:
    """Whether a missile is only shown: "fired two missiles into the sea", "launched a rocket in a test"."""
    rest = scene.tokens.low[verb.end : verb.end + 14]
    shown = "test" in rest or not words("seas").isdisjoint(rest)
    return shown and any_begins(scene, beginnings("missiles"), *_behind(scene, verb, 7))


def _into_a_land(scene: Scene, verb: Verb) -> bool:
    """Whether a country's troops go into another one: "sent tanks into Georgia"."""
    if "into" not in _words_behind(scene, verb, 7) or "border" in scene.tokens.seen:
        return False
    mine = countries_between(scene, *verb.subject_span)
    inside = (e for e in scene.entities if verb.end <= e.start < verb.right and e.sort != "adjective")
    theirs = countries_of(f for e in inside if scene.preposition(e) == "into" for f in e.figures)
    return bool(mine and theirs and not mine & theirs)


def _go_away(scene: Scene, verb: Verb) -> bool:
    """Whether troops go from where they were: "rolled back across the river"."""
    low = scene.tokens.low[verb.end - 1 : min(verb.right, verb.end + 6) + 1]
    return armed(scene, verb) and says(low, "away")


def _lose_a_town(scene: Scene, verb: Verb) -> bool:
    """Whether what troops flee or lose is a town: "fled Gao"."""
    if verb.negative or not armed(scene, verb):
        return False
    left_for = verb.lemma == "leave" and verb.phrase
    return not left_for and any(verb.end <= e.start <= verb.end + 1 and e.city is not None for e in scene.entities)


def _at_a_border(scene: Scene, verb: Verb) -> bool:
    """Whether soldiers come to a border or lie off a coast, and do not go from it."""
    low = _words_behind(scene, verb, 11)
    near = not words("borders").isdisjoint(low) and COMING.isdisjoint(low[:4])
    return near and not verb.negative and armed(scene, verb)


TURNS = (
    Turn("protest", (None, "coerce", "fight", "sanction"), "rioting", by="crowds"),
    Turn("coerce", (None, "coerce", "assault", "disapprove"), by="hackers", when=_breaks_in),
    Turn("coerce", (None,), "hauling", by="police", when=_has_somebody),
    Turn("coerce", ("fight",), "pushing", by="police", when=_at_civilians),
    Turn("coerce", ("disapprove",), "condemning", by="courts", when=_at_somebody),
    Turn("coerce", (None, "fight"), "capturing", by="captors", when=_at_the_unarmed),
    Turn("protest", (None, "reject", "coerce"), when=_for_a_grievance),
    Turn("protest", (None, "consult"), "gathering", when=_for_a_claim),
    Turn("sanction", (None, "coerce", "reject"), "ousting", when=_by_a_body_to_a_land),
    Turn("assault", ("fight",), when=_ambushed_the_unarmed),
    Turn("assault", ("fight",), "slaying", when=_shot_the_unarmed),
    Turn("fight", ("assault",), when=_land_on_land),
    Turn("coerce", ("sanction",), "toppling", when=_in_a_coup),
    Turn("fight", ("sanction", "coerce"), when=_armies_blockade),
    Turn("mobilize", ("fight",), "firing", when=_at_the_sea),
    Turn("fight", ("mobilize",), when=_into_a_land),
    Turn("retreat", (None, "mobilize", "fight"), "moving_out", when=_go_away),
    Turn("retreat", (None, "consult"), "losing", when=_lose_a_town),
    Turn("mobilize", (None, "consult"), "standing_by", when=_at_a_border),
)
"""Every turn; the first that holds counts."""


@cache
def _turns() -> dict[str | None, tuple[Turn, ...]]:
    """The turns by what a verb's words name."""
    named = {base for turn in TURNS for base in turn.of}
    return {base: tuple(turn for turn in TURNS if base in turn.of) for base in named}
