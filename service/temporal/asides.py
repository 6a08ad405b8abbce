"""Where a tale speaks of another time in passing: what is told there does not move the tale."""

from __future__ import annotations

from service.temporal.meaning import Candidate
from service.temporal.tokens import PARAGRAPH, SPACE
from service.temporal.view import View

BRACKETS = {"(": ")", "[": "]"}
CLAUSE_MARKS = frozenset({",", "–", "—", "--"})
BARE_YEAR = frozenset({"bare-year", "decade", "year-words"})


def aside_until(c: Candidate, view: View, ahead: bool) -> int:
    """The token at which the aside around a candidate ends; 0 where the words stand in the tale itself.

    An aside is what stands in brackets or quotation marks, in a clause with "who" or "which", after a participle
    ("found in 2006"), or what a noun is known by ("the outbreak of 1934"). A whole date that lies `ahead` of the tale
    moves it from a clause of a thing all the same: "the Exhibition, which opened on 1 May 1851".
    """
    low, high = view.sentence(c.first)
    ends = _bracket(c, view, high)
    if ends or quoted(c, view):
        return ends or high
    if _in_passing(c, view, low, ahead and c.rule not in BARE_YEAR):
        return _clause_end(c.last, view, high)
    return high if _known_by(c, view, low) else 0


def reported(c: Candidate, view: View) -> bool:
    """True where "that" and what was said follow the date: "found in March 2007 that ..."."""
    at = c.last + 1
    return view.classes[c.last : c.last + 1] == SPACE and view.classes[at : at + 1] in view.grammar.kinds("clause_word")


def quoted(c: Candidate, view: View) -> bool:
    """True inside quotation marks that were opened in this paragraph."""
    near = view.text[view.starts[max(0, c.first - QUOTE_REACH)] : c.start]
    if not any(mark in near for mark in OPENING_MARKS):
        return False
    opened = False
    for index in range(c.first - 1, max(-1, c.first - QUOTE_REACH), -1):
        word = view.words[index]
        if "\n" in word and word.count("\n") > 1:
            break
        if word in OPENERS:
            return not opened
        if word in CLOSERS:
            return False
        opened ^= word == '"'
    return opened


# Tokens looked at back to a mark that opens and on to the one that shuts: a bound, so that time grows with the text.
QUOTE_REACH = 300
CLAUSE_REACH = 80
OPENERS, CLOSERS = frozenset("“«„"), frozenset("”»")
QUOTES = OPENERS | CLOSERS | {'"'}
OPENING_MARKS = (*OPENERS, '"')


def _bracket(c: Candidate, view: View, high: int) -> int:
    """Where the bracket around a candidate is shut; it may have been opened sentences before."""
    for index in range(c.first - 1, max(-1, c.first - QUOTE_REACH), -1):
        word = view.words[index]
        if word in BRACKETS.values() or view.classes[index] == PARAGRAPH:
            return 0
        if word in BRACKETS:
            shut = (at for at in range(c.last, min(high, c.last + QUOTE_REACH)) if view.words[at] == BRACKETS[word])
            return next(shut, high)
    return 0


def _in_passing(c: Candidate, view: View, low: int, moves: bool) -> bool:
    """True in a clause that "who", "which" or a participle with its preposition opens after a comma."""
    low = max(low, c.first - CLAUSE_REACH)
    at = next((index for index in range(c.first - 1, low - 1, -1) if view.words[index] in CLAUSE_MARKS), -1)
    if at <= low:
        return False
    first = at + 1
    while first < c.first and view.classes[first] == SPACE:
        first += 1
    kinds = view.grammar.kinds
    if view.classes[first] in kinds("relative"):
        return True
    if moves:
        return False
    if view.classes[first] in kinds("relative_thing"):
        return True
    if view.classes[first] in kinds("adverb") and first + 2 < c.first:
        first += 2  # "originally built in 1901"
    after = first + 2
    done = view.classes[first] in kinds("verb_ed", "verb_participle", "verb_past")
    return done and after < len(view.classes) and view.classes[after] in kinds("in_by")


def _clause_end(index: int, view: View, high: int) -> int:
    return next((at for at in range(index, min(high, index + CLAUSE_REACH)) if view.words[at] in CLAUSE_MARKS), high)


def known_by_until(c: Candidate, view: View) -> int:
    """The token at which the clause ends of a bare year that a noun is known by: "the outbreak of 1934", "a 1994
    lecture"; 0 for any other."""
    low, high = view.sentence(c.first)
    before = view.classes[c.first - 2 : c.first - 1]
    described = c.rule in BARE_YEAR and bool(before) and before in view.grammar.kinds("article", "determiner")
    known = _known_by(c, view, low) or (
        described and view.classes[c.last + 1 : c.last + 2] in view.grammar.kinds("other")
    )
    return _clause_end(c.last, view, high) if known else 0


def _known_by(c: Candidate, view: View, low: int) -> bool:
    """ "the outbreak of 1934": a bare year after a noun and "of"."""
    if c.rule not in BARE_YEAR or not view.is_of_a_noun(c):
        return False
    noun = c.first - 4
    opens = noun - LONGEST_OPENING <= low  # "The offensive of 2000 began with the rains" is what the tale goes on with
    return not opens and view.classes[noun] in view.grammar.kinds("other", "name")


LONGEST_OPENING = 4
