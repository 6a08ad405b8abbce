"""Who or what a clause is told of, in words that stand alone: names for pronouns, nothing added between commas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.timeline.endings import MEASURES
from service.timeline.lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
)
from service.timeline.model import Actor
from service.timeline.parsed import DAYS_OF_WEEK, POINTS_OUTSIDE, Clauses, something
from service.timeline.phrases import STOPS
from service.timeline.verb import Verb, nominal

_BODY = re.compile(
    r"\s(?:Court|Council|Commission|Ministry|Department|Bank|Union|Nations|League|Party|Agency|Organi[sz]ation|Committee|"
    r"Government|Army|Navy|Senate|Parliament|Fund|Front|Alliance|Association|Federation|Authority|Office|Bureau|Guard)$"
)


def subject_of(read: Clauses, verb: Verb, sources: Sequence[Actor], depth: int = 0) -> str:
    """Who or what the verb is said of, in words that stand alone; empty where it is not known.

    `sources` are those who can have done it: whom a pronoun stands for.
    """
    opener, first, last = _stretch(read, verb)
    if verb.link == "relative" and opener in ("who", "which", "that", ",") and first == last:
        before = _named_before(read, verb.left)
        people = (who.name for who in sources if who.type == "person")
        person = next((name for name in people if f" {before}".endswith(f" {name}")), None)
        if person and opener in ("that", "which"):
            before = _named_before(read, verb.left, far=True)  # "a meeting with Ada Brandt that was planned"
        elif person and opener == "who":
            return person
        return "" if before.split(" ", 1)[0].casefold() in POINTS_OUTSIDE else before
    if first == last and verb.link == "and" and verb.governor is not None and depth < 3:
        first, last = _before_aside(read, verb)
        if first == last:
            return subject_of(read, read.found[verb.governor], sources, depth + 1)
    if first == last:
        return ""
    first, last = _without_adverbial(read, _after_inner(read, first, last), last)
    if first >= last:
        return ""
    if last - first == 1 and read.tokens.word[first].flags & PRONOUN:
        return _whom_it_means(read, verb, first, sources)
    if not any(something(read.tokens, k) for k in range(first, last)) or not _hangs_together(read, first, last):
        return ""
    subject = _plain(read, first, last, sources)
    pointing = read.tokens.word[first].flags & POSSESSIVE or read.tokens.low[first] in POINTS_OUTSIDE
    if pointing and subject.startswith(read.tokens.text[first]):
        owner = _owner(read.tokens.low[first], sources)
        elsewhere = owner.rsplit(" ", 1)[-1] in read.text[read.tokens.end[first] :]  # "his wife, Ada Brandt, died"
        return f"{owner}'s{subject[len(read.tokens.text[first]) :]}" if owner and not elsewhere else ""
    return _without_headline(subject, sources)


def _stretch(read: Clauses, verb: Verb) -> tuple[str, int, int]:
    """The word that opens the clause of a verb, and the tokens in which its subject stands."""
    first, last = verb.subject_span
    low, word = read.tokens.low, read.tokens.word
    opener = low[first] if first < last else ""
    governor = read.found[verb.governor] if verb.governor is not None else None
    if verb.link == "and" and not any(other.finite for other in read.found if other.start < verb.start):
        first = 0  # what joins two subjects of one verb was taken for what joins two clauses
    elif verb.link == "said" and governor is not None and governor.end < first:
        first = _behind(read, governor, first)
    if verb.subject and first < last < verb.start:
        last = _whole(read, verb, governor)
    while first < last and (low[first] in STOPS or word[first].flags & (SUBORDINATOR | CONJUNCTION | ADVERB)):
        if low[first] in COUNTING and low[first + 1] not in STOPS:
            break
        first += 1
    while last > first and word[last - 1].flags & ADVERB and not read.tokens.named[last - 1]:
        if low[last - 1] == "well" and last - 2 >= first and nominal(read.tokens, last - 2):
            break
        last -= 1
    return opener, first, last


def _before_aside(read: Clauses, verb: Verb) -> tuple[int, int]:
    """Where the subject of a verb behind the comma that closes an aside stands: "said the envoy, held for a week, was
    free"; nowhere where the verb goes on from the one before.
    """
    low, word, comma = read.tokens.low, read.tokens.word, verb.left
    at = next(k for k, other in enumerate(read.found) if other is verb) - 1
    governor = read.found[verb.governor or 0]
    aside = at >= 0 and (not read.found[at].finite or read.found[at].link == "relative")
    joined = any(word[k].flags & CONJUNCTION for k in range(comma, verb.start))
    if low[comma] != "," or joined or not (aside or "report" in governor.does):
        return comma, comma
    while at >= 0 and (read.found[at].tense in ("ing", "part") or read.found[at].link == "relative"):
        at -= 1
    first = read.found[at].end if at >= 0 else 0
    while first < comma and word[first].flags & (SUBORDINATOR | CONJUNCTION | ADVERB):
        first += 1
    return (first, comma + 1) if "," in low[first:comma] else (comma, comma)


def _behind(read: Clauses, governor: Verb, first: int) -> int:
    """Where what is said begins, right behind who says it: "said five men in the camp were ill"."""
    low, word, begin = read.tokens.low, read.tokens.word, governor.end
    opened = word[first].flags & SUBORDINATOR or low[begin] in DAYS_OF_WEEK
    if opened or governor.lemma in HEARD or "report" not in governor.does:
        return first
    opens = word[begin].flags & (DETERMINER | POSSESSIVE) or nominal(read.tokens, begin) or low[begin][0].isdigit()
    bridged = all(
        low[k] not in STOPS and not word[k].flags & (SUBORDINATOR | CONJUNCTION | PRONOUN) & ~(DETERMINER | PREPOSITION)
        for k in range(begin, first)
    )
    return begin if opens and bridged else first


def _whole(read: Clauses, verb: Verb, governor: Verb | None) -> int:
    """Where a subject with a clause of its own ends: "the vote to cut taxes", "an offshore drilling rig"; its own
    beginning where that clause is a sentence apart or what somebody is told to do.
    """
    first, last = verb.subject_span
    inner = [other for other in read.found if last <= other.start < verb.start]
    if read.tokens.low[last - 1] in STOPS:
        return last - 1 if _described_alone(read, last, verb.start) else first
    apart = any(read.tokens.low[k] in STOPS for k in range(last, verb.start)) or verb.start - last > LONGEST_INNER
    if apart or any(other.finite and read.tokens.low[other.left] not in ("who", "which", "that") for other in inner):
        return last if apart else first
    told_to = governor is not None and governor.lemma in HEARD and any(other.link == "to" for other in inner)
    return first if told_to else verb.start


def _described_alone(read: Clauses, last: int, stop: int) -> bool:
    """Whether what stands between a subject and its verb only describes it, between commas: "Ada, who left, was"."""
    low = read.tokens.low
    closed = low[last - 1] == low[stop - 1] == "," and last < stop
    return closed and not any(read.tokens.word[k].flags & CONJUNCTION and low[k - 1] == "," for k in range(last, stop))


def _hangs_together(read: Clauses, first: int, last: int) -> bool:
    """Whether a subject is one phrase: it ends in no preposition, and no article stands right behind a noun of it, as
    it does where a verb was not known for one.
    """
    low, word = read.tokens.low, read.tokens.word
    if word[last - 1].flags & (PREPOSITION | CONJUNCTION) or low[last - 1] in ("the", "a", "an"):
        return False
    inner = next((verb.start for verb in read.found if verb.start > first), last)
    return not any(
        low[k] in ("the", "a", "an") and nominal(read.tokens, k - 1) and low[k - 1] not in BEFORE_ARTICLE
        for k in range(first + 1, min(inner, last))
    )


def _without_headline(subject: str, sources: Sequence[Actor]) -> str:
    """A subject without the headline that a flattened page set before it, where it ends in a known name."""
    words = subject.split()
    if len(words) <= LONGEST_OFFICE or "and" in words or sum(word[0].isupper() for word in words) < len(words) * 0.6:
        return subject
    return next((who.name for who in sources if " " in who.name and subject.endswith(f" {who.name}")), subject)


def _whom_it_means(read: Clauses, verb: Verb, at: int, sources: Sequence[Actor]) -> str:
    """The names a pronoun in the subject stands for, where it can be only these."""
    low = read.tokens.low[at]
    if low not in STANDS_FOR or (low == "it" and nobody(verb)):
        return ""
    fits = [who for who in sources if who.name.split()[-1] not in read.text[read.tokens.end[at] :]]
    if low in ("he", "she"):
        if _somebody_nearer(read, at, fits):
            return ""
        fits = [who for who in fits if who.type == "person"]
    elif low == "it":
        fits = [who for who in fits if who.type != "person"]
    elif low == "they" and verb.lemma not in TOGETHER:
        return ""
    if low != "they" and verb.lemma in TOGETHER:
        fits = fits[:1]
    known = [with_article(who.name) for who in fits]
    return " and ".join(known) if len(known) == (2 if low == "they" else 1) else ""


def _owner(word: str, sources: Sequence[Actor]) -> str:
    """Whose "his spokeswoman" or "its army" is, where it can be only one's."""
    person = word in ("his", "her")
    if not person and word != "its":
        return ""
    fits = [who for who in sources if (who.type == "person") == person]
    return with_article(fits[0].name) if len(fits) == len(sources) == 1 else ""


