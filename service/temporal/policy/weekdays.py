"""Weekdays, weeks, weekends and days counted from the publication day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from service.temporal.calendar import (
    HALF_A_WEEK,
    add_days,
    span_of,
    week_of,
)
from service.temporal.meaning import Meaning
from service.temporal.policy.setting import (
    AHEAD_OF,
    BACK_TO,
    BEYOND,
    DATED_BACK,
    FUTURE,
    MOVED_TO,
    OF_NOW,
    PAST,
    SAID_DEICTICS,
    STARTING,
    THESE_DAYS,
    Reading,
    Setting,
    choice,
    point,
)

SATURDAY, SUNDAY = 6, 7
DAYS_OF_WEEK = 7


@choice("weekday")
def a_weekday(m: Meaning, setting: Setting) -> Reading | None:
    """A weekday: the publication day itself when it falls on it; else the last one, or the next on a verb ahead."""
    if m.deictic == "the" and setting.said.day is None:
        m = replace(m, deictic=None)
    here, wanted = setting.day, m.weekday or 1
    back = (here.isoweekday() - wanted) % 7
    forward = (wanted - here.isoweekday()) % 7
    if m.base is not None:
        monday = _week_monday(m.base, setting)
        day = add_days(monday, wanted - 1) if monday else None
        return point(setting, day.isoformat()) if day else None
    if setting.word_before == "a" and m.deictic is None and _is_day_said(wanted, setting):
        return point(setting, str(setting.said.day))
    heading = setting.said.heading
    if heading is not None and setting.chronicle and m.deictic is None and not setting.narrative:
        step = (wanted - heading.isoweekday() + HALF_A_WEEK) % DAYS_OF_WEEK - HALF_A_WEEK
        setting.note(f"the entry beside that of {heading.isoformat()}")
        entry = add_days(heading, step)
        return point(setting, entry.isoformat()) if entry else None
    told_entry = setting.said.entry if setting.verb().tense in OF_NOW and not setting.said.bound else None
    if told_entry is not None and m.deictic is None and told_entry < here and not setting.narrative:
        onward = (wanted - told_entry.isoweekday()) % DAYS_OF_WEEK
        day = add_days(told_entry, onward)
        if day is not None and day <= here:
            return Reading("DATE", day.isoformat(), told_entry.isoformat(), ("of the entry it stands in",))
    offset = _weekday_offset(m, setting, back, forward)
    base = here
    counted = m.deictic in SAID_DEICTICS or m.deictic == "the"
    told = setting.said.day
    if told is not None and told > here and counted and not setting.narrative and setting.direction() == PAST:
        told = None  # "will leave on May 1. The previous Saturday 40 people died"
    if told is not None and (counted or (m.deictic not in OF_THE_TELLER and _goes_on(setting))):
        base = told
        back, forward = (base.isoweekday() - wanted) % 7, (wanted - base.isoweekday()) % 7
        over = setting.direction() != PAST or (here - base).days >= forward
        ahead = forward < back or base.isoweekday() < wanted < SUNDAY  # "on Monday, July 11, ... that Friday"
        nearer = m.deictic == "that" and ahead and over
        onward = forward if nearer or (setting.narrative and m.deictic is None) else -back  # a story goes on
        steps = {"following": forward or 7, "the": forward or 7, "previous": -(back or 7)}
        offset = steps.get(m.deictic or "", onward)
        setting.note(f"counted from {base.isoformat()}, said before it")
    day = add_days(base, offset + 7 * int(m.count or 0))
    if day is None or base == here:
        return point(setting, day.isoformat()) if day else None
    return Reading("DATE", day.isoformat(), base.isoformat(), tuple(setting.notes))


OF_THE_TELLER = frozenset({"last", "coming", "next", "this"})


def _goes_on(setting: Setting) -> bool:
    """True where a weekday is the next of a tale, and none of the teller's own week ("a rosary is said on Friday")."""
    now = setting.verb().tense in OF_NOW and setting.said.told_past
    return setting.in_story and not setting.told_here and not now


