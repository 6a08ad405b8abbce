"""What happens around every request: an id, the rules of access, headers, a log line, a count."""

from __future__ import annotations

import logging
import time
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from service.web import access, bodies
from service.web.context import services
from service.web.requestid import HEADER, request_id

log = logging.getLogger("dateline.access")

SECURITY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
CONTENT_SECURITY_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
EXPOSED = "ETag, Last-Modified, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"
REQUEST_HEADERS = "Accept, Authorization, Content-Encoding, Content-Type, Idempotency-Key, If-None-Match, X-Request-ID"
PREFLIGHT_SECONDS = "86400"


def register(app: Flask) -> None:
    """Hang the steps around the requests of an application."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        access.check()

    @app.after_request
    def finish(response: Response) -> Response:
        headers = response.headers
        headers[HEADER] = request_id()
        for name, value in SECURITY_HEADERS:
            headers[name] = value
        if "Content-Security-Policy" not in headers:
            headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        _add_vary(response)
        _allow_origins(response)
        if (verdict := g.get("rate")) is not None:
            headers.extend(access.rate_headers(verdict))
        if request.method == "OPTIONS" and response.status_code == 200:
            response.status_code = 204
            headers.pop("Content-Type", None)
            headers.pop("Content-Length", None)
        bodies.end_if_unread()
        _record(response)
        return response


def _add_vary(response: Response) -> None:
    wanted = g.get("vary", "Accept-Encoding")
    origins = services().settings.cors_origins
    if origins and "*" not in origins:
        wanted += ", Origin"
    if services().settings.read_keys_required:
        wanted += ", Authorization"
    response.headers["Vary"] = wanted


def _allow_origins(response: Response) -> None:
    """CORS: any origin may read where the settings say `*`; only origins named in the settings may write."""
    settings = services().settings
    origin = request.headers.get("Origin")
    asked = request.headers.get("Access-Control-Request-Method", "GET")
    reads = asked in {"GET", "HEAD"} if request.method == "OPTIONS" else not access.is_write()
    reads = reads or request.path in access.READING_POSTS
    if "*" in settings.cors_origins and reads:
        response.headers["Access-Control-Allow-Origin"] = "*"
    elif origin is not None and origin in settings.cors_origins:
        response.headers["Access-Control-Allow-Origin"] = origin
    else:
        return
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD")
        response.headers["Access-Control-Allow-Headers"] = REQUEST_HEADERS
        response.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS


def _record(response: Response) -> None:
    began: float | None = g.get("began")
    seconds = time.perf_counter() - began if began is not None else 0.0
    route = request.url_rule.rule if request.url_rule is not None else "none"
    services().metrics.request(request.method, route, response.status_code, seconds)
    if log.isEnabledFor(logging.INFO):
        log.info(
            "request",
            extra={
                "request": {
                    "id": request_id(),
                    "method": request.method,
                    "path": urlsplit(request.path).path[:500],
                    "status": response.status_code,
                    "ms": round(seconds * 1000, 2),
                    "bytes": response.content_length,
                    "key": g.get("key_name"),
                    "client": access.client_address(),
                }
            },
        )
