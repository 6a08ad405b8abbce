"""Neighbours that name one time are made one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from service.temporal.builders import on_clock
from service.temporal.calendar import COUNTED_TO_THE_DAY, MONTHS_OF_UNIT, WHOLE_YEARS
from service.temporal.meaning import Candidate, Meaning
from service.temporal.tokens import SPACE, first_word
from service.temporal.view import POSSESSIVE_MARKS, View

UNITS_OFF = COUNTED_TO_THE_DAY | WHOLE_YEARS
STEP_OF_DEICTIC = {"last": -1, "this": 0, "next": 1}
DAYLIKE = frozenset({"weekday", "day", "holiday", "beside_holiday", "month_day", "said_day", "numeric"})

# Tokens from an hour that opens a clause to the day it is of.
DAY_BEHIND_REACH = 16
WORD_GAP = re.compile(r"\s+")


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
    return _day_behind(done, view)


def _day_behind(candidates: list[Candidate], view: View) -> list[Candidate]:
    """ "Um 23.50 Uhr verließ der Parteichef am Sonntag den Saal": the hour that opens a clause is of the day behind."""
    marks = view.grammar.clauses.soft
    for a, b in pairwise(candidates):
        x, y = a.meaning, b.meaning
        of_a_day = y.kind in ("weekday", "day", "date") and is_day(y)
        if x.kind != "clock" or x.of is not None or not of_a_day or b.first - a.last > DAY_BEHIND_REACH:
            continue
        low, high = view.sentence(a.first)
        opens = first_word(view.words, low, a.first) == a.first - 2 and b.first < high
        if opens and marks.isdisjoint(view.classes[a.last : b.first]):
            a.meaning = replace(x, of=y, name=_settled(x))
    return candidates


@dataclass(frozen=True)
class Pair:
    """Two neighbours, their meanings, the words between them and what may join what."""

    a: Candidate
    b: Candidate
    between: str
    view: View

    @property
    def x(self) -> Meaning:
        """What the first means."""
        return self.a.meaning

    @property
    def y(self) -> Meaning:
        """What the second means; the night of "24-25 May" is the night that begins on the 24th."""
        night_of_days = self.b.meaning.kind == "span" and self.x.kind == "part" and self.x.of is None
        first = self.b.meaning.of if night_of_days else None
        return first if first is not None and first.day else self.b.meaning

    def linked(self, table: str) -> bool:
        """True where the words between are those that the language has for this join."""
        return self.between in self.view.grammar.language.tables["joins"].get(table, ())

    def by_first(self, meaning: Meaning | None) -> Candidate | None:
        """Both in one, read by the first one's rule."""
        return None if meaning is None else _merged(self.a, self.b, meaning, self.a.rule, self.view)

    def by_second(self, meaning: Meaning | None) -> Candidate | None:
        """Both in one, read by the second one's rule."""
        return None if meaning is None else _merged(self.a, self.b, meaning, self.b.rule, self.view)


def _join(a: Candidate, b: Candidate, view: View) -> Candidate | None:
    between = gap(a, b, view)
    if between is None or _begins_anew(a, b, view):
        return None
    pair = Pair(a, b, between, view)
    return next((joined for rule in JOINS if (joined := rule(pair)) is not None), None)


def weekday_of_date(pair: Pair) -> Candidate | None:
    """ "Sunday, August 6", "Sunday night, August 6": the date, its weekday kept to be checked."""
    x, y = pair.x, pair.y
    in_month = y.kind == "month_day" and y.deictic is not None and y.weekday is None
    if not (y.kind == "date" or in_month) or not y.day or not pair.linked("weekday_date"):
        return None
    if in_month:
        return pair.by_second(y) if x.kind == "weekday" and x.deictic is None else None
    if x.kind == "weekday" and x.deictic is None:
        return pair.by_second(replace(y, weekday=x.weekday, name=None))
    if x.kind in ("clock", "part") and x.of is not None and x.of.kind == "weekday":
        return pair.by_first(replace(x, of=replace(y, weekday=x.of.weekday)))
    return None


