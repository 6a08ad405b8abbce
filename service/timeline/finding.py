"""Finding the verbs of a sentence: which words are verbs here, with their auxiliaries, tense and voice."""

from __future__ import annotations

from service.timeline.bare import PEOPLES, governs, is_headline, object_follows
from service.timeline.lexicon import (
    ADVERB,
    AUXILIARY,
    BASE,
    BE,
    CIVILIAN,
    CONJUNCTION,
    DETERMINER,
    DO,
    HAVE,
    ING,
    MEASURE,
    MILITARY,
    MODAL,
    MOSTLY_NOUN,
    NEGATION,
    OCCASION,
    PARTICIPLE,
    PAST,
    PLANS,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    ROLE,
    SUBORDINATOR,
    THIRD,
    Lexicon,
    Word,
)
from service.timeline.phrases import PARTICLES, STOPS, pair_at, phrase_at
from service.timeline.tokens import Tokens
from service.timeline.verb import Verb, nominal, one_clause

NOUNISH = ROLE | MILITARY | CIVILIAN | MOSTLY_NOUN | OCCASION | MEASURE | PLURAL
"""Flags that a noun may have."""
SUBJECT_PRONOUNS = frozenset(
    {"i", "you", "he", "she", "it", "we", "they", "who", "which", "that", "what", "this", "these"}
)
PLURAL_PRONOUNS = frozenset({"i", "you", "we", "they", "who", "which", "that"})
FUTURE = frozenset({"will", "would", "shall", "'ll", "won't", "wouldn't", "wo"})
MUST = frozenset({"must", "should", "ought", "shouldn't", "mustn't"})
CLITIC_HOSTS = frozenset({"he", "she", "it", "that", "there", "here", "who", "what", "where", "how", "this"})
ALONE = frozenset(
    {"neither", "both", "all", "each", "some", "many", "most", "several", "few", "others", "none", "either"}
    | {"one", "two", "three", "four", "five", "six", "hundreds", "thousands", "dozens", "scores", "this", "that"}
)
"""Determiners that also stand alone as a subject."""


def find_verbs(tokens: Tokens, lexicon: Lexicon, names: list[bool]) -> list[Verb]:
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
    """The "'s" of an owner, an age, and May the month."""
    token = tokens.low[at]
    if token == "aged":
        return at + 1 < len(tokens) and tokens.text[at + 1][0].isdigit()
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
        if token == "no" and chain & MODAL and low[index + 1 : index + 2] == ["longer"]:
            negative, index = True, index + 2
            continue
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
        elif token == "going" and chain & BE and _is_to_come(tokens, index):
            modal, chain, index = "will", MODAL, index + 1
        elif forms and chain and not names[index] and _takes(chain, forms, tokens, index, modal):
            head = index
            last = _last_auxiliary(low, word, first, index)
            if last & BE and forms & ING and not forms & PARTICIPLE:
                progressive = True
            elif last & BE and forms & PARTICIPLE:
                passive = True
                progressive = low[index - 1] == "being"
            elif last & HAVE and forms & PARTICIPLE:
                perfect = True
            index += 1
            break
        elif (
            flags & ADVERB
            or (chain and _quoted_participle(tokens, index))
            or (token == "to" and low[index - 1] in ("going", "ought", "used"))
        ):
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
    if first and low[first - 1] == "to" and low[first] == "have":
        tense, perfect = "base", True
    verb = _made(tokens, lexicon, first, head, tense)
    verb.passive, verb.perfect, verb.progressive = passive, perfect, progressive
    verb.negative = negative or any(low[k] in ("not", "never", "n't") for k in range(first, head))
    return verb


def _is_to_come(tokens: Tokens, at: int) -> bool:
    """Whether "going" tells what is to come: "is going to let", not "is going to Peru"."""
    return tokens.low[at + 1 : at + 2] == ["to"] and at + 2 < len(tokens) and bool(tokens.word[at + 2].forms & BASE)


def _quoted_participle(tokens: Tokens, at: int) -> bool:
    """Whether a quotation begins with the participle of the group: "had been “beaten and robbed”"."""
    return tokens.low[at] in ("“", '"') and at + 1 < len(tokens) and bool(tokens.word[at + 1].forms & PARTICIPLE)


def _may_follow(chain: int, flags: int, forms: int) -> bool:
    if not chain:
        return True
    if flags & BE:
        return not chain & DO
    return bool(chain & MODAL and not chain & (BE | HAVE | DO)) and bool(flags & HAVE)


def _last_auxiliary(low: list[str], word: list[Word], first: int, head: int) -> int:
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


def _tense(low: list[str], word: list[Word], first: int, modal: str, chain: int) -> str:
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
    if token == "," and forms & PARTICIPLE and forms & BASE and _set_aside(tokens, at):
        return True
    if forms & (PAST | PARTICIPLE) and not forms & BASE:
        return _is_past(tokens, at, before, previous, token, following)
    if forms == ING:
        return _is_ing(tokens, at, previous, token, following)
    return _is_present(tokens, at, before, previous, token, found)


