"""Years before Christ: they count down, so a tale of them is reckoned in an era of the engine's own that counts up.

Within a tale 218 BC stands as the year `ERA` - 218, and months, days, nights and "two days later" go on from it as in
any other tale; what is given out is written the usual way again.
"""

from __future__ import annotations

import re
from dataclasses import replace

from service.temporal.calendar import span_of, unit_value
from service.temporal.meaning import Meaning
from service.temporal.policy.setting import Reading, Setting, choice

ERA = 8000
OLDEST = 1000
BEFORE_CHRIST = re.compile(r"BC(\d{4})(?![\d])")
RECKONED = re.compile(r"(?<![\d-])(7\d{3})(?=$|-|T|,|\s)")
WEEK = re.compile(r"\d{4}-W\d\d")


def is_reckoned(year: int) -> bool:
    """True for a year of the era in which tales before Christ are reckoned.

    >>> is_reckoned(8000 - 218), is_reckoned(2017)
    (True, False)
    """
    return ERA - OLDEST <= year < ERA


def reckoned(reading: Reading) -> Reading:
    """The reading with its year before Christ as one that counts up; others as they are.

    >>> reckoned(Reading("DATE", "BC0218-SP")).value
    '7782-SP'
    """
    found = BEFORE_CHRIST.match(reading.value)
    if found is None or int(found[1]) >= OLDEST:
        return reading
    return replace(reading, value=f"{ERA - int(found[1]):04d}{reading.value[found.end() :]}")


def written(reading: Reading) -> Reading:
    """The reading as it is given out: a reckoned year before Christ again, a week (which that time had not) its month.

    >>> written(Reading("DATE", "7782-06-01", "7782-05-01", ("counted from 7782-05-01",))).grounds
    ('counted from BC0218-05-01',)
    """
    value = reading.value
    if value[:1] != "7" and (reading.anchor or "")[:1] != "7":
        return reading
    if WEEK.fullmatch(value) and is_reckoned(int(value[:4])):
        day = span_of(value)[0]
        value = unit_value(day, "M") if day is not None else value[:4]
    grounds = tuple(map(_written, reading.grounds))
    anchor = _written(reading.anchor) if reading.anchor is not None else None
    return replace(reading, value=_written(value), anchor=anchor, grounds=grounds, days=None)


def _written(text: str) -> str:
    return RECKONED.sub(lambda found: f"BC{ERA - int(found[1]):04d}", text)


def reckoned_year(m: Meaning) -> int | None:
    """The year before Christ that a meaning states, as one that counts up; None for other meanings."""
    if m.kind == "before_christ" and m.year is not None and m.year < OLDEST:
        return ERA - m.year
    found = BEFORE_CHRIST.fullmatch(m.value or "") if m.name == "BC" else None
    return ERA - int(found[1]) if found is not None and int(found[1]) < OLDEST else None


@choice("before_christ")
def a_day_before_christ(m: Meaning, setting: Setting) -> Reading | None:
    """ "15 March 44 BC", "spring 218 BC"."""
    value = f"BC{m.year or 1:04d}"
    if m.month is not None:
        value += f"-{m.month:02d}" + (f"-{m.day:02d}" if m.day is not None else "")
    elif m.name:
        value += f"-{m.name}"
    return Reading("DATE", value, None, ("stated in full",))


@choice("old_year")
def an_old_year(m: Meaning, setting: Setting) -> Reading | None:
    """ "In 216 the consuls fell": of the era that the text named last."""
    era = "BC" if setting.said.before_christ else ""
    return Reading("DATE", f"{era}{m.year:04d}", None, ("the era said before it",))
