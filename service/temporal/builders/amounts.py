"""Builders of lengths, sets, shifts, units and the vague."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from service.temporal.builders.base import Captures, builder, how_many, year_of
from service.temporal.builders.dates import date
from service.temporal.calendar import COUNTED_TO_THE_DAY, SHORTER_THAN_A_DAY
from service.temporal.meaning import Meaning


@builder
def shift(c: Captures) -> Meaning | None:
    """So many units before or after now, or before or after what was said."""
    when = c.get("when")
    ago = bool(c.get("ago"))
    direction = c.get("direction") or (-1 if when == "earlier" or c.get("adjective") or ago else 1)
    count, vague = how_many(c)
    if c.get("half"):
        count = 0.5
    if c.get("more_half"):
        count += 0.5
    if c.get("quarter"):
        count = 0.25
    base = "now" if c.get("direction") or ago else "said"
    if c.get("adjective"):
        base = "year"
        return Meaning("shift", count=-1, unit="Y", base=base)
    return Meaning("shift", count=count * direction, unit=c["unit"], base=base, vague=vague, last=c.get("last"))


@builder
def so_long_on(c: Captures) -> Meaning | None:
    """ "ten years on", "a month on"."""
    later = shift({**c, "when": "later"})
    return replace(later, kind="so_long_on") if later else None


@builder
def shift_from_day(c: Captures) -> Meaning | None:
    """ "two weeks from today", "ten days from tomorrow"."""
    away = shift({**c, "direction": 1})
    if away is not None and away.unit == "F":
        away = replace(away, unit="W", count=2 * (away.count or 1))
    return replace(away, day=int(c["relday"])) if away and away.unit in COUNTED_TO_THE_DAY else None


@builder
def shift_back(c: Captures) -> Meaning | None:
    """ "three weeks back"; "half a minute back" is how far behind somebody is."""
    return shift(c) if c["unit"] not in SHORTER_THAN_A_DAY else None


@builder
def unit(c: Captures) -> Meaning | None:
    """ "last week", "this year", "the following day"."""
    if c["unit"] == "S" or (c["unit"] == "MIN" and c["deictic"] != "past"):
        return None
    return Meaning("unit", unit=c["unit"], deictic=c["deictic"], name="opening" if c.get("opening") else None)


@builder
def the_unit(c: Captures) -> Meaning | None:
    """ "the year", "the week": the running one."""
    if c["unit"] in SHORTER_THAN_A_DAY | {"DE", "CE", "ML"}:
        return None
    return Meaning("unit", unit=c["unit"], deictic="the")


@builder
def the_unit_edge(c: Captures) -> Meaning | None:
    """ "later in the day", "the end of the week": the day said last, the running week or what is larger."""
    if c["unit"] == "D":
        return Meaning("unit", unit="D", deictic="that")
    if c["unit"] in ("DE", "CE"):
        return Meaning("unit", unit=c["unit"], deictic="the")
    return the_unit(c)


@builder
def new_year(c: Captures) -> Meaning | None:
    """ "the new year"."""
    return Meaning("unit", unit="Y", deictic="new") if c["unit"] == "Y" else None


@builder
def the_day_of_trading(c: Captures) -> Meaning | None:
    """ "shares ended the day lower": the day said last."""
    return Meaning("unit", unit="D", deictic="that", name="trading") if c["unit"] == "D" else None


@builder
def this_time_of_year(c: Captures) -> Meaning | None:
    """ "this time next year": this month of it; "this day last year"."""
    unit_said = "D" if c.get("to_the_day") else "M"
    return Meaning("unit_of_year", unit=unit_said, deictic=c["deictic"], name="now") if c["unit"] == "Y" else None


@builder
def two_units(c: Captures) -> Meaning | None:
    """ "the week after next", "the month before last"."""
    return Meaning("shift", count=c["two"], unit=c["unit"], base="now")


@builder
def week_of_date(c: Captures) -> Meaning | None:
    """The week that holds a day."""
    inner = date(c)
    return Meaning("week_of", of=inner) if inner else None


UNITS_BY_SIZE = ("S", "MIN", "H", "D", "W", "F", "M", "Q", "Y", "DE", "CE", "ML")


@builder
def duration(c: Captures) -> Meaning | None:
    """So much time."""
    count, vague = how_many(c)
    unit_name = c["unit"]
    last = c.get("last")
    if unit_name == "Q" and not c.get("stretch") and count in (1, 3):
        return None  # "three quarters of its food" is a share.
    if c.get("pair"):
        count, last = map(float, re.split(r"\D", c["pair"])[:2])
    if last is not None and (not isinstance(last, float | int) or last <= count):
        return None
    if c.get("half"):
        count += 0.5
    if c.get("only_half"):
        count = 0.5
    if c.get("only_quarter"):
        count = 0.25
    extra = None
    if c.get("unit2"):
        sizes = [UNITS_BY_SIZE.index(c[name]) for name in ("unit", "unit2", "unit3") if c.get(name)]
        if any(small >= large for large, small in pairwise(sizes)):
            return None
        least = Meaning("duration", count=float(c["count3"]), unit=c["unit3"]) if c.get("unit3") else None
        extra = Meaning("duration", count=float(c["count2"]), unit=c["unit2"], extra=least)
    return Meaning(
        "duration", count=count, unit=unit_name, vague=vague, last=last, deictic=c.get("stretch"), extra=extra
    )


@builder
def stretch_and_half(c: Captures) -> Meaning | None:
    """ "the next year and a half"."""
    return duration({**c, "count": 1, "half": True})


@builder
def part_of_second(c: Captures) -> Meaning | None:
    """ "four-hundredths of a second"."""
    count, _ = how_many(c)
    return Meaning("duration", count=round(count * c["share"], 3), unit="S")


@builder
def share_of_unit(c: Captures) -> Meaning | None:
    """ "three-quarters of an hour", "two thirds of a century": so many of the next smaller unit."""
    small, size = SMALLER.get(c["unit"], ("", 0))
    count = int(c.get("count") or 1)
    if not small or not 0 < count < c["share"]:
        return None
    return Meaning("duration", count=round(size * count / c["share"]), unit=small)


@builder
def share_of_unit_off(c: Captures) -> Meaning | None:
    """ "three-quarters of a century ago", "three quarters of an hour later"."""
    length = share_of_unit(c)
    return shift({**c, "count": length.count, "unit": length.unit}) if length else None


SMALLER = {"H": ("MIN", 60), "D": ("H", 24), "Y": ("M", 12), "CE": ("Y", 100)}


@builder
def an_amount(c: Captures) -> Meaning | None:
    """ "a week": a stretch, or a rate, as its surroundings say; "a second" is as a rule another one."""
    if c["unit"] in ("S", "Q"):
        return None
    return Meaning("duration", count=1, unit=c["unit"], name="article")


@builder
def vague_amount(c: Captures) -> Meaning | None:
    """ "weeks", "decades-long"."""
    return Meaning("duration", count=1, unit=c["unit"], vague=True, name="bare")


@builder
def vague_stretch(c: Captures) -> Meaning | None:
    """ "recent years", "the coming weeks"; "in past years" is no stretch of any length."""
    if c.get("lead") == "gone":
        return Meaning("ref", value="PAST_REF")
    return Meaning("duration", count=1, unit=c["unit"], vague=True, name="stretch")


@builder
def vague_time(c: Captures) -> Meaning | None:
    """ "some time"."""
    return Meaning("value", value="PXX", type="DURATION")


@builder
def set_weekday(c: Captures) -> Meaning | None:
    """ "every Monday", "Tuesday nights"."""
    number = c["weekday"]
    value = {8: "XXXX-WXX-XD", 9: "XXXX-WXX-WE"}.get(number, f"XXXX-WXX-{number}")
    part_name = c.get("part") or c.get("day_part")
    return Meaning("set", value=value + (f"T{part_name}" if part_name else ""), quant=c.get("every"))


@builder
def set_unit(c: Captures) -> Meaning | None:
    """ "every two weeks"."""
    count = float(c["count"]) if c.get("count") is not None else 1.0
    return Meaning("set", count=count, unit=c["unit"], quant=c.get("every"))


@builder
def set_every_nth(c: Captures) -> Meaning | None:
    """ "every second day", "every third week": so many units lie between."""
    count = 2 if c["count"] == "S" else int(c["count"])
    return Meaning("set", count=count, unit=c["unit"], quant=c.get("every")) if count > 1 else None


@builder
def set_vague(c: Captures) -> Meaning | None:
    """ "every few years": how many units lie between is left open."""
    return Meaning("set", count=1, unit=c["unit"], vague=True, quant=c.get("every"))


@builder
def set_named(c: Captures) -> Meaning | None:
    """ "every summer"."""
    quant = c.get("every")
    if c.get("season"):
        value = f"XXXX-{c['season']}"
    elif c.get("month"):
        value = f"XXXX-{c['month']:02d}" + (f"-{int(c['day']):02d}" if c.get("day") else "")
    elif c.get("part"):
        value = f"XXXX-XX-XXT{c['part']}"
    elif c.get("weekend"):
        value = "XXXX-WXX-WE"
    else:
        named = str(c["holiday"])
        value = f"XXXX-{named}" if named[0].isdigit() else "P1Y"
    return Meaning("set", value=value, quant=quant)


@builder
def set_times(c: Captures) -> Meaning | None:
    """ "twice a week"."""
    times = c.get("times") or c.get("count")
    freq = f"{int(times)}X" if times is not None else "X"
    return Meaning("set", count=1, unit=c["unit"], freq=freq)


@builder
def set_times_every(c: Captures) -> Meaning | None:
    """ "once every four years"."""
    unit_set = set_unit(c)
    return replace(unit_set, freq=f"{int(c['times'])}X") if unit_set else None


@builder
def set_times_adverb(c: Captures) -> Meaning | None:
    """ "twice daily"."""
    return Meaning("set", value=str(c["adverb_set"]), freq=f"{int(c['times'])}X")


@builder
def set_adverb(c: Captures) -> Meaning | None:
    """ "daily"."""
    return Meaning("set", value=str(c["adverb_set"]))


@builder
def set_value(c: Captures) -> Meaning | None:
    """A set whose value the rule itself states."""
    return Meaning("set", value=str(c["value"]), quant=c.get("quant"))


@builder
def ref(c: Captures) -> Meaning | None:
    """Now, once, some day."""
    return Meaning("ref", value=str(c["value"]), name="opening" if c.get("opening") else None)


@builder
def year_end(c: Captures) -> Meaning | None:
    """ "year-end"."""
    return Meaning("unit", unit=c["unit"], deictic="the", mod="END", name="edge")


@builder
def units_end(c: Captures) -> Meaning | None:
    """ "year's end": the end of the running one, or another `edge` of it."""
    if c["unit"] not in ("W", "M", "Q", "Y", "DE", "CE"):
        return None
    return Meaning("unit", unit=c["unit"], deictic="the", mod=c.get("edge", "END"))


@builder
def mid_year(c: Captures) -> Meaning | None:
    """ "midyear", "mid-year 2012"."""
    year = year_of(c.get("year"))
    if year is not None:
        return Meaning("value", value=f"{year:04d}", type="DATE", mod="MID")
    return Meaning("unit", unit="Y", deictic="the", mod="MID")


@builder
def weekend_but_one(c: Captures) -> Meaning | None:
    """ "the weekend before last", "the weekend after next": that of the Saturday before last, after next."""
    deictic, weeks = ("last", -1) if c["two"] < 0 else ("coming", 1)
    return Meaning("week_of", unit="WE", of=Meaning("weekday", weekday=6, deictic=deictic, count=weeks))


@builder
def weekday_but_one(c: Captures) -> Meaning | None:
    """ "vorvergangenen Samstag", "übernächsten Montag": a week beyond the last one, the next one."""
    deictic, weeks = ("last", -1) if c["two"] < 0 else ("coming", 1)
    return Meaning("weekday", weekday=c["weekday"], deictic=deictic, count=weeks)


@builder
def weekend(c: Captures) -> Meaning | None:
    """A weekend by its place."""
    return Meaning("unit", unit="WE", deictic=c.get("deictic", "the"))
