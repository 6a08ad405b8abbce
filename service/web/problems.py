"""Everything that can go wrong, as RFC 9457 problem details. One catalogue: its slugs are the pages of /docs/errors."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from service import errors
from service.errors import DatelineError, Fault
from service.formats.json import dumps
from service.web.requestid import request_id

PROBLEM_TYPE = "application/problem+json"
RETRY_SECONDS = 5
log = logging.getLogger("dateline.web")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, its title, and what to do about it, for people."""

    slug: str
    status: int
    title: str
    advice: str


KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind("bad-query", 400, "The query is wrong", "Mend the parameters that `errors` names. `GET /docs` lists all."),
        Kind(
            "bad-syntax",
            400,
            "The body cannot be parsed",
            "Send UTF-8 JSON without a byte order mark, whole, each key once.",
        ),
        Kind(
            "bad-host",
            400,
            "Not a host of this service",
            "Address the service by its public name, or set trusted_hosts.",
        ),
        Kind(
            "no-key",
            401,
            "A key is needed",
            "Send `Authorization: Bearer KEY`, never a key in the URL. `dateline keys create` makes one.",
        ),
        Kind(
            "not-allowed",
            403,
            "Not allowed",
            "Use a key with the scope needed; without keys, write from this machine by a loopback address.",
        ),
        Kind("not-found", 404, "Not found", "Look at the path and the id. Ids are case-sensitive."),
        Kind("method-not-allowed", 405, "Method not allowed", "Use a method that the `Allow` header names."),
        Kind("not-acceptable", 406, "No such format here", "Ask for a media type or a format that `detail` names."),
        Kind("timeout", 408, "The body did not arrive in time", "Send the body without pauses; split a large one."),
        Kind(
            "conflict",
            409,
            "It is already there, and differs",
            "PUT replaces an article. An Idempotency-Key goes with one body.",
        ),
        Kind("too-large", 413, "The body is too large", "Send less at once; many articles go as NDJSON."),
        Kind(
            "unsupported-media-type",
            415,
            "Unsupported content type",
            "Send a media type and a content encoding that `detail` names.",
        ),
        Kind("unprocessable", 422, "The body makes no sense", "It is JSON, but mend the fields that `errors` names."),
        Kind("too-many-requests", 429, "Too many requests", "Wait as long as `Retry-After` says."),
        Kind("internal", 500, "The service failed", "This is our fault. Tell whoever runs it the `request_id`."),
        Kind("not-implemented", 501, "No such form here", "Ask for a form that `detail` names."),
        Kind(
            "unavailable",
            503,
            "Not available just now",
            "Try again after `Retry-After`. `/readyz` says what is missing.",
        ),
        Kind("full", 507, "No room left", "Whoever runs the service must make room; reads go on."),
    )
}

_KIND_OF_ERROR: tuple[tuple[type[DatelineError], str], ...] = (
    (errors.BadQuestion, "bad-query"),
    (errors.BadSyntax, "bad-syntax"),
    (errors.BadArticle, "unprocessable"),
    (errors.NotFound, "not-found"),
    (errors.Conflict, "conflict"),
    (errors.TooLarge, "too-large"),
    (errors.NotAllowed, "not-allowed"),
    (errors.NotKnown, "no-key"),
    (errors.StoreFull, "full"),
    (errors.StoreUnavailable, "unavailable"),
)
_KIND_OF_STATUS = {
    status: slug
    for slug, status in (
        *((kind.slug, kind.status) for kind in reversed(KINDS.values())),
        ("bad-query", 400),
    )
}


class Problem(Exception):
    """A problem to be told to the client: its kind, what is wrong, and headers that go with it."""

    def __init__(
        self, slug: str, detail: str, faults: Iterable[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.kind = KINDS[slug]
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


def plain(text: str) -> str:
    """Text fit for JSON in UTF-8: half a surrogate pair becomes a replacement character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def problem_response(problem: Problem) -> Response:
    """The reply that tells a problem."""
    kind = problem.kind
    body = {
        "type": f"/docs/errors/{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": plain(problem.detail),
        "instance": plain(request.path),
        "request_id": request_id(),
        "errors": [
            {"field": plain(fault.field), "code": fault.code, "message": plain(fault.message)}
            for fault in problem.faults
        ],
    }
    response = Response(dumps(body), kind.status, problem.headers, content_type=PROBLEM_TYPE)
    response.headers.setdefault("Cache-Control", "no-store")
    if kind.status == 503:
        response.headers.setdefault("Retry-After", str(RETRY_SECONDS))
    if kind.status == 401:
        response.headers.setdefault("WWW-Authenticate", 'Bearer realm="dateline"')
    return response


def problem_of(error: DatelineError) -> Problem:
    """The problem that an error of the service is to a client."""
    for known, slug in _KIND_OF_ERROR:
        if isinstance(error, known):
            return Problem(slug, error.message, error.faults)
    return Problem("internal", "The request could not be answered.")


def fault_of(error: DatelineError) -> tuple[Fault, ...]:
    """The faults of an error, at least one."""
    return error.faults or (Fault("", problem_of(error).kind.slug, error.message),)


def register(app: Flask) -> None:
    """Turn every error of every route into a problem."""

    @app.errorhandler(Problem)
    def told(problem: Problem) -> Response:
        return problem_response(problem)

    @app.errorhandler(DatelineError)
    def known(error: DatelineError) -> Response:
        problem = problem_of(error)
        if problem.kind.status >= 500:
            log.error("could not answer: %s", error.message, exc_info=problem.kind.slug == "internal")
        return problem_response(problem)

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        return problem_response(_problem_of_http(error))

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Response:
        log.exception("failed")
        return problem_response(Problem("internal", "The service failed to answer; its log says why."))


def _problem_of_http(error: HTTPException) -> Problem:
    status = error.code or 500
    headers = {}
    if status == 405:
        allowed = sorted({*(getattr(error, "valid_methods", None) or ()), "OPTIONS"})
        headers["Allow"] = ", ".join(allowed)
        return Problem("method-not-allowed", f"{request.method} is not for this path.", headers=headers)
    if status == 404:
        return Problem("not-found", f"There is nothing at {request.path[:200]}.")
    slug = _KIND_OF_STATUS.get(status, "bad-query" if 400 <= status < 500 else "internal")
    return Problem(slug, error.description or KINDS[slug].title)
