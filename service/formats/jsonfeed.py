"""A JSON Feed (version 1.1) of events for readers of feeds; what only a timeline knows stands under `_dateline`."""

from __future__ import annotations

from collections.abc import Iterator

from service.formats.json import Json, date_dict, dumps, moment
from service.formats.listing import Listing, Row, cut, one_line

VERSION = "https://jsonfeed.org/version/1.1"


def item(row: Row, listing: Listing) -> Json:
    """One event as an item: published when it was first told, modified when it last changed."""
    event = row.event
    publishers = sorted({one_line(m.publisher) for m in event.evidence if m.publisher})
    shape: Json = {
        "id": event.id,
        "url": listing.page_url(event.id),
        "title": one_line(f"{event.date.display}: {event.title}"),
        "content_text": cut(one_line(event.summary), listing.chars) or one_line(event.title),
        "tags": [tag for tag in (event.status, event.kind, *(actor.name for actor in event.actors)) if tag],
        "_dateline": {"date": date_dict(event.date), "status": event.status, "articles": event.sources.articles},
    }
    if publishers:
        shape["authors"] = [{"name": name} for name in publishers]
    if event.evidence:
        shape["date_published"] = moment(min(m.published for m in event.evidence), listing.zone)
    if row.updated:
        shape["date_modified"] = moment(row.updated, listing.zone)
    return shape


def render(listing: Listing) -> Iterator[bytes]:
    """The feed; `next_url` leads to the next page."""
    shape: Json = {
        "version": VERSION,
        "title": one_line(listing.title),
        "home_page_url": f"{listing.base_url}/",
        "feed_url": listing.self_url,
        "items": [item(row, listing) for row in listing.rows],
    }
    if listing.next_url:
        shape["next_url"] = listing.next_url
    yield dumps(shape)
