"""How far a line is from one an editor would print."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.timeline.endings import ADJECTIVES, LEANS, NOT_LAST, OPENS, RELATED, SAYS, UNSAID
from service.timeline.lexicon import (
    ADVERB,
    AUXILIARY,
    BE,
    CONJUNCTION,
    DETERMINER,
    POSSESSIVE,
    PREPOSITION,
    SUBORDINATOR,
)
from service.timeline.parsed import DAYS_OF_WEEK, NEEDS_OBJECT, POINTS_OUTSIDE, Clauses, antecedent, clauses, something
from service.timeline.phrases import PARTICLES, STOPS
from service.timeline.subject import BEFORE_ARTICLE
from service.timeline.verb import Verb, nominal

OF_THE_SPEAKER = frozenset({"i", "we", "you", "my", "our", "your", "me"})


UNOPENING = frozenset({"to", "according", "with", "of", "than", "prompting", "including", "being", "saying", "adding"})
"""Words that hang on what stood before them."""
COLLECTIVE = frozenset(
    {"people", "police", "men", "women", "children", "number", "majority", "pair", "two", "three", "few"}
)
"""What takes a plural verb without an s."""
POINTING_PAIRS = frozenset({("the", "two"), ("the", "pair"), ("most", "of"), ("the", "former"), ("the", "latter")})
LEFTOVERS = re.compile(r"\||`|\bPhotograph\b|\bSOURCES?:|^[^(]*\)|\s['’](?:\s|$)")
"""Signs of a page's own furniture, or of half a bracket."""
WAITING = NEEDS_OBJECT | SAYS | UNSAID | {"cite"}


ARTICLES = frozenset({"a", "an", "the", "every", "no"})


MONTHS = frozenset(
    {
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december"),
    }
)


def faults(text: str, names: Iterable[str] = ()) -> int:
    """How far a line is from one that stands alone; 0 where nothing is wrong.

    >>> faults("France closed two consulates in Mali"), faults("Its members leave") > 3, faults("Monday promised") > 3
    (0, True, True)
    """
    read = clauses(text, names)
    if len(read.tokens) < 3:
        return 9
    found = _opening(read) + _closing(read)
    if any(word in OF_THE_SPEAKER for word in read.tokens.low) and "“" not in text and '"' not in text:
        found += 4
    if text.count("“") != text.count("”") or text.count('"') % 2 or text.endswith("…"):
        found += 3
    if LEFTOVERS.search(text):
        found += 3
    head, colon, _ = text.partition(": ")
    before = [verb for verb in read.found if verb.finite and read.tokens.end[verb.start] < len(head)]
    spoken = colon and all("report" in verb.does for verb in before)
    return found + (0 if spoken else _wanting(read) + _unread(read))


def _opening(read: Clauses) -> int:
    """What is wrong with how a line begins."""
    tokens, low = read.tokens, read.tokens.low
    capitals = tokens.text[0].isupper() and len(low[0]) > 1
    pointing = (low[0] in POINTS_OUTSIDE and not capitals) or _points(read)
    if len(low) > 1 and tokens.word[0].flags & ADVERB and low[0].endswith("ly") and tokens.word[1].forms:
        return 9  # "Sharply rebuked the king": who did is missing
    found = 6 if pointing or low[0] in UNOPENING or tokens.word[0].flags & (SUBORDINATOR | CONJUNCTION) else 0
    if _says_when(low[0]) and "," in low[1:4] and all(_says_when(word) for word in low[: low.index(",")]):
        found += 6  # "February 2011, limits each side": cut out of the middle of a sentence
    return found


def _points(read: Clauses) -> bool:
    """Whether a line begins with "the two" or the like, and no noun that says two of what."""
    alone = len(read.tokens) > 2 and bool(read.tokens.word[2].forms or read.tokens.word[2].flags & (AUXILIARY | ADVERB))
    return tuple(read.tokens.low[:2]) in POINTING_PAIRS and (alone or read.tokens.low[0] == "most")


