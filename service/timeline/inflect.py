"""The forms English verbs and nouns take, by rule; what no rule gives stands in `data/irregular.toml`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from service import packaged

VOWELS = frozenset("aeiou")
HISSING = ("s", "x", "z", "ch", "sh")
ENDS_COMPOUNDS = frozenset({"man", "woman", "child", "crisis", "analysis", "aircraft"})
PREFIXES = ("counter", "under", "over", "with", "fore", "for", "mis", "out", "re", "un")
"""A verb made of one of these and an irregular verb bends like that verb: "overthrow", "withdraw", "undergo"."""
REGULAR_ALL_THE_SAME = frozenset({"welcome", "relay", "overlay", "understate", "unfit", "refit", "outfit"})
"""Verbs that look like one of those and bend by the rule."""


class VerbForms(NamedTuple):
    """Every form of one verb; past and participle may have two good spellings."""

    base: str
    third: str
    past: tuple[str, ...]
    participle: tuple[str, ...]
    ing: tuple[str, ...]


class _Tables(NamedTuple):
    verbs: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    nouns: dict[str, tuple[str, ...]]
    double: frozenset[str]
    both: frozenset[str]


@cache
def _tables() -> _Tables:
    raw = packaged.table("service.timeline", "data/irregular.toml")
    verbs = {}
    for line in raw["verbs"].split("\n"):
        if line:
            base, past, participle = line.split()
            verbs[base] = (tuple(past.split("/")), tuple(participle.split("/")))
    nouns = {line.split()[0]: tuple(line.split()[1].split("/")) for line in raw["nouns"].split("\n") if line}
    return _Tables(verbs, nouns, frozenset(raw["double"].split()), frozenset(raw["both"].split()))


def conjugate(verb: str) -> VerbForms:
    """All forms of `verb`, given in its base form.

    >>> conjugate("withdraw").past, conjugate("expel").past, conjugate("travel").ing
    (('withdrew',), ('expelled',), ('travelling', 'traveling'))
    """
    irregular = _irregular(verb)
    regular = _ed(verb)
    past, participle = irregular or (regular, regular)
    return VerbForms(verb, _s(verb), past, participle, _ing(verb))


def plurals(noun: str) -> tuple[str, ...]:
    """The plural spellings of `noun`; of a compound with a hyphen its last part bends.

    >>> plurals("policy"), plurals("by-election"), plurals("crisis")
    (('policies',), ('by-elections',), ('crises',))
    """
    known = _tables().nouns
    if noun in known:
        return known[noun]
    for irregular, forms in known.items():
        if irregular in ENDS_COMPOUNDS and noun.endswith(irregular):
            return tuple(noun[: -len(irregular)] + form for form in forms)
    return (_s(noun),)


def _irregular(verb: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    known = _tables().verbs
    if verb in known:
        return known[verb]
    if verb in REGULAR_ALL_THE_SAME:
        return None
    for prefix in PREFIXES:
        if verb.startswith(prefix):
            rest = verb[len(prefix) :].lstrip("-")
            if rest in known and (len(rest) > 2 or rest in ("go", "do")):
                lead = verb[: len(verb) - len(rest)]
                past, participle = known[rest]
                return tuple(lead + form for form in past), tuple(lead + form for form in participle)
    return None


def _s(word: str) -> str:
    if word.endswith(HISSING):
        return word + "es"
    if word.endswith("y") and len(word) > 1 and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    if word.endswith(("go", "do", "veto", "echo", "hero")):
        return word + "es"
    return word + "s"


def _stems(verb: str) -> tuple[str, ...]:
    """What "-ed" and "-ing" are put on: the last letter doubled, single, or either."""
    if verb in _tables().both:
        return (verb + verb[-1], verb)
    last = _last_verb(verb)
    if verb in _tables().double or (_is_short(last) and last[-1] not in "wxy"):
        return (verb + verb[-1],)
    return (verb,)


def _last_verb(verb: str) -> str:
    """The irregular verb a prefix stands before ("set" of "reset"), else the verb itself."""
    for prefix in PREFIXES:
        rest = verb[len(prefix) :]
        if verb.startswith(prefix) and len(rest) > 2 and rest in _tables().verbs:
            return rest
    return verb


def _is_short(verb: str) -> bool:
    """One syllable, ending in one vowel and one consonant ("ban", "stop", "quit")."""
    if len(verb) < 2 or verb[-1] in VOWELS or verb[-2] not in VOWELS:
        return False
    before = verb[:-2]
    if before.endswith("qu"):
        return True
    return not any(letter in VOWELS or letter == "y" for letter in before)


def _ed(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (verb + "d",)
    if verb.endswith("y") and len(verb) > 1 and verb[-2] not in VOWELS:
        return (verb[:-1] + "ied",)
    if verb.endswith("ic"):
        return (verb + "ked",)
    return tuple(stem + "ed" for stem in _stems(verb))


def _ing(verb: str) -> tuple[str, ...]:
    if verb.endswith("ie"):
        return (verb[:-2] + "ying",)
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb not in ("be", "singe"):
        return (verb[:-1] + "ing",)
    if verb.endswith("ic"):
        return (verb + "king",)
    return tuple(stem + "ing" for stem in _stems(verb))
