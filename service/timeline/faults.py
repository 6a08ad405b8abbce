"""How far a line is from one an editor would print."""

from __future__ import annotations

from collections.abc import Iterable

from service.timeline.endings import NOT_LAST
from service.timeline.lexicon import (
    AUXILIARY,
    BE,
    CONJUNCTION,
    POSSESSIVE,
    PREPOSITION,
    SUBORDINATOR,
)
from service.timeline.parsed import NEEDS_OBJECT, POINTS_OUTSIDE, Clauses, antecedent, clauses, something
from service.timeline.phrases import PARTICLES, STOPS
from service.timeline.verb import Verb

OF_THE_SPEAKER = frozenset({"i", "we", "you", "my", "our", "your", "me"})


OPENS = frozenset({"that", "whether", "because", "although", "how", "why"})
"""Words after which a clause must follow."""


ARTICLES = frozenset({"a", "an", "the", "every", "no"})


MONTHS = frozenset(
    {
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december"),
    }
)


DAYS_OF_WEEK = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def faults(text: str, names: Iterable[str] = ()) -> int:
    """How far a line is from one that stands alone; 0 where nothing is wrong.

    >>> faults("France closed two consulates in Mali"), faults("Its members leave") > 3, faults("Monday promised") > 3
    (0, True, True)
    """
    read = clauses(text, names)
    tokens, low = read.tokens, read.tokens.low
    if len(tokens) < 3:
        return 9
    found = 0
    capitals = tokens.text[0].isupper() and len(low[0]) > 1
    if (low[0] in POINTS_OUTSIDE and not capitals) or tokens.word[0].flags & (SUBORDINATOR | CONJUNCTION):
        found += 6
    if _says_when(low[0]) and "," in low[1:4] and all(_says_when(word) for word in low[: low.index(",")]):
        found += 6  # "February 2011, limits each side": cut out of the middle of a sentence
    if any(word in OF_THE_SPEAKER for word in low) and "“" not in text and '"' not in text:
        found += 4
    while low[-1] in STOPS and len(low) > 3:
        low = low[:-1]
    last = tokens.word[len(low) - 1].flags
    if (last & NOT_LAST and low[-1] not in PARTICLES) or low[-1] in ARTICLES or last & POSSESSIVE:
        found += 6
    if text.count("“") != text.count("”") or text.endswith("…"):
        found += 3
    return found + (_wanting(read) if ": " not in text else 0)


def _wanting(read: Clauses) -> int:
    """What a line without a quotation lacks: a finite verb, somebody or something it is said of, an object."""
    tokens = read.tokens
    verb = next((v for v in read.found if v.finite and v.link not in ("relative",)), None)
    if verb is None:
        if any(v.tense == "base" and v.start and "to" in tokens.low[v.start - 1 : v.head] for v in read.found[:1]):
            return 0  # a headline's future: "France to send an answer"
        event = next((k for k, word in enumerate(tokens.word) if word.noun_meaning is not None), None)
        joined = event is not None and any(w.flags & PREPOSITION for w in tokens.word[event:])
        first = read.found[0] if read.found else None
        return 1 if joined and (first is None or first.start > 0) else 6
    before = range(verb.start)
    found = 0
    if not any(something(tokens, k) and not _says_when(tokens.low[k]) for k in before):
        found += 6
    if verb.lemma in NEEDS_OBJECT and not verb.passive and not verb.phrase and not antecedent(read, verb):
        told_of = any(something(tokens, k) for k in range(verb.end, len(tokens)))
        found += 0 if told_of and tokens.low[verb.end] not in (",", ";") else 6
    opened = max((k for k in range(verb.end, len(tokens)) if tokens.low[k] in OPENS), default=None)
    if opened is not None and not any(other.finite and other.end > opened for other in read.found):
        found += 6
    if tokens.low[verb.start] in ("were", "are", "have") and _one_thing(read, verb):
        found += 3
    return found


def _says_when(word: str) -> bool:
    return word in DAYS_OF_WEEK or word in MONTHS or word[0].isdigit() or word == ","


def _one_thing(read: Clauses, verb: Verb) -> bool:
    """Whether a subject is plainly one: an article or owner and one noun, nothing joined to it."""
    before = read.tokens.low[: verb.start]
    return (
        2 <= len(before) <= 3
        and before[0] in ("a", "an", "its", "his", "her")
        and not before[-1].endswith("s")
        and not read.tokens.word[verb.start - 1].noun.endswith("s")
        and before[-1] not in ("people", "police", "men", "women", "children")
        and bool(read.tokens.word[verb.start].flags & (BE | AUXILIARY))
    )
