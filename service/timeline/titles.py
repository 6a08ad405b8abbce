"""An event's title and summary, chosen and cut from its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from service.timeline.headline import DANGLING, line_of, shortened
from service.timeline.model import Mention

READ_AT_MOST = 16
"""Mentions looked at for a title or a summary: the leader and the earliest of each article are enough."""

SUMMARY_LONGEST = 320
BEST_LENGTH = (50, 240)
POINTING = re.compile(r"\b(?:the two|the pair|the former|the latter|he|she|they|them|him|his|her|their|it|its)\b", re.I)


def title_of(evidence: Sequence[Mention], leader: Mention) -> str:
    """A short, whole title: the best line that can be cut from the evidence, the leader's among equals."""
    lines = [(line_of(mention), mention.key == leader.key) for mention in _few(evidence, leader)]
    best, _ = max(lines, key=lambda row: (row[0].standing + row[1], -len(row[0].text)))
    return best.text or shortened(leader.text)


def summary_of(evidence: Sequence[Mention], leader: Mention) -> str:
    """The evidence sentence that stands best alone: named actors, nothing that points outside, a readable length."""
    told = [mention for mention in _few(evidence, leader) if mention.where == "text"] or [leader]
    best = max(told, key=lambda mention: (_alone(mention), mention.key == leader.key))
    return shortened(best.text, SUMMARY_LONGEST)


def _few(evidence: Sequence[Mention], leader: Mention) -> Iterable[Mention]:
    chosen = {leader.text: leader}
    for mention in evidence:
        if len(chosen) >= READ_AT_MOST:
            break
        chosen.setdefault(mention.text, mention)
    return chosen.values()


def _alone(mention: Mention) -> int:
    text = mention.text.strip()
    lowered = text.casefold()
    points = 3 * min(3, sum(actor.name.casefold() in lowered for actor in mention.actors))
    points += 4 if BEST_LENGTH[0] <= len(text) <= BEST_LENGTH[1] else 0
    points += 3 if text[-1:] in ".!?”\"" else 0
    points += 2 if mention.expression is not None else 0
    points -= 6 if DANGLING.match(text) or text[:1].islower() else 0
    return points - min(4, len(POINTING.findall(text)))
