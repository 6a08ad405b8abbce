"""What news of figures reports on: the month, quarter or half that "a year earlier" is held against."""

from __future__ import annotations

from datetime import date

from service.temporal.calendar import shift, span_of, unit_value
from service.temporal.meaning import Meaning
from service.temporal.policy.setting import Reading, Setting

# Characters within which a quarter, half or year said before is still what is reported on; and a month.
PERIOD_REACH = 800
MONTH_REACH = 300
# A day so near before publication is the day of the report, not what is reported on.
DAYS_OF_A_REPORT = 7
GRAINS = frozenset({"week", "month", "quarter", "half"})
UNNAMED = frozenset({"shift", "unit_of_year", "weekday", "day", "span"})
LONGEST_PERIOD = len("2017-W31")
# Quarters of companies end in any month: the one that ends on a day is where its middle lies.
HALF_A_QUARTER = 45
A_QUARTER, A_HALF = 3, 6


def report(reading: Reading, meaning: Meaning, setting: Setting) -> None:
    """Keeps what figures are given for; what they are held against, and what is counted off from it, is not that."""
    said = setting.said
    if said.day is not None and reading.value.startswith(said.day.isoformat()):
        said.day_sentence = setting.sentence
    if setting.narrative or reading.type != "DATE":
        return
    value = _period_of(reading, meaning, setting)
    if value is None or setting.compared or setting.word_before == "since":
        return
    said.period, said.period_at, said.period_sentence = value, setting.at, setting.sentence
    ended = said.quarter is None and (meaning.kind == "date" or meaning.of is not None)
    if "Q" in value and (ended or (meaning.fiscal and meaning.count and not meaning.year)):
        said.quarter, said.quarter_at = value, setting.at


def _period_of(reading: Reading, meaning: Meaning, setting: Setting) -> str | None:
    """The period that a reading names or, as the last day of one ("the six months to June 30"), ends."""
    if meaning.kind in UNNAMED or meaning.base == "year_ago":
        return None
    if len(reading.value) > LONGEST_PERIOD and not meaning.count:
        return None
    first, last, grain = span_of(reading.value)
    if first is None or last is None:
        return None
    if meaning.kind == "date" and meaning.count:
        return period_ended(last, int(meaning.count))
    return reading.value if grain in GRAINS and (grain == "quarter" or first <= setting.day) else None


def period_ended(last: date, months: int) -> str | None:
    """The quarter or half that a day ends; longer stretches have no name.

    >>> period_ended(date(1998, 6, 28), 3), period_ended(date(2013, 6, 30), 6), period_ended(date(1989, 9, 30), 9)
    ('1998-Q2', '2013-H1', None)
    """
    middle = shift(last, "D", -HALF_A_QUARTER)
    if months == A_QUARTER and middle is not None:
        return unit_value(middle, "Q")
    return f"{last.year:04d}-H{last.month // A_HALF}" if months == A_HALF and last.month % A_HALF == 0 else None


def period_near(setting: Setting) -> str | None:
    """What is reported on here: the period said last, within reach; a month is sooner forgotten."""
    said = setting.said
    if said.period is None or setting.narrative:
        return None
    reach = MONTH_REACH if span_of(said.period)[2] in ("month", "week") else PERIOD_REACH
    return said.period if setting.at - said.period_at <= reach else None


def period_here(setting: Setting) -> str | None:
    """The period said in this very sentence."""
    return period_near(setting) if setting.said.period_sentence == setting.sentence else None


def year_before(value: str, year: int | None = None) -> str | None:
    """The same period a year before, or in the year given."""
    year = int(value[:4]) - 1 if year is None else year
    other = f"{year:04d}{value[4:]}"
    return other if span_of(other)[0] is not None else None  # not every year has 53 weeks


def held_against_a_year_ago(counted_from_now: bool, setting: Setting) -> str | None:
    """What "a year earlier", "a year ago" name beside figures of a month, quarter, half or year; None for no such."""
    said, period, here = setting.said, period_near(setting), period_here(setting)
    if said.frame is not None and said.framed == setting.sentence and not counted_from_now:
        return f"{said.frame:04d}"  # "For all of 1993 it earned $171 million, against $188 million a year earlier"
    quarter_near = said.quarter is not None and setting.at - said.quarter_at <= PERIOD_REACH
    if period is not None:
        grain = span_of(period)[2]
        if grain == "half" and said.period_at >= said.quarter_at:
            return period
        if grain == "quarter" and here is not None:
            return period
        if grain == "month" and (setting.compared if counted_from_now else not quarter_near or here is not None):
            return period if here is not None or not counted_from_now else None
    return said.quarter if quarter_near else None


def month_reported(setting: Setting) -> date | None:
    """The month reported on, where the day said last is only that of the report: "a month earlier" counts from it."""
    period, said = period_near(setting), setting.said
    if period is None or span_of(period)[2] != "month":
        return None
    apart = (setting.day - said.any).days if said.any is not None else 0
    report_day = said.grain == "day" and 0 <= apart <= DAYS_OF_A_REPORT
    return span_of(period)[0] if report_day or said.grain == "month" else None
