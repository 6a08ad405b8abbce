"""Verbs that mean more with the words behind them: phrases ("call off") and pairs with an object ("ship grain")."""

from __future__ import annotations

from typing import Protocol

from service.timeline.gazetteer import word_set
from service.timeline.lexicon import (
    ADVERB,
    CONJUNCTION,
    DETERMINER,
    FAR,
    MEASURE,
    NEAR,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SOME,
    SUBORDINATOR,
    Lexicon,
    Meaning,
    Phrase,
)
from service.timeline.tokens import Tokens

QUOTES = frozenset({"“", "”", '"', "‘", "’"})
STOPS = QUOTES - {"‘", "’"} | frozenset(
    {",", ";", ":", "(", ")", "--", "–", "—", "-", ".", "?", "!", "…", "...", "[", "]"}
)
"""Signs that end a phrase."""
REACH = 3
"""Words a phrase may have between its parts ("took a first step")."""
FARTHEST = 9
"""Words an object may have between a verb and the rest of its phrase ("put the army and its allies on alert")."""
APART = 6
"""Words that may stand between a verb and its particle ("handed the captured men over")."""
LONGEST_DATE = 5
"""Words a date among them may take on top of those."""
OBJECT = 12
"""Words in which the object of a verb is looked for."""
GIVING_WITH = frozenset({"provide", "supply", "furnish", "present", "equip", "help", "arm"})
"""Verbs that name behind "with" what is given: "provided Georgia with money"."""
PARTICLES = frozenset({"over", "off", "up", "down", "back", "out", "away", "in", "aside"})


class Spoken(Protocol):
    """Where a verb stands, and its base form."""

    lemma: str
    head: int


def phrase_at(tokens: Tokens, lexicon: Lexicon, lemma: str, head: int) -> tuple[int, Meaning] | None:
    """The longest phrase of the lexicon that the verb at `head` begins: (end of what belongs to the verb, meaning)."""
    phrases = lexicon.phrases.get(lemma)
    if phrases is None:
        return None
    best: tuple[int, Meaning] | None = None
    longest = 0
    close = head + 2
    if head + 2 < len(tokens) and (tokens.dated[head + 1] or tokens.dated[head + 2]):
        close = len(tokens)
    nearby = head + 1 + REACH
    for at in range(head + 1, min(len(tokens), head + 2 + FARTHEST)):
        low, part = tokens.low[at], tokens.word[at].part
        for second in (low, part) if part and part != low else (low,):
            for phrase in phrases.get(second, ()):
                if len(phrase.words) <= longest:
                    break
                if phrase.words[-1] not in tokens.seen:
                    continue
                if at > close and phrase.gaps[0] == NEAR and (len(phrase.words) > 1 or second not in PARTICLES):
                    continue  # what must stand right behind the verb, and a date at most between
                if at > nearby and phrase.gaps[0] == SOME:
                    continue
                found = _read(tokens, phrase, head)
                if found:
                    best, longest = (found, phrase.meaning), len(phrase.words)
                    break
    return best


def _read(tokens: Tokens, phrase: Phrase, head: int) -> int:
    """End of what belongs to the verb where the phrase stands behind it, else 0."""
    at = end = head + 1
    for wanted, gap in zip(phrase.words, phrase.gaps, strict=True):
        at = _seek(tokens, wanted, at, gap)
        if at < 0:
            break
        at += 1
        if gap == NEAR and end == at - 1:
            end = at
    else:
        return end
    alone = len(phrase.words) == 1 and phrase.gaps[0] == NEAR and phrase.words[0] in PARTICLES
    return head + 1 if alone and _parted(tokens, phrase.words[0], head + 1) else 0


def pair_at(tokens: Tokens, lexicon: Lexicon, lemma: str, head: int) -> Meaning | None:
    """What the verb at `head` means with its object, or with its subject where it is passive."""
    objects = lexicon.pairs.get(lemma)
    if objects is None:
        return None
    low, word = tokens.low, tokens.word
    for at in range(head + 1, min(len(tokens), head + 1 + OBJECT)):
        meaning = objects.get(low[at]) or objects.get(word[at].part)
        if meaning is not None and low[at + 1 : at + 2] not in (["'s"], ["’s"]):
            return meaning
        if low[at] in STOPS and low[at] not in QUOTES:
            break
        if word[at].flags & (SUBORDINATOR | PRONOUN) & ~DETERMINER:
            break
        apart = word[at].flags & PREPOSITION and at > head + 1 and low[at] not in ("of", "than", "in")
        if apart and (low[at] != "with" or lemma not in GIVING_WITH) and not _of_date(tokens, at):
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


