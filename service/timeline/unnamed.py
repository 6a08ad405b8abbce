"""Happenings nobody named does: a dated verb with a subject of its own ("The ultimatum expired at noon on Sunday")."""

from __future__ import annotations

from service.timeline.dating import WEEK, YEAR, fineness
from service.timeline.deeds import Deed
from service.timeline.gazetteer import word_set
from service.timeline.lexicon import ROLE
from service.timeline.scene import Scene
from service.timeline.verb import Verb, nominal

LASTING = word_set(
    """
    be have do seem appear look sound feel remain stay keep stand sit lie sleep live hang wait last belong mean matter
    contain include consist depend differ resemble represent reflect face lack deserve need want like love hate know
    think believe understand remember wonder hope enjoy use tend prove become happen occur come follow result concern
    involve relate own possess cost weigh measure average number equal read watch see hear smell taste try
    work go continue prefer expect seek get make give take let help cause mark show suggest indicate cover
    feature fit suit update serve act play spend focus aim rely lead owe deal
    """
)
"""Verbs too plain to tell by themselves what happened, or that tell how things stood."""
SUFFERING = frozenset({"take", "give", "play", "hear", "see", "serve", "lead"})
"""Of these, those whose passive tells something: "was taken from his flat"."""
HABITS = word_set("usually normally often always typically generally regularly sometimes every if unless")
"""What makes the present tell what is always so, or might be, and nothing to come."""
BODIES = word_set(
    "court courts council parliament congress senate committee commission tribunal judge judges jury panel"
)
"""Who hears cases and reports."""
TRYING = frozenset({"try", "hope", "aim", "attempt", "seek"})
"""With a day to come behind what they govern, they tell a plan: "hopes to sail on Tuesday"."""
TELLING_HANGING = frozenset({"relative", "when"})


def happens(deed: Deed, verb: Verb | None, scene: Scene) -> bool:
    """Whether a dated verb tells a happening by itself, whoever did it."""
    if verb is None or deed.expression is None or deed.by_noun or deed.status in ("negated", "ongoing"):
        return False
    tried = verb.lemma == "try" and verb.passive  # by a court
    if verb.does & {"plan"} and verb.meaning is not None and verb.meaning.name == "plan" and not tried:
        return _is_due(deed, verb, scene)
    if verb.link == "to":
        return deed.told_by_clause or _goes_on(deed, verb, scene)
    done_to = (verb.passive and (tried or verb.lemma in SUFFERING)) or hears_a_case(verb, scene)
    if verb.lemma in LASTING and not (verb.phrase or done_to):
        return False
    comes = verb.tense == "present" and deed.status == "planned" and not (verb.progressive or verb.passive)
    comes = comes and not verb.negative and HABITS.isdisjoint(scene.tokens.low[verb.left : verb.right])
    if not (_tells_once(verb) or comes):
        return False
    if deed.told_by_clause:
        return has_subject(scene, verb)
    plain = deed.meaning.name in ("act", "life", "found") and verb.link == "main"
    if fineness(deed.expression) > (YEAR if verb.tense == "future" or comes or plain else WEEK):
        return False
    if verb.link in TELLING_HANGING:
        return has_own_day(deed, verb, scene) and has_subject(scene, verb)
    return verb.link in ("main", "and", "said") and has_subject(scene, verb)


def hears_a_case(verb: Verb, scene: Scene) -> bool:
    """Whether a body hears what is laid before it: "a court is to hear the case", "the council heard a report"."""
    if verb.lemma != "hear" or verb.passive:
        return False
    start, end = scene.verbs[verb.governor].subject_span if verb.governor is not None else verb.subject_span
    return not BODIES.isdisjoint(scene.tokens.low[start:end])


def has_own_day(deed: Deed, verb: Verb, scene: Scene) -> bool:
    """Whether a clause that hangs on another tells its own happening: in the past, its date behind its verb."""
    if deed.expression is None or verb.progressive:
        return False
    if verb.link == "part" and verb.passive and deed.meaning.kind is None:
        behind = scene.tokens.at(deed.expression.start)
        set_apart = verb.start > 1 and scene.tokens.low[verb.start - 1] == ","
        return set_apart and verb.end <= behind < verb.end + 4  # "the inquiry, set up in March, is to ..."
    if verb.tense != "past" or verb.link not in TELLING_HANGING:
        return False
    if deed.told_by_clause:
        return True
    first = scene.tokens.at(deed.expression.start)
    return verb.left <= first < verb.right


def _tells_once(verb: Verb) -> bool:
    """Whether tense and aspect tell one happening, done or to come."""
    if verb.progressive or verb.negative:
        return False
    return verb.tense in ("past", "future") or (verb.tense == "present" and verb.perfect)


def _goes_on(deed: Deed, verb: Verb, scene: Scene) -> bool:
    """What is planned, or begun, by nobody named: "a second flight was scheduled to land on Monday"."""
    if verb.governor is None or deed.expression is None:
        return False
    if fineness(deed.expression) > (YEAR if deed.status == "planned" else WEEK):
        return False
    governor = scene.verbs[verb.governor]
    if governor.lemma in TRYING and governor.tense in ("future", "present") and deed.status == "planned":
        return governor.link in ("main", "and", "said") and not governor.negative and has_subject(scene, governor)
    if deed.nested:
        return False
    if verb.lemma in LASTING and not (hears_a_case(verb, scene) or (verb.lemma == "try" and verb.passive)):
        return False
    planned = bool(governor.does & {"plan"}) and (governor.passive or governor.lemma == "be")
    begun = bool(governor.does & {"begin"}) and _tells_once(governor)
    return (planned or begun) and has_subject(scene, governor)


def _is_due(deed: Deed, verb: Verb, scene: Scene) -> bool:
    """ "A second session is due on Thursday": something planned for a day, told by no verb of its own."""
    told = deed.expression
    if told is None or verb.link not in ("main", "and", "said", "relative") or fineness(told) > YEAR:
        return False
    index = scene.verbs.index(verb)
    below = (v for v in scene.verbs if v.governor == index and v.link == "to")
    alone = all(v.lemma in ("be", "have") for v in below)
    return (verb.passive or verb.lemma == "be") and alone and has_subject(scene, verb)


def has_subject(scene: Scene, verb: Verb) -> bool:
    """Whether a noun stands as the subject: of its own clause, or the one a relative clause describes."""
    start, end = verb.subject_span
    if verb.link == "and" and verb.governor is not None and end - start < 2:
        return has_subject(scene, scene.verbs[verb.governor])
    if verb.link == "part":
        start, end = max(0, verb.start - 5), verb.start
    elif verb.link == "relative":
        start, end = max(0, verb.left - 5), verb.left
    tokens = scene.tokens
    return any(
        (nominal(tokens, at) or tokens.word[at].flags & ROLE) and not tokens.dated[at] for at in range(start, end)
    )
