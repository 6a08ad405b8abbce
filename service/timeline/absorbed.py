"""Nouns and the verbs that leave their meaning to them: "held talks", "called off a meeting planned for May"."""

from __future__ import annotations

from service.timeline.constructions import HARMING
from service.timeline.gazetteer import word_set
from service.timeline.kinds import HOSTILE
from service.timeline.lexicon import (
    CONJUNCTION,
    MEASURE,
    NEGATIVE_NOUN,
    POSSESSIVE,
    PREPOSITION,
    SUBORDINATOR,
    Meaning,
)
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene
from service.timeline.senses import PLAIN, STRONG
from service.timeline.verb import Verb, nominal

ENACTED = frozenset({"sign", "approve", "vote", "announce", "decide"})
"""Acts that, done to a hostile measure, are that measure: a sanctions law signed is a sanction."""
LONGEST_PHRASE = 14
"""Tokens between a noun and the participle that says when it is planned for."""
INTRANSITIVE = frozenset(
    {
        "occur",
        "happen",
        "begin",
        "start",
        "end",
        "resume",
        "continue",
        "erupt",
        "follow",
        "open",
        "conclude",
        "ensue",
        "take",
        "rage",
        "flare",
        "intensify",
        "subside",
        "rumble",
        "escalate",
    }
)


FOLLOWED = frozenset({"follow", "precede", "mark"})
"""Verbs of what comes of a happening that name it behind them; the others speak of their subject."""
DESCRIBING = word_set("focus center centre deal touch dwell last run stretch turn sharpen")
"""Verbs that say what a happening was like; they tell no new one of what is known already."""
FAILING = frozenset({"break", "end", "falter", "stall", "collapse", "get"})
"""What becomes of an agreement that is over."""
STATIVE = frozenset({"be", "have", "do", "get", "seem", "become", "remain", "appear", "manage", "look", "make", "show"})
"""Verbs behind which a subject that happens is not what is told: "protests got big"."""
FLOWN = frozenset({"land", "orbit", "reach", "touch", "crash", "fly", "enter", "send", "pass", "circle", "blast"})
"""What a probe does in space."""
KNOWN = frozenset({"the", "this", "that", "these", "those"})
"""Before a noun, words that make it one told already."""


def absorbed_nouns(scene: Scene, nouns: dict[int, Meaning]) -> dict[int, int]:
    """Nouns that say what a verb that says little does ("held talks", "the attack took place"): noun -> verb."""
    out: dict[int, int] = {}
    tokens = scene.tokens
    for index, verb in enumerate(scene.verbs):
        light = verb.does & {"light", "begin", "cancel", "plan", "fail"}
        if (
            verb.lemma == "be"
            and verb.finite
            and not verb.phrase
            and tokens.low[verb.start - 1 : verb.start] == ["there"]
        ):
            noun = _there_was(scene, verb, nouns)
            if noun is not None:
                out.setdefault(noun, index)
            continue
        if verb.does & {"plan"} and index + 1 < len(scene.verbs) and scene.verbs[index + 1].link == "to":
            continue
        enacted = verb.meaning is not None and verb.meaning.name in ENACTED
        if verb.lemma in HARMING - {"explode"} and not verb.passive and verb.finite:
            noun = _subject_noun(scene, verb, nouns)
            if noun is not None and nouns[noun].kind in ("fight", "assault") and not nominal(tokens, noun + 1):
                out.setdefault(noun, index)
                continue
        if not (light or enacted):
            noun = _told_anew(scene, verb, nouns)
            if noun is not None:
                out.setdefault(noun, index)
            continue
        noun = _subject_noun(scene, verb, nouns) if _speaks_of_subject(verb) or (enacted and verb.passive) else None
        if noun is not None and verb.lemma in DESCRIBING and _is_known(scene, verb.subject_span[0], noun):
            continue
        if noun is not None and verb.lemma in FAILING and nouns[noun].kind == "agree":
            continue  # a truce that broke down is none
        if noun is None:
            noun = described(scene, verb, nouns) if verb.tense == "part" else _object_noun(scene, verb, nouns)
        intransitive = verb.passive or verb.lemma in INTRANSITIVE  # "the trial is due to begin on Monday"
        if noun is None and light and intransitive and verb.link == "to" and verb.governor is not None:
            noun = _subject_noun(scene, scene.verbs[verb.governor], nouns)
        if noun is None and light and (verb.passive or verb.lemma in INTRANSITIVE or verb.end > verb.head + 1):
            noun = _subject_noun(scene, verb, nouns)
        if noun is None or noun in out or (nouns[noun].rank < PLAIN and not light):
            continue
        if enacted and nouns[noun].kind not in HOSTILE and not _proclaims(verb, nouns[noun]):
            continue
        if not light and not enacted and nouns[noun].rank < STRONG:
            continue
        if (verb.lemma == "be" and not verb.phrase) or tokens.word[noun].flags & NEGATIVE_NOUN:
            continue
        out[noun] = index
    return out


def _there_was(scene: Scene, verb: Verb, nouns: dict[int, Meaning]) -> int | None:
    """What there was between parties: "there were talks between Israel and Syria", "there has been fighting near Goma";
    there being none, or some in a year, is no happening.
    """
    low = scene.tokens.low
    noun = next((at for at in range(verb.end, min(verb.right, verb.end + 6)) if at in nouns), None)
    if noun is None or verb.negative or verb.tense not in ("past", "present") or nouns[noun].rank < PLAIN:
        return None
    if nouns[noun].kind in (None, "statement") or NOTHING & set(low[verb.end : noun]):
        return None
    return noun if low[noun + 1 : noun + 2] in (["between"], ["in"], ["near"], ["on"], ["at"], ["with"]) else None


