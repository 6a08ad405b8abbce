"""schema.org Events as JSON-LD, for search engines and knowledge graphs.

schema.org cannot say that something is alleged, denied or did not happen, so what is denied or negated is left out and
what is alleged says so in words. It cannot say "some day of this week" either: `startDate` and `endDate` are given only
as far as they are known (a month is `2017-08`), and a vaguer date stands in words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.formats.json import Json, dumps, moment
from service.formats.listing import Listing, Row, cut, one_line
from service.timeline.model import Actor, Event, EventDate

LEFT_OUT = frozenset({"denied", "negated"})
STATUS = {"planned": "https://schema.org/EventScheduled", "cancelled": "https://schema.org/EventCancelled"}
TYPES = {"person": "Person", "organisation": "Organization", "country": "Country", "place": "Place", "thing": "Thing"}
BOUNDS = {"on": "startDate", "since": "startDate", "by": "endDate", "until": "endDate"}
WHOLE_VALUE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def dates(when: EventDate) -> Json:
    """`startDate` and `endDate` as far as they are known.

    >>> dates(EventDate("2017-08", relation="on")), dates(EventDate("2017-W31", relation="on"))
    ({'startDate': '2017-08'}, {})
    """
    known = when.value if when.value and WHOLE_VALUE.fullmatch(when.value) else None
    bound = BOUNDS.get(when.relation)
    if known and bound:
        return {bound: known}
    return {}


def about(actor: Actor) -> Json:
    """Who takes part."""
    return {"@type": TYPES.get(actor.type, "Thing"), "name": one_line(actor.name)}


def item(row: Row, listing: Listing) -> Json | None:
    """One event, or None where schema.org would say that something happened which did not."""
    event = row.event
    if event.status in LEFT_OUT:
        return None
    words = [event.date.display, "alleged" if event.status == "alleged" else "", cut(event.summary, listing.chars)]
    shape: Json = {
        "@type": "Event",
        "@id": listing.event_url(event.id),
        "identifier": event.id,
        "name": one_line(event.title),
        "description": one_line(". ".join(filter(None, words))),
        "url": listing.page_url(event.id),
        **dates(event.date),
    }
    if event.status in STATUS:
        shape["eventStatus"] = STATUS[event.status]
    if event.actors:
        shape["about"] = [about(actor) for actor in event.actors]
    if event.places:
        shape["location"] = [{"@type": "Place", "name": one_line(place.name)} for place in event.places]
    sources = _sources(event, listing)
    if sources:
        shape["subjectOf"] = sources
    return shape


def _sources(event: Event, listing: Listing) -> list[Json]:
    rows = event.evidence if listing.evidence is None else event.evidence[: listing.evidence]
    made = {}
    for row in rows:
        shape: Json = {
            "@type": "NewsArticle",
            "identifier": row.article,
            "url": listing.article_page_url(row.article),
            "datePublished": moment(row.published, listing.zone),
        }
        if row.publisher:
            shape["publisher"] = {"@type": "Organization", "name": one_line(row.publisher)}
        made[row.article] = shape
    return list(made.values())


def render(listing: Listing) -> Iterator[bytes]:
    """A graph of events in the timeline's order."""
    graph = [made for row in listing.rows if (made := item(row, listing))]
    yield dumps({"@context": "https://schema.org", "@graph": graph})
