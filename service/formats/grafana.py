"""Annotations for Grafana's Infinity data source: `time`, `timeEnd`, `title`, `text`, `tags`.

Moments are milliseconds since 1970: midnight at the start of the first day to the last millisecond of the last, in the
question's time zone (UTC when none is asked for). A deadline stands on its last day. An event with an open end is
shown on the day that is known and tagged `open`; one without days is left out. Tags are one text parted by commas,
which is how Grafana reads a column of tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from service.formats.json import Json, dumps
from service.formats.listing import Listing, Row, cut, one_line
from service.formats.people import due_relation, precision, sources_word
from service.timeline.model import Event, EventDate

DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def days(when: EventDate) -> tuple[date, date] | None:
    """The first and the last day to be marked, or None where no day is known."""
    first, last = when.earliest, when.latest
    if last is not None and (first is None or due_relation(when)):
        return last, last
    if first is None:
        return None
    return first, last or first


def milliseconds(day: date, zone: tzinfo) -> int:
    """Midnight at the start of a day, in milliseconds since 1970.

    >>> milliseconds(date(1970, 1, 2), UTC)
    86400000
    """
    midnight = datetime.combine(day, time(), UTC)
    offset = midnight.replace(tzinfo=zone).utcoffset() or timedelta()
    return (midnight - EPOCH - offset) // timedelta(milliseconds=1)


def tags(event: Event) -> str:
    """Status, kind, precision and actors, parted by commas; a comma inside a name becomes a blank."""
    mark = precision(event.date).mark
    known = [event.status, event.kind, mark, *(actor.name for actor in event.actors)]
    if event.date.earliest is None or event.date.latest is None:
        known.append("open")
    return ",".join(one_line(name.replace(",", " ")) for name in dict.fromkeys(filter(None, known)))


def annotation(row: Row, listing: Listing) -> Json | None:
    """One event as an annotation, or None where it has no day."""
    event = row.event
    span = days(event.date)
    if span is None:
        return None
    zone = listing.zone or UTC
    text = f"{event.date.display}: {cut(one_line(event.summary), listing.chars)} ({sources_word(event)})"
    return {
        "id": event.id,
        "time": milliseconds(span[0], zone),
        "timeEnd": milliseconds(span[1], zone) + DAY // timedelta(milliseconds=1) - 1,
        "title": one_line(event.title),
        "text": text,
        "tags": tags(event),
        "url": listing.page_url(event.id),
    }


def render(listing: Listing) -> Iterator[bytes]:
    """An array of annotations; the next page is in the reply's Link header."""
    yield dumps([made for row in listing.rows if (made := annotation(row, listing))])
