"""Years before Christ: they count down, and what is told after one stays beside it."""

from __future__ import annotations

import re

from service.temporal.calendar import LAST_YEAR
from service.temporal.meaning import Meaning
from service.temporal.policy.setting import Reading, Setting, choice

YEAR = re.compile(r"BC(\d{4})")
YEARS_OF_UNIT = {"Y": 1, "DE": 10, "CE": 100}


def year_before_christ(value: str) -> int | None:
    """The year of a value before Christ, else None.

    >>> year_before_christ("BC0218-SP"), year_before_christ("0218")
    (218, None)
    """
    found = YEAR.match(value)
    return int(found[1]) if found else None


@choice("before_christ")
def a_day_before_christ(m: Meaning, setting: Setting) -> Reading | None:
    """ "15 March 44 BC", "spring 218 BC"."""
    return Reading("DATE", _value(m.year or 1, m), None, ("stated in full",))


@choice("old_year")
def an_old_year(m: Meaning, setting: Setting) -> Reading | None:
    """ "In 216 the consuls fell": of the era that the text named last."""
    if setting.said.before_christ:
        return Reading("DATE", f"BC{m.year:04d}", None, ("the era said before it",))
    return Reading("DATE", f"{m.year:04d}", None, ("the era said before it",))


def beside_the_year(m: Meaning, setting: Setting, step: int = 0) -> Reading | None:
    """What a story before Christ goes on with: its month, season or day in the year said last, `step` years on."""
    year = setting.said.bc
    if year is None or not 1 <= year - step <= LAST_YEAR:
        return None
    note = f"counted from BC{year:04d}, said before it"
    return Reading("DATE", _value(year - step, m), f"BC{year:04d}", (note,))


def _value(year: int, m: Meaning) -> str:
    value = f"BC{year:04d}"
    if m.kind == "season" or (m.name and m.month is None and m.kind == "before_christ"):
        return f"{value}-{m.name}"
    if m.month is not None:
        value += f"-{m.month:02d}" + (f"-{m.day:02d}" if m.day is not None else "")
    return value