def _is_day_said(wanted: int, setting: Setting) -> bool:
    """ "on July 30, a Wednesday": the day said before it in the sentence, by its name."""
    said = setting.said.day if setting.said.day_sentence == setting.sentence else None
    return said is not None and said.isoweekday() == wanted


# "a week ago Monday" is counted from the last Monday, "a week from Monday" from the next.
AGO = "ago"
# Prepositions that look ahead whatever the verb: "adjourned until Monday", "postponed to Thursday".
AHEAD_WORDS = frozenset({"by", "until", "till", "to", "for", MOVED_TO, BEYOND})


def _weekday_offset(m: Meaning, setting: Setting, back: int, forward: int) -> int:
    here = setting.day
    if m.deictic in ("last", "past", "previous"):
        if back == 1 and m.deictic == "last" and m.weekday != SUNDAY:
            return -8  # the day before would be "yesterday"
        return -(back or 7)
    if m.deictic in ("next", "the_next"):
        if m.weekday == SUNDAY and here.isoweekday() < SATURDAY:
            return forward  # it opens the week to come
        return 8 - here.isoweekday() + (m.weekday or 1) - 1
    if m.deictic in ("coming", "following"):
        return forward or 7
    if m.count:
        return -back if m.name == AGO else forward
    direction = setting.direction()
    back_to = setting.word_before == BACK_TO and direction != FUTURE  # "pushed the race back to Friday" is ahead
    behind = setting.word_before in ("since", DATED_BACK) or back_to or setting.not_until
    if behind or (setting.word_before == "after" and direction != FUTURE):
        direction = PAST
    if m.deictic == "this" and direction != FUTURE:
        return (m.weekday or 1) - here.isoweekday() if direction == PAST or here.isoweekday() < SUNDAY else -back
    said = setting.said.day if setting.said.day_sentence == setting.sentence else None
    if said is not None and m.deictic is None and setting.before and said <= here:
        setting.note(f"after {said.isoformat()}, said before it")
        return _days_to_next(m, said, here)
    if setting.word_before == AHEAD_OF and m.deictic is None:
        setting.note("what it owns is yet to come")  # "quiet trading ahead of Friday's report"
        return forward
    soon = said is not None and here < said and (said - here).days <= DAYS_OF_WEEK
    ahead = soon and m.deictic is None and direction in (FUTURE, None)
    if said is not None and ahead and said.isoweekday() == m.weekday:
        return (said - here).days  # "on Monday and Tuesday ... an address Tuesday night"
    chained = said is not None and ahead and (not setting.said.limit or setting.up_to or setting.before)
    if said is not None and chained and (back == 0 or setting.around.chained(over_marks=True)):
        return _days_to_next(m, said, here)  # "... will come on Tuesday and leave on Thursday", said on a Wednesday
    if back == 0:
        setting.note("the publication day itself")
        return 0
    onward = setting.word_before == "from" and setting.verb().tense == "present"  # "from Sunday they rest"
    untold_ahead = onward or setting.word_before in (STARTING, "before")
    untold_ahead = untold_ahead or (setting.title and setting.word_before == "by")
    either = setting.title and setting.verb().tense == "schedule"
    if either or (direction in (FUTURE, None) and setting.verb().ended):
        return forward if forward <= back else -back
    if direction == FUTURE or (direction is None and untold_ahead):
        return forward
    if setting.word_before == STARTING and not setting.around.opens():
        return forward if forward <= back else -back  # "declared three days of mourning beginning Tuesday"
    verb = setting.verb()
    done = setting.leading or verb.aspect == "had" or verb.lasted  # "had stopped 80 boats by Tuesday"
    told = setting.up_to and done and direction == PAST
    if told and setting.word_before == "by" and said is not None and m.deictic is None:
        since = (here - said).days  # "shut down on Friday and was back by Sunday"
        if 0 <= since <= DAYS_OF_WEEK:
            return -since if said.isoweekday() == m.weekday else _days_to_next(m, said, here)
    acts = setting.word_before in ("by", "for") and setting.verb().owned and direction == PAST  # "Friday's cut"
    if setting.word_before in AHEAD_WORDS and not (told or acts or behind or setting.compared):
        return forward
    return -back


