"""The one place with policy: what a phrase means, given the publication day and what was said.

Every choice is a function or a constant with a name; docs/policy.md explains each. A choice returns a Reading or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone

from service.temporal import feasts
from service.temporal.calendar import (
    LAST_YEAR,
    SEASONS,
    add_days,
    add_months,
    safe_date,
    season_of,
    shift,
    span_of,
    unit_value,
    week_of,
)
from service.temporal.clauses import Verb
from service.temporal.meaning import Meaning
from service.temporal.zones import offset_of

PAST, FUTURE = "past", "future"
# What the language files make of "postponed to" and its like.
MOVED_TO = "moved_to"
AHEAD = frozenset({"future", "modal", "to", "schedule"})
NAMES_OF_TENSE = {
    "future": "future verb",
    "modal": "modal verb",
    "to": "infinitive ahead",
    "schedule": "present of a planned thing",
}
SUNDAY = 7


@dataclass(frozen=True, slots=True)
class Reading:
    """What the policy settled on, before relation and span of days are worked out."""

    type: str
    value: str
    anchor: str | None = None
    grounds: tuple[str, ...] = ()
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    begin: str | None = None
    end: str | None = None
    time: str | None = None
    days: tuple[date | None, date | None] | None = None


@dataclass(slots=True)
class Said:
    """What the text has said so far: the last value of any kind, the last day, the last quarter."""

    day: date | None = None
    any: date | None = None
    grain: str | None = None
    quarter: str | None = None
    first_quarter: str | None = None
    quarter_at: int = -1
    sentence: int = -1
    at: int = 0


@dataclass(slots=True)
class Setting:
    """All a choice may look at: the publication moment, what was said, the tense around, the order of figures."""

    moment: datetime
    said: Said
    verb: Callable[[], Verb]
    title: bool = False
    order: str | None = None
    word_before: str = ""
    at: int = 0
    sentence: int = 0
    narrative: bool = False
    leading: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The publication day, in the article's own offset."""
        return self.moment.date()

    @property
    def anchor(self) -> str:
        """The publication day as text."""
        return self.day.isoformat()

    def direction(self) -> str | None:
        """Where the clause looks: past, future, or nowhere. Headlines tell the past in the present."""
        verb = self.verb()
        tense = verb.tense
        if tense in ("schedule", "present") and self.title:
            tense = "past"
        if tense in AHEAD:
            self.notes.append(f"{NAMES_OF_TENSE[tense]} in its clause")
            return FUTURE
        if tense == "past":
            self.notes.append("past verb in its clause")
            return PAST
        return None


def _point(setting: Setting, value: str, anchored: bool = True, **more: object) -> Reading:
    grounds = list(setting.notes)
    if anchored:
        grounds.append(f"publication day {setting.day:%A} {setting.anchor}")
    else:
        grounds.append("stated in full")
    return Reading("DATE", value, setting.anchor if anchored else None, tuple(grounds), **more)  # type: ignore[arg-type]


# ---------------------------------------------------------------- dates with parts left out


def a_date(m: Meaning, setting: Setting) -> Reading | None:
    """A date as far as it is said; a year left out is chosen by `year_left_out`."""
    if m.deictic is not None and m.month is not None:
        year = deictic_year(m.deictic, setting)
        return _point(setting, f"{year:04d}-{m.month:02d}") if year else None
    if m.year is not None:
        if m.month is None:
            return _point(setting, f"{m.year:04d}", False)
        if m.day is None:
            return _point(setting, f"{m.year:04d}-{m.month:02d}", False)
        return _point(setting, f"{m.year:04d}-{m.month:02d}-{m.day:02d}", False)
    if m.month is None:
        return None
    if m.day is None:
        return month_left_alone(m.month, setting)
    return year_left_out(m.month, m.day, m.weekday, setting)


def deictic_year(deictic: str, setting: Setting) -> int | None:
    """The year that "last year", "the following year" and their like name."""
    year = setting.day.year
    if deictic in ("last", "past"):
        return year - 1
    if deictic in ("next", "coming"):
        return year + 1
    if deictic in ("this", "current", "latest"):
        return year
    base = setting.said.any.year if setting.said.any else year
    return base + {"previous": -1, "following": 1}.get(deictic, 0)


