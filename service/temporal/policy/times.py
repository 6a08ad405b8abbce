"""Times of day and parts of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone

from service.temporal.calendar import HOURS_ON_A_CLOCK, add_days, past_noon, span_of
from service.temporal.meaning import Meaning
from service.temporal.policy.setting import FUTURE, PAST, PAST_MIDNIGHT, PAST_REF, Reading, Setting, choice, resolve
from service.temporal.policy.weekdays import CLOCK_REACH, the_day_said
from service.temporal.zones import offset_of

FIRST_DAYLIGHT = 9
# The day of "the next morning" where nobody said what it is next to.
NO_DAY = "XXXX-XX-XX"
# ISO 8601 writes the midnight that ends a day as its 24th hour; a deadline "by midnight Thursday" lies on Thursday.
MIDNIGHT_AT_THE_END = 24


@choice("clock")
def a_clock(m: Meaning, setting: Setting) -> Reading | None:
    """A time of day on the day beside it, else the day said last; a zone turns it into the article's offset."""
    said = _said_of(m.of, setting, "clock")
    if said is not None and said.value == PAST_REF:
        return replace(said, type="TIME", value=f"{NO_DAY}T{m.hour or 0:02d}:{m.minute or 0:02d}")
    day = span_of(said.value)[0] if said is not None else None
    if said is None or day is None:
        return None
    grounds, anchor = said.grounds, said.anchor
    hour, minute = m.hour or 0, m.minute or 0
    if day == setting.day and m.of is None and not setting.tale and (of_part := _day_of_part(hour, setting)):
        day, anchor, grounds = of_part, of_part.isoformat(), ("the part of a day said before it",)
    if m.last:
        day, grounds = add_days(day, int(m.last)) or day, (*grounds, "another day by the other clock")
    by_noon = m.name == "noon" and setting.said.part == "NI" and setting.narrative
    small_hours = m.of is None and (hour < FIRST_DAYLIGHT or by_noon) and m.name != "midnight" and not m.zone
    if small_hours and _after_a_night(day, setting, hour):
        day, grounds = add_days(day, 1) or day, (*grounds, "the small hours after the night said before it")
    goes_on = setting.said.day == day and setting.said.day_sentence == setting.sentence
    named = m.of is not None or goes_on or (setting.narrative and setting.said.day is not None)
    past = setting.word_before in PAST_MIDNIGHT and not _after_a_night(day, setting)
    closes = "midnight" in (m.name, m.base) and not past and (named or _to_come(setting))
    ends = closes and m.name == "midnight"
    if closes and not ends:
        day, grounds = add_days(day, 1) or day, (*grounds, "of the midnight that ends the day")
    if ends:
        grounds, hour = (*grounds, "midnight ends the day it names"), MIDNIGHT_AT_THE_END
    if _after_noon(day, hour, m, setting):
        grounds, hour = (*grounds, "after the time said before it"), past_noon(hour)
    elif _of_that_part(day, hour, m, setting):
        grounds, hour = (*grounds, "of the part of the day said before it"), hour + HOURS_ON_A_CLOCK
    if _of_the_afternoon(day, hour, m, setting):
        grounds, hour = (*grounds, "few tell of this hour of the night without saying so"), hour + HOURS_ON_A_CLOCK
    notes: tuple[str, ...] = ()
    if m.zone and m.zone != "LOCAL":
        turned, notes = _turn(add_days(day, 1) or day if ends else day, hour % 24, minute, m.zone, setting)
        if turned is not None:
            day, hour, minute = turned.date(), turned.hour, turned.minute
    text = f"{hour:02d}:{minute:02d}" + (f":{m.second:02d}" if m.second is not None else "")
    return Reading("TIME", f"{day.isoformat()}T{text}", anchor, grounds + notes, time=text)


def _day_of_part(hour: int, setting: Setting) -> date | None:
    """ "The jet fell Thursday night, officials said Saturday. It was due at 8:10 p.m.": of that night."""
    verb = setting.verb()
    told = (verb.told or verb.tense == PAST) and not setting.chronicle and setting.around.timed()
    if setting.said.day_sentence == setting.sentence or not told:
        return None
    for part, day, at in setting.said.parts:
        if setting.at - at > CLOCK_REACH:
            return None
        if part in HOURS_OF and hour in HOURS_OF[part]:
            return day
    return None


# The hours that a part of a day has.
HOURS_OF = {"MO": range(3, 12), "AF": range(12, 18), "EV": range(17, 24), "NI": range(18, 24)}


def _to_come(setting: Setting) -> bool:
    """True where a midnight without a day is the one that ends today: before a verb ahead, after "by" and "until"."""
    ahead = setting.said.entry is not None or (setting.up_to and not setting.leading)
    return not setting.narrative and (ahead or setting.direction() == FUTURE)