def feast_of_date(pair: Pair) -> Candidate | None:
    """ "Easter Monday, 30 March 1282": the date says when the feast was."""
    x, y = pair.x, pair.y
    dated = x.kind == "holiday" and x.year is None and x.deictic is None and y.kind == "date" and y.day and y.month
    return pair.by_second(y) if dated and pair.linked("weekday_date") and pair.between != " " else None


def day_of_year(pair: Pair) -> Candidate | None:
    """ "Christmas Day in 1950", "the night of July 4 of 1976", not "on 5 March In 1967", at a lost line break."""
    x, y = pair.x, pair.y
    small = pair.view.text[pair.a.end : pair.b.start].islower()
    if pair.b.rule != "bare-year" or not small or not pair.linked("day_year"):
        return None
    if x.kind in ("clock", "part", "beside_holiday"):
        return pair.by_first(replace(x, of=replace(x.of, year=y.year))) if x.of and _is_undated(x.of) else None
    return pair.by_first(replace(x, year=y.year)) if _is_undated(x) else None


def _is_undated(day: Meaning) -> bool:
    named = day.kind == "holiday" or (day.kind == "date" and day.day is not None)
    return named and day.year is None and day.deictic is None and day.base is None


def part_of_year_counted(pair: Pair) -> Candidate | None:
    """ "in June two years ago", "25 years ago this July": a part of a year so many years off."""
    links = pair.view.grammar.language.tables["joins"]["years_ago_part"]
    then = _in_year_counted(pair.x, pair.y, pair.between, links)
    return pair.by_second(then) if pair.y.kind == "shift" else pair.by_first(then)


def weekday_of_week(pair: Pair) -> Candidate | None:
    """ "next week Tuesday": the weekday of that week, unless it owns what follows ("this week Tuesday's vote")."""
    x, y = pair.x, pair.y
    week = x.kind == "unit" and x.unit == "W" and x.deictic in STEP_OF_DEICTIC
    if not week or y.kind != "weekday" or y.deictic is not None or pair.between != " ":
        return None
    owner = pair.view.word(pair.b.last) in POSSESSIVE_MARKS
    return None if owner else pair.by_second(replace(y, base=x.deictic))


def day_counted(pair: Pair) -> Candidate | None:
    """ "a week ago Monday", "two weeks from tomorrow"."""
    if pair.between != " ":
        return None
    if pair.x.kind == "day" and pair.y.kind == "shift" and pair.y.unit in WHOLE_YEARS:
        return pair.by_first(_counted_day(pair.y, pair.x))  # "heute vor zehn Jahren"
    return pair.by_first(_counted_day(pair.x, pair.y))


def weekend_of_date(pair: Pair) -> Candidate | None:
    """ "the weekend of May 7"."""
    return pair.by_first(_dated_weekend(pair.x, pair.y)) if pair.linked("weekend_date") else None


def weekday_of_month(pair: Pair) -> Candidate | None:
    """ "a Tuesday in March", "a Friday in 1931": some day of the month or year, so the month or year."""
    any_weekday = pair.linked("weekday_month") and _is_any_weekday(pair.a, pair.view)
    return pair.by_second(pair.y) if any_weekday and _is_month_or_year(pair.y) else None


def night_of_two_days(pair: Pair) -> Candidate | None:
    """ "the night of Wednesday and Thursday": the one that leads from the first to the second."""
    x, y = pair.x, pair.y
    night = x.kind == "part" and x.part == "NI" and x.of is not None and x.of.kind == "weekday"
    if not night or x.of is None or y.kind != "weekday" or y.deictic is not None or not pair.linked("night_days"):
        return None
    ends = pair.view.classes[pair.b.last + 1 : pair.b.last + 2] not in pair.view.grammar.kinds("day_part")
    return pair.by_first(x) if ends and (x.of.weekday or 0) % 7 + 1 == y.weekday else None


