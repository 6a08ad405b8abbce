"""So long ago, so much later: counted from now, or from what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from service.temporal.calendar import (
    LAST_YEAR,
    MONTHS_OF_UNIT,
    SHORTER_THAN_A_DAY,
    add_days,
    shift,
    span_of,
    unit_value,
)
from service.temporal.meaning import Meaning
from service.temporal.policy.antiquity import is_reckoned
from service.temporal.policy.lengths import a_duration
from service.temporal.policy.reported import held_against_a_year_ago, month_reported, year_before
from service.temporal.policy.setting import FUTURE, PAST, PAST_REF, Reading, Setting, choice, resolve


def told_once_more(m: Meaning, counted: Reading | None, setting: Setting) -> Reading | None:
    """ "five days later, on April 20": what the date behind says; a weekday only where what was counted is another."""
    behind = resolve(m.extra, setting) if m.extra is not None else None
    day = span_of(behind.value)[0] if behind is not None else None
    if day is None or m.extra is None:
        return counted
    own = span_of(counted.value)[0] if counted is not None else None
    if m.extra.kind == "weekday" and own is not None and own.isoweekday() == m.extra.weekday:
        return counted
    return Reading("DATE", shifted_value(day, m.unit or "D"), day.isoformat(), ("the date beside it",))


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
    coarse = coarser_than(unit, setting) if said is not None else None
    if coarse is not None and setting.narrative and m.day is None:
        return somewhere_later(count, unit, coarse, setting)
    whole = int(count)
    if count != whole:
        finer = {"Y": ("M", 12), "DE": ("Y", 10), "CE": ("Y", 100), "W": ("D", 7), "M": ("W", 4)}.get(unit)
        if finer is None:
            return None
        unit, whole = finer[0], round(count * finer[1])
    day = shift(base, unit, whole)
    if day is None:
        return _before_the_calendar(base, unit, whole, setting)
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
    value = day.isoformat() if to_the_day else shifted_value(day, unit)
    return Reading("DATE", value, base.isoformat(), (note,), mod="APPROX" if m.last else None)


def _before_the_calendar(base: date, unit: str, count: int, setting: Setting) -> Reading | None:
    """ "5,000 years ago": a year before Christ; what lies further back than four figures tell is long past."""
    months = MONTHS_OF_UNIT.get(unit)
    if months is None or count >= 0 or months % MONTHS_OF_UNIT["Y"]:
        return None
    before = 1 - base.year - count * months // MONTHS_OF_UNIT["Y"]
    if not 1 <= before <= LAST_YEAR:
        return Reading("DATE", PAST_REF, setting.anchor, ("longer ago than the calendar tells",))
    return Reading("DATE", f"BC{before:04d}", base.isoformat(), (f"counted from {base.isoformat()}",))


def _apposed(unit: str, count: float, base: str | None, setting: Setting) -> Reading | None:
    """ "in 2017, 33 years later, ...": set beside a date, it is that date told once more."""
    there = setting.said.any
    if base != "said" or count <= 0 or unit in SHORTER_THAN_A_DAY or there is None or not setting.around.apposed():
        return None
    known = coarser_than(unit, setting)
    return Reading("DATE", unit_value(there, known or named_unit(unit)), there.isoformat(), ("the date beside it",))


def named_unit(unit: str) -> str:
    """A count of decades or centuries names a year, one of fortnights a week."""
    return {"DE": "Y", "CE": "Y", "F": "W"}.get(unit, unit)


def coarser_than(unit: str, setting: Setting) -> str | None:
    """The unit that what was said last is known to, where it is coarser than the unit counted in."""
    known = UNIT_OF_GRAIN.get(setting.said.grain or "")
    if known is None or unit not in SIZES or SIZES.index(known) <= SIZES.index(unit):
        return None
    return known


def somewhere_later(count: float, unit: str, known: str, setting: Setting) -> Reading | None:
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


def shifted_value(day: date, unit: str) -> str:
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