def year_left_out(month: int, day: int, weekday: int | None, setting: Setting) -> Reading | None:
    """A month and day without a year: the nearest such day, unless its weekday or the clause says otherwise."""
    here = setting.day
    if setting.narrative and weekday is None and setting.said.any is not None:
        here = setting.said.any
        setting.notes.append(f"the narrative stands at {here.isoformat()}")
        choices = [d for y in (here.year, here.year + 1) if (d := safe_date(y, month, day))]
        chosen = _in_narrative(choices, here)
        if chosen is not None:
            return Reading("DATE", chosen.isoformat(), here.isoformat(), tuple(setting.notes))
    choices = [d for y in (here.year - 1, here.year, here.year + 1) if (d := safe_date(y, month, day))]
    if month == 2 and day == 29:
        choices = [d for y in range(here.year - 4, here.year + 5) if (d := safe_date(y, month, day))]
    if weekday is not None:
        fitting = [d for d in choices if d.isoweekday() == weekday]
        if fitting:
            setting.notes.append("the year in which it is that weekday")
            choices = fitting
    if not choices:
        return None
    direction = setting.direction()
    if setting.word_before in ("until", "till"):
        direction = FUTURE
    nearest = min(choices, key=lambda d: (abs((d - here).days), d > here))
    if weekday is None and direction == FUTURE and (here - nearest).days > AHEAD_TOLERANCE:
        later = [d for d in choices if d >= here]
        nearest = min(later) if later else nearest
    tolerance = 0 if setting.verb().near else PAST_TOLERANCE
    if weekday is None and direction == PAST and (nearest - here).days > tolerance:
        sooner = [d for d in choices if d <= here]
        nearest = max(sooner) if sooner else nearest
    setting.notes.append("nearest such day")
    return _point(setting, nearest.isoformat())


def _in_narrative(choices: list[date], here: date) -> date | None:
    """A story goes forward: the same year, or early in the next one when it has reached the last months of a year."""
    if not choices:
        return None
    if len(choices) > 1 and here.month >= 10 and choices[0].month <= 3:
        return choices[1]
    return choices[0]


AHEAD_TOLERANCE = 100
PAST_TOLERANCE = 90


FAR_AHEAD = 10


def month_left_alone(month: int, setting: Setting) -> Reading | None:
    """A month without a year: by the clause's direction; else the last one there was, this month included."""
    here = setting.day
    if setting.narrative and setting.said.any is not None:
        here = setting.said.any
        year = here.year + (1 if here.month >= 10 and month <= 3 else 0)
        if year > LAST_YEAR:
            return None
        return Reading("DATE", f"{year:04d}-{month:02d}", here.isoformat(), ("the narrative stands there",))
    direction = setting.direction()
    if setting.word_before in ("since", "after") and direction != FUTURE:
        direction = PAST
    if setting.word_before in ("until", "till", "by", "before") and direction != PAST:
        direction = FUTURE
    if setting.word_before == MOVED_TO:
        direction = FUTURE
    ahead = (month - here.month) % 12
    if not setting.verb().near and setting.word_before not in ("since", "after", "until", "till", "by", "before"):
        # A verb further off does not carry a month to the far side of the year.
        if direction == FUTURE and ahead >= FAR_AHEAD:
            direction = PAST
        elif direction == PAST and ahead == 1:
            direction = FUTURE
    if direction == FUTURE:
        year = here.year + (1 if month < here.month else 0)
    else:
        year = here.year - (1 if month > here.month else 0)
    if not 1 <= year <= 9999:
        return None
    return _point(setting, f"{year:04d}-{month:02d}")


def a_month(m: Meaning, setting: Setting) -> Reading | None:
    """ "last December", "this September", "next May"."""
    here, month = setting.day, m.month or 1
    base = here
    if m.deictic in ("previous", "following", "that", "same") and setting.said.day is not None:
        base = setting.said.day
    if m.deictic in ("last", "past", "previous"):
        year = base.year - (1 if month >= base.month else 0)
    elif m.deictic in ("next", "coming", "following"):
        year = base.year + (1 if month <= base.month else 0)
    else:
        year = base.year
    return _point(setting, f"{year:04d}-{month:02d}") if 1 <= year <= 9999 else None


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
        day = last if number < 0 else add_days(first, 7 * number - 4)
    if day is None or not first <= day <= last:
        return None
    return _point(setting, week_of(day) if m.unit == "W" else day.isoformat())


