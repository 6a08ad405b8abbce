"""Word lists and set phrases that name no happening, asked for by name: what each is for stands in
`data/wordlists.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from service.timeline.inflect import plurals
from service.timeline.lexicon import lexicon, read_data

Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""Set phrases by their first word: the words behind it."""


@cache
def _tables() -> dict[str, dict[str, str]]:
    return read_data("wordlists.toml")


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list; "@talks" in it stands for a class of the lexicon, in singular and plural.

    >>> "truce" in words("talks"), "pay" in words("grievances")
    (True, True)
    """
    out: set[str] = set()
    for word in _tables()["words"][name].split():
        members = lexicon().classes[word[1:]] if word[0] == "@" else ()
        out.update(members or (word,), *map(plurals, members))
    return frozenset(out)


@cache
def beginnings(name: str) -> tuple[str, ...]:
    """How the words of a list begin, as `str.startswith` takes them.

    >>> "demonstrators".startswith(beginnings("crowds"))
    True
    """
    return tuple(_tables()["beginnings"][name].split())


@cache
def phrases(name: str) -> Phrases:
    """The set phrases of a list."""
    out: Phrases = {}
    for phrase in _tables()["phrases"][name].split(","):
        first, *rest = phrase.split()
        out[first] = (*out.get(first, ()), tuple(rest))
    return out


def says(low: Sequence[str], name: str) -> bool:
    """Whether one of the set phrases of a list stands among words.

    >>> says("that is out of the question".split(), "refusals")
    True
    """
    said = phrases(name)
    return any(
        tuple(low[at + 1 : at + 1 + len(rest)]) == rest
        for at, word in enumerate(low)
        if word in said
        for rest in said[word]
    )
