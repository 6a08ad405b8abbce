"""Neighbours that name one time are made one; a time said twice shares its day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from service.temporal.builders import on_clock
from service.temporal.calendar import MONTHS_OF_UNIT
from service.temporal.meaning import Candidate, Meaning
from service.temporal.policy.setting import PAST_MIDNIGHT
from service.temporal.tokens import SPACE
from service.temporal.view import POSSESSIVE_MARKS, View

COUNTED_TO_THE_DAY = frozenset({"D", "W", "M", "Y", "DE", "CE"})
# Units after which "this week" or "next month" is that week or month of another year.
WHOLE_YEARS = frozenset({"Y", "DE", "CE"})
STEP_OF_DEICTIC = {"last": -1, "this": 0, "next": 1}
DAYLIKE = frozenset({"weekday", "day", "holiday", "beside_holiday", "month_day", "said_day"})


LONGEST_ASIDE = 24


BEGUN_ASIDE = re.compile(r"\s?\(")


# " in Manila on ", " in New York, ": where the clock goes stands between it and its day.
WHERE_IT_GOES = re.compile(r"\s[^\W\d_]{2}(?:\s[^\W\d_a-z][^\W\d_]+){1,2},?\s(?:[^\W\d_]{1,3}\s)?")


ENDED_ASIDE = re.compile(r"\),?\s?(?:[^\W\d_]{1,3}\s)?")


WHOLE_ASIDE = re.compile(r"\s?\([^()\n]*\),?\s?(?:[^\W\d_]{1,3}\s)?")


WORD_GAP = re.compile(r"\s+")


DAY_BEHIND = (WHOLE_ASIDE, ENDED_ASIDE, WHERE_IT_GOES)


def is_day(meaning: Meaning) -> bool:
    """True for a meaning that names one day."""
    if meaning.kind in ("unit", "shift"):
        return meaning.unit == "D" and not meaning.vague
    return meaning.kind in DAYLIKE or (meaning.kind == "date" and meaning.day is not None)


def gap(a: Candidate, b: Candidate, view: View) -> str | None:
    """The words between two candidates, white space as one blank; None across a blank line or too far."""
    if b.start - a.end > 12 or "|" in view.classes[a.last : b.first]:
        return None
    between = WORD_GAP.sub(" ", view.text[a.end : b.start])
    if between[1:2].isupper() and not view.title and view.text[a.end - 1] == ".":
        return None  # "left at 3 p.m. On Friday he returns"
    return between.lower()


def joins(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Makes one of neighbours that name one time: weekday and date, day and time of day."""
    done: list[Candidate] = []
    for candidate in candidates:
        while done:
            joined = _join(done[-1], candidate, view)
            if joined is None:
                break
            done.pop()
            candidate = joined
        done.append(candidate)
    return done


