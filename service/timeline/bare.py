"""Bare verbs and their objects: what may follow a verb, and the verbs of headlines, which go without articles."""

from __future__ import annotations

from service.timeline.lexicon import (
    ADVERB,
    BE,
    DETERMINER,
    HAVE,
    MOSTLY_NOUN,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    THIRD,
)
from service.timeline.phrases import STOPS
from service.timeline.tokens import Tokens
from service.timeline.verb import nominal

CLOSED_BY = frozenset({".", "!", "?", "…", "...", "”", '"', "’", ":", ";"})
PEOPLES = (
    "s",
    "taliban",
    "dutch",
    "french",
    "british",
    "irish",
    "chinese",
    "portuguese",
    "japanese",
    "swiss",
    "danish",
)
"""Endings of names that stand with a plural verb."""
LONGEST_HEADLINE = 18
"""Tokens of the longest headline."""


def is_headline(tokens: Tokens) -> bool:
    """Whether no sign closes the line, as in "Rebels ambush bus, kill 14 on Gulu road"."""
    return tokens.low[-1] not in CLOSED_BY and len(tokens) <= LONGEST_HEADLINE


def governs(tokens: Tokens, at: int) -> bool:
    """Whether a bare form of a headline has what follows for its object, and no verb of its own behind it."""
    if at + 1 >= len(tokens) or not (nominal(tokens, at + 1) or object_follows(tokens, at + 1)):
        return False
    for behind in range(at + 1, len(tokens)):
        word = tokens.word[behind]
        if tokens.low[behind] in STOPS or word.flags & SUBORDINATOR & ~PREPOSITION or tokens.low[behind] == "to":
            break
        finite = word.forms & THIRD or (word.forms & PAST and not word.forms & PARTICIPLE)
        if tokens.named[behind] or word.flags & (PREPOSITION | DETERMINER):
            continue
        if word.flags & (BE | HAVE) or (finite and not word.noun and not word.flags & MOSTLY_NOUN):
            return False
    return True


def object_follows(tokens: Tokens, at: int) -> bool:
    """Whether what follows could be the object of a verb: a determiner, a preposition, a name, a number."""
    if at >= len(tokens):
        return False
    opens = DETERMINER | PREPOSITION | PRONOUN | SUBORDINATOR | ADVERB
    return bool(tokens.word[at].flags & opens) or tokens.text[at][0].isupper() or tokens.text[at][0].isdigit()
