"""The one door to dateparser: dates people write as metadata, and dates they type into queries.

What machines write (ISO 8601, RFC 2822) is read here at once; everything else goes to dateparser with fixed languages,
never with relative words or two-digit years, after the clock time and the zone have been taken off it. What had to be
assumed (noon, a zone, which BST) is handed back in words beside the moment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from service.errors import BadArticle, BadQuestion, Fault
from service.iso import ISO_MOMENT, Days, iso_days
from service.zones import ABBREVIATIONS, PLACES, find_zone, written

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk")
FIRST_YEAR, LAST_YEAR = 1400, 2999
"""A publication date outside these years is a mistake; within them no calendar sum overflows."""
NOON = 12
LONGEST = 120
"""Characters of a date as written; a longer string is no date."""

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[Tt](\d\d)(\d\d)(\d\d)?()([Zz]|[+-]\d{4})?)?", re.ASCII)
_CLOCK = re.compile(
    r"""(?<![\d:.])(?:
        (?P<h>\d{1,2})(?:[:h](?P<m>\d\d)(?:[:.](?P<s>\d\d)(?:\.\d{1,9})?)?|\.(?P<dm>\d\d)(?!\.?\d)(?=\s*(?:[ap]\.?m\b|Uhr|hrs|h\b|(?-i:[A-Z]{2,4})\b|$)))
        (?:\s*(?P<half>[ap]\.?m\b\.?))?
      | (?P<ah>\d{1,2})\s*(?P<ahalf>[ap]\.?m\b\.?)
      | (?P<mil>[012]\d[0-5]\d)(?=\s*(?:hrs|hours|GMT|UTC)\b)
    )(?![\d:])(?:\s*(?:Uhr|hrs|hours|h)\b)?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_ZONE = re.compile(
    r"\s*\(?\b(?P<zone>(?:UTC|GMT)\s?[+\-−]\d{1,2}(?::?\d\d)?|[A-Z][A-Za-z]+/[A-Z][A-Za-z_/\-]+|[A-Z]{1,5})\)?\s*$"
    r"|\s*(?P<offset>[+\-−]\d\d:?\d\d)\s*$",
    re.ASCII,
)
_ZONE_UNSHOUTED = re.compile(r"\s*\(?(?P<zone>[A-Za-z]{1,5})\)?\s*", re.ASCII)
"""A zone as nobody should write it, and many do: "20:50 gmt"."""
_ZONE_INSIDE = re.compile(r"\s*\(?(?P<zone>[A-Z]{2,4})\b\)?")
_ZONE_NAMES = ABBREVIATIONS.keys() | PLACES.keys()
_LINKING = frozenset(
    "from to since until till by before after in on at the between and during of around up through".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]{3,}|\d[/.-]\d")