def _set_aside(tokens: Tokens, at: int) -> bool:
    """Whether a form like "cut" or "hit" is a participle in an aside: "access, cut on Monday, is back"."""
    behind = at + 1
    led = behind < len(tokens) and bool(tokens.word[behind].flags & (PREPOSITION | ADVERB)) and at > 1
    named = led and not tokens.word[behind].flags & DETERMINER and nominal(tokens, at - 2)
    return named and "," in tokens.low[behind : at + 9]


def _is_past(tokens: Tokens, at: int, before: int, previous: int, token: str, following: str) -> bool:
    if (previous & (DETERMINER | POSSESSIVE) and token not in ALONE) or token in ("'s", "'"):
        return False
    noun_next = nominal(tokens, at + 1)
    if before >= 0 and tokens.modifier[before] and noun_next and not tokens.word[at].verb:
        return False  # "an Israeli armoured carrier"
    if noun_next and not tokens.word[at].verb and (token in ALONE or token[:1].isdigit()):
        return False  # "three armoured divisions"
    opened = previous & (CONJUNCTION | SUBORDINATOR) and token not in SUBJECT_PRONOUNS
    if opened and noun_next and not tokens.word[at].verb:
        return False
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
        "aboard",
        "inside",
        "outside",
        "around",
        "nearby",
    ):
        return False
    if previous & PREPOSITION and noun_next and token not in ("that",):
        return False
    if before < 0 and noun_next:
        return False
    if tokens.word[at].forms & PAST:
        return True
    return not (noun_next and token not in (",",))


def _is_ing(tokens: Tokens, at: int, previous: int, token: str, following: str) -> bool:
    known = tokens.word[at]
    if previous & (DETERMINER | POSSESSIVE) or token in ("'s", "'"):
        return False
    if token in ORDINALS and at > 1 and tokens.word[at - 2].flags & (DETERMINER | POSSESSIVE):
        return False  # "its third reading"
    if known.noun:
        led = tokens.word[at - 1] if at else known
        if led.verb in CATENATIVE and led.forms and (nominal(tokens, at + 1) or object_follows(tokens, at + 1)):
            return True
        if previous & PREPOSITION or token in (",", "and", ""):
            return following not in NOT_OBJECTS and (nominal(tokens, at + 1) or object_follows(tokens, at + 1))
        return False
    if tokens.word[at].forms == ING and not tokens.word[at].verb:
        return (
            token in (",", "")
            or bool(previous & PREPOSITION)
            or following in ("the", "a", "an", "to", "that", "its", "his")
        )
    return True


NOT_OBJECTS = frozenset(
    {"of", "between", "in", "on", ",", ".", "", "against", "over", "near", "around", "across", "outside", "among"}
)
"""What behind a word in "-ing" that is a noun as well leaves it a noun: "Rioting against traders spread"."""
CATENATIVE = frozenset(
    {"deny", "admit", "stop", "start", "begin", "keep", "continue", "resume", "avoid", "consider", "risk", "finish"}
    | {"cease", "delay", "suggest"}
)
"""Verbs another verb in "-ing" goes on from: "denied shelling the port"."""


