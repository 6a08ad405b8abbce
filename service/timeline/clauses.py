"""Cutting a sentence into clauses: where each verb's begins and ends, and which verb it hangs on."""

from __future__ import annotations

from itertools import pairwise

from service.timeline.lexicon import (
    ADVERB,
    BASE,
    CONJUNCTION,
    DETERMINER,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
)
from service.timeline.openings import begin_anew, behind_opening, is_all_there_is, only_names, own_subject
from service.timeline.phrases import STOPS
from service.timeline.tokens import Tokens
from service.timeline.verb import COMPLETES, Verb, nominal

NOBODY = frozenset({"no", "none", "nobody", "not", "neither"})
"""How a subject begins that does not do it: "Not one inch will be given back"."""
HARD_STOPS = frozenset({";", ":", "--", "–", "—", "?", "!", "...", "…"})


def cut_clauses(tokens: Tokens, found: list[Verb], names: list[bool]) -> None:
    """Give each verb its clause, its governor and how it hangs on it."""
    main = _main_behind(tokens, found)
    for index, verb in enumerate(found):
        if index == 0:
            _first_link(tokens, verb, main)
            continue
        if index == 1 and verb is main and _restricts(tokens, found[0]):
            verb.left, verb.link, verb.subject = verb.start, "main", (0, found[0].left)
        else:
            _hang(tokens, found, index, names)
        found[index - 1].right = verb.left
    if found:
        found[-1].right = len(tokens)
        only_names(tokens, found)
        for verb in found:
            if verb.tense in ("future", "perhaps") and tokens.low[verb.subject_span[0]] in NOBODY:
                verb.negative = True


def _first_link(tokens: Tokens, verb: Verb, main: Verb | None) -> None:
    """How the first verb hangs; `main` is the one behind it that is the sentence's own if this one only describes."""
    low = tokens.low[0] if len(tokens) else ""
    who = next((k for k in range(1, verb.start) if tokens.low[k] in RELATIVE and not tokens.named[k]), 0)  # no "WHO"
    who = who or (next((k for k in range(1, verb.start) if _describes(tokens, k, verb)), 0) if main else 0)
    if who and verb.finite:
        verb.left, verb.link = who, "relative"
        if main is not None and not main.finite and _restricts(tokens, verb):
            main.tense, main.passive = "past", False
        return
    opening = OPENING | {"where"}
    aside = next((k for k in range(2, verb.start) if tokens.low[k] in opening and tokens.low[k - 1] == ","), 0)
    if aside and verb.finite and tokens.low[verb.start - 1] != ",":
        verb.left, verb.link = aside, "when"  # "Peru, as its envoy noted, ..."
        return
    if verb.finite and "," in tokens.low[: verb.start]:
        return
    if low in ("if", "unless"):
        verb.link = "if"
    elif low in OPENING and verb.finite:
        verb.link = "when"
    elif verb.tense == "base" and verb.start > 0 and low != "to" and "," not in tokens.low[: verb.start]:
        verb.link = "main"
    elif verb.tense in ("base", "ing", "part"):
        verb.link = {"base": "to"}.get(verb.tense, verb.tense)


def _describes(tokens: Tokens, at: int, verb: Verb) -> bool:
    """Whether a "that" opens what only describes the noun before it: "a truce that Mr Lavrov negotiated ..."."""
    described = nominal(tokens, at - 1) or tokens.low[at - 1] in ("one", "ones", "those")
    if tokens.low[at] != "that" or not described:
        return False
    before = range(at)
    missed = any(tokens.word[k].forms and not tokens.word[k].noun for k in before)  # "sources tell Reuters that"
    return not missed and not any(tokens.low[k] in STOPS for k in before)


def _restricts(tokens: Tokens, verb: Verb) -> bool:
    """Whether a verb stands in a clause that says which one the noun before it is, and adds nothing between commas."""
    return verb.link == "relative" and verb.left > 0 and tokens.low[verb.left - 1] != ","


