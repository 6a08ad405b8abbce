"""What can be filtered by: actors and collections, with counts; and deleting a collection."""

from __future__ import annotations

from flask import Blueprint, Response

from schemas.parameters import ActorsQuery, CollectionDeletion, Nothing
from service import pipeline
from service.errors import BadQuestion, Fault, NotFound
from service.formats.json import moment
from service.web import negotiate, queries, replies
from service.web.context import services
from service.web.problems import Problem

blueprint = Blueprint("lists", __name__)


@blueprint.get("/actors")
def actors() -> Response:
    """Actors of a collection, those in most events first."""
    negotiate.require_json()
    query = queries.load(ActorsQuery())
    page = pipeline.actors(services().store, query["collection"], query["limit"], query["cursor"], query.get("q"))
    next_url = replies.next_url("/actors", queries.raw(), page.next)
    rows = [
        {"id": row.id, "name": row.name, "type": row.type, "country": row.country, "events": row.events}
        for row in page.rows
    ]
    return replies.page_reply({"actors": rows, "next": next_url}, next_url)


@blueprint.get("/collections")
def collections() -> Response:
    """Every collection, by name."""
    negotiate.require_json()
    queries.load(Nothing())
    rows = [
        {
            "name": one.name,
            "version": one.version,
            "changed": moment(one.changed) if one.version else None,
            "articles": one.articles,
            "events": one.events,
        }
        for one in pipeline.collections(services().store)
    ]
    return replies.json_reply({"collections": rows})


@blueprint.delete("/collections/<name>")
def delete(name: str) -> Response:
    """Delete a collection; `confirm` says its name once more."""
    query = queries.load(CollectionDeletion())
    if query["confirm"] != name:
        message = "confirm: must be the collection's name"
        raise Problem("bad-query", message, [Fault("confirm", "bad-value", message)])
    try:
        pipeline.delete_collection(services().store, name)
    except BadQuestion as error:
        raise NotFound(f"There is no collection called {name[:200]}.") from error
    return replies.nothing()
