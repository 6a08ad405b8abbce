"""Builders of decades, centuries, quarters, halves, seasons and feasts."""

from __future__ import annotations

import re
from dataclasses import replace

from service.temporal.builders.base import Captures, builder, how_many, integer, year_of
from service.temporal.meaning import Meaning


@builder
def decade(c: Captures) -> Meaning | None:
    """ "the 1970s", "the '80s", "the nineties", "the 180s BC"."""
    number = integer(c["decade"])
    if number is None or number % 10:
        return None
    if c.get("century"):
        number += 100 * c["century"]
    if c.get("era"):
        value = f"BC{number // 10:03d}" if c["era"] == "BC" else f"{number // 10:03d}"
        return Meaning("value", value=value, type="DATE", name=c["era"])
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
def decade_in_century(c: Captures) -> Meaning | None:
    """ "the twenties of the last century", "the thirties of the 19th century"."""
    number, nth = integer(c["decade"]), integer(c.get("of_nth"))
    if number is None or number % 10:
        return None
    if nth is not None:
        return Meaning("decade", year=(nth - 1) * 100 + number % 100) if nth > 1 else None
    return Meaning("decade", count=number % 100 // 10, deictic=c["deictic"])


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
def turn_of_year(c: Captures) -> Meaning | None:
    """ "the turn of the year": where the running year began or, late in it, the next will."""
    return Meaning("unit", unit="Y", deictic="this", mod="START", name="turn")


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
def saints_day(c: Captures) -> Meaning | None:
    """ "St. James's Day": a day of the year known by its saint."""
    day = c["days"].get(str(c["saint"]).lower())
    return holiday({**c, "holiday": day}) if day and c["unit"] == "D" else None


@builder
def numbered_holiday(c: Captures) -> Meaning | None:
    """ "der zweite Weihnachtstag", "der 1. Advent": the feast of this number among those that share a name."""
    names, number = str(c["holiday"]).split(), integer(c["nth"]) or 0
    return holiday({**c, "holiday": names[number - 1]}) if 1 <= number <= len(names) else None


@builder
def beside_holiday(c: Captures) -> Meaning | None:
    """ "the Friday before Christmas", "the day after Labor Day", "the week before Easter": counted from the feast."""
    if c.get("unit") not in (None, "D", "W"):
        return None
    step = -1 if c["when"] == "earlier" else 1
    return Meaning("beside_holiday", weekday=c.get("weekday"), unit=c.get("unit"), count=step, of=holiday(c))


@builder
def days_beside_holiday(c: Captures) -> Meaning | None:
    """ "two days before Christmas" a day; "three weeks after Easter" the week of the day so far from it."""
    count, vague = how_many(c)
    days = int(count) * DAYS_IN.get(c["unit"], 0)
    if vague or count != int(count) or not 0 < days <= MOST_DAYS_BESIDE:
        return None
    there = Meaning("beside_holiday", unit="D", count=-days if c["when"] == "earlier" else days, of=holiday(c))
    return there if c["unit"] == "D" else Meaning("week_of", of=there)


DAYS_IN = {"D": 1, "W": 7, "F": 14}
# What is further from a feast is not told by it.
MOST_DAYS_BESIDE = 70


@builder
def week_of_holiday(c: Captures) -> Meaning | None:
    """ "the week of Thanksgiving"."""
    return Meaning("week_of", of=holiday(c))


@builder
def holiday_weekend(c: Captures) -> Meaning | None:
    """ "the Labor Day weekend": the one beside the feast."""
    return Meaning("holiday_weekend", of=Meaning("holiday", name=c["holiday"], deictic=c.get("deictic")))


@builder
def this_unit_of_year(c: Captures) -> Meaning | None:
    """ "on this day in 1940", "this month in 1989": the running one, in another year."""
    there = unit_of_year(c)
    return replace(there, name="now") if there else None


@builder
def unit_of_year(c: Captures) -> Meaning | None:
    """ "the same month last year": the month the text stands at, in another year."""
    if c["unit"] not in ("D", "W", "M"):
        return None
    return Meaning("unit_of_year", unit=c["unit"], year=year_of(c.get("of_year")), deictic=c.get("of_deictic"))