def _join(a: Candidate, b: Candidate, view: View) -> Candidate | None:
    between = gap(a, b, view)
    if between is None or _begins_anew(a, b, view):
        return None
    joins_table = view.grammar.language.tables["joins"]
    x, y = a.meaning, b.meaning
    if (
        x.kind == "weekday"
        and x.deictic is None
        and y.kind == "date"
        and y.day
        and between in joins_table["weekday_date"]
    ):
        return _merged(a, b, replace(y, weekday=x.weekday, name=None), b.rule, view)
    then = _in_year_counted(x, y, between, joins_table["years_ago_part"])
    if then is not None:
        return _merged(a, b, then, b.rule if y.kind == "shift" else a.rule, view)
    in_week = x.kind == "unit" and x.unit == "W" and y.kind == "weekday" and y.deictic is None and between == " "
    if in_week and x.deictic in STEP_OF_DEICTIC and view.word(b.last) not in POSSESSIVE_MARKS:
        return _merged(a, b, replace(y, base=x.deictic), b.rule, view)  # "next week Tuesday"
    counted = _counted_day(x, y) if between == " " else None
    if counted is not None:
        return _merged(a, b, counted, a.rule, view)
    weekend = _dated_weekend(x, y) if between in joins_table["weekend_date"] else None
    if weekend is not None:
        return _merged(a, b, weekend, a.rule, view)
    if between in joins_table["weekday_month"] and _is_any_weekday(a, view) and _is_month(y):
        return _merged(a, b, y, b.rule, view)
    on_weekday = x.kind in ("clock", "part") and x.of is not None and x.of.kind == "weekday"
    if on_weekday and x.of is not None and y.kind == "date" and y.day and between in joins_table["weekday_date"]:
        return _merged(a, b, replace(x, of=replace(y, weekday=x.of.weekday)), a.rule, view)
    if x.kind == "part" and x.of is None and y.kind == "span" and y.of is not None and y.of.day:
        y = y.of  # "the night of 24-25 May" is the night that begins on the 24th
    if x.kind in ("clock", "part") and _no_day_yet(x) and is_day(y) and between in joins_table["time_day"]:
        return _merged(a, b, replace(x, of=y, name=x.name if x.name != "bare" else None), a.rule, view)
    if y.kind in ("clock", "part") and y.of is None and is_day(x) and between in joins_table["day_time"]:
        return _merged(a, b, replace(y, of=x, name=y.name if y.name != "bare" else None), b.rule, view)
    daily = x.kind == "clock" and y.kind == "set" and between == " " and _comes_each_day(y)
    if daily:
        hour = on_clock(x.hour or 0, (y.value or "").partition("T")[2])
        value = f"XXXX-XX-XXT{hour:02d}:{x.minute or 0:02d}"
        return _merged(a, b, Meaning("set", value=value, quant=y.quant), a.rule, view)
    on_it = x.kind == "clock" and y.kind == "part" and between in joins_table["time_day"]
    if on_it and (x.of is None) != (y.of is None):
        return _merged(a, b, replace(x, of=x.of or y.of, hour=on_clock(x.hour or 0, y.part or "")), a.rule, view)
    then_clock = x.kind == "part" and x.of is not None and y.kind == "clock" and y.of is None
    if then_clock and between in joins_table["day_time"]:
        return _merged(a, b, replace(y, of=x.of, hour=on_clock(y.hour or 0, x.part or "")), b.rule, view)
    return None


def _comes_each_day(meaning: Meaning) -> bool:
    """True for "every day", "each morning", "daily": once a day."""
    if meaning.freq is not None:
        return False
    return (meaning.unit, meaning.count) == ("D", 1) or (meaning.value or "").startswith(("XXXX-XX-XXT", "P1D"))


def _begins_anew(a: Candidate, b: Candidate, view: View) -> bool:
    """True where the stop of "3 p.m." ends its sentence and a common word opens the next: "3 p.m. That night"."""
    opens = view.text[a.end - 1] == "." and view.words[b.first][:1].isupper()
    return opens and view.classes[b.first] in view.grammar.kinds("deictic", "point_deictic", "definite", "every")


def _counted_day(x: Meaning, y: Meaning) -> Meaning | None:
    """ "a week ago Monday", "a year ago today", "two weeks from tomorrow": a day so many units off."""
    if x.kind != "shift" or x.base != "now" or x.vague or x.unit not in COUNTED_TO_THE_DAY or x.day is not None:
        return None
    if y.kind == "day":
        return replace(x, day=int(y.count or 0))
    off, step = _years_off(x), STEP_OF_DEICTIC.get(y.deictic or "")
    if y.kind == "unit" and x.unit in WHOLE_YEARS and step is not None:
        if y.unit == "M":
            return replace(x, unit="M", count=off * MONTHS_OF_UNIT["Y"] + step)  # "three years ago this month"
        to_the_week = y.unit == "W" and off == int(off)
        return replace(x, unit="Y", count=off, day=7 * step, name="week") if to_the_week else None
    if y.kind == "weekday" and x.unit == "W" and y.deictic is None and y.base is None and (x.count or 0) < 0:
        return Meaning("weekday", weekday=y.weekday, count=x.count, name="ago")
    return None


def _years_off(length: Meaning) -> float:
    """How many years a count of years, decades or centuries is; 0 for another unit."""
    unit = length.unit or ""
    return MONTHS_OF_UNIT[unit] / MONTHS_OF_UNIT["Y"] * (length.count or 0) if unit in WHOLE_YEARS else 0


