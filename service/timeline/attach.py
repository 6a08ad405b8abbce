"""Which happening a date belongs to: the verb or the noun that governs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from service.temporal.model import Expression
from service.timeline.dating import WEEK, fineness
from service.timeline.lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    OCCASION,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    Meaning,
)
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene
from service.timeline.verb import Verb, nominal

TIGHT = frozenset(
    {
        "following",
        "after",
        "since",
        "before",
        "during",
        "despite",
        "including",
        "amid",
        "about",
        "over",
        "from",
        "until",
    }
)
"""A noun behind one of these keeps the date behind it to itself."""

Target = tuple[str, int]


def target(
    scene: Scene, expression: Expression, start: int, end: int, nouns: Mapping[int, Meaning], published: date
) -> Target | None:
    """What the expression at tokens `start`..`end` dates: ("verb", its index), ("noun", its token) or None."""
    before = _before_noun(scene, start, end, nouns)
    if before is not None:
        return before[0]
    if _of_a_thing(scene, start, nouns) or _names_a_thing(scene, expression, start, end):
        return None
    if _for_a_season(scene, expression, start):
        return None
    index = _clause(scene, start)
    verb = scene.verbs[index] if index is not None else None
    noun = _noun_before(scene, start, nouns, verb)
    if verb is None:
        return ("noun", noun) if noun is not None else _any_noun(nouns)
    assert index is not None
    if _long_past(verb, expression, published):
        return ("noun", noun) if noun is not None else None
    if noun is not None and _noun_keeps(scene, noun, nouns[noun], verb, expression, start, end, published):
        return ("noun", noun)
    return ("verb", _verb_for(scene, index, expression, start, published))


def _of_a_thing(scene: Scene, start: int, nouns: Mapping[int, Meaning]) -> bool:
    """A date behind "of" that belongs to a thing, and to no happening: "the letter of 4 May"."""
    tokens = scene.tokens
    if start < 2 or tokens.low[start - 1] != "of" or start - 2 in nouns:
        return False
    low, word = tokens.low[start - 2], tokens.word[start - 2]
    if low in TIMES or word.flags & (PREPOSITION | AUXILIARY) or not low[0].isalpha():
        return False
    return not any(at in nouns for at in range(max(0, start - 6), start - 1))


def _for_a_season(scene: Scene, expression: Expression, start: int) -> bool:
    """Whether a season only says for how long: "leave for the summer"."""
    season = (expression.value or "")[-2:] in ("SU", "WI", "SP", "FA")
    before = scene.tokens.low[max(0, start - 6) : start + 1]
    return season and "for" in before[-3:] and bool(AWAY & set(before))


AWAY = frozenset({"leave", "leaves", "left", "close", "closed", "closes", "away", "home", "adjourned", "recess"})
"""Words before a season that say for how long somebody is gone."""


def _long_past(verb: Verb, expression: Expression, published: date) -> bool:
    """Whether a span of the past stands with words said now: "the report describes two raids last summer"."""
    if verb.meaning is None or verb.meaning.kind != "statement" or verb.tense not in ("present", "ing"):
        return False
    if verb.perfect or verb.progressive or verb.passive or expression.relation in ("since", "by"):
        return False
    return expression.latest is not None and expression.latest < published and fineness(expression) >= WEEK


def _names_a_thing(scene: Scene, expression: Expression, start: int, end: int) -> bool:
    """Whether a year or a quarter only tells one thing from others: "a costly 1997 film", "fourth-quarter sales"."""
    tokens = scene.tokens
    if fineness(expression) < SEASON or end >= len(tokens) or not start or expression.relation not in ("on", "during"):
        return False
    if not nominal(tokens, end) or tokens.dated[end] or any(verb.start <= end < verb.end for verb in scene.verbs):
        return False
    if "-quarter" in expression.text or "-half" in expression.text:
        return True
    before = start - 1
    return nominal(tokens, before) and not any(verb.start <= before < verb.end for verb in scene.verbs)


SEASON = 6
"""The finest date, on `fineness`, that tells one thing from others of its sort rather than when something was."""
TIMES = frozenset(
    {"night", "evening", "morning", "afternoon", "day", "days", "week", "end", "beginning", "start", "middle", "close"}
    | {
        "hours",
        "month",
        "summer",
        "spring",
        "autumn",
        "winter",
        "half",
        "part",
        "as",
        "because",
        "eve",
        "months",
        "weeks",
    }
)


def _any_noun(nouns: Mapping[int, Meaning]) -> Target | None:
    return ("noun", min(nouns)) if nouns else None


def _clause(scene: Scene, at: int) -> int | None:
    """The verb whose clause a token lies in."""
    best = None
    for index, verb in enumerate(scene.verbs):
        if verb.left <= at:
            best = index
    if best is None and scene.verbs:
        own = (k for k, verb in enumerate(scene.verbs) if verb.finite and verb.subject and verb.subject[0] <= at)
        return next(own, 0)  # "Yesterday the ministry, which has a seat, announced ..."
    return best


def _before_noun(scene: Scene, start: int, end: int, nouns: Mapping[int, Meaning]) -> tuple[Target | None] | None:
    """A date before a noun ("the 2016 election", "Sunday's talks"): its target in a tuple; None for any other date."""
    tokens, size = scene.tokens, len(scene.tokens)
    owner = end < size and tokens.low[end] in ("'s", "'", "’")
    at = end + 1 if owner else end
    led = start > 0 and (
        tokens.word[start - 1].flags & DETERMINER or tokens.low[start - 1] in ("of", "in", "at", "during")
    )
    if not owner and not led and at not in nouns:
        return None
    head = None
    last = at
    while last < size and last < at + 6 and _in_phrase(scene, last):
        if last in nouns:
            head = last
        last += 1
    if last == at or (not owner and not _glued(scene, start, end, at)):
        return None
    if head is None:
        return (
            (_upstream(scene, start, nouns),) if owner or (led and tokens.word[start - 1].flags & DETERMINER) else None
        )
    if tokens.word[head].flags & OCCASION:
        return (_upstream(scene, start, nouns) or ("noun", head),)
    return (("noun", head),)


def _glued(scene: Scene, start: int, end: int, at: int) -> bool:
    """Whether date and noun are one phrase: no clause begins with the words after the date."""
    if start > 0 and scene.tokens.word[start - 1].flags & DETERMINER:
        return True
    return not any(verb.start <= at + 3 and verb.start > end and verb.finite for verb in scene.verbs) or at < end


def _in_phrase(scene: Scene, at: int) -> bool:
    tokens = scene.tokens
    word, low = tokens.word[at], tokens.low[at]
    if low in STOPS or not low[0].isalnum():
        return False
    if word.flags & (PREPOSITION | DETERMINER | CONJUNCTION | SUBORDINATOR | PRONOUN | AUXILIARY):
        return False
    return not any(verb.head == at or verb.start == at for verb in scene.verbs)


def _upstream(scene: Scene, start: int, nouns: Mapping[int, Meaning]) -> Target | None:
    """What happened on the occasion the date is put to: "meddling in the 2016 election", "met at the 2013 summit"."""
    tokens = scene.tokens
    at = start - 1
    while at >= 0 and tokens.word[at].flags & DETERMINER:
        at -= 1
    if at < 0 or tokens.low[at] not in ("in", "at", "during", "of", "for", "after", "before", "since", "on"):
        return None
    index = _clause(scene, start)
    floor = scene.verbs[index].end if index is not None and scene.verbs[index].end <= at else 0
    for back in range(at - 1, max(floor, at - 9) - 1, -1):
        if back in nouns:
            return ("noun", back)
        if tokens.low[back] in STOPS:
            break
    if index is not None and scene.verbs[index].meaning is not None and at - scene.verbs[index].end < 5:
        return ("verb", index)
    return None


def _noun_before(scene: Scene, start: int, nouns: Mapping[int, Meaning], verb: Verb | None) -> int | None:
    """The nearest event noun before the date with nothing but its own phrase between."""
    floor = verb.left if verb is not None else 0
    for at in range(start - 1, max(floor, start - 22) - 1, -1):
        if verb is not None and verb.start <= at < verb.end and at not in nouns:
            return None
        if at in nouns:
            return at
        if scene.tokens.low[at] in STOPS and scene.tokens.low[at] not in ("“", "”", '"'):
            return None
        if any(other.head == at for other in scene.verbs):
            return None
    return None


def _noun_keeps(
    scene: Scene, noun: int, meaning: Meaning, verb: Verb, expression: Expression, start: int, end: int, published: date
) -> bool:
    """Whether the noun before the date, not the verb of its clause, is what the date dates."""
    tokens = scene.tokens
    if noun < verb.start:
        if start < verb.start:
            after = tokens.low[end] if end < len(tokens) else ""
            if meaning.kind == "statement":
                return False
            return after != "," or _led(scene, noun) or end >= verb.start
        return False
    if meaning.kind == "statement" and meaning.name != "announce":
        return False
    if _tense_fits(verb, expression, published) is False:
        return True
    if verb.lemma == "be" and not verb.passive:
        return True
    governor = _preposition_of(scene, noun)
    if governor in TIGHT:
        return (
            verb.meaning is None
            or verb.meaning.kind in (None, "statement", "consult")
            or governor in ("following", "including", "after", "since", "before", "despite")
        )
    if governor == "to" or governor == "of":
        struck = meaning.name == "accident" and start - noun <= 2  # "victims of the earthquake on 12 January"
        return struck or verb.lemma == "be"
    return fineness(expression) > WEEK and verb.meaning is not None and verb.meaning.kind == "statement"


def _led(scene: Scene, noun: int) -> bool:
    return _preposition_of(scene, noun) in TIGHT


def _preposition_of(scene: Scene, noun: int) -> str:
    tokens = scene.tokens
    for at in range(noun - 1, max(-1, noun - 9), -1):
        low = tokens.low[at]
        if low in STOPS and low not in ("“", "”", '"'):
            return ""
        if any(verb.head == at for verb in scene.verbs):
            return "following" if low == "following" else "including" if low == "including" else ""
        if tokens.word[at].flags & PREPOSITION and not tokens.word[at].flags & ADVERB:
            return low
    return ""


def _tense_fits(verb: Verb, expression: Expression, published: date) -> bool | None:
    """False where verb and date point to different times: a past day on a plan, a day to come on a past verb."""
    if expression.latest is not None and expression.latest < published and verb.tense in ("future", "must"):
        return False
    if verb.tense == "present" and not verb.perfect and not verb.passive and expression.latest is not None:
        return None if expression.relation == "since" else expression.latest >= published or None
    return not (expression.earliest is not None and expression.earliest > published and verb.tense == "past")


def _is_aside(scene: Scene, index: int) -> bool:
    """Whether a verb only says, between two commas, who tells what follows."""
    verb, low = scene.verbs[index], scene.tokens.low
    if "report" not in verb.does or verb.end - verb.start > 1 or low[verb.end : verb.end + 1] != [","]:
        return False
    opening = next((k for k in range(verb.start - 1, max(-1, verb.start - 5), -1) if low[k] == ","), None)
    following = scene.verbs[index + 1 : index + 2]
    return opening is not None and any(v.finite and v.governor == index and v.link == "said" for v in following)


def _verb_for(scene: Scene, index: int, expression: Expression, start: int, published: date) -> int:
    """The verb a date in the clause of `index` belongs to: purposes leave a past date to their governor."""
    verb = scene.verbs[index]
    if start < verb.start and _is_aside(scene, index):
        index = index + 1  # "five days later, he recalls, he met the king"
        verb = scene.verbs[index]
    if start < verb.start and index and verb.governor is not None and verb.left == verb.start:
        index = verb.governor
        verb = scene.verbs[index]
    thin = verb.meaning is None or verb.meaning.kind in (None, "statement") or verb.meaning.name == "request"
    outside = start < verb.start  # "last year a panel convened by the bank issued a report"
    if outside and verb.tense in ("part", "ing") and verb.governor is None:
        opens = (verb.start, verb.start - 1)
        main = (k for k, v in enumerate(scene.verbs) if k > index and v.subject and v.subject[1] in opens)
        return next(main, index)
    if verb.governor is not None and verb.governor > index and verb.tense in ("part", "ing") and (thin or outside):
        return verb.governor
    past = expression.latest is not None and expression.latest <= published
    seen = 0
    while verb.governor is not None and seen < 4:
        governor = scene.verbs[verb.governor]
        if verb.governor >= index or (verb.perfect and verb.lemma not in ("be", "have")):
            break  # "is thought to have fled on Sunday"
        if (
            verb.tense == "base" and past and not governor.does & {"light", "fail", "cause", "begin", "refuse", "plan"}
        ) or (verb.lemma in ("be", "have") and verb.tense == "base"):
            index = verb.governor
        else:
            break
        verb, seen = scene.verbs[index], seen + 1
    return index