def _turn(day: date, hour: int, minute: int, zone: str, setting: Setting) -> tuple[datetime | None, tuple[str, ...]]:
    """A moment in a named zone, in the article's own offset."""
    there = offset_of(zone, day)
    here = setting.moment.utcoffset()
    if there is None or here is None or there == here:
        return None, ()
    if not setting.zoned:
        return None, (f"{zone} left as it is written: the article's own offset is not known",)
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(there))
        return moment.astimezone(timezone(here)), (f"{zone} turned to the article's offset",)
    except OverflowError:
        return None, ()


def _after_noon(day: date, hour: int, m: Meaning, setting: Setting) -> bool:
    """ "By eight o'clock", said after 18:50 of the same day, is eight in the evening."""
    last = setting.said.moment
    told = setting.narrative and m.count == HOURS_ON_A_CLOCK  # "At 9:42", after nine in the evening
    twelve = (m.name == "oclock" or told) and hour <= HOURS_ON_A_CLOCK
    return twelve and last is not None and last.date() == day and hour < last.hour <= past_noon(hour)


def _of_that_part(day: date, hour: int, m: Meaning, setting: Setting) -> bool:
    """ "stranded for two hours on Friday evening ... Services were back by nine o'clock"."""
    said = setting.said
    hours = HOURS_OF.get(said.part or "")
    if hours is None or m.name != "oclock" or said.day != day or setting.at - said.at > CLOCK_REACH:
        return False
    return hour not in hours and hour + HOURS_ON_A_CLOCK in hours


def _of_the_afternoon(day: date, hour: int, m: Meaning, setting: Setting) -> bool:
    """ "three o'clock", "half past four" without more: the afternoon, unless the text is at an hour before it."""
    last = setting.said.moment
    early = last is not None and last.date() == day and last.hour <= hour
    return m.name == "oclock" and 1 <= hour <= LAST_OF_AFTERNOON and not early and not setting.tale


LAST_OF_AFTERNOON = 5


@choice("part")
def a_part(m: Meaning, setting: Setting) -> Reading | None:
    """A morning, an afternoon, an evening or a night of a day."""
    said = _said_of(m.of, setting)
    if said is not None and said.value == PAST_REF:
        return replace(said, type="TIME", value=f"{NO_DAY}T{m.part}", mod=m.mod)
    day, last, grain = span_of(said.value) if said is not None else (None, None, None)
    if said is None or day is None:
        return None
    grounds, anchor = said.grounds, said.anchor
    if m.of is not None and m.of.kind == "shift" and last is not None and grain in OPEN_DAYS:
        # "in 168 BC ... the following afternoon": a part of a day that is known to its month or year only
        value = f"{said.value}{OPEN_DAYS[grain]}T{m.part}"
        return Reading("TIME", value, anchor, (*grounds, "its day is not said"), mod=m.mod, days=(day, last))
    of_said = m.of is not None and m.of.kind == "said_day"
    told = setting.said.day == day and (setting.narrative or setting.said.day_sentence == setting.sentence)
    goes_on = m.name == "goes_on" and m.part == "MO" and told
    if of_said and (goes_on or (m.part in FROM_MORNING_ON and _after_a_night(day, setting))):
        day, grounds = add_days(day, 1) or day, (*grounds, "after the night said before it")
    if m.part == "NI" and of_said and day == setting.day and not setting.narrative and setting.direction() == PAST:
        day, grounds = add_days(day, -1) or day, (*grounds, "the night before, for it is told")
    return Reading("TIME", f"{day.isoformat()}T{m.part}", anchor, grounds, mod=m.mod)


def _after_a_night(day: date, setting: Setting, hour: int = 0) -> bool:
    """A morning told after the night of a day is that of the next; so are the small hours after a late one."""
    said = setting.said
    if said.day != day:
        return False
    if not setting.narrative:
        return said.part == "NI" and setting.at - said.at <= NIGHT_REACH
    at_midnight = (said.value or "").endswith(f"T{MIDNIGHT_AT_THE_END}:00") and setting.at - said.at < MIDNIGHT_REACH
    late = said.moment is not None and (said.moment.hour >= FIRST_LATE_HOUR or at_midnight) and hour < FIRST_DAYLIGHT
    return late or said.part in ("EV", "NI")


FIRST_LATE_HOUR = 20
# Characters within which small hours go on from a midnight that ended its day.
MIDNIGHT_REACH = 120
# Characters within which news that tells of a night goes on in its small hours.
NIGHT_REACH = 250
FROM_MORNING_ON = frozenset({"MO", "MI", "AF"})
OPEN_DAYS = {"year": "-XX-XX", "month": "-XX"}


def _said_of(of: Meaning | None, setting: Setting, name: str | None = None) -> Reading | None:
    """What is said of the day that a time belongs to: the words beside it, else the day said last."""
    return resolve(of, setting) if of is not None else the_day_said(Meaning("said_day", name=name), setting)
