"""What may come in as query parameters. Numbers are plain ASCII digits; anything else is refused."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from schemas.patterns import Whole
from schemas.words import (
    COUNTRY_PATTERN,
    DEFAULT_LIMIT,
    EVENT_FIELDS,
    FORMATS,
    GRANULARITIES,
    KINDS,
    MAX_LIMIT,
    MAX_WORDS,
    NAME_PATTERN,
    NAMES_MAY_BE,
    RELATIONS,
    STATUSES,
    WORDS_PATTERN,
)

_NAMES = "|".join(EVENT_FIELDS)


class PlainInteger(fields.Integer):
    """A whole number written in ASCII digits: no sign, no blanks, no underscores."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", str(value), re.ASCII):
            raise ValidationError("must be a whole number in plain digits")
        return int(value)


class Flag(fields.Boolean):
    """true or false, 1 or 0; nothing else."""

    truthy = {"true", "1"}  # noqa: RUF012 - marshmallow's own way
    falsy = {"false", "0"}  # noqa: RUF012


class EvidenceCount(fields.Field[Any]):
    """none, all, or a whole number."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int | None:
        if value in ("none", "all"):
            return 0 if value == "none" else None
        if re.fullmatch(r"[0-9]{1,5}", str(value), re.ASCII):
            return int(value)
        raise ValidationError("must be none, all or a whole number")


def name(description: str, **more: Any) -> fields.String:
    """A field for an id or a collection's name."""
    check = Whole(NAME_PATTERN, error=NAMES_MAY_BE)
    return fields.String(validate=check, metadata={"description": description}, **more)


def words(description: str, **more: Any) -> fields.String:
    """A field for a name or a phrase."""
    checks = [validate.Length(1, MAX_WORDS), Whole(WORDS_PATTERN)]
    return fields.String(validate=checks, metadata={"description": description, **more})


def one_of(known: tuple[str, ...], description: str, **more: Any) -> fields.String:
    """A field that takes one of some words."""
    return fields.String(validate=validate.OneOf(known), metadata={"description": description}, **more)


def repeated(field: fields.String) -> fields.List[Any]:
    """The same field, given more than once."""
    return fields.List(field, metadata=dict(field.metadata), validate=validate.Length(1, 20))


class Query(Schema):
    """A query that refuses what it does not know."""

    class Meta:
        unknown = RAISE


class Nothing(Query):
    """No parameters at all."""


def _limit() -> PlainInteger:
    return PlainInteger(
        load_default=DEFAULT_LIMIT, validate=validate.Range(1, MAX_LIMIT), metadata={"description": "Rows a page."}
    )


def _cursor() -> fields.String:
    return fields.String(
        load_default=None,
        validate=[validate.Length(1, 1000), Whole(r"^[A-Za-z0-9_.~=-]+$", error="not a cursor")],
        metadata={"description": "From the last page's `next`."},
    )


def _zone() -> fields.String:
    return fields.String(
        load_default=None,
        validate=validate.Length(1, 100),
        metadata={"description": "Time zone that moments are told in, such as Europe/Berlin. Days never move."},
    )


