"""This, last, next, that unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from service.temporal.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    SHORTER_THAN_A_DAY,
    add_days,
    shift,
    span_of,
    unit_value,
)
from service.temporal.meaning import Meaning
from service.temporal.policy.lengths import a_duration
from service.temporal.policy.reported import period_near
from service.temporal.policy.setting import (
    FUTURE,
    PAST,
    PAST_REF,
    SAID_DEICTICS,
    STEPS_OF_DEICTIC,
    Reading,
    Setting,
    choice,
    point,
    resolve,
)
from service.temporal.policy.shifts import (
    DAY_GRAINS,
    DAY_REACH,
    SAID_REACH,
    SATURDAY,
    coarser_than,
    somewhere_later,
    told_once_more,
)
from service.temporal.policy.weekdays import week_meant, weekend_meant


@choice("unit")
def a_unit(m: Meaning, setting: Setting) -> Reading | None:
    """This, last, next, the same, the following unit."""
    unit, deictic = m.unit or "D", m.deictic or "this"
    if m.name == "turn" and setting.day.month > FAR_FROM_ITS_END and setting.direction() != PAST:
        deictic = "next"  # "at the turn of the year", said in November
    if deictic == "the_next" and unit in ("DE", "CE") and not setting.narrative:
        return a_duration(Meaning("duration", count=1, unit=unit, deictic="next"), setting)
    if (unit, deictic) == ("DE", "last") and setting.verb().aspect == "has" and not setting.narrative:
        return _past_unit(unit, setting)  # "has fallen by a third in the last decade"
    if deictic == "the_next":
        near = setting.said.any is not None and setting.at - setting.said.at <= SAID_REACH
        deictic = "following" if unit == "D" or setting.narrative or near else "next"
        m = replace(m, deictic=deictic)
    if deictic == "next" and unit == "D" and (setting.narrative or setting.direction() == PAST):
        deictic, m = "following", replace(m, deictic="following")  # "next morning they marched out"
    if deictic == "new":
        return _new_year(setting)
    if deictic == "the" and unit in UNITS_OF_A_TALE and (setting.narrative or _ended_then(unit, setting)):
        return _weekend_told(setting) if unit == "WE" else _unit_said(m, setting)
    if deictic == "the" and unit in UNITS_OF_A_FRAME and setting.frame is not None:
        return point(setting, unit_value(date(setting.frame, 12, 31), unit))
    if deictic in SAID_DEICTICS:
        return told_once_more(m, _unit_said(replace(m, extra=None), setting), setting)
    if unit in SHORTER_THAN_A_DAY:
        return _short_unit(m)
    if unit == "M" and deictic == "the" and (month := _month_of_figures(setting)) is not None:
        return month
    if unit == "WE":
        value = weekend_meant(deictic, setting)
    elif unit == "W":
        value = week_meant("last" if deictic == "the" and _just_over(unit, setting) else deictic, setting)
    elif unit == "F":
        return Reading("DURATION", "P2W", grounds=("two weeks",))
    elif unit == "D":
        if deictic in ("the", "latest", "current"):
            return None
        if deictic in ("past", "last"):
            return Reading("DURATION", "P1D", grounds=("one day",))
        day = add_days(setting.day, STEPS_OF_DEICTIC.get(deictic, 0))
        value = day.isoformat() if day else None
    elif deictic == "past":
        return _past_unit(unit, setting)
    else:
        ended = setting.word_before == "since" or _has_ended(setting)
        if (m.name == "edge" and ended) or (deictic == "the" and _just_over(unit, setting)):
            deictic = "last"
        day = shift(setting.day.replace(day=1), unit, STEPS_OF_DEICTIC.get(deictic, 0))
        value = unit_value(day, unit) if day else None
    return point(setting, value, mod=m.mod) if value else None


def _ended_then(unit: str, setting: Setting) -> bool:
    """ "On March 1 they sang ... By the end of the month nine were dead": of the month said before, which is over."""
    then = setting.said.any
    if then is None or unit not in UNITS_TOLD or not setting.up_to or setting.direction() != PAST:
        return False
    near = setting.at - setting.said.at <= SAID_REACH and setting.around.goes_on()
    finer = setting.said.grain in FINER_THAN[unit]
    return near and finer and unit_value(then, unit) < unit_value(setting.day, unit)


# "By the end of the month" may be that of a day said before, "of the year" that of a month.
UNITS_TOLD = frozenset({"W", "M", "Y"})
FINER_THAN = {"W": ("day", "part"), "M": ("day", "part", "week"), "Y": ("day", "part", "week", "month", "season")}


def _has_ended(setting: Setting) -> bool:
    """ "had 52 stores at year-end", said in April of what was: the last one, while this one is far from its end."""
    return setting.word_before == "at" and setting.direction() == PAST and setting.day.month <= FAR_FROM_ITS_END


FAR_FROM_ITS_END = 9


def _just_over(unit: str, setting: Setting) -> bool:
    """ "the average rose 2 percent for the week", in a Monday's paper: of a unit just begun nothing is told yet."""
    if setting.word_before != "for" or setting.direction() != PAST:
        return False
    begun = {"W": setting.day.isoweekday(), "M": setting.day.day, "Y": setting.day.timetuple().tm_yday}.get(unit)
    return begun is not None and begun <= JUST_BEGUN[unit]


