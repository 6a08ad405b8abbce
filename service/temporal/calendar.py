"""TIMEX3 values as days of the calendar: shifting, first and last day. No policy, no anchor, no overflow."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1, 9999
GRAIN_OF_PART = "part"
# From a week's Monday to the Thursday that says to which month and year it belongs.
HALF_A_WEEK = 3
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
MONTHS_OF_UNIT = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
HOURS_ON_A_CLOCK = 12
SHORTER_THAN_A_DAY = frozenset({"S", "MIN", "H"})
# Units a day can be counted off in, and those after which "this week" or "next month" is that of another year.
COUNTED_TO_THE_DAY = frozenset({"D", "W", "M", "Y"})
WHOLE_YEARS = frozenset({"Y", "DE", "CE"})
DAYS_OF_UNIT = {"D": 1, "W": 7, "WE": 7, "F": 14}
VALUE = re.compile(
    r"(?P<day>(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d))(?P<t>T.*)?"
    r"|(?P<week>(?P<wy>\d{4})-W(?P<w>\d\d))(?P<we>-WE)?"
    r"|(?P<qy>\d{4})-(?P<q>[QH]\d|SP|SU|FA|WI)"
    r"|(?P<my>\d{4})-(?P<mm>\d\d)|(?P<yy>\d{4})|(?P<dec>\d{3})|(?P<cen>\d\d)|(?P<mil>\d)"
)
CLOCK = re.compile(r"T\d\d(:\d\d)?(:\d\d)?")


def past_noon(hour: int) -> int:
    """The hour from noon on that the face of a clock shows as this one.

    >>> past_noon(8), past_noon(12)
    (20, 12)
    """
    return hour % HOURS_ON_A_CLOCK + HOURS_ON_A_CLOCK



def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, days: int) -> date | None:
    """The day so many days on, or None past the calendar's ends.

    >>> add_days(date(9999, 12, 31), 1) is None
    True
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """The same day so many months on, or the last there is in that month.

    >>> add_months(date(2017, 3, 31), -1)
    datetime.date(2017, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, count: int) -> date | None:
    """The day `count` units on (negative: back); None past the calendar's ends."""
    if abs(count) > 20_000_000:
        return None
    if unit in DAYS_OF_UNIT:
        return add_days(day, DAYS_OF_UNIT[unit] * count)
    if unit in MONTHS_OF_UNIT:
        return add_months(day, MONTHS_OF_UNIT[unit] * count)
    return None


def week_of(day: date) -> str:
    """The ISO week that holds the day.

    >>> week_of(date(2017, 8, 6))
    '2017-W31'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def season_of(day: date) -> tuple[int, str]:
    """The season that holds the day, with the year it began in (January is the winter of the year before)."""
    for name, (first, last) in SEASONS.items():
        if first <= day.month <= last:
            return day.year, name
    return (day.year, "WI") if day.month == 12 else (day.year - 1, "WI")


def unit_value(day: date, unit: str) -> str:
    """The value of the unit (D, W, WE, M, Q, H, Y, DE, CE) that holds the day.

    >>> unit_value(date(2017, 8, 6), "Q")
    '2017-Q3'
    """
    if unit == "D":
        return day.isoformat()
    if unit == "W":
        return week_of(day)
    if unit == "WE":
        return f"{week_of(day)}-WE"
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "H":
        return f"{day.year:04d}-H{(day.month + 5) // 6}"
    if unit == "DE":
        return f"{day.year // 10:03d}"
    if unit == "CE":
        return f"{day.year // 100:02d}"
    if unit == "ML":
        return f"{day.year // 1000}"
    return f"{day.year:04d}"


def _months(year: int, first: int, last: int) -> tuple[date, date] | None:
    begin = safe_date(year, first, 1)
    end_year = year if last >= first else year + 1
    if begin is None or end_year > LAST_YEAR or not end_year >= FIRST_YEAR:
        return None
    return begin, date(end_year, last, monthrange(end_year, last)[1])


def _years(first: int, last: int) -> tuple[date, date] | None:
    first, last = max(first, FIRST_YEAR), min(last, LAST_YEAR)
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _week_days(year: int, week: int, weekend: bool) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    first = add_days(monday, 5 if weekend else 0)
    last = add_days(monday, 6)
    return (first or monday, last or date.max)


@lru_cache(maxsize=4096)
def span_of(value: str) -> tuple[date | None, date | None, str | None]:
    """First day, last day and granularity of a value; Nones for durations, sets and vague references.

    >>> span_of("2017-W31-WE")
    (datetime.date(2017, 8, 5), datetime.date(2017, 8, 6), 'weekend')
    >>> span_of("P3Y")
    (None, None, None)
    """
    match = VALUE.fullmatch(value)
    if match is None:
        return None, None, None
    g = match.groupdict()
    days, grain = _span(g)
    return (*days, grain) if days else (None, None, None)


def _span(g: dict[str, str | None]) -> tuple[tuple[date, date] | None, str | None]:
    if g["day"]:
        day = safe_date(int(g["y"] or 0), int(g["m"] or 0), int(g["d"] or 0))
        clock = CLOCK.match(g["t"]) if g["t"] else None
        grain = "day" if not g["t"] else GRAIN_OF_PART
        if clock:
            grain = "second" if clock[2] else "minute" if clock[1] else "hour"
        return ((day, day) if day else None), grain
    if g["week"]:
        return _week_days(int(g["wy"] or 0), int(g["w"] or 0), bool(g["we"])), "weekend" if g["we"] else "week"
    if g["q"]:
        return _named_part(int(g["qy"] or 0), g["q"])
    if g["my"]:
        return _months(int(g["my"]), int(g["mm"] or 0), int(g["mm"] or 0)) if 1 <= int(
            g["mm"] or 0
        ) <= 12 else None, "month"
    for name, years, grain in (
        ("yy", 1, "year"),
        ("dec", 10, "decade"),
        ("cen", 100, "century"),
        ("mil", 1000, "millennium"),
    ):
        if g[name]:
            first = int(g[name] or 0) * years
            return _years(first, first + years - 1), grain
    return None, None


def _named_part(year: int, name: str) -> tuple[tuple[date, date] | None, str]:
    if name in SEASONS:
        return _months(year, *SEASONS[name]), "season"
    number, size = int(name[1]), 3 if name[0] == "Q" else 6
    if not 1 <= number <= 12 // size:
        return None, "quarter"
    return _months(year, number * size - size + 1, number * size), "quarter" if size == 3 else "half"


def days_in_years(year: int, around: int, month: int, day: int) -> list[date]:
    """This day of the year in each year it has one, from so many years before to so many after."""
    years = range(year - around, year + around + 1)
    return [d for y in years if (d := safe_date(y, month, day))]