def _days_to_next(m: Meaning, said: date, here: date) -> int:
    """Days from here to the first such weekday after the day said: "... on Thursday, but by Friday it was over"."""
    return (said - here).days + ((m.weekday or 1) - said.isoweekday() - 1) % DAYS_OF_WEEK + 1


def _week_monday(deictic: str, setting: Setting) -> date | None:
    value = week_meant(deictic, setting)
    first, _, _ = span_of(value) if value else (None, None, None)
    return first


@choice("day")
def a_day(m: Meaning, setting: Setting) -> Reading | None:
    """Today, yesterday, tomorrow: from the publication day, in the words of a tale's people from their own."""
    if setting.narrative and setting.said.day is not None and setting.around.quoted():
        base = setting.said.day
        day = add_days(base, int(m.count or 0))
        note = f"in words of {base.isoformat()}"
        return Reading("DATE", day.isoformat(), base.isoformat(), (note,)) if day else None
    if m.name == THESE_DAYS and not m.count and setting.narrative and setting.verb().tense in ("present", None):
        return Reading("DATE", "PRESENT_REF", setting.anchor, ("these days, set against the tale",))
    if not m.count and (then := _set_against(setting)) is not None:
        return Reading("DATE", "PRESENT_REF", setting.anchor, (f"these days, set against {then}",))
    day = add_days(setting.day, int(m.count or 0))
    return point(setting, day.isoformat()) if day else None


def _set_against(setting: Setting) -> str | None:
    """The time long past that "today" is set against: "In 1994 they were 250,000. Today there are 110,000"."""
    said = setting.said
    if said.long_ago is None or setting.at - said.long_ago_at > CONTRAST_REACH or said.at > said.long_ago_at:
        return None
    return said.long_ago if not setting.narrative and setting.verb().tense in ("present", None) else None


# Characters from a year to the "today" that is set against it.
CONTRAST_REACH = 200


@choice("said_day")
def the_day_said(m: Meaning, setting: Setting) -> Reading | None:
    """The day said last, for "in the morning"; the publication day where none was."""
    said = setting.said.day
    same = said is not None and setting.said.day_sentence == setting.sentence
    if said is not None and same and said > setting.day and setting.verb().tense == PAST:
        same = False  # "... late Thursday, the agency said at 5 p.m."
    told = said or setting.said.tale_day if setting.narrative else None
    if told is not None:
        return Reading("DATE", told.isoformat(), told.isoformat(), ("the day said before it",))
    goes_on = m.name == "clock" or (m.name != "overnight" and _is_part_of(said, setting))
    if said is not None and goes_on and not same and setting.said.entry is None and _told_on(said, setting):
        same = True
    if said is not None and same:
        return Reading("DATE", said.isoformat(), said.isoformat(), ("the day said before it",))
    ahead = m.name == "clock" and setting.said.entry is None and _coming_day(setting)
    if ahead:
        return Reading("DATE", ahead.isoformat(), ahead.isoformat(), ("the day to come said before it",))
    entry = setting.said.entry
    if entry is not None and not setting.narrative:
        return Reading("DATE", entry.isoformat(), entry.isoformat(), ("the day of this entry",))
    tense = setting.verb().tense  # "expected the toll to rise overnight", but "Overnight, shots could be heard"
    to_come = tense in (FUTURE, "to") or (tense == "modal" and not setting.around.opens())
    gone_by = m.name == "overnight" and not to_come
    day = add_days(setting.day, -1) if gone_by else setting.day
    return point(setting, day.isoformat()) if day else None