def _closing(read: Clauses) -> int:
    """What is wrong with how a line ends."""
    tokens, low = read.tokens, read.tokens.low
    while low[-1] in STOPS and len(low) > 3:
        low = low[:-1]
    end = len(low) - 1
    last, before = tokens.word[end].flags, tokens.word[end - 1].flags
    particle = low[-1] in PARTICLES and (
        low[-1] not in ("in", "over") or any(v.phrase or v.lemma == "be" for v in read.found[-1:])
    )
    if (last & NOT_LAST and not particle) or low[-1] in ARTICLES or low[-1] in LEANS or last & POSSESSIVE:
        return 6
    if tokens.text[end] in ADJECTIVES and before & (DETERMINER | PREPOSITION):
        return 6
    return 6 if low[-2:] == ["as", "well"] or (low[-1] in RELATED and low[-2] == "in") else 0


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
        known = tokens.word[0].flags & DETERMINER or tokens.text[0][0].isupper()
        if event is not None and not read.found and known and not joined and len(tokens) > 3:
            return 2  # "The 7 July bombings"
        return 1 if joined and (first is None or first.start > 0) else 6
    found = 0
    if not any(something(tokens, k) and not _says_when(tokens.low[k]) for k in range(verb.start)):
        found += 9 if verb.start == 0 else 6
    if verb.lemma in NEEDS_OBJECT | SAYS and not verb.passive and not verb.phrase and not antecedent(read, verb):
        told_of = any(something(tokens, k) for k in range(verb.end, len(tokens)))
        told_of = told_of or (verb.lemma in SAYS and _goes_on(read, verb))
        found += 0 if told_of and tokens.low[verb.end] not in (",", ";") else 6
    if verb.lemma == "say" and not verb.passive and not _goes_on(read, verb):
        found += 6
    low = [*tokens.low, ""]
    opened = max((k for k in range(verb.end, len(tokens)) if low[k] in OPENS and low[k + 1] != "of"), default=None)
    if opened is not None and not any(
        tokens.word[k].forms or tokens.word[k].flags & AUXILIARY for k in range(opened + 1, len(tokens))
    ):
        found += 6
    last = read.found[-1]
    if last is not verb and last.end == len(tokens) and last.lemma in WAITING and not (last.passive or last.phrase):
        found += 6
    if tokens.low[verb.start] in ("were", "are", "have") and (_one_thing(read, verb) or _single(read, verb)):
        found += 3
    return found + _subject_wants(read, verb)


def _goes_on(read: Clauses, verb: Verb) -> bool:
    """Whether a clause or quotation of what is said follows."""
    rest = read.tokens.low[verb.end :]
    return any(other.finite or other.link == "to" for other in read.found if other.start >= verb.end) or any(
        mark in rest for mark in ("“", '"', "‘", ":", "yes", "no", "so", "sorry", "goodbye")
    )


def _subject_wants(read: Clauses, verb: Verb) -> int:
    """What is wrong with what stands before the verb: a word that waits for another, half an aside."""
    low, word = read.tokens.low, read.tokens.word
    end = verb.start
    while end and word[end - 1].flags & ADVERB and not read.tokens.named[end - 1]:
        end -= 1
    if not end or word[0].flags & PREPOSITION:
        return 0
    if low[verb.start - 1] == "ago":
        return 6
    if low[end - 1] == "," and low[:end].count(",") == 1 and verb.link == "main":
        return 6  # "The attacks, was a group": an aside that is not closed
    waits = word[end - 1].flags & (PREPOSITION | CONJUNCTION) or low[end - 1] in ("the", "a", "an")
    return 6 if waits and low[end - 1] not in PARTICLES - {"in"} else 0


def _unread(read: Clauses) -> int:
    """Signs that two phrases stand side by side with nothing that ties them: a verb not known for one, a clause behind
    a noun and a comma ("A rally, the market has fallen").
    """
    low, word, tokens = read.tokens.low, read.tokens.word, read.tokens
    verb = next((v for v in read.found if v.finite), None)
    if verb is None:
        return 0
    for at in range(1, verb.start):
        told = any(other.start < at <= other.end for other in read.found)  # "the vote to end the war"
        beside = low[at] in ("the", "a", "an") and nominal(tokens, at - 1) and not told
        if beside and not word[0].flags & (PREPOSITION | ADVERB):
            return 0 if low[at - 1] in BEFORE_ARTICLE or tokens.text[at][0].isupper() else 6
    commas = [k for k in range(verb.start) if low[k] == ","]
    if len(commas) != 1 or word[0].flags & (PREPOSITION | ADVERB | SUBORDINATOR) or verb.link not in ("main", "and"):
        return 0
    behind = low[commas[0] + 1 : verb.start]
    joined = "and" in behind or "or" in behind or "&" in behind
    began = any(other.start < commas[0] for other in read.found) or tokens.dated[0]
    return 6 if behind and not joined and not began and not tokens.named[commas[0] - 1] else 0


def _says_when(word: str) -> bool:
    return word in DAYS_OF_WEEK or word in MONTHS or word[0].isdigit() or word == ","


def _single(read: Clauses, verb: Verb) -> bool:
    """Whether nothing in a subject that begins with an article can be several."""
    low, word = read.tokens.low, read.tokens.word
    if low[0] not in ("the", "a", "an") or "and" in low[: verb.start] or read.tokens.named[verb.start - 1]:
        return False
    rest = range(1, verb.start)
    return not any(low[k].endswith("s") or low[k] in COLLECTIVE or word[k].noun.endswith("s") for k in rest) and (
        word[verb.start - 1].noun != ""
    )


def _one_thing(read: Clauses, verb: Verb) -> bool:
    """Whether a subject is plainly one: an article or owner and one noun, nothing joined to it."""
    before = read.tokens.low[: verb.start]
    return (
        2 <= len(before) <= 3
        and before[0] in ("a", "an", "its", "his", "her")
        and not before[-1].endswith("s")
        and not read.tokens.word[verb.start - 1].noun.endswith("s")
        and before[-1] not in COLLECTIVE
        and bool(read.tokens.word[verb.start].flags & (BE | AUXILIARY))
    )
