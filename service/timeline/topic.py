"""What an article is about: the names it keeps naming, by which two articles are seen to tell one story."""

from __future__ import annotations

import re
from collections import Counter

from service.text import fold
from service.timeline.wording import rarity, stem

NAMES = 8
"""Names kept of an article, the most named first."""
TELLING = 5
"""Rarity from which a name says what an article is about: news of any topic names Mr, Monday and America."""
AT_LEAST = 2
"""How often an article names what it is about ..."""
TOP = 400
"""... but once is enough in its title or this near its top."""
IN_COMMON = 2
"""Names two articles on one story have in common at least ..."""
SHARE = 4
"""... and one in so many of those the poorer is about."""
LETTERS = 5
"""Letters of a name that are looked at: Eritrea's and an Eritrean's are one name."""
MONTHS = frozenset(
    stem(month)
    for month in (
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    )
)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OPENS = re.compile(r"(?:^|[.!?:;\n\"“”‘(\[—–-])\s*$")


def topic(text: str, title: str | None = None) -> tuple[str, ...]:
    """How the telling names of an article begin, the most named first.

    >>> topic("In Oruro the Lanza family asked for help. Nobody in Oruro answered Rosa Lanza of Bolivia.")
    ('oruro', 'lanza', 'rosa', 'boliv')
    """
    counts: Counter[str] = Counter()
    named: dict[str, None] = {}
    for whole, top in ((title or "", TOP), (text, TOP)):
        for found in _WORD.finditer(whole):
            word = found.group()
            if len(word) < 3:
                continue
            root = stem(fold(word))
            if root in MONTHS:
                continue
            if not word[0].isupper():
                counts[root] -= 1
                continue
            counts[root] += 1
            if not _OPENS.search(whole[max(0, found.start() - 3) : found.start()]) and (
                whole is title or found.start() < top or counts[root] >= AT_LEAST
            ):
                named[root] = None
    telling = [root for root in named if rarity(root) >= TELLING and counts[root] > 0]
    ranked = sorted(telling, key=lambda root: -counts[root])
    return tuple(dict.fromkeys(root[:LETTERS] for root in ranked))[:NAMES]


def one_story(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two articles that are about these names tell one story."""
    return SHARE * len(some & others) >= max(SHARE * IN_COMMON, min(len(some), len(others)))
