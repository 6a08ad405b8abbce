"""What a text has said, kept for what is counted from it; and whether it is a story of long ago."""

from __future__ import annotations

from datetime import date, datetime, time

from service.temporal.calendar import (
    add_days,
    span_of,
)
from service.temporal.meaning import Meaning
from service.temporal.policy.antiquity import year_before_christ
from service.temporal.policy.setting import Reading, Setting

YEARS_OF_A_STORY = 5


STORY_IS_OLD = 2


YEARS_TO_NEWS = 5


WHOLE_DATES_OF_A_STORY = 1


OLD_TO_RECENT = 3


NEAR_TODAY = 45


SHARE_NEAR_TODAY = 0.7


# A story of the last years must show more of itself: days without a year after its first whole date, few near today.
DAYS_OF_A_RECENT_STORY = 3


SHARE_NEAR_TODAY_IF_RECENT = 0.5


YEARS_OF_ANTIQUITY = 3


# Where the first time named is long past, so many dates of the tale bear one word of this week.
TALE_TO_NEWS = 3


# Days without a year that lie so many days back, nearly all of them, are those of news.
OF_LATE = 150


SHARE_OF_LATE = 0.8


SOON = 20


ONE_SEASON = 75


MONTH_OF_SEASON = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


DayOfYear = tuple[int, int | None]


NEWS_KINDS = frozenset({"day", "weekday"})


def is_narrative(meanings: list[Meaning], today: date) -> bool:
    """True for a text that tells of years long past and hardly of this week: its dates follow one another.

    Many old years are enough beside a little news; one whole old date where there is no news, hardly a recent year, and
    the days without a year do not crowd around publication.
    """
    dated = [whole for m in meanings if (whole := _with_year(m)) is not None]
    old = [m for m in dated if (m.year or 0) < today.year - STORY_IS_OLD]
    news = sum(m.kind in NEWS_KINDS or (m.kind == "unit" and m.deictic in ("last", "this", "next")) for m in meanings)
    before_christ = sum(m.name == "BC" or m.kind in ("before_christ", "old_year") for m in meanings)
    undated = [(m.month, m.day) for m in map(_without_year, meanings) if m is not None and m.month]
    stated = [m for m in dated if m.month is not None or m.kind == "season"]
    whole_dates = sum(m in old for m in stated)
    past = [m for m in stated if (m.year or 0) < today.year]
    if _is_of_late(undated, today, [(m.month or MONTH_OF_SEASON[m.name or "SU"], m.day) for m in past]):
        return False
    apart = [_days_from(today, *day) for day in undated]
    near = sum(days <= NEAR_TODAY for days in apart)
    if len(old) >= YEARS_OF_A_STORY and len(old) + len(apart) - near > YEARS_TO_NEWS * news:
        return True
    tale = len(old) + len(apart) - near
    opens = len(apart) >= DAYS_OF_A_RECENT_STORY and _opens_in_the_past(meanings, today)
    if opens and tale >= TALE_TO_NEWS * news and near <= SHARE_NEAR_TODAY * len(apart):
        return True
    if news:
        return False
    if before_christ >= YEARS_OF_ANTIQUITY:
        return True
    if whole_dates >= WHOLE_DATES_OF_A_STORY and whole_dates >= OLD_TO_RECENT * (len(dated) - len(old)):
        return near <= SHARE_NEAR_TODAY * len(apart)
    return _is_recent_story(meanings, today, near)


def _opens_in_the_past(meanings: list[Meaning], today: date) -> bool:
    """True where the first time the text names is a year long past: news begins with its own week."""
    for m in meanings:
        whole = _with_year(m)
        if whole is not None:
            return (whole.year or 0) < today.year - STORY_IS_OLD
        if m.kind in NEWS_KINDS or m.kind in ("unit", "shift") or _without_year(m) is not None:
            return False
    return False


def _is_recent_story(meanings: list[Meaning], today: date, near: int) -> bool:
    """True where a whole date of a year gone by opens the tale and days without a year go on from it."""
    opened = False
    going_on = 0
    for m in meanings:
        whole = _with_year(m)
        if whole is not None and (whole.month is not None or whole.kind == "season"):
            opened = opened or (whole.year or 0) < today.year
        undated = _without_year(m)
        if undated is not None and undated.month:
            if not opened:
                return False
            going_on += 1
    return going_on >= DAYS_OF_A_RECENT_STORY and near <= SHARE_NEAR_TODAY_IF_RECENT * going_on