def _main_behind(tokens: Tokens, found: list[Verb]) -> Verb | None:
    """The verb right behind the first that can be the sentence's own, where the first only describes its subject.

    It may look like a participle: "a truce that Mr Lavrov negotiated collapsed". A later one without an opener of its
    own would be the sentence's instead.
    """
    if len(found) < 2 or not found[0].finite:
        return None
    verb = found[1]
    bare = verb.tense == "part" and verb.start == verb.head and bool(tokens.word[verb.head].forms & PAST)
    by = tokens.low[verb.end : verb.end + 1] == ["by"]
    if not (verb.finite or (bare and not by)) or not _goes_on_around(tokens, found[0], verb):
        return None
    if found[0].does & COMPLETES and own_subject(tokens, found[0].end - 1, verb.start):
        return None  # "protesters who said they were marching"
    later = any(other.finite and not _opened(tokens, before, other) for before, other in pairwise(found[1:]))
    return None if later else verb


def _goes_on_around(tokens: Tokens, first: Verb, verb: Verb) -> bool:
    """Whether nothing between two verbs opens a clause; what is added between commas does not."""
    between = range(first.end, verb.start)
    commas = [k for k in between if tokens.low[k] == ","]
    if any(tokens.word[k].flags & (SUBORDINATOR | CONJUNCTION) for k in between) or len(commas) % 2:
        return False
    if any(tokens.low[k] in STOPS and tokens.low[k] != "," for k in between):
        return False
    return not commas or not own_subject(tokens, commas[-1], verb.start)


def _opened(tokens: Tokens, before: Verb, verb: Verb) -> bool:
    """Whether a word or a stop that can open a clause stands between two verbs."""
    opens = SUBORDINATOR | CONJUNCTION
    return any(tokens.word[k].flags & opens or tokens.low[k] in STOPS for k in range(before.end, verb.start))


RELATIVE = frozenset({"who", "which", "whose", "whom"})
OPENING = frozenset(
    {"when", "while", "after", "before", "since", "as", "although", "though", "because", "once", "until"}
)


def _hang(tokens: Tokens, found: list[Verb], index: int, names: list[bool]) -> None:
    """Find where the clause of a verb begins after the one before, and what it hangs on."""
    verb, previous = found[index], found[index - 1]
    low, begin, stop = tokens.low, previous.end, verb.start
    if verb.tense == "present" and previous.tense == "base" and _goes_on_bare(tokens, verb, begin):
        verb.tense, verb.left, verb.link, verb.governor = "base", stop, previous.link, previous.governor
        return
    if not verb.finite:
        verb.left = stop if verb.tense == "base" else _nonfinite_start(tokens, begin, stop)
        verb.link, verb.governor = {"base": "to"}.get(verb.tense, verb.tense), index - 1
        if verb.tense != "base" and index > 1 and verb.left > begin and low[verb.left - 1] == ",":
            verb.governor = _last_finite(found, index)
        return
    opened = behind_opening(tokens, found, index)
    if opened >= 0:
        begin_anew(found, index, opened)
        return
    opener = _opener(tokens, previous, begin, stop)
    if opener >= 0 and is_all_there_is(tokens, found, index, opener):
        _resume(tokens, found, index)
        return
    if opener >= 0:
        verb.left, verb.link = opener, _subordinate(low[opener], previous)
        verb.governor = index - 1
        return
    closing = next((k for k in range(stop - 1, begin - 1, -1) if low[k] in HARD_STOPS or low[k] in CLOSING), -1)
    if closing >= 0 and (low[closing] in HARD_STOPS or "report" in verb.does):
        verb.left, verb.link = closing, "main"
        opening = _opening_dash(tokens, found[0], closing)
        if opening >= 0 and closing == stop - 1:
            verb.subject = (0, opening)  # "The king -- told of it by his guards -- left"
        return
    joined = _conjunction(tokens, previous, begin, stop, names)
    if joined >= 0:
        verb.left, verb.link, verb.governor = joined, "and", _coordinate(found, index)
        if previous.passive and previous.finite and _shares_auxiliary(tokens, verb):
            verb.passive, verb.perfect, verb.tense, verb.governor = True, previous.perfect, previous.tense, index - 1
        return
    comma = next((k for k in range(stop - 1, begin - 1, -1) if low[k] == ","), -1)
    if comma >= 0:
        _after_comma(tokens, found, index, comma, names)
        return
    if _only_describes(tokens, found, index):
        verb.tense, verb.passive, verb.left = "part", True, stop
        verb.link, verb.governor = "part", index - 1
        return
    by = previous.tense == "part" and low[begin : begin + 1] == ["by"]
    if not previous.finite and (by or not previous.does & COMPLETES):
        _resume(tokens, found, index)
        return
    if previous.link == "relative" and previous.finite and not previous.does & COMPLETES and previous.left:
        earlier = found[index - 2] if index > 1 else None
        verb.left, verb.link = stop, "main"
        verb.subject = (earlier.end if earlier and earlier.end <= previous.left else 0, previous.left)
        verb.governor = None
        return
    verb.left = _subject_start(tokens, begin, stop, names)
    verb.link, verb.governor = ("said" if previous.does else "relative"), index - 1