_IN_FIGURES = re.compile(r"\d{1,4}([-./])\d\d?\1\d{1,4}")
"""A date in figures alone, as dateparser may be asked: it passes over signs that would make another year."""
_STRAY = re.compile(r"[-−–—/+~].*\d{4}|.*[-−–—/+~]$")
"""A sign before a year, or at the very end: "- 3 days" is said, "-0044" would be another year."""
_WHICH_DAY = "which is the day? Name the month, write ISO 8601, or set the date order"
_OPEN_AFTER = ("since", "after")
_OPEN_BEFORE = ("until", "by", "before")
_ASIDE = re.compile(r"\s*\([A-Za-z ]{4,}\)\s*$")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|2\d)\d\d(?!\d)", re.ASCII)
_SHORT_YEAR = re.compile(r"['’]\d\d\b|\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d\d\b", re.ASCII)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_LOOSE = re.compile(r"\s+(?:at|um|à|kl\.?|@)?\s*$|^[\s,|/•·–—-]+|[\s,|/•·–—-]+$", re.IGNORECASE)
_FIGURES = re.compile(r"\d+[/.\-]\d+[/.\-]\d+")
_NUMBER = re.compile(r"\d+")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment with its offset from UTC, in words what was assumed to get it, and whether its zone was said."""

    moment: datetime
    assumed: tuple[str, ...] = ()
    zoned: bool = True


def published(words: str, *, zone: tzinfo, order: str | None = None) -> Stamp:
    """Read a publication date as people and machines write it.

    `zone` is used where no offset is written; `order` ("DMY", "MDY", "YMD") says how to read 06/08/2017. A date
    without a clock time is noon. Raises BadArticle for anything that is not one whole calendar date: relative words,
    a year of two digits, a numeric date that `order` would have to decide, a day that does not exist.

    >>> from datetime import timezone
    >>> published("Sunday 06 August 2017 20:50 BST", zone=timezone.utc).moment.isoformat()
    '2017-08-06T20:50:00+01:00'
    >>> published("2017-08-07", zone=timezone.utc).assumed
    ('12:00 for want of a time', '+00:00, the zone of the service')
    """
    words = " ".join(words.replace("\u200e", "").replace("\u200f", "").split())
    if not words or len(words) > LONGEST:
        raise _refused(words, "empty" if not words else f"longer than {LONGEST} characters")
    found = _machine(words) or _human(words, zone, order)
    if found is None:
        raise _refused(words, "not a date with day, month and year")
    local, name, said = found
    return _stamp(words, local, name, zone, said)


_Found = tuple[datetime, str, tuple[str, ...]]
"""A naive local time, the zone as written ("" where none is), and what was assumed so far."""


def _machine(words: str) -> _Found | None:
    match = ISO_MOMENT.fullmatch(words) or _BASIC.fullmatch(words)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    micro = int((fraction or "0").ljust(6, "0")[:6])
    clock = None if hour is None else (int(hour), int(minute), int(second or 0), micro)
    return _compose(words, (int(year), int(month), int(day)), clock, (zone or "").upper(), ())


def _human(words: str, zone: tzinfo, order: str | None) -> _Found | None:
    rest = _ASIDE.sub("", words)
    clock, rest, name = _clock(rest)
    said: tuple[str, ...] = ()
    if _SHORT_YEAR.search(rest) or not _YEAR.search(rest):
        raise _refused(words, "no year of four digits")
    if order is None and _either_way(rest):
        raise _refused(words, _WHICH_DAY)
    if order is None and (numeric := _NUMERIC.search(rest)) and numeric[2] == ".":
        order = "DMY"
    if len(_NUMBER.findall(rest)) > (3 if _FIGURES.search(rest) else 2):
        raise _refused(words, "more figures in it than a date and a time have")
    day = _parse_day(_LOOSE.sub("", rest), order)
    if day is None:
        return None
    weekday = _WEEKDAY.search(rest)
    if weekday and _WEEKDAYS.index(weekday.group(1)[:3].lower()) != day.weekday():
        said = (f"the weekday in {words!r} is not that of the date; the date was taken",)
    return _compose(words, (day.year, day.month, day.day), clock, name, said)


def _either_way(words: str) -> bool:
    """Whether a date in figures can be read two ways; between dots the day always comes first."""
    match = _NUMERIC.search(words)
    if match is None or match[2] == ".":
        return False
    return int(match[1]) <= 12 and int(match[3]) <= 12 and match[1] != match[3]


def _clock(words: str) -> tuple[tuple[int, int, int, int] | None, str, str]:
    """Take clock time and zone off a written date: the time, what is left of the words, the zone's name."""
    match = _CLOCK.search(words)
    if match is None:
        return None, words, ""
    before, after = words[: match.start()], words[match.end() :]
    name = ""
    if zone := _ZONE.search(after):
        name = zone["zone"] or zone["offset"]
        after = after[: zone.start()]
    elif (small := _ZONE_UNSHOUTED.fullmatch(after)) and small["zone"].upper() in _ZONE_NAMES:
        name = small["zone"].upper()
        after = ""
    elif (inner := _ZONE_INSIDE.match(after)) and inner["zone"] in _ZONE_NAMES:
        name = inner["zone"]
        after = after[inner.end() :]
    hour = int(match["h"] or match["ah"] or match["mil"][:2])
    minute = int(match["m"] or match["dm"] or (match["mil"] or "0000")[2:])
    half = (match["half"] or match["ahalf"] or "")[:1].lower()
    if half and not 1 <= hour <= 12:
        raise _refused(words, f"no such time of day as {match.group()!r}")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute, int(match["s"] or 0), 0), f"{_LOOSE.sub('', before)} {_LOOSE.sub('', after)}", name


def _compose(
    words: str, ymd: tuple[int, int, int], clock: tuple[int, int, int, int] | None, zone: str, said: tuple[str, ...]
) -> _Found:
    if clock is None:
        clock = (NOON, 0, 0, 0)
        said = (*said, "12:00 for want of a time")
    hour, minute, second, micro = clock
    if second == 60:
        second, micro = 59, 999_999
        said = (*said, "a leap second taken as the one before it")
    try:
        return datetime(*ymd, hour, minute, second, micro), zone, said
    except ValueError as error:
        raise _refused(words, str(error)) from None


