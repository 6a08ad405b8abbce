"""The page people look at, the view of one event, the view of one article, a box to read a text in, and their files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Blueprint, Response, redirect, request

from service import pipeline
from service.errors import BadQuestion, DatelineError, Moved, NotFound, StoreUnavailable
from service.question import Question
from service.web import page_data, page_read, replies
from service.web.answers import Answer
from service.web.conditional import weak
from service.web.context import services
from service.web.loopback import is_loopback
from service.web.page_links import Links, Pairs, shell_quoted
from service.web.page_render import (
    ALL_QUOTES,
    ASSET_TYPES,
    asset,
    asset_packed,
    asset_version,
    edition,
    render,
    style_source,
)

blueprint = Blueprint("page", __name__)

HTML = "text/html; charset=utf-8"
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; script-src 'self'; style-src {style_source()}; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FOR_GOOD = "public, max-age=31536000, immutable"
MOST_PAIRS = 200


def base_url() -> str:
    """Where this service is reached, for addresses that are copied elsewhere; "" where only the Host header says it.

    A Host is repeated where it is this machine's own or named in the settings: never what anybody sends.
    """
    settings = services().settings
    if settings.public_url:
        return settings.public_url
    known = is_loopback(request.host) or request.host in settings.trusted_hosts
    return request.host_url.rstrip("/") if known else ""


def root() -> str:
    """What stands before the service's paths where a proxy keeps it under a path of its own; mostly nothing."""
    return urlsplit(services().settings.public_url or "").path.rstrip("/")


def given() -> Pairs:
    """The query string as pairs; blank values and what is no text are left out."""
    pairs = request.args.items(multi=True)
    return tuple((name, value.strip()) for name, value in pairs if value.strip())[:MOST_PAIRS]


def written(template: str, **values: Any) -> bytes:
    """A template of the page as bytes, its links under the service's own path."""
    return render(template, root(), **values)


def reply(body: bytes, status: int = 200, tag: str | None = None) -> Response:
    """A page as it leaves: its policy, its tag; gzipped where the client takes it."""
    headers = [("Content-Type", HTML), ("Content-Security-Policy", CONTENT_SECURITY_POLICY)]
    headers += [("ETag", tag), ("Cache-Control", "no-cache")] if tag else [("Cache-Control", "no-store")]
    response = replies.send(Answer(body, tuple(headers)))
    response.status_code = status
    return response


def not_modified(tag: str, policy: str = CONTENT_SECURITY_POLICY) -> Response | None:
    """The 304 if the client has this page. It carries the policy, since browsers take its headers for the page's."""
    same = replies.not_modified(tag, None)
    if same is not None:
        same.headers["Content-Security-Policy"] = policy
    return same


@blueprint.get("/")
def page() -> Response:
    """The timeline."""
    links = Links(given(), base_url(), f"{root()}/")
    settings, now = services().settings, datetime.now(UTC)
    try:
        question = page_data.asked(links, settings, now)
        today = page_data.day_shown(question, settings, now)
        return _page(links, question, today)
    except BadQuestion as error:
        today = now.astimezone(settings.zone).date()
        try:
            view = page_data.wrong(services().store, links, error, today, settings)
        except DatelineError as deeper:
            return failed(deeper)
        return reply(written("page.html", view=view, tag="", oembed=_oembed(links)), 400)
    except DatelineError as error:
        return failed(error)


def _page(links: Links, question: Question, today: date) -> Response:
    shared = services()
    collection = shared.store.collection(question.collection)
    own = links.api(path="/") + "|" + "|".join((*links.values("open"), links.first("zoom"), links.first("part")))
    tag = weak(shared.edition, edition(), collection.state, question.digest(), today, page_read.digest(own))
    if (same := not_modified(tag)) is not None:
        return same
    key = (question.collection, tag)
    kept = shared.answers.get(key)
    if kept is None:
        body = _rendered(links, question, today, tag)
        headers = (
            ("Content-Type", HTML),
            ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            ("ETag", tag),
            ("Cache-Control", "no-cache"),
        )
        kept = Answer(body, headers)
        shared.answers.put(key, kept)
    return replies.send(kept, key)


