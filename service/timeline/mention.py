"""A deed put into words for the rest of the house: its evidence, its actors, its terms and numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from service.temporal.model import Expression
from service.timeline.deeds import Deed
from service.timeline.lexicon import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    NEGATION,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
)
from service.timeline.model import Actor, Quantity
from service.timeline.offsets import counted_before
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene
from service.timeline.tokens import Tokens
from service.timeline.wording import stem

LONGEST = 400
"""Characters of evidence: a sentence or a clause, not an article."""
SENTENCE_SHOWN = 300
"""A sentence up to this long is shown whole where the clause alone would hang in the air."""
HANGING = SUBORDINATOR | CONJUNCTION | PRONOUN | POSSESSIVE | PREPOSITION | DETERMINER
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?$")
GRAMMAR = AUXILIARY | ADVERB | DETERMINER | PREPOSITION | SUBORDINATOR | CONJUNCTION | NEGATION | PRONOUN
COUNTED = frozenset({"people", "men", "women", "children", "percent", "police"})
"""Things counted without an s at their end."""


def actors_of(deed: Deed) -> tuple[Actor, ...]:
    """Those who take part, each once; who is on both sides once as source and once as target."""
    parties = deed.parties
    out: dict[str, Actor] = {}
    for figures, role in ((parties.sources, "source"), (parties.targets, "target"), (parties.others, None)):
        for figure in figures:
            if figure.id not in out:
                out[figure.id] = figure.actor(role)
    other = {"source": "target", "target": "source"}
    both = {figure.id for figure in parties.both}
    again = (replace(actor, role=other[actor.role]) for key, actor in out.items() if key in both and actor.role)
    return (*out.values(), *again)


def span_of(scene: Scene, deed: Deed, start: int, end: int, beside: int) -> tuple[int, int]:
    """The sentence where the deed stands alone in it and it is short, else its clause from its subject on."""
    if (beside == 1 or deed.kind == "statement") and end - start <= LONGEST:
        return start, end
    tokens = scene.tokens
    left, right = deed.left, max(deed.right, deed.end)
    if deed.verb is not None:
        right = _whole(scene, deed.verb)
        subject = min(left, _subject_start(scene, deed.verb))
        if tokens.end[min(right, len(tokens)) - 1] - tokens.start[subject] <= LONGEST:
            left = subject
    if deed.expression is not None:
        left = min(left, tokens.at(deed.expression.start))
        right = max(right, bisect_left(tokens.start, deed.expression.end))
    left, right = min(left, deed.start), max(right, deed.end)
    if deed.verb is None:  # "told him that the ban ...": from what was told on
        left = next((at + 1 for at in range(deed.start - 1, left, -1) if tokens.low[at] == "that"), left)
    while left < deed.start and not tokens.low[left][0].isalnum():
        left += 1
    right = max(counted_before(tokens, right), deed.end)  # "..., two days after a cook had crawled out"
    while right > deed.end and tokens.low[right - 1] in (",", ";", ":", "--", "-", "–", "—", "(", "“", "‘"):
        right -= 1
    first, last = tokens.start[left], tokens.end[right - 1]
    if last - first > LONGEST:
        first, last = _shortened(tokens, deed, first, last)
    return first, last


def shown(scene: Scene, span: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The span a reader is shown: the whole sentence for a clause that only hangs on another and cannot stand alone."""
    tokens = scene.tokens
    if end - start > SENTENCE_SHOWN:
        return span
    opening, closing = tokens.at(span[0]), tokens.at(span[1] - 1)
    begun = span[0] > tokens.start[0] and (tokens.text[opening][0].islower() or tokens.word[opening].flags & HANGING)
    return (start, end) if begun or tokens.word[closing].flags & HANGING else span


def _subject_start(scene: Scene, index: int, depth: int = 0) -> int:
    """Where the subject of a verb begins: its own, that of the verb it stands beside, or the noun it describes."""
    verb = scene.verbs[index]
    if verb.subject:
        return verb.subject[0]
    words = range(verb.left, verb.start)
    if any(_names_something(scene, at) for at in words) and verb.link != "relative":
        return verb.left
    if verb.link in ("part", "relative"):
        return _described_start(scene, verb.left)
    if verb.governor is None or verb.governor >= index or depth > 4:
        return verb.left
    return _subject_start(scene, verb.governor, depth + 1)


def _names_something(scene: Scene, at: int) -> bool:
    tokens = scene.tokens
    if tokens.dated[at] or not tokens.low[at][0].isalpha():
        return False
    closed = CONJUNCTION | SUBORDINATOR | PREPOSITION | ADVERB | AUXILIARY
    return not tokens.word[at].flags & closed or bool(tokens.word[at].flags & PRONOUN)


