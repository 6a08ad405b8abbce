"""Named time zones of news: how far from UTC, with summer time where the name leaves it open."""

from __future__ import annotations

from datetime import date, timedelta

HOURS = {
    "GMT": 0.0, "UTC": 0.0, "WET": 0.0, "BST": 1.0, "CET": 1.0, "CEST": 2.0, "EET": 2.0, "EEST": 3.0,
    "MSK": 3.0, "IST": 5.5, "HKT": 8.0, "JST": 9.0, "AEST": 10.0, "EST": -5.0, "EDT": -4.0, "CST": -6.0,
    "CDT": -5.0, "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0,
}  # fmt: skip
WITH_SUMMER = {"ET": -5.0, "CT": -6.0, "PT": -8.0}


def offset_of(zone: str, day: date) -> timedelta | None:
    """The zone's offset on that day; None for a name that is not known.

    >>> offset_of("ET", date(2017, 8, 6))
    datetime.timedelta(days=-1, seconds=72000)
    """
    hours = HOURS.get(zone)
    if hours is None and zone in WITH_SUMMER:
        hours = WITH_SUMMER[zone] + (1 if _american_summer(day) else 0)
    return timedelta(hours=hours) if hours is not None else None


def _american_summer(day: date) -> bool:
    """From the second Sunday of March to the first of November."""
    first_march, first_november = date(day.year, 3, 1), date(day.year, 11, 1)
    begin = first_march + timedelta((7 - first_march.isoweekday()) % 7 + 7)
    end = first_november + timedelta((7 - first_november.isoweekday()) % 7)
    return begin <= day < end