def a_month_day(m: Meaning, setting: Setting) -> Reading | None:
    """ "the 5th of next month", "Friday the 13th"."""
    here = setting.day
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(m.deictic or "", 0)
    if m.weekday is not None:
        around = [add_months(here.replace(day=1), k) for k in range(-7, 8)]
        days = [d for first in around if first and (d := safe_date(first.year, first.month, m.day or 0))]
        fitting = [d for d in days if d.isoweekday() == m.weekday]
        return _point(setting, min(fitting, key=lambda d: abs((d - here).days)).isoformat()) if fitting else None
    if m.deictic is None:
        if setting.narrative and setting.said.any is not None:
            here = setting.said.any
        elif setting.direction() == PAST and (m.day or 0) > here.day:
            step = -1
        elif setting.direction() == FUTURE and (m.day or 0) < here.day:
            step = 1
    first = add_months(here.replace(day=1), step)
    day = safe_date(first.year, first.month, m.day or 0) if first else None
    return _point(setting, day.isoformat()) if day else None


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
        setting.notes.append("a guess: month before day")
    year = m.year if m.year is not None else setting.day.year
    whole = safe_date(year, month, day)
    if whole is None:
        return None
    return _point(setting, whole.isoformat(), False)


def an_iso_week(m: Meaning, setting: Setting) -> Reading | None:
    """2017-W31, or a day of it."""
    try:
        monday = date.fromisocalendar(m.year or 0, int(m.count or 0), m.weekday or 1)
    except ValueError:
        return None
    return _point(setting, monday.isoformat() if m.weekday else week_of(monday), False)


# ---------------------------------------------------------------- weekdays and days


def a_weekday(m: Meaning, setting: Setting) -> Reading | None:
    """A weekday: the publication day itself when it falls on it; else the last one, or the next on a verb ahead."""
    here, wanted = setting.day, m.weekday or 1
    back = (here.isoweekday() - wanted) % 7
    forward = (wanted - here.isoweekday()) % 7
    if m.base is not None:
        monday = _week_monday(m.base, setting)
        day = add_days(monday, wanted - 1) if monday else None
        return _point(setting, day.isoformat()) if day else None
    offset = _weekday_offset(m, setting, back, forward)
    base = here
    if (m.deictic in ("previous", "following", "that", "same") or setting.narrative) and setting.said.day is not None:
        base = setting.said.day
        back, forward = (base.isoweekday() - wanted) % 7, (wanted - base.isoweekday()) % 7
        offset = (forward or 7) if m.deictic == "following" else -(back or 7) if m.deictic == "previous" else -back
        setting.notes.append(f"counted from {base.isoformat()}, said before it")
    day = add_days(base, offset + 7 * int(m.count or 0))
    return _point(setting, day.isoformat()) if day else None


# Prepositions that look ahead whatever the verb: "adjourned until Monday", "postponed to Thursday".
AHEAD_WORDS = frozenset({"by", "until", "till", "to", "for", MOVED_TO})


def _weekday_offset(m: Meaning, setting: Setting, back: int, forward: int) -> int:
    here = setting.day
    if m.deictic in ("last", "past", "previous"):
        return -(back or 7)
    if m.deictic in ("next", "the_next"):
        return 8 - here.isoweekday() + (m.weekday or 1) - 1
    if m.deictic in ("coming", "following"):
        return forward or 7
    if m.count:
        return forward
    direction = setting.direction()
    if setting.word_before in ("since", "after") and direction != FUTURE:
        direction = PAST
    if m.deictic == "this" and direction != FUTURE:
        return (m.weekday or 1) - here.isoweekday() if direction == PAST or here.isoweekday() < SUNDAY else -back
    if back == 0:
        setting.notes.append("the publication day itself")
        return 0
    if direction == FUTURE or (direction is None and setting.title and setting.word_before == "by"):
        return forward
    told = setting.word_before == "by" and setting.leading and direction == PAST
    if setting.word_before in AHEAD_WORDS and not told:
        return forward
    return -back


def _week_monday(deictic: str, setting: Setting) -> date | None:
    value = _week(deictic, setting)
    first, _, _ = span_of(value) if value else (None, None, None)
    return first


def a_day(m: Meaning, setting: Setting) -> Reading | None:
    """Today, yesterday, tomorrow."""
    day = add_days(setting.day, int(m.count or 0))
    return _point(setting, day.isoformat()) if day else None


def the_day_said(m: Meaning, setting: Setting) -> Reading | None:
    """The day said last, for "in the morning"; the publication day where none was."""
    said = setting.said.day
    if said is not None and (setting.narrative or setting.said.sentence == setting.sentence):
        return Reading("DATE", said.isoformat(), said.isoformat(), ("the day said before it",))
    return _point(setting, setting.anchor)


# ---------------------------------------------------------------- this, last, next


def _week(deictic: str, setting: Setting) -> str | None:
    """Weeks run Monday to Sunday; on a Sunday the week just ending is already "last week"."""
    here = setting.day
    if deictic in ("last", "past", "previous"):
        day = here if here.isoweekday() == SUNDAY else add_days(here, -7)
    elif deictic in ("next", "coming", "following"):
        day = add_days(here, 7)
    else:
        day = here
    return week_of(day) if day else None


