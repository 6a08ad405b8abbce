"""An event's title and summary, chosen and cut from its evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import repeat

from service.timeline import summaries
from service.timeline.headline import UNFIT, Line, line_of, sentences_of
from service.timeline.model import Mention
from service.timeline.trimming import shortened
from service.timeline.wording import rarity, stem

READ_AT_MOST = 16
"""Mentions looked at for a title or a summary: the leader and the earliest of each article are enough."""

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
    """The evidence sentence that stands best alone (`summaries.summary_of`).

    Of what has happened a sentence that tells it as done, where there is one.
    """
    in_text = [mention for mention in evidence if mention.where == "text"] or [leader]
    return summaries.summary_of(list(_few(_telling(in_text, status), leader)), leader)


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