def _is_any_weekday(c: Candidate, view: View) -> bool:
    """True for "a Tuesday", "one Saturday night": none that the calendar could name."""
    day = c.meaning.of if c.meaning.kind == "part" else c.meaning
    if day is None or day.kind != "weekday" or day.deictic is not None or c.first < 2:
        return False
    return view.classes[c.first - 2] in view.grammar.kinds("article", "ones")


def _is_month(meaning: Meaning) -> bool:
    return meaning.kind in ("date", "month") and meaning.month is not None and meaning.day is None


def _dated_weekend(x: Meaning, y: Meaning) -> Meaning | None:
    """ "the weekend of May 7", "the weekend of 7-8 May": the one that holds the day, or the first of the days."""
    day = y.of if y.kind == "span" else y
    if (x.kind, x.unit, x.deictic) != ("unit", "WE", "the") or day is None or day.kind != "date" or not day.day:
        return None
    return Meaning("week_of", of=day, unit="WE")


def _in_year_counted(x: Meaning, y: Meaning, between: str, links: Sequence[str]) -> Meaning | None:
    """ "in June two years ago", "25 years ago this July", "five years ago on July 4": a part of a year so far off."""
    length, part = (x, y) if x.kind == "shift" else (y, x)
    off = _years_off(length)
    counted = length.kind == "shift" and length.base == "now" and not length.vague and length.day is None
    undated = part.kind in ("date", "month") and part.month is not None and part.year is None and part.base is None
    if not counted or not undated or not off or off != int(off):
        return None
    if part.deictic is not None:
        linked = length is x and part.deictic == "this" and between == " "
    else:
        linked = between in links if length is x else between == " "
    then = replace(part, kind="date", deictic=None)
    return Meaning("in_year_counted", count=off, of=then) if linked else None


def _no_day_yet(meaning: Meaning) -> bool:
    return meaning.of is None or meaning.of.kind == "said_day"


def _merged(a: Candidate, b: Candidate, meaning: Meaning, rule: str, view: View) -> Candidate:
    """Both in one; "the night of July 28" takes its article in."""
    article = a.first - 2
    of_b = a.meaning.kind == "part" == meaning.kind and article >= 0
    if of_b and view.classes[article + 1] == SPACE and view.classes[article] in view.grammar.articles:
        return Candidate(article, b.last, view.starts[article], b.end, rule, meaning)
    return Candidate(a.first, b.last, a.start, b.end, rule, meaning)


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
                candidates[i] = replace_meaning(c, replace(c.meaning, of=day, name=None, last=step))
                break
    for i, (c, other) in enumerate(pairwise(candidates)):
        if not dated[i + 1] and _is_told_again(c, other, view):
            step = _days_across(c.meaning, other.meaning)
            base = c.meaning.name if view.preposition(c) not in PAST_MIDNIGHT else None
            candidates[i + 1] = replace_meaning(other, replace(other.meaning, of=c.meaning.of, last=step, base=base))
    return candidates


def _is_told_again(c: Candidate, other: Candidate, view: View) -> bool:
    """True for the same moment by another clock, in brackets: "10:35 p.m. Friday (0335 GMT)"."""
    clocks = c.meaning.kind == "clock" == other.meaning.kind and other.meaning.zone is not None
    if not clocks or view.word(other.last) != ")" or other.start - c.end > LONGEST_ASIDE:
        return False
    return BEGUN_ASIDE.fullmatch(view.text[c.end : other.start]) is not None


def _days_across(here: Meaning, there: Meaning) -> int | None:
    """How many days the other clock is ahead or behind: clocks are never more than half a day apart, or nearly so."""
    first, second = ((m.hour or 0) * 60 + (m.minute or 0) for m in (here, there))
    apart = (second - first + HALF_A_DAY) % (2 * HALF_A_DAY) - HALF_A_DAY
    return (first + apart) // (2 * HALF_A_DAY) or None


HALF_A_DAY = 12 * 60


def replace_meaning(c: Candidate, meaning: Meaning) -> Candidate:
    """The same place with another meaning."""
    return Candidate(c.first, c.last, c.start, c.end, c.rule, meaning, c.relation, c.mod)
