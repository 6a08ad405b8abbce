"""An event's days from its evidence: the intersection where sources agree, else what most of them say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from service.timeline.datewords import days_words
from service.timeline.model import EventDate, Mention


def date_of(evidence: Sequence[Mention], leader: Mention) -> EventDate:
    """The event's date. `evidence` is in order of publication, copies left out; `leader` has the firmest days of it.

    One day told by most articles wins over its neighbours. Where no single day is told, the spans that agree are
    intersected, those told most first.
    """
    dated = [mention for mention in evidence if mention.date.earliest or mention.date.latest]
    if not dated:
        return leader.date
    days = [mention for mention in dated if _is_day(mention.date)]
    if days:
        return _with_time(_most_told(days), days)
    return _intersection(dated, leader)


def days_told(mention: Mention) -> str | None:
    """The single day a mention gives, ISO, or None: what sources are compared on."""
    return mention.date.earliest.isoformat() if mention.date.earliest and _is_day(mention.date) else None


def _is_day(told: EventDate) -> bool:
    return told.earliest is not None and told.earliest == told.latest


def _most_told(days: Sequence[Mention]) -> EventDate:
    articles = Counter(day for day, _ in dict.fromkeys((m.date.earliest, m.article) for m in days))
    best = max(articles, key=lambda day: articles[day])
    of_day = [mention.date for mention in days if mention.date.earliest == best]
    return next((told for told in of_day if told.granularity == "day" and told.relation == "on"), of_day[0])


def _with_time(told: EventDate, days: Sequence[Mention]) -> EventDate:
    times = Counter(m.date.time for m in days if m.date.time and m.date.earliest == told.earliest)
    time = times.most_common(1)[0][0] if times else None
    if told.time == time or told.granularity != "day":
        return told
    return replace(told, time=time)


def _intersection(dated: Sequence[Mention], leader: Mention) -> EventDate:
    """The leader's span, cut by every span that leaves something of it, those most articles tell first."""
    first, last = leader.date.earliest, leader.date.latest
    spans = Counter((m.date.earliest, m.date.latest) for m in {(m.article, m.date.value): m for m in dated}.values())
    for (start, end), _ in spans.most_common():
        low = max((day for day in (first, start) if day), default=None)
        high = min((day for day in (last, end) if day), default=None)
        if low is None or high is None or low <= high:
            first, last = low, high
    told = [leader.date, *(mention.date for mention in dated)]
    same = [days for days in told if (days.earliest, days.latest) == (first, last)]
    return same[0] if same else _span(first, last, leader.date)


def _span(first: date | None, last: date | None, told: EventDate) -> EventDate:
    """Days no single source gives as they stand, but several together do."""
    if first is not None and first == last:
        value = first.isoformat()
        return EventDate(value, value, first, last, None, "day", "on", days_words(first, last))
    edtf = f"{first or '..'}/{last or '..'}"
    return replace(told, value=edtf, edtf=edtf, earliest=first, latest=last, time=None, display=days_words(first, last))
