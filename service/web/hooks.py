"""What happens around every request: an id, the rules of access, headers, a log line, a count."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import Flask, Request, Response, g

from service.web import access, bodies, cors
from service.web.context import current
from service.web.record import record
from service.web.requestid import HEADER, request_id

if TYPE_CHECKING:
    from werkzeug.datastructures import Headers

    from service.config import Settings
    from service.web.context import Services

SECURITY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
POLICY = "Content-Security-Policy"
CONTENT_SECURITY_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def standard_headers(policy: str | None = None) -> tuple[tuple[str, str], ...]:
    """What every reply says to browsers; the strictest policy unless the reply has one of its own."""
    return SECURITY_HEADERS if policy else (*SECURITY_HEADERS, (POLICY, CONTENT_SECURITY_POLICY))


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
                *standard_headers(headers.get(POLICY)),
                *_cors(settings, asked, headers),
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


def _cors(settings: Settings, asked: Request, headers: Headers) -> cors.Headers:
    if asked.method != "OPTIONS":
        return cors.allowed(settings, asked.method, asked.path, asked.headers.get("Origin"))
    wanted = asked.headers.get("Access-Control-Request-Method")
    return cors.allowed(settings, "OPTIONS", asked.path, asked.headers.get("Origin"), wanted, headers.get("Allow"))
