"""Past tense or participle: which bare "-ed" forms of a sentence only describe what stands before them."""

from __future__ import annotations

from service.timeline.lexicon import (
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    ING,
    PARTICIPLE,
    PAST,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
)
from service.timeline.phrases import QUOTES, STOPS
from service.timeline.tokens import Tokens
from service.timeline.verb import COMPLETES, Verb, nominal, one_clause, opens


def settle_participles(tokens: Tokens, found: list[Verb]) -> None:
    """A bare "-ed" form is a participle where its clause has another finite verb ("the bill passed by ... says")."""
    for index, verb in enumerate(found):
        if verb.tense != "past" or tokens.word[verb.start].flags & AUXILIARY:
            continue
        if not tokens.word[verb.head].forms & PARTICIPLE or _goes_on_after_aside(tokens, found, index):
            continue
        if _is_aside(tokens, found, index) or _is_participle(tokens, found, index):
            verb.tense, verb.passive = "part", True


def _is_aside(tokens: Tokens, found: list[Verb], index: int) -> bool:
    """Whether a verb only describes the subject before it: "Ana Lopez, jailed for fraud in 2011, returned"."""
    verb = found[index]
    if index + 1 >= len(found) or any(other.finite for other in found[:index]) or "," not in tokens.low[: verb.start]:
        return False
    if verb.start == 0 or tokens.word[verb.start - 1].flags & (RELATIVE | PRONOUN | CONJUNCTION):
        return False
    following = found[index + 1]
    if not _closes_aside(tokens, following) or "," in tokens.low[verb.end : following.start - 1]:
        return False
    behind = tokens.word[verb.head + 1].flags
    return bool(behind & PREPOSITION) and not behind & DETERMINER and "report" not in verb.does


def _closes_aside(tokens: Tokens, verb: Verb) -> bool:
    """Whether a finite verb stands right behind the comma that closes an aside, and begins none itself."""
    if not verb.finite or verb.start == 0 or tokens.low[verb.start - 1] != ",":
        return False
    whole = bool(tokens.word[verb.start].flags & AUXILIARY)  # "was put off by a week"
    return (whole or tokens.low[verb.end : verb.end + 1] != ["by"]) and not _serial(tokens, verb)


def _goes_on_after_aside(tokens: Tokens, found: list[Verb], index: int) -> bool:
    """Whether a verb goes on with the subject that an aside describes: "the envoy, who arrived on Friday, left"."""
    previous = found[index - 1] if index else None
    if previous is None or not _closes_aside(tokens, found[index]):
        return False
    if "," in tokens.low[previous.end : found[index].start - 1]:
        return False
    if any(other.finite for other in found[: index - 1]):
        return _all_in_aside(tokens, found, index)
    if previous.tense in ("part", "ing"):
        return previous.start > 0 and "," in tokens.low[: previous.start]
    opened = previous.start - 1
    return opened > 1 and bool(tokens.word[opened].flags & RELATIVE) and tokens.low[opened - 1] == ","


def _all_in_aside(tokens: Tokens, found: list[Verb], index: int) -> bool:
    """Whether all verbs so far describe the subject between two commas: "The visit, during which he toured a yard and
    met workers, ended on Friday".
    """
    first, comma = found[0], found[index].start - 1
    if first.tense == "ing":
        return False
    opening = next((k for k in range(1, first.start) if tokens.low[k] == ","), 0)
    if not opening or any(tokens.low[k] == "," for k in range(opening + 1, comma)):
        return False
    return any(tokens.word[k].flags & RELATIVE for k in range(opening + 1, min(opening + 4, first.start)))


