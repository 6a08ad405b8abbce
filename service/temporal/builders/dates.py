"""Builders of dates, weekdays, quarters, seasons and feasts."""

from __future__ import annotations

import re
from dataclasses import replace

from service.temporal.builders.base import Captures, builder, how_many, integer, valid, year_of
from service.temporal.meaning import Meaning

ISO = re.compile(
    r"(\d{4})(?:-[Ww](\d\d)(?:-(\d))?|[-/](\d\d?)(?:[-/](\d\d?))?)(?:[Tt](\d\d)(?::(\d\d))?(?::(\d\d))?([Zz])?)?"
)


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
        return None
    return Meaning(
        "date", year=year, month=month, day=day, weekday=c.get("weekday"), name="bare" if c.get("bare") else None
    )


@builder
def short_year(c: Captures) -> Meaning | None:
    """ "'88": two figures; the century of the year before it where there is one."""
    return Meaning("date", year=year_of(c["year"]), name="short") if len(str(c["year"])) == 2 else None


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
def fiscal_year(c: Captures) -> Meaning | None:
    """A fiscal year, named or the running one."""
    year = year_of(c.get("year"))
    if year is not None:
        return Meaning("date", year=year, fiscal=True)
    return Meaning("unit", unit="Y", deictic=c.get("deictic", "this"), fiscal=True)


@builder
def year_era(c: Captures) -> Meaning | None:
    """Years before Christ and their like."""
    year = integer(c["number"])
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
def old_year(c: Captures) -> Meaning | None:
    """Three figures that are a year where the text has named its era."""
    return Meaning("old_year", year=integer(c["number"]))


@builder
def decade(c: Captures) -> Meaning | None:
    """ "the 1970s", "the '80s", "the nineties"."""
    number = integer(c["decade"])
    if number is None or number % 10:
        return None
    if number % 100 == 0 and 100 < number < FIRST_ROUND_DECADE:
        return Meaning("value", value=f"{number // 100:02d}", type="DATE")
    return Meaning("decade", year=number)


# "the 1800s" is a century; "the 2000s" has so far been its first ten years.
FIRST_ROUND_DECADE = 2000


@builder
def century(c: Captures) -> Meaning | None:
    """ "the 20th century"."""
    number = integer(c["nth"]) if not isinstance(c["nth"], int) else c["nth"]
    if number is None or not 1 <= number <= 99:
        return None
    if c.get("era") == "BC":
        return Meaning("value", value=f"BC{number - 1:02d}", type="DATE", name="BC")
    return Meaning("value", value=f"{number - 1:02d}", type="DATE", mod=c.get("edge"))


@builder
def decade_of_century(c: Captures) -> Meaning | None:
    """ "the last decade of the 20th century", "the first decade of this century"."""
    number = c["nth"] if isinstance(c["nth"], int) else integer(c["nth"])
    if number is None or not (number == -1 or 1 <= number <= 10):
        return None
    place = 9 if number == -1 else number - 1
    if c.get("of_nth") is None:
        return Meaning("decade", count=place, deictic=c.get("deictic", "this"))
    nth = c["of_nth"] if isinstance(c["of_nth"], int) else integer(c["of_nth"])
    return Meaning("decade", year=((nth or 1) - 1) * 100 + place * 10) if nth and nth > 1 else None


@builder
def part_of_century(c: Captures) -> Meaning | None:
    """ "the first quarter of the 19th century"."""
    whole = century({"nth": c["of_nth"], "era": c.get("era")})
    number = c["nth"] if isinstance(c["nth"], int) else integer(c["nth"])
    return replace(whole, mod={1: "START", 4: "END", -1: "END"}.get(number or 0, "MID")) if whole else None


@builder
def ref_value(c: Captures) -> Meaning | None:
    """The turn of the century: its value hangs on the anchor."""
    return Meaning("unit", unit="CE", deictic="this", mod="START")


