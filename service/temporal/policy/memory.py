"""What a text has said, kept for what is counted from it; what a tale says in passing is forgotten again."""

from __future__ import annotations

from copy import copy
from dataclasses import fields
from datetime import date, datetime, time

from service.temporal.brackets import PLANNED_THEN
from service.temporal.calendar import (
    HALF_A_WEEK,
    add_days,
    span_of,
)
from service.temporal.meaning import Meaning
from service.temporal.policy.antiquity import is_reckoned
from service.temporal.policy.setting import OF_NOW, PAST, THESE_DAYS, Reading, Said, Setting

PRESENT_REF = "PRESENT_REF"
# A year so far from where the tale stands is told in passing where anything speaks for it.
FAR_OFF = 3
# Years back that still are the teller's own day.
TODAY_REACHES = 2
FINE_GRAINS = frozenset({"month", "season", "quarter", "week", "weekend", "day", "part", "hour", "minute", "second"})


def come_back(said: Said, token: int) -> None:
    """Forgets what was said in passing once the words that said it are over: the tale stands where it stood."""
    if said.kept is None or token < said.until:
        return
    kept, passed = said.kept, said.any
    for field in fields(Said):
        setattr(said, field.name, getattr(kept, field.name))
    said.passed = passed


def _step_aside(said: Said, until: int) -> None:
    if said.kept is None:
        said.kept = copy(said)
    said.until = max(said.until, until)


def _passes_until(reading: Reading, meaning: Meaning, first: date, setting: Setting) -> int:
    """The token until which a reading is no part of the tale; 0 where it moves the tale."""
    verb, kept = setting.verb(), setting.said.kept or setting.said
    if _is_of_here(meaning) and not setting.chronicle:
        return setting.around.sentence_end()  # counted from the day of the teller
    if reading.anchor == setting.anchor and meaning.kind in UNTOLD_KINDS:
        day = meaning.of if meaning.kind in ("clock", "part") else meaning
        of_a_day = day is not None and day.kind in DAYS_OF_THE_YEAR and reading.value[4:5] == "-"
        return setting.around.paragraph_end() if of_a_day else setting.around.sentence_end()
    told_before = setting.told_before
    planned_then = verb.aspect == PLANNED_THEN and (span_of(reading.value)[1] or first) > (kept.any or setting.day)
    planned = verb.tense in PLANS and not verb.told and setting.said.heading is None
    if planned_then or (planned and kept.any is not None and first > kept.any):
        # plague "would carry off a third in 1709"
        return setting.around.aside(True) or setting.around.sentence_end()
    if meaning.kind == "shift" and meaning.unit == "Y":
        today = first.year >= setting.day.year - 1  # "Sixty years later it is half forgotten"
        return setting.around.sentence_end() if today else setting.around.aside(False)
    if reading.anchor is not None:
        next_day = meaning.kind == "unit" and meaning.unit == "D"  # "did not know until the following day"
        untold = next_day and setting.up_to and setting.around.negated()
        passing = told_before or untold or setting.said.kept is not None or setting.around.quoted()
        return setting.around.sentence_end() if passing else 0
    if kept.any is None:
        return 0
    of_antiquity = is_reckoned(kept.any.year) and (setting.said.passed is None or is_reckoned(setting.said.passed.year))
    if of_antiquity and ANTIQUITY_ENDS < first.year < setting.day.year + FAR_OFF:
        return setting.around.sentence_end()  # A later year is an aside of the historian.
    if is_reckoned(first.year) and ANTIQUITY_ENDS < kept.any.year <= setting.day.year:
        if not setting.around.of_a_noun():
            return 0
        # "a tablet with the treaty of 409 BC was found in 2003"
        return setting.around.aside(False) or setting.around.sentence_end()
    if first > setting.day and not is_reckoned(first.year):
        return setting.around.sentence_end()  # "holds until the end of 2030"
    gap = first.year - kept.any.year
    of_today = abs(kept.any.year - setting.day.year) <= TODAY_REACHES and first.year < kept.any.year
    if gap > 0 and kept.grain in FINE_GRAINS and (end := setting.around.known_by()):
        return end if gap < 2 else setting.around.sentence_end()  # "the inquiry of 2009 was unable to decide"
    if 0 <= gap < 2 or of_today:
        return 0  # after what the teller says of today any old date begins the tale
    if gap < -1 and kept.grain in FINE_GRAINS and (setting.reaches_now() or setting.around.since()):
        # "in the coldest week since 1982", "vacant since the revolution of September 1868"
        return setting.around.aside(False) or setting.around.sentence_end()
    bare = reading.value.isdigit() and len(reading.value) == len("1934")
    begins = gap < 0 and kept.opening is not None and not bare  # behind its lead a tale goes back to where it began
    until = 0 if begins else setting.around.aside(gap > 0)
    if until or (told_before and first <= kept.any):
        return until or setting.around.sentence_end()
    if setting.around.reported() and any(later < first for later in setting.around.next_dates()):
        return setting.around.sentence_end()  # "found in March 2007 that firing had begun earlier that evening"
    if bare and gap >= FAR_OFF and verb.loose and verb.near and setting.around.quotes():
        return setting.around.sentence_end()  # "..., she told this newspaper in 1987"
    if not bare or kept.grain not in FINE_GRAINS or setting.around.opens():
        return 0
    if gap >= FAR_OFF and setting.word_before in ("until", "till"):
        return setting.around.sentence_end()  # "She was sitting up by then, and lived until 1940"
    so_far = verb.aspect == "has" or verb.tense in OF_NOW or setting.reaches_now()
    if (gap >= FAR_OFF and so_far) or _comes_back(first.year, kept.any.year, setting.around.next_year()):
        return setting.around.sentence_end()
    return 0


