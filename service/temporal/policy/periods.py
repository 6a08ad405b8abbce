"""Quarters, halves, seasons, feasts, decades."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from service.temporal import feasts
from service.temporal.calendar import (
    LAST_YEAR,
    SEASONS,
    add_days,
    add_months,
    season_of,
    shift,
    span_of,
    unit_value,
    week_of,
)
from service.temporal.meaning import Meaning
from service.temporal.policy.dates import deictic_year, short_year
from service.temporal.policy.reported import (
    A_QUARTER,
    PERIOD_REACH,
    period_ended,
    period_here,
    period_near,
    year_before,
)
from service.temporal.policy.setting import FUTURE, PAST, Reading, Setting, choice, point, resolve


@choice("quarter")
def a_quarter(m: Meaning, setting: Setting) -> Reading | None:
    """Quarters of the calendar, unless the text has its own; a bare number names the quarter nearest at hand."""
    number = int(m.count) if m.count else None
    if m.of is not None and (ended := resolve(m.of, setting)) is not None:
        named = period_ended(span_of(ended.value)[1] or setting.day, A_QUARTER)
        return Reading("DATE", named, ended.value, ended.grounds) if named else None
    year = m.year
    if year is None and m.deictic is not None:
        year = deictic_year(m.deictic, setting)
    if m.base == "year_ago":
        return _year_ago(m, number, year, setting)
    if number is None:
        return _quarter_by_place(m, year, setting)
    if year is not None:
        return point(setting, f"{year:04d}-Q{number}", m.year is None)
    other = period_here(setting)
    if m.name == "ellipsis" and other is not None and "Q" in other:
        year = int(other[:4]) - (setting.compared and number > int(other[-1]))  # "in the first, up from the fourth"
        return point(setting, f"{year:04d}-Q{number}")
    return point(setting, f"{_year_of_quarter(number, setting, m.fiscal):04d}-Q{number}")


def _year_ago(m: Meaning, number: int | None, year: int | None, setting: Setting) -> Reading | None:
    """ "the year-ago quarter", "the same period last year": what is reported on, of another year."""
    base = _other_than_said(m, setting) or setting.said.quarter
    if base is None and m.name == "period" and year is not None:
        return point(setting, f"{year:04d}")
    base = base or _last_quarter(setting.day)
    value = year_before(base if number is None else f"{base[:4]}-Q{number}", year)
    return point(setting, value) if value else None


def _other_than_said(m: Meaning, setting: Setting) -> str | None:
    """What is reported on where it is no quarter ("the same period"), or another one, named in this very sentence."""
    period = period_near(setting)
    if period is None or (m.name != "period" if "Q" not in period else not period_here(setting)):
        return None
    return period


def _last_quarter(day: date) -> str:
    before = add_months(day.replace(day=1), -3) or day
    return unit_value(before, "Q")


def _year_of_quarter(number: int, setting: Setting, fiscal: bool = False) -> int:
    """The year of "the third quarter": this year's if begun or a verb looks ahead to it, else last year's."""
    here = setting.day
    running = (here.month + 2) // 3
    if fiscal:
        return here.year - 1 if number == 4 and running == 1 else here.year
    if number < running and setting.word_before in ("by", "until", "till") and setting.direction() == FUTURE:
        return here.year + 1
    if number <= running:
        return here.year if not (running - number == 3 and setting.verb().tense == FUTURE) else here.year + 1
    if number - running == 1 and setting.direction() == FUTURE:
        return here.year
    if number - running == 1 and number < 4 and setting.direction() != PAST:
        return here.year
    return here.year - 1


def _quarter_by_place(m: Meaning, year: int | None, setting: Setting) -> Reading | None:
    here, said = setting.day, setting.said.quarter
    if year is not None:
        if m.name == "period" and m.year is not None:
            return point(setting, f"{year:04d}")
        other = _other_than_said(m, setting) or said
        if m.name == "period" and other is None:
            return point(setting, f"{year:04d}")
        other = other or _last_quarter(here)
        if m.deictic == "last" and int(other[:4]) == year:
            year -= 1  # In January, "the same quarter last year" beside a fourth quarter is of the year before it.
        value = year_before(other, year)
        return point(setting, value) if value else None
    if m.name == "period" and (m.base in ("the", "latest") or said is None):
        period = period_near(setting)
        if period is not None and (m.base == "the" or "Q" not in period):
            return point(setting, period)
        if m.base != "latest":
            return None
    if m.base == "previous" and said is not None and setting.at - setting.said.quarter_at <= PERIOD_REACH:
        before = shift(span_of(said)[0] or here, "Q", -1)
        return point(setting, unit_value(before, "Q")) if before else None
    if m.base in ("this", "current"):
        return point(setting, unit_value(here, "Q"))
    if m.base in ("next", "coming", "following"):
        ahead = add_months(here.replace(day=1), 3)
        return point(setting, unit_value(ahead, "Q")) if ahead else None
    if m.base in ("last", "previous", "past"):
        return point(setting, _last_quarter(here))
    return point(setting, said or _last_quarter(here))


@choice("half")
def a_half(m: Meaning, setting: Setting) -> Reading | None:
    """Half a year."""
    told = setting.story if setting.narrative and m.deictic is None else None
    year = m.year or (deictic_year(m.deictic, setting) if m.deictic else (told or setting.day).year)
    value = f"{year:04d}-H{int(m.count or 1)}"
    if told is not None and m.year is None:
        return Reading("DATE", value, told.isoformat(), (f"the narrative stands at {told.isoformat()}",))
    return point(setting, value, m.year is None) if year else None


@choice("season")
def a_season(m: Meaning, setting: Setting) -> Reading | None:
    """A season: the last one before, this year's, or the next, by its word or its clause."""
    name, here = m.name or "SU", setting.day
    year = m.year or (deictic_year(m.base, setting) if m.base else None)
    if m.year is not None and m.value == "short":
        year = short_year(m.year, setting)
    if year is not None:
        return point(setting, f"{year:04d}-{name}", m.year is None)
    told = setting.narrative and m.deictic not in HERE_DEICTICS
    if (told or m.deictic in SAID_DEICTICS) and setting.said.any is not None:
        return _season_said(m, setting.said.any, setting.said.grain == "year")
    running_year, running = season_of(here)
    this = running_year if running == name else here.year - (1 if name == "WI" and here.month < 3 else 0)
    _, last = SEASONS[name]
    over = running != name and here.month > last and name != "WI"
    if m.deictic in ("last", "past", "previous"):
        year = this if over else this - 1
    elif m.deictic in ("next", "coming", "following"):
        year = this if running != name and not over else this + 1
    elif m.deictic is None and running != name:
        direction = FUTURE if _up_to(setting) else setting.direction()
        if direction is None and setting.before:
            direction = FUTURE
        year = this + 1 if direction == FUTURE and over else this - 1 if direction == PAST and not over else this
        year = this - 1 if name == "WI" and direction == PAST and here.month < 12 and running != "WI" else year
    else:
        year = this
    return point(setting, f"{year:04d}-{name}") if 1 <= year <= 9998 else None


