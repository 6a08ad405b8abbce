"""Where what is told may end: at the last place in reach where a clause or phrase ends."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.timeline.lexicon import ADVERB, AUXILIARY, CONJUNCTION, DETERMINER, PAST, PREPOSITION, SUBORDINATOR
from service.timeline.parsed import Clauses, something
from service.timeline.phrases import STOPS
from service.timeline.verb import Verb

LONGEST = 106
FAIR = 92
"""A line longer than this is cut where a clause ends, even where it would have room."""
ENOUGH = 34
"""A cut that leaves less than this says too little."""


NOT_LAST = PREPOSITION | CONJUNCTION | SUBORDINATOR | AUXILIARY
_ENDING = re.compile(r"(?:,?\s+(?:and|but|or|that|which|who|while|as))+\s*$")


def predicate(read: Clauses, verb: Verb, deed: int, room: int) -> str:
    """From the verb on, to the last place in reach where a phrase ends."""
    start = read.tokens.start[first_word(read, verb)]
    fits = [(rank, end) for rank, end in _ends(read, verb, deed) if end - start <= room]
    fair = FAIR - (LONGEST - room)
    for rank, longest in ((0, fair), (0, room), (1, fair), (1, room), (2, room)):
        best = max((end for least, end in fits if least <= rank and end - start <= longest), default=start)
        if best - start >= ENOUGH - (LONGEST - room) or (rank == 2 and best > start):
            return _ENDING.sub("", read.text[start:best]).rstrip(" ,;:–—-")
    return ""


def first_word(read: Clauses, verb: Verb) -> int:
    """Where a predicate begins: without "had" where the verb alone tells the past."""
    plain = read.tokens.word[verb.head].forms & PAST and not verb.passive and not verb.negative
    return verb.head if read.tokens.low[verb.start] == "had" and verb.head > verb.start and plain else verb.start


def _ends(read: Clauses, verb: Verb, deed: int) -> Iterable[tuple[int, int]]:
    """Offsets where the predicate may end, with how good an end each is: 0 a clause's, 1 a comma, 2 a phrase's."""
    tokens, low = read.tokens, read.tokens.low
    size = len(tokens)
    stop = next((k for k in range(deed + 1, size) if low[k] in (";", "–", "—", "--", "?", "!")), size)
    around = (
        v.left for v in read.found if v.left > deed and v.link == "main" and v.subject and v.subject[1] <= verb.left
    )
    stop = min(stop, *around, size)  # the sentence goes on around a clause that only describes its subject
    later = {v.left: v for v in read.found if v.left > deed}
    coming = [v for v in later.values() if v.finite]
    least = _least(read, verb, deed)
    for at in range(max(deed + 1, min(least, stop)), stop):
        rank = _rank(read, verb, at, later.get(at))
        if rank is None or low[at - 1] in HALVES or (low[at] in APART and low[at - 1] in MEASURES):
            continue
        if any(v.left < at <= v.start for v in coming) or _half(read, deed, at):
            continue  # within the subject of a clause that is to come, or before it
        agent = low[at] == "by" and any(v.end == at and v.tense == "part" for v in read.found)
        if agent or _quoted(read, verb.start, at):
            continue
        yield max(rank, 0), tokens.end[at - 1]
        if rank < 0:
            return
    if not _half(read, deed, stop):
        yield 0, tokens.end[stop - 1]


def _quoted(read: Clauses, start: int, at: int) -> bool:
    """Whether a token stands within a quotation that opens behind `start`."""
    low = read.tokens.low
    marks = [low[k] for k in range(start, at) if low[k] in ("“", "”", '"')]
    straight = sum(mark == '"' for mark in marks)
    return marks.count("“") > marks.count("”") or straight % 2 > 0


def _rank(read: Clauses, verb: Verb, at: int, other: Verb | None) -> int | None:
    """How good an end the one before a token is, where the clause of `other` begins there; -1 where no later one is
    the verb's own; None for no end.
    """
    low, comma = read.tokens.low, read.tokens.low[at] == ","
    if comma and (verb.link == "relative" or (verb.link == "when" and other is not None and other.link == "main")):
        return -1
    if comma and read.tokens.low[verb.left] == "where" and verb.link in ("when", "relative"):
        return None if _in_row(read, at) else -1
    if comma and verb.link in ("when", "said") and any(v.start == at + 1 and v.finite for v in read.found):
        return -1
    if other is not None and other.link in ("and", "when", "relative", "main"):
        return 0
    if (comma and not _in_row(read, at)) or (other is not None and other.link == "if"):
        return 1
    if low[at] == "whose":
        return 1
    tied = low[at] in CLINGS or not read.tokens.word[at].flags & PREPOSITION
    return None if tied or not _object_told(read, at) else 2


def _least(read: Clauses, verb: Verb, deed: int) -> int:
    """Behind which token a predicate may end at the earliest: where somebody says something, behind a verb of that."""
    later = [other for other in read.found if other.start > verb.start]
    if verb.lemma in SAYS and not verb.passive:
        what = next((other for other in later if other.finite), None)
    else:
        what = next((other for other in later if other.link == "said"), None)
        if what is not None and verb.link == "relative" and read.tokens.low[what.left] == ",":
            what = None  # "who was reported dead, came out": the sentence goes on around it
        what = what if what is not None and what.governor is not None and verb.does else None
    return what.end if what is not None else deed + 1


def _half(read: Clauses, deed: int, at: int) -> bool:
    """Whether what ends before a token is half of something: "as well" before "as", a clause opened and not told."""
    low, word = read.tokens.low, read.tokens.word
    if low[at - 1] in RELATED and low[at - 2] == "in":
        return True
    if low[at - 1] in UNSAID and any(v.start <= at - 1 < v.end and v.tense == "base" for v in read.found):
        return True
    if low[at - 1] in LEANS or (at < len(low) and low[at] in ("as", "than") and low[at - 1] in PAIRED):
        return True
    if read.tokens.text[at - 1] in ADJECTIVES and word[at - 2].flags & (DETERMINER | PREPOSITION):
        return True
    opened = next((k for k in range(at - 1, deed, -1) if low[k] in OPENS and low[min(k + 1, at - 1)] != "of"), None)
    return opened is not None and not any(word[k].forms or word[k].flags & AUXILIARY for k in range(opened + 1, at))


def _in_row(read: Clauses, at: int) -> bool:
    """Whether a comma stands in a row of things: "Russia, Iran and North Korea"."""
    low = read.tokens.low
    return any(low[k] in ("and", "or") for k in range(at + 2, min(len(low), at + 5))) or (
        at + 1 < len(low) and low[at + 1] in ("and", "or")
    )


def _object_told(read: Clauses, end: int) -> bool:
    """Whether something stands between the last verb and `end`, so that a preposition there begins a further phrase."""
    low = read.tokens.low
    if low[end - 1] in STOPS or read.tokens.word[end - 1].flags & (NOT_LAST | DETERMINER | ADVERB):
        return False
    last = [other for other in read.found if other.end <= end][-1:]
    return any(other.passive or any(something(read.tokens, k) for k in range(other.end, end)) for other in last)


HALVES = frozenset({"call", "calls", "called", "describe", "describes", "described"})
"""Verbs that leave a reader waiting for what it is called."""
APART = frozenset({"after", "before", "since", "later", "earlier", "ago"})
MEASURES = frozenset(
    {
        *("day", "days", "hour", "hours", "week", "weeks", "month", "months", "year", "years", "minutes"),
        *("shortly", "soon", "just", "long"),
    }
)
CLINGS = frozenset({"of", "than", "to"})
"""Prepositions that never begin a phrase of its own."""
SAYS = frozenset({"say", "believe", "think", "argue", "insist", "suggest", "hope", "fear", "predict", "conclude"})
"""Verbs that say little without a clause of what is said."""
OPENS = frozenset({"that", "whether", "because", "although", "how", "why", "what", "who", "where"})
"""Words after which a clause must follow."""
LEANS = frozenset(
    {
        "even",
        "especially",
        "particularly",
        "just",
        "only",
        "not",
        "partly",
        "mainly",
        "perhaps",
        "such",
        "some",
        "every",
    }
)
"""Words that lean on what follows them."""
PAIRED = frozenset({"well", "soon", "long", "far", "much", "such", "more", "less", "rather", "better", "worse"})
ADJECTIVES = frozenset(
    {
        *("strict", "raw", "new", "senior", "major", "big", "large", "small", "possible", "likely"),
        *("further", "previous", "current", "foreign", "domestic", "financial", "economic", "political"),
        *("international", "global", "national", "federal", "presidential", "nuclear", "medical", "legal", "strong"),
        *("toughest", "biggest", "largest", "highest", "worst", "next", "final"),
        *(
            "necessary",
            "massive",
            "huge",
            "serious",
            "severe",
            "recent",
            "additional",
            "joint",
            "special",
            "prime",
            "initial",
        ),
        *("initial", "historic", "controversial", "full", "key", "certain"),
        *("various", "former", "interim", "deputy", "so-called", "multiple", "different", "similar"),
    }
)
"""Words that wait for a noun."""
UNSAID = frozenset(
    {"try", "correct", "provide", "create", "support", "protect", "announce", "prevent", "make", "take", "give"}
)
"""Verbs that, behind "to", wait for what is tried, made or given."""
RELATED = frozenset({"connection", "response", "retaliation", "addition", "accordance", "exchange", "return", "terms"})
"""Words that, behind "in", wait for what they relate to."""