def _opening_dash(tokens: Tokens, first: Verb, closing: int) -> int:
    """Where the aside opens that a dash closes, before the first verb of the sentence, or -1."""
    dash = tokens.low[closing]
    if dash not in ("--", "–", "—"):
        return -1
    return next((k for k in range(first.start - 1, 0, -1) if tokens.low[k] == dash), -1)


def _only_describes(tokens: Tokens, found: list[Verb], index: int) -> bool:
    """Whether what looks like a past tense behind "began supplying" or "wants to sell" describes the object: "began
    pumping gas through a pipe laid in May".
    """
    verb, previous = found[index], found[index - 1]
    told = any(other.finite for other in found[: index - 1])
    if told and tokens.low[previous.head] == "according" and verb.start == verb.head:
        return bool(tokens.word[verb.head].forms & PARTICIPLE)  # "according to a person briefed on the talks"
    if previous.link not in ("ing", "to") or previous.governor is None or verb.start != verb.head:
        return False
    governor = found[previous.governor]
    near = governor.finite and governor.end == previous.start
    return near and verb.tense == "past" and bool(tokens.word[verb.head].forms & PARTICIPLE)


def _shares_auxiliary(tokens: Tokens, verb: Verb) -> bool:
    """Whether a bare participle right behind "and" is passive like the verb before: "was captured and killed"."""
    alone = verb.start == verb.head and bool(tokens.word[verb.head].forms & PARTICIPLE)
    joined = bool(tokens.word[verb.start - 1].flags & CONJUNCTION)
    behind = verb.end < len(tokens) and (nominal(tokens, verb.end) or bool(tokens.word[verb.end].flags & DETERMINER))
    behind = behind and not tokens.dated[verb.end]
    return alone and joined and not behind


def _goes_on_bare(tokens: Tokens, verb: Verb, begin: int) -> bool:
    """Whether a bare verb behind "and" goes on from an infinitive: "to halt its offensive and allow access"."""
    bare = verb.start == verb.head and bool(tokens.word[verb.head].forms & BASE)
    joined = verb.start > begin and bool(tokens.word[verb.start - 1].flags & CONJUNCTION)
    return bare and joined and not any(tokens.low[k] in HARD_STOPS for k in range(begin, verb.start))


CLOSING = frozenset({"”", '"', "’"})


def _after_comma(tokens: Tokens, found: list[Verb], index: int, comma: int, names: list[bool]) -> None:
    """A finite verb after a comma: what is said, the main clause after an opening one, or one more clause."""
    verb, previous, low = found[index], found[index - 1], tokens.low
    speaks = "report" in previous.does and "report" not in verb.does
    if speaks and _plain_stretch(tokens, previous.end, comma) and comma - previous.end <= 6:
        verb.left, verb.link, verb.governor = comma, "said", index - 1
        return
    opening = found[0].head == 0 or (found[0].link == "part" and own_subject(tokens, comma, verb.start))
    if found[0].link in ("part", "ing") and opening and not any(other.finite for other in found[:index]):
        verb.left, verb.link = comma, "main"
        found[0].governor = index
        return
    if index == 1 and found[0].link == "when" and found[0].left:
        verb.left, verb.link = comma, "main"
        if not own_subject(tokens, comma, verb.start) or low[found[0].left] != "where":
            verb.subject = (0, found[0].left - 1)
        return
    described = found[0].link == "relative" and found[0].left and not own_subject(tokens, comma, verb.start)
    if described and not any(other.link == "main" and other.subject is None for other in found[1:index]):
        verb.left, verb.link, verb.subject = comma, "main", (0, found[0].left)  # "Peru's envoy, who left, returned"
        return
    described = previous.tense == "part" and not any(other.finite for other in found[:index])
    if described and previous.head and not own_subject(tokens, comma, verb.start):
        _resume(tokens, found, index)
        return
    root = next(
        (k for k in range(index - 1, -1, -1) if found[k].link in ("when", "if", "main") and found[k].finite), None
    )
    if root is not None and found[root].link in ("when", "if") and found[root].left == 0:
        verb.left, verb.link = comma, "main"
        found[root].governor = index
        return
    start = _subject_start(tokens, previous.end, verb.start, names)
    if not verb.does & {"report"} and start < comma and not previous.finite:
        _resume(tokens, found, index)
        return
    speaks = "report" in verb.does or bool(verb.does & SPOKEN and _closes(tokens, verb))
    verb.left, verb.link, verb.governor = comma, "main" if speaks else "and", None
    if verb.link == "and":
        verb.governor = _coordinate(found, index)


