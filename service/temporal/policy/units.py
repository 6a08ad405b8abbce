"""This, last, next, that unit; so long ago, so much later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

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
from service.temporal.policy.antiquity import is_reckoned
from service.temporal.policy.lengths import a_duration
from service.temporal.policy.reported import held_against_a_year_ago, month_reported, period_near, year_before
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


def told_once_more(m: Meaning, counted: Reading | None, setting: Setting) -> Reading | None:
    """ "five days later, on April 20": what the date behind says; a weekday only where what was counted is another."""
    behind = resolve(m.extra, setting) if m.extra is not None else None
    day = span_of(behind.value)[0] if behind is not None else None
    if day is None or m.extra is None:
        return counted
    own = span_of(counted.value)[0] if counted is not None else None
    if m.extra.kind == "weekday" and own is not None and own.isoweekday() == m.extra.weekday:
        return counted
    return Reading("DATE", _shifted_value(day, m.unit or "D"), day.isoformat(), ("the date beside it",))


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
    known = _coarser_than(unit, setting) if unit == "D" and setting.narrative and said.day is None else None
    if known is not None and last is not None:
        return _somewhere_later(step, unit, known, setting)  # "in August ... the following day"
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


@choice("shift")
def a_shift(m: Meaning, setting: Setting) -> Reading | None:
    """N units ago, from now, earlier, later: named by the unit that was counted in."""
    if m.extra is not None:
        return told_once_more(m, a_shift(replace(m, extra=None), setting), setting)
    unit, count = m.unit or "D", m.count or 0
    if m.name == "ahead" and setting.narrative and setting.said.any is not None:
        return a_duration(m, setting)  # "promised completion in three years"
    if m.vague:
        ahead = count > 0 and (m.base != "said" or setting.direction() == FUTURE)
        return Reading("DATE", "FUTURE_REF" if ahead else PAST_REF, setting.anchor, ("how many is not said",))
    reading = _quarter_shift(m, setting) or _apposed(unit, count, m.base, setting)
    if reading is not None:
        return reading
    base = setting.day
    note = f"{setting.basis} {setting.day:%A} {setting.anchor}"
    said = _said_base(unit, setting, int(count), m.name == "same") if m.base in ("said", "year") else None
    month = month_reported(setting) if m.base == "said" and unit == "M" and count < 0 else None
    said = month or said
    if said is not None:
        base = said
        note = f"counted from {base.isoformat()}, said before it"
    if unit in SHORTER_THAN_A_DAY:
        return _short_shift(unit, count, setting, m.base == "said")
    if m.day is not None:
        base = add_days(base, m.day) or base  # "a year ago today", "a week from tomorrow"
    coarse = _coarser_than(unit, setting) if said is not None else None
    if coarse is not None and setting.narrative and m.day is None:
        return _somewhere_later(count, unit, coarse, setting)
    whole = int(count)
    if count != whole:
        finer = {"Y": ("M", 12), "DE": ("Y", 10), "CE": ("Y", 100), "W": ("D", 7), "M": ("W", 4)}.get(unit)
        if finer is None:
            return None
        unit, whole = finer[0], round(count * finer[1])
    day = shift(base, unit, whole)
    if day is None:
        return None
    told = base <= setting.day and not is_reckoned(day.year)
    ahead = m.base == "said" and (unit != "D" or said is None) and whole > 0 and told
    if ahead and day > setting.day and setting.direction() != FUTURE:
        if setting.direction() == PAST:
            return Reading("DATE", PAST_REF, setting.anchor, ("what it is counted from is not said",))
        day, note = setting.day, f"later is now: {setting.anchor}"  # "Two years later, they are still missing"
    held_against = said is not None and m.base == "said" and setting.said.grain == "month" and setting.compared
    if unit == "Y" and whole == -1 and held_against:
        unit = "M"  # "in June ... from a year earlier" is that June.
    if m.name == "week":
        unit = "W"  # "ten years ago this week"
    to_the_day = m.day is not None and m.name != "week"
    value = day.isoformat() if to_the_day else _shifted_value(day, unit)
    return Reading("DATE", value, base.isoformat(), (note,), mod="APPROX" if m.last else None)


def _apposed(unit: str, count: float, base: str | None, setting: Setting) -> Reading | None:
    """ "in 2017, 33 years later, ...": set beside a date, it is that date told once more."""
    there = setting.said.any
    if base != "said" or count <= 0 or unit in SHORTER_THAN_A_DAY or there is None or not setting.around.apposed():
        return None
    known = _coarser_than(unit, setting)
    return Reading("DATE", unit_value(there, known or named_unit(unit)), there.isoformat(), ("the date beside it",))


def named_unit(unit: str) -> str:
    """A count of decades or centuries names a year, one of fortnights a week."""
    return {"DE": "Y", "CE": "Y", "F": "W"}.get(unit, unit)


def _coarser_than(unit: str, setting: Setting) -> str | None:
    """The unit that what was said last is known to, where it is coarser than the unit counted in."""
    known = UNIT_OF_GRAIN.get(setting.said.grain or "")
    if known is None or unit not in SIZES or SIZES.index(known) <= SIZES.index(unit):
        return None
    return known


def _somewhere_later(count: float, unit: str, known: str, setting: Setting) -> Reading | None:
    """ "in January 1908 ... nine days later": a day of a month that is not known stays that month or the next."""
    first, last, _ = span_of(setting.said.value) if setting.said.value else (None, None, None)
    if first is None or last is None:
        return None
    middle = add_days(first, (last - first).days // 2) if setting.said.mod not in EDGES else setting.said.any
    day = shift(middle or first, unit, int(count))
    if day is None:
        return None
    exact = setting.said.mod in EDGES and unit == "W"
    note = f"counted from {setting.said.value}, said before it"
    return Reading("DATE", unit_value(day, "W" if exact else known), (middle or first).isoformat(), (note,))


EDGES = frozenset({"START", "MID", "END"})
SIZES = ("D", "W", "M", "Y")
UNIT_OF_GRAIN = {"month": "M", "season": "M", "year": "Y"}


SATURDAY = 6
DAY_GRAINS = frozenset({"day", "part", "hour", "minute", "second"})


# Characters within which a day said before is "that day" in news; what is further off is forgotten.
DAY_REACH = 900


# Characters within which a year, month or day said before is what "a year earlier" is counted from in news.
SAID_REACH = 300


def _said_base(unit: str, setting: Setting, count: int, same: bool = False) -> date | None:
    """The day that "later" and "earlier" are counted from: the last day said for days and weeks, else the last date."""
    said = setting.said
    if unit in ("D", "W", "F") and said.day is not None:
        past = said.day > setting.day and not is_reckoned(said.day.year) and setting.direction() == PAST
        return said.past_day or setting.day if past else said.day
    if unit == "D" and same and not setting.narrative and said.grain in COARSE:
        return said.past_day or setting.day  # "in the first quarter ... that same evening"
    if unit == "D" and count <= 0 and not setting.narrative and said.past_day is not None and said.grain in COARSE:
        return said.past_day  # "told reporters Friday ... since August ... the day before"
    if setting.narrative or setting.at - said.at <= SAID_REACH:
        return said.any
    return None


# A time so long does not say from which of its days a day is counted.
COARSE = frozenset({"month", "season", "quarter", "half", "year"})


def _shifted_value(day: date, unit: str) -> str:
    """A count of decades or centuries names a year; weeks name a week; "later" and "earlier" in days name a day."""
    return unit_value(day, named_unit(unit))


def _quarter_shift(m: Meaning, setting: Setting) -> Reading | None:
    """ "a year earlier" beside figures of a quarter, a half or a month is that of the year before."""
    if setting.narrative or m.unit != "Y" or m.count != -1 or m.day is not None:
        return None
    period = held_against_a_year_ago(m.base == "now", setting)
    value = year_before(period) if period is not None else None
    if value is None:
        return None
    return Reading("DATE", value, period, (f"the same as {period}, said before it, of the year before",))


def _short_shift(unit: str, count: float, setting: Setting, from_said: bool) -> Reading | None:
    """Hours and minutes on: from the time said before, else at no known hour of that day; "ago" from publication."""
    seconds = {"S": 1, "MIN": 60, "H": 3600}[unit] * count
    base = setting.moment.replace(tzinfo=None)
    said = setting.said
    if from_said:
        near = setting.narrative or setting.at - said.at <= SAID_REACH
        if said.moment is None or not near:
            day = said.day if said.day is not None and near else setting.day
            open_hour = f"{day.isoformat()}TXX" + (":XX" if unit != "H" else "")
            return Reading("TIME", open_hour, day.isoformat(), ("the hour it is counted from is not said",))
        base = said.moment
    try:
        moment = base + timedelta(seconds=seconds)
    except OverflowError:
        return None
    text = moment.strftime("%H") if unit == "H" and not from_said else moment.strftime("%H:%M")
    value = f"{moment.date().isoformat()}T{text}"
    counted_from = "said before it" if from_said else "publication moment"
    grounds = (f"{counted_from}: {base:%Y-%m-%d %H:%M}",)
    anchor = base.date().isoformat() if from_said else setting.anchor
    return Reading("TIME", value, anchor, grounds, time=moment.strftime("%H:%M"))
