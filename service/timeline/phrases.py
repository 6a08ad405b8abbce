"""Verbs that mean more with the words behind them: phrases ("call off") and pairs with an object ("ship grain")."""

from __future__ import annotations

from service.timeline.lexicon import (
    ADVERB,
    CONJUNCTION,
    DETERMINER,
    MEASURE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    Lexicon,
    Meaning,
)
from service.timeline.tokens import Tokens

QUOTES = frozenset({"“", "”", '"', "‘", "’"})
STOPS = QUOTES - {"‘", "’"} | frozenset(
    {",", ";", ":", "(", ")", "--", "–", "—", "-", ".", "?", "!", "…", "...", "[", "]"}
)
"""Signs that end a phrase."""
REACH = 3
"""Words a phrase may have between its parts ("took a first step")."""
APART = 6
"""Words that may stand between a verb and its particle ("handed the captured men over")."""
OBJECT = 12
"""Words in which the object of a verb is looked for."""
PARTICLES = frozenset({"over", "off", "up", "down", "back", "out", "away", "in", "aside"})


def phrase_at(tokens: Tokens, lexicon: Lexicon, lemma: str, head: int) -> tuple[int, Meaning] | None:
    """The longest phrase of the lexicon that the verb at `head` begins: (end of what belongs to the verb, meaning)."""
    phrases = lexicon.phrases.get(lemma)
    if phrases is None:
        return None
    reach = range(head + 1, min(len(tokens), head + 2 + APART))
    around = {tokens.low[at] for at in reach} | {tokens.word[at].part for at in reach}
    for phrase in phrases:
        if phrase.words[0] not in around:
            continue
        at = end = head + 1
        for wanted, near in zip(phrase.words, phrase.near, strict=True):
            at = _seek(tokens, wanted, at, near)
            if at < 0:
                break
            at += 1
            if near and end == at - 1:
                end = at
        else:
            return end, phrase.meaning
        alone = len(phrase.words) == 1 and phrase.near[0] and phrase.words[0] in PARTICLES
        if alone and _parted(tokens, phrase.words[0], head + 1):
            return head + 1, phrase.meaning
    return None


def pair_at(tokens: Tokens, lexicon: Lexicon, lemma: str, head: int) -> Meaning | None:
    """What the verb at `head` means with its object, or with its subject where it is passive."""
    objects = lexicon.pairs.get(lemma)
    if objects is None:
        return None
    low, word = tokens.low, tokens.word
    for at in range(head + 1, min(len(tokens), head + 1 + OBJECT)):
        meaning = objects.get(low[at]) or objects.get(word[at].part)
        if meaning is not None:
            return meaning
        if low[at] in STOPS and low[at] not in QUOTES:
            break
        if word[at].flags & (SUBORDINATOR | PRONOUN) & ~DETERMINER:
            break
        if word[at].flags & PREPOSITION and low[at] not in ("of", "than", "in") and at > head + 1:
            break
    return None


def pair_of_subject(lexicon: Lexicon, tokens: Tokens, lemma: str, start: int, end: int) -> Meaning | None:
    """What a passive verb means with the subject between two tokens ("payments were halted")."""
    objects = lexicon.pairs.get(lemma)
    if objects is None:
        return None
    for at in range(start, end):
        meaning = objects.get(tokens.low[at]) or objects.get(tokens.word[at].part)
        if meaning is not None:
            return meaning
    return None


def _parted(tokens: Tokens, particle: str, at: int) -> bool:
    """Whether the particle stands behind the object: "handed the men over to ...", "called it off"."""
    low, word, size = tokens.low, tokens.word, len(tokens)
    for index in range(at, min(size, at + APART)):
        if low[index] == particle:
            behind = index + 1
            return index > at and (
                behind >= size or low[behind] in STOPS or bool(word[behind].flags & (PREPOSITION | CONJUNCTION))
            )
        if low[index] in STOPS or word[index].flags & (PREPOSITION | SUBORDINATOR | CONJUNCTION) & ~DETERMINER:
            return False
    return False


def _seek(tokens: Tokens, wanted: str, at: int, near: bool) -> int:
    """Index of the wanted word from `at` on, or -1: at once when `near`, else over a few words of one noun phrase."""
    low, word, size = tokens.low, tokens.word, len(tokens)
    if near:
        if at < size and low[at] != wanted and word[at].flags == ADVERB:
            at += 1
        return at if at < size and (low[at] == wanted or word[at].part == wanted) else -1
    for index in range(at, min(size, at + REACH + 1)):
        if low[index] == wanted or word[index].part == wanted:
            return index
        if low[index] in QUOTES or (low[index] == "of" and word[index - 1].flags & MEASURE):
            continue
        closed = low[index] in STOPS or word[index].flags & CLOSED & ~DETERMINER
        if closed and low[index] != "into":
            return -1
    return -1


CLOSED = PREPOSITION | SUBORDINATOR | CONJUNCTION
