"""Builders of dates as far as they are said, of ranges of them, and of weekdays."""

from __future__ import annotations

import re

from service.temporal.builders.base import Captures, builder, how_many, integer, valid, year_of
from service.temporal.meaning import Meaning

ISO = re.compile(
    r"(\d{4})(?:-[Ww](\d\d)(?:-(\d))?|[-/](\d\d?)(?:[-/](\d\d?))?)(?:[Tt](\d\d)(?::(\d\d))?(?::(\d\d))?([Zz])?)?"
)
LEAP_DAY = (2, 29)


@builder
def date(c: Captures) -> Meaning | None:
    """Year, month and day as far as they are said."""
    year = year_of(c.get("year"))
    if year is None and c.get("year_words") is not None:
        year = int(c["year_words"])
        if c.get("spoken") and year % 1000 == 0:
            return None  # "two thousand lost their homes"
    month = c.get("month")
    day = integer(c.get("month_day"))
    if day is None and c.get("ordinal") is not None:
        day = int(c["ordinal"])
    if not valid(year, month, day):
        if (month, day) != LEAP_DAY or year is None:
            return None
        day = None  # "29 February 2017" is read as far as it stands
    return Meaning(
        "date", year=year, month=month, day=day, weekday=c.get("weekday"), name="bare" if c.get("bare") else None
    )


@builder
def short_year(c: Captures) -> Meaning | None:
    """ "'88": two figures; the century of the year before it where there is one."""
    return Meaning("date", year=year_of(c["year"]), name="short") if len(str(c["year"])) == 2 else None


@builder
def month_of_short_year(c: Captures) -> Meaning | None:
    """ "May '68"."""
    return Meaning("date", year=year_of(c["year"]), month=c["month"], name="short")


@builder
def day_range(c: Captures) -> Meaning | None:
    """Two days of one month in one phrase."""
    pair = c.get("pair")
    first, last = (
        map(int, re.findall(r"\d+", pair)[:2]) if pair else (integer(c.get("month_day")), integer(c.get("until")))
    )
    month, year = c.get("month"), year_of(c.get("year"))
    if first is None or last is None or first >= last or not valid(year, month, first) or not valid(year, month, last):
        return None
    return Meaning(
        "span",
        of=Meaning("date", year=year, month=month, day=first),
        extra=Meaning("date", year=year, month=month, day=last),
    )


@builder
def year_range(c: Captures) -> Meaning | None:
    """Two years in one phrase: 2014-16, 1991-1997; "2001-02" as well, a month only where no such range can be meant."""
    first_text, last_text = re.split(r"\D", c["year_range"])[:2] if c.get("year_range") else (c["year"], c["until"])
    first, last = int(first_text), int(last_text)
    if len(last_text) == 2:
        last += first - first % 100
        if last <= first:
            last += 100
        if last - first > 25:
            month = int(last_text)
            return Meaning("date", year=first, month=month) if 1 <= month <= 12 else None
    if not first < last or last - first > 400:
        return None
    return Meaning("span", of=Meaning("date", year=first), extra=Meaning("date", year=last))


@builder
def month_of_year(c: Captures) -> Meaning | None:
    """ "December last year": a month in a year counted from the anchor."""
    day = integer(c.get("month_day"))
    if not valid(None, c["month"], day):
        return None
    return Meaning("date", month=c["month"], day=day, deictic=c["deictic"])


@builder
def month_named(c: Captures) -> Meaning | None:
    """ "last December", "last Oct. 4": the month or day before, after or at the anchor."""
    day = integer(c.get("month_day"))
    return Meaning("month", month=c["month"], day=day, deictic=c["deictic"]) if valid(None, c["month"], day) else None


@builder
def day_of_month(c: Captures) -> Meaning | None:
    """ "the 5th of next month", "Friday the 13th"."""
    day = integer(c.get("day") or c.get("day_ordinal"))
    name = "told" if c.get("told") else None
    return Meaning("month_day", day=day, deictic=c.get("deictic"), weekday=c.get("weekday"), name=name)


@builder
def nth_of(c: Captures) -> Meaning | None:
    """The second Monday in May, the third week of January, the last day of the month."""
    number = c["nth"] if isinstance(c["nth"], int) else integer(c["nth"])
    unit_name = "WD" if c.get("weekday") else c.get("unit")
    if number is None or not (number == -1 or 1 <= number <= 31) or unit_name not in ("WD", "W", "D"):
        return None
    if c.get("month"):
        whole = Meaning("date", year=year_of(c.get("year")), month=c["month"])
    else:
        whole = Meaning("unit", unit="M", deictic=c.get("of_deictic", "the"))
    return Meaning("nth_of", count=number, unit=unit_name, weekday=c.get("weekday"), of=whole)


@builder
def nth_weekend_of(c: Captures) -> Meaning | None:
    """ "das erste Maiwochenende": the weekend of the first Saturday in May."""
    saturday = nth_of({**c, "unit": None, "weekday": SATURDAY})
    return Meaning("week_of", unit="WE", of=saturday) if saturday else None


SATURDAY = 6


