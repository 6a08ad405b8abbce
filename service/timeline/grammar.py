"""The verbs of a sentence, how each is inflected, where its clause lies and which verb governs it."""

from __future__ import annotations

from dataclasses import dataclass

from service.timeline.lexicon import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    CONJUNCTION,
    DETERMINER,
    DO,
    HAVE,
    ING,
    MODAL,
    MOSTLY_NOUN,
    NEGATION,
    PARTICIPLE,
    PAST,
    PLANS,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    ROLE,
    SUBORDINATOR,
    THIRD,
    Lexicon,
    Meaning,
)
from service.timeline.phrases import STOPS, pair_at, phrase_at
from service.timeline.tokens import Tokens

SUBJECT_PRONOUNS = frozenset(
    {"i", "you", "he", "she", "it", "we", "they", "who", "which", "that", "what", "this", "these"}
)
PLURAL_PRONOUNS = frozenset({"i", "you", "we", "they", "who", "which", "that"})
FUTURE = frozenset({"will", "would", "shall", "'ll", "won't", "wouldn't", "wo"})
MUST = frozenset({"must", "should", "ought", "shouldn't", "mustn't"})
PERHAPS = frozenset({"may", "might", "could", "can", "cannot", "can't", "couldn't", "mightn't"})
HARD_STOPS = frozenset({";", ":", "--", "–", "—", "?", "!", "...", "…"})
CLITIC_HOSTS = frozenset({"he", "she", "it", "that", "there", "here", "who", "what", "where", "how", "this"})
ALONE = frozenset(
    {"neither", "both", "all", "each", "some", "many", "most", "several", "few", "others", "none", "either"}
)
"""Determiners that also stand alone as a subject."""
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
    def finite(self) -> bool:
        """Whether it can make a sentence of its own."""
        return self.tense in ("past", "present", "future", "must", "perhaps")


def verbs(tokens: Tokens, lexicon: Lexicon) -> list[Verb]:
    """The verb groups of a sentence, in order, with clauses and governors; `tokens` knows its names."""
    names = tokens.named
    found = _find(tokens, lexicon, names)
    _settle_participles(tokens, found)
    _clauses(tokens, found, names)
    return found


# ---- finding ---------------------------------------------------------------------------------------------------------


def _find(tokens: Tokens, lexicon: Lexicon, names: list[bool]) -> list[Verb]:
    found: list[Verb] = []
    word, low, size = tokens.word, tokens.low, len(tokens)
    at = 0
    while at < size:
        flags, forms = word[at].flags, word[at].forms
        if names[at] or not (flags & AUXILIARY or forms) or _is_no_verb(tokens, at):
            at += 1
            continue
        if flags & AUXILIARY and not (
            flags & MODAL and low[at] in ("may", "will", "might") and _is_noun_here(tokens, at)
        ):
            verb = _with_auxiliary(tokens, lexicon, names, at)
        elif _is_verb(tokens, at, found):
            verb = _plain(tokens, lexicon, at)
        else:
            verb = None
        if verb is None:
            at += 1
            continue
        found.append(verb)
        at = max(verb.end, at + 1)
    return found


def _is_no_verb(tokens: Tokens, at: int) -> bool:
    """The "'s" of an owner, and May the month."""
    token = tokens.low[at]
    if token == "'s":
        return at == 0 or tokens.low[at - 1] not in CLITIC_HOSTS
    return token == "may" and at > 0 and tokens.text[at] == "May"


def _is_noun_here(tokens: Tokens, at: int) -> bool:
    """Whether "will", "might" or "may" after a determiner is a noun ("a living will")."""
    return at > 0 and bool(tokens.word[at - 1].flags & DETERMINER)


