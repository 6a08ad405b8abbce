"""Idempotency-Key: the same key with the same body gets the first reply again; with another body it is a conflict."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import orjson
from flask import Response, g, request

from service.errors import Fault
from service.web.context import services
from service.web.problems import Problem

HEADER = "Idempotency-Key"
ACCEPTED = re.compile(r"[\x21-\x7e]{1,255}")
KEPT_HEADERS = ("Location", "Content-Location")


def once(body: bytes, answer: Callable[[], Response]) -> Response:
    """The reply to this body, made by `answer` unless the request's key has one already."""
    key = request.headers.get(HEADER)
    if key is None:
        return answer()
    if not ACCEPTED.fullmatch(key):
        message = f"{HEADER}: must be 1 to 255 printable ASCII characters without blanks"
        raise Problem("bad-query", message, [Fault(HEADER, "bad-value", message)])
    store = services().store
    name = hashlib.sha256(f"{g.get('key_name', '')}\n{request.path}\n{key}".encode()).hexdigest()
    digest = hashlib.sha256(request.query_string + b"\n" + body).hexdigest()
    known = store.recall(name, digest)
    if known is not None:
        return _again(known.status, known.reply)
    response = answer()
    kept = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    store.remember(name, digest, response.status_code, orjson.dumps([kept, response.get_data(as_text=True)]))
    return response


def _again(status: int, reply: bytes) -> Response:
    headers, body = orjson.loads(reply)
    response = Response(body, status, headers, content_type="application/json")
    response.headers["Idempotency-Replayed"] = "true"
    response.headers["Cache-Control"] = "no-store"
    return response
