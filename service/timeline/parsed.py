"""A text read into clauses, and what a verb of it wants: what it is done to, what a relative clause describes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from service.timeline.grammar import verbs
from service.timeline.lexicon import DETERMINER, lexicon
from service.timeline.phrases import STOPS
from service.timeline.tokens import Tokens, tokenise
from service.timeline.verb import Verb, nominal

NEEDS_OBJECT = frozenset(
    {
        *("tell", "demand", "promise", "deny", "pass", "shut", "hold", "make", "give", "take", "put", "say"),
        *("ask", "urge", "order", "sign", "announce", "receive", "send", "name", "publish", "impose", "adopt"),
        *("accuse", "want", "call", "seize", "reject", "expel", "condemn", "confirm", "describe", "see"),
        *("cause", "bring", "set", "keep", "include", "allow", "let", "blame", "praise", "thank", "back"),
        *("approve", "address", "discuss", "visit", "attend", "write", "note", "add", "state", "warn"),
        *("insist", "claim", "repeat", "mean", "show", "report", "deserve", "require", "become", "lead"),
        *("admit", "caution", "acknowledge", "reveal", "declare", "accept", "cite", "find", "win"),
    }
)
"""Verbs that leave a reader waiting where nothing follows them."""


POINTS_OUTSIDE = frozenset(
    {
        *("he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "who", "which"),
        *("whom", "whose", "his", "her", "its", "their", "our", "my", "your", "him", "them", "us", "there"),
        *("here", "both", "such", "what", "one", "others", "some", "neither", "either", "each"),
        *("if", "as", "than", "so", "thus", "hence"),
    }
)
"""Words that, first in a line, point at something the line does not say."""


DAYS_OF_WEEK = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


COUNTS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "some"})


@dataclass(slots=True)
class Clauses:
    """A text with its words and verbs."""

    text: str
    tokens: Tokens
    found: list[Verb]

    def span(self, first: int, last: int) -> str:
        """The text of tokens `first` up to, not including, `last`."""
        return self.text[self.tokens.start[first] : self.tokens.end[last - 1]] if first < last else ""


def clauses(text: str, names: Iterable[str] = ()) -> Clauses:
    """Read a text into clauses; words of `names` and capitalised ones within a sentence are no verbs.

    What was read last is remembered, and must not be changed: a line is asked for its noun, its verb and its faults.
    """
    return _clauses(text, frozenset([part.casefold() for name in names for part in name.split()]))


@lru_cache(maxsize=16)
def _clauses(text: str, own: frozenset[str]) -> Clauses:
    words = lexicon()
    tokens = tokenise(text, 0, len(text), words.words)
    capital = [word[0].isupper() for word in tokens.text]
    headline = sum(capital) > 0.6 * sum(word[0].isalpha() and len(word) > 3 for word in tokens.text) + 1
    for at, word in enumerate(tokens.text):
        inside = at > 0 and not tokens.word[at].flags and (not headline or not tokens.word[at].forms)
        if capital[at] and (word.casefold() in own or inside):
            tokens.named[at] = True
            tokens.unguess(at)
    return Clauses(text, tokens, verbs(tokens, words))


def done_to(read: Clauses, verb: Verb) -> bool:
    """Whether what the verb is done to stands behind it, or nothing is needed there."""
    if verb.lemma not in NEEDS_OBJECT or verb.passive or verb.phrase:
        return True
    return any(something(read.tokens, k) for k in range(verb.end, min(verb.right, len(read.tokens))))


def describes_object(read: Clauses, verb: Verb) -> bool:
    """Whether a relative clause tells what was done to the noun before it: "a treaty that Ada Brandt signed"."""
    opened = verb.link == "relative" and not verb.passive and read.tokens.low[verb.left] in ("that", "which", "whom")
    return opened and any(something(read.tokens, k) for k in range(verb.left + 1, verb.start))


def antecedent(read: Clauses, verb: Verb) -> str:
    """The noun phrase that a relative clause describes, from its article or number on: "two houses in Maine"."""
    low, word = read.tokens.low, read.tokens.word
    reach = range(verb.start - 1, max(verb.left - 2, 0), -1)
    last = _before_aside(read, next((k for k in reach if low[k] in ("that", "which", "whom")), 0))
    if low[verb.left] == "whom" and last and read.tokens.named[last - 1]:
        begin = last
        while begin and read.tokens.named[begin - 1]:
            begin -= 1
        return read.span(begin, last)
    for first in range(last - 1, -1, -1):
        if low[first] in STOPS or any(other.start <= first < other.end for other in read.found):
            break
        counts = low[first][0].isdigit() or low[first] in COUNTS
        if (word[first].flags & DETERMINER or counts) and low[first] not in POINTS_OUTSIDE:
            return read.span(first, last)
    return ""


def _before_aside(read: Clauses, last: int) -> int:
    """Where a noun phrase ends before a relative clause, without a day or what is added between commas behind it:
    "a deadline, midnight on Friday, which", "the envoy on Tuesday, whom".
    """
    low = read.tokens.low
    if last < 2 or low[last - 1] != ",":
        return last
    opening = next((k for k in range(last - 2, max(0, last - 8), -1) if low[k] in STOPS), None)
    inside = range(opening + 1, last - 1) if opening is not None and low[opening] == "," else range(0)
    last -= 1
    if inside and not any(v.start in inside for v in read.found):
        last = inside[0] - 1
    if low[last - 1] in DAYS_OF_WEEK:
        last -= 2 if low[last - 2] == "on" else 1
    return last


def something(tokens: Tokens, at: int) -> bool:
    return nominal(tokens, at) or tokens.named[at] or tokens.low[at][0].isdigit()
