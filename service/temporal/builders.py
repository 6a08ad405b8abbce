"""Builders: what the words a rule captured mean together. Captures in, a Meaning out, or None."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from service.temporal.calendar import safe_date
from service.temporal.meaning import Meaning

Captures = Mapping[str, Any]
Builder = Callable[[Captures], Meaning | None]
BUILDERS: dict[str, Builder] = {}
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(?::(\d\d))?\s*([ap]m)?", re.IGNORECASE)
ISO = re.compile(
    r"(\d{4})(?:-[Ww](\d\d)(?:-(\d))?|[-/](\d\d?)(?:[-/](\d\d?))?)(?:[Tt](\d\d)(?::(\d\d))?(?::(\d\d))?([Zz])?)?"
)
CENTURY_BREAK = 69
FIRST_EVENING_HOUR = 5


def builder(function: Builder) -> Builder:
    """Registers a builder under its own name, for rules to call."""
    BUILDERS[function.__name__.rstrip("_")] = function
    return function


def _int(value: Any) -> int | None:
    if value is None:
        return None
    digits = re.match(r"\d+", str(value))
    return int(digits[0]) if digits else None


def year_of(text: Any) -> int | None:
    """A year written "1989", "FY89" or as a number."""
    if text is None:
        return None
    digits = re.search(r"\d+", str(text))
    if not digits:
        return None
    year = int(digits[0])
    return two_digit_year(year) if len(digits[0]) == 2 else year


def two_digit_year(year: int) -> int:
    """The year meant by two figures: 69 and later the last century, else this one."""
    return 1900 + year if year >= CENTURY_BREAK else 2000 + year


def _valid(year: int | None, month: int | None, day: int | None) -> bool:
    if year is not None and not 1 <= year <= 9999:
        return False
    if day is None:
        return True
    if month is None:
        return 1 <= day <= 31
    if year is not None:
        return safe_date(year, month, day) is not None
    return 1 <= day <= LONGEST_MONTH[month - 1]


@builder
def date(c: Captures) -> Meaning | None:
    """Year, month and day as far as they are said."""
    year = year_of(c.get("year"))
    if year is None and c.get("year_words") is not None:
        year = int(c["year_words"])
    month = c.get("month")
    day = _int(c.get("month_day"))
    if day is None and c.get("ordinal") is not None:
        day = int(c["ordinal"])
    if not _valid(year, month, day):
        return None
    return Meaning(
        "date", year=year, month=month, day=day, weekday=c.get("weekday"), name="bare" if c.get("bare") else None
    )


@builder
def day_range(c: Captures) -> Meaning | None:
    """Two days of one month in one phrase."""
    pair = c.get("pair")
    first, last = map(int, re.split(r"\D", pair)[:2]) if pair else (_int(c.get("month_day")), _int(c.get("until")))
    month, year = c.get("month"), year_of(c.get("year"))
    if (
        first is None
        or last is None
        or first >= last
        or not _valid(year, month, first)
        or not _valid(year, month, last)
    ):
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
    return Meaning("date", month=c["month"], deictic=c["deictic"])


@builder
def month_named(c: Captures) -> Meaning | None:
    """ "last December": the month before, after or at the anchor."""
    return Meaning("month", month=c["month"], deictic=c["deictic"])


@builder
def day_of_month(c: Captures) -> Meaning | None:
    """ "the 5th of next month", "Friday the 13th"."""
    day = _int(c.get("day") or c.get("day_ordinal"))
    return Meaning("month_day", day=day, deictic=c.get("deictic"), weekday=c.get("weekday"))


@builder
def nth_of(c: Captures) -> Meaning | None:
    """The second Monday in May, the third week of January, the last day of the month."""
    number = c["nth"] if isinstance(c["nth"], int) else _int(c["nth"])
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
        return Meaning("iso_week", year=int(year), count=int(week), weekday=_int(weekday))
    if not 1 <= int(month) <= 12 or not _valid(int(year), int(month), _int(day)):
        return None
    whole = Meaning("date", year=int(year), month=int(month), day=_int(day))
    if hour is None:
        return whole
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    zone = "UTC" if zulu else None
    return Meaning("clock", hour=int(hour), minute=_int(minute), second=_int(second), zone=zone, of=whole)


@builder
def numeric(c: Captures) -> Meaning | None:
    """A date all in figures; which figure is the month is for the policy to say."""
    first, second, year = re.split(r"\D", c["slash_date"])[:3]
    if not _valid(year_of(year), None, int(first)) or not _valid(None, None, int(second)):
        return None
    if int(first) > 12 and int(second) > 12:
        return None
    return Meaning("numeric", count=int(first), last=int(second), year=year_of(year), name=c.get("order"))


@builder
def eleven_september(c: Captures) -> Meaning | None:
    """The attacks of 2001, named by their figures."""
    return Meaning("date", year=2001, month=9, day=11)


@builder
def fiscal_year(c: Captures) -> Meaning | None:
    """A fiscal year, named or the running one."""
    year = year_of(c.get("year"))
    if year is not None:
        return Meaning("date", year=year, fiscal=True)
    return Meaning("unit", unit="Y", deictic="this", fiscal=True)


@builder
def year_era(c: Captures) -> Meaning | None:
    """Years before Christ and their like."""
    year = _int(c["number"])
    if year is None or not 1 <= year <= 9999:
        return None
    if c["era"] == "AD":
        return Meaning("date", year=year)
    return Meaning("value", value=f"BC{year:04d}", type="DATE")


@builder
def decade(c: Captures) -> Meaning | None:
    """ "the 1970s", "the '80s", "the nineties"."""
    number = _int(c["decade"])
    if number is None or number % 10:
        return None
    return Meaning("decade", year=number)


@builder
def century(c: Captures) -> Meaning | None:
    """ "the 20th century"."""
    number = _int(c["nth"]) if not isinstance(c["nth"], int) else c["nth"]
    if number is None or not 1 <= number <= 99:
        return None
    if c.get("era") == "BC":
        return Meaning("value", value=f"BC{number - 1:02d}", type="DATE")
    return Meaning("value", value=f"{number - 1:02d}", type="DATE")


@builder
def ref_value(c: Captures) -> Meaning | None:
    """The turn of the century: its value hangs on the anchor."""
    return Meaning("unit", unit="CE", deictic="this", mod="START")


@builder
def quarter(c: Captures) -> Meaning | None:
    """A quarter by number, by year, or by its place (the latest, the year-ago one)."""
    number = c.get("nth")
    if c.get("quarter_code"):
        number = int(re.sub(r"\D", "", c["quarter_code"]))
    if number is not None and not isinstance(number, int):
        number = _int(number)
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
    number = c["nth"] if isinstance(c["nth"], int) else _int(c["nth"])
    if number not in (1, 2, -1):
        return None
    mod = "START" if number == 1 else "END"
    if c.get("decade") is not None:
        return Meaning("decade", year=_int(c["decade"]), mod=mod)
    if c.get("of_nth") is not None:
        nth = c["of_nth"] if isinstance(c["of_nth"], int) else _int(c["of_nth"])
        return Meaning("value", value=f"{(nth or 1) - 1:02d}", type="DATE", mod=mod)
    return Meaning("half", count=1 if number == 1 else 2, year=year_of(c.get("of_year")), deictic=c.get("of_deictic"))


@builder
def season(c: Captures) -> Meaning | None:
    """A season, with what is said of its year."""
    year = year_of(c.get("year"))
    if c.get("year_range"):
        year = int(c["year_range"][:4])
    return Meaning(
        "season", name=c["season"], year=year, deictic=c.get("deictic"), base=c.get("of_deictic")
    )


@builder
def weekend(c: Captures) -> Meaning | None:
    """A weekend by its place."""
    return Meaning("unit", unit="WE", deictic=c.get("deictic", "the"))


@builder
def holiday(c: Captures) -> Meaning | None:
    """A feast or named day."""
    return Meaning(
        "holiday", name=c["holiday"], year=year_of(c.get("year")), deictic=c.get("deictic"), base=c.get("of_deictic")
    )


@builder
def relday(c: Captures) -> Meaning | None:
    """Today, yesterday, tomorrow, tonight; with a part of the day where one is said."""
    day = Meaning("day", count=c.get("relday", 0))
    if c.get("part") or c.get("day_part"):
        return Meaning("part", part=c.get("part") or c.get("day_part"), of=day, mod=c.get("edge"))
    return day


@builder
def this_part(c: Captures) -> Meaning | None:
    """ "last night", "this morning", "the following evening"."""
    count = {"last": -1, "this": 0, "past": -1, "next": 1, "coming": 0}.get(c["deictic"])
    if count is None:
        base = {"previous": -1, "following": 1, "the_next": 1}.get(c["deictic"], 0)
        return Meaning("part", part=c["part"], of=Meaning("shift", count=base, unit="D", base="said"))
    return Meaning("part", part=c["part"], of=Meaning("day", count=count))


@builder
def overnight(c: Captures) -> Meaning | None:
    """The night before the publication day."""
    return Meaning("part", part="NI", of=Meaning("day", count=-1))


@builder
def weekday(c: Captures) -> Meaning | None:
    """A weekday, with its deictic word or week; a part of it; the night that leads to it (`eve`)."""
    number = (c["weekday"] - 2) % 7 + 1 if c.get("eve") else c["weekday"]
    day = Meaning(
        "weekday", weekday=number, deictic=c.get("deictic"), base=c.get("week_deictic"), count=c.get("weeks", 0)
    )
    return Meaning("part", part=c["part"], of=day) if c.get("part") else day


def on_clock(hour: int, part: str) -> int:
    """The hour on the 24-hour clock that an hour said beside a part of the day means.

    >>> on_clock(8, "EV"), on_clock(2, "NI"), on_clock(10, "MO")
    (20, 2, 10)
    """
    if not 1 <= hour <= 12 or part == "MO" or (part == "NI" and hour < FIRST_EVENING_HOUR):
        return hour % 12 if hour == 12 and part == "MO" else hour
    return hour % 12 + 12


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
        hour, minute, second = int(match[1]), int(match[2] or 0), _int(match[3])
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
    if not 0 <= hour <= 24 or not 0 <= minute <= 59 or (hour == 24 and minute):
        return None
    bare = "bare" if c.get("bare") else None
    return Meaning("clock", hour=hour % 24, minute=minute, second=second, zone=c.get("zone"), name=bare)


@builder
def hour_of_part(c: Captures) -> Meaning | None:
    """ "8 tonight", "10 last night", "2:30 this afternoon"."""
    time = clock(c)
    if time is None:
        return None
    return replace(time, of=Meaning("day", count=c.get("deictic", 0)))


@builder
def the_part(c: Captures) -> Meaning | None:
    """ "in the morning": of the day said last."""
    return Meaning("part", part=c["part"], of=Meaning("said_day"), mod=c.get("edge"))


@builder
def part(c: Captures) -> Meaning | None:
    """A part of a day that needs a day beside it."""
    return Meaning("part", part=c["part"])


@builder
def shift(c: Captures) -> Meaning | None:
    """So many units before or after now, or before or after what was said."""
    when = c.get("when")
    direction = c.get("direction") or (-1 if when == "earlier" or c.get("adjective") else 1)
    count, vague = _count(c)
    if c.get("half"):
        count = 0.5
    base = "now" if c.get("direction") else "said"
    if c.get("adjective"):
        base = "year"
        return Meaning("shift", count=-1, unit="Y", base=base)
    return Meaning("shift", count=count * direction, unit=c["unit"], base=base, vague=vague, last=c.get("last"))


def _count(c: Captures) -> tuple[float, bool]:
    """(how many, whether it was left vague)."""
    if c.get("vague"):
        return 1, True
    number = c.get("count")
    if number is None and c.get("vague_count") is not None:
        number = c["vague_count"]
    if number == "X":
        return 1, True
    return (float(number) if number is not None else 1.0), False


@builder
def unit(c: Captures) -> Meaning | None:
    """ "last week", "this year", "the following day"."""
    if c["unit"] == "S" or (c["unit"] == "MIN" and c["deictic"] != "past"):
        return None
    return Meaning("unit", unit=c["unit"], deictic=c["deictic"])


@builder
def the_unit(c: Captures) -> Meaning | None:
    """ "the year", "the week": the running one."""
    if c["unit"] in ("S", "MIN", "H", "DE", "CE", "ML"):
        return None
    return Meaning("unit", unit=c["unit"], deictic="the")


@builder
def week_of_date(c: Captures) -> Meaning | None:
    """The week that holds a day."""
    inner = date(c)
    return Meaning("week_of", of=inner) if inner else None


@builder
def duration(c: Captures) -> Meaning | None:
    """So much time."""
    count, vague = _count(c)
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
    extra = None
    if c.get("unit2"):
        extra = Meaning("duration", count=float(c["count2"]), unit=c["unit2"])
    return Meaning(
        "duration", count=count, unit=unit_name, vague=vague, last=last, deictic=c.get("stretch"), extra=extra
    )


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
    """ "recent years", "the coming weeks"."""
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
def set_nth(c: Captures) -> Meaning | None:
    """ "the first Monday of each month": as often as the larger unit comes."""
    return Meaning("set", count=1, unit=c["unit2"], quant=c.get("every"))


@builder
def set_named(c: Captures) -> Meaning | None:
    """ "every summer"."""
    quant = c.get("every")
    if c.get("season"):
        value = f"XXXX-{c['season']}"
    elif c.get("month"):
        value = f"XXXX-{c['month']:02d}"
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
