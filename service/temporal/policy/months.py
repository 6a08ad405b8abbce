"""Months named by a word of place: last December, this May 3, the May contract."""

from __future__ import annotations

from dataclasses import replace

from service.temporal.calendar import LAST_YEAR, safe_date
from service.temporal.meaning import Meaning
from service.temporal.policy.setting import PAST, SAID_DEICTICS, Reading, Setting, choice, point

# Beside a bare year its months are counted in whole years.
WHOLE_YEARS = {"previous": -1, "following": 1}


@choice("month")
def a_month(m: Meaning, setting: Setting) -> Reading | None:
    """ "last December", "this September", "next May"."""
    here, month = setting.day, m.month or 1
    if m.day is not None:
        return _day_named(m, setting)
    base = here
    m = setting.settled(m)
    if m.deictic == "next" and setting.in_story and setting.direction() == PAST:
        m = replace(m, deictic="following")  # "was deported the next April"
    if m.deictic in SAID_DEICTICS and setting.said.any is not None:
        base = setting.said.passed or setting.said.any
    if base is not here and setting.said.grain == "year" and m.deictic in WHOLE_YEARS:
        year = base.year + WHOLE_YEARS[m.deictic]  # "in 1948 ... the following March"
    elif m.deictic in ("last", "past", "previous"):
        year = base.year - (1 if month >= base.month else 0)
    elif m.deictic in ("next", "coming", "following"):
        year = base.year + (1 if month <= base.month else 0)
    else:
        year = base.year
    if not 1 <= year <= LAST_YEAR:
        return None
    if base == here:
        return point(setting, f"{year:04d}-{month:02d}")
    note = f"counted from {base.isoformat()}, said before it"
    return Reading("DATE", f"{year:04d}-{month:02d}", base.isoformat(), (note,))


def _day_named(m: Meaning, setting: Setting) -> Reading | None:
    """ "last Oct. 4", "next June 5", "this May 3": the one before, after, or of the running year."""
    here = setting.day
    if m.deictic in ("that", "same") and setting.said.any is not None:
        here = setting.said.any  # "in 1918 ... that November 11"
    days = [d for y in range(here.year - 1, here.year + 2) if (d := safe_date(y, m.month or 1, m.day or 1))]
    if m.deictic in ("last", "past", "previous"):
        day = max((d for d in days if d < here), default=None)
    elif m.deictic in ("next", "coming", "following"):
        day = min((d for d in days if d > here), default=None)
    else:
        day = next((d for d in days if d.year == here.year), None)
    return point(setting, day.isoformat()) if day else None


@choice("contract_month")
def a_contract_month(m: Meaning, setting: Setting) -> Reading | None:
    """ "the May contract", "for March delivery": the next such month, this one included."""
    month, here = m.month or 1, setting.day
    year = here.year + (month < here.month)
    return point(setting, f"{year:04d}-{month:02d}") if year <= LAST_YEAR else None
