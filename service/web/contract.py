"""What every call of the API takes and gives, said once: openapi.yaml is made of it, tests hold the routes to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from marshmallow import Schema

from schemas import parameters, replies, requests
from service.formats import FORMATS
from service.web import examples

JSON = "application/json"
NDJSON = "application/x-ndjson"
TIMEML = "application/xml"
HTML = "text/html"


@dataclass(frozen=True)
class Body:
    """A body of one media type: its schema (None: not JSON) and an example."""

    media_type: str
    schema: type[Schema] | None
    example: object


@dataclass(frozen=True)
class Reply:
    """A reply that is no error: when it comes, its bodies, and its headers by name."""

    says: str
    bodies: tuple[Body, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operation:
    """One call: method and path as OpenAPI writes it, the schema of its query, its bodies, replies and problems."""

    method: str
    path: str
    id: str
    tag: str
    summary: str
    query: type[Schema] = parameters.Nothing
    in_path: Mapping[str, str] = field(default_factory=dict)
    in_headers: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    replies: Mapping[int, Reply] = field(default_factory=dict)
    problems: tuple[int, ...] = ()
    writes: bool = False


COMMON = (400, 500, 503)
CACHED = ("ETag", "Last-Modified", "Cache-Control", "Vary")
TAGGED = ("ETag", "Cache-Control", "Vary")
CONDITIONAL = ("If-None-Match", "If-Modified-Since")
NOT_MODIFIED = Reply("The client has this already.", headers=("ETag", "Cache-Control"))
WRITE_PROBLEMS = (400, 401, 403, 429, 500, 503)
TAKING_PROBLEMS = (*WRITE_PROBLEMS, 408, 413, 415, 422, 507)


def _reads(says: str, body: Body, *more: Body, headers: tuple[str, ...] = TAGGED) -> dict[int, Reply]:
    return {200: Reply(says, (body, *more), headers), 304: NOT_MODIFIED}


def _form_body(name: str) -> Body:
    form = FORMATS[name]
    schema = {"json": replies.Timeline, "ndjson": None}.get(name)
    return Body(form.media_type, schema, examples.TIMELINES[name])


def _suffix(name: str) -> Operation:
    form = FORMATS[name]
    return Operation(
        "get", f"/timeline{form.suffix}", f"timeline_{name}", "timeline",
        f"The timeline: {form.says}.", parameters.SuffixQuery, in_headers=CONDITIONAL,
        replies=_reads("A page of the timeline.", _form_body(name), headers=(*CACHED, "Link")),
        problems=(*COMMON, 404, 429),
    )  # fmt: skip


_ARTICLE = {"id": "The article's id."}
_OUTCOME = Body(JSON, replies.Outcome, examples.OUTCOME)
_ARTICLE_BODY = Body(JSON, requests.ArticleBody, examples.ARTICLE)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "get", "/timeline", "timeline", "timeline", "Events in order, in the format the client accepts.",
        parameters.TimelineQuery, in_headers=("Accept", *CONDITIONAL),
        replies=_reads("A page of the timeline.", *map(_form_body, FORMATS), headers=(*CACHED, "Link")),
        problems=(*COMMON, 404, 406, 429),
    ),
    *(_suffix(name) for name, form in FORMATS.items() if form.suffix),
    Operation(
        "get", "/timeline/days", "days", "timeline", "The days of a timeline, each with the event that leads it.",
        parameters.DaysQuery, in_headers=CONDITIONAL,
        replies=_reads("Days by date.", Body(JSON, replies.Days, examples.DAYS), headers=CACHED),
        problems=(*COMMON, 404, 406, 429),
    ),
    Operation(
        "get", "/events/{id}", "event", "timeline", "One event with all its evidence.",
        parameters.EventQuery, {"id": "The event's id."}, CONDITIONAL,
        replies={
            **_reads("The event.", Body(JSON, replies.Event, examples.EVENT)),
            308: Reply("The event now lives under another id.", headers=("Location",)),
        },
        problems=(*COMMON, 404, 406, 429),
    ),
    Operation(
        "post", "/articles", "take_in", "articles",
        "Take in one article as JSON, or many as NDJSON with an outcome a line.",
        parameters.TakingIn, in_headers=("Idempotency-Key",),
        bodies=(_ARTICLE_BODY, Body(NDJSON, None, examples.ARTICLE_LINES)),
        replies={
            200: Reply("In one more collection now, or (NDJSON) an outcome a line.",
                       (_OUTCOME, Body(NDJSON, None, examples.OUTCOME_LINES)), ("Content-Location",)),
            201: Reply("Taken in, now or when the same article came before.", (_OUTCOME,), ("Location",)),
        },
        problems=(*TAKING_PROBLEMS, 409), writes=True,
    ),
    Operation(
        "get", "/articles", "articles", "articles", "Articles without their texts, a page at a time.",
        parameters.ArticlesQuery, in_headers=CONDITIONAL,
        replies=_reads("A page.", Body(JSON, replies.Articles, examples.ARTICLES), headers=(*TAGGED, "Link")),
        problems=(*COMMON, 404, 406, 429),
    ),
    Operation(
        "put", "/articles/{id}", "put_article", "articles",
        "Take in an article under this id, replacing what is there.",
        parameters.TakingIn, _ARTICLE, (), (_ARTICLE_BODY,),
        {
            200: Reply("Replaced, or nothing changed.", (_OUTCOME,), ("Content-Location",)),
            201: Reply("Taken in.", (_OUTCOME,), ("Location",)),
        },
        TAKING_PROBLEMS, True,
    ),
    Operation(
        "get", "/articles/{id}", "article", "articles", "One article with its text.", in_path=_ARTICLE,
        in_headers=CONDITIONAL,
        replies=_reads("The article.", Body(JSON, replies.ArticleText, examples.ARTICLE_TEXT)),
        problems=(*COMMON, 404, 406, 429),
    ),
    Operation(
        "delete", "/articles/{id}", "delete_article", "articles", "Delete an article and what only it told.",
        in_path=_ARTICLE, replies={204: Reply("Deleted.")}, problems=(*WRITE_PROBLEMS, 404), writes=True,
    ),
    Operation(
        "get", "/articles/{id}/expressions", "article_expressions", "articles",
        "Every expression read in an article, as JSON or TimeML.", parameters.ExpressionsQuery, _ARTICLE,
        ("Accept", *CONDITIONAL),
        replies=_reads("The expressions.", Body(JSON, replies.Expressions, examples.EXPRESSIONS),
                       Body(TIMEML, None, examples.TIMEML)),
        problems=(*COMMON, 404, 406, 429),
    ),
    Operation(
        "post", "/read", "read", "reading", "The expressions of a text that is not kept.",
        bodies=(Body(JSON, requests.ReadBody, examples.READ),),
        replies={200: Reply("The expressions.", (Body(JSON, replies.Expressions, examples.READ_REPLY),))},
        problems=(*COMMON, 406, 408, 413, 415, 422, 429),
    ),
    Operation(
        "post", "/extract", "extract", "reading", "The happenings told in a text that is not kept.",
        bodies=(Body(JSON, requests.ReadBody, examples.READ),),
        replies={200: Reply("The mentions.", (Body(JSON, replies.Mentions, examples.EXTRACT_REPLY),))},
        problems=(*COMMON, 406, 408, 413, 415, 422, 429),
    ),
    Operation(
        "get", "/actors", "actors", "lists", "Actors of a collection, those in most events first.",
        parameters.ActorsQuery, in_headers=CONDITIONAL,
        replies=_reads("A page of actors.", Body(JSON, replies.Actors, examples.ACTORS), headers=(*TAGGED, "Link")),
        problems=(*COMMON, 404, 406, 429),
    ),
    Operation(
        "get", "/collections", "collections", "lists", "Every collection, by name.", in_headers=CONDITIONAL,
        replies=_reads("The collections.", Body(JSON, replies.Collections, examples.COLLECTIONS)),
        problems=(*COMMON, 406, 429),
    ),
    Operation(
        "delete", "/collections/{name}", "delete_collection", "lists", "Delete a collection, confirmed by its name.",
        parameters.CollectionDeletion, {"name": "The collection's name."},
        replies={204: Reply("Deleted.")}, problems=(*WRITE_PROBLEMS, 404), writes=True,
    ),
    Operation(
        "get", "/healthz", "healthz", "running", "Whether the process answers.",
        replies={200: Reply("It does.", (Body(JSON, replies.Health, examples.HEALTH),))}, problems=(400, 500),
    ),
    Operation(
        "get", "/readyz", "readyz", "running", "Whether the service can do its work, and what it misses if not.",
        replies={
            200: Reply("It can.", (Body(JSON, replies.Ready, examples.READY),)),
            503: Reply("It cannot.", (Body(JSON, replies.Ready, examples.NOT_READY),)),
        },
        problems=(400, 500),
    ),
)  # fmt: skip

UNLISTED = frozenset({"/docs", "/docs/assets/{name}", "/docs/errors", "/docs/errors/{slug}", "/openapi.yaml"})
"""Pages for people, beside the API."""