def _is_present(tokens: Tokens, at: int, before: int, previous: int, token: str, found: list[Verb]) -> bool:
    """Whether a base or "-s" form is the finite verb of its clause."""
    word = tokens.word[at]
    forms = word.forms
    if word.flags & ADVERB and at + 1 < len(tokens) and tokens.word[at + 1].forms & PAST:
        return False  # "last went to war"
    if tokens.low[at] == "back" and at + 1 < len(tokens) and tokens.word[at + 1].flags & PREPOSITION:
        return False  # "to bring both sides back to the table"
    if token in PUT_ASIDE and word.flags & ADVERB and tokens.low[at] in PARTICLES and found:
        return False  # "turned that down a day later"
    if token in ("'s", "'") or (previous & (DETERMINER | POSSESSIVE | BE) and token not in STAND_ALONE):
        return False
    if before < 0 or (previous & PREPOSITION and token not in ("that", "as", "than")):
        return False
    if found and found[-1].finite and one_clause(tokens, found[-1].end, at):
        return False
    if word.flags & ROLE and not forms & PAST and tokens.low[at + 1 : at + 2] != ["that"]:
        return False
    if tokens.modifier[before] or token[0].isdigit():
        return False
    named = tokens.named[before] or bool(previous & PRONOUN) or token in SUBJECT_PRONOUNS
    listed = token == "," and bool(found) and is_headline(tokens) and found[-1].tense == "present"
    says = "report" in _does(word)
    if token in STOPS and not listed and not (says or (token == "," and object_follows(tokens, at + 1))):
        return False
    many = bool(tokens.word[before].flags & PLURAL) or (bool(previous & ROLE) and token.endswith(MANY))
    if forms & BASE and not forms & PAST and is_headline(tokens):
        row = token == "," and bool(found) and found[-1].tense == "present" and found[-1].finite
        several = named and before > 1 and tokens.low[before - 1] == "," and tokens.named[before - 2]
        if (row or several or many or (named and token.endswith(PEOPLES))) and governs(tokens, at):
            return True
    if forms & (PAST | PARTICIPLE) and forms & BASE:
        # put, set, cut, hit, read
        plain = token.endswith("s") and not previous & ~NOUNISH and object_follows(tokens, at + 1)
        told = not found and bool(tokens.word[before].noun_meaning) and _strikes(tokens, at + 1)
        return named or many or plain or told or bool(previous & (CONJUNCTION | ROLE))
    if forms & THIRD:
        if word.flags & PLANS and at + 1 < len(tokens) and tokens.low[at + 1] == "to":
            return True
        if word.flags & MOSTLY_NOUN or word.noun:
            named = named or (token == "," and _closes_relative(tokens, before))
            return named and object_follows(tokens, at + 1) and token not in ("i", "you", "we", "they")
        return named or not previous & (CONJUNCTION | PREPOSITION)
    plural = many or token in PLURAL_PRONOUNS or (token.endswith("s") and not previous and not tokens.named[before])
    meaning = word.verb_meaning
    if meaning is not None and meaning.does == "refuse" and at + 1 < len(tokens) and tokens.low[at + 1] == "to":
        return True
    if word.flags & MOSTLY_NOUN or word.noun:
        if token in PLURAL_PRONOUNS or many:
            return object_follows(tokens, at + 1)
        return plural and at + 1 < len(tokens) and bool(tokens.word[at + 1].flags & (DETERMINER | PRONOUN))
    return plural or (bool(previous & CONJUNCTION) and bool(found) and found[-1].tense not in ("past", "part", "ing"))


def _closes_relative(tokens: Tokens, comma: int) -> bool:
    """Whether a comma closes what only describes the subject: "Ada Brandt, who met the king, leaves for Oslo"."""
    opening = next((k for k in range(comma - 1, 0, -1) if tokens.low[k] == ","), None)
    return opening is not None and tokens.low[opening + 1] in ("who", "which")


def _does(word: Word) -> frozenset[str]:
    meaning = word.verb_meaning
    return frozenset({meaning.does}) if meaning is not None and meaning.does else frozenset()


ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "final", "next", "new", "latest"})
PUT_ASIDE = frozenset({"it", "that", "this", "them", "him", "her"})
"""Objects that stand between a verb and its particle."""


def _strikes(tokens: Tokens, at: int) -> bool:
    """Whether what follows "shut" or "hit" behind a noun makes a verb of it: "a strike shut the port"."""
    if at + 1 >= len(tokens):
        return False
    object_ = bool(tokens.word[at].flags & DETERMINER) or tokens.text[at][0].isupper() or tokens.text[at][0].isdigit()
    return object_ or (tokens.low[at] in ("down", "off", "up") and tokens.low[at + 1] not in STOPS)


STAND_ALONE = frozenset({"that", "this", "these", "who", "all", "both", "each"})
MANY = ("s", "men", "people", "police", "troops", "youth")
"""Endings of the nouns for people that stand with a plural verb."""


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


def _is_talk(word: Word) -> bool:
    return word.noun_meaning is not None and word.noun_meaning.kind == "consult"


def _made(tokens: Tokens, lexicon: Lexicon, start: int, head: int, tense: str) -> Verb:
    word = tokens.word[head]
    lemma = word.verb or (
        "be" if word.flags & BE else "have" if word.flags & HAVE else "do" if word.flags & DO else tokens.low[head]
    )
    verb = Verb(start, head, head + 1, lemma, word.verb_meaning, tense, does=lexicon.does.get(lemma, frozenset()))
    if lemma == "end" and not any(_is_talk(tokens.word[at]) for at in range(max(0, start - 14), start)):
        verb.does -= {"light"}  # talks that end were held; a war or a ban that ends is over
    phrase = phrase_at(tokens, lexicon, lemma, head)
    if phrase is None and head > start and tokens.word[head - 1].flags & BE:
        phrase = phrase_at(tokens, lexicon, "be", head - 1)
        phrase = (max(phrase[0], head + 1), phrase[1]) if phrase else None
    if phrase is None and lemma == "be" and tokens.low[head + 1 : head + 2] == ["not"]:
        phrase = phrase_at(tokens, lexicon, lemma, head + 1)  # "is not willing to"
    if phrase is None:
        paired = pair_at(tokens, lexicon, lemma, head)
        phrase = (head + 1, paired) if paired else None
    if phrase:
        verb.end, verb.meaning = phrase
        verb.phrase = True
        if verb.meaning.does:
            verb.does = verb.does | {verb.meaning.does}
    return verb