def _weekend(deictic: str, setting: Setting) -> str | None:
    """The weekend meant: by its clause; else early in the week the one just past, later the one to come."""
    here = setting.day
    monday = add_days(here, 1 - here.isoweekday())
    if monday is None:
        return None
    in_it = here.isoweekday() >= 6
    if deictic in ("last", "past", "previous"):
        step = -7
    elif deictic in ("next", "following"):
        step = 7
    elif deictic == "coming" or in_it:
        step = 0
    else:
        direction = setting.direction()
        if direction is None:
            direction = PAST if here.isoweekday() <= WEEKEND_IS_PAST_UNTIL else FUTURE
        step = -7 if direction == PAST else 0
    day = add_days(monday, step)
    return f"{week_of(day)}-WE" if day else None


WEEKEND_IS_PAST_UNTIL = 3
STEPS_OF_DEICTIC = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def a_unit(m: Meaning, setting: Setting) -> Reading | None:
    """This, last, next, the same, the following unit."""
    unit, deictic = m.unit or "D", m.deictic or "this"
    if deictic == "the_next":
        near = setting.said.any is not None and setting.at - setting.said.at <= SAID_REACH
        deictic = "following" if unit == "D" or setting.narrative or near else "next"
        m = replace(m, deictic=deictic)
    if setting.narrative and deictic == "the" and setting.said.any is not None and unit in ("Y", "M"):
        return _unit_said(m, setting)
    if deictic in ("that", "same", "previous", "following"):
        return _unit_said(m, setting)
    if unit in ("S", "MIN", "H"):
        return _short_unit(m, setting)
    if unit == "WE":
        value = _weekend(deictic, setting)
    elif unit == "W":
        value = _week(deictic, setting)
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
        if m.name == "edge" and setting.word_before == "since":
            deictic = "last"
        day = shift(setting.day.replace(day=1), unit, STEPS_OF_DEICTIC.get(deictic, 0))
        value = unit_value(day, unit) if day else None
        if m.name == "edge" and value:
            last = span_of(value)[1]
            return _point(setting, last.isoformat()) if last else None
    return _point(setting, value, mod=m.mod) if value else None


def _past_unit(unit: str, setting: Setting) -> Reading | None:
    """ "the past year": the twelve months that end now, a stretch and no calendar year."""
    return a_duration(Meaning("duration", count=1, unit=unit, deictic="past"), setting)


def _short_unit(m: Meaning, setting: Setting) -> Reading | None:
    return Reading("DURATION", f"PT1{'M' if m.unit == 'MIN' else m.unit}", grounds=("one unit",))


def _unit_said(m: Meaning, setting: Setting) -> Reading | None:
    """ "that year", "the same day", "the following week": counted from what was said before."""
    unit = m.unit or "D"
    base = (setting.said.day if unit == "D" else setting.said.any) or setting.day
    if unit in ("S", "MIN", "H"):
        return None
    step = STEPS_OF_DEICTIC.get(m.deictic or "", 0)
    day = shift(base, unit, step)
    if day is None:
        return None
    note = f"counted from {base.isoformat()}, said before it"
    return Reading("DATE", unit_value(day, unit if unit != "F" else "W"), base.isoformat(), (note,))


def a_week_of(m: Meaning, setting: Setting) -> Reading | None:
    """ "the week of May 8"."""
    inner = a_date(m.of, setting) if m.of else None
    day = span_of(inner.value)[0] if inner else None
    return _point(setting, week_of(day)) if day else None


# ---------------------------------------------------------------- so long ago, so much later


def a_shift(m: Meaning, setting: Setting) -> Reading | None:
    """N units ago, from now, earlier, later: named by the unit that was counted in."""
    unit, count = m.unit or "D", m.count or 0
    if m.vague:
        return Reading("DATE", "FUTURE_REF" if count > 0 else "PAST_REF", setting.anchor, ("how many is not said",))
    reading = _quarter_shift(m, setting)
    if reading is not None:
        return reading
    base = setting.day
    note = f"publication day {setting.day:%A} {setting.anchor}"
    said = _said_base(unit, setting) if m.base in ("said", "year") else None
    if said is not None:
        base = said
        note = f"counted from {base.isoformat()}, said before it"
    if unit in ("S", "MIN", "H"):
        return _short_shift(unit, count, setting)
    whole = int(count)
    if count != whole:
        finer = {"Y": ("M", 12), "DE": ("Y", 10), "CE": ("Y", 100), "W": ("D", 7), "M": ("W", 4)}.get(unit)
        if finer is None:
            return None
        unit, whole = finer[0], round(count * finer[1])
    day = shift(base, unit, whole)
    if day is None:
        return None
    if unit == "Y" and said is not None and whole == -1 and setting.said.grain == "month":
        unit = "M"  # "in June ... from a year earlier" is that June.
    value = _shifted_value(day, unit, m, setting)
    return Reading("DATE", value, base.isoformat(), (note,), mod="APPROX" if m.last else None)


