"""GET /timeline in every format, /timeline/days and /events/{id}. What they say is the pipeline's; this is how."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, Response, g, redirect, request

from schemas.parameters import EventQuery
from service import pipeline
from service.answers import days_bytes, render
from service.errors import Fault, Moved
from service.formats import Format
from service.formats.json import dumps, event_dict
from service.question import Question
from service.web import negotiate, queries, replies
from service.web.answers import Answer
from service.web.conditional import http_date, weak
from service.web.context import Services, services
from service.web.problems import Problem
from service.web.shortcuts import Learned

if TYPE_CHECKING:
    from service.store import Collection

blueprint = Blueprint("timeline", __name__)
PAGED = frozenset({"limit", "cursor", "top"})


@blueprint.get("/timeline")
def timeline() -> Response:
    """Events in order, in the format the client accepts."""
    g.vary = "Accept, Accept-Encoding"
    return _timeline("")


@blueprint.get("/timeline<any('.json', '.ndjson', '.csv', '.ics', '.atom', '.html'):suffix>")
def timeline_as(suffix: str) -> Response:
    """Events in order, in the format of the suffix."""
    return _timeline(suffix)


def _timeline(suffix: str) -> Response:
    shared = services()
    asked, digest = queries.question()
    form = negotiate.chosen(suffix, asked.format)
    collection = shared.store.collection(asked.collection)
    tag = _tag(shared, collection, digest, form.name + suffix)
    if (same := replies.not_modified(tag, _changed(collection))) is not None:
        shared.metrics.answered("nothing new")
        return same
    if form.name == "ndjson" and not PAGED & queries.raw().keys():
        return _streamed(shared, asked, form, collection, tag)
    key = (asked.collection, tag)
    g.learned = Learned(collection.name, collection.version, key, tag, _changed(collection))
    answer = shared.answers.get(key)
    shared.metrics.answered("memory" if answer else "store")
    if answer is None:
        made = render(shared.store, asked, form.name, shared.settings, path=f"/timeline{suffix}")
        body = b"".join(made.pieces)
        link = [("Link", f'<{made.next_url}>; rel="next"')] if made.next_url else []
        answer = Answer(body, (*_headers(form.content_type, collection, tag), *link))
        shared.answers.put(key, answer)
    return replies.send(answer, key)


def _tag(shared: Services, collection: Collection, digest: str, form: str) -> str:
    """The entity tag: the collection's version, the resolved question, the form."""
    return weak(shared.edition, collection.version, digest, form)


def _changed(collection: Collection) -> datetime | None:
    return collection.changed if collection.version else None


def _headers(content_type: str, collection: Collection, tag: str) -> list[tuple[str, str]]:
    headers = [("Content-Type", content_type), ("ETag", tag), ("Cache-Control", replies.cache_control())]
    if collection.version:
        headers.append(("Last-Modified", http_date(collection.changed)))
    return headers


def _streamed(shared: Services, asked: Question, form: Format, collection: Collection, tag: str) -> Response:
    headers = _headers(form.content_type, collection, tag)
    if request.method == "HEAD":
        return Response(headers=headers)
    shared.metrics.answered("store")
    made = render(shared.store, asked, form.name, shared.settings, all_pages=True)
    return replies.stream(iter(made.pieces), headers)


@blueprint.get("/timeline/days")
def days() -> Response:
    """The days of a timeline, each with what leads it."""
    negotiate.require_json()
    shared = services()
    asked, digest = queries.question(days=True)
    if asked.format not in (None, "json"):
        message = "format: days are told as json only"
        raise Problem("bad-query", message, [Fault("format", "bad-value", message)])
    collection = shared.store.collection(asked.collection)
    tag = _tag(shared, collection, digest, "days")
    if (same := replies.not_modified(tag, _changed(collection))) is not None:
        return same
    key = (asked.collection, tag)
    g.learned = Learned(collection.name, collection.version, key, tag, _changed(collection))
    answer = shared.answers.get(key)
    if answer is None:
        body = days_bytes(pipeline.days(shared.store, asked), asked)
        answer = Answer(body, tuple(_headers(replies.JSON, collection, tag)))
        shared.answers.put(key, answer)
    return replies.send(answer, key)


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
