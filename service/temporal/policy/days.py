"""Days told by their place in a month or a week: the second Monday in May, the 5th; dates all in figures."""

from __future__ import annotations

from datetime import date

from service.temporal import feasts
from service.temporal.calendar import HALF_A_WEEK, add_days, add_months, safe_date, span_of, week_of
from service.temporal.meaning import SAID_STEPS, Meaning
from service.temporal.policy.setting import FUTURE, PAST, STEPS_OF_DEICTIC, Reading, Setting, choice, point, resolve


@choice("nth_of")
def an_nth(m: Meaning, setting: Setting) -> Reading | None:
    """The nth weekday, week or day of a month; -1 is the last."""
    whole = resolve(m.of, setting) if m.of is not None else None
    first, last, _ = span_of(whole.value) if whole else (None, None, None)
    if first is None or last is None:
        return None
    number = int(m.count or 1)
    if m.unit == "WD":
        day = feasts.nth_weekday(first.year, first.month, m.weekday or 1, number)
    elif m.unit == "D":
        day = last if number < 0 else add_days(first, number - 1)
    else:
        # A week belongs to the month that has most of its days.
        day = add_days(last, -HALF_A_WEEK) if number < 0 else add_days(first, 7 * number - 4)
    if day is None or not first <= day <= last:
        return None
    return point(setting, week_of(day) if m.unit == "W" else day.isoformat())


@choice("month_day")
def a_month_day(m: Meaning, setting: Setting) -> Reading | None:
    """ "the 5th of next month", "Friday the 13th"."""
    here = setting.day
    if m.name == "told" and not setting.narrative:
        return None
    step = STEPS_OF_DEICTIC.get(m.deictic or "", 0)
    if m.weekday is not None:
        here = _where_it_stands(setting) or here
        around = [add_months(here.replace(day=1), k) for k in range(-7, 8)]
        days = [d for first in around if first and (d := safe_date(first.year, first.month, m.day or 0))]
        fitting = [d for d in days if d.isoweekday() == m.weekday]
        if not fitting:
            return None
        nearest = min(fitting, key=lambda d: abs((d - here).days)).isoformat()
        if here == setting.day:
            return point(setting, nearest)
        return Reading("DATE", nearest, here.isoformat(), (f"nearest to {here.isoformat()}, said before it",))
    if m.deictic in SAID_STEPS and setting.story is not None:
        base = add_months(setting.story.replace(day=1), SAID_STEPS[m.deictic])
        day = safe_date(base.year, base.month, m.day or 0) if base else None
        note = f"counted from {setting.story.isoformat()}, said before it"
        return Reading("DATE", day.isoformat(), setting.story.isoformat(), (note,)) if day else None
    if m.deictic is None:
        near = setting.said.grain in ("month", "day") and setting.said.sentence == setting.sentence
        if (setting.narrative or near) and setting.said.any is not None:
            here = setting.said.any
            turns = not setting.narrative and setting.said.grain == "day" and (m.day or 0) < here.day
            month = add_months(here.replace(day=1), int(turns and setting.direction() == FUTURE))
            first = safe_date(month.year, month.month, m.day or 0) if month else None
            note = f"of the month said before it, {here:%Y-%m}"
            return Reading("DATE", first.isoformat(), here.isoformat(), (note,)) if first else None
        if setting.direction() == PAST and (m.day or 0) > here.day:
            step = -1
        elif setting.direction() == FUTURE and (m.day or 0) < here.day:
            step = 1
    first = add_months(here.replace(day=1), step)
    day = safe_date(first.year, first.month, m.day or 0) if first else None
    return point(setting, day.isoformat()) if day else None


def _where_it_stands(setting: Setting) -> date | None:
    """The day a tale has come to, or the month spoken of right before; None where neither is known."""
    said = setting.said
    of_month = said.grain == "month" and setting.at - said.at <= MONTH_REACH
    return said.any if setting.narrative or of_month else None


# Characters from a month to the weekday and day that are of it.
MONTH_REACH = 120


@choice("numeric")
def figures(m: Meaning, setting: Setting) -> Reading | None:
    """A date all in figures: by the order given; else by what only one order allows; else month first, a guess."""
    first, second = int(m.count or 0), int(m.last or 0)
    order = m.name or setting.order
    if first > 12 or (order == "DMY" and second <= 12):
        day, month = first, second
    elif second > 12 or order is not None:
        month, day = first, second
    else:
        month, day = first, second
        setting.note("a guess: month before day")
    year = m.year if m.year is not None else setting.day.year
    whole = safe_date(year, month, day)
    if whole is None:
        return None
    return point(setting, whole.isoformat(), False)


@choice("iso_week")
def an_iso_week(m: Meaning, setting: Setting) -> Reading | None:
    """2017-W31, or a day of it."""
    try:
        monday = date.fromisocalendar(m.year or 0, int(m.count or 0), m.weekday or 1)
    except ValueError:
        return None
    return point(setting, monday.isoformat() if m.weekday else week_of(monday), False)
