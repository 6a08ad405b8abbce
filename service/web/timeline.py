"""GET /timeline in every format, /timeline/days and /events/{id}. What they say is the pipeline's; this is how."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, g, redirect, request

from schemas.parameters import EventQuery
from service import pipeline
from service.answers import render
from service.errors import Moved
from service.formats.json import dumps, event_dict
from service.web import negotiate, queries, replies, telling
from service.web.context import Services, services
from service.web.telling import Asked

blueprint = Blueprint("timeline", __name__)


@blueprint.get(telling.TIMELINE)
def timeline() -> Response:
    """Events in order, in the format the client accepts."""
    return _told(telling.TIMELINE)


@blueprint.get(telling.DAYS)
def days() -> Response:
    """The days of a timeline, each with what leads it."""
    return _told(telling.DAYS)


@blueprint.get(telling.TIMELINE_AS)
def timeline_as(suffix: str) -> Response:
    """Events in order, in the format of the suffix."""
    return _told(f"{telling.TIMELINE}{suffix}")


def _told(path: str) -> Response:
    g.vary = telling.VARY[path]
    shared, environ = services(), request.environ
    if telling.TROUBLE in environ:
        raise environ.pop(telling.TROUBLE)
    wanted = telling.asked(shared, path, environ["QUERY_STRING"], environ.get("HTTP_ACCEPT", "*/*"))
    if wanted.streamed:
        return _streamed(shared, wanted)
    told = telling.tell(shared, wanted, environ)
    response = Response(told.body, told.status, told.headers)
    if told.status == 304:
        del response.headers["Content-Type"]
    return response


def _streamed(shared: Services, wanted: Asked) -> Response:
    collection = shared.store.collection(wanted.question.collection)
    tag, changed = telling.tag_of(shared, wanted, collection), telling.changed_of(collection)
    if (same := replies.not_modified(tag, changed)) is not None:
        shared.metrics.answered("nothing new")
        return same
    headers = [("Content-Type", wanted.form.content_type), *telling.standing(shared, tag, changed)]
    if request.method == "HEAD":
        return replies.stream(iter(()), headers)
    shared.metrics.answered("store")
    made = render(shared.store, wanted.question, wanted.form.name, shared.settings, all_pages=True)
    return replies.stream(iter(made.pieces), headers)


@blueprint.get("/events/<id>")
def event(id: str) -> Response:
    """One event with all its evidence; an id that was merged away is redirected."""
    negotiate.require_json()
    shared = services()
    query = queries.load(EventQuery())
    try:
        told = pipeline.event(shared.store, id)
    except Moved as moved:
        url = f"{shared.settings.public_url or ''}/events/{quote(moved.to, safe='')}"
        query_string = request.query_string.decode("ascii", "replace")
        return _redirect(f"{url}?{query_string}" if query_string else url)
    chars = shared.settings.evidence_chars
    shape = event_dict(told.event, told.updated, query["evidence"], chars, queries.zone(query["tz"]))
    if query["explain"]:
        shape["explanation"] = pipeline.explain(shared.store, id)
    return replies.body_reply(dumps(shape), replies.JSON)


def _redirect(url: str) -> Response:
    response = redirect(url, 308, Response)
    response.data = b""
    response.headers["Cache-Control"] = "no-cache"
    assert isinstance(response, Response)
    return response
