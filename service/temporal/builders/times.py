"""Builders of times of day, parts of days and days counted from today."""

from __future__ import annotations

import re
from dataclasses import replace

from service.temporal.builders.base import Captures, builder, how_many, integer
from service.temporal.builders.dates import date
from service.temporal.builders.periods import holiday
from service.temporal.calendar import past_noon
from service.temporal.meaning import SAID_STEPS, Meaning

CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(?::(\d\d))?\s*([ap]m)?", re.IGNORECASE)


END_OF_DAY = 24
FIRST_EVENING_HOUR = 5


def on_clock(hour: int, part: str) -> int:
    """The hour on the 24-hour clock that an hour said beside a part of the day means.

    >>> on_clock(8, "EV"), on_clock(2, "NI"), on_clock(10, "MO")
    (20, 2, 10)
    """
    if not 1 <= hour <= 12 or part == "MO" or (part == "NI" and hour < FIRST_EVENING_HOUR):
        return hour % 12 if hour == 12 and part == "MO" else hour
    return past_noon(hour)


@builder
def clock(c: Captures) -> Meaning | None:
    """A time of day, on a twelve- or twenty-four-hour clock."""
    noon = c.get("noon")
    if noon is not None:
        return Meaning("clock", hour=noon % 24, minute=0, zone=c.get("zone"), name="midnight" if noon == 24 else "noon")
    text = c.get("clock")
    half_of_day = c.get("meridiem")
    second = None
    if text is not None:
        match = CLOCK.fullmatch(text)
        if match is None:
            return None
        hour, minute, second = int(match[1]), int(match[2] or 0), integer(match[3])
        half_of_day = half_of_day or (match[4] or "").upper() or None
    else:
        said = c.get("hour")
        hour = int(said) if said is not None else -1
        minute = 0
    if half_of_day is None and c.get("part"):
        hour = on_clock(hour, c["part"])
    if half_of_day:
        if not 1 <= hour <= 12:
            return (
                None
                if hour > 23 or half_of_day == "AM"
                else Meaning("clock", hour=hour, minute=minute, zone=c.get("zone"))
            )
        hour = hour % 12 + (12 if half_of_day == "PM" else 0)
    if not 0 <= hour <= END_OF_DAY or not 0 <= minute <= 59 or (hour == END_OF_DAY and minute):
        return None
    of_twelve = 12 if c.get("bare") and text is not None and text[0] != "0" and hour <= 12 else None
    bare = "bare" if c.get("bare") else "oclock" if c.get("oclock") and not c.get("part") else None
    if hour == END_OF_DAY:
        bare = "midnight"
    zone = c.get("zone")
    return Meaning("clock", hour=hour % END_OF_DAY, minute=minute, second=second, zone=zone, name=bare, count=of_twelve)