def _coming_day(setting: Setting) -> date | None:
    """ "The tram will run again on Monday. Yesterday they tried it. The first trip is set for 11 a.m."."""
    coming = setting.said.coming
    if coming is None or setting.at - coming[1] > PART_REACH or setting.direction() != FUTURE:
        return None
    goes_on = setting.around.timed() and setting.around.goes_on() and not setting.chronicle
    return coming[0] if goes_on and (coming[0] - setting.day).days <= CLOCK_DAYS else None


def _is_part_of(said: date | None, setting: Setting) -> bool:
    """ "The council met on Sunday. In the afternoon ...": a part opens its sentence, of a day not far; or stands close
    behind an hour or a part of it: "hit at 5.54 on Saturday morning. They ran out of thread by mid-morning"."""
    if said is None or abs((setting.day - said).days) > PART_DAYS or setting.verb().aspect == "has":
        return False
    goes_on = setting.said.part is not None and setting.at - setting.said.at <= PART_REACH
    return goes_on or setting.around.opens()


def _told_on(said: date, setting: Setting) -> bool:
    """True where a clock or part of a day goes on with the day said: both are told, or both are to come."""
    if setting.said.bound or setting.at - setting.said.at > CLOCK_REACH:
        return False
    if said == setting.day or not setting.around.goes_on():
        return False
    if setting.chronicle or abs((setting.day - said).days) > CLOCK_DAYS:
        return False  # an entry of a live report; what is told in passing of months ago
    return setting.direction() == (PAST if said < setting.day else FUTURE)


# Characters within which a clock without a day is of the day said in a sentence before, and the days that may lie off.
CLOCK_REACH = 600
PART_DAYS = 3
# ... and within which a part of a day goes on from an hour or another part of it.
PART_REACH = 300
CLOCK_DAYS = 40


def week_meant(deictic: str, setting: Setting) -> str | None:
    """Weeks run Monday to Sunday; on a Sunday the week just ending is already "last week"."""
    here = setting.day
    if deictic in ("last", "past", "previous"):
        day = here if here.isoweekday() == SUNDAY else add_days(here, -7)
    elif deictic in ("next", "coming", "following"):
        day = add_days(here, 7)
    elif deictic in ("the", "this") and here.isoweekday() == SUNDAY and setting.direction() == FUTURE:
        day = add_days(here, 1)  # "should break by the middle of the week", in a Sunday's forecast
    else:
        day = here
    return week_of(day) if day else None


def weekend_meant(deictic: str, setting: Setting) -> str | None:
    """The weekend meant: by its clause; else early in the week the one just past, later the one to come."""
    here = setting.day
    monday = add_days(here, 1 - here.isoweekday())
    if monday is None:
        return None
    in_it = here.isoweekday() >= 6
    if deictic in ("last", "past", "previous"):
        step = -7
    elif deictic in ("next", "following"):
        step = 7
    elif deictic == "coming" or in_it:
        step = 0
    else:
        told = setting.direction() == PAST and setting.verb().near and here.isoweekday() <= LONGEST_LOOK_BACK
        ahead = setting.before or setting.word_before == "by" or (setting.word_before == "for" and not told)
        direction = FUTURE if ahead else setting.direction()  # "grounded for much of the weekend", on a Thursday
        if deictic == "this" and setting.verb().owned and here.isoweekday() > WEEKEND_IS_PAST_UNTIL:
            direction = FUTURE  # "this weekend's festival", on a Friday
        if direction is None:
            direction = PAST if here.isoweekday() <= WEEKEND_IS_PAST_UNTIL else FUTURE
        step = -7 if direction == PAST else 0
    day = add_days(monday, step)
    return f"{week_of(day)}-WE" if day else None


WEEKEND_IS_PAST_UNTIL = 3
LONGEST_LOOK_BACK = 4