@builder
def iso(c: Captures) -> Meaning | None:
    """ISO 8601 dates, weeks and moments."""
    match = ISO.fullmatch(c.get("iso_date") or c.get("iso_week") or "")
    if match is None:
        return None
    year, week, weekday, month, day, hour, minute, second, zulu = match.groups()
    if week:
        if not 1 <= int(week) <= 53 or int(year) < 1:
            return None
        return Meaning("iso_week", year=int(year), count=int(week), weekday=integer(weekday))
    if not 1 <= int(month) <= 12 or not valid(int(year), int(month), integer(day)):
        return None
    whole = Meaning("date", year=int(year), month=int(month), day=integer(day))
    if hour is None:
        return whole
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    zone = "UTC" if zulu else None
    return Meaning("clock", hour=int(hour), minute=integer(minute), second=integer(second), zone=zone, of=whole)


@builder
def month_in_figures(c: Captures) -> Meaning | None:
    """ "07/2018": the month, then the year."""
    month, year = map(int, str(c["month_figures"]).split("/"))
    return Meaning("date", year=year, month=month)


@builder
def numeric(c: Captures) -> Meaning | None:
    """A date all in figures; which figure is the month is for the policy to say."""
    first, second, year = re.split(r"\D", c["slash_date"])[:3]
    if not valid(year_of(year), None, int(first)) or not valid(None, None, int(second)):
        return None
    if int(first) > 12 and int(second) > 12:
        return None
    return Meaning("numeric", count=int(first), last=int(second), year=year_of(year), name=c.get("order"))


@builder
def day_and_month(c: Captures) -> Meaning | None:
    """ "24.12.": the day, then the month."""
    day, month = map(int, str(c["day_and_month"]).split("."))
    return Meaning("date", month=month, day=day) if 1 <= month <= 12 and valid(None, month, day) and day else None


@builder
def eleven_september(c: Captures) -> Meaning | None:
    """The attacks of 2001, named by their day."""
    if c.get("month") is not None and (c["month"], integer(c["month_day"])) != (9, 11):
        return None
    return Meaning("date", year=2001, month=9, day=11)


@builder
def day_of_history(c: Captures) -> Meaning | None:
    """A day of one year that has a name of its own: V-E Day."""
    year, month, day = map(int, c["value"].split("-"))
    return Meaning("date", year=year, month=month, day=day)


@builder
def fiscal_year(c: Captures) -> Meaning | None:
    """A fiscal year, named or the running one."""
    year = year_of(c.get("year"))
    if year is not None:
        return Meaning("date", year=year, fiscal=True)
    return Meaning("unit", unit="Y", deictic=c.get("deictic", "this"), fiscal=True)


@builder
def year_era(c: Captures) -> Meaning | None:
    """Years before Christ and their like, "2,200 BC" too."""
    year = integer(str(c["number"]).replace(",", ""))
    if year is None or not 1 <= year <= 9999:
        return None
    if c["era"] == "AD":
        if c.get("season"):
            return Meaning("season", name=c["season"], year=year)
        return Meaning("date", year=year, month=c.get("month"), day=integer(c.get("month_day")), base="AD")
    if c.get("month") or c.get("season"):
        day = integer(c.get("month_day"))
        return Meaning("before_christ", year=year, month=c.get("month"), day=day, name=c.get("season"))
    return Meaning("value", value=f"BC{year:04d}", type="DATE", name="BC")


@builder
def years_before_christ(c: Captures) -> Meaning | None:
    """ "247-183 BC": how many years, from the earlier year, the greater figure, to the later."""
    first, last = (int(figure) for figure in c["years"].split("-"))
    if c["era"] != "BC" or not first > last >= 1:
        return None
    return Meaning("value", value=f"P{first - last}Y", type="DURATION", name="BC")


@builder
def old_year(c: Captures) -> Meaning | None:
    """Three figures that are a year where the text has named its era."""
    return Meaning("old_year", year=integer(c["number"]))


@builder
def weekday(c: Captures) -> Meaning | None:
    """A weekday, with its deictic word or week; a part of it; the night that leads to it (`eve`)."""
    number = (c["weekday"] - 2) % 7 + 1 if c.get("eve") else c["weekday"]
    day = Meaning(
        "weekday", weekday=number, deictic=c.get("deictic"), base=c.get("week_deictic"), count=c.get("weeks", 0)
    )
    return Meaning("part", part=c["part"], of=day) if c.get("part") else day


@builder
def weekdays_off(c: Captures) -> Meaning | None:
    """ "two Sundays ago", "three Fridays from now": the last or the coming one, and weeks from there."""
    count, vague = how_many(c)
    if vague or count != int(count) or c["weekday"] > SUNDAY:
        return None
    weeks = int(count) - 1
    if c.get("when") in ("ago", -2):
        return Meaning("weekday", weekday=c["weekday"], deictic="last", count=-weeks)
    return Meaning("weekday", weekday=c["weekday"], deictic="coming", count=weeks)


SUNDAY = 7


@builder
def set_nth(c: Captures) -> Meaning | None:
    """ "the first Monday of each month": as often as the larger unit comes."""
    return Meaning("set", count=1, unit=c["unit2"], quant=c.get("every"))
