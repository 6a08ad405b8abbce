"""Wire copies: the same story in another paper, lightly cut, is one source.

`Mention.story` is a sorted sample of the article's word-shingle hashes, the same on each of its mentions; every hash
below a fixed bound is in the sample, so two samples can be compared over the range both of them cover.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.timeline.model import Mention, Sources
from service.timeline.story import KEPT_BELOW, SAMPLE

COPY_SHARE = 0.6
"""Share of the shorter story's sample that must stand in the longer one's for it to be a copy."""

SAMPLE_AT_LEAST = 4
"""Smaller samples say nothing."""


def is_copy(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two stories are one wire story, perhaps lightly cut.

    >>> is_copy((1, 5, 9, 12), (1, 5, 9, 12, 40)), is_copy((1, 5, 9, 12), (2, 6, 8, 14)), is_copy((), ())
    (True, False, False)
    """
    if not one or not other:
        return False
    reach = min(story[-1] if len(story) >= SAMPLE else KEPT_BELOW for story in (one, other))
    mine, theirs = ({value for value in story if value <= reach} for story in (one, other))
    shorter = min(len(mine), len(theirs))
    return shorter >= SAMPLE_AT_LEAST and len(mine & theirs) >= COPY_SHARE * shorter


def sources(evidence: Sequence[Mention]) -> tuple[Sources, tuple[str, ...]]:
    """Who tells of an event, wire copies counted once; and the ids of the articles that are copies of an earlier one.

    `evidence` is in order of publication. `articles` counts every article; `publishers` the publishers of those that
    are no copies (an article without a publisher stands for one of its own).
    """
    first_of: dict[str, Mention] = {}
    for mention in evidence:
        first_of.setdefault(mention.article, mention)
    if len(first_of) == 1:
        return Sources(1, 1, 0), ()
    holders: dict[int, list[Mention]] = {}
    publishers: set[str] = set()
    copied: list[str] = []
    for article, mention in first_of.items():
        alike = {holder.article: holder for value in mention.story for holder in holders.get(value, ())}
        if any(is_copy(mention.story, original.story) for original in alike.values()):
            copied.append(article)
            continue
        publishers.add(mention.publisher or f"\0{article}")
        for value in mention.story:
            holders.setdefault(value, []).append(mention)
    return Sources(len(first_of), len(publishers), len(copied)), tuple(copied)