SPOKEN = frozenset({"agree", "threaten", "allege", "demand"})
"""What verbs do that tell, behind a comma at a sentence's end, who said what stands before."""


def _closes(tokens: Tokens, verb: Verb) -> bool:
    """Whether nothing stands behind a verb but a place or a day: "..., an official promised in Oslo on Friday"."""
    at = verb.end
    while at < len(tokens) - 1:
        if not (tokens.dated[at] or tokens.word[at].flags & PREPOSITION):
            return False
        at += 1 if tokens.dated[at] else 2
    return True


def _plain_stretch(tokens: Tokens, start: int, end: int) -> bool:
    """Nothing but a date, a hearer or a place: no second comma."""
    return not any(tokens.low[k] in STOPS for k in range(start, end))


def _resume(tokens: Tokens, found: list[Verb], index: int) -> None:
    """The main verb after a subject with a clause of its own in it ("the vote to impose sanctions showed ...")."""
    verb = found[index]
    root = index - 1
    while root > 0 and not found[root].finite and found[root].governor == root - 1 and not found[root - 1].finite:
        root -= 1
    verb.left = verb.start
    verb.subject = (found[root - 1].end if root else 0, found[root].start)
    if root and found[root - 1].does & COMPLETES:
        verb.link, verb.governor = "said", root - 1
    else:
        verb.link, verb.governor = "main", None
    if found[root].governor is not None and found[root].link != "to":
        found[root].governor = index


def _last_finite(found: list[Verb], index: int) -> int:
    return next((k for k in range(index - 1, -1, -1) if found[k].finite), index - 1)


def _opener(tokens: Tokens, previous: Verb, begin: int, stop: int) -> int:
    """Index of the word that opens the clause ("that", "who", "when"), or -1."""
    low, word = tokens.low, tokens.word
    best = -1
    for index in range(begin, stop):
        flags = word[index].flags
        if not flags & SUBORDINATOR or tokens.dated[index]:
            continue  # "denied it that night"
        if low[index] == "as" and {"many", "much", "few", "little"} & {low[index - 1], *low[index + 1 : index + 2]}:
            continue  # "as many as 200 people"
        if flags & PREPOSITION and not _clause_follows(tokens, index, stop):
            continue
        if low[index] == "that" and any(token in STOPS for token in low[index + 1 : index + 3]):
            continue  # "will see him before that, diplomats said", "walked through that gate, leaves"
        far = low[index] == "that" and index > begin + 3 and not previous.does & COMPLETES
        if far and nominal(tokens, index + 1) and not _somebody_acts(tokens, index, stop):
            continue
        best = index
        if low[index] != "as":
            return index
    return best