def _somebody_nearer(read: Clauses, at: int, known: Sequence[Actor]) -> bool:
    """Whether somebody without a name stands between the last name and a pronoun: "Hale heard that the king ... he"."""
    names = [read.text.rfind(who.name.split()[-1], 0, read.tokens.start[at]) for who in known]
    if max(names, default=-1) < 0:
        return False
    since = [verb for verb in read.found if verb.finite and max(names) < read.tokens.start[verb.start]][1:]
    return any(
        read.tokens.low[k] in ("the", "a", "an", "his", "her")
        for verb in since
        for k in range(verb.left, verb.start)
        if k < at
    )


def nobody(verb: Verb) -> bool:
    """Whether the "it" of a verb is nobody: "it emerged that", "it was announced that"."""
    return verb.lemma in HAPPENS or (verb.passive and "report" in verb.does)


def with_article(name: str) -> str:
    """A name as it begins a line.

    >>> with_article("United Nations"), with_article("France")
    ('The United Nations', 'France')
    """
    return f"The {name}" if name in WITH_ARTICLE or _BODY.search(name) else name


def _after_inner(read: Clauses, first: int, last: int) -> int:
    """Where a subject begins behind a place or time with a clause of its own: "Oslo, where the king ..."."""
    low = read.tokens.low
    said = next((k for k in range(last - 2, first, -1) if low[k] == "that"), None)
    if said is not None and not any(said < other.start < last for other in read.found if other.finite):
        return said + 1
    commas = [k for k in range(first + 1, last - 1) if low[k] == ","]
    object_first = any(verb.end == first and verb.finite and not verb.passive for verb in read.found)
    if object_first and len(commas) == 1 and read.tokens.word[commas[0] + 1].flags & DETERMINER:
        return commas[0] + 1  # "(held a college) for a week, an ultimatum ran out"
    counted = [k for k in range(first + 2, last - 1) if low[k] in ("after", "before") and low[k - 1] in MEASURES]
    if counted and "," in low[first : counted[-1]]:
        return counted[-1] + 1  # "..., a day after an ultimatum ran out"
    inner = [k for k in range(first + 1, last - 1) if low[k] in INNER and low[k - 1] == ","]
    return inner[-1] + 1 if inner and "," not in low[inner[-1] : last] else first


