"""Days counted from another day of the sentence: "collapsed on Friday, two days after a cook had crawled out"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from service.temporal.model import Expression
from service.timeline.dating import DAY, fineness
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene
from service.timeline.tokens import Tokens

NUMBERS = dict(
    zip(
        ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        (1, *range(1, 13)),
        strict=True,
    )
)
UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
LONGEST = 400
"""Days beyond which nobody counts so."""


def counted_days(scene: Scene, dated: Sequence[tuple[Expression, int, int]]) -> dict[int, Expression]:
    """Verbs of clauses behind "two days after" or "a week before", with their day: index -> expression."""
    tokens = scene.tokens
    out: dict[int, Expression] = {}
    for at, word in enumerate(tokens.low):
        if counted_before(tokens, at) == at or tokens.dated[at - 1]:
            continue
        count = _number(tokens.low[at - 2])
        base = _base(dated, at)
        index = _clause_behind(scene, at)
        if count is None or base is None or index is None or base.earliest is None:
            continue
        days = count * UNITS[tokens.low[at - 1]] * (-1 if word == "after" else 1)
        if abs(days) <= LONGEST and any(end <= at - 2 or start > at for _, start, end in dated):
            start, end = tokens.start[at - 2], tokens.end[at]
            text = " ".join(tokens.text[at - 2 : at + 1])
            out[index] = _moved(base, days, start, end, text, exact=tokens.low[at - 1].startswith("day"))
    return out


def counted_before(tokens: Tokens, at: int) -> int:
    """Where the count begins that the clause at `at` is told by, "two days" before "after"; `at` where none stands."""
    if not 2 <= at < len(tokens) or tokens.low[at] not in ("after", "before"):
        return at
    counted = tokens.low[at - 1] in UNITS and _number(tokens.low[at - 2]) is not None
    return at - 2 if counted else at


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) < 4 else NUMBERS.get(word)


def _base(dated: Sequence[tuple[Expression, int, int]], at: int) -> Expression | None:
    """The day the count starts from: the one told last before it, else, where it opens the sentence, the next."""
    before = [expression for expression, _, end in dated if end <= at]
    chosen = before[-1] if before else (dated[0][0] if dated and at <= 3 else None)
    if chosen is None or fineness(chosen) > DAY or chosen.earliest != chosen.latest or chosen.relation != "on":
        return None
    return chosen


def _clause_behind(scene: Scene, at: int) -> int | None:
    """The finite verb in the past whose clause "after" or "before" opens."""
    for index, verb in enumerate(scene.verbs):
        if verb.start <= at:
            continue
        if any(scene.tokens.low[k] in STOPS for k in range(at + 1, verb.start)):
            return None
        if verb.finite:
            return index if verb.tense == "past" and not verb.progressive else None
    return None


def _moved(base: Expression, days: int, start: int, end: int, text: str, *, exact: bool) -> Expression:
    """The day so many days from another."""
    assert base.earliest is not None
    day = base.earliest + timedelta(days=days)
    iso = day.isoformat()
    return replace(
        base,
        start=start,
        end=end,
        text=text,
        type="DATE",
        value=iso,
        mod=None,
        earliest=day,
        latest=day,
        granularity="day",
        relation="on" if exact else "around",
        edtf=iso if exact else f"{iso}~",
        time=None,
        rule="counted-from-a-clause",
        anchor=base.earliest.isoformat(),
        grounds=(f"counted from {base.earliest.isoformat()}, told in the same sentence",),
    )
