"""The density strip: how many events and how many articles fall on each stretch of the whole time, drawn as two paths.

Everything is computed here and drawn by SVG attributes, so that it stands without a script and under a strict policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from service.formats.people import long_day
from service.timeline.datewords import MONTHS

MOST_BARS = 400
# Whole weeks, so that quiet week-ends do not beat against the bars; then about months, quarters, years, decades.
BAR_DAYS = (1, 7, 28, 91, 364, 3640, 36400)
MARGIN_DAYS = 3
NARROWEST_DAYS = 28
EVENT_HEIGHT = 44
SOURCE_HEIGHT = 18
# The strip is cropped to its busy middle where the outermost events would squeeze all others into this part of it.
CROWDED_SHARE = 1 / 2
TAIL_SHARE = 0.05
# A label that begins beyond this part of the strip would run over its edge: it ends there instead.
NEAR_THE_END = 0.95


@dataclass(frozen=True, slots=True)
class Count:
    """What falls on a day: events that have it as their day, articles that tell of it."""

    day: date
    events: int
    articles: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the strip: where it stands in percent, what it says, the days it leads to, its kind."""

    at: str
    label: str
    first: date
    last: date
    kind: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip, ready to be drawn. Places along it are percentages; `bars` its bins, `data` their counts."""

    first: date
    last: date
    bars: int
    bar_days: int
    events_path: str
    sources_path: str
    data: str
    ticks: tuple[Tick, ...]
    chosen: tuple[str, str] | None
    now: str | None
    earlier: int
    later: int
    says: str


def strip(
    counts: Sequence[Count], *, chosen: tuple[date | None, date | None], today: date, zoomed: bool = False
) -> Strip | None:
    """The strip of these counts, or None where there is nothing to draw.

    `chosen` are the first and last day asked for, either None; `zoomed` makes them the whole strip. Without, the strip
    shows the whole time, cropped to where nearly all of it lies when a few far days would squeeze the rest.
    """
    known = sorted((c for c in counts if c.events or c.articles), key=lambda c: c.day)
    if not known:
        return None
    first, last = _span(known, chosen, zoomed)
    days = (last - first).days + 1
    bar_days = next((size for size in BAR_DAYS if days <= size * MOST_BARS), BAR_DAYS[-1])
    bars = -(-days // bar_days)
    last = first + timedelta(days=min(bars * bar_days - 1, (date.max - first).days))
    events, sources = _binned(known, first, bars, bar_days)
    whole = (last - first).days + 1
    return Strip(
        first=first,
        last=last,
        bars=bars,
        bar_days=bar_days,
        events_path=_path(events, EVENT_HEIGHT, up=True),
        sources_path=_path(sources, SOURCE_HEIGHT, up=False),
        data=";".join(f"{e},{s}" if e or s else "" for e, s in zip(events, sources, strict=True)),
        ticks=tuple(_ticks(first, last)),
        chosen=_chosen(chosen, first, whole) if any(chosen) and not zoomed else None,
        now=_percent((today - first).days + 0.5, whole) if first <= today <= last else None,
        earlier=sum(c.events for c in known if c.day < first),
        later=sum(c.events for c in known if c.day > last),
        says=_says(known, sum(events), sum(sources), first, last),
    )


def _span(known: Sequence[Count], chosen: tuple[date | None, date | None], zoomed: bool) -> tuple[date, date]:
    start, end = chosen
    first, last = known[0].day, known[-1].day
    if zoomed and (start or end):
        first, last = start or first, end or last
        return (first, last) if first <= last else (last, first)
    first, last = _busy(known)
    first, last = min(first, start or first), max(last, end or last)
    missing = max(NARROWEST_DAYS - (last - first).days, 0) // 2
    return _shift(first, -MARGIN_DAYS - missing), _shift(last, MARGIN_DAYS + missing)


def _shift(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _busy(known: Sequence[Count]) -> tuple[date, date]:
    """The whole span, or the shortest stretch that holds nearly all where that is a small part of it."""
    first, last = known[0].day, known[-1].day
    wanted = (1 - TAIL_SHARE) * sum(c.events + c.articles for c in known)
    shortest, held, begin = (first, last), 0, 0
    for count in known:
        held += count.events + count.articles
        while held - known[begin].events - known[begin].articles >= wanted:
            held -= known[begin].events + known[begin].articles
            begin += 1
        if held >= wanted and count.day - known[begin].day < shortest[1] - shortest[0]:
            shortest = known[begin].day, count.day
    return shortest if shortest[1] - shortest[0] < (last - first) * CROWDED_SHARE else (first, last)


def _binned(known: Iterable[Count], first: date, bars: int, bar_days: int) -> tuple[list[int], list[int]]:
    events, sources = [0] * bars, [0] * bars
    for count in known:
        place = (count.day - first).days // bar_days
        if 0 <= place < bars:
            events[place] += count.events
            sources[place] += count.articles
    return events, sources


def _path(counts: Sequence[int], height: int, *, up: bool) -> str:
    """Bars on a common line; heights go by the square root, so that a single event beside a busy day is still seen."""
    most = max(counts, default=0)
    sign, back = ("-", "") if up else ("", "-")
    parts = []
    for place, count in enumerate(counts):
        if count:
            tall = f"{max(sqrt(count / most) * height, 2):.1f}".removesuffix(".0")
            parts.append(f"M{place} {EVENT_HEIGHT}v{sign}{tall}h.8v{back}{tall}z")
    return "".join(parts)


def _percent(days: float, whole: int) -> str:
    return f"{100 * days / whole:.2f}%"


def _chosen(chosen: tuple[date | None, date | None], first: date, whole: int) -> tuple[str, str]:
    start = max((chosen[0] - first).days, 0) if chosen[0] else 0
    end = min((chosen[1] - first).days + 1, whole) if chosen[1] else whole
    return _percent(min(start, whole), whole), _percent(max(end - start, 0), whole)


def _ticks(first: date, last: date) -> Iterable[Tick]:
    whole = (last - first).days + 1
    for place, (start, end, label) in enumerate(_periods(first, last, whole)):
        near_the_end = (start - first).days > NEAR_THE_END * whole
        kind = " ".join(filter(None, ("minor" if place % 2 else "", "end" if near_the_end else "")))
        yield Tick(_percent((start - first).days, whole), label, start, end, kind)


def _periods(first: date, last: date, whole: int) -> Iterable[tuple[date, date, str]]:
    if whole <= 75:
        step = 7 if whole > 16 else 2
        start = first + timedelta(days=-first.weekday() % 7 if step == 7 else 0)
        while start <= last:
            end = _shift(start, step - 1)
            yield start, end, f"{start.day} {MONTHS[start.month - 1][:3]}"
            if end >= last:
                return
            start = end + timedelta(days=1)
        return
    months = next((step for step, bound in ((1, 400), (3, 1200), (12, 5500)) if whole <= bound), 0)
    if not months:
        years = next((step for step in (5, 10, 50, 100) if whole <= step * 366 * 15), 500)
        months = years * 12
    yield from _month_periods(first, last, months)


def _month_periods(first: date, last: date, months: int) -> Iterable[tuple[date, date, str]]:
    place = first.year * 12 + first.month - 1
    place += -place % months
    if date(max(place // 12, 1), place % 12 + 1, 1) < first:
        place += months
    while place // 12 <= min(last.year, 9999):
        start = date(place // 12, place % 12 + 1, 1)
        if start > last:
            return
        place += months
        after = date(place // 12, place % 12 + 1, 1) if place // 12 <= 9999 else date.max
        named = months >= 12 or start.month == 1
        yield start, _shift(after, -1), str(start.year) if named else MONTHS[start.month - 1][:3]


def _says(known: Sequence[Count], events: int, sources: int, first: date, last: date) -> str:
    busiest = max((c for c in known if first <= c.day <= last), key=lambda c: (c.events, c.articles), default=None)
    words = f"{events:,} events on their days, from {long_day(first)} to {long_day(last)}"
    if busiest is not None and busiest.events:
        words += f"; the busiest is {long_day(busiest.day)} with {busiest.events:,}"
    return f"{words}. Articles telling of these days: {sources:,}."
