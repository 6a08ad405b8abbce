"""A time said twice names its day once."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from service.temporal.calendar import HOURS_ON_A_CLOCK
from service.temporal.joins import is_day
from service.temporal.meaning import Candidate, Meaning
from service.temporal.policy.setting import PAST_MIDNIGHT
from service.temporal.view import View

LONGEST_ASIDE = 24
BEGUN_ASIDE = re.compile(r"\s?\(")
# " in Manila on ", " in New York, ": where the clock goes stands between it and its day.
WHERE_IT_GOES = re.compile(r"\s[^\W\d_]{2}(?:\s[^\W\d_a-z][^\W\d_]+){1,2},?\s(?:[^\W\d_]{1,3}\s)?")
ENDED_ASIDE = re.compile(r"\),?\s?(?:[^\W\d_]{1,3}\s)?")
WHOLE_ASIDE = re.compile(r"\s?\([^()\n]*\),?\s?(?:[^\W\d_]{1,3}\s)?")
DAY_BEHIND = (WHOLE_ASIDE, ENDED_ASIDE, WHERE_IT_GOES)
HALF_A_DAY = HOURS_ON_A_CLOCK * 60


def borrowed_days(candidates: list[Candidate], view: View) -> list[Candidate]:
    """A time said twice names its day once: "10:35 a.m. (0735 GMT) Friday", "at 4 (4 a.m. EDT Thursday)"."""
    links = view.grammar.language.tables["joins"]["clock_clock"]
    dated = [c.meaning.of is not None for c in candidates]
    for i, c in enumerate(candidates[:-1]):
        if c.meaning.kind != "clock" or c.meaning.of is not None:
            continue
        for other in candidates[i + 1 : i + 3]:
            between = view.text[c.end : other.start] if other.start - c.end <= LONGEST_ASIDE else ""
            runs_on = other.meaning.kind == "clock" and between in links
            within = BEGUN_ASIDE.fullmatch(between) is not None and other.meaning.kind == "clock"
            behind = is_day(other.meaning) and any(aside.fullmatch(between) for aside in DAY_BEHIND)
            day = other.meaning.of if within or runs_on else other.meaning if behind else None
            if day is not None:
                told_again = within and _is_told_again(c, other, view)
                step = _days_across(other.meaning, c.meaning) if told_again else None
                candidates[i] = c.with_meaning(replace(c.meaning, of=day, name=None, last=step))
                break
    for i, (c, other) in enumerate(pairwise(candidates)):
        if not dated[i + 1] and _is_told_again(c, other, view):
            step = _days_across(c.meaning, other.meaning)
            base = c.meaning.name if view.preposition(c) not in PAST_MIDNIGHT else None
            candidates[i + 1] = other.with_meaning(replace(other.meaning, of=c.meaning.of, last=step, base=base))
    return candidates


def _is_told_again(c: Candidate, other: Candidate, view: View) -> bool:
    """True for the same moment by another clock, in brackets: "10:35 p.m. Friday (0335 GMT)"."""
    clocks = c.meaning.kind == "clock" == other.meaning.kind and other.meaning.zone is not None
    if not clocks or view.word(other.last) != ")" or other.start - c.end > LONGEST_ASIDE:
        return False
    return BEGUN_ASIDE.fullmatch(view.text[c.end : other.start]) is not None


def _days_across(here: Meaning, there: Meaning) -> int | None:
    """How many days the other clock is ahead or behind: clocks are never more than half a day apart, or nearly so."""
    first, second = here.minutes, there.minutes
    apart = (second - first + HALF_A_DAY) % (2 * HALF_A_DAY) - HALF_A_DAY
    return (first + apart) // (2 * HALF_A_DAY) or None