def _named_before(read: Clauses, at: int, far: bool = False) -> str:
    """The noun phrase right before a relative clause; `far`: from the thing on whose people stand before it."""
    low, word, last = read.tokens.low, read.tokens.word, at
    while last and low[last - 1] in STOPS:
        last -= 1
    first = last
    while first and low[first - 1] not in STOPS:
        flags = word[first - 1].flags
        if flags & (AUXILIARY | SUBORDINATOR) or any(v.start <= first - 1 < v.end for v in read.found):
            break
        if flags & (PREPOSITION | CONJUNCTION) and low[first - 1] not in ("of", "and") and not far:
            break
        first -= 1
    return read.span(first, last)


def _without_adverbial(read: Clauses, first: int, last: int) -> tuple[int, int]:
    """A subject without what stands before it: "In Oslo, the king ...", "After the talks the two ..."."""
    low, word = read.tokens.low, read.tokens.word
    if not word[first].flags & PREPOSITION:
        return first, last
    comma = next((k for k in range(first, last) if low[k] == ","), None)
    if comma is not None and comma + 1 < last:
        return comma + 1, last
    for at in range(last - 1, first, -1):
        if word[at].flags & (DETERMINER | PRONOUN) and at > first + 1:
            while at > first + 2 and word[at - 1].flags & DETERMINER and not word[at - 1].flags & PREPOSITION:
                at -= 1  # "by then a dozen people"
            return at, last
        if word[at].flags & PREPOSITION and low[at] != "of":
            break
    return last, last


