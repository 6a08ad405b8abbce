"""Items of vis-timeline: `new vis.DataSet(await (await fetch(url)).json())` takes them as they come.

A happening of one day is a box on it, anything vaguer a range over its days (`end` is the day after the last, as
vis-timeline counts). An open end is never closed: such an item is a point at the day that is known, and its title and
class say what it is. Without any day there is no place to put it, so it is left out. Texts are escaped: vis-timeline
shows `content` and `title` as HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from markupsafe import escape

from service.formats.json import Json, dumps
from service.formats.listing import Listing, Row, cut, one_line
from service.formats.people import due_relation, kind_word, precision, status_word
from service.timeline.model import Event


def place(event: Event) -> Json | None:
    """`type`, `start` and where there is one `end`; None for what has no day.

    >>> from service.timeline.model import EventDate, Sources
    >>> week = EventDate("2017-W31", None, date(2017, 7, 31), date(2017, 8, 6), None, "week")
    >>> place(Event("e", "t", "s", week, "occurred", None, (), (), Sources(1, 1, 0), 1, (), ()))
    {'type': 'range', 'start': '2017-07-31', 'end': '2017-08-07'}
    """
    first, last = event.date.earliest, event.date.latest
    if last is not None and (first is None or due_relation(event.date)):
        return {"type": "point", "start": last.isoformat()}
    if first is None:
        return None
    if last is None:
        return {"type": "point", "start": first.isoformat()}
    if first == last:
        return {"type": "box", "start": first.isoformat()}
    after = last if last == date.max else last + timedelta(days=1)
    return {"type": "range", "start": first.isoformat(), "end": after.isoformat()}


def item(row: Row, listing: Listing) -> Json | None:
    """One event as an item, or None where vis-timeline could not place it."""
    event = row.event
    placed = place(event)
    if placed is None:
        return None
    mark = precision(event.date).mark
    said = [event.date.display, status_word(event.status), kind_word(event.kind), cut(event.summary, listing.chars)]
    return {
        "id": event.id,
        "content": str(escape(one_line(event.title))),
        "title": str(escape(one_line(" · ".join(filter(None, said))))),
        **placed,
        "group": event.kind or "other",
        "className": f"dateline dateline-{event.status} dateline-{mark}",
        "url": listing.page_url(event.id),
    }


def render(listing: Listing) -> Iterator[bytes]:
    """An array of items; the next page is in the reply's Link header."""
    yield dumps([made for row in listing.rows if (made := item(row, listing))])
