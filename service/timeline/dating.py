"""From expressions to the dates of mentions: which expressions date a happening, and how a date is shown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from service.temporal.model import Expression
from service.timeline.model import EventDate
from service.timeline.when import MONTHS

RELATION_WORDS = {"by": "by ", "since": "since ", "until": "until ", "before": "before ", "after": "after "}
RELATION_WORDS |= {"during": "", "around": "around ", "on": ""}
FINE = {"second": 0, "minute": 0, "hour": 0, "part": 1, "day": 2, "weekend": 3, "week": 4, "month": 5, "season": 6}
FINE |= {"quarter": 6, "half": 7, "year": 8, "decade": 9, "century": 10, "millennium": 11}
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}

_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_PART = re.compile(r"(\d{4})-(Q\d|H\d|SP|SU|FA|AU|WI)$")


def dates_something(expression: Expression) -> bool:
    """Whether an expression says on which days a happening was: a date or time with days, nothing that repeats.

    "Eleven hours later" goes on from a moment of the story and says no day of its own.
    """
    if expression.type not in ("DATE", "TIME") or (expression.earliest is None and expression.latest is None):
        return False
    return _MOMENTS_ON.search(expression.text) is None


_MOMENTS_ON = re.compile(r"\b(?:seconds?|minutes?|hours?) (?:later|earlier|before|after)$", re.IGNORECASE)
"""So long from a moment of the story, whose day the expression alone does not know."""


def fineness(expression: Expression) -> int:
    """How exact an expression is; smaller is finer."""
    return FINE.get(expression.granularity or "", 12)


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
    return EventDate(
        expression.value,
        expression.edtf,
        expression.earliest,
        expression.latest,
        expression.time,
        expression.granularity,
        expression.relation,
        display(expression),
    )


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


def display(expression: Expression) -> str:
    """An expression's date in words for people.

    >>> display(Expression(0, 0, "", "DATE", "2017-09-01", latest=date(2017, 9, 1), relation="by"))
    'by 1 September 2017'
    """
    lead = RELATION_WORDS.get(expression.relation, "")
    words = _value_words(expression.value)
    if words is None:
        return _span_words(expression.earliest, expression.latest)
    time = f", {expression.time}" if expression.time and not lead else ""
    return lead + words + time


def _value_words(value: str) -> str | None:
    """A TIMEX3 value as a reader says it, or None where it names no one day, week, month or year."""
    try:
        return (
            day_words(date.fromisoformat(value[:10]))
            if len(value) >= 10 and value[4] == "-" and value[5].isdigit()
            else _wide(value)
        )
    except ValueError:
        return _wide(value)


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
        return value
    if len(value) == 3 and value.isdigit():
        return f"{value}0s"
    return None


def day_words(day: date) -> str:
    """A day as a reader says it: "6 August 2017"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _span_words(first: date | None, last: date | None) -> str:
    if first and last:
        return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
    if first:
        return f"from {day_words(first)}"
    return f"until {day_words(last)}" if last else "undated"