def _rendered(links: Links, question: Question, today: date, tag: str) -> bytes:
    shared = services()
    part = links.first("part")
    if part == "evidence":
        event_id = next(reversed(links.values("open")), "")
        event = page_data.one_event(shared.store, links, question, event_id)
        return written("evidence_part.html", event=event, today=today, chars=shared.settings.evidence_chars)
    if part == "list":
        return written("part.html", view=page_data.listed(shared.store, links, question, today, shared.settings))
    view = page_data.whole(shared.store, links, question, today, shared.settings)
    return written("page.html", view=view, tag=tag, oembed=_oembed(links))


def _oembed(links: Links) -> str:
    return f"{links.base}/oembed?url={quote(links.here(), safe='')}"


def failed(error: DatelineError) -> Response:
    """What went wrong, for people."""
    if isinstance(error, NotFound):
        return reply(written("message.html", heading="There is no such thing here", message=error.message), 404)
    if isinstance(error, StoreUnavailable):
        words = "The database does not answer just now. Try again in a moment."
        response = reply(written("message.html", heading="Not just now", message=words), 503)
        response.headers["Retry-After"] = "5"
        return response
    return reply(written("message.html", heading="This cannot be shown", message=error.message), 400)


@blueprint.get("/event/<id>")
def event(id: str) -> Response:
    """One event with all its evidence, for people."""
    shared = services()
    try:
        told = pipeline.event(shared.store, id)
    except Moved as moved:
        return _redirect(f"{root()}/event/{quote(moved.to, safe='')}")
    except DatelineError as error:
        return failed(error)
    today = datetime.now(UTC).astimezone(shared.settings.zone).date()
    url = f"{base_url()}/events/{quote(id, safe='')}"
    body = written(
        "event.html",
        event=told.event,
        today=today,
        chars=shared.settings.evidence_chars,
        curl=shell_quoted(url),
        most_quotes=ALL_QUOTES,
    )
    return _tagged(body)


def _redirect(path: str) -> Response:
    response = redirect(path, 308, Response)
    assert isinstance(response, Response)
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return response


def _tagged(body: bytes) -> Response:
    tag = weak(page_read.digest(body))
    return not_modified(tag) or reply(body, tag=tag)


@blueprint.get("/article/<id>")
def article(id: str) -> Response:
    """One article with every expression marked and explained, and the happenings it told."""
    shared = services()
    try:
        kept = pipeline.article(shared.store, id)
        shown = page_read.stored(shared.store, kept, shared.settings)
    except DatelineError as error:
        return failed(error)
    source = kept.article.url if urlsplit(kept.article.url or "").scheme in {"http", "https"} else None
    url = f"{base_url()}/articles/{quote(id, safe='')}/expressions"
    return _tagged(written("article.html", article=kept.article, shown=shown, source=source, curl=shell_quoted(url)))


@blueprint.route("/try", methods=["GET", "POST"])
def read_a_text() -> Response:
    """A box for a text and its publication date, and what is read in it."""
    settings = services().settings
    tried = page_read.tried(request.form if request.method == "POST" else {}, settings, datetime.now(UTC))
    body = written(
        "try.html",
        here="try",
        given=tried.given,
        wrong=tried.wrong,
        shown=tried.shown,
        published=tried.published,
        most=settings.max_read,
        languages=page_read.LANGUAGES,
        curl=tried.curl(base_url()),
    )
    return reply(body, 422 if tried.wrong.any else 200)


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """A style, a script or the icon; kept for good by browsers, since its address changes with it."""
    body = asset(name)
    if body is None:
        return failed(NotFound(f"there is no file {name}"))
    media_type = ASSET_TYPES[name.rpartition(".")[2]]
    versioned = request.args.get("v") == asset_version(name)
    headers = (
        ("Content-Type", f"{media_type}; charset=utf-8"),
        ("Cache-Control", FOR_GOOD if versioned else "no-cache"),
        ("ETag", weak(asset_version(name))),
    )
    same = replies.not_modified(weak(asset_version(name)), None)
    return same or replies.send(Answer(body, headers, asset_packed(name)))
