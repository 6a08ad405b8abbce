"""Events of the page from the JSON the store keeps ready, without evidence: that is fetched when one is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson

from service.timeline.model import Actor, Claim, Disagreement, Event, EventDate, Place, Sources


def event_of(body: bytes) -> Event:
    """The event a kept JSON body tells of, its evidence left out.

    >>> event_of(b'{"id": "e", "title": "Talks", "date": {"latest": "2017-08-06"}, "status": "occurred"}').date.latest
    datetime.date(2017, 8, 6)
    """
    shape: Mapping[str, Any] = orjson.loads(body)
    when = shape.get("date") or {}
    sources = shape.get("sources") or {}
    return Event(
        id=shape["id"],
        title=shape.get("title") or "",
        summary=shape.get("summary") or "",
        date=EventDate(
            value=when.get("value"),
            edtf=when.get("edtf"),
            earliest=_day(when.get("earliest")),
            latest=_day(when.get("latest")),
            time=when.get("time"),
            granularity=when.get("granularity"),
            relation=when.get("relation") or "on",
            display=when.get("display") or "undated",
        ),
        status=shape.get("status") or "occurred",
        kind=shape.get("kind"),
        actors=tuple(
            Actor(a["id"], a["name"], a["type"], a.get("country"), a.get("role")) for a in shape.get("actors", ())
        ),
        places=tuple(Place(p["name"], p.get("country")) for p in shape.get("places", ())),
        sources=Sources(sources.get("articles", 0), sources.get("publishers", 0), sources.get("copies", 0)),
        weight=shape.get("weight", 0),
        disagreements=tuple(
            Disagreement(d["about"], tuple(Claim(c["value"], tuple(c["articles"])) for c in d["claims"]))
            for d in shape.get("disagreements", ())
        ),
        evidence=(),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
