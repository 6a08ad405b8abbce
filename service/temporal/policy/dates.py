"""Dates of the calendar with parts left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from service.temporal.calendar import days_in_years, safe_date
from service.temporal.chains import AHEAD
from service.temporal.meaning import SAID_STEPS, Meaning
from service.temporal.policy.onward import day_onward
from service.temporal.policy.setting import (
    BACK_TO,
    BEYOND,
    DATED_BACK,
    FUTURE,
    MOVED_TO,
    PAST,
    STARTING,
    Reading,
    Setting,
    choice,
    point,
)
from service.temporal.verb import Verb

# "the year ended June 30" is over, whatever the verb; "the quarter ending January 31" may lie on either side of here.
ENDED, ENDING = "ended", "ending"
# A date that a later one of its clause, stated with its year, goes on from (`lists`).
CHAINED = "chained"
HALF_A_YEAR = 6

# "'42" is a year to come only when it is as near as this.
SHORT_YEARS_AHEAD = 20

# The nearest day wins over the tense while it is nearer than this: a day almost a year off would be said with its year.
BESIDE_TOLERANCE = 30
AHEAD_TOLERANCE = 100
PAST_TOLERANCE = 90

# A story does not go back further than half a year without saying the year.
FURTHEST_BACK = 180

# A weekday says which year a day without one is of, within so many years of where the tale stands.
YEARS_AROUND = 3

# The 29th of February is never further off than this; around a century without a leap year it can be.
LEAP_YEARS = 4

# Without a verb that tells, a month is taken to lie ahead when it is at most so many months off, else behind.
MONTHS_AHEAD_UNTOLD = 3
FAR_AHEAD = 10


@choice("date")
def a_date(m: Meaning, setting: Setting) -> Reading | None:
    """A date as far as it is said; a year left out is chosen by `year_left_out`."""
    if m.deictic is not None and m.month is not None:
        year = deictic_year(m.deictic, setting)
        whole = safe_date(year, m.month, m.day or 1) if year else None
        if whole is None:
            return None
        reading = point(setting, whole.isoformat() if m.day is not None else f"{year:04d}-{m.month:02d}")
        if m.deictic not in SAID_STEPS or setting.story is None:
            return reading
        return replace(reading, anchor=setting.story.isoformat(), grounds=("of the year said before it",))
    if m.year is not None and m.name == "short":
        m = replace(m, year=short_year(m.year, setting), name=None)
    if m.year is not None:
        if m.month is None:
            return point(setting, f"{m.year:04d}", False)
        if m.day is None:
            return point(setting, f"{m.year:04d}-{m.month:02d}", False)
        return point(setting, f"{m.year:04d}-{m.month:02d}-{m.day:02d}", False)
    if m.month is None:
        return None
    if m.base == CHAINED and m.extra is not None:
        past = (m.extra.year or 0) - ((m.extra.month or 0) < m.month)
        return a_date(replace(m, year=past if past < setting.day.year else None, extra=None, base=None), setting)
    setting.word_before = {"over": ENDED, "ends": ENDING}.get(m.base or "", setting.word_before)
    if m.day is None:
        return month_left_alone(m.month, setting)
    if m.extra is not None and (head := a_date(m.extra, setting)) is not None:
        return a_date(replace(m, year=int(head.value[:4]), extra=None), setting)
    return year_left_out(m.month, m.day, m.weekday, setting)


def short_year(year: int, setting: Setting) -> int:
    """The century of a year in two figures: that of a story's last date; else one that is not far ahead of here."""
    said = setting.said.any
    if setting.narrative and said is not None:
        centuries = ((said.year // 100 + step) * 100 + year % 100 for step in (-1, 0, 1))
        return min(centuries, key=lambda each: abs(each - said.year))
    return year - 100 if year > setting.day.year + SHORT_YEARS_AHEAD else year


def deictic_year(deictic: str, setting: Setting) -> int | None:
    """The year that "last year", "the following year" and their like name."""
    year = setting.day.year
    if deictic in ("last", "past"):
        return year - 1
    if deictic in ("next", "coming"):
        return year + 1
    if deictic in ("this", "current", "latest"):
        return year
    story = setting.story if setting.narrative else setting.said.any
    base = story.year if story else year
    return base + SAID_STEPS.get(deictic, 0)


def year_left_out(month: int, day: int, weekday: int | None, setting: Setting) -> Reading | None:
    """A month and day without a year: the nearest such day, unless its weekday or the clause says otherwise."""
    if setting.frame is not None and weekday is None and (framed := safe_date(setting.frame, month, day)):
        setting.note(f"the sentence or chapter opens with {setting.frame}")
        return point(setting, framed.isoformat())
    story = setting.story if setting.in_story else None
    if story is not None and (_of_late(month, day, weekday, setting) or _named_at_home(month, day, weekday, setting)):
        story = None
    if story is not None:
        setting.note(f"the narrative stands at {story.isoformat()}")
        told = _day_of_story(month, day, weekday, story, setting)
        if told is not None:
            return Reading("DATE", told.isoformat(), story.isoformat(), tuple(setting.notes))
    here = story or setting.day
    heading = setting.said.heading
    if heading is not None and setting.chronicle and weekday is None:
        entries = days_in_years(heading.year, 1, month, day)
        if entries and (over := [day for day in entries if day <= setting.day]) and setting.direction() != FUTURE:
            entries = over  # a list of what happened does not run on into what has not
        if entries:
            note = f"the entry after that of {heading.isoformat()}"
            return Reading("DATE", _nearest(entries, heading).isoformat(), heading.isoformat(), (note,))
    choices = days_in_years(here.year, LEAP_YEARS if (month, day) == (2, 29) else 1, month, day)
    fitting = [d for d in choices if d.isoweekday() == weekday]
    if fitting:
        setting.note("the year in which it is that weekday")
    if not choices:
        return None
    direction = _direction_of_day(setting)
    if weekday is None and direction == PAST and (onward := day_onward(month, day, setting)) is not None:
        then = setting.said.value
        return Reading("DATE", onward.isoformat(), str(setting.said.any), (f"goes on from {then}, said before it",))
    nearest = _nearest(fitting or choices, here)
    if weekday is None:
        nearest = _by_the_clause(choices, nearest, here, direction, setting)
    setting.note("nearest such day")
    return point(setting, nearest.isoformat())


def _of_late(month: int, day: int, weekday: int | None, setting: Setting) -> bool:
    """True for a day just gone by, close behind words of the teller's own day or as the name of what happened on it:
    "last month ... on Feb. 24", "the Feb. 24 earthquake", in March."""
    if weekday is not None:
        return False
    of_here = setting.told_here or setting.around.names_event()
    if not of_here and setting.said.opens_here and setting.story is not None:
        story = setting.story  # an anniversary tells of days of its own season
        of_here = all(abs((each - story).days) > JUST_GONE_BY for each in days_in_years(story.year, 1, month, day))
    days = days_in_years(setting.day.year, 1, month, day) if of_here else []
    return any(0 <= (setting.day - each).days <= JUST_GONE_BY for each in days)


def _named_at_home(month: int, day: int, weekday: int | None, setting: Setting) -> bool:
    """True for "Sunday 7 April" where it is a Sunday this year or last, and in no year that the tale stands in."""
    if weekday is None or setting.story is None:
        return False
    here, there = (
        any(each.isoweekday() == weekday for each in days_in_years(year, around, month, day))
        for year, around in ((setting.day.year, 1), (setting.story.year, YEARS_AROUND))
    )
    return here and not there


JUST_GONE_BY = 60
JUST_AHEAD = 30


def _nearest(choices: list[date], here: date) -> date:
    """The day nearest to here; of two as near the one before."""
    return min(choices, key=lambda d: (abs((d - here).days), d > here))


def _day_of_story(month: int, day: int, weekday: int | None, here: date, setting: Setting) -> date | None:
    """The day of the year where a tale stands here: it goes forward, but for what was told before."""
    told_before = setting.told_before
    years = (here.year, here.year - 1) if told_before else (here.year, here.year + 1)
    choices = [d for y in years if (d := safe_date(y, month, day)) and weekday in (None, d.isoweekday())]
    if not choices:
        fitting = [d for d in days_in_years(here.year, YEARS_AROUND, month, day) if d.isoweekday() == weekday]
        choices = [_nearest(fitting, here)] if fitting else []
    latest = here + timedelta(days=JUST_AHEAD)  # "on 11 September ... troops had landed on 13 September"
    chosen = max((d for d in choices if d <= latest), default=None) if told_before else _in_narrative(choices, here)
    return chosen and _before_what_is_stated_next(chosen, setting)


def _by_the_clause(choices: list[date], nearest: date, here: date, direction: str | None, setting: Setting) -> date:
    """The nearest day, or the next or the last where the clause looks that way and the nearest is far off."""
    verb = setting.verb()
    if setting.word_before == ENDING or verb.ended:
        return nearest
    beside = (verb.near and not verb.aim) or setting.leading
    since = setting.word_before == "since"  # "held since August 19" is no day to come
    since = since or setting.word_before in (BACK_TO, DATED_BACK)
    behind = BESIDE_TOLERANCE if beside else PAST_TOLERANCE
    set_for = setting.word_before == "for" and verb.near and not setting.describing  # "set sentencing for May 10"
    too_far = direction == PAST and (nearest - here).days > behind and not set_for
    if setting.word_before == ENDED or since or too_far:
        return max((d for d in choices if d <= here), default=nearest)
    sure = (beside and verb.tense == FUTURE) or (setting.up_to and _is_due(verb))
    ahead = BESIDE_TOLERANCE if sure else AHEAD_TOLERANCE
    runs = setting.word_before == "after" and verb.tense == "schedule"  # "after July 7 the rules are changing"
    if direction == FUTURE and (here - nearest).days > ahead and not runs:
        return min((d for d in choices if d >= here), default=nearest)
    return nearest


def _is_due(verb: Verb) -> bool:
    """ "will be out by", "are to lay down their arms by Oct. 31", not "had been ordered to leave by Oct. 31"."""
    return verb.tense in ("future", "modal") or (verb.tense in AHEAD and verb.aspect == "is")


def _direction_of_day(setting: Setting) -> str | None:
    """Where a day without its year lies: by its word, else by its clause."""
    direction = setting.direction()
    acts = setting.word_before == "by" and setting.verb().owned  # "let loose by the April 20 blast"
    told = setting.not_until or (setting.word_before == "by" and setting.leading and direction == PAST)
    told = told or (acts and direction == PAST)
    if (setting.up_to or setting.word_before in (MOVED_TO, BEYOND)) and not told:
        return FUTURE
    if setting.word_before == STARTING and direction == PAST and not setting.around.opens():
        return None  # "raised the fee, effective Oct. 1"
    return direction


def _before_what_is_stated_next(chosen: date, setting: Setting) -> date:
    """A day of a tale lies between the last date stated with its year and one stated later, where it can."""
    stated = setting.said.stated
    sooner = safe_date(chosen.year - 1, chosen.month, chosen.day)
    if stated is None or sooner is None or sooner < stated.replace(day=1):
        return chosen
    month = chosen.replace(day=1)  # a month stated next may be that of this day
    bound = any(stated <= later < month for later in setting.around.next_dates())
    if bound:
        setting.note("before what is stated next")
    return sooner if bound else chosen


def _in_narrative(choices: list[date], here: date) -> date | None:
    """A story goes forward: the same year, or the next one where the same year would be far behind."""
    if not choices:
        return None
    if len(choices) > 1 and (here - choices[0]).days > FURTHEST_BACK:
        return choices[1]
    return choices[0]


def month_left_alone(month: int, setting: Setting) -> Reading | None:
    """A month without a year: by the clause's direction; else the last one there was, this month included."""
    here = setting.day
    if setting.frame is not None:
        setting.note(f"the sentence or chapter opens with {setting.frame}")
        return point(setting, f"{setting.frame:04d}-{month:02d}")
    if setting.in_story and setting.story is not None:
        here = setting.story
        year = here.year + (1 if here.month - month > FURTHEST_BACK // 30 else 0)
        if setting.told_before:
            year = here.year - (month > here.month)
        first = safe_date(year, month, 1)
        if first is None:
            return None
        year = _before_what_is_stated_next(first, setting).year
        return Reading("DATE", f"{year:04d}-{month:02d}", here.isoformat(), ("the narrative stands there",))
    direction = setting.direction()
    back = setting.word_before == BACK_TO and direction != FUTURE  # "back in May", but "will be back in May"
    since = setting.word_before in ("since", DATED_BACK)  # "it will be her third visit since June"
    since = since or back or setting.not_until
    if setting.word_before == ENDED or since or (setting.word_before == "after" and direction != FUTURE):
        direction = PAST
    if (setting.before or setting.up_to) and direction != PAST:
        direction = FUTURE
    ahead = (month - here.month) % 12
    done = setting.leading or setting.not_until or setting.verb().aspect == "had" or setting.verb().owned
    if setting.word_before == "by" and not done and 0 < ahead <= MONTHS_AHEAD_UNTOLD:
        direction = FUTURE  # "hopes to keep the well shut until it is killed by mid-August"
    if setting.word_before in (MOVED_TO, BEYOND):
        direction = FUTURE
    if setting.word_before in ("until", "till", "for", STARTING) and not since and ahead <= MONTHS_AHEAD_UNTOLD:
        direction = FUTURE  # "has been closed through August", "bookings for August"
    if direction == FUTURE and ahead >= FAR_AHEAD and setting.describing:
        direction = PAST  # "is to release October payroll figures" in November
    verb = setting.verb()
    held_against = setting.compared and not setting.up_to
    if direction == FUTURE and ahead > HALF_A_YEAR and (held_against or (verb.told and ahead >= FAR_AHEAD)):
        direction = PAST  # "expects more than its January forecast", "was promised for February"
    if not verb.near and setting.word_before not in TIED_TO_ITS_VERB:
        # A verb further off does not carry a month to the far side of the year.
        if direction == FUTURE and ahead >= FAR_AHEAD:
            direction = PAST
        elif direction == PAST and ahead == 1 and verb.loose:
            direction = FUTURE  # "said the mill could close in September", in August
    if setting.word_before == ENDING:
        direction = FUTURE if 0 < ahead <= HALF_A_YEAR else PAST
    aim = direction == PAST and verb.aim and not since  # "welcomed the offer to host a conference in March"
    if (direction is None or aim) and 0 < ahead <= MONTHS_AHEAD_UNTOLD:
        direction = FUTURE
    begun = setting.said.any if setting.said.sentence == setting.sentence else None
    if begun is not None and begun > here and verb.tense in AHEAD and setting.around.chained(over_marks=False):
        year = begun.year + (month < begun.month)  # "will begin in November and end in June"
    elif direction == FUTURE:
        year = here.year + (1 if month < here.month else 0)
    else:
        year = here.year - (1 if month > here.month else 0)
    begins = BEGINS.get(setting.around.edge() or "", 1)
    if direction == PAST and (year, month) == (here.year, here.month) and here.day < begins:
        year -= 1  # "since the end of August", on August 7
    if not 1 <= year <= 9999:
        return None
    return point(setting, f"{year:04d}-{month:02d}")


# The day of a month on which its middle and its end have begun.
BEGINS = {"MID": 10, "END": 20}
# Prepositions that say themselves on which side a month lies, however far its verb.
TIED_TO_ITS_VERB = frozenset({"since", "after", "until", "till", "by", "before", BACK_TO, DATED_BACK})
