"""One verb group of a sentence, and the small questions asked around it."""

from __future__ import annotations

from dataclasses import dataclass

from service.timeline.lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    ING,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    Meaning,
)
from service.timeline.phrases import STOPS
from service.timeline.tokens import Tokens

COMPLETES = frozenset({"report", "demand", "threaten", "agree", "allege", "deny", "plan"})
"""Verbs that do one of these may have what is said, asked or planned behind them."""


@dataclass(slots=True)
class Verb:
    """One verb group. `start`..`end` are token indices of the group; `head` is the verb itself.

    `tense`: past, present, future, must, perhaps, base, ing, part. `link`: how it hangs on `governor` (an index or
    None): main, said (what somebody said), to, ing, part, relative, and, when (any other subordinate clause), if.
    `left`..`right` is its clause; `subject` says where its subject stands when that is outside
    the clause; `phrase`: more than one word make the meaning.
    """

    start: int
    head: int
    end: int
    lemma: str
    meaning: Meaning | None
    tense: str
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    negative: bool = False
    governor: int | None = None
    link: str = "main"
    left: int = 0
    right: int = 0
    does: frozenset[str] = frozenset()
    subject: tuple[int, int] | None = None
    phrase: bool = False

    @property
    def subject_span(self) -> tuple[int, int]:
        """The tokens its subject stands among: those told apart, or its clause up to the verb."""
        return self.subject or (self.left, self.start)

    @property
    def finite(self) -> bool:
        """Whether it can make a sentence of its own."""
        return self.tense in ("past", "present", "future", "must", "perhaps")


def opens(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` opens a clause."""
    return bool(tokens.word[at].flags & (SUBORDINATOR | CONJUNCTION))


def nominal(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` goes on a noun phrase: a noun, a name or an adjective, no word of grammar, no stop."""
    if at >= len(tokens):
        return False
    word, low = tokens.word[at], tokens.low[at]
    if not low[0].isalpha():
        return False
    if word.flags & (DETERMINER | PREPOSITION | SUBORDINATOR | CONJUNCTION | PRONOUN | AUXILIARY | ADVERB):
        return False
    return not (word.forms & (PAST | PARTICIPLE | ING) and not word.noun)


def any_nominal(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a word between two tokens goes on a noun phrase, as in a subject that is no pronoun."""
    return any(nominal(tokens, at) for at in range(start, end))


def one_clause(tokens: Tokens, start: int, end: int) -> bool:
    return not any(tokens.low[k] in STOPS or opens(tokens, k) for k in range(start, end))
