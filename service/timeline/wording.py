"""Words as linking compares them: stems, how common each is, and which sort of happening it tells of.

The tables are data beside this module: `common_words.json` (how often a word stands in news of any topic, counted over
the learning texts, topics weighing alike) and `families.toml`. Nothing here depends on what a store holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from service import packaged

RAREST = 8
"""Weight of a word the tables do not know; a word in nearly every article weighs 0. In bits of surprise, rounded."""

_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The folded word without its commonest endings: enough for a plural to meet its singular.

    >>> [stem(w) for w in ("sanctions", "meetings", "agreed", "cities", "crisis")]
    ['sanction', 'meet', 'agre', 'citi', 'crisis']
    """
    base = word[:-2] if word.endswith(("'s", "’s")) else word
    if len(base) > 4 and base.endswith("ies"):
        base = base[:-3] + "y"
    elif len(base) > 4 and base.endswith(("sses", "shes", "ches", "xes", "zes")):
        base = base[:-2]
    elif len(base) > 3 and base.endswith("s") and not base.endswith(("ss", "us", "is")):
        base = base[:-1]
    base = _without_verb_ending(base)
    if len(base) > 4 and base.endswith("e"):
        base = base[:-1]
    return base[:-1] + "i" if len(base) > 3 and base.endswith("y") else base


def _without_verb_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and _VOWELS & set(rest):
            return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
    return word


@cache
def _levels() -> Mapping[str, int]:
    table = packaged.table("service.timeline", "common_words.json")
    return {word: int(level) for level, words in table.items() for word in words.split()}


def rarity(stemmed: str) -> int:
    """How telling a stem is, 0 (in nearly every article) to RAREST.

    >>> rarity("the"), rarity("said") < rarity("sanction"), rarity("norlandic") == RAREST
    (0, True, True)
    """
    return _levels().get(stemmed, RAREST)


@cache
def _phrases() -> Mapping[str, tuple[tuple[frozenset[str], str], ...]]:
    table = packaged.table("service.timeline", "families.toml")
    found: dict[str, tuple[tuple[frozenset[str], str], ...]] = {}
    for name, phrases in table["phrases"].items():
        for phrase in phrases.split("|"):
            verb, *behind = phrase.split()
            found[verb] = (*found.get(verb, ()), (frozenset(behind), name))
    return found


def family_of_phrase(lemma: str, behind: Sequence[str]) -> str | None:
    """The sort of happening a verb tells of with the words behind it; "" where it leaves that to a noun.

    >>> family_of_phrase("let", ["the", "women", "go"]), family_of_phrase("call", ["off"])
    ('release', '')
    """
    return next((name for words, name in _phrases().get(lemma, ()) if not words.isdisjoint(behind)), None)


@cache
def _families() -> tuple[Mapping[str, str], Mapping[str, str]]:
    table = packaged.table("service.timeline", "families.toml")
    of_word: dict[str, str] = {}
    for family, words in table["families"].items():
        for word in words.split():
            of_word.setdefault(word, family)
            of_word.setdefault(stem(word), family)
    circle_of = {family: name for name, members in table["circles"].items() for family in members.split()}
    return of_word, circle_of


def family(word: str) -> str | None:
    """The sort of happening a word (lemma or stem) tells of, or None.

    >>> family("talks"), family("expulsion"), family("table")
    ('talk', 'expel', None)
    """
    table = _families()[0]
    return table.get(word) or table.get(stem(word))


def circle(name: str) -> str:
    """The wider circle of a family: families one writer may use for what another tells in a neighbouring one.

    >>> circle("talk") == circle("meet"), circle("quake")
    (True, 'quake')
    """
    return _families()[1].get(name, name)
