"""From expressions to the dates of mentions: which expressions date a happening, and when it says that was."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from service.temporal.model import Expression
from service.timeline.datewords import RELATION_WORDS, before_christ, days_words, range_words, told_words
from service.timeline.model import EventDate

FINE = {"second": 0, "minute": 0, "hour": 0, "part": 1, "day": 2, "weekend": 3, "week": 4, "month": 5, "season": 6}
FINE |= {"quarter": 6, "half": 7, "year": 8, "decade": 9, "century": 10, "millennium": 11}
DAY, WEEK, MONTH, YEAR = FINE["day"], FINE["week"], FINE["month"], FINE["year"]
"""Bounds on `fineness`: a date no coarser than one day, a week, a month, a year."""
LENGTHS = ((1, "day"), (3, "weekend"), (7, "week"), (31, "month"), (92, "season"), (184, "half"), (366, "year"))
"""The unit a stretch of so many days is as fine as."""

_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_PLAIN_END = re.compile(r"(?:BC)?\d{4}(?:-\d\d){0,2}(?=$|T)")
_BEFORE_CHRIST = re.compile(r"BC(\d{4})")


def dates_something(expression: Expression, published: date | None = None) -> bool:
    """Whether an expression says when a happening was: a date, a time or a stretch between two; nothing that repeats.

    "Eleven hours later" goes on from a moment of the story and says no day of its own, unless it is counted from a day
    told before it, and not from that of publication.
    """
    if ends_of(expression) is not None or before_christ(expression.value):
        return True
    if expression.type not in ("DATE", "TIME") or (expression.earliest is None and expression.latest is None):
        return False
    moment = _MOMENTS_ON.search(expression.text)
    if moment is None:
        return True
    counted = expression.anchor is not None and published is not None and expression.anchor != published.isoformat()
    return counted and not moment[0].startswith("second")


def ends_of(expression: Expression) -> tuple[str, str] | None:
    """The values of the two ends of a stretch that is said by its ends ("3-5 May", "from 2014 to 2016"); else None.

    A length counted from a day ("the past three days") has ends as well, but nobody said them.
    """
    begin, end = expression.begin_point, expression.end_point
    if begin is None or end is None or begin[:10] == end[:10]:
        return None
    if expression.type == "DURATION" and not _spans_its_ends(expression, begin):
        return None
    return begin, end


def _spans_its_ends(expression: Expression, begin: str) -> bool:
    """Whether a length is that of its own days: what is counted from a day has that day beyond its length."""
    if expression.earliest is None or expression.latest is None:
        return False
    days = (expression.latest - expression.earliest).days + 1
    return len(begin) < len("2017-05-03") or expression.value == f"P{days}D"


_MOMENTS_ON = re.compile(r"\b(?:seconds?|minutes?|hours?) (?:later|earlier|before|after)$", re.IGNORECASE)
"""So long from a moment of the story, whose day the expression alone does not know."""


def fineness(expression: Expression) -> int:
    """How exact an expression is; smaller is finer."""
    unit = expression.granularity
    if unit is None and ends_of(expression) is not None and expression.earliest and expression.latest:
        days = (expression.latest - expression.earliest).days + 1
        unit = next((unit for longest, unit in LENGTHS if days <= longest), "decade")
    return FINE.get(unit or "", 12)


def event_date(expression: Expression | None, its_own: bool = False) -> EventDate:
    """The date of a mention from its expression; undated without one.

    `its_own`: the date names the happening's own day, whatever stands before both ("after the 20 April explosion").

    >>> event_date(None).display
    'undated'
    """
    if expression is None:
        return EventDate()
    if its_own and expression.relation in ("before", "after", "since", "until", "by"):
        days = days_of_value(expression.value)
        if days is not None:
            plain = replace(expression, relation="on", earliest=days[0], latest=days[1], edtf=expression.value[:10])
            return event_date(plain)
    if expression.relation in ("before", "after") and "T" in expression.value:
        days = days_of_value(expression.value)  # "before dawn on Saturday" is that Saturday
        if days is not None:
            return event_date(
                replace(
                    expression, relation="on", earliest=days[0], latest=days[1], edtf=expression.value[:10], time=None
                )
            )
    ends = ends_of(expression)
    return _one_time(expression) if ends is None else _stretch(expression, *ends)


def _one_time(expression: Expression) -> EventDate:
    relation, first, last = expression.relation, expression.earliest, expression.latest
    cut_today = any(day is not None and day.isoformat() == expression.anchor for day in (first, last))
    mod = None if cut_today and relation in ("on", "during") else expression.mod  # "earlier this year" may be December
    words = told_words(relation, mod, expression.value)
    time = f", {expression.time}" if expression.time and words and not RELATION_WORDS.get(relation) else ""
    display = words + time if words else days_words(first, last)
    return EventDate(
        expression.value, expression.edtf, first, last, expression.time, expression.granularity, relation, display
    )


def _stretch(expression: Expression, begin: str, end: str) -> EventDate:
    """The date of a stretch: all its days, its ends no finer than they were said, and no day or hour of its own."""
    days = f"{expression.earliest or '..'}/{expression.latest or '..'}"
    plain = [_PLAIN_END.match(value) for value in (begin, end)]
    value = "/".join(found[0] for found in plain if found) if all(plain) else days
    words = range_words(begin, end)
    lead = RELATION_WORDS.get(expression.relation, "")
    display = lead + words if words else days_words(expression.earliest, expression.latest)
    edtf = _BEFORE_CHRIST.sub(lambda found: f"-{int(found[1]) - 1:04d}", value)
    return EventDate(value, edtf, expression.earliest, expression.latest, None, None, expression.relation, display)


def days_of_value(value: str) -> tuple[date, date] | None:
    """First and last day of a plain day, month or year; None for any other value.

    >>> days_of_value("2017-02")
    (datetime.date(2017, 2, 1), datetime.date(2017, 2, 28))
    """
    try:
        if len(value) == 4:
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if found := _MONTH.match(value):
            year, month = int(found[1]), int(found[2])
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), following - timedelta(days=1)
        day = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return day, day
