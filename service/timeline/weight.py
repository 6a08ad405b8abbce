"""How much an event weighs: a whole number from its evidence alone."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from service.timeline.model import Mention, Sources

PER_DOUBLING_OF_SOURCES = 10
PER_DOUBLING_OF_DAYS = 5
IN_TITLE = 6
AT_TOP = 4
TOP_SENTENCES = 3
OF_KIND = 4
STATEMENT = -4
UNTOLD = -6
DATED = 6


def weight_of(evidence: Sequence[Mention], counted: Sources, kind: str | None, whole: bool = True) -> int:
    """The weight of an event: independent sources, spread of publication days, place in the articles, kind; less where
    no account of it makes a `whole` line.

    `evidence` leaves wire copies out. A sentence one publisher prints under many articles counts once. At least 1.
    """
    independent = min(counted.articles - counted.copies, len({(m.publisher, m.text) for m in evidence}))
    days = len({mention.published.date() for mention in evidence})
    weight = 10 + PER_DOUBLING_OF_SOURCES * log2(independent) + PER_DOUBLING_OF_DAYS * log2(days)
    if any(mention.where == "title" for mention in evidence):
        weight += IN_TITLE
    elif any(mention.position <= TOP_SENTENCES for mention in evidence):
        weight += AT_TOP
    if any(mention.date.granularity == "day" for mention in evidence):
        weight += DATED
    weight += STATEMENT if kind == "statement" else OF_KIND if kind else 0
    weight += 0 if whole else UNTOLD
    return max(1, round(weight))
