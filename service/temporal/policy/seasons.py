"""Seasons and feasts: of which year, and the days and weekends beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from service.temporal import feasts
from service.temporal.calendar import LAST_YEAR, SEASONS, add_days, season_of, span_of, unit_value, week_of
from service.temporal.meaning import Meaning
from service.temporal.policy.antiquity import OLDEST
from service.temporal.policy.dates import deictic_year, short_year
from service.temporal.policy.setting import FUTURE, PAST, SAID_DEICTICS, Reading, Setting, choice, point, resolve


@choice("season")
def a_season(m: Meaning, setting: Setting) -> Reading | None:
    """A season: the last one before, this year's, or the next, by its word or its clause."""
    name, here = m.name or "SU", setting.day
    if m.year is not None and m.year < OLDEST and setting.said.before_christ:
        return Reading("DATE", f"BC{m.year:04d}-{name}", None, ("the era said before it",))
    year = m.year or (deictic_year(m.base, setting) if m.base else None)
    if m.year is not None and m.value == "short":
        year = short_year(m.year, setting)
    if year is not None:
        return point(setting, f"{year:04d}-{name}", m.year is None)
    m = setting.settled(m)
    plans = m.deictic == "next" and setting.direction() != PAST  # "the state plans to sell it next summer"
    told = setting.in_story and m.deictic not in HERE_DEICTICS and not plans
    if (told or m.deictic in SAID_DEICTICS) and setting.said.any is not None:
        base = (setting.said.passed if m.deictic == "that" else None) or setting.said.any
        return _season_said(m, base, setting.said.grain == "year", not setting.told_before)
    if m.deictic is None and setting.frame is not None:
        return point(setting, f"{setting.frame:04d}-{name}")
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
        if m.deictic == "this" and name == "WI" and running != name and here.month < 12 and not _ahead(setting):
            year -= 1  # "this winter", said in May of what was
    return point(setting, f"{year:04d}-{name}") if 1 <= year <= 9998 else None


def _ahead(setting: Setting) -> bool:
    """True where nothing tells that it is over: autumn speaks of the winter to come, spring of the one just past."""
    return setting.direction() != PAST or setting.day.month > LAST_MONTH_AFTER_WINTER


LAST_MONTH_AFTER_WINTER = 8


def _up_to(setting: Setting) -> bool:
    """ "to be inspected by the summer": ahead, unless "by" opens what is told, or what had been done by then, or "not
    ... until" tells it."""
    told = (setting.leading or setting.verb().aspect == "had") and setting.direction() == PAST
    return setting.up_to and not told and not setting.not_until


@choice("seasons_ago")
def seasons_ago(m: Meaning, setting: Setting) -> Reading | None:
    """ "two summers ago": the summer before last summer."""
    last = a_season(Meaning("season", name=m.name, deictic="last"), setting)
    if last is None:
        return None
    year = int(last.value[:4]) + 1 - int(m.count or 1)
    return point(setting, f"{year:04d}-{m.name}") if 1 <= year <= LAST_YEAR - 1 else None


HERE_DEICTICS = frozenset({"last", "past", "this", "coming"})
def _is_long_over(m: Meaning, base: date) -> bool:
    """A season alone that began too long ago for a tale to come back to it."""
    return m.deictic is None and m.name != "WI" and base.month - SEASONS[m.name or "SU"][0] > MONTHS_OVER


# A tale does not come back to a season that began so many months before.
MONTHS_OVER = 6
ONWARD = frozenset({"following", "the_next", "next", "coming"})


def _season_said(m: Meaning, base: date, only_year: bool, goes_on: bool) -> Reading | None:
    """ "that winter", "the previous summer": counted from what was said before; beside a bare year, in whole years. A
    season alone is the next one where the tale `goes_on` and this year's is long over: "in November ... by the spring".
    """
    name = m.name or "SU"
    first, last = SEASONS[name]
    year = base.year
    if only_year and name == "WI" and m.deictic in ("following", "the_next", "next"):
        pass  # the winter after 1917 begins in December of it
    elif only_year:
        year += {"previous": -1, "following": 1, "the_next": 1, "next": 1}.get(m.deictic or "", 0)
    elif m.deictic in ("previous", "last", "past") and base.month <= (last if name != "WI" else 12):
        year -= 1
    elif (m.deictic in ONWARD and base.month >= first) or (goes_on and _is_long_over(m, base)):
        year += 1
    elif name == "WI" and base.month <= last and m.deictic not in ONWARD:
        year -= 1
    if not 1 <= year <= LAST_YEAR - 1:
        return None
    note = f"counted from {base.isoformat()}, said before it"
    return Reading("DATE", f"{year:04d}-{name}", base.isoformat(), (note,))


@choice("holiday")
def a_holiday(m: Meaning, setting: Setting) -> Reading | None:
    """A feast: in the year said, else the nearest, by its word or its clause."""
    here, name = setting.day, m.name or ""
    year = m.year or (deictic_year(m.base, setting) if m.base else setting.frame if m.deictic is None else None)
    if year is not None:
        day = feasts.day_of(name, year)
        return point(setting, day.isoformat(), m.year is None) if day else None
    if setting.in_story and setting.said.any is not None and m.deictic is None:
        here = setting.said.any
        last = add_days(here, -FEAST_TOLD_BACK) or here
        coming = [d for y in (here.year, here.year + 1) if (d := feasts.day_of(name, y)) and d >= last]
        note = f"the narrative stands at {here.isoformat()}"
        return Reading("DATE", coming[0].isoformat(), here.isoformat(), (note,)) if coming else None
    told = setting.said.day if setting.said.day_sentence == setting.sentence else None
    if setting.before and m.deictic is None and told is not None:
        here = told  # "sank on December 20, 1987, five days before Christmas"
    days = [d for y in (here.year - 1, here.year, here.year + 1) if (d := feasts.day_of(name, y))]
    if here is told:
        next_one = next((d for d in days if d >= here), here)
        return Reading("DATE", next_one.isoformat(), here.isoformat(), ("the next after the day said",))
    before, after = [d for d in days if d < here], [d for d in days if d > here]
    if m.deictic in ("last", "past", "previous") and before:
        chosen = max(before)
    elif m.deictic in ("next", "coming") and after:
        chosen = min(after)
    elif m.deictic == "this":
        chosen = next((d for d in days if d.year == here.year), here)
    else:
        direction = FUTURE if _up_to(setting) else setting.direction()
        purpose = setting.word_before == "for"  # "called it a fairy tale for Christmas"
        weak = setting.verb().tense == "modal"  # "the oil could be smelt on Good Friday": the nearest
        weak = weak or setting.verb().ended  # "had promised it before Easter but have yet to print it"
        weak = weak or (_up_to(setting) and setting.direction() == PAST)  # "was told to finish by Easter"
        if direction == FUTURE and not weak and after and setting.word_before not in ("the", "annual"):
            chosen = min([d for d in days if d >= here] or after)
        elif direction == PAST and before and not (_soon(after, here, setting) or _up_to(setting) or purpose):
            chosen = max([d for d in days if d <= here] or before)
        elif not days:
            return None
        else:
            chosen = min(days, key=lambda d: (abs((d - here).days), d > here))
    return point(setting, chosen.isoformat())


def _soon(after: list[date], here: date, setting: Setting) -> bool:
    """ "wanted it done before Easter": after a past verb a feast that is near may be yet to come, no other."""
    near = bool(after) and (min(after) - here).days <= SOON
    return setting.before and (near or setting.verb().aim)


SOON = 60
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