def time_of_day(pair: Pair) -> Candidate | None:
    """ "3 p.m. Tuesday", "the night of July 28"."""
    x, y = pair.x, pair.y
    if x.kind not in ("clock", "part") or not _no_day_yet(x) or not is_day(y) or not pair.linked("time_day"):
        return None
    return pair.by_first(replace(x, of=y, name=_settled(x)))


def day_and_time(pair: Pair) -> Candidate | None:
    """ "Tuesday at 3 p.m.", "July 28 in the morning"."""
    x, y = pair.x, pair.y
    if y.kind not in ("clock", "part") or y.of is not None or not is_day(x) or not pair.linked("day_time"):
        return None
    return pair.by_second(replace(y, of=x, name=_settled(y)))


def clock_each_day(pair: Pair) -> Candidate | None:
    """ "at 6 every morning", "3 p.m. daily": a set of hours."""
    x, y = pair.x, pair.y
    if x.kind != "clock" or x.of is not None or y.kind != "set" or not (pair.between == " " or pair.linked("time_day")):
        return None
    day = _weekday_of_set(y)
    if day is None and (pair.between != " " or not _comes_each_day(y)):
        return None
    return pair.by_first(_set_of_hours(day, y, x))


def set_at_clock(pair: Pair) -> Candidate | None:
    """ "jeden Montag um 8 Uhr", "täglich um 7 Uhr": a set of hours."""
    x, y = pair.x, pair.y
    if x.kind != "set" or x.freq is not None or y.kind != "clock" or y.of is not None or not pair.linked("set_time"):
        return None
    day = _weekday_of_set(x)
    if day is None and not _comes_each_day(x):
        return None
    return pair.by_first(_set_of_hours(day, x, y))


def _set_of_hours(day: str | None, every: Meaning, clock: Meaning) -> Meaning:
    """An hour of every such weekday, or of every day where there is none; its part of the day says which half."""
    part = (every.value or "").partition("T")[2]
    hour = on_clock(clock.hour or 0, part) if part else clock.hour or 0
    return Meaning("set", value=f"{day or 'XXXX-XX-XX'}T{hour:02d}:{clock.minute or 0:02d}", quant=every.quant)


def _weekday_of_set(meaning: Meaning) -> str | None:
    """The value of "every Saturday", "Mondays"; None for another set, or one that says a part of the day."""
    value = meaning.value or ""
    return value if value.startswith("XXXX-WXX-") and "T" not in value and meaning.freq is None else None


def clock_on_part(pair: Pair) -> Candidate | None:
    """ "8 on Tuesday evening": the part of the day says which half the hour is in."""
    x, y = pair.x, pair.y
    dated_once = x.kind == "clock" and y.kind == "part" and (x.of is None) != (y.of is None)
    if not dated_once or not pair.linked("time_day"):
        return None
    return pair.by_first(replace(x, of=x.of or y.of, hour=on_clock(x.hour or 0, y.part or "")))


def part_with_clock(pair: Pair) -> Candidate | None:
    """ "Tuesday evening at 8": as before, the other way around."""
    x, y = pair.x, pair.y
    dated = x.kind == "part" and x.of is not None and y.kind == "clock" and y.of is None
    if not dated or not pair.linked("day_time"):
        return None
    return pair.by_second(replace(y, of=x.of, hour=on_clock(y.hour or 0, x.part or "")))


JOINS = (
    weekday_of_date,
    feast_of_date,
    day_of_year,
    part_of_year_counted,
    weekday_of_week,
    day_counted,
    weekend_of_date,
    weekday_of_month,
    night_of_two_days,
    time_of_day,
    day_and_time,
    clock_each_day,
    set_at_clock,
    clock_on_part,
    part_with_clock,
)


def _settled(time: Meaning) -> str | None:
    """A bare hour is one for certain once it has its day."""
    return time.name if time.name != "bare" else None


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
    if x.kind != "shift" or x.base != "now" or x.vague or x.unit not in UNITS_OFF or x.day is not None:
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


def _is_month_or_year(meaning: Meaning) -> bool:
    return meaning.kind in ("date", "month") and (meaning.month or meaning.year) is not None and meaning.day is None


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
