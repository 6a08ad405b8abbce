"""A feed of events for readers of feeds: `updated` is the moment an event last changed, true for each entry."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

from feedgen.feed import FeedGenerator

from service.formats.listing import Listing, Row, cut, one_line, xml_safe

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "dateline:event")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def entry_id(event_id: str) -> str:
    """A permanent, world-wide id for an entry, the same wherever the service stands.

    >>> entry_id("e1") == entry_id("e1")
    True
    """
    return uuid.uuid5(NAMESPACE, event_id).urn


def clean(text: str) -> str:
    """Text fit for an XML element on one line."""
    return xml_safe(one_line(text))


def render(listing: Listing) -> Iterator[bytes]:
    """An Atom feed with an entry for each event, in the timeline's order."""
    rows = list(listing.rows)
    feed = FeedGenerator()
    feed.id(uuid.uuid5(NAMESPACE, "feed:" + listing.self_url).urn)
    feed.title(clean(listing.title))
    feed.author({"name": "Dateline"})
    feed.generator("Dateline")
    feed.link(href=listing.self_url, rel="self", type="application/atom+xml")
    if listing.next_url:
        feed.link(href=listing.next_url, rel="next", type="application/atom+xml")
    changes = [row.updated for row in rows if row.updated]
    feed.updated(listing.moved(listing.modified or max(changes, default=NEVER)))
    for row in rows:
        _add_entry(feed, row, listing)
    yield feed.atom_str()


def _add_entry(feed: FeedGenerator, row: Row, listing: Listing) -> None:
    event = row.event
    entry = feed.add_entry(order="append")
    entry.id(entry_id(event.id))
    entry.title(clean(f"{event.date.display}: {event.title}"))
    entry.updated(listing.moved(row.updated or listing.modified or NEVER))
    if event.evidence:
        entry.published(listing.moved(min(mention.published for mention in event.evidence)))
        for publisher in sorted({mention.publisher for mention in event.evidence if mention.publisher}):
            entry.author({"name": clean(publisher) or "unnamed"})
    entry.summary(cut(clean(event.summary), listing.chars))
    entry.link(href=listing.page_url(event.id), rel="alternate", type="text/html")
    for term in filter(None, (event.kind, event.status)):
        entry.category(term=term)