# Characters within which a year, month or day said before is what "a year earlier" is counted from in news.
SAID_REACH = 300


def _said_base(unit: str, setting: Setting) -> date | None:
    """The day that "later" and "earlier" are counted from: the last day said for days and weeks, else the last date."""
    said = setting.said
    if unit in ("D", "W", "F") and said.day is not None:
        return said.day
    if setting.narrative or setting.at - said.at <= SAID_REACH:
        return said.any
    return None


def _shifted_value(day: date, unit: str, m: Meaning, setting: Setting) -> str:
    """A count of decades or centuries names a year; weeks name a week; "later" and "earlier" in days name a day."""
    if unit in ("DE", "CE"):
        return unit_value(day, "Y")
    return unit_value(day, unit if unit != "F" else "W")


# Characters within which a quarter said before is still what "a year ago" is compared with.
QUARTER_REACH = 1500


def _quarter_shift(m: Meaning, setting: Setting) -> Reading | None:
    """ "a year earlier" beside a quarter is the same quarter of the year before."""
    quarter = setting.said.first_quarter
    if setting.narrative or quarter is None or m.unit != "Y" or m.count != -1:
        return None
    if m.base == "now" and setting.at - setting.said.quarter_at > QUARTER_REACH:
        return None
    year = int(quarter[:4]) + int(m.count or 0)
    if not 1 <= year <= 9999:
        return None
    return Reading("DATE", f"{year:04d}{quarter[4:]}", quarter, (f"the same quarter as {quarter}, said before it",))


def _short_shift(unit: str, count: float, setting: Setting) -> Reading | None:
    seconds = {"S": 1, "MIN": 60, "H": 3600}[unit] * count
    try:
        moment = setting.moment.replace(tzinfo=None) + timedelta(seconds=seconds)
    except OverflowError:
        return None
    text = moment.strftime("%H") if unit == "H" else moment.strftime("%H:%M")
    value = f"{moment.date().isoformat()}T{text}"
    grounds = (f"publication moment {setting.moment:%Y-%m-%d %H:%M}",)
    return Reading("TIME", value, setting.anchor, grounds, time=moment.strftime("%H:%M"))


# ---------------------------------------------------------------- quarters, halves, seasons, feasts, decades


def a_quarter(m: Meaning, setting: Setting) -> Reading | None:
    """Quarters of the calendar, unless the text has its own; a bare number names the quarter nearest at hand."""
    number = int(m.count) if m.count else None
    year = m.year
    if year is None and m.deictic is not None:
        year = deictic_year(m.deictic, setting)
    said = setting.said.first_quarter
    if m.base == "year_ago":
        base = said or _last_quarter(setting.day)
        if m.deictic or year:
            return _point(setting, f"{year:04d}{base[4:]}")
        value = f"{int(base[:4]) - 1:04d}{base[4:]}" if number is None else f"{int(base[:4]) - 1:04d}-Q{number}"
        return _point(setting, value)
    if number is None:
        return _quarter_by_place(m, year, setting)
    if year is not None:
        return _point(setting, f"{year:04d}-Q{number}", m.year is None)
    if m.base in ("last", "previous", "past") and number:
        pass
    return _point(setting, f"{_year_of_quarter(number, setting):04d}-Q{number}")


def _last_quarter(day: date) -> str:
    before = add_months(day.replace(day=1), -3) or day
    return unit_value(before, "Q")


def _year_of_quarter(number: int, setting: Setting) -> int:
    """The year of "the third quarter": this year's if begun or a verb looks ahead to it, else last year's."""
    here = setting.day
    running = (here.month + 2) // 3
    if number <= running:
        return here.year if not (running - number == 3 and setting.verb().tense == FUTURE) else here.year + 1
    if number - running == 1 and setting.direction() == FUTURE:
        return here.year
    if number - running == 1 and number < 4 and setting.direction() != PAST:
        return here.year
    return here.year - 1


