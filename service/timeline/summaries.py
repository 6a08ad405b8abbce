"""The evidence sentence that stands best alone, with an editor's brackets where a pronoun names nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from service.timeline.headline import line_of
from service.timeline.leadin import proper
from service.timeline.model import Actor, Mention
from service.timeline.telling import within
from service.timeline.trimming import DANGLING, shortened

SUMMARY_LONGEST = 320
BEST_LENGTH = (50, 240)
TYPICAL = 3
"""Points of a sentence all of whose words stand in every other account."""
WHOLE = 3
"""Points of a sentence whose deed can be told as a line of its own."""
POINTING = re.compile(r"\b(?:the two|the pair|the former|the latter|he|she|they|them|him|his|her|their|it|its)\b", re.I)
CONNECTIVE = re.compile(
    r"^(?:(?:But|And|Yet|So|Or)\s|(?:However|Meanwhile|Also|Still|Then|Besides|Moreover|Furthermore|Additionally"
    r"|Separately|In addition|For (?:his|her|its|their) part|Of course|Indeed|Instead|Nevertheless|Nonetheless),\s)+"
    r"(?=[\w“\"])"
)
"""Words that tie a sentence to the one before it."""
ALONE = re.compile(r"\b([Hh]e|[Ss]he)\s(?=(?:also |then |later |had |has |was |is |will |would )*[a-z]+)")
TOGETHER = re.compile(
    r"^(?:(?:The two|The pair|Both)"
    r"(?: (?:men|women|envoys|leaders|ministers|diplomats|presidents|premiers|officials))?|They)"
    r"\s(?=(?:are|were|have|had|will|would|did|do|also|first|then|later|met|spoke|sat|shook|held|said|[a-z]+ed)\b)"
)
NEAR = 60
"""Characters from the start of a sentence in which a pronoun is its subject."""
UNTOLD = re.compile(r"[|`]|\?$|\bPhotograph\b|\bhttps?:|^\W*(?:I|We|You)\b|\.\.\.")
"""Signs of furniture, of a question, of somebody who speaks for himself."""


def summary_of(told: Sequence[Mention], leader: Mention) -> str:
    """The sentence that stands best alone among these mentions: named actors, nothing that points outside, a readable
    length, and what the others tell as well. A pronoun that can only be one of its actors is that one's name in
    brackets: "[Ada Brandt] also met the king."
    """
    counted = Counter(term for mention in told for term in set(mention.terms)) if len(told) > 1 else None
    best, shown = told[0], proper(told[0])
    most = (-1000.0, False)
    for mention in told if counted else ():
        bare = proper(mention)
        points = _alone(bare) + _typical(mention, counted or Counter(), len(told)) + WHOLE * line_of(mention).whole
        rank = (points, mention.key == leader.key)
        if rank > most:
            best, shown, most = mention, bare, rank
    text = _named(CONNECTIVE.sub("", " ".join(shown.text.split())), best)
    text = text[:1].upper() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
    return text if len(text) <= SUMMARY_LONGEST else _cut(text)


def _cut(text: str) -> str:
    """A long sentence up to where a clause of it ends."""
    kept = within(text, SUMMARY_LONGEST - 1)
    return f"{kept}…" if kept and len(kept) > BEST_LENGTH[0] else shortened(text, SUMMARY_LONGEST)


def _typical(mention: Mention, told: Counter[str], mentions: int) -> float:
    """How much of what a mention tells the others tell as well, in points."""
    shared = sum(told[term] - 1 for term in set(mention.terms))
    return TYPICAL * shared / ((mentions - 1) * max(6, len(mention.terms)))


def _named(text: str, mention: Mention) -> str:
    """A sentence with a name in brackets for the pronoun that is its subject, where that can only be one actor."""
    people = [actor for actor in mention.actors if actor.type == "person"]
    sources = [actor for actor in people if actor.role == "source"]
    pair = TOGETHER.match(text)
    if pair and len(sources) == 2 == len(people) and not any(_named_in(actor, text) for actor in people):
        return f"[{people[0].name} and {people[1].name}] {text[pair.end() :]}"
    found = ALONE.search(text, 0, NEAR)
    who = sources if sources else [actor for actor in people if actor.role == "target"]
    if found is None or len(who) != 1 or _named_in(who[0], text):
        return text
    if any(_named_in(actor, text[: found.start()]) for actor in mention.actors if actor.type == "person"):
        return text
    return f"{text[: found.start()]}[{who[0].name}] {text[found.end() :]}"


def _named_in(actor: Actor, text: str) -> bool:
    return actor.name.split()[-1] in text


def _alone(mention: Mention) -> int:
    """How well a sentence stands alone, in points. What points outside is worst before anybody is named."""
    text = mention.text.strip()
    lowered = text.casefold()
    places = [lowered.find(actor.name.casefold().rsplit(" ", 1)[-1]) for actor in mention.actors]
    points = 3 * min(3, sum(place >= 0 for place in places))
    points += 4 if BEST_LENGTH[0] <= len(text) <= BEST_LENGTH[1] else 0
    points += 3 if text[-1:] in '.!?”"' else 0
    points += 2 if mention.expression is not None else 0
    points -= 6 if DANGLING.match(text) or text[:1].islower() else 0
    points -= 6 if UNTOLD.search(text) else 0
    named = min((place for place in places if place >= 0), default=len(text))
    pointing = [found.start() for found in POINTING.finditer(text)]
    return points - 3 * sum(place < named for place in pointing) - min(4, len(pointing))