NOTHING = frozenset({"no", "little", "few", "hardly", "nothing", "any", "enough"})


def _proclaims(verb: Verb, noun: Meaning) -> bool:
    """Whether to announce something is to do it: a withdrawal, a cessation of fire, an amnesty."""
    announced = verb.meaning is not None and verb.meaning.name in ("announce", "decide")
    if verb.passive:
        return noun.kind not in (None, "statement", "consult")
    return announced and noun.kind in ("retreat", "concede", "investigate", "sanction")


def _speaks_of_subject(verb: Verb) -> bool:
    """Whether a verb tells what came of its subject: "the battle left nine dead", "talks broke up"."""
    told = verb.meaning is not None and verb.meaning.name == "follow" and verb.lemma not in FOLLOWED
    return told and verb.finite and not verb.passive


def _told_anew(scene: Scene, verb: Verb, nouns: dict[int, Meaning]) -> int | None:
    """The happening a sentence opens with, where nobody has told it before and its verb says little: "A strike by
    dockers choked the port"; with "the" it is one known already.
    """
    says_little = verb.meaning is None or verb.meaning.kind is None
    says_little = says_little or (verb.passive and verb.meaning is not None and verb.meaning.kind == "statement")
    if not says_little or verb.link != "main" or not verb.finite or verb.lemma in STATIVE:
        return None
    if verb.subject is not None and verb.subject[0] > 0:
        return None
    noun = _subject_noun(scene, verb, nouns)
    if noun is None or nouns[noun].rank < PLAIN or nouns[noun].kind in (None, "statement"):
        return None
    if verb.lemma in FLOWN and scene.tokens.word[noun].noun == "probe":
        return None
    if nominal(scene.tokens, noun + 1) or scene.tokens.word[noun].flags & NEGATIVE_NOUN:
        return None  # "Riot police surrounded the school"
    return None if _is_known(scene, verb.subject_span[0], noun) else noun


def _is_known(scene: Scene, start: int, noun: int) -> bool:
    """Whether a noun is one told already: "the talks", "their attack"."""
    low, words = scene.tokens.low, scene.tokens.word
    if low[start] == "the" and low[noun + 1] == "of" and (low[noun + 2] in ("a", "an") or low[noun + 2][0].isdigit()):
        return False  # "the arrest of a Turkish editor"
    if low[noun + 1] in ("of", "by") and _names_who(scene, noun + 2):
        return False  # "the visit of the Indian minister", "Brazil's expulsion of two Libyan envoys"
    led = (low[at] in ("the", "'s") or words[at].flags & POSSESSIVE for at in range(start, noun))
    return low[start] in KNOWN or any(led)


def _names_who(scene: Scene, at: int) -> bool:
    """Whether a name stands in the first words of a phrase."""
    return any(at <= entity.start < at + 4 for entity in scene.entities)


def describes(verb: Verb) -> bool:
    """Whether a verb speaks of the noun before it: "a meeting planned for May", "that had been planned for May"."""
    return verb.tense == "part" or (verb.link == "relative" and verb.passive and bool(verb.does & {"plan"}))


def described(scene: Scene, verb: Verb, nouns: dict[int, Meaning]) -> int | None:
    """The noun a participle speaks of, right before it or not: "a meeting with the king in Oslo planned for May"."""
    near = next((at for at in range(verb.start - 1, verb.start - 3, -1) if at in nouns), None)
    if near is not None or not verb.does & {"plan"}:
        return near
    low, begins = scene.tokens.low, verb.left if verb.link == "relative" else verb.start
    last = begins - 1 - (low[begins - 1] == ",")
    for at in range(last, max(-1, last - LONGEST_PHRASE), -1):
        if at in nouns:
            return at
        if low[at] in STOPS or any(other.start <= at < other.end for other in scene.verbs):
            return None
    return None


def _object_noun(scene: Scene, verb: Verb, nouns: dict[int, Meaning]) -> int | None:
    """The event noun that is the verb's object: the head of the phrase right behind it."""
    tokens = scene.tokens
    best = None
    for at in range(verb.head + 1, min(len(tokens), verb.head + 12)):
        if at in nouns:
            best = at
            continue
        word, low = tokens.word[at], tokens.low[at]
        if best is not None or (low in STOPS and low not in ("“", "”", '"', "‘", "’")):
            break
        if low == "of" and tokens.word[at - 1].flags & MEASURE:
            best = None
            continue
        if word.flags & (PREPOSITION | CONJUNCTION | SUBORDINATOR) and at >= verb.end and low not in ("into",):
            break
        if any(
            other.start <= at < other.end
            for other in scene.verbs
            if other is not verb and not (other.passive and other.tense == "part")
        ):
            break
    return best


def _subject_noun(scene: Scene, verb: Verb, nouns: dict[int, Meaning]) -> int | None:
    start, end = verb.subject_span
    for at in range(start, end):
        if at in nouns and (at == start or not scene.tokens.word[at - 1].flags & PREPOSITION or _measured(scene, at)):
            return at
    return None


def _measured(scene: Scene, at: int) -> bool:
    """Whether a noun stands behind a measure of it: "four days of fighting"."""
    return at > 1 and scene.tokens.low[at - 1] == "of" and bool(scene.tokens.word[at - 2].flags & MEASURE)
