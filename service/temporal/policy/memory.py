"""What a text has said, kept for what is counted from it; and whether it is a story of long ago."""

from __future__ import annotations

from datetime import date

from service.temporal.calendar import (
    span_of,
)
from service.temporal.meaning import Meaning
from service.temporal.policy.setting import Reading, Setting

YEARS_OF_A_STORY = 5


STORY_IS_OLD = 2


YEARS_TO_NEWS = 5


WHOLE_DATES_OF_A_STORY = 1


OLD_TO_RECENT = 3


NEAR_TODAY = 45


SHARE_NEAR_TODAY = 0.7


NEWS_KINDS = frozenset({"day", "weekday"})


def is_narrative(meanings: list[Meaning], today: date) -> bool:
    """True for a text that tells of years long past and hardly of this week: its dates follow one another.

    Many old years are enough beside a little news; one whole old date where there is no news, hardly a recent year, and
    the days without a year do not crowd around publication.
    """
    dated = [whole for m in meanings if (whole := _with_year(m)) is not None]
    old = [m for m in dated if (m.year or 0) < today.year - STORY_IS_OLD]
    news = sum(m.kind in NEWS_KINDS or (m.kind == "unit" and m.deictic in ("last", "this", "next")) for m in meanings)
    if len(old) >= YEARS_OF_A_STORY and len(old) > YEARS_TO_NEWS * news:
        return True
    whole_dates = sum(m.month is not None or m.kind == "season" for m in old)
    if news or whole_dates < WHOLE_DATES_OF_A_STORY or whole_dates < OLD_TO_RECENT * (len(dated) - len(old)):
        return False
    apart = [_days_from(today, m.month, m.day) for m in meanings if m.kind == "date" and m.year is None and m.month]
    return sum(days <= NEAR_TODAY for days in apart) <= SHARE_NEAR_TODAY * len(apart)


def _days_from(today: date, month: int, day: int | None) -> int:
    """How far a day of the year is from today's, in days, whichever year is meant."""
    apart = abs((month * 30 + (day or 15)) - (today.month * 30 + today.day))
    return min(apart, 360 - apart)


def _with_year(m: Meaning | None) -> Meaning | None:
    """The date or season in this meaning that states its year: of "dawn on 15 August 1944" the day."""
    while m is not None and m.year is None:
        m = m.of
    return m if m is not None and m.kind in ("date", "season") else None


def remember(reading: Reading, meaning: Meaning, setting: Setting, mod: str | None = None) -> None:
    """Keeps what later phrases may be counted from."""
    if reading.type not in ("DATE", "TIME"):
        return
    first, last, grain = span_of(reading.value)
    said = setting.said
    if first is None or last is None or grain in TOO_LONG_TO_COUNT_FROM:
        return
    if meaning.kind == "shift" and meaning.unit == "Y" and not setting.narrative:
        return  # What things are compared with is not what the text has come to.
    said.any, said.grain = last if mod == "END" else first, grain
    said.sentence, said.at = setting.sentence, setting.at
    if grain in DAY_GRAINS:
        said.day = first
        said.past_day = first if first <= setting.day else said.past_day
    elif said.day is not None and not first <= said.day <= last:
        said.day = None
    if grain == "quarter" and meaning.kind == "quarter" and meaning.count and meaning.base is None and not meaning.year:
        said.quarter_at = setting.at
        if said.quarter is None or last < setting.day:
            said.quarter = reading.value  # What is reported on is over; "the fourth quarter" ahead is not.


TOO_LONG_TO_COUNT_FROM = frozenset({"decade", "century", "millennium"})


DAY_GRAINS = frozenset({"day", "part", "hour", "minute", "second"})
