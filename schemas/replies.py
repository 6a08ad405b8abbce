"""What goes out: the shape of every JSON reply."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from schemas.words import ACTOR_TYPES, EXPRESSION_TYPES, GRANULARITIES, KINDS, OUTCOMES, RELATIONS, STATUSES


def said(text: str, **more: Any) -> dict[str, Any]:
    """Metadata of a field: what it means."""
    return {"description": text, **more}


COUNTED_FROM = said("What relative dates were counted from.", format="date-time")


class Expression(Schema):
    """A stretch of text that names a time. Offsets count code points of the text as taken in."""

    start = fields.Integer(required=True)
    end = fields.Integer(required=True)
    text = fields.String(required=True)
    type = fields.String(required=True, validate=validate.OneOf(EXPRESSION_TYPES))
    value = fields.String(required=True, metadata=said("TIMEX3 value."))
    mod = fields.String(required=True, allow_none=True)
    earliest = fields.Date(required=True, allow_none=True)
    latest = fields.Date(required=True, allow_none=True)
    granularity = fields.String(required=True, allow_none=True, validate=validate.OneOf(GRANULARITIES))
    relation = fields.String(required=True, validate=validate.OneOf(RELATIONS))
    edtf = fields.String(required=True, allow_none=True)
    rule = fields.String(required=True)
    anchor = fields.String(required=True, allow_none=True, metadata=said("The date it was counted from."))
    why = fields.String(required=True, metadata=said("The grounds of this reading, in words."))
    quant = fields.String()
    freq = fields.String()
    begin_point = fields.String(data_key="beginPoint")
    end_point = fields.String(data_key="endPoint")
    time = fields.String(metadata=said("Time of day in the article's own offset."))


class Trigger(Schema):
    """The word that names the happening."""

    start = fields.Integer(required=True)
    end = fields.Integer(required=True)
    text = fields.String(required=True)


class Date(Schema):
    """When a happening was, is or will be; null for an open end, and for the days of a time before Christ."""

    value = fields.String(
        required=True,
        allow_none=True,
        metadata=said("TIMEX3 value; of a stretch told by its two ends both of them, with a slash between."),
    )
    edtf = fields.String(required=True, allow_none=True)
    earliest = fields.Date(required=True, allow_none=True)
    latest = fields.Date(required=True, allow_none=True)
    time = fields.String(required=True, allow_none=True)
    granularity = fields.String(required=True, allow_none=True, validate=validate.OneOf(GRANULARITIES))
    relation = fields.String(required=True, validate=validate.OneOf(RELATIONS))
    display = fields.String(required=True)


class Actor(Schema):
    """Who takes part."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    type = fields.String(required=True, validate=validate.OneOf(ACTOR_TYPES))
    country = fields.String(required=True, allow_none=True, metadata=said("ISO 3166-1 alpha-3."))
    role = fields.String(required=True, allow_none=True, validate=validate.OneOf(("source", "target")))


class Place(Schema):
    """Where it happens."""

    name = fields.String(required=True)
    country = fields.String(required=True, allow_none=True)


class _Told(Schema):
    article = fields.String(required=True)
    in_ = fields.String(required=True, data_key="in", validate=validate.OneOf(("text", "title")))
    start = fields.Integer(required=True)
    end = fields.Integer(required=True)
    text = fields.String(required=True)
    trigger = fields.Nested(Trigger, required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    kind = fields.String(required=True, allow_none=True, validate=validate.OneOf(KINDS))
    expression = fields.Nested(Expression, required=True, allow_none=True)


class Evidence(_Told):
    """One place where an article tells of the event."""

    publisher = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, metadata=said("ISO 8601 with offset.", format="date-time"))


class Mention(_Told):
    """One place where an article tells of a happening, with its own actors and date."""

    actors = fields.List(fields.Nested(Actor), required=True)
    places = fields.List(fields.Nested(Place), required=True)
    date = fields.Nested(Date, required=True)


class Sources(Schema):
    """How many tell of it."""

    articles = fields.Integer(required=True)
    publishers = fields.Integer(required=True)
    copies = fields.Integer(required=True)


class Claim(Schema):
    """One side of a disagreement."""

    value = fields.String(required=True)
    articles = fields.List(fields.String(), required=True)


class Disagreement(Schema):
    """What sources differ about."""

    about = fields.String(required=True)
    claims = fields.List(fields.Nested(Claim), required=True)


