"""The JSON shapes of expressions, mentions, events and pages: one place for web, command line and store."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

import orjson

from service.formats.listing import Listing, cut, moved
from service.temporal.model import Expression

if TYPE_CHECKING:
    from service.timeline.model import Actor, Disagreement, Event, EventDate, Mention, Place, Trigger

DEFAULT_EVIDENCE = 3

Json = dict[str, Any]


def dumps(value: object) -> bytes:
    """Any JSON value, dates and moments included, to UTF-8 bytes without spaces.

    >>> dumps({"day": "2017-08-06", "é": 1})
    b'{"day":"2017-08-06","\\xc3\\xa9":1}'
    """
    return orjson.dumps(value)


def moment(when: datetime, zone: tzinfo | None = None) -> str:
    """A moment in ISO 8601 in `zone`, else with its own offset; `Z` for UTC; microseconds only when there are any.

    >>> from datetime import timedelta, timezone
    >>> moment(datetime(2017, 8, 6, 20, 50, tzinfo=timezone(timedelta(hours=1))))
    '2017-08-06T20:50:00+01:00'
    """
    when = moved(when, zone)
    text = when.isoformat()
    return text[:-6] + "Z" if when.tzinfo is UTC or text.endswith("+00:00") else text


def expression_dict(expression: Expression) -> Json:
    """An expression with the keys it has everywhere, and those of quant, freq, beginPoint, endPoint, time that apply.

    >>> expression_dict(Expression(3, 9, "Sunday", "DATE", "2017-08-06"))["text"]
    'Sunday'
    """
    shape: Json = {
        "start": expression.start,
        "end": expression.end,
        "text": expression.text,
        "type": expression.type,
        "value": expression.value,
        "mod": expression.mod,
        "earliest": expression.earliest.isoformat() if expression.earliest else None,
        "latest": expression.latest.isoformat() if expression.latest else None,
        "granularity": expression.granularity,
        "relation": expression.relation,
        "edtf": expression.edtf,
        "rule": expression.rule,
        "anchor": expression.anchor,
        "why": expression.why,
    }
    extras = (
        ("quant", expression.quant),
        ("freq", expression.freq),
        ("beginPoint", expression.begin_point),
        ("endPoint", expression.end_point),
        ("time", expression.time),
    )
    shape.update((name, value) for name, value in extras if value is not None)
    return shape


def date_dict(when: EventDate) -> Json:
    """When a happening was: `earliest` and `latest` are ISO days or null for an open end."""
    return {
        "value": when.value,
        "edtf": when.edtf,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "time": when.time,
        "granularity": when.granularity,
        "relation": when.relation,
        "display": when.display,
    }


def actor_dict(actor: Actor) -> Json:
    """Who takes part, without the list of spellings."""
    return {"id": actor.id, "name": actor.name, "type": actor.type, "country": actor.country, "role": actor.role}


def place_dict(place: Place) -> Json:
    """Where it happens."""
    return {"name": place.name, "country": place.country}


def trigger_dict(trigger: Trigger | None) -> Json | None:
    """The word that names the happening; offsets count in the same text as its mention's."""
    return None if trigger is None else {"start": trigger.start, "end": trigger.end, "text": trigger.text}


def mention_dict(mention: Mention) -> Json:
    """One place where an article tells of a happening, as `POST /extract` and `dateline extract` give it."""
    return {
        "article": mention.article,
        "in": mention.where,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "trigger": trigger_dict(mention.trigger),
        "status": mention.status,
        "kind": mention.kind,
        "actors": [actor_dict(actor) for actor in mention.actors],
        "places": [place_dict(place) for place in mention.places],
        "date": date_dict(mention.date),
        "expression": expression_dict(mention.expression) if mention.expression else None,
    }


