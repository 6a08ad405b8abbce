"""ISO 8601 as people type it into queries: days, weeks, months, quarters, years, moments and intervals."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo

Days = tuple[date | None, date | None]
"""A first and a last day, both included; None is an open end."""

ISO_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ]\s?(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|[+\-−]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
"""Year, month, day, then hour, minute, second, fraction and offset where a time is given."""
_PART = re.compile(r"(\d{4})(?:-(?:(\d\d)|W(\d\d)(?:-([1-7]))?|Q([1-4])))?", re.ASCII)


def iso_days(words: str, zone: tzinfo) -> Days | None:
    """Read an ISO 8601 day, week, month, quarter (2017-Q3), year, moment or interval ("2017-07/..") as its days.

    A moment with an offset falls on its day in `zone`. None for anything else; ValueError where the calendar has no
    such day, or an interval ends before it begins.

    >>> from datetime import timezone
    >>> iso_days("2017-Q3", timezone.utc)
    (datetime.date(2017, 7, 1), datetime.date(2017, 9, 30))
    """
    if "/" in words and words.count("/") == 1:
        left, right = (part.strip() for part in words.split("/"))
        first = (None, None) if left in ("..", "") else iso_days(left, zone)
        last = (None, None) if right in ("..", "") else iso_days(right, zone)
        if first is None or last is None or left + right in ("", "..", "...."):
            return None
        if first[0] and last[1] and first[0] > last[1]:
            raise ValueError("ends before it begins")
        return first[0], last[1]
    if match := ISO_MOMENT.fullmatch(words):
        if match.group(4) is None:
            day = date.fromisoformat(words)
            return day, day
        moment = datetime.fromisoformat(
            words.upper().replace(" ", "T", 1).replace(" ", "").replace("−", "-").replace(",", ".")
        )
        day = moment.astimezone(zone).date() if moment.tzinfo else moment.date()
        return day, day
    match = _PART.fullmatch(words)
    if match is None:
        return None
    year, month, week, weekday, quarter = (int(group) if group else 0 for group in match.groups())
    if week:
        first_day = date.fromisocalendar(year, week, weekday or 1)
        return first_day, first_day if weekday else first_day + timedelta(days=6)
    first_month, months = (month, 1) if month else (quarter * 3 - 2, 3) if quarter else (1, 12)
    last_month = first_month + months - 1
    following = date.max if (year, last_month) == (9999, 12) else date(year + last_month // 12, last_month % 12 + 1, 1)
    return date(year, first_month, 1), following if following == date.max else following - timedelta(days=1)