class Event(Schema):
    """One happening, made of every mention of it."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True, metadata=said("The sentence that tells it best."))
    updated = fields.String(required=True, metadata=said("Moment of its last change.", format="date-time"))
    date = fields.Nested(Date, required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    kind = fields.String(required=True, allow_none=True, validate=validate.OneOf(KINDS))
    actors = fields.List(fields.Nested(Actor), required=True)
    places = fields.List(fields.Nested(Place), required=True)
    sources = fields.Nested(Sources, required=True)
    weight = fields.Integer(required=True)
    disagreements = fields.List(fields.Nested(Disagreement), required=True)
    evidence = fields.List(fields.Nested(Evidence), required=True)
    explanation = fields.Dict(metadata=said("Why it is made of this evidence; with `explain=true` only."))


class Understood(Schema):
    """The question as it was taken: every parameter given, with words turned to days."""


class Page(Schema):
    """What pages share."""

    next = fields.String(required=True, allow_none=True, metadata=said("URL of the next page, or null."))


class Timeline(Page):
    """A page of events in order. With `fields` each event has only these keys."""

    events = fields.List(fields.Nested(lambda: Event(partial=True)), required=True)
    question = fields.Dict(keys=fields.String(), required=True, metadata=said(Understood.__doc__ or ""))
    count = fields.Integer(metadata=said("How many there are in all; with `count=true`."))


class Lead(Schema):
    """The event that leads a day."""

    id = fields.String(required=True)
    title = fields.String(required=True)


class Day(Schema):
    """A day and what happened on it."""

    date = fields.Date(required=True)
    events = fields.Integer(required=True)
    articles = fields.Integer(required=True)
    lead = fields.Nested(Lead, required=True, allow_none=True)


class Days(Schema):
    """Days by date."""

    days = fields.List(fields.Nested(Day), required=True)
    question = fields.Dict(keys=fields.String(), required=True, metadata=said(Understood.__doc__ or ""))


class Article(Schema):
    """An article as it was taken in."""

    id = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    publisher = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, metadata=said("ISO 8601 with offset.", format="date-time"))
    url = fields.String(required=True, allow_none=True)
    language = fields.String(required=True)
    collections = fields.List(fields.String(), required=True)
    taken = fields.String(required=True, metadata=said("When it was taken in.", format="date-time"))
    characters = fields.Integer(required=True)


class ArticleText(Article):
    """An article with its text."""

    text = fields.String(required=True)


class Articles(Page):
    """A page of articles, without their texts."""

    articles = fields.List(fields.Nested(Article), required=True)


class Fault(Schema):
    """One thing that is wrong."""

    field = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class Problem(Schema):
    """RFC 9457 problem details."""

    type = fields.String(required=True, metadata=said("A page that explains this kind of problem."))
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String(metadata=said("The path asked for."))
    request_id = fields.String(required=True)
    errors = fields.List(fields.Nested(Fault), required=True)


class Outcome(Schema):
    """What became of one article. Committed when it is told."""

    line = fields.Integer(metadata=said("Number of its line, from 1; NDJSON only."))
    id = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    notes = fields.List(fields.String(), required=True, metadata=said("What was assumed, for example noon."))
    mentions = fields.Integer(metadata=said("How many happenings it tells of."))
    errors = fields.List(fields.Nested(Fault))


class Expressions(Schema):
    """What was read in a text and in its title."""

    id = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, metadata=COUNTED_FROM)
    expressions = fields.List(fields.Nested(Expression), required=True)
    title_expressions = fields.List(fields.Nested(Expression))
    notes = fields.List(fields.String(), metadata=said("What was assumed."))


class Mentions(Schema):
    """The happenings told in a text."""

    id = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, metadata=COUNTED_FROM)
    mentions = fields.List(fields.Nested(Mention), required=True)
    notes = fields.List(fields.String(), metadata=said("What was assumed."))


class ActorCount(Schema):
    """An actor of a collection, and in how many events it takes part."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    type = fields.String(required=True, validate=validate.OneOf(ACTOR_TYPES))
    country = fields.String(required=True, allow_none=True)
    events = fields.Integer(required=True)


class Actors(Page):
    """A page of actors, those in most events first."""

    actors = fields.List(fields.Nested(ActorCount), required=True)


class Collection(Schema):
    """A named set of articles."""

    name = fields.String(required=True)
    version = fields.Integer(required=True, metadata=said("Grows with every change."))
    changed = fields.String(required=True, allow_none=True, metadata=said("Moment of the last change."))
    articles = fields.Integer(required=True)
    events = fields.Integer(required=True)


class Collections(Schema):
    """Every collection."""

    collections = fields.List(fields.Nested(Collection), required=True)


class Health(Schema):
    """The process answers."""

    status = fields.String(required=True, validate=validate.OneOf(("ok",)))
    version = fields.String(required=True)


class Ready(Schema):
    """Whether it can serve; `missing` says what it cannot do without."""

    status = fields.String(required=True, validate=validate.OneOf(("ready", "not ready")))
    missing = fields.List(fields.String(), required=True)