def evidence_dict(mention: Mention, chars: int | None = None, zone: tzinfo | None = None) -> Json:
    """A mention as a row of an event's evidence; `chars` bounds the quoted text, an ellipsis says that it was cut.

    `end` keeps telling where the whole quotation ends in the article.
    """
    return {
        "article": mention.article,
        "in": mention.where,
        "publisher": mention.publisher,
        "published": moment(mention.published, zone),
        "start": mention.start,
        "end": mention.end,
        "text": cut(mention.text, chars),
        "trigger": trigger_dict(mention.trigger),
        "status": mention.status,
        "kind": mention.kind,
        "expression": expression_dict(mention.expression) if mention.expression else None,
    }


def disagreement_dict(disagreement: Disagreement) -> Json:
    """What sources differ about, and which articles say what."""
    return {
        "about": disagreement.about,
        "claims": [{"value": claim.value, "articles": list(claim.articles)} for claim in disagreement.claims],
    }


def event_dict(
    event: Event,
    updated: datetime | None = None,
    evidence: int | None = DEFAULT_EVIDENCE,
    chars: int | None = None,
    zone: tzinfo | None = None,
) -> Json:
    """An event in the shape of the HTTP contract.

    `updated` is the moment of its last change; `evidence` how many rows to show (None: all of them, 0: none);
    `chars` bounds each quoted text and the summary; `zone` is where moments are told, days never move.
    """
    rows = event.evidence if evidence is None else event.evidence[:evidence]
    sources = event.sources
    return {
        "id": event.id,
        "title": event.title,
        "summary": cut(event.summary, chars),
        "updated": moment(updated, zone) if updated else None,
        "date": date_dict(event.date),
        "status": event.status,
        "kind": event.kind,
        "actors": [actor_dict(actor) for actor in event.actors],
        "places": [place_dict(place) for place in event.places],
        "sources": {"articles": sources.articles, "publishers": sources.publishers, "copies": sources.copies},
        "weight": event.weight,
        "disagreements": [disagreement_dict(one) for one in event.disagreements],
        "evidence": [evidence_dict(row, chars, zone) for row in rows],
    }


def event_bytes(
    event: Event,
    updated: datetime | None = None,
    evidence: int | None = DEFAULT_EVIDENCE,
    chars: int | None = None,
    zone: tzinfo | None = None,
) -> bytes:
    """`event_dict` as UTF-8 bytes, ready to be joined into a page."""
    return dumps(event_dict(event, updated, evidence, chars, zone))


def adjusted(
    ready: bytes,
    evidence: int = DEFAULT_EVIDENCE,
    fields: Collection[str] = (),
    chars: int | None = None,
    zone: tzinfo | None = None,
) -> bytes:
    """An event already rendered, with fewer rows of evidence, only some of its keys, shorter quotations, other clocks.

    >>> adjusted(b'{"id":"a","summary":"They met","updated":null,"evidence":[]}', fields=["id"])
    b'{"id":"a"}'
    """
    shape: Json = orjson.loads(ready)
    shape["summary"] = cut(shape["summary"], chars)
    rows = shape["evidence"] = shape["evidence"][:evidence]
    for row in rows:
        row["text"] = cut(row["text"], chars)
        if zone is not None:
            row["published"] = moment(datetime.fromisoformat(row["published"]), zone)
    if zone is not None and shape["updated"]:
        shape["updated"] = moment(datetime.fromisoformat(shape["updated"]), zone)
    return dumps({name: value for name, value in shape.items() if name in fields} if fields else shape)


def page_bytes(events: Sequence[bytes], next_url: str | None = None, more: Mapping[str, object] | None = None) -> bytes:
    """A page of events already rendered, whatever `more` says (a count, the days words were taken to mean), and `next`.

    >>> page_bytes([b'{"id":"a"}', b'{"id":"b"}'], None, {"count": 2})
    b'{"events":[{"id":"a"},{"id":"b"}],"count":2,"next":null}'
    """
    tail = dumps({**(more or {}), "next": next_url})
    pieces = [b","] * (2 * len(events) - 1) if events else []
    pieces[::2] = events
    return b"".join((b'{"events":[', *pieces, b"],", tail[1:]))


def render(listing: Listing) -> Iterator[bytes]:
    """The page as one JSON object."""
    yield page_bytes(list(listing.bodies), listing.next_url, listing.more)