def _without_year(m: Meaning | None) -> Meaning | None:
    """The month or day without a year in this meaning: of "the night of 12 April" the day."""
    while m is not None and m.kind != "date":
        m = m.of
    return m if m is not None and m.year is None and m.deictic is None else None


def _is_of_late(undated: list[DayOfYear], today: date, told: list[DayOfYear]) -> bool:
    """True where the days without a year all lie in the months before publication: news with history beside it.

    Not so where they lie about a day that the text tells of with its old year: a campaign of one season.
    """
    late = sum(_days_behind(today, *day) <= OF_LATE for day in undated)
    if not undated or late <= SHARE_OF_LATE * len(undated):
        return False
    if len(undated) < DAYS_OF_A_RECENT_STORY and len(told) >= DAYS_OF_A_RECENT_STORY:
        return False
    return not any(
        sum(_apart(day, other) <= ONE_SEASON for other in undated) >= len(undated) / 2 for day in told
    )


def _days_behind(today: date, month: int, day: int | None) -> int:
    """How far back a day of the year lies from today, in days; a few days ahead count as none."""
    behind = today.month * 30 + today.day - (month * 30 + (day or 15))
    return 0 if -SOON <= behind < 0 else behind % 360


def _days_from(today: date, month: int, day: int | None) -> int:
    """How far a day of the year is from today's, in days, whichever year is meant."""
    return _apart((month, day), (today.month, today.day))


def _apart(one: DayOfYear, other: DayOfYear) -> int:
    apart = abs((one[0] * 30 + (one[1] or 15)) - (other[0] * 30 + (other[1] or 15)))
    return min(apart, 360 - apart)


def _with_year(m: Meaning | None) -> Meaning | None:
    """The date or season in this meaning that states its year: of "dawn on 15 August 1944" the day."""
    while m is not None and m.year is None:
        m = m.of
    return m if m is not None and m.kind in ("date", "season") else None


def remember(reading: Reading, meaning: Meaning, setting: Setting, mod: str | None = None) -> None:
    """Keeps what later phrases may be counted from."""
    if meaning.kind == "span" and setting.narrative and reading.days is not None and reading.days[1] is not None:
        end = reading.days[1]
        of_days = meaning.of is not None and meaning.of.day is not None
        setting.said.any, setting.said.day, setting.said.grain = end, end, "day" if of_days else "year"
        return
    if reading.type not in ("DATE", "TIME"):
        return
    if setting.narrative and meaning.kind == "date" and meaning.year is None and reading.anchor == setting.anchor:
        return  # What is still to come is no part of the story.
    said = setting.said
    year = year_before_christ(reading.value)
    if year is not None:
        said.bc, said.before_christ, said.any, said.day = year, True, None, None
        return
    first, last, grain = span_of(reading.value)
    if first is None or last is None or grain in TOO_LONG_TO_COUNT_FROM:
        return
    if meaning.kind == "shift" and meaning.unit == "Y" and not setting.narrative:
        return  # What things are compared with is not what the text has come to.
    if grain == "year" and first < setting.day and setting.opens():
        said.frame, said.framed = first.year, setting.sentence
    if setting.narrative and (meaning.deictic == "previous" or (meaning.kind == "shift" and (meaning.count or 0) < 0)):
        return  # A look back leaves the story where it stands.
    if grain == "week":
        first = add_days(first, MIDDLE_OF_WEEK) or first  # The day that says to which month and year the week belongs.
    if said.lead is None:
        said.lead, said.opening = setting.sentence, first
    elif said.lead != setting.sentence:
        said.opening = None
    if grain == "day" and setting.chronicle:
        said.heading = first
    said.bc = None
    said.before_christ = said.before_christ and first.year > ANTIQUITY_ENDS
    said.any, said.grain = last if mod == "END" else first, grain
    said.sentence, said.at = setting.sentence, setting.at
    if grain in DAY_GRAINS:
        said.day = first
        said.moment = _moment(first, reading.time) if reading.time else None
        said.part = reading.value.partition("T")[2] or None
        said.past_day = first if first <= setting.day else said.past_day
    elif said.day is not None and not first <= said.day <= last:
        said.day = None
    if grain == "quarter" and meaning.kind == "quarter":
        _remember_quarter(reading, meaning, setting, last)


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


MIDDLE_OF_WEEK = 3


# A later year is an aside of the historian; after an earlier one the years count up.
ANTIQUITY_ENDS = 1000


TOO_LONG_TO_COUNT_FROM = frozenset({"decade", "century", "millennium"})


DAY_GRAINS = frozenset({"day", "part", "hour", "minute", "second"})
