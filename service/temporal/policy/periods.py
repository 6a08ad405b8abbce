"""Quarters, halves, decades, and the same unit of another year."""

from __future__ import annotations

from datetime import date

from service.temporal.calendar import HALF_A_WEEK, add_days, add_months, shift, span_of, unit_value
from service.temporal.meaning import Meaning
from service.temporal.policy.dates import deictic_year
from service.temporal.policy.reported import (
    A_QUARTER,
    PERIOD_REACH,
    period_ended,
    period_here,
    period_near,
    year_before,
)
from service.temporal.policy.setting import FUTURE, PAST, UP_TO, Reading, Setting, choice, point, resolve


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
    framed = setting.frame or (_year_going_on(number, "quarter", setting) if not m.fiscal else None)
    if framed is not None and m.name != "ellipsis":
        return point(setting, f"{framed:04d}-Q{number}")
    other = period_here(setting)
    if m.name == "ellipsis" and other is not None and "Q" in other:
        year = int(other[:4]) - (setting.compared and number > int(other[-1]))  # "in the first, up from the fourth"
        return point(setting, f"{year:04d}-Q{number}")
    return point(setting, f"{_year_of_quarter(number, setting, m.fiscal):04d}-Q{number}")


def _year_going_on(number: int, grain: str, setting: Setting) -> int | None:
    """ "rose in the first half of 2012 and fell in the second half": the year of the one before it in the clause."""
    said = setting.said
    same = said.sentence == setting.sentence and said.grain == grain and said.value is not None
    if not same or said.value is None or number <= int(said.value[-1]) or not setting.around.chained(over_marks=False):
        return None
    return int(said.value[:4])


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
    quarter_near = setting.said.quarter is not None and setting.at - setting.said.quarter_at <= PERIOD_REACH
    a_month = span_of(period)[2] == "month" and not period_here(setting)
    return None if a_month and quarter_near else period  # "the third quarter ... in September ... the year-ago period"


def _last_quarter(day: date) -> str:
    before = add_months(day.replace(day=1), -3) or day
    return unit_value(before, "Q")


def _year_of_quarter(number: int, setting: Setting, fiscal: bool = False) -> int:
    """The year of "the third quarter": this year's if begun or a verb looks ahead to it, else last year's."""
    here = setting.day
    running = (here.month + 2) // 3
    if fiscal:
        return here.year - 1 if number == 4 and running == 1 else here.year
    over = running - number
    ahead = setting.up_to or (over >= LONG_OVER and setting.word_before in POINTS_AHEAD)
    if over > 0 and ahead and setting.direction() == FUTURE:
        return here.year + 1  # in November, "expects to return to profit in the first quarter"
    if number <= running:
        return here.year if not (running - number == 3 and setting.verb().tense == FUTURE) else here.year + 1
    just_over = number - running == QUARTERS - 1 and not setting.up_to
    in_it = setting.word_before in POINTS_AHEAD and not just_over  # "expects to close the sale in the third quarter"
    ahead = setting.direction() == FUTURE or (setting.up_to and not setting.leading and not setting.verb().lasted)
    if ahead and (number - running == 1 or in_it):
        return here.year
    if number - running == 1 and number < 4 and setting.direction() != PAST:
        return here.year
    return here.year - 1


QUARTERS = 4
# Figures of the last quarter are told in the quarter after it; so many quarters on they are no news.
LONG_OVER = 2
# With one of these before it a quarter is when something will be, not what figures are of.
POINTS_AHEAD = UP_TO | {"in", "during"}


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
    if said is None and m.base == "the" and setting.direction() == FUTURE:
        return point(setting, unit_value(here, "Q"))  # "will be ready by the end of the quarter"
    return point(setting, said or _last_quarter(here))


@choice("half")
def a_half(m: Meaning, setting: Setting) -> Reading | None:
    """Half a year."""
    told = setting.story if setting.narrative and m.deictic is None else None
    framed = setting.frame or _year_going_on(int(m.count or 1), "half", setting)
    year = m.year or (deictic_year(m.deictic, setting) if m.deictic else framed or (told or setting.day).year)
    if not year:
        return None
    value = f"{year:04d}-H{int(m.count or 1)}"
    if told is not None and m.year is None:
        return Reading("DATE", value, told.isoformat(), (f"the narrative stands at {told.isoformat()}",))
    return point(setting, value, m.year is None)


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
        base = add_days(first, HALF_A_WEEK if m.unit == "W" else 0) or base if first else base
    year = m.year or (deictic_year(m.deictic, setting) if m.deictic else base.year - 1)
    day = add_months(base, 12 * (year - base.year)) if year else None
    return point(setting, unit_value(day, m.unit or "M")) if day else None


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
