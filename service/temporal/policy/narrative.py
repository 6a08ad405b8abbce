"""Whether a text is a story of long ago, whose dates follow one another."""

from __future__ import annotations

from collections import Counter
from datetime import date

from service.temporal.calendar import safe_date
from service.temporal.meaning import Meaning
from service.temporal.policy.antiquity import reckoned_year
from service.temporal.policy.setting import SAID_DEICTICS

YEARS_OF_A_STORY = 5
# A look back names the same two or three years over and over; a story goes through them, or states a day of one.
DIFFERENT_YEARS = 4
STORY_IS_OLD = 1
# A few sentences are a tale of long ago when what opens them is further back than this, and have no more days than so
# many: a longer text shows by other signs what it is.
YEARS_OF_OLD = 5
FEW_DAYS = 4
LAST_OF_MONTH, HALF_A_YEAR = 31, 6
# Only after a date so many years back is a weekday surely one of the tale.
WEEKDAYS_OF_OLD = 2
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


def _is_news(m: Meaning) -> bool:
    """A word of this week: "yesterday", "Monday", "last week"."""
    if m.deictic in SAID_DEICTICS:
        return False  # "that Friday"
    return m.kind in NEWS_KINDS or (m.kind == "unit" and m.deictic in ("last", "this", "next"))


def _is_part_of_a_year(m: Meaning) -> bool:
    return m.month is not None or m.kind == "season"


def is_narrative(meanings: list[Meaning], today: date, opens_with_a_birth: bool = False) -> bool:
    """True for a text that tells of years long past and hardly of this week: its dates follow one another.

    Many old years are enough beside a little news; one whole old date where there is no news, hardly a recent year, and
    the days without a year do not crowd around publication. A text that `opens_with_a_birth` is as well an obituary.
    """
    dated = [whole for m in meanings if (whole := _with_year(m)) is not None]
    old = [m for m in dated if (m.year or 0) < today.year - STORY_IS_OLD]
    news = sum(map(_is_news, meanings))
    before_christ = sum(m.name == "BC" or m.kind in ("before_christ", "old_year") for m in meanings)
    undated = [(m.month, m.day) for m in map(_without_year, meanings) if m is not None and m.month]
    stated = list(filter(_is_part_of_a_year, dated))
    whole_dates = sum((m.year or 0) < today.year - STORY_IS_OLD for m in stated)
    past = [m for m in stated if (m.year or 0) < today.year]
    told_news = _news_told(meanings, today)
    if before_christ >= max(YEARS_OF_ANTIQUITY, TALE_TO_NEWS * news) or _has_many_old_days(old, told_news):
        return True
    if not (opens_with_a_birth or told_news) and _goes_on_from_an_old_day(meanings, today):
        return True
    told = {(m.month or MONTH_OF_SEASON[m.name or "SU"], m.day) for m in past}
    if _is_of_late(undated, today, told):
        return False
    apart = [_days_from(today, *day) for day in undated]
    near = sum(days <= NEAR_TODAY for days in apart)
    several = len({m.year for m in old}) >= DIFFERENT_YEARS or whole_dates
    if several and len(old) >= YEARS_OF_A_STORY and len(old) + len(apart) - near > YEARS_TO_NEWS * news:
        return True
    tale = len(old) + len(apart) - near + sum(map(_is_years_ago, meanings))
    opens = len(apart) >= DAYS_OF_A_RECENT_STORY and _opens_in_the_past(meanings, today)
    near_days = Counter(day for far, day in zip(apart, undated, strict=True) if far <= NEAR_TODAY)
    untold = sum(times for day, times in near_days.items() if not _is_about(day, told))
    if opens and tale >= TALE_TO_NEWS * told_news and untold <= SHARE_NEAR_TODAY * len(apart):
        return True  # an anniversary lies near today as well as about the day it is of
    if news:
        return False
    if whole_dates >= WHOLE_DATES_OF_A_STORY and whole_dates >= OLD_TO_RECENT * (len(dated) - len(old)):
        return near <= SHARE_NEAR_TODAY * len(apart)
    return _is_recent_story(meanings, today, near)