PLANS = frozenset({"future", "modal", "to"})


def _is_of_here(meaning: Meaning) -> bool:
    """ "last year", "next month", "ten years ago": counted from the day of the teller."""
    if meaning.kind == "shift":
        return meaning.base == "now"
    return (meaning.deictic or meaning.base or "") in DEICTICS_OF_HERE


DEICTICS_OF_HERE = frozenset({"last", "past", "this", "current", "next", "coming", "latest"})
# What is counted from the teller's day where no tale was there to count from.
# ... and what goes on in its paragraph from such a day.
DAYS_OF_THE_YEAR = frozenset({"date", "month_day", "weekday"})
UNTOLD_KINDS = frozenset({"date", "month", "weekday", "month_day", "holiday", "unit", "clock", "part"})


def _is_counted_from_today(meaning: Meaning | None) -> bool:
    """ "yesterday", "tonight": of whoever speaks, and no step of the tale."""
    while meaning is not None and meaning.kind != "day":
        meaning = meaning.of
    return meaning is not None


def _comes_back(year: int, stood: int, following: int | None) -> bool:
    """True where the next year the text states is back where the tale stood: this one was said in passing."""
    if following is None:
        return False
    if year < stood:
        return abs(following - stood) < abs(following - year)
    return following < year - 1


def remember(reading: Reading, meaning: Meaning, setting: Setting, mod: str | None = None) -> None:
    """Keeps what later phrases may be counted from."""
    if meaning.kind == "span" and setting.tale and reading.days is not None and reading.days[1] is not None:
        end = reading.days[1]
        of_days = meaning.of is not None and meaning.of.day is not None
        setting.said.any, setting.said.day, setting.said.grain = end, end, "day" if of_days else "year"
        return
    if reading.type not in ("DATE", "TIME"):
        return
    if meaning.kind == "clock" and meaning.zone and setting.around.restated():
        return  # "10 p.m. (0200 GMT)": the same moment by another clock
    if setting.tale and _is_counted_from_today(meaning):
        setting.said.opens_here = setting.said.opens_here or setting.said.lead is None
        if reading.value == PRESENT_REF and meaning.name == THESE_DAYS and setting.around.opens():
            setting.said.here_at = setting.at
        return
    said = setting.said
    first, last, grain = span_of(reading.value)
    if grain in LONG_AGO and last is not None and last.year < setting.day.year - 1:
        said.long_ago, said.long_ago_at = reading.value, setting.at
    if first is None or last is None or grain in TOO_LONG_TO_COUNT_FROM:
        return
    if meaning.kind == "shift" and meaning.unit == "Y" and (meaning.count or 0) < 0 and not setting.tale:
        return  # What things are compared with is not what the text has come to.
    named = setting.around.opens() or (reading.anchor is None and setting.around.set_off())
    if grain == "year" and not meaning.fiscal and named:
        said.frame, said.framed = first.year, setting.sentence
    day = meaning.of if meaning.kind in ("part", "clock") and meaning.of is not None else meaning
    back = "previous" in (meaning.deictic, day.deictic) or (day.kind == "shift" and (day.count or 0) < 0)
    if setting.tale and back:
        return  # A look back leaves the story where it stands.
    if setting.tale:
        _mark_here(reading, meaning, setting)
        until = _passes_until(reading, meaning, first, setting)
        if until:
            _step_aside(said, until)
        elif said.kept is not None:
            said.kept = None
    if grain == "week":
        first = add_days(first, HALF_A_WEEK) or first
    if said.lead is None:
        said.opens_here = said.opens_here or (meaning.kind in NEWS_DAYS and reading.anchor == setting.anchor)
        said.lead, said.opening = setting.sentence, first
    elif said.lead != setting.sentence:
        said.opening = None
    if grain == "day" and setting.chronicle:
        said.heading = first
    said.before_christ = is_reckoned(first.year) or (said.before_christ and first.year > ANTIQUITY_ENDS)
    said.passed = None
    if setting.tale and said.kept is None and reading.anchor is None and grain in FINE_GRAINS:
        said.stated, said.told_past = first, setting.direction() == PAST
    if _is_who_says_so(first, meaning, setting):
        return
    said.any, said.grain = _where(first, last, mod), grain
    said.value, said.mod = reading.value, mod
    said.sentence, said.at = setting.sentence, setting.at
    if grain in DAY_GRAINS:
        said.day = said.tale_day = first
        said.bound = not setting.tale and (setting.reaches_now() or setting.around.since_then())
        said.limit = setting.up_to or setting.before
        said.moment = _moment(first, reading.time) if reading.time else None
        said.part = reading.value.partition("T")[2] or None
        if grain == "part" and first <= setting.day and not setting.tale:
            said.parts = ((said.part or "", first, setting.at), *said.parts[: PARTS_KEPT - 1])
        said.past_day = first if first <= setting.day else said.past_day
        if first > setting.day and not setting.tale:
            said.coming = first, setting.at
    elif said.day is not None and not first <= said.day <= last:
        said.day = None
    if grain == "quarter" and meaning.kind == "quarter":
        _remember_quarter(reading, meaning, setting, last)


