"""What happens around every request: an id, the rules of access, headers, a log line, a count."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import Flask, Response, g

from service.web import access, bodies, cors
from service.web.context import current
from service.web.record import record
from service.web.requestid import HEADER, request_id
from service.web.shortcuts import NOT_AGAIN, OF_304, Learned, Shortcut, quarter, without

if TYPE_CHECKING:
    from service.web.context import Services

SECURITY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
POLICY = "Content-Security-Policy"
CONTENT_SECURITY_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def register(app: Flask, shared: Services) -> None:
    """Hang the steps around the requests of an application."""
    settings = shared.settings
    varies = cors.varies(settings)

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        access.check(shared)

    @app.after_request
    def finish(response: Response) -> Response:
        asked, kept, headers = current(), g._get_current_object(), response.headers
        headers.extend(
            (
                (HEADER, request_id()),
                *SECURITY_HEADERS,
                *(() if POLICY in headers else ((POLICY, CONTENT_SECURITY_POLICY),)),
                *cors.allowed(settings, asked, headers.get("Allow") if asked.method == "OPTIONS" else None),
                *(access.rate_headers(kept.rate) if "rate" in kept else ()),
            )
        )
        headers["Vary"] = kept.get("vary", "Accept-Encoding") + varies
        if asked.method == "OPTIONS" and response.status_code == 200:
            response.status_code = 204
            headers.pop("Content-Type", None)
            headers.pop("Content-Length", None)
        if asked.method != "GET":
            bodies.end_if_unread()
        _record(shared, response)
        return response


def _record(shared: Services, response: Response) -> None:
    asked, kept = current(), g._get_current_object()
    began: float | None = kept.get("began")
    seconds = time.perf_counter() - began if began is not None else 0.0
    route = asked.url_rule.rule if asked.url_rule is not None else "none"
    status, environ = response.status_code, asked.environ
    record(shared, environ, route, status, seconds, response.content_length, request_id(), kept.get("key_name"))
    learned = kept.get("learned")
    if learned is not None and shared.shortcuts.open and status == 200 and asked.method == "GET":
        shared.shortcuts.learn(environ, _shortcut(learned, response, route))


def _shortcut(learned: Learned, response: Response, route: str) -> Shortcut:
    headers = without(response.headers, NOT_AGAIN)
    return Shortcut(
        collection=learned.collection,
        version=learned.version,
        quarter=quarter(),
        answer=learned.answer,
        gzipped=response.headers.get("Content-Encoding") == "gzip",
        tag=learned.tag,
        modified=learned.modified,
        route=route,
        headers=headers,
        headers_304=without(headers, OF_304),
    )
