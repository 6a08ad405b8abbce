"""Time zones as people write them: offsets, abbreviations, names of places.

An abbreviation is no clear thing: IST is India, Ireland or Israel. Each has one meaning here, the most usual one in
news; those with a serious rival, or not in use on the day they are written for, are reported with how they were taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_UTC = ("UTC", "GMT", "Z", "UT")

ABBREVIATIONS: dict[str, tuple[int, str]] = {
    # minutes east of UTC, and a place that keeps it ("" where no place has to)
    **dict.fromkeys(_UTC, (0, "")),
    "WET": (0, "Europe/Lisbon"),
    "WEST": (60, "Europe/Lisbon"),
    "BST": (60, "Europe/London"),
    "CET": (60, "Europe/Paris"),
    "MEZ": (60, "Europe/Berlin"),
    "CEST": (120, "Europe/Paris"),
    "MESZ": (120, "Europe/Berlin"),
    "EET": (120, "Europe/Helsinki"),
    "EEST": (180, "Europe/Helsinki"),
    "MSK": (180, "Europe/Moscow"),
    "TRT": (180, "Europe/Istanbul"),
    "CAT": (120, "Africa/Maputo"),
    "EAT": (180, "Africa/Nairobi"),
    "SAST": (120, "Africa/Johannesburg"),
    "WAT": (60, "Africa/Lagos"),
    "GST": (240, "Asia/Dubai"),
    "PKT": (300, "Asia/Karachi"),
    "IST": (330, "Asia/Kolkata"),
    "NPT": (345, "Asia/Kathmandu"),
    "ICT": (420, "Asia/Bangkok"),
    "WIB": (420, "Asia/Jakarta"),
    "HKT": (480, "Asia/Hong_Kong"),
    "PHT": (480, "Asia/Manila"),
    "SGT": (480, "Asia/Singapore"),
    "AWST": (480, "Australia/Perth"),
    "JST": (540, "Asia/Tokyo"),
    "KST": (540, "Asia/Seoul"),
    "ACST": (570, "Australia/Adelaide"),
    "AEST": (600, "Australia/Sydney"),
    "ACDT": (630, "Australia/Adelaide"),
    "AEDT": (660, "Australia/Sydney"),
    "NZST": (720, "Pacific/Auckland"),
    "NZDT": (780, "Pacific/Auckland"),
    "BRT": (-180, "America/Sao_Paulo"),
    "ADT": (-180, "America/Halifax"),
    "AST": (-240, "America/Halifax"),
    "EDT": (-240, "America/New_York"),
    "EST": (-300, "America/New_York"),
    "CDT": (-300, "America/Chicago"),
    "CST": (-360, "America/Chicago"),
    "MDT": (-360, "America/Denver"),
    "MST": (-420, "America/Denver"),
    "PDT": (-420, "America/Los_Angeles"),
    "PST": (-480, "America/Los_Angeles"),
    "AKDT": (-480, "America/Anchorage"),
    "AKST": (-540, "America/Anchorage"),
    "HST": (-600, "Pacific/Honolulu"),
}
PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
AMBIGUOUS = {
    "BST": "British Summer Time",
    "IST": "India Standard Time",
    "CST": "US Central Standard Time",
    "CDT": "US Central Daylight Time",
    "MST": "US Mountain Standard Time",
    "PST": "US Pacific Standard Time",
    "EST": "US Eastern Standard Time",
    "AST": "Atlantic Standard Time",
    "ADT": "Atlantic Daylight Time",
    "GST": "Gulf Standard Time",
    "WAT": "West Africa Time",
}
_OFFSET = re.compile(r"(?:UTC|GMT|Z)? ?([+\-−])(\d{1,2})(?::?([0-5]\d))?", re.ASCII)
MOST_HOURS = 14
"""No place is further from UTC than this."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as written: the offset rule, and a sentence on how it was taken where there was a choice."""

    rule: tzinfo
    assumed: str | None = None


def find_zone(name: str, moment: datetime, home: tzinfo) -> Zone | None:
    """Find the zone that `name` stands for at the naive local time `moment`, or None where it names none.

    `home` is the zone of whoever writes: where it goes by that abbreviation at that time, the abbreviation is its own.

    >>> from datetime import datetime, timezone
    >>> find_zone("+0530", datetime(2017, 8, 6), timezone.utc).rule
    datetime.timezone(datetime.timedelta(seconds=19800))
    >>> find_zone("BST", datetime(2017, 8, 6), timezone.utc).assumed
    'BST taken as British Summer Time, +01:00'
    """
    if match := _OFFSET.fullmatch(name):
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if offset > timedelta(hours=MOST_HOURS):
            return None
        return Zone(timezone(offset if sign == "+" else -offset))
    if "/" in name:
        return Zone(ZoneInfo(name)) if name in _places() else None
    name = name.upper()
    if name in PLACES:
        return Zone(ZoneInfo(PLACES[name]))
    if name not in ABBREVIATIONS:
        return None
    if name not in _UTC and home.tzname(moment) == name and (own := home.utcoffset(moment)) is not None:
        return Zone(timezone(own))
    minutes_east, place = ABBREVIATIONS[name]
    rule = timezone(timedelta(minutes=minutes_east))
    return Zone(rule, _taken(name, rule, place, moment))


def _taken(name: str, rule: timezone, place: str, moment: datetime) -> str | None:
    offset = written(rule.utcoffset(None))
    if place and _place(place).utcoffset(moment) != rule.utcoffset(None):
        return f"{name} taken as {offset}, though clocks there did not stand at it on that day"
    return f"{name} taken as {AMBIGUOUS[name]}, {offset}" if name in AMBIGUOUS else None


def written(offset: timedelta) -> str:
    """Write an offset from UTC as +01:00."""
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def zone_named(name: str) -> tzinfo | None:
    """Give the zone of a setting or a parameter: a place ("Europe/London"), UTC, or an offset ("+02:00").

    >>> zone_named("Europe/Nowhere") is None
    True
    """
    if name.upper() in _UTC:
        return UTC
    if _OFFSET.fullmatch(name):
        found = find_zone(name, datetime(2000, 1, 1), UTC)
        return found.rule if found else None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@cache
def _places() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _place(name: str) -> tzinfo:
    return ZoneInfo(name)