def _with_auxiliary(tokens: Tokens, lexicon: Lexicon, names: list[bool], at: int) -> Verb | None:
    """A group that begins with be, have, do or a modal; such a verb standing alone is the group."""
    word, low, size = tokens.word, tokens.low, len(tokens)
    first, head = at, at
    modal, perfect, passive, progressive, negative = "", False, False, False, False
    chain, gap = 0, 0
    index = at
    while index < size and gap <= 3:
        flags, forms, token = word[index].flags, word[index].forms, low[index]
        if flags & NEGATION and not flags & (DETERMINER | PREPOSITION | PRONOUN):
            negative = True
            if not flags & AUXILIARY:
                index += 1
                continue
        if flags & MODAL and not chain:
            modal = token
            chain, head = chain | MODAL, index
        elif flags & (BE | HAVE | DO) and _may_follow(chain, flags, forms):
            perfect = perfect or (chain & HAVE and flags & BE) > 0
            chain, head = chain | (flags & (BE | HAVE | DO)), index
        elif forms and chain and not names[index] and _takes(chain, forms, tokens, index, modal):
            head = index
            last = _last_auxiliary(low, word, first, index)
            if last & BE and forms & ING and not forms & PARTICIPLE:
                progressive = True
            elif last & BE and forms & PARTICIPLE:
                passive = True
            elif last & HAVE and forms & PARTICIPLE:
                perfect = True
            index += 1
            break
        elif flags & ADVERB or (token == "to" and low[index - 1] in ("going", "ought", "used")):
            gap += 1
            index += 1
            continue
        else:
            break
        index += 1
    if head >= size:
        return None
    perfect = perfect or bool(chain & HAVE and head != first)
    tense = _tense(low, word, first, modal, chain)
    verb = _made(tokens, lexicon, first, head, tense)
    verb.passive, verb.perfect, verb.progressive = passive, perfect, progressive
    verb.negative = negative or any(low[k] in ("not", "never", "n't") for k in range(first, head))
    return verb


def _may_follow(chain: int, flags: int, forms: int) -> bool:
    if not chain:
        return True
    if flags & BE:
        return not chain & DO
    return bool(chain & MODAL and not chain & (BE | HAVE | DO)) and bool(flags & HAVE)


def _last_auxiliary(low: list[str], word: list, first: int, head: int) -> int:  # type: ignore[type-arg]
    for index in range(head - 1, first - 1, -1):
        flags: int = word[index].flags
        if flags & AUXILIARY:
            return flags
    return 0


def _takes(chain: int, forms: int, tokens: Tokens, index: int, modal: str) -> bool:
    """Whether a form may close a chain of auxiliaries ("has" + participle, "will" + base)."""
    if chain & BE:
        if not forms & (PARTICIPLE | ING):
            return False
        led = index > 0 and tokens.word[index - 1].flags & (DETERMINER | PREPOSITION)
        return not (forms & ING and tokens.word[index].noun and led)
    if chain & HAVE:
        return bool(forms & PARTICIPLE)
    return bool(forms & BASE)


def _tense(low: list[str], word: list, first: int, modal: str, chain: int) -> str:  # type: ignore[type-arg]
    token = low[first]
    if modal:
        return "future" if modal in FUTURE else "must" if modal in MUST else "perhaps"
    if token in (
        "is",
        "are",
        "am",
        "has",
        "have",
        "do",
        "does",
        "'s",
        "'re",
        "'ve",
        "'m",
        "isn't",
        "aren't",
        "hasn't",
        "haven't",
        "don't",
        "doesn't",
    ):
        return "present"
    if token in ("be", "been"):
        return "base"
    if token in ("being", "having", "doing"):
        return "ing"
    if token == "done":
        return "part"
    return "past"


def _is_verb(tokens: Tokens, at: int, found: list[Verb]) -> bool:
    """Whether a word that can be a verb is one here, by what stands around it."""
    word, low = tokens.word, tokens.low
    forms = word[at].forms
    before = at - 1
    while before >= 0 and word[before].flags & ADVERB and not word[before].flags & (DETERMINER | PREPOSITION):
        before -= 1
    previous = word[before].flags if before >= 0 else 0
    token = low[before] if before >= 0 else ""
    following = low[at + 1] if at + 1 < len(low) else ""
    if token == "to":
        return bool(forms & BASE)
    if forms & (PAST | PARTICIPLE) and not forms & BASE:
        return _is_past(tokens, at, before, previous, token, following)
    if forms == ING:
        return _is_ing(tokens, at, previous, token, following)
    return _is_present(tokens, at, before, previous, token, found)


def _is_past(tokens: Tokens, at: int, before: int, previous: int, token: str, following: str) -> bool:
    if (previous & (DETERMINER | POSSESSIVE) and token not in ALONE) or token in ("'s", "'"):
        return False
    nominal = _nominal(tokens, at + 1)
    if previous & PREPOSITION and token not in (
        "that",
        "than",
        "as",
        "before",
        "after",
        "since",
        "until",
        "like",
        "near",
        "on",
        "in",
        "up",
        "out",
        "over",
        "off",
        "down",
    ):
        return False
    if previous & PREPOSITION and nominal and token not in ("that",):
        return False
    if before < 0 and nominal:
        return False
    if tokens.word[at].forms & PAST:
        return True
    return not (nominal and token not in (",",))