def _is_participle(tokens: Tokens, found: list[Verb], index: int) -> bool:
    verb = found[index]
    before = tokens.low[verb.start - 1] if verb.start else ""
    host = tokens.word[verb.start - 1].flags if verb.start else 0
    if verb.head == 0 and len(found) > 1:
        return "," in tokens.low[verb.end : found[1].start]
    if host & (CONJUNCTION | PRONOUN | RELATIVE):
        return False
    if index == 0 and len(found) > 1 and _behind_preposition(tokens, verb):
        return True
    agent = verb.end < len(tokens) and tokens.low[verb.end] == "by" and not _counts(tokens, verb.end + 1)
    if agent and not (verb.end + 1 < len(tokens) and tokens.word[verb.end + 1].forms & ING):
        return True
    if index and before == "," and _closes_apposition(tokens, found[index - 1].end, verb.start):
        return False
    if index and before == "," and "report" not in verb.does:
        return found[index - 1].link not in ("relative", "when", "if", "ing", "part") and not _serial(tokens, verb)
    if index and before != ",":
        previous = found[index - 1]
        clear = one_clause(tokens, previous.end, verb.start)
        if _asked_of(tokens, previous, verb):
            return True
        if clear and previous.lemma == "be" and verb.start > previous.end + 1:
            return True
        if clear and previous.finite and not previous.does & COMPLETES and previous.lemma != "be":
            return True
    if index + 1 < len(found) and _at_once(tokens, verb, found[index + 1]):
        return True
    says = verb.does & COMPLETES or (verb.does and not _led(tokens, verb.head + 1))
    if index + 1 < len(found) and not says and not tokens.text[verb.start - 1][0].isupper():
        following = found[index + 1]
        if tokens.word[following.start - 1].flags & PRONOUN and not tokens.word[following.start - 1].flags & RELATIVE:
            return False  # "disarmed under the eyes of the army they had fought"
        if following.finite and one_clause(tokens, verb.end, following.start):
            if following.tense != "past" or tokens.word[following.start].flags & AUXILIARY:
                return True
            return not tokens.word[following.head].forms & PARTICIPLE
    return False


def _led(tokens: Tokens, at: int) -> bool:
    """Whether a preposition stands at an index."""
    return at < len(tokens) and bool(tokens.word[at].flags & PREPOSITION)


def _asked_of(tokens: Tokens, previous: Verb, verb: Verb) -> bool:
    """Whether a verb describes what a question or a remark is about: "asked “hard questions” about a ban imposed"."""
    between = range(previous.end, verb.start)
    plain = all(tokens.low[k] in QUOTES or not (tokens.low[k] in STOPS or opens(tokens, k)) for k in between)
    quoted = any(tokens.low[k] in QUOTES for k in between) and "about" in tokens.low[previous.end : verb.start]
    return plain and quoted and previous.finite and previous.lemma in ("ask", "raise", "answer")


def _closes_apposition(tokens: Tokens, begin: int, at: int) -> bool:
    """Whether a verb goes on a clause whose subject has a name set beside it: "after the envoy, Ana Lopez, left"."""
    commas = [k for k in range(begin, at) if tokens.low[k] == ","]
    if len(commas) != 2 or commas[1] != at - 1 or not tokens.text[commas[0] + 1][0].isupper():
        return False
    opener = next((k for k in range(begin, commas[0]) if tokens.word[k].flags & SUBORDINATOR), None)
    return opener is not None and any(nominal(tokens, k) for k in range(opener + 1, commas[0]))


NUMBERS = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "more"})


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether "by" says by how much, and not by whom: "shortened the curfew by one hour"."""
    return at < len(tokens) and (tokens.low[at][0].isdigit() or tokens.low[at] in NUMBERS)


def _at_once(tokens: Tokens, verb: Verb, following: Verb) -> bool:
    """Whether nothing but a date stands before the next verb with its auxiliary: "talks set for Monday are off"."""
    between = range(verb.end, following.start)
    plain = all(tokens.dated[at] or tokens.word[at].flags & PREPOSITION for at in between)
    auxiliary = bool(tokens.word[following.start].flags & AUXILIARY) and following.finite
    return plain and auxiliary and bool(between) and "report" not in verb.does and nominal(tokens, verb.start - 1)


def _behind_preposition(tokens: Tokens, verb: Verb) -> bool:
    """Whether all before a verb is one noun with its preposition: "In a letter released on Friday, the king ..."."""
    opens = tokens.word[0].flags
    if verb.start < 3 or not opens & PREPOSITION or opens & SUBORDINATOR or not tokens.word[1].flags & DETERMINER:
        return False
    object_behind = verb.end < len(tokens) and bool(tokens.word[verb.end].flags & DETERMINER)
    last = verb.start - 1 if tokens.low[verb.start - 1] == "," else verb.start
    plain = all(nominal(tokens, at) and not tokens.dated[at] for at in range(2, last))
    return plain and not object_behind and "," in tokens.low[verb.end :]


def _serial(tokens: Tokens, verb: Verb) -> bool:
    """Whether a verb after a comma is one of a row: "came, seized and held"."""
    rest = range(verb.end, min(len(tokens), verb.end + 8))
    return any(tokens.low[k] in ("and", "or") and k + 1 < len(tokens) and tokens.word[k + 1].forms & PAST for k in rest)