def _timeline_fields() -> dict[str, fields.Field[Any]]:
    iso = "A day in ISO (2017-08-06, 2017-W31, 2017-08), or words: last month, 3 days ago,"
    first, last = f"{iso} since May.", f"{iso} until May."
    return {
        "from": words(f"Events whose days touch this day or later. {first}", example="2017-08-01"),
        "to": words(f"Events whose days touch this day or earlier. {last}", example="2017-08-31"),
        "actor": repeated(words("Who takes part, by any of its names. Given again: all of them.")),
        "about": words("An actor by part of its name, or else a phrase of the evidence."),
        "kind": repeated(one_of(KINDS, "What happens. Given again: any of them.")),
        "status": repeated(one_of(STATUSES, "How it stands. Given again: any of them.")),
        "collection": name("The set of articles asked about. Default: `default`."),
        "publisher": repeated(words("Told by this publisher. Given again: any of them.")),
        "place": words("Where it happens."),
        "country": fields.String(
            validate=Whole(COUNTRY_PATTERN), metadata={"description": "Country of a place or an actor."}
        ),
        "article": name("Told by this article."),
        "q": words("Found literally, case aside, in title, names or evidence."),
        "relation": one_of(RELATIONS, "How it stands to its date."),
        "granularity": one_of(GRANULARITIES, "How exact its date is."),
        "min_sources": PlainInteger(
            validate=validate.Range(1, 1_000_000), metadata={"description": "Told by at least so many publishers."}
        ),
        "as_of": words(f"The timeline as known at the end of this day or at this moment. {last}"),
        "changed_since": words(f"Made or changed since. {first}"),
        "undated": Flag(metadata={"description": "Happenings without days as well."}),
        "top": PlainInteger(
            validate=validate.Range(1, 10_000), metadata={"description": "The N weightiest, in order."}
        ),
        "order": one_of(("asc", "desc"), "First days first, or last days first. Default: `asc`."),
        "tz": _zone(),
    }


def _page_fields() -> dict[str, fields.Field[Any]]:
    return {
        "limit": _limit(),
        "cursor": _cursor(),
        "count": Flag(metadata={"description": "Say how many there are in all."}),
        "evidence": EvidenceCount(
            metadata={"description": "Rows of evidence an event: `none`, a number, or `all`. Default: 3."}
        ),
        "fields": fields.String(
            validate=Whole(rf"^({_NAMES})(,({_NAMES}))*$"),
            metadata={
                "description": f"Only these keys of each event, parted by commas: {', '.join(EVENT_FIELDS)}.",
                "example": "id,title,date",
            }
        ),
    }


_FORM = "The form of the answer."
TimelineQuery = Query.from_dict(
    {**_timeline_fields(), **_page_fields(), "format": one_of(FORMATS, _FORM)}, name="TimelineQuery"
)
SuffixQuery = Query.from_dict({**_timeline_fields(), **_page_fields()}, name="SuffixQuery")
DaysQuery = Query.from_dict({**_timeline_fields(), "format": one_of(("json",), _FORM)}, name="DaysQuery")


class EventQuery(Query):
    """Parameters of GET /events/{id}."""

    evidence = EvidenceCount(
        load_default=None, metadata={"description": "Rows of evidence: `none`, a number, or `all`. Default: all."}
    )
    explain = Flag(load_default=False, metadata={"description": "Say why this evidence was taken to be one event."})
    tz = _zone()


class ArticlesQuery(Query):
    """Parameters of GET /articles."""

    collection = name("Articles of this collection. Default: `default`.", load_default="default")
    limit = _limit()
    cursor = _cursor()
    tz = _zone()


class TakingIn(Query):
    """Parameters of POST /articles and PUT /articles/{id}."""

    collection = fields.List(
        name("A collection the article belongs to. Given again: all of them. Default: `default`."),
        load_default=lambda: ["default"],
        validate=validate.Length(1, 20),
        metadata={"description": "A collection the article belongs to. Given again: all of them. Default: `default`."},
    )


class ExpressionsQuery(Query):
    """Parameters of GET /articles/{id}/expressions."""

    format = one_of(
        ("json", "timeml"), "The form of the answer. Default: what the Accept header takes.", load_default=None
    )


class ActorsQuery(Query):
    """Parameters of GET /actors."""

    collection = name("Actors of this collection. Default: `default`.", load_default="default")
    q = words(
        "Only actors of whose names each of these words begins a word, as a search box offers them: the first `limit`."
    )
    limit = _limit()
    cursor = _cursor()


class CollectionDeletion(Query):
    """Parameters of DELETE /collections/{name}."""

    confirm = fields.String(
        required=True,
        error_messages={"required": "must be the collection's name once more: what only it holds is deleted with it"},
        metadata={"description": "The collection's name once more: what only it holds is deleted with it."},
    )