def _is_ing(tokens: Tokens, at: int, previous: int, token: str, following: str) -> bool:
    known = tokens.word[at]
    if previous & (DETERMINER | POSSESSIVE) or token in ("'s", "'"):
        return False
    if known.noun:
        if previous & PREPOSITION or token in (",", "and", ""):
            return following not in ("of", "between", "in", "on", ",", ".", "") and (
                _nominal(tokens, at + 1) or _object_follows(tokens, at + 1)
            )
        return False
    if tokens.word[at].forms == ING and not tokens.word[at].verb:
        return (
            token in (",", "")
            or bool(previous & PREPOSITION)
            or following in ("the", "a", "an", "to", "that", "its", "his")
        )
    return True


def _is_present(tokens: Tokens, at: int, before: int, previous: int, token: str, found: list[Verb]) -> bool:
    """Whether a base or "-s" form is the finite verb of its clause."""
    word = tokens.word[at]
    forms = word.forms
    if token in ("'s", "'") or (previous & (DETERMINER | POSSESSIVE | BE) and token not in STAND_ALONE):
        return False
    if before < 0 or (previous & PREPOSITION and token not in ("that", "as", "than")):
        return False
    if found and found[-1].finite and _one_clause(tokens, found[-1].end, at):
        return False
    if word.flags & ROLE and not forms & PAST:
        return False
    named = tokens.named[before] or bool(previous & PRONOUN) or token in SUBJECT_PRONOUNS
    many = bool(tokens.word[before].flags & PLURAL) or (bool(previous & ROLE) and token.endswith(MANY))
    if forms & (PAST | PARTICIPLE) and forms & BASE:
        # put, set, cut, hit, read
        return named or many or bool(previous & CONJUNCTION)
    if forms & THIRD:
        if word.flags & PLANS and at + 1 < len(tokens) and tokens.low[at + 1] == "to":
            return True
        if word.flags & MOSTLY_NOUN or word.noun:
            return named and _object_follows(tokens, at + 1) and token not in ("i", "you", "we", "they")
        return named or not previous & (CONJUNCTION | PREPOSITION)
    plural = many or token in PLURAL_PRONOUNS or (token.endswith("s") and not previous and not tokens.named[before])
    if word.flags & MOSTLY_NOUN or word.noun:
        return (token in PLURAL_PRONOUNS or many) and _object_follows(tokens, at + 1)
    return plural or (bool(previous & CONJUNCTION) and bool(found) and found[-1].tense not in ("past", "part", "ing"))


def _object_follows(tokens: Tokens, at: int) -> bool:
    """Whether what follows could be the object of a verb: a determiner, a preposition, a name, a number."""
    if at >= len(tokens):
        return False
    opens = DETERMINER | PREPOSITION | PRONOUN | SUBORDINATOR | ADVERB
    return bool(tokens.word[at].flags & opens) or tokens.text[at][0].isupper() or tokens.text[at][0].isdigit()


STAND_ALONE = frozenset({"that", "this", "these", "who", "all", "both", "each"})
MANY = ("s", "men", "people", "police", "troops", "youth")
"""Endings of the nouns for people that stand with a plural verb."""