@builder
def quarter_of_months(c: Captures) -> Meaning | None:
    """ "the April-June quarter": that of the calendar, where its months are."""
    if (c["month"] - 1) % 3 or c["until"] != c["month"] + 2:
        return None
    return quarter({**c, "nth": (c["month"] + 2) // 3})


@builder
def quarter(c: Captures) -> Meaning | None:
    """A quarter by number, by year, or by its place (the latest, the year-ago one)."""
    number = c.get("nth")
    if c.get("quarter_code"):
        number = int(re.sub(r"\D", "", c["quarter_code"]))
    if number is not None and not isinstance(number, int):
        number = integer(number)
    if number is not None and number not in (1, 2, 3, 4, -1):
        return None
    year = year_of(c.get("year")) or year_of(c.get("of_year"))
    if number == -1:
        number = 4 if year or c.get("of_deictic") else None
        if number is None:
            return Meaning("quarter", base="last")
    deictic = c.get("of_deictic")
    place = c.get("deictic")
    if "year_ago" in c or c.get("when") or c.get("anaphoric"):
        place = "year_ago" if not deictic else place
    name = "period" if c.get("period") else None
    if c.get("year_ago") and number is not None:
        return Meaning("quarter", count=number, base="year_ago")
    return Meaning(
        "quarter", count=number, year=year, deictic=deictic, base=place, name=name, fiscal=bool(c.get("fiscal"))
    )


@builder
def half(c: Captures) -> Meaning | None:
    """The first or second half of a year, decade or century."""
    number = c["nth"] if isinstance(c["nth"], int) else integer(c["nth"])
    if number not in (1, 2, -1):
        return None
    mod = "START" if number == 1 else "END"
    if c.get("decade") is not None:
        return Meaning("decade", year=integer(c["decade"]), mod=mod)
    if c.get("of_nth") is not None:
        nth = c["of_nth"] if isinstance(c["of_nth"], int) else integer(c["of_nth"])
        return Meaning("value", value=f"{(nth or 1) - 1:02d}", type="DATE", mod=mod)
    return Meaning("half", count=1 if number == 1 else 2, year=year_of(c.get("of_year")), deictic=c.get("of_deictic"))


@builder
def half_code(c: Captures) -> Meaning | None:
    """ "H1 2012"."""
    return Meaning("half", count=integer(c["half_code"].strip("Hh")), year=year_of(c["year"]))


@builder
def season(c: Captures) -> Meaning | None:
    """A season, with what is said of its year."""
    year = year_of(c.get("year"))
    if c.get("year_range"):
        year = int(c["year_range"][:4])
    short = "short" if len(str(c.get("year") or "")) == 2 else None
    deictic, base = c.get("deictic"), c.get("of_deictic")
    return Meaning("season", name=c["season"], year=year, deictic=deictic, base=base, value=short)


@builder
def seasons_ago(c: Captures) -> Meaning | None:
    """ "two summers ago": last summer is one."""
    count, _ = how_many(c)
    return Meaning("seasons_ago", name=c["season"], count=int(count)) if count == int(count) else None


@builder
def holiday(c: Captures) -> Meaning | None:
    """A feast or named day."""
    return Meaning(
        "holiday", name=c["holiday"], year=year_of(c.get("year")), deictic=c.get("deictic"), base=c.get("of_deictic")
    )


@builder
def beside_holiday(c: Captures) -> Meaning | None:
    """ "the Friday before Christmas", "the day after Labor Day", "the week before Easter": counted from the feast."""
    if c.get("unit") not in (None, "D", "W"):
        return None
    step = -1 if c["when"] == "earlier" else 1
    return Meaning("beside_holiday", weekday=c.get("weekday"), unit=c.get("unit"), count=step, of=holiday(c))


@builder
def holiday_weekend(c: Captures) -> Meaning | None:
    """ "the Labor Day weekend": the one beside the feast."""
    return Meaning("holiday_weekend", of=Meaning("holiday", name=c["holiday"], deictic=c.get("deictic")))


@builder
def unit_of_year(c: Captures) -> Meaning | None:
    """ "the same month last year": the month the text stands at, in another year."""
    if c["unit"] not in ("D", "W", "M"):
        return None
    return Meaning("unit_of_year", unit=c["unit"], year=year_of(c.get("of_year")), deictic=c.get("of_deictic"))


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
    if isinstance(c.get("when"), str) and c["when"] == "ago":
        return Meaning("weekday", weekday=c["weekday"], deictic="last", count=-weeks)
    return Meaning("weekday", weekday=c["weekday"], deictic="coming", count=weeks)


SUNDAY = 7


@builder
def set_nth(c: Captures) -> Meaning | None:
    """ "the first Monday of each month": as often as the larger unit comes."""
    return Meaning("set", count=1, unit=c["unit2"], quant=c.get("every"))
