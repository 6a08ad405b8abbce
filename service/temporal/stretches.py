"""Stretches: a beginning and an end that belong together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from service.temporal.calendar import shift, span_of
from service.temporal.meaning import Candidate
from service.temporal.policy import Reading, Setting
from service.temporal.policy.setting import PAST

DAYS_OF_WEEK = 7


def in_order(lead: Reading, end: Reading, last: Candidate, setting: Setting) -> tuple[Reading, Reading]:
    """Beginning and end of a stretch, the one before the other: told weekdays are over as a whole, and hours past
    midnight end on the day after the one that is named, or begin on the day before where none is."""
    end = _not_before(end, last, lead)
    first = last.partner
    if first is None:
        return lead, end
    weekdays = first.meaning.kind == "weekday" == last.meaning.kind
    if weekdays and end.value > setting.anchor >= lead.value and setting.direction() == PAST:
        return _moved_on(lead, -DAYS_OF_WEEK), _moved_on(end, -DAYS_OF_WEEK)
    clocks = first.meaning.kind == "clock" == last.meaning.kind and None not in (lead.time, end.time)
    if clocks and lead.value[:10] == end.value[:10] and lead.value > end.value:
        owns = first.meaning.of is not None and last.meaning.of in (None, first.meaning.of)
        return (lead, _moved_on(end, 1)) if owns and not last.leads else (_moved_on(lead, -1), end)
    return lead, end


def _moved_on(reading: Reading, days: int) -> Reading:
    """The same time so many days on."""
    day = shift(span_of(reading.value)[0] or date.min, "D", days)
    return replace(reading, value=day.isoformat() + reading.value[10:]) if day is not None else reading


def _not_before(reading: Reading, last: Candidate, lead: Reading) -> Reading:
    """The end of a stretch is the first such day or month at or after its beginning, where no year is said."""
    start, own, meaning = span_of(lead.value)[0], span_of(reading.value)[0], last.meaning
    if start is None or own is None:
        return reading
    if meaning.kind == "weekday" and last.partner is not None and last.partner.meaning.kind == "weekday":
        end = shift(start, "D", (own - start).days % DAYS_OF_WEEK)
        return replace(reading, value=end.isoformat()) if end is not None else reading
    stated = meaning.year is not None or meaning.deictic is not None or meaning.extra is not None
    if meaning.kind != "date" or stated or meaning.month is None:
        return reading
    year = start.year + ((own.month, own.day) < (start.month, start.day if meaning.day else 1))
    value = f"{year:04d}{reading.value[4:]}"
    return replace(reading, value=value) if span_of(value)[0] is not None else reading


def days_between(
    c: Candidate, reading: Reading, partner: Reading
) -> tuple[date | None, date | None, str | None, str | None]:
    """Both ends of "from ... to ..." know the whole stretch."""
    start, stop = (reading, partner) if c.leads else (partner, reading)
    first, last = span_of(start.value)[0], span_of(stop.value)[1]
    if first is not None and last is not None and first > last:
        return (*span_of(reading.value)[:2], None, None)
    return first, last, start.value, stop.value