def phrase_of_subject(lexicon: Lexicon, tokens: Tokens, verb: Spoken, start: int, end: int) -> Meaning | None:
    """What a passive verb means with the subject between two tokens, where the active has a phrase for it: "the
    newspapers were pulped", "aid has been held back".
    """
    phrases = lexicon.phrases.get(verb.lemma)
    if phrases is None:
        return None
    behind = tokens.low[verb.head + 1] if verb.head + 1 < len(tokens) else ""
    grammar = PREPOSITION | DETERMINER | CONJUNCTION | PRONOUN | SUBORDINATOR
    first = next((at for at in range(start + 1, end) if tokens.word[at].flags & PREPOSITION & ~DETERMINER), end)
    for at in range(first - 1, start - 1, -1):
        if tokens.word[at].flags & grammar:
            continue
        noun = tokens.word[at].part or tokens.low[at]
        for phrase in phrases.get(noun, ()):
            if len(phrase.words) == 1:
                return phrase.meaning
        for phrase in phrases.get(behind, ()):
            if len(phrase.words) == 2 and phrase.words[1] == noun:
                return phrase.meaning
    return None


def pair_of_doer(lexicon: Lexicon, tokens: Tokens, lemma: str, start: int, end: int) -> Meaning | None:
    """What an active verb means with the noun that does it ("a bomb tore ...", "the strike shut ..."), the head of the
    subject between two tokens.
    """
    doers = lexicon.doers.get(lemma)
    if doers is None:
        return None
    for at in range(start, end):
        if at > start and tokens.word[at].flags & PREPOSITION & ~DETERMINER and not tokens.dated[at]:
            break
        meaning = doers.get(tokens.low[at]) or doers.get(tokens.word[at].part)
        if meaning is not None and not (at > start and tokens.low[at - 1] in AIRBORNE):
            return meaning
    return None


AIRBORNE = word_set("air missile missiles drone rocket military artillery bombing lucky lightning")
"""What before "strike" makes a blow of it, and no stoppage."""


def _parted(tokens: Tokens, particle: str, at: int) -> bool:
    """Whether the particle stands behind the object: "handed the men over to ...", "called it off"."""
    low, word, size = tokens.low, tokens.word, len(tokens)
    for index in range(at, min(size, at + APART)):
        if low[index] == particle:
            behind = index + 1
            ends = behind >= size or low[behind] in STOPS or tokens.dated[behind]
            return index > at and (ends or bool(word[behind].flags & (PREPOSITION | CONJUNCTION)))
        put_between = index == at and low[index] in ("that", "it") and particle in low[index + 1 : index + 2]
        closed = word[index].flags & (PREPOSITION | SUBORDINATOR | CONJUNCTION) & ~DETERMINER and not put_between
        if low[index] in STOPS or closed:
            return False
    return False


def _seek(tokens: Tokens, wanted: str, at: int, gap: int) -> int:
    """Index of the wanted word from `at` on, or -1: at once, over a few words of a noun phrase, or over an object."""
    low, word, size = tokens.low, tokens.word, len(tokens)
    if gap == NEAR:
        if at < size and low[at] != wanted and word[at].flags in (ADVERB, DETERMINER, POSSESSIVE | DETERMINER):
            at += 1
        there = (
            at < size and low[at] == wanted and wanted in PARTICLES - {"in"}
        )  # "sat down yesterday", not "called on Friday"
        if at + 1 < size and not there and (tokens.dated[at] or tokens.dated[at + 1]):
            at = _past_date(tokens, at)
        return at if at < size and (low[at] == wanted or word[at].part == wanted) else -1
    reach, closing = (FARTHEST, SUBORDINATOR) if gap == FAR else (REACH + 1, CLOSED)
    dated = True in tokens.dated[at : at + reach + 1]
    if dated and gap == FAR:
        reach += LONGEST_DATE
    for index in range(at, min(size, at + reach)):
        if low[index] == wanted or word[index].part == wanted:
            return index
        if low[index] in QUOTES or (low[index] == "of" and (gap == FAR or word[index - 1].flags & MEASURE)):
            continue
        if dated and _of_date(tokens, index):
            continue  # "pushed Iran on Monday to ..."
        closed = low[index] in STOPS or word[index].flags & closing & ~DETERMINER
        if gap == FAR:
            closed = closed or (index > at and wanted != "as" and bool(word[index].flags & PREPOSITION & ~DETERMINER))
        if closed and low[index] != "into":
            return -1
    return -1


def _of_date(tokens: Tokens, at: int) -> bool:
    """Whether a word belongs to a date, or is the preposition before one."""
    return tokens.dated[at] or (
        at + 1 < len(tokens) and tokens.dated[at + 1] and bool(tokens.word[at].flags & PREPOSITION)
    )


def _past_date(tokens: Tokens, at: int) -> int:
    """Index behind the date at `at`, if one stands there: "called in January for talks", "urged on Monday that"."""
    behind, size = at, len(tokens)
    if behind + 1 < size and tokens.word[behind].flags & PREPOSITION and tokens.dated[behind + 1]:
        behind += 1
    while behind < size and tokens.dated[behind]:
        behind += 1
    return behind


CLOSED = PREPOSITION | SUBORDINATOR | CONJUNCTION