def _quarter_by_place(m: Meaning, year: int | None, setting: Setting) -> Reading | None:
    here, said = setting.day, setting.said.first_quarter
    if year is not None:
        if m.name == "period" and m.year is not None:
            return _point(setting, f"{year:04d}")
        if said is not None:
            return _point(setting, f"{year:04d}{said[4:]}")
        return _point(setting, f"{year:04d}{_last_quarter(here)[4:]}")
    if m.name == "period" and said is None and m.base != "latest":
        return None
    if m.base in ("this", "current"):
        return _point(setting, unit_value(here, "Q"))
    if m.base in ("next", "coming", "following"):
        ahead = add_months(here.replace(day=1), 3)
        return _point(setting, unit_value(ahead, "Q")) if ahead else None
    if m.base in ("last", "previous", "past"):
        return _point(setting, _last_quarter(here))
    return _point(setting, said or _last_quarter(here))


def a_half(m: Meaning, setting: Setting) -> Reading | None:
    """Half a year."""
    year = m.year or (deictic_year(m.deictic, setting) if m.deictic else setting.day.year)
    return _point(setting, f"{year:04d}-H{int(m.count or 1)}", m.year is None) if year else None


def a_season(m: Meaning, setting: Setting) -> Reading | None:
    """A season: the last one before, this year's, or the next, by its word or its clause."""
    name, here = m.name or "SU", setting.day
    year = m.year or (deictic_year(m.base, setting) if m.base else None)
    if year is not None:
        return _point(setting, f"{year:04d}-{name}", m.year is None)
    if (setting.narrative or m.deictic in SAID_DEICTICS) and setting.said.any is not None:
        return _season_said(m, setting.said.any)
    running_year, running = season_of(here)
    this = running_year if running == name else here.year - (1 if name == "WI" and here.month < 3 else 0)
    _, last = SEASONS[name]
    over = running != name and here.month > last and name != "WI"
    if m.deictic in ("last", "past", "previous"):
        year = this if over else this - 1
    elif m.deictic in ("next", "coming", "following"):
        year = this if running != name and not over else this + 1
    elif m.deictic is None and running != name:
        direction = setting.direction()
        year = this + 1 if direction == FUTURE and over else this - 1 if direction == PAST and not over else this
        year = this - 1 if name == "WI" and direction == PAST and here.month < 12 and running != "WI" else year
    else:
        year = this
    return _point(setting, f"{year:04d}-{name}") if 1 <= year <= 9998 else None


SAID_DEICTICS = frozenset({"that", "same", "previous", "following"})


def _season_said(m: Meaning, base: date) -> Reading | None:
    """"that winter", "the previous summer": counted from what was said before."""
    name = m.name or "SU"
    first, last = SEASONS[name]
    year = base.year
    if m.deictic in ("previous", "last", "past") and base.month <= (last if name != "WI" else 12):
        year -= 1
    elif m.deictic in ("following", "next", "coming", "the_next") and base.month >= first:
        year += 1
    elif name == "WI" and base.month <= last:
        year -= 1
    if not 1 <= year <= LAST_YEAR - 1:
        return None
    note = f"counted from {base.isoformat()}, said before it"
    return Reading("DATE", f"{year:04d}-{name}", base.isoformat(), (note,))


def a_holiday(m: Meaning, setting: Setting) -> Reading | None:
    """A feast: in the year said, else the nearest, by its word or its clause."""
    here, name = setting.day, m.name or ""
    year = m.year or (deictic_year(m.base, setting) if m.base else None)
    if year is not None:
        day = feasts.day_of(name, year)
        return _point(setting, day.isoformat(), m.year is None) if day else None
    days = [d for y in (here.year - 1, here.year, here.year + 1) if (d := feasts.day_of(name, y))]
    before, after = [d for d in days if d < here], [d for d in days if d > here]
    if m.deictic in ("last", "past", "previous") and before:
        chosen = max(before)
    elif m.deictic in ("next", "coming") and after:
        chosen = min(after)
    elif m.deictic == "this":
        chosen = next((d for d in days if d.year == here.year), here)
    else:
        direction = setting.direction()
        if direction == FUTURE and after:
            chosen = min([d for d in days if d >= here] or after)
        elif direction == PAST and before:
            chosen = max([d for d in days if d <= here] or before)
        elif not days:
            return None
        else:
            chosen = min(days, key=lambda d: (abs((d - here).days), d > here))
    return _point(setting, chosen.isoformat())


def a_decade(m: Meaning, setting: Setting) -> Reading | None:
    """ "the 1980s"; "the '80s" and "the eighties" are the last that had begun."""
    year = m.year or 0
    anchored = year < 100
    if anchored:
        century = setting.day.year // 100 * 100
        year += century if century + year <= setting.day.year else century - 100
    return _point(setting, f"{year // 10:03d}", anchored, mod=m.mod) if year >= 100 else None