def _up_to(setting: Setting) -> bool:
    """ "to be inspected by the summer": ahead, unless "by" opens what is told."""
    told = setting.leading and setting.direction() == PAST
    return setting.word_before in ("by", "until", "till") and not told


@choice("seasons_ago")
def seasons_ago(m: Meaning, setting: Setting) -> Reading | None:
    """ "two summers ago": the summer before last summer."""
    last = a_season(Meaning("season", name=m.name, deictic="last"), setting)
    if last is None:
        return None
    year = int(last.value[:4]) + 1 - int(m.count or 1)
    return point(setting, f"{year:04d}-{m.name}") if 1 <= year <= LAST_YEAR - 1 else None


HERE_DEICTICS = frozenset({"last", "past", "this", "coming"})
SAID_DEICTICS = frozenset({"that", "same", "previous", "following"})


def _season_said(m: Meaning, base: date, only_year: bool) -> Reading | None:
    """ "that winter", "the previous summer": counted from what was said before; beside a bare year, in whole years."""
    name = m.name or "SU"
    first, last = SEASONS[name]
    year = base.year
    if only_year and name == "WI" and m.deictic in ("following", "the_next", "next"):
        pass  # the winter after 1917 begins in December of it
    elif only_year:
        year += {"previous": -1, "following": 1, "the_next": 1, "next": 1}.get(m.deictic or "", 0)
    elif m.deictic in ("previous", "last", "past") and base.month <= (last if name != "WI" else 12):
        year -= 1
    elif m.deictic in ("following", "next", "coming", "the_next") and base.month >= first:
        year += 1
    elif name == "WI" and base.month <= last:
        year -= 1
    if not 1 <= year <= LAST_YEAR - 1:
        return None
    note = f"counted from {base.isoformat()}, said before it"
    return Reading("DATE", f"{year:04d}-{name}", base.isoformat(), (note,))


