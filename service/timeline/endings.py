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
    start = read.tokens.start[_first_word(read, verb)]
    fits = [(rank, end) for rank, end in _ends(read, verb, deed) if end - start <= room]
    fair = FAIR - (LONGEST - room)
    for rank, longest in ((0, fair), (0, room), (1, fair), (1, room), (2, room)):
        best = max((end for least, end in fits if least <= rank and end - start <= longest), default=start)
        if best - start >= ENOUGH - (LONGEST - room) or (rank == 2 and best > start):
            return _ENDING.sub("", read.text[start:best]).rstrip(" ,;:–—-")
    return ""


def _first_word(read: Clauses, verb: Verb) -> int:
    """Where a predicate begins: without "had" where the verb alone tells the past."""
    plain = read.tokens.word[verb.head].forms & PAST and not verb.passive and not verb.negative
    return verb.head if read.tokens.low[verb.start] == "had" and verb.head > verb.start and plain else verb.start


def _ends(read: Clauses, verb: Verb, deed: int) -> Iterable[tuple[int, int]]:
    """Offsets where the predicate may end, with how good an end each is: 0 a clause's, 1 a comma, 2 a phrase's."""
    tokens, low = read.tokens, read.tokens.low
    size = len(tokens)
    stop = next((k for k in range(deed + 1, size) if low[k] in (";", "–", "—", "--", "?", "!")), size)
    later = {v.left: v for v in read.found if v.left > deed}
    said = next((v for v in read.found if v.link == "said" and v.start > verb.start), None)
    least = said.end if said is not None and said.governor is not None and verb.does else deed + 1
    for at in range(deed + 1, stop + 1):
        if at == stop:
            yield 0, tokens.end[at - 1]
            return
        if at < least or low[at - 1] in HALVES or (low[at] in APART and low[at - 1] in MEASURES):
            continue
        if any(v.finite and v.left < at <= v.start for v in read.found if v.left > deed):
            continue  # within the subject of a clause that is to come
        other = later.get(at)
        if low[at] == "," and verb.link == "relative":
            yield 0, tokens.end[at - 1]
            return
        if other is not None and other.link in ("and", "when", "relative", "main"):
            yield 0, tokens.end[at - 1]
        elif (low[at] == "," and not _in_row(read, at)) or (other is not None and other.link == "if"):
            yield 1, tokens.end[at - 1]
        elif tokens.word[at].flags & PREPOSITION and low[at] not in CLINGS and _object_told(read, at):
            yield 2, tokens.end[at - 1]


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