def _described_start(scene: Scene, at: int) -> int:
    """Where the noun phrase begins that a clause opening at `at` describes, with a date in between: "Ada Brandt on
    Tuesday, whom"; of a "that" behind a person the thing before: "a meeting with Ada Brandt that".
    """
    tokens, end = scene.tokens, at
    while end > 1 and (tokens.dated[end - 1] or (tokens.low[end - 1] == "," and tokens.dated[end - 2])):
        end -= 1
    if end < at and tokens.word[end - 1].flags & PREPOSITION:
        end -= 1
    begin = _phrase_start(scene, end)
    thing = tokens.low[at] in ("that", "which") and tokens.low[end - 1] != ","
    person = any(e.end == end and e.figures and e.figures[0].type == "person" for e in scene.entities)
    for _ in range(4):
        if not thing or not person or begin < 2 or not tokens.word[begin - 1].flags & (PREPOSITION | CONJUNCTION):
            break
        begin = _phrase_start(scene, begin - 1)
    return begin


def _phrase_start(scene: Scene, at: int) -> int:
    """Where the noun phrase that ends before `at` begins."""
    tokens = scene.tokens
    begin = at
    if begin and tokens.low[begin - 1] == ",":
        begin -= 1
    floor = max(0, begin - 10)
    while begin > floor:
        low, word = tokens.low[begin - 1], tokens.word[begin - 1]
        if low in STOPS or (word.flags & (SUBORDINATOR | CONJUNCTION | AUXILIARY) and not word.flags & DETERMINER):
            break
        if any(verb.start <= begin - 1 < verb.end for verb in scene.verbs):
            break
        if word.flags & PREPOSITION and low != "of":
            break
        begin -= 1
    return begin


def _whole(scene: Scene, index: int) -> int:
    """Where a verb's clause ends, what completes it included."""
    right = scene.verbs[index].right
    for later in scene.verbs[index + 1 :]:
        if (
            later.link in ("to", "ing", "part")
            and later.left <= right
            and later.governor is not None
            and later.governor >= index
        ):
            right = later.right
        else:
            break
    return right


def _shortened(tokens: Tokens, deed: Deed, first: int, last: int) -> tuple[int, int]:
    """A span of at most LONGEST characters around trigger and date, cut between words."""
    must = [tokens.start[deed.start], tokens.end[deed.end - 1]]
    if deed.expression is not None and abs(deed.expression.start - must[0]) < LONGEST - 60:
        must += [deed.expression.start, deed.expression.end]
    low, high = min(must), min(max(must), min(must) + LONGEST)
    spare = LONGEST - (high - low)
    begin = max(first, low - spare // 2)
    finish = min(last, begin + LONGEST)
    begin = next((s for s in tokens.start if s >= begin), begin)
    finish = max((e for e in tokens.end if e <= finish), default=finish)
    return min(begin, low), max(finish, min(high, begin + LONGEST))


def terms_of(tokens: Tokens, first: int, last: int, expression: Expression | None) -> tuple[str, ...]:
    """The stems of the content words of a span, once each, in order; no dates, no numbers, no words of grammar."""
    out: dict[str, None] = {}
    for at in range(tokens.at(first), len(tokens)):
        if tokens.start[at] >= last:
            break
        low, word = tokens.low[at], tokens.word[at]
        if len(low) < 3 or not low[0].isalpha() or word.flags & GRAMMAR:
            continue
        if expression is not None and expression.start <= tokens.start[at] < expression.end:
            continue
        out[stem(low)] = None
    return tuple(out)


def quantities_of(tokens: Tokens, first: int, last: int, expression: Expression | None) -> tuple[Quantity, ...]:
    """Numbers with what they count: "755 diplomats", "some 750 American diplomats"."""
    out = []
    for at in range(tokens.at(first), len(tokens)):
        if tokens.start[at] >= last:
            break
        if not tokens.low[at][0].isdigit() or not NUMBER.fullmatch(tokens.low[at]):
            continue
        if expression is not None and expression.start <= tokens.start[at] < expression.end:
            continue
        for after in range(at + 1, min(at + 5, len(tokens))):
            low = tokens.low[after]
            if not low[0].isalpha() or tokens.word[after].flags & (GRAMMAR & ~ADVERB):
                break
            if low.endswith("s") or low in COUNTED:
                out.append(Quantity(float(tokens.low[at].replace(",", "")), tokens.word[after].noun or low))
                break
    return tuple(out)
