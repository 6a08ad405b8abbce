"""What goes on, in news, from a time just said of a year gone by: its days are of that year."""

from __future__ import annotations

from datetime import date

from service.temporal.calendar import days_in_years, span_of
from service.temporal.policy.setting import Setting

# Characters from a time of an old year to the day that goes on from it, the days between them at most, and the days
# before publication within which a day is rather one of this year.
OLD_YEAR_REACH, ONWARD_DAYS, OF_THE_LAST_WEEKS = 400, 45, 30
GOES_ON_FROM = frozenset({"month", "season", "day", "part", "hour", "minute"})


def day_onward(month: int, day: int, setting: Setting) -> date | None:
    """ "came to light in January 2012 ... On 22 January he was held", in March 2013: shortly after what was just said
    of a year gone by, and not of the last weeks."""
    first, last = _just_said_of_old(setting)
    then = next((d for d in days_in_years(last.year, 1, month, day) if d >= first), None) if first and last else None
    if last is None or then is None or (then - last).days > ONWARD_DAYS:
        return None
    over = max((d for d in days_in_years(setting.day.year, 1, month, day) if d <= setting.day), default=then)
    return then if then < over and (setting.day - over).days > OF_THE_LAST_WEEKS else None


def _just_said_of_old(setting: Setting) -> tuple[date | None, date | None]:
    """The first and last day of what was just said, where it is a day, month or season of a year gone by.

    A pluperfect does not go on from it: "The trial had begun on 9 September" goes back from the day of the news.
    """
    said = setting.said
    near = setting.verb().aspect != "had" and setting.at - said.at <= OLD_YEAR_REACH and said.grain in GOES_ON_FROM
    first, last, _ = span_of(said.value) if near and said.value is not None else (None, None, None)
    return (first, last) if last is not None and last.year < setting.day.year else (None, None)
