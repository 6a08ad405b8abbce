"""Dates in words for people: a value with its relation and part, a stretch by its two ends, days as they are known."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
RELATION_WORDS = {"by": "by ", "since": "since ", "until": "until ", "before": "before ", "after": "after "}
RELATION_WORDS |= {"during": "", "around": "around ", "on": ""}
PARTS_AS_ENDS = {"START": "the beginning of ", "MID": "the middle of ", "END": "the end of "}
"""A part of a time that something goes on to or from: "by the end of 2017"."""
PARTS_AS_TIMES = {"START": "early ", "MID": "mid-", "END": "late "}
"""A part of a time on which something is: "late 2017"."""
COUNTED = ("week", "quarter", "half")
"""How the units begin that cannot be early or late in words: "early quarter 3 of 2017"."""
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}

_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_PART = re.compile(r"(\d{4})-(Q\d|H\d|SP|SU|FA|AU|WI)$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=$|T)")
_BEFORE_CHRIST = re.compile(r"BC(\d{2,4})(?:-(SP|SU|FA|AU|WI))?(?:-(\d\d))?(?:-(\d\d))?$")
_FIRST_FOUR_FIGURES = 1000


def before_christ(value: str | None) -> bool:
    """Whether a value names a time before Christ, which has no days of our calendar.

    >>> before_christ("BC0044-03-15"), before_christ("2017-03-15")
    (True, False)
    """
    return value is not None and value.startswith("BC")


def day_words(day: date) -> str:
    """A day as a reader says it: "6 August 2017"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_words(earliest: date | None, latest: date | None) -> str:
    """Days in words.

    >>> days_words(date(2017, 8, 6), date(2017, 8, 6)), days_words(date(2017, 8, 5), date(2017, 8, 6))
    ('6 August 2017', '5–6 August 2017')
    >>> days_words(date(2017, 7, 31), date(2017, 8, 6)), days_words(None, date(2017, 9, 1)), days_words(None, None)
    ('31 July – 6 August 2017', 'until 1 September 2017', 'undated')
    """
    if earliest is None or latest is None:
        known = earliest or latest
        return f"{'from' if earliest else 'until'} {day_words(known)}" if known else "undated"
    if earliest == latest:
        return day_words(earliest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{day_words(latest)}"
    if earliest.year == latest.year:
        return f"{earliest.day} {MONTHS[earliest.month - 1]} – {day_words(latest)}"
    return f"{day_words(earliest)} – {day_words(latest)}"


def range_words(begin: str, end: str) -> str | None:
    """A stretch by the values of its two ends, no finer than they are; None where an end cannot be said.

    >>> range_words("2017-09-14", "2017-09-20"), range_words("2017-03", "2017-05"), range_words("1914", "1918")
    ('14–20 September 2017', 'March – May 2017', '1914–1918')
    """
    if _DAY.match(begin) and _DAY.match(end):
        return days_words(date.fromisoformat(begin[:10]), date.fromisoformat(end[:10]))
    first, last = value_words(begin), value_words(end)
    if first is None or last is None:
        return None
    if first.isdigit() and last.isdigit():
        return f"{first}–{last}"
    if _MONTH.match(begin) and _MONTH.match(end) and begin[:4] == end[:4]:
        first = MONTHS[int(begin[5:]) - 1]
    return f"{first} – {last}"


def value_words(value: str) -> str | None:
    """A TIMEX3 value as a reader says it, or None where it names no one day, week, month or year.

    >>> value_words("2017-08-06"), value_words("2017-W31"), value_words("BC0044-03-15"), value_words("19")
    ('6 August 2017', 'week of 31 July 2017', '15 March 44 BC', '20th century')
    """
    if before_christ(value):
        return _words_before_christ(value)
    try:
        return day_words(date.fromisoformat(value[:10])) if _DAY.match(value) else _wide(value)
    except ValueError:
        return None


def told_words(relation: str, mod: str | None, value: str) -> str | None:
    """A value with its relation and the part of it that is meant; None where the value cannot be said.

    >>> told_words("by", "END", "2017"), told_words("on", "START", "2016-05"), told_words("since", "MID", "2017-W31")
    ('by the end of 2017', 'early May 2016', 'since the middle of the week of 31 July 2017')
    """
    words = value_words(value)
    if words is None:
        return None
    part = "" if mod is None or _DAY.match(value) else _part(relation, mod, words)
    article = "the " if part and words.startswith("week") else ""
    return f"{RELATION_WORDS.get(relation, '')}{part}{article}{words}"


def _part(relation: str, mod: str, words: str) -> str:
    happens_in_it = relation in ("on", "during", "around")
    return (PARTS_AS_TIMES if happens_in_it and not words.startswith(COUNTED) else PARTS_AS_ENDS).get(mod, "")


def _words_before_christ(value: str) -> str | None:
    found = _BEFORE_CHRIST.match(value)
    if found is None:
        return None
    if len(found[1]) == 2:
        return f"{_ordinal(int(found[1]) + 1)} century BC"
    season = f"{SEASONS[found[2]]} " if found[2] else ""
    month = f"{MONTHS[int(found[3]) - 1]} " if found[3] and 1 <= int(found[3]) <= 12 else ""
    day = f"{int(found[4])} " if found[4] else ""
    return f"{season}{day}{month}{int(found[1])} BC"


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _wide(value: str) -> str | None:
    if found := _WEEK.match(value):
        try:
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return f"weekend of {day_words(monday + timedelta(days=5))}" if found[3] else f"week of {day_words(monday)}"
        except (ValueError, OverflowError):
            return None
    if (found := _MONTH.match(value)) and 1 <= int(found[2]) <= 12:
        return f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    if found := _PART.match(value):
        part = found[2]
        if part in SEASONS:
            return f"{SEASONS[part]} {found[1]}"
        return f"{'quarter' if part[0] == 'Q' else 'half'} {part[1]} of {found[1]}"
    if len(value) == 4 and value.isdigit():
        return value if int(value) >= _FIRST_FOUR_FIGURES else f"AD {int(value)}"
    if len(value) == 3 and value.isdigit():
        return f"{value}0s"
    if len(value) == 2 and value.isdigit():
        return f"{_ordinal(int(value) + 1)} century"
    return None