def _opens(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` opens a clause."""
    return bool(tokens.word[at].flags & (SUBORDINATOR | CONJUNCTION))


def _nominal(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` goes on a noun phrase: a noun, a name or an adjective, no word of grammar, no stop."""
    if at >= len(tokens):
        return False
    word, low = tokens.word[at], tokens.low[at]
    if not low[0].isalpha():
        return False
    if word.flags & (DETERMINER | PREPOSITION | SUBORDINATOR | CONJUNCTION | PRONOUN | AUXILIARY | ADVERB):
        return False
    return not (word.forms & (PAST | PARTICIPLE | ING) and not word.noun)


def _plain(tokens: Tokens, lexicon: Lexicon, at: int) -> Verb:
    forms = tokens.word[at].forms
    before = tokens.low[at - 1] if at else ""
    if before == "to" and forms & BASE:
        tense = "base"
    elif forms & ING:
        tense = "ing"
    elif forms & PAST:
        tense = "past"
    elif forms & PARTICIPLE:
        tense = "part"
    else:
        tense = "present"
    start = at
    while (
        start
        and tokens.word[start - 1].flags & ADVERB
        and tokens.low[start - 1] not in ("here", "there", "then", "now")
    ):
        start -= 1
    if tense == "base":
        start = at - 1
        while start and tokens.word[start - 1].flags & ADVERB:
            start -= 1
    verb = _made(tokens, lexicon, start, at, tense)
    verb.negative = any(tokens.low[k] in ("not", "never") for k in range(max(0, start - 1), at))
    return verb


def _made(tokens: Tokens, lexicon: Lexicon, start: int, head: int, tense: str) -> Verb:
    word = tokens.word[head]
    lemma = word.verb or (
        "be" if word.flags & BE else "have" if word.flags & HAVE else "do" if word.flags & DO else tokens.low[head]
    )
    verb = Verb(start, head, head + 1, lemma, word.verb_meaning, tense, does=lexicon.does.get(lemma, frozenset()))
    phrase = phrase_at(tokens, lexicon, lemma, head)
    if phrase is None and head > start and tokens.word[head - 1].flags & BE:
        phrase = phrase_at(tokens, lexicon, "be", head - 1)
        phrase = (max(phrase[0], head + 1), phrase[1]) if phrase else None
    if phrase is None:
        paired = pair_at(tokens, lexicon, lemma, head)
        phrase = (head + 1, paired) if paired else None
    if phrase:
        verb.end, verb.meaning = phrase
        verb.phrase = True
        if verb.meaning.does:
            verb.does = verb.does | {verb.meaning.does}
    return verb


# ---- participles -----------------------------------------------------------------------------------------------------


def _settle_participles(tokens: Tokens, found: list[Verb]) -> None:
    """A bare "-ed" form is a participle where its clause has another finite verb ("the bill passed by ... says")."""
    for index, verb in enumerate(found):
        if verb.tense != "past" or tokens.word[verb.start].flags & AUXILIARY:
            continue
        if tokens.word[verb.head].forms & PARTICIPLE and _is_participle(tokens, found, index):
            verb.tense, verb.passive = "part", True


def _is_participle(tokens: Tokens, found: list[Verb], index: int) -> bool:
    verb = found[index]
    before = tokens.low[verb.start - 1] if verb.start else ""
    host = tokens.word[verb.start - 1].flags if verb.start else 0
    if host & (CONJUNCTION | PRONOUN | RELATIVE):
        return False
    agent = verb.end < len(tokens) and tokens.low[verb.end] == "by"
    if agent and not (verb.end + 1 < len(tokens) and tokens.word[verb.end + 1].forms & ING):
        return True
    if index and before == "," and "report" not in verb.does:
        return found[index - 1].link not in ("relative", "when", "if", "ing", "part") and not _serial(tokens, verb)
    if index and before != ",":
        previous = found[index - 1]
        clear = _one_clause(tokens, previous.end, verb.start)
        if clear and previous.lemma == "be" and verb.start > previous.end + 1:
            return True
        if clear and previous.finite and not previous.does & COMPLETES and previous.lemma != "be":
            return True
    if index + 1 < len(found) and not verb.does and not tokens.text[verb.start - 1][0].isupper():
        following = found[index + 1]
        if following.finite and _one_clause(tokens, verb.end, following.start):
            return following.tense != "past" or bool(tokens.word[following.start].flags & AUXILIARY)
    return False


def _serial(tokens: Tokens, verb: Verb) -> bool:
    """Whether a verb after a comma is one of a row: "came, seized and held"."""
    rest = range(verb.end, min(len(tokens), verb.end + 8))
    return any(tokens.low[k] in ("and", "or") and k + 1 < len(tokens) and tokens.word[k + 1].forms & PAST for k in rest)


def _one_clause(tokens: Tokens, start: int, end: int) -> bool:
    return not any(tokens.low[k] in STOPS or _opens(tokens, k) for k in range(start, end))


# ---- clauses ---------------------------------------------------------------------------------------------------------


def _clauses(tokens: Tokens, found: list[Verb], names: list[bool]) -> None:
    """Give each verb its clause, its governor and how it hangs on it."""
    for index, verb in enumerate(found):
        if index == 0:
            _first_link(tokens, verb)
            continue
        _hang(tokens, found, index, names)
        found[index - 1].right = verb.left
    if found:
        found[-1].right = len(tokens)


def _first_link(tokens: Tokens, verb: Verb) -> None:
    low = tokens.low[0] if len(tokens) else ""
    who = next((k for k in range(1, verb.start) if tokens.low[k] in ("who", "which", "whose", "whom")), 0)
    if who and verb.finite:
        verb.left, verb.link = who, "relative"
        return
    if verb.finite and "," in tokens.low[: verb.start]:
        return
    if low in ("if", "unless"):
        verb.link = "if"
    elif low in OPENING and verb.finite:
        verb.link = "when"
    elif verb.tense in ("base", "ing", "part"):
        verb.link = {"base": "to"}.get(verb.tense, verb.tense)


OPENING = frozenset(
    {"when", "while", "after", "before", "since", "as", "although", "though", "because", "once", "until"}
)


def _hang(tokens: Tokens, found: list[Verb], index: int, names: list[bool]) -> None:
    """Find where the clause of a verb begins after the one before, and what it hangs on."""
    verb, previous = found[index], found[index - 1]
    low, begin, stop = tokens.low, previous.end, verb.start
    if not verb.finite:
        verb.left = stop if verb.tense == "base" else _nonfinite_start(tokens, begin, stop)
        verb.link, verb.governor = {"base": "to"}.get(verb.tense, verb.tense), index - 1
        if verb.tense != "base" and index > 1 and verb.left > begin and low[verb.left - 1] == ",":
            verb.governor = _last_finite(found, index)
        return
    opener = _opener(tokens, previous, begin, stop)
    if opener >= 0:
        verb.left, verb.link = opener, _subordinate(low[opener], previous)
        verb.governor = index - 1
        return
    closing = next((k for k in range(stop - 1, begin - 1, -1) if low[k] in HARD_STOPS or low[k] in CLOSING), -1)
    if closing >= 0 and (low[closing] in HARD_STOPS or "report" in verb.does):
        verb.left, verb.link = closing, "main"
        return
    joined = _conjunction(tokens, previous, begin, stop, names)
    if joined >= 0:
        verb.left, verb.link, verb.governor = joined, "and", _coordinate(found, index)
        return
    comma = next((k for k in range(stop - 1, begin - 1, -1) if low[k] == ","), -1)
    if comma >= 0:
        _after_comma(tokens, found, index, comma, names)
        return
    if not previous.finite and not previous.does & COMPLETES:
        _resume(tokens, found, index)
        return
    verb.left = _subject_start(tokens, begin, stop, names)
    verb.link, verb.governor = ("said" if previous.does else "relative"), index - 1


CLOSING = frozenset({"”", '"', "’"})


def _after_comma(tokens: Tokens, found: list[Verb], index: int, comma: int, names: list[bool]) -> None:
    """A finite verb after a comma: what is said, the main clause after an opening one, or one more clause."""
    verb, previous = found[index], found[index - 1]
    speaks = "report" in previous.does and "report" not in verb.does
    if speaks and _plain_stretch(tokens, previous.end, comma) and comma - previous.end <= 6:
        verb.left, verb.link, verb.governor = comma, "said", index - 1
        return
    root = next(
        (k for k in range(index - 1, -1, -1) if found[k].link in ("when", "if", "main") and found[k].finite), None
    )
    if root is not None and found[root].link in ("when", "if") and found[root].left == 0:
        verb.left, verb.link = comma, "main"
        found[root].governor = index
        return
    start = _subject_start(tokens, previous.end, verb.start, names)
    if not verb.does & {"report"} and start < comma and not previous.finite:
        _resume(tokens, found, index)
        return
    verb.left, verb.link, verb.governor = comma, "main" if "report" in verb.does else "and", None
    if verb.link == "and":
        verb.governor = _coordinate(found, index)


def _plain_stretch(tokens: Tokens, start: int, end: int) -> bool:
    """Nothing but a date, a hearer or a place: no second comma."""
    return not any(tokens.low[k] in STOPS for k in range(start, end))


def _resume(tokens: Tokens, found: list[Verb], index: int) -> None:
    """The main verb after a subject with a clause of its own in it ("the vote to impose sanctions showed ...")."""
    verb = found[index]
    root = index - 1
    while root > 0 and not found[root].finite and found[root].governor == root - 1 and not found[root - 1].finite:
        root -= 1
    verb.left = verb.start
    verb.subject = (found[root - 1].end if root else 0, found[root].start)
    if root and found[root - 1].does & COMPLETES:
        verb.link, verb.governor = "said", root - 1
    else:
        verb.link, verb.governor = "main", None
    if found[root].governor is not None and found[root].link != "to":
        found[root].governor = index


def _last_finite(found: list[Verb], index: int) -> int:
    return next((k for k in range(index - 1, -1, -1) if found[k].finite), index - 1)


def _opener(tokens: Tokens, previous: Verb, begin: int, stop: int) -> int:
    """Index of the word that opens the clause ("that", "who", "when"), or -1."""
    low, word = tokens.low, tokens.word
    best = -1
    for index in range(begin, stop):
        flags = word[index].flags
        if not flags & SUBORDINATOR:
            continue
        if flags & PREPOSITION and not _clause_follows(tokens, index, stop):
            continue
        if low[index] == "that" and index > begin + 3 and not previous.does & COMPLETES and _nominal(tokens, index + 1):
            continue
        best = index
        if low[index] != "as":
            return index
    return best


def _conjunction(tokens: Tokens, previous: Verb, begin: int, stop: int, names: list[bool]) -> int:
    """Index where a coordinated clause begins, or -1. "and" between two names joins names."""
    low, word = tokens.low, tokens.word
    for index in range(stop - 1, begin - 1, -1):
        if not word[index].flags & CONJUNCTION or low[index] == "&":
            continue
        if _one_subject(tokens, previous, begin, index, stop, names):
            return -1
        if index == stop - 1 or low[index - 1] in (",", "”", '"') or _subject_between(tokens, index + 1, stop):
            return index - 1 if index > begin and low[index - 1] == "," else index
    return -1


def _one_subject(tokens: Tokens, previous: Verb, begin: int, at: int, stop: int, names: list[bool]) -> bool:
    """Whether the conjunction at `at` joins two subjects of the next verb: "said he and Lavrov talked"."""
    if not previous.does & COMPLETES or at == stop - 1:
        return False
    left = [k for k in range(begin, at) if not (tokens.word[k].flags & (ADVERB | DETERMINER))]
    return bool(left) and all(names[k] or tokens.word[k].flags & PRONOUN for k in left) and names[at + 1]


def _clause_follows(tokens: Tokens, at: int, stop: int) -> bool:
    """After "after", "since" and the like, preposition and subordinator alike: whether a clause follows."""
    if at + 1 < len(tokens) and tokens.dated[at + 1]:
        return False
    if any(tokens.low[index] in STOPS for index in range(at + 1, stop)):
        return False
    return tokens.low[at] in ("as", "that", "than") or stop - at <= 8


def _subordinate(token: str, previous: Verb) -> str:
    if token in ("if", "unless", "whether"):
        return "if" if token != "whether" else "said"
    if token in ("who", "which", "whom", "whose", "where"):
        return "relative"
    if token in ("that", "what", "why", "how"):
        if previous.does & COMPLETES or token != "that":
            return "said"
        return "relative"
    return "when"


def _nonfinite_start(tokens: Tokens, begin: int, stop: int) -> int:
    index = stop
    while index > begin and tokens.word[index - 1].flags & PREPOSITION:
        index -= 1
    return index


def _subject_between(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether a subject stands between a conjunction and the verb, so that the conjunction joins clauses, not names."""
    words = range(start, stop)
    if any(tokens.low[k] in STOPS or tokens.word[k].flags & PREPOSITION & ~DETERMINER for k in words):
        return False
    return start < stop


def _subject_start(tokens: Tokens, begin: int, stop: int, names: list[bool]) -> int:
    """Where the noun phrase right before a verb begins."""
    index = stop
    while index > begin:
        word, token = tokens.word[index - 1], tokens.low[index - 1]
        if word.flags & PRONOUN:
            return index - 1
        if token in STOPS or (
            word.flags & (PREPOSITION | SUBORDINATOR | CONJUNCTION) & ~DETERMINER and not names[index - 1]
        ):
            if token not in ("of", "and", "to"):
                break
            if token in ("and", "to") and not names[max(0, index - 2)]:
                break
        index -= 1
        if word.flags & DETERMINER and not names[index]:
            break
    return index


def _coordinate(found: list[Verb], index: int) -> int | None:
    """The earlier verb a coordinated one stands beside: of the same form where there is one."""
    verb = found[index]
    for back in range(index - 1, -1, -1):
        other = found[back]
        if other.tense == verb.tense or (other.finite and verb.finite):
            return back
    return index - 1