def _stamp(words: str, local: datetime, name: str, zone: tzinfo, said: tuple[str, ...]) -> Stamp:
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise _refused(words, f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    if name:
        found = find_zone(name, local, zone)
        if found is None:
            raise _refused(words, f"unknown time zone {name!r}; write an offset such as +01:00")
        if found.assumed:
            said = (*said, found.assumed)
        rule = found.rule
    else:
        rule = zone
        said = (*said, f"{written(zone.utcoffset(local) or timedelta())}, the zone of the service")
    # A fixed offset, not a rule of a place: it is what the article had, whatever that place's law says later.
    offset = timedelta(minutes=round((rule.utcoffset(local) or timedelta()).total_seconds() / 60))
    return Stamp(local.replace(tzinfo=UTC if not offset else timezone(offset)), said, bool(name))


def _refused(words: str, why: str) -> BadArticle:
    shown = words if len(words) <= 60 else words[:59] + "…"
    message = f"cannot read {shown!r} as a publication date: {why}" if words else "the publication date is empty"
    return BadArticle(message, Fault("published", "date", message))


def _parse_day(words: str, order: str | None) -> date | None:
    """Read a whole calendar date in words; the only call of dateparser for metadata."""
    found = _dateparser(order).get_date_data(words).date_obj if words else None
    return found.date() if found else None


@cache
def _dateparser(order: str | None) -> DateDataParser:
    from dateparser.date import DateDataParser

    settings = {
        "PARSERS": ["absolute-time"],
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PREFER_LOCALE_DATE_ORDER": False,
        "DATE_ORDER": order or "MDY",
    }
    return DateDataParser(languages=list(LANGUAGES), settings=settings, use_given_order=True)


class UnreadDays(BadQuestion, ValueError):
    """Words of a query that name no days; also a ValueError, so that a reader of parameters can gather it."""


def query_days(words: str, *, today: date, zone: tzinfo, order: str | None = None, field: str = "date") -> Days:
    """Read days typed into a query: the first and the last, both included, None for an open end.

    Takes ISO days, weeks (2017-W31), months, quarters (2017-Q3), years, intervals (2017-07/2017-08, open as "..") and
    moments, then words as the service reads them in articles ("last month", "since May"), then what dateparser makes
    of them. Words are counted from `today` in `zone`. Raises UnreadDays, a BadQuestion whose fault names `field`.

    >>> from datetime import timezone
    >>> query_days("2017-W31", today=date(2017, 8, 7), zone=timezone.utc)
    (datetime.date(2017, 7, 31), datetime.date(2017, 8, 6))
    """
    words = " ".join(words.split())
    if not words or len(words) > LONGEST or not words.isprintable():
        raise _unread(words, "empty, too long or not plain text", field)
    if order is None and _either_way(words):
        raise _unread(words, _WHICH_DAY, field)
    try:
        days = iso_days(words, zone) or _read_days(words, today, zone, order, field)
        if days is None and words.islower():
            days = _read_days(words.title(), today, zone, order, field)
        days = days or _other_days(words, today, order)
    except (ValueError, OverflowError) as error:
        if isinstance(error, UnreadDays):
            raise
        raise _unread(words, "no such day in the calendar", field) from None
    if days is None:
        raise _unread(words, "write 2017-08-06, 2017-W31, 2017-08 or words such as last month", field)
    return days


def _unread(words: str, why: str, field: str) -> UnreadDays:
    shown = words if len(words) <= 60 else words[:59] + "…"
    message = f"cannot read {shown!r} as days: {why}"
    return UnreadDays(message, Fault(field, "date", message))


def _read_days(words: str, today: date, zone: tzinfo, order: str | None, field: str) -> Days | None:
    """Days by the service's own reader, where it reads the words whole."""
    from service import temporal

    noon = datetime(today.year, today.month, today.day, NOON, tzinfo=zone)
    found = temporal.read(words, noon, date_order=order, skip=())
    if not found:
        return None
    rest = list(words)
    for expression in found:
        rest[expression.start : expression.end] = " " * (expression.end - expression.start)
    if not _LINKING.issuperset("".join(rest).lower().replace(",", " ").split()):
        return None
    first, last = found[0], found[-1]
    if first.value == "PRESENT_REF":
        return today, today
    if all(expression.earliest is None and expression.latest is None for expression in found):
        raise _unread(words, "it names no days of the calendar", field)
    if len(found) == 1 and first.relation in _OPEN_AFTER:
        return first.earliest, None
    if len(found) == 1 and first.relation in _OPEN_BEFORE:
        return None, first.latest
    starts = [expression.earliest for expression in found]
    ends = [expression.latest for expression in found]
    start = None if first.relation in _OPEN_BEFORE else min((day for day in starts if day), default=None)
    end = None if last.relation in _OPEN_AFTER else max((day for day in ends if day), default=None)
    return start, end


def _other_days(words: str, today: date, order: str | None) -> Days | None:
    """A day, week, month or year by dateparser, for languages and forms the service's reader does not have."""
    in_words = any(letter.isalpha() for letter in words)
    if _STRAY.match(words) or not (in_words or _IN_FIGURES.fullmatch(words)):
        return None
    from dateparser.date import DateDataParser

    settings = {
        "PARSERS": ["relative-time", "absolute-time"],
        "RELATIVE_BASE": datetime(today.year, today.month, today.day, NOON),
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "DATE_ORDER": order or "MDY",
    }
    parser = DateDataParser(languages=list(LANGUAGES), settings=settings, use_given_order=True)
    found = parser.get_date_data(words) if _WORD.search(words) else None
    if found is None or found.date_obj is None:
        return None
    day = found.date_obj.date()
    if found.period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if found.period in ("month", "year"):
        return iso_days(day.isoformat()[: 7 if found.period == "month" else 4], UTC)
    return day, day