def a_value(m: Meaning, setting: Setting) -> Reading | None:
    """A value the rule states by itself."""
    return Reading(m.type or "DATE", m.value or "", None, ("stated in full",), mod=m.mod)


# ---------------------------------------------------------------- times of day


def a_clock(m: Meaning, setting: Setting) -> Reading | None:
    """A time of day on the day beside it, else the day said last; a zone turns it into the article's offset."""
    day, grounds, anchor = _day_of(m.of, setting)
    if day is None:
        return None
    hour, minute = m.hour or 0, m.minute or 0
    if m.name == "midnight" and m.of is not None:
        grounds += ("midnight ends the day it names",)
        day = add_days(day, 1) or day
    notes: tuple[str, ...] = ()
    if m.zone and m.zone != "LOCAL":
        turned, notes = _turn(day, hour, minute, m.zone, setting)
        if turned is not None:
            day, hour, minute = turned.date(), turned.hour, turned.minute
    text = f"{hour:02d}:{minute:02d}" + (f":{m.second:02d}" if m.second is not None else "")
    return Reading("TIME", f"{day.isoformat()}T{text}", anchor, grounds + notes, time=text)


def _turn(day: date, hour: int, minute: int, zone: str, setting: Setting) -> tuple[datetime | None, tuple[str, ...]]:
    """A moment in a named zone, in the article's own offset."""
    there = offset_of(zone, day)
    here = setting.moment.utcoffset()
    if there is None or here is None or there == here or not setting.moment.tzinfo:
        return None, ()
    if getattr(setting.moment, "fold", 0):
        return None, ()
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(there))
        return moment.astimezone(timezone(here)), (f"{zone} turned to the article's offset",)
    except OverflowError:
        return None, ()


def a_part(m: Meaning, setting: Setting) -> Reading | None:
    """A morning, an afternoon, an evening or a night of a day."""
    day, grounds, anchor = _day_of(m.of, setting)
    if day is None:
        return None
    return Reading("TIME", f"{day.isoformat()}T{m.part}", anchor, grounds, mod=m.mod)


def _day_of(of: Meaning | None, setting: Setting) -> tuple[date | None, tuple[str, ...], str | None]:
    reading = resolve(of, setting) if of is not None else the_day_said(Meaning("said_day"), setting)
    if reading is None:
        return None, (), None
    return span_of(reading.value)[0], reading.grounds, reading.anchor


# ---------------------------------------------------------------- how long, how often, and the vague


def period(count: float, unit: str, vague: bool = False) -> str:
    """A TIMEX3 period; decades and centuries in years, broken numbers in the next smaller unit.

    >>> period(2.5, "Y"), period(1, "DE"), period(1, "W", vague=True)
    ('P2Y6M', 'P10Y', 'PXW')
    """
    if vague:
        return {
            "S": "PTXS",
            "MIN": "PTXM",
            "H": "PTXH",
            "DE": "PXDE",
            "CE": "PXCE",
            "ML": "PXML",
            "F": "PXW",
            "WE": "PXWE",
        }.get(unit, f"PX{unit}")
    factor = {"DE": 10, "CE": 100, "ML": 1000}.get(unit)
    if factor:
        return period(count * factor, "Y")
    if unit == "F":
        return period(count * 2, "W")
    whole, rest = int(count), count - int(count)
    head, name = ("PT", {"MIN": "M"}.get(unit, unit)) if unit in ("S", "MIN", "H") else ("P", unit)
    if not rest:
        return f"{head}{whole}{name}"
    small, size = {"Y": ("M", 12), "H": ("M", 60), "MIN": ("S", 60), "D": ("H", 24), "M": ("D", 30), "W": ("D", 7)}.get(
        unit, ("", 0)
    )
    if not small:
        return f"{head}{count:g}{name}"
    if unit == "D":
        return f"P{whole}DT{round(rest * size)}H" if whole else f"PT{round(rest * size)}H"
    return f"{head}{f'{whole}{name}' if whole else ''}{round(rest * size)}{small}"


def a_duration(m: Meaning, setting: Setting) -> Reading | None:
    """So much time; one that leads up to now or away from it has days, others have none."""
    unit, count = m.unit or "D", m.count or 1
    value = period(count, unit, m.vague)
    if m.extra is not None and not m.vague:
        value = _compound(value, period(m.extra.count or 1, m.extra.unit or "D"))
    days, begin, end = None, None, None
    if m.deictic in ("past", "next", "coming") and not m.vague and unit not in ("S", "MIN", "H"):
        sign = -1 if m.deictic == "past" else 1
        other = shift(setting.day, unit, sign * max(1, round(m.last or count)))
        if other is not None:
            days = (other, setting.day) if sign < 0 else (setting.day, other)
            begin, end = days[0].isoformat(), days[1].isoformat()
    anchor = setting.anchor if days else None
    grounds = (f"counted from the publication day {setting.anchor}",) if days else ("a length of time",)
    return Reading("DURATION", value, anchor, grounds, begin=begin, end=end, days=days)