@choice("holiday")
def a_holiday(m: Meaning, setting: Setting) -> Reading | None:
    """A feast: in the year said, else the nearest, by its word or its clause."""
    here, name = setting.day, m.name or ""
    year = m.year or (deictic_year(m.base, setting) if m.base else None)
    if year is not None:
        day = feasts.day_of(name, year)
        return point(setting, day.isoformat(), m.year is None) if day else None
    if setting.narrative and setting.said.any is not None and m.deictic is None:
        here = setting.said.any
        last = add_days(here, -FEAST_TOLD_BACK) or here
        coming = [d for y in (here.year, here.year + 1) if (d := feasts.day_of(name, y)) and d >= last]
        note = f"the narrative stands at {here.isoformat()}"
        return Reading("DATE", coming[0].isoformat(), here.isoformat(), (note,)) if coming else None
    days = [d for y in (here.year - 1, here.year, here.year + 1) if (d := feasts.day_of(name, y))]
    before, after = [d for d in days if d < here], [d for d in days if d > here]
    if m.deictic in ("last", "past", "previous") and before:
        chosen = max(before)
    elif m.deictic in ("next", "coming") and after:
        chosen = min(after)
    elif m.deictic == "this":
        chosen = next((d for d in days if d.year == here.year), here)
    else:
        direction = FUTURE if _up_to(setting) else setting.direction()
        weak = setting.verb().tense == "modal"  # "the oil could be smelt on Good Friday": the nearest
        if direction == FUTURE and not weak and after and setting.word_before not in ("the", "annual"):
            chosen = min([d for d in days if d >= here] or after)
        elif direction == PAST and before and not (setting.before or setting.word_before in ("by", "until", "till")):
            chosen = max([d for d in days if d <= here] or before)
        elif not days:
            return None
        else:
            chosen = min(days, key=lambda d: (abs((d - here).days), d > here))
    return point(setting, chosen.isoformat())


# A tale may come back to a feast just past: "the week of Christmas ... On Christmas Eve".
FEAST_TOLD_BACK = 10


@choice("beside_holiday")
def beside_a_holiday(m: Meaning, setting: Setting) -> Reading | None:
    """The day or week before or after a feast, or the nearest such weekday on that side of it.

    The week before Easter is the one that it ends.
    """
    feast = resolve(m.of, setting) if m.of is not None else None
    day = span_of(feast.value)[0] if feast is not None else None
    if feast is None or day is None:
        return None
    step = int(m.count or 1)
    if m.weekday is not None:
        days = step * ((step * (m.weekday - day.isoweekday()) - 1) % 7 + 1)
    else:
        days = step if m.unit == "D" else WEEK_AFTER if step > 0 else -DAYS_OF_HOLY_WEEK
    other = add_days(day, days)
    return replace(feast, value=unit_value(other, m.unit or "D")) if other else None


# Counted so far from a feast one stands in the week after or before it: a Sunday ends its week.
WEEK_AFTER, DAYS_OF_HOLY_WEEK = 7, 4


@choice("holiday_weekend")
def a_holiday_weekend(m: Meaning, setting: Setting) -> Reading | None:
    """The weekend a feast belongs to: the one before a Monday or Tuesday, else that of its week."""
    feast = resolve(m.of, setting) if m.of is not None else None
    day = span_of(feast.value)[0] if feast else None
    if day is None:
        return None
    saturday = add_days(day, -3) if day.isoweekday() <= LEANS_BACK else day
    return point(setting, f"{week_of(saturday)}-WE") if saturday else None


LEANS_BACK = 2


@choice("unit_of_year")
def a_unit_of_year(m: Meaning, setting: Setting) -> Reading | None:
    """ "the same month last year": the last month, week or day said within reach, else the running one."""
    here = setting.day
    near = setting.said.any is not None and (setting.narrative or setting.at - setting.said.at <= UNIT_REACH)
    near = near and m.name != "now"
    base = setting.said.any if near and setting.said.any is not None else here
    period = period_near(setting)
    if period is not None and m.name != "now" and span_of(period)[2] == {"M": "month", "W": "week"}.get(m.unit or ""):
        first = span_of(period)[0]
        base = add_days(first, MIDDLE_OF_WEEK if m.unit == "W" else 0) or base if first else base
    year = m.year or (deictic_year(m.deictic, setting) if m.deictic else base.year - 1)
    day = add_months(base, 12 * (year - base.year)) if year else None
    return point(setting, unit_value(day, m.unit or "M")) if day else None


MIDDLE_OF_WEEK = 3
# Characters within which a month said before is the one that "the same month last year" repeats.
UNIT_REACH = 300


@choice("decade")
def a_decade(m: Meaning, setting: Setting) -> Reading | None:
    """ "the 1980s"; "the '80s" and "the eighties" are the last that had begun."""
    year = m.year or 0
    anchored = year < 100
    if m.count is not None:
        century = setting.day.year // 100 + {"last": -1, "past": -1, "previous": -1}.get(m.deictic or "", 0)
        return point(setting, f"{century * 10 + int(m.count):03d}")
    if anchored:
        century = setting.day.year // 100 * 100
        year += century if century + year <= setting.day.year else century - 100
    return point(setting, f"{year // 10:03d}", anchored, mod=m.mod) if year >= 100 else None


@choice("value")
def a_value(m: Meaning, setting: Setting) -> Reading | None:
    """A value the rule states by itself."""
    return Reading(m.type or "DATE", m.value or "", None, ("stated in full",), mod=m.mod)
