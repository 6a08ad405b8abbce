"""Which kind the words of a sentence lean to together, where none of its verbs names one.

"The last of the garrison filed aboard the ferry" has no word for a retreat; what it has are words that stand in
sentences of retreats more often than in others. Their weights come from the tables of sentences written for this
project (`build_signs.py`); only a sentence that leans clearly is told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache

from service.timeline.lexicon import read_data

LEAST = 3.0
"""From this sum on the words of a sentence name a kind: logarithms of how much more often they stand there."""
AHEAD = 0.7
"""By how much that kind must lead the next one."""
FEWEST = 3
"""Words of it at least that lean to it each."""
NOTHING = "none"
"""The kind of what has none: sport, markets, weather, accidents."""
SMOOTHING = 0.3
SMOOTHED = 6.0
"""What a word and a kind are taken to have been seen beside what was seen, so that little makes no weight of one."""
COMMON = 2.0
"""How much sooner a sentence is of no kind than of any one."""
ENDINGS = ("ingly", "edly", "ings", "ing", "ied", "ies", "ers", "er", "ed", "es", "s", "ly", "e")
SHORTEST = 3
"""Letters that stand before an ending."""
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")


def stem(word: str) -> str:
    """A word without its ending, in lower case: "shelled" and "shells" are one sign, "shelling" and "sheller" too.

    More is cut than linking cuts (`wording.stem`): who does it and how it is done are signs of it as well.

    >>> stem("shelled"), stem("shells"), stem("Convoy's")
    ('shell', 'shell', 'convoy')
    """
    word = re.sub(r"['’]s$", "", word.lower())
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word


@cache
def _table() -> tuple[dict[str, int], dict[str, dict[str, float]]]:
    """How many sentences of each kind there are, and in how many of them each word stands."""
    found = read_data("signs.json")
    return found["sentences"], found["words"]


@cache
def weights(word: str) -> dict[str, float]:
    """How much a word leans to each kind: the logarithm of how much more often it stands there than in any sentence."""
    sentences, words = _table()
    inside = words.get(word)
    if inside is None:
        return {}
    everywhere = sum(inside.values()) + SMOOTHING * len(sentences)
    expected = everywhere / (sum(sentences.values()) + SMOOTHED * len(sentences))
    return {
        kind: math.log((inside.get(kind, 0) + SMOOTHING) / (count + SMOOTHED) / expected)
        for kind, count in sentences.items()
    }


def leaning(words: Iterable[str]) -> str | None:
    """The kind that words lean to clearly, or None."""
    sums: dict[str, float] = {NOTHING: COMMON}
    signs: dict[str, int] = {}
    for word in sorted({stem(word) for word in words}):
        for kind, weight in weights(word).items():
            sums[kind] = sums.get(kind, 0.0) + weight
            signs[kind] = signs.get(kind, 0) + (weight > AHEAD)
    ranked = sorted(sums, key=lambda kind: (-sums[kind], kind))
    if len(ranked) < 2 or ranked[0] == NOTHING:
        return None
    best, next_ = ranked[0], ranked[1]
    clear = sums[best] >= LEAST and sums[best] - sums[next_] >= AHEAD
    return best if clear and signs[best] >= FEWEST else None
