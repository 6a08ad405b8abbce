"""A calendar of all-day entries. A day's time of day stays words: the offset it was said in is not the reader's.

A deadline stands on its last day and says that it is one. What has an open end or no day at all is left out, and the
calendar says how many: iCalendar cannot write them without inventing a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from service.formats.listing import Listing, Row, cut, one_line
from service.timeline.model import Event

STATUS = {"cancelled": "CANCELLED", "planned": "TENTATIVE", "alleged": "TENTATIVE", "denied": "TENTATIVE"}
UNKNOWN_CHANGE = datetime(1970, 1, 1, tzinfo=UTC)


def span(event: Event) -> tuple[date, date] | None:
    """First and last day of an entry, both included; a deadline's is its last day; None where the end is open.

    >>> from service.timeline.model import EventDate, Sources
    >>> by = EventDate(earliest=date(2017, 8, 7), latest=date(2017, 9, 1), relation="by")
    >>> span(Event("e", "t", "s", by, "planned", None, (), (), Sources(1, 1, 0), 1, (), ()))
    (datetime.date(2017, 9, 1), datetime.date(2017, 9, 1))
    """
    first, last = event.date.earliest, event.date.latest
    if last and event.date.relation == "by":
        return last, last
    if first is None or last is None:
        return None
    return first, last


def summary(event: Event) -> str:
    """The entry's title, with what a calendar cannot show otherwise: that it is a deadline, or did not happen."""
    title = one_line(event.title)
    if event.date.relation == "by":
        title = f"Deadline: {title}"
    if event.status not in {"occurred", "ongoing", "planned"}:
        title = f"{title} ({event.status})"
    return title


def render(listing: Listing) -> Iterator[bytes]:
    """One iCalendar object with an entry for each event that has a first and a last day."""
    rows = [(row, span(row.event)) for row in listing.rows]
    left_out = sum(days is None for _, days in rows)
    calendar = Calendar()
    calendar.add("prodid", "-//Dateline//Timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(listing.title))
    if left_out:
        calendar.add("x-wr-caldesc", f"{left_out} events without a first and a last day are not in this calendar.")
    for row, days in rows:
        if days is not None:
            calendar.add_component(_entry(row, days, listing))
    yield calendar.to_ical()


def _entry(row: Row, days: tuple[date, date], listing: Listing) -> Entry:
    event = row.event
    changed = (row.updated or UNKNOWN_CHANGE).astimezone(UTC).replace(microsecond=0)
    entry = Entry()
    entry.add("uid", f"{event.id}@dateline")
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("dtstart", days[0])
    entry.add("dtend", _day_after(days[1]))
    entry.add("summary", summary(event))
    entry.add("description", _description(event, listing.chars))
    entry.add("status", STATUS.get(event.status, "CONFIRMED"))
    entry.add("transp", "TRANSPARENT")
    categories = [*(["deadline"] if event.date.relation == "by" else []), *([event.kind] if event.kind else [])]
    if categories:
        entry.add("categories", categories)
    if event.places:
        entry.add("location", one_line(", ".join(place.name for place in event.places)))
    entry.add("url", listing.page_url(event.id))
    if event.date.edtf:
        entry.add("x-dateline-edtf", event.date.edtf)
    return entry


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _description(event: Event, chars: int | None) -> str:
    quote = cut(one_line(event.summary), chars)
    clock = f", {event.date.time}" if event.date.time else ""
    count = event.sources.articles
    return f"{event.date.display}{clock}\n{quote}\n{count} article{'s' if count != 1 else ''}"