def _plain(read: Clauses, first: int, last: int, sources: Sequence[Actor]) -> str:
    """A subject without what is added between commas; the name where a name is added to an office."""
    people = tuple(who.name for who in sources if who.type == "person")
    low, named = read.tokens.low, read.tokens.named
    parts = [first - 1, *(k for k in range(first, last) if low[k] == ","), last]
    pieces = [(a + 1, b) for a, b in pairwise(parts) if a + 1 < b]
    joined = next((piece for piece in pieces[1:] if low[piece[0]] == "and"), None)
    row = next((piece for piece in pieces[2:] if "and" in low[piece[0] : piece[1]] and named[piece[1] - 1]), None)
    if row is not None and all(named[k] for k in range(*pieces[1])):
        return read.span(first, row[1])  # "the envoys of Chad, Mali and Niger"
    if low[last - 1] == "," and joined is None and len(pieces) > 1:
        begin, end = pieces[1]
        office = not named[pieces[0][1] - 1] or read.span(begin, end).endswith(people)
        named_next = office and all(named[k] for k in range(begin, end))
        return read.span(*(pieces[1] if named_next and not named[first] else pieces[0]))
    if joined is not None and len(pieces) > 2 and named[pieces[0][0]] and named[joined[0] + 1]:
        return f"{read.span(*pieces[0])} {read.span(*joined)}"
    return read.span(first, last - 1 if low[last - 1] == "," else last)


STANDS_FOR = frozenset({"he", "she", "it", "they", "who"})
"""Pronouns that a name can replace."""
TOGETHER = frozenset({"meet", "talk", "speak", "agree", "discuss", "sit", "shake", "negotiate"})
"""Deeds of two: "they" are both sides of it."""
HAPPENS = frozenset(
    {
        *("be", "take", "happen", "occur", "come", "begin", "start", "end", "last", "seem", "appear", "remain"),
        *("emerge", "follow", "transpire", "turn", "prove"),
    }
)
"""Verbs whose "it" is mostly what happens, and nobody."""
INNER = frozenset({"where", "when", "while", "because", "after", "before"})
WITH_ARTICLE = frozenset(
    {
        *("United States", "United Kingdom", "United Nations", "European Union", "United Arab Emirates", "Kremlin"),
        *("Netherlands", "Philippines", "Czech Republic", "Maldives", "Bahamas", "Vatican", "White House"),
    }
)
"""Names that stand with an article within a sentence."""
HEARD = frozenset({"tell", "inform", "ask", "order", "urge", "want", "remind", "warn", "assure", "convince", "call"})
"""Verbs with a hearer behind them."""
LONGEST_INNER = 9
"""Words of a clause within a subject."""
LONGEST_OFFICE = 7
"""A longer subject in capitals that ends in a name begins with a headline."""
BEFORE_ARTICLE = frozenset({"all", "both", "half", "such", "quite", "twice", "double"})
COUNTING = frozenset(
    {"more", "most", "less", "fewer", "nearly", "almost", "about", "around", "roughly", "only", "hardly"}
)
"""Adverbs that belong to a number or quantity behind them."""