@builder
def clock_words(c: Captures) -> Meaning | None:
    """ "half past eight", "a quarter to nine", "ten minutes past six", "one minute past midnight"."""
    minutes = 30 if c.get("half") else 15 if c.get("quarter") else int(c.get("count") or 0)
    noon = c.get("noon")
    hour, before = int(noon or c["hour"]), c["side"] == "to"
    if noon is not None and c.get("unit", "MIN") == "MIN" and 0 < minutes < MINUTES_OF_AN_HOUR:
        at = (noon % 24) * MINUTES_OF_AN_HOUR + (-minutes if before else minutes)
        return Meaning("clock", hour=at // MINUTES_OF_AN_HOUR % 24, minute=at % MINUTES_OF_AN_HOUR, name="said")
    if not 1 <= hour <= 12 or not 0 < minutes < 60 or c.get("unit", "MIN") != "MIN" or (before and c.get("half")):
        return None
    if c.get("part"):
        hour = on_clock(hour, c["part"])
    at = hour * 60 + (-minutes if before else minutes)
    return Meaning("clock", hour=at // 60 % 24, minute=at % 60, name=None if c.get("part") else "oclock")


MINUTES_OF_AN_HOUR = 60


@builder
def clock_words_short(c: Captures) -> Meaning | None:
    """ "ten past nine", "twenty to six": by fives, so that no score is taken for one."""
    return clock_words(c) if c["count"] in (5, 10, 20, 25) else None


@builder
def clock_words_to(c: Captures) -> Meaning | None:
    """ "ten to eight", "twenty to six": an hour below the minutes, and not one, so that no odds are read."""
    said = c.get("part") or c.get("oclock")
    fewer = c.get("ends") or int(c["hour"]) < c["count"]
    return clock_words(c) if said or (fewer and int(c["hour"]) > 1) else None


@builder
def hour_of_part(c: Captures) -> Meaning | None:
    """ "8 tonight", "10 last night", "2:30 this afternoon"."""
    time = clock(c)
    if time is None:
        return None
    return replace(time, of=Meaning("day", count=c.get("deictic", 0)))


@builder
def hour_of_next_part(c: Captures) -> Meaning | None:
    """ "6 the next morning"."""
    time = clock(c)
    if time is None:
        return None
    step = 0 if c["next"] == "same" else 1
    return replace(time, of=Meaning("shift", count=step, unit="D", base="said"))


@builder
def hour_of_weekday(c: Captures) -> Meaning | None:
    """ "5 on Friday morning"."""
    time = clock(c)
    return replace(time, of=Meaning("weekday", weekday=c["weekday"])) if time else None


@builder
def the_part(c: Captures) -> Meaning | None:
    """ "in the morning": of the day said last."""
    name = "goes_on" if c.get("goes_on") else None
    return Meaning("part", part=c["part"], of=Meaning("said_day"), mod=c.get("edge"), name=name)


@builder
def part(c: Captures) -> Meaning | None:
    """A part of a day that needs a day beside it."""
    return Meaning("part", part=c["part"])


@builder
def this_part(c: Captures) -> Meaning | None:
    """ "last night", "this morning", "the following evening"."""
    if c["deictic"] == "next":
        return Meaning("part", part=c["part"], of=Meaning("unit", unit="D", deictic="next"))
    count = {"last": -1, "this": 0, "past": -1, "coming": 0}.get(c["deictic"])
    if count is None:
        base = SAID_STEPS.get(c["deictic"], 0)
        name = "same" if c["deictic"] == "same" else None
        return Meaning("part", part=c["part"], of=Meaning("shift", count=base, unit="D", base="said", name=name))
    return Meaning("part", part=c["part"], of=Meaning("day", count=count))


@builder
def part_of_ordinal(c: Captures) -> Meaning | None:
    """ "the night of the 6th": of the month the text has come to."""
    return Meaning("part", part=c["part"], of=Meaning("month_day", day=integer(c["day"])))


@builder
def part_beside(c: Captures) -> Meaning | None:
    """ "the night before", "the morning after": of the day before or after the one said last."""
    day = Meaning("shift", count=-1 if c["when"] == "earlier" else 1, unit="D", base="said")
    return Meaning("part", part=c["part"], of=day)


@builder
def eve_of_date(c: Captures) -> Meaning | None:
    """ "die Nacht zum 3. Mai": the night that leads to a day belongs to the day before."""
    day = date(c)
    return Meaning("part", part="NI", of=Meaning("beside_holiday", unit="D", count=-1, of=day)) if day else None


@builder
def eve_of_holiday(c: Captures) -> Meaning | None:
    """ "die Nacht zu Heiligabend": the night that leads to a feast belongs to the day before."""
    return Meaning("part", part="NI", of=Meaning("beside_holiday", unit="D", count=-1, of=holiday(c)))


@builder
def part_of_holiday(c: Captures) -> Meaning | None:
    """ "die Silvesternacht", "der Karfreitagnachmittag": a feast and its part of the day in one word."""
    return Meaning("part", part=c["part"], of=holiday({**c, "year": c.get("year") or c.get("year_range")}))


@builder
def part_before_last(c: Captures) -> Meaning | None:
    """ "the night before last"."""
    return Meaning("part", part=c["part"], of=Meaning("day", count=-2))


@builder
def parts_off(c: Captures) -> Meaning | None:
    """ "two nights ago", "three nights later": of the day so many days off, from here or from what was said."""
    count = how_many(c)[0]
    if count != int(count) or c["part"] == "MI":
        return None
    ago = c["when"] not in ("earlier", "later")
    off = count if c["when"] == "later" else -count
    day = Meaning("shift", count=off, unit="D", base="now" if ago else "said")
    return Meaning("part", part=c["part"], of=day)


@builder
def overnight(c: Captures) -> Meaning | None:
    """The night of the day said beside it or a tale has come to, else the one before the publication day."""
    return Meaning("part", part="NI", of=Meaning("said_day", name="overnight"))


@builder
def relday(c: Captures) -> Meaning | None:
    """Today, yesterday, tomorrow, tonight; with a part of the day where one is said."""
    day = Meaning("day", count=c.get("relday", 0), name=c.get("name"))
    if c.get("part") or c.get("day_part"):
        return Meaning("part", part=c.get("part") or c.get("day_part"), of=day, mod=c.get("edge"))
    return day