def _compound(first: str, second: str) -> str:
    if "T" in second:
        tail = second[1:] if "T" not in first else second[2:]
        return first + tail
    return first + second[1:]


def a_set(m: Meaning, setting: Setting) -> Reading | None:
    """How often."""
    value = m.value or period(m.count or 1, m.unit or "D")
    return Reading("SET", value, None, ("how often",), quant=m.quant, freq=m.freq)


def a_ref(m: Meaning, setting: Setting) -> Reading | None:
    """Now, once, some day."""
    return Reading("DATE", m.value or "PRESENT_REF", setting.anchor, ("vague",))


def a_span(m: Meaning, setting: Setting) -> Reading | None:
    """Two ends in one phrase: a length, with both ends and all the days between."""
    first = a_date(m.of, setting) if m.of else None
    last = a_date(m.extra, setting) if m.extra else None
    if first is None or last is None:
        return None
    begin, end = span_of(first.value)[0], span_of(last.value)[1]
    if begin is None or end is None:
        return None
    if m.of and m.of.day is None:
        length = f"P{int(last.value[:4]) - int(first.value[:4])}Y"
    else:
        length = f"P{(end - begin).days + 1}D"
    return Reading(
        "DURATION", length, first.anchor, first.grounds, begin=first.value, end=last.value, days=(begin, end)
    )


YEARS_OF_A_STORY = 5
STORY_IS_OLD = 2
YEARS_TO_NEWS = 5
NEWS_KINDS = frozenset({"day", "weekday"})


def is_narrative(meanings: list[Meaning], today: date) -> bool:
    """True for a text that tells of years long past and hardly of this week: its dates follow one another."""
    years = sum(m.kind == "date" and m.year is not None and m.year < today.year - STORY_IS_OLD for m in meanings)
    news = sum(m.kind in NEWS_KINDS or (m.kind == "unit" and m.deictic in ("last", "this", "next")) for m in meanings)
    return years >= YEARS_OF_A_STORY and years > YEARS_TO_NEWS * news


CHOICES: dict[str, Callable[[Meaning, Setting], Reading | None]] = {
    "date": a_date,
    "month": a_month,
    "month_day": a_month_day,
    "nth_of": an_nth,
    "numeric": figures,
    "iso_week": an_iso_week,
    "weekday": a_weekday,
    "day": a_day,
    "said_day": the_day_said,
    "unit": a_unit,
    "week_of": a_week_of,
    "shift": a_shift,
    "quarter": a_quarter,
    "half": a_half,
    "season": a_season,
    "holiday": a_holiday,
    "decade": a_decade,
    "value": a_value,
    "clock": a_clock,
    "part": a_part,
    "duration": a_duration,
    "set": a_set,
    "ref": a_ref,
    "span": a_span,
}


def resolve(meaning: Meaning, setting: Setting) -> Reading | None:
    """The reading of a meaning here and now; None when the calendar has no such time."""
    return CHOICES[meaning.kind](meaning, setting)


def remember(reading: Reading, meaning: Meaning, setting: Setting, mod: str | None = None) -> None:
    """Keeps what later phrases may be counted from."""
    if reading.type not in ("DATE", "TIME"):
        return
    first, last, grain = span_of(reading.value)
    said = setting.said
    if first is None or last is None or grain in TOO_LONG_TO_COUNT_FROM:
        return
    if meaning.kind == "shift" and meaning.unit == "Y" and not setting.narrative:
        return  # What things are compared with is not what the text has come to.
    said.any, said.grain = last if mod == "END" else first, grain
    said.sentence, said.at = setting.sentence, setting.at
    if grain in DAY_GRAINS:
        said.day = first
    elif said.day is not None and not first <= said.day <= last:
        said.day = None
    if grain == "quarter" and meaning.kind == "quarter" and meaning.count and meaning.base is None and not meaning.year:
        said.quarter, said.quarter_at = reading.value, setting.at
        said.first_quarter = said.first_quarter or reading.value


TOO_LONG_TO_COUNT_FROM = frozenset({"decade", "century", "millennium"})
DAY_GRAINS = frozenset({"day", "part", "hour", "minute", "second"})
