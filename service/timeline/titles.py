"""An event's title and summary, chosen and cut from its evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import repeat

from service.timeline.headline import UNFIT, Line, line_of, sentences_of
from service.timeline.model import Mention
from service.timeline.trimming import DANGLING, shortened
from service.timeline.wording import rarity, stem

READ_AT_MOST = 16
"""Mentions looked at for a title or a summary: the leader and the earliest of each article are enough."""

SUMMARY_LONGEST = 320
TYPICAL_AT_MOST = 16
"""Points of a line all of whose telling words stand in every other account."""
DATED = 4
"""Points of a line whose own sentence gives the date: one without may tell of a neighbouring day."""
WORDS_AT_LEAST = 6
"""A line of fewer telling words is weighed as one of so many: what all accounts say is mostly short."""
TELLING = 2
"""Words rarer than this count as telling (`wording.rarity`)."""
WORD = re.compile(r"[^\W\d_]{3,}")
HAPPENED = frozenset({"occurred", "ongoing"})

BEST_LENGTH = (50, 240)
POINTING = re.compile(r"\b(?:the two|the pair|the former|the latter|he|she|they|them|him|his|her|their|it|its)\b", re.I)


def title_of(evidence: Sequence[Mention], leader: Mention, status: str) -> Line:
    """A short, whole title: the line cut from the evidence that stands best alone and tells what most of it tells.

    `status` is the event's own.
    """
    few = list(_few(_telling(evidence, status), leader))
    best = _best_line(few, leader)
    if best.whole:
        return best
    others = sorted((line for mention in few for line in sentences_of(mention)), key=lambda line: -line.standing)
    first = [line for line in others if line.standing]
    return min((*first, best, *others), key=lambda line: line.wanting)


def _best_line(few: Sequence[Mention], leader: Mention) -> Line:
    if len(few) == 1:
        best = line_of(few[0])
        return best if best.text else Line(shortened(few[0].text), 0, UNFIT)
    told = Counter(term for mention in few for term in mention.terms)
    lines = [(line_of(m), (m.key == leader.key) + DATED * (m.date.value is not None)) for m in few]
    best, _ = max(lines, key=lambda row: (_worth(row[0], told, len(few)) + row[1], -len(row[0].text)))
    return best if best.text else Line(shortened(leader.text), 0, UNFIT)


def _worth(line: Line, told: Counter[str], mentions: int) -> float:
    """How good a title a line is: how well it stands alone, and how much of what it says the others say as well."""
    said = {stem(word) for word in WORD.findall(line.text.casefold())}
    shared = [told[word] - 1 for word in said if rarity(word) >= TELLING]
    if not shared:
        return line.standing
    share = sum(map(max, shared, repeat(0))) / (mentions - 1) / max(WORDS_AT_LEAST, len(shared))
    return line.standing + TYPICAL_AT_MOST * share


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
    points += 3 if text[-1:] in '.!?”"' else 0
    points += 2 if mention.expression is not None else 0
    points -= 6 if DANGLING.match(text) or text[:1].islower() else 0
    named = min((place for place in places if place >= 0), default=len(text))
    pointing = [found.start() for found in POINTING.finditer(text)]
    return points - 3 * sum(place < named for place in pointing) - min(4, len(pointing))
