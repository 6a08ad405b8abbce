"""A participle that describes a noun, told as a sentence: "a truce, declared in May" is a truce that was declared."""

from __future__ import annotations

from service.timeline.lexicon import (
    ADVERB,
    CONJUNCTION,
    DETERMINER,
    MEASURE,
    PARTICIPLE,
    PAST,
    POSSESSIVE,
    PREPOSITION,
    THIRD,
)
from service.timeline.parsed import COUNTS, POINTS_OUTSIDE, Clauses, something
from service.timeline.phrases import STOPS
from service.timeline.verb import Verb, nominal

TIES = frozenset({"of", "for", "between"})
"""What may tie a further noun to the one described: "the offer of observers, made last week"."""
UNDONE = frozenset(
    {
        *("collapse", "arrive", "emerge", "fall", "rise", "age", "base", "bear", "know", "call", "name", "die"),
        *("end", "compare"),
        *("dine", "rule", "say", "speak", "resign", "march", "last", "come", "go", "fight", "live", "retire"),
        *("marry", "be", "bind"),
    }
)
"""Verbs whose participle is nothing that was done, or only says what something is called."""


def was_done(read: Clauses, verb: Verb) -> str | None:
    """The sentence that a participle and the noun it describes make with "was" or "were"; None where that is not plain.

    >>> from service.timeline.parsed import clauses
    >>> read = clauses("The king saw a copy of the treaty, signed in Oslo, and left")
    >>> was_done(read, next(verb for verb in read.found if verb.lemma == "sign"))
    'a copy of the treaty was signed in Oslo'
    """
    tokens, low = read.tokens, read.tokens.low
    alone = verb.head == verb.start or bool(tokens.word[verb.start].flags & ADVERB)
    if not verb.start or not alone or verb.lemma in UNDONE or not tokens.word[verb.head].forms & PARTICIPLE:
        return None
    if not (verb.tense == "part" and verb.passive) and not _shut_in(read, verb):
        return None
    last = verb.start - 1 if low[verb.start - 1] == "," else verb.start
    end = _end(read, verb)
    first = _phrase(read, last)
    if first is None or end is None or not any(something(tokens, at) for at in range(first, last)):
        return None
    was = "were" if _several(read, first, last) else "was"
    return f"{read.span(first, last)} {was} {read.span(verb.start, end)}"


def _shut_in(read: Clauses, verb: Verb) -> bool:
    """Whether a verb stands alone between commas, its date taken away: "the offer, made, appears to be dead"."""
    low = read.tokens.low
    return verb.tense in ("past", "part") and low[verb.start - 1] == "," == (low[verb.end : verb.end + 1] or [""])[0]


def _end(read: Clauses, verb: Verb) -> int | None:
    """Where what a participle tells ends: at a stop or before the next clause; None where an object is behind it."""
    tokens, low = read.tokens, read.tokens.low
    if verb.end < len(tokens):
        flags = tokens.word[verb.end].flags
        if low[verb.end] not in STOPS and (not flags & (PREPOSITION | ADVERB) or flags & DETERMINER):
            return None
    later = (_begins(read, v, verb.end) for v in read.found if v.finite and v.start >= verb.end)
    stop = next((at for at in range(verb.end, len(tokens)) if low[at] in STOPS or _acts(read, at)), len(tokens))
    return min(stop, *later, len(tokens))


def _begins(read: Clauses, verb: Verb, end: int) -> int:
    """Where the next clause begins; "and" between two names or numbers before it joins these."""
    joins = read.tokens.low[verb.left] in ("and", "or") and not read.tokens.text[verb.left + 1][0].islower()
    return verb.start if verb.left <= end or joins else verb.left


def _acts(read: Clauses, at: int) -> bool:
    """Whether a word behind a name is a verb that was not known for one: "a deal brokered by Mali put ..."."""
    return read.tokens.named[at - 1] and bool(read.tokens.word[at].forms & (THIRD | PAST))


def _phrase(read: Clauses, last: int) -> int | None:
    """Where the noun phrase before a token begins: at the article, number or owner it hangs on."""
    tokens, low = read.tokens, read.tokens.low
    first = last
    while first:
        flags = tokens.word[first - 1].flags
        if low[first - 1] in STOPS or any(v.start <= first - 1 < v.end for v in read.found):
            break
        if flags & (PREPOSITION | CONJUNCTION) and not flags & DETERMINER:
            tied = low[first - 1] in TIES and first < last and first > 1 and nominal(tokens, first - 2)
            if not tied:
                break
        elif flags & DETERMINER and not (first > 2 and low[first - 2] in TIES and nominal(tokens, first - 3)):
            first -= 1 if not (first > 1 and tokens.word[first - 2].flags & DETERMINER) else 2
            break
        first -= 1
    while first < last and tokens.word[first].flags & ADVERB and low[first] not in COUNTS:
        first += 1
    if first >= last or low[first] in POINTS_OUTSIDE or tokens.word[first].flags & (POSSESSIVE | PREPOSITION):
        return None
    bare = not tokens.word[first].flags & DETERMINER and not low[first][0].isdigit() and low[first] not in COUNTS
    behind = first > 0 and tokens.word[first - 1].flags & PREPOSITION
    if behind and (whole := _opening(read, first)) is not None:
        return whole
    return None if (bare and behind) or tokens.word[last - 1].flags & MEASURE else first


def _opening(read: Clauses, first: int) -> int | None:
    """Where the clause begins if nothing stands before its last noun but nouns and their ties: "talks with Mali"."""
    tokens, begin = read.tokens, first
    while begin and tokens.low[begin - 1] not in STOPS:
        begin -= 1
        if any(v.start <= begin < v.end for v in read.found):
            return None
    flags = tokens.word[begin].flags
    apart = flags & (PREPOSITION | ADVERB | POSSESSIVE) and not flags & DETERMINER
    return None if apart or tokens.low[begin] in POINTS_OUTSIDE else begin


def _several(read: Clauses, first: int, last: int) -> bool:
    """Whether a noun phrase is several things: its head is a plural, or two are joined."""
    low = read.tokens.low
    tied = (k for k in range(first + 1, last) if read.tokens.word[k].flags & PREPOSITION)
    head = next(tied, last) - 1
    joined = "and" in low[first : head + 1]
    many = low[head].endswith("s") and not low[head].endswith(("ss", "us", "is", "news", "series"))
    return joined or many or low[head] in ("people", "men", "women", "children", "police")
