"""Articles: taking them in one by one or as NDJSON, showing, listing and deleting them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Blueprint, Response, g

from schemas.parameters import ArticlesQuery, ExpressionsQuery, Nothing, TakingIn
from schemas.requests import ArticleBody
from service import intake, pipeline
from service.answers import outcome_dict
from service.errors import Fault
from service.formats import timeml
from service.formats.json import dumps, expression_dict, moment
from service.intake.forms import bounded_lines
from service.web import bodies, idempotency, negotiate, queries, replies
from service.web.context import Services, services
from service.web.problems import Problem

if TYPE_CHECKING:
    from datetime import tzinfo

    from service.pipeline import Kept

blueprint = Blueprint("articles", __name__)
EXPRESSION_FORMS = {replies.JSON: "json", timeml.MEDIA_TYPE: "timeml"}
NDJSON = "application/x-ndjson"


@blueprint.post("/articles")
def take_in() -> Response:
    """One article as JSON, or many as NDJSON with an outcome a line. What is answered is committed."""
    query = queries.load(TakingIn())
    if bodies.content_type() == NDJSON:
        return _take_in_many(query["collection"])
    shared = services()
    data = bodies.read_bytes(shared.settings.max_body)
    slot = idempotency.slot([data])
    if slot is not None and (known := slot.again()) is not None:
        return known
    response = _take_in_one(shared, data, query["collection"], None)
    return slot.keep_response(response) if slot is not None else response


@blueprint.put("/articles/<id>")
def put(id: str) -> Response:
    """One article under this id; another content of the same id is replaced."""
    query = queries.load(TakingIn())
    bodies.require_json()
    shared = services()
    data = bodies.read_bytes(shared.settings.max_body)
    return _take_in_one(shared, data, query["collection"], id)


def _take_in_one(shared: Services, data: bytes, collections: list[str], id: str | None) -> Response:
    settings = shared.settings
    taken = bodies.article(_named(bodies.parsed(data), id), ArticleBody())
    outcome = pipeline.take_in(shared.store, taken, tuple(collections), replace=id is not None, settings=settings)
    shared.metrics.articles.labels(outcome.outcome).inc()
    location = f"{shared.settings.public_url or ''}/articles/{quote(outcome.id or '', safe='')}"
    headers: list[tuple[str, str]] = []
    if outcome.outcome == "unchanged" and id is None:
        # An article that comes again by POST is the same request again: it gets the reply it got.
        outcome = replace(outcome, outcome="added")
        headers.append((idempotency.REPLAYED, "true"))
    status = 201 if outcome.outcome == "added" else 200
    headers.append(("Location" if status == 201 else "Content-Location", location))
    return replies.json_reply(outcome_dict(outcome), status, headers)


def _named(record: object, id: str | None) -> object:
    """The record with the id of the path, which may stand in the body as well but not differ from it."""
    if id is None or not isinstance(record, dict):
        return record
    if record.get("id") not in (None, id):
        message = "id: the body names another id than the path"
        raise Problem("unprocessable", message, [Fault("id", "bad-value", message)])
    return {**record, "id": id}


def _take_in_many(collections: list[str]) -> Response:
    """Outcomes are streamed only when the whole body is here: a client that sends all before it reads cannot block."""
    shared = services()
    held = ExitStack()
    try:
        file = held.enter_context(bodies.spooled(shared.settings.max_bulk))
        slot = idempotency.slot(bodies.held_pieces(file))
        if slot is not None and (known := slot.again()) is not None:
            held.close()
            return known
        lines = _outcomes(shared, file, collections, held)
        if slot is not None:
            lines = slot.keep_lines(lines, NDJSON)
        return replies.stream(lines, [("Content-Type", NDJSON), ("Cache-Control", "no-store")])
    except BaseException:
        held.close()
        raise


def _outcomes(shared: Services, file: IO[bytes], collections: list[str], held: ExitStack) -> Iterator[bytes]:
    with held:
        lines = bounded_lines(file, shared.settings.max_body)
        documents = intake.stream(lines, settings=shared.settings.intake)
        for outcome in pipeline.take_in_many(
            shared.store, documents, tuple(collections), replace=False, settings=shared.settings
        ):
            shared.metrics.articles.labels(outcome.outcome).inc()
            yield dumps(outcome_dict(outcome)) + b"\n"


def article_dict(kept: Kept, zone: tzinfo | None = None) -> dict[str, Any]:
    """An article without its text."""
    article = kept.article
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": moment(article.published, zone),
        "url": article.url,
        "language": article.language,
        "collections": list(kept.collections),
        "taken": moment(kept.taken, zone),
        "characters": len(article.text),
    }


@blueprint.get("/articles")
def listing() -> Response:
    """Articles, without their texts, a page at a time."""
    negotiate.require_json()
    shared = services()
    query = queries.load(ArticlesQuery())
    zone = queries.zone(query["tz"])
    page = pipeline.articles(shared.store, query["collection"], query["limit"], query["cursor"])
    next_url = replies.next_url("/articles", queries.raw(), page.next)
    rows = [article_dict(kept, zone) for kept in page.rows]
    return replies.page_reply({"articles": rows, "next": next_url}, next_url)


@blueprint.get("/articles/<id>")
def show(id: str) -> Response:
    """One article with its text."""
    negotiate.require_json()
    queries.load(Nothing())
    kept = pipeline.article(services().store, id)
    return replies.json_reply({**article_dict(kept), "text": kept.article.text})


@blueprint.delete("/articles/<id>")
def delete(id: str) -> Response:
    """Take an article out of every collection, and with it what only it told."""
    queries.load(Nothing())
    pipeline.delete_article(services().store, id)
    return replies.nothing()


@blueprint.get("/articles/<id>/expressions")
def expressions(id: str) -> Response:
    """Every expression read in an article, as JSON or TimeML."""
    g.vary = "Accept, Accept-Encoding"
    form = negotiate.one_of(queries.load(ExpressionsQuery())["format"], EXPRESSION_FORMS)
    shared = services()
    kept = pipeline.article(shared.store, id)
    reading = pipeline.read_text(kept.article, shared.settings)
    if form == "timeml":
        return replies.body_reply(timeml.render(kept.article, reading.text, reading.title), timeml.MEDIA_TYPE)
    shape = {
        "id": id,
        "published": moment(kept.article.published),
        "expressions": [expression_dict(e) for e in reading.text],
    }
    if kept.article.title is not None:
        shape["title_expressions"] = [expression_dict(e) for e in reading.title]
    return replies.json_reply(shape)