def _somebody_acts(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether a name alone stands between a "that" behind a noun and the next verb: "the ban that Peru widened"."""
    behind = range(at + 1, stop)
    return nominal(tokens, at - 1) and all(tokens.named[k] and not tokens.dated[k] for k in behind)


def _conjunction(tokens: Tokens, previous: Verb, begin: int, stop: int, names: list[bool]) -> int:
    """Index where a coordinated clause begins, or -1. "and" between two names joins names."""
    low, word = tokens.low, tokens.word
    for index in range(stop - 1, begin - 1, -1):
        if not word[index].flags & CONJUNCTION or low[index] == "&":
            continue
        if 0 < index < stop - 1 and tokens.dated[index - 1] and tokens.dated[index + 1]:
            continue  # "raids on Monday and Tuesday hit the port"
        if _one_subject(tokens, previous, begin, index, stop, names) or _between(tokens, begin, index):
            return -1
        if index == stop - 1 or low[index - 1] in (",", "”", '"') or _subject_between(tokens, index + 1, stop):
            return index - 1 if index > begin and low[index - 1] == "," else index
    return -1


def _between(tokens: Tokens, begin: int, at: int) -> bool:
    """Whether a conjunction joins the two that something is between: "sharing the Nile between Egypt and Sudan"."""
    behind = tokens.low[max(begin, at - 5) : at]
    return "between" in behind and "and" not in behind and not any(token in STOPS for token in behind)


def _one_subject(tokens: Tokens, previous: Verb, begin: int, at: int, stop: int, names: list[bool]) -> bool:
    """Whether the conjunction at `at` joins two subjects of the next verb: "said he and Lavrov talked"."""
    if not previous.does & COMPLETES or at == stop - 1:
        return False
    left = [k for k in range(begin, at) if not (tokens.word[k].flags & (ADVERB | DETERMINER))]
    return bool(left) and all(names[k] or tokens.word[k].flags & PRONOUN for k in left) and names[at + 1]


def _clause_follows(tokens: Tokens, at: int, stop: int) -> bool:
    """After "after", "since" and the like, preposition and subordinator alike: whether a clause follows."""
    if at + 1 < len(tokens) and tokens.dated[at + 1]:
        return False
    stops = [index for index in range(at + 1, stop) if tokens.low[index] in STOPS]
    if stops and not (len(stops) == 2 and stops[1] == stop - 1 and _apposed(tokens, at, *stops)):
        return False
    return tokens.low[at] in ("as", "that", "than") or (stops[0] if stops else stop) - at <= 8


def _apposed(tokens: Tokens, at: int, opening: int, closing: int) -> bool:
    """Whether a name stands between two commas beside a noun: "after the envoy, Ana Lopez, left"."""
    name = all(tokens.text[k][0].isupper() for k in range(opening + 1, closing)) and closing > opening + 1
    return name and tokens.low[opening] == "," and any(nominal(tokens, k) for k in range(at + 1, opening))


def _subordinate(token: str, previous: Verb) -> str:
    if token in ("if", "unless", "whether"):
        return "if" if token != "whether" else "said"
    if token in ("who", "which", "whom", "whose", "where"):
        return "relative"
    if token in ("that", "what", "why", "how"):
        if previous.does & COMPLETES or token != "that":
            return "said"
        return "relative"
    return "when"


def _nonfinite_start(tokens: Tokens, begin: int, stop: int) -> int:
    index = stop
    while index > begin and tokens.word[index - 1].flags & PREPOSITION:
        index -= 1
    return index


def _subject_between(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether a subject stands between a conjunction and the verb, so that the conjunction joins clauses, not names."""
    words = range(start, stop)
    if any(tokens.low[k] in STOPS or tokens.word[k].flags & PREPOSITION & ~DETERMINER for k in words):
        return False
    return start < stop


def _subject_start(tokens: Tokens, begin: int, stop: int, names: list[bool]) -> int:
    """Where the noun phrase right before a verb begins."""
    index = stop
    while index > begin:
        word, token = tokens.word[index - 1], tokens.low[index - 1]
        if index < stop and tokens.dated[index - 1] and _is_before(tokens, begin, index - 1):
            break  # "said on Saturday Syria was ..."
        if word.flags & PRONOUN:
            return index - 1
        if token in STOPS or (
            word.flags & (PREPOSITION | SUBORDINATOR | CONJUNCTION) & ~DETERMINER and not names[index - 1]
        ):
            if token not in ("of", "and", "to"):
                break
            before = max(0, index - 2)
            if token in ("and", "to") and not names[before] and not tokens.word[before].flags & PRONOUN:
                break
        index -= 1
        if word.flags & DETERMINER and not names[index]:
            break
    return index


def _is_before(tokens: Tokens, begin: int, at: int) -> bool:
    """Whether a date right behind the verb before is no part of the noun phrase, as it is in "Sunday's talks"."""
    while at > begin and tokens.dated[at - 1]:
        at -= 1
    return at == begin + 1 and tokens.low[begin] == "on"


def _coordinate(found: list[Verb], index: int) -> int | None:
    """The earlier verb a coordinated one stands beside: of the same form where there is one."""
    verb = found[index]
    for back in range(index - 1, -1, -1):
        other = found[back]
        if other.tense == verb.tense or (other.finite and verb.finite):
            return back
    return index - 1