def _mark_here(reading: Reading, meaning: Meaning, setting: Setting) -> None:
    """Keeps where the teller's own day was last spoken of; a date stated in full ends it."""
    of_here = _is_of_here(meaning) or meaning.kind in NEWS_DAYS
    here = reading.anchor == setting.anchor and of_here
    at = setting.at if here else -1 if reading.anchor is None else None
    for said in (setting.said, setting.said.kept):
        if said is not None and at is not None:
            said.here_at = at


def _is_who_says_so(day: date, meaning: Meaning, setting: Setting) -> bool:
    """ "capsized Saturday night, officials said Sunday": the day of the news is not the day it tells of."""
    if meaning.kind not in NEWS_DAYS or day > setting.day or setting.tale:
        return False
    verb, told = setting.verb(), setting.said.day
    here = setting.said.day_sentence == setting.sentence
    says = verb.near and verb.loose and not verb.lasted
    return says and here and told is not None and told < day


NEWS_DAYS = frozenset({"weekday", "day"})


def _where(first: date, last: date, mod: str | None) -> date:
    """The day that a longer time is counted from: its first, or its middle or last where these are named."""
    if mod == "MID":
        return add_days(first, (last - first).days // 2) or first
    return last if mod == "END" else first


def _remember_quarter(reading: Reading, meaning: Meaning, setting: Setting, last: date) -> None:
    """Keeps the quarter that is reported on: the last one named that is over; "the latest quarter" names it again."""
    said = setting.said
    if meaning.count and meaning.base is None and not meaning.year:
        said.quarter_at = setting.at
        if said.quarter is None or last < setting.day:
            said.quarter = reading.value  # What is reported on is over; "the fourth quarter" ahead is not.
    elif reading.value == said.quarter:
        said.quarter_at = setting.at


def _moment(day: date, clock: str) -> datetime:
    """The moment of a clock time ("20:50", "20:50:10") on a day."""
    ends = clock.startswith("24")  # the midnight that ends the day
    whole = date.fromordinal(min(day.toordinal() + ends, date.max.toordinal()))
    return datetime.combine(whole, time() if ends else time.fromisoformat(clock))


# After an earlier year than this the years count up.
ANTIQUITY_ENDS = 1000


# So many parts of days that were told are remembered for the clock times of news.
PARTS_KEPT = 3
TOO_LONG_TO_COUNT_FROM = frozenset({"decade", "century", "millennium"})
LONG_AGO = TOO_LONG_TO_COUNT_FROM | {"year"}


DAY_GRAINS = frozenset({"day", "part", "hour", "minute", "second"})
