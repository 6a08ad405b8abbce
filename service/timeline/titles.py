"""An event's title and summary, chosen and cut from its evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from service.timeline.headline import DANGLING, line_of, shortened
from service.timeline.model import Mention

READ_AT_MOST = 16
"""Mentions looked at for a title or a summary: the leader and the earliest of each article are enough."""

SUMMARY_LONGEST = 320
TYPICAL_AT_MOST = 8
HAPPENED = frozenset({"occurred", "ongoing"})

BEST_LENGTH = (50, 240)
POINTING = re.compile(r"\b(?:the two|the pair|the former|the latter|he|she|they|them|him|his|her|their|it|its)\b", re.I)


def title_of(evidence: Sequence[Mention], leader: Mention, status: str) -> str:
    """A short, whole title: the line cut from the evidence that stands best alone and tells what most of it tells.

    `status` is the event's own.
    """
    few = list(_few(_telling(evidence, status), leader))
    if len(few) == 1:
        return line_of(few[0]).text or shortened(few[0].text)
    told = Counter(term for mention in few for term in mention.terms)
    lines = [(line_of(mention), _typical(mention, told, len(few)), mention.key == leader.key) for mention in few]
    best, _, _ = max(lines, key=lambda row: (row[0].standing + row[1] + row[2], -len(row[0].text)))
    return best.text or shortened(leader.text)


def summary_of(evidence: Sequence[Mention], leader: Mention, status: str) -> str:
    """The evidence sentence that stands best alone: named actors, nothing that points outside, a readable length.

    Of what has happened a sentence that tells it as done, where there is one.
    """
    in_text = [mention for mention in evidence if mention.where == "text"] or [leader]
    told = list(_few(_telling(in_text, status), leader))
    best = max(told, key=lambda mention: (_alone(mention), mention.key == leader.key))
    return shortened(best.text, SUMMARY_LONGEST)


def _telling(mentions: Sequence[Mention], status: str) -> Sequence[Mention]:
    """The mentions that tell the happening as it stands now: a plan is no title for what has happened."""
    as_it_stands = HAPPENED if status in HAPPENED else {status}
    return [mention for mention in mentions if mention.status in as_it_stands] or mentions


def _typical(mention: Mention, told: Counter[str], mentions: int) -> float:
    """How much of what a mention says the others say as well, in points."""
    if not mention.terms:
        return 0.0
    shared = sum(told[term] - 1 for term in mention.terms) / (mentions - 1)
    return TYPICAL_AT_MOST * shared / len(mention.terms)


def _few(evidence: Sequence[Mention], leader: Mention) -> Iterable[Mention]:
    """The leader, where it is among them, and the earliest accounts in other words."""
    chosen = {leader.text: leader} if leader in evidence else {}
    for mention in evidence:
        if len(chosen) >= READ_AT_MOST:
            break
        chosen.setdefault(mention.text, mention)
    return chosen.values()


def _alone(mention: Mention) -> int:
    """How well a sentence stands alone, in points. What points outside is worst before anybody is named."""
    text = mention.text.strip()
    lowered = text.casefold()
    places = [lowered.find(actor.name.casefold()) for actor in mention.actors]
    points = 3 * min(3, sum(place >= 0 for place in places))
    points += 4 if BEST_LENGTH[0] <= len(text) <= BEST_LENGTH[1] else 0
    points += 3 if text[-1:] in ".!?”\"" else 0
    points += 2 if mention.expression is not None else 0
    points -= 6 if DANGLING.match(text) or text[:1].islower() else 0
    named = min((place for place in places if place >= 0), default=len(text))
    pointing = [found.start() for found in POINTING.finditer(text)]
    return points - 3 * sum(place < named for place in pointing) - min(4, len(pointing))