def _goes_on_from_an_old_day(meanings: list[Meaning], today: date) -> bool:
    """True for a few sentences of long ago: a day or month stated with its old year opens them, and those left without
    a year come after it in their order, whether or not they lie about publication (anniversaries do).

    A bare year does not begin such a tale: "founded in 1914, it closed on June 23" is news.
    """
    stands: DayOfYear | None = None
    going_on, of_a_weekday = 0, False
    for m in meanings:
        whole = m if m.kind == "half" and m.year else _with_year(m)
        if whole is not None:
            began = _begins_in(whole)
            if stands is None and ((whole.year or 0) >= today.year - YEARS_OF_OLD or began is None):
                return False
            if (whole.year or 0) >= today.year - STORY_IS_OLD:
                return False
            stands, of_a_weekday = began or (1, None), of_a_weekday or whole.weekday is not None
        elif m.kind == "weekday" and m.deictic not in SAID_DEICTICS:
            if not of_a_weekday:
                return False
            going_on += 1  # "on Sunday, March 7, 1965. ... on Tuesday"
        elif (undated := _without_year(m)) is not None and undated.month:
            day = (undated.month, undated.day)
            if stands is None or _in_order(day) < _in_order(stands):
                return False
            stands, going_on = day, going_on + 1
        elif stands is None and (m.kind in NEWS_KINDS or m.kind in ("unit", "shift")):
            return False
    return 0 < going_on <= FEW_DAYS


def _begins_in(m: Meaning) -> DayOfYear | None:
    """The month and day in which a time of a stated year begins; None for a whole year."""
    if m.kind == "half":
        return (1 if m.count == 1 else HALF_A_YEAR + 1, 1)
    if m.kind == "season":
        return MONTH_OF_SEASON[m.name or "SU"], None
    return (m.month, m.day) if m.month else None


def _in_order(day: DayOfYear) -> tuple[int, int]:
    """Where a day comes in its year; a month alone may come at its end."""
    return day[0], day[1] or LAST_OF_MONTH


def _has_many_old_days(old: list[Meaning], told_news: int) -> bool:
    """True for a long look back: many months and days of years gone by, and few words of this week beside them."""
    if len({(m.year, m.month, m.day, m.name) for m in old if _is_part_of_a_year(m)}) < OLD_DAYS:
        return False
    return len(old) >= OLD_DAYS_TO_NEWS * told_news


def _news_told(meanings: list[Meaning], today: date) -> int:
    """How many words of this week there are; a weekday after an old date is one of the tale, and no news."""
    news, of_old = 0, False
    for m in meanings:
        whole = _with_year(m)
        if whole is not None:
            of_old = (whole.year or 0) < today.year - WEEKDAYS_OF_OLD
        elif m.kind == "weekday":
            news += not of_old and m.deictic not in SAID_DEICTICS
        else:
            news += _is_news(m)
    return news


OLD_DAYS = 5
OLD_DAYS_TO_NEWS = 2


def stated_year(m: Meaning) -> int | None:
    """The year that a date or season states, None where it states none."""
    whole = _with_year(m)
    if whole is None or whole.name == "short":
        return reckoned_year(m)
    return whole.year


def stated_date(m: Meaning) -> date | None:
    """The first day of a month or day that is stated with its year, else None."""
    whole = m if m.kind == "before_christ" else _with_year(m)
    if whole is None or whole.kind not in ("date", "before_christ") or whole.month is None:
        return None
    return safe_date(reckoned_year(whole) or whole.year or 0, whole.month, whole.day or 1)


def _opens_in_the_past(meanings: list[Meaning], today: date) -> bool:
    """True where the first time the text names is a year long past: news begins with its own week."""
    for m in meanings:
        whole = _with_year(m)
        if whole is not None:
            return (whole.year or 0) < today.year - STORY_IS_OLD
        if _is_years_ago(m):
            return True  # "Twenty years ago the miners fought for their pit"
        if m.kind in NEWS_KINDS or m.kind in ("unit", "shift") or _without_year(m) is not None:
            return False
    return False


def _is_years_ago(m: Meaning) -> bool:
    """ "Twenty years ago": so far back as an old year."""
    return m.kind == "shift" and m.unit == "Y" and m.base == "now" and (m.count or 0) < -STORY_IS_OLD


def _is_recent_story(meanings: list[Meaning], today: date, near: int) -> bool:
    """True where a whole date of a year gone by opens the tale and days without a year go on from it."""
    opened = False
    going_on = 0
    for m in meanings:
        whole = _with_year(m)
        if whole is not None and _is_part_of_a_year(whole):
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


def _is_of_late(undated: list[DayOfYear], today: date, told: set[DayOfYear]) -> bool:
    """True where the days without a year all lie in the months before publication: news with history beside it.

    Not so where they lie about a day that the text tells of with its old year: a campaign of one season.
    """
    late = sum(_days_behind(today, *day) <= OF_LATE for day in undated)
    if not undated or late <= SHARE_OF_LATE * len(undated):
        return False
    if len(undated) < DAYS_OF_A_RECENT_STORY and len(told) >= DAYS_OF_A_RECENT_STORY:
        return False
    days = Counter(undated)
    return not any(
        sum(times for other, times in days.items() if _is_about(other, {day})) >= len(undated) / 2 for day in told
    )


def _is_about(day: DayOfYear, told: set[DayOfYear]) -> bool:
    """True for a day within a season of one that the text tells of with its old year."""
    return any(_apart(day, other) <= ONE_SEASON for other in told)


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
