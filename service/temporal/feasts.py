"""Feasts and named days of any year."""

from __future__ import annotations

from datetime import date

from service.temporal.calendar import add_days, safe_date

MONDAY, TUESDAY, THURSDAY, SUNDAY = 1, 2, 4, 7
NTH = {
    "TH": (11, THURSDAY, 4),
    "LD": (9, MONDAY, 1),
    "MLK": (1, MONDAY, 3),
    "PD": (2, MONDAY, 3),
    "CD": (10, MONDAY, 2),
    "MO": (5, SUNDAY, 2),
    "FD": (6, SUNDAY, 3),
    "RS": (11, SUNDAY, 2),
    "EK": (10, SUNDAY, 1),
    "PA": (4, MONDAY, 3),
}
FIRST_GREGORIAN_EASTER = 1583
FROM_EASTER = {
    "WF": -52,
    "RM": -48,
    "FT": -47,
    "AW": -46,
    "MS": -21,
    "PS": -7,
    "MT": -3,
    "GF": -2,
    "HS": -1,
    "EA": 0,
    "EM": 1,
    "ET": 2,
    "LS": 7,
    "AS": 39,
    "PE": 49,
    "PM": 50,
    "TR": 56,
    "CC": 60,
}
# Days before the fourth Sunday of Advent, the last one before Christmas Day.
FROM_ADVENT = {"A4": 0, "A3": 7, "A2": 14, "A1": 21, "TS": 28, "BB": 32, "VT": 35}


def easter(year: int) -> date | None:
    """Easter Sunday, as the calendar of its time had it: the Julian one before the reform of 1582.

    >>> easter(2017)
    datetime.date(2017, 4, 16)
    """
    if year < FIRST_GREGORIAN_EASTER:
        return _julian_easter(year)
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return safe_date(year, month, day + 1)


def _julian_easter(year: int) -> date | None:
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return safe_date(year, month, day + 1)


def _orthodox_easter(year: int) -> date | None:
    """Easter as the eastern churches reckon it, by the calendar of its time."""
    julian = _julian_easter(year)
    return add_days(julian, year // 100 - year // 400 - 2) if julian and year >= FIRST_GREGORIAN_EASTER else julian


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month; -1 is the last.

    >>> nth_weekday(1999, 11, 4, 4)
    datetime.date(1999, 11, 25)
    """
    first = safe_date(year, month, 1)
    if first is None:
        return None
    if nth < 0:
        last = safe_date(year, month, 31) or safe_date(year, month, 30) or first
        return add_days(last, -((last.isoweekday() - weekday) % 7))
    return add_days(first, (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def day_of(name: str, year: int) -> date | None:
    """The day a feast falls on: "12-25", or a code of this module; None outside the calendar."""
    if not 1 <= year <= 9999:
        return None
    if name[0].isdigit():
        return safe_date(year, int(name[:2]), int(name[3:]))
    if name in FROM_EASTER:
        sunday = easter(year)
        return add_days(sunday, FROM_EASTER[name]) if sunday else None
    if name == "OE":
        return _orthodox_easter(year)
    if name in FROM_ADVENT:
        eve = date(year, 12, 24)
        return add_days(eve, -(eve.isoweekday() % SUNDAY) - FROM_ADVENT[name])
    if name == "BF":
        thanksgiving = nth_weekday(year, *NTH["TH"])
        return add_days(thanksgiving, 1) if thanksgiving else None
    if name == "MD":
        return nth_weekday(year, 5, MONDAY, -1)
    if name in ("ED", "ST"):
        first = nth_weekday(year, 11 if name == "ED" else 3, MONDAY, 1)
        return add_days(first, 1) if first else None
    return nth_weekday(year, *NTH[name]) if name in NTH else None
