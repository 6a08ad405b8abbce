"""Examples of every body in the contract. They are made by the code that answers, of one invented article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson

from service.article import Article
from service.formats import FORMATS, timeml
from service.formats.json import dumps, event_dict, expression_dict, mention_dict, moment
from service.formats.listing import Listing
from service.temporal.model import Expression
from service.timeline.model import Actor, Event, EventDate, Mention, Place, Sources, Trigger

_TEXT = "On Sunday the foreign ministers of Norland and Sudria met in Manila. A reply is due by September 1."
_PUBLISHED = datetime(2017, 8, 7, 9, 30, tzinfo=UTC)
_TAKEN = datetime(2017, 8, 7, 10, 0, tzinfo=UTC)
_ARTICLE = Article(
    "courier-17", _TEXT, _PUBLISHED, "Ministers meet in Manila", "The Courier", "https://courier.example/talks"
)
_SUNDAY = Expression(
    3, 9, "Sunday", "DATE", "2017-08-06", earliest=date(2017, 8, 6), latest=date(2017, 8, 6), granularity="day",
    edtf="2017-08-06", rule="weekday", anchor="2017-08-07", grounds=("past verb", "published Monday 2017-08-07"),
)  # fmt: skip
_DEADLINE = Expression(
    87, 98, "September 1", "DATE", "2017-09-01", earliest=date(2017, 8, 7), latest=date(2017, 9, 1), granularity="day",
    relation="by", edtf="2017-09-01", rule="month-day", anchor="2017-08-07", grounds=("next after publication",),
)  # fmt: skip
_WHEN = EventDate("2017-08-06", "2017-08-06", date(2017, 8, 6), date(2017, 8, 6), None, "day", "on", "6 August 2017")
_ACTORS = (Actor("norland", "Norland", "country", None, "source"), Actor("sudria", "Sudria", "country", None, "target"))
_MENTION = Mention(
    "courier-17", _PUBLISHED, "The Courier", "text", 0, 68, _TEXT[:68], Trigger(54, 57, "met", "meet"), "consult",
    "occurred", _ACTORS, (Place("Manila", "PHL"),), _SUNDAY, _WHEN,
)  # fmt: skip
_EVENT = Event(
    "e-4f1c2a9b", "Norland and Sudria meet in Manila", _TEXT[:68], _WHEN, "occurred", "consult", _ACTORS,
    (Place("Manila", "PHL"),), Sources(1, 1, 0), 12, (), (_MENTION,),
)  # fmt: skip


@dataclass(frozen=True)
class _Row:
    event: Event
    updated: datetime | None


def _lines(*values: object) -> str:
    return "".join(dumps(value).decode() + "\n" for value in values)


def _timelines() -> dict[str, Any]:
    listing = Listing(
        rows=(_Row(_EVENT, _TAKEN),), bodies=(dumps(EVENT),), title="Timeline of default", more={"question": {}}
    )
    made: dict[str, Any] = {}
    for name, form in FORMATS.items():
        body = b"".join(form.render(listing)).decode()
        made[name] = orjson.loads(body) if form.media_type.endswith("json") and name != "ndjson" else body
    return made


def _actor(actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "type": actor.type, "country": actor.country, "events": 1}


EVENT = event_dict(_EVENT, _TAKEN)
TIMELINES = _timelines()
DAYS = {
    "days": [{"date": "2017-08-06", "events": 1, "articles": 1, "lead": {"id": _EVENT.id, "title": _EVENT.title}}],
    "question": {"from": "2017-08-01", "to": "2017-08-31"},
}
ARTICLE = {
    "id": _ARTICLE.id, "published": moment(_PUBLISHED), "title": _ARTICLE.title, "publisher": _ARTICLE.publisher,
    "url": _ARTICLE.url, "text": _TEXT,
}  # fmt: skip
ARTICLE_LINES = _lines(ARTICLE, {"published": "2017-08-08", "text": "The talks go on, Norland said on Tuesday."})
OUTCOME = {"id": _ARTICLE.id, "outcome": "added", "notes": [], "mentions": 2}
OUTCOME_LINES = _lines({"line": 1, **OUTCOME})
_SHOWN = {
    "id": _ARTICLE.id, "title": _ARTICLE.title, "publisher": _ARTICLE.publisher, "published": moment(_PUBLISHED),
    "url": _ARTICLE.url, "language": "en", "collections": ["default"], "taken": moment(_TAKEN),
    "characters": len(_TEXT),
}  # fmt: skip
ARTICLES = {"articles": [_SHOWN], "next": None}
ARTICLE_TEXT = {**_SHOWN, "text": _TEXT}
_FOUND = [expression_dict(_SUNDAY), expression_dict(_DEADLINE)]
EXPRESSIONS = {
    "id": _ARTICLE.id, "published": moment(_PUBLISHED), "expressions": _FOUND, "title_expressions": [],
}  # fmt: skip
TIMEML = timeml.render(_ARTICLE, (_SUNDAY, _DEADLINE)).decode()
READ = {"published": moment(_PUBLISHED), "text": _TEXT}
READ_REPLY = {"id": None, "published": moment(_PUBLISHED), "expressions": _FOUND, "notes": []}
EXTRACT_REPLY = {
    "id": None, "published": moment(_PUBLISHED), "mentions": [mention_dict(_MENTION)], "notes": [],
}  # fmt: skip
ACTORS = {"actors": [_actor(actor) for actor in _ACTORS], "next": None}
COLLECTIONS = {
    "collections": [{"name": "default", "version": 1, "changed": moment(_TAKEN), "articles": 1, "events": 2}]
}
HEALTH = {"status": "ok", "version": "0.1.0"}
READY: dict[str, Any] = {"status": "ready", "missing": []}
NOT_READY = {"status": "not ready", "missing": ["the database does not answer"]}
