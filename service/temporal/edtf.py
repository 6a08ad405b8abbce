"""Values as EDTF (ISO 8601-2), where it can say them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from service.temporal.calendar import span_of

SEASON_CODES = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
BEFORE_CHRIST = re.compile(r"BC(\d{4})((?:-\d\d){0,2}|-[A-Z]{2})")
OPEN = {"since": "{0}/..", "until": "../{1}", "before": "../{1}", "after": "{0}/.."}


@lru_cache(maxsize=4096)
def edtf(value: str, mod: str | None = None) -> str | None:
    """The EDTF form of a TIMEX3 value; None for durations, sets and vague references.

    >>> edtf("2017-W31"), edtf("198"), edtf("2017-SU"), edtf("2017-08-06", "APPROX")
    ('2017-07-31/2017-08-06', '198X', '2017-22', '2017-08-06~')
    """
    first, last, grain = span_of(value)
    if first is None or last is None:
        return _before_christ(value)
    tail = "~" if mod == "APPROX" else ""
    if grain in ("day", "part"):
        return value[:10] + tail
    if grain in ("minute", "second"):
        return (value if grain == "second" else value + ":00") + tail
    if grain == "hour":
        return value[:10] + tail
    if grain in ("month", "year"):
        return value + tail
    if grain == "decade":
        return f"{value}X"
    if grain == "century":
        return f"{value}XX"
    if grain == "season":
        return f"{value[:4]}-{SEASON_CODES[value[5:]]}"
    return interval(first, last)


def interval(first: date | None, last: date | None) -> str:
    """Two days as an interval; None is an open end.

    >>> interval(None, date(2017, 9, 1))
    '../2017-09-01'
    """
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def _before_christ(value: str) -> str | None:
    found = BEFORE_CHRIST.fullmatch(value)
    if found is None:
        return None
    rest = found[2] or ""
    return f"-{int(found[1]) - 1:04d}" + (f"-{SEASON_CODES[rest[1:]]}" if rest[1:] in SEASON_CODES else rest)