# A unit of which so many days have begun has nothing yet to sum up.
JUST_BEGUN = {"W": 1, "M": 4, "Y": 10}


def _new_year(setting: Setting) -> Reading | None:
    """ "the new year": the one that begins next, or has just begun."""
    base = (setting.story if setting.narrative else None) or setting.day
    in_it = setting.narrative and setting.said.grain == "year"
    year = base.year + (base.month > MONTHS_OF_A_NEW_YEAR or in_it)
    return Reading("DATE", f"{year:04d}", base.isoformat(), (f"the year that begins next to {base.isoformat()}",))


MONTHS_OF_A_NEW_YEAR = 2


# What "the end of the ..." is in a tale: that of the time it has come to.
UNITS_OF_A_TALE = frozenset({"W", "WE", "M", "Q", "Y", "DE", "CE"})


# "In 1931 he was rich, but by the end of the decade he was poor".
UNITS_OF_A_FRAME = frozenset({"Y", "DE", "CE"})


def _weekend_told(setting: Setting) -> Reading | None:
    """ "by the weekend" in a tale: that of the week it stands in."""
    base = setting.said.day or setting.said.any
    if base is None:
        return None
    note = f"the narrative stands at {base.isoformat()}"
    return Reading("DATE", unit_value(base, "WE"), base.isoformat(), (note,))


def _month_of_figures(setting: Setting) -> Reading | None:
    """ "For the month" in figures of a month that is over is that month, unless the clause looks ahead."""
    period = period_near(setting)
    if period is None or span_of(period)[2] != "month" or setting.direction() == FUTURE:
        return None
    return Reading("DATE", period, period, (f"the month reported on, {period}",)) if period < setting.anchor else None


def _past_unit(unit: str, setting: Setting) -> Reading | None:
    """ "the past year": the twelve months that end now, a stretch and no calendar year."""
    return a_duration(Meaning("duration", count=1, unit=unit, deictic="past"), setting)


def _short_unit(m: Meaning) -> Reading | None:
    return Reading("DURATION", f"PT1{'M' if m.unit == 'MIN' else m.unit}", grounds=("one unit",))


def _unit_said(m: Meaning, setting: Setting) -> Reading | None:
    """ "that year", "the same day", "the following week": counted from what was said before."""
    unit = m.unit or "D"
    said = setting.said
    near = setting.narrative or setting.at - said.at <= DAY_REACH
    last = said.any
    if unit == "Y" and setting.narrative and m.deictic != "the":
        last = said.passed or last  # "studied there until 1933. The following year"
    base = (said.day if unit == "D" and near else None if unit == "D" else last) or setting.day
    if unit in SHORTER_THAN_A_DAY:
        return None
    step = STEPS_OF_DEICTIC.get(m.deictic or "", 0)
    known = coarser_than(unit, setting) if unit == "D" and setting.narrative and said.day is None else None
    if known is not None and last is not None:
        return somewhere_later(step, unit, known, setting)  # "in August ... the following day"
    told = setting.around.edge() is not None and not setting.narrative and setting.direction() == PAST
    if unit == "D" and base > setting.day and (m.name == "trading" or told):
        base = said.past_day or setting.day  # "shares ended the day lower"
    if unit == "D" and step > 0 and base == setting.day and said.past_day is not None and setting.direction() == PAST:
        base = said.past_day  # "... last Friday. A week earlier ... The next morning there was no street"
    midweek = unit == "WE" and step > 0 and said.grain in DAY_GRAINS and base.isoweekday() < SATURDAY
    day = shift(base, unit, step - midweek)  # the weekend after a Tuesday is that of its week
    if day is None:
        return None
    if step > 0 and base == setting.day and not setting.narrative and setting.direction() == PAST:
        return Reading("DATE", PAST_REF, setting.anchor, ("what it is counted from is not said",))
    note = f"counted from {base.isoformat()}, said before it"
    return Reading("DATE", unit_value(day, unit if unit != "F" else "W"), base.isoformat(), (note,))


@choice("week_of")
def a_week_of(m: Meaning, setting: Setting) -> Reading | None:
    """ "the week of May 8", "the week ended last Saturday"."""
    inner = resolve(m.of, setting) if m.of else None
    day = span_of(inner.value)[0] if inner else None
    return point(setting, unit_value(day, m.unit or "W")) if day else None


@choice("in_year_counted")
def in_a_year_counted(m: Meaning, setting: Setting) -> Reading | None:
    """ "in June two years ago": a part of the year so many years before or after the running one."""
    year = setting.day.year + int(m.count or 0)
    then = resolve(replace(m.of, year=year), setting) if m.of and FIRST_YEAR <= year <= LAST_YEAR else None
    return point(setting, then.value) if then and span_of(then.value)[0] else None
