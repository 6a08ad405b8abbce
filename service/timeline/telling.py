"""The clause that tells a deed, put as one line: who did it, what was done, up to where a phrase ends.

`told` cuts such a line from a piece of evidence, by a verb; `named` by a noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from service.timeline.lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    PAST,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
)
from service.timeline.parsed import POINTS_OUTSIDE, Clauses, antecedent, clauses, done_to, something
from service.timeline.phrases import STOPS
from service.timeline.verb import Verb, nominal

LONGEST = 106
FAIR = 92
"""A line longer than this is cut where a clause ends, even where it would have room."""
ROOMY = 70
"""In a longer text a name stands without the office before it."""
ENOUGH = 34
"""A cut that leaves less than this says too little."""


NOT_LAST = PREPOSITION | CONJUNCTION | SUBORDINATOR | AUXILIARY
_ENDING = re.compile(r"(?:,?\s+(?:and|but|or|that|which|who|while|as))+\s*$")
_BODY = re.compile(
    r"\s(?:Court|Council|Commission|Ministry|Department|Bank|Union|Nations|League|Party|Agency|Organi[sz]ation|Committee|"
    r"Government|Army|Navy|Senate|Parliament|Fund|Front|Alliance|Association|Federation|Authority|Office|Bureau|Guard)$"
)
_SPACES = re.compile(r"\s+([,.;:’'])")


def told(
    text: str, at: int, sources: Sequence[str], targets: Sequence[str], names: Sequence[str], apart: bool = False
) -> tuple[str, bool] | None:
    """The clause of the deed at offset `at`, from its subject to where it ends or can be cut, and whether its verb is
    the deed; None where none stands.

    `sources` and `targets` name who did it and to whom, for a pronoun in the place of the subject; `names` all who are
    named. A deed told by a noun that stands `apart` from the clause around it has no clause.
    """
    read = clauses(text, names)
    deed = read.tokens.at(at)
    if apart and not any(verb.start <= deed < verb.end for verb in read.found):
        return None
    verb = _governing(read, deed)
    if verb is None:
        return None
    together = verb.lemma in TOGETHER and not verb.passive
    subject = _subject(read, verb, targets if verb.passive else [*sources, *targets] if together else sources)
    if not subject:
        return None
    if len(text) > ROOMY and " and " not in subject:
        known = (name for name in (*sources, *targets) if " " in name and subject.endswith(f" {name}"))
        subject = next((name for name in known if _is_office(subject.removesuffix(f" {name}"))), subject)
    predicate = _predicate(read, verb, max(deed, verb.head), LONGEST - len(subject) - 1)
    direct = verb.start <= deed < verb.end
    described = verb.link in ("relative", "said") and not done_to(read, verb)
    if described and (whole := antecedent(read, verb)):
        subject = f"{whole} that {subject}"
    return (_SPACES.sub(r"\1", f"{subject} {predicate}"), direct) if predicate else None


def within(text: str, longest: int, names: Sequence[str] = ()) -> str | None:
    """A text cut to at most `longest` characters where a clause or phrase of it ends; None where none does."""
    if len(text) <= longest:
        return text
    read = clauses(text, names)
    verb = next((v for v in read.found if v.finite), None)
    if verb is None:
        return None
    start = read.tokens.start[verb.start]
    predicate = _predicate(read, verb, verb.head, longest - start)
    return text[:start] + predicate if predicate else None


def named(text: str, at: int, owners: Sequence[str], names: Sequence[str], dated: bool = False) -> str | None:
    """The noun phrase that names a deed, whole, its owner by name; None where the deed is a verb or what happens to it
    is the deed's own doing ("the talks began", "held talks"). `dated`: the date is the phrase's own.

    >>> named("The bill answered its annexation of Crimea", 22, ["Russia"], ["Russia"])
    "Russia's annexation of Crimea"
    """
    read = clauses(text, names)
    tokens, low = read.tokens, read.tokens.low
    deed = tokens.at(at)
    if deed >= len(tokens) or not read.found or any(verb.start <= deed < verb.end for verb in read.found):
        return None
    verb = _governing(read, deed)
    if verb is not None and (verb.lemma in HAPPENS | LIGHT or (verb.passive and not dated)):
        return None
    first, last = deed, deed + 1
    while first and (nominal(tokens, first - 1) or tokens.named[first - 1] or low[first - 1] in ("'s", "’s")):
        first -= 1
    if first and tokens.word[first - 1].flags & DETERMINER:
        first -= 1
    while last < len(tokens) and _goes_on(read, last):
        last += 1
    while last > deed + 1 and tokens.word[last - 1].flags & (NOT_LAST | DETERMINER):
        last -= 1
    phrase = read.span(first, last)
    if low[first] in ("its", "his", "her", "their"):
        owner = owners[0] if len(owners) == 1 and owners[0] not in phrase else None
        return f"{owner}'s {read.span(first + 1, last)}" if owner else None
    if low[first] in POINTS_OUTSIDE or last - first < 3:
        return None
    return phrase


def _goes_on(read: Clauses, at: int) -> bool:
    """Whether a noun phrase goes on at a word: a noun, or what ties a further noun to it."""
    tokens = read.tokens
    if any(verb.start <= at < verb.end for verb in read.found):
        return False
    flags = tokens.word[at].flags
    tied = flags & (PREPOSITION | DETERMINER) or tokens.low[at] in ("and", "'s", "’s")
    return bool(tied) or nominal(tokens, at) or tokens.named[at] or tokens.low[at][0].isdigit()


def _governing(read: Clauses, deed: int) -> Verb | None:
    """The finite verb whose clause tells the deed."""
    found = read.found
    index = next((k for k, verb in enumerate(found) if verb.start <= deed < verb.end), None)
    if index is None:
        index = next((k for k in range(len(found) - 1, -1, -1) if found[k].left <= deed < found[k].right), None)
    if index is not None and found[index].head == 0 and found[index].lemma not in ("be", "do", "have"):
        index = next((k for k in range(index + 1, len(found)) if found[k].link == "main"), None)
    for _ in range(6):
        if index is None or found[index].finite:
            break
        index = found[index].governor
    return found[index] if index is not None else None


def _subject(read: Clauses, verb: Verb, sources: Sequence[str], depth: int = 0) -> str:
    """Who or what the verb is said of, in words that stand alone; empty where it is not known."""
    first, last = verb.subject or (verb.left, verb.start)
    low, word = read.tokens.low, read.tokens.word
    opener = low[first] if first < last else ""
    if verb.link == "and" and not any(other.finite for other in read.found if other.start < verb.start):
        first = 0  # what joins two subjects of one verb was taken for what joins two clauses
    while first < last and (low[first] in STOPS or word[first].flags & (SUBORDINATOR | CONJUNCTION | ADVERB)):
        first += 1
    while last > first and word[last - 1].flags & ADVERB and not read.tokens.named[last - 1]:
        last -= 1
    if verb.link == "relative" and opener in ("who", "which", "that", ",") and first == last:
        before = _named_before(read, verb.left)
        person = next((name for name in sources if opener == "who" and before.endswith(f" {name}")), None)
        return person or before
    if first == last:
        if verb.link == "and" and verb.governor is not None and depth < 3:
            return _subject(read, read.found[verb.governor], sources, depth + 1)
        return ""
    first, last = _without_adverbial(read, _after_inner(read, first, last), last)
    if first >= last:
        return ""
    if last - first == 1 and word[first].flags & PRONOUN:
        return _whom_it_means(read, verb, first, sources)
    if not any(something(read.tokens, k) for k in range(first, last)):
        return ""
    subject = _plain(read, first, last)
    pointing = word[first].flags & POSSESSIVE or low[first] in POINTS_OUTSIDE
    return "" if pointing and subject.startswith(read.tokens.text[first]) else subject


def _whom_it_means(read: Clauses, verb: Verb, at: int, sources: Sequence[str]) -> str:
    """The names a pronoun in the subject stands for, where it can be only these."""
    low = read.tokens.low[at]
    if low not in STANDS_FOR or (low == "it" and verb.lemma in HAPPENS):
        return ""
    if low == "they" and verb.lemma not in TOGETHER:
        return ""
    known = [name for name in sources if name.split()[-1] not in read.text[read.tokens.end[at] :]]
    if low != "they":
        known = known[:1] if verb.lemma in TOGETHER else known
    known = [with_article(name) for name in known]
    return " and ".join(known) if len(known) == (2 if low == "they" else 1) else ""


def with_article(name: str) -> str:
    """A name as it begins a line.

    >>> with_article("United Nations"), with_article("France")
    ('The United Nations', 'France')
    """
    return f"The {name}" if name in WITH_ARTICLE or _BODY.search(name) else name


def _is_office(before: str) -> bool:
    """Whether the words before a name are an office: nothing that ties the name to what stands before it."""
    return before.split()[-1].casefold() not in TIES


def _after_inner(read: Clauses, first: int, last: int) -> int:
    """Where a subject begins behind a place or time with a clause of its own: "Oslo, where the king ..."."""
    low = read.tokens.low
    said = next((k for k in range(last - 2, first, -1) if low[k] == "that"), None)
    if said is not None and not any(said < other.start < last for other in read.found):
        return said + 1
    inner = [k for k in range(first + 1, last - 1) if low[k] in INNER and low[k - 1] == ","]
    return inner[-1] + 1 if inner and "," not in low[inner[-1] : last] else first


def _named_before(read: Clauses, at: int) -> str:
    """The noun phrase right before a relative clause."""
    low, word, last = read.tokens.low, read.tokens.word, at
    while last and low[last - 1] in STOPS:
        last -= 1
    first = last
    while first and low[first - 1] not in STOPS:
        flags = word[first - 1].flags
        if flags & (AUXILIARY | SUBORDINATOR) or any(v.start <= first - 1 < v.end for v in read.found):
            break
        if flags & (PREPOSITION | CONJUNCTION) and low[first - 1] not in ("of", "and"):
            break
        first -= 1
    return "" if first == last or low[first] in POINTS_OUTSIDE else read.span(first, last)


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
            return at, last
        if word[at].flags & PREPOSITION and low[at] != "of":
            break
    return last, last


def _plain(read: Clauses, first: int, last: int) -> str:
    """A subject without what is added between commas; the name where a name is added to an office."""
    low, named = read.tokens.low, read.tokens.named
    parts = [first - 1, *(k for k in range(first, last) if low[k] == ","), last]
    pieces = [(a + 1, b) for a, b in pairwise(parts) if a + 1 < b]
    joined = next((piece for piece in pieces[1:] if low[piece[0]] == "and"), None)
    if low[last - 1] == "," and joined is None and len(pieces) > 1:
        begin, end = pieces[1]
        named_next = all(named[k] for k in range(begin, end))
        return read.span(*(pieces[1] if named_next and not named[first] else pieces[0]))
    if joined is not None and len(pieces) > 2 and named[pieces[0][0]] and named[joined[0] + 1]:
        return f"{read.span(*pieces[0])} {read.span(*joined)}"
    return read.span(first, last - 1 if low[last - 1] == "," else last)


def _predicate(read: Clauses, verb: Verb, deed: int, room: int) -> str:
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


LIGHT = frozenset({"have", "hold", "make", "give", "do", "conduct", "follow", "continue", "resume", "open", "conclude"})
"""Verbs that leave it to a noun to name the deed."""
TIES = frozenset({"the", "a", "an", "of", "in", "at", "for", "from", "with", "by", "to", "on", "like", "near"})
STANDS_FOR = frozenset({"he", "she", "it", "they", "who"})
"""Pronouns that a name can replace."""
TOGETHER = frozenset({"meet", "talk", "speak", "agree", "discuss", "sit", "shake", "negotiate"})
"""Deeds of two: "they" are both sides of it."""
HAPPENS = frozenset(
    {"be", "take", "happen", "occur", "come", "begin", "start", "end", "last", "seem", "appear", "remain"}
)
"""Verbs whose "it" is mostly what happens, and nobody."""
INNER = frozenset({"where", "when", "while", "because", "after", "before"})
HALVES = frozenset({"call", "calls", "called", "describe", "describes", "described"})
"""Verbs that leave a reader waiting for what it is called."""
APART = frozenset({"after", "before", "since", "later", "earlier", "ago"})
MEASURES = frozenset(
    {
        *("day", "days", "hour", "hours", "week", "weeks", "month", "months", "year", "years", "minutes"),
        *("shortly", "soon", "just", "long"),
    }
)
WITH_ARTICLE = frozenset(
    {
        *("United States", "United Kingdom", "United Nations", "European Union", "United Arab Emirates", "Kremlin"),
        *("Netherlands", "Philippines", "Czech Republic", "Maldives", "Bahamas", "Vatican", "White House"),
    }
)
"""Names that stand with an article within a sentence."""
CLINGS = frozenset({"of", "than", "to"})
"""Prepositions that never begin a phrase of its own."""


